"""What the page of all persons shows: each with dates, a line, how often and where first named; the whole cast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from glossator.model import Edition, IndexEntry, Person
from glossator.persons.sorting import inverted
from glossator.persons.works import PersonWorks, works_of_persons
from glossator.render import urls
from glossator.render.cast import cast_view
from glossator.render.mentions import Line, mention_lines
from glossator.render.naming import Named
from glossator.render.person_plot import Axis, plot_axis
from glossator.render.plan import Plan, PlannedPage, list_letter
from glossator.render.views import PersonRow, PersonsLetter, PersonsView, TitledLink
from glossator.walk import plain_text

_NO_LETTER = "Other"


class People(NamedTuple):
    """Everything that the pages of persons need to know, made once for an edition."""

    lines: Mapping[str, tuple[Line, ...]]  # by id: where each person is named
    works: Mapping[str, PersonWorks]  # by id
    entries: Mapping[str, TitledLink]  # by headword: the address and the text of the line in the printed index
    axis: Axis  # of the plots


def people_of(edition: Edition, plan: Plan, named: Named) -> People:
    """Return what is known of the persons of an edition."""
    entries: dict[str, TitledLink] = {}
    for page in plan.pages:
        blocks = page.division.blocks if page.division is not None else ()
        for at, entry in enumerate((block for block in blocks if isinstance(block, IndexEntry)), 1):
            address = urls.place(page.address, urls.index_fragment(at))
            entries.setdefault(entry.headword, TitledLink(address, plain_text(entry.children).strip()))
    works = works_of_persons(edition.persons, edition.works) if plan.works else {}
    axis = plot_axis(edition.document.pages, plan)
    return People(mention_lines(edition.document, plan, named), works, entries, axis)


def persons_view(plan: Plan, page: PlannedPage, named: Named, people: People) -> PersonsView:
    """Return what the page of all persons shows."""
    ranks = _ranks(plan, people)
    letters: dict[str, list[PersonRow]] = {}
    persons = [(planned, planned.person) for planned in plan.persons if planned.person is not None]
    for planned, person in persons:
        row = _row(planned, person, plan, page, named, people, ranks)
        letters.setdefault(list_letter(person) or _NO_LETTER, []).append(row)
    return PersonsView(
        facts=_facts([person for _, person in persons], named),
        cast=cast_view(people.lines, plan, page),
        list=urls.PERSONS_LIST,
        letters=tuple(
            PersonsLetter(letter, urls.letter_fragment(letter), tuple(rows)) for letter, rows in letters.items()
        ),
    )


def first_page(lines: Sequence[Line], plan: Plan, page: str) -> TitledLink | None:
    """Return the printed page on which a person is named first, as a link where the site has its place."""
    label = next((line.page for line in lines if line.page is not None), None)
    return page_link(label, plan, page) if label is not None else None


def page_link(label: str, plan: Plan, page: str) -> TitledLink:
    """Return a printed page as a link from the page at address `page`; "" where its place is not known."""
    address = plan.printed.get(label)
    return TitledLink(urls.link(address, page) if address else "", label)


def _ranks(plan: Plan, people: People) -> dict[str, int]:
    """Return the persons in the order in which the book first names them, counted from 1."""
    chapters = {page.address: at for at, page in enumerate(plan.pages)}
    labels = {label: at for at, label in enumerate(plan.printed)}
    first: list[tuple[int, int, bool, int, str]] = []
    for person, lines in people.lines.items():
        naming = lines[0].context.namings[0]
        chapter, page = chapters[lines[0].chapter.address], labels.get(lines[0].page or "", -1)
        first.append((chapter, page, naming.in_note, naming.spans[0].start if naming.spans else 0, person))
    return {person: rank for rank, (*_, person) in enumerate(sorted(first), 1)}


def _row(
    planned: PlannedPage,
    person: Person,
    plan: Plan,
    page: PlannedPage,
    named: Named,
    people: People,
    ranks: Mapping[str, int],
) -> PersonRow:
    shown = named.persons[person.id]
    name = str(inverted(person))
    return PersonRow(
        href=urls.link(planned.address, page.address),
        name=name,
        words=_other_words(person, name),
        dates=shown.dates,
        about=person.about,
        kind=person.kind or "",
        times=shown.times,
        first=first_page(people.lines.get(person.id, ()), plan, page.address),
        rank=ranks.get(person.id, len(ranks) + 1),
        listed=person.headword is not None,
    )


def _other_words(person: Person, name: str) -> str:
    """Return the words of a person's other names, of the printed headword and of the forms in the text."""
    known = name.casefold()
    words = dict.fromkeys(word for form in (person.headword or "", *person.forms) for word in form.split())
    return " ".join(word for word in words if word.casefold() not in known)


def _facts(persons: Sequence[Person], named: Named) -> str:
    """Return how many persons there are, and how often the book names them."""
    listed = sum(person.headword is not None for person in persons)
    more = len(persons) - listed
    never = sum(not named.persons[person.id].times for person in persons)
    parts = [f"{listed} persons in the printed index"] if listed else []
    if more:
        parts.append(f"{more} whom it lacks" if listed else f"{more} persons")
    total = sum(shown.times for shown in named.persons.values())
    words = "; ".join(parts)
    words += f". Text and notes name them {total} times" if total else ""
    return words + (f"; {never} of them are never named." if never and total else ".")
