"""The list of all persons and the page of one, in a browser, on the demonstration edition."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIST = "small-print/persons/"
PERSON = "small-print/persons/gibbon/"
Visit = Callable[..., "Page"]


def shown(page: Page) -> list[str]:
    persons: list[str] = page.evaluate(
        """[...document.querySelectorAll('.gl-member')].filter(person => person.offsetParent)
            .map(person => person.querySelector('a').getAttribute('href'))"""
    )
    return persons


def values(page: Page, name: str) -> list[int]:
    found: list[int] = page.evaluate(
        "name => [...document.querySelectorAll('.gl-member')].map(person => Number(person.dataset[name]))", name
    )
    return found


# --- the list of all -------------------------------------------------------------------------------------------------


def test_words_filter_by_name_and_by_who_it_is(visit: Visit) -> None:
    page = visit(LIST)
    everybody = shown(page)
    page.get_by_label("Words").fill("NOËL coward")
    assert shown(page) == ["coward/"]
    assert page.locator(".gl-tools-count").inner_text() == "1 person"
    page.get_by_label("Words").fill("philosopher")
    assert {"bayle/", "hume/"} <= set(shown(page)) < set(everybody)
    words = page.locator(".gl-member[data-words]").first
    page.get_by_label("Words").fill(words.get_attribute("data-words") or "")
    assert words.locator("a").first.get_attribute("href") in shown(page)
    page.get_by_label("Words").fill("no such word")
    assert shown(page) == []
    page.get_by_label("Words").fill("")
    assert shown(page) == everybody


def test_filters_work_together(visit: Visit) -> None:
    page = visit(LIST)
    everybody = shown(page)
    page.get_by_label("Kind").select_option(index=1)
    actors = shown(page)
    page.get_by_label("Kind").select_option(index=2)
    scholars = shown(page)
    assert set(actors).isdisjoint(scholars)
    assert actors
    assert scholars
    page.get_by_label("Printed index").select_option(index=1)
    listed = shown(page)
    page.get_by_label("Printed index").select_option(index=2)
    assert set(listed) | set(shown(page)) == set(scholars)
    assert page.locator(".gl-tools-count").inner_text() == f"{len(shown(page))} of {len(everybody)} persons"
    assert not page.locator("nav.gl-letters").is_visible()  # some letters have nobody now


def test_persons_can_be_sorted(visit: Visit) -> None:
    page = visit(LIST)
    alphabet = shown(page)
    page.get_by_label("Order").select_option("Mentions")
    assert values(page, "times") == sorted(values(page, "times"), reverse=True)
    assert not page.locator("h3.gl-letter").first.is_visible()
    page.get_by_label("Order").select_option("First appearance")
    assert values(page, "first") == sorted(values(page, "first"))
    page.get_by_label("Order").select_option("Name")
    assert shown(page) == alphabet
    assert page.locator("h3.gl-letter").first.is_visible()


def test_the_tools_work_by_keyboard(visit: Visit) -> None:
    page = visit(LIST)
    page.get_by_label("Words").focus()
    page.keyboard.type("hume")
    page.keyboard.press("Enter")  # sends no form
    assert page.url.endswith(LIST)
    assert "hume/" in shown(page)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("Kind").input_value() == "1"


def test_without_scripts_all_persons_are_there(visit: Visit) -> None:
    page = visit(LIST, java_script_enabled=False)
    assert page.locator(".gl-tools").count() == 0
    assert page.locator(".gl-member").count() > 50
    page.click(".gl-letters a:has-text('G')")
    assert page.url.endswith("#letter-g")
    page.click(".gl-member-name a:has-text('Gibbon')")
    page.wait_for_url(f"**/{PERSON}")


def test_the_picture_scrolls_in_its_own_box(visit: Visit) -> None:
    page = visit(LIST, width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("(box => box.scrollWidth > box.clientWidth)(document.querySelector('.gl-matrix-box'))")


# --- the page of one -------------------------------------------------------------------------------------------------


def test_a_mention_leads_to_its_paragraph_and_to_its_page(visit: Visit) -> None:
    page = visit(PERSON)
    place = page.locator(".gl-mentions li").first
    links = place.locator("a").all()
    href = links[0].get_attribute("href") or ""
    links[0].click()
    page.wait_for_url(f"**/{href.removeprefix('../../')}")
    assert page.locator("#" + href.partition("#")[2].replace(".", "\\.")).is_visible()


def test_a_mark_of_the_plot_leads_to_its_page_and_stops_no_tab_key(visit: Visit) -> None:
    page = visit(PERSON)
    marks = page.locator(".gl-plot svg a")
    assert marks.count() > 1
    assert {mark.get_attribute("tabindex") for mark in marks.all()} == {"-1"}
    href = marks.first.get_attribute("href") or ""
    marks.first.click(position={"x": 2, "y": 2})  # above a low mark as well
    page.wait_for_url(f"**/{href.removeprefix('../../')}")


def test_the_labels_below_the_plot_stand_below_their_chapters(visit: Visit) -> None:
    page = visit(PERSON)
    offsets = page.evaluate(
        """() => {
            const left = (element) => element.getBoundingClientRect().left;
            const bands = [...document.querySelectorAll(".gl-plot-band")];
            const labels = [...document.querySelectorAll(".gl-plot-bands > span")];
            return labels.length === bands.length && bands.map((band, at) => Math.abs(left(band) - left(labels[at])));
        }"""
    )
    assert offsets
    assert max(offsets) < 6


def test_every_mention_is_printed(visit: Visit) -> None:
    page = visit(PERSON)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = false")
    assert not page.locator(".gl-mentions q").first.is_visible()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".gl-mentions q").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert not page.locator(".gl-mentions q").first.is_visible()


def test_without_scripts_a_page_is_whole(visit: Visit) -> None:
    page = visit(PERSON, java_script_enabled=False)
    page.evaluate("0")
    details = page.locator(".gl-mentions > details").first
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    assert details.locator("mark").first.is_visible()
    assert page.locator(".gl-plot svg").is_visible()


def test_a_page_asks_for_nothing_from_elsewhere(visit: Visit, site: str) -> None:
    page = visit(LIST)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in (LIST, PERSON):
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if not url.startswith(site)] == []


# --- both ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 600, 1000, 1440])
@pytest.mark.parametrize("address", [LIST, PERSON])
def test_no_page_scrolls_sideways(visit: Visit, address: str, width: int) -> None:
    page = visit(address, width=width)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
