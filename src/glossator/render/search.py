"""What the search of the site reads: one script for each book, fetched when a reader searches in it.

Everything that can be found is an *entry*: a paragraph, a note, a heading, a work, a person, a line of the index. The
entries stand in *groups*, one for each page of the site, in the order of the book. Texts are written once and as they
are; words are folded and counted in the browser (`search-engine.js`), which is quicker than fetching what could be
computed here. A script, because among the files of a disk a page may fetch nothing else:

    glossator.search.add({"slug": "small-print", "title": "Small Print", "groups": [
      {"title": "5. Where It Stood", "address": "small-print/5/", "entries": [
        ["p", "12", "#p5.12", "88", "…", [140, "89"]]
      ]}], "persons": [[61, [3, 17, 4]]]})

An entry is its kind, the number that readers see, the link to it from the page of its group, the printed page on which
it begins, and its text; then, for one that runs over several printed pages, where in the text each further one begins.
The text of a person or of a line of the index has the name in its first line. A person's list says by which entries,
where in their text and by how many characters the book names the person; the number of an entry is counted from that of
the place before. All offsets are in UTF-16 code units, as scripts count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from glossator.model import (
    BibliographyEntry,
    Division,
    DivisionKind,
    Edition,
    Heading,
    IndexEntry,
    IndexHeading,
    Note,
    Person,
    Unit,
)
from glossator.render import urls
from glossator.render.naming import Named
from glossator.render.plan import Block, Plan, PlannedPage, blocks_on_pages, inner_divisions
from glossator.render.works import Cited, ShownWork
from glossator.spans import Span
from glossator.walk import FlatText, flatten, flatten_lines, lines_of, plain_text

NAMES_APART = " · "  # between the other names of a person


class Entry(NamedTuple):
    """Something that can be found."""

    kind: str  # "d"ivision, "s"ection, "p"aragraph, "n"ote, "b"ibliography entry, "w"ork, "h" for persons, "i"ndex line
    label: str  # the number that readers see; "" where there is none
    address: str
    page: str  # printed page on which it begins; "" where unknown
    text: str
    breaks: tuple[tuple[int, str], ...] = ()  # offset in code points, label of the printed page that begins there
    id: str = ""  # of the unit or note, or of the person


class Group(NamedTuple):
    """The entries on a page of the site."""

    page: PlannedPage
    entries: tuple[Entry, ...]


def search_groups(edition: Edition, plan: Plan, cited: Cited, named: Named) -> Iterator[Group]:
    """Yield what can be found in an edition, in reading order."""
    listed = frozenset(shown.work.listed for shown in cited.works.values())
    for page in plan.pages:
        entries = [Entry("d", page.number or "", page.address, _begins(page), _title(page))]
        if page.division is not None:
            entries.extend(_body_entries(page, page.division, plan, listed))
        elif page.kind == "front":
            entries.extend(Entry("p", "", page.address, "", _text(block).text) for block in edition.document.front)
        if page.kind == DivisionKind.BIBLIOGRAPHY and page.address == urls.bibliography(edition.metadata.id):
            entries.extend(map(_work_entry, cited.works.values()))
        if page.address == urls.persons(edition.metadata.id):
            entries.extend(_person_entries(plan, named))
        entries.extend(_note_entry(note, page) for note in plan.notes.get(page.address, ()))
        yield Group(page, tuple(entries))


def search_index(edition: Edition, groups: Iterable[Group], named: Named) -> bytes:
    """Return the script that hands the entries of an edition to the search."""
    groups = tuple(groups)
    entries = [entry for group in groups for entry in group.entries]
    data = {
        "slug": edition.metadata.id,
        "title": edition.metadata.title,
        "language": edition.metadata.language,
        "groups": [_group_data(group, edition.metadata.language) for group in groups],
        "persons": list(_person_data(entries, named)),
    }
    return _call("add", data)


def search_shelf(editions: Iterable[Edition]) -> bytes:
    """Return the script that tells the search which books there are."""
    return _call("shelf", [[edition.metadata.id, edition.metadata.title] for edition in editions])


def _call(function: str, data: Any) -> bytes:
    return f"glossator.search.{function}({json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n".encode()


def _title(page: PlannedPage) -> str:
    return f"{page.number}. {page.title}" if page.number else page.title


def _begins(page: PlannedPage) -> str:
    return (page.division.page or "") if page.division is not None else ""


def _text(block: Block) -> FlatText:
    """Return the text of a block; items, lines and cells are parted by spaces."""
    return flatten(block) if isinstance(block, Unit) else flatten_lines([block.children])


def _body_entries(page: PlannedPage, division: Division, plan: Plan, listed: frozenset[int | None]) -> Iterator[Entry]:
    """Yield the blocks of a page; the entries of the bibliography with `listed` ordinals are shown as works."""
    sections = dict(_sections(division))
    index_entries = 0
    for block, begins, _ in blocks_on_pages(division, division.page):
        label = begins or ""
        match block:
            case Heading():
                section = sections.get(block.spans)
                if section is not None:
                    title = f"{section.number} {section.title}" if section.number else section.title
                    yield Entry("s", section.number or "", plan.places[section.id], label, title)
            case IndexHeading():
                pass
            case BibliographyEntry():
                if block.ordinal not in listed:
                    address = urls.place(page.address, urls.bibliography_fragment(block.ordinal))
                    yield _block_entry("b", "", address, label, block)
            case IndexEntry():
                index_entries += 1
                address = urls.place(page.address, urls.index_fragment(index_entries))
                yield Entry("i", "", address, label, _index_text(block))
            case _ if block.id:
                address = urls.place(page.address, urls.paragraph_fragment(block.id))
                yield _block_entry("p", block.number, address, label, block)._replace(id=block.id)


def _sections(division: Division) -> Iterator[tuple[tuple[Span, ...], Division]]:
    """Yield the sections on the page of a division, each with the spans of its heading."""
    for section in inner_divisions(division):
        yield section.heading.spans, section
        yield from _sections(section)


def _block_entry(kind: str, label: str, address: str, page: str, block: Block) -> Entry:
    flat = _text(block)
    return Entry(kind, label, address, page, flat.text, _breaks(flat))


def _breaks(flat: FlatText) -> tuple[tuple[int, str], ...]:
    """Return where further printed pages begin; the one at the very beginning is that on which the text begins."""
    return tuple((at, inline.label) for at, inline in flat.breaks if at > 0)


def _index_text(entry: IndexEntry) -> str:
    text = plain_text(entry.children)
    if not text.startswith(entry.headword):
        return text
    return f"{entry.headword}\n{text.removeprefix(entry.headword).lstrip(' ,.')}"


def _note_entry(note: Note, page: PlannedPage) -> Entry:
    flat = flatten_lines(line for block in note.blocks for line in lines_of(block))
    address = urls.place(page.address, urls.note_fragment(note.id))
    return Entry("n", note.label, address, note.page or "", flat.text, _breaks(flat), note.id)


def _work_entry(shown: ShownWork) -> Entry:
    """Return a work: it is found by its formatted reference, and by the words that the printed entry has besides."""
    printed = shown.work.as_printed or ""
    known = set(shown.text.casefold().split())
    others = any(word not in known for word in printed.casefold().split())
    return Entry("w", "", shown.address, "", f"{shown.text}\n{printed}" if others else shown.text)


def _person_entries(plan: Plan, named: Named) -> Iterator[Entry]:
    """Yield the persons, in the order of their list: name, other names, and the line that says who it is."""
    for page in plan.persons:
        if page.person is not None and (shown := named.persons.get(page.person.id)) is not None:
            person = shown.person
            about = ", ".join(filter(None, (shown.dates, person.about)))
            text = f"{person.name}\n{NAMES_APART.join(_other_names(person))}\n{about}"
            yield Entry("h", "", shown.address, "", text, id=person.id)


def _other_names(person: Person) -> Iterator[str]:
    names = dict.fromkeys((person.headword or "", *person.forms))
    return (name for name in names if name and name != person.name)


def _group_data(group: Group, language: str) -> dict[str, Any]:
    division = group.page.division
    data: dict[str, Any] = {"title": _title(group.page), "address": group.page.address, "kind": group.page.kind}
    if division is not None and division.language and division.language != language:
        data["language"] = division.language
    data["entries"] = [_entry_data(entry, group.page.address) for entry in group.entries]
    return data


def _entry_data(entry: Entry, page: str) -> list[Any]:
    link = "" if entry.address == page else urls.link(entry.address, page)
    data: list[Any] = [entry.kind, entry.label, link, entry.page, entry.text]
    if entry.breaks:
        data.append([part for at, label in entry.breaks for part in (_units(entry.text, at), label)])
    return data


def _person_data(entries: list[Entry], named: Named) -> Iterator[list[Any]]:
    """Yield the number of each person's entry, and where the book names the person: the flat list of triples."""
    places: Mapping[str, int] = {entry.id: at for at, entry in enumerate(entries) if entry.id and entry.kind != "h"}
    for at, entry in enumerate(entries):
        if entry.kind != "h":
            continue
        found: list[int] = []
        before = 0
        namings = (naming for naming in named.of_person.get(entry.id, ()) if naming.unit in places)
        for naming in sorted(namings, key=lambda naming: (places[naming.unit], naming.start)):
            place = places[naming.unit]
            text = entries[place].text
            start, end = _units(text, naming.start), _units(text, naming.end)
            found += (place - before, start, end - start)
            before = place
        if found:
            yield [at, found]


def _units(text: str, offset: int) -> int:
    """Return an offset in code points as one in UTF-16 code units."""
    if text.isascii() or max(text) <= "\uffff":
        return offset
    return len(text[:offset].encode("utf-16-le")) // 2
