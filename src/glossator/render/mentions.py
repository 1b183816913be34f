"""Where persons are named, in the order of the book: chapter, paragraph or note, printed page, and the sentence.

Inside a chapter the printed pages give the order: what stands on a page, and then the notes at its foot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from glossator.model import Document, Inline, Naming, Unit
from glossator.persons.contexts import Context, contexts
from glossator.render import urls
from glossator.render.naming import Named
from glossator.render.plan import Plan, PlannedPage, page_blocks
from glossator.walk import flatten_lines, lines_of


class Line(NamedTuple):
    """A sentence that names a person once or more."""

    chapter: PlannedPage
    where: str  # "¶ 12", "note 136"
    address: str  # of the first naming if it has one, else of the paragraph or note
    page: str | None  # printed page of the first naming
    context: Context

    @property
    def times(self) -> int:
        """How often it names the person."""
        return len(self.context.namings)


class _Home(NamedTuple):
    """A paragraph or note in which persons are named."""

    where: str
    address: str
    lines: Iterable[tuple[Inline, ...]]
    namings: tuple[Naming, ...]


def mention_lines(document: Document, plan: Plan, named: Named) -> Mapping[str, tuple[Line, ...]]:
    """Return the places that name each person, by id."""
    order = {page.label: at for at, page in enumerate(document.pages)}
    found: dict[str, list[Line]] = {}
    for chapter in plan.pages:
        here: dict[str, list[Line]] = {}
        for home in _homes(chapter, plan, named):
            text = flatten_lines(home.lines).text
            by_person: dict[str, list[Naming]] = {}
            for naming in home.namings:
                by_person.setdefault(naming.person, []).append(naming)
            for person, namings in by_person.items():
                for context in contexts(text, namings):
                    naming = context.namings[0]
                    fragment = named.fragments.get((naming.unit, naming.start))
                    address = urls.place(chapter.address, fragment) if fragment else home.address
                    here.setdefault(person, []).append(Line(chapter, home.where, address, naming.page, context))
        for person, lines in here.items():
            found.setdefault(person, []).extend(
                sorted(lines, key=lambda line: (order.get(line.page or "", -1), line.context.namings[0].in_note))
            )
    return {person: tuple(lines) for person, lines in found.items()}


def times_in_chapters(lines: Iterable[Line]) -> Counter[str]:
    """Return how often each chapter names a person; chapters are told by their addresses."""
    times: Counter[str] = Counter()
    for line in lines:
        times[line.chapter.address] += line.times
    return times


def _homes(page: PlannedPage, plan: Plan, named: Named) -> Iterator[_Home]:
    for block in page_blocks(page.division) if page.division is not None else ():
        if isinstance(block, Unit) and block.id in named.mentions:
            address = urls.place(page.address, urls.paragraph_fragment(block.id))
            where = f"¶ {block.number}" if block.number else page.title
            yield _Home(where, address, lines_of(block), named.mentions[block.id])
    for note in plan.notes.get(page.address, ()):
        if note.id in named.mentions:
            address = urls.place(page.address, urls.note_fragment(note.id))
            lines = chain.from_iterable(map(lines_of, note.blocks))
            yield _Home(f"note {note.label}", address, lines, named.mentions[note.id])
