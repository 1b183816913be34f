"""Parsing cases: small witnesses and what they must become, in files that need no Python.

A case in `cases/*.md` is a title, a witness and the expected description, parted by lines with a single point:

    Ordinal is not a note call
    .
    of the early 20<sup>th</sup> century.<sup>1</sup>
    .
    paragraph: "of the early 20" superscript("th") " century." call(1)
    .

The description names each heading, unit, note, entry and finding in order. `pytest --rewrite-cases` writes what the
program makes now; read the difference before you commit it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from glossator.anchors.plain import number_plainly
from glossator.checks import check_edition
from glossator.checks.conservation import account
from glossator.model import (
    BibliographyEntry,
    BlockQuotation,
    Division,
    DivisionKind,
    Document,
    Edition,
    Emphasis,
    Figure,
    Heading,
    IndexEntry,
    IndexHeading,
    Inline,
    Link,
    List,
    Metadata,
    NoteReference,
    PageBreak,
    Paragraph,
    Superscript,
    Table,
    Text,
    Unit,
    Verse,
    Witness,
)
from glossator.parse.document import Names, parse_document
from glossator.source.dialects import detect

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    file: Path
    title: str
    witness: str
    expected: str


def read_cases(file: Path) -> list[Case]:
    parts = file.read_text(encoding="utf-8").split("\n.\n")
    assert len(parts) % 3 == 1, f"{file.name}: a title, a witness and an expectation each, parted by lines with a point"
    return [
        Case(file, title.strip().lstrip("# "), witness, expected)
        for title, witness, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False)
    ]


ALL = [case for file in sorted(CASES.glob("*.md")) for case in read_cases(file)]


def parse(text: str) -> Edition:
    witness = Witness("A", "case.md", "", detect(text), text)
    names = Names.of([(DivisionKind.CONCLUSION, "Last Words", None)])
    document = number_plainly(parse_document(witness, names))
    metadata = Metadata("case", "Case", None, (), None, None, None, None, None, None, "en", None, "1", None)
    return Edition(metadata, (witness,), document)


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.file.stem}: {case.title}")
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    edition = parse(case.witness)
    found = "\n".join(describe(edition))
    if request.config.getoption("--rewrite-cases") and found != case.expected:
        text = case.file.read_text(encoding="utf-8")
        old = f"{case.title}\n.\n{case.witness}\n.\n{case.expected}\n.\n"
        assert old in text
        case.file.write_text(text.replace(old, f"{case.title}\n.\n{case.witness}\n.\n{found}\n.\n"), encoding="utf-8")
        return
    assert found.splitlines() == case.expected.splitlines()
    result = account(edition.document, case.witness)
    assert (result.lost, result.doubled) == ((), ())


def test_titles_are_told_apart() -> None:
    titles = [(case.file, case.title) for case in ALL]
    assert len(titles) == len(set(titles)) > 30


# --- describing a document -----------------------------------------------------------------------------------------


def describe(edition: Edition) -> Iterator[str]:
    document = edition.document
    for part in document.front:
        yield f"front {_heading(part)}" if isinstance(part, Heading) else f"front {_unit(part)}"
    for entry in document.contents:
        title = f"{entry.number or '-'} {_quote(entry.title)}"
        yield f"contents {entry.kind.value} {title} p. {entry.page} -> {entry.target}"
    for division in document.divisions:
        yield from _division(division)
    yield from _notes(document)
    for page in document.pages:
        if page.blank:
            yield f"blank page {page.label}"
    for finding in check_edition(edition):
        if finding.rule not in ("pages-unknown", "no-division"):  # a case is too short for either
            yield f"finding {finding.rule}: {finding.message}"


def _division(division: Division) -> Iterator[str]:
    if division.heading.spans:
        page = f" p. {division.page}" if division.page else ""
        number = f" {division.number}" if division.number else ""
        yield f"{division.kind.value} [{division.id}]{number}{page}: {_inlines(division.heading.children)}"
    for block in division.blocks:
        if isinstance(block, BibliographyEntry):
            yield f"entry {block.ordinal}: {_inlines(block.children)}"
        elif isinstance(block, IndexHeading):
            yield f"letter: {_inlines(block.children)}"
        elif isinstance(block, IndexEntry):
            yield f"index: {_quote(block.headword)} {' '.join(block.locators)}".rstrip()
        else:
            yield _unit(block)
    for inner in division.divisions:
        yield from _division(inner)


def _notes(document: Document) -> Iterator[str]:
    for note in document.notes:
        page = f" p. {note.page}" if note.page else ""
        yield f"note [{note.id}]{page}: " + " | ".join(_unit(block).partition(": ")[2] for block in note.blocks)


def _heading(heading: Heading) -> str:
    return f"heading: {_inlines(heading.children)}"


def _unit(unit: Unit) -> str:
    match unit:
        case Paragraph():
            return f"paragraph: {_inlines(unit.children)}"
        case Figure():
            return f"figure {_quote(unit.target)}: {_inlines(unit.children)}"
        case BlockQuotation():
            return "quotation: " + " | ".join(_unit(block) for block in unit.blocks)
        case List():
            items = [f"{item.label or '•'} {_inlines(item.children)}" for item in unit.items]
            return "list: " + " | ".join(items)
        case Verse():
            return "verse: " + " | ".join(_inlines(line) for line in unit.lines)
        case Table():
            rows = [" , ".join(_inlines(cell) for cell in row) for row in unit.rows]
            return f"table{' with head' if unit.head else ''}: " + " | ".join(rows)


def _inlines(inlines: tuple[Inline, ...]) -> str:
    return " ".join(_inline(node) for node in inlines)


def _inline(node: Inline) -> str:
    match node:
        case Text():
            return _quote(node.text)
        case Emphasis():
            return f"{node.rend.value}({_inlines(node.children)})"
        case Superscript():
            return f"superscript({_inlines(node.children)})"
        case Link():
            return f"link[{node.target}]({_inlines(node.children)})"
        case NoteReference():
            return f"call({node.label}{'' if node.note else ' nowhere'})"
        case PageBreak():
            return f"page({node.label})"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
