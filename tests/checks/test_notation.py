from __future__ import annotations

from glossator.checks.notation import check_notation
from glossator.model import Document, Edition, Metadata, Witness, Zone
from glossator.spans import Span

METADATA = Metadata("x", "X", None, (), None, None, None, None, None, None, "en", None, "1", None)
DOCUMENT = Document("A", (), None, (), (), (), (), ())


def found(*zones: Zone) -> list[tuple[str, tuple[object, ...]]]:
    witnesses = (
        Witness("A", "a.md", "", "marker", "x" * 90),
        Witness("B", "b.md", "", "marker", "x" * 90, zones),
    )
    return [(finding.message, finding.places) for finding in check_notation(Edition(METADATA, witnesses, DOCUMENT))]


def test_one_notation_is_no_finding() -> None:
    assert found() == []


def test_a_stretch_in_another_one_is_shown_with_both_ends() -> None:
    message = "witness B is written in marker, but for one stretch in plain"
    assert found(Zone(10, 20, "plain")) == [(message, (Span("B", 10, 10), Span("B", 20, 20)))]


def test_all_stretches_are_one_finding_and_the_end_of_the_witness_is_no_change() -> None:
    message = "witness B is written in marker, but for 2 stretches in plain"
    places = (Span("B", 0, 0), Span("B", 5, 5), Span("B", 80, 80))
    assert found(Zone(0, 5, "plain"), Zone(80, 90, "plain")) == [(message, places)]
