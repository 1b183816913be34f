"""What a template may see: small frozen records with every address resolved to a link and every text to safe HTML.

`Markup` is text that is HTML already; a plain `str` is escaped by the template. Templates choose markup and decide
nothing about the text.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup


class TitledLink(NamedTuple):
    """A link to a page of the site."""

    href: str
    title: str
    number: str | None = None  # of the division, as printed


class HeadingView(NamedTuple):
    """A heading that becomes a line of Markdown, so that mkdocs puts it into the side contents."""

    marks: str  # "##" for a section
    html: Markup  # escaped for Markdown
    fragment: str
    label: str  # for the side contents: the words alone
    language: str | None
    linked: bool  # whether its address is offered in the gutter


class SectionView(NamedTuple):
    """A run of blocks under one heading; the first of a page has none, because the page's title is its heading."""

    heading: HeadingView | None
    body: Markup


class BackLink(NamedTuple):
    """The way from a note back to one of its calls."""

    href: str
    name: str  # what it is called by readers who do not see the arrow
    mark: str  # what tells it from the others: empty, "a", "b"


class NoteView(NamedTuple):
    """A note at the foot of its division."""

    fragment: str
    label: str  # as printed
    body: Markup
    backs: tuple[BackLink, ...]


class DivisionView(NamedTuple):
    """A page of the book: a chapter, a bibliography, the front matter."""

    kind: str
    number: str | None
    title: Markup  # escaped for Markdown
    language: str  # of the text
    extent: str  # the printed pages it covers, "" where unknown
    sections: tuple[SectionView, ...]
    notes: tuple[NoteView, ...]
    chapters: tuple[TitledLink, ...]  # of a part
    letters: tuple[TitledLink, ...]  # of an index
    trailing: Markup  # printed pages without text after the end


class ContentsLine(NamedTuple):
    """A line of the printed table of contents."""

    level: int
    number: str | None
    title: str
    page: str | None
    href: str  # "" where the body has no such division


class BookView(NamedTuple):
    """What is known of a book; what is not known is empty."""

    title: str
    subtitle: str
    authors: str  # joined as in running text
    imprint: str  # place, publisher and year as in a citation
    doi_href: str
    language: str
    licence_name: str
    licence_href: str
    licence_allows: str
    description: str


class Fact(NamedTuple):
    """A line of the title page's list: "Year: 2016"."""

    name: str
    value: str | None
    href: str


class TitleView(NamedTuple):
    """An edition's title page."""

    book: BookView
    begin: TitledLink | None  # the first page of the book proper
    entries: tuple[TitledLink, ...]  # other ways in
    facts: tuple[Fact, ...]
    downloads: tuple[TitledLink, ...]
    address: str  # that may be printed; "" where the editor has set no `site_url`


class ShelfEntry(NamedTuple):
    """A book's place on the shelf; `href` is empty where the witness is missing."""

    book: BookView
    href: str
    reason: str
    hint: str
