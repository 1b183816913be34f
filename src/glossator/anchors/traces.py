"""What has become of published ids: what answers to each, and what it leaves on pages where it no longer stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from glossator.anchors.citables import Citable
from glossator.anchors.lock import GONE, INTO, Lock, Record
from glossator.model import Anchor, AnchorKind, Anchors, Trace


def anchors_of(lock: Lock, units: Sequence[Citable], now: Mapping[str, str]) -> Anchors:
    """Return the published addresses of an edition.

    Args:
        lock: the published ids.
        units: those of today.
        now: for published ids the id of what answers to them; those whose text has vanished are left out.
    """
    today = {unit.id: unit for unit in units}
    texts = {unit.id: unit.text for unit in units}
    records = {record.id: record for record in lock.records}
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    for record in lock.records:
        target = now.get(record.id, record.id)
        if target != record.id:
            aliases[target].append(record.id)
    return Anchors(
        versions=lock.versions,
        published=tuple(
            Anchor(
                id=record.id,
                kind=record.kind,
                homes=record.homes,
                now=now.get(record.id),
                text=texts.get(now.get(record.id, ""), ""),
                history=tuple(
                    (version, _text_at(record, at, records, lock.versions))
                    for at, (version, _) in enumerate(record.history)
                ),
            )
            for record in lock.records
        ),
        traces=tuple(_traces(lock, today, now)),
        aliases={target: tuple(ids) for target, ids in aliases.items()},
        provisional=frozenset(unit.id for unit in units if unit.id not in records),
        texts=texts,
    )


def _text_at(record: Record, step: int, records: Mapping[str, Record], versions: Sequence[str]) -> str:
    """Return the hash of what answered to an id after a step of its history; "" where nothing did."""
    version, state = record.history[step]
    passed = {record.id}
    while state[0] == INTO and state[1:] not in passed:  # of a part, that of the whole at that time
        passed.add(state[1:])
        record = records[state[1:]]
        upto = versions[: versions.index(version) + 1]
        state = next((text for since, text in reversed(record.history) if since in upto), GONE)
    return "" if state[0] in (GONE, INTO) else state


def _traces(lock: Lock, today: Mapping[str, Citable], now: Mapping[str, str]) -> Iterator[Trace]:
    """Yield a trace for each page on which an id was published and does not stand now."""
    records = {record.id: record for record in lock.records}
    last: dict[tuple[str, bool], str] = {}  # division, among the notes or not -> the unit of it that comes before
    for record in lock.records:
        target = now.get(record.id)
        unit = today[target] if target is not None else None
        is_note = record.kind is AnchorKind.NOTE
        since = _last_version(record, lock, records)
        for home in record.homes:
            if unit is None or (unit.home != home and unit.id != home):
                yield Trace(record.id, record.kind, home, last.get((home, is_note)), target, since)
        if unit is not None and unit.kind in (AnchorKind.SECTION, AnchorKind.PARAGRAPH, AnchorKind.NOTE):
            last[unit.home, is_note] = unit.id


def _last_version(record: Record, lock: Lock, records: Mapping[str, Record]) -> str:
    """Return the last version that was published with a text that answers to an id."""
    passed = {record.id}
    while record.state[0] == INTO and record.state[1:] not in passed:
        passed.add(record.state[1:])
        record = records[record.state[1:]]
    if record.state != GONE:
        return lock.versions[-1]
    return lock.versions[lock.versions.index(record.history[-1][0]) - 1]
