"""The units of one division by their ids, `units.json`, format `glossator-units/1`.

The records are those of `edition.json` without their places in the witness, and with the fragments by which the page
of the division addresses them. `units.schema.json` beside this module is the JSON Schema, and is published too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from glossator.model import DivisionKind, Document, Heading, NoteReference, Unit
from glossator.walk import all_divisions, leaves, lines_of, printed_pages, units_of

FORMAT = "glossator-units/1"
_Record = dict[str, Any]
_LEFT_OUT = frozenset({"id", "label", "division", "parent", "source"})  # told by the key or the file, or not here


class Addresses(NamedTuple):
    """How the site addresses what stands in an edition, as functions of its ids."""

    division: Callable[[str], str | None]  # full address of its page; None where nobody has said where the site is
    section: Callable[[str], str]  # this and the others: the fragment on that page
    paragraph: Callable[[str], str]
    note: Callable[[str], str]


def units_files(document: Document, data: Mapping[str, Any], addresses: Addresses) -> Iterator[tuple[str, bytes]]:
    """Yield the id of each division that has its own page, and the file with its units.

    Args:
        document: what the edition is made of.
        data: the data file of the edition, from `edition_json.edition_data`.
        addresses: how the site addresses things.
    """
    page_of: dict[str | None, str] = {}  # id of a division -> that of the division whose page it stands on
    for record in data["divisions"]:
        inner = record["kind"] == DivisionKind.SECTION.value and record["parent"] in page_of
        page_of[record["id"]] = page_of[record["parent"]] if inner else record["id"]
    files: dict[str, _Record] = {}
    for record, division in zip(data["divisions"], all_divisions(document), strict=True):
        page = page_of[record["id"]]
        if page == record["id"]:
            files[page] = _opened(data, record, printed_pages(division), addresses.division(page))
        else:
            files[page]["sections"][record["id"]] = _told(record, addresses.section)
    for record in data["paragraphs"]:
        files[page_of[record["division"]]]["units"][record["id"]] = _told(record, addresses.paragraph)
    for record, page in _placed_notes(document, data["notes"], page_of):
        files[page]["units"][record["id"]] = _told(
            {"kind": "note", "number": record["label"], **record}, addresses.note
        )
    for page, file in files.items():
        yield page, _encoded(file)


def schema_bytes() -> bytes:
    """Return the JSON Schema of the files with the units of a division."""
    return Path(__file__).with_name("units.schema.json").read_bytes()


def _opened(data: Mapping[str, Any], division: _Record, pages: tuple[str, ...], address: str | None) -> _Record:
    """Return the file of a division, without sections and units."""
    edition = data["edition"]
    return {
        "format": FORMAT,
        "edition": {key: edition[key] for key in ("id", "title", "language", "license", "version", "versions")},
        "division": {"id": division["id"], **_told(division), "pages": list(pages)},
        "address": address,
        "sections": {},
        "units": {},
    }


def _told(record: _Record, fragment: Callable[[str], str] | None = None) -> _Record:
    """Return what a record of the data file says, with the printed pages it stands on and its fragment."""
    told = {key: value for key, value in record.items() if key not in _LEFT_OUT}
    if "page_breaks" in record:
        pages = (record["page"], *(page_break["page"] for page_break in record["page_breaks"]))
        told["pages"] = [page for page in pages if page is not None]
    if fragment is not None:
        told["fragment"] = fragment(record["id"])
    return told


def _placed_notes(
    document: Document, notes: list[_Record], page_of: Mapping[str | None, str]
) -> Iterator[tuple[_Record, str]]:
    """Yield the notes, each with the division at whose foot it stands: that of its first call, else its own.

    Notes of the front matter stand at its foot, which is that of no division, and are left out.
    """
    homes: dict[str, str] = {}
    for part in document.front:
        homes |= dict.fromkeys(_called(part), "")
    for division in all_divisions(document):
        for block in (division.heading, *units_of(division)):
            for note in _called(block):
                homes.setdefault(note, page_of[division.id])
    home = next(iter(page_of.values()), "")
    for record in notes:
        home = homes.get(record["id"], page_of.get(record["division"], home))
        if home:
            yield record, home


def _called(part: Heading | Unit) -> Iterator[str]:
    """Yield the ids of the notes that a part of the text calls."""
    for line in (part.children,) if isinstance(part, Heading) else lines_of(part):
        for leaf in leaves(line):
            if isinstance(leaf, NoteReference) and leaf.note:
                yield leaf.note


def _encoded(file: _Record) -> bytes:
    """Return a file as UTF-8, one section or unit a line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode  # `indent` would need the encoder written in Python
    parts = []
    for key, value in file.items():
        if key in ("sections", "units") and value:
            records = ",\n  ".join(f"{encode(name)}: {encode(record)}" for name, record in value.items())
            parts.append(f"{encode(key)}: {{\n  {records}\n }}")
        else:
            parts.append(f"{encode(key)}: {encode(value)}")
    return ("{\n " + ",\n ".join(parts) + "\n}\n").encode()
