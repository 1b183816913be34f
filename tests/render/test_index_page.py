"""The printed index with live locators, and the entries that it lacks."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from glossator.model import Use
from glossator.persons.audit import Audit, Found, Lack, LocatorFind, PageFind, SupplementEntry
from glossator.render.divisions import division_view
from glossator.render.index_page import best_found, index_names, index_view
from glossator.render.naming import Named, named_persons
from glossator.render.plan import plan_edition
from glossator.render.views import IndexView
from glossator.render.works import cited_works
from glossator.walk import flatten_lines, index_of


@pytest.fixture(scope="module")
def edition(handmade: Any) -> Any:
    return handmade.named_edition()


def shown(edition: Any, named: Named | None = None) -> tuple[Tag, IndexView | None]:
    """The entries of an edition's index, and what stands around them."""
    plan = plan_edition(edition)
    named = named or named_persons(edition, plan)
    page = next(page for page in plan.pages if page.kind == "index")
    view = division_view(edition, plan, page, cited_works(edition, plan), index_names(edition, plan, page, named))
    soup = BeautifulSoup("".join(section.body for section in view.sections), "lxml")
    return soup, index_view(edition, plan, page, named)


def audited(edition: Any, **changes: Any) -> Named:
    """What is known of an edition's persons, with another audit."""
    named = named_persons(edition, plan_edition(edition))
    assert named.audit is not None
    return named._replace(audit=named.audit._replace(**changes))


def locators(soup: Tag, entry: str) -> list[tuple[str, str | None]]:
    return [(link.get_text(), link.get("href")) for link in soup.select(f"#{entry} .gl-locator")]


def test_an_entry_keeps_its_text(edition: Any) -> None:
    soup, _ = shown(edition)
    entries = [entry.get_text() for entry in soup.select(".gl-entry")]
    assert entries == [flatten_lines([entry.children]).text for entry in index_of(edition.document)]


def test_a_headword_leads_to_its_person(edition: Any) -> None:
    soup, _ = shown(edition)
    links = [(link.get_text(), link["href"]) for link in soup.select("#i1 .gl-headword, #i2 .gl-headword")]
    assert links == [
        ("Bayle, Pierre", "../persons/bayle/"),
        ("Hume, David", "../persons/hume/"),
    ]
    assert soup.select_one("#i2 .gl-headword > strong").get_text() == "Hume"


def test_a_locator_leads_to_the_first_naming_on_its_first_page_with_one(edition: Any) -> None:
    soup, _ = shown(edition)
    assert locators(soup, "i1") == [("8", "../intro/#at-8-bayle"), ("12", "../1/#at-12-bayle")]
    assert locators(soup, "i2")[0] == ("7", "../intro/#at-7-hume")


def test_a_locator_that_a_line_cuts_is_one_link(edition: Any) -> None:
    soup, _ = shown(edition)
    assert locators(soup, "i2")[1] == ("8– 12", "../intro/#at-8-hume")


def test_a_name_that_a_page_break_cuts_is_found_on_both_pages(edition: Any, handmade: Any) -> None:
    *namings, last = edition.namings
    cut = handmade.naming("hume", "1.1", 33, 45, "11", next_page="12")
    _, view = shown(edition._replace(namings=(*namings, cut, last)))
    assert view is not None
    lines = {line.page: (line.href, line.words) for find in view.finds if find.at == "i2.2" for line in find.lines}
    assert lines["11"] == ("../1/#at-11-hume", "named in the text")
    alone = audited(edition, supplement=(SupplementEntry("N", "Nemo", "nemo", ("11", "12"), Lack.ENTRY),))
    alone = alone._replace(
        of_person={**alone.of_person, "nemo": (cut._replace(person="nemo"),)},
        first={**alone.first, ("nemo", "11"): "named/1/#at-11-nemo", ("nemo", "12"): "named/1/#at-11-nemo"},
    )
    view = shown(edition, alone)[1]
    assert view is not None
    assert [(line.page, line.href, line.words) for find in view.finds if find.at[0] == "x" for line in find.lines] == [
        ("11", "../1/#at-11-nemo", "named in the text"),
        ("12", "../1/#at-11-nemo", "named in the text"),
    ]


def test_names_before_the_entries_are_links_too(edition: Any, handmade: Any) -> None:
    *others, index = edition.document.divisions
    index = handmade.numbered(index._replace(blocks=(handmade.paragraph("Made by Hume."), *index.blocks)))
    document = edition.document._replace(divisions=(*others, index))
    naming = handmade.naming("hume", "index.1", 8, 12, "13")
    soup, _ = shown(edition._replace(document=document, namings=(*edition.namings, naming)))
    assert soup.select_one("a.gl-name #at-13-hume").get_text() == "Hume"
    assert ("13", "#at-13-hume") in locators(soup, "i2")


def test_nothing_found_leads_to_the_page(edition: Any) -> None:
    soup, _ = shown(edition)
    assert locators(soup, "i2")[2] == ("13", "#page-13")
    assert locators(soup, "i3") == [("7", "../intro/#page-7")]


def test_a_page_that_the_book_lacks_is_no_link(edition: Any) -> None:
    soup, _ = shown(edition)
    assert locators(soup, "i2")[3] == ("99", None)


def test_marks_tell_what_was_found(edition: Any) -> None:
    soup, view = shown(edition)
    marks = {link.get_text(): link.get("data-found") for link in soup.select("#i2 .gl-locator")}
    assert marks == {"7": None, "8– 12": "gaps", "13": "nothing", "99": "nothing"}
    assert view is not None
    explained = {line.fragment: line.mark for line in view.legend}
    assert set(explained.values()) == {"gaps", "nothing"}  # what does not occur is not explained
    for link in soup.select("[data-found]"):
        assert [explained[described] for described in link["aria-describedby"].split()] == link["data-found"].split()


@pytest.mark.parametrize(
    ("unit", "use", "page", "href", "mark"),
    [
        ("n2", Use.MENTION, "13", "../intro/#at-13-hume", "note"),
        ("n1", Use.MENTION, "13", "#page-13", "note"),  # in a citation, which is a link itself
        ("n1", Use.CITED, "13", "#page-13", "title"),  # the note begins on another page
        ("n1", Use.CITED, "8", "../intro/#n1", "title"),
        ("intro", Use.HEADING, "13", "#page-13", "title"),
        ("intro", Use.HEADING, "7", "../intro/", "title"),
        ("1.1", Use.ATTRIBUTIVE, "13", "#page-13", "attributive"),
        ("1.1", Use.ATTRIBUTIVE, "11", "../1/#p1.1", "attributive"),
        ("1.2", Use.DOUBTFUL, "12", "../1/#p1.2", "doubtful"),
        ("lost.1", Use.MENTION, "13", "#page-13", None),
    ],
)
def test_each_kind_has_its_place_and_mark(
    edition: Any, handmade: Any, unit: str, use: Use, page: str, href: str, mark: str | None
) -> None:
    person = ("", (("hume", 0.5),)) if use is Use.DOUBTFUL else ("hume", ())
    naming = handmade.naming(person[0], unit, 0, 4, page, use=use, candidates=person[1])
    *others, index = edition.document.divisions
    entry = index.blocks[1]._replace(locators=(page,), children=handmade.inlines(f"Hume, David {page}"))
    index = index._replace(blocks=(index.blocks[0], entry, index.blocks[2]))
    document = edition.document._replace(divisions=(*others, index))
    rest = tuple(one for one in edition.namings if one.person == "bayle")
    soup, _ = shown(edition._replace(document=document, namings=(*rest, naming)))
    (link,) = soup.select("#i2 .gl-locator")
    assert (link["href"], link.get("data-found")) == (href, mark)


def test_the_best_of_a_range_counts() -> None:
    pages = (PageFind("1", Found.TITLE, None), PageFind("2", Found.NOTE, None), PageFind("3", Found.NOTHING, None))
    assert best_found(LocatorFind("1–3", pages)) is Found.NOTE
    assert best_found(LocatorFind("1", ())) is Found.NOTHING


def test_every_locator_has_its_preview_page_by_page(edition: Any) -> None:
    soup, view = shown(edition)
    assert view is not None
    finds = {find.at: find.lines for find in view.finds}
    assert [link["data-at"] for link in soup.select(".gl-locator")] == list(finds)
    (link,) = [link for link in soup.select(".gl-locator") if link.get_text() == "8– 12"]
    assert [(line.page, line.href, line.words) for line in finds[link["data-at"]]] == [
        ("8", "../intro/#at-8-hume", "named in the text"),
        ("9", "../1/#page-9", "not found"),
        ("10", "../1/#page-10", "not found"),
        ("11", "../1/#page-11", "not found"),
        ("12", "../1/#at-12-hume", "named in the text"),
    ]


def test_lost_entries_stand_apart_from_those_that_the_book_may_lack_on_purpose(edition: Any) -> None:
    supplement = (
        SupplementEntry("G", "Gibbon, Edward", "gibbon", ("8–9",), Lack.LETTER),
        SupplementEntry("H", "Hume, David", "hume", ("12", "14"), Lack.REST),
        SupplementEntry("N", "Nemo", "nemo", (), Lack.ENTRY),
        SupplementEntry("X", "Bayle", "bayle", ("11",), Lack.LETTER),
    )
    soup, view = shown(edition, audited(edition, supplement=supplement, lost_letters=("G",)))
    assert view is not None
    assert view.lost is not None
    assert view.others is not None
    assert [(letter.letter, len(letter.lines)) for letter in view.lost.letters] == [("G", 1), ("H", 1)]
    assert [letter.letter for letter in view.others.letters] == ["N", "X"]
    gibbon, hume = (letter.lines[0] for letter in view.lost.letters)
    assert (gibbon.fragment, gibbon.rest, hume.rest) == ("x1", False, True)
    assert BeautifulSoup(gibbon.headword, "lxml").a["href"] == "../persons/gibbon/"
    (locator,) = BeautifulSoup(gibbon.locators, "lxml").select(".gl-locator")
    assert (locator["href"], locator["data-found"]) == ("../intro/#at-8-gibbon", "note")
    assert {"x1.1", "x2.1", "x2.2"} <= {find.at for find in view.finds}
    assert "Gibbon" not in soup.get_text()  # ours stands apart from the printed entries


def test_an_index_of_which_nothing_is_known_stays_plain(edition: Any) -> None:
    strangers = tuple(person._replace(headword=None) for person in edition.persons)
    for other in (edition._replace(persons=strangers), edition._replace(persons=()), edition._replace(namings=())):
        soup, view = shown(other)
        assert view is None
        assert soup.select("a") == []


def test_an_entry_without_a_person_stays_plain_among_others(edition: Any) -> None:
    soup, view = shown(edition._replace(persons=edition.persons[:2]))
    assert view is not None
    assert soup.select("#i1 a")
    assert soup.select("#i3 a") == []


def test_a_subject_index_beside_it_stays_plain(edition: Any) -> None:
    *others, index = edition.document.divisions
    subjects = index._replace(
        id="index-2", blocks=(index.blocks[2]._replace(headword="reading", spans=(), locators=("7",)),)
    )
    document = edition.document._replace(divisions=(*others, subjects, index))
    soup, view = shown(edition._replace(document=document))  # the first of the two pages
    assert view is None
    assert soup.select("a") == []


def test_audits_of_other_editions_are_not_asked(edition: Any) -> None:
    named = audited(edition, entries=())
    assert isinstance(named.audit, Audit)
    assert shown(edition, named)[1] is None
