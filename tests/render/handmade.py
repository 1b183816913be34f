"""A small edition made by hand: what the parser would give for a book that has one of everything.

The sentences are written for these tests. Spans are of no witness; each is another, as those of a real text are.
"""

from __future__ import annotations

from itertools import count

from glossator.model import (
    Anchor,
    AnchorKind,
    Anchors,
    BibliographyEntry,
    BlockQuotation,
    Certainty,
    Citation,
    CitationForm,
    ContentsEntry,
    Correction,
    Division,
    DivisionKind,
    Document,
    Edition,
    Emphasis,
    Figure,
    Heading,
    IndexEntry,
    Inline,
    Licence,
    Link,
    List,
    ListItem,
    Locator,
    Metadata,
    Name,
    Naming,
    Note,
    NoteReference,
    Page,
    PageBreak,
    Paragraph,
    Person,
    Relation,
    Rend,
    Superscript,
    Table,
    Target,
    TargetKind,
    Text,
    Trace,
    Unit,
    Use,
    Verse,
    Witness,
    Work,
)
from glossator.spans import Span

HOSTILE = (
    "<script>alert('1')</script> & \"quoted\" *stars* _lines_ [a](b) {#id .x} `code` \\ &lt; \x02wzxhzdk:0\x03 \x07"
)
_places = count(0, 10)


def span() -> Span:
    """A span like no other."""
    start = next(_places)
    return Span("A", start, start + 5)


def text(words: str) -> Text:
    return Text(words, span())


def call(label: str) -> NoteReference:
    return NoteReference(label, f"n{label}", span())


def page(label: str, certainty: Certainty = Certainty.CERTAIN) -> PageBreak:
    return PageBreak(label, certainty, 0)


def heading(*children: Inline | str) -> Heading:
    return Heading(inlines(*children), (span(),))


def inlines(*children: Inline | str) -> tuple[Inline, ...]:
    return tuple(text(child) if isinstance(child, str) else child for child in children)


def paragraph(*children: Inline | str) -> Paragraph:
    return Paragraph(inlines(*children), (span(),))


def note(label: str, *blocks: Unit, page: str | None = None) -> Note:
    return Note(label, f"n{label}", blocks, (span(),), page)


def division(
    kind: DivisionKind,
    ident: str,
    title: str,
    *blocks: object,
    number: str | None = None,
    level: int = 1,
    page: str | None = None,
    language: str | None = None,
    inner: tuple[Division, ...] = (),
    head: Heading | None = None,
    breaks: tuple[PageBreak, ...] = (),
) -> Division:
    """A division whose units are numbered as `anchors` would do it."""
    return Division(
        kind,
        number,
        title,
        level,
        page,
        language,
        head or heading(*breaks, title),
        tuple(blocks),  # type: ignore[arg-type]
        inner,
        ident,
    )


def numbered(division: Division) -> Division:
    """The division with ids and numbers on its units, those of its sections included."""
    ordinals = count(1)

    def visit(inner: Division) -> Division:
        blocks = tuple(
            block._replace(id=f"{division.id}.{ordinal}", number=str(ordinal))
            if isinstance(block, Unit) and (ordinal := next(ordinals))
            else block
            for block in inner.blocks
        )
        return inner._replace(
            blocks=blocks,
            divisions=tuple(
                visit(deeper) if deeper.kind is DivisionKind.SECTION else deeper for deeper in inner.divisions
            ),
        )

    return visit(division)


FILLER = (
    "A reader who comes to a small raised figure has to choose between going on and going down, and the page is set"
    " so that either is easy. The eye drops to the foot, finds the same figure, takes what it wants and returns to"
    " the line it had left, which has waited. Nothing of this is told to anyone who learns to read; it is learned by"
    " doing, and it is noticed only when it fails."
)


def handmade_edition() -> Edition:
    """Return the edition: a part with two chapters, a summary in Russian, a bibliography and an index."""
    intro = numbered(
        division(
            DivisionKind.INTRODUCTION,
            "intro",
            "Introduction",
            paragraph("This book is about very small print.", call("1"), " ", FILLER),
            paragraph("It has few pages, ", page("8"), "but they are numbered.", call("2"), " ", FILLER),
            page="7",
            breaks=(page("7"),),
        )
    )
    first = numbered(
        division(
            DivisionKind.CHAPTER,
            "1",
            "The Note at the Foot",
            paragraph(FILLER, call("3"), " ", FILLER, page("12"), FILLER),
            paragraph(
                "Some words are ",
                Emphasis(Rend.ITALIC, inlines("set off, ", Emphasis(Rend.BOLD, inlines("twice")))),
                ", and the 19",
                Superscript(inlines("th")),
                " century had an address: ",
                Link("https://example.org/a?b=c&d=e", inlines("example.org")),
                ".",
                call("4"),
                call("5"),
                " ",
                FILLER,
            ),
            BlockQuotation((paragraph("He who quotes at length should be set apart. ", FILLER),), (span(),)),
            List(
                ordered=True,
                items=(
                    ListItem("1.", inlines("the first reason, which is short;")),
                    ListItem("2.", inlines("the second reason, ", FILLER)),
                ),
                spans=(span(),),
            ),
            List(
                ordered=False,
                items=(ListItem("", inlines("an item")), ListItem("", inlines("another"))),
                spans=(span(),),
            ),
            Verse(
                (
                    inlines("The foot of the page is a quiet place,"),
                    inlines("with little ", page("13"), "light and little space."),
                ),
                (span(),),
            ),
            paragraph("After the verse the same note is called again.", call("3"), " ", FILLER),
            number="1",
            page="11",
            breaks=(page("11"),),
            inner=(
                division(
                    DivisionKind.SECTION,
                    "1.s1",
                    "Where It Stood",
                    paragraph(FILLER, call("6"), " ", FILLER),
                    Table(
                        (
                            inlines_row("Century", "Place of the notes"),
                            inlines_row("16th", "the margin"),
                            inlines_row("18th", "the foot of the page"),
                        ),
                        head=True,
                        spans=(span(),),
                    ),
                    Figure("images/page.png", inlines("A page with more notes than text."), (span(),)),
                    level=2,
                    page="14",
                    breaks=(page("14", Certainty.INTERPOLATED),),
                    inner=(
                        division(
                            DivisionKind.SECTION,
                            "1.s1.s1",
                            "A Section in a Section",
                            paragraph(FILLER),
                            level=3,
                            page="14",
                        ),
                    ),
                ),
                division(
                    DivisionKind.SECTION,
                    "1.s2",
                    "A “Heading” with a Note",
                    paragraph(FILLER),
                    level=2,
                    page="14",
                    head=heading("A “Heading” with a ", Emphasis(Rend.ITALIC, inlines("Note")), call("7")),
                ),
            ),
        )
    )
    second = numbered(
        division(
            DivisionKind.CHAPTER,
            "2",
            "Hostile Text",
            paragraph(HOSTILE, call("8")),
            paragraph(
                Link("javascript:alert(1)", inlines("no such link")),
                " and ",
                Link('https://example.org/"><script>', inlines("nor this")),
                " and ",
                Link("mailto:someone@example.org", inlines("a letter")),
                ". A call without a note",
                NoteReference("99", "", span()),
                " leads nowhere.",
            ),
            number="2",
            page="17",
            breaks=(page("17"),),
            inner=(
                division(
                    DivisionKind.SECTION,
                    "2.s1",
                    HOSTILE,
                    paragraph("Short."),
                    level=2,
                    page="17",
                ),
            ),
        )
    )
    summary = numbered(
        division(
            DivisionKind.SUMMARY,
            "summary",
            "Резюме",
            paragraph("Эта книга рассказывает о сносках. Они стоят внизу страницы и ждут читателя."),
            page="19",
            language="ru",
            breaks=(page("19"),),
        )
    )
    bibliography = division(
        DivisionKind.BIBLIOGRAPHY,
        "bibliography",
        "Bibliography",
        BibliographyEntry(
            1, inlines("Author, First: ", Emphasis(Rend.ITALIC, inlines("A Book")), ", Town 1901."), (span(),)
        ),
        BibliographyEntry(2, inlines("Author, Second: Another Book, Town 1902."), (span(),)),
        page="21",
        breaks=(page("21"),),
    )
    index = division(
        DivisionKind.INDEX,
        "index",
        "Index",
        IndexEntry("Author, First", ("7", "11–12"), inlines("Author, First 7, 11–12"), (span(),)),
        IndexEntry("Author, Second", ("8",), inlines("Author, Second 8"), (span(),)),
        IndexEntry("Reader, A.", ("14",), inlines("Reader, A. 14"), (span(),)),
        page="23",
        breaks=(page("23"),),
    )
    part = division(DivisionKind.PART, "part1", "The Only Part", number="I", level=0, page="9", inner=(first, second))
    notes = (
        note(
            "1", paragraph("A note is a text below a text. See also note 2.", page("8"), " It goes on here."), page="7"
        ),
        note("2", paragraph("First paragraph of a long note. ", FILLER), paragraph("Second paragraph."), page="8"),
        note("3", paragraph("Called twice, see ", Link("https://example.org/", inlines("this")), "."), page="11"),
        note("4", paragraph(Emphasis(Rend.ITALIC, inlines("Ibid.")), ", p. 3."), page="12"),
        note("5", paragraph("The second of two."), page="12"),
        note("6", paragraph("A note in a section."), page="14"),
        note("7", paragraph("A note to a heading."), page="14"),
        note("8", paragraph(HOSTILE), page="17"),
        note("9", paragraph("Its call is lost."), page="17"),
    )
    labels = [str(label) for label in range(7, 25)]
    blank = {"9", "10", "15", "16", "18", "20", "22", "24"}
    return Edition(
        handmade_metadata(),
        (Witness("A", "a.md", "0123456789abcdef" * 4, "marker", ""),),
        Document(
            siglum="A",
            front=(
                heading("A Hand-made Book"),
                paragraph("by Nobody & Company"),
                paragraph("Printed nowhere."),
            ),
            contents_heading=heading("Contents"),
            contents=(
                contents("Introduction", None, "7", 1, DivisionKind.INTRODUCTION, "intro"),
                contents("The Only Part", "I", "9", 0, DivisionKind.PART, "part1"),
                contents("The Note at the Foot", "1", "11", 1, DivisionKind.CHAPTER, "1"),
                contents("Where It Stood", None, "14", 2, DivisionKind.SECTION, "1.s1"),
                contents("Hostile Text", "2", "17", 1, DivisionKind.CHAPTER, "2"),
                contents("A Chapter That Is Lost", "3", "18", 1, DivisionKind.CHAPTER, ""),
                contents("Резюме", None, "19", 1, DivisionKind.SUMMARY, "summary"),
            ),
            divisions=(intro, part, summary, bibliography, index),
            notes=notes,
            pages=tuple(Page(label, span(), Certainty.CERTAIN, (), label in blank) for label in labels),
            marks=(),
        ),
        works=(
            work("author1901book", "A Book", "First", listed=1),
            work("author1902book", "Another Book", "Second", listed=2, draft=True),
            work("b2", HOSTILE, HOSTILE, corrections={"title": Correction(HOSTILE, HOSTILE)}),
            work("notes", "A Book about Notes", "Third"),
        ),
        citations=(
            cites("n1", 0, 6, "author1901book", locator=Locator("page", "3–4")),
            cites("n2", 0, 15, "notes"),
            cites("n3", 0, 23, "notes", part="this", relation=Relation.OTHER_EDITION),
            cites("n4", 0, 11, "notes", form=CitationForm.IBID, locator=Locator("page", "3")),
            cites("n5", 4, 10, "", candidates=(("author1901book", 0.5), ("b2", 0.5))),
            cites("n6", 0, 6, "", candidates=()),
            cites("n8", 3, 30, "b2", part=HOSTILE, volume="II"),
        ),
    )


def work(key: str, title: str, family: str, **more: object) -> Work:
    names = {"author": (Name(family, "Author"),)}
    fields = {"title": title, "location": "Town", "publisher": "House", "date": "1901"}
    return Work(key, "book", names, fields, more.pop("corrections", {}), **more)  # type: ignore[arg-type]


def cites(note: str, start: int, end: int, key: str, **more: object) -> Citation:
    """A citation; without a key one that leads nowhere."""
    target = Target(TargetKind.WORK, key) if key else Target(TargetKind.UNRESOLVED)
    values = {
        "form": CitationForm.FULL,
        "relation": Relation.SAME,
        "part": None,
        "volume": None,
        "locator": None,
        "method": "title",
        "score": 1.0,
    }
    return Citation(note, start, end, (span(),), target=target, **(values | more))  # type: ignore[arg-type]


def handmade_files() -> dict[str, bytes]:
    """Return the files that stand beside the pages of the edition."""
    keys = ("author1901book", "author1902book", "b2", "notes")
    works = [f"works/{key}.{extension}" for key in keys for extension in ("bib", "ris", "json")]
    all_works = [f"bibliography.{extension}" for extension in ("bib", "ris", "csl.json")]
    divisions = ("intro", "part1", "1", "2", "summary", "bibliography", "index")
    units = [f"{division}/units.json" for division in divisions]
    return {f"handmade/{name}": b"{}\n" for name in ("edition.json", *works, *all_works, *units)}


def inlines_row(*cells: str) -> tuple[tuple[Inline, ...], ...]:
    return tuple(inlines(cell) for cell in cells)


def contents(title: str, number: str | None, page: str, level: int, kind: DivisionKind, target: str) -> ContentsEntry:
    return ContentsEntry(title, number, page, level, kind, inlines(f"{title} {page}"), (span(),), target)


def handmade_metadata(slug: str = "handmade") -> Metadata:
    """Return the metadata of the edition, or of another with the same."""
    return Metadata(
        id=slug,
        title="A Hand-made Book",
        subtitle="With One of Everything",
        authors=("No Body", "Some One"),
        publisher="Nowhere & Sons",
        place="Utopia",
        year=2026,
        series="Books for Tests 1",
        isbn="978-0-00-000000-2",
        doi="10.0000/handmade",
        language="en",
        licence=Licence("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", "You may share it."),
        version="0.1",
        description="A book in which there is one of everything.",
        report="https://example.org/faults?title={title}&body={body}",
    )


def named_edition() -> Edition:
    """Return an edition, `named`, whose text, notes and index name three persons; a fourth has an entry only."""
    intro = numbered(
        division(
            DivisionKind.INTRODUCTION,
            "intro",
            "What Hume Read",
            paragraph(
                "David Hume read notes. ", page("8"), "Hume wrote some, too.", call("1"), " The Hume papers are lost."
            ),
            paragraph("So did Pierre", call("2"), " Bayle, and ", Emphasis(Rend.ITALIC, inlines("as David "))),
            page="7",
            breaks=(page("7"),),
        )
    )
    quoted = BlockQuotation((paragraph("Hume never met Bayle, nor Hume’s reader."),), (span(),))
    cut = Emphasis(Rend.ITALIC, inlines("as Pierre"))
    link = Link("https://example.org/", inlines("by Bayle"))
    chapter = numbered(
        division(
            DivisionKind.CHAPTER,
            "1",
            "A Chapter",
            paragraph("It was late, ", cut, " Bayle, or Pierre ", page("12"), "Bayle, said: an address ", link, "."),
            quoted,
            number="1",
            page="11",
            breaks=(page("11"),),
        )
    )
    index = division(
        DivisionKind.INDEX,
        "index",
        "Index",
        IndexEntry("Bayle, Pierre", ("8", "12"), inlines("Bayle, Pierre 8, 12"), (span(),)),
        IndexEntry(
            "Hume, David",
            ("7", "8–12", "13", "99"),
            inlines(Emphasis(Rend.BOLD, inlines("Hume")), ", David. 7, 8–", " ", "12, 13, 99"),
            (span(), span()),
        ),
        IndexEntry("Nemo", ("7",), inlines("Nemo 7"), (span(),)),
        page="14",
        breaks=(page("13"), page("14")),
    )
    notes = (
        note(
            "1", paragraph("Hume, A Book, p. 3. Gibbon thought so of Hume, ", page("9"), "and Gibbon knew."), page="8"
        ),
        note("2", paragraph("Called late, without a name."), page="8"),
    )
    document = Document("A", (), None, (), (intro, chapter, index), notes, printed_pages(7, 15), ())
    handmade = handmade_edition()
    return handmade._replace(
        metadata=handmade_metadata("named"),
        document=document,
        citations=(cites("n1", 0, 18, "author1901book"),),
        persons=(
            Person("bayle", "Pierre Bayle", "Bayle, Pierre", ("8", "12")),
            Person(
                "hume", "David Hume", "Hume, David", ("7", "8–12", "13", "99"), (), "1711-05-07", "1776", "He <read>."
            ),
            Person("nemo", "Nemo", "Nemo", ("7",)),
            Person("gibbon", "Edward Gibbon", died="1794~"),
        ),
        namings=(
            naming("hume", "intro", 5, 9, "7", use=Use.HEADING),
            naming("hume", "intro.1", 0, 10, "7"),
            naming("hume", "intro.1", 23, 27, "8"),
            naming("hume", "intro.1", 49, 53, "8", use=Use.ATTRIBUTIVE),
            naming("bayle", "intro.2", 7, 19, "8"),
            naming("", "intro.2", 28, 33, "8", use=Use.DOUBTFUL, candidates=(("hume", 0.5),)),
            naming("bayle", "1.1", 16, 28, "11"),
            naming("bayle", "1.1", 33, 45, "11"),
            naming("bayle", "1.1", 67, 72, "12"),
            naming("hume", "1.2", 0, 4, "12"),
            naming("bayle", "1.2", 15, 20, "12"),
            naming("hume", "1.2", 26, 30, "12"),
            naming("hume", "n1", 0, 4, "8", use=Use.CITED),
            naming("gibbon", "n1", 20, 26, "8"),
            naming("hume", "n1", 41, 45, "8"),
            naming("gibbon", "n1", 51, 57, "9"),
        ),
    )


def naming(person: str, unit: str, start: int, end: int, page: str, **more: object) -> Naming:
    """A naming with a method and a score."""
    values = {"use": Use.MENTION, "method": "full-name", "score": 1.0, "in_note": unit.startswith("n")}
    return Naming(person, unit, start, end, (span(),), page, **(values | more))  # type: ignore[arg-type]


def printed_pages(first: int, after: int) -> tuple[Page, ...]:
    return tuple(Page(str(label), span(), Certainty.CERTAIN, (), blank=False) for label in range(first, after))


def published_edition() -> Edition:
    """Return an edition, `published`, of which three versions have been published, and where much has changed since.

    Chapter 6 is gone, chapter 7 is a part of chapter 1, and the paragraph of the summary stood in chapter 2 before.
    """
    handmade = handmade_edition()
    document = handmade.document
    intro, part, summary, *rest = document.divisions
    moved = summary.blocks[0]._replace(id="2.40", number="2.40")  # type: ignore[union-attr,call-arg]
    document = document._replace(divisions=(intro, part, summary._replace(blocks=(moved,)), *rest))
    paragraph, note, page, section = AnchorKind.PARAGRAPH, AnchorKind.NOTE, AnchorKind.PAGE, AnchorKind.SECTION
    return handmade._replace(
        metadata=handmade_metadata("published")._replace(version="3"),
        document=document,
        anchors=Anchors(
            versions=("1", "2", "3"),
            published=(
                anchor("intro.1", paragraph),
                anchor("1", AnchorKind.DIVISION),
                anchor("1.1", paragraph, now="1.1", history=(("1", "a"), ("3", "b"))),
                anchor("1.2", paragraph),
                anchor("1.2a", paragraph, now="1.2", history=(("1", "c"), ("2", ""))),
                anchor("1.3", paragraph, text="today"),
                anchor("1.4", paragraph, history=(("1", "d"), ("2", "e"), ("3", "d"))),
                anchor("1.4a", paragraph, now=None, history=(("1", "f"), ("2", ""))),
                anchor("1.5", paragraph, history=(("2", "g"),)),
                anchor("1.20", paragraph, now="2.1", text="today"),
                anchor("1.s9", section, now=None),
                anchor("1.s1", section),
                anchor("1.s2", section),
                anchor("1.s8", section, now="1.s2"),
                anchor("2.40", paragraph, homes=("2", "summary")),
                anchor("n4", note, history=(("1", "h"), ("2", "i"))),
                anchor("n5", note),
                anchor("n55", note, now="n5"),
                anchor("n77", note, now=None),
                anchor("page-14", page),
                anchor("page-14a", page, now="page-14"),
                anchor("page-17", page, homes=("1", "2")),
                anchor("6", AnchorKind.DIVISION, now=None),
                anchor("6.1", paragraph, now="1.4"),
                anchor("6.2", paragraph, now=None),
                anchor("7", AnchorKind.DIVISION, now="1"),
                anchor("7.1", paragraph, now="1.5"),
            ),
            traces=(
                Trace("1.4a", paragraph, "1", "1.4", None, "1"),
                Trace("1.20", paragraph, "1", "1.4", "2.1", "3"),
                Trace("1.s9", section, "1", "1.s1", None, "3"),
                Trace("n77", note, "1", "n4", None, "3"),
                Trace("page-17", page, "1", "1.11", "page-17", "1"),
                Trace("2.40", paragraph, "2", None, "2.40", "1"),
                Trace("n78", note, "summary", None, "n4", "1"),
                Trace("6", AnchorKind.DIVISION, "6", None, None, "2"),
                Trace("6.1", paragraph, "6", None, "1.4", "2"),
                Trace("6.2", paragraph, "6", "6.1", None, "2"),
                Trace("7.1", paragraph, "7", None, "1.5", "2"),
            ),
            aliases={
                "1": ("7",),
                "1.2": ("1.2a",),
                "1.4": ("6.1",),
                "1.5": ("7.1",),
                "1.s2": ("1.s8",),
                "n5": ("n55",),
                "page-14": ("page-14a",),
            },
            provisional=frozenset({"1.11", "n6", "1.s1.s1"}),
        ),
    )


def anchor(ident: str, kind: AnchorKind, **more: object) -> Anchor:
    """A published id; it has not changed since version 1 unless more is told."""
    home = ident.partition(".")[0] if kind not in (AnchorKind.PAGE, AnchorKind.NOTE) else "1"
    values: dict[str, object] = {"homes": (home,), "now": ident, "history": (("1", "a"),)} | more
    history = values["history"]
    text = history[-1][1] if values["now"] == ident else ""  # type: ignore[index]
    return Anchor(ident, kind, **({"text": text} | values))  # type: ignore[arg-type]
