"""What stands on the shelf beside editions: the place of one whose witness is missing."""

from __future__ import annotations

from dataclasses import dataclass

from glossator.model import Metadata


@dataclass(frozen=True, slots=True)
class MissingWitness:
    """An edition that cannot be shown because its text is not at hand."""

    metadata: Metadata
    file: str  # name of the witness's file
    reason: str  # why it is not there: plain text
    hint: str  # what to do
