"""Which pages an edition has, and what stands on them."""

from __future__ import annotations

from typing import Any

import pytest

from glossator.render.plan import Plan, plan_edition


@pytest.fixture(scope="module")
def plan(edition: Any) -> Plan:
    return plan_edition(edition)


def test_divisions_have_pages_and_sections_have_not(plan: Plan) -> None:
    assert [(page.address, page.depth) for page in plan.pages] == [
        ("handmade/", 0),
        ("handmade/contents/", 0),
        ("handmade/front/", 0),
        ("handmade/intro/", 0),
        ("handmade/part1/", 0),
        ("handmade/1/", 1),
        ("handmade/2/", 1),
        ("handmade/summary/", 0),
        ("handmade/bibliography/", 0),
        ("handmade/index/", 0),
    ]


def test_an_edition_without_contents_and_front_matter_has_no_such_pages(edition: Any) -> None:
    document = edition.document._replace(contents=(), front=())
    kinds = [page.kind for page in plan_edition(edition._replace(document=document)).pages]
    assert kinds[:2] == ["title", "introduction"]


def test_a_section_stands_on_the_page_of_its_chapter(plan: Plan) -> None:
    assert plan.places["1.s1"] == "handmade/1/#s1.1"
    assert plan.places["1.s1.s1"] == "handmade/1/#s1.1.1"
    assert plan.places["1"] == "handmade/1/"


def test_a_note_stands_on_the_page_that_calls_it(plan: Plan) -> None:
    labels = {address: [note.label for note in notes] for address, notes in plan.notes.items()}
    assert labels == {
        "handmade/intro/": ["1", "2"],
        "handmade/1/": ["3", "4", "5", "6", "7"],
        "handmade/2/": ["8", "9"],  # 9 is never called: it follows 8
    }


def test_two_calls_of_one_note_have_two_ids(plan: Plan) -> None:
    assert [call.fragment for call in plan.calls_of["n3"]] == ["r3", "r3-call2"]
    assert {call.target for call in plan.calls_of["n3"]} == {"handmade/1/#n3"}


def test_a_call_on_another_page_leads_to_where_the_note_stands(edition: Any, handmade: Any) -> None:
    summary = edition.document.divisions[2]
    again = summary._replace(blocks=(*summary.blocks, handmade.paragraph("Again.", handmade.call("1"))))
    document = edition.document._replace(divisions=(*edition.document.divisions[:2], again))
    call = plan_edition(edition._replace(document=document)).calls_of["n1"][1]
    assert (call.page, call.fragment, call.target) == ("handmade/summary/", "r1-call2", "handmade/intro/#n1")


def test_pages_without_text_go_before_the_next_page_with_text(plan: Plan) -> None:
    assert plan.skipped["11"] == ("9", "10")
    assert plan.trailing == ("24",)
