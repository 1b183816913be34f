"""Who is meant where a name stands, and whether the name names a person at all: by invented sentences.

The sentences hold what is expected:

    [[David Hume|hume]]            a mention of the person hume
    {{Hume|attributive}} Street    a name that belongs to a thing; {{Hume|doubtful}}, {{Hume|cited}}, {{Hume|heading}}
    ⟦Hume D., Essays, p. 7⟧        a citation
    *Hume and His Times*           a title, in italics
    Da¦8¦vid                       page 8 begins here

`fault` marks what the program gets wrong; the test complains when it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from glossator.locators import expand_locators
from glossator.model import Naming, Person, Use
from glossator.persons.mentions import Namer
from glossator.persons.units import UnitText

_MARK = re.compile(r"\[\[|\{\{|\|[a-z-]+(?:\]\]|\}\})|⟦|⟧|\*|¦[^¦]*¦")
_PLACE = re.compile(r"⟦|⟧|\*|¦[^¦]*¦")


def fault(*values: object, reason: str) -> object:
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason))


def somebody(identifier: str, name: str, *forms: str, headword: str | None = None, pages: str = "") -> Person:
    """Return a person of the authority file; `pages` are those of the printed index."""
    locators = tuple(pages.split(", ")) if pages else ()
    return Person(identifier, name, headword, locators, forms, declared=True)


def read(marked: str, number: int = 1, **more: Any) -> UnitText:
    """Take the marks out of a text."""
    text, opened = "", {"⟦": 0, "*": -1}
    cited, titles, breaks = [], [], []
    end = 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        end = mark.end()
        if mark[0] == "⟦":
            opened["⟦"] = len(text)
        elif mark[0] == "⟧":
            cited.append((opened["⟦"], len(text)))
        elif mark[0] == "*" and opened["*"] >= 0:
            titles.append((opened["*"], len(text)))
            opened["*"] = -1
        elif mark[0] == "*":
            opened["*"] = len(text)
        elif mark[0][0] == "¦":
            breaks.append((len(text), mark[0].strip("¦")))
    text += marked[end:]
    unit = UnitText(f"1.{number}", "1", text, None, False, False, None, tuple(breaks), tuple(cited), tuple(titles))
    return unit._replace(**more)


def namings_of(persons: Sequence[Person], units: Iterable[UnitText], language: str = "en") -> list[Naming]:
    pages = {person.id: expand_locators(person.locators) for person in persons}
    return [naming for _, naming in Namer(persons, pages, tuple(units), language).namings()]


def shown(unit: UnitText, namings: Iterable[Naming]) -> str:
    """Return a text with the names that were found in it."""
    text = unit.text
    for naming in sorted(namings, key=lambda one: one.start, reverse=True):
        if naming.unit == unit.id:
            words = text[naming.start : naming.end]
            mention = f"[[{words}|{naming.person}]]"
            marked = mention if naming.use is Use.MENTION else f"{{{{{words}|{naming.use.value}}}}}"
            text = text[: naming.start] + marked + text[naming.end :]
    return text


def check(persons: Sequence[Person], *marked: str, language: str = "en", **more: Any) -> None:
    """Take the marks out of some paragraphs of one chapter, and compare what is found with what they said."""
    units = [read(text, number, **more) for number, text in enumerate(marked, 1)]
    found = namings_of(persons, units, language)
    assert [shown(unit, found) for unit in units] == [_PLACE.sub("", text) for text in marked]


HUME = somebody("hume", "David Hume", headword="Hume, David")
ROUSSEAU = somebody("jj", "Jean-Jacques Rousseau", headword="Rousseau, Jean-Jacques")
AGASSIZ = somebody("agassiz", "Louis Agassiz", "Agassiz")
TWO = (HUME, ROUSSEAU)

# Each sentence begins with the full name, so that the bare one has what it needs.


# --- the bounds of a name -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "[[David Hume|hume]] was born here.",
        "By [[David Hume|hume]], of course.",
        "“[[David Hume|hume]]” ([[Hume|hume]]): [[Hume|hume]]!",
        "The philosopher [[David Hume|hume]] and the [[Hume|hume]] of the Treatise",
        # a possessive stands outside
        "[[David Hume|hume]]’s History; [[Hume|hume]]'s Essays; the wife of [[J.-J. Rousseau|jj]]",
        # so do rank and title
        "Mr. [[David Hume|hume]], Professor [[Hume|hume]], Sir [[David Hume|hume]], Mr [[D. Hume|hume]]",
        "MR. [[DAVID HUME|hume]]",
        # initials with and without spaces and points
        "[[D. Hume|hume]] and [[D.Hume|hume]] and [[D Hume|hume]]",
        "[[J.-J. Rousseau|jj]], [[J. J. Rousseau|jj]], [[J.J. Rousseau|jj]], [[J.J.Rousseau|jj]]",
        # inverted, with initials or forenames behind
        "[[Hume D.|hume]], not [[Hume D.|hume]] and others, and [[Hume David|hume]] too; [[Hume|hume]] D and E",
        "[[Rousseau J. J.|jj]]; [[Rousseau J.-J.|jj]]; [[Rousseau Jean-Jacques|jj]]",
        # inverted with a comma
        "[[Hume, David|hume]]: a philosopher. [[Hume, D.|hume]]: the same; [[Hume, David|hume]]’s books",
        "[[David Hume|hume]] came. After [[Hume|hume]], David Garrick came; after [[Hume|hume]], D. Garrick came.",
        # an initial behind a full stop belongs to the name that follows
        "[[David Hume|hume]] met [[Rousseau|jj]]. [[J.-J. Rousseau|jj]] met [[Hume|hume]]. [[D. Hume|hume]]",
        # so it does where the full stop is lost
        "[[David Hume|hume]] met [[Hume|hume]] J. Hill",
        # a middle name that nobody knows
        "[[David Theodore Hume|hume]] and [[David T. Hume|hume]], [[David I. Hume|hume]] and [[D. I. Hume|hume]]",
        # a byname in brackets
        "[[David (Davie) Hume|hume]] is [[David|hume]] (the good) [[Hume|hume]]",
        "[[David Hume|hume]] is the great (Ninian) [[Hume|hume]], not Ninian Home or Ninian Hill",
        # broken at the end of a line
        "[[David Hu-me|hume]] and [[David Hu- me|hume]], [[Hu- me|hume]] and [[Hu-me|hume]]’s",
        "([[David Hume|hume]], [[Rousseau|jj]] and others); [[Jean-Jacques Rousseau|jj]]",
        "He was called [[David Hume|hume]]/[[Hume|hume]].",
    ],
)
def test_forenames_are_inside_and_titles_outside(sentence: str) -> None:
    check(TWO, sentence)


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        (
            somebody("ludwig", "Ludwig van Beethoven"),
            "[[Ludwig van Beethoven|ludwig]], [[L. van Beethoven|ludwig]], [[Van Beethoven|ludwig]]",
        ),
        (
            somebody("anselm", "Anselm of Laon", "Anselm", "Anselm of Laon"),
            "[[Anselm of Laon|anselm]] and Saint [[Anselm|anselm]]",
        ),
        fault(
            somebody("anselm", "Anselm of Laon"),
            "[[Anselm of Laon|anselm]]",
            reason="a full name without forenames counts as a bare family name",
        ),
        fault(
            somebody("anselm", "Anselm of Laon", "Anselm"),
            "[[Anselm|anselm]] and {{Anselm|doubtful}} of Canterbury",
            reason="another place behind the name does not count",
        ),
        (somebody("james", "James I", "James I"), "King [[James I|james]] and [[James I|james]]’s son, not James II"),
        (somebody("peter", "Peter the Great", "Peter the Great"), "[[Peter the Great|peter]], not Peter"),
        (
            somebody("chiang", "Chiang Kai-shek", headword="Chiang, Kai-shek"),
            "[[Chiang Kai-shek|chiang]], [[Chiang Kai Shek|chiang]] and [[Chiang|chiang]] and [[Chiang|chiang]]",
        ),
        (
            somebody("marquez", "Gabriel García Márquez", headword="García Márquez, Gabriel"),
            "[[Gabriel García Márquez|marquez]], [[G. Garcia Marquez|marquez]], [[García Márquez|marquez]], not García",
        ),
        (
            somebody("ponty", "Maurice Merleau-Ponty"),
            "[[Maurice Merleau-Ponty|ponty]], [[Merleau Ponty|ponty]], [[M. Merleau–Ponty|ponty]], not Merleau",
        ),
        (somebody("arcy", "Anne d'Arcy"), "[[Anne d'Arcy|arcy]], [[Anne D’Arcy|arcy]], [[d’Arcy|arcy]]’s"),
        (
            somebody("stalin", "Iosif Stalin", "Koba", "Uncle Joe", headword="Stalin, Iosif (Koba)"),
            "[[Iosif (Koba) Stalin|stalin]], [[Koba|stalin]] and [[Uncle Joe|stalin]]",
        ),
    ],
)
def test_names_of_other_kinds(person: Person, sentence: str) -> None:
    check([person], sentence)


# --- forenames ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("George Bernard Shaw", "[[Bernard Shaw|x]], [[George Shaw|x]], [[G. B. Shaw|x]], [[Shaw G.B.|x]]"),
        ("George Bernard Shaw", "[[George B. Shaw|x]], [[Georg Bernhard Shaw|x]], [[G. Shaw|x]], {{B. Shaw|doubtful}}"),
        ("Alexander Ivanov", "[[Aleksandr Ivanov|x]], [[A. P. Ivanov|x]], {{B. Ivanov|doubtful}}"),
        ("A. Ivanov", "[[A. Ivanov|x]], [[A. P. Ivanov|x]], {{P. Ivanov|doubtful}}"),
        ("Anton Chekhov", "[[Anton Pavlovich Chekhov|x]], [[A.P. Čechov|x]], [[A. Tchekhov|x]], [[Anton Tschechow|x]]"),
        ("Lev Trotsky", "[[Lev Trotskii|x]], [[L. Trockij|x]], [[Лев Троцкий|x]], [[Lev Trotzki|x]]"),
        ("V. Ivanov", "[[V. Ivanov|x]], {{A. Ivanov|doubtful}}"),
    ],
)  # fmt: skip
def test_forenames_and_initials_agree(name: str, sentence: str) -> None:
    check([somebody("x", name)], sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "He met [[Alexander Ivanov|x]], and [[Alexei Petrov|y]] met [[Andrei Ivanov|x]] and Andrei Hill.",
        "He met Boris {{Ivanov|doubtful}} and Boris {{Petrov|doubtful}} and Boris Hill, [[A. Ivanov|x]], [[Ivanov|x]].",
        "He met Academician [[Ivanov|x]], and [[A. Ivanov|x]] met an academician.",
    ],
)
def test_a_person_of_whom_only_an_initial_is_known(sentence: str) -> None:
    """A full forename that begins so can be it, if it is known or stands as forenames do."""
    check([somebody("x", "A. Ivanov"), somebody("y", "Alexei Petrov"), somebody("z", "Alexander Orlov")], sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "[[David Hume|hume]] met {{P. Hume|doubtful}}, and [[Hume|hume]] was silent.",
        # the forename of somebody else
        "[[David Hume|hume]] met {{Jean Hume|doubtful}} and [[Jean-Jacques Rousseau|jj]].",
        # of somebody whose forename stands before other names too
        "[[David Hume|hume]] met Ninian {{Hume|doubtful}}, and Ninian Home met Ninian Hill.",
        # but a common word is none
        "The young met [[David Hume|hume]]; then Young [[Hume|hume]] met the young.",
        fault(
            "[[David Hume|hume]] sat down. Ninian {{Hume|doubtful}} came. So Ninian Home and Ninian Hill had said.",
            reason="at the beginning of a sentence a word counts as no forename",
        ),
        # told like a stranger
        "[[D. Hume|hume]] met a man called {{Hume|doubtful}}, one {{Hume|doubtful}}, a certain {{Hume|doubtful}}.",
    ],
)
def test_a_stranger_of_the_family_name_is_doubtful(sentence: str) -> None:
    check(TWO, sentence)


@pytest.mark.parametrize("title", ["Mrs.", "Lady", "Madame", "Frau"])
def test_a_wife_may_bear_the_name(title: str) -> None:
    check([HUME], f"[[David Hume|hume]] came, and {title} {{{{Hume|doubtful}}}} went.")
    check([HUME], f"[[David Hume|hume]] came, and {title} [[David Hume|hume]] went.")
    check([somebody("lady", "Anna Hume", "Hume")], f"{title} [[Hume|lady]] went.")


def test_a_stranger_makes_the_bare_name_doubtful_where_it_is_not_frequent() -> None:
    """Who else bears the name may be meant, unless the one who is known is named much more often."""
    hume = somebody("hume", "David Hume", "Hume")
    stranger = "{{P. Hume|doubtful}} came. "
    check([hume], stranger + "{{Hume|doubtful}} went.")
    check([hume], stranger + "[[Hume|hume]] went. " * 9)


@pytest.mark.parametrize(
    "sentence",
    [
        "[[David Hume|hume]] wrote. [[David|hume]] was right; and so said [[David|hume]].",
        "[[David Hume|hume]] and [[David|hume]]’s nephew",
        "[[Jean-Jacques Rousseau|jj]] came, for [[Jean-Jacques|jj]] was poor. Jean-Paul was rich.",
        # somebody else's full name, a king, a word
        "[[David Hume|hume]] met David Garrick, King David of Israel, St David’s Head and the David of the statue.",
        "[[David Hume|hume]] met many a david, for David was common.",
        "[[David Hume|hume]] read of king David, of st. David, and of the painter Louis David.",
        "[[Hume|hume]] wrote, [[Hume|hume]] spoke, [[Hume|hume]] slept; David came.",
    ],
)  # fmt: skip
def test_a_forename_alone(sentence: str) -> None:
    check(TWO, sentence)


def test_a_forename_alone_lasts_into_the_next_paragraph_and_no_further() -> None:
    check([HUME], "[[David Hume|hume]] came.", "[[David|hume]] went.", "David slept.")


def test_a_forename_that_two_persons_near_have_names_nobody() -> None:
    check(
        [HUME, somebody("garrick", "David Garrick")],
        "[[David Hume|hume]] met [[David Garrick|garrick]]; then David went.",
    )


def test_forenames_of_several_persons_of_one_family_name() -> None:
    check(
        [somebody("anna", "Anna Ward"), somebody("bertha", "Bertha Ward")],
        "[[Anna Ward|anna]] and [[Bertha Ward|bertha]] came, and [[Anna|anna]] and [[Bertha Ward|bertha]] went.",
    )


# --- names of things ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "the {{Hume|attributive}} controversy",
        "the {{Hume|attributive}} brothers",
        "{{Hume|attributive}} scholars met",
        "{{Hume|attributive}} Society",
        "a {{Hume|attributive}} Fellowship",
        "the anti-{{Hume|attributive}} pamphlet",
        "post-{{Hume|attributive}} philosophy",
        "non-{{Hume|attributive}}",
        "{{Hume|attributive}}-like",
        "pre‑{{Hume|attributive}} thought",
        "Mount {{Hume|attributive}}",
        "Lake {{Hume|attributive}} is deep",
        "the city of {{Hume|attributive}}",
        "the steamer {{Hume|attributive}} sank",
        "his {{Hume|attributive}} of 1765",
        "Malone’s {{Hume|attributive}}",
        "{{David Hume|attributive}} Society",
        "the {{Hume|attributive}}-like [[J.-J. Rousseau|jj]]",
        # somebody else begins behind the name
        "They told [[Hume|hume]] General Smith came",
        "They told [[Hume|hume]] [[Rousseau|jj]] came, [[J.-J. Rousseau|jj]]",
        "They told [[Hume|hume]] Ninian came, Ninian Home, and Ninian Hill",
        "They told [[David Hume|hume]] Gate was shut",
        # a possessive makes a mention, so do words that are no nouns, and two names that are joined
        "the [[Hume|hume]]’s controversy",
        "[[Hume|hume]]’s Society",
        "[[Hume|hume]] met scholars",
        "the [[Hume|hume]] who wrote",
        "the [[Hume|hume]] of the Essays",
        "the late [[Hume|hume]] is missed",
        "Mount [[David Hume|hume]]",
        "Malone’s, [[Hume|hume]]’s",
        # words of their own
        "Humean, Humeans, Humeism, Humes, Humestown",
        "A {{Hume|attributive}} scholar",
        fault("the anti- {{Hume|attributive}} pamphlet", reason="a hyphen that the end of a line parted"),
    ],
)
def test_a_name_that_belongs_to_a_thing(words: str) -> None:
    check(TWO, f"[[David Hume|hume]] wrote. {words}.")


@pytest.mark.parametrize(
    "words",
    [
        "the [[Hume|hume]]–[[Rousseau|jj]] quarrel",
        "the [[Hume|hume]]-[[Rousseau|jj]] correspondence",
        "the [[Rousseau|jj]]/[[Hume|hume]] letters",
        "the [[Rousseau|jj]] – [[Hume|hume]] letters",
    ],
)
def test_a_thing_named_after_two_persons_names_both(words: str) -> None:
    check(TWO, f"[[David Hume|hume]] and [[Jean-Jacques Rousseau|jj]] met. {words}.")


def test_the_person_of_an_attributive_name_is_told() -> None:
    (_, naming) = namings_of([HUME], [read("David Hume wrote; the Hume controversy.")])
    assert (naming.use, naming.person) == (Use.ATTRIBUTIVE, "hume")


@pytest.mark.parametrize(
    "sentence",
    [
        "In May, [[Erskine May|may]] wrote.",
        fault("In May [[Erskine May|may]] wrote.", reason="read as a name whose forename stands behind"),
        "[[Erskine May|may]] came. Since May [[May|may]] wrote; by early May, [[May|may]]’s work was done.",
    ],
)
def test_a_month_is_nobody(sentence: str) -> None:
    check([somebody("may", "Erskine May", "May")], sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The banks were steep. {{Banks|doubtful}} were walked on by [[Joseph Banks|banks]].",
        "[[Joseph Banks|banks]] came to the banks. The Banks were steep.",
        "The banks were steep. Banks are never flat.",
        "[[Joseph Banks|banks]] came to the banks, and [[Banks|banks]] saw them; [[Banks|banks]]’s ship sank.",
    ],
)
def test_a_name_that_is_also_a_common_word(sentence: str) -> None:
    check([somebody("banks", "Joseph Banks")], sentence)


def test_the_second_of_two_family_names_is_no_common_word() -> None:
    check(
        [somebody("wallace", "Alfred Wallace"), somebody("line", "Anna Line", "Line")],
        "[[Alfred Wallace|wallace]] drew a line, the {{Wallace|attributive}} Line.",
    )


def test_a_number_before_a_name() -> None:
    """`World War I. Hume said` holds no I. Hume."""
    check([HUME], "[[David Hume|hume]] fell in World War I. [[Hume|hume]] said so in Act V. [[Hume|hume]] knew.")
    check([HUME], "[[David Hume|hume]] met {{I. Hume|doubtful}} and {{V. Hume|doubtful}}.")


@pytest.mark.parametrize(
    "before",
    [
        "World War II",
        "World War I",
        "plan B",
        "the U.S",
        fault("A.D", reason="these letters may well be initials"),
    ],
)
def test_a_letter_at_the_end_of_a_sentence_before_a_full_name(before: str) -> None:
    check([HUME], f"It was {before}. [[David Hume|hume]] came.")


def test_a_rank_that_is_misspelt_before_a_full_name() -> None:
    marshal = somebody("marshal", "Anna Marshal", "Marshal")
    check([HUME, marshal], "Marshal [[David Hume|hume]] came, and [[Anna Marshal|marshal]] went.")
    check([HUME, marshal], "Marschal [[David Hume|hume]] came, and [[Anna Marshal|marshal]] went.")
    check([HUME], "Genral [[David Hume|hume]] came.")


# --- evidence -------------------------------------------------------------------------------------------------------


def test_that_one_person_alone_bears_a_name_is_no_evidence() -> None:
    check([HUME], "{{Hume|doubtful}} came.")
    check([HUME], "{{Hume|doubtful}} came. {{Hume|doubtful}} went.")
    check([HUME._replace(declared=False)], "{{Hume|doubtful}} came. " * 5)


@pytest.mark.parametrize(
    ("person", "texts"),
    [
        (HUME, ["[[Hume|hume]] and [[David Hume|hume]]"]),  # named in full in the same paragraph
        (HUME, ["[[Hume|hume]]", "[[D. Hume|hume]]"]),  # in the same chapter
        (HUME, ["[[Hume|hume]], [[Hume|hume]], [[Hume|hume]]"]),  # again and again
        (somebody("hume", "David Hume", "Hume"), ["[[Hume|hume]]"]),  # the editor lists the bare name
        (somebody("hume", "David Hume", "Hume")._replace(declared=False), ["[[Hume|hume]]"]),
    ],
)
def test_what_a_bare_name_needs(person: Person, texts: list[str]) -> None:
    check([person], *texts)


def test_a_bare_name_in_another_chapter() -> None:
    """The authority file and the full name elsewhere are enough; the printed index and the full name are not."""
    units = [read("David Hume", 1), read("Hume", 2, division="2")]
    assert [naming.use for naming in namings_of([HUME], units)] == [Use.MENTION, Use.MENTION]
    assert [naming.use for naming in namings_of([HUME._replace(declared=False)], units)] == [Use.MENTION, Use.DOUBTFUL]


def test_the_printed_index_tells() -> None:
    listed = somebody("hume", "David Hume", pages="6–8, 12")._replace(declared=False)
    check([listed], "[[Hume|hume]] came.", page="7")
    check([listed], "[[Hume|hume]] came.", page="12")
    check([listed], "{{Hume|doubtful}} came.", page="9")
    check([listed], "{{Hume|doubtful}} came.", page=None)


def test_the_page_is_that_of_the_name() -> None:
    listed = [somebody("anna", "Anna Ward", pages="8"), somebody("bertha", "Bertha Ward", pages="9")]
    check(listed, "{{Ward|doubtful}} came. ¦8¦[[Ward|anna]] went, ¦9¦and [[Ward|bertha]] stayed.", page="7")
    namings = namings_of(listed, [read("Ward came. ¦8¦Ward went, ¦9¦and Ward stayed.", page="7")])
    assert [naming.page for naming in namings] == ["7", "8", "9"]


def test_homonyms_are_told_apart() -> None:
    wards = [somebody("anna", "Anna Ward"), somebody("bertha", "Bertha Ward"), somebody("clara", "Clara Ward")]
    # by their forenames
    check(wards, "[[Anna Ward|anna]], [[B. Ward|bertha]] and [[Ward C.|clara]]; {{D. Ward|doubtful}}")
    # by who was named last
    check(
        wards,
        "[[Anna Ward|anna]] came. [[Ward|anna]] sat. [[B. Ward|bertha]] came. [[Ward|bertha]] sat.",
        "[[Ward|bertha]] went.",
    )
    # not at all
    check(wards, "{{Ward|doubtful}} came. {{Ward|doubtful}} went. {{Ward|doubtful}} slept.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("David Hume", "Hume"),  # of whom no forename is known
        ("Frances Hume", "Francis Hume"),
        ("Paul Hume", "Paula Hume"),
        ("Alexander Hume", "Alexandra Hume"),
    ],
)
def test_who_has_the_very_forename_is_meant(one: str, other: str) -> None:
    check([somebody("one", one), somebody("other", other)], f"Then [[{one}|one]] came.")


@pytest.mark.xfail(reason="an abbreviated forename is none")
@pytest.mark.parametrize("short", ["Ber.", "Berth."])
def test_an_abbreviated_forename_counts(short: str) -> None:
    wards = [somebody("anna", "Anna Ward"), somebody("bertha", "Bertha Ward")]
    check(wards, f"[[Anna Ward|anna]] came, and [[{short} Ward|bertha]] went.")


def test_a_particle_tells_homonyms_apart() -> None:
    check(
        [somebody("ludwig", "Ludwig van Beethoven", "Beethoven"), somebody("anna", "Anna Beethoven", "Beethoven")],
        "{{Beethoven|doubtful}} came, then [[van Beethoven|ludwig]].",
    )


def test_the_last_homonym_is_that_of_the_chapter() -> None:
    wards = [somebody("anna", "Anna Ward"), somebody("bertha", "Bertha Ward")]
    units = [read("Anna Ward; Bertha Ward; Ward", 1), read("Ward", 2, division="2"), read("Anna Ward", 3, division="2")]
    assert [naming.person for naming in namings_of(wards, units)] == ["anna", "bertha", "bertha", "anna", "anna"]


def test_an_initial_that_two_homonyms_share_is_doubtful() -> None:
    wards = [somebody("anna", "Anna Ward"), somebody("alma", "Alma Ward"), somebody("bertha", "Bertha Ward")]
    check(wards, "{{A. Ward|doubtful}} came, and [[B. Ward|bertha]] went.")
    check(wards, "[[A. Ward|alma]] came, that is, [[Alma Ward|alma]].")
    (naming,) = namings_of(wards, [read("A. Ward")])
    assert [person for person, _ in naming.candidates] == ["anna", "alma"]
    assert naming.person == ""


def test_candidates_stand_best_first() -> None:
    wards = [somebody("anna", "Anna Ward"), somebody("bertha", "Bertha Ward", pages="8")._replace(declared=False)]
    (naming,) = namings_of(wards, [read("Ward came.", page="9")])
    assert naming.candidates == (("anna", 0.2), ("bertha", 0.2))
    (naming,) = namings_of(wards, [read("One Ward came, one Ward.", page="8")])[1:]
    assert [person for person, _ in naming.candidates] == ["bertha", "anna"]


def test_a_misread_name_needs_more() -> None:
    check([AGASSIZ], "Agessiz came.")  # nothing tells that it is a name at all
    check([AGASSIZ], "[[Agessiz|agassiz]] and [[Louis Agassiz|agassiz]], [[L. Agassis|agassiz]]")
    check([AGASSIZ], "The agessiz is a fish. Agessiz swims. [[Louis Agassiz|agassiz]]")


def test_where_a_place_may_stand() -> None:
    worcester = somebody("worcester", "Anna Worcester", "Worcester")
    check([worcester], "He lived in {{Worcester|doubtful}}.")
    check([worcester], "by [[Worcester|worcester]] and in [[Worcester|worcester]]’s book")


OF_THE_INDEX = HUME._replace(declared=False)  # an entry of the printed index that has no record
WARD = (OF_THE_INDEX._replace(id="anna", name="Anna Ward"), OF_THE_INDEX._replace(id="bertha", name="Bertha Ward"))


@pytest.mark.parametrize(
    ("persons", "text", "more", "weighed"),
    [
        ([OF_THE_INDEX], "Hume", {}, ("family-name", 0.3)),
        ([HUME], "Hume", {}, ("family-name", 0.5)),
        ([OF_THE_INDEX], "Hume, Hume, Hume", {}, ("family-name", 0.4)),
        ([OF_THE_INDEX], "Hume and David Hume", {}, ("named-in-unit", 0.8)),
        ([OF_THE_INDEX], "Hume", {"before": "David Hume"}, ("named-in-division", 0.7)),
        ([OF_THE_INDEX], "Hume", {"elsewhere": "David Hume"}, ("named-in-book", 0.55)),
        ([OF_THE_INDEX._replace(locators=("7",))], "Hume", {"page": "7"}, ("index-page", 0.7)),
        ([OF_THE_INDEX._replace(forms=("Hume",))], "Hume", {}, ("listed-form", 0.65)),
        ([OF_THE_INDEX._replace(forms=("Hume",))], "in Hume", {}, ("listed-form", 0.35)),
        ([OF_THE_INDEX._replace(forms=("Hume",))], "in Hume’s", {}, ("listed-form", 0.65)),
        ([OF_THE_INDEX._replace(forms=("Hume",))], "one Hume", {}, ("listed-form", 0.05)),
        ([OF_THE_INDEX], "David Hume", {}, ("forename", 0.95)),
        ([OF_THE_INDEX], "D. Hume", {}, ("forename", 0.91)),
        ([OF_THE_INDEX], "D. Hume and David Hume", {}, ("forename", 1.0)),
        ([AGASSIZ._replace(declared=False, forms=())], "Agessiz and Louis Agassiz", {}, None),
        ([AGASSIZ._replace(forms=())], "Agessiz and Louis Agassiz", {}, ("named-in-unit", 0.75)),
        ([HUME], "by Ninian Hume; Ninian Hill", {"before": "Ninian Home"}, ("other-forename", 0.0)),
        (WARD, "Ward", {}, ("family-name", 0.2)),
        (WARD, "Ward, Ward, Ward", {}, ("family-name", 0.2)),
        (WARD, "Ward", {"before": "Anna Ward"}, ("named-in-division", 0.8)),
        ([WARD[0], WARD[1]._replace(forms=("Ward",))], "Ward", {}, ("listed-form", 0.45)),
    ],
)
def test_what_evidence_weighs(
    persons: Sequence[Person], text: str, more: dict[str, str], weighed: tuple[str, float] | None
) -> None:
    """Of the first name in a paragraph, after one of the same chapter and one of another."""
    units = [
        read(more.get("elsewhere", ""), 1, division="2"),
        read(more.get("before", ""), 2),
        read(text, 3, page=more.get("page")),
    ]
    found = [naming for naming in namings_of(persons, units) if naming.unit == "1.3"]
    if weighed is None:
        assert found[0].start > 0
        return
    first = found[0]
    method, score = weighed
    assert first.method in {method, "no-evidence"}
    assert (first.score or max(score for _, score in first.candidates)) == score
    assert (first.person != "") is (score >= 0.6)
    assert (first.method == "no-evidence") <= (score < 0.6)


def test_where_german_has_an_article_it_may_be_a_noun() -> None:
    mueller = somebody("ada", "Ada Müller", "Müller")._replace(declared=False)
    check([mueller], "Dort ging [[Müller|ada]].", language="de")
    check([mueller], "Dort ging der {{Müller|doubtful}}.", language="de")
    check([mueller], "The [[Müller|ada]] of old.")


@pytest.mark.parametrize(
    "text",
    [
        "the Hume controversy",  # belongs to a thing
        "the young Ninian Hume, Ninian Home, Ninian Hill",  # is somebody else
    ],
)
def test_what_stands_on_a_page_of_the_index_and_proves_nothing(text: str) -> None:
    listed = OF_THE_INDEX._replace(locators=("7",))
    found = namings_of([listed], [read(text, 1, page="7"), read("Hume", 2, page="9")])
    assert found[-1].use is Use.DOUBTFUL


def test_a_misread_name_on_a_page_of_the_index_proves_nothing() -> None:
    listed = Person("agassiz", "Louis Agassiz", "Agassiz, Louis", ("7",))
    found = namings_of([listed], [read("Agessiz", 1, page="7"), read("Agassiz", 2, page="9")])
    assert [naming.use for naming in found if naming.unit == "1.2"] == [Use.DOUBTFUL]
    found = namings_of([listed], [read("Agassiz", 1, page="7"), read("Agassiz", 2, page="9")])
    assert [naming.use for naming in found if naming.unit == "1.2"] == [Use.MENTION]


def test_method_and_score_tell_why() -> None:
    texts = ["David Hume, Hume and David", "Hume", "P. Hume"]
    methods = [naming.method for naming in namings_of([HUME], [read(text, n) for n, text in enumerate(texts)])]
    assert methods == ["forename", "named-in-unit", "forename-alone", "named-in-division", "other-forename"]
    (naming,) = namings_of([somebody("hume", "David Hume", "Hume", pages="3")], [read("Hume", page="3")])
    assert naming.method == "index-page"
    (naming,) = namings_of([somebody("hume", "David Hume", "Hume")], [read("Hume")])
    assert (naming.method, naming.score) == ("listed-form", 0.85)
    (naming,) = namings_of([HUME], [read("Hume")])
    assert (naming.method, naming.score, naming.candidates) == ("no-evidence", 0.5, (("hume", 0.5),))


# --- citations, titles, headings, notes -----------------------------------------------------------------------------


def test_what_stands_in_a_citation_is_no_mention() -> None:
    check(
        [HUME],
        "See ⟦{{Hume D.|cited}}, Essays, p. 7⟧; so [[Hume|hume]] in ⟦Letters to {{Hume|cited}}⟧. [[David Hume|hume]]",
        note=True,
    )


def test_a_citation_is_no_evidence() -> None:
    check([HUME], "⟦{{D. Hume|cited}}, Essays, p. 7⟧. {{Hume|doubtful}} came. David went.", note=True)


def test_what_stands_in_a_title_is_no_mention() -> None:
    check([HUME], "In *The Life of {{David Hume|cited}}* the life of [[David Hume|hume]] is told. *David at Home*")


def test_headings_carry_no_mentions() -> None:
    units = [read("David Hume, Hume and David", 1, heading=True), read("David went; then David Hume came.", 2)]
    assert [shown(unit, namings_of([HUME], units)) for unit in units] == [
        "{{David Hume|heading}}, {{Hume|heading}} and David",
        "[[David|hume]] went; then [[David Hume|hume]] came.",
    ]


def test_a_heading_is_no_evidence() -> None:
    units = [read("David Hume", 1, heading=True), read("Then Hume came; David went.", 2)]
    assert shown(units[1], namings_of([HUME], units)) == "Then {{Hume|doubtful}} came; David went."


def test_notes_say_so() -> None:
    (body, note) = namings_of([HUME], [read("David Hume", 1), read("David Hume", 2, note=True)])
    assert (body.in_note, note.in_note) == (False, True)


# --- other languages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "[[Ada Müller|ada]] kam, und [[Müllers|ada]] Haus stand leer; [[Ada Müllers|ada]] Buch; [[Mueller|ada]].",
        "[[Ada Müller|ada]] kam, die [[Müller|ada]] ging; Fräulein [[Müller|ada]], Genossin [[Müller|ada]].",
        "[[Ada Müller|ada]] kam. Das {{Müller|attributive}} Haus und die {{Müller|attributive}} Stiftung.",
        "[[Ada Müller|ada]] kam. Die anti-{{Müller|attributive}} Bewegung, Müllersche Schriften.",
        "[[Ada Müller|ada]] kam, dann ging [[Ada|ada]], und [[Müller|ada]] Namen nannte sie nicht.",
        # every noun has a capital, so none is told to be a forename
        "[[Ada Müller|ada]] kam. Der Dichter [[Müller|ada]] und die Dichterin [[Müller|ada]].",
        "[[Ada Müller|ada]] kam. Genosse [[Müller|ada]] und Genosse Schmidt und Genosse Meyer.",
    ],
)
def test_german(sentence: str) -> None:
    check([somebody("ada", "Ada Müller")], sentence, language="de")


@pytest.mark.parametrize(
    "sentence",
    [
        "[[Пётр Кропоткин|petr]], [[Петра Кропоткина|petr]], [[Кропоткину|petr]], [[П.А. Кропоткин|petr]]",
        "[[Кропоткин П. А.|petr]] и [[Кропоткин Пётр|petr]], о [[Кропоткине|petr]]",
        "[[Пётр Кропоткин|petr]]: улица {{Кропоткина|attributive}}, имени {{Кропоткина|attributive}}, Кропоткинский",
        "товарищ [[П. Кропоткин|petr]], князь [[Кропоткин|petr]]",
        "[[Пётр Кропоткин|petr]]; пришёл [[Пётр|petr]] с [[Петром|petr]], но не Петрик",
    ],
)
def test_russian(sentence: str) -> None:
    check([somebody("petr", "Пётр Кропоткин", headword="Кропоткин, Пётр Алексеевич")], sentence, language="ru")


def test_czech() -> None:
    check(
        [somebody("tomas", "Tomáš Masaryk")],
        "[[Tomáš Masaryk|tomas]], [[Tomáše Masaryka|tomas]], [[Masarykovi|tomas]], s [[T. G. Masarykem|tomas]]",
        language="cs",
    )


def test_a_chapter_may_have_a_language_of_its_own() -> None:
    ada = somebody("ada", "Ada Müller")
    unit = read("Ada Müller: Müllers Haus, das Müller Haus", language="de")
    assert (
        shown(unit, namings_of([ada], [unit]))
        == "[[Ada Müller|ada]]: [[Müllers|ada]] Haus, das {{Müller|attributive}} Haus"
    )
    unit = unit._replace(language=None)
    assert shown(unit, namings_of([ada], [unit])) == "[[Ada Müller|ada]]: Müllers Haus, das {{Müller|attributive}} Haus"


# --- whole books ------------------------------------------------------------------------------------------------------


def test_nothing_comes_of_nothing() -> None:
    assert namings_of([], [read("David Hume came.")]) == []
    assert namings_of([HUME], []) == []
    assert namings_of([HUME], [read("")]) == []


def test_namings_stand_in_the_order_of_the_text() -> None:
    texts = ["David Hume and Jean-Jacques Rousseau and Hume and David", "Rousseau", "D. Hume and Rousseau J.-J."]
    found = namings_of(TWO, [read(text, number) for number, text in enumerate(texts, 1)])
    places = [(naming.unit, naming.start) for naming in found]
    assert places == sorted(places)
    assert len(set(places)) == len(places) == 7
