"""Whether the witnesses are written in one notation."""

from __future__ import annotations

from collections.abc import Iterator

from glossator.diagnostics import Diagnostic
from glossator.model import Edition, Witness
from glossator.spans import Span


def check_notation(edition: Edition) -> Iterator[Diagnostic]:
    """Find witnesses in several notations: one finding for each of them, with the places where its notation changes."""
    for witness in edition.witnesses:
        if witness.zones:
            yield Diagnostic("notations-mixed", _message(witness), tuple(_changes(witness)))


def _message(witness: Witness) -> str:
    count = len(witness.zones)
    others = " and ".join(dict.fromkeys(zone.dialect for zone in witness.zones))
    stretches = f"{count} stretches" if count > 1 else "one stretch"
    return f"witness {witness.siglum} is written in {witness.dialect}, but for {stretches} in {others}"


def _changes(witness: Witness) -> Iterator[Span]:
    """Yield the beginning of each stretch and of what follows it."""
    for zone in witness.zones:
        yield Span(witness.siglum, zone.start, zone.start)
        if zone.end < len(witness.text):
            yield Span(witness.siglum, zone.end, zone.end)
