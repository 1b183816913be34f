"""What machines read in the head of a page: tags for reference managers, and linked data for search engines.

Two vocabularies of `<meta>` tags and one of linked data say the same:

- `citation_*`, first used by HighWire Press, read by Zotero, Mendeley and Google Scholar. `citation_inbook_title` makes
  a page a *section of a book*. Zotero takes the middle word of `citation_book_title` for the vocabulary of Open Graph,
  so that this older name alone would make a chapter a journal article; beside the other it serves older readers.
- Dublin Core, `DC.*` and `DCTERMS.*`. `DC.type` makes the title page a *book* where there is no ISBN, which is what
  Zotero goes by otherwise. Zotero learns the place of publication from `eprints.place_of_pub` alone.
- schema.org as JSON-LD: a `Book`, and a `Chapter` that is part of it.

A chapter carries the ISBN of its book, which every vocabulary takes for that of the whole, but not its DOI: a DOI names
the very thing that bears it, and by it readers would fetch the record of the book in the place of the chapter's. The
chapter says instead that it is part of what the DOI names.

What the program adds to a book, such as the page of a person, is no part of it: such a page tells only its title and
what it was made from, and so becomes a web page, never a chapter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from glossator.model import Division, Edition, Metadata, Name
from glossator.render import urls
from glossator.render.html import attribute_html, safe_target, script_json
from glossator.render.plan import Plan, PlannedPage
from glossator.render.titles import doi_href
from glossator.walk import printed_pages

PRINTED_KINDS = frozenset({"title", "contents", "front"})  # of pages without a division that the book has too
SCHEMA = "https://schema.org"

_Record = dict[str, Any]


class Tag(NamedTuple):
    """A `<meta>` tag."""

    name: str
    content: str  # escaped for an attribute in double quotes


class Head(NamedTuple):
    """What machines read in the head of a page."""

    tags: tuple[Tag, ...]
    data: str = ""  # the link to the data file of the book or of the division
    linked_data: str = ""  # JSON-LD that may stand in a `<script>`


def page_heads(edition: Edition, plan: Plan, site_url: str | None) -> dict[str, Head]:
    """Return the heads of all pages of an edition, by their addresses.

    Args:
        edition: the edition.
        plan: its pages.
        site_url: where the site is published; None leaves out what needs a full address.
    """
    metadata = edition.metadata
    chapters: list[_Record] = []
    heads: dict[str, Head] = {}
    for page in (*plan.pages, *plan.persons, *plan.retired):
        if page.division is not None:
            chapter = _chapter_name(page, len(chapters) + 1, site_url)
            chapters.append(chapter)
            data = {"@context": SCHEMA, **chapter, **_chapter_data(metadata, page.division, site_url)}
            units = urls.link(urls.units_file(metadata.id, page.division.id), page.address)
            tags = _escaped(_division_tags(metadata, page, page.division, site_url))
            heads[page.address] = Head(tags, units, script_json(data))
        elif page.kind != "title":
            heads[page.address] = Head(_escaped(_other_tags(metadata, page)))
    title = plan.pages[0]
    cover = urls.canonical(site_url, urls.cover(metadata.id))
    data = _filled({"@context": SCHEMA, **_book_data(metadata, site_url), "image": cover, "hasPart": chapters})
    file = urls.link(urls.data_file(metadata.id, "edition.json"), title.address)
    heads[title.address] = Head(_escaped(_book_tags(metadata, title, site_url)), file, script_json(data))
    return heads


def is_printed(page: PlannedPage) -> bool:
    """Tell whether a page holds a part of the book itself, and not something that the edition adds."""
    return page.division is not None or page.kind in PRINTED_KINDS


def full_title(metadata: Metadata) -> str:
    """Return the title of a book with its subtitle."""
    return f"{metadata.title}: {metadata.subtitle}" if metadata.subtitle else metadata.title


# --- tags --------------------------------------------------------------------------------------------------------


def _escaped(tags: Iterable[tuple[str, str]]) -> tuple[Tag, ...]:
    return tuple(Tag(name, attribute_html(content)) for name, content in tags if content)


def _division_tags(
    metadata: Metadata, page: PlannedPage, division: Division, site_url: str | None
) -> Iterator[tuple[str, str]]:
    book = full_title(metadata)
    address = urls.canonical(site_url, page.address) or ""
    yield "citation_title", _division_title(page)
    yield "citation_inbook_title", book
    yield "citation_book_title", book
    yield from _common_tags(metadata, division.language or metadata.language, address)
    first, last = _first_and_last_page(division)
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    yield "DC.type", "Book Chapter"
    yield "DC.title", _division_title(page)
    yield "DCTERMS.isPartOf", book
    yield "DCTERMS.isPartOf", urls.canonical(site_url, urls.edition(metadata.id)) or ""
    yield "DCTERMS.isPartOf", doi_href(metadata)


def _book_tags(metadata: Metadata, page: PlannedPage, site_url: str | None) -> Iterator[tuple[str, str]]:
    yield "citation_title", full_title(metadata)
    yield from _common_tags(metadata, metadata.language, urls.canonical(site_url, page.address) or "")
    yield "citation_doi", metadata.doi or ""
    yield "citation_abstract", metadata.description or ""
    yield "DC.type", "Book"
    yield "DC.title", full_title(metadata)
    yield "DC.identifier", doi_href(metadata)
    yield "DC.description", metadata.description or ""


def _common_tags(metadata: Metadata, language: str, address: str) -> Iterator[tuple[str, str]]:
    """Yield what is said of a book and of its parts alike; `address` is full, or ""."""
    year = str(metadata.year or "")
    for author in metadata.authors:
        name = _cited_name(author, metadata)
        yield "citation_author", name
        yield "DC.creator", name
    yield "citation_publisher", metadata.publisher or ""
    yield "citation_publication_date", year
    yield "citation_series_title", metadata.series or ""
    yield "citation_isbn", metadata.isbn or ""
    yield "citation_language", language
    yield "citation_public_url", address
    yield "citation_fulltext_html_url", address
    yield "DC.publisher", metadata.publisher or ""
    yield "DC.date", year
    yield "DC.language", language
    yield "DC.identifier", address
    if metadata.licence:
        yield "DC.rights", metadata.licence.name
        yield "DCTERMS.license", safe_target(metadata.licence.url) or ""
    yield "eprints.place_of_pub", metadata.place or ""


def _cited_name(author: str, metadata: Metadata) -> str:
    """Return an author as reference managers read names: with the family name first where edition.yml tells it.

    Of one that they find alone, with spaces on both sides of the comma, they make two authors; a body has no parts.
    """
    name = metadata.names.get(author)
    if name is None or name.literal or not name.given:
        return author
    family, given = (
        " ".join(filter(None, parts)) for parts in ((name.particle, name.family), (name.given, name.suffix))
    )
    return author if len(metadata.authors) == 1 and " " in family and " " in given else f"{family}, {given}"


def _other_tags(metadata: Metadata, page: PlannedPage) -> Iterator[tuple[str, str]]:
    yield "DC.title", page.title
    yield "DC.source", full_title(metadata)


def _division_title(page: PlannedPage) -> str:
    return page.title or page.number or page.kind


def _first_and_last_page(division: Division) -> tuple[str, str]:
    """Return the first and the last printed page; where the first is not known, the last is no good either."""
    pages = printed_pages(division)
    return (pages[0], pages[-1]) if division.page else ("", "")


# --- linked data -------------------------------------------------------------------------------------------------


def _book_data(metadata: Metadata, site_url: str | None) -> _Record:
    doi = doi_href(metadata)
    return _filled(
        {
            "@type": "Book",
            **_address_data(urls.canonical(site_url, urls.edition(metadata.id))),
            "name": full_title(metadata),
            **_makers_data(metadata),
            "inLanguage": metadata.language,
            "isbn": metadata.isbn,
            "sameAs": doi,
            "identifier": _filled({"@type": "PropertyValue", "propertyID": "DOI", "value": metadata.doi, "url": doi})
            if doi
            else None,
            "isPartOf": {"@type": "BookSeries", "name": metadata.series} if metadata.series else None,
            "license": safe_target(metadata.licence.url) if metadata.licence else None,
            "description": metadata.description,
        }
    )


def _chapter_data(metadata: Metadata, division: Division, site_url: str | None) -> _Record:
    first, last = _first_and_last_page(division)
    return _filled(
        {
            "pageStart": first,
            "pageEnd": last,
            **_makers_data(metadata),
            "inLanguage": division.language or metadata.language,
            "license": safe_target(metadata.licence.url) if metadata.licence else None,
            "isPartOf": _book_data(metadata, site_url),
        }
    )


def _chapter_name(page: PlannedPage, position: int, site_url: str | None) -> _Record:
    return _filled(
        {
            "@type": "Chapter",
            **_address_data(urls.canonical(site_url, page.address)),
            "name": _division_title(page),
            "position": position,
        }
    )


def _makers_data(metadata: Metadata) -> _Record:
    place = {"@type": "Place", "name": metadata.place} if metadata.place else None
    publisher = _filled({"@type": "Organization", "name": metadata.publisher, "location": place})
    return {
        "author": [_author_data(author, metadata.names.get(author)) for author in metadata.authors],
        "publisher": publisher if metadata.publisher else None,
        "datePublished": str(metadata.year or ""),
    }


def _author_data(author: str, name: Name | None) -> _Record:
    if name is None:
        return {"@type": "Person", "name": author}
    if name.literal:
        return {"@type": "Organization", "name": author}
    family = " ".join(filter(None, (name.particle, name.family)))
    parts = {"givenName": name.given, "familyName": family, "honorificSuffix": name.suffix}
    return _filled({"@type": "Person", "name": author, **parts})


def _address_data(address: str | None) -> _Record:
    return {"@id": address, "url": address} if address else {}


def _filled(record: _Record) -> _Record:
    return {name: value for name, value in record.items() if value}
