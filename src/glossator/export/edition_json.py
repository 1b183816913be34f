"""The published data file `edition.json`, format `glossator-edition/1`.

What its fields mean is written in the manual; `edition.schema.json` beside this module is its JSON Schema, and is
published with it.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from glossator.citations.formatting import format_bibliography
from glossator.citations.runs import plain
from glossator.model import (
    Anchors,
    ApparatusEntry,
    Citation,
    Division,
    DivisionKind,
    Document,
    Edition,
    Name,
    Naming,
    Note,
    Page,
    PageBreak,
    TargetKind,
    Unit,
    Witness,
)
from glossator.spans import Span
from glossator.walk import (
    FlatText,
    PageTable,
    all_divisions,
    flatten,
    flatten_lines,
    lines_of,
    mentions_of,
    texts_by_id,
    units_of,
)

FORMAT = "glossator-edition/1"
_Record = dict[str, Any]


def edition_data(edition: Edition) -> _Record:
    """Return the data file of an edition as plain values."""
    document = edition.document
    pages = PageTable(document)
    anchors = edition.anchors
    paragraphs = list(_paragraphs(document, pages, anchors))
    calls: dict[str, list[_Record]] = {}
    for paragraph in paragraphs:
        for call in paragraph["note_calls"]:
            calls.setdefault(call["note"], []).append({"paragraph": paragraph["id"], "offset": call["offset"]})
    metadata = edition.metadata
    return {
        "format": FORMAT,
        "edition": {
            "id": metadata.id,
            "title": metadata.title,
            "subtitle": metadata.subtitle,
            "authors": list(metadata.authors),
            "publisher": metadata.publisher,
            "place": metadata.place,
            "year": metadata.year,
            "doi": metadata.doi,
            "isbn": metadata.isbn,
            "language": metadata.language,
            "license": metadata.licence.id if metadata.licence else None,
            "version": metadata.version,
            "versions": list(anchors.versions),
        },
        "witnesses": [
            {
                "siglum": witness.siglum,
                "sha256": witness.sha256,
                "dialect": witness.dialect,
                "characters": len(witness.text),
                **_covered(edition, witness),
            }
            for witness in edition.witnesses
        ],
        "divisions": list(_divisions(document.divisions, None, anchors)),
        "paragraphs": paragraphs,
        "notes": [_note(note, calls, anchors) for note in document.notes],
        "pages": list(_pages(document, pages)),
        "bibliography": list(_works(edition)),
        "citations": [_citation(citation) for citation in edition.citations],
        "persons": list(_persons(edition)),
        "mentions": [_mention(naming) for naming in mentions_of(edition)],
        "apparatus": [_apparatus_entry(entry) for entry in edition.apparatus],
        "retired": list(_retired(anchors)),
    }


def export_json(edition: Edition) -> bytes:
    """Return the data file as UTF-8, one record a line; the same edition gives the same bytes."""
    return data_bytes(edition_data(edition))


def data_bytes(data: _Record) -> bytes:
    """Return what `edition_data` gives as UTF-8, one record a line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode  # `indent` would need the encoder written in Python
    parts = []
    for key, value in data.items():
        if isinstance(value, list) and value:
            records = ",\n  ".join(encode(record) for record in value)
            parts.append(f"{encode(key)}: [\n  {records}\n ]")
        else:
            parts.append(f"{encode(key)}: {encode(value)}")
    return ("{\n " + ",\n ".join(parts) + "\n}\n").encode()


def schema_bytes() -> bytes:
    """Return the JSON Schema of the data file."""
    return Path(__file__).with_name("edition.schema.json").read_bytes()


# --- pages -------------------------------------------------------------------------------------------------------


def _pages(document: Document, table: PageTable) -> Iterator[_Record]:
    begins: dict[str, _Record] = {}
    starts: list[int] = []
    units: list[Unit] = []
    for division in all_divisions(document):
        for unit in units_of(division):
            starts.append(unit.spans[0].start)
            units.append(unit)
            for offset, page_break in flatten(unit).breaks:
                begins[page_break.label] = {"paragraph": unit.id, "offset": offset}
    for page in document.pages:
        place = begins.get(page.label)
        if place is None and not page.blank:
            place = _first_unit_of(page, starts, units, table)
        yield {
            "label": page.label,
            "begins": place,
            "source": {"witness": page.start.witness, "start": page.start.start},
            "certainty": page.certainty.value,
            "evidence": list(page.evidence),
            "blank": page.blank,
        }


def _first_unit_of(page: Page, starts: list[int], units: list[Unit], table: PageTable) -> _Record | None:
    """Return where the text of a page begins that opens with a heading."""
    k = bisect_right(starts, page.start.start - 1)
    if k < len(units) and table.at(starts[k]) == page.label:
        return {"paragraph": units[k].id, "offset": 0}
    return None


def _page_breaks(breaks: tuple[tuple[int, PageBreak], ...]) -> list[_Record]:
    return [
        {"page": page_break.label, "offset": offset, "certainty": page_break.certainty.value}
        for offset, page_break in breaks
        if offset > 0
    ]


# --- text --------------------------------------------------------------------------------------------------------


def _source(spans: tuple[Span, ...]) -> list[_Record]:
    return [{"witness": span.witness, "start": span.start, "end": span.end} for span in spans]


def _divisions(divisions: tuple[Division, ...], parent: str | None, anchors: Anchors) -> Iterator[_Record]:
    for division in divisions:
        yield {
            "id": division.id,
            "kind": division.kind.value,
            "number": division.number,
            "title": division.title,
            "level": division.level,
            "parent": parent,
            "page": division.page,
            "language": division.language,
            "source": _source(division.heading.spans),
            **_published(division.id, anchors),
        }
        yield from _divisions(division.divisions, division.id, anchors)


def _paragraphs(document: Document, table: PageTable, anchors: Anchors) -> Iterator[_Record]:
    def inside(division: Division, chapter: str, section: str | None) -> Iterator[_Record]:
        for unit in units_of(division):
            yield _paragraph(unit, chapter, section, table) | _published(unit.id, anchors)
        for inner in division.divisions:
            if inner.kind is DivisionKind.SECTION:
                yield from inside(inner, chapter, inner.id)
            else:
                yield from inside(inner, inner.id, None)

    for division in document.divisions:
        yield from inside(division, division.id, None)


def _paragraph(unit: Unit, division: str, section: str | None, table: PageTable) -> _Record:
    flat = flatten(unit)
    return {
        "id": unit.id,
        "division": division,
        "section": section,
        "number": unit.number,
        "kind": _kind(unit),
        "text": flat.text,
        "source": _source(unit.spans),
        "page": table.at(unit.spans[0].start),
        "page_breaks": _page_breaks(flat.breaks),
        "note_calls": [{"note": call.note, "offset": offset} for offset, call in flat.calls if call.note],
    }


def _kind(unit: Unit) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(unit).__name__).lower()


def _note(note: Note, calls: dict[str, list[_Record]], anchors: Anchors) -> _Record:
    flat: FlatText = flatten_lines(line for block in note.blocks for line in lines_of(block))
    return {
        "id": note.id,
        "label": note.label,
        "division": note.division,
        "calls": calls.get(note.id, []),
        "text": flat.text,
        "source": _source(note.spans),
        "page": note.page,
        "page_breaks": _page_breaks(flat.breaks),
        **_published(note.id, anchors),
    }


# --- published ids ------------------------------------------------------------------------------------------------


def _published(id_today: str, anchors: Anchors) -> _Record:
    """Return what is known of the id of a division, a unit or a note: its aliases, and whether it may still change."""
    aliases: _Record = {"aliases": list(anchors.aliases.get(id_today, ()))}
    return aliases | ({"provisional": id_today in anchors.provisional} if anchors.versions else {})


def _retired(anchors: Anchors) -> Iterator[_Record]:
    """Yield the published ids that nothing in the text of today carries."""
    histories = {anchor.id: anchor.history for anchor in anchors.published}
    before = {later: earlier for earlier, later in pairwise(anchors.versions)}
    for anchor in anchors.published:
        if anchor.now != anchor.id:
            version, text = anchor.history[-1]
            published = not text or (version, text) in histories.get(
                anchor.now or "", ()
            )  # it has the text of its whole
            yield {
                "id": anchor.id,
                "kind": anchor.kind.value,
                "now": anchor.now,
                "homes": list(anchor.homes),
                "since": before.get(version) if published else anchors.versions[-1],
            }


# --- works and citations ------------------------------------------------------------------------------------------


def _works(edition: Edition) -> Iterator[_Record]:
    first: dict[str, str] = {}
    for citation in edition.citations:
        first.setdefault(citation.target.key, citation.note)
    for work in edition.works:
        names = {role: [_name(name) for name in people] for role, people in work.names.items()}
        yield {
            "key": work.key,
            "type": work.type,
            "listed": work.listed,
            "as_printed": work.as_printed,
            "first_note": first.get(work.key),
            "fields": {**names, **work.fields},
            "others": sorted(work.others),
            "corrections": {field: said._asdict() for field, said in work.corrections.items()},
            "formatted": plain(format_bibliography(work)),
            "draft": work.draft,
        }


def _name(name: Name) -> _Record:
    """Return a name with the parts of CSL that it has."""
    if name.literal:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "particle": name.particle, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


def _citation(citation: Citation) -> _Record:
    target = citation.target
    leads: _Record = {"kind": target.kind.value}
    if target.key:
        leads["key"] = target.key
    if target.name:
        leads["name"] = target.name
        if target.kind is TargetKind.PERIODICAL:
            leads["date"] = target.date
    return {
        "note": citation.note,
        "start": citation.start,
        "end": citation.end,
        "source": _source(citation.spans),
        "form": citation.form.value,
        "relation": citation.relation.value,
        "part": citation.part,
        "volume": citation.volume,
        "locator": citation.locator._asdict() if citation.locator else None,
        "target": leads,
        "method": citation.method,
        "score": citation.score,
        "ruled": citation.ruled,
        "candidates": [{"key": key, "score": score} for key, score in citation.candidates],
    }


# --- witnesses ---------------------------------------------------------------------------------------------------


def _covered(edition: Edition, witness: Witness) -> _Record:
    """Return what another witness has of the book; nothing for the base text and for what could not be compared."""
    extent = next((extent for extent in edition.extents if extent.siglum == witness.siglum), None)
    return {"covers": [part._asdict() for part in extent.parts], "moved": list(extent.moved)} if extent else {}


def _apparatus_entry(entry: ApparatusEntry) -> _Record:
    return {
        "in": entry.unit,
        "start": entry.start,
        "end": entry.end,
        "lemma": entry.lemma,
        "source": _source(entry.spans),
        "readings": [
            {"witness": reading.siglum, "text": reading.text, "source": _source(reading.spans)}
            for reading in entry.readings
        ],
    }


# --- persons -----------------------------------------------------------------------------------------------------


def _persons(edition: Edition) -> Iterator[_Record]:
    texts = texts_by_id(edition.document)
    found: dict[str, dict[str, None]] = {}
    for naming in mentions_of(edition):
        found.setdefault(naming.person, {})[texts[naming.unit][naming.start : naming.end]] = None
    for person in edition.persons:
        yield {
            "id": person.id,
            "headword": person.headword,
            "name": person.name,
            "forms": list(dict.fromkeys((*person.forms, *found.get(person.id, ())))),
            "index_pages": list(person.locators),
            "born": person.born or None,
            "died": person.died or None,
            "about": person.about or None,
            "kind": person.kind.value if person.kind else None,
            "authority": dict(person.authority),
        }


def _mention(naming: Naming) -> _Record:
    return {
        "person": naming.person,
        "in": naming.unit,
        "start": naming.start,
        "end": naming.end,
        "source": _source(naming.spans),
        "page": naming.page,
        "method": naming.method,
        "score": naming.score,
        "ruled": naming.ruled,
    }
