"""What a page makes a reader load before the search is opened, and whether it moves under the reader's eyes."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from glossator.build import citing_of, load_edition
from glossator.model import Edition
from glossator.render.site import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
KILOBYTE = 1000
MOST = 150 * KILOBYTE  # of a page with all that it loads, compressed as most servers do it
LEVEL = 6
COMPRESSED = {".html", ".css", ".js", ".json", ".svg"}
STILL = 0.02  # the layout shift that is allowed: the score of Chromium, 0 where nothing moves
SUM_SHIFTS = """() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shift += entry.value; // also those after an input
    }).observe({ type: "layout-shift", buffered: true });
}"""


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        pass


@cache
def weight(file: Path) -> int:
    """Return how many bytes of a file travel."""
    content = file.read_bytes()
    return len(gzip.compress(content, LEVEL, mtime=0)) if file.suffix in COMPRESSED else len(content)


def file_of(folder: Path, url: str) -> Path:
    file = folder / unquote(urlsplit(url).path).lstrip("/")
    return file / "index.html" if file.is_dir() else file


def texts(folder: Path) -> list[str]:
    """Return the addresses of an edition's pages that hold text of the book."""
    pages = sorted(page for page in folder.rglob("index.html") if 'class="gl-text' in page.read_text(encoding="utf-8"))
    return [page.parent.relative_to(folder.parent).as_posix() + "/" for page in pages]


def calls(page: Path) -> int:
    return page.read_text(encoding="utf-8").count('class="gl-call"')


def serve(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module", params=["small-print", pytest.param("reiman", marks=pytest.mark.monograph)])
def book(request: pytest.FixtureRequest, once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The folder of a book in a site of its own."""

    def fill(root: Path) -> None:
        (root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
        edition = load_edition(ROOT, request.param).edition
        assert isinstance(edition, Edition)
        build_site(root, (edition,), {}, citing_of(edition, None))

    return once(request.param, fill) / "site" / request.param


@pytest.fixture(scope="module")
def address(book: Path) -> Iterator[str]:
    yield from serve(book.parent)


def test_a_page_of_text_is_light_and_asks_no_other_host(browser: Browser, book: Path, address: str) -> None:
    heavy = {}
    foreign = set()
    pages = texts(book)
    assert len(pages) > 3
    for page in pages:
        asked: set[str] = set()
        context = browser.new_context()
        window = context.new_page()
        window.on("request", lambda request, asked=asked: asked.add(request.url))  # type: ignore[misc]
        window.goto(address + page)
        window.mouse.wheel(0, 20_000)
        window.wait_for_load_state("networkidle")
        context.close()
        files = [file_of(book.parent, url) for url in asked if url.startswith(address)]
        foreign |= {url for url in asked if not url.startswith((address, "data:"))}
        assert len(files) > 3, files  # the page, its styles, its scripts
        if (total := sum(map(weight, files))) > MOST:
            heavy[page] = (total, sorted((weight(file), file.name) for file in files)[-4:])
    assert foreign == set()
    assert heavy == {}


@pytest.mark.parametrize("width", [412, 1280])
def test_nothing_moves_while_one_reads(browser: Browser, book: Path, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 823})
    context.add_init_script(f"({SUM_SHIFTS})()")
    page = context.new_page()
    page.goto(address + max(texts(book), key=lambda text: calls(book.parent / text / "index.html")))
    page.wait_for_load_state("networkidle")
    for step in range(5):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(100)
        if step == 2:
            page.locator(".gl-call").first.hover()
            page.wait_for_timeout(500)
    assert page.evaluate("shift") < STILL
    context.close()
