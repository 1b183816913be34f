"""Printed pages on the site: stubs, their list, neighbours, where a text begins, and links to a facsimile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from glossator.model import (
    Anchor,
    AnchorKind,
    Anchors,
    Certainty,
    Edition,
    Emphasis,
    Link,
    Page,
    PageBreak,
    Paragraph,
    Rend,
    Text,
)
from glossator.render import urls
from glossator.render.html import PageContext, inlines_html, markdown_text_html, unit_html
from glossator.render.passages import Cite, Marked
from glossator.render.plan import Plan, plan_edition
from glossator.render.printed_pages import (
    extent_words,
    first_and_last,
    neighbours_of,
    printed_page_files,
    printed_pages_view,
)
from glossator.render.templates import template_environment
from glossator.spans import Span

if TYPE_CHECKING:
    from glossator.render.printed_pages import Neighbours

SITE = "https://example.org/editions/"
PDF = "https://example.org/book.pdf?a=1&b=2#page={page+12}"
ADDRESS = "https://example.org/book.pdf?a=1&b=2#page=101"


def stubs(edition: Edition, tmp_path: Path, site_url: str | None = SITE) -> dict[str, str]:
    """Return the files beside the pages, by their path."""
    templates = template_environment(tmp_path, None)
    files = printed_page_files(edition, plan_edition(edition), templates, site_url)
    return {path: content.decode() for path, content in files}


def labelled(edition: Edition, *labels: str) -> Edition:
    """Return the edition with a document whose pages have these labels."""
    pages = tuple(Page(label, Span("A", 0, 0), Certainty.CERTAIN, (), blank=False) for label in labels)
    return edition._replace(document=edition.document._replace(pages=pages))


# --- stubs -----------------------------------------------------------------------------------------------------


def test_every_page_has_a_stub_blank_ones_too(edition: Edition, tmp_path: Path) -> None:
    files = stubs(edition, tmp_path)
    assert {path for path in files if path.endswith(".html")} == {
        f"handmade/page/{page.label}/index.html" for page in edition.document.pages
    }
    assert {page.label for page in edition.document.pages if page.blank} >= {"9", "24"}


def test_a_stub_leads_to_the_place_with_and_without_javascript(edition: Edition, tmp_path: Path) -> None:
    text = stubs(edition, tmp_path)["handmade/page/8/index.html"]
    page = BeautifulSoup(text, "lxml")
    assert text.startswith("<!doctype html>")
    assert page.title is not None
    assert page.title.get_text() == "Page 8, A Hand-made Book"
    assert page.select_one("p > a")["href"] == "../../intro/#page-8"  # type: ignore[index]
    assert page.select_one("noscript > meta")["content"] == "0; url=../../intro/#page-8"  # type: ignore[index]
    assert page.select_one("meta[name=robots]")["content"] == "noindex"  # type: ignore[index]
    assert page.select_one("link[rel=canonical]")["href"] == f"{SITE}handmade/intro/"  # type: ignore[index]
    assert len(text) < 1000


def test_without_the_address_of_the_site_no_canonical_link_is_made(edition: Edition, tmp_path: Path) -> None:
    assert "canonical" not in stubs(edition, tmp_path, None)["handmade/page/8/index.html"]


def test_the_title_of_a_book_is_escaped(edition: Edition, tmp_path: Path, handmade: Any) -> None:
    hostile = edition._replace(metadata=edition.metadata._replace(title=handmade.HOSTILE))
    page = BeautifulSoup(stubs(hostile, tmp_path)["handmade/page/8/index.html"], "lxml")
    assert len(page.select("script")) == 1
    assert "alert" not in page.select_one("script").get_text()  # type: ignore[union-attr]


@pytest.mark.parametrize("label", ["..", ".", "", "a/b", "../../x", "<b>", "a b"])
def test_a_label_never_leads_to_another_folder(label: str) -> None:
    *before, name, last = urls.printed_page("book", label).split("/")
    assert (before, last) == (["book", "page"], "")
    assert name not in {"", ".", ".."}


def test_where_pages_begin_stands_in_a_file(edition: Edition, tmp_path: Path) -> None:
    places = json.loads(stubs(edition, tmp_path)["handmade/pages.json"])
    assert [label for label, _ in places] == [page.label for page in edition.document.pages]
    assert dict(places)["12"] == "1/#page-12"


def test_a_book_without_printed_pages_has_no_such_files(edition: Edition, tmp_path: Path) -> None:
    unknown = edition._replace(document=edition.document._replace(divisions=(), notes=(), pages=()))
    assert stubs(unknown, tmp_path) == {}
    nowhere = edition._replace(document=edition.document._replace(divisions=(), notes=()))
    assert stubs(nowhere, tmp_path) == {}  # nothing stands on them
    assert extent_words(nowhere.document) == ""
    lost = unknown._replace(anchors=Anchors(versions=("1",), published=(page_anchor("7", "intro", None),)))
    assert "handmade/page/7/index.html" in stubs(lost, tmp_path)  # what was published stays


def published(edition: Edition, *anchors: Anchor) -> Edition:
    return edition._replace(anchors=Anchors(versions=("1",), published=anchors))


def page_anchor(label: str, home: str, now: str | None) -> Anchor:
    return Anchor(f"page-{label}", AnchorKind.PAGE, (home,), now, "", (("1", "0a"),))


def test_a_published_page_that_is_gone_keeps_a_stub_that_explains(edition: Edition, tmp_path: Path) -> None:
    gone = published(edition, page_anchor("99", "1", None), page_anchor("12", "1", "page-12"))
    page = BeautifulSoup(stubs(gone, tmp_path)["handmade/page/99/index.html"], "lxml")
    assert [link["href"] for link in page.select("a")] == ["../../1/#page-99", "../"]
    assert "no such page any more" in page.get_text()
    assert page.select("script, [http-equiv], [rel=canonical]") == []  # it stays where it is
    assert "no such page" not in stubs(gone, tmp_path)["handmade/page/12/index.html"]
    (former,) = printed_pages_view(gone, plan_edition(gone)).vanished
    assert (former.href, former.title) == ("99/", "99")


def test_a_published_page_that_became_another_leads_there(edition: Edition, tmp_path: Path) -> None:
    joined = published(edition, page_anchor("99", "1", "page-12"))
    page = BeautifulSoup(stubs(joined, tmp_path)["handmade/page/99/index.html"], "lxml")
    assert page.select_one("p > a")["href"] == "../../1/#page-12"  # type: ignore[index]


def test_a_page_that_is_counted_anew_keeps_its_old_address(edition: Edition, tmp_path: Path) -> None:
    pages = tuple(page._replace(id="page-99") if page.label == "12" else page for page in edition.document.pages)
    anew = edition._replace(document=edition.document._replace(pages=pages))
    files = stubs(published(anew, page_anchor("99", "1", "page-99")), tmp_path)
    for label in ("99", "12"):
        page = BeautifulSoup(files[f"handmade/page/{label}/index.html"], "lxml")
        assert page.select_one("p > a")["href"] == "../../1/#page-99"  # type: ignore[index]


def test_a_page_of_a_division_without_a_page_is_explained_without_a_link(edition: Edition, tmp_path: Path) -> None:
    gone = published(edition, page_anchor("99", "nowhere", None))
    page = BeautifulSoup(stubs(gone, tmp_path)["handmade/page/99/index.html"], "lxml")
    assert [link["href"] for link in page.select("a")] == ["../"]


# --- the list, and what the header knows ------------------------------------------------------------------------


def test_the_list_has_every_page_below_its_division(edition: Edition) -> None:
    view = printed_pages_view(edition, plan_edition(edition))
    assert view.extent == "7–24"
    assert [group.division.href for group in view.groups][:2] == ["../intro/", "../1/"]
    chapter = view.groups[1].pages
    assert [(page.label, page.href, page.remark) for page in chapter[:3]] == [
        ("9", "../1/#page-9", "without text"),
        ("10", "../1/#page-10", "without text"),
        ("11", "../1/#page-11", ""),
    ]


def test_roman_and_arabic_pages_are_told_apart(edition: Edition) -> None:
    document = labelled(edition, "v", "vi", "vii", "1", "2", "3").document
    assert first_and_last(document) == (("v", "vii"), ("1", "3"))
    assert extent_words(document) == "v–vii and 1–3"
    assert extent_words(labelled(edition, "1").document) == "1"
    assert extent_words(labelled(edition).document) == ""


def around(edition: Edition, address: str) -> tuple[list[str], list[str]]:
    found: Neighbours = neighbours_of(edition, plan_edition(edition))[address]
    return [one.label for one in found.before], [one.label for one in found.after]


def test_neighbours_cross_divisions_and_pass_over_pages_without_text(edition: Edition) -> None:
    assert around(edition, "handmade/intro/") == ([], ["11"])
    assert around(edition, "handmade/1/") == (["7", "8"], ["17"])
    assert around(edition, "handmade/index/") == (["19", "21"], [])
    assert around(edition, "handmade/part1/") == (["7", "8"], ["11"])  # on whose page none begins


def test_a_neighbour_has_its_link_and_its_facsimile(edition: Edition) -> None:
    pictured = edition._replace(metadata=edition.metadata._replace(facsimile=PDF))
    found = neighbours_of(pictured, plan_edition(pictured))["handmade/1/"]
    assert found.after[0].href == "../2/#page-17"
    assert found.after[0].facsimile.endswith("#page=29")
    assert neighbours_of(edition, plan_edition(edition))["handmade/1/"].after[0].facsimile == ""


# --- on a page of the text ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_text_and_note_says_on_which_page_it_begins(built: Path, edition: Edition) -> None:
    plan: Plan = plan_edition(edition)
    page = BeautifulSoup((built / "site" / "handmade" / "1" / "index.html").read_text(encoding="utf-8"), "lxml")
    texts = {text.select_one(".gl-unit")["id"]: text["data-begins"] for text in page.select("div.gl-text")}
    assert texts == {"p1.1": "11", "p1.8": "14", "p1.11": "14", "p1.12": "14"}
    assert texts == {fragment: plan.begins[fragment.removeprefix("p")] for fragment in texts}
    notes = {note["id"]: note.get("data-begins") for note in page.select(".gl-note")}
    assert notes == {"n3": "11", "n4": "12", "n5": "12", "n6": "14", "n7": "14"}
    front = (built / "site" / "handmade" / "front" / "index.html").read_text(encoding="utf-8")
    assert "data-begins" not in front


@pytest.mark.slow
def test_every_page_of_the_edition_has_the_way_to_printed_pages(built: Path) -> None:
    site = built / "site"
    for file in sorted((site / "handmade").rglob("index.html")):
        text = file.read_text(encoding="utf-8")
        if "md-header" not in text:
            continue  # a stub
        (box,) = BeautifulSoup(text, "lxml").select(".md-header .gl-goto")
        assert (file.parent / str(box["data-root"]) / "pages.json").is_file(), file
        assert (file.parent / str(box["data-file"])).is_file(), file
        (without,) = box.select("a.gl-goto-list")
        assert (file.parent / str(without["href"]) / "index.html").resolve() == site / "handmade/page/index.html", file
    assert "gl-goto" not in (site / "index.html").read_text(encoding="utf-8")


# --- facsimiles --------------------------------------------------------------------------------------------------


def break_(label: str = "89", certainty: Certainty = Certainty.CERTAIN) -> PageBreak:
    return PageBreak(label, certainty, 0)


def test_a_page_number_leads_to_the_facsimile() -> None:
    html = inlines_html((break_(),), PageContext(facsimile=PDF))
    page, link = BeautifulSoup(html, "lxml").find_all(["span", "a"])
    assert "gl-page--pictured" in page["class"]
    assert (link["href"], link["rel"], link["data-page"]) == (ADDRESS, ["noopener"], "89")
    assert (link["tabindex"], link["aria-hidden"]) == ("-1", "true")
    assert not page.contents
    assert not link.contents  # nothing to copy


def test_a_roman_page_has_no_link_where_pages_are_counted() -> None:
    html = inlines_html((break_("xii"),), PageContext(facsimile=PDF))
    assert "<a" not in html
    assert "pictured" not in html


def test_a_facsimile_is_never_a_link_inside_a_link() -> None:
    linked = Link("https://example.org/", (Text("two ", Span("A", 0, 4)), break_(), Text("words", Span("A", 4, 9))))
    html = inlines_html((linked,), PageContext(facsimile=PDF))
    assert len(BeautifulSoup(html, "lxml").find_all("a")) == 1
    assert "pictured" not in html


@pytest.mark.parametrize("rend", [None, Rend.ITALIC])
def test_it_stands_behind_a_citation_that_a_page_cuts(rend: Rend | None) -> None:
    words = (Text("A Book", Span("A", 0, 6)), break_(), Text("of Ours", Span("A", 6, 13)))
    unit = Paragraph((Emphasis(rend, words),) if rend else words, (Span("A", 0, 13),), "1.1", "1")
    cite = Cite("#book", "")
    context = PageContext(marked={"1.1": (Marked(0, 13, cite),)}, facsimile=PDF)
    html = unit_html(unit, context)
    assert 'of Ours</em></a><a class="gl-facsimile"' in html or 'of Ours</a><a class="gl-facsimile"' in html
    assert html.count("gl-facsimile") == 1


def test_an_address_is_safe_in_html_and_in_markdown() -> None:
    context = PageContext(facsimile="https://example.org/a_b_{page}?x='*y*'&z=1")
    html = inlines_html((break_(),), context, markdown_text_html)
    (link,) = BeautifulSoup(html, "lxml").find_all("a")
    assert link["href"] == "https://example.org/a_b_89?x='*y*'&z=1"
