"""The picture of which chapters lean on which works: chapters are columns, the works cited most are rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from glossator.citations.formatting import format_short
from glossator.citations.places import CitingPlace
from glossator.citations.runs import plain
from glossator.render.matrix import Row, Words, matrix_view, most_frequent
from glossator.render.plan import Plan, PlannedPage
from glossator.render.views import MatrixView
from glossator.render.works import Cited, ShownWork

MOST_ROWS: Final = 20
LEAST: Final = 2  # citations that a work with a row has
_LONGEST_NAME: Final = 60
_WORDS: Final = Words("citation", "citations", "to", others="works", other="work")


def leaning_view(
    cited: Cited, places: Mapping[str, Sequence[CitingPlace]], plan: Plan, page: PlannedPage
) -> MatrixView | None:
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
    works = [work for work in cited.works.values() if work.work.key in counts]
    shown = most_frequent(works, lambda work: work.times, LEAST, MOST_ROWS)
    rows = [Row(_short_name(work), "#" + work.fragment, counts[work.work.key], work.times) for work in shown]
    with_row = {work.work.key for work in shown}
    rest = [count for key, count in counts.items() if key not in with_row]
    return matrix_view(rows, rest, chapters, _WORDS, page.address)


def _short_name(shown: ShownWork) -> str:
    name = plain(format_short(shown.work))
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
