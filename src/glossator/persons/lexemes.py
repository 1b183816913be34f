"""Words by which a name is understood: ranks and titles, determiners, things that are named after persons, endings.

They are words of languages, not of one book. What stands here can be missing: then other evidence decides.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

RANKS: Final = frozenset(
    """
    admiral abbot archbishop archduke ambassador baron baroness bishop brigadier brother brothers cardinal
    chairman chancellor colonel commander commissar commodore comrade comrades consul count countess czar dame
    deputy dictator director doctor dr duchess duke earl emperor empress father fra general generals governor king
    lady leader lieutenant lord madame major marshal marshals master mayor miss minister monsieur mother mr mrs ms
    mister mlle mme officer pope premier president prince princess professor prof queen rabbi rector saint st secretary
    senator sergeant sir sister sultan tsar tsarina viscount direktor hauptmann hofrat geheimrat kanzler leutnant
    oberst rat herr frau fräulein graf gräfin freiherr fürst kaiser kaiserin könig königin präsident doktor
    feldmarschall papst bischof bruder товарищ тов генерал маршал адмирал полковник профессор академик доктор
    господин госпожа граф князь царь император король министр президент епископ soudruh generál maršál pan paní
    císař král prezident ministr hrabě kníže
    """.split()
)
"""Words before a name that are no part of it."""

PARTICLES: Final = frozenset(
    "al af av bin da dal dalla das de degli dei del della den der des di do dos du el ibn la las le les lo los ten ter "
    "van vom von v y zu zum zur фон де ван".split()
)
"""Small words between forenames and family name."""

_DETERMINERS: Final = {
    "en": frozenset("the a an".split()),
    "de": frozenset("der die das des dem den ein eine einen einem einer eines".split()),
}

POSSESSIVES: Final = frozenset("my your his her its our their".split())
"""Before a name they make it an edition, a role, a likeness: `his Shakespeare of 1765`."""

THINGS: Final = frozenset(
    """
    accord act administration affair agreement alliance apparatus archive archives army article articles autocracy
    bill biography bloc block bridge bust cabinet camp campaign canal canon card cards case centre center century
    church circle circles city clan clique club code collection college commission commissions committee
    conference conspiracy constitution controversy core correspondence council coterie cottage court cult currency
    decade decree dictatorship directive doctrine dynasty edition effect enrolment enrollment entourage epoch era
    essay estate expedition experiment faction factions faithful family festival fleet foundation fund garden
    generation government group groups grouping guard guards hall heritage hospital house household hypothesis
    institute interpretation island jubilee kolkhoz law laws leadership leaflet lectures legacy legend library
    lobby loyalists machine majority mania mausoleum medal memoirs memorandum memorial method ministry minority
    monument movement museum myth order opposition pact palace papers paradox park party period phenomenon plan
    platform policy politburo portrait posters prize problem proclamation programme program project propaganda
    prototype question receipt reform reforms regime regimes revival rhetoric room scheme scholar scholars school
    scholarship section society square statue statues street strategy style succession suite supporters
    sympathizers syndrome system tactics team telegram terror theorem theory thesis threat times tradition trial
    trials troops trust type tyranny ultimatum university variant version victory wing years
    """.split()
)
"""What follows a name that stands as an attribute: nouns that no verb of a singular subject looks like."""

AFTER_ARTICLE: Final = frozenset(
    """
    and or but nor of in on at by to for from with as into over under after before during until against about
    between through who whom whose which that is was were are be been has had have did does do can could may might
    must shall should will would not never also then himself herself itself themselves only even still already
    again both all
    """.split()
)
"""Small words that are no noun: `the Hume of the Treatise` names the man himself."""

WIVES: Final = frozenset("frau lady madame mme mrs paní госпожа".split())
"""Titles before the family name of a woman that may be her husband's, whom the book names in full."""

PLACES: Final = frozenset(
    """
    avenue bay boulevard boulevards canal cape castle city cruiser district fort glacier hms island isle lake
    mount mountain named peak place point port province region river road sea ship ss steamer steamship straits
    street strait town township village volcano battleship frigate vessel allee dampfer insel platz schiff
    schlachtschiff stadt straße rue ville берег имени бухта вулкан город города городе гора завод залив институт
    колхоз корабль ледник море музей остров острова острове пароход площадь площади посёлок премия проспект проезд
    пролив район село станция театр улица улицы улице фабрика хребет město náměstí ulice třída ostrov
    """.split()
)
"""Words before a name that make it the name of a place or thing: `Mount Darwin`, `the city of Darwin`."""

MONTHS: Final = frozenset("april august june may".split())
"""Months that are also names of persons."""

MONTH_PREPOSITIONS: Final = frozenset("in by since until till during of last next early late mid".split())

SOMEBODY: Final = frozenset("one certain another called named gewisser gewisse некий некто".split())
"""Words before a name that tell that a stranger is meant: `a draper called Owen`, `one Huxley`."""

PLACE_PREPOSITIONS: Final = frozenset("in at near around outside inside through via".split())
"""Words before a name after which a place is as likely as a person."""

PREFIXES: Final = frozenset("anti pro post pre neo non ex pseudo quasi proto crypto ultra semi sub inter mid".split())

_CYRILLIC_ENDINGS: Final = {  # by what a family name ends with, folded: who declines it so
    "masculine adjective": "ого его ому ему ыми ими ых их ым им ом ем ый ий ые ие".split(),  # Чайковский
    "feminine adjective": "ая яя ой ей ую юю ою ею".split(),  # Ковалевская
    "feminine noun": "ой ою а у".split(),  # Павлова
    "masculine noun": "ами ыми ым ом ем ём ов ых ам ах а я у ю е ы и".split(),  # Павлов
    "other": "ого его ому ему ими ами ями ой ей ою ею ом ем ым им ам ям ах ях а я у ю е и ы о".split(),
}
_LATIN_SLAVONIC_ENDINGS: Final = tuple(
    """
    ovými ského skému ských ským ovou ové ova ovi ovým ého ému ými iego iemu ego emu owi ach ami ech ům ou ým ím
    ej em om ie ę ą a e i o u y ů
    """.split()
)
_ALL_CYRILLIC_ENDINGS: Final = tuple(
    sorted({ending for group in _CYRILLIC_ENDINGS.values() for ending in group}, key=len, reverse=True)
)
_GERMANIC_ENDINGS: Final = ("ens", "ns", "es", "s")
_OF_LANGUAGE: Final = (
    {"mul": tuple(dict.fromkeys((*_LATIN_SLAVONIC_ENDINGS, *_GERMANIC_ENDINGS)))}
    | dict.fromkeys(("cs", "sk", "pl", "hr", "sl", "bs", "sr"), _LATIN_SLAVONIC_ENDINGS)
    | dict.fromkeys(("de", "nl", "sv", "da", "no", "nb", "nn"), _GERMANIC_ENDINGS)
)


MULTIPLE: Final = "mul"
"""The language tag of a text in several languages (ISO 639-2)."""


def endings(language: str, word: str) -> tuple[str, ...]:
    """Return the endings by which a word may be inflected in a text of this language, longest first."""
    if is_cyrillic(word):
        return _ALL_CYRILLIC_ENDINGS
    return _OF_LANGUAGE.get(primary(language), ())


def declines(family: str, ending: str) -> bool:
    """Tell whether a family name, folded, can have a Cyrillic ending: a man's name has other ones than a woman's."""
    if family.endswith("aia"):
        kind = "feminine adjective"
    elif family.endswith(("ova", "eva", "ina")):
        kind = "feminine noun"
    elif family.endswith(("sk", "ck", "i")):  # folding takes the last i off
        kind = "masculine adjective"
    else:
        kind = "other" if family[-1:] in "aeou" else "masculine noun"
    return ending in _CYRILLIC_ENDINGS[kind]


@lru_cache(maxsize=4096)
def is_cyrillic(word: str) -> bool:
    """Tell whether a word has a Cyrillic letter."""
    return any("\u0400" <= letter <= "\u052f" for letter in word)


@lru_cache(maxsize=64)
def primary(language: str) -> str:
    """Return the first part of a language tag: `en` of `en-GB`."""
    return language.partition("-")[0].lower()


def determiners(language: str) -> frozenset[str]:
    """Return the articles of a language, in small letters."""
    return _DETERMINERS.get(primary(language), frozenset())
