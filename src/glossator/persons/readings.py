"""What a spot can be for each of its persons: the span with forenames, or a contradiction.

"the historian John Hume"    of David Hume: nothing, the forename contradicts; of a John Hume: the last two words
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from glossator.folding import fold
from glossator.persons.lexicon import Lexicon
from glossator.persons.names import Given, PersonName, agreement, given_of, is_initial, same_forename
from glossator.persons.spots import Left, Spot
from glossator.persons.vocabulary import begins_sentence

_MARKS: Final = ("", ",", ";", ":", ".", ")", "]", "”", "»")


class Reading(NamedTuple):
    """A spot read as the name of one person."""

    person: int
    family: tuple[str, ...]  # the family name of the person that stands there, folded
    start: int
    end: int
    agree: float  # of the forenames; 0 without any
    particle: bool  # a particle of the person's stands there


class Reader:
    """Reads spots as names."""

    def __init__(self, names: Sequence[Sequence[PersonName]], lexicon: Lexicon) -> None:
        """Take the names of each person, by its number."""
        self._names = names
        self._lexicon = lexicon

    def readings(self, spot: Spot, text: str) -> list[Reading]:
        """Read a spot as the name of each of its persons; those whom more of its words name drive out the others."""
        pairs = zip(spot.candidates, spot.families, strict=True)
        readings = [found for person, family in pairs if (found := self._read(spot, person, family, text))]
        if any(reading.agree for reading in readings):
            best = max(reading.agree for reading in readings)
            return [reading for reading in readings if reading.agree and (best < 1 or reading.agree == best)]
        if any(reading.particle for reading in readings):
            return [reading for reading in readings if reading.particle]
        return readings

    def _read(self, spot: Spot, person: int, family: tuple[str, ...], text: str) -> Reading | None:
        """Read a spot as the name of a person; None where forenames contradict."""
        names = self._names[person]
        before = self._forenames_before(spot, names)
        if before is None:
            return None
        start, printed, particle = before
        end, agree = spot.end, 0.0
        if printed:
            agree = agreement(printed, names)
            if not agree:
                return None
        else:
            initials, behind = _initials_behind(spot, text)
            if initials:
                agree = agreement(initials, names)
                if not agree and not _is_parted(spot, text):
                    return None
                end = behind if agree else spot.end
            else:
                whole = _forenames_behind(spot, names, text)
                if whole is not None:
                    end, agree = whole, 1.0
        return Reading(person, family, start, end, agree, particle)

    def _forenames_before(self, spot: Spot, names: Sequence[PersonName]) -> tuple[int, list[Given], bool] | None:
        """Return where a name begins, its forenames in order, and whether a particle of the person's is there.

        None where somebody else's forename stands there.
        """
        known = [given for name in names for given in name.given]
        particles = frozenset[str]().union(*(name.particles for name in names))
        start, particle = spot.start, False
        printed: list[Given] = []
        for at, left in enumerate(spot.left):
            if not left.given.fold:
                if left.given.text.casefold() in particles:
                    start, particle = left.start, True
                continue
            if left.bracketed:
                continue
            if left.given.initial:
                if self._is_numeral(spot.left, at):
                    break
                before_forename = bool(printed) and not printed[0].initial
                if before_forename and not any(same_forename(left.given, one) for one in known):
                    break  # the end of a sentence: "World War II. David Hume"
            elif not self._is_forename(left.given, known) and not self._is_middle_name(spot.left, at, known):
                if self._lexicon.is_forename(left.given) and not self._lexicon.is_family_name(left.given.text):
                    return None
                break
            start = left.start
            printed.insert(0, left.given)
        return start, printed, particle

    def _is_forename(self, word: Given, known: Sequence[Given]) -> bool:
        """Tell whether a word before a family name can be a forename of a person, whose known forenames are given."""
        full = [one for one in known if not one.initial]
        if any(same_forename(word, one) for one in full):
            return True
        if full:
            return False
        if not known:
            return self._lexicon.is_forename(word)
        likely = self._lexicon.is_forename(word) or self._lexicon.is_like_forename(word.text)
        return likely and any(same_forename(word, one) for one in known)

    def _is_middle_name(self, left: Sequence[Left], at: int, known: Sequence[Given]) -> bool:
        """Tell whether an unknown word stands between a known forename and the family name: `David Theodore Hume`."""
        if at + 1 >= len(left) or self._lexicon.is_family_name(left[at].given.text):
            return False
        first = left[at + 1].given
        return not first.initial and any(not one.initial and same_forename(first, one) for one in known)

    def _is_numeral(self, left: Sequence[Left], at: int) -> bool:
        """Tell whether a letter before a name is a number: `World War I. Hume said`."""
        one = left[at]
        if at or one.given.text not in {"I", "V", "X"} or at + 1 >= len(left):
            return False
        word = left[at + 1]
        return not word.given.initial and not self._lexicon.is_forename(word.given)

    def is_stranger(self, spot: Spot, text: str) -> bool:
        """Tell whether what stands before a bare family name speaks of somebody else."""
        first = next((left for left in spot.left if left.given.fold), None)
        if first is None or first.bracketed:
            return False
        if first.given.initial:
            return not self._is_numeral(spot.left, 0)
        word = first.given.text
        if self._lexicon.is_family_name(word):
            return False
        if self._lexicon.is_forename(first.given):
            return True
        return not begins_sentence(text, first.start) and self._lexicon.is_like_forename(word)


def _initials_behind(spot: Spot, text: str) -> tuple[list[Given], int]:
    """Return the initials of an inverted name and where they end: `Hume D.`; none if they belong to the next name."""
    initials: list[Given] = []
    end = spot.end
    for token in spot.right:
        if not is_initial(token.text) or text[token.end : token.end + 1] != ".":
            break
        initials.append(given_of(token.text))
        end = token.end + 1
    if initials and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        return [], spot.end
    if initials and _is_parted(spot, text) and not _ends_there(text, end):
        return [], spot.end
    return initials, end


def _forenames_behind(spot: Spot, names: Sequence[PersonName], text: str) -> int | None:
    """Return where a name ends whose forenames all stand behind the family name: `Sun Yat-sen`; else None."""
    for name in names:
        if not name.given or any(given.initial for given in name.given) or len(spot.right) < len(name.given):
            continue
        tokens = spot.right[: len(name.given)]
        if all(fold(token.text) == given.fold for token, given in zip(tokens, name.given, strict=True)):
            end = tokens[-1].end
            if not _is_parted(spot, text) or _ends_there(text, end):
                return end
    return None


def _is_parted(spot: Spot, text: str) -> bool:
    """Tell whether a comma stands between a family name and the words behind it: `Hume, David`."""
    return text[spot.end : spot.end + 1] == ","


def _ends_there(text: str, at: int) -> bool:
    """Tell whether a mark or the end of the text stands at an offset: so an inverted name ends, `Hume, David, and`."""
    return text[at : at + 1] in _MARKS or text[at : at + 2] in {"’s", "'s"}
