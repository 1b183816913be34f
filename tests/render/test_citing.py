"""Citations in notes: links around exactly their words, whatever stands inside them."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from glossator.model import Emphasis, List, ListItem, Rend, Superscript
from glossator.model import Link as WebLink
from glossator.render.citing import citation_marks
from glossator.render.html import PageContext, unit_html
from glossator.render.passages import leaf_passages
from glossator.render.works import Cited, cited_works
from glossator.walk import lines_of

HREF = "../bibliography/#author1901book"


@pytest.fixture
def show(handmade: Any, edition: Any) -> Any:
    """A function that renders a note with citations between the given offsets."""
    from glossator.render.plan import plan_edition

    works = cited_works(edition, plan_edition(edition)).works

    def render(blocks: Any, *ranges: tuple[int, int], key: str = "author1901book") -> str:
        note = handmade.note("1", *blocks)
        citations = tuple(handmade.cites("n1", start, end, key) for start, end in ranges)
        lines = (line for block in note.blocks for line in lines_of(block))
        marks = citation_marks("n1", Cited(works, {"n1": citations}), "handmade/1/")
        context = PageContext(passages=leaf_passages(lines, marks), anchors=False)
        return "".join(unit_html(block, context) for block in note.blocks)

    return render


def links(html: str) -> list[tuple[str, str]]:
    return [(link["href"], link.get_text()) for link in BeautifulSoup(html, "lxml").find_all("a")]


def test_a_citation_is_a_link_around_its_words(show: Any, handmade: Any) -> None:
    html = show([handmade.paragraph("See Doe, Title, p. 4; and more.")], (4, 20))
    assert html == (
        f'<p class="gl-unit">See <a class="gl-cite" role="doc-biblioref" href="{HREF}">Doe, Title, p. 4</a>;'
        " and more.</p>"
    )


def test_an_element_inside_stays_inside(show: Any, handmade: Any) -> None:
    title = Emphasis(Rend.ITALIC, handmade.inlines("Title"))
    html = show([handmade.paragraph("See Doe, ", title, ", 2", Superscript(handmade.inlines("nd")), " ed.")], (4, 23))
    assert ">Doe, <em>Title</em>, 2<sup>nd</sup> ed.</a></p>" in html
    assert len(links(html)) == 1


def test_an_element_that_a_citation_cuts_holds_its_own_link(show: Any, handmade: Any) -> None:
    html = show([handmade.paragraph(Emphasis(Rend.ITALIC, handmade.inlines("See Doe")), ", Title.")], (4, 14))
    assert links(html) == [(HREF, "Doe"), (HREF, ", Title")]
    assert html.index("</a></em>") < html.index("Title")
    assert html.count('tabindex="-1"') == 1
    assert BeautifulSoup(html, "lxml").get_text() == "See Doe, Title."


def test_a_web_address_inside_is_a_link_of_its_own(show: Any, handmade: Any) -> None:
    address = WebLink("https://example.org/", handmade.inlines("example.org"))
    html = show([handmade.paragraph("Doe, ", address, ", p. 4.")], (0, 22))
    assert links(html) == [(HREF, "Doe, "), ("https://example.org/", "example.org"), (HREF, ", p. 4")]
    assert not BeautifulSoup(html, "lxml").select("a a")


def test_an_address_that_is_no_link_is_part_of_the_citation(show: Any, handmade: Any) -> None:
    address = WebLink("javascript:alert(1)", handmade.inlines("here"))
    assert links(show([handmade.paragraph("Doe, ", address, ".")], (0, 9))) == [(HREF, "Doe, here")]


def test_a_call_inside_is_a_link_of_its_own(show: Any, handmade: Any) -> None:
    html = show([handmade.paragraph("Doe", handmade.call("2"), ", Title.")], (0, 10))
    assert [text for _, text in links(html)] == ["Doe", ", Title"]  # the call leads nowhere here


def test_a_page_break_parts_no_citation(show: Any, handmade: Any) -> None:
    html = show([handmade.paragraph("Doe, ", handmade.page("9"), "Title.")], (0, 10))
    assert links(html) == [(HREF, "Doe, Title")]
    assert 'data-page="9"' in html


def test_a_page_break_between_citations_belongs_to_none(show: Any, handmade: Any) -> None:
    html = show([handmade.paragraph("Doe", handmade.page("9"), "Roe")], (0, 3), (3, 6))
    assert [text for _, text in links(html)] == ["Doe", "Roe"]
    assert "</a><span" in html


def test_two_citations_of_one_work_are_two_links(show: Any, handmade: Any) -> None:
    assert [text for _, text in links(show([handmade.paragraph("Doe, 3Doe, 4")], (0, 6), (6, 12)))] == [
        "Doe, 3",
        "Doe, 4",
    ]


def test_a_citation_may_go_on_in_the_next_paragraph(show: Any, handmade: Any) -> None:
    html = show([handmade.paragraph("See Doe,"), handmade.paragraph("Title.")], (4, 14))
    assert [text for _, text in links(html)] == ["Doe,", "Title"]


def test_items_of_a_list_count_too(show: Any, handmade: Any) -> None:
    items = (ListItem("", handmade.inlines("none")), ListItem("", handmade.inlines("Doe, Title")))
    html = show([List(ordered=False, items=items, spans=(handmade.span(),))], (5, 15))
    assert [text for _, text in links(html)] == ["Doe, Title"]


def test_citations_that_overlap_share_nothing(show: Any, handmade: Any) -> None:
    html = show([handmade.paragraph("Doe, Title, Roe")], (0, 10), (5, 15))
    assert [text for _, text in links(html)] == ["Doe, Title", ", Roe"]


@pytest.mark.parametrize("key", ["", "no-such-work"])
def test_what_is_no_known_work_stays_plain(show: Any, handmade: Any, key: str) -> None:
    assert show([handmade.paragraph("Doe, Title.")], (0, 10), key=key) == '<p class="gl-unit">Doe, Title.</p>'
