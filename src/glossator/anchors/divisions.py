"""Which divisions of today are those that were published: by what they are called, and by what they hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from glossator.anchors.alignment import WHOLE
from glossator.anchors.citables import Citable
from glossator.anchors.lock import INTO, Record
from glossator.anchors.words import run_hashes


def match_divisions(
    published: Sequence[Record],
    today: Sequence[Citable],
    held: Sequence[tuple[Record, Citable]],
    empty: Collection[str],
) -> dict[str, str]:
    """Return for published divisions the id of that of today; those that have none are left out.

    The one with the same heading, or else one like it, that holds something of it comes first: a division that lost its
    heading makes the one before it no other division, however short that was. Without its heading a division is known
    by most of its text, and without any of its text by its heading.

    Args:
        published: the records of divisions.
        today: the divisions of today.
        held: published sections, paragraphs and notes with what answers to them.
        empty: ids of published divisions without units, such as an index: those are known by heading or id.
    """
    shared: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record, unit in held:
        shared[record.homes[-1]][unit.home] += 1 + record.words
    ranks: dict[tuple[str, str], tuple[int, int]] = {}
    runs = {division.id: run_hashes(division.words) for division in today}
    texts = {division.id: division.text for division in today}
    called = {division.text: division.id for division in today}
    for record in published:
        common = shared[record.id]
        namesake = called.get(record.last_text)
        if record.sketch and namesake is not None and namesake not in common:
            ranks[record.id, namesake] = (0, 0)  # all that it held has gone elsewhere
        for now in texts if record.id in empty else [now for now in common if now in texts]:
            same = bool(record.sketch) and record.last_text == texts[now]
            alike = same or sum(run in runs[now] for run in record.sketch) >= WHOLE * max(1, len(record.sketch))
            if alike or now in common or now == record.id:
                ranks[record.id, now] = (1 + alike + same, common[now])
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for own, now in sorted(ranks, key=lambda pair: (ranks[pair], pair[0] == pair[1]), reverse=True):
        if own not in matched and now not in taken:
            matched[own] = now
            taken.add(now)
    return matched


def heirs(
    published: Iterable[Record],
    held: Sequence[tuple[Record, Citable]],
    matched: Mapping[str, str],
    full: Mapping[str, int],
) -> dict[str, str]:
    """Return for published divisions that no division of today is, the one that holds most of their text.

    Args:
        published: the records of divisions.
        held: published sections, paragraphs and notes with what answers to them.
        matched: what `match_divisions` found.
        full: how much each published division held, in words, one more for each unit.
    """
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record, unit in held:
        votes[record.homes[-1]][unit.home] += 1 + record.words
    found: dict[str, str] = {}
    before: dict[str, str] = {}  # division -> the one that it was joined to in an earlier version
    for record in published:
        if record.id in matched:
            continue
        counts = votes[record.id]
        best = min(counts, key=lambda now: (-counts[now], now), default=None)
        if best is not None and counts[best] >= WHOLE * full.get(record.id, 0):
            found[record.id] = best
        elif record.state[0] == INTO:
            before[record.id] = record.state[1:]
    for own in before:
        whole = own
        while whole in before:  # a lock lets none be joined to itself
            whole = before[whole]
        if (now := matched.get(whole, found.get(whole))) is not None:
            found[own] = now
    return found
