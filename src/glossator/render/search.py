"""The entries of the index that the theme's search reads: one for each paragraph, note, work and person.

The theme makes one entry for each heading, and a hit then leads to the top of a section of ten pages.

    {"location": "small-print/5/#p5.12", "title": "¶ 12, page 88", "text": "…"}
"""

from __future__ import annotations

from collections.abc import Iterator

from glossator.model import BibliographyEntry, DivisionKind, Edition, Heading, IndexEntry, IndexHeading, PageBreak, Unit
from glossator.render import urls
from glossator.render.html import text_html
from glossator.render.naming import Named
from glossator.render.plan import Block, Plan, PlannedPage, block_leaves, page_blocks
from glossator.render.works import Cited
from glossator.walk import flatten, plain_text

Entry = dict[str, str]


def search_entries(edition: Edition, plan: Plan, cited: Cited, named: Named) -> Iterator[Entry]:
    """Yield what can be found in an edition, in reading order; titles and texts are HTML, as the theme wants them."""
    for page in plan.pages:
        yield _entry(page.address, f"{page.number}. {page.title}" if page.number else page.title, "")
        if page.kind == DivisionKind.BIBLIOGRAPHY and page.address == urls.bibliography(edition.metadata.id):
            yield from _work_entries(page, cited)
        if page.address == urls.persons(edition.metadata.id):
            yield from _person_entries(named)
        if page.division is not None:
            yield from _body_entries(page, frozenset(shown.work.listed for shown in cited.works.values()))
        elif page.kind == "front":
            yield _entry(page.address, page.title, " ".join(block_text(block) for block in edition.document.front))
        for note in plan.notes.get(page.address, ()):
            text = " ".join(block_text(block) for block in note.blocks)
            yield _entry(urls.place(page.address, urls.note_fragment(note.id)), f"Note {note.label}", text)


def block_text(block: Block) -> str:
    """Return the text of a block; items, lines and cells are parted by spaces."""
    return flatten(block).text if isinstance(block, Unit) else plain_text(block.children)


def _work_entries(page: PlannedPage, cited: Cited) -> Iterator[Entry]:
    """Yield the works; a work is found by the words of its formatted reference and by those of the printed entry."""
    for shown in cited.works.values():
        text = f"{shown.text} {shown.work.as_printed}" if shown.work.as_printed else shown.text
        title = f"{page.title} {shown.work.listed}" if shown.work.listed is not None else page.title
        yield _entry(shown.address, title, text)


def _person_entries(named: Named) -> Iterator[Entry]:
    """Yield the persons; one is found by all names that are known, and by the line that says who it is."""
    for shown in named.persons.values():
        person = shown.person
        words = (person.headword or "", *person.forms, shown.dates, person.about)
        yield _entry(shown.address, person.name, " ".join(filter(None, words)))


def _body_entries(page: PlannedPage, shown: frozenset[int | None]) -> Iterator[Entry]:
    """Yield the units of a page; the entries of the bibliography with these ordinals are shown as works."""
    if page.division is None:
        return
    label = page.division.page
    index_entries = 0
    for block in page_blocks(page.division):
        breaks = [inline.label for inline in block_leaves(block) if isinstance(inline, PageBreak)]
        if breaks and isinstance(next(block_leaves(block)), PageBreak):
            label = breaks[0]
        where = f"page {label}" if label else ""
        match block:
            case Heading() | IndexHeading():
                pass
            case BibliographyEntry() if block.ordinal in shown:
                pass
            case BibliographyEntry():
                fragment = urls.bibliography_fragment(block.ordinal)
                yield _entry(urls.place(page.address, fragment), f"{page.title} {block.ordinal}", block_text(block))
            case IndexEntry():
                index_entries += 1
                yield _entry(
                    urls.place(page.address, urls.index_fragment(index_entries)), block.headword, block_text(block)
                )
            case _:
                yield from _unit_entry(page, block, where)
        label = breaks[-1] if breaks else label


def _unit_entry(page: PlannedPage, unit: Unit, where: str) -> Iterator[Entry]:
    if unit.id:
        title = ", ".join(part for part in (f"¶ {unit.number}" if unit.number else "", where) if part)
        yield _entry(urls.place(page.address, urls.paragraph_fragment(unit.id)), title or page.title, block_text(unit))


def _entry(location: str, title: str, text: str) -> Entry:
    return {"location": location, "title": text_html(title), "text": text_html(text)}
