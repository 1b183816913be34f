"""The way of most readers in Firefox: open a chapter, read a note, search, copy a citation.

Playwright drives the Firefox of the distribution here by WebDriver BiDi, which Firefox speaks by itself; it needs
neither a build of its own nor a driver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

pytestmark = [pytest.mark.firefox, pytest.mark.slow]

CHAPTER = "handmade/1/"
CITED = "small-print/1/"
CHANNEL = "moz-firefox"  # Playwright's name for a Firefox that it has not patched
# The clipboard itself cannot be read here without a question to the reader.
CATCH_COPIED = """() => {
    navigator.clipboard.writeText = async (words) => { window.copied = words; };
    navigator.clipboard.write = async ([item]) => {
        window.copied = await (await item.getType("text/plain")).text();
    };
}"""
Visit = Callable[[str], "Page"]


@pytest.fixture(scope="module")
def firefox(playwright: Playwright, firefox_path: str) -> Iterator[Browser]:
    running = playwright.firefox.launch(executable_path=firefox_path, channel=CHANNEL)
    yield running
    running.close()


@pytest.fixture
def faults() -> list[str]:
    """What the scripts of the visited pages throw, and what they report as an error."""
    return []


@pytest.fixture
def open_page(firefox: Browser, site: str, faults: list[str]) -> Iterator[Visit]:
    """A function that opens a page in a new, empty profile; the test fails where a script of it has failed."""
    context = firefox.new_context(viewport={"width": 900, "height": 900})  # no room for notes in the margin

    def open_one(address: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(site + address)
        return page

    yield open_one
    context.close()
    assert faults == []


def test_a_fault_of_a_script_is_seen(open_page: Visit, faults: list[str]) -> None:
    page = open_page(CHAPTER)
    page.evaluate("setTimeout(() => missing())")
    page.evaluate("console.error('broken')")
    page.wait_for_function("true")
    assert len(faults) == 2
    faults.clear()


def test_a_note_is_previewed_by_mouse_and_by_keyboard(open_page: Visit) -> None:
    page = open_page(CHAPTER)
    page.hover("#r3")
    preview = page.locator(".gl-preview")
    preview.wait_for()
    assert "Called twice" in preview.inner_text()
    preview.hover()
    assert preview.is_visible()
    page.mouse.move(5, 5)
    preview.wait_for(state="detached")
    page.evaluate("() => { const p = document.querySelector('#r3').closest('p'); p.tabIndex = -1; p.focus(); }")
    page.keyboard.press("Tab")
    preview.wait_for()
    page.keyboard.press("Escape")
    preview.wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "r3"


def test_a_call_leads_to_its_note_and_back(open_page: Visit) -> None:
    page = open_page(CHAPTER)
    page.focus("#r6")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#n6'")
    page.click("#n6 [role=doc-backlink]")
    page.wait_for_function("document.activeElement.id === 'r6'")
    assert page.locator("#r6").is_visible()


def test_a_hit_of_the_search_leads_to_its_place(open_page: Visit) -> None:
    page = open_page(CHAPTER)
    page.keyboard.press("/")
    field = page.locator("dialog[open] .gl-search-field")
    field.wait_for()
    page.keyboard.type('"about very small print"')
    hit = page.locator("a.gl-hit").first
    hit.wait_for()
    page.keyboard.press("Escape")
    field.wait_for(state="hidden")
    page.click(".gl-search-open")
    hit.wait_for()
    hit.click()
    page.wait_for_url("**/handmade/intro/#pintro.1")
    page.wait_for_function("CSS.highlights.has('gl-found')")


def test_a_citation_is_copied(open_page: Visit) -> None:
    page = open_page(CITED)
    page.evaluate(CATCH_COPIED)
    page.keyboard.press("c")
    dialog = page.locator("dialog.gl-citing[open]")
    dialog.wait_for()
    dialog.get_by_role("button", name="Copy citation").click()
    page.wait_for_function("window.copied !== undefined")
    copied = page.evaluate("copied")
    assert copied == dialog.locator("div.gl-citing-text[aria-live]").inner_text()
    assert "Small Print" in copied
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
