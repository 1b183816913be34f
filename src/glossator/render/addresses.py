"""The address of whatever can be cited, by its id."""

from __future__ import annotations

from glossator.folio import label_in_id
from glossator.model import Edition
from glossator.render import urls
from glossator.render.plan import Plan


def place_address(edition: Edition, plan: Plan, ident: str, division: str) -> str:
    """Return the address of a place, with the version in it where its text of today has been published.

    Args:
        edition: the edition.
        plan: its pages.
        ident: id of a division, a section, a paragraph, a note or a printed page of the edition.
        division: id of the division on whose page it stands; for a printed page it does not matter.
    """
    label = label_in_id(ident)
    if ident not in plan.places and label != ident:
        return urls.printed_page(edition.metadata.id, label)
    published = edition.anchors.versions and ident not in plan.unpublished
    return urls.versioned(_address(plan, ident, division), edition.anchors.versions[-1] if published else None)


def _address(plan: Plan, ident: str, division: str) -> str:
    if ident in plan.places:
        return plan.places[ident]
    for page, notes in plan.notes.items():
        if any(note.id == ident for note in notes):
            return urls.place(page, urls.note_fragment(ident))
    return urls.place(plan.places[division], urls.paragraph_fragment(ident))
