"""What waits for an editor's ruling, as stubs ready to paste into `content/SLUG/rulings.yml`.

A stub names the place, the likeliest work and, in comments, the others; the reason is left for the editor to write.
"""

from __future__ import annotations

from collections.abc import Iterator

from glossator.model import Citation, Edition, TargetKind
from glossator.rulings import Quotation
from glossator.walk import flatten_lines, lines_of


def waiting(edition: Edition) -> tuple[Citation, ...]:
    """Return the citations that may mean some work, but not surely enough for a link; and those that repeat them."""
    return tuple(
        citation
        for citation in edition.citations
        if citation.target.kind is TargetKind.UNRESOLVED
        and not citation.ruled
        and (citation.candidates or citation.method == "broken-chain")
    )


def review_lines(edition: Edition, note_id: str | None = None) -> Iterator[str]:
    """Yield the lines of the stubs, in the order of the text; none if nothing waits.

    Args:
        edition: the edition.
        note_id: a note, all of whose citations are wanted, also those that lead somewhere: to rule on a wrong link.
    """
    wanted = (
        waiting(edition)
        if note_id is None
        else tuple(citation for citation in edition.citations if citation.note == note_id)
    )
    if not wanted:
        return
    notes = {note.id: note for note in edition.document.notes}
    yield "citations:"
    for citation in wanted:
        note = notes[citation.note]
        text = flatten_lines(line for block in note.blocks for line in lines_of(block)).text
        page = f", page {note.page}" if note.page else ""
        yield f"  # note {note.label}{page}: {text[citation.start : citation.end]}"
        yield f"  - note: {citation.note}"
        yield f"    quotation: {Quotation.of(text[citation.start : citation.end])}"
        yield from _decision(citation)
        yield "    reason:"


def _decision(citation: Citation) -> Iterator[str]:
    target = citation.target
    if target.kind is TargetKind.WORK:
        yield f"    work: {target.key}  # as it is: {citation.method}, {citation.score:.2f}"
    elif target.kind is TargetKind.PERIODICAL:
        yield f"    periodical: {target.name}"
        yield f"    date: {target.date}"
    elif target.kind is TargetKind.ARCHIVE:
        yield f"    archive: {target.name}"
    elif citation.candidates:
        (best, score), *others = citation.candidates
        yield f"    work: {best}  # {score:.2f}; or decision: unresolved, or decision: none for what is no citation"
        for key, other in others:
            yield f"    # work: {key}  # {other:.2f}"
    else:
        yield "    decision: unresolved  # or work: KEY"
