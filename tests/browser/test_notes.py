"""The way from a call to its note and back: preview by mouse, keyboard and touch, and without scripts.

Where the window is wide the notes stand in the margin: see test_margin.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTER = "handmade/1/"
CITING = "small-print/1/"
NARROW = 900
PHONE = {"width": 390, "height": 800, "has_touch": True, "is_mobile": True}
Visit = Callable[..., "Page"]
REPEATED = """() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""


def preview_of(page: Page) -> Locator:
    return page.locator(".gl-preview")


def focus_by_keys(page: Page, call: str) -> None:
    """Reach a call with the Tab key, as if the reader had come from the paragraph."""
    page.evaluate("call => { const p = document.querySelector(call).closest('p'); p.tabIndex = -1; p.focus(); }", call)
    page.keyboard.press("Tab")


# --- mouse ---------------------------------------------------------------------------------------------------------


def test_the_preview_opens_on_hover_and_stays_under_the_pointer(visit: Visit) -> None:
    page = visit(CHAPTER, width=NARROW)
    page.hover("#r3")
    preview = preview_of(page)
    preview.wait_for()
    assert "Called twice" in preview.inner_text()
    assert page.evaluate(REPEATED) == []
    assert preview.locator("[role=doc-backlink]").count() == 0
    link = preview.locator("a[rel=noopener]")
    assert link.get_attribute("href") == "https://example.org/"
    link.hover()
    page.wait_for_timeout(700)
    assert preview.is_visible()
    page.mouse.move(5, 5)
    preview.wait_for(state="detached")


def test_a_passing_pointer_opens_nothing(visit: Visit) -> None:
    page = visit(CHAPTER, width=NARROW)
    page.hover("#r3")
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    assert preview_of(page).count() == 0


def test_a_pointer_on_its_way_into_the_preview_may_be_slow(visit: Visit) -> None:
    page = visit(CHAPTER, width=NARROW)
    page.hover("#r3")
    preview_of(page).wait_for()
    box = preview_of(page).bounding_box()
    assert box is not None
    for step in range(7):
        page.mouse.move(box["x"] + box["width"] - 20, box["y"] - 90 + 16 * step)
        page.wait_for_timeout(100)  # seven times, in all twice as long as a resting pointer has
    assert preview_of(page).is_visible()


def test_a_citation_is_told_below_the_note_and_not_in_a_second_preview(visit: Visit) -> None:
    page = visit(CITING, width=NARROW)
    page.hover("#r15")
    preview = preview_of(page)
    preview.wait_for()
    told = preview.locator(".gl-preview-told")
    assert told.inner_text() == ""
    words = preview.locator(".gl-note-body").bounding_box()
    citation = preview.locator(".gl-note-body a.gl-cite")
    citation.hover()
    told.locator(".gl-reference").wait_for()
    assert told.get_attribute("aria-live") == "polite"
    assert "Grafton, Anthony. The Footnote: A Curious History." in told.inner_text()
    assert preview.count() == 1
    assert preview.locator(".gl-note-body").bounding_box() == words  # nothing moves under the pointer
    assert page.evaluate(REPEATED) == []
    citation.click()
    page.wait_for_url("**/bibliography/#grafton1997footnote")


def test_a_pinned_preview_stays_until_it_is_closed(visit: Visit) -> None:
    page = visit(CITING, width=NARROW)
    page.hover("#r5")
    page.get_by_role("button", name="Keep open").click()
    pinned = page.locator(".gl-preview--pinned")
    assert pinned.get_by_role("button", name="Keep open").get_attribute("aria-pressed") == "true"
    page.mouse.move(5, 300)
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(500)
    box = pinned.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < box["y"] + box["height"] <= 900
    page.locator("#r8").scroll_into_view_if_needed()
    page.hover("#r8")
    page.locator(".gl-preview:not(.gl-preview--pinned)").wait_for()
    assert page.evaluate(REPEATED) == []
    page.keyboard.press("Escape")
    assert preview_of(page).count() == pinned.count() == 1
    page.mouse.move(5, 5)
    page.hover("#r8")
    page.locator(".gl-preview:not(.gl-preview--pinned)").get_by_role("button", name="Keep open").click()
    assert preview_of(page).count() == pinned.count() == 1  # one is enough
    assert pinned.locator(".gl-note-label").inner_text() == "8"
    pinned.get_by_role("button", name="Close").click()
    assert preview_of(page).count() == 0


# --- keyboard ------------------------------------------------------------------------------------------------------


def test_the_keys_lead_through_the_preview_and_on(visit: Visit) -> None:
    page = visit(CHAPTER, width=NARROW)
    focus_by_keys(page, "#r3")
    preview_of(page).wait_for()
    focused = "document.activeElement.id || document.activeElement.textContent || document.activeElement.title"
    assert page.evaluate(focused) == "r3"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.gl-preview') !== null")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == "r3"
    page.keyboard.press("Tab")
    stops = [page.evaluate(focused)]
    while page.evaluate("document.activeElement.closest('.gl-preview') !== null") and stops[-1] != "Keep open":
        page.keyboard.press("Tab")
        stops.append(page.evaluate(focused))
    assert stops == ["Called twice, see ", "this", "cited 3 times", "Keep open"]
    page.keyboard.press("Tab")
    assert preview_of(page).count() == 0
    assert page.evaluate("document.activeElement.closest('p').contains(document.querySelector('#r4'))")


def test_escape_closes_the_preview_and_leads_back(visit: Visit) -> None:
    page = visit(CHAPTER, width=NARROW)
    focus_by_keys(page, "#r3")
    preview_of(page).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "r3"
    page.wait_for_timeout(600)
    assert preview_of(page).count() == 0


def test_what_does_not_fit_is_scrolled_by_keys(visit: Visit) -> None:
    page = visit("handmade/intro/", width=320, height=360)
    focus_by_keys(page, "#r2")
    preview_of(page).wait_for()
    body = page.locator(".gl-preview-body")
    assert body.evaluate("body => body.scrollHeight > body.clientHeight")
    assert body.get_attribute("tabindex") == "0"
    page.keyboard.press("Tab")
    assert body.evaluate("body => document.activeElement === body")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.querySelector('.gl-preview-body').scrollTop > 0")


def test_enter_leads_to_the_note_and_back(visit: Visit) -> None:
    page = visit(CHAPTER, width=NARROW)
    page.focus("#r6")
    page.keyboard.press("Enter")
    assert page.url.endswith("#n6")
    page.wait_for_timeout(600)
    assert preview_of(page).count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#r6"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'r6' || location.hash === '#r6'")


# --- touch ---------------------------------------------------------------------------------------------------------


def test_touch_shows_first_and_leads_second(visit: Visit) -> None:
    page = visit(CHAPTER, **PHONE)
    page.locator("#r3").tap()
    preview = preview_of(page)
    preview.wait_for()
    assert not page.url.endswith("#n3")
    preview.locator(".gl-note-label").tap()
    assert preview.is_visible()
    for tool in preview.get_by_role("button").all():
        box = tool.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    page.locator("#r3").tap()
    page.wait_for_url("**#n3")


def test_touch_in_a_preview_tells_first_and_leads_second(visit: Visit) -> None:
    page = visit(CITING, **PHONE)
    page.locator("#r15").tap()
    citation = page.locator(".gl-preview .gl-note-body a.gl-cite")
    citation.tap()
    page.locator(".gl-preview-told .gl-reference").wait_for()
    assert page.url.endswith(CITING)
    citation.tap()
    page.wait_for_url("**/bibliography/#grafton1997footnote")


def test_a_touch_elsewhere_or_on_the_cross_closes_the_preview(visit: Visit) -> None:
    page = visit(CHAPTER, **PHONE)
    for closing in ("h1", ".gl-preview-tool:last-child"):
        page.locator("#r3").tap()
        preview_of(page).wait_for()
        page.locator(closing).tap()
        preview_of(page).wait_for(state="detached")


# --- the window ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "direction"), [(320, "ltr"), (NARROW, "ltr"), (NARROW, "rtl")])
def test_the_preview_stays_in_the_window(visit: Visit, width: int, direction: str) -> None:
    page = visit("handmade/intro/", width=width, height=480)
    page.evaluate("direction => document.documentElement.dir = document.body.dir = direction", direction)
    for call in page.locator(".gl-call").all():
        for block in ("start", "end"):
            call.evaluate("(call, block) => call.scrollIntoView({ block, behavior: 'instant' })", block)
            before = page.evaluate("[scrollX, scrollY, document.documentElement.scrollWidth]")
            call.hover()
            preview_of(page).wait_for()
            box = preview_of(page).bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= 480
            assert page.evaluate("[scrollX, scrollY, document.documentElement.scrollWidth]") == before
            page.keyboard.press("Escape")
            page.mouse.move(1, 1)


# --- without scripts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [NARROW, 1440])
def test_without_scripts_a_call_leads_to_its_note_and_back(visit: Visit, width: int) -> None:
    page = visit(CHAPTER, width=width, java_script_enabled=False)
    assert page.locator("h1").is_visible()
    assert page.locator(".gl-note").count() == 5
    page.click("#r3")
    assert page.url.endswith("#n3")
    assert page.locator("#n3").is_visible()
    page.click("#n3 [role=doc-backlink] >> nth=1")
    assert page.url.endswith("#r3-call2")
    assert page.locator("#r3-call2").is_visible()
