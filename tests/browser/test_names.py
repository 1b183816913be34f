"""Names of persons, the live index and its audit, in a browser."""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from glossator.render.site import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
INTRO = "named/intro/"
CHAPTER = "named/1/"
INDEX = "named/index/"
AUDIT = "named/audit/"
SWITCH = "Links of person names"
Visit = Callable[..., "Page"]


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with the edition that names persons."""
    spec = importlib.util.spec_from_file_location("handmade", ROOT / "tests" / "render" / "handmade.py")
    assert spec is not None
    assert spec.loader is not None
    handmade = sys.modules.get("handmade") or importlib.util.module_from_spec(spec)
    if "handmade" not in sys.modules:
        sys.modules["handmade"] = handmade
        spec.loader.exec_module(handmade)
    folder = tmp_path_factory.mktemp("names")
    (folder / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    build_site(folder, (handmade.named_edition(),), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def leave_buttons(page: Page) -> None:
    """Go on with the Tab key, over the other buttons below the title."""
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.matches('button')"):
        page.keyboard.press("Tab")


def name(person: str) -> str:
    return f"p a.gl-name[href*={person}]"


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.classList[0]"))  # the theme adds one


# --- previews ------------------------------------------------------------------------------------------------------


def test_who_it_is_opens_on_hover(visit: Visit) -> None:
    page = visit(INTRO)
    page.locator(name("hume")).first.hover()
    preview = page.locator(".gl-preview")
    preview.wait_for()
    assert preview.inner_text().split("\n") == [
        "David Hume 1711–1776",
        "",
        "He <read>.",
        "",
        "named 5 times · pages 7–8, 12",
    ]
    page.mouse.move(5, 5)
    preview.wait_for(state="detached")


def test_it_opens_at_every_naming_and_leads_to_the_person(visit: Visit) -> None:
    page = visit(INTRO)
    page.locator(name("hume")).nth(1).hover()
    page.locator(".gl-preview a").click()
    page.wait_for_url("**/named/persons/hume/")


def test_it_opens_on_focus_and_closes_with_escape(visit: Visit) -> None:
    page = visit(INTRO)
    page.locator("h1").evaluate("title => ((title.tabIndex = -1), title.focus())")
    leave_buttons(page)
    preview = page.locator(".gl-preview")
    preview.wait_for()
    assert focused(page) == "gl-name"
    page.keyboard.press("Escape")
    preview.wait_for(state="detached")
    page.keyboard.press("Tab")  # past the second naming, to the call
    assert focused(page) == "gl-call"


def test_touch_shows_first_and_leads_second(visit: Visit) -> None:
    page = visit(CHAPTER, width=390, height=800, has_touch=True, is_mobile=True)
    page.locator(name("hume")).first.tap()
    page.locator(".gl-preview").wait_for()
    assert page.url.endswith(CHAPTER)
    page.locator(name("hume")).first.tap()
    page.wait_for_url("**/persons/hume/")


def test_names_in_a_note_have_previews_too(visit: Visit) -> None:
    page = visit(INTRO)
    page.locator("#n1 a.gl-name").first.hover()
    page.locator(".gl-preview").wait_for()
    assert page.locator(".gl-card-name").inner_text() == "Edward Gibbon died c. 1794"


def test_nothing_opens_out_of_the_preview_of_a_note(visit: Visit) -> None:
    page = visit(INTRO, width=900)
    page.hover("#r1")
    inner = page.locator(".gl-preview a.gl-name").first
    inner.wait_for()
    inner.hover()
    page.locator(".gl-preview-told .gl-card").wait_for()
    assert page.locator(".gl-preview").count() == 1
    assert page.locator(".gl-preview .gl-note-label").is_visible()


def test_names_can_be_made_plain_and_links_again(visit: Visit) -> None:
    page = visit(CHAPTER)
    count = page.locator("a.gl-name[href]").count()
    assert count > 3
    page.get_by_role("button", name="Settings").click()
    page.get_by_label(SWITCH).uncheck()
    page.keyboard.press("Escape")
    assert page.locator("a.gl-name[href]").count() == 0
    plain = page.locator("p a.gl-name").first
    assert plain.evaluate("name => getComputedStyle(name).textDecorationLine") == "none"
    assert plain.evaluate("name => getComputedStyle(name).color === getComputedStyle(name.closest('p')).color")
    plain.hover()
    page.wait_for_timeout(600)
    assert page.locator(".gl-preview").count() == 0
    plain.click()
    assert page.url.endswith(CHAPTER)
    page.locator("h1").evaluate("title => ((title.tabIndex = -1), title.focus())")
    stops = []
    while stops[-1:] != ["gl-turn-previous"] and len(stops) < 10:
        page.keyboard.press("Tab")
        stops.append(focused(page))
    assert stops[-1] == "gl-turn-previous"
    assert "gl-name" not in stops  # no name on the way
    page.get_by_role("button", name="Settings").click()
    page.get_by_label(SWITCH).check()
    assert page.locator("a.gl-name[href]").count() == count


def test_without_scripts_names_are_links(visit: Visit) -> None:
    page = visit(CHAPTER, java_script_enabled=False)
    page.locator(name("hume")).first.click()
    assert page.url.endswith("/persons/hume/")


# --- the index -----------------------------------------------------------------------------------------------------


def test_a_range_says_page_by_page_what_was_found(visit: Visit) -> None:
    page = visit(INDEX)
    page.locator(".gl-locator[data-found=gaps]").hover()
    preview = page.locator(".gl-preview")
    preview.wait_for()
    assert preview.inner_text().split("\n") == [
        "8 named in the text",
        "9 not found",
        "10 not found",
        "11 not found",
        "12 named in the text",
    ]
    preview.locator("a").last.click()
    page.wait_for_url("**/named/1/#at-12-hume")


def test_marks_are_seen_and_not_copied(visit: Visit) -> None:
    page = visit(INDEX)
    marked = page.locator(".gl-locator[data-found=nothing]").first
    assert "×" in marked.evaluate("link => getComputedStyle(link, '::after').content")
    assert marked.inner_text() == "13"
    assert page.locator("#i2").inner_text() == "Hume, David. 7, 8– 12, 13, 99"


def test_screen_readers_are_told_what_was_found(visit: Visit) -> None:
    page = visit(INDEX)
    link = page.get_by_role("link", name="13", exact=True)
    described = str(link.get_attribute("aria-describedby"))
    assert page.locator(f"#{described}").inner_text() == "not found"


def test_without_scripts_locators_lead_and_marks_are_explained(visit: Visit) -> None:
    page = visit(INDEX, java_script_enabled=False)
    assert page.locator("#found-nothing").is_visible()
    page.click("#i1 .gl-locator >> nth=1")
    assert page.url.endswith("/named/1/#at-12-bayle")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_locator_leads_to_the_name_on_its_page(visit: Visit, width: int) -> None:
    page = visit(INDEX, width=width, height=300)
    page.locator("#i1 .gl-locator").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/named/1/#at-12-bayle")
    name = page.locator(":target")
    assert name.inner_text() == "Bayle"
    before = "name => [...document.querySelectorAll('.gl-page')].filter(at => at.compareDocumentPosition(name) & 4)"
    assert name.evaluate(f"name => ({before})(name).at(-1).dataset.page") == "12"
    top, bottom = name.evaluate("name => (box => [box.top, box.bottom])(name.getBoundingClientRect())")
    header = page.evaluate("document.querySelector('.md-header').getBoundingClientRect().bottom")
    assert header <= top < bottom <= 300
    assert name.evaluate("name => getComputedStyle(name).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.wait_for_timeout(600)
    assert page.locator(".gl-preview").count() == 0  # which would hide what follows


# --- the audit -----------------------------------------------------------------------------------------------------


def test_the_audit_leads_to_both_sides(visit: Visit) -> None:
    page = visit(AUDIT, java_script_enabled=False)
    page.click("#no-mention + section tbody a >> nth=0")
    assert page.url.endswith("/named/index/#i2")
    page.go_back()
    page.click("#unlisted + section td a >> nth=0")
    assert page.url.endswith("/named/1/#at-11-bayle")


def test_wide_tables_scroll_in_their_own_box(visit: Visit) -> None:
    page = visit(AUDIT, width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    box = "(box => box.scrollWidth > box.clientWidth)(document.querySelector('#trial + section .gl-audit-box'))"
    assert page.evaluate(box)


# --- all of them ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 600, 1000, 1440])
def test_nothing_scrolls_sideways(visit: Visit, site: str, width: int) -> None:
    page = visit("", width=width)
    for address in (INTRO, CHAPTER, INDEX, AUDIT):
        page.goto(site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize(("address", "link"), [(INTRO, "p a.gl-name"), (INDEX, ".gl-locator[data-found=gaps]")])
def test_axe_finds_nothing_in_a_preview(visit: Visit, address: str, link: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(address)
    page.locator(link).first.hover()
    page.locator(".gl-preview").wait_for()
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []


def test_a_preview_needs_no_request_and_repeats_no_id(visit: Visit) -> None:
    page = visit(INTRO)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(name("hume")).first.hover()
    page.locator(".gl-preview").wait_for()
    assert asked == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))


def test_on_paper_there_is_no_switch_and_no_line_below_a_name(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.emulate_media(media="print")
    assert not page.get_by_text(SWITCH).is_visible()
    assert page.locator(name("hume")).first.evaluate("name => getComputedStyle(name).textDecorationLine") == "none"
