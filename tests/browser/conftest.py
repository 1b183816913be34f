"""A browser, and a site served on this machine: the hand-made edition and the demonstration edition."""

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

from glossator.build import load_edition
from glossator.edition import MissingWitness
from glossator.render.site import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RENDER = Path(__file__).parents[1] / "render"
SETTINGS = Path(__file__).parents[2] / "mkdocs.yml"
BASE_PATH = "/below/any/path"  # the site must work there
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class _Handler(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BASE_PATH))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        pass


def _handmade() -> Any:
    spec = importlib.util.spec_from_file_location("handmade", RENDER / "handmade.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["handmade"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site's root."""
    root = tmp_path_factory.mktemp("browser")
    (root / "mkdocs.yml").write_bytes(SETTINGS.read_bytes())
    handmade = _handmade()
    lost = MissingWitness(handmade.handmade_metadata("lost"), "lost.md", "it is in none of its places", "Put it there.")
    small_print = load_edition(SETTINGS.parent, "small-print").edition
    editions = (handmade.handmade_edition(), handmade.published_edition(), lost, small_print)
    build_site(root, editions, handmade.handmade_files())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(root / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BASE_PATH}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """A function that opens a page in a new, empty profile; options are those of the profile."""
    contexts = []

    def open_page(address: str, *, width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(site + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
