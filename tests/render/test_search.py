"""What the search reads of an edition."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from glossator.build import load_edition
from glossator.render.naming import named_persons
from glossator.render.plan import plan_edition
from glossator.render.search import Entry, Group, search_groups, search_index, search_shelf
from glossator.render.works import cited_works

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.model import Edition


@pytest.fixture
def groups(edition: Edition) -> list[Group]:
    plan = plan_edition(edition)
    return list(search_groups(edition, plan, cited_works(edition, plan), named_persons(edition, plan)))


@pytest.fixture
def entries(groups: list[Group]) -> dict[str, Entry]:
    return {entry.address: entry for group in groups for entry in group.entries}


def data_of(script: bytes) -> Any:
    return json.loads(script.decode().partition("(")[2].removesuffix(");\n"))


def test_a_paragraph_knows_where_each_printed_page_begins(entries: dict[str, Entry]) -> None:
    paragraph = entries["handmade/intro/#pintro.2"]
    assert (paragraph.kind, paragraph.label, paragraph.page) == ("p", "2", "7")
    assert paragraph.breaks == ((len("It has few pages, "), "8"),)
    assert paragraph.text.startswith("It has few pages, but they are numbered. ")


def test_all_that_has_an_address_can_be_found(entries: dict[str, Entry]) -> None:
    assert (entries["handmade/1/"].kind, entries["handmade/1/"].text) == ("d", "1. The Note at the Foot")
    assert (entries["handmade/1/#s1.1"].kind, entries["handmade/1/#s1.1"].page) == ("s", "14")
    assert (entries["handmade/1/#n4"].kind, entries["handmade/1/#n4"].label) == ("n", "4")
    assert entries["handmade/bibliography/#author1901book"].text.startswith("First, Author. A Book.")
    assert "handmade/bibliography/#b1" not in entries  # shown as a work
    assert {entry.kind for entry in entries.values()} >= set("dspnwi")


def test_the_index_is_a_script_with_links_from_the_page_of_each_group(
    edition: Edition, groups: list[Group], built: Path
) -> None:
    named = named_persons(edition, plan_edition(edition))
    script = search_index(edition, groups, named)
    assert (built / "site" / "search" / "handmade.js").read_bytes() == script
    assert script.startswith(b"glossator.search.add({")
    data = data_of(script)
    assert (data["slug"], data["language"]) == ("handmade", "en")
    found = {group["address"]: group for group in data["groups"]}
    assert found["handmade/intro/"]["entries"][2][:4] == ["p", "2", "#pintro.2", "7"]
    assert found["handmade/intro/"]["entries"][2][5] == [18, "8"]
    assert found["handmade/1/"]["entries"][0][2] == ""
    assert [group["language"] for group in data["groups"] if "language" in group] == ["ru"]


def test_persons_know_where_the_book_names_them(project_root: Path) -> None:
    edition = load_edition(project_root, "small-print").edition
    plan = plan_edition(edition)
    named = named_persons(edition, plan)
    data = data_of(search_index(edition, search_groups(edition, plan, cited_works(edition, plan), named), named))
    entries = [entry for group in data["groups"] for entry in group["entries"]]
    assert data["persons"]
    for at, places in data["persons"]:
        assert entries[at][0] == "h"
        place = 0
        for step, start, length in zip(places[::3], places[1::3], places[2::3], strict=True):
            place += step
            assert entries[place][4][start : start + length].strip()
            assert entries[place][0] in "pn"


def test_offsets_are_those_of_scripts(edition: Edition) -> None:
    page = plan_edition(edition).pages[0]
    entry = Entry("p", "1", page.address, "1", "𐌀𐌁 and on", ((3, "2"),))
    data = data_of(search_index(edition, [Group(page, (entry,))], named_persons(edition, plan_edition(edition))))
    assert data["groups"][0]["entries"][0][5] == [5, "2"]


def test_the_shelf_names_its_books(edition: Edition, built: Path) -> None:
    assert data_of(search_shelf([edition])) == [["handmade", edition.metadata.title]]
    assert (built / "site" / "search" / "all_books.js").is_file()
    assert not (built / "site" / "search" / "search_index.json").exists()
