"""How text is set: colours with and without a choice, sizes, faces, hyphens, and no page wider than its window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

GROUND = "() => getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 253, 249)", "rgb(23, 21, 18)"
CHARACTERS = """() => {
  const unit = [...document.querySelectorAll(".gl-text p.gl-unit")].find((one) => one.textContent.length > 400);
  const lines = unit.offsetHeight / parseFloat(getComputedStyle(unit).lineHeight);
  return unit.textContent.length / Math.round(lines);
}"""
LAID_OUT = """() => {
  const text = document.querySelector(".gl-text").getBoundingClientRect();
  const numbers = [...document.querySelectorAll(".gl-text .gl-num")].map((one) => one.getBoundingClientRect());
  return {
    size: parseFloat(getComputedStyle(document.querySelector(".gl-text")).fontSize),
    wide: document.documentElement.scrollWidth - innerWidth,
    inText: numbers.filter((one) => one.right > text.left).length,
    left: Math.min(...numbers.map((one) => one.left)),
    navigation: document.querySelector(".md-sidebar--primary").getBoundingClientRect().right,
  };
}"""
CHAPTER = "handmade/1/"
KINDS = (CHAPTER, "handmade/2/", "handmade/summary/", "handmade/bibliography/", "handmade/index/", "small-print/")


@pytest.mark.parametrize("system", ["light", "dark"])
def test_colours_follow_the_system_without_a_script_and_the_reader_with_one(
    browser: Browser, site: str, system: Any
) -> None:
    context = browser.new_context(color_scheme=system, java_script_enabled=False)
    page = context.new_page()
    page.goto(site + CHAPTER)
    assert page.evaluate(GROUND) == (DARK if system == "dark" else LIGHT)
    context.close()
    page = browser.new_page(color_scheme=system)
    page.goto(site + CHAPTER)
    for chosen, ground in (("dark", DARK), ("light", LIGHT)):
        page.evaluate("(scheme) => (document.documentElement.dataset.glScheme = scheme)", chosen)
        assert page.evaluate(GROUND) == ground
        assert page.evaluate("getComputedStyle(document.body).colorScheme") == chosen
    page.emulate_media(media="print", color_scheme=system)
    page.evaluate("document.documentElement.dataset.glScheme = 'dark'")
    assert page.evaluate(GROUND) in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    page.close()


def test_text_grows_and_its_lines_keep_their_length(visit: Any) -> None:
    page: Page = visit(CHAPTER, height=800)
    sizes = []
    for face in ("", "sans"):
        for size in ("s", "", "l", "xl"):
            page.evaluate(
                "([size, face]) => Object.assign(document.documentElement.dataset, { glSize: size, glFace: face })",
                [size, face],
            )
            found = page.evaluate(LAID_OUT)
            sizes.append(found["size"])
            assert 58 <= page.evaluate(CHARACTERS) <= 76
            assert found["wide"] <= 0
            assert found["inText"] == 0
            assert found["left"] >= found["navigation"]
    assert sizes[:4] == sorted(set(sizes[:4]))


@pytest.mark.parametrize("address", KINDS)
def test_no_page_is_wider_than_a_narrow_window(visit: Any, address: str) -> None:
    page: Page = visit(address, width=320, height=640)
    for size in ("", "xl"):
        page.evaluate("(size) => (document.documentElement.dataset.glSize = size)", size)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_titles_are_cut_by_the_rules_of_their_language_only(visit: Any) -> None:
    page: Page = visit("small-print/bibliography/")
    hyphens = """(tag) => {
      const reference = document.querySelector(".gl-reference");
      const title = Object.assign(document.createElement("em"), { lang: tag, textContent: "x" });
      reference.append(title);
      return [getComputedStyle(reference).hyphens, getComputedStyle(title).hyphens];
    }"""
    assert page.evaluate(hyphens, "de") == ["manual", "auto"]
    assert page.evaluate(hyphens, "ru-Latn") == ["manual", "manual"]
    german = page.locator(".gl-reference em[lang=de]")
    assert german.count() > 0
    face = """(tag) => {
      const word = Object.assign(document.createElement("span"), { lang: tag });
      document.querySelector(".gl-reference").append(word);
      return getComputedStyle(word).fontFamily;
    }"""
    assert page.evaluate(face, "ru") != page.evaluate(face, "ru-Latn") == page.evaluate(face, "de")
