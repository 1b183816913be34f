"""What of an edition changed in which version: the steps of each published id, and the file by which a page compares.

    {"format": "glossator-anchors/1", "versions": ["1", "2"], "units": {"p5.12": [["1", "9f86d081"], ["2", ">p5.11"]]}}

A unit is named by the id of its element. Each step tells a version in which its text changed and the beginning of the
hash of its text since then, `""` where it was gone, or `>p5.11` where it has become a part of another unit. A last step
without a version is the text of today, where that has not been published.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from glossator.model import Anchor, AnchorKind, Anchors, Edition
from glossator.render.traces import fragment_of

FORMAT: Final = "glossator-anchors/1"
TODAY: Final = ""  # in the place of a version
HASH_SHOWN: Final = 8  # figures: enough to tell the few texts of one unit apart


class Change(StrEnum):
    """What happened to a unit in a version."""

    NEW = "new"
    CHANGED = "words changed"
    BACK = "in the text again"
    MOVED = "moved here"
    JOINED = "now part of another"
    GONE = "no longer in the text"


class Step(NamedTuple):
    """A version in which the text of a unit changed."""

    version: str  # `TODAY` for what has not been published
    change: Change
    text: str  # hash of the text since then; "" where it has none of its own


def published_steps(anchors: Anchors) -> Iterator[tuple[Anchor, tuple[Step, ...]]]:
    """Yield each published id with what happened to it, the oldest first; what has not been published is the last."""
    texts = {anchor.id: frozenset(text for _, text in anchor.history) for anchor in anchors.published}
    for anchor in anchors.published:
        if anchor.now in (None, anchor.id):
            yield anchor, tuple(_steps(anchor))
        else:
            yield anchor, tuple(_joined_steps(anchor, texts.get(anchor.now or "", frozenset())))


def _steps(anchor: Anchor) -> Iterator[Step]:
    before: str | None = None
    for version, text in (*anchor.history, (TODAY, anchor.text)):
        if text != before or version != TODAY:
            yield Step(version, _change(before, text), text)
        before = text


def _joined_steps(anchor: Anchor, whole: Container[str]) -> Iterator[Step]:
    """Yield what happened to an id whose text has become a part of another unit, which had the texts `whole`.

    Where that has been published, the last text of the id is none of its own, or one that the whole had.
    """
    *own, (last, answer) = anchor.history
    joined = bool(own) and (not answer or answer in whole)
    before: str | None = None
    for version, text in own if joined else anchor.history:
        yield Step(version, _change(before, text), text)
        before = text
    yield Step(last if joined else TODAY, Change.JOINED, "")


def _change(before: str | None, text: str) -> Change:
    if before is None:
        return Change.NEW
    if not text:
        return Change.GONE
    return Change.CHANGED if before else Change.BACK


def has_changes(anchors: Anchors) -> bool:
    """Tell whether the text of today differs from the last published version."""
    return bool(anchors.provisional) or any(
        step.version == TODAY for _, steps in published_steps(anchors) for step in steps
    )


def standing_words(anchors: Anchors) -> str:
    """Return what every page says of its addresses."""
    if anchors.versions:
        return f"Version {anchors.versions[-1]}"
    return "The addresses on these pages are provisional: no version of this edition has been published"


def version_words(edition: Edition) -> str:
    """Return the version of an edition, with what is to be known of it."""
    versions, declared = edition.anchors.versions, edition.metadata.version
    if not versions:
        return declared
    if versions[-1] != declared:
        return f"{declared}, not published yet; the last published one is {versions[-1]}"
    return f"{declared}, with changes that are not published yet" if has_changes(edition.anchors) else declared


def anchors_json(anchors: Anchors) -> bytes:
    """Return the file by which a page tells whether a unit has changed since the version that a link names."""
    kinds = {anchor.id: anchor.kind for anchor in anchors.published}
    units = {
        fragment: [[step.version, _state(step, anchor, kinds)] for step in steps]
        for anchor, steps in published_steps(anchors)
        if (fragment := fragment_of(anchor.kind, anchor.id))
    }
    content = {"format": FORMAT, "versions": anchors.versions, "units": units}
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _state(step: Step, anchor: Anchor, kinds: dict[str, AnchorKind]) -> str:
    if step.change is Change.JOINED and anchor.now is not None:
        return ">" + fragment_of(kinds.get(anchor.now, anchor.kind), anchor.now)
    return step.text[:HASH_SHOWN]
