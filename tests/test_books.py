"""Small books of many habits: what a careful reader says of each, and what the program makes of it.

`books/NAME/witness.md` is the text of an OCR, `books/NAME/expected.yml` was written by reading it, before any program
did. To add a book takes no Python. In `expected.yml`:

    settings     what `edition.yml` would say: language, divisions
    divisions    all of them, in order; `page` is "?" where the book does not tell; `units` has a letter for each block
                 that stands before the next heading: Paragraph, Quotation, List, Verse, Table, Figure; `Qpp` is a
                 quotation of two paragraphs
    zones        stretches in another notation than most of the book: dialect, first line, last line; none if absent
    units        first and last words of some; punctuation after them is not compared
    notes        all of them; `calls` names the block (or the division, for a heading) and the word before the call
    lost_notes   calls whose note is not there: block and word before
    page_breaks  all pages that begin inside a block, or null where the book leaves open what they are called
    pages        labels of all pages with text, or null; blank ones may be listed or not
    bibliography first word of each entry
    index        headwords with locators

A key that is absent, or null where that is allowed, is not compared.
"""

from __future__ import annotations

import hashlib
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import yaml

from glossator.build import make_edition
from glossator.checks.conservation import check_conservation
from glossator.config import DivisionName, EditionConfig
from glossator.export.edition_json import edition_data
from glossator.model import (
    BlockQuotation,
    DivisionKind,
    Edition,
    Figure,
    List,
    Paragraph,
    Table,
    Unit,
    Verse,
    Witness,
)
from glossator.source.zones import recognize
from glossator.walk import all_divisions, all_units, flatten, flatten_lines

BOOKS = Path(__file__).parent / "books"
NAMES = sorted(folder.name for folder in BOOKS.iterdir() if folder.is_dir())
LETTERS = {Paragraph: "P", BlockQuotation: "Q", List: "L", Verse: "V", Table: "T", Figure: "F"}
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_Facts = dict[str, Any]


def read_facts(name: str) -> _Facts:
    facts: _Facts = yaml.safe_load((BOOKS / name / "expected.yml").read_text(encoding="utf-8"))
    return facts


def build(name: str, text: str, facts: _Facts) -> Edition:
    """Return the edition of a witness's text as the program would make it with the book's settings."""
    settings = facts["settings"]
    config = EditionConfig(
        slug=name,
        title=name,
        subtitle=None,
        authors=(),
        names=(),
        publisher=None,
        place=None,
        year=None,
        series=None,
        isbn=None,
        doi=None,
        language=settings["language"],
        licence=None,
        version="1",
        description=None,
        facsimile=None,
        witnesses=(),
        divisions=tuple(
            DivisionName(DivisionKind(kind), title, None) for kind, title in settings.get("divisions", {}).items()
        ),
        size_limit_mb=1,
        report=None,
    )
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    dialect, zones = recognize(text)
    edition, _ = make_edition(config, (Witness("A", "witness.md", sha256, dialect, text, zones),))
    return edition


# --- both sides as lines of text ---------------------------------------------------------------------------------


def first_words(text: str, sample: str) -> str:
    """Return as many of the first words of `text` as `sample` has."""
    return " ".join(text.split()[: len(sample.split())]).rstrip(".,;:")


def last_words(text: str, sample: str) -> str:
    words = text.split()
    return " ".join(words[len(words) - min(len(words), len(sample.split())) :]).rstrip(".,;:")


def division_line(record: _Facts, facts: _Facts, units: str) -> str:
    parent = record.get("parent")
    shown = {key: record.get(key) for key in ("kind", "number", "level", "page", "title")}
    if facts.get("page") == "?":
        shown["page"] = "?"
    if "id" not in facts:
        return f"division {shown} in {parent}: {units}"
    return f"division {record['id']} {shown} in {parent}: {units}"


def word_before(text: str, offset: int) -> str:
    return (text[:offset].split() or [""])[-1]


def word_after(text: str, offset: int) -> str:
    return (text[offset:].split() or [""])[0]


def calls_of(edition: Edition) -> list[tuple[str, str, str, str]]:
    """Return (id of the note or "", printed label, where, word before) of each call, headings included."""
    found = []
    document = edition.document
    for division in all_divisions(document):
        flat = flatten_lines([division.heading.children])
        found += [(call.note, call.label, division.id, word_before(flat.text, at)) for at, call in flat.calls]
    for _, unit in all_units(document):
        flat = flatten(unit)
        found += [(call.note, call.label, unit.id, word_before(flat.text, at)) for at, call in flat.calls]
    return found


def compare(facts: _Facts, edition: Edition) -> tuple[list[str], list[str]]:
    """Return what was expected and what was found, as lines that can be compared."""
    data = edition_data(edition)
    return [
        *expected_divisions(facts),
        *expected_rest(facts),
    ], [
        *found_divisions(facts, data, edition),
        *found_rest(facts, data, edition),
    ]


def expected_divisions(facts: _Facts) -> list[str]:
    return [division_line(division, division, division["units"]) for division in facts["divisions"]]


def letters(unit: Unit) -> str:
    """Return the letter of a unit; a quotation of more than a paragraph shows what it holds, in small letters."""
    letter = LETTERS[type(unit)]
    if not isinstance(unit, BlockQuotation):
        return letter
    inside = "".join(letters(block) for block in unit.blocks).lower()
    return letter if inside == "p" else letter + inside


def found_divisions(facts: _Facts, data: _Facts, edition: Edition) -> list[str]:
    shapes = {unit.id: unit for _, unit in all_units(edition.document)}
    lines = []
    blank: _Facts = {"id": ""}
    expected = [*facts["divisions"], *[blank] * len(data["divisions"])]
    for wanted, division in zip(expected, data["divisions"], strict=False):
        units = "".join(
            letters(shapes[paragraph["id"]])
            for paragraph in data["paragraphs"]
            if (paragraph["section"] or paragraph["division"]) == division["id"]
        )
        lines.append(division_line(division, wanted, units))
    return lines


def expected_rest(facts: _Facts) -> list[str]:
    lines = [
        f"unit {name}: {first_words(unit['from'], unit['from'])} … {last_words(unit['to'], unit['to'])}"
        for name, unit in facts["units"].items()
    ]
    for note in facts["notes"]:
        first, last = first_words(note["from"], note["from"]), last_words(note["to"], note["to"])
        lines.append(note_line(note, note["page"], first, last, note["calls"]))
    lines += [f"lost {call}" for call in facts.get("lost_notes", [])]
    for cut in facts["page_breaks"] or []:
        lines.append(f"page {cut['page']} in {cut['in']}: {cut['before']} | {cut['after']}")
    if facts["pages"] is not None:
        lines.append(f"pages {' '.join(facts['pages'])}")
    lines += [f"entry {word}" for word in facts["bibliography"]]
    lines += [f"index {head}: {', '.join(locators)}" for head, locators in facts["index"].items()]
    return lines


def note_line(note: _Facts, page: str | None, first: str, last: str, calls: list[str]) -> str:
    return f"note {note['label']} of {note.get('division')} on {page}: {first} … {last}; called {calls}"


def found_rest(facts: _Facts, data: _Facts, edition: Edition) -> list[str]:
    texts = {paragraph["id"]: paragraph["text"] for paragraph in data["paragraphs"]}
    lines = [
        f"unit {name}: {first_words(texts.get(name, ''), unit['from'])} … {last_words(texts.get(name, ''), unit['to'])}"
        for name, unit in facts["units"].items()
    ]
    calls = calls_of(edition)
    blank: _Facts = {"from": "one two", "to": "one two", "page": ""}
    wanted = [*facts["notes"], *[blank] * len(data["notes"])]
    for sample, note in zip(wanted, data["notes"], strict=False):
        called = [f"{where} {word}" for target, _, where, word in calls if target == note["id"]]
        shown = note if "division" in sample else {"label": note["label"]}
        page = note["page"] if sample["page"] is not None else None
        first, last = first_words(note["text"], sample["from"]), last_words(note["text"], sample["to"])
        lines.append(note_line(shown, page, first, last, called))
    lines += [f"lost {where} {word}" for target, _, where, word in calls if not target]
    if facts["page_breaks"] is not None:
        for paragraph in data["paragraphs"]:
            for cut in paragraph["page_breaks"]:
                before = word_before(paragraph["text"], cut["offset"])
                after = word_after(paragraph["text"], cut["offset"])
                lines.append(f"page {cut['page']} in {paragraph['id']}: {before} | {after}")
    if facts["pages"] is not None:
        lines.append(f"pages {' '.join(page['label'] for page in data['pages'] if not page['blank'])}")
    lines += [
        f"entry {entry['as_printed'].split()[0].strip(',:')}" for entry in data["bibliography"] if entry["listed"]
    ]
    lines += [f"index {person['headword']}: {', '.join(person['index_pages'])}" for person in data["persons"]]
    return lines


def assert_read(name: str, text: str, facts: _Facts) -> None:
    edition = build(name, text, facts)
    expected, found = compare(facts, edition)
    difference = list(unified_diff(expected, found, "expected", "found", n=0, lineterm=""))[2:]
    assert not difference, "\n".join([name, *difference])


def zone_lines(text: str) -> list[list[str]]:
    """Return the dialect of each zone with its first and last line."""
    found = []
    for zone in recognize(text).zones:
        lines = text[zone.start : zone.end].strip().splitlines()
        found.append([zone.dialect, lines[0], lines[-1]])
    return found


# --- the tests ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_reads_a_book_as_its_reader_did(name: str) -> None:
    facts = read_facts(name)
    text = (BOOKS / name / "witness.md").read_text(encoding="utf-8")
    if "dialect" in facts:
        assert recognize(text).dialect == facts["dialect"]
    assert zone_lines(text) == facts.get("zones", [])
    assert_read(name, text, facts)


@pytest.mark.parametrize("name", NAMES)
def test_accounts_for_every_character(name: str) -> None:
    text = (BOOKS / name / "witness.md").read_text(encoding="utf-8")
    assert list(check_conservation(build(name, text, read_facts(name)))) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "disguise",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="carriage returns"),
        pytest.param(lambda text: BYTE_ORDER_MARK + text, id="byte order mark"),
        pytest.param(lambda text: text.replace("\n\n", "\n \t\n"), id="blanks on empty lines"),
        pytest.param(lambda text: text.rstrip("\n"), id="no line feed at the end"),
        pytest.param(lambda text: text.replace(" p. ", f" p.{NO_BREAK_SPACE}"), id="no-break spaces"),
    ],
)
def test_reads_the_same_in_every_disguise(name: str, disguise: Any) -> None:
    """What ends a line, or fills it up, says nothing about the book."""
    text = (BOOKS / name / "witness.md").read_text(encoding="utf-8")
    facts = read_facts(name)
    plain, disguised = (compare(facts, build(name, version, facts))[1] for version in (text, disguise(text)))
    assert plain == disguised
