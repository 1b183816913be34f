"""A small plot of where in the book a person is named: from left to right the printed pages, one mark for each.

The height of a mark is the number of mentions on the page, from nothing at the foot; bands in two shades are the
chapters. The plot is as wide as its column: lengths are stretched, so that it holds no letters; the chapters' labels
stand below it as text. Each mark is a link to the first name on its page; the Tab key passes over them, because the
same places follow as a list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from markupsafe import Markup

from glossator.model import Page
from glossator.render import urls
from glossator.render.html import attribute_html, text_html
from glossator.render.matrix import chapter_name, column_label
from glossator.render.mentions import Line, times_in_chapters
from glossator.render.naming import Named, times_words
from glossator.render.plan import Plan, PlannedPage
from glossator.render.views import PlotBand, PlotView

_STEP: Final = 5  # units from one page to the next
_MARK: Final = 4  # of these, the width of a mark
_HEIGHT: Final = 40
_MANY: Final = 3  # mentions from which on a mark may have the full height
_WIDTH_IN_LETTERS: Final = 44  # of the plot in a narrow window: what has no room there has no label
_GAP: Final = 0.5  # letters between two labels


class Axis(NamedTuple):
    """What the plots of all persons share: the printed pages from left to right, and the chapters behind them."""

    order: Mapping[str, int]  # label of a printed page -> its place
    printed: Mapping[str, str]  # label of a printed page -> the address of the place where it begins
    svg: str  # the chapters
    bands: tuple[PlotBand, ...]  # their labels
    first: str  # printed page at the left end; "" in a book without pages
    last: str


def plot_axis(pages: Sequence[Page], plan: Plan) -> Axis:
    """Return what the plots share.

    Args:
        pages: the printed pages of the book.
        plan: where everything stands.
    """
    order = {printed.label: at for at, printed in enumerate(pages)}
    bands = _bands(plan, order)
    svg = (
        f'<rect class="gl-plot-band" x="{start * _STEP}" width="{(end - start) * _STEP}" height="{_HEIGHT}"'
        f' fill-opacity="{0.12 if at % 2 else 0.05}"><title>{text_html(chapter_name(chapter))}</title></rect>'
        for at, (chapter, start, end) in enumerate(bands)
    )
    first, last = (pages[0].label, pages[-1].label) if pages else ("", "")
    return Axis(order, plan.printed, "".join(svg), tuple(_labelled(bands, len(order))), first, last)


def plot_view(lines: Sequence[Line], axis: Axis, named: Named, page: str) -> PlotView | None:
    """Return the plot, or None where no printed page is known.

    Args:
        lines: where the person is named.
        axis: what the plots share.
        named: where the names stand.
        page: address of the page that shows the plot.
    """
    order = axis.order
    counts = Counter(naming.page for line in lines for naming in line.context.namings if naming.page is not None)
    known = sorted((label for label in counts if label in order), key=order.__getitem__)
    if not known:
        return None
    person = lines[0].context.namings[0].person
    most = max(_MANY, *counts.values())
    out = [axis.svg]
    for label in known:
        x, height = order[label] * _STEP, max(2, round(counts[label] * _HEIGHT / most))
        mark = (
            f"<title>{text_html(_page_words(label, counts[label]))}</title>"
            f'<rect x="{x}" width="{_STEP}" height="{_HEIGHT}" fill-opacity="0"/>'
            f'<rect class="gl-plot-mark" x="{x}" y="{_HEIGHT - height}" width="{_MARK}" height="{height}"/>'
        )
        address = named.first.get((person, label)) or axis.printed.get(label)
        href = attribute_html(urls.link(address, page)) if address else ""
        out.append(f'<a href="{href}" tabindex="-1">{mark}</a>' if href else f"<g>{mark}</g>")
    return PlotView(
        svg=Markup("".join(out)),
        box=f"0 0 {len(order) * _STEP} {_HEIGHT}",
        first=axis.first,
        last=axis.last,
        description=Markup(text_html(_in_words(lines, known, counts))),
        bands=axis.bands,
    )


def _bands(plan: Plan, order: Mapping[str, int]) -> list[tuple[PlannedPage, int, int]]:
    """Return the chapters with the places of their first page and of the first page after them.

    A part gives way to the chapter that begins on the same page.
    """
    chapters: dict[int, PlannedPage] = {}
    for chapter in plan.pages:
        begins = chapter.division.page if chapter.division is not None else None
        if begins is not None and begins in order:
            chapters[order[begins]] = chapter
    starts = sorted(chapters)
    return [(chapters[start], start, end) for start, end in pairwise([*starts, len(order)])]


def _labelled(bands: Sequence[tuple[PlannedPage, int, int]], total: int) -> Iterator[PlotBand]:
    """Yield the chapters with their labels, as many as have room; a label may reach below chapters without one.

    Of labels that would meet the one stays that ends first.
    """
    letter = total / _WIDTH_IN_LETTERS  # in pages
    labels = [column_label(chapter) for chapter, _, _ in bands]
    ends = [start + (len(label) + _GAP) * letter for label, (_, start, _) in zip(labels, bands, strict=True)]
    shown: set[int] = set()
    taken = 0.0
    for at in sorted(range(len(bands)), key=ends.__getitem__):
        if bands[at][1] >= taken and ends[at] <= total:
            shown.add(at)
            taken = ends[at]
    for at, (_, start, end) in enumerate(bands):
        yield PlotBand(labels[at] if at in shown else "", end - start)


def _page_words(label: str, times: int) -> str:
    return f"page {label}: named {times_words(times)}"


def _in_words(lines: Sequence[Line], known: Sequence[str], counts: Counter[str]) -> str:
    """Say what the plot shows: on how many pages, where most often, from where to where."""
    if len(known) == 1:
        return f"Named on page {known[0]} alone."
    (address, times), *_ = times_in_chapters(lines).most_common(1)
    chapter = next(line.chapter for line in lines if line.chapter.address == address)
    total = sum(line.times for line in lines)
    best = max(known, key=lambda label: counts[label])
    where = f"first on page {known[0]}, last on page {known[-1]}"
    if times == total:
        often = f", all of them in {chapter_name(chapter)}"
    else:
        often = f", most often in {chapter_name(chapter)} ({times} of {total} mentions)"
    most = f" Most often on one page: {counts[best]} times, on page {best}." if counts[best] > 1 else ""
    return f"Named on {len(known)} pages{often}; {where}.{most}"
