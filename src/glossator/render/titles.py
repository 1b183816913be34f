"""What the shelf, an edition's title page and its printed table of contents show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from glossator.model import ContentsEntry, Division, Edition, Metadata
from glossator.render import urls
from glossator.render.html import safe_target
from glossator.render.plan import Plan, PlannedPage
from glossator.render.versions import version_words
from glossator.render.views import (
    BookView,
    ContentsLine,
    Count,
    DivisionLine,
    Fact,
    SearchedBook,
    ShelfEntry,
    TitledLink,
    TitleView,
)
from glossator.walk import all_divisions, all_units

if TYPE_CHECKING:
    from glossator.edition import MissingWitness

DATA_FILES = {
    "edition.json": "The whole edition as data (JSON)",
    "edition.schema.json": "What its fields are (JSON Schema)",
}
BIBLIOGRAPHY_FILES = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL JSON"}
_LOOKED_UP = ("contents", "index", "persons", "bibliography")
DIGEST_SHOWN = 12  # digits of a checksum that are enough to tell two witnesses apart


def shelf_entry(edition: Edition | MissingWitness) -> ShelfEntry:
    """Return a book's place on the shelf."""
    book = book_view(edition.metadata)
    if isinstance(edition, Edition):
        slug = edition.metadata.id
        href, cover = (urls.link(address, urls.SHELF) for address in (urls.edition(slug), urls.cover(slug)))
        return ShelfEntry(slug, book, href, cover, "", "")
    return ShelfEntry(edition.metadata.id, book, "", "", edition.reason, edition.hint)


def searched_book(metadata: Metadata, pages: Iterable[PlannedPage], page: str) -> SearchedBook:
    """Return a book as the page at address `page` offers it for searching, with what helps without a script."""
    ways_in = tuple(titled_link(planned, page) for planned in pages if planned.kind in _LOOKED_UP)
    return SearchedBook(metadata.id, TitledLink(urls.link(urls.edition(metadata.id), page), metadata.title), ways_in)


def title_view(edition: Edition, plan: Plan, site_url: str | None) -> TitleView:
    """Return what the title page shows."""
    page = plan.pages[0].address
    reading = tuple(planned for planned in plan.pages if planned.division is not None)
    return TitleView(
        slug=edition.metadata.id,
        book=book_view(edition.metadata),
        cover=urls.link(urls.cover(edition.metadata.id), page),
        begin=titled_link(reading[0], page) if reading else None,
        contents=_division_lines(edition.document.divisions, plan, page),
        entries=tuple(titled_link(planned, page) for planned in plan.pages[1:] if planned.division is None),
        counts=tuple(_counts(edition, plan, page)),
        facts=tuple(_facts(edition, page)),
        downloads=(
            *(
                TitledLink(urls.link(urls.data_file(edition.metadata.id, name), page), title)
                for name, title in DATA_FILES.items()
            ),
            *(bibliography_files(edition.metadata.id, page, "The works cited ({})") if plan.works else ()),
        ),
        address=urls.canonical(site_url, page) or "",
    )


def bibliography_files(slug: str, page: str, title: str = "{}") -> tuple[TitledLink, ...]:
    """Return the links to the files with all works; `title` has a place for the name of the format."""
    return tuple(
        TitledLink(urls.link(urls.bibliography_file(slug, extension), page), title.format(name))
        for extension, name in BIBLIOGRAPHY_FILES.items()
    )


def book_view(metadata: Metadata) -> BookView:
    """Return what is known of a book, as text for readers."""
    publisher = ": ".join(part for part in (metadata.place, metadata.publisher) if part)
    year = str(metadata.year) if metadata.year is not None else ""
    licence = metadata.licence
    return BookView(
        title=metadata.title,
        subtitle=metadata.subtitle or "",
        authors=joined(metadata.authors),
        imprint=", ".join(part for part in (publisher, year) if part),
        doi_href=doi_href(metadata),
        language=metadata.language,
        licence_name=licence.name if licence else "",
        licence_href=(safe_target(licence.url) or "") if licence else "",
        licence_allows=licence.allows if licence else "",
        description=metadata.description or "",
    )


def _facts(edition: Edition, page: str) -> Iterator[Fact]:
    metadata = edition.metadata
    history = urls.link(urls.history(metadata.id), page) if edition.anchors.versions else ""
    title = f"{metadata.title}: {metadata.subtitle}" if metadata.subtitle else metadata.title
    made_from = ", ".join(
        f"{witness.siglum} (SHA-256 {witness.sha256[:DIGEST_SHOWN]}…)" for witness in edition.witnesses
    )
    facts = (
        Fact("Title", title, ""),
        Fact("Author" if len(metadata.authors) == 1 else "Authors", joined(metadata.authors), ""),
        Fact("Publisher", metadata.publisher, ""),
        Fact("Place", metadata.place, ""),
        Fact("Year", str(metadata.year) if metadata.year is not None else None, ""),
        Fact("Series", metadata.series, ""),
        Fact("ISBN", metadata.isbn, ""),
        Fact("DOI", metadata.doi, doi_href(metadata)),
        Fact("Version", version_words(edition), history),
        Fact("Made from", made_from, ""),
    )
    return (fact for fact in facts if fact.value)


def _counts(edition: Edition, plan: Plan, page: str) -> Iterator[Count]:
    """Yield how much of what the book has; nothing that it has none of."""
    slug, document = edition.metadata.id, edition.document
    has_bibliography = any(planned.address == urls.bibliography(slug) for planned in plan.pages)
    for number, one, many, target in (
        (len(document.pages), "printed page", "printed pages", urls.printed_pages(slug) if plan.printed else ""),
        (sum(1 for _ in all_units(document)), "paragraph", "paragraphs", ""),
        (len(document.notes), "note", "notes", ""),
        (len(edition.works), "work", "works", urls.bibliography(slug) if has_bibliography else ""),
        (len(edition.persons), "person", "persons", urls.persons(slug)),
    ):
        if number:
            yield Count(f"{number:,}", one if number == 1 else many, urls.link(target, page) if target else "")


def _division_lines(divisions: Iterable[Division], plan: Plan, page: str) -> tuple[DivisionLine, ...]:
    return tuple(
        DivisionLine(
            number=division.number,
            title=division.title,
            language=division.language or "",
            page=division.page or "",
            href=urls.link(plan.places[division.id], page),
            inner=_division_lines(division.divisions, plan, page),
        )
        for division in divisions
    )


def doi_href(metadata: Metadata) -> str:
    """Return the address of a book's DOI, "" where it has none."""
    return f"https://doi.org/{quote(metadata.doi, safe='/')}" if metadata.doi else ""


def contents_lines(edition: Edition, plan: Plan, page: PlannedPage) -> tuple[ContentsLine, ...]:
    """Return the printed table of contents, each line with what it leads to."""
    own = {division.id: division for division in all_divisions(edition.document) if division.language}
    return tuple(_contents_line(entry, plan, page, own.get(entry.target)) for entry in edition.document.contents)


def titled_link(target: PlannedPage, page: str) -> TitledLink:
    """Return the link from the page at address `page` to another page of the edition."""
    return TitledLink(urls.link(target.address, page), target.title, target.number)


def _contents_line(entry: ContentsEntry, plan: Plan, page: PlannedPage, foreign: Division | None) -> ContentsLine:
    """Return a line; `foreign` is its division where that has a language of its own, and so has its title."""
    target = plan.places.get(entry.target)
    return ContentsLine(
        level=entry.level,
        number=entry.number,
        title=entry.title,
        page=entry.page,
        href=urls.link(target, page.address) if target else "",
        language=(foreign.language or "") if foreign is not None and foreign.title == entry.title else "",
    )


def joined(names: Sequence[str]) -> str:
    """Return names as running text joins them: "A", "A and B", "A, B and C"."""
    *first, last = names or ("",)
    return f"{', '.join(first)} and {last}" if first else last
