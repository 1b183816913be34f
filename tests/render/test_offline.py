"""The offline copy: what is changed in a page and what is not, the zip, and that every link in it leads to a file."""

from __future__ import annotations

import html
import io
import json
import posixpath
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from glossator.cli import main
from glossator.render.offline import folder_name, local_page, offline_files, zip_of

ROOT = Path(__file__).parents[2]
PUBLIC = "https://example.org/editions/"
FOLDER = "A-Shelf-Ete"
PAGE = "file:///a/b/c/d/index.html"  # where a page of the tests lies

# --- a page ----------------------------------------------------------------------------------------------------


def rewritten(page: str) -> str:
    return local_page(page.encode()).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("../5/", "../5/index.html"),
        ("../5/#p5.12", "../5/index.html#p5.12"),
        ("../5/?v=1#p5.12", "../5/index.html?v=1#p5.12"),
        ("../5/?q=a/b#c/", "../5/index.html?q=a/b#c/"),
        ("./", "./index.html"),
        (".", "./index.html"),
        ("../..", "../../index.html"),
        ("../it&#39;s/#p1", "../it&#39;s/index.html#p1"),
        ("../&quest;/&#35;/", "../&quest;/&#35;/"),
        ("", ""),
        ("#n1", "#n1"),
        ("?v=1#n1", "?v=1#n1"),
        ("../edition.json", "../edition.json"),
        ("../a.html#x/", "../a.html#x/"),
        ("...", "..."),
        (f"{PUBLIC}book/", f"{PUBLIC}book/"),
        (" https://example.org/", " https://example.org/"),
        ("ht\ntps://example.org/", "ht\ntps://example.org/"),
        ("//example.org/", "//example.org/"),
        ("/editions/", "/editions/"),
        ("mailto:a@example.org/", "mailto:a@example.org/"),
        ("javascript:f('/')", "javascript:f('/')"),
    ],
)
def test_a_link_to_a_folder_leads_to_its_page(before: str, after: str) -> None:
    assert rewritten(f'<a href="{before}">x</a>') == f'<a href="{after}">x</a>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<A  class=a HREF = '../' title='../'>", "<A  class=a HREF = '../index.html' title='../'>"),
        ("<a href=../ rel=next>", "<a href=../index.html rel=next>"),
        ("<a\nhref=../>", "<a\nhref=../index.html>"),
        ('<form action="search/" method=get>', '<form action="search/index.html" method=get>'),
        ('<button formaction="a/">', '<button formaction="a/index.html">'),
        ('<iframe src="a/"></iframe>', '<iframe src="a/index.html"></iframe>'),
        ('<svg><a xlink:href="../"/></svg>', '<svg><a xlink:href="../index.html"/></svg>'),
        ('<link rel=prev href="../4/">', '<link rel=prev href="../4/index.html">'),
        (
            '<noscript><meta http-equiv="refresh" content="0; url=../../5/#page-89"></noscript>',
            '<noscript><meta http-equiv="refresh" content="0; url=../../5/index.html#page-89"></noscript>',
        ),
        ('<meta content="0;URL=../" http-equiv=Refresh>', '<meta content="0;URL=../index.html" http-equiv=Refresh>'),
        ('<template><a href="../">x</a></template>', '<template><a href="../index.html">x</a></template>'),
        (
            '<p>a<br>\r\nb\r<a href="x/">é</a>\n<a href="y/">',
            '<p>a<br>\r\nb\r<a href="x/index.html">é</a>\n<a href="y/index.html">',
        ),
    ],
)
def test_every_kind_of_link_is_found(before: str, after: str) -> None:
    assert rewritten(before) == after


@pytest.mark.parametrize(
    "page",
    [
        '<p>&lt;a href="../"&gt; href="../"</p>',
        "<a title=\"<a href='../'>\" name=\"href='../'\">x</a>",
        '<a title=\'href="../"\' data-href="../">x</a>',
        '<!-- <a href="../">x</a> -->',
        "<script>const a = '<a href=\"../\">';</script>",
        '<script type="application/json">{"a": "<a href=\\"../\\">"}</script>',
        '<style>a[href="../"] { color: red }</style>',
        '<meta name="citation_public_url" content="../"><meta http-equiv="refresh" content="5">',
        '<div data-root="../" data-around=\'[[["1", "../1/#page-1"]]]\'>',
        f'<link rel="canonical" href="{PUBLIC}"><meta property="og:url" content="{PUBLIC}">',
        '<![foo <a href="../">',
        '<a href="../"',
    ],
)
def test_what_is_no_link_stays(page: str) -> None:
    assert rewritten(page) == page


def test_a_tag_full_of_blanks_is_read_once() -> None:
    """Else this would take hours."""
    blanks = " " * 500_000
    assert rewritten(f'<a href="x/"{blanks}>') == f'<a href="x/index.html"{blanks}>'


HOSTILE = st.text("<>\"'&=/-! ahref.\t\r\n\x00é\u2028א", max_size=12) | st.sampled_from(
    ['<a href="../">', "href='../'", "<!--", "-->", "</script>", "<script>", "<![CDATA[", "&lt;", "\"'>", "<?"]
)
PATHS = st.lists(st.sampled_from(["..", ".", "5", "it's", "é", "a&b", "p.8"]), max_size=4).map("/".join)
TAILS = st.sampled_from(["", "/", "/#p5.12", "/?v=1#p5.12", "#x/", "?a=/&b=../", ".json"])
IN_SCRIPT = str.maketrans({"<": r"\u003c"})


def no_links(hostile: str) -> tuple[str, str]:
    """A piece of a page with a text in every place where it is no link, twice: before, and as it must be afterwards."""
    text = html.escape(hostile)
    comment = hostile.replace("-", "").replace(">", "")
    data = json.dumps(hostile).translate(IN_SCRIPT)
    piece = f"<p title=\"{text}\" data-n='{text}'>{text}<!-- {comment} --><script>{data}</script>"
    return piece, piece


def link(path: str, tail: str, hostile: str, quote: str) -> tuple[str, str]:
    """A link, before and as it must be afterwards."""
    before, after = (html.escape(address) for address in (path + tail, followed(path + tail)))
    opening, rest = f"<a title={quote}{html.escape(hostile)}{quote} href={quote}", f"{quote}>{html.escape(hostile)}</a>"
    return opening + before + rest, opening + after + rest


def followed(link: str) -> str:
    """What a link should be, found out by following it."""
    target = urlsplit(urljoin(PAGE, link))
    own = urlsplit(link)
    if link.startswith("/") or not own.path or not target.path.endswith("/"):
        return link
    path = own.path if own.path.endswith("/") else f"{own.path}/"
    return own._replace(path=f"{path}index.html").geturl()


@given(st.lists(HOSTILE.map(no_links) | st.builds(link, PATHS, TAILS, HOSTILE, st.sampled_from("\"'")), max_size=6))
def test_of_any_page_only_links_to_folders_change(parts: list[tuple[str, str]]) -> None:
    before, after = ("\n".join(part[side] for part in parts) for side in (0, 1))
    assert rewritten(before) == after
    assert rewritten(after) == after


@given(st.binary(max_size=60))
def test_no_bytes_stop_it(page: bytes) -> None:
    assert len(local_page(page)) >= len(page)


@given(st.text("<!->/='\" ahref./[]CDAT?&#;\n", max_size=60))
def test_only_names_of_files_are_put_in(page: str) -> None:
    at = 0
    after = rewritten(page)
    while after:
        if page[at : at + 1] == after[0]:
            after, at = after[1:], at + 1
        else:
            after = after.removeprefix("/") if after.startswith("/index.html") else after
            assert after.startswith("index.html")
            after = after.removeprefix("index.html")
    assert at == len(page)


# --- the zip ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site_name", "folder"),
    [
        ("Glossator", "Glossator"),
        ("A Shelf: Été", FOLDER),
        ("../../etc/passwd", "etc-passwd"),
        ("Книги", "editions"),
        ("Nul", "editions"),
        ("", "editions"),
        ("Word " * 40, "Word-" * 7 + "Word"),
    ],
)
def test_the_folder_has_the_name_of_the_site(site_name: str, folder: str) -> None:
    assert folder_name(site_name) == folder


def test_what_only_servers_need_is_left_out() -> None:
    site = {"index.html": b"", "404.html": b"", "sitemap.xml": b"", "sitemap.xml.gz": b"", "book/404.html": b""}
    assert set(offline_files(site, "A\nShelf", None)) == {"README.txt", "index.html", "book/404.html"}


def test_the_file_to_read_first_names_the_shelf_and_its_address() -> None:
    readme = offline_files({}, "A\nShelf", PUBLIC)["README.txt"].decode()
    assert readme.startswith("A Shelf\n")
    assert PUBLIC in readme
    assert "published" not in offline_files({}, "A Shelf", None)["README.txt"].decode()


def test_data_that_scripts_fetch_comes_from_a_script_too() -> None:
    data = '{"__proto__": "</script>\u2028é"}'.encode()
    files = offline_files({"book/pages.json": data, "book/edition.json": data}, "A Shelf", None)
    assert set(files) == {"README.txt", "book/pages.json", "book/pages.json.js", "book/edition.json"}
    script = files["book/pages.json.js"].decode()
    text = script.removeprefix("document.currentScript.answer=JSON.parse(").removesuffix(");\n")
    assert json.loads(json.loads(text)) == json.loads(data)
    assert script.isascii()


def test_the_same_files_give_the_same_zip() -> None:
    files = {"b/index.html": b"b" * 1000, "a": b"", "é": b"e"}
    packed = zip_of(files, "A")
    assert packed == zip_of(dict(reversed(files.items())), "A")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["A/a", "A/b/index.html", "A/é"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("A/b/index.html") == files["b/index.html"]


# --- the demonstration edition ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose site and zip are built."""
    root = tmp_path_factory.mktemp("offline")
    shutil.copytree(ROOT / "content" / "small-print", root / "content" / "small-print")
    shutil.copytree(ROOT / "bibliography", root / "bibliography")
    (root / "mkdocs.yml").write_text(f"site_name: 'A Shelf: Été'\nsite_url: {PUBLIC}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(main, ["build", "--offline-zip"])
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture(scope="module")
def files(project: Path) -> dict[str, bytes]:
    """The files of the zip by their paths in it."""
    with zipfile.ZipFile(project / "site.zip") as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def links(page: bytes) -> Iterator[tuple[str, str]]:
    """The links of a page, each with the kind of its element."""
    soup = BeautifulSoup(page, "lxml")
    for element in soup.find_all(True):
        for name in ("href", "xlink:href", "src", "action", "srcset", "data", "poster"):
            if name in element.attrs:
                yield element.name, element[name]
        if element.name == "meta" and element.get("http-equiv", "").lower() == "refresh":
            yield "refresh", element["content"].partition("url=")[2]


@pytest.mark.slow
def test_every_link_within_the_book_leads_to_a_file(files: dict[str, bytes]) -> None:
    assert all(name.startswith(f"{FOLDER}/") for name in files)
    followed_by_kind: dict[str, int] = {}
    for name, page in files.items():
        if not name.endswith(".html"):
            continue
        for kind, link in links(page):
            target = urlsplit(link)
            if target.scheme:
                assert target.scheme in {"http", "https", "mailto"}, link
                assert kind in {"a", "link"}, f"{name}: {link} would be fetched"
                continue
            assert not target.netloc
            path = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(target.path)))
                if target.path
                else name
            )
            assert path in files, f"{name}: {link}"
            followed_by_kind[kind] = followed_by_kind.get(kind, 0) + 1
    assert {"a", "link", "script", "refresh"} <= set(followed_by_kind)
    assert followed_by_kind["a"] > 500


@pytest.mark.slow
def test_no_style_sheet_fetches_from_elsewhere(files: dict[str, bytes]) -> None:
    sheets = [content.decode() for name, content in files.items() if name.endswith(".css")]
    assert sheets
    for sheet in sheets:
        assert "@import" not in sheet
        assert {start[:5].strip("\"'") for start in sheet.split("url(")[1:]} <= {"data", "data:", "#"}


@pytest.mark.slow
def test_public_addresses_stay(files: dict[str, bytes], project: Path) -> None:
    """What is copied, cited and found by machines is that of the published site, without names of files."""
    name = "small-print/1/index.html"
    copy, page = (
        BeautifulSoup(text, "lxml") for text in (files[f"{FOLDER}/{name}"], (project / "site" / name).read_bytes())
    )
    address = f"{PUBLIC}small-print/1/"
    assert copy.select_one("link[rel=canonical]")["href"] == address
    assert copy.select("meta") == page.select("meta")
    assert [script.string for script in copy.select("script")] == [script.string for script in page.select("script")]
    assert json.loads(copy.select_one("#gl-citing").string)["address"] == address
    assert f"{address}index.html".encode() not in b"".join(files.values())
    assert copy.get_text() == page.get_text()


@pytest.mark.slow
def test_the_copy_holds_all_pages_of_the_site(files: dict[str, bytes], project: Path) -> None:
    site = project / "site"
    built = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert {name.removeprefix(f"{FOLDER}/") for name in files if name.endswith(".html")} == built - {"404.html"}
    assert f"{FOLDER}/small-print/pages.json.js" in files
    assert f"{FOLDER}/small-print/anchors.json.js" in files


@pytest.mark.slow
def test_a_build_that_fails_leaves_the_old_zip(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (project / "site.zip").read_bytes()
    monkeypatch.chdir(project)
    settings = (project / "mkdocs.yml").read_bytes()
    (project / "mkdocs.yml").write_bytes(settings + b"no_such_setting: 1\n")
    result = CliRunner().invoke(main, ["build", "--offline-zip"])
    (project / "mkdocs.yml").write_bytes(settings)
    assert result.exit_code == 2
    assert (project / "site.zip").read_bytes() == before
    assert not list(project.glob(".incoming-*"))
