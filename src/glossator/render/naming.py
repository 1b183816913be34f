"""The persons of an edition as its pages show them, and their names in the text as quiet links.

    "Bentley wrote to Hume."  ->  <a class="gl-name" href="../persons/bentley/">Bentley</a> wrote to …

Only a name that stands for its person is a link: not "the Hume papers", not a name inside a citation or a heading, not
one of which it is uncertain whom it means.

A chapter names a few persons hundreds of times. The Tab key therefore stops once for each person and page of the site,
at the first naming; the others lead to the same place, and can be pointed at, touched and listed as links.

The first name of each person on each printed page has an id: what tells of that page leads there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from glossator.ids import Ids
from glossator.locators import join_pages
from glossator.model import Edition, Naming, Person, Unit, Use
from glossator.persons.audit import Audit, audit_index
from glossator.render import urls
from glossator.render.passages import Marked, NameLink
from glossator.render.plan import Plan, PlannedPage, page_blocks
from glossator.spans import ranges_hold

JOINED_FROM: Final = 2  # consecutive pages from which on they are written as a range
# A year of EDTF, and what makes it uncertain: `1694-11-21`, `1694~`, `-0043?`.
_DATE: Final = re.compile(r"(?P<year>-?\d{4,})(?:-\d\d){0,2}(?P<doubt>[~?%]?)")


class ShownPerson(NamedTuple):
    """A person as every page shows it."""

    person: Person
    address: str  # of the person's page
    dates: str  # "1694–1778", "c. 1694–1778", "died 1117"; "" where nothing is known
    times: int  # how often body and commentary name the person
    pages: tuple[str, ...]  # printed pages with such a naming, consecutive ones joined: "7", "13–17"


class Named(NamedTuple):
    """Everything that pages need to know of persons."""

    persons: Mapping[str, ShownPerson]  # by id, in the order of the edition
    mentions: Mapping[str, tuple[Naming, ...]]  # by id of the unit: names that stand for a person, in order
    of_person: Mapping[str, tuple[Naming, ...]]  # the same by id of the person, those in notes last
    places: Mapping[str, str]  # id of a unit, a note or a division -> its address
    first: Mapping[
        tuple[str, str], str
    ]  # id of a person, label of a printed page -> the address of the first name there
    fragments: Mapping[tuple[str, int], str]  # id of a unit, start of a name in it -> the id of the name
    audit: Audit | None  # None where no index is printed, or no person is named


class PageNames(NamedTuple):
    """The names on a page of the site."""

    marked: Mapping[str, tuple[Marked, ...]]  # by id of the unit or note
    persons: tuple[ShownPerson, ...]  # each once, in the order in which they are first named


def named_persons(edition: Edition, plan: Plan) -> Named:
    """Return the persons of an edition and their names by unit."""
    mentions: dict[str, list[Naming]] = {}
    of_person: dict[str, list[Naming]] = {person.id: [] for person in edition.persons}
    for naming in edition.namings:
        if naming.use is Use.MENTION and naming.person in of_person:
            mentions.setdefault(naming.unit, []).append(naming)
            of_person[naming.person].append(naming)
    persons = {
        person.id: ShownPerson(
            person,
            urls.person(edition.metadata.id, person.id),
            life_dates(person),
            len(of_person[person.id]),
            join_pages((label for naming in of_person[person.id] for label in pages_of(naming)), JOINED_FROM),
        )
        for person in edition.persons
    }
    audited = any(page.kind == "audit" for page in plan.pages)
    places = _places(plan)
    first, fragments = _first_names(edition, of_person, places)
    return Named(
        persons,
        {unit: tuple(found) for unit, found in mentions.items()},
        {person: tuple(found) for person, found in of_person.items()},
        places,
        first,
        fragments,
        audit_index(edition.document, edition.persons, edition.namings) if audited else None,
    )


def pages_of(naming: Naming) -> Iterator[str]:
    """Yield the printed pages on which a name stands: two where a page break cuts it."""
    if naming.page is not None:
        yield naming.page
    if naming.next_page is not None:
        yield naming.next_page


def _first_names(
    edition: Edition, of_person: Mapping[str, Sequence[Naming]], places: Mapping[str, str]
) -> tuple[dict[tuple[str, str], str], dict[tuple[str, int], str]]:
    """Give the first name of each person on each printed page an id: one in the text, or else one in a note."""
    cited: dict[str, list[tuple[int, int]]] = {}
    for citation in edition.citations:
        cited.setdefault(citation.note, []).append((citation.start, citation.end))
    first: dict[tuple[str, str], str] = {}
    fragments: dict[tuple[str, int], str] = {}
    ids = Ids()
    for person, namings in of_person.items():
        for naming in namings:
            if naming.unit not in places or ranges_hold(cited.get(naming.unit, ()), naming.start):
                continue  # a page does not show it, or as part of a citation
            at = (naming.unit, naming.start)
            for label in pages_of(naming):
                if (person, label) not in first:
                    if at not in fragments:
                        fragments[at] = ids.take(urls.naming_fragment(person, label))
                    first[person, label] = urls.place(urls.page_of(places[naming.unit]), fragments[at])
    return first, fragments


def _places(plan: Plan) -> dict[str, str]:
    places = dict(plan.places)
    for page in plan.pages:
        blocks = page_blocks(page.division) if page.division is not None else ()
        for block in blocks:
            if isinstance(block, Unit) and block.id:
                places[block.id] = urls.place(page.address, urls.paragraph_fragment(block.id))
    for address, notes in plan.notes.items():
        for note in notes:
            places[note.id] = urls.place(address, urls.note_fragment(note.id))
    return places


def names_on_page(plan: Plan, page: PlannedPage, named: Named) -> PageNames:
    """Return the names on a page of the site as links, body first and then notes."""
    blocks = page_blocks(page.division) if page.division is not None else ()
    units = [block.id for block in blocks if isinstance(block, Unit)]
    units += [note.id for note in plan.notes.get(page.address, ())]
    links: dict[str, str] = {}
    marked: dict[str, tuple[Marked, ...]] = {}
    for unit in units:
        marks = []
        for naming in named.mentions.get(unit, ()):
            stop = naming.person not in links
            href = links.setdefault(naming.person, urls.link(named.persons[naming.person].address, page.address))
            fragment = named.fragments.get((unit, naming.start), "")
            marks.append(Marked(naming.start, naming.end, NameLink(href, stop, fragment)))
        if marks:
            marked[unit] = tuple(marks)
    return PageNames(marked, tuple(named.persons[person] for person in links))


def life_dates(person: Person) -> str:
    """Return when a person lived, in years; "" where nothing is known."""
    born, died = _year(person.born), _year(person.died)
    if born and died:
        return f"{born}–{died}"
    return f"born {born}" if born else f"died {died}" if died else ""


def _year(date: str) -> str:
    found = _DATE.fullmatch(date)
    if not found:
        return date
    year = int(found["year"])
    text = str(year) if year > 0 else f"{1 - year} BC"
    return f"c. {text}" if found["doubt"] == "~" else f"{text}?" if found["doubt"] else text


def times_words(times: int) -> str:
    """Return how often something happens: "once", "twice", "12 times"."""
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def pages_words(locators: Sequence[str], shown: int) -> str:
    """Return printed pages in words: "page 7", "pages 7, 13–17"; of more than `shown` it is said how many there are."""
    if not locators:
        return ""
    noun = "page" if len(locators) == 1 and locators[0].isalnum() else "pages"
    if len(locators) <= shown + 1:
        return f"{noun} {', '.join(locators)}"
    return f"{noun} {', '.join(locators[:shown])} and {len(locators) - shown} more"
