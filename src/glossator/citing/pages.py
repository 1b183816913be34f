"""What a page of the site needs for citing: the forms for the places on it, and the citation of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from glossator.citing import marks
from glossator.citing.forms import VARIANTS, Filling, cite, make_form
from glossator.citing.places import PlaceKind, places_of
from glossator.citing.styles import BY_ID, STYLES
from glossator.citing.works import book_work, division_work
from glossator.model import Edition, Work
from glossator.walk import all_divisions

KINDS: Final = (PlaceKind.PARAGRAPH, PlaceKind.NOTE)  # of the places that pages offer to cite
WHOLE_STYLES: Final = ("chicago-note", "chicago-bibliography", "mla", "apa")  # in which a page cites its whole division


class CitedDivision(NamedTuple):
    """A division with a page of its own, and what cites it."""

    id: str
    kind: str  # "chapter", "introduction"
    work: Work
    pages: tuple[str, ...]  # first and last printed page, or the only one; none where unknown
    units: bool  # whether there are paragraphs or notes to cite


def cited_divisions(edition: Edition) -> Iterator[CitedDivision]:
    """Yield the divisions that have pages of their own, in the order of the text."""
    places = places_of(edition.document)
    with_units = {place.division for place in places.values() if place.kind in KINDS}
    for division in all_divisions(edition.document):
        if places[division.id].kind is PlaceKind.DIVISION:
            pages = places[division.id].pages
            work = division_work(edition.metadata, division, pages)
            yield CitedDivision(division.id, division.kind.value, work, pages, division.id in with_units)


def forms_of(work: Work, *, addressed: bool) -> list[dict[str, Any]]:
    """Return the styles that a page offers, with their forms, as plain values for its scripts."""
    return [
        {
            "id": style.id,
            "name": style.name,
            "html": style.html,
            "extension": style.extension,
            "ranges": style.ranges,
            "forms" if addressed else "unaddressed": {
                kind.value: {
                    variant: make_form(style, work, kind, variant, addressed=addressed, html=True)
                    for variant in VARIANTS
                }
                for kind in KINDS
            },
        }
        for style in STYLES
        if style.on_pages
    ]


def page_data(edition: Edition, division: CitedDivision, address: str | None) -> dict[str, Any]:
    """Return what the scripts of a division's page need to cite its places, as plain values.

    Args:
        edition: the edition.
        division: one of its divisions.
        address: the full address of its page, without a version; None where there is none.
    """
    versions = edition.anchors.versions
    return {
        "edition": edition.metadata.id,
        "address": address,
        "version": versions[-1] if versions else None,
        "marks": marks.MARKS,
        "styles": forms_of(division.work, addressed=address is not None),
    }


def whole_citations(work: Work, pages: tuple[str, ...], address: str | None) -> tuple[tuple[str, str], ...]:
    """Return the citations of a division, or of the book, as a whole: the name of the style, and HTML."""
    filling = Filling(pages, "", address or "", work.key)
    return tuple(
        (BY_ID[name].name, cite(BY_ID[name], work, PlaceKind.DIVISION, filling, html=True)) for name in WHOLE_STYLES
    )


def book_citations(edition: Edition, address: str | None) -> tuple[tuple[str, str], ...]:
    """Return the citations of an edition's book: the name of the style, and HTML."""
    return whole_citations(book_work(edition.metadata), (), address)
