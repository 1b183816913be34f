"""What the page of a division shows: its sections, the notes at its foot, and where printed pages begin.

The same view serves all divisions, the bibliography and the index too, and the front matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from glossator.ids import Ids
from glossator.model import (
    BibliographyEntry,
    Division,
    DivisionKind,
    Edition,
    Heading,
    IndexEntry,
    IndexHeading,
    Note,
    PageBreak,
    Unit,
)
from glossator.render import urls
from glossator.render.citing import citation_marks, cited_on_page
from glossator.render.html import (
    PROVISIONAL,
    Call,
    PageContext,
    aliases_html,
    bibliography_entry_html,
    blank_page_html,
    front_heading_html,
    index_entry_html,
    inlines_html,
    markdown_text_html,
    text_html,
    unit_html,
)
from glossator.render.naming import PageNames, pages_words, times_words
from glossator.render.passages import leaf_passages
from glossator.render.plan import (
    Plan,
    PlannedPage,
    block_leaves,
    blocks_on_pages,
    index_entries,
    inner_divisions,
    page_blocks,
    page_fragments,
)
from glossator.render.readings import readings_on_page
from glossator.render.tongues import titles_in_note
from glossator.render.traces import lasting_of
from glossator.render.views import (
    BackLink,
    DivisionView,
    HeadingView,
    NoteView,
    PersonCard,
    ReferenceView,
    SectionView,
    TitledLink,
)
from glossator.render.works import Cited
from glossator.spans import Span
from glossator.walk import flatten_lines, lines_of, plain_text

DEEPEST_HEADING = 6
PAGES_SHOWN = 8  # in the preview of a person, whose page has all
Block = Unit | Heading | BibliographyEntry | IndexEntry


class Run(NamedTuple):
    """Blocks that stand under one heading, or under none."""

    heading: HeadingView | None
    blocks: tuple[Block, ...]


def page_context(edition: Edition, plan: Plan, page: PlannedPage, names: PageNames) -> PageContext:
    """Return what the inlines of a page need to know."""
    calls = {
        span: Call(call.fragment, urls.link(call.target, page.address))
        for span, call in plan.calls.get(page.address, {}).items()
    }
    index = {entry.spans: fragment for fragment, entry in index_entries(page)}
    return PageContext(
        calls,
        plan.skipped,
        index,
        names.marked,
        lasting=lasting_of(edition, plan, page),
        readings=readings_on_page(edition, plan, page),
        facsimile=edition.metadata.facsimile,
        page_fragments=page_fragments(edition.document),
        language=(page.division.language if page.division is not None else None) or edition.metadata.language,
    )


def division_view(edition: Edition, plan: Plan, page: PlannedPage, cited: Cited, names: PageNames) -> DivisionView:
    """Return what the page of a division, or of the front matter, shows."""
    context = page_context(edition, plan, page, names)
    division = page.division
    if division is None:
        title = Markup(text_html(page.title))
        language = edition.metadata.language
        first, *others = _front_runs(edition.document.front)
    else:
        title = Markup(inlines_html(division.heading.children, context, markdown_text_html))
        language = division.language or edition.metadata.language
        first, *others = heading_runs(division, context)
    starts = _starts(division) if division is not None else {}
    notes = note_views(plan, page, context, cited)
    return DivisionView(
        kind=page.kind,
        number=page.number,
        title=title,
        language=language,
        extent=extent(division) if division is not None else "",
        sections=tuple(
            SectionView(run.heading, _body_html(run, context), _begins(run, starts)) for run in (first, *others)
        ),
        notes=notes,
        chapters=tuple(
            TitledLink(urls.link(plan.places[inner.id], page.address), inner.title, inner.number)
            for inner in (division.divisions if division is not None else ())
            if inner.kind is not DivisionKind.SECTION
        ),
        letters=tuple(
            TitledLink("#" + run.heading.fragment, run.heading.label)
            for run in others
            if run.heading is not None and page.kind == DivisionKind.INDEX
        ),
        traces=Markup("" if notes else context.lasting.before_notes),
        trailing=trailing_html(plan, page, context),
        references=reference_views(plan, page, cited),
        persons=person_cards(names, page),
    )


def _starts(division: Division) -> dict[tuple[Span, ...], str]:
    """Return the printed page on which each block begins, by its spans."""
    return {block.spans: begins for block, begins, _ in blocks_on_pages(division, division.page) if begins}


def _begins(run: Run, starts: Mapping[tuple[Span, ...], str]) -> str:
    return starts.get(run.blocks[0].spans, "") if run.blocks else ""


def heading_runs(
    division: Division, context: PageContext, heading: HeadingView | None = None, depth: int = 1
) -> Iterator[Run]:
    """Yield the blocks of a division in runs, the first under its own heading."""
    if division.kind is DivisionKind.INDEX:
        yield Run(heading, ())
        yield from _index_runs(division.blocks, context)
    else:
        yield Run(heading, tuple(block for block in division.blocks if not isinstance(block, IndexHeading)))
    for inner in inner_divisions(division):
        yield from heading_runs(inner, context, section_heading(inner, depth + 1, context), depth + 1)


def section_heading(division: Division, depth: int, context: PageContext) -> HeadingView:
    """Return the heading of a division that stands on the page of another."""
    children = division.heading.children
    number = f"{division.number} " if division.number else ""
    fragment = urls.section_fragment(division.id)
    return HeadingView(
        marks="#" * min(depth, DEEPEST_HEADING),
        html=Markup(
            aliases_html(fragment, context.lasting)
            + markdown_text_html(number)
            + inlines_html(children, context, markdown_text_html)
        ),
        fragment=fragment,
        label=number + plain_text(children),
        language=division.language,
        linked=True,
        provisional=PROVISIONAL if fragment in context.lasting.provisional else "",
    )


def _index_runs(
    blocks: Iterable[Unit | BibliographyEntry | IndexHeading | IndexEntry], context: PageContext
) -> Iterator[Run]:
    """Group an index by its printed letters, or, where none are printed, by the first letters of its entries."""
    blocks = tuple(blocks)
    printed = any(isinstance(block, IndexHeading) for block in blocks)
    heading: HeadingView | None = None
    new: HeadingView | None
    run: list[Block] = []
    fragments = Ids()  # a letter may come twice, and signs that are no letters have no name
    for block in blocks:
        if isinstance(block, IndexHeading):
            html = inlines_html(block.children, context, markdown_text_html)
            new = _letter_heading(plain_text(block.children), html, fragments)
        elif (
            isinstance(block, IndexEntry)
            and not printed
            and block.headword[:1].upper() != (heading.label if heading is not None else "")
        ):
            letter = block.headword[:1].upper()
            new = _letter_heading(letter, markdown_text_html(letter), fragments)
        else:
            new = heading
        if new is not heading:
            if run:
                yield Run(heading, tuple(run))
            heading, run = new, []
        if not isinstance(block, IndexHeading):
            run.append(block)
    if run or heading is not None:
        yield Run(heading, tuple(run))


def _letter_heading(letter: str, html: str, fragments: Ids) -> HeadingView:
    fragment = fragments.take(urls.letter_fragment(letter))
    return HeadingView("##", Markup(html), fragment, letter, None, linked=False)


def _front_runs(front: Sequence[Unit | Heading]) -> Iterator[Run]:
    """Yield the front matter as one run: its headings belong to no division and do not enter the side contents."""
    yield Run(None, tuple(front))


def _body_html(run: Run, context: PageContext) -> Markup:
    lasting = context.lasting
    out = [lasting.behind.get(run.heading.fragment, "") if run.heading is not None else lasting.opening]
    out.append(context.readings.get(run.heading.fragment if run.heading is not None else "", ""))
    around = ""  # the list that is open
    for block in run.blocks:
        match block:
            case BibliographyEntry():
                wanted, html = "gl-bibliography", bibliography_entry_html(block, context)
            case IndexEntry():
                wanted, html = "gl-index", index_entry_html(block, context)
            case Heading():
                wanted, html = "", front_heading_html(block, context)
            case _:
                wanted, html = "", unit_html(block, context) + behind_unit_html(block, context)
        if wanted != around:
            out.append("</ul>\n" if around else "")
            out.append(f'<ul class="{wanted}" role="list">\n' if wanted else "")
            around = wanted
        out.append(html + "\n")
    out.append("</ul>\n" if around else "")
    return Markup("".join(out))


def behind_unit_html(unit: Unit, context: PageContext) -> str:
    """Return what stands behind a unit: readings of other witnesses and traces of earlier versions."""
    fragment = urls.paragraph_fragment(unit.id)
    return context.readings.get(fragment, "") + context.lasting.behind.get(fragment, "") if unit.id else ""


def note_views(plan: Plan, page: PlannedPage, context: PageContext, cited: Cited) -> tuple[NoteView, ...]:
    """Return the notes at the foot of a page."""
    views = tuple(_note_view(note, plan, page, context, cited) for note in plan.notes.get(page.address, ()))
    before = Markup(context.lasting.before_notes)
    return (views[0]._replace(before=before), *views[1:]) if views else ()


def reference_views(plan: Plan, page: PlannedPage, cited: Cited) -> tuple[ReferenceView, ...]:
    """Return the works that the notes of a page cite."""
    return tuple(
        ReferenceView(shown.fragment, Markup(shown.html), shown.work.listed is not None, shown.times)
        for shown in cited_on_page(plan.notes.get(page.address, ()), cited)
    )


def person_cards(names: PageNames, page: PlannedPage) -> tuple[PersonCard, ...]:
    """Return the persons whom a page names, for the previews of their names."""
    return tuple(
        PersonCard(
            href=urls.link(shown.address, page.address),
            name=Markup(text_html(shown.person.name)),
            dates=shown.dates,
            about=Markup(text_html(shown.person.about)),
            times=f"named {times_words(shown.times)}",
            pages=pages_words(shown.pages, PAGES_SHOWN),
        )
        for shown in names.persons
    )


def trailing_html(plan: Plan, page: PlannedPage, context: PageContext) -> Markup:
    """Return the printed pages without text after the end of the book, on its last page."""
    last = next((planned for planned in reversed(plan.pages) if planned.division is not None), None)
    trailing = plan.trailing if page is last else ()
    return Markup("".join(blank_page_html(label, context) for label in trailing))


def _note_view(note: Note, plan: Plan, page: PlannedPage, context: PageContext, cited: Cited) -> NoteView:
    lines = [line for block in note.blocks for line in lines_of(block)]
    marked = [*citation_marks(note.id, cited, page.address), *context.marked.get(note.id, ())]
    titles = titles_in_note(note.id, flatten_lines(lines).text, cited, context.language)
    inside = context._replace(
        anchors=False, passages=leaf_passages(lines, marked), tongues=leaf_passages(lines, titles)
    )
    calls = plan.calls_of.get(note.id, ())
    several = len(calls) > 1
    backs = tuple(
        BackLink(
            href=urls.link(urls.place(call.page, call.fragment), page.address),
            name=f"Back to call {at} of note {note.label}" if several else f"Back to the call of note {note.label}",
            mark=str(at) if several else "",
        )
        for at, call in enumerate(calls, 1)
    )
    body = Markup("\n".join(unit_html(block, inside) for block in note.blocks))
    fragment, lasting = urls.note_fragment(note.id), context.lasting
    return NoteView(
        fragment=fragment,
        label=note.label,
        body=body,
        backs=backs,
        begins=note.page or "",
        unpublished=fragment in lasting.unpublished,
        provisional=PROVISIONAL if fragment in lasting.provisional else "",
        aliases=Markup(aliases_html(fragment, lasting)),
        behind=Markup(lasting.behind.get(fragment, "")),
        readings=Markup(context.readings.get(fragment, "")),
    )


def extent(division: Division) -> str:
    """Return the printed pages from the first to the last on which the division has text."""
    labels = [division.page] if division.page else []
    labels += [
        inline.label
        for block in page_blocks(division)
        for inline in block_leaves(block)
        if isinstance(inline, PageBreak) and inline.label != division.page
    ]
    if not labels:
        return ""
    return f"page {labels[0]}" if len(labels) == 1 else f"pages {labels[0]}–{labels[-1]}"
