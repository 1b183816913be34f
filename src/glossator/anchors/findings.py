"""What is to be said of addresses: what has changed since the last publication, and what an editor must decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from glossator.anchors.alignment import DISTINCT, Uncertain
from glossator.anchors.changes import Change, Fate, changes, counted
from glossator.anchors.citables import Citable
from glossator.anchors.lock import GONE, INTO, LOCK_FILE, Lock
from glossator.anchors.numbering import Numbered
from glossator.anchors.published import Published
from glossator.diagnostics import Diagnostic, GlossatorError, Place
from glossator.folio import label_in_id, page_id
from glossator.model import AnchorKind, Witness
from glossator.spans import LineIndex

_ENOUGH: Final = 20  # published texts: with fewer, all may have changed
_FOUND: Final = 50  # at least one of so many is in the right text; of both editions' locks, none is in the other's
_SHOWN: Final = 8  # words of a text in a message
_LISTED: Final = 20  # uncertain addresses in one message


def address_findings(numbered: Numbered, published: Published) -> Iterator[Diagnostic]:
    """Yield what has changed since the last publication, and decisions that decide nothing."""
    lock = published.lock
    if not lock.records:
        return
    if found := counted(changes(numbered, lock)):
        message = (
            f"since version {lock.versions[-1]} was published: {found}; old addresses lead to their texts or explain"
        )
        yield Diagnostic("addresses-changed", message, ())
    for page in numbered.document.pages:
        if page.id and page.id != page_id(page.label) and page.id not in numbered.anchors.provisional:
            message = f"page {page.label} has the text that was published as page {label_in_id(page.id)}"
            yield Diagnostic("page-renumbered", message, (page.start,))
    known = {record.id for record in lock.records}
    texts = {unit.text for unit in numbered.units}
    for decision in published.decisions:
        if decision.id not in known or (decision.text is not None and decision.text not in texts):
            why = "no such id was published" if decision.id not in known else "no text has this hash any more"
            place = (decision.place,) if decision.place else ()
            yield Diagnostic("decision-needless", f"the decision on {decision.id} decides nothing: {why}", place)


def lock_of_another_text(slug: str, numbered: Numbered, lock: Lock) -> GlossatorError | None:
    """Return the error that stops a build whose lock is of another book; None if it is of this one.

    Of twenty published paragraphs and notes or more, not one of fifty is found: then the wrong file lies there.
    """
    kinds = (AnchorKind.PARAGRAPH, AnchorKind.NOTE)
    now = {anchor.id: anchor.now for anchor in numbered.anchors.published}
    living = [record for record in lock.records if record.kind in kinds and record.state[0] not in (GONE, INTO)]
    long = [record for record in living if record.words >= DISTINCT]
    found = sum(now[record.id] is not None for record in long)
    if len(long) < _ENOUGH or found * _FOUND >= len(long):
        return None
    message = f"of {len(long)} published paragraphs and notes of {slug}, {found} are found in its text"
    return GlossatorError(message, Place(f"content/{slug}/anchors.lock"), rule="lock-of-another-text")


def uncertain_addresses(slug: str, uncertain: Sequence[Uncertain], witnesses: Sequence[Witness]) -> GlossatorError:
    """Return the error that stops a build: each uncertain address with all its candidates."""
    index = {witness.siglum: (witness.path, LineIndex(witness.text)) for witness in witnesses[:1]}
    lines = [line for doubt in uncertain[:_LISTED] for line in uncertain_lines(doubt, index)]
    if len(uncertain) > _LISTED:
        lines.append(f"  … and {len(uncertain) - _LISTED} more")
    which = "a published address" if len(uncertain) == 1 else f"{len(uncertain)} published addresses"
    message = f"it is not certain where {which} of {slug} should lead"
    hint = f"decide with: glossator anchors accept {slug} ID TEXT; glossator anchors diff {slug} shows everything"
    lock = Place(f"content/{slug}/{LOCK_FILE}")
    return GlossatorError(message, lock, hint, rule="address-uncertain", details=tuple(lines))


def uncertain_lines(doubt: Uncertain, index: Mapping[str, tuple[str, LineIndex]]) -> Iterator[str]:
    """Yield what an editor needs to decide: the address, why it is uncertain, and each candidate with its place."""
    yield f"  {doubt.id} ({doubt.kind.value}): {doubt.reason}"
    for unit, share in doubt.candidates:
        yield f"    {unit.text}  {share:.0%} of its text  {place_of(unit, index)}  {beginning(unit)}"
    yield "    gone              if its text is no longer in the book"


def place_of(unit: Citable, index: Mapping[str, tuple[str, LineIndex]]) -> str:
    """Return file, line and column of a unit."""
    if unit.span is None or unit.span.witness not in index:
        return ""
    path, lines = index[unit.span.witness]
    position = lines.position(unit.span.start)
    return str(Place(path, position.line, position.column))


def beginning(unit: Citable) -> str:
    """Return the first words of a unit."""
    more = " …" if len(unit.words) > _SHOWN else ""
    return f"“{' '.join(unit.words[:_SHOWN])}{more}”"


def change_line(change: Change, index: Mapping[str, tuple[str, LineIndex]]) -> str:
    """Return a change as one line: what, the address, the hash of its text, the place, its first words."""
    if change.unit is None:
        return f"{change.fate.value:<9} {change.id}"
    preposition = {Fate.JOINED: "to ", Fate.SPLIT: "from ", Fate.MOVED: "from "}.get(change.fate, "")
    other = f" {preposition}{change.other}" if change.other else ""
    where = f"{change.unit.text}  {place_of(change.unit, index)}  {beginning(change.unit)}"
    return f"{change.fate.value:<9} {change.id}{other}  {where}"
