"""What a headword says: who is meant, under which id, or where else to look."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossator.ids import Ids
from glossator.model import IndexEntry
from glossator.persons.headwords import headword_key, is_cross_reference, person_id, person_name


@pytest.mark.parametrize(
    ("headword", "name", "identifier"),
    [
        ("Hume, David", "David Hume", "hume"),
        ("Hume, David (1711–1776)", "David Hume", "hume"),
        ("Hume, David, 1711–1776", "David Hume", "hume"),
        ("Jackson, Heather J", "Heather J. Jackson", "jackson"),
        ("Smith, V", "V. Smith", "smith"),
        ("King, Martin Luther, Jr.", "Martin Luther King, Jr.", "king"),
        ("King, Martin Luther, Jr", "Martin Luther King, Jr.", "king"),
        ("Reed, John D., III", "John D. Reed III", "reed"),
        ("Reed, Jr., Sammy", "Sammy Reed, Jr.", "reed"),
        ("Ranke, Leopold von", "Leopold von Ranke", "ranke"),
        ("Gaulle, Charles de", "Charles de Gaulle", "gaulle"),
        ("de la Cruz, Maria", "Maria de la Cruz", "de-la-cruz"),
        ("al-Khwarizmi, Muḥammad", "Muḥammad al-Khwarizmi", "al-khwarizmi"),
        ("Alembert, Jean d’", "Jean d’Alembert", "alembert"),
        ("Mary, Queen of Scots", "Mary, Queen of Scots", "mary"),
        ("James I, king of England", "James I, king of England", "james-i"),
        ("Boswell, James, the younger", "James Boswell the younger", "boswell"),
        ("Boswell, James the younger", "James Boswell the younger", "boswell"),
        ("Sheffield, John Holroyd, Earl of", "John Holroyd, Earl of Sheffield", "sheffield"),
        ("Wellington, Duke of", "Duke of Wellington", "wellington"),
        ("Scott, Sir Walter", "Sir Walter Scott", "scott"),
        ("Reed, Anna née Smith", "Anna Reed, née Smith", "reed"),
        ("Aristarchus of Samothrace", "Aristarchus of Samothrace", "aristarchus-of-samothrace"),
        ("Smith Anna B", "Anna B. Smith", "smith"),  # a comma was lost
        ("Chubar V. Ya", "V. Ya. Chubar", "chubar"),
        ("Peter I", "Peter I", "peter-i"),
        ("Čapek, K", "K. Čapek", "capek"),
        ("Đilas, Milovan", "Milovan Đilas", "dilas"),
        ("Łukasiewicz, Jan", "Jan Łukasiewicz", "lukasiewicz"),
        ("Ærø", "Ærø", "aero"),
        ("ʿAbd", "ʿAbd", "abd"),
        ("O'Brien, Al", "Al O'Brien", "obrien"),
        ("Чехов, Антон", "Антон Чехов", "chekhov"),
        ("Щедрин", "Щедрин", "shchedrin"),
        ("李", "李", "person"),
        ("", "", "person"),
    ],
)
def test_a_headword_gives_name_and_id(headword: str, name: str, identifier: str) -> None:
    assert person_name(headword) == name
    assert person_id(headword, Ids()) == identifier


def test_of_two_with_one_surname_the_second_has_the_rest_too() -> None:
    taken = Ids()
    headwords = ["Reed, Ann", "Reed, Bob", "Reed, Bob (1801–1877)", "Reed, Bob", "Reed"]
    expected = ["reed", "bob-reed", "bob-reed-1801-1877", "bob-reed-2", "reed-2"]
    assert [person_id(headword, taken) for headword in headwords] == expected
    assert person_id("Reed, Bob, king of Weir", taken) == "bob-reed-king-of-weir"


@pytest.mark.parametrize("other", ["Miller,  Anna.", " Miller,\tAnna;", "Miller, Anna,"])
def test_white_space_and_final_punctuation_do_not_count(other: str) -> None:
    assert headword_key(other) == headword_key("Miller, Anna")


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert headword_key("Mu\u0308ller") == headword_key("M\u00fcller") != headword_key("Muller")


@pytest.mark.parametrize(
    "headword",
    [
        "Clemens, Samuel: see Twain, Mark",
        "Clemens, Samuel, see Twain",
        "Clemens, Samuel. See Twain, Mark",
        "Clemens, Samuel (see Twain, Mark)",
        "Clemens, Samuel (1835–1910), see Twain, Mark",
        "Clemens, Samuel — see also under Twain",
        "See also Twain, Mark",
        "Ranke, see von Ranke",
        "Twain → Clemens",
        "Twain→Clemens",
        "Gabriel, Ann, siehe auch Reed",
        "Gabriel, Ann s. Reed",
        "Gabriel, Ann, vgl. „Reed“",
        "Gabriel viz Reed",
        "Габриэль см. также Рид",
    ],
)
def test_a_cross_reference_leads_to_another_name(headword: str) -> None:
    assert is_cross_reference(IndexEntry(headword, (), (), ()))
    assert not is_cross_reference(IndexEntry(headword, ("7",), (), ()))


@pytest.mark.parametrize(
    "headword",
    [
        "See, Hans",
        "Lee, See Yong",
        "Canterbury, see of",
        "Reed, Ann S. Bell",
        "Reed, Ann: see",
        "seers",
        "Hume, David 12, 13; see also Scotland",  # its locators were not told apart; it is somebody all the same
        "",
    ],
)
def test_other_entries_are_none(headword: str) -> None:
    assert not is_cross_reference(IndexEntry(headword, (), (), ()))


@given(st.text(alphabet=st.sampled_from("aBé ,.()'’-1ÆЖ李→\u0301")))
@example("(" * 300)
@example(",,,")
def test_any_text_is_a_headword(text: str) -> None:
    assert person_name(text) or not text
    assert person_id(text, Ids()).isascii()
    assert is_cross_reference(IndexEntry(text, (), (), ())) in {True, False}
