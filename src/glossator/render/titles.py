"""What the shelf, an edition's title page and its printed table of contents show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from glossator.model import ContentsEntry, Edition, Metadata
from glossator.render import urls
from glossator.render.html import safe_target
from glossator.render.plan import Plan, PlannedPage
from glossator.render.versions import version_words
from glossator.render.views import BookView, ContentsLine, Fact, ShelfEntry, TitledLink, TitleView

if TYPE_CHECKING:
    from glossator.edition import MissingWitness

DATA_FILES = {
    "edition.json": "The whole edition as data (JSON)",
    "edition.schema.json": "What its fields are (JSON Schema)",
}
BIBLIOGRAPHY_FILES = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL JSON"}
_ENTRY_KINDS = ("contents", "front", "introduction", "bibliography", "persons", "index", "apparatus", "history")
DIGEST_SHOWN = 12  # digits of a checksum that are enough to tell two witnesses apart


def shelf_entry(edition: Edition | MissingWitness) -> ShelfEntry:
    """Return a book's place on the shelf."""
    book = book_view(edition.metadata)
    if isinstance(edition, Edition):
        return ShelfEntry(book, urls.link(urls.edition(edition.metadata.id), urls.SHELF), "", "")
    return ShelfEntry(book, "", edition.reason, edition.hint)


def title_view(edition: Edition, plan: Plan, site_url: str | None) -> TitleView:
    """Return what the title page shows."""
    page = plan.pages[0].address
    reading = tuple(planned for planned in plan.pages if planned.division is not None)
    return TitleView(
        book=book_view(edition.metadata),
        begin=titled_link(reading[0], page) if reading else None,
        entries=tuple(titled_link(planned, page) for planned in plan.pages if planned.kind in _ENTRY_KINDS),
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
        authors=_joined(metadata.authors),
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
        Fact("Author" if len(metadata.authors) == 1 else "Authors", _joined(metadata.authors), ""),
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


def doi_href(metadata: Metadata) -> str:
    """Return the address of a book's DOI, "" where it has none."""
    return f"https://doi.org/{quote(metadata.doi, safe='/')}" if metadata.doi else ""


def contents_lines(edition: Edition, plan: Plan, page: PlannedPage) -> tuple[ContentsLine, ...]:
    """Return the printed table of contents, each line with what it leads to."""
    return tuple(_contents_line(entry, plan, page) for entry in edition.document.contents)


def titled_link(target: PlannedPage, page: str) -> TitledLink:
    """Return the link from the page at address `page` to another page of the edition."""
    return TitledLink(urls.link(target.address, page), target.title, target.number)


def _contents_line(entry: ContentsEntry, plan: Plan, page: PlannedPage) -> ContentsLine:
    target = plan.places.get(entry.target)
    return ContentsLine(
        level=entry.level,
        number=entry.number,
        title=entry.title,
        page=entry.page,
        href=urls.link(target, page.address) if target else "",
    )


def _joined(names: Sequence[str]) -> str:
    """Join names as running text does: "A", "A and B", "A, B and C"."""
    *first, last = names or ("",)
    return f"{', '.join(first)} and {last}" if first else last
