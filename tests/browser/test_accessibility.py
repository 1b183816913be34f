"""Every kind of page, and every window over it, for readers with other eyes, hands and ears (WCAG 2.2, A and AA)."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from glossator.build import citing_of
from glossator.model import ApparatusEntry, Covered, Edition, Extent, Reading, Witness
from glossator.render.site import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
BASE_PATH = "/below/any/path"
PUBLIC = f"https://example.org{BASE_PATH}/"
KINDS = {
    "shelf": "",
    "title": "published/",
    "contents": "published/contents/",
    "front": "published/front/",
    "part": "published/part1/",
    "chapter": "published/1/",
    "hostile": "published/2/",
    "summary": "published/summary/",
    "bibliography": "published/bibliography/",
    "index": "named/index/",
    "names": "named/1/",
    "persons": "named/persons/",
    "person": "named/persons/hume/",
    "audit": "named/audit/",
    "apparatus": "published/apparatus/",
    "history": "published/history/",
    "retired": "published/6/",
    "pages": "published/page/",
    "search": "search/?q=book",
    "404": "404.html",
}
STUB = "published/page/9/"  # leads on at once where scripts run
CHAPTER = KINDS["chapter"]
WIDE = {"width": 1280, "height": 900}
ZOOMED = {"width": 320, "height": 256}  # that window at 400 %
SCHEMES = ("light", "dark")
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
Visit = Callable[..., "Page"]


class _Handler(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BASE_PATH))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        pass


def _edition(handmade: Any) -> Edition:
    """The published edition, with a second witness."""
    published = handmade.published_edition()
    reading = (Reading("B", "Notes", ()),)
    return published._replace(
        witnesses=(*published.witnesses, Witness("B", "b.md", "fedcba9876543210" * 4, "plain", "")),
        apparatus=(
            ApparatusEntry("1", 4, 8, "Note", (), reading),
            ApparatusEntry("1.6", 0, 3, "The", (), reading),
            ApparatusEntry("n1", 0, 1, "A", (), reading),
        ),
        extents=(Extent("B", (Covered("1", 3, 11, 1, 5),), ("1.2",)),),
    )


@pytest.fixture(scope="module")
def site(once: Callable[[str, Callable[[Path], object]], Path], handmade: Any, lost: Any) -> Iterator[str]:
    """The address of a site with every kind of page."""

    def fill(root: Path) -> None:
        settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        (root / "mkdocs.yml").write_text(f"{settings}\nsite_url: {PUBLIC}\n", encoding="utf-8")
        edition, named = _edition(handmade), handmade.named_edition()
        named = named._replace(metadata=named.metadata._replace(title="A Book of Names"))
        build_site(root, (edition, named, lost), {}, citing_of(edition, PUBLIC))

    folder = once("accessible", fill) / "site"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BASE_PATH}/"
    server.shutdown()
    server.server_close()


def faults(page: Page, where: str = "") -> list[tuple[str, str, list[str]]]:
    """What axe finds in the light and in the dark: the state, the rule, and the elements."""
    from axe_playwright_python.sync_playwright import Axe

    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour is on its way to another
        found.extend(
            (f"{where} {scheme}", fault["id"], [node["html"][:200] for node in fault["nodes"]])
            for fault in Axe().run(page, options=AXE).response["violations"]
        )
    return found


# --- every kind of page --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wrong_with_it(visit: Visit, kind: str) -> None:
    """What axe finds, wide and at 400 %, light and dark; whether it scrolls sideways; and how it is built."""
    page = visit(KINDS[kind])
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    found = faults(page, "wide")
    built = page.evaluate(
        """() => {
            const named = (element) => element.getAttribute("aria-label") || element.getAttribute("aria-labelledby");
            const count = (selector) => document.querySelectorAll(selector).length;
            return {
                language: document.documentElement.lang,
                title: document.title !== "",
                mains: count("main, [role=main]"),
                banners: count("body > header"),
                feet: count(".md-container > footer"),
                titles: count("h1"),
                inMain: count("main h1"),
                navigationInMain: count("main .md-nav"),
                unnamed: [...document.querySelectorAll("nav, [role=region], section[role^=doc-]")]
                    .filter((one) => !named(one)).length,
            };
        }"""
    )
    assert built == {
        "language": "en",
        "title": True,
        "mains": 1,
        "banners": 1,
        "feet": 1,
        "titles": 1,
        "inMain": 1,
        "navigationInMain": 0,
        "unnamed": 0,
    }
    wide = []
    for width in (1920, 1000, 768, 600, 320):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(width)
    assert wide == []
    page.set_viewport_size(ZOOMED)
    assert found + faults(page, "zoomed") == []


def test_nothing_is_wrong_with_the_page_that_leads_on(visit: Visit, site: str) -> None:
    page = visit("404.html")
    html = page.request.get(site + STUB).text()
    assert "location.replace" in html
    page.set_content(re.sub(r"<(script|noscript)>.*?</\1>", "", html))
    assert page.locator("h1").inner_text() == "Page 9"
    assert page.locator("main a[href]").count() == 1
    assert faults(page) == []


def test_every_kind_has_a_title_of_its_own(visit: Visit, site: str) -> None:
    page = visit("")
    titles = set()
    for address in KINDS.values():
        page.goto(site + address, wait_until="domcontentloaded")
        titles.add(page.title())
    assert len(titles) == len(KINDS)


ROLES = {
    "contents": "doc-toc",
    "part": "doc-part",
    "chapter": "doc-chapter",
    "summary": "doc-abstract",
    "bibliography": "doc-bibliography",
    "index": "doc-index",
    "pages": "doc-pagelist",
}


def test_parts_of_a_book_say_what_they_are(visit: Visit, site: str) -> None:
    page = visit("")
    said = {}
    for kind in ROLES:
        page.goto(site + KINDS[kind], wait_until="domcontentloaded")
        said[kind] = page.get_attribute("main #gl-content", "role")
        name = page.get_attribute("main #gl-content", "aria-labelledby")
        assert page.locator(f"h1[id='{name}']").count() == 1
    assert said == ROLES


def test_a_way_through_a_note_and_back_for_ears(visit: Visit) -> None:
    """The roles and names that a screen reader is given."""
    page = visit(CHAPTER, width=800)
    assert page.locator("[role=doc-noteref][aria-label='note 3']").count() == 2  # called twice
    note = page.locator("#n3[role=doc-footnote]")
    assert note.locator("[role=doc-backlink]").evaluate_all("all => all.map((one) => one.ariaLabel)") == [
        "Back to call 1 of note 3",
        "Back to call 2 of note 3",
    ]
    assert page.locator("[role=doc-endnotes]").get_attribute("aria-labelledby") == "notes"
    assert page.locator("#page-12[role=doc-pagebreak]").get_attribute("title") == "page 12"
    page.locator("#r3").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#n3'")
    note.locator(".gl-back").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#r3' || document.activeElement.id === 'r3'")  # a link, or the way back


# --- by keyboard ---------------------------------------------------------------------------------------------------

STOP = """() => new Promise((done) => requestAnimationFrame(() => {
    const target = document.activeElement;
    const all = (window.stops ??= new Set());
    if (target === document.body || all.has(target)) return done(null);
    all.add(target);
    const ring = target.matches("fieldset input") && target.nextElementSibling || target;
    const style = getComputedStyle(ring);
    const isOnTop = [...ring.getClientRects()].some((box) => [0.1, 0.5, 0.9].some((share) => {
        const at = document.elementFromPoint(box.left + share * box.width, box.top + box.height / 2);
        return at && (ring.contains(at) || at.contains(ring));
    }));
    done({
        words: target.outerHTML.slice(0, 120),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        onTop: isOnTop,
    });
}))"""
MISSED = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter((one) => one.tabIndex >= 0 && !one.disabled && !one.closest("[inert]"))
    .filter((one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
    .filter((one) => !window.stops.has(one) && !(one.type === "radio" && !one.checked))
    .map((one) => one.outerHTML.slice(0, 120))"""
MOST_STOPS = 400


def tab_through(page: Page, key: str) -> dict[str, list[str]]:
    """Press a key until the page has been gone through; return what has no ring, what is covered, what is missed."""
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
    else:
        pytest.fail("there is no end to it")
    assert stops
    return {
        "no ring": [stop["words"] for stop in stops if not stop["ring"]],
        "covered": [stop["words"] for stop in stops if not stop["onTop"]],
        "missed": page.evaluate(MISSED),
    }


NOTHING: dict[str, list[str]] = {"no ring": [], "covered": [], "missed": []}


@pytest.mark.parametrize(("size", "key"), [(WIDE, "Tab"), (ZOOMED, "Shift+Tab")], ids=["wide", "zoomed"])
@pytest.mark.parametrize("kind", ["title", "chapter", "bibliography", "index", "persons", "search", "history"])
def test_every_control_is_reached_and_seen(visit: Visit, kind: str, size: dict[str, int], key: str) -> None:
    """Forwards in a wide window; backwards at 400 %, where what comes next comes from under the header."""
    page = visit(KINDS[kind], **size, reduced_motion="reduce")
    assert tab_through(page, key) == NOTHING


@pytest.mark.parametrize("kind", ["chapter", "person", "404"])
def test_one_key_leads_past_the_navigation(visit: Visit, kind: str) -> None:
    page = visit(KINDS[kind], reduced_motion="reduce")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to content"
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert skip.evaluate("one => getComputedStyle(one).opacity") == "1"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


def test_the_navigation_of_a_narrow_window_by_keyboard(visit: Visit) -> None:
    page = visit(CHAPTER, width=360, height=640, reduced_motion="reduce")
    button = page.get_by_role("button", name="Contents")
    assert button.get_attribute("aria-expanded") == "false"
    assert page.locator(".md-sidebar").evaluate("one => one.inert")
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.locator(":focus").get_attribute("aria-current") == "page"
    for words in ("All editions", "Contents", "1. The Note at the Foot", "Where It Stood", "Bibliography"):
        link = page.locator(".md-nav--primary a", has_text=words).first
        link.scroll_into_view_if_needed()
        box = link.bounding_box()
        assert box is not None, words
        above = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y)?.closest('a')?.textContent",
            [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
        )
        assert words in (above or ""), f"{words} is covered"
    assert faults(page, "navigation") == []
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert page.locator(":focus").get_attribute("aria-controls") == "gl-nav"


# --- windows over the page -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opener", "window", "size"),
    [
        (".gl-settings-open", "Settings", WIDE),
        (".gl-settings-open", "Settings", ZOOMED),
        (".gl-cite-button", "Cite", WIDE),
        (".gl-cite-button", "Cite", ZOOMED),
        (".gl-keys-open", "Keys", WIDE),  # in a small window it has no button
    ],
)
def test_a_window_over_the_page(visit: Visit, opener: str, window: str, size: dict[str, int]) -> None:
    page = visit(CHAPTER, **size, reduced_motion="reduce")
    button = page.locator(opener)
    button.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog", name=window).is_visible()
    assert page.locator("dialog :focus").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("dialog").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert faults(page, window) == []
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0
    assert page.locator(f"{opener}:focus").count() == 1


def test_a_preview(visit: Visit) -> None:
    page = visit(CHAPTER, width=900, reduced_motion="reduce")
    page.locator("#r3").focus()
    page.locator(".gl-preview").wait_for()
    assert faults(page, "preview") == []


# --- other eyes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, ZOOMED], ids=["wide", "zoomed"])
@pytest.mark.parametrize("kind", ["title", "chapter", "bibliography", "persons", "search"])
def test_wider_spacing_of_the_text_cuts_nothing(visit: Visit, kind: str, size: dict[str, int]) -> None:
    """WCAG 1.4.12, with its own figures."""
    page = visit(KINDS[kind], **size)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
        "p { margin-bottom: 2em !important }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    cut = page.evaluate(
        """() => {
            const isCut = (box, style, text) =>
                (style.overflowX !== "visible" && (text.right > box.right + 1 || text.left < box.left - 1)) ||
                (style.overflowY !== "visible" && (text.bottom > box.bottom + 6 || text.top < box.top - 6));
            const range = document.createRange();
            return [...document.querySelectorAll("main *, .gl-footer *")]
                .filter((one) => ["hidden", "clip"].includes(getComputedStyle(one).overflowX) && one.checkVisibility())
                .filter((one) => !one.closest("select, .gl-unseen")) // the last for ears alone
                .filter((one) => !one.closest(".gl-matrix-names")) // the same stands in a table below
                .filter((one) => {
                    range.selectNodeContents(one);
                    return one.textContent.trim() &&
                        isCut(one.getBoundingClientRect(), getComputedStyle(one), range.getBoundingClientRect());
                })
                .map((one) => one.outerHTML.slice(0, 120));
        }"""
    )
    assert cut == []


def test_who_wants_no_motion_sees_none(visit: Visit) -> None:
    page = visit(CHAPTER, width=360, reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((one) => ["", "::before", "::after"].map((part) => {
            const style = getComputedStyle(one, part || null);
            const seconds = `${style.transitionDuration}, ${style.animationDuration}`.split(",").map(parseFloat);
            return style.transitionProperty !== "none" && Math.max(...seconds) > 0 ? one.tagName + part : "";
        })).filter(Boolean)"""
    )
    assert moving == []
    page.get_by_role("button", name="Contents").click()
    assert page.evaluate("document.getAnimations().length") == 0


def test_with_the_colours_of_the_system_everything_is_still_seen(visit: Visit) -> None:
    page = visit(CHAPTER, forced_colors="active", reduced_motion="reduce")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for tool in (".gl-search-open", ".gl-settings-open"):
        assert page.locator(f"{tool} svg").evaluate("one => getComputedStyle(one).stroke") != ground
    page.locator(".gl-settings-open").focus()
    outline = page.locator(":focus").evaluate(
        "one => [getComputedStyle(one).outlineStyle, getComputedStyle(one).outlineColor]"
    )
    assert outline[0] != "none"
    assert outline[1] != ground
    page.keyboard.press("Enter")
    looks = page.evaluate(
        """() => [...document.querySelectorAll("dialog fieldset")].map((field) => {
            const lookOf = (input) => getComputedStyle(input.nextElementSibling).borderBottomColor;
            const lookOfAll = (selector) => [...field.querySelectorAll(selector)].map(lookOf);
            return [lookOfAll("input:checked"), lookOfAll("input:not(:checked)")];
        })"""
    )
    assert looks
    assert all(set(others) == {ground} and ground not in chosen for chosen, others in looks)


# --- reports of faults ---------------------------------------------------------------------------------------------


def reported(href: str | None) -> tuple[str, list[str]]:
    """The title of a report, and the lines of its text."""
    values = parse_qs(urlsplit(href or "").query)
    return values["title"][0], values["body"][0].split("\r\n")


def test_a_fault_is_reported_from_where_it_is(visit: Visit, site: str) -> None:
    page = visit(CHAPTER)
    page.locator("[id='p1.2'] > .gl-num").hover()
    beside = page.locator(".gl-report-here")
    beside.wait_for()
    edition = "Edition: A Hand-made Book (published), version 3, with changes that are not published yet"
    title, lines = reported(beside.get_attribute("href"))
    assert title == "A Hand-made Book: paragraph 2 (1.2), p. 12"
    assert [line for line in lines if line] == [
        "What is wrong, and what should stand there?",
        "Place: paragraph 2 (1.2)",
        "Printed page: 12",
        edition,
        f"Address: {PUBLIC}published/1/?v=3#p1.2",
    ]
    page.keyboard.press("Escape")
    assert beside.is_hidden()
    page.evaluate(
        """() => {
            const texts = document.createTreeWalker(document.getElementById("p1.2"), NodeFilter.SHOW_TEXT);
            while (!texts.nextNode().data.startsWith("Some words"));
            getSelection().setBaseAndExtent(texts.currentNode, 0, texts.currentNode, 10);
        }"""
    )
    page.keyboard.press("c")
    link = page.get_by_role("dialog").get_by_role("link", name="Report a fault here")
    assert "Words: “Some words”" in reported(link.get_attribute("href"))[1]
    page.get_by_role("combobox").select_option("n3")
    title, lines = reported(link.get_attribute("href"))
    assert title == "A Hand-made Book: note 3 (n3), p. 11"
    assert not [line for line in lines if line.startswith("Words")]
    page.keyboard.press("Escape")
    page.evaluate("getSelection().removeAllRanges()")
    page.route("https://example.org/**", lambda route: route.fulfill(body="thank you"))
    page.keyboard.press("f")
    page.wait_for_url("https://example.org/faults?*")


def test_without_scripts_the_link_of_the_page_asks_for_the_place(visit: Visit) -> None:
    page = visit(CHAPTER, java_script_enabled=False)
    _, lines = reported(page.get_by_role("link", name="Report a fault on this page").get_attribute("href"))
    assert any(line.startswith("Paragraph or note") for line in lines)
    assert page.locator(".gl-report-here").count() == 0
