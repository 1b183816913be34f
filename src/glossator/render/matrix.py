"""A picture of things against chapters: chapters are columns, things (works, persons) are rows.

Marks differ by size and carry their number, so that colour says nothing. The marks are one inline SVG, an image with a
title and a description in words; beside it stand the names of the rows as links, and below it the same as a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import sqrt
from typing import Final, NamedTuple, TypeVar

from markupsafe import Markup

from glossator.model import DivisionKind
from glossator.render import urls
from glossator.render.html import text_html
from glossator.render.plan import PlannedPage
from glossator.render.views import ChapterLink, MatrixRow, MatrixView

_COLUMN: Final = 29  # twenty units are one rem of the style sheet, which sets the height of the rows too
_ROW: Final = 26
_SMALLEST, _LARGEST = 6.0, 12.5  # radius of a mark
_MANY: Final = 9  # from so many times on the largest mark may be used: two are never the largest
_LONGEST_LABEL: Final = 5
_LABELS: Final[Mapping[str, str]] = {  # of chapters without number, whose titles may begin with any word
    DivisionKind.PREFACE: "Pref.",
    DivisionKind.INTRODUCTION: "Intr.",
    DivisionKind.CONCLUSION: "Con.",
    DivisionKind.SUMMARY: "Sum.",
    DivisionKind.APPENDIX: "App.",
}
_Thing = TypeVar("_Thing")


class Row(NamedTuple):
    """A thing and how often it occurs."""

    name: str
    href: str  # "" for those that have no row of their own
    counts: Mapping[str, int]  # by id of the division
    times: int


class Words(NamedTuple):
    """What is counted, in words."""

    one: str  # "citation"
    several: str  # "citations"
    of: str  # between a count and a thing: "12 citations, 3 *to* Hume, Essays"
    others: str  # "2 other works": "works"
    other: str  # "work"

    def how_many(self, number: int) -> str:
        """Return how many: `12 citations`."""
        return f"1 {self.one}" if number == 1 else f"{number} {self.several}"


def matrix_view(
    named: Sequence[Row], rest: Sequence[Mapping[str, int]], chapters: Sequence[PlannedPage], words: Words, page: str
) -> MatrixView:
    """Return a picture.

    Args:
        named: the rows, the largest first.
        rest: the counts of the things without a row, which share one.
        chapters: pages of divisions; the columns.
        words: what is counted.
        page: address of the page that shows the picture.
    """
    ids = [chapter.division.id for chapter in chapters if chapter.division is not None]
    rows = list(named)
    if rest:
        others = _sum(rest)
        name = f"{len(rest)} other {words.others}" if len(rest) > 1 else f"1 other {words.other}"
        rows.append(Row(name, "", others, others.total()))
    total = _sum([row.counts for row in rows])
    return MatrixView(
        shown=len(named),
        description=Markup(text_html(_in_words(named, chapters, ids, total, words))),
        svg=Markup(_svg(rows, ids, [column_label(chapter) for chapter in chapters], total)),
        box=f"0 0 {(len(ids) + 1) * _COLUMN} {(len(rows) + 2) * _ROW}",
        width=f"{(len(ids) + 1) * _COLUMN / 20:g}",
        height=f"{(len(rows) + 2) * _ROW / 20:g}",
        chapters=tuple(_chapter_link(chapter, page) for chapter in chapters),
        rows=tuple(_row_view(row, ids) for row in rows),
        total=_row_view(Row(f"All {words.others}", "", total, total.total()), ids),
    )


def most_frequent(things: Sequence[_Thing], times: Callable[[_Thing], int], least: int, limit: int) -> list[_Thing]:
    """Return what occurs most often, the most frequent first.

    Args:
        things: in the order in which equally frequent ones stay.
        times: how often one occurs.
        least: what is rarer gets no row.
        limit: where more have `least`, so many occurrences are asked for that no more than these are left.
    """
    frequent = sorted((thing for thing in things if times(thing) >= least), key=lambda thing: -times(thing))
    if len(frequent) <= limit:
        return frequent
    rarer = times(frequent[limit])
    return [thing for thing in frequent[:limit] if times(thing) > rarer]


def column_label(page: PlannedPage) -> str:
    """Return what stands above a column: the number of the chapter, or what it is, or the beginning of its title."""
    label = page.number or _LABELS.get(page.kind) or page.title
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}."


def chapter_name(page: PlannedPage) -> str:
    """Return how a sentence calls a chapter: by its number, or by its title."""
    return f"chapter {page.number}" if page.number else page.title


def _sum(counts: Sequence[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total


def _chapter_link(chapter: PlannedPage, page: str) -> ChapterLink:
    label = column_label(chapter)
    if chapter.number:
        title = f"{chapter.number}. {chapter.title}"
    else:
        title = chapter.title if chapter.title.startswith(label.rstrip(".")) else f"{label} {chapter.title}"
    short = chapter.number or chapter.title
    return ChapterLink(urls.link(chapter.address, page), Markup(text_html(title)), Markup(text_html(short)))


def _row_view(row: Row, ids: Sequence[str]) -> MatrixRow:
    return MatrixRow(Markup(text_html(row.name)), row.href, tuple(row.counts.get(ident, 0) for ident in ids), row.times)


def _in_words(
    named: Sequence[Row], chapters: Sequence[PlannedPage], ids: Sequence[str], total: Counter[str], words: Words
) -> str:
    """Say what the picture shows: the largest rows, and the largest row of each chapter."""
    names = {ident: chapter_name(chapter) for ident, chapter in zip(ids, chapters, strict=True)}
    sentences = []
    for row in named[:3]:
        best = max(ids, key=lambda ident: row.counts.get(ident, 0))
        sentences.append(
            f"{row.name}: {words.how_many(row.times)}, most of them in {names[best]} ({row.counts[best]})."
        )
    for ident in ids:
        most = max(named, key=lambda row: row.counts.get(ident, 0), default=None)
        count = most.counts.get(ident, 0) if most is not None else 0
        here = f"{names[ident][:1].upper()}{names[ident][1:]}: {words.how_many(total[ident])}"
        sentences.append(f"{here}, {count} {words.of} {most.name}." if most and count > 1 else f"{here}.")
    return " ".join(sentences)


def _svg(rows: Sequence[Row], ids: Sequence[str], labels: Sequence[str], total: Counter[str]) -> str:
    """Return the marks and numbers; the last column holds the sums of the rows, the last row those of the columns."""
    centres = [at * _COLUMN + _COLUMN // 2 for at in range(len(ids) + 1)]
    most = max([_MANY, *(count for row in rows if row.href for count in row.counts.values())])
    heads = [_text(x, 0, text_html(label)) for x, label in zip(centres, [*labels, "all"], strict=True)]
    circles, texts, sums = [], [], []
    for line, row in enumerate(rows, 1):
        for x, ident in zip(centres, ids, strict=False):
            count = row.counts.get(ident, 0)
            if count and row.href:
                radius = _SMALLEST + (_LARGEST - _SMALLEST) * sqrt((count - 1) / (most - 1))
                circles.append(f'<circle cx="{x}" cy="{line * _ROW + _ROW // 2}" r="{radius:.2g}"/>')
            if count:
                texts.append(_text(x, line, str(count)))
        sums.append(_text(centres[-1], line, str(row.times)))
    sums += [_text(x, len(rows) + 1, str(total[ident])) for x, ident in zip(centres, ids, strict=False)]
    sums.append(_text(centres[-1], len(rows) + 1, str(total.total())))
    return (
        f'<g class="gl-matrix-heads">{"".join(heads)}</g>'
        f"<g>{''.join(circles)}</g>{''.join(texts)}<g>{''.join(sums)}</g>"
    )


def _text(x: int, line: int, words: str) -> str:
    return f'<text x="{x}" y="{line * _ROW + _ROW // 2 + 4}">{words}</text>'
