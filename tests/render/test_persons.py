"""The pages of persons: the list of all, the cast, and a page for each."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from glossator.model import (
    Certainty,
    DivisionKind,
    Document,
    Edition,
    IndexEntry,
    Name,
    Naming,
    Page,
    Person,
    PersonKind,
    Use,
    Work,
)
from glossator.render.matrix import column_label, most_frequent
from glossator.render.mentions import mention_lines
from glossator.render.naming import named_persons
from glossator.render.person_plot import plot_axis, plot_view
from glossator.render.persons import people_of, persons_view
from glossator.render.plan import plan_edition
from glossator.render.site import build_site
from glossator.render.views import PersonsView
from glossator.spans import Span

HUME_BY = Work("hume1748essays", "book", {"author": (Name("Hume", "D."),)}, {"title": "Essays", "date": "1748"}, {})
HUME_ABOUT = Work("doe1999hume", "book", {"author": (Name("Doe", "J."),)}, {"title": "Hume", "date": "1999"}, {})


@pytest.fixture(scope="module")
def named(handmade: Any) -> Edition:
    """An edition of two chapters and an index that names three persons; a fourth has an entry only."""
    paragraph, page, call = handmade.paragraph, handmade.page, handmade.call
    intro = handmade.division(
        DivisionKind.INTRODUCTION,
        "intro",
        "What Hume Read",
        paragraph("David Hume read notes. He wrote: Hume ", page("8"), "reads. Then Hume wrote some.", call("1")),
        paragraph("So did Pierre Bayle."),
        page="7",
        breaks=(page("7"),),
    )
    chapter = handmade.division(
        DivisionKind.CHAPTER,
        "1",
        "A Chapter",
        paragraph("It was late, as Bayle said."),
        paragraph("Hume never met Bayle, nor Hume’s reader. Nobody met Bayle."),
        number="1",
        page="11",
        breaks=(page("11"),),
    )
    index = handmade.division(
        DivisionKind.INDEX,
        "index",
        "Index",
        IndexEntry("Bayle, Pierre", ("8", "12"), handmade.inlines("Bayle, Pierre 8, 12"), (handmade.span(),)),
        IndexEntry("Hume, David", ("7",), handmade.inlines("Hume, David 7"), (handmade.span(),)),
        IndexEntry("Nemo", ("7",), handmade.inlines("Nemo 7"), (handmade.span(),)),
        page="14",
        breaks=(page("14"),),
    )
    note = handmade.note("1", paragraph("Gibbon thought of Hume, ", page("9"), "and Gibbon knew."), page="8")
    labels = [str(label) for label in range(7, 15)]
    pages = tuple(Page(label, handmade.span(), Certainty.CERTAIN, (), blank=False) for label in labels)
    document = Document("A", (), None, (), tuple(map(handmade.numbered, (intro, chapter, index))), (note,), pages, ())
    return Edition(
        handmade.handmade_metadata("named"),
        (),
        document,
        (HUME_BY, HUME_ABOUT),
        (),
        (
            Person("bayle", "Pierre Bayle", "Bayle, Pierre", ("8", "12"), about="A <hostile> line"),
            Person(
                "hume",
                "David Hume",
                "Hume, David",
                ("7",),
                born="1711-05-07",
                died="1776",
                about="He <read>.",
                forms=("Hume", 'the good "D<a>vid"'),
                kind=PersonKind.ACTOR,
                authority={"viaf": "49226972", "gnd": "11855/4", "other": "1"},
            ),
            Person("nemo", "Nemo", "Nemo", ("7",)),
            Person("gibbon", "Edward Gibbon", died="1794~"),
        ),
        (
            naming("hume", "intro", 5, 9, "7", Use.HEADING),
            naming("hume", "intro.1", 0, 10, "7"),
            naming("hume", "intro.1", 33, 37, "7"),
            naming("hume", "intro.1", 50, 54, "8"),
            naming("bayle", "intro.2", 7, 19, "8"),
            naming("bayle", "1.1", 16, 21, "11"),
            naming("hume", "1.2", 0, 4, "12"),
            naming("bayle", "1.2", 15, 20, "12"),
            naming("hume", "1.2", 26, 30, "12"),
            naming("bayle", "1.2", 52, 57, "12", Use.ATTRIBUTIVE),
            naming("gibbon", "n1", 0, 6, "8"),
            naming("hume", "n1", 18, 22, "8"),
            naming("gibbon", "n1", 28, 34, "9"),
            naming("somebody-else", "n1", 28, 34, "9"),
        ),
    )


def naming(person: str, unit: str, start: int, end: int, page: str, use: Use = Use.MENTION) -> Naming:
    return Naming(person, unit, start, end, (Span("A", start, end),), page, unit.startswith("n"), use, "", 1.0)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, named: Edition) -> Path:
    root = tmp_path_factory.mktemp("persons")
    (root / "mkdocs.yml").write_text("site_name: x\nsite_url: https://example.org/\n", encoding="utf-8")
    build_site(root, (named,), {})
    return root


@pytest.fixture(scope="module")
def page(built: Path) -> Callable[[str], Any]:
    """A function that returns a page."""

    def read(address: str) -> Any:
        return BeautifulSoup((built / "site" / address / "index.html").read_text(encoding="utf-8"), "lxml")

    return read


def words(element: Any) -> str:
    return " ".join(element.get_text().split())


# --- the plan ------------------------------------------------------------------------------------------------------


def test_each_person_has_a_page_and_the_list_stands_before_the_index(named: Edition) -> None:
    plan = plan_edition(named)
    addresses = [page.address for page in plan.pages]
    at = addresses.index("named/persons/")
    assert addresses[at - 1 : at + 2] == ["named/bibliography/", "named/persons/", "named/index/"]
    assert [page.address for page in plan.persons] == [
        f"named/persons/{ident}/" for ident in ("bayle", "gibbon", "hume", "nemo")
    ]


def test_an_edition_without_persons_has_no_such_pages(edition: Edition) -> None:
    plan = plan_edition(edition)
    assert plan.persons == ()
    assert "persons" not in [page.kind for page in plan.pages]


def test_printed_pages_have_places_blank_ones_too(edition: Edition) -> None:
    printed = plan_edition(edition).printed
    assert printed["8"] == "handmade/intro/#page-8"
    assert printed["9"] == "handmade/part1/#page-9" or printed["9"] == "handmade/1/#page-9"
    assert printed["24"] == "handmade/index/#page-24"
    assert printed.keys() == {page.label for page in edition.document.pages}


# --- the list of all -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_list_has_every_person_in_order(page: Any) -> None:
    members = page("named/persons").select(".gl-member")
    assert [words(member.select_one(".gl-member-name")) for member in members] == [
        "Bayle, Pierre",
        "Gibbon, Edward died c. 1794",
        "Hume, David 1711–1776",
        "Nemo",
    ]
    assert [member.a["href"] for member in members] == ["bayle/", "gibbon/", "hume/", "nemo/"]
    assert [words(heading) for heading in page("named/persons").select("h3")] == ["B", "G", "H", "N"]


def listed(edition: Edition) -> PersonsView:
    plan = plan_edition(edition)
    people = named_persons(edition, plan)
    page = next(page for page in plan.pages if page.kind == "persons")
    return persons_view(plan, page, people, people_of(edition, plan, people))


def test_a_person_is_found_by_other_names_too(named: Edition) -> None:
    persons = (
        Person("hume", "David Hume", "Hume, David (Edinburgh)", forms=("Hume", "the good David", '"Home"')),
        Person("bayle", "Pierre Bayle", "Bayle, Pierre"),
    )
    bayle, hume = (row for letter in listed(named._replace(persons=persons)).letters for row in letter.persons)
    assert hume.words == '(Edinburgh) the good "Home"'
    assert bayle.words == ""


@pytest.mark.slow
def test_the_words_by_which_a_person_is_found_are_an_attribute(page: Any, named: Edition) -> None:
    members = {member.a["href"]: member for member in page("named/persons").select(".gl-member")}
    assert members["hume/"]["data-words"] == 'the good "D<a>vid"'
    assert not members["bayle/"].has_attr("data-words")


def test_names_without_a_letter_stand_together_at_the_end(named: Edition) -> None:
    names = ("50", "Hume", "~", "Élie", "{}", "Eco")
    edition = named._replace(persons=tuple(Person(f"p{at}", name) for at, name in enumerate(names)))
    letters = [(letter.letter, letter.fragment, len(letter.persons)) for letter in listed(edition).letters]
    assert letters == [("E", "letter-e", 2), ("H", "letter-h", 1), ("Other", "letter-other", 3)]
    assert [page.title for page in plan_edition(edition).persons][:3] == ["Eco", "Élie", "Hume"]


@pytest.mark.slow
def test_the_list_tells_how_often_and_where_first(page: Any) -> None:
    members = {member.a["href"]: member for member in page("named/persons").select(".gl-member")}
    assert {who: words(member.select_one(".gl-member-times")) for who, member in members.items()} == {
        "bayle/": "3 mentions, first on p. 8",
        "gibbon/": "2 mentions, first on p. 8 not in the printed index",
        "hume/": "6 mentions, first on p. 7",
        "nemo/": "never mentioned",
    }
    assert members["bayle/"].select_one(".gl-member-times a")["href"] == "../intro/#page-8"
    order = sorted(members, key=lambda who: int(members[who]["data-first"]))
    assert order == ["hume/", "bayle/", "gibbon/", "nemo/"]  # on page 8 the text comes before its notes
    assert [member.get("data-kind") for member in members.values()] == [None, None, "actor", None]
    assert [member.has_attr("data-listed") for member in members.values()] == [True, False, True, True]


@pytest.mark.slow
def test_the_list_says_how_many_there_are(page: Any) -> None:
    assert words(page("named/persons").select_one(".gl-list-facts")) == (
        "3 persons in the printed index; 1 whom it lacks. Text and notes name them 11 times;"
        " 1 of them are never named. To the list"
    )


@pytest.mark.slow
def test_hostile_words_are_only_text(page: Any) -> None:
    assert "A <hostile> line" in words(page("named/persons"))
    assert "A <hostile> line" in words(page("named/persons/bayle"))


@pytest.mark.slow
def test_the_cast_is_a_picture_with_words_and_a_table(page: Any) -> None:
    cast = page("named/persons").select_one(".gl-matrix")
    assert [link["href"] for link in cast.select(".gl-matrix-names a")] == ["hume/", "bayle/", "gibbon/"]
    assert cast.desc.get_text().startswith("Hume, David: 6 mentions, most of them in ")
    named_regions = [region.get("aria-label") for region in cast.select("[role=region]")]
    assert named_regions == [None, "How often each chapter names each person: table"]
    rows = [[words(cell) for cell in row.select("th, td")] for row in cast.select("tr")]
    assert rows == [
        ["Person", "What Hume Read", "1", "All"],
        ["Hume, David", "4", "2", "6"],
        ["Bayle, Pierre", "1", "2", "3"],
        ["Gibbon, Edward", "2", "", "2"],
        ["All persons", "7", "4", "11"],
    ]


def test_the_most_frequent_are_found_in_one_pass() -> None:
    asked = 0

    def times(thing: int) -> int:
        nonlocal asked
        asked += 1
        return thing

    assert most_frequent([*range(2, 5000), 4999], times, least=2, limit=2) == [4999, 4999]
    assert most_frequent([9] * 50, times, least=2, limit=40) == []  # of equal ones all or none
    assert asked < 5 * 5000


def test_the_most_frequent_are_no_more_than_the_limit() -> None:
    assert most_frequent([3, 1, 2, 5, 2], int, least=2, limit=9) == [5, 3, 2, 2]
    assert most_frequent([3, 1, 2, 5, 2], int, least=2, limit=3) == [5, 3]  # not one of two that are equal


# --- a person's page -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_page_tells_who_the_person_was(page: Any) -> None:
    article = page("named/persons/hume").select_one("article")
    assert words(article.h1) == "David Hume"
    assert words(article.select_one(".gl-who")) == "1711–1776 · He <read>."
    facts = {words(row.dt): words(row.dd) for row in article.select(".gl-facts > div")}
    assert facts == {
        "Born": "May 7, 1711",
        "Role": "takes part in what the book tells",
        "Named": "6 times, in 2 chapters; one of these in a note",
        "As": "Hume (5), David Hume (1)",
        "Printed index": "Hume, David 7",
        "Elsewhere": "VIAF 49226972, GND 11855/4",
    }
    hrefs = [link["href"] for link in article.select(".gl-facts a")]
    assert hrefs == ["../../index/#i2", "https://viaf.org/viaf/49226972", "https://d-nb.info/gnd/11855%2F4"]


@pytest.mark.slow
def test_mentions_stand_by_chapter_with_paragraph_page_and_sentence(page: Any) -> None:
    groups = page("named/persons/hume").select(".gl-mentions > details")
    assert [words(group.summary) for group in groups] == ["What Hume Read: 4 times", "1. A Chapter: twice"]
    lines = [[(words(link), link["href"]) for link in line.select("a")] for line in groups[0].select("li")]
    assert lines == [
        [("¶ 1", "../../intro/#at-7-hume"), ("p. 7", "../../intro/#page-7")],
        [("¶ 1", "../../intro/#pintro.1"), ("p. 7", "../../intro/#page-7")],  # not the first on its page
        [("¶ 1", "../../intro/#at-8-hume"), ("p. 8", "../../intro/#page-8")],
        [("note 1", "../../intro/#n1"), ("p. 8", "../../intro/#page-8")],
    ]
    (quote,) = groups[1].select("q")
    assert str(quote) == '<q lang="en"><mark>Hume</mark> never met Bayle, nor <mark>Hume</mark>’s reader.</q>'
    assert all(group.has_attr("open") for group in groups)


@pytest.mark.slow
def test_every_mention_is_marked_once(page: Any, named: Edition) -> None:
    for person in named.persons:
        times = sum(naming.person == person.id and naming.use == "mention" for naming in named.namings)
        assert len(page(f"named/persons/{person.id}").select(".gl-mentions mark")) == times


@pytest.mark.slow
def test_many_mentions_are_folded(tmp_path: Path, named: Edition, handmade: Any) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    document = named.document
    intro, *others = document.divisions
    long = handmade.numbered(intro._replace(blocks=(handmade.paragraph("Hume read. " * 20),)))
    document = document._replace(divisions=(long, *others))
    namings = tuple(naming("hume", "intro.1", at * 11, at * 11 + 4, "7") for at in range(20))
    build_site(tmp_path, (named._replace(document=document, namings=namings),), {})
    html = (tmp_path / "site/named/persons/hume/index.html").read_text(encoding="utf-8")
    (group,) = BeautifulSoup(html, "lxml").select(".gl-mentions > details")
    assert not group.has_attr("open")
    assert len(group.select("li")) == 20


@pytest.mark.slow
def test_works_by_and_about_the_person_lead_to_the_bibliography(page: Any) -> None:
    article = page("named/persons/hume").select_one("article")
    assert [heading["id"] for heading in article.select("h2")] == ["where", "mentions", "by", "about"]
    works = [
        (words(work), work.select_one(".gl-person-cited")["href"]) for work in article.select(".gl-person-works li")
    ]
    assert works == [
        ("Hume, D. Essays. N.p., 1748. never cited", "../../bibliography/#hume1748essays"),
        ("Doe, J. Hume. N.p., 1999. never cited", "../../bibliography/#doe1999hume"),
    ]


@pytest.mark.slow
def test_a_person_who_is_never_named_has_a_page_too(page: Any) -> None:
    article = page("named/persons/nemo").select_one("article")
    facts = {words(row.dt): words(row.dd) for row in article.select(".gl-facts > div")}
    assert facts == {"Named": "never", "Printed index": "Nemo 7"}
    assert article.select("h2, svg, details") == []


@pytest.mark.slow
def test_the_way_goes_from_person_to_person_and_back_to_the_list(page: Any) -> None:
    article = page("named/persons/gibbon").select_one("article")
    assert [(link["rel"][0], link["href"]) for link in article.select(".gl-turn a")] == [
        ("prev", "../bayle/"),
        ("next", "../hume/"),
    ]
    assert article.select_one(".gl-up a")["href"] == "../"
    assert len(article.select(".gl-turn")) == 1


@pytest.mark.slow
def test_the_navigation_lists_the_list_and_no_person(page: Any) -> None:
    for address in ("named/persons", "named/persons/hume", "named/1"):
        links = [words(link) for link in page(address).select(".md-nav--primary > ul > li > a .md-ellipsis")]
        at = links.index("Persons")
        assert links[: at + 2] == ["What Hume Read", "1. A Chapter", "Bibliography", "Persons", "Index"]
        assert {"David Hume", "Pierre Bayle"}.isdisjoint(links)
    (current,) = page("named/persons/hume").select(".md-nav--primary [aria-current]")
    assert (words(current), current["href"], current["aria-current"]) == ("Persons", "../", "true")
    assert page("named").select_one(".gl-title-entries a[href='persons/']")


@pytest.mark.slow
def test_a_page_has_its_own_title_and_address(page: Any) -> None:
    hume = page("named/persons/hume")
    assert hume.title.get_text() == "David Hume – A Hand-made Book"
    assert hume.select_one("link[rel=canonical]")["href"] == "https://example.org/named/persons/hume/"
    assert hume.select_one("meta[name=description]")["content"].startswith("David Hume. ")


@pytest.mark.slow
def test_every_id_stands_once_and_headings_go_step_by_step(page: Any) -> None:
    for address in ("named/persons", "named/persons/hume", "named/persons/nemo"):
        html = page(address)
        ids = [element["id"] for element in html.select("[id]")]
        assert len(ids) == len(set(ids)), address
        levels = [int(heading.name[1]) for heading in html.select("article :is(h1, h2, h3, h4)")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


# --- the plot -------------------------------------------------------------------------------------------------------


def plot(edition: Edition, person: str) -> Any:
    plan = plan_edition(edition)
    named = named_persons(edition, plan)
    lines = mention_lines(edition.document, plan, named).get(person, ())
    return plot_view(lines, plot_axis(edition.document.pages, plan), named, f"named/persons/{person}/")


def test_the_plot_has_a_mark_for_each_page(named: Edition) -> None:
    svg = BeautifulSoup(plot(named, "hume").svg, "lxml")
    marks = [(mark.get("href"), mark.title.get_text()) for mark in svg.select("a, g")]
    assert marks == [
        ("../../intro/#at-7-hume", "page 7: named twice"),
        ("../../intro/#at-8-hume", "page 8: named twice"),
        ("../../1/#at-12-hume", "page 12: named twice"),
    ]
    heights = [int(mark["height"]) for mark in svg.select(".gl-plot-mark")]
    assert heights == [27, 27, 27]  # of 40: for less than three mentions no mark has the full height
    assert all(mark["tabindex"] == "-1" for mark in svg.select("a"))


def test_the_plot_shows_the_chapters(named: Edition) -> None:
    view = plot(named, "hume")
    bands = BeautifulSoup(view.svg, "lxml").select(".gl-plot-band")
    assert [band.title.get_text() for band in bands][:2] == ["What Hume Read", "chapter 1"]
    assert sum(band.length for band in view.bands) == len(named.document.pages)
    assert [band.label for band in view.bands][:2] == ["Intr.", "1"]
    assert (view.first, view.last) == ("7", "14")


def test_as_many_chapters_have_a_label_as_have_room(named: Edition, handmade: Any) -> None:
    """A label may reach below a chapter without one."""

    def labels(*lengths: int) -> list[str]:
        first, divisions = 1, []
        for number, length in enumerate(lengths, 1):
            chapter = handmade.division(DivisionKind.CHAPTER, str(number), "A", number=f"{number}0", page=str(first))
            divisions.append(chapter)
            first += length
        pages = tuple(Page(str(at), handmade.span(), Certainty.CERTAIN, (), blank=False) for at in range(1, first))
        document = named.document._replace(divisions=tuple(divisions), pages=pages, notes=())
        return [band.label for band in plot_axis(pages, plan_edition(named._replace(document=document))).bands]

    assert labels(40, 40, 40) == ["10", "20", "30"]
    assert labels(40, 2, 3, 40) == ["10", "20", "", "40"]
    assert labels(2, 40) == ["10", ""]
    assert labels(90, 3) == ["10", ""]  # the last has no room to its right


def test_the_plot_is_told_in_words(named: Edition) -> None:
    assert plot(named, "hume").description == (
        "Named on 3 pages, most often in What Hume Read (4 of 6 mentions); first on page 7, last on page 12."
        " Most often on one page: 2 times, on page 7."
    )
    assert plot(named, "gibbon").description == (
        "Named on 2 pages, all of them in What Hume Read; first on page 8, last on page 9."
    )
    once = named._replace(namings=named.namings[1:2])  # the first is in a heading
    assert plot(once, "hume").description == "Named on page 7 alone."


def test_without_mentions_or_pages_there_is_no_plot(named: Edition) -> None:
    assert plot(named, "nemo") is None
    unpaged = named._replace(namings=tuple(naming._replace(page=None) for naming in named.namings))
    assert plot(unpaged, "hume") is None
    without = named._replace(document=named.document._replace(pages=()))
    assert plot(without, "hume") is None


def test_column_labels_are_short(edition: Edition) -> None:
    labels = {page.kind: column_label(page) for page in plan_edition(edition).pages if page.division is not None}
    assert labels["introduction"] == "Intr."
    assert labels["chapter"] == "2"
    assert labels["bibliography"] == "Bibl."
