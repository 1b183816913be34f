"""The citations of a note as links to the bibliography, and what the page must hold for their previews.

    Grafton, *The Footnote*, p. 44  ->  <a class="gl-cite" href="../bibliography/#grafton1997footnote">Grafton, …</a>

A citation is a range of the note's flattened text; here it becomes passages of the leaves of that text. A newspaper, an
archive and whatever is not known stay plain words; where the program knows works that may be meant, the words say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from glossator.citations.formatting import format_short
from glossator.citations.runs import plain
from glossator.model import Citation, CitationForm, Note, TargetKind
from glossator.render import urls
from glossator.render.html import Cite, Passage, attribute_html
from glossator.render.works import Cited, ShownWork, manner
from glossator.spans import Span
from glossator.walk import flatten_lines, lines_of

CANDIDATES_SHOWN = 3


def note_passages(note: Note, cited: Cited, page: str) -> Mapping[Span, tuple[Passage, ...]]:
    """Return which characters of each leaf of a note belong to which citation, on the page at address `page`."""
    shown = [
        (citation, cite)
        for citation in cited.citations.get(note.id, ())
        if (cite := _cite(citation, cited, page)) is not None
    ]
    if not shown:
        return {}
    found: dict[Span, tuple[Passage, ...]] = {}
    flat = flatten_lines(line for block in note.blocks for line in lines_of(block))
    first = 0  # of the citations that do not end before the leaf
    for offset, leaf in flat.leaves:
        while first < len(shown) and shown[first][0].end <= offset:
            first += 1
        passages = tuple(_passages(offset, len(leaf.text), shown, first))
        if passages:
            found[leaf.span] = passages
    return found


def _passages(offset: int, length: int, shown: Sequence[tuple[Citation, Cite]], first: int) -> Iterator[Passage]:
    at = 0
    for number in range(first, len(shown)):
        citation, cite = shown[number]
        if citation.start - offset >= length:
            break
        start, end = max(citation.start - offset, at), min(citation.end - offset, length)
        if start < end:
            yield Passage(start, end, cite, begins=citation.start - offset == start)
            at = end


def _cite(citation: Citation, cited: Cited, page: str) -> Cite | None:
    if citation.target.kind is TargetKind.WORK and citation.target.key in cited.works:
        attributes = " data-short" if citation.form is not CitationForm.FULL else ""
        how = manner(citation)
        attributes += f' data-how="{attribute_html(how)}"' if how else ""
        return Cite(urls.link(cited.works[citation.target.key].address, page), attributes)
    if citation.target.kind is TargetKind.UNRESOLVED:
        likely = [cited.works[key].work for key, _ in citation.candidates if key in cited.works][:CANDIDATES_SHOWN]
        if likely:
            names = "; or ".join(plain(format_short(work)) for work in likely)
            return Cite("", f' role="note" title="{attribute_html(f"Not identified. It may be: {names}")}"')
    return None


def cited_on_page(notes: Iterable[Note], cited: Cited) -> tuple[ShownWork, ...]:
    """Return the works that some notes cite, each once, in the order in which they are first cited."""
    keys = dict.fromkeys(
        citation.target.key for note in notes for citation in cited.citations.get(note.id, ()) if citation.target.key
    )
    return tuple(cited.works[key] for key in keys if key in cited.works)
