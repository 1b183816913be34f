"""The cover of an edition as a picture (SVG), made from what the edition holds: its titles, and the shape of its text.

The words stand at the side where the title begins to be read; below them the ornament (see `book_shape`). The picture
needs no other file: it may stand in an `<img>`, on light and on dark paper and in print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from glossator.model import Edition, Metadata
from glossator.render.book_shape import DOT_SIZE, DOT_STEP, RADIUS, blocks_by_division, book_shape
from glossator.render.html import REPLACEMENT, attribute_html, text_html
from glossator.render.lettering import ELLIPSIS, Setting, is_right_to_left, set_words, width
from glossator.render.plan import Plan
from glossator.render.titles import joined

WIDTH: Final = 800  # of the whole picture, in its own units; where it is shown, only the proportion counts
HEIGHT: Final = 1200
SERIF: Final = (  # as in the style sheet
    "'Iowan Old Style','Palatino Linotype',Palatino,P052,'URW Palladio L','Book Antiqua',Charter,'Bitstream Charter',"
    "'Source Serif 4','Libertinus Serif',Georgia,'Noto Serif','DejaVu Serif',serif"
)

MARGIN: Final = 76
EDGE: Final = 24  # of the far side, which lines keep free in the widest font; in most they end well before the margin
_MEASURE: Final = WIDTH - MARGIN - EDGE
_LEADING: Final = 1.14  # from line to line, in sizes of the letters
_ASCENT: Final = 0.8  # from the top of a line to where its letters stand, likewise
_TITLE_SIZES: Final = (128, 116, 106, 98, 90, 82, 76, 70, 64, 58, 52, 46, 40, 36)
_TITLE_HEIGHT: Final = 430  # that its lines may take
_SUBTITLE_SIZES: Final = (44, 40, 36)
_AUTHOR_SIZES: Final = (38, 34)
_FOOT_SIZES: Final = (30, 27, 24)
_MOST_SMALL_LINES: Final = 3  # of authors and of the subtitle
_FOOT: Final = HEIGHT - 72  # the line on which publisher and year stand
_ABOVE_FOOT: Final = 64
_BELOW_WORDS: Final = 44
_BELOW_AUTHORS: Final = 34
_BELOW_TITLE: Final = 22


class Colours(NamedTuple):
    """The colours of a cover; words and ornament can be read on the ground (WCAG, AA)."""

    ground: str
    ray: str
    dot: str


PAPER: Final = "#fbf6ec"  # the colour of the words
PALETTE: Final = (  # grounds of much the same depth, round the circle of hues
    Colours("#5b2026", "#e6c9b4", "#f2b36b"),
    Colours("#6a3216", "#ecd0b0", "#f5c26b"),
    Colours("#584515", "#e6d8ac", "#f3c668"),
    Colours("#3c4a1e", "#d8dcb2", "#f0c765"),
    Colours("#1f4a35", "#bfdac6", "#f2c46d"),
    Colours("#17484b", "#b8d8d5", "#f4bd74"),
    Colours("#1b4159", "#bcd3e0", "#f5bb77"),
    Colours("#26386a", "#c4cfe8", "#f6bf7a"),
    Colours("#3d3167", "#d0c9e6", "#f4bd80"),
    Colours("#542a5c", "#dcc6e0", "#f4b98a"),
    Colours("#612344", "#e8c6d3", "#f5ba83"),
    Colours("#3a3835", "#d9d3c8", "#e9a66b"),
)


_NOT_IN_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Line(NamedTuple):
    """A line of words; `x` is where it begins, or ends, on its side of the cover."""

    text: str
    x: int
    y: float  # of the line on which the letters stand
    size: int
    ends: bool = False
    italic: bool = False


def edition_cover(edition: Edition, plan: Plan) -> str:
    """Return the cover of an edition as the text of an SVG file."""
    metadata = edition.metadata
    colours = colours_of(metadata.id)
    backwards = is_right_to_left(metadata.title)
    lines, below = cover_lines(metadata, backwards=backwards)
    shape = book_shape(blocks_by_division(plan), backwards=backwards)
    drawn = ""
    if shape.rays:
        bottom = _FOOT - _ABOVE_FOOT
        radius = min(RADIUS, (bottom - below) / 2)
        drawn = (
            f'<g transform="translate({WIDTH // 2} {bottom - radius:.0f}) scale({radius / RADIUS:.3f})" fill="none">'
            f'<path stroke="{colours.ray}" stroke-width="{shape.thickness}" d="{shape.rays}"/>'
            f'<path stroke="{colours.dot}" stroke-width="{DOT_SIZE}" stroke-linecap="round"'
            f' stroke-dasharray="0 {DOT_STEP}" d="{shape.dots}"/></g>'
        )
    direction = ' direction="rtl"' if backwards else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' role="img" xml:lang="{attribute_html(metadata.language)}">'
        f"<title>{_escaped(f'Cover: {metadata.title}')}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours.ground}"/>{drawn}'
        f'<g fill="{PAPER}" font-family="{SERIF}"{direction}>{"".join(map(_line_svg, lines))}</g></svg>\n'
    )


def colours_of(slug: str) -> Colours:
    """Return the colours of an edition: its slug decides, so that they never change."""
    return PALETTE[int.from_bytes(sha256(slug.encode()).digest()[:4]) % len(PALETTE)]


def cover_lines(metadata: Metadata, *, backwards: bool) -> tuple[tuple[Line, ...], float]:
    """Return the lines of a cover, and where the room below the titles begins.

    Args:
        metadata: what the book is called, and so on.
        backwards: whether its title runs from right to left.
    """
    begin, end = (WIDTH - MARGIN, MARGIN) if backwards else (MARGIN, WIDTH - MARGIN)
    y: float = MARGIN
    lines: list[Line] = []
    for setting, gap, italic in (
        (_authors(metadata.authors), _BELOW_AUTHORS, False),
        (
            set_words(
                metadata.title, _MEASURE, _TITLE_SIZES, [int(_TITLE_HEIGHT / _LEADING / s) for s in _TITLE_SIZES]
            ),
            _BELOW_TITLE,
            False,
        ),
        (_small(metadata.subtitle or "", _SUBTITLE_SIZES), 0, True),
    ):
        for line in setting.lines:
            lines.append(Line(line, begin, y + setting.size * _ASCENT, setting.size, italic=italic))
            y += setting.size * _LEADING
        y += gap if setting.lines else 0
    year = str(metadata.year) if metadata.year is not None else ""
    room = WIDTH - 2 * MARGIN - width(year + "  ") * _FOOT_SIZES[0]
    publisher = set_words(metadata.publisher or "", room, _FOOT_SIZES, [1] * len(_FOOT_SIZES))
    lines += (Line(line, begin, _FOOT, publisher.size) for line in publisher.lines)
    if year:
        lines.append(Line(year, end, _FOOT, publisher.size, ends=True))
    return tuple(lines), y + _BELOW_WORDS


def _authors(names: Sequence[str]) -> Setting:
    """Set the names of the authors; where there is no room for all, the first of them."""
    setting = _small(joined(names), _AUTHOR_SIZES)
    if setting.lines and setting.lines[-1].endswith(ELLIPSIS) and len(names) > 1:
        others = len(names) - 1
        return _small(f"{names[0]} and {others} {'others' if others > 1 else 'other'}", _AUTHOR_SIZES)
    return setting


def _small(text: str, sizes: Sequence[int]) -> Setting:
    return set_words(text, _MEASURE, sizes, [_MOST_SMALL_LINES] * len(sizes))


def _line_svg(line: Line) -> str:
    more = (' text-anchor="end"' if line.ends else "") + (' font-style="italic"' if line.italic else "")
    return f'<text x="{line.x}" y="{line.y:.0f}" font-size="{line.size}"{more}>{_escaped(line.text)}</text>'


def _escaped(text: str) -> str:
    """Return text for XML, which has no place for a few characters that HTML takes."""
    return text_html(_NOT_IN_XML.sub(REPLACEMENT, text))
