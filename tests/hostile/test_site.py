"""A book, its metadata and its headings written to break the site: nothing of them becomes markup."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from glossator.build import build, load_edition
from glossator.model import Edition
from glossator.walk import all_divisions, all_units, flatten, flatten_lines, lines_of

pytestmark = pytest.mark.slow

TITLE = "{{ 7*7 }} {% raw %} <script>alert(1)</script> \"'> - a: &b *c* [x](javascript:alert(2)) #"
STASH = "\x02wzxhzdk:0\x03"  # what the Markdown program writes for itself in the place of a piece of HTML
TEXT = f"""\
# Contents

1. [Rivers](javascript:alert(3)) {{#id .x onclick=alert(4)}} ..... 3
2. <img src=x onerror=alert(5)> {STASH} ..... 9

# 1. [Rivers](javascript:alert(3)) {{#id .x onclick=alert(4)}}

Raw <script>alert(6)</script> and <b onclick="alert(7)">bold</b>
and <a href="javascript:alert(8)">a link</a>.<sup>1</sup>
An entity &lt;script&gt; and &#106; and "quotes' and {{{{ 7*7 }}}} and {{% if %}} stay as they are.

[words](javascript:alert(9)) and [more](data:text/html,x) and <javascript:alert(10)> and [good](https://example.org/?a="b").

{STASH} <div data-glossator="0"></div> </div></section></article> <!-- comment ]]> <![CDATA[ x

{{: onclick="alert(11)"}}

> quoted <iframe src="https://example.org/"></iframe>

| <style>x</style> | `code` |
|---|---|
| a\\|b | <svg onload=alert(12)> |

![a caption <script>alert(13)</script>](javascript:alert(14))

\u202eright to left\u202c, zero\u200bwidth, e\u0301, \u0661\u0662, \U0001f600, \x07 and \x1b[31m.

Line one of <verse>  \nline two " onmouseover="alert(15)

## {{{{ section }}}} <script>alert(16)</script> {{: #notes .x}}

Text of the section.<sup>2</sup>

---

1 A note with <script>alert(17)</script> and {{{{ 7*7 }}}}.

2 Another " onclick="alert(18)" one.

# 2. <img src=x onerror=alert(5)> {STASH}

Text of the second chapter.

# Bibliography

- <script>alert(19)</script>, *Title*, 1999.

# Index

<script>alert(20)</script>, A. 3
[x](javascript:alert(21)), B. 9
Ypsilon, C. 3
<b>, D. 9
"""
# What pages hold of elements that no text of a book may become.
OWN = (
    ".gl-extent > button, .gl-title-cover > img[src='cover.svg'], .gl-book-cover > img, .gl-counts b, .gl-search--page"
)
ALLOWED = {
    *("p", "a", "sup", "sub", "em", "strong", "span", "div", "ul", "ol", "li", "blockquote", "table", "thead", "tbody"),
    *("tr", "th", "td", "figure", "figcaption", "section", "h1", "h2", "h3", "nav", "dl", "dt", "dd", "cite", "br"),
    "small",
}


def make_project(root: Path, text: str, **settings: Any) -> None:
    data = text.encode()
    folder = root / "content" / "hostile"
    (folder / "witnesses").mkdir(parents=True)
    (folder / "witnesses" / "a.md").write_bytes(data)
    witness = {"siglum": "A", "file": "a.md", "sha256": hashlib.sha256(data).hexdigest(), "dialect": "marker"}
    values = {"title": "A Book", "language": "en", "witnesses": [witness], **settings}
    (folder / "edition.yml").write_text(yaml.safe_dump(values, allow_unicode=True, width=10_000), encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: A <script>alert(0)</script> shelf\n", encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    make_project(
        root,
        TEXT,
        title=TITLE,
        subtitle=TITLE,
        authors=[TITLE, "A </title> B"],
        publisher=TITLE,
        place=TITLE,
        series=TITLE,
        description=TITLE,
        version=TITLE,
        doi="10.1000/<script>\"'alert(1)",
    )
    build(root, (), lambda line: None)
    return root


@pytest.fixture(scope="module")
def edition(built: Path) -> Edition:
    loaded = load_edition(built, "hostile").edition
    assert isinstance(loaded, Edition)
    return loaded


def pages(built: Path) -> dict[str, BeautifulSoup]:
    site = built / "site"
    return {
        path.relative_to(site).parent.as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        for path in sorted(site.rglob("index.html"))
    }


def test_the_site_has_the_pages_of_the_book(built: Path) -> None:
    assert {"hostile/1", "hostile/2", "hostile/bibliography", "hostile/index"} <= pages(built).keys()


def test_nothing_of_the_text_becomes_an_element(built: Path) -> None:
    stub_scripts = set()
    for address, page in pages(built).items():
        article = page.select_one("article") or page.select_one("body > main")  # a stub is no page of the theme
        assert article is not None, address
        if "/page/" in address:
            stub_scripts |= {script.extract().get_text() for script in page.select("script")}
        for own in article.select(OWN):
            own.extract()
        for data in article.select("script#gl-citing[type='application/json']"):
            assert json.loads(data.extract().get_text())["styles"], address
        found = {tag.name for tag in article.find_all(True)}
        assert found <= ALLOWED, (address, found - ALLOWED)
    assert len(stub_scripts) == 1  # the same in each stub, whatever the page is called


def test_no_handler_and_no_script_address_is_anywhere(built: Path) -> None:
    for address, page in pages(built).items():
        for tag in page.find_all(True):
            assert isinstance(tag, Tag)
            for name, value in tag.attrs.items():
                assert not name.startswith("on"), (address, tag.name, name)
                scheme = str(value).strip().lower().partition(":")[0] if name in ("href", "src", "action") else ""
                assert scheme not in ("javascript", "data", "vbscript"), (address, tag.name, value)


def running_scripts(page: BeautifulSoup) -> Counter[str]:
    """The scripts of a page that run, by their address; data is none."""
    data = ("application/json", "application/ld+json")
    return Counter(str(script.get("src", "")) for script in page.find_all("script") if script.get("type") not in data)


def test_the_shell_has_the_scripts_of_an_innocent_book(built: Path, tmp_path: Path) -> None:
    back = "# Bibliography\n\n- Doe, J., *Rivers*, Town 1999.\n\n# Index\n\nDoe, J. 1\n"
    make_project(tmp_path, f"# 1. Rivers\n\nText.\n\n{back}")
    build(tmp_path, (), lambda line: None)
    innocent = {address: running_scripts(page) for address, page in pages(tmp_path).items()}
    for address, page in pages(built).items():
        if address.startswith("hostile/") and address.count("/") == 1:
            like = innocent.get(address, innocent["hostile/1"])
            assert running_scripts(page) == like, address


def test_no_template_is_run_on_the_text(built: Path) -> None:
    for address, page in pages(built).items():
        assert "49" not in page.get_text().split(), address
    assert "{{ 7*7 }}" in pages(built)["hostile/1"].get_text()


def test_ids_are_unique_on_every_page(built: Path) -> None:
    for address, page in pages(built).items():
        counted = Counter(tag["id"] for tag in page.find_all(id=True))
        assert [name for name, count in counted.items() if count > 1] == [], address


def test_every_unit_and_note_is_shown_with_its_text(built: Path, edition: Edition) -> None:
    shown = pages(built)
    units = dict(_shown(shown, ".gl-unit"))
    notes = dict(_shown(shown, ".gl-note"))
    for _, unit in all_units(edition.document):
        assert units[f"p{unit.id}"] == _visible(flatten(unit).text)
    assert len(edition.document.notes) == 2
    for note in edition.document.notes:
        text = flatten_lines(line for block in note.blocks for line in lines_of(block)).text
        assert _visible(text) in notes[note.id]


def test_every_division_is_shown_with_its_title(built: Path, edition: Edition) -> None:
    everything = {_squeezed(tag.get_text()) for page in pages(built).values() for tag in page.select("h1, h2, h3")}
    for division in all_divisions(edition.document):
        title = _squeezed(_visible(f"{division.number or ''} {division.title}"))
        assert any(title in heading for heading in everything), title


def test_search_holds_the_text_as_it_is_and_nothing_else(built: Path, edition: Edition) -> None:
    script = (built / "site" / "search" / "hostile.js").read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("glossator.search.add(").removesuffix(");\n"))  # one value
    texts = {entry[4] for group in index["groups"] for entry in group["entries"]}
    assert {flatten(unit).text for _, unit in all_units(edition.document)} <= texts


def _shown(shown: dict[str, BeautifulSoup], selector: str) -> list[tuple[str, str]]:
    found = []
    for page in shown.values():
        for tag in page.select(selector):
            for call in tag.select(".gl-call"):
                call.extract()
            found.append((str(tag.get("id")), " ".join(tag.get_text(" " if tag.find("td") else "").split())))
    return found


def _visible(text: str) -> str:
    """Return a text as a page can show it: control characters have no place in HTML."""
    return "".join("\ufffd" if ord(char) < 32 or 127 <= ord(char) < 160 else char for char in text)


def _squeezed(text: str) -> str:
    return "".join(text.split())
