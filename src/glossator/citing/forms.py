"""Forms of a citation: made once for each division, filled in for each place of it.

A form is what a style makes of marks instead of values (see `marks`). It knows the division and whether there are
several pages, one, or none; the page of the site puts the place into it, with the same meaning as `fill`.
"""

from __future__ import annotations

from html import escape
from typing import Final, NamedTuple

from glossator.citing import marks
from glossator.citing.cited import Cited
from glossator.citing.places import PlaceKind
from glossator.citing.ranges import page_range
from glossator.citing.styles import Style, text_of
from glossator.model import Work

VARIANTS: Final = {"one": (marks.FIRST, False), "many": (f"{marks.FIRST}–{marks.LAST}", True), "none": ("", False)}


class Filling(NamedTuple):
    """The values for the marks of a form."""

    pages: tuple[str, ...]  # first and last printed page, or the only one; none where unknown
    number: str  # of the paragraph or the note
    address: str  # "" where there is none: then the form must be one without
    id: str  # of the edition and the place

    @property
    def variant(self) -> str:
        """Which variant of a form it needs."""
        return ("none", "one", "many")[len(self.pages)]


def make_form(
    style: Style,
    work: Work,
    kind: PlaceKind,
    variant: str,
    *,
    addressed: bool,
    heading: str = "",
    html: bool = False,
) -> str:
    """Return a form.

    Args:
        style: how to cite.
        work: the division that the place stands in, or the book.
        kind: what is cited in it.
        variant: `one`, `many` or `none`: on how many printed pages the place stands.
        addressed: whether it has an address.
        heading: of a section.
        html: whether italics are wanted, as HTML.
    """
    pages, several = VARIANTS[variant]
    if style.html and pages:
        pages = marks.PAGES
    address = marks.ADDRESS if addressed else ""
    cited = Cited(work, kind, pages, several, marks.NUMBER, marks.without_marks(heading), address, marks.ID)
    return text_of(style, style.write(cited), html=html)


def fill(form: str, filling: Filling, ranges: str, *, html: bool = False) -> str:
    """Return a form with its values.

    Args:
        form: one of the right variant.
        filling: the values.
        ranges: how the style writes two pages.
        html: whether the form is HTML; the values are then escaped.
    """
    first, last = (filling.pages[0], filling.pages[-1]) if filling.pages else ("", "")
    values = {
        marks.PAGES: page_range(first, last, ranges),
        marks.FIRST: first,
        marks.LAST: last,
        marks.NUMBER: filling.number,
        marks.ADDRESS: filling.address,
        marks.ID: filling.id,
    }
    return form.translate({ord(mark): escape(value, quote=False) if html else value for mark, value in values.items()})


def cite(style: Style, work: Work, kind: PlaceKind, filling: Filling, *, heading: str = "", html: bool = False) -> str:
    """Return the citation of a place: its form, filled in."""
    html = html and style.html
    addressed = bool(filling.address)
    form = make_form(style, work, kind, filling.variant, addressed=addressed, heading=heading, html=html)
    return fill(form, filling, style.ranges, html=html)
