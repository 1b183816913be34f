"""Notes in the margin: beside their calls, one below the other, and still the notes of the foot."""

from __future__ import annotations

import itertools
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTER = "handmade/1/"
DEMONSTRATION = ("small-print/1/", "small-print/2/", "handmade/1/", "handmade/2/", "handmade/intro/")
FAR = 12  # lines of a note: farther from its call none is to stand
UP = 3  # what a pixel above the call costs; one below it costs 1
Visit = Callable[..., "Page"]

# How the notes lie, in pixels; what a note is away from its call is in lines of the note.
LIE = """() => {
    const box = (element) => element.getBoundingClientRect();
    const notes = [...document.querySelectorAll(".gl-note--beside")];
    const calls = [...document.querySelectorAll(".gl-call")];
    const boxes = notes.map(box).sort((one, other) => one.top - other.top);
    const text = [...document.querySelectorAll(".gl-text, .gl-text *, h1, h2, h3")];
    const right = Math.max(...text.map((element) => box(element).right));
    return {
        all: document.querySelectorAll(".gl-note").length,
        count: notes.length,
        cut: notes.filter((note) => "cut" in note.dataset).length,
        overlaps: boxes.filter((one, at) => at > 0 && one.top < boxes[at - 1].bottom).length,
        overText: boxes.filter((one) => one.left < right).length,
        outside: boxes.filter((one) => one.right > document.documentElement.clientWidth || one.top < 0).length,
        below: boxes.filter((one) => one.bottom > box(document.querySelector(".md-content__inner")).bottom).length,
        away: notes.map((note) => {
            const call = calls.find((one) => one.hash === `#${note.id}`);
            return (box(note).top - box(call).top) / parseFloat(getComputedStyle(note).lineHeight);
        }),
    };
}"""
TEXT = "[...document.querySelectorAll('.gl-text .gl-unit')].map(u => { const b = u.getBoundingClientRect();"
TEXT += " return [b.left, b.top, b.width, b.height]; })"


def lie(page: Page) -> Any:
    """Return how the notes lie, once they rest."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))")
    return page.evaluate(LIE)


def assert_apart(found: Any) -> None:
    assert {name: found[name] for name in ("overlaps", "overText", "outside", "below")} == {
        "overlaps": 0,
        "overText": 0,
        "outside": 0,
        "below": 0,
    }


def top_of(page: Page, selector: str) -> float:
    return float(page.evaluate("s => document.querySelector(s).getBoundingClientRect().top", selector))


def long_note(call: int, words: int) -> tuple[str, str]:
    """Return a call and a note in the HTML of a page."""
    said = " ".join(["word"] * words)
    link = f'<a class="gl-call" id="r{call}" role="doc-noteref" href="#n{call}"><sup>{call}</sup></a>'
    note = (
        f'<div class="gl-note" id="n{call}" role="doc-footnote"><span class="gl-note-label">{call}</span>'
        f'<div class="gl-note-body"><p>{said} <a href="#top">end</a></p></div>'
        f'<a class="gl-back" role="doc-backlink" href="#r{call}">back</a></div>'
    )
    return link, note


def add_notes(page: Page, lengths: list[int]) -> None:
    """Let a chapter have more notes, all called in its first paragraph, with so many words in them; load it."""
    made = [long_note(900 + at, words) for at, words in enumerate(lengths)]

    def answer(route: Route) -> None:
        html = route.fetch().text()
        html = re.sub(
            r'(id="p1\.1".*?)(</p>)', rf"\1{' '.join(call for call, _ in made)}\2", html, count=1, flags=re.DOTALL
        )
        html = html.replace('<div class="gl-note"', "".join(note for _, note in made) + '<div class="gl-note"', 1)
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route("**/handmade/1/", answer)
    page.reload()


# --- where they stand ----------------------------------------------------------------------------------------------


def test_no_note_lies_on_another_or_on_the_text(visit: Visit, site: str) -> None:
    page = visit("")
    away = {}
    counts = {}
    for address in DEMONSTRATION:
        page.goto(site + address)
        for width, size in itertools.product((320, 768, 1024, 1280, 1440, 1920), ("", "s", "l", "xl")):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("size => document.documentElement.dataset.glSize = size", size)
            found = lie(page)
            assert_apart(found)
            counts[address, width, size] = found["count"]
            away[address, width, size] = max(map(abs, found["away"]), default=0)
    assert max(away.values()) <= FAR
    for address in DEMONSTRATION:
        assert counts[address, 320, ""] == counts[address, 768, ""] == 0
        assert all(counts[address, width, ""] > 0 for width in (1024, 1280, 1440, 1920))
    assert counts["handmade/2/", 1440, ""] == 1  # the other one has lost its call
    print("lines between call and note, at most:", away)


@pytest.mark.parametrize("seed", range(5))
def test_the_places_are_the_nearest_that_there_are(visit: Visit, seed: int) -> None:
    page = visit(CHAPTER)
    chance = random.Random(seed)
    for _ in range(20):
        count, gap = chance.randint(1, 5), chance.randint(0, 2)
        wishes = sorted(chance.randint(0, 12) for _ in range(count))
        heights = [chance.randint(1, 4) for _ in range(count)]
        bottom = max(sum(heights) + gap * (count - 1), chance.randint(10, 30))
        notes = [{"wish": wish, "height": height} for wish, height in zip(wishes, heights, strict=True)]
        bounds = {"gap": gap, "top": 0, "bottom": bottom}
        placed = page.evaluate("([notes, bounds]) => glossator.margin.place(notes, bounds)", [notes, bounds])
        tops = [one["top"] for one in placed]
        assert_stacked(tops, heights, gap, bottom)
        assert cost(tops, wishes) == least_cost(wishes, heights, gap, bottom)


def assert_stacked(tops: list[float], heights: list[int], gap: int, bottom: int) -> None:
    assert tops[0] >= 0
    assert tops[-1] + heights[-1] <= bottom
    assert all(
        lower >= upper + height + gap for (upper, lower), height in zip(itertools.pairwise(tops), heights, strict=False)
    )


def cost(tops: list[float], wishes: list[int]) -> float:
    return sum(UP * max(wish - top, 0) + max(top - wish, 0) for top, wish in zip(tops, wishes, strict=True))


def least_cost(wishes: list[int], heights: list[int], gap: int, bottom: int) -> float:
    """Return the cost of the best places, found by trying all whole ones: `best[y]` has the last note at y or above."""
    best = [0.0] * (bottom + 1)
    before = -gap
    for at, (wish, height) in enumerate(zip(wishes, heights, strict=True)):
        after = [float("inf")] * (bottom + 1)
        for top in range(before + gap, bottom - height - sum(heights[at + 1 :]) - gap * (len(heights) - at - 1) + 1):
            above = best[top - gap - heights[at - 1]] if at else 0.0
            here = above + UP * max(wish - top, 0) + max(top - wish, 0)
            after[top] = min(here, after[top - 1] if top else here)
        best = list(itertools.accumulate(after, min))
        before += height + gap
    return best[-1]


def test_many_notes_in_one_paragraph_stay_apart_and_are_cut_shorter(visit: Visit) -> None:
    page = visit(CHAPTER, width=1440)
    add_notes(page, [300, 5, 40, 90, 300, 5] * 10)
    found = lie(page)
    assert found["count"] == 65
    assert_apart(found)
    lines = page.evaluate(
        "[...document.querySelectorAll('[data-cut]')].map(n => n.style.getPropertyValue('--gl-beside-lines'))"
    )
    assert set(lines) == {"3"}
    assert len(lines) == 40  # all but those of five words


def test_the_text_stands_where_it_stands_without_them(visit: Visit) -> None:
    page = visit(CHAPTER, width=1440)
    assert lie(page)["count"] == 5
    beside = page.evaluate(TEXT)
    page.evaluate("localStorage.setItem('glossator-sidenotes', 'off')")
    page.reload()
    assert lie(page)["count"] == 0
    assert page.evaluate(TEXT) == beside


def test_they_come_without_a_shift_of_the_page(visit: Visit, site: str) -> None:
    page = visit("")
    page.add_init_script(
        """window.shifted = [];
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) for (const source of entry.sources) shifted.push(source);
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(f"{site}small-print/1/#n12")
    assert lie(page)["count"] > 0
    came = "({ node, previousRect }) => node?.parentElement?.closest('.gl-notes') && previousRect.width === 0"
    assert page.evaluate(f"shifted.filter({came}).length") == 0
    box = page.locator("#n12").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 900  # the address leads to where the note is now


def test_they_follow_the_text_wherever_it_goes(visit: Visit) -> None:
    page = visit(CHAPTER, width=1440)
    before = lie(page)["away"]
    page.evaluate("document.querySelector('h1').style.paddingTop = '333px'")
    assert lie(page)["away"] == pytest.approx(before)
    page.evaluate("document.querySelector('h1').style.paddingTop = ''")
    page.evaluate("document.getElementById('p1.1').hidden = true")  # with the call of its note
    assert lie(page)["count"] == 4
    page.set_viewport_size({"width": 700, "height": 900})
    assert lie(page)["count"] == 0


# --- still the notes of the foot -----------------------------------------------------------------------------------


def test_there_is_one_note_and_its_order_is_that_of_the_foot(visit: Visit) -> None:
    page = visit(CHAPTER, width=1440)
    assert page.evaluate("[...document.querySelectorAll('.gl-note')].map(n => n.id)") == ["n3", "n4", "n5", "n6", "n7"]
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert page.locator("body").inner_text().count("A note in a section.") == 1
    assert page.locator(".gl-notes-told").inner_text() == "The notes stand in the margin, beside their calls."
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.md-content__inner'))")
    assert page.evaluate("getSelection().toString().split('A note in a section.').length") == 2


def test_a_note_without_a_call_stays_at_the_foot(visit: Visit) -> None:
    page = visit("handmade/2/", width=1440)
    assert top_of(page, "#n9") > top_of(page, "#notes")
    assert "The other notes" in page.locator(".gl-notes-told").inner_text()


@pytest.mark.parametrize("by", ["click", "Enter", "touch"])
def test_a_call_leads_to_its_note_and_back_without_moving_the_page(visit: Visit, by: str) -> None:
    page = visit(CHAPTER, width=1440, has_touch=True)
    page.locator("#r6").scroll_into_view_if_needed()
    page.mouse.wheel(0, 80)
    page.wait_for_timeout(200)
    before = page.evaluate("scrollY")
    call = page.locator("#r6")
    if by == "Enter":
        call.focus()
        page.keyboard.press("Enter")
    elif by == "touch":
        call.tap()
    else:
        call.click()
    page.wait_for_url("**#n6")
    assert page.evaluate("[scrollY, document.querySelector(':target').id]") == [before, "n6"]
    assert page.locator(".gl-preview, .gl-way-back:visible").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#r6"
    page.keyboard.press("Enter")
    page.wait_for_url("**#r6")
    assert page.evaluate("scrollY") == before
    page.go_back()
    page.wait_for_url("**#n6")


def test_call_and_note_light_each_other_up(visit: Visit) -> None:
    page = visit(CHAPTER, width=1440)
    lit = "[...document.querySelectorAll('.gl-lit')].map(e => e.id)"
    page.hover("#r4")
    assert page.evaluate(lit) == ["r4", "n4"]
    page.wait_for_timeout(500)
    assert page.locator(".gl-preview").count() == 0  # the note is in sight
    page.hover("#n3 .gl-note-body")
    assert page.evaluate(lit) == ["r3", "r3-call2", "n3"]
    page.mouse.move(5, 5)
    assert page.evaluate(lit) == []
    page.focus("#r6")
    assert page.evaluate(lit) == ["r6", "n6"]


def test_a_note_out_of_sight_has_a_preview(visit: Visit) -> None:
    page = visit(CHAPTER, width=1440, height=500)
    page.hover("#r3-call2")  # its note stands at the first call
    page.locator(".gl-preview").wait_for()
    page.keyboard.press("Escape")
    page.mouse.move(5, 5)
    page.click("#r3-call2")
    assert page.evaluate("document.querySelector('#n3:target').getBoundingClientRect().top") > 0
    page.locator(".gl-way-back").wait_for()  # the page has moved


# --- long notes ----------------------------------------------------------------------------------------------------


def test_a_long_note_is_opened_where_it_stands(visit: Visit) -> None:
    page = visit(CHAPTER, width=1440)
    add_notes(page, [5, 300, 5])
    assert lie(page)["cut"] == 1
    note = page.locator("#n901")
    shown = note.evaluate("note => note.offsetHeight")
    before = top_of(page, "#n901")
    page.get_by_role("button", name="more").click()
    assert note.evaluate("note => note.offsetHeight") > shown
    assert top_of(page, "#n901") == pytest.approx(before, abs=1)
    assert_apart(lie(page))
    page.get_by_role("button", name="less").click()
    assert note.evaluate("note => note.offsetHeight") == shown
    page.hover("#r901")
    page.locator(".gl-preview").wait_for()  # which has the whole note
    page.keyboard.press("Escape")


@pytest.mark.parametrize("way", ["#n901 a >> nth=0", "#r901", "search"])
def test_who_comes_to_a_long_note_finds_it_open(visit: Visit, way: str) -> None:
    page = visit(CHAPTER, width=1440)
    add_notes(page, [5, 300, 5])
    assert lie(page)["cut"] == 1
    if way == "search":
        page.evaluate("document.querySelector('#n901 .gl-note-body').scrollTop = 99")  # as a browser does
    else:
        page.focus(way)
        page.keyboard.press("Enter") if way == "#r901" else None
    page.locator("#n901[data-opened]").wait_for()
    found = lie(page)
    assert found["cut"] == 0
    assert_apart(found)


# --- switched off, printed, without scripts ------------------------------------------------------------------------


def test_they_can_be_switched_off(visit: Visit) -> None:
    page = visit(CHAPTER, width=1440)
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Notes in the margin").uncheck()
    page.keyboard.press("Escape")
    assert lie(page)["count"] == 0
    assert not page.locator(".gl-notes-told").is_visible()
    assert top_of(page, "#n3") > top_of(page, "#notes")
    page.reload()
    assert lie(page)["count"] == 0
    page.hover("#r3")
    page.locator(".gl-preview").wait_for()


def test_printed_they_stand_at_the_end(visit: Visit, tmp_path: Path) -> None:
    page = visit(CHAPTER, width=1440)
    add_notes(page, [5, 300, 5])
    page.emulate_media(media="print")
    tops = page.evaluate("[...document.querySelectorAll('.gl-note')].map(n => n.getBoundingClientRect().top)")
    assert tops == sorted(tops)
    assert tops[0] > top_of(page, "#notes")
    assert not page.locator(".gl-notes-told, .gl-note-more").first.is_visible()
    assert page.locator("#n901 .gl-note-body").evaluate(
        "body => body.scrollHeight <= body.clientHeight || !body.clientHeight"
    )
    after = "[...document.querySelectorAll('a')].filter(a => getComputedStyle(a, '::after').content.includes('http'))"
    assert page.evaluate(f"{after}.length") == 0
    page.emulate_media(media="screen")
    assert_apart(lie(page))
    program = shutil.which("pdftotext")
    if program is None:
        return
    page.emulate_media(media="null")
    page.pdf(path=tmp_path / "chapter.pdf")
    command = [program, tmp_path / "chapter.pdf", "-"]
    text = " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert text.index("with a Note") < text.index("word word word") < text.index("A note in a section.")
    assert "https://example.org/" not in text


def test_without_scripts_they_stand_at_the_foot(visit: Visit) -> None:
    page = visit(CHAPTER, width=1440, java_script_enabled=False)
    box, heading = page.locator("#n3").bounding_box(), page.locator("#notes").bounding_box()
    assert box is not None
    assert heading is not None
    assert box["y"] > heading["y"]


def test_axe_finds_nothing_beside_the_text(visit: Visit) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(CHAPTER, width=1440)
    add_notes(page, [5, 300, 5])
    page.hover("#r901")
    page.get_by_role("button", name="Keep open").click()
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
