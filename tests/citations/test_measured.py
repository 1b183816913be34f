"""How many citations are found and rightly linked, measured against what readers found in the notes.

The sample of the monograph was annotated before the program was tuned (tests/citations/reiman.yml tells how). The key
of the demonstration edition was written with its text; there every citation must be right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from glossator.build import load_edition
from glossator.model import Citation, Edition, TargetKind

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CLASSES = {"periodical", "archive", "unresolved"}


class Expected(NamedTuple):
    """A citation as a reader found it."""

    note: str
    start: int  # in the witness
    end: int
    target: str  # a key, or a class
    record: dict[str, Any]


class Measure(NamedTuple):
    """Links to listed works, and all citations."""

    right: int  # listed works rightly linked
    wrong: int  # links to listed works that should not be
    wanted: int  # citations of listed works
    agreeing: int  # citations of any kind with the right target
    total: int
    errors: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / self.wanted


@cache
def edition_of(slug: str, *, rulings: bool) -> Edition:
    edition = load_edition(ROOT, slug, rulings=rulings).edition
    assert isinstance(edition, Edition)
    return edition


def expected_of(slug: str) -> tuple[Expected, ...]:
    records = yaml.safe_load((HERE / f"{slug}.yml").read_text(encoding="utf-8"))
    return tuple(
        Expected(record["note"], min(record["at"]), max(record["at"]), record["target"], record) for record in records
    )


def target_of(citation: Citation) -> str:
    return citation.target.key or citation.target.kind.value


def measure(expected: Iterable[Expected], edition: Edition) -> Measure:
    """Pair each expected citation with the found one that overlaps it most, each once, and count."""
    listed = {work.key for work in edition.works if work.listed is not None}
    labels = {note.id: note.label for note in edition.document.notes}
    found: dict[str, list[Citation]] = {}
    for citation in edition.citations:
        found.setdefault(labels[citation.note], []).append(citation)
    right = wrong = wanted = agreeing = total = 0
    errors = []
    for want in expected:
        total += 1
        here = found.get(want.note, [])
        rated = [(overlap(want, citation), number) for number, citation in enumerate(here)]
        best = max(rated, default=(0, -1), key=lambda pair: (pair[0], -pair[1]))
        citation = here.pop(best[1]) if best[0] > 0 else None
        got = target_of(citation) if citation is not None else "nothing"
        wanted += want.target in listed
        if got == want.target:
            agreeing += 1
            right += want.target in listed
            continue
        wrong += got in listed
        errors.append(f"note {want.note} at {want.start}: {want.target}, found {got}")
    seen = {want.note for want in expected}
    for note, rest in found.items():
        for citation in rest:
            if note in seen and target_of(citation) in listed:
                wrong += 1
                errors.append(f"note {note} at {citation.spans[0].start}: {target_of(citation)} is linked, no citation")
    return Measure(right, wrong, wanted, agreeing, total, tuple(errors))


def overlap(want: Expected, citation: Citation) -> int:
    return min(want.end, citation.spans[-1].end) - max(want.start, citation.spans[0].start)


def is_held_out(expected: Expected) -> bool:
    return int(expected.note) % 3 == 0


# --- the monograph -----------------------------------------------------------------------------------------------


@pytest.mark.monograph
@pytest.mark.parametrize(
    ("rulings", "precision", "recall"), [(True, 0.99, 0.98), (False, 0.97, 0.90)], ids=["published", "without rulings"]
)
def test_the_monographs_citations_lead_to_their_works(
    monograph_witness: Path, rulings: bool, precision: float, recall: float
) -> None:
    measured = measure(expected_of("reiman"), edition_of("reiman", rulings=rulings))
    assert measured.precision >= precision, measured.errors
    assert measured.recall >= recall, measured.errors
    assert measured.agreeing >= 0.97 * measured.total, measured.errors


@pytest.mark.monograph
def test_the_sample_covers_the_notes_that_cite(monograph_witness: Path) -> None:
    expected = expected_of("reiman")
    edition = edition_of("reiman", rulings=True)
    keys = {work.key for work in edition.works}
    assert len({want.note for want in expected}) >= 60
    assert {want.target for want in expected} - CLASSES <= keys
    held = [want for want in expected if is_held_out(want)]
    assert 0.25 <= len(held) / len(expected) <= 0.45


@pytest.mark.monograph
def test_spans_form_volume_and_locator_agree_with_the_readers(monograph_witness: Path) -> None:
    """Counted where the target is right; the sample keeps locators that are figures."""
    edition = edition_of("reiman", rulings=True)
    by_place = {(citation.spans[0].start, citation.spans[-1].end): citation for citation in edition.citations}
    expected = expected_of("reiman")
    exact = [(want, by_place[want.start, want.end]) for want in expected if (want.start, want.end) in by_place]
    assert len(exact) >= 0.95 * len(expected)
    assert share(want.record["form"] == citation.form.value for want, citation in exact) >= 0.94
    assert share(want.record["relation"] == citation.relation.value for want, citation in exact) >= 0.98
    assert share(want.record.get("volume") == citation.volume for want, citation in exact) >= 0.98
    located = [(want, citation) for want, citation in exact if "locator" in want.record]
    assert (
        share(
            citation.locator is not None
            and want.record["locator"] == f"{citation.locator.label} {citation.locator.value}"
            for want, citation in located
        )
        >= 0.96
    )


def share(answers: Iterable[bool]) -> float:
    given = list(answers)
    return sum(given) / len(given)


@pytest.mark.monograph
def test_every_work_of_the_printed_list_has_an_entry(monograph_witness: Path) -> None:
    edition = edition_of("reiman", rulings=True)
    listed = [work for work in edition.works if work.listed is not None]
    assert [work.listed for work in listed] == list(range(1, 95))
    assert not [work.key for work in edition.works if work.draft]
    assert sum(work.listed is None for work in edition.works) >= 60


@pytest.mark.monograph
def test_nothing_waits_for_a_ruling_and_no_ruling_is_needless(monograph_witness: Path) -> None:
    loaded = load_edition(ROOT, "reiman")
    rules = {finding.rule for finding in loaded.findings}
    assert not rules & {"citation-ambiguous", "citation-chain-broken", "ruling-needless", "ruling-without-place"}


# --- the demonstration edition -----------------------------------------------------------------------------------


def small_print_key() -> Sequence[dict[str, Any]]:
    records: Sequence[dict[str, Any]] = yaml.safe_load((HERE / "small-print.yml").read_text(encoding="utf-8"))
    return records


def test_the_demonstration_editions_citations_are_all_right() -> None:
    edition = edition_of("small-print", rulings=True)
    labels = {note.id: note.label for note in edition.document.notes}
    found = [
        (
            labels[citation.note],
            citation.start,
            citation.end,
            citation.form.value,
            citation.relation.value,
            target_of(citation),
            citation.part,
            citation.volume,
            tuple(citation.locator) if citation.locator else None,
        )
        for citation in edition.citations
    ]
    expected = [
        (
            record["note"],
            record["start"],
            record["end"],
            record["form"],
            record["relation"],
            record["target"].get("key") or record["target"]["kind"],
            record["part"],
            record["volume"],
            (record["locator"]["label"], record["locator"]["value"]) if record["locator"] else None,
        )
        for record in small_print_key()
    ]
    assert found == expected


def test_without_rulings_the_demonstration_editions_links_are_the_same() -> None:
    with_rulings, without = (edition_of("small-print", rulings=rulings) for rulings in (True, False))
    assert [target_of(citation) for citation in with_rulings.citations] == [
        target_of(citation) for citation in without.citations
    ]


def test_the_source_of_a_citation_is_its_words() -> None:
    edition = edition_of("small-print", rulings=True)
    text = edition.witnesses[0].text
    for record, citation in zip(small_print_key(), edition.citations, strict=True):
        said = " ".join(text[span.start : span.end] for span in citation.spans)
        plain = " ".join(said.replace("*", "").split())
        assert plain == record["text"]


def test_no_citation_waits_and_every_other_target_is_a_work() -> None:
    edition = edition_of("small-print", rulings=True)
    assert {citation.target.kind for citation in edition.citations} == {TargetKind.WORK}
