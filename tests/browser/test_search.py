"""The search in a browser: its window, its page, and the place to which a hit leads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser

FIELD = ".gl-search-field"
HIT = "a.gl-hit"
SAID = ".gl-search-said"
CHAPTER = "small-print/2/"


def searched(page: Page, query: str) -> Page:
    """Write a query into the field that is there and wait for what is found."""
    page.fill(FIELD, "")
    page.wait_for_function("document.querySelector('.gl-search-found').childElementCount === 0")
    page.fill(FIELD, query)
    page.wait_for_function("document.querySelector('.gl-search-said').textContent.endsWith('.')")
    return page


def opened(visit: Visit, address: str = CHAPTER, **options: Any) -> Page:
    page = visit(address, **options)
    page.keyboard.press("/")
    page.wait_for_selector(FIELD)
    return page


def test_nothing_is_loaded_before_it_is_opened(visit: Visit, site: str) -> None:
    page = visit("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site)))
    page.goto(site + CHAPTER)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search" in url] == []
    page.click(".gl-search-open")
    page.wait_for_selector(FIELD)
    page.wait_for_load_state("networkidle")
    assert {url for url in asked if "search" in url} == {
        "assets/search.js",
        "search/small-print.js",
        "search/all_books.js",
    }
    page.keyboard.press("Escape")
    asked.clear()
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.matches('.gl-search-field')")
    assert asked == []


def test_a_hit_says_where_it_stands_and_leads_there(visit: Visit) -> None:
    page = searched(opened(visit, "handmade/1/"), '"about very small print"')
    hit = page.locator(HIT).first
    assert hit.locator(".gl-hit-where").inner_text() == "¶ 1, p. 7"
    assert hit.locator("mark").all_inner_texts() == ["about very small print"]
    hit.click()
    page.wait_for_url("**/handmade/intro/#pintro.1")
    page.wait_for_function("CSS.highlights.has('gl-found')")
    assert page.evaluate("[...CSS.highlights.get('gl-found')].map(String)") == ["about very small print"]
    assert "small" not in page.url
    page.keyboard.press("Escape")
    assert not page.evaluate("CSS.highlights.has('gl-found')")


def test_a_phrase_over_a_page_break_has_both_pages(visit: Visit) -> None:
    page = searched(opened(visit, "handmade/2/"), "„few pages, but they”")
    where = page.locator(".gl-hit-where").first
    assert where.inner_text() == "¶ 2, pp. 7–8"
    page = searched(page, '"but they are numbered"')
    assert page.locator(".gl-hit-where").first.inner_text() == "¶ 2, p. 8"


def test_hits_are_counted_and_grouped_by_division(visit: Visit) -> None:
    page = searched(opened(visit), "note")
    counts = page.locator(".gl-search-counts a")
    sums = [int(line.split()[-1]) for line in counts.all_inner_texts()]
    assert page.locator(SAID).inner_text() == f"{sum(sums)} places in {len(sums)} divisions."
    assert page.locator(".gl-search-best li").count() == 5
    groups = page.locator(".gl-search-group")
    assert groups.count() == len(sums)
    largest = groups.nth(sums.index(max(sums)))
    shown = largest.locator(HIT).count()
    assert shown < max(sums)
    largest.locator("button").click()
    assert largest.locator(HIT).count() == max(sums)
    assert largest.locator(HIT).nth(shown).evaluate("link => link === document.activeElement")
    counts.last.click()
    assert groups.last.locator("h3").evaluate("heading => heading === document.activeElement")
    assert page.url.endswith(CHAPTER)


def test_the_whole_way_by_keyboard(visit: Visit) -> None:
    page = opened(visit)
    page.keyboard.type("grafton")
    page.wait_for_selector(HIT)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelector('a.gl-hit')")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelectorAll('a.gl-hit')[1]")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.matches('.gl-search-field')")
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0
    page.keyboard.press("/")
    assert page.input_value(FIELD) == "grafton"  # the last search is there again
    page.wait_for_selector(HIT)
    target = page.locator(HIT).first.get_attribute("href") or "?"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{target.rpartition('../')[2]}")


def test_the_focus_goes_to_the_hit_or_back_to_where_it_was(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.locator(".gl-text .gl-call").first.focus()
    page.keyboard.press("/")
    page.wait_for_selector(FIELD)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.querySelector('.gl-text .gl-call')")
    page.keyboard.press("/")
    page.wait_for_selector(FIELD)
    searched(page, "footnotes")
    hit = page.locator(f"{HIT}--p[href*='/2/#p2.']").last
    target = (hit.get_attribute("href") or "").rpartition("#")[2]
    hit.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("id => document.activeElement.id === id", arg=target)
    page.keyboard.press("Tab")  # and on from there
    assert page.evaluate(
        """id => {
            const following = document.activeElement.compareDocumentPosition(document.getElementById(id));
            return (following & (Node.DOCUMENT_POSITION_PRECEDING | Node.DOCUMENT_POSITION_CONTAINS)) !== 0;
        }""",
        target,
    )


def test_a_search_has_an_address(visit: Visit, site: str) -> None:
    page = searched(opened(visit), "printer")
    page.click(".gl-search-keep")
    page.wait_for_url("**/search/?q=printer&in=small-print")
    page.wait_for_selector(HIT)
    assert page.input_value(FIELD) == "printer"
    page.fill(FIELD, "a & b")
    page.wait_for_url("**/search/?q=a+%26+b&in=small-print")
    page.select_option(".gl-search-scope", "")
    page.wait_for_url("**/search/?q=a+%26+b")
    page.goto(site + "search/?q=note&in=nothing-of-the-kind")
    page.wait_for_selector(".gl-search-book")
    assert page.locator(".gl-search-book").count() > 1  # each book has its own part


def test_a_person_is_found_by_any_form_of_the_name(visit: Visit) -> None:
    for query in ("Гиббон", "gibbon", "Gibbón", "Gibbon, Edward"):
        page = searched(opened(visit), query)
        assert (page.locator(HIT).first.get_attribute("href") or "").endswith("/persons/gibbon/"), query
        assert page.locator(f"{HIT}--p").count() > 0, query


def test_strange_queries_do_no_harm(visit: Visit) -> None:
    page = opened(visit, "handmade/2/")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for query in ("a", "?", '"', "“”", "<img src=x onerror=alert(1)>", "constructor", "__proto__", "\u202eabc", "שלום"):
        searched(page, query)
    searched(page, "word " * 300)
    searched(page, "x" * 5000)
    assert page.locator(".gl-search img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert said == []


def test_some_words_near_words_and_none_are_told(visit: Visit) -> None:
    page = searched(opened(visit), "footnote zzyzx")
    assert "No place has all these words" in page.locator(SAID).inner_text()
    assert page.locator(".gl-search-remark").all_inner_texts() == ["Nothing has “zzyzx”."]
    page = searched(page, "fotnote")
    assert "shown is “" in page.locator(".gl-search-remark").inner_text()
    page = searched(page, "zzyzx")
    assert page.locator(SAID).inner_text() == "Nothing was found."
    page.wait_for_function("document.querySelector('.gl-search-spoken').textContent === 'Nothing was found.'")


def test_without_scripts_other_ways_are_offered(visit: Visit) -> None:
    page = visit("search/", java_script_enabled=False)
    assert "needs a script" in page.inner_text(".gl-search-without")
    links = page.locator(".gl-search-without a").all_inner_texts()
    assert {"Small Print", "Contents", "Index", "Persons", "Bibliography"} <= set(links)
    assert page.locator("form").get_attribute("method") == "get"


def test_on_a_narrow_window_by_touch(visit: Visit) -> None:
    page = visit(CHAPTER, width=320, height=640, has_touch=True, is_mobile=True)
    page.tap(".gl-search-open")
    page.wait_for_selector(FIELD)
    searched(page, "note")
    assert page.evaluate("document.querySelector('dialog').scrollWidth <= document.querySelector('dialog').clientWidth")
    small = page.evaluate(
        "[...document.querySelectorAll('dialog :is(a, button, select, input)')]"
        ".map((one) => one.getBoundingClientRect())"
        ".filter(({ width, height }) => height > 0 && (width < 24 || height < 24)).length"
    )
    assert small == 0
    page.locator(HIT).first.tap()
    page.wait_for_load_state()
    assert page.locator("dialog").count() == 0


def test_among_the_files_of_a_disk(browser: Browser, shelf: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((shelf / "search" / "index.html").as_uri() + "?q=small%20print&in=small-print")
    page.wait_for_selector(HIT)
    assert (page.locator(HIT).first.get_attribute("href") or "").partition("#")[0].endswith("index.html")
    page.locator(f"{HIT}--p").first.click()
    page.wait_for_function("CSS.highlights.has('gl-found')")
    assert all(url.startswith("file:") for url in asked)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Visit, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = searched(opened(visit, color_scheme=scheme), "note")
    for _ in range(2):
        found = Axe().run(page).response["violations"]
        assert [(one["id"], json.dumps(one["nodes"])[:300]) for one in found] == []
        if page.locator("dialog").count():
            page.click(".gl-search-keep")
            page.wait_for_url("**/search/*")
            page.wait_for_selector(HIT)
