"""Names taken apart, from headwords of an index and names of the authority file; and forenames that agree or not.

A name that was taken apart is shown as `Ludwig van | betoven`: forenames and particles, then the family name as it is
looked up, with `, alone` behind it where the editor lists it without forenames.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.model import Person
from glossator.persons.names import agreement, given_of, is_initial, names_of, same_forename, tokens_of


def written(name: str, *forms: str, headword: str | None = None) -> list[str]:
    """Return the ways of writing a person's name, in order."""
    shown = []
    for way in names_of(Person("somebody", name, headword, forms=forms)):
        before = " ".join([*(one.text for one in way.given), *sorted(way.particles)])
        shown.append(f"{before} | {' '.join(way.family)}".strip() + (", alone" if way.alone else ""))
    return shown


# --- headwords -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headword", "first"),
    [
        ("Hume, David", "David | hume"),
        ("HUME, David", "David | hume"),
        ("Hooker, Joseph Dalton", "Joseph Dalton | hoker"),
        ("Hooker, J. D.", "J D | hoker"),
        ("Rousseau, Jean-Jacques", "Jean Jacques | rouseau"),
        ("O’Neill, Eugene", "Eugene | oneil"),
        ("García Márquez, Gabriel", "Gabriel | garcia markvez"),
        ("Merleau-Ponty, Maurice", "Maurice | merleau ponti"),
        ("Ломоносов, Михаил Васильевич", "Михаил Васильевич | lomonosov"),
        # the comma is lost
        ("Smith Anna B", "Anna B | smit"),
        ("Smith Anna B.", "Anna B | smit"),
        ("Chubar Ya. P.", "Ya P | hubar"),
        ("Chubar V. Ya.", "V Ya | hubar"),
        ("Chubar, P. V.", "P V | hubar"),
        # brackets hold more forenames, or another name
        ("Dzerzhinsky, Felix (Edmundovich)", "Felix Edmundovich | dzerzinsk"),
        ("Koba (Stalin)", "Stalin | koba"),
        # particles before or behind the family name
        ("Beethoven, Ludwig van", "Ludwig van | betoven"),
        ("van Dijk, Jan", "Jan van | dik"),
        ("de la Mare, Walter", "Walter de la | mare"),
        ("Di", "| di"),
        # what stands behind a comma in small letters is no forename
        ("Pliny, the younger", "| plini"),
        ("James I, king of England", "| iames i"),
        ("Socrates, philosopher", "| socrates"),
        # neither are titles
        ("Lyell, Sir Charles", "Charles | lel"),
        ("Victoria, Queen", "| victoria"),
        ("King, Martin Luther, Jr.", "Martin Luther | king"),
        ("Marx, Karl, philosopher", "Karl | marx"),
        # a name that no comma inverts is one whole
        ("Anselm of Laon", "| anselm of laon"),
        ("Chiang Kai-shek", "| hiang kai sek"),
        ("Sixtus IV", "| sixtus iv"),
        ("Aristotle", "| aristotle"),
    ],
)
def test_a_headword_is_turned_round(headword: str, first: str) -> None:
    assert written("Somebody Else", headword=headword)[0] == first


# --- names and forms -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("David Hume", ["David | hume"]),
        ("Hume, David", ["David | hume"]),
        ("Ludwig van Beethoven", ["Ludwig van | betoven"]),
        ("Anne d'Arcy", ["Anne | darci"]),
        ("Maurice Merleau-Ponty", ["Maurice | merleau ponti"]),
        ("Martin Luther King Jr.", ["Martin Luther | king"]),
        ("Iosif (Koba) Stalin", ["Iosif | stalin"]),
        ("Chubar B. P.", ["B P | hubar"]),
        ("Socrates", ["| socrates"]),
        # a ruler's name is all one, so is one with an epithet
        ("Peter I", ["| peter i"]),
        ("Sixtus IV", ["| sixtus iv"]),
        ("Peter the Great", ["| peter te great"]),
        ("Chiang Kai-shek", ["Chiang | kai sek"]),
        # the name stands with its place and without
        ("Anselm of Laon", ["| anselm of laon", "| anselm"]),
        ("Aristarchus of Samothrace", ["| aristarhus of samotrace", "| aristarhus"]),
    ],
)
def test_a_name_in_the_order_of_speech(name: str, expected: list[str]) -> None:
    assert written(name) == expected


def test_each_way_of_writing_comes_once() -> None:
    assert written("David Hume", "Hume, David", "David Hume", headword="Hume, David") == ["David | hume"]


def test_the_family_name_of_the_headword_is_known_again() -> None:
    assert written("Gabriel García Márquez", headword="García Márquez, Gabriel") == ["Gabriel | garcia markvez"]
    assert written("Zhou Enlai", headword="Zhou, Enlai") == ["Enlai | zou"]
    assert written("Gabriel García Márquez") == ["Gabriel García | markvez"]


def test_forms_that_stand_alone() -> None:
    assert written("David Hume", "Hume", "le bon David", "D. Hume") == [
        "David | hume",
        "| hume, alone",
        "| le bon david, alone",
        "D | hume",
    ]
    assert written("Anselm of Laon", "Anselm") == ["| anselm of laon", "| anselm", "| anselm, alone"]


def test_a_form_with_forenames_is_not_alone() -> None:
    assert [way.alone for way in names_of(Person("hume", "David Hume", forms=("Hume", "Davie Hume")))] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("name", ["", " ", "…", "12", "( )", ",", "(,)", "-", "’"])
def test_what_has_no_letter_has_no_name(name: str) -> None:
    assert written(name) == []
    assert written("David Hume", name, headword=name) == ["David | hume"]


# --- forenames -----------------------------------------------------------------------------------------------------


def agree(printed: str, *names: str) -> float:
    """Return how well the forenames that are printed agree with a person of these names."""
    person = Person("somebody", names[0], forms=names[1:])
    return agreement([given_of(word.rstrip(".")) for word in printed.split()], names_of(person))


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("David", "David Hume"),
        ("Joseph", "Joseph Dalton Hooker"),
        ("Joseph D.", "Joseph Dalton Hooker"),
        ("Dalton", "Joseph Dalton Hooker"),
        ("Joseph E.", "Joseph Hooker"),
        ("Marie", "Anne-Marie Weaver"),
        ("Яков", "Yakov Ivanov"),
    ],
)
def test_a_forename_agrees_in_full(printed: str, name: str) -> None:
    assert agree(printed, name) == 1.0


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Aleksandr", "Alexander Ivanov"),
        ("Iosif", "Joseph Ivanov"),
        ("Johann", "John Weaver"),
        ("Frances", "Francis Weaver"),
        ("Petra", "Petr Ivanov"),
        ("Ивана", "Иван Иванов"),
        ("Davids", "David Hume"),
    ],
)
def test_a_forename_that_is_alike_agrees_a_little_less(printed: str, name: str) -> None:
    assert agree(printed, name) == 0.95


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("D.", "David Hume"),
        ("J. D.", "Joseph Dalton Hooker"),
        ("J.", "Joseph Dalton Hooker"),
        ("J. E.", "Joseph Hooker"),
        ("Alexander", "A. Ivanov"),
        ("A.", "A. Ivanov"),
        ("Yu.", "Jurij Ivanov"),
        ("Ю.", "Yuri Ivanov"),
        ("Ya.", "Jakov Ivanov"),
        ("Ch.", "Čeněk Weaver"),
        ("Zh.", "Жан Иванов"),
        ("Yakov", "Ya. Ivanov"),
        ("I.", "Joseph Ivanov"),
    ],
)
def test_an_initial_agrees_less(printed: str, name: str) -> None:
    assert agree(printed, name) == 0.85


@pytest.mark.parametrize(
    ("printed", "name"),
    [("Joseph W.", "Joseph Dalton Hooker"), ("Anna", "Hume"), ("A.", "Hume")],
)
def test_what_is_only_likely(printed: str, name: str) -> None:
    assert agree(printed, name) == 0.6


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("John", ["David Hume"]),
        ("J.", ["David Hume"]),
        ("D.", ["Joseph Dalton Hooker"]),  # no initial stands for a second forename
        ("J. W.", ["Joseph Dalton Hooker"]),
        ("A. David", ["David Hume"]),
        ("Igor", ["Ivan Ivanov"]),
        ("Boris", ["B. Ivanov", "Bogdan Ivanov"]),  # the full forename is known, so the initial proves nothing
        ("Boris", ["A. Ivanov"]),
        ("A.", ["B. Ivanov"]),
        ("A.", ["V. Ivanov"]),  # V is an initial and no `v.` for `von`
        ("", ["David Hume"]),
    ],
)
def test_what_contradicts_does_not_agree(printed: str, names: list[str]) -> None:
    assert agree(printed, *names) == 0.0


def test_the_name_that_agrees_best_counts() -> None:
    assert agree("Davie", "D. Hume", "Davie Hume") == 1.0
    assert agree("Ninian", "David Hume", "Ninian Hume") == 1.0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("David", "David", True),
        ("Alexander", "Aleksandr", True),
        ("Ludwig", "Ludvig", True),
        ("Ivan", "Ivana", True),
        ("Петр", "Петром", True),
        ("J", "Joseph", True),
        ("Ch", "Charles", True),
        ("J", "D", False),
        ("Ivan", "Igor", False),
        ("Anna", "Anton", False),
        ("Di", "David", False),
        ("Jean", "Jane", False),
        ("Boris", "Doris", False),
    ],
)
def test_whether_two_forenames_can_be_one(one: str, other: str, same: bool) -> None:
    assert same_forename(given_of(one), given_of(other)) is same
    assert same_forename(given_of(other), given_of(one)) is same


@pytest.mark.parametrize(
    ("word", "initial"),
    [
        ("J", True),
        ("Я", True),
        ("Ya", True),
        ("Ch", True),
        ("Zh", True),
        ("Дж", True),
        ("II", True),
        ("Ed", False),
        ("Li", False),
        ("j", False),
        ("ya", False),
        ("ABC", False),
        ("", False),
    ],
)
def test_what_can_be_an_initial(word: str, initial: bool) -> None:
    assert is_initial(word) is initial


# --- any name ------------------------------------------------------------------------------------------------------

ANY_NAME = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(["Hume", "David", ",", " of ", "van", "(", ")", "J.", "I", "Kai-shek", "the", "Jr.", " "])
    ).map(" ".join),
)


@given(ANY_NAME, st.lists(ANY_NAME, max_size=3), st.none() | ANY_NAME)
def test_any_name_is_taken_apart(name: str, forms: list[str], headword: str | None) -> None:
    found = names_of(Person("somebody", name, headword, forms=tuple(forms)))
    assert len(set(found)) == len(found)
    for way in found:
        assert way.family
        assert all(way.family)
        assert all(one.text for one in way.given)
        assert not (way.alone and way.given)
        assert all(same_forename(one, one) for one in way.given)
    words = {word.casefold() for text in (name, *forms, headword or "") for word in tokens_of(text)}
    assert {one.text.casefold() for way in found for one in way.given} <= words
