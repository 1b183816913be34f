"""The loader of the invented books: the key is taken out, offsets fit, and half a mark is refused."""

from __future__ import annotations

import importlib.util
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from glossator.model import PersonKind, Use

if TYPE_CHECKING:
    from types import ModuleType


def load_module() -> ModuleType:
    """Tests are no package: the loader beside this file is brought in by its path."""
    spec = importlib.util.spec_from_file_location("persons_books", Path(__file__).with_name("books.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


books = load_module()

BOOK = """
title: Ferries
language: en
persons: [{id: crane, name: Amelia Crane, headword: "Crane, Amelia", forms: [A. Crane], born: "1801", kind: actor}]
index: ["Crane, Amelia 3–4"]
units:
  - {id: "1.1", page: "3", text: "The *{{Crane|attributive}}* sank; [[Amelia ¦4¦Crane|crane]]’s ferry did not.^n1^"}
  - {id: n1, page: "4", text: "⟦Crane J., *Ferries*, p. 2⟧ and [[A. Cr¦5¦ane|crane]]; {{Crane|doubtful}}."}
"""


@pytest.mark.parametrize("name", ["english", "german", "homonyms", "russian"])
def test_every_book_is_large_enough_and_has_both_traps(name: str) -> None:
    book = books.load_book(name)
    assert sum(len(unit.mentions) for unit in book.units) >= 60
    assert {other.use for unit in book.units for other in unit.others} == {Use.ATTRIBUTIVE, Use.DOUBTFUL}
    assert any(unit.citations for unit in book.units)
    assert any(unit.is_quotation for unit in book.units)


@pytest.mark.parametrize("name", ["english", "german", "homonyms", "russian"])
def test_offsets_lie_in_the_clean_text_and_names_do_not_overlap(name: str) -> None:
    for unit in books.load_book(name).units:
        marked = sorted((*unit.mentions, *unit.others, *unit.citations))
        ends = [0, *(stretch.end for stretch in marked)]
        assert all(end <= stretch.start < stretch.end for end, stretch in zip(ends, marked, strict=False))
        assert ends[-1] <= len(unit.text)
        assert not set(unit.text) & set("[]{}|⟦⟧*¦^")
        assert all(unit.text[start:end] == unit.text[start:end].strip() for start, end, *_ in marked)
        assert all(unit.text[stretch.start].isalnum() for stretch in (*unit.mentions, *unit.others))


@pytest.mark.parametrize("name", ["english", "german", "homonyms", "russian"])
def test_pages_follow_each_other(name: str) -> None:
    book = books.load_book(name)
    called = {call.note: page_at(unit, call.offset) for unit in book.units for call in unit.calls}
    assert {unit.id: unit.page for unit in book.units if unit.is_note} == called
    paragraphs = [unit for unit in book.units if not unit.is_note]
    numbers = [int(label) for unit in paragraphs for label in (unit.page, *(page.label for page in unit.pages))]
    assert all(number <= following <= number + 1 for number, following in pairwise(numbers))


def page_at(unit: object, offset: int) -> str:
    labels = [unit.page, *(page.label for page in unit.pages if page.offset < offset)]  # type: ignore[attr-defined]
    return labels[-1]


def test_the_key_is_taken_out_of_the_text() -> None:
    body, note = books.read_book(BOOK).units
    assert body.text == "The Crane sank; Amelia Crane’s ferry did not."
    assert body.mentions == ((16, 28, "crane"),)
    assert body.others == ((4, 9, Use.ATTRIBUTIVE),)
    assert body.italics == ((4, 9),)
    assert body.pages == ((23, "4"),)
    assert body.calls == ((45, "n1"),)
    assert not body.is_note
    assert note.text == "Crane J., Ferries, p. 2 and A. Crane; Crane."
    assert note.citations == ((0, 23),)
    assert note.mentions == ((28, 36, "crane"),)
    assert note.pages == ((33, "5"),)
    assert note.is_note


def test_persons_are_read_as_an_authority_file() -> None:
    (person,) = books.read_book(BOOK).persons
    assert (person.id, person.headword, person.forms) == ("crane", "Crane, Amelia", ("A. Crane",))
    assert (person.born, person.died, person.kind, person.declared) == ("1801", "", PersonKind.ACTOR, True)


@pytest.mark.parametrize(
    ("marked", "fault"),
    [
        ("[[Crane|crane]", "a | without key and end"),
        ("[[Crane]]", "]] without | before it"),
        ("[[Crane|crane}}", "closed and not open"),
        ("[[Crane", "never closed"),
        ("[Crane]", "[ alone"),
        ("[[|crane]]", "holds nothing"),
        ("[[Crane |crane]]", "a space at an end"),
        ("[[Amelia {{Crane|doubtful}}|crane]]", "inside [["),
        ("{{Crane|ship}}", "no such use"),
        ("⟦Crane, [[Ferries|crane]]⟧", "inside ⟦"),
        ("*Crane", "never closed"),
        ("[[*Crane|crane]]*", "something inside it is not closed"),
        ("¦4 Crane", "¦ alone"),
        ("¦¦Crane", "no page label"),
        ("Crane^4^", "no id of a note"),
        ("Crane  sank", "two spaces"),
        ("See ⟦Crane, Ferries⟧", "outside a note"),
    ],
)
def test_malformed_marks_are_refused(marked: str, fault: str) -> None:
    with pytest.raises(books.MalformedBookError) as caught:
        books.read_unit("1.1", "3", marked)
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("|crane]]’s", "|crone]]’s", "not in the list: crone"),
        ("id: n1,", "id: n2,", "notes are called"),
        ("[{id: crane, name: Amelia Crane,", "[{id: crane, name: C}, {id: crane, name: A,", "person given twice"),
        ("  - {id: n1", '  - {id: "1.1", page: "3", text: Fog.}\n  - {id: n1', "unit given twice"),
        ('page: "3"', "page: 3", "put it in quotes"),
        ("born:", "birth:", "keys unknown or missing: birth"),
        ("language: en\n", "", "keys unknown or missing: language"),
    ],
)
def test_malformed_books_are_refused(old: str, new: str, fault: str) -> None:
    assert old in BOOK
    with pytest.raises(books.MalformedBookError) as caught:
        books.read_book(BOOK.replace(old, new))
    assert fault in str(caught.value)
