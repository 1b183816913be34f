"""Ids and numbers: the address of every citable unit.

    division     its printed number, else a short label: `intro`, `5`, `conclusion`
    section      `5.s2`, counted in the chapter
    paragraph    `5.12`, counted through the chapter, its sections included
    note         `n136`; `n5.12` where numbering restarts
    page         `page-89`

Ids contain no title, so a corrected title breaks no link. Until an edition is published they are counted (`plain`).
From then on what was published keeps its id (`alignment`), whatever is new after 12 is `12a`, `12b` (`suffixes`), and
no id that was ever published is given to another text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from glossator.anchors.alignment import Alignment, Uncertain, align
from glossator.anchors.citables import Citable, citables_of
from glossator.anchors.decisions import Decision, decided_units
from glossator.anchors.divisions import heirs, match_divisions
from glossator.anchors.lock import GONE, INTO, Lock, Record
from glossator.anchors.pages import align_pages
from glossator.anchors.plain import number_plainly
from glossator.anchors.renaming import rename
from glossator.anchors.suffixes import Number, numbers_after, parse_number
from glossator.anchors.traces import anchors_of
from glossator.ids import Ids
from glossator.model import AnchorKind, Anchors, Document

_BODY = (AnchorKind.SECTION, AnchorKind.PARAGRAPH)


class Numbered(NamedTuple):
    """A document with its addresses."""

    document: Document  # with ids
    anchors: Anchors
    units: tuple[Citable, ...]  # in the order of the text, with their ids; empty where nothing has been published
    parts: Mapping[str, str]  # id of a new unit -> id of the published text that it is a part of
    uncertain: tuple[Uncertain, ...]  # as long as there are any, the ids are not to be relied on


def number_document(document: Document, lock: Lock = Lock(), decisions: Sequence[Decision] = ()) -> Numbered:  # noqa: B008  # a frozen value
    """Give every unit of a document its id; every call then leads to a note and every contents entry to a division.

    Args:
        document: as the parser makes it.
        lock: the published ids.
        decisions: what an editor has decided where the text did not tell.
    """
    plain = number_plainly(document)
    if not lock.records:
        return Numbered(plain, Anchors(), (), {}, ())
    units = citables_of(plain)
    if _is_as_published(lock.records, units):
        return Numbered(plain, anchors_of(lock, units, {unit.id: unit.id for unit in units}), units, {}, ())
    matched = _match(lock.records, units, decisions)
    ids = _ids(lock.records, units, matched)
    named = tuple(
        unit._replace(id=ids[unit.kind, unit.id], home=ids.get((AnchorKind.DIVISION, unit.home), unit.home))
        for unit in units
    )
    now = {own: ids[unit.kind, unit.id] for own, unit in chain(matched.kept.items(), matched.joined.items())}
    flat = {plain_id: own for (kind, plain_id), own in ids.items() if kind is not AnchorKind.PAGE or plain_id != own}
    changed = any(plain_id != own for plain_id, own in flat.items())
    return Numbered(
        document=rename(plain, flat) if changed else plain,
        anchors=anchors_of(lock, named, now),
        units=named,
        parts={ids[unit.kind, unit.id]: own for unit, own in matched.parts},
        uncertain=matched.uncertain,
    )


def _is_as_published(records: Sequence[Record], units: Sequence[Citable]) -> bool:
    """Tell whether the text of today is that of the last publication, and nothing was lost before."""
    return len(records) == len(units) and all(
        record.id == unit.id and record.kind is unit.kind and record.state == unit.text
        for record, unit in zip(records, units, strict=True)
    )


class _Matched(NamedTuple):
    """What answers to published ids, over all kinds."""

    kept: Mapping[str, Citable]  # id -> the unit that carries it
    joined: Mapping[str, Citable]  # id -> the unit that its text has become a part of
    parts: Sequence[tuple[Citable, str]]
    uncertain: tuple[Uncertain, ...]


def _match(records: Sequence[Record], units: Sequence[Citable], decisions: Sequence[Decision]) -> _Matched:
    kept: dict[str, Citable] = {}
    joined: dict[str, Citable] = {}
    parts: list[tuple[Citable, str]] = []
    uncertain: list[Uncertain] = []
    held: list[tuple[Record, Citable]] = []
    for kinds, find in ((_BODY, align), ((AnchorKind.NOTE,), align), ((AnchorKind.PAGE,), align_pages)):
        published = [record for record in records if record.kind in kinds]
        today = [unit for unit in units if unit.kind in kinds]
        found: Alignment = find(published, today, decided_units(decisions, published, today))
        kept.update((own, today[new]) for own, new in found.kept.items())
        joined.update((own, today[new]) for own, new in found.joined.items())
        parts += ((today[new], own) for new, own in found.parts.items())
        uncertain += found.uncertain
        if AnchorKind.PAGE not in kinds:
            held += (
                (record, unit)
                for record in published
                if (unit := kept.get(record.id) or joined.get(record.id)) is not None
            )
    divisions = [record for record in records if record.kind is AnchorKind.DIVISION]
    today = [unit for unit in units if unit.kind is AnchorKind.DIVISION]
    full: Counter[str] = Counter()
    for record in records:
        if record.kind in (*_BODY, AnchorKind.NOTE) and record.state[0] not in (GONE, INTO):
            full[record.homes[-1]] += 1 + record.words
    at = {unit.id: unit for unit in today}
    matches = match_divisions(divisions, today, held, {record.id for record in divisions} - full.keys())
    kept.update((own, at[now]) for own, now in matches.items())
    joined.update((own, at[now]) for own, now in heirs(divisions, held, matches, full).items() if now in at)
    return _Matched(kept, joined, parts, tuple(uncertain))


# --- ids ---------------------------------------------------------------------------------------------------------


def _ids(records: Sequence[Record], units: Sequence[Citable], matched: _Matched) -> dict[tuple[AnchorKind, str], str]:
    """Return the id of each unit, by its kind and its plain id."""
    ids = {(unit.kind, unit.id): own for own, unit in matched.kept.items()}
    published = _Published(records)
    for unit in units:
        if unit.kind is AnchorKind.DIVISION and (unit.kind, unit.id) not in ids:
            ids[unit.kind, unit.id] = published.new_id("", unit.id)
    pages: defaultdict[tuple[AnchorKind, str], list[Citable]] = defaultdict(list)
    for unit in units:
        if unit.kind in _BODY:
            pages[unit.kind, unit.home].append(unit)
        elif (unit.kind, unit.id) not in ids:
            ids[unit.kind, unit.id] = published.new_id("n" if unit.kind is AnchorKind.NOTE else "", unit.id)
    for (kind, home), inside in pages.items():
        prefix = ids[AnchorKind.DIVISION, home] + (".s" if kind is AnchorKind.SECTION else ".")
        ids.update(_number_inside(inside, prefix, ids, published))
    return ids


class _Published:
    """The ids that were published, and those given since."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._ids = Ids()
        self._numbers: defaultdict[str, set[Number]] = defaultdict(set)  # by what stands before the number
        for record in records:
            self._ids.take(record.id)
            own = record.id
            prefix = own[: len(own) - len(own.rpartition(".")[2])] or own[: len(own) - len(own.lstrip("n"))]
            if record.kind is AnchorKind.SECTION:
                prefix += "s"
            number = parse_number(own.removeprefix(prefix))
            if number is not None:
                self._numbers[prefix].add(number)

    def numbers(self, prefix: str) -> set[Number]:
        """Return the numbers that were given behind a prefix."""
        return self._numbers[prefix]

    def new_id(self, mark: str, wanted: str) -> str:
        """Return an id that was never given: the wanted one, or its number with letters."""
        if wanted not in self._ids:
            return self._ids.take(wanted)
        prefix = wanted[: len(wanted) - len(wanted.rpartition(".")[2])] or mark
        number = parse_number(wanted.removeprefix(prefix))
        if number is None:
            return self._ids.take(wanted)
        (given,) = numbers_after(number, None, 1, self._numbers[prefix])
        self._numbers[prefix].add(given)
        return self._ids.take(f"{prefix}{given}")


def _number_inside(
    units: Sequence[Citable], prefix: str, ids: Mapping[tuple[AnchorKind, str], str], published: _Published
) -> dict[tuple[AnchorKind, str], str]:
    """Return ids for the units of one kind on one page that have none."""
    given = published.numbers(prefix)
    if not given:
        new = (unit for unit in units if (unit.kind, unit.id) not in ids)
        return {(unit.kind, unit.id): f"{prefix}{at}" for at, unit in enumerate(new, 1)}
    own = [_own_number(ids.get((unit.kind, unit.id)), prefix) for unit in units]
    living = sorted(number for number in own if number is not None)
    found: dict[tuple[AnchorKind, str], str] = {}
    low, run = Number(0), list[Citable]()
    for unit, number in [*zip(units, own, strict=True), (None, None)]:
        if unit is not None and (unit.kind, unit.id) not in ids:
            run.append(unit)
        elif run and (unit is None or number is not None):
            above = bisect_right(living, low)
            high = living[above] if above < len(living) else None
            numbers = numbers_after(low, high, len(run), given)
            given.update(numbers)
            found.update(((one.kind, one.id), f"{prefix}{new}") for one, new in zip(run, numbers, strict=True))
            run = []
        low = number or low
    return found


def _own_number(own: str | None, prefix: str) -> Number | None:
    """Return the number in an id, if it is one of this page."""
    return parse_number(own.removeprefix(prefix)) if own is not None and own.startswith(prefix) else None
