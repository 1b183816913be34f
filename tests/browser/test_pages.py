"""Every kind of page in a browser: its lines, its numbers, on paper, and without a request to elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KINDS = {
    "shelf": "",
    "title": "handmade/",
    "contents": "handmade/contents/",
    "front": "handmade/front/",
    "part": "handmade/part1/",
    "chapter": "handmade/1/",
    "hostile": "handmade/2/",
    "summary": "handmade/summary/",
    "bibliography": "handmade/bibliography/",
    "index": "handmade/index/",
}
Visit = Callable[..., "Page"]


@pytest.mark.parametrize("width", [1280, 1920])
def test_a_line_has_60_to_75_characters(visit: Visit, width: int) -> None:
    page = visit(KINDS["chapter"], width=width)
    lines = page.evaluate(
        """() => {
            const paragraph = document.getElementById("p1.1");
            const range = document.createRange();
            range.selectNodeContents(paragraph);
            const tops = new Set([...range.getClientRects()].filter((at) => at.width > 100).map((at) => at.top));
            return paragraph.textContent.length / tops.size;
        }"""
    )
    assert 60 <= lines <= 75


def test_numbers_stand_in_the_gutter_of_a_wide_window(visit: Visit) -> None:
    page = visit(KINDS["chapter"], width=1280)
    assert page.evaluate(
        """() => {
            const text = document.querySelector(".gl-text").getBoundingClientRect();
            const numbers = [...document.querySelectorAll(".gl-num")];
            return numbers.every((number) => number.getBoundingClientRect().right <= text.left);
        }"""
    )


def test_a_copied_quotation_holds_no_number(visit: Visit) -> None:
    page = visit(KINDS["chapter"])
    copied = page.evaluate(
        """() => {
            const range = document.createRange();
            range.setStart(document.getElementById("p1.6"), 0);
            range.setEndAfter(document.getElementById("p1.6").lastChild);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return getSelection().toString();
        }"""
    )
    assert "¶" not in copied
    assert "p. 13" not in copied
    assert "light" in copied


def test_no_page_asks_another_host(visit: Visit, site: str) -> None:
    page = visit("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in KINDS.values():
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []


def test_nothing_goes_wrong_in_the_console(visit: Visit, site: str) -> None:
    page = visit("")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in KINDS.values():
        page.goto(site + address)
    assert said == []


def test_on_paper_there_are_text_and_notes_and_no_shell(visit: Visit) -> None:
    page = visit(KINDS["chapter"])
    page.emulate_media(media="print")
    assert page.locator(".gl-note").first.is_visible()
    for hidden in (".md-header", ".md-sidebar--primary", ".md-footer", ".gl-turn", ".gl-back"):
        assert not page.locator(hidden).first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('#p1\\\\.1')).color") == "rgb(0, 0, 0)"


def test_dark_colours_are_not_printed(visit: Visit) -> None:
    page = visit(KINDS["chapter"], color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('#p1\\\\.1')).color") == "rgb(0, 0, 0)"
