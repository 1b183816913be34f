"""A chapter of the monograph from its second witness: every published id of the chapter stays.

Once as an editor would do it, the chapter pasted in the place of the same chapter of the base text; and once with the
second witness as the whole text, so that all other chapters are gone. The lock is the one that is published.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from glossator.anchors.changes import changes, counted
from glossator.anchors.lock import Lock, read_lock
from glossator.anchors.numbering import Numbered, number_document
from glossator.config import load_edition_config
from glossator.model import AnchorKind, Document, Witness
from glossator.parse.document import Names, parse_document
from glossator.source.witness import read_witness
from glossator.source.zones import recognize

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.monograph("A", "B")

CHAPTER = "5"
UNITS = 36  # paragraphs, and as many notes


@pytest.fixture(scope="module")
def lock(project_root: Path) -> Lock:
    return read_lock(project_root / "content" / "reiman" / "anchors.lock")


@pytest.fixture(scope="module")
def witnesses(project_root: Path, monograph_witness: Any) -> tuple[Witness, Witness]:
    config = load_edition_config(project_root, "reiman")
    base, other = (
        read_witness(monograph_witness(declared.siglum), declared, config.size_limit_mb, recognize)
        for declared in config.witnesses
    )
    return base, other


@pytest.fixture(scope="module")
def parse(project_root: Path) -> Callable[[Witness], Document]:
    config = load_edition_config(project_root, "reiman")
    names = Names.of([(name.kind, name.title, name.language) for name in config.divisions])
    return lambda witness: parse_document(witness, names)


def published(lock: Lock, kind: AnchorKind) -> list[str]:
    return [record.id for record in lock.records if record.kind is kind and record.homes == (CHAPTER,)]


def now(numbered: Numbered, kind: AnchorKind) -> list[str]:
    return [unit.id for unit in numbered.units if unit.kind is kind and unit.home == CHAPTER]


def test_the_lock_has_what_the_chapter_has(lock: Lock) -> None:
    assert [len(published(lock, kind)) for kind in (AnchorKind.PARAGRAPH, AnchorKind.NOTE)] == [UNITS, UNITS]


def test_pasted_in_its_place(
    lock: Lock,
    witnesses: tuple[Witness, Witness],
    parse: Callable[[Witness], Document],
    figures: Callable[[str], None],
) -> None:
    base, other = witnesses
    divisions = parse(base).divisions
    starts = [division.heading.spans[0].start for division in divisions]
    at = [division.number for division in divisions].index(CHAPTER)
    text = f"{base.text[: starts[at]]}{other.text}\n{base.text[starts[at + 1] :]}"
    dialect, zones = recognize(text)
    numbered = number_document(parse(base._replace(text=text, dialect=dialect, zones=zones)), lock)
    for kind in (AnchorKind.PARAGRAPH, AnchorKind.NOTE, AnchorKind.SECTION):
        assert now(numbered, kind) == published(lock, kind)
    assert not numbered.uncertain
    assert not numbered.anchors.provisional
    assert not numbered.anchors.traces
    assert not numbered.anchors.aliases
    found = counted(changes(numbered, lock))
    figures(
        f"chapter {CHAPTER} from witness {other.siglum}: {UNITS} paragraphs and {UNITS} notes keep their ids; {found}"
    )
    assert found == "4 notes edited"


def test_as_the_whole_text(
    lock: Lock, witnesses: tuple[Witness, Witness], parse: Callable[[Witness], Document]
) -> None:
    numbered = number_document(parse(witnesses[1]), lock)
    for kind in (AnchorKind.PARAGRAPH, AnchorKind.NOTE, AnchorKind.SECTION):
        assert now(numbered, kind) == published(lock, kind)
    assert not numbered.uncertain
    assert not numbered.anchors.provisional
    left = {(trace.id, trace.home) for trace in numbered.anchors.traces}
    gone = [record for record in lock.records if record.homes != (CHAPTER,) and record.kind is not AnchorKind.PAGE]
    assert left >= {(record.id, record.homes[0]) for record in gone}
