"""The whole cast in one picture: chapters are columns, the persons named most are rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from glossator.persons.sorting import inverted
from glossator.render import urls
from glossator.render.matrix import Row, Words, matrix_view, most_frequent
from glossator.render.mentions import Line, times_in_chapters
from glossator.render.plan import Plan, PlannedPage
from glossator.render.views import MatrixView

MOST_ROWS: Final = 40
LEAST: Final = 2  # mentions that a person with a row has
_WORDS: Final = Words("mention", "mentions", "of", others="persons", other="person")


def cast_view(lines: Mapping[str, Sequence[Line]], plan: Plan, page: PlannedPage) -> MatrixView | None:
    """Return the picture, or None where there is nothing to compare.

    Args:
        lines: by id, where each person is named.
        plan: where everything stands.
        page: the page that shows the picture.
    """
    rows = []
    for planned in plan.persons:
        person = planned.person
        if person is None or person.id not in lines:
            continue
        by_address = times_in_chapters(lines[person.id])
        counts = {
            chapter.division.id: by_address[chapter.address] for chapter in plan.pages if chapter.division is not None
        }
        rows.append(Row(str(inverted(person)), urls.link(planned.address, page.address), counts, sum(counts.values())))
    chapters = [
        chapter
        for chapter in plan.pages
        if chapter.division is not None and any(row.counts[chapter.division.id] for row in rows)
    ]
    if len(chapters) < 2:
        return None
    shown = most_frequent(rows, lambda row: row.times, LEAST, MOST_ROWS)
    hrefs = {row.href for row in shown}
    return matrix_view(shown, [row.counts for row in rows if row.href not in hrefs], chapters, _WORDS, page.address)
