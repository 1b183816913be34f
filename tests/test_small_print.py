"""The demonstration edition against the facts that were written down when its text was planned."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from glossator.build import load_edition
from glossator.checks import check_edition
from glossator.checks.conservation import account
from glossator.diagnostics import RULES, Severity
from glossator.export.edition_json import edition_data
from glossator.model import Edition, List, Verse
from glossator.walk import all_divisions, all_units, bibliography_of, flatten, index_of


@pytest.fixture(scope="module")
def facts(project_root: Path) -> dict[str, Any]:
    text = (project_root / "tests" / "small_print_facts.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@pytest.fixture(scope="module")
def edition(project_root: Path) -> Edition:
    loaded = load_edition(project_root, "small-print").edition
    assert isinstance(loaded, Edition)
    return loaded


@pytest.fixture(scope="module")
def data(edition: Edition) -> dict[str, Any]:
    return edition_data(edition)


def test_divisions(edition: Edition, facts: dict[str, Any]) -> None:
    found = [
        {
            "id": division.id,
            "kind": division.kind.value,
            "number": division.number,
            "title": division.title,
            "level": division.level,
            "page": division.page,
        }
        for division in all_divisions(edition.document)
    ]
    assert found == facts["divisions"]


def test_blocks(edition: Edition, data: dict[str, Any], facts: dict[str, Any]) -> None:
    names = {"paragraph": "paragraphs", "list": "lists", "block-quotation": "quotations", "verse": "verses"}
    found: dict[str, Counter[str]] = {}
    for paragraph in data["paragraphs"]:
        counter = found.setdefault(paragraph["division"], Counter())
        counter[names[paragraph["kind"]]] += 1
        counter["total"] += 1
    planned = {
        division: {name: count for name, count in counts.items() if name != "sections"}
        for division, counts in facts["blocks"].items()
    }
    assert found == planned
    sections = Counter(paragraph["section"] for paragraph in data["paragraphs"] if paragraph["section"])
    planned_sections: dict[str, int] = {}
    for counts in facts["blocks"].values():
        planned_sections |= counts.get("sections", {})
    assert sections == planned_sections
    lists = [unit for _, unit in all_units(edition.document) if isinstance(unit, List)]
    assert {"bulleted" if not unit.ordered else "ordered": len(unit.items) for unit in lists} == facts["list_items"]
    verses = [unit for _, unit in all_units(edition.document) if isinstance(unit, Verse)]
    assert [len(verse.lines) for verse in verses] == [facts["verse_lines"]]


def test_notes(edition: Edition, data: dict[str, Any], facts: dict[str, Any]) -> None:
    planned = facts["notes"]
    assert [note["label"] for note in data["notes"]] == [str(n) for n in range(1, planned["total"] + 1)]
    assert all(len(note["calls"]) == 1 for note in data["notes"])
    on_page: dict[str, list[int]] = {}
    for note in data["notes"]:
        on_page.setdefault(note["page"], []).append(int(note["label"]))
    assert on_page == planned["begin_on_page"]
    in_division: dict[str, list[int]] = {}
    for note in data["notes"]:
        in_division.setdefault(note["division"], []).append(int(note["label"]))
    assert {key: [labels[0], labels[-1]] for key, labels in in_division.items()} == planned["divisions"]
    going_on = [(note, page_break) for note in data["notes"] for page_break in note["page_breaks"]]
    assert len(going_on) == len(planned["page_breaks"])
    for (note, page_break), fact in zip(going_on, planned["page_breaks"], strict=True):
        assert (int(note["label"]), page_break["page"]) == (fact["note"], fact["page"])
        _check_words(note["text"], page_break["offset"], fact)


def test_page_breaks(data: dict[str, Any], facts: dict[str, Any]) -> None:
    assert [page["label"] for page in data["pages"]] == facts["pages"]
    assert [page["label"] for page in data["pages"] if page["blank"]] == facts["blank_pages"]
    by_id = {paragraph["id"]: paragraph for paragraph in data["paragraphs"]}
    pages = {page["label"]: page for page in data["pages"]}
    for fact in facts["page_breaks"]:
        page = pages[fact["page"]]
        if fact["at"] == "cut":
            paragraph = by_id[page["begins"]["paragraph"]]
            assert page["begins"]["offset"] > 0, fact
            _check_words(paragraph["text"], page["begins"]["offset"], fact)
        elif fact["at"] == "between":
            paragraph = by_id[page["begins"]["paragraph"]]
            assert page["begins"]["offset"] == 0, fact
            assert paragraph["text"].startswith(fact["after"]), fact
        elif fact["at"] in ("blank", "entries"):
            assert page["begins"] is None, fact


def _check_words(text: str, offset: int, fact: dict[str, Any]) -> None:
    before, after = text[:offset].rstrip(), text[offset:]
    assert after.startswith(fact["after"]), fact
    wanted = fact["before"].rstrip("-") if "joined" in fact else fact["before"]
    assert before.rstrip("-").endswith(wanted), fact
    if "joined" in fact:
        assert fact["joined"] in text, fact


def test_back_matter(edition: Edition, facts: dict[str, Any]) -> None:
    assert len(list(bibliography_of(edition.document))) == facts["bibliography"]["entries"]
    entries = {entry.headword: list(entry.locators) for entry in index_of(edition.document)}
    # Final punctuation is trimmed from headwords: "Connors, Robert J." loses its point.
    assert entries == {name.rstrip("."): pages for name, pages in facts["index"]["entries"].items()}
    assert len(entries) == facts["index"]["persons"]


def test_printed_index_is_right(data: dict[str, Any], facts: dict[str, Any]) -> None:
    """Every surname of the index stands in the text of each page that its locators name."""
    texts: dict[str, str] = {}
    for unit in (*data["paragraphs"], *data["notes"]):
        cuts = [0, *(page_break["offset"] for page_break in unit["page_breaks"]), len(unit["text"])]
        labels = [unit["page"], *(page_break["page"] for page_break in unit["page_breaks"])]
        for label, start, end in zip(labels, cuts, cuts[1:], strict=False):
            texts[label] = texts.get(label, "") + " " + unit["text"][start:end]
    for name, locators in facts["index"]["entries"].items():
        surname, _, forenames = name.partition(",")
        surname = surname.split(" ")[0]
        for locator in locators:
            first, _, last = locator.partition("–")
            for page in range(int(first), int(last or first) + 1) if first.isdecimal() else [first]:
                # A page may cut a name: its forenames end one page, the surname begins the next.
                named = surname in texts[str(page)] or (forenames and forenames.strip() in texts[str(page)])
                assert named, (name, page)


def test_every_character_is_accounted_for(edition: Edition) -> None:
    text = edition.witnesses[0].text
    result = account(edition.document, text)
    assert (result.lost, result.doubled) == ((), ())
    assert result.text + result.markup + result.space == len(text)


def test_findings(edition: Edition, facts: dict[str, Any]) -> None:
    findings = check_edition(edition)
    assert [finding for finding in findings if RULES[finding.rule].severity is not Severity.INFO] == []
    assert sum(finding.rule == "page-interpolated" for finding in findings) <= 1


def test_flattened_texts_have_no_marks(edition: Edition) -> None:
    for _, unit in all_units(edition.document):
        text = flatten(unit).text
        assert text == " ".join(text.split())
        assert "<sup>" not in text
