"""Titles in other languages are marked, and not a character changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from glossator.citations.printed_titles import PrintedTitles
from glossator.model import Emphasis, Link, Rend, Superscript
from glossator.render.bibliography import bibliography_view
from glossator.render.divisions import division_view
from glossator.render.html import PageContext, inlines_html
from glossator.render.naming import PageNames, named_persons
from glossator.render.passages import Cite, Marked, NameLink, Tongue, leaf_passages
from glossator.render.plan import plan_edition
from glossator.render.tongues import line_html, titles_in_note
from glossator.render.works import cited_works
from glossator.walk import flatten_lines

if TYPE_CHECKING:
    from glossator.model import Edition, Inline, Work


def shown(inlines: tuple[Inline, ...], *titles: tuple[int, int], marked: tuple[Marked, ...] = ()) -> str:
    """Inlines as HTML, German at some places of their text."""
    tongues = leaf_passages([inlines], [Marked(start, end, Tongue("de")) for start, end in titles])
    return inlines_html(inlines, PageContext(tongues=tongues, passages=leaf_passages([inlines], marked)))


def test_words_are_marked_where_they_stand(handmade: Any) -> None:
    line = handmade.inlines("See Die Mühle & so on.")
    assert shown(line, (4, 13)) == 'See <span lang="de">Die Mühle</span> &amp; so on.'
    assert shown(line, (0, 3), (4, 13)) == '<span lang="de">See</span> <span lang="de">Die Mühle</span> &amp; so on.'


def test_an_emphasis_that_is_a_title_says_so_itself(handmade: Any) -> None:
    title = Emphasis(Rend.ITALIC, handmade.inlines("Die Mühle"))
    assert shown(handmade.inlines("In ", title, "."), (3, 12)) == 'In <em lang="de">Die Mühle</em>.'
    partly = Emphasis(Rend.ITALIC, handmade.inlines("Die Mühle, p. 3"))
    assert shown((partly,), (0, 9)) == '<em><span lang="de">Die Mühle</span>, p. 3</em>'
    nested = Emphasis(Rend.ITALIC, (*handmade.inlines("Die "), Emphasis(Rend.BOLD, handmade.inlines("Mühle"))))
    assert shown((nested,), (0, 9)) == '<em lang="de">Die <strong>Mühle</strong></em>'


def test_a_note_call_or_a_page_in_a_title_is_not_german(handmade: Any) -> None:
    broken = Emphasis(Rend.ITALIC, handmade.inlines("Die ", handmade.page("8"), "Mühle"))
    soup = BeautifulSoup(shown((broken,), (0, 9)), "lxml")
    assert [span.get_text() for span in soup.select("[lang=de]")] == ["Die ", "Mühle"]
    assert soup.select_one(".gl-page").find_parent(attrs={"lang": "de"}) is None  # type: ignore[union-attr]
    raised = handmade.inlines("Die Mühle", Superscript(handmade.inlines("2")))
    assert shown(raised, (0, 10)) == '<span lang="de">Die Mühle</span><sup><span lang="de">2</span></sup>'


def test_it_stands_inside_links(handmade: Any) -> None:
    line = handmade.inlines("Doe, ", Emphasis(Rend.ITALIC, handmade.inlines("Die Mühle")), ", p. 3, Mühle")
    cite = Marked(0, 20, Cite("../bibliography/#doe", ""))
    assert shown(line, (5, 14), marked=(cite,)) == (
        '<a class="gl-cite" role="doc-biblioref" href="../bibliography/#doe">Doe, <em lang="de">Die Mühle</em>'
        ", p. 3</a>, Mühle"
    )
    name = Marked(9, 14, NameLink("../persons/muehle/", stop=True))
    assert '<em lang="de">Die <a class="gl-name" href="../persons/muehle/">Mühle</a></em>' in shown(
        line, (5, 14), marked=(name,)
    )
    link = (Link("https://example.org/", handmade.inlines("Die Mühle")),)
    assert shown(link, (0, 9)) == '<a href="https://example.org/" rel="noopener"><span lang="de">Die Mühle</span></a>'


def german(work: Work, title: str) -> Work:
    return work._replace(fields=work.fields | {"title": title, "langid": "german"})


@pytest.fixture
def bilingual(edition: Edition, handmade: Any) -> Edition:
    """The hand-made edition; the work of its first note and first printed line is said to be German."""
    first, *others = edition.works
    one = handmade.note(
        "1", handmade.paragraph("Author, ", Emphasis(Rend.ITALIC, handmade.inlines("A Book"))), page="7"
    )
    text = flatten_lines([one.blocks[0].children]).text
    citation = handmade.cites("n1", 0, len(text), first.key)
    return edition._replace(
        works=(german(first, "A Book"), *others),
        citations=(citation, *edition.citations[1:]),
        document=edition.document._replace(notes=(one, *edition.document.notes[1:])),
    )


def test_notes_and_references_of_a_page(bilingual: Edition) -> None:
    plan = plan_edition(bilingual)
    cited = cited_works(bilingual, plan)
    page = next(page for page in plan.pages if page.kind == "introduction")
    view = division_view(bilingual, plan, page, cited, PageNames({}, ()))
    assert '<em lang="de">A Book</em>' in view.notes[0].body
    assert BeautifulSoup(view.notes[0].body, "lxml").get_text() == "Author, A Book"
    assert 'lang="' not in view.notes[1].body.replace('lang="en"', "")
    assert '<em lang="de">A Book</em>' in view.references[0].html
    assert "lang" not in view.references[1].html


def test_the_bibliography(bilingual: Edition) -> None:
    plan = plan_edition(bilingual)
    page = next(page for page in plan.pages if page.kind == "bibliography")
    cited = cited_works(bilingual, plan)
    view = bibliography_view(bilingual, plan, page, cited, named_persons(bilingual, plan))
    (part,) = view.sections[0].parts
    listed = part[0]
    assert listed.reference == 'First, Author. <em lang="de">A Book</em>. Town: House, 1901.'  # type: ignore[union-attr]
    assert listed.printed == 'Author, First: <em lang="de">A Book</em>, Town 1901.'  # type: ignore[union-attr]
    assert listed.places[0].language == "en"  # type: ignore[union-attr]
    assert part[1].printed == "Author, Second: Another Book, Town 1902."  # type: ignore[union-attr]


def test_titles_in_the_language_around_them_are_not_marked(bilingual: Edition) -> None:
    cited = cited_works(bilingual, plan_edition(bilingual))
    assert [title[:2] for title in titles_in_note("n1", "Author, A Book", cited, "en")] == [(8, 14)]
    assert list(titles_in_note("n1", "Author, A Book", cited, "de-AT")) == []
    assert list(titles_in_note("n9", "Author, A Book", cited, "en")) == []


def test_a_plain_line_is_escaped(edition: Edition) -> None:
    titles = PrintedTitles(german(edition.works[0], "Mühle <b>"))
    assert line_html("Doe & Roe, Mühle <b>.", titles, "en") == (
        'Doe &amp; Roe, <span lang="de">Mühle &lt;b</span>&gt;.'
    )
