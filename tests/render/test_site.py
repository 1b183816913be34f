"""The built site: its pages, what they hold, and that a failed build leaves the old ones."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup

from glossator.diagnostics import GlossatorError
from glossator.render import site as site_module
from glossator.render.site import build_site
from glossator.walk import all_units, flatten

if TYPE_CHECKING:
    from glossator.edition import MissingWitness
    from glossator.model import Edition

pytestmark = pytest.mark.slow


def soup(built: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((built / "site" / address / "index.html").read_text(encoding="utf-8"), "lxml")


def content(built: Path, address: str) -> Any:
    return soup(built, address).select_one("article")


def words(text: str) -> str:
    return " ".join(text.split())


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def pages(built: Path) -> list[Path]:
    return sorted((built / "site").rglob("index.html"))


def test_the_shelf_shows_every_book(built: Path) -> None:
    shelf = content(built, "")
    assert shelf.select_one(".gl-book a")["href"] == "handmade/"
    missing = shelf.select_one(".gl-book--missing")
    assert "is in none of its places" in missing.get_text()
    assert "Put it there." in missing.get_text()
    assert missing.select("a") == []


def test_the_title_page_tells_everything(built: Path) -> None:
    page = content(built, "handmade")
    text = words(page.get_text())
    for expected in ("A Hand-made Book", "With One of Everything", "No Body and Some One", "Nowhere & Sons", "Utopia"):
        assert expected in text
    assert "You may share it." in text
    links = {link.get_text(): link["href"] for link in page.select("a")}
    assert links["CC BY 4.0"] == "https://creativecommons.org/licenses/by/4.0/"
    assert links["10.0000/handmade"] == "https://doi.org/10.0000/handmade"
    assert links["Begin reading"] == "intro/"
    assert links["Contents"] == "contents/"
    assert links["The whole edition as data (JSON)"] == "edition.json"
    assert "https://example.org/editions/handmade/" in text


def test_the_contents_lead_to_divisions_and_sections(built: Path) -> None:
    lines = content(built, "handmade/contents").select(".gl-contents li")
    found = [(words(line.get_text()), (line.a or {}).get("href")) for line in lines]
    assert found[0] == ("Introduction 7", "../intro/")
    assert found[3] == ("Where It Stood 14", "../1/#s1.1")
    assert found[5] == ("3. A Chapter That Is Lost 18", None)


def test_every_unit_stands_on_the_site_with_its_text(built: Path, edition: Edition) -> None:
    elements = {}
    for page in pages(built):
        for element in BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").select(".gl-unit[id]"):
            for call in element.select(".gl-call"):
                call.decompose()
            elements[element["id"]] = words(element.get_text())
    controls = {ord(letter): "\ufffd" for letter in "\x02\x03\x07"}
    expected = {f"p{unit.id}": words(flatten(unit).text.translate(controls)) for _, unit in all_units(edition.document)}
    assert elements == expected


def test_a_chapter_has_its_sections_and_notes(built: Path) -> None:
    page = content(built, "handmade/1")
    headings = [(heading.name, heading["id"], words(heading.get_text())) for heading in page.select("h1, h2, h3")]
    assert headings == [
        ("h1", "top", "1 The Note at the Foot"),
        ("h2", "s1.1", "Where It Stood"),
        ("h3", "s1.1.1", "A Section in a Section"),
        ("h2", "s1.2", "A “Heading” with a Note7"),
        ("h2", "notes", "Notes"),
    ]
    notes = page.select("section[role=doc-endnotes] > [role=doc-footnote]")
    assert [note["id"] for note in notes] == ["n3", "n4", "n5", "n6", "n7"]
    assert [note.select_one(".gl-note-label").get_text() for note in notes] == ["3", "4", "5", "6", "7"]
    assert [back["href"] for back in notes[0].select("[role=doc-backlink]")] == ["#r3", "#r3-call2"]
    assert len({back["aria-label"] for back in page.select("[role=doc-backlink]")}) == 6


def test_the_side_contents_hold_the_sections_in_plain_words(built: Path) -> None:
    links = soup(built, "handmade/1").select(".gl-nav-contents a")
    assert [(words(link.get_text()), link["href"]) for link in links] == [
        ("Where It Stood", "#s1.1"),
        ("A Section in a Section", "#s1.1.1"),
        ("A “Heading” with a Note", "#s1.2"),
        ("Notes", "#notes"),
    ]


def test_the_navigation_shows_this_book_only(built: Path) -> None:
    page = soup(built, "handmade/2")
    here = page.select(".md-nav--primary > ul > li > a")
    assert [words(link.get_text()) for link in here] == [
        "All editions",
        "Contents",
        "Front matter",
        "Introduction",
        "I. The Only Part",
        "1. The Note at the Foot",
        "2. Hostile Text",
        "Резюме",
        "Bibliography",
        "Index",
    ]
    assert [words(link.get_text()) for link in page.select("[aria-current=page]")] == ["2. Hostile Text"]


def test_previous_and_next_stay_inside_the_book(built: Path) -> None:
    def turns(address: str) -> list[tuple[str, str]]:
        return [(link["rel"][0], link["href"]) for link in content(built, address).select(".gl-turn a")]

    assert turns("handmade") == [("next", "contents/")]
    assert turns("handmade/1") == [("prev", "../part1/"), ("next", "../2/")]
    assert turns("handmade/index") == [("prev", "../bibliography/")]


def test_a_part_lists_its_chapters(built: Path) -> None:
    links = content(built, "handmade/part1").select(".gl-contents a")
    assert [link["href"] for link in links] == ["../1/", "../2/"]


def test_another_language_is_marked(built: Path) -> None:
    page = content(built, "handmade/summary")
    assert page.h1["lang"] == "ru"
    assert page.select_one(".gl-text")["lang"] == "ru"
    assert content(built, "handmade/1").select_one(".gl-text")["lang"] == "en"


def test_the_index_is_grouped_by_letter(built: Path) -> None:
    page = content(built, "handmade/index")
    assert [heading["id"] for heading in page.select("h2")] == ["letter-a", "letter-r"]
    assert [entry["id"] for entry in page.select("li.gl-entry")] == ["i1", "i2", "i3"]
    assert [link["href"] for link in page.select(".gl-letters a")] == ["#letter-a", "#letter-r"]


def test_every_printed_page_has_one_place(built: Path, edition: Edition) -> None:
    found = Counter(
        mark["data-page"]
        for page in pages(built)
        for mark in BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").select(".gl-page[id]")
    )
    assert found == Counter(page.label for page in edition.document.pages)


def test_hostile_text_is_only_text(built: Path, handmade: Any) -> None:
    for page in pages(built):
        html = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
        assert not [script for script in html.find_all("script") if "alert(" in script.get_text()]
        assert not html.select("[onclick], [href^='javascript:']")
    section = content(built, "handmade/2").select_one("h2")
    assert words(section.get_text()) == words(handmade.HOSTILE.translate(dict.fromkeys((2, 3, 7), "\ufffd")))


def test_no_id_stands_twice_on_a_page(built: Path) -> None:
    for page in pages(built):
        html = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
        repeated = [name for name, times in Counter(tag["id"] for tag in html.select("[id]")).items() if times > 1]
        assert repeated == [], page


def test_every_link_inside_the_site_leads_somewhere(built: Path) -> None:
    root = built / "site"
    ids = {
        page: {tag["id"] for tag in BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").select("[id]")}
        for page in pages(built)
    }
    dead = []
    for page in ids:
        base = "http://site/" + page.relative_to(root).as_posix()
        for link in BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").select("a[href], link[href], script[src]"):
            target, fragment = urldefrag(urljoin(base, str(link.get("href") or link.get("src"))))
            if not target.startswith("http://site/"):
                continue
            file = root / unquote(target.removeprefix("http://site/"))
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file() or (fragment and unquote(fragment) not in ids.get(file, set())):
                dead.append((base, str(link)))
    assert [found for found in dead if "edition.schema.json" not in found[1]] == []


def test_nothing_is_fetched_from_elsewhere(built: Path) -> None:
    for page in [*pages(built), built / "site" / "404.html"]:
        html = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
        sources = [
            tag.get("src") or tag.get("href") for tag in html.select("script, img, iframe, link:not([rel=canonical])")
        ]
        sources = [source for source in sources if source]
        assert [source for source in sources if "//" in source] == [], page


def test_canonical_addresses_are_full(built: Path) -> None:
    link = soup(built, "handmade/1").select_one("link[rel=canonical]")
    assert link is not None
    assert link["href"] == "https://example.org/editions/handmade/1/"


def test_search_leads_to_paragraphs_and_notes(built: Path) -> None:
    index = json.loads((built / "site" / "search" / "search_index.json").read_text(encoding="utf-8"))
    entries = {entry["location"]: entry for entry in index["docs"]}
    assert entries["handmade/1/#p1.1"]["title"] == "¶ 1, page 11"
    assert entries["handmade/1/#p1.2"]["title"] == "¶ 2, page 12"
    assert entries["handmade/1/#n4"]["title"] == "Note 4"
    assert entries["handmade/1/"]["title"] == "1. The Note at the Foot"
    assert "<" not in entries["handmade/2/#p2.1"]["text"]


def test_data_files_stand_where_they_were_meant(built: Path) -> None:
    assert (built / "site" / "handmade" / "edition.json").read_bytes() == b"{}\n"


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path, edition: Edition, lost: MissingWitness) -> None:
    (tmp_path / "mkdocs.yml").write_bytes((built / "mkdocs.yml").read_bytes())
    build_site(tmp_path, (edition, lost), {"handmade/edition.json": b"{}\n"})
    assert digests(tmp_path / "site") == digests(built / "site")


def test_plain_mkdocs_makes_the_same_pages(
    built: Path, tmp_path: Path, edition: Edition, lost: MissingWitness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_module._Shortcuts, "apply", lambda self, config: None)
    (tmp_path / "mkdocs.yml").write_bytes((built / "mkdocs.yml").read_bytes())
    build_site(tmp_path, (edition, lost), {"handmade/edition.json": b"{}\n"})
    assert digests(tmp_path / "site") == digests(built / "site")


def test_a_failed_build_leaves_the_old_site(tmp_path: Path, edition: Edition) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nno_such_setting: 1\n", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("old", encoding="utf-8")
    with pytest.raises(GlossatorError, match="no_such_setting"):
        build_site(tmp_path, (edition,), {})
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["index.html"]


def test_mkdocs_keeps_silent(tmp_path: Path, edition: Edition, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    build_site(tmp_path, (edition,), {})
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("mkdocs").propagate


def test_an_edition_can_have_templates_of_its_own(tmp_path: Path, edition: Edition, handmade: Any) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    own = tmp_path / "content" / "handmade" / "templates"
    own.mkdir(parents=True)
    (own / "contents.md.j2").write_text("# Other {#contents}\n\n<p>{{ lines | length }} lines</p>\n", encoding="utf-8")
    other = edition._replace(metadata=handmade.handmade_metadata("other"))
    build_site(tmp_path, (edition, other), {})
    assert "7 lines" in content(tmp_path, "handmade/contents").get_text()
    assert content(tmp_path, "other/contents").select(".gl-contents li") != []


def test_the_projects_assets_and_theme_lie_over_the_programs(tmp_path: Path, edition: Edition) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nextra_css: [assets/own.css]\n", encoding="utf-8")
    (tmp_path / "templates" / "assets").mkdir(parents=True)
    (tmp_path / "templates" / "assets" / "own.css").write_text("p { color: red }", encoding="utf-8")
    (tmp_path / "templates" / "theme" / "partials").mkdir(parents=True)
    (tmp_path / "templates" / "theme" / "partials" / "footer.html").write_text(
        "<footer>Mine</footer>", encoding="utf-8"
    )
    build_site(tmp_path, (edition,), {})
    assert (tmp_path / "site" / "assets" / "own.css").is_file()
    assert "<footer>Mine</footer>" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("template", ["# {{ no_such_name }}", "# {% if %}"])
def test_a_template_that_cannot_be_used_is_an_error_with_its_place(
    tmp_path: Path, edition: Edition, template: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "contents.md.j2").write_text(template, encoding="utf-8")
    with pytest.raises(GlossatorError) as error:
        build_site(tmp_path, (edition,), {})
    assert "contents.md.j2:1" in str(error.value)


def test_an_empty_shelf_is_a_site_too(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    build_site(tmp_path, (), {})
    assert "no edition on this shelf" in content(tmp_path, "").get_text()
