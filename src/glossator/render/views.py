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


class ReferenceView(NamedTuple):
    """A work that the page cites, for the previews of its citations."""

    fragment: str  # of its entry on the page of the bibliography
    html: Markup
    listed: bool  # in the printed bibliography
    times: int  # how often the book cites it


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
    references: tuple[ReferenceView, ...]  # the works that its notes cite


class CorrectionView(NamedTuple):
    """Where a work's record does not say what the book prints."""

    field: str
    printed: Markup
    reason: Markup


class PlaceView(NamedTuple):
    """A place of the book that cites a work."""

    where: Markup  # "5, ¶ 12"
    href: str
    page: Markup  # printed page, "" where unknown
    note: Markup  # its label
    note_href: str
    locator: Markup  # the place in the work: "pp. 44–45"
    manner: Markup  # what is not plain: "another edition"
    before: Markup  # the sentence, up to the call
    after: Markup


class WorkView(NamedTuple):
    """A work on the page of the bibliography."""

    fragment: str
    reference: Markup
    printed: Markup  # the entry of the printed bibliography, "" where it has none
    printed_fragment: str
    marks: tuple[str, ...]  # "never cited in the notes"
    corrections: tuple[CorrectionView, ...]
    places: tuple[PlaceView, ...]
    summary: Markup  # "Cited 5 times: 1, 3 (2), 5, Conclusion"
    open: bool  # whether the places are shown at once
    listed: bool
    rank: int  # its place in the order of the alphabet
    year: str
    files: tuple[TitledLink, ...]


class WorksSection(NamedTuple):
    """Works under one heading, with what else the book prints there."""

    heading: HeadingView | None
    parts: tuple[Markup | tuple[WorkView, ...], ...]

    @property
    def works(self) -> tuple[tuple[WorkView, ...], ...]:
        """The lists of works alone."""
        return tuple(part for part in self.parts if not isinstance(part, Markup))


class ChapterLink(NamedTuple):
    """A chapter at the head of a column."""

    href: str
    title: Markup  # with its number
    short: Markup  # its number, or its title where it has none


class LeaningRow(NamedTuple):
    """A work and how often each chapter cites it."""

    name: Markup
    href: str  # "" where it is more than one work
    counts: tuple[int, ...]
    times: int


class LeaningView(NamedTuple):
    """The picture of which chapters lean on which works."""

    least: int  # works cited so often have a row
    shown: int  # how many have one
    description: Markup  # the main facts in words
    svg: Markup
    box: str  # its view box
    width: str  # in rem
    height: str
    chapters: tuple[ChapterLink, ...]
    rows: tuple[LeaningRow, ...]
    total: LeaningRow


class BibliographyView(NamedTuple):
    """The page of all works."""

    number: str | None
    title: Markup  # escaped for Markdown
    language: str
    extent: str
    facts: str  # how many works there are
    downloads: tuple[TitledLink, ...]
    leaning: LeaningView | None
    sections: tuple[WorksSection, ...]  # as printed
    others: tuple[WorkView, ...]  # works that the printed bibliography lacks
    notes: tuple[NoteView, ...]
    trailing: Markup
    references: tuple[ReferenceView, ...]


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
