"""Whatever the text is, it becomes an edition: nothing raises, no character is lost, every offset is true."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossator.anchors.plain import number_plainly
from glossator.checks import check_edition
from glossator.checks.conservation import account
from glossator.diagnostics import Place, format_diagnostic
from glossator.dump import dump_stage
from glossator.export.edition_json import export_json, schema_bytes
from glossator.model import Document, Edition, Metadata, NoteReference, PageBreak, Text, Witness
from glossator.parse.document import Names, parse_document
from glossator.source.dialects import DIALECTS
from glossator.source.zones import recognize
from glossator.spans import LineIndex, Span
from glossator.walk import FlatText, all_runs, all_units, flatten, flatten_lines, leaves, lines_of

VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema_bytes()))
STAGES = ("lines", "blocks", "document", "links")

# What recognized markup may look like: no word of the text may be put away as markup.
_NUMBER = r"(?:\w{1,12}[ \t]+)?[\w.]{1,15}[.:,)–—-]?"
MARKUP = {
    "byte-order-mark": "\ufeff",
    "bullet": r"[-*+•–]",
    "division-number": _NUMBER,
    "emphasis-mark": r"\*+|_{1,3}",
    "escape": r"\\",
    "figure": r"!\[|\]\([^)\s]*\)",
    "heading-mark": r"[ \t]*#{1,6}[#\s]*",
    "line-break": r"\\",
    "line-end-hyphen": "[-‐¬\u00ad]",
    "link": r"\[\s*|\s*\]\([^()\s]+\)|<|>",
    "list-label": r"\w{1,3}[.)]",
    "note-number": r"(?:[-*•]\s+)?(?:<sup>\s*\d+\)?\s*</sup>|[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+[.)]?)",
    "page-number": r"[-–—\[(]?\s*(?:\d{1,4}|[ivxlcdm]{1,8})\s*[-–—\])]?",
    "page-separator": r"|\{\d{1,5}\}-+",
    "quotation-mark": ">",
    "rule": r"[-_*\s]*|\{\d{1,5}\}-+|[-–—\[(]?\s*(?:\d{1,4}|[ivxlcdm]{1,8})\s*[-–—\])]?",
    "stray-emphasis-mark": r"\*+|_{1,3}",
    "table-bar": r"\|",
    "table-rule": r"[\s|:+-]+",
    "tag": r"</?[A-Za-z][^<>]*>",
}


def read(text: str, dialect: str | None = None) -> Edition:
    """Make an edition of a text, as `build` does after the files are read."""
    name, zones = (dialect, ()) if dialect else recognize(text)
    witness = Witness("A", "a.md", "0" * 64, name, text, zones)
    document = number_plainly(parse_document(witness, Names.of([])))
    metadata = Metadata(
        id="x",
        title="X",
        subtitle=None,
        authors=(),
        publisher=None,
        place=None,
        year=None,
        series=None,
        isbn=None,
        doi=None,
        language="en",
        licence=None,
        version="1",
        description=None,
    )
    return Edition(metadata, (witness,), document)


def assert_sound(edition: Edition) -> None:
    """Hold an edition against everything that is true of all editions."""
    text, document = edition.witnesses[0].text, edition.document
    conserved = account(document, text)
    assert conserved.lost == ()
    assert conserved.doubled == ()
    assert conserved.text + conserved.markup + conserved.space >= len(text)
    for mark in document.marks:
        shown = text[mark.span.start : mark.span.end]
        assert re.fullmatch(MARKUP[mark.kind], shown), (mark.kind, shown)
    _assert_leaves_are_the_witness(document, text)
    data = json.loads(export_json(edition))
    VALIDATOR.validate(data)
    _assert_ids_lead_somewhere(data)
    for _, unit in all_units(document):
        _assert_record(next(r for r in data["paragraphs"] if r["id"] == unit.id), flatten(unit), text)
    for note, record in zip(document.notes, data["notes"], strict=True):
        lines = (line for block in note.blocks for line in lines_of(block))
        _assert_record(record, flatten_lines(lines), text)
    _assert_pages_rise(data, len(text))
    for stage in STAGES:
        assert all(isinstance(line, str) for line in dump_stage(stage, edition))
    index = LineIndex(text)

    def locate(span: Span) -> Place:
        position = index.position(span.start)
        return Place("a.md", position.line, position.column)

    for finding in check_edition(edition):
        assert finding.rule not in ("character-lost", "character-doubled")
        assert format_diagnostic(finding, locate).isprintable() or "\n" in format_diagnostic(finding, locate)


def _assert_leaves_are_the_witness(document: Document, text: str) -> None:
    for run in all_runs(document):
        for leaf in leaves(run):
            if isinstance(leaf, Text):
                shown = text[leaf.span.start : leaf.span.end]
                assert leaf.text == re.sub(r"\s+", " ", shown) or leaf.text == " ".join(shown.split())
            elif isinstance(leaf, NoteReference):
                assert 0 <= leaf.span.start < leaf.span.end <= len(text)
            else:
                assert isinstance(leaf, PageBreak)
                assert 0 <= leaf.offset < len(text)


def _assert_record(record: dict[str, Any], flat: FlatText, text: str) -> None:
    assert record["text"] == flat.text
    shown = flat.text
    assert shown == shown.strip()
    assert not re.search(r"\s\s|[^\S ]", shown)
    for offset, leaf in flat.leaves:
        assert shown[offset : offset + len(leaf.text)] == leaf.text
    for place in record["page_breaks"]:
        assert 0 < place["offset"] <= len(shown)
    offsets = [place["offset"] for place in record.get("note_calls", ())]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(shown) for offset in offsets)
    for source in record["source"]:
        assert 0 <= source["start"] < source["end"] <= len(text)
        assert text[source["start"] : source["end"]] == text[source["start"] : source["end"]].strip()
    for before, after in pairwise(record["source"]):
        assert before["end"] <= after["start"]


def _assert_ids_lead_somewhere(data: dict[str, Any]) -> None:
    ids = {name: [record["id"] for record in data[name]] for name in ("divisions", "paragraphs", "notes", "persons")}
    for given_ids in ids.values():
        assert len(given_ids) == len(set(given_ids))
        assert all(given_ids)
    divisions = set(ids["divisions"])
    places = {record["id"]: len(record["text"]) for record in data["paragraphs"]}
    for record in data["divisions"]:
        assert record["parent"] is None or record["parent"] in divisions
    for record in data["paragraphs"]:
        assert record["division"] in divisions
        assert record["section"] is None or record["section"] in divisions
        assert all(call["note"] in ids["notes"] for call in record["note_calls"])
    for record in data["notes"]:
        assert not record["division"] or record["division"] in divisions
        assert all(call["offset"] <= places[call["paragraph"]] for call in record["calls"])
    for record in data["pages"]:
        assert record["begins"] is None or record["begins"]["offset"] <= places[record["begins"]["paragraph"]]


def _assert_pages_rise(data: dict[str, Any], length: int) -> None:
    labels = [record["label"] for record in data["pages"]]
    assert len(labels) == len(set(labels))
    starts = [record["source"]["start"] for record in data["pages"]]
    assert starts == sorted(starts)
    assert all(0 <= start <= length for start in starts)


# --- texts -------------------------------------------------------------------------------------------------------

PIECES = (
    *"*_#>|-<[]()\\`~!.,;:0129iIvxA aé\u0301١²\u200b\u202e\u00ad\ufeff\u2028\x0b\x0c\x1c\x85\x00\x02\x03",
    *("\n", "\n\n", "\r\n", "\n\n\n\n", "  \n", "\\\n", "\t", "    ", "---\n\n", "***\n\n", "\n\n---\n\n"),
    *("# ", "## ", "\n\n# 1. Rivers\n\n", "\n\n## Banks\n\n"),
    *("\n\n# 2. Boats\n\n", "# Contents\n\n", "\n\n# Index\n\n"),
    *("\n\n# Bibliography\n\n", "\n\n# Introduction\n\n", "1. Rivers .... 1\n", "Banks ..... 3\n", "2. Boats\t9999\n"),
    *("<sup>", "</sup>", "<sup>1</sup>", "<sup>2</sup>", "<sup>1, 2</sup>"),
    *("20<sup>th</sup>", "¹", "²", "m<sup>2</sup>"),
    *("\n\n1 A note.", "\n\n2 Another note.", "\n\n¹ A note.", "\n\n3. Third"),
    *("1. ", "a) ", "- ", "* ", "\n- item", "\n> said"),
    *("| a | b |\n", "|---|---|\n", "![a](b.png)", "[a](http://b.c)", "<https://a.b>", "<b>", "</b>", "<br/>", "&amp;"),
    *("A river runs to the sea.", " and goes", " on with- ", "Boat, A. 1, 2–4, 7"),
    *("\nRiver, B. C.", "\n\n12\n\n", "\n\nxii\n\n"),
    *("\n\n[13]\n\n", "{3}----------\n\n", "*Title*", "**bold**"),
    *("- *Title*, place", "word-\n\n---\n\n1 Note", "K. Boat", "The end"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200)
PATIENT = settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])


@PATIENT
@given(text=texts, dialect=st.sampled_from([None, *DIALECTS]))
def test_any_text_becomes_a_sound_edition(text: str, dialect: str | None) -> None:
    assert_sound(read(text, dialect))


# Calls that count on, in both notations, with anything between them.
CALLS = (
    tuple(f"Boats.<sup>{n}</sup>\n\n---\n\n{n} A note.\n\n" for n in range(1, 7)),
    tuple(f"Boats.{digit} \n\n{n} A note.\n\n" for n, digit in enumerate("¹²³⁴⁵⁶", 1)),
)
mixtures = st.lists(
    st.tuples(st.sampled_from(CALLS), st.integers(0, 5), st.integers(1, 6), st.sampled_from(PIECES)), max_size=8
).map(lambda parts: "".join("".join(calls[first : first + count]) + piece for calls, first, count, piece in parts))


@PATIENT
@given(text=mixtures)
def test_any_mixture_of_notations_becomes_a_sound_edition(text: str) -> None:
    edition = read(text)
    assert_sound(edition)
    at = 0
    for zone in edition.witnesses[0].zones:
        assert at <= zone.start < zone.end <= len(text)
        assert zone.dialect != edition.witnesses[0].dialect
        at = zone.end


@PATIENT
@given(text=texts)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    assert export_json(read(text)) == export_json(read(text))
