"""Published addresses on the pages of today: traces where an id has left, further ids, marks of what is unpublished."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup

from glossator.model import AnchorKind, Anchors, Trace
from glossator.render.plan import plan_edition
from glossator.render.site import build_site
from glossator.render.traces import fragment_of, name_of
from glossator.walk import all_units, flatten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.model import Edition

HOSTILE = "5.\"'><script>alert(1)</script>{{7*7}}&lt;"
slow = pytest.mark.slow


def build(root: Path, *editions: Edition) -> Path:
    (root / "mkdocs.yml").write_text("site_name: Site\ntheme: {name: material, font: false}\n", encoding="utf-8")
    build_site(root, editions, {})
    return root / "site"


@pytest.fixture(scope="module")
def published(handmade: Any) -> Edition:
    edition: Edition = handmade.published_edition()
    return edition


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, published: Edition) -> Path:
    """The site of the published edition."""
    return build(tmp_path_factory.mktemp("published"), published)


def soup(site: Path, name: str, slug: str = "published") -> Any:
    return BeautifulSoup((site / slug / name / "index.html").read_text(encoding="utf-8"), "lxml")


def pages(site: Path) -> Iterator[tuple[Path, BeautifulSoup]]:
    for page in sorted(site.rglob("index.html")):
        yield page, BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")


def ids(element: Any) -> list[str]:
    return [tag["id"] for tag in element.select("[id]")]


# --- traces ------------------------------------------------------------------------------------------------------


@slow
def test_a_trace_stands_behind_what_it_stood_behind(site: Path) -> None:
    page = soup(site, "1")
    assert page.find(id="p1.4").find_next_sibling()["id"] == "p1.4a"
    assert page.find(id="p1.4a").find_next_sibling()["id"] == "p1.20"
    assert page.find(id="p1.20").find_next_sibling()["id"] == "p1.5"
    assert page.find(id="s1.1").find_next("div")["class"][0] == "gl-text"
    assert page.find(id="s1.9").find_next_sibling()["id"] == "p1.8"  # the first paragraph of that section
    assert page.find(id="n4").find_next_sibling()["id"] == "n77"
    assert page.find(id="p1.11").find_next_sibling()["id"] == "page-17"


@slow
def test_a_trace_without_a_place_stands_at_the_beginning(site: Path) -> None:
    text = soup(site, "2").select_one(".gl-text")
    assert [element["id"] for element in text.find_all(recursive=False)][:2] == ["p2.40", "p2.1"]


@slow
def test_the_trace_of_a_note_stands_at_the_end_where_no_notes_are_left(site: Path) -> None:
    page = soup(site, "summary")
    assert page.select(".gl-note") == []
    assert [trace["id"] for trace in page.select(".gl-traces > .gl-trace")] == ["n78"]


@slow
@pytest.mark.parametrize(
    ("page", "ident", "words", "href"),
    [
        ("1", "p1.4a", "¶ 4a is no longer in the text. It was last published in version 1.", "../history/"),
        ("1", "p1.20", "¶ 20 is now part of 2. Hostile Text, ¶ 1.", "../2/#p2.1"),
        ("1", "s1.9", "§ 9 is no longer in the text. It was last published in version 3.", "../history/"),
        ("1", "n77", "Note 77 is no longer in the text. It was last published in version 3.", "../history/"),
        ("1", "page-17", "Page 17 has moved to 2. Hostile Text, page 17.", "../2/#page-17"),
        ("2", "p2.40", "¶ 40 has moved to Резюме, ¶ 2.40.", "../summary/#p2.40"),
        ("summary", "n78", "Note 78 is now part of 1. The Note at the Foot, note 4.", "../1/#n4"),
        ("6", "p6.1", "¶ 1 is now part of 1. The Note at the Foot, ¶ 4.", "../1/#p1.4"),
    ],
)
def test_a_trace_explains_and_leads_on(site: Path, page: str, ident: str, words: str, href: str) -> None:
    trace = soup(site, page).find(id=ident)
    assert trace["class"] == ["gl-trace"]
    assert trace["role"] == "note"
    assert trace.get_text().strip() == words
    assert [link["href"] for link in trace.select("a")] == [href]


@slow
def test_the_call_of_a_lost_note_leads_to_its_trace(site: Path) -> None:
    assert soup(site, "1").find(id="r77").find_parent("div")["id"] == "n77"


@slow
def test_traces_and_aliases_are_no_text_of_a_unit(site: Path, published: Edition) -> None:
    shown = {}
    for _, page in pages(site):
        for element in page.select(".gl-unit[id]"):
            for call in element.select(".gl-call"):
                call.decompose()
            assert element.select(".gl-trace") == []
            shown[element["id"]] = "".join(element.get_text().split())
    controls = {ord(letter): "\ufffd" for letter in "\x02\x03\x07"}
    wanted = {
        f"p{unit.id}": "".join(flatten(unit).text.translate(controls).split())
        for _, unit in all_units(published.document)
    }
    assert shown == wanted


@slow
def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    for path, page in pages(site):
        assert [ident for ident, times in Counter(ids(page)).items() if times > 1] == [], path


@slow
def test_every_published_address_resolves_where_it_was_published(site: Path, published: Edition) -> None:
    """On the page of each division that it was published on, its element is there."""
    there = {
        path.parent.relative_to(site / "published").as_posix(): set(ids(page))
        for path, page in pages(site / "published")
    }
    wanted = [
        (home, fragment_of(trace.kind, trace.id) or "top")
        for trace in published.anchors.traces
        for home in (trace.home,)
    ]
    wanted += [
        ("1", fragment_of(kind, ident))
        for kind, ident in [
            (AnchorKind.PARAGRAPH, "1.2a"),
            (AnchorKind.PARAGRAPH, "6.1"),
            (AnchorKind.NOTE, "n55"),
            (AnchorKind.SECTION, "1.s8"),
            (AnchorKind.PAGE, "page-14a"),
        ]
    ]
    assert len(wanted) == len(published.anchors.traces) + 5
    assert [(page, ident) for page, ident in wanted if ident not in there[page]] == []


@slow
def test_every_link_leads_somewhere(site: Path) -> None:
    known = {path: set(ids(page)) for path, page in pages(site)}
    checked = 0
    for path, page in pages(site):
        base = "http://site/" + path.relative_to(site).as_posix()
        for link in page.select(".gl-trace a, .gl-history a, .gl-retired a, .gl-footer a"):
            target, fragment = urldefrag(urljoin(base, link["href"]))  # type: ignore[type-var]
            if target.startswith("http://site/"):
                file = site / unquote(target.removeprefix("http://site/")) / "index.html"
                assert file in known, link
                assert not fragment or unquote(fragment) in known[file], link
                checked += 1
    assert checked > 40


# --- further ids -------------------------------------------------------------------------------------------------


@slow
def test_a_unit_begins_with_its_further_ids(site: Path) -> None:
    page = soup(site, "1")
    alias = page.find(id="p1.2a")
    assert alias.parent["id"] == "p1.2"
    assert alias["class"] == ["gl-alias"]
    assert alias["aria-label"] == "¶ 2a is now part of ¶ 2."
    assert alias.get_text() == ""
    number = page.find(id="p1.2").select_one(".gl-num")
    assert (number["data-n"], number["data-also"]) == ("2", ", 2a")
    assert page.find(id="p1.5").select_one(".gl-num")["data-also"] == ", 7.1"
    assert not page.find(id="p1.1").select_one(".gl-num").has_attr("data-also")


@slow
def test_notes_sections_and_pages_have_further_ids_too(site: Path) -> None:
    page = soup(site, "1")
    assert [page.find(id=ident).parent["id"] for ident in ("n55", "r55")] == ["n5", "n5"]
    assert page.find(id="s1.8").parent["id"] == "s1.2"
    assert page.find(id="page-14a").find_next_sibling()["id"] == "page-14"
    assert page.find(id="page-14").contents == []


# --- divisions that are gone -------------------------------------------------------------------------------------


@slow
def test_a_division_that_is_gone_keeps_its_page(site: Path) -> None:
    page = soup(site, "6")
    article = page.select_one("article")
    assert "It was last published in version 2." in article.get_text()
    assert [trace["id"] for trace in article.select(".gl-trace")] == ["p6.1", "p6.2"]
    assert page.select(".gl-turn") == []
    assert page.select(".md-nav--primary a[href='../6/'], .md-nav--primary [aria-current]") == []


@slow
def test_a_division_that_became_part_of_another_leads_on(site: Path) -> None:
    article = soup(site, "7").select_one("article")
    link = article.select_one(".gl-prose a")
    assert (link.get_text(), link["href"]) == ("1. The Note at the Foot", "../1/")


def test_pages_of_gone_divisions_are_outside_the_reading_order(published: Edition) -> None:
    plan = plan_edition(published)
    assert [page.address for page in plan.retired] == ["published/6/", "published/7/"]
    assert {page.address for page in plan.pages} & {page.address for page in plan.retired} == set()
    assert plan.pages[-1].address == "published/history/"


@pytest.mark.parametrize("home", ["..", "../other", "", "a/b", ".", "contents", "history", "page", "1", "a b"])
def test_no_page_is_made_outside_the_folder_or_over_another(published: Edition, home: str) -> None:
    traces = (Trace("x.1", AnchorKind.PARAGRAPH, home, None, None, "1"),)
    plan = plan_edition(published._replace(anchors=Anchors(("1",), traces=traces)))
    assert plan.retired == ()


# --- what is not published ---------------------------------------------------------------------------------------


def test_a_page_that_is_counted_anew_is_found_by_its_id_not_by_its_label(published: Edition) -> None:
    printed = plan_edition(published).printed
    one, other = list(printed)[:2]
    swapped = {one: f"page-{other}", other: f"page-{one}"}
    document = published.document
    renumbered = tuple(page._replace(id=swapped.get(page.label, page.id)) for page in document.pages)
    plan = plan_edition(published._replace(document=document._replace(pages=renumbered)))
    assert plan.units[f"page-{other}"] == plan.printed[one]
    assert plan.units[f"page-{other}"].endswith(f"#page-{other}")
    assert plan.units[f"page-{one}"] == plan.printed[other]


@slow
def test_what_is_not_published_is_marked(site: Path) -> None:
    page = soup(site, "1")
    assert [element["id"] for element in page.select("[data-unpublished]")] == ["p1.3", "p1.11", "n6"]
    marked = page.select("[data-provisional]")
    assert [element.get("href") or element.parent["id"] for element in marked] == ["#s1.1.1", "#p1.11", "n6"]
    assert all("provisional" in element["title"] for element in marked)


@slow
def test_without_a_version_each_page_says_once_that_addresses_are_provisional(built: Path) -> None:
    page = soup(built / "site", "1", "handmade")
    assert page.select("[data-unpublished], [data-provisional], .gl-trace, .gl-alias") == []
    assert page.get_text().count("are provisional") == 1
    assert not (built / "site" / "handmade" / "anchors.json").exists()
    assert not (built / "site" / "handmade" / "history").exists()


# --- hostile ids -------------------------------------------------------------------------------------------------


@slow
def test_hostile_ids_are_only_text(tmp_path: Path, published: Edition) -> None:
    kinds = [kind for kind in AnchorKind if kind is not AnchorKind.DIVISION]
    traces = [Trace(HOSTILE, kind, "1", HOSTILE, None, HOSTILE) for kind in kinds]
    traces += [Trace(f"{HOSTILE}2", kind, "1", "1.1", HOSTILE, HOSTILE) for kind in kinds]
    traces += [Trace("1.1", AnchorKind.PARAGRAPH, "1", "1.2", None, "1")] * 2  # which stands on the page itself
    traces += [Trace("1.1x", AnchorKind.PARAGRAPH, "1", "1.2", None, "1")] * 2
    traces += [Trace("top", AnchorKind.NOTE, "1", None, None, "1"), Trace("n3", AnchorKind.NOTE, "1", None, None, "1")]
    anchors = Anchors(
        versions=(HOSTILE, "2"),
        published=tuple(anchor._replace(history=((HOSTILE, "a"),)) for anchor in published.anchors.published),
        traces=tuple(traces),
        aliases={"1.1": (HOSTILE, "1.2", "1.1"), "1.3": (HOSTILE,), "n3": ("n4", HOSTILE)},
        provisional=frozenset({HOSTILE}),
    )
    site = build(tmp_path, published._replace(anchors=anchors))
    for path, page in pages(site):
        assert [script for script in page.find_all("script") if "alert(" in script.get_text()] == [], path
        assert [ident for ident, times in Counter(ids(page)).items() if times > 1] == [], path
    page = soup(site, "1")
    shown = {(trace.kind, trace.id) for trace in traces}
    shown -= {(AnchorKind.PARAGRAPH, "1.1"), (AnchorKind.NOTE, "top"), (AnchorKind.NOTE, "n3")}  # stand there
    shown -= {(AnchorKind.PARAGRAPH, HOSTILE), (AnchorKind.NOTE, HOSTILE)}  # units answer to them
    assert len(page.select(".gl-trace")) == len(shown)
    assert page.find(id="p1.1")["class"] == ["gl-unit"]
    assert "<script>alert(1)</script>" in page.select_one(".gl-trace").get_text()


@pytest.mark.parametrize(
    ("kind", "ident", "division", "name", "fragment"),
    [
        (AnchorKind.PARAGRAPH, "5.12", "5", "¶ 12", "p5.12"),
        (AnchorKind.PARAGRAPH, "5.12a", "7", "¶ 5.12a", "p5.12a"),
        (AnchorKind.PARAGRAPH, "2.1.4", "2", "¶ 2.1.4", "p2.1.4"),
        (AnchorKind.PARAGRAPH, "2.1.4", "2.1", "¶ 4", "p2.1.4"),
        (AnchorKind.SECTION, "5.s2", "5", "§ 2", "s5.2"),
        (AnchorKind.SECTION, "5.s2.s1", "5", "§ 2.1", "s5.2.1"),
        (AnchorKind.SECTION, "5.s2", "7", "§ 5.2", "s5.2"),
        (AnchorKind.NOTE, "n136", "5", "note 136", "n136"),
        (AnchorKind.NOTE, "n5.12", "5", "note 12", "n5.12"),
        (AnchorKind.NOTE, "n5.12", "7", "note 5.12", "n5.12"),
        (AnchorKind.PAGE, "page-89", "5", "page 89", "page-89"),
        (AnchorKind.DIVISION, "5", "5", "5", ""),
    ],
)
def test_names_and_fragments(kind: AnchorKind, ident: str, division: str, name: str, fragment: str) -> None:
    assert name_of(kind, ident, division) == name
    assert fragment_of(kind, ident) == fragment
