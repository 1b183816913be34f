"""The cover: a picture that every book gets from its own data, that fits, and that nothing in a title can break."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.model import DivisionKind, Edition, Metadata
from glossator.render.book_shape import RADIUS, Block, blocks_by_division, book_shape
from glossator.render.cover import (
    EDGE,
    HEIGHT,
    MARGIN,
    PALETTE,
    PAPER,
    SERIF,
    WIDTH,
    colours_of,
    cover_lines,
    edition_cover,
)
from glossator.render.lettering import is_right_to_left, width
from glossator.render.plan import Plan, plan_edition

SVG = "{http://www.w3.org/2000/svg}"
TOKENS = Path(__file__).parents[2] / "templates" / "assets" / "styles" / "tokens.css"
LARGEST = 20_000  # bytes
NAMES = st.text(max_size=60)


@dataclass(frozen=True)
class Made:
    """The hand-made edition, to be called otherwise."""

    edition: Edition
    plan: Plan

    def cover(self, **changes: Any) -> str:
        metadata = self.edition.metadata._replace(**changes)
        return edition_cover(self.edition._replace(metadata=metadata), self.plan)


@pytest.fixture(scope="module")
def made(edition: Edition) -> Made:
    return Made(edition, plan_edition(edition))


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def brightness(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_cover_says_what_the_book_is(made: Made) -> None:
    svg = made.cover()
    assert texts(svg) == [
        "No Body and Some One", "A", "Hand-made", "Book", "With One of Everything", "Nowhere & Sons", "2026",
    ]  # fmt: skip
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Cover: A Hand-made Book"
    assert made.cover() == svg
    assert not re.search(r"href|url\(|script| style=|class=|@import|<image|<use", svg)


def test_what_is_not_known_is_left_out(made: Made) -> None:
    bare = made.cover(subtitle=None, authors=(), publisher=None, year=None)
    assert texts(bare) == ["A", "Hand-made", "Book"]


def test_of_many_authors_the_first_is_named(made: Made) -> None:
    names = tuple(f"Author With A Rather Long Name {number}" for number in range(9))
    assert " ".join(texts(made.cover(authors=names))[:2]) == "Author With A Rather Long Name 0 and 8 others"


@settings(max_examples=60)
@given(
    title=st.text(min_size=1, max_size=300), subtitle=NAMES, authors=st.lists(NAMES, max_size=12), publisher=NAMES,
    year=st.none() | st.integers(-9999, 9999),
)  # fmt: skip
def test_every_line_stays_on_the_cover(
    metadata: Metadata, title: str, subtitle: str, authors: list[str], publisher: str, year: int | None
) -> None:
    named = metadata._replace(title=title, subtitle=subtitle, authors=tuple(authors), publisher=publisher, year=year)
    lines, below = cover_lines(named, backwards=is_right_to_left(title))
    for line in lines:
        long = width(line.text) * line.size
        assert long <= WIDTH - MARGIN - EDGE + 0.01, line
        assert MARGIN < line.y < HEIGHT - MARGIN / 2
    assert below < HEIGHT - 300  # there is room for the ornament


@pytest.fixture(scope="module")
def metadata(edition: Edition) -> Metadata:
    return edition.metadata


@pytest.mark.parametrize(
    "title",
    [
        "</title><script>alert(1)</script>",
        "\"'&<>]]>",
        "a\x00b\x0b\x1fc\x85d",
        "\ud800\udfff \ufffe\uffff",
        " ",
        "\u202eabc",
    ],
)
def test_no_title_breaks_the_picture(made: Made, title: str) -> None:
    svg = made.cover(title=title, subtitle=title, authors=(title,), publisher=title, language='"><x')
    root = ET.fromstring(svg.encode())
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {"svg", "title", "rect", "g", "path", "text"}


def test_a_title_from_right_to_left_begins_at_the_right(made: Made) -> None:
    root = ET.fromstring(made.cover(title="مقدمة", authors=("كاتب",)))
    assert [group.get("direction") for group in root.iter(f"{SVG}g")][-1] == "rtl"
    author, *_, year = root.iter(f"{SVG}text")
    assert (author.get("x"), year.get("x"), year.get("text-anchor")) == (str(WIDTH - MARGIN), str(MARGIN), "end")


def test_all_colours_can_be_told_from_their_ground() -> None:
    for colours in PALETTE:
        assert contrast(PAPER, colours.ground) >= 7
        assert contrast(colours.ray, colours.ground) >= 4.5
        assert contrast(colours.dot, colours.ground) >= 4.5


def test_the_slug_decides_the_colours() -> None:
    slugs = [f"book-{number}" for number in range(200)]
    assert {colours_of(slug) for slug in slugs} == set(PALETTE)
    assert colours_of("book-1") == colours_of("book-1")


def test_the_faces_are_those_of_the_site() -> None:
    stack = re.search(r"--gl-serif: ([^;]+);", TOKENS.read_text(encoding="utf-8"))
    assert stack is not None
    assert [face.strip().strip('"') for face in stack[1].split(",")] == [face.strip("'") for face in SERIF.split(",")]


# --- the ornament ------------------------------------------------------------------------------------------------


def ends(path: str) -> list[tuple[int, int, int, int]]:
    """Return the lines of path data: where each begins and ends."""
    found = re.findall(r"M(-?\d+) (-?\d+)L(-?\d+) (-?\d+)", path)
    return [(int(a), int(b), int(c), int(d)) for a, b, c, d in found]


def length(line: tuple[int, int, int, int]) -> float:
    x, y, to_x, to_y = line
    return float(((x - to_x) ** 2 + (y - to_y) ** 2) ** 0.5)


def test_each_paragraph_is_a_ray_and_each_note_a_dot(edition: Edition, made: Made) -> None:
    divisions = blocks_by_division(made.plan)
    assert [len(blocks) for blocks in divisions] == [2, 12, 3, 1, 2, 3]  # a part has no text of its own
    shape = book_shape(divisions)
    assert len(ends(shape.rays)) == sum(map(len, divisions))
    called = [block for blocks in divisions for block in blocks if block.notes]
    assert len(ends(shape.dots)) == len(called)


def test_longer_paragraphs_have_longer_rays_and_stay_in_the_circle() -> None:
    shape = book_shape(((Block(10, 0), Block(400, 3), Block(900, 9)), (Block(100_000, 0),)))
    lengths = [length(line) for line in ends(shape.rays)]
    assert lengths[:3] == sorted(set(lengths[:3]))
    assert lengths[3] == pytest.approx(lengths[2], abs=2)  # a paragraph beyond all measure does not make others small
    assert all(max(map(abs, line)) <= RADIUS for line in ends(shape.rays))
    three, nine = map(length, ends(shape.dots))
    assert three < nine < 93  # they do not reach the middle


def test_a_book_read_from_right_to_left_runs_the_other_way() -> None:
    divisions = ((Block(10, 0), Block(20, 1), Block(30, 0)),)
    forwards, backwards = (ends(book_shape(divisions, backwards=way).rays) for way in (False, True))
    assert backwards == [(-x, y, -to_x, to_y) for x, y, to_x, to_y in forwards]


def test_a_book_without_text_has_a_cover(edition: Edition) -> None:
    empty = edition._replace(document=edition.document._replace(divisions=(), notes=()))
    svg = edition_cover(empty, plan_edition(empty))
    assert "<path" not in svg
    assert len(texts(svg)) == 7


def test_the_cover_of_a_long_book_is_small(edition: Edition, handmade: Any) -> None:
    paragraphs = tuple(handmade.paragraph("Words. " * (at % 40 + 1), handmade.call("1")) for at in range(6000))
    chapters = tuple(
        handmade.division(DivisionKind.CHAPTER, str(at), "A Chapter", *paragraphs[at::60], number=str(at))
        for at in range(60)
    )
    long = edition._replace(document=edition.document._replace(divisions=chapters))
    svg = edition_cover(long, plan_edition(long))
    assert len(svg.encode()) <= LARGEST
    assert svg.count("M") >= 400
