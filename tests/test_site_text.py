"""The text of every page of the site is the text of the document: nothing lost, nothing added, nothing twice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from glossator.build import build
from glossator.model import (
    BibliographyEntry,
    Citation,
    Division,
    DivisionKind,
    Edition,
    Heading,
    IndexEntry,
    IndexHeading,
    Text,
)
from glossator.walk import (
    all_divisions,
    all_runs,
    bibliography_of,
    flatten,
    flatten_lines,
    leaves,
    lines_of,
    plain_text,
)

FURNITURE = ".gl-call, .gl-num, .gl-page"  # calls, paragraph numbers and page breaks: no text of the book


class Site:
    """A built site and the edition that it shows."""

    def __init__(self, root: Path, edition: Edition) -> None:
        self.edition = edition
        self._folder = root / "site" / edition.metadata.id

    def page(self, name: str) -> Tag:
        soup = BeautifulSoup((self._folder / name / "index.html").read_text(encoding="utf-8"), "lxml")
        article = soup.find("article")
        assert isinstance(article, Tag)
        for element in article.select(FURNITURE):
            assert element.name == "a" or not element.get_text()
            element.decompose()
        return article


def _build(project_root: Path, folder: Path, slug: str) -> Site:
    for name in ("content", "templates", "bibliography"):
        shutil.copytree(project_root / name, folder / name)
    shutil.copy(project_root / "mkdocs.yml", folder)
    shared = project_root.parent / "shared" / "witnesses"
    if slug == "reiman" and shared.is_dir():
        for witness in shared.glob("*.md"):
            (folder / "content" / slug / "witnesses").mkdir(exist_ok=True)
            shutil.copy(witness, folder / "content" / slug / "witnesses")
    (loaded,) = build(folder, [slug], lambda line: None)
    assert isinstance(loaded.edition, Edition)
    return Site(folder, loaded.edition)


@pytest.fixture(scope="module", params=["small-print", pytest.param("reiman", marks=pytest.mark.monograph)])
def site(request: pytest.FixtureRequest, project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return _build(project_root, tmp_path_factory.mktemp("site"), request.param)


def words(text: str) -> str:
    """A text without its white space: where lines of a list or a verse meet, HTML and data differ in it."""
    return "".join(text.split())


def pages_of(divisions: tuple[Division, ...]) -> Iterator[Division]:
    for division in divisions:
        yield division
        if division.kind is DivisionKind.PART:
            yield from pages_of(division.divisions)


def inside(division: Division) -> Iterator[Division]:
    yield division
    for inner in division.divisions:
        if inner.kind is DivisionKind.SECTION:
            yield from inside(inner)


def test_each_paragraph_is_the_paragraph(site: Site) -> None:
    counted = 0
    for top in pages_of(site.edition.document.divisions):
        page = site.page(top.id)
        for division in inside(top):
            for block in division.blocks:
                if isinstance(block, (BibliographyEntry, IndexEntry, IndexHeading)):
                    continue
                element = page.find(id=f"p{block.id}")
                assert isinstance(element, Tag), block.id
                shown, wanted = element.get_text(), flatten(block).text
                if element.name == "p" and "gl-verse" not in element.get("class", []):
                    assert re.sub(r"\s+", " ", shown) == wanted, block.id
                else:
                    assert words(shown) == words(wanted), block.id
                counted += 1
    assert counted > 40


def test_each_page_holds_its_text_and_nothing_else(site: Site) -> None:
    notes = site.edition.document.notes
    for top in pages_of(site.edition.document.divisions):
        page = site.page(top.id)
        shown = words("".join(element.get_text() for element in page.select(".gl-text")))
        wanted = []
        for division in inside(top):
            for block in division.blocks:
                if isinstance(block, (BibliographyEntry, IndexEntry)):
                    wanted.append(flatten_lines([block.children]).text)
                elif not isinstance(block, IndexHeading):
                    wanted.append(flatten(block).text)
        assert shown == words("".join(wanted)), top.id
        bodies = [words(element.get_text()) for element in page.select(".gl-note-body")]
        own = [note for note in notes if note.division == top.id]
        texts = [words(flatten_lines(line for b in note.blocks for line in lines_of(b)).text) for note in own]
        assert bodies == texts, top.id
        labels = [element.get_text() for element in page.select(".gl-note-label")]
        assert labels == [note.label for note in own], top.id


def test_headings(site: Site) -> None:
    for top in pages_of(site.edition.document.divisions):
        page = site.page(top.id)
        titles = [words(element.get_text()) for element in page.find_all(re.compile("^h[1-6]$"))]
        for division in inside(top):
            wanted = words(f"{division.number or ''}{division.title}")
            assert any(title in (wanted, words(division.title)) for title in titles), division.id


def test_front_matter_and_contents(site: Site) -> None:
    document = site.edition.document
    front = site.page("front")
    shown = words("".join(element.get_text() for element in front.select(".gl-text")))
    wanted = "".join(
        plain_text(part.children) if isinstance(part, Heading) else flatten(part).text for part in document.front
    )
    assert shown == words(wanted)
    contents = site.page("contents")
    entries = [words(element.get_text()) for element in contents.select(".gl-contents > li")]
    assert len(entries) == len(document.contents)
    for element, entry in zip(entries, document.contents, strict=True):
        without_leaders = re.sub(r"[.…]{2,}|[.\s]+$", "", words(plain_text(entry.children)))
        assert element == without_leaders or words(entry.title) in element


def test_the_whole_document_is_on_the_site(site: Site) -> None:
    """Every leaf of text of the document is found on one of the pages."""
    document = site.edition.document
    names = [top.id for top in pages_of(document.divisions)]
    everything = words("".join(site.page(name).get_text() for name in [*names, "front", "contents"]))
    contents = {id(run) for entry in document.contents for run in [entry.children]}
    for run in all_runs(document):
        if id(run) in contents:
            continue
        text = words("".join(leaf.text for leaf in leaves(run) if isinstance(leaf, Text)))
        assert text in everything


def test_a_citation_is_a_link_around_exactly_its_words(site: Site) -> None:
    """All links and marks of a note together are its citations of works; web addresses inside stay what they are."""
    counted = 0
    by_note: dict[str, list[Citation]] = {}
    for citation in site.edition.citations:
        by_note.setdefault(citation.note, []).append(citation)
    notes = {note.id: note for note in site.edition.document.notes}
    for top in pages_of(site.edition.document.divisions):
        for element in site.page(top.id).select(".gl-note"):
            note = notes[element["id"]]
            text = flatten_lines(line for block in note.blocks for line in lines_of(block)).text
            own = [item for item in by_note.get(note.id, ()) if item.target.key or item.candidates]
            shown = [(link.get("href"), words(link.get_text())) for link in element.select(".gl-cite:not([tabindex])")]
            assert len(shown) == len(own), note.label
            for (href, passage), citation in zip(shown, own, strict=True):
                assert words(text[citation.start : citation.end]).startswith(passage), note.label
                assert href == (f"../bibliography/#{citation.target.key}" if citation.target.key else None)
                counted += 1
            if not element.select(".gl-note-body a:not(.gl-cite)"):
                parts = "".join(words(link.get_text()) for link in element.select(".gl-cite"))
                assert parts == "".join(words(text[item.start : item.end]) for item in own), note.label
    assert counted > 30


def test_a_printed_entry_stands_once_in_its_work(site: Site) -> None:
    page = site.page("bibliography")
    listed = {work.listed: work for work in site.edition.works if work.listed is not None}
    entries = list(bibliography_of(site.edition.document))
    assert len(page.select(".gl-work .gl-text")) == len(entries)
    for entry in entries:
        printed = page.find(id=f"b{entry.ordinal}")
        assert isinstance(printed, Tag)
        assert words(printed.get_text()) == words(flatten_lines([entry.children]).text)
        assert [around["id"] for around in printed.find_parents("li")] == [listed[entry.ordinal].key]


def test_every_citation_is_a_place_of_its_work(site: Site) -> None:
    page = site.page("bibliography")
    works = page.select(".gl-work")
    assert {work["id"] for work in works} == {work.key for work in site.edition.works}
    labels = {note.id: note.label for note in site.edition.document.notes}
    for work in works:
        own = [labels[item.note] for item in site.edition.citations if item.target.key == work["id"]]
        shown = [place.select("a")[1].get_text() for place in work.select(".gl-places li")]
        assert shown == [f"note {label}" for label in own], work["id"]
        assert work["data-times"] == str(len(own))


def test_every_division_has_its_place(site: Site) -> None:
    names = {top.id for top in pages_of(site.edition.document.divisions)}
    for division in all_divisions(site.edition.document):
        assert division.kind is DivisionKind.SECTION or division.id in names
