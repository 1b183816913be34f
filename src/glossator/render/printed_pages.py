"""The pages of the printed book: their list, the ways from each to the next, and the stubs that lead to them.

small-print/page/89/  ->  small-print/5/#page-89
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from glossator.facsimile import facsimile_address
from glossator.folio import label_in_id, page_id, parse_label
from glossator.model import Anchor, AnchorKind, Certainty, Document, Edition
from glossator.render import urls
from glossator.render.plan import Plan, PlannedPage
from glossator.render.views import PrintedGroup, PrintedPage, PrintedPagesView, StubView, TitledLink

if TYPE_CHECKING:
    import jinja2


class Neighbour(NamedTuple):
    """A printed page that begins on another page of the site."""

    label: str
    href: str
    facsimile: str  # "" where it has none


class Neighbours(NamedTuple):
    """The printed pages around those that begin on a page of the site."""

    before: tuple[Neighbour, ...]  # at most two: the page begins in the midst of the last of them
    after: tuple[Neighbour, ...]  # at most one


def neighbours_of(edition: Edition, plan: Plan) -> Mapping[str, Neighbours]:
    """Return the neighbours by the address of the page; pages without text are passed over."""
    textless = {label for labels in plan.skipped.values() for label in labels} | set(plan.trailing)
    begun = [(label, address) for label, address in plan.printed.items() if label not in textless]
    found: dict[str, Neighbours] = {}
    at = 0
    for page in plan.pages:
        if page.division is None:
            continue
        first = at
        while at < len(begun) and urls.page_of(begun[at][1]) == page.address:
            at += 1
        before, after = begun[max(0, first - 2) : first], begun[at : at + 1]
        found[page.address] = Neighbours(
            tuple(_neighbour(edition, page, *one) for one in before),
            tuple(_neighbour(edition, page, *one) for one in after),
        )
    return found


def _neighbour(edition: Edition, page: PlannedPage, label: str, address: str) -> Neighbour:
    return Neighbour(label, urls.link(address, page.address), _facsimile(edition, label))


def _facsimile(edition: Edition, label: str) -> str:
    template = edition.metadata.facsimile
    return (facsimile_address(template, label) or "") if template else ""


def first_and_last(document: Document) -> tuple[tuple[str, str], ...]:
    """Return the first and the last label of each count of the book's pages: `v` to `xii`, then `1` to `235`."""
    labels_in_order = (page.label for page in document.pages if document.divisions)  # else they have no place
    counts = groupby(labels_in_order, lambda label: (parse_label(label) or (None,))[0])
    runs = (tuple(labels) for _, labels in counts)
    return tuple((labels[0], labels[-1]) for labels in runs)


def extent_words(document: Document) -> str:
    """Return the pages of the book in words: "v–xii and 1–235"; "" where they are not known."""
    return " and ".join(f"{first}–{last}" if first != last else first for first, last in first_and_last(document))


# --- the page that lists them ----------------------------------------------------------------------------------


def has_pages(edition: Edition, plan: Plan) -> bool:
    """Tell whether the book has printed pages that are known, or once had."""
    return bool(plan.printed) or any(_vanished(edition, plan))


def printed_pages_view(edition: Edition, plan: Plan) -> PrintedPagesView:
    """Return what the list of all printed pages shows."""
    here = urls.printed_pages(edition.metadata.id)
    pages = {page.label: page for page in edition.document.pages}
    titles = {page.address: page for page in plan.pages}

    def shown(label: str, address: str) -> PrintedPage:
        page = pages.get(label)
        if page is not None and page.blank:
            remark = "without text"
        else:
            remark = "place inferred" if page is not None and page.certainty is Certainty.INTERPOLATED else ""
        return PrintedPage(label, urls.link(address, here), remark)

    return PrintedPagesView(
        extent=extent_words(edition.document),
        groups=tuple(
            PrintedGroup(_link_to(titles[address], here), tuple(shown(*one) for one in members))
            for address, members in groupby(plan.printed.items(), lambda one: urls.page_of(one[1]))
        ),
        vanished=tuple(
            TitledLink(urls.link(urls.printed_page(edition.metadata.id, label), here), label)
            for label, _ in _vanished(edition, plan)
        ),
    )


def _link_to(page: PlannedPage, here: str) -> TitledLink:
    return TitledLink(urls.link(page.address, here), page.title, page.number)


# --- files beside the pages ------------------------------------------------------------------------------------


def printed_page_files(
    edition: Edition, plan: Plan, templates: jinja2.Environment, site_url: str | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the files that lead to printed pages, by their path: where each begins, and a stub for each."""
    if not has_pages(edition, plan):
        return
    slug = edition.metadata.id
    places = [[label, urls.link(address, urls.edition(slug))] for label, address in plan.printed.items()]
    yield urls.pages_file(slug), json.dumps(places, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    template = templates.get_template("page.html.j2")
    for address, view in _stubs(edition, plan, site_url):
        yield urls.page_file(address), template.render(view=view).encode()


def _stubs(edition: Edition, plan: Plan, site_url: str | None) -> Iterator[tuple[str, StubView]]:
    """Yield the stubs by their addresses; of two labels that differ in signs only, the first has it."""
    slug = edition.metadata.id
    pages = {page.address: page for page in (*plan.pages, *plan.retired)}
    ids = {page.label: page.id for page in edition.document.pages if page.id}
    places = {ids.get(label, page_id(label)): address for label, address in plan.printed.items()}
    leading = {label: (address, False) for label, address in plan.printed.items()}
    for label, anchor in _vanished(edition, plan):
        leading[label] = _left_of(anchor, edition, places)
    taken: set[str] = set()
    for label, (target, gone) in leading.items():
        here = urls.printed_page(slug, label)
        if here in taken:
            continue
        taken.add(here)
        page = pages.get(urls.page_of(target))
        yield (
            here,
            StubView(
                label=label,
                book=edition.metadata.title,
                language=edition.metadata.language,
                href=urls.link(target, here) if page is not None else "",
                title=(f"{page.number}. {page.title}" if page.number else page.title) if page is not None else "",
                gone=gone,
                pages=urls.link(urls.printed_pages(slug), here),
                canonical="" if gone else urls.canonical(site_url, urls.page_of(target)) or "",
            ),
        )


def _vanished(edition: Edition, plan: Plan) -> Iterator[tuple[str, Anchor]]:
    """Yield the labels of published pages that the book of today does not have."""
    for anchor in edition.anchors.published:
        label = label_in_id(anchor.id)
        if anchor.kind is AnchorKind.PAGE and label not in plan.printed:
            yield label, anchor


def _left_of(anchor: Anchor, edition: Edition, places: Mapping[str, str]) -> tuple[str, bool]:
    """Return where a vanished page leads: to the page that it is now, or to where it stood; and whether it is gone.

    Args:
        anchor: its published id.
        edition: the edition.
        places: where the pages of today begin, by their ids.
    """
    if anchor.now is not None and anchor.now in places:
        return places[anchor.now], False
    home = anchor.homes[-1] if anchor.homes else ""
    label = label_in_id(anchor.id)
    return urls.place(urls.division(edition.metadata.id, home), urls.page_fragment(label)), True
