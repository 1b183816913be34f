"""The picture of which chapters lean on which works: chapters are columns, the works cited most are rows.

Marks differ by size and carry their number, so that colour says nothing. The marks are one inline SVG, an image with a
title and a description in words; beside it stand the names of the works as links, and below it the same as a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Final, NamedTuple

from markupsafe import Markup

from glossator.citations.formatting import format_short
from glossator.citations.places import CitingPlace
from glossator.citations.runs import plain
from glossator.model import DivisionKind
from glossator.render import urls
from glossator.render.html import text_html
from glossator.render.plan import Plan, PlannedPage
from glossator.render.views import ChapterLink, LeaningRow, LeaningView
from glossator.render.works import Cited, ShownWork

MOST_ROWS: Final = 20
_LONGEST_NAME: Final = 60
_COLUMN: Final = 29  # twenty units are one rem of the style sheet, which sets the height of the rows too
_ROW: Final = 26
_SMALLEST, _LARGEST = 6.0, 12.5  # radius of a mark
_MANY: Final = 9  # citations from which on the largest mark may be used: two are never the largest
_LONGEST_LABEL: Final = 5
_LABELS: Final[Mapping[str, str]] = {  # of chapters without number, whose titles may begin with any word
    DivisionKind.PREFACE: "Pref.",
    DivisionKind.INTRODUCTION: "Intr.",
    DivisionKind.CONCLUSION: "Conc.",
    DivisionKind.SUMMARY: "Sum.",
    DivisionKind.APPENDIX: "App.",
}


class _Row(NamedTuple):
    name: str
    href: str  # "" for the works that have no row of their own
    counts: Mapping[str, int]  # by id of the division
    times: int


def leaning_view(
    cited: Cited, places: Mapping[str, Sequence[CitingPlace]], plan: Plan, page: PlannedPage
) -> LeaningView | None:
    """Return the picture, or None where there is nothing to compare.

    Args:
        cited: the works.
        places: for each key the places that cite the work.
        plan: where everything stands.
        page: the page that shows the picture.
    """
    counts = {key: Counter(place.division for place in at) for key, at in places.items() if key in cited.works}
    chapters = [
        planned
        for planned in plan.pages
        if planned.division is not None and any(planned.division.id in count for count in counts.values())
    ]
    if len(chapters) < 2:
        return None
    least, shown = _most_cited([work for work in cited.works.values() if work.times])
    rows = [
        _Row(_short_name(work), "#" + work.fragment, counts[work.work.key], work.times)
        for work in shown
        if work.work.key in counts
    ]
    with_row = {work.work.key for work in shown}
    rest = [count for key, count in counts.items() if key not in with_row]
    total: Counter[str] = Counter()
    for count in counts.values():
        total.update(count)
    if rest:
        others: Counter[str] = Counter()
        for count in rest:
            others.update(count)
        rows.append(_Row(f"{len(rest)} other works" if len(rest) > 1 else "1 other work", "", others, others.total()))
    ids = [chapter.division.id for chapter in chapters if chapter.division is not None]
    return LeaningView(
        least=least,
        shown=len(shown),
        description=Markup(text_html(_in_words(rows, chapters, ids, total))),
        svg=Markup(_svg(rows, ids, [_column_label(chapter) for chapter in chapters], total)),
        box=f"0 0 {(len(chapters) + 1) * _COLUMN} {(len(rows) + 2) * _ROW}",
        width=f"{(len(chapters) + 1) * _COLUMN / 20:g}",
        height=f"{(len(rows) + 2) * _ROW / 20:g}",
        chapters=tuple(_chapter_link(chapter, page) for chapter in chapters),
        rows=tuple(_row_view(row, ids) for row in rows),
        total=_row_view(_Row("All works", "", total, total.total()), ids),
    )


def _chapter_link(chapter: PlannedPage, page: PlannedPage) -> ChapterLink:
    label = _column_label(chapter)
    if chapter.number:
        title = f"{chapter.number}. {chapter.title}"
    else:
        title = chapter.title if chapter.title.startswith(label.rstrip(".")) else f"{label} {chapter.title}"
    short = chapter.number or chapter.title
    return ChapterLink(urls.link(chapter.address, page.address), Markup(text_html(title)), Markup(text_html(short)))


def _row_view(row: _Row, ids: Sequence[str]) -> LeaningRow:
    return LeaningRow(
        Markup(text_html(row.name)), row.href, tuple(row.counts.get(ident, 0) for ident in ids), row.times
    )


def _most_cited(works: Sequence[ShownWork]) -> tuple[int, list[ShownWork]]:
    """Return from how many citations on a work gets a row, and the works that get one, the most cited first."""
    least = 2
    while sum(work.times >= least for work in works) > MOST_ROWS:
        least += 1
    return least, sorted((work for work in works if work.times >= least), key=lambda work: -work.times)


def _short_name(shown: ShownWork) -> str:
    name = plain(format_short(shown.work))
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def _column_label(page: PlannedPage) -> str:
    """Return what stands above a column: the number of the chapter, or what it is, or the beginning of its title."""
    label = page.number or _LABELS.get(page.kind) or page.title
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}."


def _chapter_name(page: PlannedPage) -> str:
    return f"chapter {page.number}" if page.number else page.title


def _in_words(rows: Sequence[_Row], chapters: Sequence[PlannedPage], ids: Sequence[str], total: Counter[str]) -> str:
    """Say what the picture shows: the works cited most, and the work that each chapter cites most."""
    named = [row for row in rows if row.href]
    names = {ident: _chapter_name(chapter) for ident, chapter in zip(ids, chapters, strict=True)}
    sentences = []
    for row in named[:3]:
        best = max(ids, key=lambda ident: row.counts.get(ident, 0))
        sentences.append(f"{row.name}: {row.times} citations, most of them in {names[best]} ({row.counts[best]}).")
    for ident in ids:
        most = max(named, key=lambda row: row.counts.get(ident, 0), default=None)
        count = most.counts.get(ident, 0) if most is not None else 0
        here = f"{names[ident][:1].upper()}{names[ident][1:]}: {_citations(total[ident])}"
        sentences.append(f"{here}, {count} to {most.name}." if most is not None and count > 1 else f"{here}.")
    return " ".join(sentences)


def _citations(count: int) -> str:
    return "1 citation" if count == 1 else f"{count} citations"


def _svg(rows: Sequence[_Row], ids: Sequence[str], labels: Sequence[str], total: Counter[str]) -> str:
    """Return the marks and numbers; the last column holds the sums of the rows, the last row those of the columns."""
    centres = [at * _COLUMN + _COLUMN // 2 for at in range(len(ids) + 1)]
    most = max([_MANY, *(count for row in rows if row.href for count in row.counts.values())])
    circles, texts, sums = [], [], []
    sums += [_text(x, 0, text_html(label)) for x, label in zip(centres, [*labels, "all"], strict=True)]
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
    return f"<g>{''.join(circles)}</g>{''.join(texts)}<g>{''.join(sums)}</g>"


def _text(x: int, line: int, words: str) -> str:
    return f'<text x="{x}" y="{line * _ROW + _ROW // 2 + 4}">{words}</text>'
