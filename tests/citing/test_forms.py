"""Forms and their filling: a form that is filled in says what the style says of the place itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.citing import marks
from glossator.citing.cited import Cited
from glossator.citing.forms import VARIANTS, Filling, cite, fill, make_form
from glossator.citing.places import PlaceKind
from glossator.citing.ranges import CHICAGO, FULL, MINIMAL_TWO, page_range
from glossator.citing.styles import BY_ID, STYLES, text_of
from glossator.model import Name, Work

BOOK = {"booktitle": "Mills", "publisher": "Dale Press", "location": "Leeds", "date": "1974"}
ADDRESS = "https://example.org/mills/5/?v=1#p5.12"
AUTHOR = {"author": (Name("Ash", "Ann"),)}
WORK = Work("mills-5", "inbook", AUTHOR, BOOK | {"title": "Rivers", "pages": "85–110", "chapter": "5"}, {})
WHOLE = Work("mills", "book", AUTHOR, {"title": "Mills"} | {k: v for k, v in BOOK.items() if k != "booktitle"}, {})


def cited(style: str, kind: PlaceKind, *pages: str, address: str = ADDRESS, work: Work = WORK, **given: Any) -> str:
    return cite(BY_ID[style], work, kind, Filling(pages, given.pop("number", "12"), address, "mills-5.12"), **given)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("chicago-note", "Ann Ash, “Rivers,” in Mills (Leeds: Dale Press, 1974), 88–89, para. 12, " + ADDRESS),
        ("chicago-short", "Ash, “Rivers,” 88–89, para. 12"),
        ("chicago-bibliography", f"Ash, Ann. “Rivers.” In Mills, 88–89, para. 12. Leeds: Dale Press, 1974. {ADDRESS}."),
        ("mla", f"Ash, Ann. “Rivers.” Mills, Dale Press, 1974, pp. 88–89, par. 12, {ADDRESS}."),
        ("mla-in-text", "(Ash 88–89, par. 12)"),
        ("apa", f"Ash, A. (1974). Rivers. In Mills (pp. 88–89, para. 12). Dale Press. {ADDRESS}"),
        ("apa-in-text", "(Ash, 1974, pp. 88–89, para. 12)"),
    ],
)
def test_a_paragraph_on_two_pages(style: str, expected: str) -> None:
    assert cited(style, PlaceKind.PARAGRAPH, "88", "89") == expected


@pytest.mark.parametrize(
    ("style", "on_a_page", "without_page"),
    [
        ("chicago-short", "Ash, “Rivers,” 88n12", "Ash, “Rivers,” n. 12"),
        ("mla-in-text", "(Ash 88n12)", "(Ash, n. 12)"),
        ("apa-in-text", "(Ash, 1974, p. 88, footnote 12)", "(Ash, 1974, footnote 12)"),
    ],
)
def test_a_note_stands_at_its_page(style: str, on_a_page: str, without_page: str) -> None:
    assert cited(style, PlaceKind.NOTE, "88") == on_a_page
    assert cited(style, PlaceKind.NOTE) == without_page


def test_labels_of_pages_know_one_from_several() -> None:
    assert "1974, p. 88, par. 12" in cited("mla", PlaceKind.PARAGRAPH, "88")
    assert "(p. 88, para. 12)" in cited("apa", PlaceKind.PARAGRAPH, "88")
    assert "(para. 12)" in cited("apa", PlaceKind.PARAGRAPH)
    assert cited("mla-in-text", PlaceKind.PARAGRAPH) == "(Ash, par. 12)"
    assert cited("chicago-short", PlaceKind.PARAGRAPH) == "Ash, “Rivers,” para. 12"


def test_a_section_is_named_by_its_heading() -> None:
    heading = 'The "Old" Weir'
    assert (
        cited("chicago-short", PlaceKind.SECTION, "88", heading=heading) == "Ash, “Rivers,” 88, under “The ‘Old’ Weir”"
    )
    assert cited("apa-in-text", PlaceKind.SECTION, heading=heading) == "(Ash, 1974, “The ‘Old’ Weir” section)"
    assert cited("chicago-short", PlaceKind.SECTION, "88", heading="{}{0}") == "Ash, “Rivers,” 88, under “{}{0}”"


def test_a_division_is_cited_as_a_whole() -> None:
    assert cited("chicago-note", PlaceKind.DIVISION, "85", "110", address="") == (
        "Ann Ash, “Rivers,” in Mills (Leeds: Dale Press, 1974), 85–110"
    )
    assert cited("mla-in-text", PlaceKind.DIVISION, "85", "110") == "(Ash)"
    assert cited("apa", PlaceKind.DIVISION, address="") == "Ash, A. (1974). Rivers. In Mills (Chapter 5). Dale Press."


def test_a_place_in_a_book_without_division() -> None:
    assert cited("chicago-note", PlaceKind.PAGE, "iv", address="", work=WHOLE) == (
        "Ann Ash, Mills (Leeds: Dale Press, 1974), iv"
    )
    assert cited("mla", PlaceKind.PAGE, "iv", address="", work=WHOLE) == "Ash, Ann. Mills. Dale Press, 1974, p. iv."
    assert cited("apa", PlaceKind.PAGE, "iv", address="", work=WHOLE) == "Ash, A. (1974). Mills (p. iv). Dale Press."


def test_the_doi_stands_where_there_is_no_address() -> None:
    work = WORK._replace(fields={**WORK.fields, "doi": "10.1000/182"})
    for style in ("chicago-note", "chicago-bibliography", "mla", "apa"):
        assert "https://doi.org/10.1000/182" in cited(style, PlaceKind.PARAGRAPH, "88", address="", work=work)
        assert "doi.org" not in cited(style, PlaceKind.PARAGRAPH, "88", work=work)
    record = cited("bibtex", PlaceKind.PARAGRAPH, "88", work=work)
    assert "doi = {10.1000/182}" in record
    assert f"url = {{{ADDRESS}}}" in record


def test_records_are_of_this_paragraph() -> None:
    bibtex = cited("bibtex", PlaceKind.PARAGRAPH, "107", "108")
    assert bibtex.startswith("@incollection{mills-5.12,\n")
    assert "  pages = {107--108},\n" in bibtex
    assert "  note = {para. 12},\n" in bibtex
    ris = cited("ris", PlaceKind.NOTE, "107", "108")
    assert "\r\nSP  - 107\r\nEP  - 108\r\n" in ris
    assert "\r\nN1  - n. 12\r\n" in ris
    assert "EP  -" not in cited("ris", PlaceKind.NOTE, "107")
    assert "SP  -" not in cited("ris", PlaceKind.NOTE)
    (item,) = json.loads(cited("csl-json", PlaceKind.PARAGRAPH, "107", "108"))
    assert (item["id"], item["page"], item["note"], item["URL"]) == ("mills-5.12", "107–108", "para. 12", ADDRESS)
    (item,) = json.loads(cited("csl-json", PlaceKind.PARAGRAPH))
    assert "page" not in item


@pytest.mark.parametrize(
    ("first", "last", "chicago", "minimal"),
    [
        ("88", "88", "88", "88"),
        ("88", "89", "88–89", "88–89"),
        ("3", "10", "3–10", "3–10"),
        ("100", "104", "100–104", "100–04"),
        ("107", "108", "107–8", "107–08"),
        ("321", "328", "321–28", "321–28"),
        ("498", "532", "498–532", "498–532"),
        ("1087", "1089", "1087–89", "1087–89"),
        ("1496", "1502", "1496–502", "1496–502"),
        ("99", "101", "99–101", "99–101"),
        ("xii", "xiv", "xii–xiv", "xii–xiv"),
        ("xii", "4", "xii–4", "xii–4"),
        ("110", "101", "110–101", "110–101"),
        ("٢١٠", "٢١٢", "٢١٠–٢١٢", "٢١٠–٢١٢"),
    ],
)
def test_ranges(first: str, last: str, chicago: str, minimal: str) -> None:
    assert page_range(first, last, CHICAGO) == chicago
    assert page_range(first, last, MINIMAL_TWO) == minimal
    assert page_range(first, last, FULL) == (first if first == last else f"{first}–{last}")


numbers = st.integers(1, 1200)
kinds = st.sampled_from([PlaceKind.PARAGRAPH, PlaceKind.NOTE])


@given(
    st.sampled_from(STYLES),
    kinds,
    numbers,
    st.integers(0, 60),
    st.sampled_from([0, 1, 2]),
    st.booleans(),
    st.booleans(),
)
def test_a_form_filled_in_says_what_the_style_says_of_the_place(
    style: Any, kind: PlaceKind, first: int, more: int, count: int, addressed: bool, html: bool
) -> None:
    pages = (str(first), str(first + more + 1))[:count]
    address = ADDRESS if addressed else ""
    filling = Filling(pages, "12a", address, "mills-5.12a")
    shown = page_range(pages[0], pages[-1], style.ranges if style.html else FULL) if pages else ""
    direct = style.write(Cited(WORK, kind, shown, len(pages) > 1, "12a", "", address, "mills-5.12a"))
    assert cite(style, WORK, kind, filling, html=html) == text_of(style, direct, html=html)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.id)
@pytest.mark.parametrize("addressed", [True, False])
def test_forms_hold_the_marks_of_their_variant(style: Any, addressed: bool) -> None:
    for kind in (PlaceKind.PARAGRAPH, PlaceKind.NOTE):
        for variant in VARIANTS:
            form = make_form(style, WORK, kind, variant, addressed=addressed)
            expected = {marks.NUMBER}
            expected |= {marks.ADDRESS} if addressed and not style.id.endswith(("-text", "-short")) else set()
            expected |= {marks.ID} if not style.html else set()
            if variant != "none":
                both = {marks.FIRST} if variant == "one" else {marks.FIRST, marks.LAST}
                expected |= {marks.PAGES} if style.html else both
            assert set(form) & set(marks.MARKS.values()) == expected, (kind, variant)


def test_what_is_filled_in_is_not_filled_in_again_and_is_escaped() -> None:
    filling = Filling((), f"<b>{marks.ADDRESS}", "https://example.org/?a=1&b=2", "x")
    assert fill(f"{marks.NUMBER} {marks.ADDRESS}", filling, FULL) == (
        f"<b>{marks.ADDRESS} https://example.org/?a=1&b=2"
    )
    assert fill(f"{marks.NUMBER} {marks.ADDRESS}", filling, FULL, html=True) == (
        f"&lt;b&gt;{marks.ADDRESS} https://example.org/?a=1&amp;b=2"
    )


def test_italics_are_emphasis_and_nothing_else_is_markup() -> None:
    work = WORK._replace(fields={**WORK.fields, "title": "<i>R&D</i> of *Weirs*", "booktitle": "Mills & *Ponds*"})
    assert cited("mla", PlaceKind.PARAGRAPH, "88", work=work, html=True, address="") == (
        "Ash, Ann. “&lt;i&gt;R&amp;D&lt;/i&gt; of <em>Weirs</em>.” <em>Mills &amp; </em>Ponds, Dale Press, 1974, "
        "p. 88, par. 12."
    )
    assert "<em>" not in cited("bibtex", PlaceKind.PARAGRAPH, "88", work=work, html=True)
