"""The page that lists all readings of an edition's witnesses, by division, and tells what each witness is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import Markup

from glossator.model import ApparatusEntry, DivisionKind, Edition, Extent, Witness
from glossator.render import urls
from glossator.render.plan import Plan, PlannedPage
from glossator.render.readings import DIGEST_SHOWN, entry_html, unit_texts
from glossator.render.views import ApparatusView, Fact, PlaceReadings, ReadingsGroup, TitledLink, WitnessView
from glossator.walk import all_divisions, units_of


def apparatus_view(edition: Edition, plan: Plan, page: PlannedPage) -> ApparatusView:
    """Return what the page of the readings shows."""
    extents = {extent.siglum: extent for extent in edition.extents}
    return ApparatusView(
        title=page.title,
        facts=tuple(_facts(edition)),
        witnesses=tuple(
            _witness_view(witness, extents.get(witness.siglum), edition, plan, page) for witness in edition.witnesses
        ),
        groups=tuple(_groups(edition, plan, page)),
    )


def _facts(edition: Edition) -> Iterator[Fact]:
    notes = {note.id for note in edition.document.notes}
    in_notes = sum(entry.unit in notes for entry in edition.apparatus)
    yield Fact("Readings", str(len(edition.apparatus)), "")
    if edition.apparatus:
        yield Fact("In the text", str(len(edition.apparatus) - in_notes), "")
        yield Fact("In notes", str(in_notes), "")


# --- witnesses -----------------------------------------------------------------------------------------------------


def _witness_view(
    witness: Witness, extent: Extent | None, edition: Edition, plan: Plan, page: PlannedPage
) -> WitnessView:
    is_base = witness is edition.witnesses[0]
    facts = [Fact("Notation", witness.dialect, "")]
    if witness.sha256:
        facts.append(Fact("SHA-256", f"{witness.sha256[:DIGEST_SHOWN]}…", ""))
    if not is_base:
        differing = sum(witness.siglum in {one.siglum for one in entry.readings} for entry in edition.apparatus)
        facts.append(Fact("Readings", str(differing) if extent else "not compared", ""))
    return WitnessView(
        siglum=witness.siglum,
        fragment=urls.witness_fragment(witness.siglum),
        about="The base text: what this edition shows is its text." if is_base else _about(extent),
        facts=tuple(facts),
        covers=tuple(_covers(extent, plan, page)) if extent else (),
        moved=tuple(_moved(extent, edition, plan, page)) if extent else (),
    )


def _about(extent: Extent | None) -> str:
    return "" if extent else "Its text is not that of the base text. It was not compared."


def _covers(extent: Extent, plan: Plan, page: PlannedPage) -> Iterator[tuple[TitledLink, str]]:
    titles = {planned.division.id: planned for planned in plan.pages if planned.division is not None}
    for part in extent.parts:
        planned = titles.get(part.division)
        if planned is None:  # a section outside chapters has no page
            continue
        counts = [
            _of(part.paragraphs, part.of_paragraphs, "paragraph"),
            _of(part.notes, part.of_notes, "note"),
        ]
        link = TitledLink(urls.link(planned.address, page.address), planned.title, planned.number)
        yield link, ", ".join(filter(None, counts))


def _of(part: int, whole: int, name: str) -> str:
    """Return "all 36 paragraphs", "3 of 36 notes", "the one note"; "" where there are none."""
    if not whole:
        return ""
    if part == whole:
        return f"the one {name}" if whole == 1 else f"all {whole} {name}s"
    return f"{part} of {whole} {name}s"


def _moved(extent: Extent, edition: Edition, plan: Plan, page: PlannedPage) -> Iterator[TitledLink]:
    labels = _labels(edition)
    for unit in extent.moved:
        if unit in plan.units:
            yield TitledLink(urls.link(plan.units[unit], page.address), labels.get(unit, unit))


# --- readings ------------------------------------------------------------------------------------------------------


def _groups(edition: Edition, plan: Plan, page: PlannedPage) -> Iterator[ReadingsGroup]:
    """Yield the entries by the page on which they stand, in reading order, those of the text before those of notes."""
    by_page: dict[str, list[ApparatusEntry]] = {}
    for entry in edition.apparatus:
        by_page.setdefault(urls.page_of(plan.units.get(entry.unit, "")), []).append(entry)
    texts = unit_texts(edition.document)
    labels = _labels(edition)
    for planned in plan.pages:
        entries = by_page.get(planned.address, [])
        if planned.division is not None and entries:
            yield ReadingsGroup(
                division=TitledLink(urls.link(planned.address, page.address), planned.title, planned.number),
                fragment=urls.readings_fragment(planned.division.id),
                places=tuple(
                    PlaceReadings(
                        fragment=urls.readings_fragment(unit) if unit != planned.division.id else "",
                        place=TitledLink(urls.link(plan.units[unit], page.address), labels.get(unit, "Title")),
                        printed=_printed(unit, plan, page),
                        readings=tuple(Markup(entry_html(entry, texts[unit], edition.witnesses)) for entry in same),
                    )
                    for unit, same in _by_unit(entries)
                ),
            )


def _by_unit(entries: Iterable[ApparatusEntry]) -> Iterator[tuple[str, Iterable[ApparatusEntry]]]:
    return groupby(entries, key=lambda entry: entry.unit)


def _printed(unit: str, plan: Plan, page: PlannedPage) -> TitledLink | None:
    """Return the printed page on which a unit begins."""
    label = plan.begins.get(unit)
    if not label:
        return None
    return TitledLink(urls.link(plan.printed[label], page.address) if label in plan.printed else "", f"page {label}")


def _labels(edition: Edition) -> dict[str, str]:
    """Return what the units, sections and notes of an edition are called, by id; titles of pages have no name."""
    document = edition.document
    found = {}
    for division in all_divisions(document):
        if division.kind is DivisionKind.SECTION:
            found[division.id] = f"heading “{division.title}”"
        found.update((unit.id, f"¶ {unit.number}") for unit in units_of(division) if unit.number)
    return found | {note.id: f"note {note.label}" for note in document.notes}
