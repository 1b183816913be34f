"""The page that holds the printed index against the text: figures first, then each kind of difference as a table.

For example, of the locators that lead to no mention: Hume, David | not found | 12, 17.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Final

from markupsafe import Markup

from glossator.locators import page_key
from glossator.model import Edition, IndexEntry
from glossator.persons.audit import Audit, EntryAudit, Found, Lack, LetterTrial, PageFind, sum_trials
from glossator.render import urls
from glossator.render.html import text_html
from glossator.render.index_page import FOUND, EntryLinks, best_found
from glossator.render.naming import Named, pages_of
from glossator.render.plan import Plan, PlannedPage, index_entries
from glossator.render.views import AuditTable, AuditView, Fact
from glossator.walk import index_of

_MENTIONS: Final = (Found.BODY, Found.NOTE)
_NO_MENTIONS: Final = (Found.TITLE, Found.ATTRIBUTIVE, Found.DOUBTFUL, Found.NOTHING)


def audit_view(edition: Edition, plan: Plan, page: PlannedPage, named: Named, audit: Audit) -> AuditView:
    """Return what the page of the audit shows."""
    tables = _Tables(edition, plan, page, named, audit)
    return AuditView(
        title=page.title,
        facts=tuple(_facts(audit)),
        tables=tuple(table for table in tables.all() if table.rows),
    )


def _facts(audit: Audit) -> Iterator[Fact]:
    known = [entry for entry in audit.entries if entry.person]
    locators = sum(len(entry.locators) for entry in known)
    unknown = len(audit.entries) - len(known)
    yield Fact("Entries", f"{len(audit.entries)}" + (f", {unknown} of them of no known person" if unknown else ""), "")
    yield Fact("Locators", str(locators), "")
    missing = ", ".join(audit.missing_letters) or "none"
    yield Fact("Letters missing", missing, "")
    yield Fact("Order", _order(len(audit.out_of_order)), "")
    yield Fact("Persons without entry", str(len(audit.without_entry)), "")


def _order(number: int) -> str:
    if not number:
        return "alphabetical throughout"
    return "one entry out of order" if number == 1 else f"{number} entries out of order"


class _Tables:
    """Makes the tables of the page."""

    def __init__(self, edition: Edition, plan: Plan, page: PlannedPage, named: Named, audit: Audit) -> None:
        self._page = page
        self._named = named
        self._audit = audit
        self._links = EntryLinks(plan, page, named)
        self._printed: Mapping[int, IndexEntry] = dict(enumerate(index_of(edition.document), 1))
        self._places = {
            entry.spans: urls.place(planned.address, fragment)
            for planned in plan.pages
            for fragment, entry in index_entries(planned)
        }
        self._known = [entry for entry in audit.entries if entry.person in named.persons]

    def all(self) -> Iterator[AuditTable]:
        """Yield the tables in the order of the page."""
        yield self._found()
        yield self._no_mention()
        yield self._unlisted()
        yield self._without_entry()
        yield self._letters()
        yield self._out_of_order()
        yield self._cut()
        yield self._trials()

    # --- cells ---------------------------------------------------------------------------------------------------

    def _entry(self, ordinal: int) -> Markup:
        """Return the headword of an entry as a link to it."""
        entry = self._printed[ordinal]
        place = self._places.get(entry.spans)
        return _link(urls.link(place, self._page.address) if place else "", entry.headword)

    def _person(self, person: str) -> Markup:
        shown = self._named.persons[person]
        return _link(urls.link(shown.address, self._page.address), shown.person.name)

    def _pages(self, finds: Iterable[PageFind]) -> Markup:
        return Markup(", ").join(_link(self._links.page_href(find), find.page) for find in finds)

    def _mentions(self, person: str, pages: Iterable[str]) -> tuple[tuple[PageFind, ...], tuple[PageFind, ...]]:
        """Return the first mention of a person on each page: those in the text, and those only in notes."""
        first: dict[str, PageFind] = {}
        for naming in self._named.of_person[person]:  # body before notes
            found = Found.NOTE if naming.in_note else Found.BODY
            for label in pages_of(naming):
                first.setdefault(label, PageFind(label, found, naming))
        finds = [first[label] for label in sorted(pages, key=page_key) if label in first]
        return (
            tuple(find for find in finds if find.found is Found.BODY),
            tuple(find for find in finds if find.found is Found.NOTE),
        )

    # --- tables --------------------------------------------------------------------------------------------------

    def _found(self) -> AuditTable:
        finds = [find for entry in self._known for find in entry.locators]
        locators = Counter(best_found(find) for find in finds)
        pages = Counter(one.found for find in finds for one in find.pages)
        rows = [(words.capitalize(), locators[found], pages[found]) for found, words in FOUND.items()]
        return AuditTable(
            fragment="found",
            title="What the locators lead to",
            about="The best that was found on a page counts, and for a range the best of its pages.",
            head=("Found", "Locators", "Pages"),
            rows=tuple(_row(row) for row in (*rows, ("All", locators.total(), pages.total()))),
            numbers=True,
        )

    def _no_mention(self) -> AuditTable:
        rows = []
        for entry in self._known:
            finds = [one for find in entry.locators for one in find.pages if one.found not in _MENTIONS]
            for kind in _NO_MENTIONS:
                of_kind = [one for one in finds if one.found is kind]
                if of_kind:
                    rows.append(_row((self._entry(entry.ordinal), FOUND[kind], self._pages(of_kind))))
        return AuditTable(
            fragment="no-mention",
            title="Locators that lead to no mention",
            about="Pages that the index lists and on which neither the text nor a note names the person. The book may"
            " speak of someone without a name.",
            head=("Entry", "Found", "Pages"),
            rows=tuple(rows),
        )

    def _unlisted(self) -> AuditTable:
        rows = []
        for entry in self._known:
            in_text, in_notes = self._mentions(entry.person, entry.unlisted)
            if in_text or in_notes:
                rows.append(_row((self._entry(entry.ordinal), self._pages(in_text), self._pages(in_notes))))
        return AuditTable(
            fragment="unlisted",
            title="Pages that the index does not list",
            about="Pages that name a person who has an entry, and that the entry lacks."
            + ("" if self._audit.habit.notes else " This index does not list names that stand in notes only."),
            head=("Entry", "In the text", "Only in notes"),
            rows=tuple(rows),
        )

    def _without_entry(self) -> AuditTable:
        rows = []
        lost = {entry.person for entry in self._audit.supplement if entry.lack is Lack.LOST}
        for person in self._audit.without_entry:
            shown = self._named.persons[person]
            labels = {label for naming in self._named.of_person[person] for label in pages_of(naming)}
            in_text, in_notes = self._mentions(person, labels)
            judgement = "most likely lost" if person in lost else ""
            rows.append(
                _row((self._person(person), shown.times, self._pages(in_text), self._pages(in_notes), judgement))
            )
        return AuditTable(
            fragment="without-entry",
            title="Persons without an entry",
            about="Persons whom text or notes name and whom the index does not have. Most likely lost is who is named"
            " on so many pages that this index has nearly all others of whom that is true.",
            head=("Person", "Named", "In the text", "Only in notes", "Judgement"),
            rows=tuple(rows),
        )

    def _letters(self) -> AuditTable:
        entries = [entry for entry in self._audit.supplement if entry.lack is Lack.LETTER]
        rows = []
        for letter, group in groupby(entries, key=lambda entry: entry.letter):
            persons = list(group)
            lost = "most likely lost" if letter in self._audit.lost_letters else "may be left out with intent"
            rows.append(_row((letter, lost, Markup(", ").join(self._person(entry.person) for entry in persons))))
        return AuditTable(
            fragment="letters",
            title="Letters missing",
            about="Letters under which the index has no entry, though the text names persons who belong there. Most"
            " likely lost are those with more persons than this index leaves out by chance.",
            head=("Letter", "Judgement", "Persons"),
            rows=tuple(rows),
        )

    def _out_of_order(self) -> AuditTable:
        rows = (
            _row(tuple(self._entry(at) if at in self._printed else "" for at in (ordinal, ordinal - 1, ordinal + 1)))
            for ordinal in self._audit.out_of_order
        )
        return AuditTable(
            fragment="order",
            title="Entries out of order",
            about="Entries that do not stand where the alphabet has them.",
            head=("Entry", "Stands after", "And before"),
            rows=tuple(rows),
        )

    def _cut(self) -> AuditTable:
        rows = []
        for entry in self._known:
            if entry.cut:
                last = entry.locators[-1].locator if entry.locators else "none"
                in_text, _ = self._mentions(entry.person, _behind(entry))
                rows.append(_row((self._entry(entry.ordinal), last, self._pages(in_text))))
        return AuditTable(
            fragment="cut",
            title="Entries that seem cut",
            about="Entries that break off while the text names the person on and on.",
            head=("Entry", "Last locator", "Named behind it"),
            rows=tuple(rows),
        )

    def _trials(self) -> AuditTable:
        trials = self._audit.trials
        rows = [_row((_trial_name(trial), *_trial_figures(trial))) for trial in (*trials, sum_trials(trials))]
        return AuditTable(
            fragment="trial",
            title="How far the rebuilt entries can be trusted",
            about="Each printed letter was left out, rebuilt from the names in the text like a lost one, and compared"
            " with the print. Precision is the share of the rebuilt pages that the print has, recall the"
            " share of the printed pages that were rebuilt.",
            head=("Letter", "Entries", "Printed pages", "Rebuilt", "In both", "Precision", "Recall"),
            rows=tuple(rows) if trials else (),
            numbers=True,
        )


def _behind(entry: EntryAudit) -> Iterator[str]:
    """Yield the pages behind the last one that an entry lists."""
    listed = [page_key(one.page) for find in entry.locators for one in find.pages]
    end = max(listed, default=None)
    yield from (label for label in entry.unlisted if end is None or page_key(label) > end)


def _trial_name(trial: LetterTrial) -> str:
    return trial.letter or "All"


def _trial_figures(trial: LetterTrial) -> Sequence[int | str]:
    return (
        trial.entries,
        trial.printed,
        trial.rebuilt,
        trial.agreeing,
        _share(trial.agreeing, trial.rebuilt),
        _share(trial.agreeing, trial.printed),
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}\N{NO-BREAK SPACE}%" if whole else "–"


def _row(cells: Iterable[Markup | str | int]) -> tuple[Markup, ...]:
    return tuple(cell if isinstance(cell, Markup) else Markup(text_html(str(cell))) for cell in cells)


def _link(href: str, words: str) -> Markup:
    html = text_html(words)
    return Markup(f'<a href="{escape(href)}">{html}</a>' if href else html)
