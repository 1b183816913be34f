"""The style sheet and the script that every page loads: put together from small files, without blanks and comments.

Each part is a file of its own below `assets/`, so that an edition can put another in its place; readers fetch one
style sheet and one script. What stands in no list here (a script that only one kind of page needs, an editor's own
file) is made smaller and stays a file of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import rcssmin
import rjsmin

from glossator.diagnostics import GlossatorError

STYLES = (
    "tokens",
    "shell",
    "dialogs",
    "page",
    "notes",
    "margin",
    "lists",
    "persons",
    "title",
    "places",
    "waymarks",
    "lasting",
    "citing",
    "search",
    "windows",
    "print",
)
SCRIPTS = (
    "dom",
    "store",
    "local",
    "data",
    "dialogs",
    "settings",
    "keys",
    "shell",
    "search-open",
    "places",
    "where",
    "jumps",
    "resume",
    "turn",
    "fragments",
    "copying",
    "forms",
    "margin",
    "preview",
    "names",
    "numbers",
    "pages",
    "cite",
    "report",
)
SEARCH_SCRIPTS = ("folding", "query", "engine", "results", "marks", "view")  # each `search-….js`
STYLE_SHEET = "glossator.css"
SCRIPT = "glossator.js"
SEARCH_SCRIPT = "search.js"  # fetched when search is first opened
_STYLES_FOLDER = "styles"
_SEARCH = "search-"


def site_assets(folders: Sequence[Path]) -> dict[str, bytes]:
    """Return the assets of the site, by their paths below `assets/`.

    Args:
        folders: where assets are found, the nearest first: its files stand in for those of the others.

    Raises:
        GlossatorError: a style sheet or script is not UTF-8.
    """
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        found |= {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    parts = {f"{_STYLES_FOLDER}/{name}.css": name for name in STYLES} | {f"{name}.js": name for name in SCRIPTS}
    parts |= {f"{_SEARCH}{name}.js": name for name in SEARCH_SCRIPTS}
    assets = {name: _made_small(path) for name, path in found.items() if name not in parts}
    assets.setdefault(STYLE_SHEET, "\n".join(_parts(found, f"{_STYLES_FOLDER}/", STYLES, ".css")).encode())
    assets.setdefault(SCRIPT, "\n".join(map(_guarded, _parts(found, "", SCRIPTS, ".js"))).encode())
    assets.setdefault(SEARCH_SCRIPT, "\n".join(_parts(found, _SEARCH, SEARCH_SCRIPTS, ".js")).encode())
    return assets


def _parts(found: Mapping[str, Path], folder: str, names: Sequence[str], ending: str) -> list[str]:
    return [_made_small(found[f"{folder}{name}{ending}"]).decode() for name in names]


def _guarded(script: str) -> str:
    """Return a script whose failure is reported as any other, and does not keep those after it from running."""
    return f"try{{{script}\n}}catch(error){{reportError(error)}}"


def _made_small(path: Path) -> bytes:
    content = path.read_bytes()
    if path.suffix not in {".css", ".js"}:
        return content
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise GlossatorError(f"{path} is not UTF-8: {error}", hint="save it again as UTF-8") from error
    small = rcssmin.cssmin(text) if path.suffix == ".css" else rjsmin.jsmin(text)
    return str(small).encode()
