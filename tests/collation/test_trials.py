"""Changes at random places of real books, whose readings are then known: every one is found, and nothing else."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from glossator.build import load_edition
from glossator.collation.apparatus import Collation, collate
from glossator.model import Document, Edition, Witness
from glossator.parse.document import Names, parse_document
from glossator.spans import Span
from glossator.walk import all_units

ROOT = Path(__file__).parents[2]
SLUGS = ["small-print", pytest.param("reiman", marks=pytest.mark.monograph)]
WORD = re.compile(r"(?<![\w'’*<&\\/-])[^\W\d_]{3,}(?![\w'’*>;\\/-])")


class Book(NamedTuple):
    """The base text of an edition."""

    document: Document
    text: str
    dialect: str
    names: Names


class Change(NamedTuple):
    """A word that is replaced, in the text of the base."""

    start: int
    end: int
    other: str


@cache
def book_of(slug: str) -> Book:
    edition = load_edition(ROOT, slug).edition
    assert isinstance(edition, Edition)
    witness = edition.witnesses[0]
    titles = [(one.kind, one.title, one.language) for one in edition.document.divisions if one.number is None]
    return Book(edition.document, witness.text, witness.dialect, Names.of(titles))


def text_spans(document: Document) -> Iterator[Span]:
    """Yield where paragraphs and notes stand."""
    for _, unit in all_units(document):
        yield from unit.spans
    for note in document.notes:
        yield from note.spans


def words_in(book: Book, span: Span) -> Iterator[re.Match[str]]:
    """Yield words of some letters behind the first few, which may be the label of a note or the mark of a list."""
    return WORD.finditer(book.text, span.start + 12, span.end)


def changed_words(book: Book, number: int, chance: random.Random) -> list[Change]:
    """Choose words that do not stand side by side, and make other words of them, of the same case."""
    words = [match.span() for span in text_spans(book.document) for match in words_in(book, span)]
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(chance.sample(words, number)):
        if not chosen or start > chosen[-1][1] + 20:
            chosen.append((start, end))
    return [Change(start, end, f"{book.text[start:end]}{chance.choice('aeiou')}x") for start, end in chosen]


def collated(book: Book, text: str) -> Collation:
    other = parse_document(Witness("Z", "z.md", "", book.dialect, text), book.names)
    return collate(book.document, [other], {book.document.siglum: book.text, "Z": text})


def with_changes(text: str, changes: list[Change]) -> str:
    parts = []
    at = 0
    for change in changes:
        parts += [text[at : change.start], change.other]
        at = change.end
    return "".join((*parts, text[at:]))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("slug", SLUGS)
def test_changed_words_are_found_and_nothing_else(slug: str, seed: int) -> None:
    book = book_of(slug)
    changes = changed_words(book, 120, random.Random(seed))
    collation = collated(book, with_changes(book.text, changes))
    found = [
        (entry.spans[0].start, entry.spans[-1].end, entry.readings[0].text) for entry in collation.apparatus
    ]  # fmt: skip
    assert len(changes) > 60
    assert sorted(found) == [tuple(change) for change in changes]
    assert collation.extents[0].moved == ()


@pytest.mark.parametrize("slug", SLUGS)
def test_with_a_third_of_its_words_changed_a_witness_is_still_aligned(slug: str) -> None:
    book = book_of(slug)
    words = sorted({match.span() for span in text_spans(book.document) for match in words_in(book, span)})
    chosen = sorted(random.Random(0).sample(words, len(words) // 3))
    changes = [Change(start, end, f"{book.text[start:end]}ax") for start, end in chosen]
    collation = collated(book, with_changes(book.text, changes))
    (extent,) = collation.extents
    for part in extent.parts:
        assert (part.paragraphs, part.notes) == (part.of_paragraphs, part.of_notes)
    assert sum(part.of_notes for part in extent.parts) == len(book.document.notes)
    assert extent.moved == ()
    lemmas = sum(len(WORD.findall(entry.lemma)) for entry in collation.apparatus)
    assert len(changes) <= lemmas <= 1.01 * len(changes)
