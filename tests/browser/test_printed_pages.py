"""Printed pages in a browser: going to one, turning them, the page that is seen, numbers on and off, facsimiles."""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from glossator.render.site import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
CHAPTER = "handmade/1/"
PICTURED = "pictured/1/"
FACSIMILE = "https://example.org/book.pdf?a=1&b=2#page={page+12}"
FIELD = ".gl-goto-page"
SAID = ".gl-goto-said"
PREVIOUS = ".gl-goto-previous"
NEXT = ".gl-goto-next"
SWITCH = "Numbers of paragraphs and printed pages"
EVERY_KIND = ("", "contents/", "front/", "intro/", "part1/", "bibliography/", "index/", "page/")
Visit = Callable[..., "Page"]


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with the hand-made edition, without facsimile and with one."""
    spec = importlib.util.spec_from_file_location("handmade", ROOT / "tests" / "render" / "handmade.py")
    assert spec is not None
    assert spec.loader is not None
    handmade: Any = sys.modules.get("handmade") or importlib.util.module_from_spec(spec)
    if "handmade" not in sys.modules:
        sys.modules["handmade"] = handmade
        spec.loader.exec_module(handmade)
    root = tmp_path_factory.mktemp("printed")
    (root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    plain = handmade.handmade_edition()
    pictured = plain._replace(metadata=plain.metadata._replace(id="pictured", facsimile=FACSIMILE))
    build_site(root, (plain, pictured, handmade.named_edition()), handmade.handmade_files())
    return root / "site"


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """The address of the site's root."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def seen(page: Page) -> str:
    """Return the page that the reader is told to see."""
    page.wait_for_timeout(100)  # it is told in the next frame; a page that is being left would still answer
    page.wait_for_load_state()
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.input_value(FIELD)


def is_in_sight(page: Page, selector: str) -> bool:
    return bool(
        page.evaluate(
            """selector => {
                const place = document.querySelector(selector).getBoundingClientRect();
                const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
                return place.top >= header - 1 && place.bottom <= innerHeight;
            }""",
            selector,
        )
    )


def ask(page: Page, words: str) -> None:
    page.fill(FIELD, words)
    page.press(FIELD, "Enter")


# --- stubs -----------------------------------------------------------------------------------------------------


def test_a_stub_leads_to_the_page_and_keeps_the_version(visit: Visit) -> None:
    page = visit("handmade/page/12/?v=2")
    page.wait_for_url("**/handmade/1/?v=2#page-12")
    assert is_in_sight(page, "#page-12")
    assert seen(page) == "12"


def test_a_stub_leads_to_the_page_without_javascript(visit: Visit) -> None:
    page = visit("handmade/page/12/", java_script_enabled=False)
    page.wait_for_url("**/handmade/1/#page-12")


def test_the_way_back_does_not_end_in_a_stub(visit: Visit, site: str) -> None:
    page = visit("handmade/page/")
    page.click("a:text-is('12')")
    page.goto(f"{site}handmade/page/8/")
    page.wait_for_url("**/handmade/intro/#page-8")
    page.go_back()
    page.wait_for_url("**/handmade/1/#page-12")


# --- go to page --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "width"), [*((kind, 320) for kind in EVERY_KIND), ("contents/", 1280)])
def test_every_page_leads_to_a_printed_page(visit: Visit, kind: str, width: int) -> None:
    page = visit(f"handmade/{kind}", width=width, height=600)
    box = page.locator(FIELD).bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= width - box["width"]
    assert box["height"] >= 24
    ask(page, "12")
    page.wait_for_url("**/handmade/1/#page-12")


def test_pages_of_persons_have_it_too(visit: Visit) -> None:
    page = visit("named/persons/hume/")
    ask(page, "12")
    page.wait_for_url("**/named/1/#page-12")


@pytest.mark.parametrize("words", ["13", " p. 13 ", "page 13", "13–14", "１３"])  # the last with wide digits
def test_a_page_on_the_same_page_is_gone_to_at_once(visit: Visit, words: str) -> None:
    page = visit(CHAPTER)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "json" in request.url else None)
    ask(page, words)
    page.wait_for_url("**#page-13")
    assert is_in_sight(page, "#page-13")
    assert page.evaluate("document.activeElement.id") == "page-13"  # reading aloud goes on there
    assert asked == []


def test_a_page_without_text_is_a_page_too(visit: Visit) -> None:
    page = visit(CHAPTER)
    ask(page, "9")
    page.wait_for_url("**#page-9")
    assert seen(page) == "11"  # on whose text the eyes then are
    ask(page, "16")
    page.wait_for_url("**/handmade/2/#page-16")


@pytest.mark.parametrize("words", ["500", "0", "xii", "<b>", "../../x", "p."])
def test_a_page_that_the_book_lacks_is_told_politely(visit: Visit, words: str) -> None:
    page = visit(CHAPTER, width=320, height=600)
    before = page.url
    ask(page, words)
    page.wait_for_selector(f"{SAID}:has-text('It has the pages 7–24')")
    assert f"no page “{words}”" in (page.text_content(SAID) or "")
    assert page.get_attribute(SAID, "role") == "status"
    assert page.url == before
    box = page.locator(SAID).bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= 320 - box["width"]
    page.fill(FIELD, "1")
    assert page.text_content(SAID) == ""


def test_by_keyboard_alone(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.keyboard.press("g")
    assert page.evaluate(f"document.activeElement.matches('{FIELD}')")
    page.keyboard.type("50")
    page.keyboard.press("Escape")  # thought better of
    assert seen(page) == "11"
    page.keyboard.press("g")
    page.keyboard.type("8")  # the number that stands there is overwritten
    page.keyboard.press("Enter")
    page.wait_for_url("**/handmade/intro/#page-8")


def test_the_key_is_a_letter_where_one_writes(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.keyboard.press("/")
    page.wait_for_selector(".gl-search-field")
    page.keyboard.type("going")
    assert page.input_value(".gl-search-field") == "going"


def test_by_touch(visit: Visit) -> None:
    page = visit(CHAPTER, width=360, height=640, has_touch=True, is_mobile=True)
    page.tap(FIELD)
    page.fill(FIELD, "17")
    page.tap(".gl-goto-go")  # a keyboard of numbers has no Enter
    page.wait_for_url("**/handmade/2/#page-17")


def test_without_javascript_a_link_leads_to_the_list(visit: Visit) -> None:
    page = visit(CHAPTER, width=320, height=600, java_script_enabled=False)
    page.click(".gl-goto-list")
    page.wait_for_url("**/handmade/page/")
    page.click("a:text-is('13')")
    page.wait_for_url("**/handmade/1/#page-13")


def test_from_a_folder_the_stub_is_asked(visit: Visit, folder: Path) -> None:
    page = visit(CHAPTER)
    page.goto((folder / "handmade" / "1" / "index.html").as_uri())
    ask(page, "500")
    page.wait_for_selector(f"{SAID}:has-text('It has the pages 7–24')")
    ask(page, "17")
    page.wait_for_url("file://**/handmade/*/#page-17")


# --- turning pages, and the page that is seen --------------------------------------------------------------------


def test_pages_are_turned_over_the_borders_of_divisions(visit: Visit) -> None:
    page = visit("handmade/intro/")
    assert page.get_attribute(NEXT, "aria-label") == "Next printed page, 8"
    assert page.get_attribute(PREVIOUS, "href") is None
    found = ["7"]
    for _ in range(6):
        page.click(NEXT)
        found.append(seen(page))
    assert found == ["7", "8", "11", "12", "13", "14", "17"]
    for _ in range(6):
        page.click(PREVIOUS)
        found.append(seen(page))
    assert found[7:] == ["14", "13", "12", "11", "8", "7"]


def test_turning_keeps_the_focus_and_one_step_back(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.focus(NEXT)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert seen(page) == "14"
    assert page.evaluate(f"document.activeElement.matches('{NEXT}')")
    page.go_back()
    assert page.url.endswith(CHAPTER)


def test_the_page_under_the_eyes_is_named(visit: Visit) -> None:
    page = visit(CHAPTER, height=500)
    assert seen(page) == "11"
    for label in ("12", "13", "14", "12"):
        page.evaluate(
            """label => scrollBy(0, document.getElementById(`page-${label}`).getBoundingClientRect().top - 100)""",
            label,
        )
        assert seen(page) == label
    page.locator("#n4").scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, document.getElementById('n4').getBoundingClientRect().top - 60)")
    assert seen(page) in {"12", "14"}  # notes have pages of their own; a short page ends with its last one


def test_it_is_not_read_aloud_and_has_a_name(visit: Visit) -> None:
    page = visit(CHAPTER)
    assert page.locator(".gl-goto [aria-live], .gl-goto output").count() == 0
    assert page.get_attribute(SAID, "role") == "status"  # the one that speaks, and it is empty
    assert page.text_content(SAID) == ""
    page.get_by_role("group", name="Printed page").get_by_role("textbox", name="Printed page").wait_for()


@pytest.mark.parametrize(
    ("width", "height"), [(320, 640), (320, 225), (768, 500), (1000, 600), (1280, 600), (1920, 900)]
)
def test_no_text_is_covered(visit: Visit, width: int, height: int) -> None:
    page = visit(PICTURED, width=width, height=height)
    page.click(NEXT)
    covered = page.evaluate(
        """() => {
            const box = document.querySelector(".gl-goto").getBoundingClientRect();
            const header = document.querySelector(".md-header").getBoundingClientRect();
            if (box.right > innerWidth || box.left < 0) return "it leaves the window";
            if (box.bottom <= header.bottom) return "";
            const at = (x, y) => document.elementsFromPoint(x, y).find((one) => one.closest(".gl-text, .gl-notes, h1"));
            const corners = [box.left, box.right].flatMap((x) => [[x, box.top], [x, box.bottom]]);
            return corners.some(([x, y]) => at(x, y)) ? "it lies on text" : "";
        }"""
    )
    assert covered == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_it_is_not_there(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.emulate_media(media="print")
    assert not page.locator(".gl-goto").is_visible()


# --- numbers -----------------------------------------------------------------------------------------------------


def shown_number(page: Page, selector: str, pseudo: str) -> str:
    return str(
        page.evaluate(
            """([selector, pseudo]) => {
                const element = document.querySelector(selector);
                if (element.checkVisibility && !element.checkVisibility()) return "none";
                return getComputedStyle(element, pseudo).content;
            }""",
            [selector, pseudo],
        )
    )


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (320, 225)])  # the second: 400 % zoom
def test_both_kinds_of_numbers_are_shown_and_can_be_switched_off(visit: Visit, width: int, height: int) -> None:
    page = visit(CHAPTER, width=width, height=height)
    assert "p. 12" in shown_number(page, "#page-12", "::after")
    assert "¶" in shown_number(page, "#p1.2 > .gl-num".replace("1.2", "1\\.2"), "::before")
    set_numbers(page, shown=False)
    assert shown_number(page, "#page-12", "::after") == "none"
    assert shown_number(page, "#p1\\.2 > .gl-num", "::before") == "none"
    assert page.evaluate("getComputedStyle(document.getElementById('page-12')).borderLeftWidth") == "0px"
    page.goto(page.url.replace("/1/", "/intro/"))  # remembered for every page
    assert shown_number(page, "#page-8", "::after") == "none"
    set_numbers(page, shown=True)
    assert "p. 8" in shown_number(page, "#page-8", "::after")


def set_numbers(page: Page, *, shown: bool) -> None:
    page.get_by_role("button", name="Settings").click()
    page.get_by_label(SWITCH).set_checked(shown)
    page.keyboard.press("Escape")


def test_switched_off_a_link_to_a_page_still_leads_there(visit: Visit) -> None:
    page = visit(CHAPTER, height=500)
    set_numbers(page, shown=False)
    ask(page, "13")
    page.wait_for_url("**#page-13")
    assert is_in_sight(page, "#page-13")


@pytest.mark.parametrize("address", [CHAPTER, PICTURED])
def test_a_copied_quotation_holds_no_page_number(visit: Visit, address: str) -> None:
    page = visit(address, width=320, height=600)  # where numbers stand in the line
    copied = page.evaluate(
        """() => {
            getSelection().selectAllChildren(document.getElementById("p1.1"));
            return getSelection().toString();
        }"""
    )
    assert "noticed only when it fails.A reader" in " ".join(copied.split())
    assert "12" not in copied
    assert "¶" not in copied


def test_a_break_is_an_empty_named_element_at_its_character(visit: Visit) -> None:
    page = visit(CHAPTER)
    found = page.evaluate(
        """() => {
            const mark = document.getElementById("page-13");
            const [before, after] = [mark.previousSibling, mark.nextSibling];
            return [mark.childNodes.length, before.data.slice(-7), after.data.slice(0, 5)];
        }"""
    )
    assert found == [0, "little ", "light"]
    session = page.context.new_cdp_session(page)
    element = session.send("Runtime.evaluate", {"expression": "document.getElementById('page-13')"})
    known = {"objectId": element["result"]["objectId"], "fetchRelatives": False}
    (node,) = session.send("Accessibility.getPartialAXTree", known)["nodes"]
    assert (node["role"]["value"], node["name"]["value"]) == ("doc-pagebreak", "page 13")


# --- places ------------------------------------------------------------------------------------------------------


def test_scripts_can_ask_where_a_point_stands(visit: Visit) -> None:
    page = visit(CHAPTER)
    found = page.evaluate(
        """() => {
            const { pageAt, pagesOf, unitOf } = window.glossator.places;
            const byId = (id) => document.getElementById(id);
            const verse = byId("p1.6");
            const mark = byId("page-13");
            const whole = document.createRange();
            whole.selectNodeContents(byId("p1.1"));
            const upTo = document.createRange(); // a break at the end, with no word beyond it
            upTo.setStart(verse, 0);
            upTo.setEndAfter(mark);
            const from = document.createRange(); // and one at the beginning, with no word before it
            from.setStart(mark.previousSibling, mark.previousSibling.length);
            from.setEnd(mark.nextSibling, 3);
            return {
                points: [[mark.previousSibling, 2], [mark.nextSibling, 0], [verse, 0], [byId("s1.1"), 0],
                    [byId("n4"), 0], [document.querySelector(".md-footer"), 0]].map((one) => pageAt(...one)),
                ranges: [whole, upTo, from].map(pagesOf),
                units: [mark.nextSibling, byId("n4").firstElementChild, document.body].map((one) => unitOf(one)?.id),
            };
        }"""
    )
    assert found["points"] == ["12", "13", "12", "14", "12", None]
    assert found["ranges"] == [["11", "12"], ["12"], ["13"]]
    assert found["units"] == ["p1.6", "n4", None]


def test_scripts_can_ask_for_the_unit_at_the_eyes(visit: Visit) -> None:
    page = visit(f"{CHAPTER}#p1.7", height=500)
    assert page.evaluate("window.glossator.places.unitAtEyes().id") in {"p1.6", "p1.7"}


# --- facsimiles --------------------------------------------------------------------------------------------------


def test_each_page_number_leads_to_the_facsimile(visit: Visit) -> None:
    page = visit(PICTURED)
    link = page.locator("a.gl-facsimile[data-page='12']")
    assert link.get_attribute("href") == "https://example.org/book.pdf?a=1&b=2#page=24"
    assert "p. 12" in shown_number(page, "a.gl-facsimile[data-page='12']", "::after")
    assert shown_number(page, "#page-12", "::after") == "none"  # it stands there once


def test_the_facsimile_of_the_page_at_the_eyes_can_be_reached_by_keys(visit: Visit) -> None:
    page = visit(PICTURED)
    page.focus(NEXT)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = "document.activeElement"
    assert page.evaluate(f"{focused}.href") == "https://example.org/book.pdf?a=1&b=2#page=24"
    assert page.evaluate(f"{focused}.getAttribute('aria-label')") == "Facsimile of page 12"
    assert page.evaluate(f"{focused}.rel") == "noopener"
    assert page.locator(".gl-text a.gl-facsimile:not([tabindex='-1'])").count() == 0


def test_without_a_facsimile_there_is_no_such_link(visit: Visit) -> None:
    page = visit(CHAPTER)
    assert page.locator(".gl-facsimile").count() == 0
    assert not page.locator(".gl-goto-facsimile").is_visible()


# --- as a whole --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [PICTURED, "handmade/page/", "handmade/contents/"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing(visit: Visit, address: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(address, color_scheme=scheme, width=width, height=640)
    ask(page, "500")
    page.wait_for_selector(f"{SAID}:has-text('pages')")
    result = Axe().run(page)
    found = [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in result.response["violations"]]
    assert found == []


def test_axe_finds_nothing_without_javascript_in_a_stub(visit: Visit, folder: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    stub = (folder / "handmade" / "page" / "12" / "index.html").read_text(encoding="utf-8")
    page = visit("handmade/")
    page.set_content(stub.replace("<script>", "<script type='text/plain'>"))
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
