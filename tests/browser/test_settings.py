"""The settings and the keys of a reader, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTER = "small-print/1/"
OTHER = "small-print/2/"
BOLDLY = "p => [getComputedStyle(p).fontFamily, parseFloat(getComputedStyle(p).fontSize)]"
NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
}"""
Visit = Callable[..., "Page"]


def opened(page: Page) -> Page:
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("dialog", name="Settings").wait_for()
    return page


def choose(page: Page, words: str) -> None:
    page.get_by_role("dialog", name="Settings").get_by_text(words, exact=True).click()


def face_and_size(page: Page) -> tuple[str, float]:
    face, size = page.locator("p.gl-unit").first.evaluate(BOLDLY)
    return face, size


def background(page: Page) -> tuple[int, ...]:
    script = "document.createElement('canvas').getContext('2d')"
    page.evaluate(f"window.brush ??= {script}")
    page.evaluate("brush.fillStyle = getComputedStyle(document.body).backgroundColor; brush.fillRect(0, 0, 1, 1)")
    return tuple(page.evaluate("[...brush.getImageData(0, 0, 1, 1).data].slice(0, 3)"))


def test_size_and_face_are_chosen_kept_and_given_back(visit: Visit, site: str) -> None:
    page = visit(CHAPTER)
    usual_face, usual = face_and_size(page)
    opened(page)
    choose(page, "Largest")
    choose(page, "Sans serif")
    face, largest = face_and_size(page)
    assert largest > 1.2 * usual
    assert face != usual_face
    page.goto(site + OTHER)
    assert face_and_size(page) == (face, largest)
    opened(page)
    choose(page, "Small")
    assert face_and_size(page)[1] < usual
    choose(page, "Normal")
    choose(page, "Serif")
    assert face_and_size(page) == (usual_face, usual)
    assert page.evaluate("Object.keys(localStorage).filter((key) => /size|face/.test(key))") == []


def test_the_choice_is_there_before_the_page_is_painted(visit: Visit, site: str) -> None:
    page = visit(CHAPTER)
    opened(page)
    choose(page, "Large")
    page.get_by_label("Numbers of paragraphs and printed pages").uncheck()
    page.route("**/glossator.js", lambda route: route.abort())
    page.goto(site + OTHER)
    root = "document.documentElement"
    assert page.evaluate(f"[{root}.dataset.glSize, 'glUnnumbered' in {root}.dataset]") == ["l", True]


def test_colours_follow_the_device_until_they_are_chosen(visit: Visit, site: str) -> None:
    page = visit(CHAPTER, color_scheme="light")
    light = background(page)
    page.emulate_media(color_scheme="dark")
    dark = background(page)
    assert min(light) > 200
    assert max(dark) < 60
    opened(page)
    choose(page, "Light")
    assert background(page) == light
    page.goto(site)
    assert background(page) == light  # on the shelf too
    opened(page)
    choose(page, "Dark")
    page.emulate_media(color_scheme="light")
    assert background(page) == dark
    choose(page, "As this device")
    assert background(page) == light


def test_without_scripts_colours_follow_the_device_and_no_button_is_in_vain(visit: Visit) -> None:
    page = visit(CHAPTER, java_script_enabled=False, color_scheme="dark")
    brightness = "body => getComputedStyle(body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number)"
    assert max(page.locator("body").evaluate(brightness)) < 60
    for name in ("Settings", "Keys"):
        assert page.get_by_role("button", name=name).count() == 0


def test_the_window_is_worked_by_keys_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.get_by_role("button", name="Settings").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.glSize") == "l"
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0
    assert page.evaluate("document.activeElement.matches('.gl-settings-open')")


def test_another_window_follows(visit: Visit, site: str) -> None:
    page = visit(CHAPTER)
    other = page.context.new_page()
    other.goto(site + OTHER)
    opened(page)
    page.get_by_label("Numbers of paragraphs and printed pages").uncheck()
    other.wait_for_function("'glUnnumbered' in document.documentElement.dataset")


def test_a_browser_that_keeps_nothing_is_served_too(visit: Visit, site: str) -> None:
    page = visit("")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(NO_STORAGE)
    page.goto(site + CHAPTER)
    opened(page)
    page.get_by_label("Links of person names").uncheck()
    assert page.locator("a.gl-name[href]").count() == 0
    choose(page, "Largest")
    assert page.evaluate("document.documentElement.dataset.glSize") == "xl"
    assert faults == []


def test_keys_are_listed_and_can_be_switched_off(visit: Visit, site: str) -> None:
    page = visit(CHAPTER)
    page.keyboard.press("?")
    window = page.get_by_role("dialog", name="Keys")
    listed = window.locator("kbd").all_inner_texts()
    assert {"g", "/", "?", "Esc"} <= set(listed)
    assert len(listed) == len(set(listed))
    page.keyboard.press("?")  # deaf while a window is open
    assert page.locator("dialog").count() == 1
    page.keyboard.press("Escape")
    opened(page)
    page.get_by_label("Keys of one letter").uncheck()
    page.keyboard.press("Escape")
    for key in listed:
        page.keyboard.press("Escape" if key == "Esc" else key)
    assert page.locator("dialog").count() == 0
    page.goto(site + OTHER)
    page.keyboard.press("?")
    assert page.locator("dialog").count() == 0


def test_keys_of_another_script_are_understood(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'п', code: 'KeyG', bubbles: true}))")
    assert page.evaluate("document.activeElement.matches('.gl-goto-page')")


@pytest.mark.parametrize("width", [320, 1920])
def test_the_window_fits(visit: Visit, width: int) -> None:
    page = opened(visit(CHAPTER, width=width, height=480))
    box = page.locator("dialog").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 480
    assert page.evaluate("document.documentElement.scrollWidth") <= width
