"""From an edition to the files that mkdocs builds: front matter for the theme, then Markdown from a template.

Headings are Markdown with an explicit id, so that they enter the side contents; bodies are blocks of HTML, so that no
character of the book is read as a mark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from glossator.model import DivisionKind, Edition
from glossator.render import urls
from glossator.render.apparatus_page import apparatus_view
from glossator.render.audit_page import audit_view
from glossator.render.bibliography import bibliography_view
from glossator.render.citing_block import PageCiting, citing_view
from glossator.render.divisions import division_view
from glossator.render.extents import Extent, extents_of
from glossator.render.faults import fault_link
from glossator.render.history_page import history_view
from glossator.render.html import attribute_html
from glossator.render.index_page import index_names, index_view
from glossator.render.metadata import Head, is_printed, page_heads
from glossator.render.naming import Named, names_on_page
from glossator.render.person_page import person_view
from glossator.render.persons import People, people_of, persons_view
from glossator.render.plan import Plan, PlannedPage
from glossator.render.printed_pages import (
    Neighbours,
    extent_words,
    first_and_last,
    has_pages,
    neighbours_of,
    printed_pages_view,
)
from glossator.render.titles import book_view, contents_lines, searched_book, shelf_entry, title_view
from glossator.render.traces import retired_view
from glossator.render.versions import standing_words
from glossator.render.views import CitingView
from glossator.render.works import Cited
from glossator.walk import plain_text

if TYPE_CHECKING:
    import jinja2

    from glossator.edition import MissingWitness

_NOT_ASCII = re.compile(r"[^\n\x20-\x7e]")


class SourcePage(NamedTuple):
    """A page as mkdocs reads it."""

    address: str
    title: str  # as the navigation shows it: HTML, because the theme escapes nothing
    text: str
    listed: bool = True  # in the navigation


def shelf_page(shelf: Iterable[Edition | MissingWitness], templates: jinja2.Environment, site_name: str) -> SourcePage:
    """Return the page that lists all editions, those whose witness is missing too."""
    entries = tuple(shelf_entry(edition) for edition in shelf)
    body = templates.get_template("shelf.md.j2").render(entries=entries, site_name=site_name)
    meta = {
        "title": attribute_html(site_name),
        "hide": ["navigation", "toc"],
        "glossator": {"kind": "shelf"},
    }
    return SourcePage(urls.SHELF, attribute_html(site_name), _front_matter(meta) + body)


def search_page(
    editions: Iterable[Edition], ways_in: Mapping[str, tuple[PlannedPage, ...]], templates: jinja2.Environment
) -> SourcePage:
    """Return the page on which all books are searched; `ways_in` are the pages of each, by slug."""
    books = tuple(searched_book(edition.metadata, ways_in[edition.metadata.id], urls.search()) for edition in editions)
    body = templates.get_template("search.md.j2").render(books=books)
    meta = {"title": "Search", "hide": ["navigation", "toc"], "glossator": {"kind": "search"}}
    return SourcePage(urls.search(), "Search", _front_matter(meta) + body, listed=False)


def edition_pages(
    edition: Edition,
    plan: Plan,
    cited: Cited,
    named: Named,
    templates: jinja2.Environment,
    site_url: str | None,
    citing: Mapping[str, PageCiting] = MappingProxyType({}),
) -> Iterator[SourcePage]:
    """Yield the pages of an edition in reading order, its title page first; then those outside the navigation."""
    people = people_of(edition, plan, named)
    heads = page_heads(edition, plan, site_url)
    around = neighbours_of(edition, plan)
    extents = extents_of(plan)
    for page in plan.pages:
        here = page.address
        meta = _page_meta(edition, page, heads[here], around.get(here), extents.get(here), site_url=site_url)
        citing_shown = citing_view(citing.get(page.address))
        body = _body(edition, plan, page, cited, named, people, templates, site_url, citing_shown)
        yield SourcePage(page.address, _nav_title(page), _front_matter(meta) + body)
    for at, page in enumerate(plan.persons):
        view = person_view(edition, plan, at, cited, named, people)
        body = templates.get_template("person.md.j2").render(view=view)
        front = _front_matter(_page_meta(edition, page, heads[page.address], site_url=site_url))
        yield SourcePage(page.address, _nav_title(page), front + body, listed=False)
    if has_pages(edition, plan):
        page = PlannedPage(urls.printed_pages(edition.metadata.id), "pages", None, "Printed pages", 0)
        body = templates.get_template("pages.md.j2").render(view=printed_pages_view(edition, plan))
        front = _front_matter(_page_meta(edition, page, Head(()), site_url=site_url))
        yield SourcePage(page.address, _nav_title(page), front + body, listed=False)
    for page in plan.retired:
        body = templates.get_template("retired.md.j2").render(view=retired_view(edition, plan, page))
        front = _front_matter(_page_meta(edition, page, heads[page.address], site_url=site_url))
        yield SourcePage(page.address, _nav_title(page), front + body, listed=False)


def _body(
    edition: Edition,
    plan: Plan,
    page: PlannedPage,
    cited: Cited,
    named: Named,
    people: People,
    templates: jinja2.Environment,
    site_url: str | None,
    citing: CitingView | None,
) -> str:
    match page.kind:
        case DivisionKind.BIBLIOGRAPHY if cited.works and page.address == urls.bibliography(edition.metadata.id):
            works = bibliography_view(edition, plan, page, cited, named)
            return templates.get_template("bibliography.md.j2").render(view=works, citing=citing)
        case DivisionKind.INDEX if (index := index_view(edition, plan, page, named)) is not None:
            view = division_view(edition, plan, page, cited, index_names(edition, plan, page, named))
            return templates.get_template("index.md.j2").render(view=view, index=index, citing=citing)
        case "audit" if named.audit is not None:
            audit = audit_view(edition, plan, page, named, named.audit)
            return templates.get_template("audit.md.j2").render(view=audit)
        case "title":
            title = title_view(edition, plan, site_url)
            return templates.get_template("title.md.j2").render(view=title, citing=citing)
        case "persons":
            persons = persons_view(plan, page, named, people)
            return templates.get_template("persons.md.j2").render(view=persons)
        case "apparatus":
            return templates.get_template("apparatus.md.j2").render(view=apparatus_view(edition, plan, page))
        case "history":
            return templates.get_template("history.md.j2").render(view=history_view(edition, plan, page))
        case "contents":
            heading = edition.document.contents_heading
            return templates.get_template("contents.md.j2").render(
                heading=plain_text(heading.children) if heading else page.title,
                language=edition.metadata.language,
                lines=contents_lines(edition, plan, page),
            )
        case _:
            view = division_view(edition, plan, page, cited, names_on_page(plan, page, named))
            return templates.get_template("division.md.j2").render(view=view, citing=citing)


def theme_book(edition: Edition) -> dict[str, str]:
    """Return what the theme needs to know of a book on each of its pages; HTML, because the theme escapes nothing."""
    book = book_view(edition.metadata)
    values = {
        "title": book.title,
        "authors": book.authors,
        "address": urls.edition(edition.metadata.id),
        "licence": book.licence_name,
        "licence_href": book.licence_href,
        "standing": standing_words(edition.anchors),
        "history": urls.history(edition.metadata.id) if edition.anchors.versions else "",
        "anchors_file": urls.anchors_file(edition.metadata.id) if edition.anchors.versions else "",
        "pages": urls.printed_pages(edition.metadata.id),
        "pages_file": urls.pages_file(edition.metadata.id),
        "pages_extent": extent_words(edition.document),
        "pages_counts": " ".join(f"{first}-{last}" for first, last in first_and_last(edition.document)),
    }
    return {name: attribute_html(value) for name, value in values.items()}


def _page_meta(
    edition: Edition,
    page: PlannedPage,
    head: Head,
    around: Neighbours | None = None,
    extent: Extent | None = None,
    *,
    site_url: str | None,
) -> dict[str, Any]:
    """Return what the theme needs to know of a page; HTML too."""
    book = book_view(edition.metadata)
    where = "" if page.kind == "title" else f"{page.title}. "
    report = fault_link(edition, page, site_url)
    return {
        "title": _nav_title(page),
        "description": attribute_html(f"{where}{book.authors}, {book.title}"),
        **({"author": attribute_html(book.authors)} if is_printed(page) else {}),
        "glossator": {
            "book": edition.metadata.id,
            "kind": page.kind,
            "inner": page.depth > 0,
            "language": (page.division.language or edition.metadata.language) if page.division is not None else "",
            "first_page": attribute_html(page.division.page or "") if page.division is not None else "",
            "tags": head.tags,
            "data": head.data,
            "linked_data": head.linked_data,
            "around": around or (),
            "extent": extent._asdict() if extent else None,
            "report": report._asdict() if report else None,
        },
    }


def _nav_title(page: PlannedPage) -> str:
    return attribute_html(f"{page.number}. {page.title}" if page.number else page.title)


def _front_matter(meta: dict[str, Any]) -> str:
    """Write a page's front matter.

    JSON is YAML, except that YAML takes no surrogate pairs and folds some line separators: what is not ASCII is
    written by YAML's own escapes.
    """
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in meta.items())
    return "---\n" + _NOT_ASCII.sub(lambda found: f"\\U{ord(found[0]):08x}", "".join(lines)) + "---\n\n"
