"""Shows the site on this machine while an editor works: builds it again when a file of the project changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from glossator.diagnostics import GlossatorError

WATCHED = ("content", "bibliography", "templates", "mkdocs.yml")
INTERVAL = 0.5  # seconds between two looks at the files
ADDRESS = "127.0.0.1"  # this machine only

Snapshot = dict[Path, tuple[int, int]]


def serve(root: Path, build: Callable[[], object], port: int) -> None:
    """Build the site, show it at `port` of this machine, and build it again upon each change, until interrupted.

    A build that fails is reported, and the last site that could be built stays.

    Raises:
        GlossatorError: the port is taken.
    """
    before = snapshot(root)
    _build(build)
    try:
        server = ThreadingHTTPServer((ADDRESS, port), partial(_Handler, directory=str(root / "site")))
    except OSError as error:
        message = f"port {port} cannot be used: {error.strerror}"
        raise GlossatorError(message, hint="name another with --port") from error
    click.echo(f"the site is at http://{ADDRESS}:{server.server_port}/ until you press Ctrl+C")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        for after in _changes(root, before):
            click.echo(f"{len(after)} files changed")
            _build(build)
    except KeyboardInterrupt:
        click.echo()
    finally:
        server.shutdown()
        server.server_close()


def snapshot(root: Path) -> Snapshot:
    """Return time and size of every file that a build reads."""
    found: Snapshot = {}
    for name in WATCHED:
        top = root / name
        for path in (top, *top.rglob("*")) if top.is_dir() else (top,):
            try:
                status = path.stat()
            except OSError:  # removed between the two looks
                continue
            if path.is_file():
                found[path] = (status.st_mtime_ns, status.st_size)
    return found


def _changes(root: Path, before: Snapshot) -> Iterator[set[Path]]:
    """Yield the files that changed, appeared or vanished, each time that there are any."""
    pause = threading.Event()
    while True:
        pause.wait(INTERVAL)
        after = snapshot(root)
        changed = {path for path, _ in before.items() ^ after.items()}
        before = after
        if changed:
            yield changed


def _build(build: Callable[[], object]) -> None:
    try:
        build()
    except GlossatorError as error:
        click.echo(str(error), err=True)


class _Handler(SimpleHTTPRequestHandler):
    """Serves files without a line in the terminal for each, and lets no browser keep an old page."""

    def end_headers(self) -> None:
        """Send the headers."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        """Say nothing."""
