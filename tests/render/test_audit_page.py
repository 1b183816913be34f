"""The page that holds the printed index against the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from glossator.persons.audit import LetterTrial
from glossator.render.audit_page import audit_view
from glossator.render.naming import Named, named_persons
from glossator.render.plan import Plan, plan_edition
from glossator.render.site import build_site
from glossator.render.views import AuditTable, AuditView

SETTINGS = Path(__file__).parents[2] / "mkdocs.yml"


@pytest.fixture(scope="module")
def edition(handmade: Any) -> Any:
    return handmade.named_edition()


def prepared(edition: Any, **changes: Any) -> tuple[Plan, Named]:
    plan = plan_edition(edition)
    named = named_persons(edition, plan)
    assert named.audit is not None
    return plan, named._replace(audit=named.audit._replace(**changes))


def shown(edition: Any, **changes: Any) -> AuditView:
    """The page, where the audit says something else in some of its fields."""
    plan, named = prepared(edition, **changes)
    assert named.audit is not None
    page = next(page for page in plan.pages if page.kind == "audit")
    return audit_view(edition, plan, page, named, named.audit)


def table(view: AuditView, fragment: str) -> AuditTable:
    (found,) = [table for table in view.tables if table.fragment == fragment]
    return found


def rows(view: AuditView, fragment: str) -> list[list[str]]:
    return [[cell(one).get_text() for one in row] for row in table(view, fragment).rows]


def cell(html: str) -> Tag:
    return BeautifulSoup(html, "lxml")


def test_the_page_stands_behind_the_index(edition: Any) -> None:
    addresses = [page.address for page in plan_edition(edition).pages]
    assert addresses[addresses.index("named/index/") + 1] == "named/audit/"


@pytest.mark.parametrize("missing", ["persons", "namings"])
def test_without_persons_or_names_there_is_none(edition: Any, missing: str) -> None:
    assert all(page.kind != "audit" for page in plan_edition(edition._replace(**{missing: ()})).pages)


def test_without_an_index_there_is_none(edition: Any) -> None:
    document = edition.document._replace(divisions=edition.document.divisions[:-1])
    assert all(page.kind != "audit" for page in plan_edition(edition._replace(document=document)).pages)


def test_figures_come_first(edition: Any) -> None:
    view = shown(edition)
    facts = {fact.name: fact.value for fact in view.facts}
    assert facts == {
        "Entries": "3",
        "Locators": "7",
        "Letters missing": "none",
        "Order": "alphabetical throughout",
        "Persons without entry": "1",
    }
    assert rows(view, "found") == [
        ["Named in the text", "4", "5"],
        ["Named only in a note", "0", "0"],
        ["Only in a citation or a heading", "0", "0"],
        ["Only in the name of a thing", "0", "0"],
        ["Only where it is not certain who is meant", "0", "0"],
        ["Not found", "3", "6"],
        ["All", "7", "11"],
    ]


def test_an_entry_of_no_known_person_is_counted_apart(edition: Any) -> None:
    facts = {fact.name: fact.value for fact in shown(edition._replace(persons=edition.persons[:2])).facts}
    assert facts["Entries"] == "3, 1 of them of no known person"
    assert facts["Locators"] == "6"


def test_locators_that_lead_to_no_mention(edition: Any, handmade: Any) -> None:
    naming = handmade.naming("hume", "1.1", 0, 4, "11", use=handmade.Use.ATTRIBUTIVE)
    view = shown(edition._replace(namings=(*edition.namings, naming)))
    assert rows(view, "no-mention") == [
        ["Hume, David", "only in the name of a thing", "11"],
        ["Hume, David", "not found", "9, 10, 13, 99"],
        ["Nemo", "not found", "7"],
    ]
    entry, _, pages = (cell(one) for one in table(view, "no-mention").rows[1])
    assert entry.a["href"] == "../index/#i2"
    assert [link["href"] for link in pages.select("a")] == [  # and the book has no page 99
        "../1/#page-9",
        "../1/#page-10",
        "../index/#page-13",
    ]
    assert cell(table(view, "no-mention").rows[0][2]).a["href"] == "../1/#p1.1"


def test_pages_that_the_index_does_not_list(edition: Any, handmade: Any) -> None:
    naming = handmade.naming("bayle", "n2", 0, 4, "9")
    view = shown(edition._replace(namings=(*edition.namings, naming)))
    assert rows(view, "unlisted") == [["Bayle, Pierre", "11", "9"]]
    _, in_text, in_notes = (cell(one) for one in table(view, "unlisted").rows[0])
    assert in_text.a["href"] == "../1/#at-11-bayle"
    assert in_notes.a["href"] == "../intro/#at-9-bayle"


def test_persons_without_an_entry(edition: Any) -> None:
    view = shown(edition)
    assert rows(view, "without-entry") == [["Edward Gibbon", "2", "", "8, 9", ""]]
    assert cell(table(view, "without-entry").rows[0][0]).a["href"] == "../persons/gibbon/"


def test_letters_missing(edition: Any, handmade: Any) -> None:
    naming = handmade.naming("gibbon", "1.1", 0, 4, "11")
    changed = edition._replace(namings=(*edition.namings, naming))
    assert rows(shown(changed), "letters") == [["G", "may be left out with intent", "Edward Gibbon"]]
    assert rows(shown(changed, lost_letters=("G",)), "letters") == [["G", "most likely lost", "Edward Gibbon"]]
    assert {fact.name: fact.value for fact in shown(changed).facts}["Letters missing"] == "G"


def test_entries_out_of_order_stand_between_their_neighbours(edition: Any) -> None:
    view = shown(edition, out_of_order=(1, 2))
    assert rows(view, "order") == [["Bayle, Pierre", "", "Hume, David"], ["Hume, David", "Bayle, Pierre", "Nemo"]]
    assert {fact.name: fact.value for fact in view.facts}["Order"] == "2 entries out of order"


def test_entries_that_seem_cut(edition: Any) -> None:
    _, named = prepared(edition)
    assert named.audit is not None
    first, *others = named.audit.entries
    bayle = first._replace(locators=first.locators[:1], unlisted=("11", "12"), cut=True)
    view = shown(edition, entries=(bayle, *others))
    assert rows(view, "cut") == [["Bayle, Pierre", "8", "11, 12"]]
    empty = first._replace(locators=(), unlisted=("11",), cut=True)
    assert rows(shown(edition, entries=(empty,)), "cut") == [["Bayle, Pierre", "none", "11"]]


def test_the_trial_of_the_supplement(edition: Any) -> None:
    view = shown(edition, trials=(LetterTrial("B", 1, 2, 4, 1), LetterTrial("N", 1, 2, 0, 0)))
    assert rows(view, "trial") == [
        ["B", "1", "2", "4", "1", "25\xa0%", "50\xa0%"],
        ["N", "1", "2", "0", "0", "–", "0\xa0%"],
        ["All", "2", "4", "4", "1", "25\xa0%", "25\xa0%"],
    ]


def test_a_table_without_rows_is_left_out(edition: Any) -> None:
    fragments = [table.fragment for table in shown(edition).tables]
    assert fragments == ["found", "no-mention", "unlisted", "without-entry", "trial"]
    assert "trial" not in [table.fragment for table in shown(edition, trials=()).tables]


@pytest.mark.slow
def test_the_built_pages(edition: Any, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(SETTINGS.read_bytes())
    build_site(tmp_path, (edition,), {})
    pages = {
        name: BeautifulSoup((tmp_path / "site" / "named" / name / "index.html").read_text(encoding="utf-8"), "lxml")
        for name in ("intro", "index", "audit")
    }
    for page in pages.values():
        ids = [element["id"] for element in page.select("[id]")]
        assert len(ids) == len(set(ids))
    assert [row.get_text() for row in pages["audit"].select("#unlisted + section thead th")] == [
        "Entry",
        "In the text",
        "Only in notes",
    ]
    assert pages["audit"].select_one(".md-nav__link--active").get_text(strip=True) == "The index compared with the text"
    described = {
        name for link in pages["index"].select("[aria-describedby]") for name in link["aria-describedby"].split()
    }
    assert described
    assert all(pages["index"].find(id=name) is not None for name in described)
    assert pages["index"].select_one("template.gl-finds [data-at='i2.2'] a")["href"] == "../intro/#at-8-hume"
    assert len(pages["intro"].select("template.gl-cards > div")) == 3
