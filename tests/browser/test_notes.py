"""The way from a call to its note and back: preview by mouse, keyboard and touch, and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTER = "handmade/1/"
Visit = Callable[..., "Page"]


def test_the_preview_opens_on_hover_and_stays_under_the_pointer(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.hover("#r3")
    preview = page.locator(".gl-preview")
    preview.wait_for()
    assert "Called twice" in preview.inner_text()
    preview.hover()
    page.wait_for_timeout(700)
    assert preview.is_visible()
    page.mouse.move(5, 5)
    preview.wait_for(state="detached")


def test_a_passing_pointer_opens_nothing(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.hover("#r3")
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    assert page.locator(".gl-preview").count() == 0


def test_a_link_in_the_preview_can_be_followed(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.hover("#r3")
    link = page.locator(".gl-preview a[rel=noopener]")
    link.wait_for()
    assert link.get_attribute("href") == "https://example.org/"
    link.hover()
    page.wait_for_timeout(500)
    assert link.is_visible()


def test_the_preview_repeats_no_id_and_has_no_way_back(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.hover("#r3")
    page.locator(".gl-preview").wait_for()
    repeated = page.evaluate(
        """() => {
            const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
            return ids.filter((id, at) => ids.indexOf(id) !== at);
        }"""
    )
    assert repeated == []
    assert page.locator(".gl-preview [role=doc-backlink]").count() == 0


def test_the_preview_opens_on_focus_and_closes_with_escape(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.evaluate("document.getElementById('r3').closest('p').tabIndex = -1")
    page.evaluate("document.getElementById('r3').closest('p').focus()")
    page.keyboard.press("Tab")
    preview = page.locator(".gl-preview")
    preview.wait_for()
    assert page.evaluate("document.activeElement.id") == "r3"
    page.keyboard.press("Escape")
    preview.wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "r3"


def test_enter_leads_to_the_note_and_back(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.focus("#r6")
    page.keyboard.press("Enter")
    assert page.url.endswith("#n6")
    page.wait_for_timeout(100)
    assert page.locator(".gl-preview").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#r6"
    page.keyboard.press("Enter")
    assert page.url.endswith("#r6")


def test_touch_shows_first_and_leads_second(visit: Visit) -> None:
    page = visit(CHAPTER, width=390, height=800, has_touch=True, is_mobile=True)
    page.locator("#r3").tap()
    preview = page.locator(".gl-preview")
    preview.wait_for()
    assert not page.url.endswith("#n3")
    preview.locator(".gl-note-label").tap()
    assert preview.is_visible()
    page.locator("#r3").tap()
    page.wait_for_url("**#n3")


def test_a_touch_elsewhere_closes_the_preview(visit: Visit) -> None:
    page = visit(CHAPTER, width=390, height=800, has_touch=True, is_mobile=True)
    page.locator("#r3").tap()
    page.locator(".gl-preview").wait_for()
    page.locator("h1").tap()
    page.locator(".gl-preview").wait_for(state="detached")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_preview_stays_in_the_window(visit: Visit, width: int) -> None:
    page = visit("handmade/intro/", width=width)
    for call in page.locator(".gl-call").all():
        call.hover()
        preview = page.locator(".gl-preview")
        preview.wait_for()
        box = preview.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
        page.mouse.move(1, 1)


def test_without_scripts_a_call_leads_to_its_note_and_back(visit: Visit) -> None:
    page = visit(CHAPTER, java_script_enabled=False)
    page.click("#r3")
    assert page.url.endswith("#n3")
    assert page.locator("#n3").is_visible()
    page.click("#n3 [role=doc-backlink] >> nth=1")
    assert page.url.endswith("#r3-call2")
    assert page.locator("#r3-call2").is_visible()


def test_without_scripts_the_page_is_whole(visit: Visit) -> None:
    page = visit(CHAPTER, java_script_enabled=False)
    assert page.locator("h1").is_visible()
    assert page.locator(".md-nav--primary >> text=Bibliography").is_visible()
    assert page.locator(".gl-note").count() == 5
