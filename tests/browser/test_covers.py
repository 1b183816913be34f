"""Covers as a browser draws them: whatever a book is called, no word leaves the picture."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from glossator.render.cover import HEIGHT, WIDTH, edition_cover
from glossator.render.plan import plan_edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

MANY = tuple(f"Somebody Anybody-Nobody {number}" for number in range(20))
TITLES: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    "one word": ("Noise", None, ("A. B.",)),
    "one letter": ("W", "M", ()),
    "a long word": ("Donaudampfschifffahrtsgesellschaftskapitänswitwe", "Rinderkennzeichnungsaufgabengesetz", ("A",)),
    "long": ("On the Places Where Notes Were Set, in Margins and Below, " * 4, "With Examples " * 20, MANY),
    "Cyrillic": ("ЩЕКОЧУЩИЕ ШОРОХИ широкошумящих дубрав", "Жужжащий мёд", ("Фёдор Ильич Щукин",)),
    "Greek": ("Περὶ τῶν ὑποσημειώσεων", "Μικρά", ("Ἀνώνυμος",)),
    "Arabic": ("مقدمة في تاريخ الحواشي والتعليقات", "كتاب قصير", ("كاتب مجهول",)),
    "Japanese": ("脚注の歴史——小さな活字の思想史について", "注釈はなぜ頁の下に置かれるのか", ("山田太郎",)),
    "the widest": ("WWWWWWWWWWWW MMMMMMMMMMMM ЩЩЩЩЩЩЩЩ @@@@@@@", "ЖЖЖЖЖЖ ŒŒŒŒŒ", ("WMWMWMWMWMWMWMWM",)),
    "hostile": ("</text></svg><script>alert(1)</script> \u202e ]]>", '"><img src=x>', ("\x02&amp;",)),
}
FACES = ("", "'DejaVu Serif'", "'DejaVu Sans'")  # the browser's choice, and the widest of those that are likely
BOXES = """face => [...document.querySelectorAll("text")].map(text => {
    if (face) text.parentElement.setAttribute("font-family", face);
    const {x, y, width, height} = text.getBBox();
    return [text.textContent, x, y, x + width, y + height];
})"""


@pytest.mark.parametrize("kind", TITLES)
def test_no_word_leaves_the_cover(browser: Browser, site: str, kind: str) -> None:
    edition = sys.modules["handmade"].handmade_edition()
    title, subtitle, authors = TITLES[kind]
    metadata = edition.metadata._replace(title=title, subtitle=subtitle, authors=authors)
    page = browser.new_page()
    page.set_content(edition_cover(edition._replace(metadata=metadata), plan_edition(edition)))
    for face in FACES:
        boxes = page.evaluate(BOXES, face)
        assert len(boxes) >= 3
        for text, left, top, right, bottom in boxes:
            assert left >= 0, (face, text)
            assert right <= WIDTH, (face, text)
            assert top >= 0, (face, text)
            assert bottom <= HEIGHT, (face, text)
    assert page.locator("script, img").count() == 0
    page.close()


def test_title_page_and_shelf_show_the_cover_and_do_not_move(visit: Callable[..., Page]) -> None:
    for address, count in (("", 3), ("handmade/", 1)):
        page = visit(address)
        covers = page.locator("img.gl-cover")
        assert covers.count() == count
        for cover in covers.all():
            cover.scroll_into_view_if_needed()
            cover.evaluate("image => image.decode()")
            drawn: dict[str, Any] = cover.evaluate(
                "i => ({alt: i.alt, natural: i.naturalWidth / i.naturalHeight, shown: i.width / i.height})"
            )
            assert drawn["alt"] == ""
            assert drawn["natural"] == pytest.approx(WIDTH / HEIGHT)
            assert drawn["shown"] == pytest.approx(WIDTH / HEIGHT, rel=0.02)


def test_the_cover_stands_beside_the_title_where_there_is_room(visit: Callable[..., Page]) -> None:
    beside = """() => {
        const [cover, title] = [".gl-cover", "h1"].map(one => document.querySelector(one).getBoundingClientRect());
        return cover.right <= title.left && cover.top < title.bottom;
    }"""
    page = visit("handmade/")
    assert page.evaluate(beside)
    page.set_viewport_size({"width": 320, "height": 600})
    assert not page.evaluate(beside)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_whole_book_on_the_shelf_is_its_link(visit: Callable[..., Page]) -> None:
    page = visit("", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    cover = page.locator(".gl-book .gl-cover").first.bounding_box()
    assert cover is not None
    page.mouse.click(cover["x"] + cover["width"] / 2, cover["y"] + cover["height"] / 2)
    page.wait_for_url("**/handmade/")


def test_a_page_that_is_missing_names_the_book_of_the_address(visit: Callable[..., Page]) -> None:
    page = visit("404.html")
    assert not page.locator(".gl-missing").is_visible()
    page.evaluate("history.replaceState(null, '', 'handmade/no/such/page/')")
    page.add_script_tag(url=page.locator("script[src$='missing.js']").evaluate("script => script.src"))
    shown = [line.inner_text() for line in page.locator(".gl-missing [data-book]").all() if line.is_visible()]
    assert shown == ["A Hand-made Book, with a list of all its printed pages"]
