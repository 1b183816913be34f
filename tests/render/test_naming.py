"""Names of persons in the text: links around exactly their words, and who they are."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from glossator.model import Person
from glossator.render.divisions import division_view
from glossator.render.naming import life_dates, named_persons, names_on_page, pages_words, times_words
from glossator.render.plan import plan_edition
from glossator.render.views import DivisionView
from glossator.render.works import cited_works
from glossator.walk import all_units, flatten


@pytest.fixture(scope="module")
def edition(handmade: Any) -> Any:
    return handmade.named_edition()


@pytest.fixture(scope="module")
def views(edition: Any) -> dict[str, DivisionView]:
    """What the pages of the divisions show, by the end of their address."""
    plan = plan_edition(edition)
    cited, named = cited_works(edition, plan), named_persons(edition, plan)
    return {
        page.address.split("/")[1]: division_view(edition, plan, page, cited, names_on_page(plan, page, named))
        for page in plan.pages
        if page.division is not None
    }


def unit(view: DivisionView, fragment: str) -> Tag:
    soup = BeautifulSoup("".join(section.body for section in view.sections), "lxml")
    found = soup.find(id=fragment)
    assert isinstance(found, Tag)
    for number in found.select(".gl-num"):
        number.decompose()
    return found


def names(element: Tag) -> list[tuple[str, str]]:
    return [(link["href"].split("/")[-2], link.get_text()) for link in element.select("a.gl-name")]


def test_a_name_that_stands_for_its_person_is_a_link(views: dict[str, DivisionView]) -> None:
    paragraph = unit(views["intro"], "pintro.1")
    assert names(paragraph) == [("hume", "David Hume"), ("hume", "Hume")]  # not "the Hume papers"
    assert paragraph.select_one("a.gl-name")["href"] == "../persons/hume/"
    assert "gl-name" not in views["intro"].title


def test_a_name_of_which_it_is_not_certain_whom_it_means_stays_plain(views: dict[str, DivisionView]) -> None:
    paragraph = unit(views["intro"], "pintro.2")
    assert {person for person, _ in names(paragraph)} == {"bayle"}


def test_a_note_call_parts_a_name(views: dict[str, DivisionView]) -> None:
    links = unit(views["intro"], "pintro.2").select("a.gl-name")
    assert [link.get_text() for link in links] == ["Pierre", " Bayle"]
    assert [link.get("tabindex") for link in links] == [None, "-1"]


def test_emphasis_parts_a_name_and_a_page_break_does_not(views: dict[str, DivisionView]) -> None:
    paragraph = unit(views["1"], "p1.1")
    assert names(paragraph) == [("bayle", "Pierre"), ("bayle", " Bayle"), ("bayle", "Pierre Bayle")]
    assert paragraph.select_one("em > a.gl-name").get_text() == "Pierre"
    assert paragraph.select("a.gl-name")[2].select_one("#page-12") is not None


def test_a_name_inside_a_link_of_the_book_is_no_link(views: dict[str, DivisionView]) -> None:
    paragraph = unit(views["1"], "p1.1")
    assert paragraph.select_one("a[rel=noopener]").get_text() == "by Bayle"
    assert paragraph.select("a a") == []


def test_blocks_inside_a_block_hold_names(views: dict[str, DivisionView]) -> None:
    assert names(unit(views["1"], "p1.2")) == [("hume", "Hume"), ("bayle", "Bayle"), ("hume", "Hume")]


def test_names_and_citations_share_a_note(views: dict[str, DivisionView]) -> None:
    note = BeautifulSoup(views["intro"].notes[0].body, "lxml")
    assert names(note) == [("gibbon", "Gibbon"), ("hume", "Hume"), ("gibbon", "Gibbon")]
    assert [link.get_text() for link in note.select("a.gl-cite")] == ["Hume, A Book, p. 3"]
    assert note.get_text() == "Hume, A Book, p. 3. Gibbon thought so of Hume, and Gibbon knew."


def test_the_text_of_a_unit_stays_what_it_is(edition: Any, views: dict[str, DivisionView]) -> None:
    for _, block in all_units(edition.document):
        element = unit(views[block.id.split(".")[0]], f"p{block.id}")
        for call in element.select(".gl-call"):
            call.decompose()
        assert element.get_text() == flatten(block).text


def test_the_tab_key_stops_once_for_each_person_and_page(views: dict[str, DivisionView]) -> None:
    for view in views.values():
        html = "".join(section.body for section in view.sections) + "".join(note.body for note in view.notes)
        links = BeautifulSoup(html, "lxml").select("a.gl-name")
        stops = [link["href"] for link in links if not link.has_attr("tabindex")]
        assert stops == list(dict.fromkeys(link["href"] for link in links))


def test_the_first_name_of_each_person_on_each_printed_page_has_an_id(views: dict[str, DivisionView]) -> None:
    html = "".join(
        "".join(section.body for section in view.sections) + "".join(note.body for note in view.notes)
        for view in views.values()
    )
    found = [(spot["id"], spot.get_text()) for spot in BeautifulSoup(html, "lxml").select("[id^=at-]")]
    assert found == [
        ("at-7-hume", "David Hume"),
        ("at-8-hume", "Hume"),
        ("at-8-bayle", "Pierre"),  # up to the call
        ("at-8-gibbon", "Gibbon"),  # a note has one only where the text has none: not Hume
        ("at-9-gibbon", "Gibbon"),
        ("at-11-bayle", "Pierre"),  # up to the end of the emphasis
        ("at-12-bayle", "Bayle"),  # inside a link of the book
        ("at-12-hume", "Hume"),
    ]


def test_the_id_stands_inside_the_link(views: dict[str, DivisionView]) -> None:
    """A browser that follows a link to a link focuses it, and focus would open the preview."""
    paragraph = unit(views["intro"], "pintro.1")
    assert paragraph.find(id="at-7-hume").name == "span"
    assert paragraph.find(id="at-7-hume").parent["href"] == "../persons/hume/"
    inside = unit(views["1"], "p1.1").find(id="at-12-bayle")
    assert inside.parent["href"] == "https://example.org/"


def test_a_name_that_a_page_break_cuts_is_the_first_on_both_pages(edition: Any) -> None:
    *before, cut = (naming for naming in edition.namings if naming.unit == "1.1" and naming.start < 40)
    edition = edition._replace(namings=(*before, cut._replace(next_page="12"), edition.namings[-4]))
    named = named_persons(edition, plan_edition(edition))
    assert named.first["bayle", "11"] == "named/1/#at-11-bayle"
    assert named.first["bayle", "12"] == "named/1/#at-12-bayle"
    assert named.fragments["1.1", cut.start] == "at-12-bayle"
    edition = edition._replace(namings=(cut._replace(next_page="12"),))
    named = named_persons(edition, plan_edition(edition))
    assert set(named.first.values()) == {"named/1/#at-11-bayle"}
    assert named.persons["bayle"].pages == ("11–12",)


def test_ids_that_are_alike_are_kept_apart(edition: Any) -> None:
    one, other = edition.namings[1:3]
    persons = (Person("1-x", "One"), Person("x", "Other"))
    namings = (one._replace(person="1-x", page="2"), other._replace(person="x", page="2-1"))
    edition = edition._replace(persons=persons, namings=namings)
    named = named_persons(edition, plan_edition(edition))
    assert len(set(named.first.values())) == 2


def test_a_page_holds_each_person_once_for_previews(views: dict[str, DivisionView]) -> None:
    cards = views["intro"].persons
    assert [card.href for card in cards] == ["../persons/hume/", "../persons/bayle/", "../persons/gibbon/"]
    hume = cards[0]
    assert (hume.name, hume.dates, hume.about) == ("David Hume", "1711–1776", "He &lt;read&gt;.")
    assert (hume.times, hume.pages) == ("named 5 times", "pages 7–8, 12")
    assert [card.href for card in views["1"].persons] == ["../persons/bayle/", "../persons/hume/"]
    assert views["index"].persons == ()


def test_an_edition_without_names_is_as_ever(handmade: Any) -> None:
    edition = handmade.handmade_edition()
    plan = plan_edition(edition)
    named = named_persons(edition, plan)
    assert named.audit is None
    assert not any(names_on_page(plan, page, named).marked for page in plan.pages)


@pytest.mark.parametrize(
    ("born", "died", "expected"),
    [
        ("1711-05-07", "1776", "1711–1776"),
        ("1711", "", "born 1711"),
        ("", "1117", "died 1117"),
        ("", "", ""),
        ("1694~", "1778?", "c. 1694–1778?"),
        ("-0069-10", "-0018", "70 BC–19 BC"),
        ("0000", "0017", "1 BC–17"),
        ("16XX", "", "born 16XX"),
    ],
)
def test_dates_become_years(born: str, died: str, expected: str) -> None:
    assert life_dates(Person("p", "P", born=born, died=died)) == expected


def test_pages_in_words() -> None:
    assert pages_words((), 3) == ""
    assert pages_words(("7",), 3) == "page 7"
    assert pages_words(("13–15",), 3) == "pages 13–15"
    assert pages_words(("1", "2", "3", "4"), 3) == "pages 1, 2, 3, 4"  # "and 1 more" is no shorter
    assert pages_words(("1", "2", "3", "4", "5"), 3) == "pages 1, 2, 3 and 2 more"


def test_times_in_words() -> None:
    assert [times_words(times) for times in (1, 2, 3)] == ["once", "twice", "3 times"]
