"""Where family names stand, and the words around that may belong to the name; nothing is said yet of who is meant.

In the texts a spot stands in brackets, with the numbers of the persons who bear the name: `David [Hume=0]’s`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from glossator.model import Person
from glossator.persons.names import names_of
from glossator.persons.spots import Finder, Spot
from glossator.persons.vocabulary import Vocabulary

NAMES = (
    "David Hume",  # 0
    "Joseph Hooker",  # 1
    "William Hooker",  # 2
    "Gabriel García Márquez",  # 3
    "Louis Agassiz",  # 4
    "Anne d'Arcy",  # 5
    "Anton Chekhov",  # 6
    "Maurice Merleau-Ponty",  # 7
)
HEADWORDS = {3: "García Márquez, Gabriel"}  # tells that the family name has two words
PERSONS = tuple(Person(str(number), name, HEADWORDS.get(number)) for number, name in enumerate(NAMES))


def finder(text: str, language: str = "en", persons: Sequence[Person] = PERSONS, more: str = "") -> Finder:
    return Finder([names_of(person) for person in persons], Vocabulary([text, more]), language)


def spots(text: str, language: str = "en", more: str = "") -> list[Spot]:
    return list(finder(text, language, more=more).spots(text))


def only(text: str, language: str = "en") -> Spot:
    (spot,) = spots(text, language)
    return spot


def plain(text: str) -> str:
    """Return a text without the brackets around its spots."""
    return re.sub(r"\[([^]]*)=[\d,]+\]", r"\1", text)


def shown(text: str, language: str = "en", more: str = "") -> str:
    """Return the text with its spots in brackets."""
    for spot in reversed(spots(text, language, more)):
        persons = ",".join(map(str, spot.candidates))
        text = f"{text[: spot.start]}[{text[spot.start : spot.end]}={persons}]{text[spot.end :]}"
    return text


@pytest.mark.parametrize(
    "text",
    [
        "[Hume=0] wrote to David [Hume=0]; ([Hume=0]) “[Hume=0]”",
        "[Hume=0]’s and [Hume=0]'s; not [Hume=0]",
        "[Hooker=1,2] came, [HOOKER=1,2] went",
        "Joseph [Hooker=1,2]",
        "anti-[Hume=0] and [Hume=0]-like, [Hume=0]–[Hooker=1,2], [Hume=0]/[Hooker=1,2]",
        # what only looks like the name
        "hume and hooker and a hooker",
        "Humes, Humean, Humeans, Humeism, Humestown",
        "Hum, Humb, Xhume",
        # of a name of several words the longest is taken, and a part of it is none
        "Gabriel [García Márquez=3] and García [Hume=0] and Márquez",
        "Maurice [Merleau-Ponty=7], [Merleau Ponty=7], [Merleau–Ponty=7]; Merleau, Ponty; Merleau’s Ponty",
        # however it is spelt
        "[Chekhov=6] [Čechov=6] [Tchekhov=6] [Tschechow=6] [Чехов=6]",
        "[d'Arcy=5], [D’Arcy=5], [DARCY=5]",
        # broken at the end of a line
        "[Agas-siz=4] [Agas- siz=4] [Hoo-ker=1,2] [Agas¬ siz=4]",
        "Hoo -ker and Hoo--ker and Hoo ker",
        # without space before
        "J.[Hume=0], [Hume=0]12 and 12[Hume=0]",  # where a note is called
    ],
)
def test_family_names_are_found(text: str) -> None:
    assert shown(plain(text)) == text


# --- misread -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["Agessiz", "Agassis", "Ayassiz", "Agassi", "Hoocker", "Hooter", "Ohekhov"])
def test_one_letter_may_be_misread(word: str) -> None:
    spot = only(f"Then {word} came.")
    assert (spot.start, spot.end) == (5, 5 + len(word))


@pytest.mark.parametrize(
    "word",
    [
        "Agossis",  # two letters
        "Agassizes",  # two more
        "Hookers",  # a letter behind it makes a plural or a place
        "Huma",  # too short to be sure
        "Humer",
    ],
)
def test_what_is_more_likely_another_word(word: str) -> None:
    assert spots(f"Then {word} came.") == []


def test_a_common_word_or_a_frequent_one_is_no_misreading() -> None:
    assert shown("Hooter", more="A hooter hooted.") == "Hooter"
    assert shown("Hooter and Hooter") == "[Hooter=1,2] and [Hooter=1,2]"
    assert shown("Hooter and Hooter and Hooter") == "Hooter and Hooter and Hooter"
    assert shown("Agassiz", more="agassiz") == "[Agassiz=4]"


def test_a_misread_name_is_not_exact() -> None:
    assert [spot.exact for spot in spots("Agassiz, Agas-siz, Agasiz, Agessiz")] == [True, True, True, False]


# --- inflected ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("[Hookers=1,2] Haus und [Chekhovs=6]", "de"),
        ("[Humes=0] hus", "sv"),
        ("s [Hookerem=1,2] a bez [Agassize=4]", "cs"),
        ("[Hookera=1,2] i [Hookerem=1,2], [Agassizowi=4]", "pl"),
        ("[Чехова=6], [Чехову=6], [Чеховым=6], о [Чехове=6]", "ru"),
        ("[Чехова=6], [Чехову=6]", "en"),
        ("Hookers house", "en"),
        ("Hookera, Hookerem", "en"),
    ],
)
def test_the_endings_of_a_language(text: str, language: str) -> None:
    assert shown(plain(text), language) == text


@pytest.mark.parametrize(
    ("name", "inflected", "other"),
    [
        ("Лев Троцкий", "Троцкого Троцкому Троцким Троцком", "Троцкая Троцковый"),
        ("Пётр Кропоткин", "Кропоткина Кропоткину Кропоткиным Кропоткине", "Кропоткиной Кропоткинский"),
        ("Анна Павлова", "Павловой Павлову", "Павловым Павловская"),
        ("Софья Ковалевская", "Ковалевской Ковалевскую", "Ковалевского Ковалевским"),
        ("Lev Trotsky", "Троцкого Троцкому Троцким", "Троцкист"),
    ],
)
def test_a_cyrillic_name_has_the_endings_of_its_kind(name: str, inflected: str, other: str) -> None:
    person = Person("one", name)
    for word in inflected.split():
        assert list(finder(word, "ru", [person]).spots(word)), word
    for word in other.split():
        assert not list(finder(word, "ru", [person]).spots(word)), word


def test_the_text_may_be_in_another_language_than_the_book() -> None:
    assert not list(finder("", "en").spots("Hookers Haus"))
    assert list(finder("", "en").spots("Hookers Haus", "de"))


# --- around ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("David Hume", "David"),
        ("wrote David Hume", "David"),
        ("David Theodore Hume", "Theodore David"),
        ("J. D. Hume", "D. J."),
        ("J.D. Hume", "D. J."),
        ("J.D.Hume", "D. J."),
        ("met J D Hume", "D. J."),
        ("J.-D. Hume", "D. J."),
        ("Ya. Hume", "Ya."),
        ("Jean-Jacques Hume", "Jacques Jean"),
        ("Ludwig van Hume", "(van) Ludwig"),
        ("V. Hume", "V."),
        ("Sir David Hume", "David"),  # a title ends the name
        ("David Sir Hume", ""),
        ("David’s Hume", ""),
        ("David, Hume", ""),
        ("wrote Hume", ""),
        ("David (Davie) Hume", "[Davie] David"),
        ("anti-Hume", ""),
        ("post-David Hume", "David"),
        ("A B C D E F G Hume", "G. F. E. D. C."),  # no more than five
    ],
)
def test_the_words_before(text: str, left: str) -> None:
    def word(one: object) -> str:
        given, bracketed = one.given, one.bracketed  # type: ignore[attr-defined]
        if not given.fold:
            return f"({given.text})"
        return f"[{given.text}]" if bracketed else given.text + "." * given.initial

    assert " ".join(map(word, only(text).left)) == left


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Hume D.", "D"),
        ("Hume D. and", "D"),
        ("Hume D.E.", "D E"),
        ("Hume D. E.", "D E"),
        ("Hume David", "David"),
        ("Hume Jean-Jacques", "Jean Jacques"),
        ("Hume, D.", "D"),
        ("Hume, David", "David"),
        ("Hume; D.", ""),
        ("Hume’s D.", ""),
        ("Hume wrote", ""),
        ("Hume. D.", ""),
    ],
)
def test_the_words_behind(text: str, right: str) -> None:
    assert " ".join(token.text for token in only(text).right) == right


@pytest.mark.parametrize(
    ("text", "possessive"),
    [
        ("Hume’s books", True),
        ("Hume's books", True),
        ("Agassiz’ books", True),
        ("Agassiz' books", True),
        ("Hume’ books", False),  # a closing quotation mark
        ("‘Hume’", False),
        ("Hume books", False),
    ],
)
def test_a_possessive(text: str, possessive: bool) -> None:
    spot = only(text)
    assert spot.possessive is possessive
    assert text[spot.start : spot.end] in {"Hume", "Agassiz"}


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("anti-Hume", "anti", ""),
        ("Hume-like", "", "like"),
        ("pre‑Hume–like", "pre", "like"),
        ("anti - Hume - like", "", ""),
        ("(pre-)Hume", "", ""),
        ("Hume’s-like", "", ""),
    ],
)
def test_what_a_hyphen_joins(text: str, before: str, after: str) -> None:
    spot = only(text)
    assert (spot.joined_before, spot.joined_after) == (before, after)


def test_the_words_that_adjoin() -> None:
    spot = only("the Hume controversy")
    assert spot.before is not None
    assert spot.after is not None
    assert (spot.before.text, spot.after.text) == ("the", "controversy")
    for text in ("the, Hume, controversy", "the Hume’s controversy"):
        spot = only(text)
        assert spot.after is None
    assert only("the, Hume").before is None
    assert only("Malone’s Hume").owned
    assert not only("Malone’s, Hume").owned
