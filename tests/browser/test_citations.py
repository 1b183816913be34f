"""Citations in notes and the page of the bibliography, in a browser, on the demonstration edition."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTER = "small-print/1/"
BIBLIOGRAPHY = "small-print/bibliography/"
OTHER_WORK = "grafton1997footnote"
Visit = Callable[..., "Page"]


def citation(page: Page, note: str = "n15") -> Locator:
    return page.locator(f"#{note} a.gl-cite").first


def shown(page: Page) -> list[str]:
    works: list[str] = page.evaluate(
        "[...document.querySelectorAll('.gl-work')].filter(w => w.offsetParent).map(w => w.id)"
    )
    return works


# --- previews ------------------------------------------------------------------------------------------------------


def test_the_full_reference_opens_on_hover(visit: Visit) -> None:
    page = visit(CHAPTER)
    citation(page).hover()
    preview = page.locator(".gl-preview")
    preview.wait_for()
    assert "Grafton, Anthony. The Footnote: A Curious History." in preview.inner_text()
    assert preview.locator("a").last.inner_text() == "cited 4 times"
    page.mouse.move(5, 5)
    preview.wait_for(state="detached")


def test_the_preview_says_what_is_not_plain(visit: Visit) -> None:
    page = visit("small-print/2/")
    for element in page.locator("a.gl-cite[data-how]").all():
        element.hover()
        page.locator(".gl-preview-facts").wait_for()
        assert "cited here: " + str(element.get_attribute("data-how")) in page.locator(".gl-preview-facts").inner_text()
        page.keyboard.press("Escape")
        page.mouse.move(1, 1)


def test_a_work_that_the_list_lacks_says_so(visit: Visit) -> None:
    page = visit("small-print/conclusion/")
    citation(page, "n27").hover()
    assert "not in the printed bibliography" in page.locator(".gl-preview-facts").inner_text()


def test_the_reference_opens_on_focus_and_closes_with_escape(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.focus("#n14 [role=doc-backlink]")
    page.keyboard.press("Tab")
    preview = page.locator(".gl-preview")
    preview.wait_for()
    assert page.evaluate("document.activeElement.matches('a.gl-cite')")
    page.keyboard.press("Escape")
    preview.wait_for(state="detached")
    assert page.evaluate("document.activeElement.matches('a.gl-cite')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/bibliography/#{OTHER_WORK}")


def test_touch_shows_the_reference_first_and_leads_second(visit: Visit) -> None:
    page = visit(CHAPTER, width=390, height=800, has_touch=True, is_mobile=True)
    citation(page).tap()
    page.locator(".gl-preview").wait_for()
    assert page.url.endswith(CHAPTER)
    citation(page).tap()
    page.wait_for_url(f"**/bibliography/#{OTHER_WORK}")


def test_a_short_citation_is_spelled_out_below_the_note(visit: Visit) -> None:
    page = visit("handmade/1/", width=900)
    page.hover("#r4")
    page.locator(".gl-preview .gl-note-body a.gl-cite").hover()
    reference = page.locator(".gl-preview-told .gl-reference")
    reference.wait_for()
    assert reference.inner_text() == "Third, Author. A Book about Notes. Town: House, 1901."


def test_a_preview_needs_no_request_and_repeats_no_id(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    citation(page).hover()
    page.locator(".gl-preview").wait_for()
    assert asked == []
    repeated = page.evaluate(
        """() => {
            const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
            return ids.filter((id, at) => ids.indexOf(id) !== at);
        }"""
    )
    assert repeated == []


def test_without_scripts_a_citation_leads_to_its_work(visit: Visit) -> None:
    page = visit(CHAPTER, java_script_enabled=False)
    citation(page).click()
    assert page.url.endswith(f"/bibliography/#{OTHER_WORK}")
    assert page.locator(f"#{OTHER_WORK} .gl-reference").is_visible()


# --- the page of the bibliography ------------------------------------------------------------------------------------


def test_filters_say_what_they_leave(visit: Visit) -> None:
    page = visit(BIBLIOGRAPHY)
    everything = shown(page)
    for name, selector in (
        ("In the printed list", ".gl-work[data-listed]"),
        ("Cited, not in the list", ".gl-work:not([data-listed]):not([data-times='0'])"),
        ("In the list, never cited", ".gl-work[data-listed][data-times='0']"),
    ):
        page.get_by_label(name).check()
        wanted = page.evaluate("s => [...document.querySelectorAll(s)].map(w => w.id)", selector)
        assert wanted
        assert shown(page) == wanted
        assert page.locator(".gl-tools-count").inner_text() == f"{len(wanted)} of {len(everything)} works"
    assert not page.locator("#unlisted").is_visible()
    page.get_by_label("All (").check()
    assert shown(page) == everything


def test_words_filter_whatever_their_accents(visit: Visit) -> None:
    page = visit(BIBLIOGRAPHY)
    page.get_by_label("Words").fill("GRÁFTON footnote")
    assert OTHER_WORK in shown(page)
    assert all("grafton" in work for work in shown(page))
    page.get_by_label("Words").fill("no such word")
    assert shown(page) == []
    assert page.locator(".gl-tools-count").inner_text().startswith("0 of ")


def test_works_can_be_sorted(visit: Visit) -> None:
    page = visit(BIBLIOGRAPHY)
    printed = shown(page)
    values = "name => [...document.querySelectorAll('.gl-work')].map(w => Number(w.dataset[name] || 9999))"
    page.get_by_label("Order").select_option("Author")
    assert page.evaluate(values, "rank") == list(range(1, len(printed) + 1))
    page.get_by_label("Order").select_option("Year")
    assert page.evaluate(values, "year") == sorted(page.evaluate(values, "year"))
    page.get_by_label("Order").select_option("Times cited")
    assert page.evaluate(values, "times") == sorted(page.evaluate(values, "times"), reverse=True)
    assert shown(page)[0] == OTHER_WORK
    assert not page.locator("#listed").is_visible()
    page.get_by_label("Order").select_option("As printed")
    assert shown(page) == printed
    assert page.locator("#listed").is_visible()


def test_the_tools_work_by_keyboard(visit: Visit) -> None:
    page = visit(BIBLIOGRAPHY)
    page.get_by_label("All (").focus()
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("In the printed list").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("footnote")
    assert len(shown(page)) > 0
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("Order").input_value() == "author"
    page.keyboard.press("Enter")  # sends no form
    assert page.url.endswith(BIBLIOGRAPHY)


def test_a_link_to_a_hidden_work_shows_it(visit: Visit) -> None:
    page = visit(BIBLIOGRAPHY)
    page.get_by_label("Words").fill("no such word")
    page.evaluate(f"location.hash = '{OTHER_WORK}'")
    page.locator(f"#{OTHER_WORK}").wait_for()
    assert page.get_by_label("Words").input_value() == ""
    assert page.locator(f"#{OTHER_WORK} .gl-places li").first.is_visible()
    page.wait_for_function(f"document.getElementById('{OTHER_WORK}').getBoundingClientRect().top < innerHeight / 2")


def test_the_old_address_of_an_entry_leads_to_its_work(visit: Visit) -> None:
    page = visit(BIBLIOGRAPHY + "#b9")
    page.wait_for_function("document.getElementById('b9').getBoundingClientRect().top < innerHeight")
    assert page.locator(".gl-work:has(#b9)").count() == 1


def test_every_place_is_printed(visit: Visit) -> None:
    page = visit(f"{BIBLIOGRAPHY}")
    assert not page.locator(f"#{OTHER_WORK} q").first.is_visible()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(f"#{OTHER_WORK} q").first.is_visible()
    assert not page.locator(".gl-tools").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert not page.locator(f"#{OTHER_WORK} q").first.is_visible()


def test_without_scripts_all_works_and_places_are_there(visit: Visit) -> None:
    page = visit(BIBLIOGRAPHY, java_script_enabled=False)
    assert page.locator(".gl-tools").count() == 0
    assert page.locator(".gl-work").count() > 25
    page.click(f"#{OTHER_WORK} summary")
    page.click(f"#{OTHER_WORK} .gl-places li a >> nth=0")
    assert page.url.endswith("/intro/#pintro.1")


def test_a_place_leads_to_paragraph_and_note(visit: Visit) -> None:
    page = visit(f"{BIBLIOGRAPHY}#{OTHER_WORK}")
    page.click(f"#{OTHER_WORK} .gl-places a:has-text('note 15')")
    page.wait_for_url("**/small-print/1/#n15")


def test_the_picture_scrolls_in_its_own_box(visit: Visit) -> None:
    page = visit(BIBLIOGRAPHY, width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("(box => box.scrollWidth > box.clientWidth)(document.querySelector('.gl-matrix-box'))")
    rows = page.evaluate(
        """() => {
            const top = (element) => element.getBoundingClientRect().top;
            const works = [...document.querySelectorAll(".gl-matrix-names li")];
            const sums = [...document.querySelectorAll(".gl-matrix svg > g:last-child text")].slice(-1);
            return [top(works.at(-1)), top(sums[0]), works.at(-1).getBoundingClientRect().bottom];
        }"""
    )
    assert rows[0] < rows[1] < rows[2]  # names and marks stand in one line


@pytest.mark.parametrize("width", [320, 600, 1000, 1440])
def test_no_page_of_the_edition_scrolls_sideways(visit: Visit, width: int) -> None:
    page = visit(BIBLIOGRAPHY, width=width)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [CHAPTER, BIBLIOGRAPHY])
def test_axe_finds_nothing(visit: Visit, address: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(address, color_scheme=scheme)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    result = Axe().run(page)
    found = [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in result.response["violations"]]
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_preview_of_a_citation(visit: Visit, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(CHAPTER, color_scheme=scheme)
    citation(page).hover()
    page.locator(".gl-preview").wait_for()
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
