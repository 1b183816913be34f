"""How far in the book each page begins and ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from glossator.model import DivisionKind
from glossator.render import urls
from glossator.render.extents import extents_of
from glossator.render.plan import plan_edition

if TYPE_CHECKING:
    from glossator.model import Division, Edition


def book(handmade: Any, *divisions: Division) -> Edition:
    """Return the edition with these divisions and nothing else."""
    edition: Edition = handmade.handmade_edition()
    return edition._replace(document=edition.document._replace(divisions=divisions, notes=()), namings=(), works=())


def chapter(handmade: Any, ident: str, words: int, *inner: Division, kind: DivisionKind = DivisionKind.CHAPTER) -> Any:
    paragraph = (handmade.paragraph("word " * words),) if words else ()
    return handmade.division(kind, ident, "A title of five words", *paragraph, inner=inner)


def spans(edition: Edition) -> dict[str, tuple[float, float]]:
    """Return where each page begins and ends, by the name of its folder."""
    return {address.split("/")[1]: extent[:2] for address, extent in extents_of(plan_edition(edition)).items()}


def test_pages_share_the_book_by_their_words(handmade: Any) -> None:
    section = chapter(handmade, "2.s1", 30, kind=DivisionKind.SECTION)
    part = chapter(handmade, "part1", 0, chapter(handmade, "2", 20, section), chapter(handmade, "3", 37))
    found = spans(book(handmade, chapter(handmade, "1", 13), part))
    assert found == {"1": (0.0, 13.0), "2": (13.0, 63.0), "3": (63.0, 100.0)}


def test_what_is_looked_up_has_no_share(handmade: Any) -> None:
    for kind in (DivisionKind.BIBLIOGRAPHY, DivisionKind.INDEX):
        found = spans(book(handmade, chapter(handmade, "1", 5), chapter(handmade, "last", 5, kind=kind)))
        assert found == {"1": (0.0, 100.0)}


@pytest.mark.parametrize("divisions", [0, 1])
def test_a_book_without_words_has_no_extents(handmade: Any, divisions: int) -> None:
    assert spans(book(handmade, *[chapter(handmade, "1", 0)] * divisions)) == {}


def test_extents_join_without_gaps(edition: Edition) -> None:
    extents = tuple(extents_of(plan_edition(edition)).values())
    assert [one.begins for one in extents] == [0.0, *(one.ends for one in extents[:-1])]
    assert extents[-1].ends == 100.0
    assert extents[0].all_begin == tuple(one.begins for one in extents[1:])


@pytest.mark.slow
def test_the_theme_draws_them(edition: Edition, built: Path) -> None:
    def line_on(address: str) -> Any:
        return BeautifulSoup((built / "site" / address / "index.html").read_bytes(), "lxml").select_one(".gl-progress")

    slug = edition.metadata.id
    extents = extents_of(plan_edition(edition))
    for address in (urls.division(slug, "1"), urls.division(slug, "intro")):
        line = line_on(address)
        assert (line["data-begins"], line["data-ends"]) == tuple(map(str, extents[address][:2]))
    assert line_on(urls.bibliography(slug)) is None
