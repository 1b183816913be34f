"""The offline copy, opened from a folder: everything can be reached, nothing is asked for outside, nothing fails."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from click.testing import CliRunner

from glossator.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
WITH_SCRIPTS = pytest.mark.parametrize("page", [True], indirect=True, ids=["scripts"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the copy, unpacked."""
    root = tmp_path_factory.mktemp("offline")
    shutil.copytree(ROOT / "content" / "small-print", root / "content" / "small-print")
    shutil.copytree(ROOT / "bibliography", root / "bibliography")
    shutil.copy(ROOT / "mkdocs.yml", root)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(main, ["build", "--offline-zip"])
    assert result.exit_code == 0, result.output
    unpacked = tmp_path_factory.mktemp("a reader's “own” folder, 100 % #1")
    with zipfile.ZipFile(root / "site.zip") as archive:
        archive.extractall(unpacked)
    shutil.rmtree(root)
    (copy,) = unpacked.iterdir()
    return copy


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(request: pytest.FixtureRequest, browser: Browser, folder: Path) -> Iterator[Page]:
    """The shelf of the copy; at the end nothing may have been asked for outside of it, and nothing have failed."""
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    asked: list[str] = []
    told: list[str] = []
    context.on("request", lambda one: asked.append(one.url))
    context.on("requestfailed", lambda one: told.append(f"failed: {one.url}"))
    context.on("console", lambda one: told.append(f"{one.text} ({one.location})"))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto((folder / "index.html").as_uri())
    yield page
    context.close()
    assert asked
    assert [url for url in asked if not url.startswith((f"{folder.as_uri()}/", "data:"))] == []
    assert told == []


def shown(page: Page, folder: Path) -> str:
    """What is shown: the address below the folder."""
    return page.url.removeprefix(f"{folder.as_uri()}/")


def follow(page: Page, link: str) -> None:
    """Go where the first such link leads, whatever a click on it would show."""
    page.goto(urljoin(page.url, page.locator(link).first.get_attribute("href") or ""))


def test_a_reader_gets_everywhere(page: Page, folder: Path) -> None:
    main = page.locator("main")
    main.locator("a[href='small-print/index.html']").first.click()
    assert shown(page, folder) == "small-print/index.html"
    main.locator("a[href='contents/index.html']").last.click()
    assert shown(page, folder) == "small-print/contents/index.html"
    main.get_by_role("link", name="The Printers’ Experiments").click()
    assert shown(page, folder) == "small-print/1/index.html#s1.2"
    follow(page, "main a.gl-call")
    assert re.fullmatch(r"small-print/1/index\.html#n\d+", shown(page, folder))
    follow(page, ".gl-note a.gl-cite[href]")
    assert re.fullmatch(r"small-print/bibliography/index\.html#\w+", shown(page, folder))
    follow(page, ".gl-work:target .gl-places a")
    assert re.fullmatch(r"small-print/\w+/index\.html#[pn].+", shown(page, folder))
    follow(page, "main a.gl-name[href]")
    assert re.fullmatch(r"small-print/persons/[\w-]+/index\.html", shown(page, folder))
    follow(page, "nav a[href$='index/index.html']")
    follow(page, "main a.gl-locator")
    assert re.fullmatch(r"small-print/\w+/index\.html#.+", shown(page, folder))
    page.goto((folder / "small-print" / "page" / "index.html").as_uri())
    assert main.locator("a[href='../1/index.html#page-6']").count() == 1
    page.goto((folder / "small-print" / "page" / "6" / "index.html").as_uri())
    page.wait_for_url("**/1/index.html#page-6")


@WITH_SCRIPTS
def test_a_printed_page_is_gone_to_by_its_number(page: Page, folder: Path) -> None:
    page.goto((folder / "small-print" / "1" / "index.html").as_uri())
    field = page.locator(".gl-goto-page")
    field.fill("VII")
    field.press("Enter")
    page.wait_for_url("**/small-print/preface/index.html#page-vii")
    field.fill("999")
    field.press("Enter")
    page.get_by_text("This book has no page “999”").wait_for()
    page.goto((folder / "small-print" / "1" / "index.html").as_uri() + "#page-10")
    page.locator(".gl-goto-next").click()
    page.wait_for_url("**/small-print/2/index.html#page-11")


@WITH_SCRIPTS
def test_the_versions_of_a_place_are_told(page: Page, folder: Path) -> None:
    page.goto((folder / "small-print" / "1" / "index.html").as_uri() + "?v=1#p1.1")
    line = page.locator(".gl-version")
    line.get_by_text("Unchanged since version 1").wait_for()
    line.get_by_role("link", name="All versions").click()
    assert shown(page, folder) == "small-print/history/index.html"


@WITH_SCRIPTS
def test_what_is_searched_for_is_found(page: Page, folder: Path) -> None:
    page.goto((folder / "search" / "index.html").as_uri() + "?q=asterisk&in=small-print")
    page.locator("a.gl-hit").first.click()
    page.wait_for_url("**/small-print/*/index.html*#*")


@WITH_SCRIPTS
def test_scripts_make_addresses_that_work_here(page: Page, folder: Path) -> None:
    root = folder.as_uri()
    addresses = {
        "../5/": "../5/index.html",
        "../5/?v=1#p5.12": "../5/index.html?v=1#p5.12",
        "../5/#a/": "../5/index.html#a/",
        f"{root}/5/": f"{root}/5/index.html",
        "../a.html#a/": "../a.html#a/",
        "#p5.12": "#p5.12",
        "https://example.org/5/": "https://example.org/5/",
        "/5/": "/5/",
    }
    assert page.evaluate("addresses => addresses.map(glossator.local)", list(addresses)) == list(addresses.values())
