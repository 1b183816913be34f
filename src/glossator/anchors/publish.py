"""From what has an address today to the next `anchors.lock`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from glossator.anchors.citables import Citable, citables_of
from glossator.anchors.lock import GONE, INTO, Lock, Record
from glossator.anchors.numbering import Numbered
from glossator.anchors.words import sketch_of


def publish(numbered: Numbered, lock: Lock, version: str) -> Lock:
    """Return the lock after a version has been published; the lines of what did not change are the same as before.

    Args:
        numbered: the document of today, numbered by `lock`, with nothing uncertain.
        lock: what has been published before.
        version: the new version; the last one again only where nothing has changed.

    Raises:
        ValueError: something is uncertain, or the version is an earlier one, or the last one and something has changed.
    """
    if numbered.uncertain:
        raise ValueError("what is uncertain cannot be published")
    units = numbered.units or citables_of(numbered.document)
    versions = lock.versions if version in lock.versions else (*lock.versions, version)
    before = {record.id: record for record in lock.records}
    placed = [_carried(before.get(unit.id), unit, version) for unit in units]
    homes = {unit.id: unit.home for unit in units}
    away: defaultdict[str, list[Record]] = defaultdict(list)  # behind which id -> records that no unit carries
    last = ""
    carried = {record.id for record in placed}
    now = {anchor.id: anchor.now for anchor in numbered.anchors.published}
    for record in lock.records:
        if record.id in carried:
            last = record.id
        else:
            away[last].append(_left(record, now.get(record.id), homes, version))
    records = list(away[""])
    for record in placed:
        records += (record, *away[record.id])
    new = Lock(versions, tuple(records))
    if version in lock.versions and (new != lock or version != lock.versions[-1]):
        raise ValueError(f"version {version} has been published, and the text has changed since")
    return new


def _carried(before: Record | None, unit: Citable, version: str) -> Record:
    """Return the record of an id that a unit carries."""
    if before is None:
        return Record(unit.id, unit.kind, (unit.home,), len(unit.words), ((version, unit.text),), sketch_of(unit.words))
    homes = _with_home(before.homes, unit.home)
    if before.state == unit.text:
        return before._replace(homes=homes)
    history = (*before.history, (version, unit.text))
    return before._replace(homes=homes, words=len(unit.words), history=history, sketch=sketch_of(unit.words))


def _left(record: Record, now: str | None, homes: dict[str, str], version: str) -> Record:
    """Return the record of an id that no unit carries: its text is gone, or a part of another."""
    state = GONE if now is None else INTO + now
    if now is not None:
        record = record._replace(homes=_with_home(record.homes, homes[now]))
    return record if record.state == state else record._replace(history=(*record.history, (version, state)))


def _with_home(homes: Sequence[str], home: str) -> tuple[str, ...]:
    return (*(other for other in homes if other != home), home)
