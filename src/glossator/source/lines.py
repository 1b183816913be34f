"""Lines with provenance: the first stage.

A line knows where it stands; its text is what the witness has between two line ends, unchanged.
"""

from __future__ import annotations

from typing import NamedTuple

BYTE_ORDER_MARK = "\ufeff"


class Line(NamedTuple):
    """One line of a witness without its line end."""

    start: int  # offset of its first character
    text: str

    @property
    def end(self) -> int:
        """Return the offset after its last character."""
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        """Tell whether it holds nothing but white space."""
        return not self.text or self.text.isspace()


def split_lines(text: str) -> tuple[Line, ...]:
    r"""Split a text at its line feeds; the CR of a CR LF stays at the end of its line as white space.

    A byte order mark at the very beginning belongs to no line.
    """
    lines = []
    start = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    for part in text[start:].split("\n"):
        lines.append(Line(start, part))
        start += len(part) + 1
    return tuple(lines)
