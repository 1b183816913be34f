"""What the page of the bibliography shows: every work formatted and as printed, and every place that cites it.

The works of the printed bibliography stand in its order, under its headings; those that only the notes cite follow. An
edition whose book prints no bibliography has the second part only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from markupsafe import Markup

from glossator.citations.formatting import sort_key
from glossator.citations.places import CitingPlace, citing_places
from glossator.citations.record import issued
from glossator.model import BibliographyEntry, DivisionKind, Edition, Unit, Work
from glossator.render import urls
from glossator.render.divisions import (
    Run,
    extent,
    heading_runs,
    note_views,
    page_context,
    person_cards,
    reference_views,
    section_heading,
    trailing_html,
)
from glossator.render.html import (
    PageContext,
    inlines_html,
    markdown_text_html,
    printed_entry_html,
    text_html,
    unit_html,
)
from glossator.render.leaning import leaning_view
from glossator.render.naming import Named, names_on_page
from glossator.render.passages import leaf_passages
from glossator.render.plan import Plan, PlannedPage, page_blocks
from glossator.render.titles import bibliography_files
from glossator.render.tongues import line_html, titles_in_line
from glossator.render.views import BibliographyView, CorrectionView, PlaceView, TitledLink, WorksSection, WorkView
from glossator.render.works import Cited, ShownWork, locator_words, manner
from glossator.walk import all_divisions, flatten_lines

OPEN_UP_TO: Final = 2  # places; more are shown when the reader asks for them
FORMATS: Final = {"bib": "BibTeX", "ris": "RIS", "json": "CSL JSON"}
_NOTHING: Final = Markup()


def bibliography_view(edition: Edition, plan: Plan, page: PlannedPage, cited: Cited, named: Named) -> BibliographyView:
    """Return what the page of the bibliography shows."""
    names = names_on_page(plan, page, named)
    context = page_context(edition, plan, page, names)
    division = page.division
    places = citing_places(edition.document, edition.citations)
    works = _Works(edition, plan, page, cited, places, context)
    listed = {shown.work.listed: shown for shown in cited.works.values() if shown.work.listed is not None}
    own = tuple(_section(run, works, listed, context) for run in heading_runs(division, context)) if division else ()
    elsewhere = tuple(_sections_elsewhere(edition, page, works, listed, context))
    listed_here = {work.fragment for section in (*own, *elsewhere) for part in section.works for work in part}
    language = edition.metadata.language
    notes = note_views(plan, page, context, cited)
    return BibliographyView(
        number=page.number,
        title=Markup(
            inlines_html(division.heading.children, context, markdown_text_html)
            if division is not None
            else markdown_text_html(page.title)
        ),
        language=(division.language if division is not None else None) or language,
        extent=extent(division) if division is not None else "",
        facts=_facts(cited),
        downloads=bibliography_files(edition.metadata.id, page.address),
        leaning=leaning_view(cited, places, plan, page),
        sections=(*own, *elsewhere),
        others=tuple(
            works.view(shown, None)
            for shown in sorted(cited.works.values(), key=lambda shown: works.ranks[shown.work.key])
            if shown.fragment not in listed_here
        ),
        notes=notes,
        traces=_traces(context, bool(notes)),
        trailing=trailing_html(plan, page, context),
        references=reference_views(plan, page, cited),
        persons=person_cards(names, page),
    )


def _traces(context: PageContext, notes: bool) -> Markup:
    """Return all traces of the page but those among its notes: it is in an order of its own."""
    lasting = context.lasting
    of_notes = () if notes else (lasting.before_notes,)
    fragments = (fragment for fragment in lasting.behind if not fragment.startswith("n"))
    return Markup("".join((lasting.opening, *(lasting.behind[fragment] for fragment in fragments), *of_notes)))


def _section(run: Run, works: _Works, listed: Mapping[int, ShownWork], context: PageContext) -> WorksSection:
    """Return the works that are printed under one heading."""
    parts: list[Markup | tuple[WorkView, ...]] = []
    for is_entry, blocks in groupby(run.blocks, lambda block: isinstance(block, BibliographyEntry)):
        if is_entry:
            entries = (block for block in blocks if isinstance(block, BibliographyEntry))
            parts.append(tuple(works.view(listed.get(entry.ordinal), entry) for entry in entries))
        else:
            parts.extend(Markup(unit_html(block, context)) for block in blocks if isinstance(block, Unit))
    return WorksSection(run.heading, tuple(parts))


def _sections_elsewhere(
    edition: Edition,
    page: PlannedPage,
    works: _Works,
    listed: Mapping[int, ShownWork],
    context: PageContext,
) -> Iterator[WorksSection]:
    """Yield the works of further bibliographies of the book, which have pages of their own, as printed there."""
    for division in all_divisions(edition.document):
        if division.kind is DivisionKind.BIBLIOGRAPHY and division is not page.division:
            ordinals = [block.ordinal for block in page_blocks(division) if isinstance(block, BibliographyEntry)]
            views = tuple(works.view(listed[ordinal], None) for ordinal in ordinals if ordinal in listed)
            if views:
                yield WorksSection(section_heading(division, 2, context), (views,))


class _Works:
    """Makes the views of works."""

    def __init__(
        self,
        edition: Edition,
        plan: Plan,
        page: PlannedPage,
        cited: Cited,
        places: Mapping[str, Sequence[CitingPlace]],
        context: PageContext,
    ) -> None:
        self._slug = edition.metadata.id
        self._languages = {
            division.id: division.language or edition.metadata.language for division in all_divisions(edition.document)
        }
        self._language = edition.metadata.language
        self._plan = plan
        self._page = page
        self._places = places
        self._context = context
        self._notes = {
            note.id: urls.place(address, urls.note_fragment(note.id))
            for address, notes in plan.notes.items()
            for note in notes
        }
        in_order = sorted((shown.work for shown in cited.works.values()), key=sort_key)
        self.ranks = {work.key: rank for rank, work in enumerate(in_order, 1)}

    def view(self, shown: ShownWork | None, entry: BibliographyEntry | None) -> WorkView:
        """Return a work with its printed entry, where that stands on this page; or an entry that is no known work."""
        printed = Markup(self._printed_html(shown, entry))
        printed_fragment = urls.bibliography_fragment(entry.ordinal) if entry is not None else ""
        if shown is None:
            return WorkView(
                fragment="",
                reference=_NOTHING,
                printed=printed,
                printed_fragment=printed_fragment,
                marks=(),
                corrections=(),
                places=(),
                summary=_NOTHING,
                open=False,
                listed=True,
                rank=0,
                year="",
                files=(),
            )
        work = shown.work
        places = self._places.get(work.key, ())
        return WorkView(
            fragment=shown.fragment,
            reference=Markup(shown.html),
            printed=printed,
            printed_fragment=printed_fragment,
            marks=tuple(_marks(work, places)),
            corrections=tuple(
                CorrectionView(field, _text(correction.printed), _text(correction.reason))
                for field, correction in work.corrections.items()
            ),
            places=tuple(
                self._place(place, quoted=not at or places[at - 1].note != place.note)
                for at, place in enumerate(places)
            ),
            summary=_text(_summary(places)),
            open=len(places) <= OPEN_UP_TO,
            listed=work.listed is not None,
            rank=self.ranks[work.key],
            year=_year(work),
            files=tuple(
                TitledLink(urls.link(urls.work_file(self._slug, work.key, extension), self._page.address), name)
                for extension, name in FORMATS.items()
            ),
        )

    def _printed_html(self, shown: ShownWork | None, entry: BibliographyEntry | None) -> str:
        """Return the printed line; a title in another language says in which."""
        language = self._context.language
        if entry is None:
            return line_html(shown.work.as_printed or "", shown.titles, language) if shown is not None else ""
        lines = [entry.children]
        titles = titles_in_line(flatten_lines(lines).text, shown.titles, language) if shown is not None else ()
        return printed_entry_html(entry, self._context._replace(tongues=leaf_passages(lines, titles)))

    def _place(self, place: CitingPlace, *, quoted: bool) -> PlaceView:
        """Return a line of the list of places; a note that cites a work twice quotes its sentence once."""
        address = self._plan.places.get(place.division, urls.front(self._slug))
        where = place.number or place.title or "Front matter"
        if place.paragraph:
            address = urls.place(address, urls.paragraph_fragment(place.paragraph))
            where += f", ¶ {place.paragraph_number}" if place.paragraph_number else ""
        return PlaceView(
            where=_text(where),
            href=urls.link(address, self._page.address),
            page=_text(place.page or ""),
            note=_text(place.label),
            note_href=urls.link(self._notes[place.note], self._page.address),
            locator=_text(locator_words(place.citation.locator, place.citation.volume)),
            manner=_text(manner(place.citation)),
            before=_text(place.before if quoted else ""),
            after=_text(place.after if quoted else ""),
            language=self._languages.get(place.division, self._language),
        )


def _text(text: str) -> Markup:
    return Markup(text_html(text)) if text else _NOTHING


def _marks(work: Work, places: Sequence[CitingPlace]) -> Iterator[str]:
    if work.listed is None:
        yield "not in the printed bibliography"
    if not places:
        yield "never cited in the notes"
    if work.draft:
        yield "draft – not checked by an editor"


def _summary(places: Sequence[CitingPlace]) -> str:
    """Return how often and in which chapters a work is cited: `Cited 5 times: 1, 3 (2), 5, Conclusion`."""
    counts = Counter(place.number or place.title or "front matter" for place in places)
    chapters = ", ".join(f"{name} ({count})" if count > 1 else name for name, count in counts.items())
    times = {1: "once", 2: "twice"}.get(len(places), f"{len(places)} times")
    return f"Cited {times}: {chapters}"


def _year(work: Work) -> str:
    span = issued(work)
    return str(span.begin[0]) if span is not None else ""


def _facts(cited: Cited) -> str:
    works = [shown.work for shown in cited.works.values()]
    listed = sum(work.listed is not None for work in works)
    never = sum(shown.work.listed is not None and not shown.times for shown in cited.works.values())
    more = sum(shown.work.listed is None and shown.times > 0 for shown in cited.works.values())
    parts = (
        [f"{listed} works in the printed list" + (f", {never} of them never cited" if never else "")] if listed else []
    )
    parts += [f"{more} further works cited" if listed else f"{more} works cited"] if more else []
    total = sum(shown.times for shown in cited.works.values())
    return "; ".join([*parts, f"{total} citations"]) + "."
