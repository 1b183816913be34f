"""The reader of `persons.yml`, and how its records and the printed index become persons."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossator.build import load_edition
from glossator.diagnostics import Diagnostic, GlossatorError, Place
from glossator.fields import Fields, UnfitError
from glossator.model import DivisionKind, Document, Edition, IndexEntry, Person, PersonKind, Witness
from glossator.parse.document import Names, parse_document
from glossator.persons.authority import PERSONS_FILE, Authority, never_named, read_authority
from glossator.persons.identifiers import check_date, check_gnd, check_loc, check_viaf, check_wikidata
from glossator.persons.joining import join_index
from glossator.spans import Span
from glossator.walk import index_of

RECORD = """\
persons:
  - id: miller-anna
    name: Anna Miller
    headword: Miller, Anna
    forms: [Miller, Nan of the Weir]
    born: 1801-02-28
    died: 1877
    about: keeper of the lower mill
    kind: actor
    authority: {viaf: "97094349", gnd: "1055864695", wikidata: Q37160, loc: n79054098}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / PERSONS_FILE
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, *records: str) -> Authority:
    """Read records that are written in one line each, from line 2 on."""
    return read_authority(write(folder, "persons:\n" + "".join(f"  - {{{record}}}\n" for record in records)))


def problems(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(GlossatorError) as caught:
        read_authority(write(folder, text))
    return caught.value.problems


def places_of(diagnostic: Diagnostic) -> list[tuple[int, int]]:
    places = []
    for place in diagnostic.places:
        assert isinstance(place, Place)
        places.append((place.line, place.column))
    return places


def faults(folder: Path, text: str) -> list[tuple[str, int, int]]:
    """Return rule, line and column of all faults of a file."""
    return [(problem.rule, *place) for problem in problems(folder, text) for place in places_of(problem)]


def book(*lines: str) -> Document:
    """Return a book whose index has these lines."""
    text = "# 1. Rivers\n\nA river.\n\n# Index\n\n" + "\n".join(lines) + "\n"
    return parse_document(Witness("A", "a.md", "0" * 64, "marker", text), Names.of([]))


def ids(persons: Sequence[Person]) -> list[str]:
    return [person.id for person in persons]


# --- files without faults -----------------------------------------------------------------------------------------


def test_without_a_file_there_are_no_persons(tmp_path: Path) -> None:
    assert read_authority(tmp_path / PERSONS_FILE) == Authority()


@pytest.mark.parametrize("text", ["persons:\n", "persons: []\n", "{}\n"])
def test_a_file_may_wait_for_its_first_person(tmp_path: Path, text: str) -> None:
    assert read_authority(write(tmp_path, text)) == Authority()


def test_a_record_is_read(tmp_path: Path) -> None:
    (declared,) = read_authority(write(tmp_path, RECORD)).persons
    assert declared.person == Person(
        id="miller-anna",
        name="Anna Miller",
        headword="Miller, Anna",
        forms=("Miller", "Nan of the Weir"),
        born="1801-02-28",
        died="1877",
        about="keeper of the lower mill",
        kind=PersonKind.ACTOR,
        authority={"viaf": "97094349", "gnd": "1055864695", "wikidata": "Q37160", "loc": "n79054098"},
        declared=True,
    )
    assert (declared.place.line, declared.place.column) == (2, 5)
    assert declared.headword_place is not None
    assert (declared.headword_place.line, declared.headword_place.column) == (4, 15)
    found = [(name, place.line, place.column) for name, place in declared.names]
    assert found == [("Anna Miller", 3, 11), ("Miller", 5, 13), ("Nan of the Weir", 5, 21)]


def test_id_and_name_are_enough(tmp_path: Path) -> None:
    (declared,) = read(tmp_path, "id: a, name: A").persons
    assert declared.person == Person("a", "A", declared=True)
    assert declared.headword_place is None


def test_persons_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    authority = read(tmp_path, "id: c, name: C", "id: a, name: A", "id: b, name: B")
    assert ids([declared.person for declared in authority.persons]) == ["c", "a", "b"]


def test_a_name_is_plain_text(tmp_path: Path) -> None:
    names = [
        "(a+)+$",
        "[^x]*\\1",
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        'O\'Neil "Red" & Sons',
        "محمد",
        "עמוס",
        "李",
        "Дарья",
        "1984",
    ]
    text = yaml.safe_dump({"persons": [{"id": "a", "name": names[0], "headword": names[1], "forms": names}]})
    (declared,) = read_authority(write(tmp_path, text)).persons
    assert declared.person.forms == tuple(names)
    assert (declared.person.name, declared.person.headword) == (names[0], names[1])


def test_a_form_may_be_the_name_and_several_lines_become_one(tmp_path: Path) -> None:
    text = (
        "persons:\n  - id: a\n    name: Anna  Miller\n    forms: [Anna Miller]\n    about: |\n      one\n      line\n"
    )
    (declared,) = read_authority(write(tmp_path, text)).persons
    assert declared.person.forms == (declared.person.name,) == ("Anna Miller",)
    assert declared.person.about == "one line"


def test_two_records_may_share_a_name(tmp_path: Path) -> None:
    assert len(read(tmp_path, "id: a, name: Ann, forms: [Nan]", "id: b, name: Ann, forms: [Nan]").persons) == 2


# --- files with faults --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  - id: miller-anna\n    name", "  - name", [("key-missing", 2, 5)]),
        ("id: miller-anna", "id:", [("key-missing", 2, 5)]),
        ("id: miller-anna", "id: Miller", [("value-not-valid", 2, 9)]),
        ("id: miller-anna", "id: a--b", [("value-not-valid", 2, 9)]),
        ("id: miller-anna", 'id: "a\\n"', []),
        ("id: miller-anna", "id: müller", [("value-not-valid", 2, 9)]),
        ("    name: Anna Miller\n", "", [("key-missing", 2, 5)]),
        ("name: Anna Miller", 'name: ""', [("value-not-valid", 3, 11)]),
        ("name: Anna Miller", 'name: " "', [("value-not-valid", 3, 11)]),
        ("name: Anna Miller", "name: …", [("value-not-valid", 3, 11)]),
        ("name: Anna Miller", 'name: "Anna\\0"', [("value-not-valid", 3, 11)]),
        ("name: Anna Miller", "name: true", [("value-of-wrong-kind", 3, 11)]),
        ("name: Anna Miller", "name: [Anna, Miller]", [("value-of-wrong-kind", 3, 11)]),
        ("headword: Miller, Anna", "headword: ','", [("value-not-valid", 4, 15)]),
        ("[Miller, Nan of the Weir]", "Miller", [("value-of-wrong-kind", 5, 12)]),
        ("[Miller, Nan of the Weir]", "[Miller, '.', Miller]", [("value-not-valid", 5, 21), ("value-repeated", 5, 26)]),
        ("[Miller, Nan of the Weir]", '["Mu\\u0308l", "M\\u00fcl"]', [("value-repeated", 5, 26)]),
        ("[Miller, Nan of the Weir]", "[Miller, ~]", [("value-of-wrong-kind", 5, 21)]),
        ("1801-02-28", "1801-02-29", [("value-not-valid", 6, 11)]),
        ("1801-02-28", "28. 2. 1801", [("value-not-valid", 6, 11)]),
        ("1801-02-28", "1878", [("value-not-valid", 7, 11)]),
        ("kind: actor", "kind: miller", [("value-not-valid", 9, 11)]),
        ("kind: actor", "knd: actor", [("key-unknown", 9, 5)]),
        ("wikidata: Q37160", "wikidata: 37160", [("value-not-valid", 10, 64)]),
        ("wikidata: Q37160", "wikidta: Q37160", [("key-unknown", 10, 54)]),
        ("1055864695", "1055864696", [("value-not-valid", 10, 40)]),
        ("persons:", "person:", [("key-unknown", 1, 1)]),
        (RECORD, "- id: a\n", [("value-of-wrong-kind", 1, 1)]),
        (RECORD, "persons: nobody\n", [("value-of-wrong-kind", 1, 10)]),
        (RECORD, "persons: {id: a}\n", [("value-of-wrong-kind", 1, 10)]),
        (RECORD, "persons: [Anna]\n", [("value-of-wrong-kind", 1, 11)]),
        (RECORD, "persons: [{id: a, name: A, authority: Q1}]\n", [("value-of-wrong-kind", 1, 39)]),
        (RECORD, "persons:\n\t- id: a\n", [("yaml-invalid", 2, 1)]),
        (RECORD, "", [("value-of-wrong-kind", 1, 1)]),
    ],
)
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, expected: list[tuple[str, int, int]]
) -> None:
    assert old in RECORD
    text = RECORD.replace(old, new)
    if expected:
        assert faults(tmp_path, text) == expected
    else:
        assert len(read_authority(write(tmp_path, text)).persons) == 1


def test_a_slip_in_a_key_is_told(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, RECORD.replace("headword", "headwort"))
    assert 'did you mean "headword"?' in problem.hint


@pytest.mark.parametrize(
    ("again", "column", "message"),
    [
        ("id: miller-anna, name: B", 5, 'the id "miller-anna" is given twice, first in line 2'),
        (
            "id: b, name: B, headword: 'Miller,  Anna.'",
            32,
            'the headword "Miller, Anna" is given twice, first in line 4',
        ),
        ("id: b, name: B, authority: {wikidata: Q37160}", 5, 'the wikidata identifier "Q37160" is given twice'),
    ],
)
def test_what_names_one_person_stands_once(tmp_path: Path, again: str, column: int, message: str) -> None:
    text = RECORD + f"  - {{{again}}}\n"
    (problem,) = problems(tmp_path, text)
    assert (problem.rule, places_of(problem)) == ("value-repeated", [(11, column)])
    assert problem.message.startswith(message)


def test_all_faults_are_shown_at_once(tmp_path: Path) -> None:
    text = "persons:\n  - name: '-'\n    born: soon\n  - {id: a, name: A}\n  - {id: a, name: B}\nextra: 1\n"
    assert faults(tmp_path, text) == [
        ("key-missing", 2, 5),
        ("value-not-valid", 2, 11),
        ("value-not-valid", 3, 11),
        ("value-repeated", 5, 5),
        ("key-unknown", 6, 1),
    ]


# --- dates and identifiers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "date",
    [
        "1711",
        "0849",
        "0000",
        "-0043",
        "1711~",
        "1711?",
        "1711-05",
        "1711-05?",
        "1711-05-31",
        "1712-02-29",
        "2000-02-29~",
        "-0044-03-15",
        "-0004-02-29",
        "0000-02-29",
        "9999-12-31",
    ],
)
def test_a_date_of_the_calendar_is_one(date: str) -> None:
    assert check_date(date) == date


@pytest.mark.parametrize(
    "date",
    [
        "171",
        "17110",
        "+1711",
        "-0000",
        "1711-5",
        "1711-13",
        "1711-00",
        "1711-04-31",
        "1711-05-00",
        "1711-02-29",
        "1900-02-29",
        "~1711",
        "1711~?",
        "1711-",
        "1711/1776",
        "17xx",
        "١٧١١",
        "1711\n",
        "7. 5. 1711",
        "",
    ],
)
def test_anything_else_is_no_date(date: str) -> None:
    with pytest.raises(UnfitError):
        check_date(date)


@pytest.mark.parametrize(
    ("born", "died", "fits"),
    [
        ("1711", "1711", True),
        ("1711-05", "1711", True),
        ("1711", "1711-01-01", True),
        ("1711-05-07", "1711-05", True),
        ("-0070", "-0019", True),
        ("-0043", "0017", True),
        ("1776", "1711", False),
        ("1711-05", "1711-04-30", False),
        ("-0019", "-0070", False),
        ("1776~", "1711?", False),
    ],
)
def test_nobody_is_born_after_dying(tmp_path: Path, born: str, died: str, fits: bool) -> None:
    record = f"persons:\n  - id: a\n    name: A\n    died: {died}\n    born: {born}\n"
    if fits:
        (declared,) = read_authority(write(tmp_path, record)).persons
        assert (declared.person.born, declared.person.died) == (born, died)
    else:
        assert faults(tmp_path, record) == [("value-not-valid", 4, 11)]


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (check_viaf, ["1", "97094349", "316422348"], ["", "0", "97 094", "viaf97094349", "٣", "1" * 23]),
        # Numbers of the German National Library, some with check digit X, some with the hyphen of the older files.
        (
            check_gnd,
            [
                "118540238",
                "1055864695",
                "109337093",
                "1086052218",
                "1231592788",
                "4005728-8",
                "95980479-X",
                "95980479-1",
            ],
            ["118540239", "1055864696", "11854023", "118540238X", "4005728-", "-8", "118540238-", "gnd/118540238"],
        ),
        (
            check_wikidata,
            ["Q1", "Q37160"],
            ["Q0", "q1", "Q", "37160", "P31", "Q1a", "https://www.wikidata.org/wiki/Q1"],
        ),
        (
            check_loc,
            ["n79054098", "nb2001012345", "no98012345", "nr2001012345"],
            ["79054098", "n 79054098", "sh85062913"],
        ),
    ],
)
def test_an_identifier_has_the_form_of_its_file(check: Any, right: list[str], wrong: list[str]) -> None:
    assert [check(identifier) for identifier in right] == right
    for identifier in wrong:
        with pytest.raises(UnfitError):
            check(identifier)


@given(st.integers(0, 8), st.integers(1, 9))
def test_no_wrong_digit_in_a_gnd_identifier_goes_unseen(at: int, by: int) -> None:
    digits = "118540238"
    wrong = digits[:at] + str((int(digits[at]) + by) % 10) + digits[at + 1 :]
    with pytest.raises(UnfitError, match="check digit"):
        check_gnd(wrong)


# --- the printed index --------------------------------------------------------------------------------------------


def test_without_a_file_the_index_alone_gives_the_persons() -> None:
    persons, findings = join_index(book("Ash, Bo 1, 3–5", "Reed, Ann J. 2", "Reed, Bob 7"), Authority())
    assert persons == (
        Person("ash", "Bo Ash", "Ash, Bo", ("1", "3–5")),
        Person("reed", "Ann J. Reed", "Reed, Ann J", ("2",)),
        Person("bob-reed", "Bob Reed", "Reed, Bob", ("7",)),
    )
    assert findings == ()


def test_a_book_without_index_and_file_has_no_persons() -> None:
    assert join_index(book(), Authority()) == ((), ())


def test_index_first_then_the_file(tmp_path: Path) -> None:
    authority = read(
        tmp_path,
        "id: zoe, name: Zoe",
        "id: bob, name: Bob Reed the Elder, headword: 'Reed,  Bob.', forms: [Old Bob]",
        "id: adam, name: Adam",
    )
    persons, findings = join_index(book("Ash, Bo 1", "Reed, Bob 7, 9"), authority)
    assert ids(persons) == ["ash", "bob", "zoe", "adam"]
    assert persons[1] == Person("bob", "Bob Reed the Elder", "Reed, Bob", ("7", "9"), forms=("Old Bob",), declared=True)
    assert [person.declared for person in persons] == [False, True, True, True]
    assert [(finding.rule, '"Ash, Bo"' in finding.message) for finding in findings] == [
        ("index-entry-without-record", True)
    ]
    (span,) = findings[0].places
    assert isinstance(span, Span)


def test_entries_with_one_headword_are_one_person() -> None:
    persons, _ = join_index(book("Ash, Bo 1, 3", "Reed, Ann 2", "Ash,  Bo. 3, 8"), Authority())
    assert [(person.id, person.locators) for person in persons] == [("ash", ("1", "3", "8")), ("reed", ("2",))]


@pytest.mark.parametrize("second", ["Müller,  Ann.", "Mu\u0308ller, Ann"])
def test_small_differences_of_headwords_make_no_other_person(second: str) -> None:
    persons, _ = join_index(book("Müller, Ann 1", f"{second} 5"), Authority())
    assert [(person.headword, person.locators) for person in persons] == [("Müller, Ann", ("1", "5"))]


def test_a_cross_reference_is_nobody(tmp_path: Path) -> None:
    authority = read(tmp_path, "id: twain, name: Mark Twain, headword: 'Twain, Mark'")
    persons, findings = join_index(book("Clemens, Samuel: see Twain, Mark", "Twain, Mark 3"), authority)
    assert (ids(persons), findings) == (["twain"], ())


def test_an_id_of_the_file_is_never_given_to_an_entry(tmp_path: Path) -> None:
    authority = read(tmp_path, "id: ash, name: Another Ash", "id: bo-ash, name: Yet Another Ash")
    persons, _ = join_index(book("Ash, Bo 1", "Reed, Ann 2"), authority)
    assert ids(persons) == ["bo-ash-2", "reed", "ash", "bo-ash"]


def test_a_record_whose_headword_the_index_lacks_is_told(tmp_path: Path) -> None:
    authority = read(tmp_path, "id: ash, name: Bo Ashton, headword: 'Ashtun, Bo'", "id: w, name: W, headword: Weir")
    persons, findings = join_index(book("Ashton, Bo 1", "Reed, Ann 2"), authority)
    assert ids(persons) == ["ashton", "reed", "ash", "w"]
    assert persons[2].headword is None
    lost = [finding for finding in findings if finding.rule == "headword-not-in-index"]
    assert [(places_of(finding), finding.hint) for finding in lost] == [
        ([(2, 42)], 'did you mean "Ashton, Bo"?'),
        ([(3, 32)], ""),
    ]
    assert [finding.rule for finding in findings if finding not in lost] == ["index-entry-without-record"] * 2


@pytest.mark.parametrize(
    ("printed", "declared"),
    [
        ("Capek, K", "Čapek, K."),
        ("Reed Ann J", "Reed, Ann J."),
        ("Chehov, Anton", "Čechov, Anton"),
        ("Élouard, E", "Elouard, É"),
        ("Mullers, O'Hara", "Muller's, O’Hara"),
    ],
)
def test_a_small_difference_of_spelling_does_no_harm(tmp_path: Path, printed: str, declared: str) -> None:
    authority = read(tmp_path, f'id: x, name: X, headword: "{declared}"')
    persons, findings = join_index(book(f"{printed} 4"), authority)
    assert [(person.id, person.headword, person.locators) for person in persons] == [("x", printed, ("4",))]
    assert findings == ()


@pytest.mark.parametrize(
    ("printed", "declared"),
    [
        (["Reed, I"], ["Reed, J."]),  # initials are other persons, whatever they sound like
        (["Reed, Y"], ["Reed, J."]),
        (["James I"], ["James II"]),
        (["Reed, Ann"], ["Reed, Bob"]),
        (["Capek, K", "Cäpek, K"], ["Čapek, K"]),  # which of the two?
        (["Capek, K"], ["Čapek, K", "Cäpek, K"]),
        (["—"], ["一"]),
    ],
)
def test_what_may_be_someone_else_is_not_joined(tmp_path: Path, printed: list[str], declared: list[str]) -> None:
    records = [f'id: x{at}, name: X, headword: "{headword}"' for at, headword in enumerate(declared)]
    persons, findings = join_index(book(*(f"{headword} 4" for headword in printed)), read(tmp_path, *records))
    assert [person.headword is None for person in persons if person.declared] == [True] * len(declared)
    assert [finding.rule for finding in findings].count("headword-not-in-index") == len(declared)


def test_the_same_headword_goes_before_one_that_sounds_the_same(tmp_path: Path) -> None:
    records = ["id: x, name: X, headword: 'Čapek, K'", "id: y, name: Y, headword: 'Capek, K'"]
    persons, findings = join_index(book("Capek, K 1", "Čapek, K 2"), read(tmp_path, *records))
    assert [(person.id, person.locators) for person in persons] == [("y", ("1",)), ("x", ("2",))]
    assert findings == ()


def test_a_name_of_two_persons_is_told_once(tmp_path: Path) -> None:
    authority = read(
        tmp_path,
        "id: a, name: Ann Reed, forms: [Reed, Nan, Ann Reed]",
        "id: b, name: Bob Reed, forms: [Bob, Reed]",
        "id: n, name: Nan",
    )
    _, findings = join_index(book(), authority)
    assert [(finding.rule, finding.message, places_of(finding)) for finding in findings] == [
        ("name-shared", '"Reed" is a name of a and b', [(2, 37), (3, 42)]),
        ("name-shared", '"Nan" is a name of a and n', [(2, 43), (4, 19)]),
    ]


def test_a_name_of_many_persons_names_a_few_of_them(tmp_path: Path) -> None:
    authority = read(tmp_path, *(f"id: p{at}, name: Ann" for at in range(9)))
    (finding,) = join_index(book(), authority)[1]
    assert finding.message == '"Ann" is a name of p0, p1, p2 and 6 more'
    assert len(finding.places) == 9


def test_each_person_who_is_never_named_is_told_where_the_record_stands(tmp_path: Path) -> None:
    authority = read(tmp_path, "id: a, name: Ann Reed", "id: b, name: Bob Reed", "id: c, name: Cy Reed")
    assert [(finding.rule, finding.message, places_of(finding)) for finding in never_named(authority, {"b"})] == [
        ("person-never-named", 'the text never names "Ann Reed"', [(2, 5)]),
        ("person-never-named", 'the text never names "Cy Reed"', [(4, 5)]),
    ]
    assert list(never_named(authority, {"a", "b", "c"})) == []


def test_the_demonstration_edition_and_its_file_agree(project_root: Path) -> None:
    """Every headword of its file stands in its index, and every entry has its record."""
    edition = load_edition(project_root, "small-print").edition
    assert isinstance(edition, Edition)
    authority = read_authority(project_root / "content" / "small-print" / PERSONS_FILE)
    _, findings = join_index(edition.document, authority)
    assert [finding for finding in findings if finding.rule != "name-shared"] == []


@pytest.mark.monograph
def test_a_real_index_gives_one_person_an_entry(project_root: Path) -> None:
    edition = load_edition(project_root, "reiman").edition
    assert isinstance(edition, Edition)
    persons, findings = join_index(edition.document, Authority())
    assert len(persons) == len(set(ids(persons))) == len(list(index_of(edition.document)))
    assert findings == ()


# --- any file, large files ----------------------------------------------------------------------------------------

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.text(max_size=12),
    st.sampled_from(
        ["a", "Ann", "1801-02-30", "-0001-02-29", "1801~", "Q1", "118540238", "n79054098", "actor", "\x00"]
    ),
)
KEYS = st.sampled_from(
    ["persons", "id", "name", "headword", "forms", "born", "died", "about", "kind", "authority", "viaf", "gnd", "loc"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=3), inner, max_size=6),
    max_leaves=12,
)
PERSON = st.dictionaries(KEYS, VALUES, max_size=8)


def read_or_refuse(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
    try:
        authority = read_authority(path)
    except GlossatorError as error:
        _ = str(error)  # what is shown can be made
    else:
        assert isinstance(authority, Authority)
        persons, findings = join_index(book("Ann 1", "Ash, Bo 2"), authority)
        assert len(set(ids(persons))) == len(persons) >= len(authority.persons)
        assert all(str(finding.message) for finding in findings)


@given(st.text())
@example("[" * 5000)
@example("persons: " + "[" * 15)
@example("persons: &a [*a]")
@example("persons:\n  - {? {a: b} : c}")
@example('persons: [{id: a, name: "\\uD800"}]')
@example("persons: [{id: a, name: a\u202e}]")
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    read_or_refuse(tmp_path_factory.getbasetemp() / "any.yml", text)


@settings(max_examples=300)
@given(st.one_of(VALUES, st.builds(lambda persons: {"persons": persons}, st.lists(PERSON, max_size=4))))
def test_any_yaml_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    read_or_refuse(tmp_path_factory.getbasetemp() / "any.yml", yaml.safe_dump(value, allow_unicode=True))


GROWTH = 8
LIMIT = 12.0  # one and a half times the linear growth, a fifth of the quadratic one


def record(at: int) -> str:
    """Return a record with a form that all share, and a headword that is misprinted as all are."""
    headword = f"Millers, Ann {at}"
    return f"- {{id: r{at}, name: Ann {at}, headword: '{headword}', forms: [Ann], born: 1801, died: 1877}}\n"


def book_of(count: int) -> Document:
    """Return a book whose index has so many entries, without the time that reading it takes."""
    document = book("Miller 7")
    (index,) = (division for division in document.divisions if division.kind is DivisionKind.INDEX)
    entries = tuple(IndexEntry(f"Miller, Ann {at}x", ("7",), (), (Span("A", 0, 1),)) for at in range(count))
    return document._replace(divisions=(index._replace(blocks=entries),))


def work(path: Path, count: int, steps: Callable[[Callable[[], object]], int]) -> int:
    """Return the steps from a file and an index to persons and findings."""
    path.write_text("persons:\n" + "".join(record(at) for at in range(count)), encoding="utf-8")
    document = book_of(count)
    made: list[tuple[tuple[Person, ...], tuple[Diagnostic, ...]]] = []
    spent = steps(lambda: made.append(join_index(document, read_authority(path))))
    ((persons, findings),) = made
    assert len(persons) == 2 * count
    assert sum(finding.hint.startswith("did you mean") for finding in findings) == count
    assert [len(finding.places) for finding in findings if finding.rule == "name-shared"] == [count]
    return spent


def test_many_persons_are_work_in_proportion(tmp_path: Path, steps: Callable[[Callable[[], object]], int]) -> None:
    path = tmp_path / PERSONS_FILE
    assert work(path, GROWTH * 250, steps) < LIMIT * work(path, 250, steps)


# --- the manual ---------------------------------------------------------------------------------------------------


def test_every_key_and_value_is_described(tmp_path: Path, project_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    node = Fields.node

    def recorded(self: Fields, key: str) -> Any:
        asked.add(key)
        return node(self, key)

    monkeypatch.setattr(Fields, "node", recorded)
    read_authority(write(tmp_path, RECORD))
    assert {"persons", "forms", "wikidata"} <= asked
    text = (project_root / "docs" / "manual" / "persons.md").read_text(encoding="utf-8")
    described = set(re.findall(r"`([^`\n]+)`", text)) | set(re.findall(r"^    [ -]*(\w+):", text, re.MULTILINE))
    assert {*asked, *PersonKind} - described == set()


def test_the_manuals_example_is_right(tmp_path: Path, project_root: Path) -> None:
    text = (project_root / "docs" / "manual" / "persons.md").read_text(encoding="utf-8")
    block = re.search(r"(?:^    .*\n)+", text, re.MULTILINE)
    assert block is not None
    authority = read_authority(write(tmp_path, re.sub(r"^    ", "", block[0], flags=re.MULTILINE)))
    assert [declared.person.name for declared in authority.persons] == ["David Hume", "Horace"]
    dates = re.findall(r"^\| `([-0-9~?]+)` \|", text, re.MULTILINE)
    assert len(dates) == 7
    assert [check_date(date) for date in dates] == dates
