"""Which printed page of today answers to which published one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from glossator.anchors.alignment import CLEARER, DISTINCT, IN_PLACE, WHOLE, Alignment
from glossator.anchors.citables import Citable
from glossator.anchors.lock import INTO, Record
from glossator.anchors.words import run_hashes
from glossator.folio import page_id


def align_pages(
    records: Sequence[Record], units: Sequence[Citable], decided: Mapping[str, int | None] | None = None
) -> Alignment:
    """Find which printed pages of today answer to published ones.

    A page is known by its number while most of its text stands under it. Where the pages are counted otherwise than
    before, the id stays with the text: it is not certain which count is right.
    """
    decided = decided or {}
    labels = {page_id(unit.label): new for new, unit in enumerate(units)}
    at = {record.id: labels[number] for record in records if (number := _page_number(record.id, labels)) is not None}
    kept = {own: new for own, new in decided.items() if new is not None}
    held = set(kept.values())
    waiting: list[Record] = []
    for record in records:
        same = at.get(record.id)
        if record.id in decided:
            continue
        if same is not None and same not in held and _says_the_same(record, units[same]):
            kept[record.id] = same
            held.add(same)
        else:
            waiting.append(record)
    published = {record.last_text for record in records}
    open_pages = [new for new, unit in enumerate(units) if new not in held or unit.text not in published]
    joined: dict[str, int] = {}
    for share, own, new in _likely_pages(waiting, units, open_pages if waiting else (), at):
        if own in kept:
            continue
        if new not in held:
            kept[own] = new
            held.add(new)
        elif share >= WHOLE:
            joined.setdefault(own, new)
    for record in waiting:
        same = at.get(record.id)
        if record.id not in kept and same is not None and same not in held:  # its number is there, with other words
            kept[record.id] = same
            held.add(same)
        elif (
            record.state[0] == INTO and record.state[1:] in kept
        ):  # what has become a part of another page stays with it
            joined[record.id] = kept[record.state[1:]]
    ids = [record.id for record in records]
    return Alignment(
        {own: kept[own] for own in ids if own in kept},
        {own: joined[own] for own in ids if own in joined and own not in kept},
        {},
        (),
    )


def _page_number(own: str, labels: Collection[str]) -> str | None:
    """Return the number in the id of a page, if the book has that page: that of `page-5-2` is 5, if no page is 5-2."""
    return next((number for number in (own, own.rpartition("-")[0]) if number in labels), None)


def _says_the_same(record: Record, unit: Citable) -> bool:
    """Tell whether most of the text of a published page stands on a page of today."""
    if unit.text == record.last_text:
        return True
    runs = run_hashes(unit.words) if record.sketch else ()
    return bool(record.sketch) and sum(run in runs for run in record.sketch) >= WHOLE * len(record.sketch)


def _likely_pages(
    records: Sequence[Record], units: Sequence[Citable], places: Iterable[int], at: Mapping[str, int]
) -> list[tuple[float, str, int]]:
    """Return pairs of published pages and pages of today with the share of the text, the likeliest first."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for new in places:
        for run in run_hashes(units[new].words):
            where[run].append(new)
    pairs: list[tuple[float, str, int]] = []
    for record in records:
        same = at.get(record.id)
        counts = Counter(new for run in record.sketch for new in where.get(run, ()))
        for new, count in counts.items():
            share = count / len(record.sketch)
            if share >= (IN_PLACE if new == same else WHOLE):
                pairs.append((share, record.id, new))
        if same is not None and same not in counts and min(record.words, len(units[same].words)) < DISTINCT:
            pairs.append((0.0, record.id, same))
    return sorted(pairs, key=lambda pair: (-pair[0] - (CLEARER if at.get(pair[1]) == pair[2] else 0), *pair[1:]))
