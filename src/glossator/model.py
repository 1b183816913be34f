"""The types of the document, frozen and without behaviour.

The names are those of the field (TEI, CSL, W3C Web Annotation). Two rules hold everywhere:

- every leaf of text knows the span of the witness it came from, and its `text` is that span with each run of white
  space collapsed to one space: nothing is corrected, nothing is invented;
- what the book prints (`label`, `number` of a chapter, a page's label) and what we make (`id`) are different fields.

They are named tuples: they cannot be changed, and Python makes the types and their values several times faster than
frozen dataclasses (`docs/decisions/named-tuples.md`).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from glossator.spans import Span

# --- the witness -----------------------------------------------------------------------------------------------


class Zone(NamedTuple):
    """A stretch of a witness that is written in another notation than most of it."""

    start: int  # offset of its first line
    end: int  # offset after its last line
    dialect: str


class Witness(NamedTuple):
    """One OCR text of the book."""

    siglum: str  # its short name in the edition, such as "A"
    path: str  # where it was read, as shown in messages
    sha256: str  # of the bytes of the file
    dialect: str  # name of the OCR notation, see `source.dialects`; of the prevailing one where there are several
    text: str  # decoded from UTF-8; nothing normalized
    zones: tuple[Zone, ...] = ()  # the stretches in other notations, in order


# --- inlines ---------------------------------------------------------------------------------------------------


class Text(NamedTuple):
    """A run of plain characters."""

    text: str  # the span's characters, each run of white space as one space
    span: Span


class Rend(StrEnum):
    """How a passage is set off in print (TEI `rend`)."""

    ITALIC = "italic"
    BOLD = "bold"


class Emphasis(NamedTuple):
    """A passage set off in print."""

    rend: Rend
    children: tuple[Inline, ...]


class Superscript(NamedTuple):
    """Raised characters that call no note: the `th` of an ordinal."""

    children: tuple[Inline, ...]


class Link(NamedTuple):
    """A web address in the text; `target` is the address, the children are the words that stand for it."""

    target: str
    children: tuple[Inline, ...]


class NoteReference(NamedTuple):
    """The call of a note; holds no character of the text."""

    label: str  # as printed
    note: str  # id of the note it calls; "" where no such note is defined
    span: Span  # of the call with its marks


class Certainty(StrEnum):
    """How sure a page break is."""

    CERTAIN = "certain"  # two independent kinds of evidence
    PROBABLE = "probable"  # one
    INTERPOLATED = "interpolated"  # none: placed by the usual length of a page


class PageBreak(NamedTuple):
    """A milestone: here a printed page begins; it holds no character of the text."""

    label: str  # the number of the page that begins
    certainty: Certainty
    offset: int  # of the first character of the new page in the witness


Inline = Text | Emphasis | Superscript | Link | NoteReference | PageBreak

# --- blocks ----------------------------------------------------------------------------------------------------


class Heading(NamedTuple):
    """The title of a division as the body prints it; `children` are without the number and its point."""

    children: tuple[Inline, ...]
    spans: tuple[Span, ...]  # the heading line or lines with their marks


class Paragraph(NamedTuple):
    """A paragraph, whole, with the page breaks that cut it inside."""

    children: tuple[Inline, ...]
    spans: tuple[Span, ...]  # one for each piece that a page or a note foot cut, marks included
    id: str = ""  # given by `anchors.numbering`
    number: str = ""  # its number in the division, shown beside it


class BlockQuotation(NamedTuple):
    """A quotation set off from the text, of one or more paragraphs or verses."""

    blocks: tuple[Block, ...]
    spans: tuple[Span, ...]
    id: str = ""
    number: str = ""


class ListItem(NamedTuple):
    """One item of a list; `label` is as printed ("1.", "a)"), empty for a bullet."""

    label: str
    children: tuple[Inline, ...]


class List(NamedTuple):
    """A list with bullets or with printed labels."""

    ordered: bool
    items: tuple[ListItem, ...]
    spans: tuple[Span, ...]
    id: str = ""
    number: str = ""


class Verse(NamedTuple):
    """Lines of verse (TEI `lg`); each line is a tuple of inlines."""

    lines: tuple[tuple[Inline, ...], ...]
    spans: tuple[Span, ...]
    id: str = ""
    number: str = ""


class Table(NamedTuple):
    """A table: rows of cells; the first row is a head where `head` is true."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    head: bool
    spans: tuple[Span, ...]
    id: str = ""
    number: str = ""


class Figure(NamedTuple):
    """A picture of the print: its file as the witness names it and its caption."""

    target: str
    children: tuple[Inline, ...]  # the caption or alternative text
    spans: tuple[Span, ...]
    id: str = ""
    number: str = ""


Unit = Paragraph | BlockQuotation | List | Verse | Table | Figure
Block = Unit


class BibliographyEntry(NamedTuple):
    """One entry of the printed bibliography."""

    ordinal: int  # from 1
    children: tuple[Inline, ...]
    spans: tuple[Span, ...]


class IndexHeading(NamedTuple):
    """A heading inside the printed index, such as a letter."""

    children: tuple[Inline, ...]
    spans: tuple[Span, ...]


class IndexEntry(NamedTuple):
    """One entry of the printed index."""

    headword: str  # as printed, without final punctuation
    locators: tuple[str, ...]  # as printed, ranges unexpanded
    children: tuple[Inline, ...]  # the whole entry as printed
    spans: tuple[Span, ...]


class Note(NamedTuple):
    """A footnote; the number is the printed one and is never changed."""

    label: str
    id: str
    blocks: tuple[Unit, ...]  # one or more paragraphs
    spans: tuple[Span, ...]  # from label to last character, one for each piece
    page: str | None  # printed page on which it begins
    division: str = ""  # id of the chapter or the like that it belongs to


# --- the document ----------------------------------------------------------------------------------------------


class DivisionKind(StrEnum):
    """What a division is."""

    PREFACE = "preface"
    INTRODUCTION = "introduction"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    CONCLUSION = "conclusion"
    SUMMARY = "summary"
    APPENDIX = "appendix"
    BIBLIOGRAPHY = "bibliography"
    INDEX = "index"


class Division(NamedTuple):
    """A part of the book with a heading."""

    kind: DivisionKind
    number: str | None  # as printed, without point; None where it has none
    title: str  # the body's heading as text, without its number
    level: int  # 1 for chapters and their like; parts above chapters have 0
    page: str | None  # printed page on which it begins
    language: str | None  # where it is not that of the edition
    heading: Heading
    blocks: tuple[Unit | BibliographyEntry | IndexHeading | IndexEntry, ...]  # before the first division inside
    divisions: tuple[Division, ...]
    id: str = ""


class ContentsEntry(NamedTuple):
    """One line of the printed table of contents."""

    title: str  # without number, leaders and page
    number: str | None
    page: str | None
    level: int
    kind: DivisionKind
    children: tuple[Inline, ...]  # the entry as printed, leaders and page included
    spans: tuple[Span, ...]
    target: str = ""  # id of the division it leads to; "" where the body has none


class Page(NamedTuple):
    """A printed page of the book proper."""

    label: str
    start: Span  # empty span at the first character of the page's own text; for a blank page, where it lies
    certainty: Certainty
    evidence: tuple[str, ...]  # kinds of evidence: "foot", "cut", "contents", …
    blank: bool
    id: str = ""  # given by `anchors.numbering` where it is not made from the label: `page-88` on a page counted anew


class Mark(NamedTuple):
    """Recognized markup: characters of the witness that are not text of the book."""

    kind: str  # such as "emphasis-mark", "note-number", "bullet"
    span: Span


class Document(NamedTuple):
    """What the parser makes of one witness."""

    siglum: str
    front: tuple[Unit | Heading, ...]  # everything before the book proper except the contents list
    contents_heading: Heading | None
    contents: tuple[ContentsEntry, ...]
    divisions: tuple[Division, ...]
    notes: tuple[Note, ...]
    pages: tuple[Page, ...]
    marks: tuple[Mark, ...]


# --- works and citations ---------------------------------------------------------------------------------------


class Name(NamedTuple):
    """The name of a person or body, in the parts of CSL and biblatex."""

    family: str  # or the whole name of a body
    given: str = ""  # forenames or initials
    particle: str = ""  # "von", "de la"
    suffix: str = ""  # "Jr."
    literal: bool = False  # a body, or a name that has no parts: it is never turned round


class Correction(NamedTuple):
    """Where a field does not say what the book prints."""

    printed: str  # the printed form
    reason: str  # why the field says otherwise


class Work(NamedTuple):
    """A work of the normalized bibliography: one biblatex entry, or the draft of one."""

    key: str
    type: str  # biblatex entry type, in small letters
    names: Mapping[str, tuple[Name, ...]]  # field (author, editor, translator, …) -> names in order
    fields: Mapping[str, str]  # all other fields, as plain Unicode text; `*word*` in titles is emphasized
    corrections: Mapping[str, Correction]  # by field
    others: frozenset[str] = frozenset()  # the name fields that end with "and others"
    listed: int | None = None  # ordinal in the printed bibliography, from 1
    as_printed: str | None = None  # the printed entry, verbatim
    draft: bool = False  # made by the program from the print; no editor has seen it


class CitationForm(StrEnum):
    """How much of a work a citation names."""

    FULL = "full"
    SHORT = "short"
    IBID = "ibid"
    IDEM = "idem"
    OP_CIT = "op-cit"


class Relation(StrEnum):
    """How the book that is cited stands to the work that it is linked to."""

    SAME = "same"
    OTHER_EDITION = "other-edition"
    OTHER_VOLUME = "other-volume"
    TRANSLATION = "translation"


class TargetKind(StrEnum):
    """What a citation leads to."""

    WORK = "work"
    PERIODICAL = "periodical"
    ARCHIVE = "archive"
    UNRESOLVED = "unresolved"


class Target(NamedTuple):
    """What a citation leads to."""

    kind: TargetKind
    key: str = ""  # of the work
    name: str = ""  # of the periodical or archive
    date: str = ""  # of the periodical: date or issue, as printed


class Locator(NamedTuple):
    """The place in a work that is cited (CSL `label` and `locator`)."""

    label: str  # CSL term: page, chapter, document, note, …
    value: str  # verbatim


class Citation(NamedTuple):
    """One work cited in one place of a note."""

    note: str  # id of the note
    start: int  # in the text of the note, code points
    end: int  # exclusive
    spans: tuple[Span, ...]  # in the witness, one for each piece that a page cut
    form: CitationForm
    relation: Relation
    target: Target
    part: str | None  # the part of a listed collection that is cited, as printed
    volume: str | None
    locator: Locator | None
    method: str  # the rule that found the target
    score: float  # 0 to 1: how well the print agrees with the target
    ruled: bool = False  # an editor has decided
    candidates: tuple[tuple[str, float], ...] = ()  # keys and scores of the works it may mean, best first


# --- persons and mentions --------------------------------------------------------------------------------------


class PersonKind(StrEnum):
    """What a person has to do with the book."""

    ACTOR = "actor"  # takes part in what the book tells
    SCHOLAR = "scholar"  # writes about it


class Person(NamedTuple):
    """A person of the authority file or of the printed index."""

    id: str
    name: str  # the standard form, in the order of speech
    headword: str | None = None  # of the printed index; None where it lacks the person
    locators: tuple[str, ...] = ()  # of the printed index, ranges unexpanded
    forms: tuple[str, ...] = ()  # names by which the book calls the person, as the editor lists them
    born: str = ""  # EDTF: `1694-11-21`, `1694`, `1694~`
    died: str = ""
    about: str = ""  # one line: who the person was
    kind: PersonKind | None = None
    authority: Mapping[str, str] = MappingProxyType({})  # "viaf", "gnd", "wikidata", "loc" -> identifier
    declared: bool = False  # in the authority file; else known from the printed index alone


class Use(StrEnum):
    """What a name does in the place where it stands."""

    MENTION = "mention"  # names the person, in body, summary or commentary
    ATTRIBUTIVE = "attributive"  # names a thing after the person: "anti-Hitler", "the Marshall Plan"
    CITED = "cited"  # stands inside a citation, as author or in a title
    HEADING = "heading"  # stands in a heading
    DOUBTFUL = "doubtful"  # it is not certain who is meant, or whether a person is


class Naming(NamedTuple):
    """A name of a person in one place."""

    person: str  # id; "" for a doubtful one
    unit: str  # id of the paragraph or note; for a heading, of its division
    start: int  # in the text of the unit, code points
    end: int  # exclusive
    spans: tuple[Span, ...]  # in the witness, one for each piece that a page cut
    page: str | None  # printed page on which the name begins
    in_note: bool
    use: Use
    method: str  # the rule that decided
    score: float  # 0 to 1: how much speaks for the person
    ruled: bool = False  # an editor has decided
    candidates: tuple[tuple[str, float], ...] = ()  # ids and scores of the persons it may mean, best first
    next_page: str | None = None  # the printed page on which the name ends, where a page break cuts it


# --- published addresses ---------------------------------------------------------------------------------------


class AnchorKind(StrEnum):
    """What a published id belongs to."""

    DIVISION = "division"
    SECTION = "section"
    PARAGRAPH = "paragraph"  # any citable block of the body
    NOTE = "note"
    PAGE = "page"


class Anchor(NamedTuple):
    """A published id and what has become of it."""

    id: str  # `5`, `5.s2`, `5.12`, `n136`, `page-89`
    kind: AnchorKind
    homes: tuple[str, ...]  # ids of the divisions on whose pages it has been published, the last one last
    now: str | None  # id of what answers to it: its own, or that of what it was merged into; None where it vanished
    text: str  # hash of the text that answers to it now; "" where it vanished
    history: tuple[tuple[str, str], ...]  # each version in which its text changed, and the hash it had; "" for gone


class Trace(NamedTuple):
    """What is left of a published id on a page where it no longer stands: it leads on, or explains."""

    id: str
    kind: AnchorKind
    home: str  # id of the division whose page it was
    after: str | None  # id of the paragraph, section or note of that page behind which it stood; None: at the beginning
    now: str | None  # id of what answers to it, on another page; None where it vanished
    since: str  # the version in which it was last published with a text on that page


class Anchors(NamedTuple):
    """The published addresses of an edition, from its `anchors.lock`, and how the text of today answers to them."""

    versions: tuple[str, ...] = ()  # published, the oldest first; none before the first publication
    published: tuple[Anchor, ...] = ()  # in the order of the text
    traces: tuple[Trace, ...] = ()  # in the order of the text
    aliases: Mapping[str, tuple[str, ...]] = MappingProxyType({})  # id -> further published ids that it answers to
    provisional: frozenset[str] = frozenset()  # ids of what has not been published yet
    texts: Mapping[str, str] = MappingProxyType({})  # id of each unit of today -> hash of its text


# --- collation -------------------------------------------------------------------------------------------------


class Reading(NamedTuple):
    """What another witness has in the place of a lemma."""

    siglum: str
    text: str  # "" where it has nothing
    spans: tuple[Span, ...]  # in that witness


class ApparatusEntry(NamedTuple):
    """A place where witnesses differ (TEI `app`)."""

    unit: str  # id of the paragraph, note or section
    start: int  # in the text of the unit, code points
    end: int  # exclusive; equal to `start` where the base text has nothing
    lemma: str  # what the base text has
    spans: tuple[Span, ...]  # in the base text
    readings: tuple[Reading, ...]  # of the other witnesses, in the order of edition.yml


class Covered(NamedTuple):
    """How much of a division with a page of its own another witness has."""

    division: str  # id
    paragraphs: int  # that both have
    of_paragraphs: int  # that the base text has
    notes: int
    of_notes: int


class Extent(NamedTuple):
    """How much of the book another witness has."""

    siglum: str
    parts: tuple[Covered, ...]  # in the order of the base text; divisions that it lacks are left out
    moved: tuple[str, ...]  # ids of the headings, paragraphs and notes that stand elsewhere in it


# --- the edition -----------------------------------------------------------------------------------------------


class Licence(NamedTuple):
    """Under what conditions the text is published."""

    id: str  # SPDX identifier
    name: str
    url: str
    allows: str  # one sentence for readers: what one may do


class Metadata(NamedTuple):
    """What `edition.yml` says of the book."""

    id: str  # the slug
    title: str
    subtitle: str | None
    authors: tuple[str, ...]
    publisher: str | None
    place: str | None
    year: int | None
    series: str | None
    isbn: str | None
    doi: str | None
    language: str  # BCP 47
    licence: Licence | None
    version: str
    description: str | None
    facsimile: str | None = None  # address template of the facsimile of a page, see `facsimile`
    report: str | None = None  # address for reports of faults, see `reporting`
    names: Mapping[str, Name] = MappingProxyType({})  # author -> parts of the name, where edition.yml gives them


class Edition(NamedTuple):
    """Everything that renderers, exports and checks may see."""

    metadata: Metadata
    witnesses: tuple[Witness, ...]  # base text first
    document: Document
    works: tuple[Work, ...] = ()  # the normalized bibliography, in the order of the alphabet
    citations: tuple[Citation, ...] = ()  # in the order of the text
    persons: tuple[Person, ...] = ()  # in the order of the index, then of the authority file
    namings: tuple[Naming, ...] = ()  # body in the order of the text, then notes in theirs; all uses of names
    anchors: Anchors = Anchors()
    apparatus: tuple[ApparatusEntry, ...] = ()  # where the witnesses differ, in the order of the base text
    extents: tuple[Extent, ...] = ()  # what the other witnesses have of the book, in the order of edition.yml
