"""The built site: its pages, what they hold, and that a failed build leaves the old ones."""

from __future__ import annotations

import hashlib
import logging
import shutil
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
    return soup(built, address).select_one(".md-content__inner")


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
    assert shelf.select_one(".gl-book img")["src"] == "handmade/cover.svg"
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
    assert [words(count.get_text()) for count in page.select(".gl-counts li")] == [
        "18 printed pages",
        "18 paragraphs",
        "9 notes",
        "4 works",
    ]
    assert page.select_one(".gl-resume[hidden]")["data-book"] == "handmade"
    cover = page.select_one("img.gl-cover")
    assert (cover["src"], cover["alt"]) == ("cover.svg", "")
    assert (built / "site" / "handmade" / "cover.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_the_title_page_has_the_contents_with_printed_pages(built: Path) -> None:
    outline = content(built, "handmade").select_one(".gl-outline > ol")
    lines = [(words(line.get_text()), line["href"], len(line.find_parents("ol"))) for line in outline.select("a")]
    assert lines[:6] == [
        ("Introduction, page 7", "intro/", 1),
        ("I. The Only Part, page 9", "part1/", 1),
        ("1. The Note at the Foot, page 11", "1/", 2),
        ("Where It Stood, page 14", "1/#s1.1", 3),
        ("A Section in a Section, page 14", "1/#s1.1.1", 4),
        ("A “Heading” with a Note, page 14", "1/#s1.2", 3),
    ]
    assert outline.select_one("[lang=ru]").get_text() == "Резюме"


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
        "Introduction, page 7",
        "I. The Only Part, page 9",
        "1. The Note at the Foot, page 11",
        "2. Hostile Text, page 17",
        "Резюме, page 19",
        "Bibliography, page 21",
        "Index, page 23",
    ]
    assert [words(link.get_text()) for link in page.select("[aria-current=page]")] == ["2. Hostile Text, page 17"]


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
            file = root / unquote(target.removeprefix("http://site/").partition("?")[0])
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file() or (fragment and unquote(fragment) not in ids.get(file, set())):
                dead.append((base, str(link)))
    assert [found for found in dead if "edition.schema.json" not in found[1]] == []


def test_nothing_is_fetched_from_elsewhere(built: Path) -> None:
    for page in [*pages(built), built / "site" / "404.html"]:
        html = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
        sources = [
            tag.get("src") or tag.get("href")
            for tag in html.select("script, img, iframe, link:not([rel=canonical], [rel^='schema.'])")  # both are names
        ]
        sources = [source for source in sources if source]
        assert [source for source in sources if "//" in source] == [], page


def test_every_work_stands_on_the_bibliography_page(built: Path) -> None:
    page = content(built, "handmade/bibliography")
    works = page.select(".gl-work")
    assert [work["id"] for work in works] == ["author1901book", "author1902book", "work-b2", "work-notes"]
    assert [work.has_attr("data-listed") for work in works] == [True, True, False, False]
    assert [work["data-times"] for work in works] == ["1", "0", "1", "3"]
    assert words(works[0].select_one(".gl-reference").get_text()) == "First, Author. A Book. Town: House, 1901."
    assert [words(heading.get_text()) for heading in page.select("h2")] == [
        "Which chapters lean on which works",
        "In the printed bibliography",
        "Not in the printed bibliography",
    ]


def test_printed_entries_keep_their_words_and_addresses(built: Path) -> None:
    page = content(built, "handmade/bibliography")
    printed = {element["id"]: words(element.get_text()) for element in page.select(".gl-work .gl-text")}
    assert printed == {"b1": "Author, First: A Book, Town 1901.", "b2": "Author, Second: Another Book, Town 1902."}
    assert page.find(id="b1").find_parent("li")["id"] == "author1901book"


def test_works_are_marked(built: Path) -> None:
    page = content(built, "handmade/bibliography")
    marks = {work["id"]: [mark.get_text() for mark in work.select(".gl-mark")] for work in page.select(".gl-work")}
    assert marks == {
        "author1901book": [],
        "author1902book": ["never cited in the notes", "draft – not checked by an editor"],
        "work-notes": ["not in the printed bibliography"],
        "work-b2": ["not in the printed bibliography"],
    }


def test_a_work_shows_every_place_that_cites_it(built: Path) -> None:
    work = content(built, "handmade/bibliography").find(id="work-notes")
    assert words(work.summary.get_text()) == "Cited 3 times: Introduction, 1 (2)"
    first, second, third = work.select(".gl-places li")
    assert words(first.get_text()).startswith("Introduction, ¶ 2 · p. 8 · note 2 It has few pages, but they are")
    assert [link["href"] for link in second.select("a")] == ["../1/#p1.1", "../1/#n3"]
    assert "another edition; the part “this”" in second.get_text()
    assert "1, ¶ 2 · p. 12 · note 4 · cites p. 3" in words(third.get_text())


def test_corrections_are_told(built: Path, handmade: Any) -> None:
    work = content(built, "handmade/bibliography").find(id="work-b2")
    told = words(work.select_one(".gl-correction").get_text())
    hostile = words(handmade.HOSTILE.translate(dict.fromkeys((2, 3, 7), "\ufffd")))
    assert told == f"Corrected title: the book prints “{hostile}” ({hostile})"


def test_the_picture_has_words_and_a_table(built: Path) -> None:
    page = content(built, "handmade/bibliography")
    picture = page.select_one("svg[role=img]")
    assert picture.find("title").get_text()
    assert "Third, A Book about Notes: 3 citations, most of them in chapter 1 (2)." in picture.find("desc").get_text()
    named = [page.find(id=ident).name for ident in picture["aria-labelledby"].split()]
    assert named == ["title", "desc"]
    rows = [[words(cell.get_text()) for cell in row.select("th, td")] for row in page.select(".gl-matrix-table tr")]
    assert rows == [
        ["Work", "Introduction", "1", "2", "All"],
        ["Third, A Book about Notes", "1", "2", "", "3"],
        ["2 other works", "1", "", "1", "2"],
        ["All works", "2", "2", "1", "5"],
    ]
    assert page.select_one(".gl-matrix-names a")["href"] == "#work-notes"


def test_citations_lead_to_their_works(built: Path) -> None:
    notes = {note["id"]: note for note in content(built, "handmade/1").select(".gl-note")}
    links = [(words(link.get_text()), link["href"]) for link in notes["n3"].select(".gl-note-body a")]
    work = "../bibliography/#work-notes"
    assert links == [("Called twice, see", work), ("this", "https://example.org/"), (".", work)]
    assert [link.get("tabindex") for link in notes["n3"].select("a.gl-cite")] == [None, "-1"]
    (ibid,) = notes["n4"].select("a.gl-cite")
    assert str(ibid.em) == "<em>Ibid.</em>"
    assert notes["n5"].select("a.gl-cite") == []
    assert notes["n5"].select_one(".gl-cite--open")["title"].startswith("Not identified. It may be: First, A Book; or ")
    assert notes["n6"].select(".gl-cite") == []


def test_a_page_holds_each_reference_for_its_previews_once(built: Path) -> None:
    references = content(built, "handmade/1").select("template.gl-references > div")
    assert [(reference["data-work"], reference["data-times"]) for reference in references] == [("work-notes", "3")]
    assert content(built, "handmade/summary").select("template") == []


def test_an_edition_without_printed_bibliography_has_the_page_too(tmp_path: Path, edition: Edition) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    divisions = tuple(part for part in edition.document.divisions if part.id != "bibliography")
    works = tuple(work._replace(listed=None, as_printed=None) for work in edition.works)
    document = edition.document._replace(divisions=divisions)
    build_site(tmp_path, (edition._replace(document=document, works=works),), {})
    page = content(tmp_path, "handmade/bibliography")
    assert len(page.select(".gl-work")) == 4
    assert [words(heading.get_text()) for heading in page.select("h2")][1:] == ["Works cited"]
    assert [turn["href"] for turn in page.select(".gl-turn a")] == ["../summary/", "../index/"]


def test_a_second_bibliography_keeps_its_page(tmp_path: Path, edition: Edition) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    *before, first, index = edition.document.divisions
    one, two = first.blocks
    second = first._replace(id="bibliography-2", title="Sources", blocks=(two,))
    divisions = (*before, first._replace(blocks=(one,)), second, index)
    works = (edition.works[0], edition.works[1]._replace(as_printed="As printed."), *edition.works[2:])
    build_site(tmp_path, (edition._replace(document=edition.document._replace(divisions=divisions), works=works),), {})
    page = content(tmp_path, "handmade/bibliography")
    assert [element["id"] for element in page.select(".gl-text")] == ["b1"]
    assert words(page.select_one("#author1902book .gl-printed").get_text()) == "Printed: As printed."
    assert [work["id"] for work in page.select("#unlisted ~ .gl-works .gl-work")] == ["work-b2", "work-notes"]
    assert [entry["id"] for entry in content(tmp_path, "handmade/bibliography-2").select(".gl-entry")] == ["b2"]


def test_an_edition_without_works_has_its_printed_bibliography(tmp_path: Path, edition: Edition) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    build_site(tmp_path, (edition._replace(works=(), citations=()),), {})
    page = content(tmp_path, "handmade/bibliography")
    assert [entry["id"] for entry in page.select("li.gl-entry")] == ["b1", "b2"]
    assert page.select(".gl-work, h2, svg") == []


def test_canonical_addresses_are_full(built: Path) -> None:
    link = soup(built, "handmade/1").select_one("link[rel=canonical]")
    assert link is not None
    assert link["href"] == "https://example.org/editions/handmade/1/"


def test_data_files_stand_where_they_were_meant(built: Path) -> None:
    assert (built / "site" / "handmade" / "edition.json").read_bytes() == b"{}\n"


def test_two_builds_give_the_same_bytes(
    built: Path, tmp_path: Path, handmade: Any, edition: Edition, lost: MissingWitness
) -> None:
    (tmp_path / "mkdocs.yml").write_bytes((built / "mkdocs.yml").read_bytes())
    build_site(tmp_path, (edition, lost), handmade.handmade_files())
    assert digests(tmp_path / "site") == digests(built / "site")


def test_plain_mkdocs_makes_the_same_pages(
    built: Path,
    tmp_path: Path,
    handmade: Any,
    edition: Edition,
    lost: MissingWitness,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(site_module._Shortcuts, "apply", lambda self, config: None)
    (tmp_path / "mkdocs.yml").write_bytes((built / "mkdocs.yml").read_bytes())
    build_site(tmp_path, (edition, lost), handmade.handmade_files())
    shutil.rmtree(tmp_path / "site" / "assets" / "javascripts")  # the theme's, which no page loads
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
