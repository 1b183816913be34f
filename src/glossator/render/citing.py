"""The citations of a note as links to the bibliography, and what the page must hold for their previews.

    Grafton, *The Footnote*, p. 44  ->  <a class="gl-cite" href="../bibliography/#grafton1997footnote">Grafton, …</a>

A newspaper, an archive and whatever is not known stay plain words; where the program knows works that may be meant, the
words say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossator.citations.formatting import format_short
from glossator.citations.runs import plain
from glossator.model import Citation, CitationForm, Note, TargetKind
from glossator.render import urls
from glossator.render.html import attribute_html
from glossator.render.passages import Cite, Marked
from glossator.render.works import Cited, ShownWork, manner

CANDIDATES_SHOWN = 3


def citation_marks(note: str, cited: Cited, page: str) -> Iterator[Marked]:
    """Yield what the citations of a note become on the page at address `page`; `note` is its id."""
    for citation in cited.citations.get(note, ()):
        cite = _cite(citation, cited, page)
        if cite is not None:
            yield Marked(citation.start, citation.end, cite)


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
