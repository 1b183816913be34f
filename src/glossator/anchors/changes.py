"""What has changed between what was published and the text of today, unit by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from glossator.anchors.citables import Citable
from glossator.anchors.lock import GONE, INTO, Lock
from glossator.anchors.numbering import Numbered
from glossator.model import AnchorKind


class Fate(StrEnum):
    """What has happened to a unit."""

    EDITED = "edited"  # other words under the same id
    MOVED = "moved"  # to the page of another division
    JOINED = "joined"  # its text is now a part of another unit
    SPLIT = "split off"  # new: a part of a published text
    NEW = "new"
    GONE = "gone"
    RETURNED = "returned"  # a text that was gone stands here again


class Change(NamedTuple):
    """What has happened to one unit."""

    fate: Fate
    id: str
    kind: AnchorKind
    other: str = ""  # the unit it was joined to or split off from, or the divisions between which it moved
    unit: Citable | None = None  # of today; None where the text is gone


def changes(numbered: Numbered, lock: Lock) -> Iterator[Change]:
    """Yield what has changed since the last publication, in the order of the lock; then what is new."""
    units = {unit.id: unit for unit in numbered.units}
    now = {anchor.id: anchor.now for anchor in numbered.anchors.published}
    for record in lock.records:
        target = now[record.id]
        unit = units[target] if target is not None else None
        away = record.state[0] in (GONE, INTO)
        if unit is None:
            if record.state != GONE:
                yield Change(Fate.GONE, record.id, record.kind)
        elif unit.id != record.id:
            if record.state != INTO + unit.id:
                yield Change(Fate.JOINED, record.id, record.kind, unit.id, unit)
        elif away:
            yield Change(Fate.RETURNED, record.id, record.kind, "", unit)
        else:
            if unit.text != record.state:
                yield Change(Fate.EDITED, record.id, record.kind, "", unit)
            if unit.home != record.homes[-1]:
                yield Change(Fate.MOVED, record.id, record.kind, f"{record.homes[-1]} to {unit.home}", unit)
    for unit in numbered.units:
        if unit.id in numbered.anchors.provisional:
            origin = numbered.parts.get(unit.id, "")
            yield Change(Fate.SPLIT if origin else Fate.NEW, unit.id, unit.kind, origin, unit)


def counted(found: Iterable[Change]) -> str:
    """Return changes in a few words: `3 paragraphs edited, 1 note new`."""
    counts = Counter((change.kind, change.fate) for change in found)
    order = {fate: at for at, fate in enumerate(Fate)}
    named = sorted(counts.items(), key=lambda item: (list(AnchorKind).index(item[0][0]), order[item[0][1]]))
    return ", ".join(f"{count} {kind.value}{'s' if count != 1 else ''} {fate.value}" for (kind, fate), count in named)
