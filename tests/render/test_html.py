"""Inlines and blocks as HTML."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from glossator.model import (
    BlockQuotation,
    Certainty,
    Emphasis,
    Figure,
    Link,
    List,
    NoteReference,
    PageBreak,
    Paragraph,
    Rend,
    Superscript,
    Table,
    Verse,
)
from glossator.render.html import Call, PageContext, inlines_html, markdown_text_html, safe_target, text_html, unit_html
from glossator.walk import flatten

NOTHING = PageContext()


def test_inlines_nest(handmade: Any) -> None:
    inlines = handmade.inlines("a ", Emphasis(Rend.ITALIC, handmade.inlines("b", Superscript(handmade.inlines("c")))))
    assert inlines_html(inlines, NOTHING) == "a <em>b<sup>c</sup></em>"


def test_text_is_escaped() -> None:
    assert text_html('<b> & "it\'s"') == '&lt;b&gt; &amp; "it\'s"'


def test_control_characters_become_visible_and_harmless() -> None:
    assert text_html("a\x02b\x00c\td") == "a\ufffdb\ufffdc\td"


def test_a_line_of_markdown_holds_no_mark() -> None:
    line = markdown_text_html("*a* _b_ [c](d) {#e} `f` # <g> &amp; ![h]")
    assert not set("*_[](){}`#!") & set(line.replace("&#", ""))
    assert BeautifulSoup(line, "lxml").get_text() == "*a* _b_ [c](d) {#e} `f` # <g> &amp; ![h]"


@pytest.mark.parametrize("target", ["https://example.org/?a=b&c", "http://example.org", "mailto:a@example.org"])
def test_a_web_or_mail_address_is_a_link(target: str) -> None:
    assert safe_target(target) == target


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//example.org", "a.html", "#x", "https://a b"],
)
def test_any_other_target_is_no_link(target: str, handmade: Any) -> None:
    assert inlines_html((Link(target, handmade.inlines("words")),), NOTHING) == "words"


def test_a_target_cannot_leave_its_attribute(handmade: Any) -> None:
    html = inlines_html((Link('https://example.org/"onclick="x', handmade.inlines("words")),), NOTHING)
    (link,) = BeautifulSoup(html, "lxml").find_all("a")
    assert "onclick" not in link.attrs


def test_a_call_leads_to_its_note(handmade: Any) -> None:
    call = handmade.call("136")
    context = PageContext(calls={call.span: Call("r136", "#n136")})
    (link,) = BeautifulSoup(inlines_html((call,), context), "lxml").find_all("a")
    assert link["id"] == "r136"
    assert link["href"] == "#n136"
    assert link["role"] == "doc-noteref"
    assert link.sup.get_text() == "136"


def test_a_call_without_a_note_leads_nowhere(handmade: Any) -> None:
    html = inlines_html((NoteReference("99", "", handmade.span()),), NOTHING)
    assert "<a" not in html
    assert "99" in html


def test_a_page_break_is_an_empty_element_with_a_name() -> None:
    html = inlines_html((PageBreak("89", Certainty.CERTAIN, 0),), NOTHING)
    (page,) = BeautifulSoup(html, "lxml").find_all("span")
    assert page["id"] == "page-89"
    assert page["role"] == "doc-pagebreak"
    assert page["title"] == "page 89"  # which is its name too
    assert not page.contents


def test_an_inferred_page_break_says_so() -> None:
    html = inlines_html((PageBreak("89", Certainty.INTERPOLATED, 0),), NOTHING)
    assert "gl-page--interpolated" in html
    assert "inferred" in html


def test_pages_without_text_stand_before_the_next_page() -> None:
    context = PageContext(skipped={"25": ("23", "24")})
    html = inlines_html((PageBreak("25", Certainty.CERTAIN, 0),), context)
    assert [page["id"] for page in BeautifulSoup(html, "lxml").find_all("span")] == ["page-23", "page-24", "page-25"]


def test_a_page_break_in_a_note_has_no_id() -> None:
    html = inlines_html((PageBreak("89", Certainty.CERTAIN, 0),), PageContext(anchors=False))
    assert "id=" not in html


def test_the_number_of_a_paragraph_is_no_text(handmade: Any) -> None:
    html = unit_html(Paragraph(handmade.inlines("Words."), (handmade.span(),), "5.12", "12"), NOTHING)
    (paragraph,) = BeautifulSoup(html, "lxml").find_all("p")
    assert paragraph["id"] == "p5.12"
    assert paragraph.get_text() == "Words."
    assert paragraph.a["href"] == "#p5.12"
    assert paragraph.a["data-n"] == "12"
    assert paragraph.a["aria-hidden"] == "true"


def test_every_kind_of_unit_holds_its_text_and_no_more(handmade: Any, edition: Any) -> None:
    chapter = edition.document.divisions[1].divisions[0]
    units = [*chapter.blocks, *(block for section in chapter.divisions for block in section.blocks)]
    assert {type(unit) for unit in units} == {Paragraph, BlockQuotation, List, Verse, Table, Figure}
    for unit in units:
        soup = BeautifulSoup(unit_html(unit, NOTHING), "lxml")
        for call in soup.select(".gl-call"):
            call.decompose()
        assert " ".join(soup.get_text().split()) == " ".join(flatten(unit).text.split())


def test_printed_labels_of_a_list_are_kept_outside_its_text(handmade: Any, edition: Any) -> None:
    unit = edition.document.divisions[1].divisions[0].blocks[3]
    soup = BeautifulSoup(unit_html(unit, NOTHING), "lxml")
    assert [item["data-label"] for item in soup.find_all("li")] == ["1.", "2."]
