"""The site as one zip that is read from a folder, without a server and without the net.

    site/ -> site.zip: NAME/index.html, NAME/README.txt, NAME/small-print/5/index.html, ...

A server shows a folder's page, a browser that opens files shows the list of its files. So each link of a page that
leads to a folder gets the name of the page's file: `../5/#p5.12` becomes `../5/index.html#p5.12`. Nothing else of a
page changes. Links that scripts make get it from `glossator.local`, and data that they fetch from a server comes from a
script beside it, because from a folder nothing can be fetched (`assets/data.js`).
"""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path

from glossator.render import urls

OFFLINE_ZIP = "site.zip"  # at the top of the project, beside `site/`

_README = "README.txt"
_FOR_SERVERS = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz"})  # they hold addresses from the server's root
_FETCHED = frozenset({"pages.json", "anchors.json"})  # what scripts fetch
_FOLLOWED = frozenset({"href", "xlink:href", "src", "action", "formaction"})  # attributes that hold an address
_TAG_NAME = re.compile(r"<[^\s/>]*")
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s/>=]+)
    (?: \s*=\s* (?: "(?P<double>[^"]*)" | '(?P<single>[^']*)' | (?P<bare>[^\s>"'][^\s>]*) ) )?""",
    re.VERBOSE,
)
_REFRESH = re.compile(r"[\s\d.]*[;,]\s*url=", re.IGNORECASE)  # before the address in `0; url=../`
_PATH = re.compile(r"(?:&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w*);?|[^?#&]|&)*+")  # `&#39;` is no fragment
_ENDS_PATH = frozenset("?#")  # written as character references: nobody does, and such a link stays as it is
_LONGEST_NAME = 40  # letters: Windows allows 260 for a whole path
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)  # names that Windows keeps for itself
_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold


def local_page(page: bytes) -> bytes:
    """Return a page of the site whose links work from a folder."""
    text = page.decode(errors="surrogateescape")
    tags = _Tags()
    tags.feed(text)
    tags.close()
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]  # of the lines, as the parser counts them
    pieces: list[str] = []
    done = 0
    for line, column, refreshes, tag in tags.found:
        begin = starts[line - 1] + column
        for at, missing in _additions(tag, refreshes=refreshes):
            pieces += (text[done : begin + at], missing)
            done = begin + at
    return "".join((*pieces, text[done:])).encode(errors="surrogateescape")


class _Tags(HTMLParser):
    """Collects the tags that may hold addresses: line from 1, column, whether it refreshes the page, tag as written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, int, bool, str]] = []

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002  # the names of the base class
        """Pass over `<![…>`, which HTML does not know; the base class stops at one that it does not know either."""
        return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        refreshes = tag == "meta" and any(
            name == "http-equiv" and (value or "").casefold() == "refresh" for name, value in attrs
        )
        if refreshes or any(name in _FOLLOWED for name, _ in attrs):
            self.found.append((*self.getpos(), refreshes, self.get_starttag_text() or ""))


def _additions(tag: str, *, refreshes: bool) -> Iterator[tuple[int, str]]:
    """Yield what a tag lacks, with the offset in it where that belongs."""
    name = _TAG_NAME.match(tag)
    for found in _ATTRIBUTE.finditer(tag, name.end() if name else 0):
        group = found.lastgroup or ""
        attribute = found["name"].lower()
        if group == "name" or (attribute not in _FOLLOWED and not (refreshes and attribute == "content")):
            continue
        begin, end = found.span(group)
        if attribute == "content":
            before = _REFRESH.match(tag, begin, end)
            begin = before.end() if before else end
        written = _PATH.match(tag, begin, end)
        path = html.unescape(written[0]) if written else ""
        if written and not _ENDS_PATH & set(path) and (missing := urls.missing_file(path)):
            yield written.end(), missing


def offline_files(site: Mapping[str, bytes], site_name: str, site_url: str | None) -> dict[str, bytes]:
    """Return the files of the offline copy, by their paths below its folder.

    Args:
        site: the files of the site by their paths.
        site_name: the name of the shelf.
        site_url: where the site is published, if it is.
    """
    files = {_README: _readme(site_name, site_url).encode()}
    for path, content in site.items():
        if path in _FOR_SERVERS:
            continue
        files[path] = local_page(content) if path.endswith(".html") else content
        if path.rpartition("/")[2] in _FETCHED:
            files[f"{path}.js"] = _data_script(content)
    return files


def _data_script(data: bytes) -> bytes:
    """Return a script that hands JSON data to the one that asked for it: see `assets/data.js`."""
    return f"document.currentScript.answer=JSON.parse({json.dumps(data.decode())});\n".encode()


def _readme(site_name: str, site_url: str | None) -> str:
    published = f"\nThe same is published at {site_url}\n" if site_url else ""
    return f"""{" ".join(site_name.split())}

To read: open index.html, in this folder, with a web browser.

If you see this inside of the zip file, unpack the zip first (Windows: right button of the mouse, "Extract all"): the
pages need each other.

Nothing is fetched from the net. Only links to other places, such as libraries, need it.
{published}"""


def folder_name(site_name: str) -> str:
    """Return a name for the folder that every system takes: `A Shelf: Books` gives `A-Shelf-Books`."""
    plain = unicodedata.normalize("NFKD", site_name).encode("ascii", "ignore").decode()
    name = "-".join(re.findall(r"[A-Za-z0-9]+", plain))[:_LONGEST_NAME].strip("-")
    return name if name and not _DEVICE.fullmatch(name) else "editions"


def zip_of(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return a zip of files below one folder; the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # rights as Unix writes them, on whatever system it is made
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[path])
    return target.getvalue()


def zipped_site(site: Path, site_name: str, site_url: str | None) -> bytes:
    """Return the zip of the site that lies in a folder.

    Raises:
        OSError: a file cannot be read.
    """
    read = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return zip_of(offline_files(read, site_name, site_url), folder_name(site_name))
