"""A chapter of the monograph replaced by another OCR of it, in another notation: nothing else changes.

The text itself is not part of the project; the tests read the witnesses where they are at hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from glossator.build import make_edition
from glossator.checks import check_edition
from glossator.checks.conservation import account
from glossator.config import load_edition_config
from glossator.diagnostics import RULES, Severity
from glossator.model import Edition, Witness
from glossator.source.witness import read_witness
from glossator.source.zones import recognize
from glossator.walk import all_divisions, all_units, flatten, flatten_lines, lines_of

pytestmark = pytest.mark.monograph("A", "B")

CHAPTER = "5"


class Pasted(NamedTuple):
    before: Edition
    after: Edition
    text: str


@pytest.fixture(scope="module")
def pasted(project_root: Path, monograph_witness: Any) -> Pasted:
    config = load_edition_config(project_root, "reiman")
    base, other = (
        read_witness(monograph_witness(declared.siglum), declared, config.size_limit_mb, recognize)
        for declared in config.witnesses
    )
    before, _ = make_edition(config, (base,))
    starts = [division.heading.spans[0].start for division in before.document.divisions]
    at = [division.id for division in before.document.divisions].index(CHAPTER)
    text = f"{base.text[: starts[at]]}{other.text}\n{base.text[starts[at + 1] :]}"
    after, _ = make_edition(config, (composed(base, text),))
    return Pasted(before, after, text)


def composed(base: Witness, text: str) -> Witness:
    dialect, zones = recognize(text)
    return base._replace(text=text, dialect=dialect, zones=zones)


def units(edition: Edition) -> dict[str, str]:
    return {unit.id: flatten(unit).text for _, unit in all_units(edition.document)}


def notes(edition: Edition) -> dict[str, tuple[str, str | None, str]]:
    return {
        note.id: (
            note.label,
            note.page,
            " ".join(flatten_lines(list(lines_of(block))).text for block in note.blocks),
        )
        for note in edition.document.notes
    }


def is_pasted(unit_id: str) -> bool:
    return unit_id.partition(".")[0] == CHAPTER


def test_the_chapter_is_one_zone_from_its_heading_to_the_next(pasted: Pasted) -> None:
    witness = pasted.after.witnesses[0]
    assert witness.dialect == "marker"
    (zone,) = witness.zones
    assert zone.dialect == "plain"
    divisions = {division.id: division.heading.spans[0].start for division in pasted.after.document.divisions}
    assert zone.start == divisions[CHAPTER]
    assert zone.end == divisions["6"]


def test_it_has_its_36_paragraphs_36_notes_and_4_sections(pasted: Pasted) -> None:
    document = pasted.after.document
    assert sum(is_pasted(unit_id) for unit_id in units(pasted.after)) == 36
    assert sum(note.division == CHAPTER for note in document.notes) == 36
    assert [division.id for division in all_divisions(document) if is_pasted(division.id)] == [
        "5", "5.s1", "5.s2", "5.s3", "5.s4",
    ]  # fmt: skip


def test_headings_and_their_pages_are_the_same(pasted: Pasted) -> None:
    before, after = (
        [
            (division.id, division.kind, division.number, division.level, division.page)
            for division in all_divisions(e.document)
        ]
        for e in (pasted.before, pasted.after)
    )
    assert before == after


def test_every_paragraph_keeps_its_id_and_those_of_other_chapters_their_words(pasted: Pasted) -> None:
    before, after = units(pasted.before), units(pasted.after)
    assert list(before) == list(after)
    assert len(after) == 401
    changed = {unit_id for unit_id in before if before[unit_id] != after[unit_id]}
    assert all(is_pasted(unit_id) for unit_id in changed)


def test_all_381_notes_are_called_once_in_order(pasted: Pasted) -> None:
    document = pasted.after.document
    labels = [str(number) for number in range(1, 382)]
    assert [note.label for note in document.notes] == labels
    calls = [call for _, unit in all_units(document) for _, call in flatten(unit).calls]
    assert [call.label for call in calls] == labels
    before, after = notes(pasted.before), notes(pasted.after)
    changed = {note_id for note_id in before if before[note_id] != after[note_id]}
    assert changed <= {note.id for note in document.notes if note.division == CHAPTER}


def test_every_printed_page_is_where_it_was(pasted: Pasted) -> None:
    """The notes at the foot of a page tell where it ends, with a rule before them or without."""
    assert pages(pasted.before) == pages(pasted.after)
    assert breaks(pasted.before) == breaks(pasted.after)
    assert {note_id: note[1] for note_id, note in notes(pasted.before).items()} == {
        note_id: note[1] for note_id, note in notes(pasted.after).items()
    }


def pages(edition: Edition) -> list[tuple[str, str, tuple[str, ...], bool]]:
    """Return label, certainty, evidence and blankness of each page."""
    return [(page.label, page.certainty.value, page.evidence, page.blank) for page in edition.document.pages]


def breaks(edition: Edition) -> list[tuple[str, str]]:
    """Return the page and the paragraph of each page break inside a paragraph."""
    return [
        (page_break.label, unit.id) for _, unit in all_units(edition.document) for _, page_break in flatten(unit).breaks
    ]


def test_every_character_is_accounted_for(pasted: Pasted) -> None:
    result = account(pasted.after.document, pasted.text)
    assert (result.lost, result.doubled) == ((), ())
    assert result.text + result.markup + result.space == len(pasted.text)


def test_one_remark_says_where_the_notation_changes(pasted: Pasted) -> None:
    (remark,) = [finding for finding in check_edition(pasted.after) if finding.rule == "notations-mixed"]
    others = [finding.message for finding in check_edition(pasted.after) if finding.rule != "notations-mixed"]
    assert others == [finding.message for finding in check_edition(pasted.before)]
    assert RULES[remark.rule].severity is Severity.INFO
    assert remark.message == "witness A is written in marker, but for one stretch in plain"
    (zone,) = pasted.after.witnesses[0].zones
    assert [getattr(place, "start", None) for place in remark.places] == [zone.start, zone.end]


def test_a_dialect_that_is_set_overrules(pasted: Pasted, project_root: Path) -> None:
    """What is declared is believed; so the chapter falls apart, as the editor wished."""
    config = load_edition_config(project_root, "reiman")
    witness = pasted.after.witnesses[0]._replace(zones=())
    edition, _ = make_edition(config, (witness,))
    assert len(edition.document.notes) < 381
