"""The places of one edition, as somebody names them, and their citations."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from glossator.citing.forms import Filling, cite
from glossator.citing.places import CitedPlace, PlaceKind, places_of, wanted_id
from glossator.citing.styles import BY_ID
from glossator.citing.works import book_work, division_work
from glossator.diagnostics import GlossatorError
from glossator.model import Anchor, Edition, Work
from glossator.walk import all_divisions


def find_place(edition: Edition, written: str) -> tuple[CitedPlace, str]:
    """Return the place that somebody means, and a remark for them where it is not called so any more.

    Args:
        edition: the edition.
        written: an id, `p. 89` for a printed page, or an id that was published before.

    Raises:
        GlossatorError: there is no such place, or it has vanished.
    """
    places = places_of(edition.document)
    wanted = wanted_id(written)
    if wanted in places:
        return places[wanted], ""
    anchor = next((anchor for anchor in edition.anchors.published if anchor.id == wanted), None)
    aliases = (ident for ident, others in edition.anchors.aliases.items() if wanted in others)
    now = next(aliases, anchor.now if anchor else None)
    if now is not None and now in places:
        return places[now], f"{wanted} is {now} today"
    if anchor is not None:
        raise GlossatorError(_vanished(edition, anchor), None, "the history page of the edition tells what has changed")
    message = f"{edition.metadata.id} has no work, division, section, paragraph, note or page {written}"
    raise GlossatorError(message, None, _suggestion(edition, wanted, places))


def cite_place(edition: Edition, place: CitedPlace, style: str, address: str) -> str:
    """Return the citation of a place as plain text, with the end of its last line.

    Args:
        edition: the edition.
        place: a place of it.
        style: the id of one of `styles.STYLES`.
        address: the full address of the place; "" where there is none.
    """
    work = work_of(edition, place.division, places_of(edition.document))
    filling = Filling(place.pages, place.number, address, f"{edition.metadata.id}-{place.id}")
    text = cite(BY_ID[style], work, place.kind, filling, heading=place.heading)
    return text if text.endswith("\n") else f"{text}\n"


def work_of(edition: Edition, division: str, places: Mapping[str, CitedPlace]) -> Work:
    """Return a division as a work; "" stands for the book. `places` are all places of the edition."""
    found = next((one for one in all_divisions(edition.document) if one.id == division), None)
    if found is None:
        return book_work(edition.metadata)
    return division_work(edition.metadata, found, places[division].pages)


def _vanished(edition: Edition, anchor: Anchor) -> str:
    """Return what is known of a published id that nothing answers to."""
    there = [version for version, text in anchor.history if text]
    since = [version for version, text in anchor.history if not text]
    gone = f"since version {since[-1]}" if since else "in the text of today"
    first = f", which version {there[0]} first had," if there else ""
    return f"{anchor.id} of {edition.metadata.id}{first} is not there any more {gone}"


def _suggestion(edition: Edition, wanted: str, places: Mapping[str, CitedPlace]) -> str:
    """Return what to write instead of an unknown place or key."""
    known = [*places, *(work.key for work in edition.works)]
    meant = next(iter(get_close_matches(wanted, known, n=1)), None)
    if meant is None:
        lists = f"glossator export biblatex {edition.metadata.id} lists all works"
        return f"places are such as 5.12, n136, 5.s2, 5 or p.89; {lists}"
    place = places.get(meant)
    return f'did you mean "{f"p.{place.pages[0]}" if place and place.kind is PlaceKind.PAGE else meant}"?'
