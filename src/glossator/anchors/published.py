"""What a build reads of an edition's addresses: what was published, and what an editor has decided since."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from glossator.anchors.decisions import DECISIONS_FILE, Decision, read_decisions
from glossator.anchors.lock import LOCK_FILE, Lock, read_lock

if TYPE_CHECKING:
    from pathlib import Path


class Published(NamedTuple):
    """The published ids of an edition and the decisions on them."""

    lock: Lock = Lock()
    decisions: tuple[Decision, ...] = ()


def read_published(folder: Path) -> Published:
    """Read `anchors.lock` and `anchors.yml` in the folder of an edition; either may be missing.

    Raises:
        GlossatorError: one of them has faults.
    """
    return Published(read_lock(folder / LOCK_FILE), read_decisions(folder / DECISIONS_FILE))
