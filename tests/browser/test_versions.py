"""Old addresses and cited versions in a browser: traces, further ids, and the line that tells whether words changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTER = "published/1/"
FILE = "anchors.json"
Visit = Callable[..., "Page"]


def told(page: Page) -> str:
    """What the line says, when it has come."""
    page.locator(".gl-version a").wait_for()
    return page.locator(".gl-version [role=status]").inner_text()


def in_sight(page: Page, selector: str) -> bool:
    """Whether an element is shown below the header and above the lower end of the window."""
    return bool(
        page.evaluate(
            """selector => {
                const at = document.querySelector(selector).getBoundingClientRect();
                const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
                return at.height > 0 && at.top >= header && at.top < innerHeight;
            }""",
            selector,
        )
    )


def faults(page: Page) -> list[tuple[str, list[str]]]:
    from axe_playwright_python.sync_playwright import Axe

    violations = Axe().run(page).response["violations"]
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in violations]


# --- the cited version -------------------------------------------------------------------------------------------


TOLD = {
    "1/?v=1#p1.2": "Unchanged since version 1, which was cited.",
    "1/?v=3#p1.1": "Unchanged since version 3, which was cited.",
    "1/?v=1#p1.1": "The words differ from version 1, which was cited: they changed in version 3.",
    "1/?v=2#p1.4": "The words differ from version 2, which was cited: they changed in version 3.",
    "1/?v=1#p1.4": "The words are those of version 1, which was cited; in between they were others.",
    "1/?v=2#p1.3": (
        "The words differ from version 2, which was cited: they changed since version 3, which is not published yet."
    ),
    "1/?v=1#n4": "The words differ from version 1, which was cited: they changed in version 2.",
    "1/?v=1#r4": "The words differ from version 1, which was cited: they changed in version 2.",  # those of its note
    "1/?v=1#s1.1": "Unchanged since version 1, which was cited.",
    "1/?v=1#page-14": "Unchanged since version 1, which was cited.",
    "1/?v=1#p1.5": "This place is not in version 1, which was cited.",
    "1/?v=3#p1.11": "This place is not in version 3, which was cited.",
    "1/?v=1#p1.2a": "What stood here in version 1, which was cited, has become part of another place: in version 2.",
    "1/?v=2#p1.2a": "In version 2, which was cited, no text of its own stood here.",
    "1/?v=1#p1.4a": "What stood here in version 1, which was cited, has been taken out: in version 2.",
    "1/?v=9#p1.1": "The link names version 9. No such version has been published.",
    "1/?v=1#p1.2:~:text=Some%20words,address": "Unchanged since version 1, which was cited.",
    "6/?v=1#p6.2": (
        "What stood here in version 1, which was cited, has been taken out: since version 3, which is not"
        " published yet."
    ),
}


def test_the_line_tells_whether_the_words_changed(visit: Visit, site: str) -> None:
    page = visit("")
    found = {}
    hidden = []
    for link in TOLD:
        page.goto("about:blank")  # from one fragment to another nothing would be loaded
        page.goto(f"{site}published/{link}")
        found[link] = told(page)
        if not in_sight(page, ".gl-version"):
            hidden.append(link)
    assert found == TOLD
    assert hidden == []


@pytest.mark.parametrize("width", [1440, 800])  # notes in the margin, notes at the foot
def test_the_line_of_a_note_stands_with_the_note(visit: Visit, width: int) -> None:
    page = visit(f"{CHAPTER}?v=1#n4", width=width)
    told(page)
    assert (page.locator(".gl-note--beside").count() > 0) == (width == 1440)
    assert in_sight(page, "#n4")
    assert in_sight(page, "#n4 .gl-version")
    assert page.evaluate(
        """() => {
            const notes = [...document.querySelectorAll(".gl-note")].map((note) => note.getBoundingClientRect());
            return notes.every((note, at) => at === 0 || note.top >= notes[at - 1].bottom);
        }"""
    )


def test_nothing_is_asked_without_a_version_and_a_place(visit: Visit, site: str) -> None:
    page = visit("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    places = ("#notes", "#top", "#nothing", "#%", "#__proto__")
    for link in ("", "#p1.1", "?v=1", "?v=#p1.1", "?x=1#p1.1", *(f"?v=1{place}" for place in places)):
        page.goto("about:blank")
        page.goto(site + CHAPTER + link)
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if url.endswith(FILE)] == [], link
        assert page.locator(".gl-version").count() == 0, link
    assert asked


def test_an_edition_without_versions_has_no_such_script(visit: Visit, site: str) -> None:
    page = visit("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}handmade/1/?v=1#p1.1")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "versions.js" in url or url.endswith(FILE)] == []


def test_the_file_is_asked_for_once(visit: Visit, site: str) -> None:
    page = visit("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + CHAPTER + "?v=1#p1.1")
    told(page)
    page.evaluate("location.hash = '#p1.2'")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if url.endswith(FILE)] == [f"{site}published/{FILE}"]


def test_where_nothing_can_be_fetched_the_line_says_so(visit: Visit, site: str) -> None:
    page = visit("")
    page.route(f"**/{FILE}", lambda route: route.abort())
    page.goto(site + CHAPTER + "?v=1#p1.2")
    assert "could not be loaded" in told(page)
    assert in_sight(page, "#p1\\.2")


def test_another_file_in_its_place_does_no_harm(visit: Visit, site: str) -> None:
    page = visit("")
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    bodies = ["", "[]", "{}", '{"format": "other/1", "versions": [], "units": {}}', "null"]
    page.route(f"**/{FILE}", lambda route: route.fulfill(body=bodies[0], content_type="application/json"))
    while bodies:
        page.goto("about:blank")
        page.goto(site + CHAPTER + "?v=1#p1.2")
        assert "could not be loaded" in told(page), bodies[0]
        del bodies[0]
    assert said == []


def test_a_hostile_version_is_only_text(visit: Visit) -> None:
    page = visit(CHAPTER + "?v=%3Cimg%20src=x%20onerror=alert(1)%3E" + "x" * 300 + "#p1.2")
    assert "<img src=x onerror=alert(1)>" in told(page)
    assert len(told(page)) < 120
    assert page.locator(".gl-version img").count() == 0


def test_the_line_can_be_dismissed_by_key(visit: Visit) -> None:
    page = visit(CHAPTER + "?v=1#p1.1")
    told(page)
    for name in ("All versions", "Dismiss"):  # the reader was led to the paragraph, where the line is the first thing
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == name
    page.keyboard.press("Enter")
    assert page.locator(".gl-version").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.gl-text, .gl-notes') !== null")


def test_the_line_leads_to_the_history(visit: Visit) -> None:
    page = visit(CHAPTER + "?v=1#p1.1")
    told(page)
    page.click(".gl-version a")
    page.wait_for_url("**/published/history/")


def test_readers_who_went_on_are_not_called_back(visit: Visit, site: str) -> None:
    page = visit("", height=500)
    waiting: list[Route] = []
    page.route(f"**/{FILE}", lambda route: waiting.append(route))
    page.goto(site + CHAPTER + "?v=1#p1.1")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    before = page.evaluate("scrollY")
    page.wait_for_timeout(100)
    waiting[0].continue_()
    page.locator(".gl-version a").wait_for(state="attached")
    assert abs(page.evaluate("scrollY") - before) < 150  # the line has taken some room above
    assert page.evaluate("document.querySelector('.gl-version').getBoundingClientRect().bottom") < 0


def test_without_javascript_the_link_leads_to_the_paragraph(visit: Visit) -> None:
    page = visit(CHAPTER + "?v=1#p1.4", java_script_enabled=False)
    box = page.locator("#p1\\.4").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 300


# --- old addresses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("javascript", [True, False])
def test_a_trace_is_shown_to_who_comes_for_it(visit: Visit, site: str, javascript: bool) -> None:
    page = visit("", java_script_enabled=javascript)
    for ident in ("p1.4a", "p1.20", "s1.9", "n77", "page-17"):
        page.goto("about:blank")
        page.goto(f"{site}{CHAPTER}#{ident}")
        trace = page.locator(f"[id='{ident}']")
        assert trace.is_visible(), ident
        assert page.locator(".gl-trace:visible").count() == 1, ident
        box = trace.bounding_box()
        assert box is not None
        assert 0 < box["y"] < 850, ident


def test_the_call_of_a_lost_note_shows_its_trace(visit: Visit) -> None:
    page = visit(f"{CHAPTER}#r77")
    assert page.locator("#n77").is_visible()
    assert in_sight(page, "#n77")


def test_nobody_else_sees_a_trace(visit: Visit) -> None:
    page = visit(CHAPTER)
    assert page.locator(".gl-trace").count() == 5
    assert page.locator(".gl-trace:visible").count() == 0
    assert page.locator(".gl-alias:visible").count() == 0


def test_a_trace_is_reached_by_ear(visit: Visit) -> None:
    page = visit(f"{CHAPTER}#p1.20")
    assert page.evaluate("document.activeElement.id") == "p1.20"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "../2/#p2.1"


def test_a_copied_quotation_holds_no_trace(visit: Visit) -> None:
    page = visit(f"{CHAPTER}#p1.4a")
    copied = page.evaluate(
        """() => {
            getSelection().setBaseAndExtent(document.getElementById("p1.4"), 0, document.getElementById("p1.5"), 3);
            return getSelection().toString();
        }"""
    )
    assert "an item" in copied
    assert "no longer" not in copied


@pytest.mark.parametrize(("ident", "unit"), [("p1.2a", "p1.2"), ("p6.1", "p1.4"), ("n55", "n5")])
def test_a_unit_is_marked_by_each_of_its_addresses(visit: Visit, ident: str, unit: str) -> None:
    page = visit(f"{CHAPTER}#{unit}")
    colour = "id => getComputedStyle(document.getElementById(id)).backgroundColor"
    marked = page.evaluate(colour, unit)
    assert marked != "rgba(0, 0, 0, 0)"
    page = visit(f"{CHAPTER}#{ident}")
    assert page.evaluate(colour, unit) == marked
    assert page.get_by_role("img", name="is now part of").count() == 1
    assert in_sight(page, f"[id='{ident}']")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["1/?v=1#p1.4a", "1/?v=1#p1.2a", "6/#p6.1", "history/"])
def test_axe_finds_nothing(visit: Visit, address: str, scheme: str) -> None:
    page = visit(f"published/{address}", color_scheme=scheme)
    if "?v" in address:
        told(page)
    assert faults(page) == []


def test_nothing_scrolls_sideways_on_a_phone(visit: Visit, site: str) -> None:
    page = visit("", width=320, height=640)
    for address in ("1/#p1.20", "1/#p1.2a", "1/?v=1#p1.3", "6/", "history/"):
        page.goto(f"{site}published/{address}")
        if "?v" in address:
            told(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_on_paper_there_is_neither_trace_nor_line(visit: Visit) -> None:
    page = visit(f"{CHAPTER}?v=1#p1.4a")
    told(page)
    page.emulate_media(media="print")
    assert page.locator(".gl-trace:visible, .gl-version:visible, .gl-alias:visible").count() == 0
