"""Lines with provenance: the first stage.

A line knows where it stands and in which notation; its text is what the witness has between two line ends, unchanged.
"""

from __future__ import annotations

from typing import NamedTuple

from glossator.model import Witness
from glossator.source.dialects import DIALECTS, Dialect

BYTE_ORDER_MARK = "\ufeff"


class Line(NamedTuple):
    """One line of a witness without its line end."""

    start: int  # offset of its first character
    text: str
    dialect: Dialect  # the notation in which it is written

    @property
    def end(self) -> int:
        """Return the offset after its last character."""
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        """Tell whether it holds nothing but white space."""
        return not self.text or self.text.isspace()


def split_lines(witness: Witness) -> tuple[Line, ...]:
    r"""Split a witness at its line feeds; the CR of a CR LF stays at the end of its line as white space.

    A byte order mark at the very beginning belongs to no line.
    """
    text, dialect = witness.text, DIALECTS[witness.dialect]
    changes = [
        change
        for zone in reversed(witness.zones)
        for change in ((zone.end, dialect), (zone.start, DIALECTS[zone.dialect]))
    ]  # the next one last
    lines = []
    start = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    for part in text[start:].split("\n"):
        while changes and changes[-1][0] <= start:
            dialect = changes.pop()[1]
        lines.append(Line(start, part, dialect))
        start += len(part) + 1
    return tuple(lines)
