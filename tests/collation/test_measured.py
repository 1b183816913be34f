"""The readings of the monograph's second witness, measured against what a reader found in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from glossator.build import load_edition
from glossator.model import Edition
from glossator.walk import texts_by_id

pytestmark = pytest.mark.monograph("A", "B")
SAMPLE = Path(__file__).with_name("reiman.yml")


@pytest.fixture(scope="module")
def edition(project_root: Path) -> Edition:
    loaded = load_edition(project_root, "reiman").edition
    assert isinstance(loaded, Edition)
    return loaded


def test_every_paragraph_and_note_of_the_chapter_is_paired(edition: Edition) -> None:
    (extent,) = edition.extents
    (part,) = extent.parts
    print(f"\nchapter {part.division}: {part.paragraphs} paragraphs and {part.notes} notes paired")
    assert part._asdict() == {
        "division": "5",
        "paragraphs": 36,
        "of_paragraphs": 36,
        "notes": 36,
        "of_notes": 36,
    }
    assert extent.moved == ()


def test_precision_and_recall(edition: Edition) -> None:
    records: list[dict[str, Any]] = yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))
    labels = {note.id: note.label for note in edition.document.notes}
    wanted = {(record["note"], *record["A"], *record["B"]) for record in records}
    found = {
        (labels.get(entry.unit), *entry.spans[0][1:], *entry.readings[0].spans[0][1:]) for entry in edition.apparatus
    }
    right = len(wanted & found)
    print(f"\n{len(found)} readings: precision {right}/{len(found)}, recall {right}/{len(wanted)}")
    assert found == wanted
    assert len(edition.apparatus) == len(found) == 6


def test_every_reading_stands_where_it_says(edition: Edition) -> None:
    texts = texts_by_id(edition.document)
    witnesses = {witness.siglum: witness.text for witness in edition.witnesses}
    for entry in edition.apparatus:
        (reading,) = entry.readings
        assert entry.unit.startswith("n")
        assert texts[entry.unit][entry.start : entry.end] == entry.lemma
        for words, (span,) in ((entry.lemma, entry.spans), (reading.text, reading.spans)):
            assert witnesses[span.witness][span.start : span.end] == words
