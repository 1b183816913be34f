"""What waits for an editor's ruling, as stubs ready to paste into `content/SLUG/rulings.yml`.

A stub names the place, the likeliest work or person and, in comments, the others; the reason is left for the editor to
write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from glossator.model import Citation, Edition, Naming, TargetKind, Use
from glossator.rulings import Quotation, running_text
from glossator.walk import texts_by_id

_STEP: Final = 16  # characters by which a quotation grows until it stands in one place only
_SHOWN: Final = 30  # characters of the text before and behind a name in a comment


def waiting(edition: Edition) -> tuple[Citation, ...]:
    """Return the citations that may mean some work, but not surely enough for a link; and those that repeat them."""
    return tuple(
        citation
        for citation in edition.citations
        if citation.target.kind is TargetKind.UNRESOLVED
        and not citation.ruled
        and (citation.candidates or citation.method == "broken-chain")
    )


def waiting_names(edition: Edition) -> tuple[Naming, ...]:
    """Return the names that may name some person, but not surely enough for a link."""
    return tuple(
        naming for naming in edition.namings if naming.use is Use.DOUBTFUL and naming.candidates and not naming.ruled
    )


def review_lines(edition: Edition, unit: str | None = None) -> Iterator[str]:
    """Yield the lines of the stubs, in the order of the text; none if nothing waits.

    Args:
        edition: the edition.
        unit: id of a note or paragraph, all of whose citations and names are wanted, also those that lead somewhere:
            to rule on a wrong link.
    """
    texts = texts_by_id(edition.document)
    if unit is None:
        citations, names = waiting(edition), waiting_names(edition)
    else:
        citations = tuple(citation for citation in edition.citations if citation.note == unit)
        names = tuple(naming for naming in edition.namings if naming.unit == unit and naming.use is not Use.HEADING)
    if citations:
        yield "citations:"
        yield from _citation_stubs(edition, citations, texts)
    if names:
        yield "mentions:"
        for naming in names:
            yield from _name_stub(naming, texts)


def _citation_stubs(edition: Edition, citations: Iterable[Citation], texts: Mapping[str, str]) -> Iterator[str]:
    notes = {note.id: note for note in edition.document.notes}
    for citation in citations:
        note, text = notes[citation.note], texts[citation.note]
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


def _name_stub(naming: Naming, texts: Mapping[str, str]) -> Iterator[str]:
    text = texts[naming.unit]
    name = text[naming.start : naming.end]
    around = text[max(0, naming.start - _SHOWN) : naming.end + _SHOWN]
    yield f"  # {naming.unit}{f', page {naming.page}' if naming.page else ''}: …{around}…"
    yield f"  - name: {_yaml(name)}"
    yield f"    quotation: {_quotation(naming, name, texts)}"
    if naming.person:
        yield f"    person: {naming.person}  # as it is: {naming.method}, {naming.score:.2f}; or decision: none"
        if naming.use is not Use.MENTION:
            yield f"    use: {naming.use}  # as it is; or mention, attributive, cited"
    elif naming.candidates:
        (best, score), *others = naming.candidates
        yield f"    person: {best}  # {score:.2f}; or decision: none, if this is nobody of persons.yml"
        for person, other in others:
            yield f"    # person: {person}  # {other:.2f}"
    else:
        yield "    decision: none  # or person: ID"
    yield "    reason:"


def _quotation(naming: Naming, name: str, texts: Mapping[str, str]) -> Quotation:
    """Return the quotation that begins with a name and stands nowhere else."""
    ordered = list(texts.values())
    number = list(texts).index(naming.unit)
    length = len(name)
    while True:
        quotation = Quotation.of(running_text(ordered, number, naming.start, length))
        if quotation.length < length or len(list(quotation.places(name, ordered))) == 1:
            return quotation
        length += _STEP


def _yaml(text: str) -> str:
    """Return a name as YAML reads it back as a text."""
    return "'" + text.replace("'", "''") + "'"
