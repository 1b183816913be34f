"""Counted facts of the monograph: what its print has, the edition must have.

The text itself is not part of the project; the tests read the witness where it is at hand.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from glossator.build import load_edition
from glossator.checks import check_edition
from glossator.checks.conservation import account
from glossator.config import load_edition_config
from glossator.diagnostics import RULES, Severity
from glossator.export.edition_json import edition_data
from glossator.model import Certainty, Edition, Paragraph, Superscript, Witness
from glossator.parse.document import Names, parse_document
from glossator.source.dialects import detect
from glossator.walk import all_divisions, all_runs, all_units, bibliography_of, flatten, index_of, plain_text

pytestmark = pytest.mark.monograph

# The page of each entry of the contents list, as the print has them.
LISTED_PAGES = [
    "7", "13", "13", "15", "18", "25", "25", "30", "36", "39", "49", "49", "52", "55", "61", "61", "70", "74", "79",
    "85", "85", "91", "95", "98", "101", "113", "113", "117", "121", "121", "125", "128", "133", "137", "137",
    "143", "149", "149", "158", "163", "169", "177", "179", "183", "189",
]  # fmt: skip
CONTINUED_NOTES = {"23": "28", "27": "34", "77": "62", "119": "82", "153": "94", "209": "115"}


@pytest.fixture(scope="module")
def edition(project_root: Path) -> Edition:
    loaded = load_edition(project_root, "reiman").edition
    assert isinstance(loaded, Edition)
    return loaded


@pytest.fixture(scope="module")
def data(edition: Edition) -> dict[str, Any]:
    return edition_data(edition)


def test_dialect(edition: Edition) -> None:
    assert edition.witnesses[0].dialect == "marker"


def test_contents_list_has_45_entries_which_all_stand_in_the_body_on_their_page(edition: Edition) -> None:
    document = edition.document
    divisions = {division.id: division for division in all_divisions(document)}
    assert [entry.page for entry in document.contents] == LISTED_PAGES
    assert [divisions[entry.target].page for entry in document.contents] == LISTED_PAGES
    assert [entry.target for entry in document.contents] == list(divisions)


def test_divisions(edition: Edition) -> None:
    counted = Counter(division.kind.value for division in all_divisions(edition.document))
    assert counted == {
        "introduction": 1,
        "chapter": 11,
        "section": 29,
        "conclusion": 1,
        "summary": 1,
        "bibliography": 1,
        "index": 1,
    }
    assert [d.id for d in edition.document.divisions] == [
        "intro", *map(str, range(1, 12)), "conclusion", "summary", "bibliography", "index",
    ]  # fmt: skip
    assert [d.language for d in edition.document.divisions if d.language] == ["ru"]


def test_titles_are_without_marks_and_number(edition: Edition) -> None:
    titles = {division.id: division.title for division in all_divisions(edition.document)}
    assert titles["1"] == "About the Russian Revolution of 1917"
    assert titles["8.s1"] == "22 June 1941"
    assert titles["summary"] == "Резюме"
    assert not any(mark in title for title in titles.values() for mark in "#*")


def test_each_of_381_notes_is_defined_once_and_called_once_in_order(edition: Edition) -> None:
    labels = [str(number) for number in range(1, 382)]
    assert [note.label for note in edition.document.notes] == labels
    calls = [call for _, unit in all_units(edition.document) for _, call in flatten(unit).calls]
    assert [call.label for call in calls] == labels
    assert [call.note for call in calls] == [note.id for note in edition.document.notes]


def test_six_notes_go_on_at_the_next_page(edition: Edition) -> None:
    found = {}
    for note in edition.document.notes:
        breaks = [page_break.label for block in note.blocks for _, page_break in flatten(block).breaks]
        assert (len(note.spans) > 1) == bool(breaks)
        if breaks:
            found[note.label] = breaks
    assert found == {label: [page] for label, page in CONTINUED_NOTES.items()}


def test_seven_superscripts_are_no_calls(edition: Edition) -> None:
    def raised(inlines: tuple[Any, ...]) -> list[str]:
        found = []
        for node in inlines:
            if isinstance(node, Superscript):
                found.append(plain_text(node.children))
            elif hasattr(node, "children"):
                found += raised(node.children)
        return found

    found = [text for run in all_runs(edition.document) for text in raised(run)]
    assert Counter(found) == {"th": 6, "nd": 1}


def test_paragraphs(edition: Edition) -> None:
    units = [unit for _, unit in all_units(edition.document)]
    assert len(units) == 401
    assert all(isinstance(unit, Paragraph) for unit in units)


def test_136_page_breaks_cut_a_paragraph(edition: Edition, data: dict[str, Any]) -> None:
    cuts = [
        paragraph["text"][page_break["offset"] :]
        for paragraph in data["paragraphs"]
        for page_break in paragraph["page_breaks"]
    ]
    assert len(cuts) == 136
    resumed = [text.lstrip("«‘“'\"") for text in cuts]
    assert sum(not text[0].islower() for text in resumed) == 11
    assert sum(len(unit.spans) - 1 for _, unit in all_units(edition.document)) == 136


def test_pages(edition: Edition) -> None:
    pages = edition.document.pages
    assert [page.label for page in pages if page.blank] == ["24", "112", "136", "182", "188"]
    body = [page for page in pages if int(page.label) <= 181 and not page.blank]
    assert len(body) == 172
    assert [int(page.label) for page in pages] == list(range(7, int(pages[-1].label) + 1))
    starts = [page.start.start for page in pages if not page.blank]
    assert starts == sorted(set(starts))


def test_most_pages_are_certain(edition: Edition) -> None:
    counted = Counter(page.certainty for page in edition.document.pages)
    assert counted[Certainty.CERTAIN] >= 170
    assert counted[Certainty.INTERPOLATED] <= 2


def test_note_stands_on_the_page_of_its_call(edition: Edition, data: dict[str, Any]) -> None:
    """The foot of a page holds the notes that the page calls: two ways to the same page agree for every note."""
    page_of_note = {note["id"]: note["page"] for note in data["notes"]}
    for paragraph in data["paragraphs"]:
        for call in paragraph["note_calls"]:
            page = paragraph["page"]
            for page_break in paragraph["page_breaks"]:
                if page_break["offset"] <= call["offset"] and page_break["offset"] < len(paragraph["text"]):
                    page = page_break["page"]
            assert page_of_note[call["note"]] == page, call["note"]


def test_back_matter(edition: Edition, data: dict[str, Any]) -> None:
    entries = list(bibliography_of(edition.document))
    assert [entry.ordinal for entry in entries] == list(range(1, 95))
    persons = list(index_of(edition.document))
    locators = [locator for person in persons for locator in person.locators]
    assert (len(persons), len(locators), sum("–" in locator for locator in locators)) == (93, 306, 36)
    assert "137–150" in next(person for person in persons if person.headword.startswith("Stalin")).locators
    listed = [record for record in data["bibliography"] if record["listed"] is not None]
    assert [record["listed"] for record in listed] == list(range(1, 95))
    assert all(record["as_printed"] for record in listed)
    printed = [person["headword"] for person in data["persons"] if person["headword"] is not None]
    assert printed == [person.headword for person in persons]
    assert len({person["id"] for person in data["persons"]}) == len(data["persons"]) > 93 + 60


def test_marked_headings_would_mislead(edition: Edition) -> None:
    """The OCR's levels are wrong for 24 of the 45 headings: the number of # is not what decides."""
    text = edition.witnesses[0].text
    marked = []
    for division in all_divisions(edition.document):
        line = text[division.heading.spans[0].start :]
        marked.append(len(line) - len(line.lstrip("#")))
    levels = [division.level for division in all_divisions(edition.document)]
    assert len(marked) == 45
    assert sum(marks != level for marks, level in zip(marked, levels, strict=True)) == 24


def test_every_character_is_accounted_for(edition: Edition) -> None:
    text = edition.witnesses[0].text
    result = account(edition.document, text)
    assert result.lost == ()
    assert result.doubled == ()
    assert result.text + result.markup + result.space == len(text)


def test_nothing_is_wrong(edition: Edition) -> None:
    severe = [finding for finding in check_edition(edition) if RULES[finding.rule].severity is not Severity.INFO]
    assert severe == []


@pytest.mark.monograph("A", "B")
def test_second_witness_parses_to_the_same_chapter(
    edition: Edition, project_root: Path, monograph_witness: Any
) -> None:
    path = monograph_witness("B")
    text = path.read_text(encoding="utf-8")
    witness = Witness("B", str(path), "", detect(text), text)
    assert witness.dialect == "plain"
    config = load_edition_config(project_root, "reiman")
    names = Names.of([(name.kind, name.title, name.language) for name in config.divisions])
    document = parse_document(witness, names)
    chapter = next(division for division in edition.document.divisions if division.number == "5")

    def units(division: Any) -> list[Any]:
        own = [unit for owner, unit in all_units(edition.document) if owner.id == division.id]
        return own + [unit for inner in division.divisions for unit in units(inner)]

    ours = [flatten(unit) for unit in units(chapter)]
    theirs = [flatten(unit) for _, unit in all_units(document)]
    assert len(ours) == len(theirs) == 36
    assert [title_words(d.title) for d in all_divisions(document)] == [
        title_words(d.title) for d in (chapter, *chapter.divisions)
    ]
    for a, b in zip(ours, theirs, strict=True):
        assert [call.label for _, call in a.calls] == [call.label for _, call in b.calls]
        assert words(a.text) == words(b.text)
    notes = [note for note in edition.document.notes if note.division == "5"]
    assert [note.label for note in notes] == [note.label for note in document.notes]
    assert len(notes) == 36


def words(text: str) -> int:
    return len(text.replace("- ", "-").split())


def title_words(title: str) -> list[str]:
    return title.replace("’", "'").split()
