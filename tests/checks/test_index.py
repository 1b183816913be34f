from __future__ import annotations

import pytest

from glossator.checks import CHECKS
from glossator.checks.index import check_index
from glossator.model import (
    Division,
    DivisionKind,
    Document,
    Edition,
    Heading,
    IndexEntry,
    Metadata,
    Naming,
    Person,
    Use,
)
from glossator.spans import Span

METADATA = Metadata("x", "X", None, (), None, None, None, None, None, None, "en", None, "1", None)
OTHERS = ["Abel, Ann | 1", "Bell, Bo | 2", "Carr, Cy | 3", "Dill, Di | 4"]


def edition(entries: list[str], named: dict[str, list[int]], known: tuple[str, ...] = ()) -> Edition:
    """An edition with an index, whose persons and others are named on pages; an entry's span begins at its ordinal."""
    index = []
    for ordinal, line in enumerate(entries, 1):
        headword, _, locators = line.partition(" | ")
        index.append(
            IndexEntry(headword, tuple(locators.split(", ") if locators else ()), (), (Span("A", ordinal, 99),))
        )
    heading = Heading((), (Span("A", 0, 1),))
    division = Division(DivisionKind.INDEX, None, "Index", 1, None, None, heading, tuple(index), ())
    document = Document("A", (), None, (), (division,), (), (), ())
    listed = [Person(entry.headword.partition(",")[0], entry.headword, entry.headword) for entry in index]
    others = [Person(name.split()[-1], name) for name in known]
    namings = [
        Naming(person, "1.1", page, page + 1, (Span("A", 1000 + page, 2000),), str(page), False, Use.MENTION, "", 1.0)
        for person, pages in named.items()
        for page in pages
    ]
    return Edition(METADATA, (), document, persons=(*listed, *others), namings=tuple(namings))


def found(made: Edition) -> list[tuple[str, str, int]]:
    return [(finding.rule, finding.message, finding.places[0].start) for finding in check_index(made)]


def test_an_index_that_agrees_has_no_finding() -> None:
    assert found(edition(["Abel, Ann | 1", "Bell, Bo | 2–4"], {"Abel": [1], "Bell": [2, 3, 4]})) == []


def test_a_locator_without_a_mention() -> None:
    made = edition(["Abel, Ann | 1", "Bell, Bo | 2, 7–9, 12"], {"Abel": [1], "Bell": [2]})
    message = "Bell, Bo is not found on pages 7–9, 12"
    assert found(made) == [("index-locator-without-mention", message, 2)]


def test_one_page_is_no_pages() -> None:
    assert found(edition(["Abel, Ann | 1"], {})) == [
        ("index-locator-without-mention", "Abel, Ann is not found on page 1", 1)
    ]


def test_a_page_that_is_not_listed() -> None:
    made = edition(["Abel, Ann | 1", "Bell, Bo | 2"], {"Abel": [1], "Bell": [2, 5, 8]})
    assert found(made) == [("index-page-unlisted", "Bell, Bo is also named on pages 5, 8", 2)]


def test_a_person_without_an_entry_is_shown_where_first_named() -> None:
    made = edition(["Abel, Ann | 1"], {"Abel": [1], "Ames": [6, 3]}, ("Al Ames", "Al Nobody"))
    assert found(made) == [("person-without-index-entry", "Al Ames is named, but has no entry in the index", 1006)]


def test_a_letter_that_is_lost_stands_for_its_persons() -> None:
    entries = [*OTHERS, "Lamb, Lu | 5", "Moor, Mo | 6"]
    named = {line.partition(",")[0]: [page] for page, line in enumerate(entries, 1)}
    others = {"Kirsch": [7], "Klein": [7], "Koch": [8]}
    made = edition(entries, named | others, ("Al Kirsch", "Bo Klein", "Cy Koch"))
    message = "the index has no entry under K, and the text names Kirsch, Al; Klein, Bo; Koch, Cy"
    assert found(made) == [("index-letter-missing", message, 5)]


def test_the_last_letter_is_looked_for_behind_the_last_entry() -> None:
    named = {line.partition(",")[0]: [page] for page, line in enumerate(OTHERS, 1)}
    others = {"Zahn": [7], "Zech": [7], "Zorn": [8]}
    made = edition(OTHERS, named | others, ("Al Zahn", "Bo Zech", "Cy Zorn"))
    assert [(rule, start) for rule, _, start in found(made)] == [("index-letter-missing", 4)]


def test_one_person_makes_no_lost_letter() -> None:
    named = {line.partition(",")[0]: [page] for page, line in enumerate(OTHERS, 1)}
    made = edition(OTHERS, named | {"Kirsch": [7]}, ("Al Kirsch",))
    assert [rule for rule, _, _ in found(made)] == ["person-without-index-entry"]


def test_an_entry_out_of_order() -> None:
    made = edition(["Bell, Bo | 2", "Abel, Ann | 1", "Carr, Cy | 3"], {"Abel": [1], "Bell": [2], "Carr": [3]})
    message = "Bell, Bo stands out of the order of the alphabet"
    assert found(made) == [("index-out-of-order", message, 1)]


def test_an_entry_that_is_cut() -> None:
    named = {"Abel": [*range(1, 11), *range(20, 30)], "Bell": [40]}
    made = edition(["Abel, Ann | 1–10", "Bell, Bo | 40"], named)
    assert found(made) == [("index-entry-cut", "Abel, Ann breaks off, but is also named on pages 20–29", 1)]


def test_an_entry_that_has_no_locators() -> None:
    made = edition(["Abel, Ann", "Bell, Bo | 40"], {"Abel": [3], "Bell": [40]})
    assert found(made) == [("index-entry-cut", "Abel, Ann has no locator, but is named on page 3", 1)]


def test_two_entries_of_one_person_are_cut_once() -> None:
    named = {"Abel": [*range(1, 11), *range(20, 30)], "Bell": [40]}
    made = edition(["Abel, Ann | 1–10", "Abel, Ann", "Bell, Bo | 40"], named)
    assert found(made) == [("index-entry-cut", "Abel, Ann breaks off, but is also named on pages 20–29", 2)]


def test_an_entry_of_nobody_and_a_cross_reference_have_no_finding() -> None:
    made = edition(["Abel, Ann | 1", "Zeta, see Abel", "Bell, Bo | 2", "Mills | 3"], {"Abel": [1], "Bell": [2]})
    known = tuple(person for person in made.persons if person.id in {"Abel", "Bell"})
    assert found(made._replace(persons=known)) == []


@pytest.mark.parametrize("missing", ["index", "persons"])
def test_without_index_or_persons_nothing_is_checked(missing: str) -> None:
    made = edition(["Bell, Bo | 2", "Abel, Ann | 1"], {"Ames": [6]}, ("Al Ames",))
    assert found(made)
    empty = made.document._replace(divisions=())
    assert found(made._replace(document=empty) if missing == "index" else made._replace(persons=())) == []


def test_it_is_one_of_the_checks() -> None:
    assert check_index in CHECKS
