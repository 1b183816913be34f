"""Citing in a browser: the window, the links to selected words, and what is copied as a quotation."""

from __future__ import annotations

import base64
import importlib.util
import json
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from glossator.build import citing_of
from glossator.citing.edition import work_of
from glossator.citing.forms import Filling, cite
from glossator.citing.places import PlaceKind, places_of
from glossator.citing.ranges import CHICAGO, FULL, MINIMAL_TWO, page_range
from glossator.citing.styles import STYLES
from glossator.model import (
    Anchor,
    AnchorKind,
    Anchors,
    BlockQuotation,
    DivisionKind,
    Document,
    Edition,
    Emphasis,
    List,
    ListItem,
    Page,
    Rend,
    Superscript,
    Verse,
)
from glossator.render.site import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Window

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
SITE = "https://example.org/editions/"
CHAPTER = "cited/1/"
ADDRESS = f"{SITE}{CHAPTER}?v=2#"
CLIPBOARD = ("clipboard-read", "clipboard-write")
Visit = Callable[..., "Window"]


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        pass


def _handmade() -> Any:
    if "handmade" not in sys.modules:
        spec = importlib.util.spec_from_file_location("handmade", ROOT / "tests" / "render" / "handmade.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules["handmade"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["handmade"])
    return sys.modules["handmade"]


def _anchor(ident: str, *, changed: bool = False) -> Anchor:
    kind = AnchorKind.NOTE if ident.startswith("n") else AnchorKind.PARAGRAPH
    return Anchor(ident, kind, ("1",), ident, "new" if changed else "old", (("1", "old"),))


def cited_edition() -> Edition:
    """An edition of one chapter on pages 321 to 323, with whatever makes it hard to find words again."""
    made = _handmade()
    paragraph, call, page = made.paragraph, made.call, made.page
    chapter = made.numbered(
        made.division(
            DivisionKind.CHAPTER,
            "1",
            "Looking Down",
            paragraph(
                "The oldest printers knew no notes",
                call("1"),
                " at all. Their sons had more than they ",
                page("322"),
                "wanted, and their grandsons counted them.",
                call("2"),
                " A margin is never empty for long.",
            ),
            paragraph(
                "Whoever looks down finds a figure there, and the fo",
                page("323"),
                "ot of the page is a quiet place.",
            ),
            paragraph("Сноска стоит внизу страницы", call("3"), " и ждёт читателя, который ещё не пришёл."),
            paragraph("ההערה הקטנה עומדת בתחתית העמוד", call("4"), " וממתינה לקורא."),
            paragraph("It waits. It waits. It waits for nobody."),
            paragraph(
                "Black & white, 100% of a well-known “set-off” (or ",
                Emphasis(Rend.ITALIC, made.inlines("less than")),
                " that) in the 17",
                Superscript(made.inlines("th")),
                " century.",
            ),
            BlockQuotation((paragraph("One sentence apart."), paragraph("Another one beside it.")), (made.span(),)),
            Verse((made.inlines("Here is a line of verse,"), made.inlines("and here is one more.")), (made.span(),)),
            List(
                ordered=True,
                items=(
                    ListItem("1.", made.inlines("an item of the list")),
                    ListItem("2.", made.inlines("and its neighbour")),
                ),
                spans=(made.span(),),
            ),
            paragraph("What follows is longer. ", made.FILLER),
            number="1",
            page="321",
            breaks=(page("321"),),
        )
    )
    notes = (
        made.note("1", paragraph("A note may begin here ", page("322"), "and end there."), page="321"),
        made.note("2", paragraph(Emphasis(Rend.ITALIC, made.inlines("Ibid."))), page="322"),
        made.note("3", paragraph("Ibid."), page="323"),
        made.note("4", paragraph("This note is younger than the last version."), page="323"),
    )
    places = [f"1.{number}" for number in range(1, 11)] + ["n1", "n2", "n3"]
    return Edition(
        made.handmade_metadata("cited")._replace(version="2"),
        (),
        Document(
            siglum="A",
            front=(),
            contents_heading=None,
            contents=(made.contents("Looking Down", "1", "321", 1, DivisionKind.CHAPTER, "1"),),
            divisions=(chapter,),
            notes=tuple(note._replace(division="1") for note in notes),
            pages=tuple(
                Page(str(label), made.span(), made.Certainty.CERTAIN, (), blank=False) for label in range(321, 324)
            ),
            marks=(),
        ),
        anchors=Anchors(
            versions=("1", "2"),
            published=tuple(_anchor(ident, changed=ident == "1.10") for ident in places),
            provisional=frozenset({"n4"}),
        ),
    )


def _serve(folder: Path, edition: Edition, site_url: str | None) -> ThreadingHTTPServer:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    address = f"\nsite_url: {site_url}\n" if site_url else ""
    (folder / "mkdocs.yml").write_text(settings + address, encoding="utf-8")
    build_site(folder, (edition,), {}, citing_of(edition, site_url))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that knows its own."""
    server = _serve(tmp_path_factory.mktemp("cited"), cited_edition(), SITE)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def bare_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site without `site_url`."""
    server = _serve(tmp_path_factory.mktemp("bare"), cited_edition(), None)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


# --- helpers -------------------------------------------------------------------------------------------------------

SELECT = """([from, first, to, last]) => {
    const point = (id, words, atEnd) => {
        const texts = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT);
        const all = [];
        while (texts.nextNode()) all.push(texts.currentNode);
        const nodes = all.filter((node) => !node.parentElement.closest(".gl-call"));
        const whole = nodes.map((node) => node.data).join("");
        if (!whole.includes(words)) throw new Error(`${id} has no ${words}`);
        let left = whole.indexOf(words) + (atEnd ? words.length : 0);
        const node = nodes.find((one) => {
            if (atEnd ? left <= one.length : left < one.length) return true;
            left -= one.length;
        });
        return [node, left];
    };
    const range = document.createRange();
    range.setStart(...point(from, first, false));
    range.setEnd(...point(to, last, true));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def select(page: Window, unit: str, first: str, last: str = "", to: str = "") -> None:
    """Select the words from `first` to `last` in a paragraph or note, or to `last` in another."""
    page.evaluate(SELECT, [unit, first, to or unit, last or first])


def opened(page: Window) -> Window:
    page.locator(".gl-citing[open]").wait_for()
    return page


def shown(page: Window, title: str) -> str:
    """What one of the parts of the window shows."""
    part = page.locator(".gl-citing section:visible", has=page.get_by_role("heading", name=title))
    return part.locator(".gl-citing-text").inner_text()


def clipboard(page: Window, kind: str = "text/plain") -> str:
    return str(
        page.evaluate(
            """async (kind) => {
                const [item] = await navigator.clipboard.read();
                return item.types.includes(kind) ? (await item.getType(kind)).text() : "";
            }""",
            kind,
        )
    )


def choose(page: Window, style: str) -> None:
    page.locator(".gl-citing").get_by_text(style, exact=True).click()


def status(page: Window) -> str:
    return page.locator(".gl-citing [role=status]").inner_text()


# --- the window ----------------------------------------------------------------------------------------------------


def test_the_number_of_a_paragraph_opens_it(visit: Visit) -> None:
    page = visit(CHAPTER, permissions=CLIPBOARD)
    page.click("#\\31 \\.2, #p1\\.2 > .gl-num")
    opened(page)
    assert page.url.endswith("/cited/1/#p1.2")
    assert shown(page, "Link to paragraph 2") == ADDRESS + "p1.2"
    assert page.locator(".gl-citing-pages").inner_text() == "printed pages 322–323"
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert clipboard(page) == ADDRESS + "p1.2"
    assert status(page) == "Copied: link"


@pytest.mark.parametrize("key", ["Control", "Shift"])
def test_with_a_modifier_key_the_number_is_a_plain_link(visit: Visit, key: str) -> None:
    page = visit(CHAPTER)
    with page.context.expect_page():
        page.click("#p1\\.2 > .gl-num", modifiers=[key])  # type: ignore[list-item]
    assert page.locator(".gl-citing[open]").count() == 0


def test_the_label_of_a_note_opens_it(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.click("#n1 > .gl-note-label")
    opened(page)
    assert page.url.endswith("/cited/1/#n1")
    assert shown(page, "Link to note 1") == ADDRESS + "n1"
    assert "321–22n1" in shown(page, "Citation")


def test_with_keys_alone(visit: Visit) -> None:
    page = visit(CHAPTER, permissions=CLIPBOARD)
    page.keyboard.press("c")
    opened(page)
    assert page.evaluate("document.activeElement.id") == "gl-citing-place"
    page.keyboard.type("3")
    assert shown(page, "Link to paragraph 3") == ADDRESS + "p1.3"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copied").wait_for()
    assert clipboard(page) == ADDRESS + "p1.3"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator(".gl-citing :checked + span").inner_text() == "Chicago, bibliography"
    page.keyboard.press("Escape")
    assert page.locator(".gl-citing[open]").count() == 0


def test_the_button_is_one_stop_and_gets_the_focus_back(visit: Visit) -> None:
    page = visit(CHAPTER)
    button = page.get_by_role("button", name="Cite", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    opened(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Cite"
    stops = page.evaluate(
        "[...document.querySelectorAll('.gl-num, .gl-note-label')].filter((e) => e.tabIndex >= 0).length"
    )
    assert stops == 0


def test_it_begins_with_the_paragraph_of_the_address(visit: Visit) -> None:
    page = visit(CHAPTER + "#p1.5")
    page.keyboard.press("c")
    opened(page)
    assert page.locator("#gl-citing-place").input_value() == "p1.5"


def test_it_begins_with_the_paragraph_that_is_read(visit: Visit) -> None:
    page = visit(CHAPTER, height=300)
    page.evaluate("scrollTo(0, document.getElementById('p1.6').getBoundingClientRect().top - 30)")
    page.keyboard.press("c")
    opened(page)
    assert page.locator("#gl-citing-place").input_value() == "p1.6"


def test_it_begins_with_the_note_that_has_the_focus(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.locator("#n1 .gl-back").focus()
    page.keyboard.press("c")
    opened(page)
    assert page.locator("#gl-citing-place").input_value() == "n1"


def test_the_key_is_left_to_those_who_write(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.keyboard.press("Control+c")
    page.get_by_role("textbox", name="Printed page").focus()
    page.keyboard.press("c")
    assert page.locator(".gl-citing[open]").count() == 0


def test_by_touch(visit: Visit) -> None:
    page = visit(CHAPTER, width=390, height=800, has_touch=True, is_mobile=True, permissions=CLIPBOARD)
    page.tap("#p1\\.3 > .gl-num")
    opened(page)
    assert shown(page, "Link to paragraph 3") == ADDRESS + "p1.3"
    page.get_by_role("button", name="Copy link").tap()
    page.get_by_role("button", name="Copied").wait_for()
    assert clipboard(page) == ADDRESS + "p1.3"
    page.get_by_role("button", name="Close").tap()
    select(page, "p1.2", "Whoever", "figure")
    page.get_by_role("button", name="Cite these words").tap()
    opened(page)
    assert page.locator(".gl-citing q").inner_text().strip("“”") == "Whoever looks down finds a figure"


def test_a_click_beside_the_window_closes_it(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.keyboard.press("c")
    opened(page)
    page.mouse.click(4, 400)
    assert page.locator(".gl-citing[open]").count() == 0


def test_the_style_is_remembered(visit: Visit, site: str) -> None:
    page = visit(CHAPTER)
    page.keyboard.press("c")
    choose(opened(page), "MLA")
    page.goto(site + CHAPTER)
    page.keyboard.press("c")
    assert opened(page).locator(".gl-citing :checked + span").inner_text() == "MLA"


def test_works_where_nothing_can_be_remembered(visit: Visit) -> None:
    page = visit("")
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})")
    page.goto(page.url + CHAPTER)
    page.keyboard.press("c")
    choose(opened(page), "APA")
    assert page.locator(".gl-citing :checked + span").inner_text() == "APA"


def test_what_cannot_be_copied_is_selected(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.keyboard.press("c")
    opened(page)
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("document.querySelector('.gl-citing [role=status]').textContent.includes('Ctrl+C')")
    assert page.evaluate("getSelection().toString().trim()") == ADDRESS + "p1.1"


@pytest.mark.parametrize(
    ("scheme", "width", "style"), [("light", 1280, "BibTeX"), ("dark", 1280, "APA"), ("light", 320, "MLA")]
)
def test_axe_finds_nothing(visit: Visit, scheme: str, width: int, style: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(CHAPTER, color_scheme=scheme, width=width, height=700)
    select(page, "p1.1", "oldest", "grandsons")
    page.locator(".gl-cite-offer").wait_for()
    found = [fault["id"] for fault in Axe().run(page).response["violations"]]
    page.keyboard.press("c")
    choose(opened(page), style)
    found += [fault["id"] for fault in Axe().run(page).response["violations"]]
    assert found == []


@pytest.mark.parametrize(("width", "height"), [(320, 480), (640, 300)])
def test_it_fits_a_small_window(visit: Visit, width: int, height: int) -> None:
    page = visit(CHAPTER, width=width, height=height)
    select(page, "p1.1", "oldest", "grandsons")
    page.keyboard.press("c")
    opened(page)
    for style in ("Chicago, note", "CSL JSON"):
        choose(page, style)
        size = page.evaluate(
            """() => {
                const dialog = document.querySelector(".gl-citing");
                const at = dialog.getBoundingClientRect();
                return [at.left, at.top, at.right, at.bottom, dialog.scrollWidth - dialog.clientWidth];
            }"""
        )
        assert size[0] >= 0
        assert size[1] >= 0
        assert size[2] <= width
        assert size[3] <= height
        assert size[4] == 0


def test_without_javascript_numbers_are_links(visit: Visit) -> None:
    page = visit(CHAPTER, java_script_enabled=False)
    page.click("#p1\\.2 > .gl-num")
    assert page.url.endswith("/cited/1/#p1.2")


def test_it_is_not_printed(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.keyboard.press("c")
    opened(page)
    page.emulate_media(media="print")
    assert page.locator(".gl-citing").is_hidden()


# --- citations -----------------------------------------------------------------------------------------------------


def test_every_style_says_of_every_place_what_python_says(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.keyboard.press("c")
    opened(page)
    edition = cited_edition()
    places = places_of(edition.document)
    work = work_of(edition, "1", places)
    wrong = []
    compared = 0
    for place in places.values():
        if place.division != "1" or place.kind not in (PlaceKind.PARAGRAPH, PlaceKind.NOTE):
            continue
        element = place.id if place.kind is PlaceKind.NOTE else f"p{place.id}"
        page.select_option("#gl-citing-place", element)
        version = "" if place.id in {"1.10", "n4"} else "?v=2"
        filling = Filling(place.pages, place.number, f"{SITE}{CHAPTER}{version}#{element}", f"cited-{place.id}")
        for style in (style for style in STYLES if style.on_pages):
            choose(page, style.name)
            made = page.locator("[aria-live] >> nth=-1").evaluate("(e) => [e.innerHTML, e.textContent]")
            wanted = cite(style, work, place.kind, filling, html=True)
            compared += 1
            if made[0 if style.html else 1] != wanted:
                wrong.append((place.id, style.id, made, wanted))
    assert wrong == []
    assert compared == 14 * 9


@pytest.mark.parametrize("way", [FULL, CHICAGO, MINIMAL_TWO])
def test_pages_are_shortened_as_python_does_it(visit: Visit, way: str) -> None:
    pairs = [("3", "9"), ("9", "12"), ("71", "72"), ("100", "104"), ("107", "108"), ("321", "328"), ("1496", "1502")]
    pairs += [
        ("1000", "1004"),
        ("1103", "1109"),
        ("xi", "xii"),
        ("99", "101"),
        ("328", "321"),
        ("415", "532"),
        ("5", "5"),
    ]
    made = visit(CHAPTER).evaluate(
        "([pairs, way]) => pairs.map(([a, b]) => glossator.forms.pageRange(a, b, way))", [pairs, way]
    )
    assert made == [page_range(first, last, way) for first, last in pairs]


def test_a_citation_is_copied_with_its_italics(visit: Visit) -> None:
    page = visit(CHAPTER, permissions=CLIPBOARD)
    page.keyboard.press("c")
    opened(page)
    page.get_by_role("button", name="Copy citation").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert "<em>" in clipboard(page, "text/html")
    assert clipboard(page) == shown(page, "Citation")
    assert "<" not in clipboard(page)


@pytest.mark.parametrize(("style", "file"), [("BibTeX", "bib"), ("RIS", "ris"), ("CSL JSON", "json")])
def test_a_record_is_copied_and_saved(visit: Visit, style: str, file: str) -> None:
    page = visit(CHAPTER, permissions=CLIPBOARD)
    page.keyboard.press("c")
    choose(opened(page), style)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as file").click()
    assert download.value.suggested_filename == f"cited-1.1.{file}"
    record = Path(download.value.path()).read_bytes().decode()
    assert ADDRESS + "p1.1" in record
    page.get_by_role("button", name="Copy citation").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert clipboard(page) == record
    if file == "json":
        assert json.loads(record)[0]["id"] == "cited-1.1"


def test_only_records_can_be_saved(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.keyboard.press("c")
    choose(opened(page), "Chicago, note")
    assert page.get_by_role("button", name="Save as file").count() == 0


@pytest.mark.parametrize("unit", ["p1.10", "n4"])
def test_a_provisional_address_names_no_version(visit: Visit, unit: str) -> None:
    page = visit(CHAPTER)
    page.keyboard.press("c")
    opened(page).select_option("#gl-citing-place", unit)
    assert shown(page, "Link to").endswith(f"{CHAPTER}#{unit}")
    assert "its address is provisional" in page.locator(".gl-citing-remark:visible").inner_text()
    page.select_option("#gl-citing-place", "p1.1")
    assert page.locator(".gl-citing-remark:visible").count() == 0


def test_a_copied_address_has_nothing_of_the_one_it_was_reached_by(visit: Visit) -> None:
    page = visit(f"{CHAPTER}?v=1&h=printers#p1.1")
    select(page, "p1.1", "printers")
    page.keyboard.press("c")
    opened(page)
    assert shown(page, "Link to paragraph 1") == ADDRESS + "p1.1"
    assert shown(page, "Link to the words").startswith(ADDRESS + "p1.1:~:text=")
    assert "h=" not in page.locator(".gl-citing").inner_text()


def test_without_a_public_address_there_is_no_link(visit: Visit, bare_site: str) -> None:
    page = visit("")
    page.goto(bare_site + CHAPTER)
    select(page, "p1.1", "oldest")
    page.keyboard.press("c")
    opened(page)
    assert "no public address yet" in page.locator(".gl-citing-remark:visible").inner_text()
    assert page.get_by_role("button", name="Copy link").count() == 0
    for style in (style for style in STYLES if style.on_pages):
        choose(page, style.name)
        assert "#p1.1" not in shown(page, "Citation")
        assert "321" in shown(page, "Citation")


# --- selected words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "pages"),
    [
        ("oldest", "printers", "printed page 321"),
        ("Their sons", "than they", "printed page 321"),
        ("than they", "wanted", "printed pages 321–322"),
        ("wanted", "long.", "printed page 322"),
    ],
)
def test_the_pages_are_those_of_the_words(visit: Visit, first: str, last: str, pages: str) -> None:
    page = visit(CHAPTER)
    select(page, "p1.1", first, last)
    page.keyboard.press("c")
    opened(page)
    assert page.locator(".gl-citing-pages").inner_text() == pages
    page.get_by_role("button", name="Cite the whole paragraph").click()
    assert page.locator(".gl-citing-pages").inner_text() == "printed pages 321–322"
    assert page.locator(".gl-citing q").is_hidden()


def test_words_selected_with_the_mouse(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.locator("#p1\\.10").scroll_into_view_if_needed()
    box = page.locator("#p1\\.10").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 8)
    page.mouse.up()
    selected = page.evaluate("getSelection().toString()")
    assert selected.startswith("What follows")
    page.click("#p1\\.10 > .gl-num")
    opened(page)
    assert page.locator(".gl-citing q").inner_text().strip("“”").startswith("What follows is longer")
    page.keyboard.press("Escape")
    assert page.evaluate("getSelection().toString()") == selected


def test_the_number_of_another_paragraph_forgets_the_words(visit: Visit) -> None:
    page = visit(CHAPTER)
    select(page, "p1.1", "oldest")
    page.click("#p1\\.3 > .gl-num")
    opened(page)
    assert page.locator("#gl-citing-place").input_value() == "p1.3"
    assert page.locator(".gl-citing q").is_hidden()


def test_words_of_several_paragraphs(visit: Visit) -> None:
    page = visit(CHAPTER)
    select(page, "p1.1", "A margin", "finds a figure", to="p1.2")
    page.keyboard.press("c")
    opened(page)
    assert page.locator("#gl-citing-place").input_value() == "p1.1"
    assert page.locator(".gl-citing-pages").inner_text() == "printed page 322"
    assert "go on behind this paragraph" in page.locator(".gl-citing-words").inner_text()
    assert "never empty for long. Whoever looks" in page.locator(".gl-citing q").inner_text()


def test_a_quotation_shows_no_call(visit: Visit) -> None:
    page = visit(CHAPTER)
    select(page, "p1.1", "knew no notes", "at all")
    page.keyboard.press("c")
    assert opened(page).locator(".gl-citing q").inner_text().strip("“”") == "knew no notes at all"


def test_the_offer_comes_with_words_of_the_book_alone(visit: Visit) -> None:
    page = visit(CHAPTER)
    offer = page.locator(".gl-cite-offer")
    select(page, "p1.1", "oldest")
    offer.wait_for()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.md-nav'))")
    offer.wait_for(state="hidden")


# --- links to words ------------------------------------------------------------------------------------------------

RED = """
.md-typeset ::target-text { background: #f00 !important; color: #f00 !important; text-decoration: none !important; }
.md-header, .md-sidebar, .gl-goto { display: none !important; }
.gl-num, .gl-page::after, .gl-call { visibility: hidden !important; }
"""
# The first and the last point of the range that is selected, and of the red points of a picture.
EXTENT = """() => {
    const all = [...glossator.fragments.quotationIn(getSelection().getRangeAt(0)).range.getClientRects()];
    const lines = all.filter((line) => line.width > 0.5);
    const top = Math.min(...lines.map((line) => line.top));
    const bottom = Math.max(...lines.map((line) => line.bottom));
    const first = lines.filter((line) => line.top < top + 12);
    const last = lines.filter((line) => line.bottom > bottom - 12);
    return [
        Math.min(...first.map((line) => line.left)), top + scrollY,
        Math.max(...last.map((line) => line.right)), bottom + scrollY,
    ];
}"""
REDS = """async ([picture, above]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const points = [];
    for (let at = 0; at < data.length; at += 4) {
        if (data[at] === 255 && data[at + 1] === 0 && data[at + 2] === 0) {
            points.push([(at / 4) % image.width, Math.floor(at / 4 / image.width)]);
        }
    }
    if (points.length === 0) return null;
    const [top, bottom] = [points[0][1], points.at(-1)[1]];
    const first = points.filter(([, y]) => y < top + 12).map(([x]) => x);
    const last = points.filter(([, y]) => y > bottom - 12).map(([x]) => x);
    return [Math.min(...first), top + above, Math.max(...last) + 1, bottom + 1 + above];
}"""

QUOTATIONS: dict[str, tuple[str, ...]] = {
    "one word": ("p1.1", "oldest", ""),
    "a word that is cut": ("p1.1", "ldest prin", ""),
    "across a call": ("p1.1", "Their sons", "A margin"),
    "from a call on": ("p1.1", "at all", "more"),
    "to a call": ("p1.1", "than they", "counted them"),
    "to a call that is glued to a word": ("p1.1", "oldest printers", "knew no notes"),
    "one word with a call glued to it": ("p1.1", "notes", ""),
    "across a page break": ("p1.1", "more than they", "wanted"),
    "from a page break on": ("p1.1", "wanted", "grandsons"),
    "to a page break": ("p1.1", "Their sons", "than they"),
    "a word with a page break in it": ("p1.2", "foot of", ""),
    "from a word with a page break": ("p1.2", "foot of the", "place"),
    "a whole paragraph": ("p1.1", "The oldest", "for long."),
    "Cyrillic": ("p1.3", "стоит внизу", "читателя"),
    "Cyrillic to a call": ("p1.3", "Сноска", "страницы"),
    "Hebrew": ("p1.4", "הקטנה", "בתחתית"),
    "Hebrew across a call": ("p1.4", "עומדת", "לקורא"),
    "the second of three": ("p1.5", "waits. It waits for", ""),
    "three times the same": ("p1.5", "It waits. It waits. It", ""),
    "signs that mean something in an address": ("p1.6", "Black & white, 100%", "“set-off” (or"),
    "emphasis": ("p1.6", "or less", "than"),
    "an ordinal": ("p1.6", "17th", ""),
    "two paragraphs": ("p1.1", "A margin", "looks down", "p1.2"),
    "a quotation set apart": ("p1.7", "sentence", "Another one"),
    "verse": ("p1.8", "a line of verse", "here is one"),
    "a list": ("p1.9", "of the list", "and its"),
    "a long passage": ("p1.10", "follows is longer", "fails"),
    "a note": ("n1", "may begin", "and end"),
    "a note like others": ("n3", "Ibid.", ""),
}


@pytest.fixture(scope="module")
def reader(browser: Browser, site: str) -> Iterator[Window]:
    """A window on the chapter for all links; opening one in a new profile each would take minutes."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(site + CHAPTER)
    yield page
    context.close()


@pytest.mark.parametrize("case", QUOTATIONS)
def test_the_browser_finds_the_words_of_a_link(reader: Window, site: str, case: str) -> None:
    unit, first, last, *to = QUOTATIONS[case]
    select(reader, unit, first, last, *to)
    directive = reader.evaluate("glossator.fragments.quotationIn(getSelection().getRangeAt(0)).directive")
    # A new query makes it a new page; without the paragraph in the address there is nothing to fall back on.
    reader.goto(f"{site}{CHAPTER}?{quote(case)}#:~:{directive}")
    reader.add_style_tag(content=RED)
    select(reader, unit, first, last, *to)
    extent = reader.evaluate(EXTENT)
    reader.evaluate("getSelection().removeAllRanges()")
    top = max(0, extent[1] - 60)
    around = {"x": 0, "y": top, "width": 1280, "height": extent[3] + 60 - top}
    found = None
    for _ in range(20):  # the browser marks the words when it has found them, which may be after the page is loaded
        picture = base64.b64encode(reader.screenshot(full_page=True, clip=around)).decode()
        found = reader.evaluate(REDS, [picture, top])
        if found is not None:
            break
        reader.wait_for_timeout(100)
    assert found is not None, directive
    assert found == pytest.approx(extent, abs=14), directive  # lines are higher than their letters
    assert abs(found[0] - extent[0]) < 4, directive
    assert abs(found[2] - extent[2]) < 4, directive


def test_the_link_to_words_leads_to_them(visit: Visit, site: str) -> None:
    page = visit(CHAPTER, height=300)
    select(page, "p1.10", "The eye drops", "line it had")
    page.keyboard.press("c")
    link = shown(opened(page), "Link to the words")
    assert link == f"{SITE}{CHAPTER}#p1.10:~:text=The%20eye%20drops,line%20it%20had"
    page.goto("about:blank")
    page.goto(site + link.removeprefix(SITE))
    page.wait_for_function("scrollY > 0")


def test_first_and_last_words_hold_no_call_and_no_page_break(visit: Visit) -> None:
    page = visit(CHAPTER)
    select(page, "p1.1", "knew no notes", "wanted, and")
    page.keyboard.press("c")
    _, _, directive = shown(opened(page), "Link to the words").partition(":~:")
    assert directive == "text=knew%20no,wanted%2C%20and"


def test_words_that_no_link_can_lead_to(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.evaluate(
        """() => {
            const unit = document.getElementById("p1.5");
            const twins = [1, 2, 3, 4].map(() => document.createElement("p"));
            for (const twin of twins) twin.textContent = unit.textContent;
            unit.before(...twins.slice(2));
            unit.after(...twins.slice(0, 2));
        }"""
    )
    select(page, "p1.5", "It waits. It waits. It waits for nobody.")
    page.keyboard.press("c")
    opened(page)
    assert "they do not differ enough" in page.locator(".gl-citing-words").inner_text()
    assert page.get_by_role("button", name="Copy link to the words").count() == 0


PLAIN = """([texts, wanted]) => {
    const { pageOf, search } = glossator.fragments;
    const page = pageOf(texts.map((text) => ({ text, pieces: [], breaks: [] })));
    const found = search(page, wanted);
    return found && page.text.slice(found.start, found.end);
}"""


@pytest.mark.parametrize(
    ("texts", "wanted", "found"),
    [
        (["An orange range"], {"start": "range"}, "RANGE"),
        (["A ranger"], {"start": "range"}, None),
        (["Über den Fuß"], {"start": "uber den fuss"}, "UBER DEN FUSS"),
        (["one two", "three"], {"start": "two three"}, None),
        (["one two", "three four"], {"start": "one", "end": "three"}, "ONE TWO\nTHREE"),
        (["one two one three"], {"start": "one", "suffix": "three"}, "ONE"),
        (["a one", "b one"], {"prefix": "b", "start": "one"}, "ONE"),
        (["very1 small"], {"start": "very"}, None),
        (["very1 small"], {"start": "very", "suffix": "1"}, "VERY"),
        (["1small print"], {"prefix": "1", "start": "small", "end": "print"}, "SMALL PRINT"),
        (["a b c b d"], {"start": "a", "end": "b", "suffix": "d"}, "A B C B"),
        (["a b c"], {"start": "a", "end": "b", "suffix": "d"}, None),
    ],
)
def test_words_are_searched_by_the_rules(
    visit: Visit, texts: list[str], wanted: dict[str, str], found: str | None
) -> None:
    assert visit(CHAPTER).evaluate(PLAIN, [texts, wanted]) == found


def test_a_directive_is_encoded(visit: Visit) -> None:
    made = visit(CHAPTER).evaluate(
        "glossator.fragments.directive({prefix: 'a-b', start: 'c, d', end: 'e&f', suffix: 'ё'})"
    )
    assert made == "text=a%2Db-,c%2C%20d,e%26f,-%D1%91"


# --- copied quotations ---------------------------------------------------------------------------------------------


def test_a_copied_quotation_holds_no_number(visit: Visit) -> None:
    page = visit(CHAPTER, permissions=CLIPBOARD)
    select(page, "p1.1", "The oldest", "Whoever looks", to="p1.2")
    page.keyboard.press("Control+c")
    assert clipboard(page) == (
        "The oldest printers knew no notes at all. Their sons had more than they wanted, and their grandsons counted"
        " them. A margin is never empty for long.\n\nWhoever looks"
    )
    html = clipboard(page, "text/html")
    assert "<a" not in html
    assert "style" not in html
    assert "id=" not in html


def test_a_copied_quotation_keeps_what_is_set_off(visit: Visit) -> None:
    page = visit(CHAPTER, permissions=CLIPBOARD)
    select(page, "p1.6", "(or less", "century")
    page.keyboard.press("Control+c")
    assert clipboard(page) == "(or less than that) in the 17th century"
    assert "(or <em>less than</em> that) in the 17<sup>th</sup> century" in clipboard(page, "text/html")
    select(page, "p1.6", "less")
    page.keyboard.press("Control+c")
    assert "<em>less</em>" in clipboard(page, "text/html")


def test_lines_and_items_are_copied_as_lines(visit: Visit) -> None:
    page = visit(CHAPTER, permissions=CLIPBOARD)
    select(page, "p1.8", "a line", "neighbour", to="p1.9")
    page.keyboard.press("Control+c")
    assert clipboard(page) == "a line of verse,\nand here is one more.\n\nan item of the list\n\nand its neighbour"


def test_notes_are_copied_without_their_labels(visit: Visit) -> None:
    page = visit(CHAPTER, permissions=CLIPBOARD)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('section.gl-notes'))")
    page.keyboard.press("Control+c")
    assert clipboard(page).split("\n\n") == [
        "A note may begin here and end there.",
        "Ibid.",
        "Ibid.",
        "This note is younger than the last version.",
    ]


def test_copying_elsewhere_is_left_alone(visit: Visit) -> None:
    page = visit(CHAPTER, permissions=CLIPBOARD)
    page.fill(".gl-goto-page", "some words")
    page.locator(".gl-goto-page").select_text()
    page.keyboard.press("Control+c")
    assert clipboard(page) == "some words"
    page.keyboard.press("Escape")
    select(page, "p1.1", "oldest")
    page.get_by_role("button", name="Cite", exact=True).click()
    opened(page)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.gl-citing-text:not(:empty)'))")
    page.keyboard.press("Control+c")
    assert clipboard(page).startswith(SITE)


def test_without_javascript_calls_are_not_selected(visit: Visit) -> None:
    page = visit(CHAPTER, java_script_enabled=False)
    kept = page.evaluate(
        """[...document.querySelectorAll(".gl-call, .gl-note-label, .gl-back")]
            .filter((element) => getComputedStyle(element).userSelect !== "none").length"""
    )
    assert kept == 0
