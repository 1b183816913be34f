"""What a chapter costs a reader with a phone of the middle range: bytes, largest paint, shifts, blocked time.

    .venv/bin/python bench/pages.py [ADDRESS …]

Chromium measures itself (PerformanceObserver), on the phone and the line that Lighthouse takes for its mobile profile:
a window of 412 x 823 px at 1.75 device pixels, a processor four times slower, 1.6 Mbit/s down, 0.75 Mbit/s up, 150 ms
to the server and back. The site is built into a temporary folder and served compressed (gzip, level 6), each time to
an empty profile; the medians of five visits are shown. Unlike Lighthouse, nothing is simulated: Chromium throttles.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
import tempfile
import threading
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from playwright.sync_api import sync_playwright

from glossator.build import build
from glossator.config import find_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VISITS = 5
LEVEL = 6
COMPRESSED = (".html", ".css", ".js", ".json", ".svg")
SLOWER = 4
MBIT = 1_000_000 / 8  # bytes
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6 * MBIT, "uploadThroughput": 0.75 * MBIT}
PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
}
LONG = 50  # ms; what a task takes beyond that blocks the reader
OBSERVE = """() => {
    window.seen = { paint: 0, largest: 0, shift: 0, blocked: 0 };
    const watch = (type, tell) =>
        new PerformanceObserver((list) => list.getEntries().forEach(tell)).observe({ type, buffered: true });
    watch("paint", (entry) => { if (entry.name === "first-contentful-paint") seen.paint = entry.startTime; });
    watch("largest-contentful-paint", (entry) => { seen.largest = entry.startTime; });
    watch("layout-shift", (entry) => { seen.shift += entry.value; });
    watch("longtask", (entry) => { seen.blocked += Math.max(entry.duration - LONG, 0); });
}""".replace("LONG", str(LONG))


class Visit(NamedTuple):
    """What one visit cost: bytes on the line, ms to the first and the largest paint, ms blocked, the shifts."""

    requests: int
    transferred: int
    paint: float
    largest: float
    blocked: float
    shift: float


@cache
def compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), LEVEL, mtime=0)


class Server(SimpleHTTPRequestHandler):
    """Serves a folder as most servers do: what is text travels compressed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        is_text = file.suffix in COMPRESSED
        content = compressed(file) if is_text else file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(len(content)))
        if is_text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        pass


def visit(browser: Browser, address: str) -> Visit:
    """Open a page, read on a little, open the first note that is in sight, and return what that cost."""
    context = browser.new_context(**PHONE)
    context.add_init_script(f"({OBSERVE})()")
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send("Network.emulateNetworkConditions", LINE)
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    loaded: list[int] = []
    protocol.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    seen = page.evaluate("({...seen})")
    page.evaluate("scrollBy({ top: 600, behavior: 'instant' })")
    page.wait_for_timeout(300)
    if call := page.query_selector(".gl-call"):
        call.tap()
        page.wait_for_timeout(500)
    shift = page.evaluate("seen.shift")
    context.close()
    return Visit(len(loaded), sum(loaded), seen["paint"], seen["largest"], seen["blocked"], shift)


def heaviest(site: Path) -> list[str]:
    """Return the title page, the chapter with the most calls of notes, and the largest page of text of each book."""
    addresses = []
    for book in sorted(path.parent for path in site.glob("*/edition.json")):
        pages = {page: page.read_text(encoding="utf-8") for page in sorted(book.rglob("index.html"))}
        texts = [page for page, html in pages.items() if 'class="gl-text' in html]
        chosen = (
            book / "index.html",
            max(texts, key=lambda page: pages[page].count('class="gl-call"')),
            max(texts, key=lambda page: len(pages[page])),
        )
        addresses += [f"{page.parent.relative_to(site).as_posix()}/" for page in dict.fromkeys(chosen)]
    return addresses


def main() -> None:
    """Build, serve, visit, print."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("bench/pages.py needs Chromium")
    source = find_project(Path.cwd())
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "project"
        root.mkdir()
        for part in ("content", "bibliography", "mkdocs.yml"):
            (shutil.copytree if (source / part).is_dir() else shutil.copy)(source / part, root / part)
        if (shared := source.parent / "shared").is_dir():
            (root.parent / "shared").symlink_to(shared)
        build(root, (), lambda _: None)
        site = root / "site"
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"{'page':32}{'requests':>9}{'KB':>8}{'first ms':>10}{'largest ms':>12}{'blocked ms':>12}{'shift':>8}")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
            for address in sys.argv[1:] or heaviest(site):
                visits = [visit(browser, f"http://127.0.0.1:{server.server_port}/{address}") for _ in range(VISITS)]
                cost = Visit(*(statistics.median(values) for values in zip(*visits, strict=True)))  # type: ignore[arg-type]
                print(
                    f"{address:32}{cost.requests:9}{cost.transferred / 1000:8.1f}{cost.paint:10.0f}"
                    f"{cost.largest:12.0f}{cost.blocked:12.0f}{cost.shift:8.4f}"
                )
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
