"""What a person's page shows: who it is, by what names and where the book names the person, works by and about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from glossator.citations.record import date_words
from glossator.model import Edition, Person, PersonKind, Work
from glossator.render import urls
from glossator.render.html import text_html
from glossator.render.mentions import Line, times_in_chapters
from glossator.render.naming import Named, times_words
from glossator.render.person_plot import plot_view
from glossator.render.persons import People, page_link
from glossator.render.plan import Plan, PlannedPage
from glossator.render.views import FormView, MentionsGroup, MentionView, PersonView, PersonWork, TitledLink
from glossator.render.works import Cited

OPEN_UP_TO: Final = 12  # sentences; where there are more, each chapter is unfolded when the reader asks for it
_ROLES: Final = {
    PersonKind.ACTOR: "takes part in what the book tells",
    PersonKind.SCHOLAR: "writes about what the book tells",
}
_AUTHORITIES: Final[Mapping[str, tuple[str, str]]] = {  # name, and what stands before the identifier
    "viaf": ("VIAF", "https://viaf.org/viaf/"),
    "gnd": ("GND", "https://d-nb.info/gnd/"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/"),
    "loc": ("Library of Congress", "https://id.loc.gov/authorities/names/"),
}
_DAY: Final = re.compile(r"\d{4}-\d\d.*")  # an EDTF date that tells more than the year


def person_view(edition: Edition, plan: Plan, at: int, cited: Cited, named: Named, people: People) -> PersonView:
    """Return what the page of a person shows; `at` is its place among the pages of persons."""
    page = plan.persons[at]
    person = page.person
    assert person is not None
    lines = people.lines.get(person.id, ())
    works = people.works.get(person.id)
    before, after = plan.persons[at - 1 : at], plan.persons[at + 1 : at + 2]
    return PersonView(
        name=person.name,
        dates=named.persons[person.id].dates,
        about=person.about,
        role=_ROLES[person.kind] if person.kind is not None else "",
        born=date_words(person.born, 3) if _DAY.fullmatch(person.born) else "",
        died=date_words(person.died, 3) if _DAY.fullmatch(person.died) else "",
        named=_how_often(lines),
        forms=_forms(lines),
        printed=_printed(person, people, page),
        authorities=tuple(_authorities(person)),
        plot=plot_view(lines, people.axis, named, page.address),
        groups=tuple(_groups(lines, plan, page, edition.metadata.language)),
        open=len(lines) <= OPEN_UP_TO,
        by=tuple(_works(works.by if works else (), cited, page)),
        works_about=tuple(_works(works.about if works else (), cited, page)),
        all_persons=TitledLink(urls.link(urls.persons(edition.metadata.id), page.address), "Persons"),
        previous=_turn(before, page),
        next=_turn(after, page),
    )


def _turn(pages: Sequence[PlannedPage], page: PlannedPage) -> TitledLink | None:
    return TitledLink(urls.link(pages[0].address, page.address), pages[0].title) if pages else None


def _how_often(lines: Sequence[Line]) -> str:
    """Return how often the book names the person, in how many chapters, and how many of it are in notes."""
    total = sum(line.times for line in lines)
    if not total:
        return "never"
    chapters = len(times_in_chapters(lines))
    in_notes = sum(naming.in_note for line in lines for naming in line.context.namings)
    words = times_words(total)
    if chapters > 1:
        words += f", in {chapters} chapters"
    if in_notes == total:
        words += ", in notes only" if total > 1 else ", in a note"
    elif in_notes:
        words += f"; {in_notes} of these in notes" if in_notes > 1 else "; one of these in a note"
    return words


def _forms(lines: Sequence[Line]) -> tuple[FormView, ...]:
    """Return the names as they stand in the text, with how often each stands there."""
    found = Counter(piece.text for line in lines for piece in line.context.pieces if piece.name)
    return tuple(FormView(form, times) for form, times in found.most_common())


def _printed(person: Person, people: People, page: PlannedPage) -> TitledLink | None:
    entry = people.entries.get(person.headword) if person.headword is not None else None
    return entry._replace(href=urls.link(entry.href, page.address)) if entry is not None else None


def _authorities(person: Person) -> Iterator[TitledLink]:
    for name, ident in person.authority.items():
        if name in _AUTHORITIES:
            title, address = _AUTHORITIES[name]
            yield TitledLink(address + quote(ident, safe=""), f"{title} {ident}")


def _groups(lines: Sequence[Line], plan: Plan, page: PlannedPage, language: str) -> Iterator[MentionsGroup]:
    for chapter, several in groupby(lines, lambda line: line.chapter):
        mentions = list(several)
        other = chapter.division.language if chapter.division is not None else None
        yield MentionsGroup(
            f"{chapter.number}. {chapter.title}" if chapter.number else chapter.title,
            times_words(sum(line.times for line in mentions)),
            tuple(_mention(line, plan, page, other or language) for line in mentions),
        )


def _mention(line: Line, plan: Plan, page: PlannedPage, language: str) -> MentionView:
    quoted = "".join(
        f"<mark>{text_html(piece.text)}</mark>" if piece.name else text_html(piece.text)
        for piece in line.context.pieces
    )
    return MentionView(
        where=line.where,
        href=urls.link(line.address, page.address),
        page=page_link(line.page, plan, page.address) if line.page is not None else None,
        quote=Markup(quoted),
        language=language,
    )


def _works(works: Sequence[Work], cited: Cited, page: PlannedPage) -> Iterator[PersonWork]:
    for work in works:
        shown = cited.works.get(work.key)
        if shown is not None:
            times = f"cited {times_words(shown.times)}" if shown.times else "never cited"
            yield PersonWork(Markup(shown.html), urls.link(shown.address, page.address), times)
