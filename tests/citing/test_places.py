"""The places of an edition and their printed pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossator.build import load_edition
from glossator.citing.edition import find_place
from glossator.citing.places import CitedPlace, PlaceKind, places_of, wanted_id
from glossator.diagnostics import GlossatorError
from glossator.model import (
    Anchor,
    AnchorKind,
    Anchors,
    Certainty,
    Division,
    DivisionKind,
    Document,
    Edition,
    Heading,
    Inline,
    Metadata,
    Note,
    Page,
    PageBreak,
    Paragraph,
    Text,
)
from glossator.spans import Span
from glossator.walk import all_units

ROOT = Path(__file__).parents[2]
HERE = Span("A", 0, 0)


def text(words: str) -> Text:
    return Text(words, HERE)


def breaks(label: str) -> PageBreak:
    return PageBreak(label, Certainty.CERTAIN, 0)


def paragraph(ident: str, *children: Inline) -> Paragraph:
    return Paragraph(children, (), ident, ident.rpartition(".")[2])


def division(ident: str, title: str, *blocks: Paragraph, **given: object) -> Division:
    kind = DivisionKind.SECTION if ".s" in ident else DivisionKind.CHAPTER
    heading = Heading((*given.pop("opening", ()), text(title)), ())  # type: ignore[misc]
    values = {"number": None, "page": None, "divisions": ()} | given
    page, number, inner = values["page"], values["number"], values["divisions"]
    return Division(kind, number, title, 1, page, None, heading, blocks, inner, ident)  # type: ignore[arg-type]


def document(*divisions: Division, notes: tuple[Note, ...] = (), pages: str = "") -> Document:
    shown = tuple(Page(label, HERE, Certainty.CERTAIN, (), blank=False) for label in pages.split())
    return Document("A", (), None, (), divisions, notes, shown, ())


def pages(places: dict[str, CitedPlace]) -> dict[str, tuple[str, ...]]:
    return {ident: place.pages for ident, place in places.items()}


BOOK = document(
    division(
        "1",
        "Rivers",
        paragraph("1.1", text("On one page.")),
        paragraph("1.2", text("It begins "), breaks("6"), text("and ends.")),
        paragraph("1.3", breaks("7"), text("A page of its own.")),
        divisions=(
            division(
                "1.s1",
                "Weirs",
                paragraph("1.4", text("still here"), breaks("8"), breaks("9"), text("end")),
                number="1.1",
            ),
            division("1.s2", "Ponds", paragraph("1.5", text("a last word"))),
        ),
        opening=(breaks("5"),),
        page="5",
    ),
    division("2", "Mills", paragraph("2.1", text("on the same page"))),
    notes=(
        Note("1", "n1", (Paragraph((text("short"),), ()),), (), "5", "1"),
        Note("2", "n2", (Paragraph((text("long "), breaks("7"), text("and longer")), ()),), (), "6", "1"),
        Note("3", "n3", (), (), None, "2"),
    ),
    pages="5 6 7 8 9 10",
)


def test_every_place_has_its_pages() -> None:
    assert pages(dict(places_of(BOOK))) == {
        "1": ("5", "9"),
        "1.1": ("5",),
        "1.2": ("5", "6"),
        "1.3": ("7",),
        "1.s1": ("7", "9"),
        "1.4": ("7", "9"),
        "1.s2": ("9",),
        "1.5": ("9",),
        "2": ("9",),
        "2.1": ("9",),
        "n1": ("5",),
        "n2": ("6", "7"),
        "n3": (),
        **{f"page-{label}": (label,) for label in ["5", "6", "7", "8", "9", "10"]},
    }


def test_every_place_has_its_home() -> None:
    places = places_of(BOOK)
    assert places["1.s1"] == CitedPlace(PlaceKind.SECTION, "1.s1", "1", "", "1.1 Weirs", ("7", "9"))
    assert places["1.4"].division == "1"
    assert places["1.4"].number == "4"
    assert (places["n2"].kind, places["n2"].division, places["n2"].number) == (PlaceKind.NOTE, "1", "2")
    assert (places["page-8"].kind, places["page-8"].division) == (PlaceKind.PAGE, "1")
    assert places["page-10"].division == ""  # no text begins on it


def test_pages_that_are_not_known_are_none() -> None:
    places = places_of(
        document(division("1", "Rivers", paragraph("1.1", text("words")), paragraph("1.2", breaks("2"))))
    )
    assert pages(dict(places)) == {"1": (), "1.1": (), "1.2": ("2",)}


@pytest.mark.parametrize("written", ["p.89", "p. 89", "P. 89", "page-89", "page 89", " page-89 "])
def test_pages_may_be_written_in_many_ways(written: str) -> None:
    assert wanted_id(written) == "page-89"


@pytest.mark.parametrize("ident", ["5.12", "n136", "5.s2", "intro", "p5.12", "page", "p."])
def test_ids_stay_as_they_are(ident: str) -> None:
    assert wanted_id(ident) == ident


# --- in an edition ---------------------------------------------------------------------------------------------------

METADATA = Metadata("rivers", "Rivers", None, (), None, None, None, None, None, None, "en", None, "1", None)


def edition(*published: Anchor, aliases: dict[str, tuple[str, ...]] | None = None) -> Edition:
    anchors = Anchors(versions=("1", "2"), published=published, aliases=aliases or {})
    return Edition(METADATA, (), BOOK, anchors=anchors)


def anchor(ident: str, now: str | None, *history: tuple[str, str]) -> Anchor:
    return Anchor(ident, AnchorKind.PARAGRAPH, ("1",), now, "a" if now else "", history)


def test_a_place_is_found_by_its_id() -> None:
    assert find_place(edition(), "1.4") == (places_of(BOOK)["1.4"], "")
    assert find_place(edition(), "p. 8")[0].id == "page-8"


def test_a_published_id_leads_to_what_answers_to_it() -> None:
    place, remark = find_place(edition(anchor("1.9", "1.4", ("1", "a"))), "1.9")
    assert (place.id, remark) == ("1.4", "1.9 is 1.4 today")
    place, remark = find_place(edition(aliases={"1.5": ("1.8",)}), "1.8")
    assert (place.id, remark) == ("1.5", "1.8 is 1.5 today")


def test_what_has_vanished_is_explained() -> None:
    with pytest.raises(GlossatorError) as caught:
        find_place(edition(anchor("1.9", None, ("1", "a"), ("2", ""))), "1.9")
    assert "1.9 of rivers, which version 1 first had, is not there any more since version 2" in str(caught.value)
    with pytest.raises(GlossatorError) as caught:
        find_place(edition(anchor("1.9", None, ("2", "a"))), "1.9")
    assert "not there any more in the text of today" in str(caught.value)


@pytest.mark.parametrize(
    ("written", "hint"),
    [("1.44", 'did you mean "1.4"?'), ("n22", 'did you mean "n2"?'), ("p.88", 'did you mean "p.8"?'), ("zzz", "n136")],
)
def test_near_places_are_offered(written: str, hint: str) -> None:
    with pytest.raises(GlossatorError) as caught:
        find_place(edition(), written)
    assert f"no work, division, section, paragraph, note or page {written}" in str(caught.value)
    assert hint in str(caught.value)


@pytest.mark.parametrize("slug", ["small-print", pytest.param("reiman", marks=pytest.mark.monograph)])
def test_places_of_a_real_book(slug: str) -> None:
    """Each unit has pages, in rising order, and they lie in those of its division."""
    loaded = load_edition(ROOT, slug).edition
    assert isinstance(loaded, Edition)
    places = places_of(loaded.document)
    order = {page.label: at for at, page in enumerate(loaded.document.pages)}
    for _, unit in all_units(loaded.document):
        place = places[unit.id]
        home = places[place.division]
        assert home.kind is PlaceKind.DIVISION
        assert place.pages, unit.id
        assert order[home.pages[0]] <= order[place.pages[0]] <= order[place.pages[-1]] <= order[home.pages[-1]]
    for note in loaded.document.notes:
        assert places[note.id].pages[0] == note.page
