"""Ids that are given once; imports nothing."""

from __future__ import annotations


class Ids:
    """Gives every id once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}  # how often an id was wanted: a thousand equal names do not try all numbers

    def __contains__(self, wanted: str) -> bool:
        """Tell whether an id is taken."""
        return wanted in self._taken

    def take(self, wanted: str) -> str:
        """Return an id that was not taken: the wanted one, or with `-2`, `-3` … behind it."""
        chosen, count = wanted, self._counts.get(wanted, 1)
        while chosen in self._taken:
            count += 1
            chosen = f"{wanted}-{count}"
        self._counts[wanted] = count
        self._taken.add(chosen)
        return chosen
