"""How a page is cited as a whole, for readers, and what its scripts need to cite the places on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from glossator.render.html import script_json
from glossator.render.views import CitationView, CitingView


class PageCiting(NamedTuple):
    """What is known of citing a page, as plain values."""

    kind: str  # what the page is: "chapter", "introduction", "book"
    citations: tuple[tuple[str, str], ...]  # of the whole: the name of the style, and HTML
    addressed: bool  # whether they have an address
    data: Mapping[str, Any] | None = None  # for the scripts; None where there is no place to cite


def citing_view(citing: PageCiting | None) -> CitingView | None:
    """Return what a template shows of it."""
    if citing is None:
        return None
    return CitingView(
        kind=citing.kind,
        citations=tuple(CitationView(name, Markup(html)) for name, html in citing.citations),
        addressed=citing.addressed,
        data=Markup(script_json(citing.data) if citing.data is not None else ""),
    )
