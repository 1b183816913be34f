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
    provisional: str = ""  # what to tell of an address that no version has; "" for others


class SectionView(NamedTuple):
    """A run of blocks under one heading; the first of a page has none, because the page's title is its heading."""

    heading: HeadingView | None
    body: Markup
    begins: str  # the printed page on which its first character stands, "" where unknown


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
    begins: str  # the printed page on which it begins, "" where unknown
    unpublished: bool  # whether no version has its text of today
    provisional: str  # what to tell of an address that no version has; "" for others
    aliases: Markup  # the further ids that it answers to
    behind: Markup  # traces of notes that stood behind it
    before: Markup = Markup()  # and of those that stood before the first note
    readings: Markup = Markup()  # of other witnesses


class ReferenceView(NamedTuple):
    """A work that the page cites, for the previews of its citations."""

    fragment: str  # of its entry on the page of the bibliography
    html: Markup
    listed: bool  # in the printed bibliography
    times: int  # how often the book cites it


class CitationView(NamedTuple):
    """The citation of a page in one style."""

    style: str
    html: Markup


class CitingView(NamedTuple):
    """How a division, or the book, is cited as a whole."""

    kind: str  # "chapter", "introduction"
    citations: tuple[CitationView, ...]
    addressed: bool  # whether they have an address
    data: Markup  # JSON for the scripts; "" where the page has no place to cite


class PersonCard(NamedTuple):
    """A person whom the page names, for the previews of the names."""

    href: str  # that of every name of the person on the page
    name: Markup
    dates: str
    about: Markup  # one line
    times: str  # "named 12 times"
    pages: str  # "pages 7, 13–17"; "" where unknown


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
    traces: Markup  # of notes, where none is left
    trailing: Markup  # printed pages without text after the end
    references: tuple[ReferenceView, ...]  # the works that its notes cite
    persons: tuple[PersonCard, ...]  # whom it names


class LegendLine(NamedTuple):
    """The explanation of a mark at the locators of an index."""

    fragment: str  # what a locator names as its description
    mark: str
    words: str


class FindLine(NamedTuple):
    """A page that a locator covers."""

    href: str  # "" for a page that the book does not have
    page: str
    words: str  # what was found on it


class LocatorFinds(NamedTuple):
    """What was found at a locator, for its preview."""

    at: str  # the `data-at` of the locator
    lines: tuple[FindLine, ...]


class SupplementLine(NamedTuple):
    """An index entry that is ours."""

    fragment: str
    headword: Markup
    locators: Markup
    rest: bool  # the rest of a printed entry


class SupplementLetter(NamedTuple):
    """Entries of ours under one letter."""

    letter: str
    lines: tuple[SupplementLine, ...]


class SupplementSection(NamedTuple):
    """Entries of ours, by letter."""

    fragment: str
    letters: tuple[SupplementLetter, ...]


class IndexView(NamedTuple):
    """What stands around the entries of a printed index with live locators."""

    audit: tuple[TitledLink, ...]  # the page that compares it with the text
    legend: tuple[LegendLine, ...]
    lost: SupplementSection | None  # entries that the print had, most likely
    others: SupplementSection | None  # those that it lacks
    finds: tuple[LocatorFinds, ...]


class AuditTable(NamedTuple):
    """A table of the page that compares index and text; without rows it is left out."""

    fragment: str
    title: str
    about: str  # one or two sentences
    head: tuple[str, ...]
    rows: tuple[tuple[Markup, ...], ...]  # the first cell of each is its head
    numbers: bool = False  # all other cells are numbers, and the last row is their sum


class AuditView(NamedTuple):
    """The page that compares index and text."""

    title: str
    facts: tuple[Fact, ...]
    tables: tuple[AuditTable, ...]


class ChangeLine(NamedTuple):
    """The units of a division to which the same happened in a version."""

    change: str  # "words changed"
    counted: str  # "36 paragraphs, 1 note"
    units: tuple[TitledLink, ...]  # none where all of a division is new; `href` is empty for what is gone
    open: bool  # whether they are shown at once


class ChangesGroup(NamedTuple):
    """What happened in one division."""

    division: TitledLink  # `href` is empty where it has no page
    lines: tuple[ChangeLine, ...]


class VersionView(NamedTuple):
    """What changed in a version."""

    fragment: str
    title: str
    facts: str
    groups: tuple[ChangesGroup, ...]


class HistoryView(NamedTuple):
    """The page of the versions."""

    title: str
    version: str  # the edition's, with what is to be known of it
    published: str  # the last published version
    data: str  # the link to the same as data
    versions: tuple[VersionView, ...]  # the newest first
    moves: tuple[Markup, ...]  # a sentence for each address that leads elsewhere now


class RetiredView(NamedTuple):
    """The page of a division that was published and is gone."""

    former: str  # its id
    title: str
    words: Markup  # what has become of it
    traces: tuple[Markup, ...]  # of the addresses on its page


class WitnessView(NamedTuple):
    """A witness on the page of the readings."""

    siglum: str
    fragment: str
    about: str  # one sentence; "" where the rest tells all
    facts: tuple[Fact, ...]
    covers: tuple[tuple[TitledLink, str], ...]  # the divisions of which it has a part, and how much of each
    moved: tuple[TitledLink, ...]  # what stands elsewhere in it


class PlaceReadings(NamedTuple):
    """The readings at one paragraph, note or heading."""

    fragment: str
    place: TitledLink
    printed: TitledLink | None  # the printed page
    readings: tuple[Markup, ...]


class ReadingsGroup(NamedTuple):
    """The readings of one division."""

    division: TitledLink
    fragment: str
    places: tuple[PlaceReadings, ...]


class ApparatusView(NamedTuple):
    """The page of all readings."""

    title: str
    facts: tuple[Fact, ...]
    witnesses: tuple[WitnessView, ...]
    groups: tuple[ReadingsGroup, ...]


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
    language: str  # of the sentence


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


class MatrixRow(NamedTuple):
    """A work or a person, and how often each chapter has it."""

    name: Markup
    href: str  # "" where it is more than one
    counts: tuple[int, ...]
    times: int


class MatrixView(NamedTuple):
    """A picture of works or persons against chapters."""

    shown: int  # how many have a row of their own
    description: Markup  # the main facts in words
    svg: Markup
    box: str  # its view box
    width: str  # in rem
    height: str
    chapters: tuple[ChapterLink, ...]
    rows: tuple[MatrixRow, ...]
    total: MatrixRow


class BibliographyView(NamedTuple):
    """The page of all works."""

    number: str | None
    title: Markup  # escaped for Markdown
    language: str
    extent: str
    facts: str  # how many works there are
    downloads: tuple[TitledLink, ...]
    leaning: MatrixView | None
    sections: tuple[WorksSection, ...]  # as printed
    others: tuple[WorkView, ...]  # works that the printed bibliography lacks
    notes: tuple[NoteView, ...]
    traces: Markup  # of published addresses that have left the page
    trailing: Markup
    references: tuple[ReferenceView, ...]
    persons: tuple[PersonCard, ...]


class PersonRow(NamedTuple):
    """A person in the list of all."""

    href: str
    name: str  # inverted: "Hume, David"
    words: str  # of other names, by which the person is found too; "" where there are none
    dates: str
    about: str
    kind: str  # "actor", "scholar"; "" where unknown
    times: int  # how often text and notes name the person
    first: TitledLink | None  # the printed page of the first mention; None where there is none
    rank: int  # place in the order of first mentions; those never named come last
    listed: bool  # in the printed index


class PersonsLetter(NamedTuple):
    """The persons whose family names begin with one letter."""

    letter: str
    fragment: str
    persons: tuple[PersonRow, ...]


class PersonsView(NamedTuple):
    """The page of all persons."""

    facts: str  # how many there are
    cast: MatrixView | None
    list: str  # the id of the list below the picture
    letters: tuple[PersonsLetter, ...]


class FormView(NamedTuple):
    """A name by which the book calls the person."""

    text: str  # as it stands there
    times: int


class PlotBand(NamedTuple):
    """The label of a chapter below the plot."""

    label: str  # "" where there is no room
    length: int  # in pages


class PlotView(NamedTuple):
    """The plot of where in the book a person is named."""

    svg: Markup
    box: str  # its view box
    first: str  # printed page at the left end
    last: str
    description: Markup
    bands: tuple[PlotBand, ...]


class MentionView(NamedTuple):
    """A sentence that names the person."""

    where: str  # "¶ 12", "note 136"
    href: str
    page: TitledLink | None  # the printed page
    quote: Markup
    language: str  # of the sentence


class MentionsGroup(NamedTuple):
    """The mentions of one chapter."""

    title: str
    times: str  # "named 12 times"
    mentions: tuple[MentionView, ...]


class PersonWork(NamedTuple):
    """A work by or about the person."""

    reference: Markup
    href: str  # of its entry in the bibliography
    times: str  # "cited twice"


class PersonView(NamedTuple):
    """A person's page."""

    name: str
    dates: str
    about: str
    role: str  # what the person has to do with the book; "" where unknown
    born: str  # the day, where it is known
    died: str
    named: str  # how often, and where
    forms: tuple[FormView, ...]  # the most frequent first
    printed: TitledLink | None  # the line of the printed index
    authorities: tuple[TitledLink, ...]  # records of libraries and the like
    plot: PlotView | None
    groups: tuple[MentionsGroup, ...]
    open: bool  # whether all mentions are shown at once
    by: tuple[PersonWork, ...]
    works_about: tuple[PersonWork, ...]
    all_persons: TitledLink
    previous: TitledLink | None
    next: TitledLink | None


class PrintedPage(NamedTuple):
    """A page of the printed book in their list."""

    label: str
    href: str
    remark: str  # "without text"; "" where nothing is to be said


class PrintedGroup(NamedTuple):
    """The printed pages that begin on one page of the site."""

    division: TitledLink
    pages: tuple[PrintedPage, ...]


class PrintedPagesView(NamedTuple):
    """The page that lists all pages of the printed book."""

    extent: str  # "v–xii and 1–235"
    groups: tuple[PrintedGroup, ...]
    vanished: tuple[TitledLink, ...]  # pages that earlier versions had


class StubView(NamedTuple):
    """What stands at the address of a printed page, and leads to it."""

    label: str
    book: str  # its title
    language: str  # of the book
    href: str  # where the page begins; of a page that is gone, where it stood, "" where nothing is left of that
    title: str  # of the page of the site to which `href` leads
    gone: bool  # earlier versions had the page
    pages: str  # link to the list of all
    canonical: str  # full address of that page of the site, "" where the editor has set no `site_url`


class ContentsLine(NamedTuple):
    """A line of the printed table of contents."""

    level: int
    number: str | None
    title: str
    page: str | None
    href: str  # "" where the body has no such division
    language: str = ""  # of the title, where it is not that of the book


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


class Count(NamedTuple):
    """How many of something the book has: "381", "notes"."""

    number: str
    name: str
    href: str  # where they are listed; "" where they are not


class DivisionLine(NamedTuple):
    """A division in the contents of the title page, with those inside it."""

    number: str | None
    title: str
    language: str  # "" where it is that of the edition
    page: str  # printed page on which it begins; "" where unknown
    href: str
    inner: tuple[DivisionLine, ...]


class TitleView(NamedTuple):
    """An edition's title page."""

    slug: str
    book: BookView
    cover: str  # the link to the picture
    begin: TitledLink | None  # the first page of the book proper
    contents: tuple[DivisionLine, ...]  # as the book is divided
    entries: tuple[TitledLink, ...]  # the pages of the edition that are no divisions of the book
    counts: tuple[Count, ...]
    facts: tuple[Fact, ...]
    downloads: tuple[TitledLink, ...]
    address: str  # that may be printed; "" where the editor has set no `site_url`


class ShelfEntry(NamedTuple):
    """A book's place on the shelf; `href` and `cover` are empty where the witness is missing."""

    slug: str
    book: BookView
    href: str
    cover: str  # the link to the picture
    reason: str
    hint: str


class SearchedBook(NamedTuple):
    """A book on the page of the search."""

    slug: str
    title: TitledLink
    ways_in: tuple[TitledLink, ...]  # its contents, index and lists
