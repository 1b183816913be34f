"""The apparatus at its places, and the page that lists all readings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from glossator.model import ApparatusEntry, Covered, Edition, Extent, Reading, Witness
from glossator.render.apparatus_page import apparatus_view
from glossator.render.divisions import division_view
from glossator.render.naming import named_persons, names_on_page
from glossator.render.plan import plan_edition
from glossator.render.readings import entry_html, readings_on_page, unit_texts
from glossator.render.site import build_site
from glossator.render.views import ApparatusView, DivisionView
from glossator.render.works import cited_works

SETTINGS = Path(__file__).parents[2] / "mkdocs.yml"
OTHERS = (
    Witness("B", "b.md", "fedcba9876543210" * 4, "plain", ""),
    Witness("C", "c.md", "1" * 64, "plain", ""),
    Witness("D", "d.md", "2" * 64, "plain", ""),
)
HOSTILE = "<script>alert(1)</script> & \x02"


def entry(unit: str, lemma: str, *readings: tuple[str, str], start: int = 0) -> ApparatusEntry:
    made = tuple(Reading(siglum, text, ()) for siglum, text in readings)
    return ApparatusEntry(unit, start, start + len(lemma), lemma, (), made)


@pytest.fixture(scope="module")
def edition(handmade: Any) -> Edition:
    """The hand-made edition with three further witnesses; of the last one nothing could be compared."""
    base = handmade.handmade_edition()
    return base._replace(
        witnesses=(*base.witnesses, *OTHERS),
        apparatus=(
            entry("intro.1", "This", ("B", "That"), ("C", "That")),
            entry("intro.1", "", ("B", "rather"), start=12),
            entry("1", "Note", ("B", "Notes"), start=4),
            entry("1.s2", "Heading", ("B", HOSTILE), start=3),
            entry("1.6", "The foot", ("B", "")),
            entry("n1", "A note", ("B", "The note"), ("C", "One note")),
            entry("n2", "", ("C", "The")),
        ),
        extents=(
            Extent("B", (Covered("intro", 2, 2, 2, 2), Covered("1", 3, 11, 1, 5)), ("1.2", "n4")),
            Extent("C", (Covered("intro", 1, 2, 0, 2),), ()),
        ),
    )


def view_of(edition: Edition, address: str) -> DivisionView:
    plan = plan_edition(edition)
    page = next(page for page in plan.pages if page.address == address)
    names = names_on_page(plan, page, named_persons(edition, plan))
    return division_view(edition, plan, page, cited_works(edition, plan), names)


def page_view(edition: Edition) -> ApparatusView:
    plan = plan_edition(edition)
    page = next(page for page in plan.pages if page.kind == "apparatus")
    return apparatus_view(edition, plan, page)


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def seen(html: str) -> str:
    """Return what is seen of some HTML."""
    tree = soup(html)
    for unseen in tree.select(".gl-unseen"):
        unseen.extract()
    return " ".join(tree.get_text().split())


# --- entries -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (entry("u", "old", ("B", "cold"), start=4), "old A] cold B"),
        (entry("u", "old", ("B", "cold"), ("C", "cold")), "old A] cold B C"),
        (entry("u", "old", ("B", "cold"), ("C", "bold")), "old A] cold B bold C"),
        (entry("u", "old", ("B", "")), "old A] omitted B"),
        (entry("u", "", ("B", "very"), start=3), "The A] The very B"),
        (entry("u", "", ("B", "See"), start=0), "The A] See The B"),
        (entry("u", "1 2 3 4 5 6 7 8 9", ("B", "")), "1 2 3 4 5 6 7 8 9 A] omitted B"),
        (entry("u", "1 2 3 4 5 6 7 8 9 10", ("B", "")), "1 2 3 … 8 9 10 A] omitted B"),
        (entry("u", "old", ("B", HOSTILE)), "old A] <script>alert(1)</script> & \ufffd B"),
    ],
)  # fmt: skip
def test_an_entry_in_the_classic_form(edition: Edition, made: ApparatusEntry, shown: str) -> None:
    html = entry_html(made, "The old tower fell.", edition.witnesses)
    assert seen(html) == shown
    assert soup(html).find("script") is None


def test_sigla_are_explained_and_parted_from_the_words(edition: Edition) -> None:
    html = entry_html(entry("u", "old", ("B", "cold")), "The old tower fell.", edition.witnesses)
    assert [one["title"] for one in soup(html).select("abbr.gl-siglum")] == [
        "witness A, the base text (SHA-256 0123456789ab…)",
        "witness B (SHA-256 fedcba987654…)",
    ]
    heard = soup(html)
    for unheard in heard.select("[aria-hidden=true]"):
        unheard.extract()
    assert " ".join(heard.get_text().split()) == "old in A cold in B"


def test_words_of_any_direction_stand_apart(edition: Edition) -> None:
    html = entry_html(entry("u", "מגדל", ("B", "מגדלים")), "מגדל", edition.witnesses)
    assert [one.get_text() for one in soup(html).select("bdi")] == ["מגדל", "מגדלים"]


# --- at their places -----------------------------------------------------------------------------------------------


def test_readings_stand_behind_their_paragraph(edition: Edition) -> None:
    body = soup(view_of(edition, "handmade/intro/").sections[0].body)
    box = body.find(id="pintro.1").find_next_sibling()
    assert isinstance(box, Tag)
    assert box["class"] == ["gl-apparatus"]
    assert box["role"] == "note"
    assert [seen(str(one)) for one in box.select("li")] == ["This A] That B C", "is A] is rather B"]
    assert box.select_one("a")["href"] == "../apparatus/#readings-intro.1"
    assert len(body.select(".gl-apparatus")) == 1
    assert body.find(id="pintro.1").select(".gl-apparatus") == []


def test_readings_of_a_note_stand_outside_what_previews_copy(edition: Edition) -> None:
    view = view_of(edition, "handmade/intro/")
    assert seen(view.notes[0].readings) == "Readings A note A] The note B One note C"
    assert "gl-apparatus" not in view.notes[0].body
    assert seen(view.notes[1].readings) == "Readings First A] The First C"


def test_readings_of_headings_stand_before_the_text_below_them(edition: Edition) -> None:
    view = view_of(edition, "handmade/1/")
    assert soup(view.sections[0].body).select_one(".gl-apparatus").get_text().startswith("Readings Note")
    section = next(one for one in view.sections if one.heading is not None and one.heading.fragment == "s1.2")
    assert soup(section.body).body.find()["class"] == ["gl-apparatus"]


def test_other_pages_have_none(edition: Edition) -> None:
    plan = plan_edition(edition)
    for page in plan.pages:
        found = readings_on_page(edition, plan, page)
        assert bool(found) == (page.address in {"handmade/intro/", "handmade/1/"})


def test_an_edition_of_one_witness_has_no_trace_of_it(handmade: Any) -> None:
    edition = handmade.handmade_edition()
    assert all(page.kind != "apparatus" for page in plan_edition(edition).pages)
    view = view_of(edition, "handmade/intro/")
    assert "gl-apparatus" not in "".join((*(one.body for one in view.sections), *(one.readings for one in view.notes)))


def test_headings_have_their_texts(edition: Edition) -> None:
    texts = unit_texts(edition.document)
    assert texts["1.s2"] == "A “Heading” with a Note"
    assert texts["n5"] == "The second of two."


# --- the page ------------------------------------------------------------------------------------------------------


def test_the_page_counts(edition: Edition) -> None:
    facts = [(fact.name, fact.value) for fact in page_view(edition).facts]
    assert facts == [("Readings", "7"), ("In the text", "5"), ("In notes", "2")]


def test_the_page_tells_what_each_witness_is(edition: Edition) -> None:
    base, second, third, stranger = page_view(edition).witnesses
    assert base.about.startswith("The base text")
    assert [(fact.name, fact.value) for fact in second.facts] == [
        ("Notation", "plain"),
        ("SHA-256", "fedcba987654…"),
        ("Readings", "6"),
    ]
    assert [(link.href, counts) for link, counts in second.covers] == [
        ("../intro/", "all 2 paragraphs, all 2 notes"),
        ("../1/", "3 of 11 paragraphs, 1 of 5 notes"),
    ]
    assert [(link.href, link.title) for link in second.moved] == [("../1/#p1.2", "¶ 2"), ("../1/#n4", "note 4")]
    assert [counts for _, counts in third.covers] == ["1 of 2 paragraphs, 0 of 2 notes"]
    assert stranger.about == "Its text is not that of the base text. It was not compared."
    assert stranger.facts[-1].value == "not compared"


def test_the_page_lists_readings_by_division(edition: Edition) -> None:
    intro, chapter = page_view(edition).groups
    assert intro.division.title == "Introduction"
    assert [(place.place.href, place.place.title) for place in intro.places] == [
        ("../intro/#pintro.1", "¶ 1"),
        ("../intro/#n1", "note 1"),
        ("../intro/#n2", "note 2"),
    ]
    assert [place.printed.title for place in intro.places if place.printed] == ["page 7", "page 7", "page 8"]
    assert [place.place.title for place in chapter.places] == ["Title", "heading “A “Heading” with a Note”", "¶ 6"]
    assert chapter.places[1].place.href == "../1/#s1.2"


def test_witnesses_that_agree(edition: Edition) -> None:
    view = page_view(edition._replace(apparatus=()))
    assert [(fact.name, fact.value) for fact in view.facts] == [("Readings", "0")]
    assert view.groups == ()


@pytest.mark.slow
def test_the_built_pages(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(SETTINGS.read_bytes())
    build_site(tmp_path, (edition,), {})
    site = tmp_path / "site" / "handmade"
    pages = {
        name: soup((site / name / "index.html").read_text(encoding="utf-8")) for name in ("intro", "1", "apparatus")
    }
    for page in pages.values():
        ids = [element["id"] for element in page.select("[id]")]
        assert len(ids) == len(set(ids))
        assert not [script for script in page.select("script") if "alert" in script.get_text()]
    listed = pages["apparatus"]
    for name in ("intro", "1"):
        links = pages[name].select("a.gl-apparatus-all")
        assert links
        for link in links:
            _, _, fragment = link["href"].partition("#")
            assert listed.find(id=fragment) is not None
    for link in listed.select(".gl-readings a, .gl-witnesses a"):
        path, _, fragment = link["href"].partition("#")
        assert not fragment or pages[path.strip("./")].find(id=fragment) is not None
    assert listed.find(id="witness-B") is not None
    title = soup((site / "index.html").read_text(encoding="utf-8"))
    assert title.select_one(".gl-title-entries a[href='apparatus/']").get_text() == "Readings of the witnesses"
