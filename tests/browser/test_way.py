"""Where the reader is, the way back to where the reader was, and the place where a book was read last."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTER = "small-print/2/"
NARROW = {"width": 800, "height": 600}  # no room for notes in the margin: a call leads to the foot
BAR = ".gl-way-back"
WAY_BACK = ".gl-way-back-link"
CALL = ".gl-text .gl-call"
NAME = ".gl-text .gl-name[href]"
PLACES = "glossator-places"
Visit = Callable[..., "Page"]


def settle(page: Page) -> None:
    """Wait until the page has taken notice of where the reader came to a rest."""
    page.wait_for_load_state()
    page.evaluate(
        """new Promise(done => {
            glossator.where.whenSettled(done);
            glossator.where.settleSoon();
        })"""
    )


def show(page: Page, selector: str) -> None:
    """Bring an element to the middle of the window."""
    page.evaluate("selector => document.querySelector(selector).scrollIntoView({block: 'center'})", selector)
    settle(page)


def read_on(page: Page, windows: float) -> None:
    """Scroll as a reader does, in steps smaller than a window."""
    page.evaluate(
        """async windows => {
            const goal = scrollY + windows * innerHeight;
            while (scrollY < goal - 1) {
                const before = scrollY;
                scrollBy({top: Math.min(innerHeight / 2, goal - scrollY), behavior: "instant"});
                await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                if (scrollY === before) break;
            }
        }""",
        windows,
    )
    settle(page)


def pick(selector: str, at: int) -> str:
    """Return a selector of one of several elements, counted from 1."""
    return f":nth-match({selector}, {at})"


def top(page: Page, selector: str) -> float:
    return float(page.locator(selector).evaluate("element => element.getBoundingClientRect().top"))


def middle(page: Page, selector: str) -> None:
    page.locator(selector).evaluate("element => element.scrollIntoView({block: 'center'})")
    settle(page)


def words(page: Page) -> str | None:
    """Return what the way back says; None where there is none."""
    return page.locator(WAY_BACK).text_content() if page.locator(BAR).is_visible() else None


def follow(page: Page, selector: str, to: str = "**") -> None:
    """Follow a link by the keyboard, which opens no preview."""
    page.locator(selector).evaluate("link => link.focus({preventScroll: true})")
    page.keyboard.press("Enter")
    page.wait_for_url(to)
    settle(page)


def go_back(page: Page, to: str | re.Pattern[str] = "**") -> None:
    page.keyboard.press("b")
    page.wait_for_url(to)
    settle(page)


def is_focused(page: Page, selector: str) -> bool:
    return bool(page.locator(selector).evaluate("element => element === document.activeElement"))


def records(page: Page) -> Any:
    return json.loads(page.evaluate(f"localStorage.getItem('{PLACES}')") or "{}")


# --- where the reader is -----------------------------------------------------------------------------------------


def test_the_header_tells_section_and_share(visit: Visit) -> None:
    page = visit(CHAPTER)
    settle(page)
    assert page.text_content(".gl-where-division") == page.evaluate("document.title.split(' – ')[0]")
    assert page.text_content(".gl-where-section") == ""
    begins, ends = (float(page.get_attribute(".gl-progress", f"data-{end}") or "") for end in ("begins", "ends"))
    share = page.text_content(".gl-where-share") or ""
    assert float(share.rstrip("\u00a0%")) == pytest.approx(begins, abs=1)
    last = page.locator(".gl-nav-contents a:has-text('From Ranke')")
    middle(page, "[id='s2.3']")
    read_on(page, 0.5)
    assert page.text_content(".gl-where-section") == (last.text_content() or "").strip()
    assert last.get_attribute("aria-current") == "location"
    assert page.locator(".gl-nav-contents [aria-current]").count() == 1
    at_section = float((page.text_content(".gl-where-share") or "").rstrip("\u00a0%"))
    assert begins < at_section < ends
    show(page, "#notes")
    assert float((page.text_content(".gl-where-share") or "").rstrip("\u00a0%")) > at_section
    assert float(page.get_attribute(".gl-progress-read", "width") or "") == pytest.approx(ends, abs=ends - begins)


def test_in_the_notes_the_share_is_that_of_the_call(visit: Visit) -> None:
    page = visit(CHAPTER, **NARROW)
    call = pick(CALL, 3)
    page.locator(call).evaluate("call => scrollBy(0, call.getBoundingClientRect().top - 100)")
    settle(page)
    seen = float((page.text_content(".gl-where-share") or "").rstrip("\u00a0%"))
    follow(page, call)
    assert page.text_content(".gl-where-section") == "Notes"
    assert float((page.text_content(".gl-where-share") or "").rstrip("\u00a0%")) == pytest.approx(seen, abs=1.5)


def test_the_navigation_follows_without_moving_the_page(visit: Visit) -> None:
    page = visit(CHAPTER, height=300)
    page.locator("#notes").evaluate("notes => scrollBy(0, notes.getBoundingClientRect().top - 60)")
    settle(page)
    before = page.evaluate("scrollY")
    assert page.get_attribute(".gl-nav-contents a[href='#notes']", "aria-current") == "location"
    box = page.locator(".gl-nav-contents [aria-current]").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 300
    assert page.evaluate("scrollY") == before


def test_without_scripts_the_header_names_the_division(visit: Visit) -> None:
    page = visit(CHAPTER, java_script_enabled=False)
    assert page.locator(".gl-where-division").is_visible()
    assert page.locator(".gl-progress-here").get_attribute("width")
    assert page.locator(BAR).count() == 0
    assert page.locator("head link[rel=next]").get_attribute("href") == page.get_attribute(
        ".gl-turn [rel=next]", "href"
    )
    assert page.goto(page.url.removesuffix("2/")) is not None
    assert page.locator(".gl-resume").is_hidden()


def test_keys_turn_the_pages_of_the_book(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.keyboard.press("p")
    page.wait_for_url("**/small-print/1/")
    page.keyboard.press("n")
    page.wait_for_url("**/small-print/2/")
    settle(page)
    assert words(page) is None  # turning pages is no leap


# --- the way back ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["click", "key", "touch", "arrow"])
def test_the_way_back_from_a_note_leads_to_the_same_line(visit: Visit, by: str) -> None:
    page = visit(CHAPTER, **NARROW, has_touch=by == "touch")
    call = pick(CALL, 6)
    middle(page, call)
    assert words(page) is None
    before, steps = top(page, call), page.evaluate("history.length")
    follow(page, call)
    note = page.evaluate("location.hash")
    assert top(page, f"[id='{note[1:]}']") < 600
    assert (words(page) or "").startswith("Back to ¶\u00a0paragraph ")
    read_on(page, 0.3)
    if by == "click":
        page.click(WAY_BACK)
    elif by == "touch":
        page.tap(WAY_BACK)
    elif by == "key":
        page.keyboard.press("b")
    else:
        page.click(f"[id='{note[1:]}'] .gl-back")
    settle(page)
    assert top(page, call) == pytest.approx(before, abs=2)
    assert is_focused(page, call)
    assert words(page) is None
    assert page.evaluate("history.length") == steps + 1  # going on again is possible, going back leads out of the page


@pytest.mark.parametrize("width", [800, 500, 1600])
def test_the_way_back_from_another_page_leads_to_the_same_line(visit: Visit, width: int) -> None:
    page = visit(CHAPTER, **NARROW)
    name = pick(NAME, 9)
    middle(page, name)
    before = top(page, name)
    follow(page, name, "**/persons/**")
    assert ", in 2. " in (words(page) or "")
    page.set_viewport_size({"width": width, "height": 600})
    go_back(page, "**/small-print/2/")
    assert top(page, name) == pytest.approx(before, abs=2)
    assert is_focused(page, name)


def test_without_the_browsers_own_list_of_steps_the_way_back_is_the_same(visit: Visit, site: str) -> None:
    page = visit("")
    page.context.add_init_script(
        "delete window.navigation; Object.defineProperty(window, 'navigation', {value: undefined})"
    )
    page.set_viewport_size({"width": 800, "height": 600})
    page.goto(site + CHAPTER)
    for selector, to in ((pick(CALL, 6), "**/2/#n*"), (pick(NAME, 9), "**/persons/**")):
        middle(page, selector)
        before = top(page, selector)
        follow(page, selector, to)
        go_back(page, re.compile(r"/small-print/2/#(?!n\d)"))
        assert top(page, selector) == pytest.approx(before, abs=2)
        assert is_focused(page, selector)


def test_the_browsers_way_back_takes_it_away(visit: Visit) -> None:
    page = visit(CHAPTER, **NARROW)
    call, name = pick(CALL, 6), pick(NAME, 9)
    middle(page, call)
    follow(page, call)
    assert words(page) is not None
    page.go_back()
    settle(page)
    assert words(page) is None
    middle(page, name)
    follow(page, name, "**/persons/**")
    assert words(page) is not None
    page.go_back()
    page.wait_for_url("**/small-print/2/")
    settle(page)
    assert words(page) is None


def test_it_goes_away_when_it_is_no_longer_wanted(visit: Visit) -> None:
    page = visit(CHAPTER, **NARROW)
    call = pick(CALL, 3)
    middle(page, call)
    seen = page.evaluate("scrollY")
    for action in ("Escape", "button", "scroll", "read"):
        page.evaluate("seen => scrollTo({top: seen, behavior: 'instant'})", seen)
        settle(page)
        if action == "read":
            page.evaluate("document.querySelector('.gl-nav-contents a').click()")
            settle(page)
            assert words(page) is not None
            read_on(page, 6)
        else:
            follow(page, call)
            assert words(page) is not None
        if action == "Escape":
            page.keyboard.press("Escape")
        elif action == "button":
            page.click(".gl-way-back-close")
        elif action == "scroll":
            page.evaluate("seen => scrollTo({top: seen, behavior: 'instant'})", seen)
        settle(page)
        assert words(page) is None, action


def test_ways_back_are_stacked_and_bounded(visit: Visit) -> None:
    page = visit(CHAPTER, **NARROW)
    call = pick(CALL, 3)
    middle(page, call)
    follow(page, call)
    follow(page, ".gl-note:target .gl-cite[href]", "**/bibliography/**")
    assert (words(page) or "").startswith("Back to note\u00a0")
    go_back(page, "**/small-print/2/**")
    assert (words(page) or "").startswith("Back to ¶\u00a0paragraph ")
    page.evaluate("for (let at = 0; at < 30; at += 1) glossator.jumps.leave()")
    assert len(json.loads(page.evaluate("sessionStorage.getItem('glossator-way-back')"))) == 8


def test_the_page_control_and_the_contents_are_leaps(visit: Visit) -> None:
    page = visit(CHAPTER, **NARROW)
    middle(page, pick(CALL, 6))
    page.fill(".gl-goto-page", "11")
    page.press(".gl-goto-page", "Enter")
    settle(page)
    assert words(page) is not None
    page.keyboard.press("Escape")
    page.click(".gl-goto-next")
    settle(page)
    assert words(page) is None
    page.evaluate("document.querySelector('.gl-header-book').click()")
    page.wait_for_url("**/small-print/")
    settle(page)
    assert ", in 2. " in (words(page) or "")


def test_what_opens_elsewhere_is_no_leap(visit: Visit) -> None:
    page = visit(CHAPTER, **NARROW)
    call = pick(CALL, 3)
    middle(page, call)
    page.locator(call).evaluate(
        """call => {
            addEventListener("click", event => event.preventDefault(), {once: true});
            call.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, ctrlKey: true}));
        }"""
    )
    settle(page)
    assert page.evaluate("JSON.parse(sessionStorage.getItem('glossator-way-back') ?? '[]').length") == 0


def test_on_a_phone_it_lies_over_nothing(visit: Visit) -> None:
    page = visit(CHAPTER, width=320, height=640, has_touch=True)
    call = pick(CALL, 3)
    middle(page, call)
    follow(page, call)
    assert page.locator(BAR).is_visible()
    for selector in (WAY_BACK, ".gl-way-back-close"):
        box = page.locator(selector).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    foot = page.locator(".gl-footer-inner").bounding_box()
    bar = page.locator(BAR).bounding_box()
    assert foot is not None
    assert bar is not None
    assert foot["y"] + foot["height"] <= bar["y"] + 1
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.gl-note'))")
    page.locator(".gl-cite-offer").wait_for()
    offer = page.locator(".gl-cite-offer").bounding_box()
    assert offer is not None
    assert offer["y"] + offer["height"] <= bar["y"]
    page.emulate_media(media="print")
    assert not page.locator(BAR).is_visible()


def test_axe_finds_nothing_in_the_way_back(visit: Visit) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(CHAPTER, **NARROW)
    call = pick(CALL, 3)
    middle(page, call)
    follow(page, call)
    assert page.locator(BAR).is_visible()
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []


def test_what_is_kept_is_shown_as_text(visit: Visit, site: str) -> None:
    page = visit(CHAPTER)
    evil = "<img src=x onerror=document.title='!'>"
    place = {"href": site + "handmade/1/", "point": {"id": evil, "letters": 0, "top": 0}, "link": None, "to": None}
    kept = json.dumps([{**place, "words": evil, "title": evil, "step": None}, 7, {"href": "javascript:1"}])
    page.evaluate("kept => sessionStorage.setItem('glossator-way-back', kept)", kept)
    page.reload()
    settle(page)
    assert words(page) == f"Back to {evil}, in {evil}"
    for broken in ("{", "[1]", '{"a":1}', "null"):
        page.evaluate("kept => sessionStorage.setItem('glossator-way-back', kept)", broken)
        page.reload()
        settle(page)
        assert words(page) is None
    assert page.title() != "!"


# --- the place where a book was read last ------------------------------------------------------------------------


def test_reading_goes_on_where_it_stopped(visit: Visit, site: str) -> None:
    page = visit(CHAPTER, **NARROW)
    assert records(page) == {}
    read_on(page, 2.5)
    (record,) = records(page).values()
    assert record["path"] == CHAPTER
    unit = f"[id='{record['unit']}']"
    before = top(page, unit)
    for address in ("small-print/", ""):
        page.goto(site + address)
        offer = page.locator(".gl-resume[data-book=small-print]")
        assert offer.text_content() is not None
        assert (offer.text_content() or "").startswith("Continue reading: 2. ")
        assert f"({record['share']}\u00a0%)" in (offer.text_content() or "")
        offer.locator("a").click()
        page.wait_for_url(f"**/{CHAPTER}#{record['unit']}")
        settle(page)
        assert top(page, unit) == pytest.approx(before, abs=2)
    page.goto(site + "small-print/")
    page.click(".gl-resume button")
    assert page.evaluate(f"localStorage.getItem('{PLACES}')") is None
    page.reload()
    assert page.locator(".gl-resume").is_hidden()
    assert page.context.cookies() == []


def test_following_a_reference_does_not_lose_the_place(visit: Visit, site: str) -> None:
    page = visit(CHAPTER, **NARROW)
    read_on(page, 2)
    kept = records(page)
    page.goto(f"{site}small-print/1/#p1.5")
    settle(page)
    page.evaluate("scrollBy({top: 100, behavior: 'instant'})")
    settle(page)
    assert records(page) == kept
    follow(page, pick(CALL, 1))
    read_on(page, 3)  # through the notes
    assert records(page) == kept
    page.goto(f"{site}small-print/1/#p1.1")
    read_on(page, 1.5)
    assert records(page) != kept


def test_a_record_of_what_is_gone_leads_to_the_page(visit: Visit, site: str) -> None:
    page = visit("")
    name = page.evaluate("new URL('small-print/', location.href).pathname")

    def keep(**record: Any) -> None:
        text = json.dumps({name: {"unit": "p2.999", "title": "<b>2</b>", "words": "¶ 1", "share": 50, **record}})
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [PLACES, text])
        page.goto(site + "small-print/")

    keep(path=CHAPTER, point={"id": "p2.999", "letters": 3, "top": 200})
    assert "<b>2</b>" in (page.text_content(".gl-resume") or "")
    page.click(".gl-resume a")
    page.wait_for_url(f"**/{CHAPTER}#p2.999")
    settle(page)
    for path in ("//example.org/", "javascript:alert(1)", "handmade/1/", "../../elsewhere/"):
        keep(path=path)
        assert page.locator(".gl-resume").is_hidden(), path


def test_the_settings_switch_it_off_and_forget(visit: Visit) -> None:
    page = visit(CHAPTER, **NARROW)
    for label in ("Remember where I stopped reading", "Forget all places"):
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        settle(page)
        read_on(page, 2)
        assert len(records(page)) == 1
        page.click(".gl-settings-open")
        page.click(f"text={label}")
        assert page.evaluate(f"localStorage.getItem('{PLACES}')") is None
        if label.startswith("Remember"):
            page.keyboard.press("Escape")
            read_on(page, 1.2)
            assert records(page) == {}
            page.click(".gl-settings-open")
            page.click(f"text={label}")
        page.keyboard.press("Escape")


def test_a_browser_that_keeps_nothing_goes_without(visit: Visit, site: str) -> None:
    page = visit("")
    page.context.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"]) {
            Object.defineProperty(window, name, {get() { throw new DOMException("refused", "SecurityError"); }});
        }"""
    )
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_viewport_size({"width": 800, "height": 600})
    page.goto(site + CHAPTER)
    read_on(page, 2)
    call = pick(CALL, 6)
    middle(page, call)
    before = top(page, call)
    follow(page, call)
    go_back(page)
    assert top(page, call) == pytest.approx(before, abs=2)
    page.goto(site + "small-print/")
    settle(page)
    assert page.locator(".gl-resume").is_hidden()
    assert said == []


def test_the_text_stays_where_it_is_when_the_header_or_the_navigation_gets_the_focus(visit: Visit) -> None:
    page = visit(f"{CHAPTER}#p2.5")
    settle(page)
    height = page.evaluate("scrollY")
    assert height > 200
    page.keyboard.press("g")
    assert page.evaluate("document.activeElement.className") == "gl-goto-page"
    assert page.evaluate("scrollY") == height
    for selector in (".gl-header-book", ".gl-search-open", ".gl-settings-open", ".gl-nav-contents a"):
        page.evaluate("selector => document.querySelector(selector).focus()", selector)
        assert page.evaluate("scrollY") == height, selector
