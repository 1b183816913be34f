"""Names inverted for lists, and their order."""

from __future__ import annotations

import pytest

from glossator.model import Person
from glossator.persons.name_parts import parts_of_headword
from glossator.persons.sorting import headword_of, inverted, letter_of, list_key, sort_key


@pytest.mark.parametrize(
    ("name", "headword", "expected"),
    [
        ("David Hume", "Hume, David", "Hume, David"),
        ("David Hume", None, "Hume, David"),
        ("Ludwig van Beethoven", "Beethoven, Ludwig van", "Beethoven, Ludwig van"),
        ("Maria de la Cruz", "de la Cruz, Maria", "de la Cruz, Maria"),
        ("Anna Smith Jones", "Smith Jones, Anna", "Smith Jones, Anna"),
        ("Anton Čechov", "Chekhov, A. P", "Čechov, Anton"),
        ("Anna B. Smith", "Smith Anna B", "Smith, Anna B."),
        ("Anselm of Laon", None, "Anselm of Laon"),
        ("Peter the Great", None, "Peter the Great"),
        ("James Boswell the younger", None, "Boswell, James, the younger"),
        ("James Boswell the younger", "Boswell, James", "Boswell, James, the younger"),
        ("John Holroyd, Earl of Sheffield", None, "Holroyd, John, Earl of Sheffield"),
        ("John Holroyd, Earl of Sheffield", "Sheffield, John Holroyd, Earl of", "Sheffield, John Holroyd, Earl of"),
        ("Martin Luther King, Jr.", None, "King, Martin Luther, Jr."),
        ("Martin Luther King, Jr.", "King, Martin Luther, Jr", "King, Martin Luther, Jr."),
        ("Mary, Queen of Scots", None, "Mary, Queen of Scots"),
        ("Alexander I of Yugoslavia", "Alexander, king of Yugoslavia", "Alexander I of Yugoslavia"),
        ("Friedrich der Große", None, "Friedrich der Große"),
        ("Ursula von der Leyen", None, "Leyen, Ursula von der"),
        ("Leonardo da Vinci", None, "Leonardo da Vinci"),
        ("Maria Helena da Silva", None, "Silva, Maria Helena da"),
        ("Muhammad al-Khwarizmi", None, "al-Khwarizmi, Muhammad"),
        ("Chubar V. Ya.", None, "Chubar, V. Ya."),
        ("Mao Zedong", "Mao, Zedong", "Mao Zedong"),
        ("Hume, David", None, "Hume, David"),
        ("David Hume (1711–1776)", None, "Hume, David"),
        ("Samuel Clemens (Mark Twain)", None, "Clemens, Samuel (Mark Twain)"),
        ("Peter I", "Peter I, tsar", "Peter I"),
        ("Sun Yat-sen", None, "Sun Yat-sen"),
        ("Mao Zedong", "Mao Zedong", "Mao Zedong"),
        ("Jean-Paul Marat", None, "Marat, Jean-Paul"),
        ("John Doe-Smith", None, "Doe-Smith, John"),
        ("Arthur Doe Jr.", None, "Doe, Arthur, Jr."),
        ("Homer", "Homer", "Homer"),
        ("Homer", None, "Homer"),
        ("", None, ""),
    ],
)
def test_inverted(name: str, headword: str | None, expected: str) -> None:
    assert str(inverted(Person("x", name, headword))) == expected


def test_order() -> None:
    names = ["Łukasz Zet", "Élie Bois", "Adam Zet", "Maria de la Cruz", "Anton Čechov", "Anna Bois", "Homer"]
    persons = [Person(name, name, "de la Cruz, Maria" if "Cruz" in name else None) for name in names]
    assert [person.name for person in sorted(persons, key=sort_key)] == [
        "Anna Bois",
        "Élie Bois",
        "Anton Čechov",
        "Maria de la Cruz",
        "Homer",
        "Adam Zet",
        "Łukasz Zet",
    ]


def test_the_printed_headword_goes_before_the_name() -> None:
    assert headword_of(Person("twain", "Samuel Clemens", "Twain, Mark")) == "Twain, Mark"
    assert headword_of(Person("twain", "Samuel Clemens")) == "Clemens, Samuel"


@pytest.mark.parametrize(
    ("headword", "letter"),
    [
        ("Hume, David", "H"),
        ("Öffner, Éva", "O"),
        ("Łukasz, Šárka", "L"),
        ("Đilas, Milovan", "D"),
        ("Ærø", "A"),
        ("Йович, Анна", "И"),
        ("'Alī", "A"),
        ("ʿAbd", "A"),
        ("de Gaulle, Charles", "G"),
        ("al-Khwarizmi, Muḥammad", "K"),
        ("abbeys in Kent", "A"),
        ("Chubar V. Ya.", "C"),
        ("1", ""),
        ("", ""),
    ],
)
def test_the_letter_is_plain(headword: str, letter: str) -> None:
    assert letter_of(headword) == letter


@pytest.mark.parametrize(
    "name", ["Łukasz Zet", "Maria de la Cruz", "James Boswell the younger", "Jean d'Alembert", "Martin King, Jr."]
)
def test_a_name_is_sorted_as_the_headword_that_it_gives(name: str) -> None:
    """One key for the list of persons and for what an index lacks."""
    parts = inverted(Person("x", name))
    assert list_key(parts) == list_key(parts_of_headword(str(parts)))
