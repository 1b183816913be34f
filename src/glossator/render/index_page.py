"""The printed index with live locators: each leads to what was found there, and says what that is.

    Hume, David 12, 13–15   ->   12: his name in the text of that page; 13–15, marked "n": his name in a note

The printed entry stays as it is: marks are made by the style sheet and explained above the index. Below it stand the
entries that the index has lost or never had; they are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from markupsafe import Markup

from glossator.locators import expand_locator
from glossator.model import Edition, IndexEntry, Naming
from glossator.persons.audit import EntryAudit, Found, Lack, LocatorFind, PageFind, SupplementEntry
from glossator.render import urls
from glossator.render.html import mark_html, text_html
from glossator.render.naming import Named, PageNames, names_on_page, pages_of
from glossator.render.passages import EntryLink, Marked
from glossator.render.plan import Plan, PlannedPage, index_entries
from glossator.render.titles import titled_link
from glossator.render.views import (
    FindLine,
    IndexView,
    LegendLine,
    LocatorFinds,
    SupplementLetter,
    SupplementLine,
    SupplementSection,
)
from glossator.walk import flatten_lines, index_of

FOUND: Final[Mapping[Found, str]] = {
    Found.BODY: "named in the text",
    Found.NOTE: "named only in a note",
    Found.TITLE: "only in a citation or a heading",
    Found.ATTRIBUTIVE: "only in the name of a thing",
    Found.DOUBTFUL: "only where it is not certain who is meant",
    Found.NOTHING: "not found",
}
GAPS: Final = "gaps"  # the mark of a range with pages on which nothing was found
_GAPS_WORDS: Final = "a range: on some of its pages not found"
_BEST_FIRST: Final = tuple(Found)
_PAGE: Final = r"(?:\d{1,4}|[ivxlc]{1,7})"
_LOCATOR: Final = re.compile(rf"(?<![^\W_]){_PAGE}(?:\s?[–—-]\s?{_PAGE})?")


def index_names(edition: Edition, plan: Plan, page: PlannedPage, named: Named) -> PageNames:
    """Return the headwords and locators of an index as links, and the names in what else stands on its page."""
    links = EntryLinks(plan, page, named)
    names = names_on_page(plan, page, named)
    entries = {
        fragment: tuple(_entry_marks(entry, fragment, audited, links))
        for fragment, entry, audited in _audited(edition, page, named)
    }
    return PageNames({**names.marked, **entries}, names.persons)


def index_view(edition: Edition, plan: Plan, page: PlannedPage, named: Named) -> IndexView | None:
    """Return what stands around the entries of an index; None where nothing is known of any of them."""
    entries = tuple(_audited(edition, page, named))
    if named.audit is None or not entries:
        return None
    first = next(planned for planned in plan.pages if planned.kind == page.kind)  # of several indexes
    supplement = tuple(enumerate(named.audit.supplement if page is first else (), 1))
    links = EntryLinks(plan, page, named)
    finds = [
        (_at(fragment, number), find)
        for fragment, _, audited in entries
        for number, find in enumerate(audited.locators, 1)
    ]
    finds += [
        (_at(urls.supplement_fragment(ordinal), number), find)
        for ordinal, entry in supplement
        for number, find in enumerate(_mention_finds(entry, named), 1)
    ]
    lost_letters = named.audit.lost_letters
    lost = [(at, entry) for at, entry in supplement if _is_lost(entry, lost_letters)]
    others = [(at, entry) for at, entry in supplement if not _is_lost(entry, lost_letters)]
    return IndexView(
        audit=tuple(titled_link(planned, page.address) for planned in plan.pages if planned.kind == "audit"),
        legend=tuple(_legend(find for _, find in finds)),
        lost=_section(lost, urls.LOST_ENTRIES, named, links),
        others=_section(others, urls.OTHER_ENTRIES, named, links),
        finds=tuple(
            LocatorFinds(at, tuple(FindLine(links.page_href(one), one.page, FOUND[one.found]) for one in find.pages))
            for at, find in finds
        ),
    )


def best_found(find: LocatorFind) -> Found:
    """Return the best of what was found on the pages of a locator."""
    return min((one.found for one in find.pages), key=_BEST_FIRST.index, default=Found.NOTHING)


class EntryLinks:
    """Makes the links of index entries on one page of the site."""

    def __init__(self, plan: Plan, page: PlannedPage, named: Named) -> None:
        """Take what is known, and the page on which the links stand."""
        self._plan = plan
        self._page = page
        self._named = named

    def headword(self, person: str) -> EntryLink:
        """Return what a headword becomes; `person` is the id."""
        return EntryLink("gl-headword", urls.link(self._named.persons[person].address, self._page.address))

    def locator(self, at: str, find: LocatorFind) -> EntryLink:
        """Return what a locator becomes: it leads to the first of its pages on which something was found.

        Args:
            at: what joins the locator and the finds of its preview.
            find: the locator.
        """
        first = next((one for one in find.pages if one.naming is not None), next(iter(find.pages), None))
        attributes = f' data-at="{at}"'
        marks = tuple(_marks(find))
        if marks:
            described = " ".join(urls.found_fragment(mark) for mark in marks)
            attributes += f' data-found="{" ".join(marks)}" aria-describedby="{described}"'
        return EntryLink("gl-locator", self.page_href(first) if first is not None else "", attributes)

    def page_href(self, one: PageFind) -> str:
        """Return where a page of a locator leads; "" if the book does not have the page.

        It leads to the name; where that is part of something else, to the paragraph or note that begins on the page;
        else to where the page begins.
        """
        place = self._plan.printed.get(one.page, "")
        if one.naming is not None:
            unit = one.naming.unit
            if self._plan.begins.get(unit) == one.page or not place:
                place = self._named.places.get(unit, place)
            place = self._named.first.get((one.naming.person, one.page), place)
        return urls.link(place, self._page.address) if place else ""


def _audited(edition: Edition, page: PlannedPage, named: Named) -> Iterator[tuple[str, IndexEntry, EntryAudit]]:
    """Yield the entries of a page of whose person something is known, with their ids."""
    if named.audit is None:
        return
    audits = {entry.ordinal: entry for entry in named.audit.entries if entry.person in named.persons}
    known = {entry.spans: audits.get(ordinal) for ordinal, entry in enumerate(index_of(edition.document), 1)}
    for fragment, entry in index_entries(page):
        audited = known.get(entry.spans)
        if audited is not None:
            yield fragment, entry, audited


def _entry_marks(entry: IndexEntry, fragment: str, audited: EntryAudit, links: EntryLinks) -> Iterator[Marked]:
    """Yield the headword and each printed locator; a locator may be cut by the end of a line: `137–` `150`."""
    text = flatten_lines([entry.children]).text
    start = text.find(entry.headword)
    end = start + len(entry.headword) if start >= 0 else 0
    if end:
        yield Marked(start, end, links.headword(audited.person))
    known = {find.locator: (number, find) for number, find in enumerate(audited.locators, 1)}
    for printed in _LOCATOR.finditer(text, end):
        number, find = known.get("".join(printed[0].split()), (0, None))
        if find is not None:
            yield Marked(printed.start(), printed.end(), links.locator(_at(fragment, number), find))


def _at(fragment: str, number: int) -> str:
    """Return what joins a locator and its finds: the entry, and the locator's number in it."""
    return f"{fragment}.{number}"


def _marks(find: LocatorFind) -> Iterator[str]:
    """Yield the marks of a locator: the best that was found, unless it is plain, and whether pages lack the person."""
    best = best_found(find)
    if best is not Found.BODY:
        yield best.value
    if best is not Found.NOTHING and any(one.found is Found.NOTHING for one in find.pages):
        yield GAPS


def _legend(finds: Iterable[LocatorFind]) -> Iterator[LegendLine]:
    """Yield the explanations of the marks that occur."""
    used = {mark for find in finds for mark in _marks(find)}
    words = {found.value: said for found, said in FOUND.items()} | {GAPS: _GAPS_WORDS}
    yield from (LegendLine(urls.found_fragment(mark), mark, said) for mark, said in words.items() if mark in used)


# --- what the print lacks -----------------------------------------------------------------------------------------


def _is_lost(entry: SupplementEntry, lost_letters: Iterable[str]) -> bool:
    """Tell whether the book as printed had the entry, most likely; it may have left out a person on purpose."""
    return entry.lack in (Lack.REST, Lack.LOST) or (entry.lack is Lack.LETTER and entry.letter in lost_letters)


def _section(
    entries: Iterable[tuple[int, SupplementEntry]], fragment: str, named: Named, links: EntryLinks
) -> SupplementSection | None:
    letters = tuple(
        SupplementLetter(letter, tuple(_supplement_line(ordinal, entry, named, links) for ordinal, entry in group))
        for letter, group in groupby(entries, key=lambda pair: pair[1].letter)
    )
    return SupplementSection(fragment, letters) if letters else None


def _supplement_line(ordinal: int, entry: SupplementEntry, named: Named, links: EntryLinks) -> SupplementLine:
    fragment = urls.supplement_fragment(ordinal)
    locators = (
        mark_html(links.locator(_at(fragment, number), find), text_html(find.locator))
        for number, find in enumerate(_mention_finds(entry, named), 1)
    )
    return SupplementLine(
        fragment=fragment,
        headword=Markup(mark_html(links.headword(entry.person), text_html(entry.headword))),
        locators=Markup(", ".join(locators)),
        rest=entry.lack is Lack.REST,
    )


def _mention_finds(entry: SupplementEntry, named: Named) -> Iterator[LocatorFind]:
    """Yield the locators of an entry that is ours, with the namings from which it was made."""
    first: dict[str, Naming] = {}
    for naming in named.of_person[entry.person]:  # body before notes
        for label in pages_of(naming):
            first.setdefault(label, naming)
    for locator in entry.locators:
        yield LocatorFind(locator, tuple(_mention_find(label, first.get(label)) for label in expand_locator(locator)))


def _mention_find(label: str, naming: Naming | None) -> PageFind:
    if naming is None:
        return PageFind(label, Found.NOTHING, None)
    return PageFind(label, Found.NOTE if naming.in_note else Found.BODY, naming)
