"""Finds the titles of known works in a text, however they are spelled.

Every title, short title and other name of a work is an *alias*: a row of folded words with weights, the rarer in the
bibliography the heavier. A word of the text leads, over the keys of `folding.near_keys`, to the aliases that hold it or
a word one letter away; around such a hit alias and text are laid side by side, words may be missing on either side, and
what agrees is a *spot*.

The work done for a text grows with its length, not with its length times the size of the bibliography: a word that
stands in very many titles starts no comparison.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rapidfuzz.distance import Levenshtein

from glossator.folding import NEAR_FROM, Word, fold, near_keys, words
from glossator.model import Work

_ALIAS_FIELDS: Final = ("shorttitle", "shorthand", "maintitle", "origtitle", "reprinttitle", "eventtitle")
_NEARBY_FIELDS: Final = ("publisher", "series", "journaltitle", "organization", "institution", "location")
_MOST_HITS: Final = 48  # a key in more places than these starts no comparison
_REACH: Final = 3  # words that may be missing or additional between two that agree
_distance = Levenshtein.distance
_SMALL: Final = frozenset(
    fold(word)
    for line in (
        "and the for from with into upon its their",
        "und der die das den dem des von zur zum für aus mit bei ein eine",
        "les des dans par pour sur aux del della dei per con",
        "pod pri iz ot po nad pro při nad dla oraz при для над",
    )
    for word in line.split()
)
_NEAREST_FIRST: Final = sorted(
    ((x, y) for x in range(_REACH) for y in range(_REACH)), key=lambda step: (sum(step), step)
)
_LIGHT: Final = 0.25  # weight of small words and of numbers, relative to others


class Alias(NamedTuple):
    """One of the names of a work."""

    work: int  # its place in the bibliography
    words: tuple[str, ...]  # folded
    weights: tuple[float, ...]
    total: float  # sum of the weights
    short: bool  # a name given to be used alone, such as an abbreviation
    first: int  # position of the first word that counts
    heavy: int  # how many words count
    common: bool  # whether some of them stand in very many titles


class Spot(NamedTuple):
    """Where a text names a work."""

    work: int
    start: int  # of the first word that agrees: index into the words of the text
    end: int  # after the last one
    start_at: int  # the same in characters of the text
    end_at: int
    matched: float  # weight of the words that agree
    covered: float  # share of the alias that agrees, 0 to 1
    precision: float  # share of the words between `start` and `end` that agree, by weight
    opens: bool  # whether the first word that counts is among them
    heavy: int  # how many words that count agree
    run: int  # how many words that count agree from the beginning of the alias on, none missing
    short: bool  # whether the alias is one to be used alone


class TitleIndex:
    """The titles of a bibliography, ready to be looked up."""

    def __init__(self, works: Sequence[Work], more: Iterable[tuple[int, str]] = ()) -> None:
        """Index `works`; `more` are further names: place of the work in the bibliography, and a name."""
        rows: list[tuple[int, tuple[str, ...], bool]] = []
        for place, work in enumerate(works):
            rows.extend((place, row, short) for row, short in _names_of(work))
        rows.extend((place, row, True) for place, name in more if (row := _row(name)))
        rows = list(dict.fromkeys(rows))
        self._holding: Counter[str] = Counter()
        seen: dict[int, set[str]] = defaultdict(set)
        for place, row, _ in rows:
            seen[place].update(row)
        for folds in seen.values():
            self._holding.update(folds)
        self._works = max(len(works), 1)
        self._weights: dict[str, float] = {}
        self._nearby = [
            frozenset(fold for field in _NEARBY_FIELDS for fold in _row(work.fields.get(field, ""))) for work in works
        ]
        self.aliases = [self._alias(place, row, short) for place, row, short in rows]
        hits: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, alias in enumerate(self.aliases):
            for position, folded in enumerate(alias.words):
                if not _is_light(folded):
                    for key in near_keys(folded):
                        hits[key].append((number, position))
        self._hits = {key: found for key, found in hits.items() if len(found) <= _MOST_HITS}
        self._known_places: dict[str, tuple[tuple[int, int], ...]] = {}
        # An alias of common words only is found by its first two words together.
        self._pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, alias in enumerate(self.aliases):
            if len(alias.words) > 1 and not any(
                folded in self._hits
                for folded, weight in zip(alias.words, alias.weights, strict=True)
                if weight > _LIGHT
            ):
                self._pairs[alias.words[0], alias.words[1]].append(number)

    def surrounds(self, work: int, folds: Iterable[str]) -> bool:
        """Tell whether some words belong to what a reference to `work` says beside its title, such as the publisher."""
        return all(folded in self._nearby[work] for folded in folds)

    def weight(self, folded: str) -> float:
        """Return how much a folded word tells: words of few titles much, words of many titles and figures little."""
        if (known := self._weights.get(folded)) is not None:
            return known
        rarity = 1.0 + math.log(self._works / max(self._holding.get(folded, 0), 1))
        full = 1.0 + math.log(self._works)
        share = 0.3 + 0.7 * rarity / full
        self._weights[folded] = share * _LIGHT if _is_light(folded) else share
        return self._weights[folded]

    def _alias(self, place: int, row: tuple[str, ...], short: bool) -> Alias:
        weights = tuple(self.weight(folded) for folded in row)
        heavy = [position for position, weight in enumerate(weights) if weight > _LIGHT]
        first = heavy[0] if heavy else 0
        common = any(self._holding[row[position]] > _MOST_HITS // 2 for position in heavy)
        return Alias(place, row, weights, sum(weights), short, first, len(heavy), common)

    def spots(self, text: Sequence[Word], breaks: Iterable[int] = ()) -> list[Spot]:
        """Return all places where a text agrees with an alias in some of its words, in the order of the text.

        Args:
            text: the words of the text.
            breaks: characters of the text at which something begins that no title goes on over, such as a locator.
        """
        stretches = _stretches(text, breaks)
        folds = [word.fold for word in text]
        candidates = [self._places_of(folded) for folded in folds]
        where: dict[int, list[int]] = defaultdict(list)  # alias -> words of the text that may be one of its words
        for at, places in enumerate(candidates):
            for number in dict.fromkeys(number for number, _ in places):
                where[number].append(at)
        found: dict[tuple[int, int, int], Spot] = {}
        done: set[tuple[int, int, int]] = set()
        for at, places in enumerate(candidates):
            for number, position in (*places, *self._common_at(folds, at)):
                alias = self.aliases[number]
                alone = position == alias.first or alias.heavy <= 2
                if (number, position, at) in done or not (alone or alias.common or _has_neighbour(where[number], at)):
                    continue
                low, high = stretches[at]
                pairs = _lay_side_by_side(alias.words, position, folds[low:high], at - low)
                pairs = [(j, i + low) for j, i in pairs]
                done.update((number, j, i) for j, i in pairs)
                if len(pairs) == 1 and not alone:
                    continue
                spot = self._spot(alias, pairs, text)
                key_of = (number, spot.start, spot.end)
                if key_of not in found or found[key_of].matched < spot.matched:
                    found[key_of] = spot
        return sorted(found.values(), key=lambda spot: (spot.start, -spot.matched, spot.work))

    def _common_at(self, folds: Sequence[str], at: int) -> Iterator[tuple[int, int]]:
        """Yield the aliases of common words only that begin with the two words at `at`."""
        if self._pairs and at + 1 < len(folds):
            for number in self._pairs.get((folds[at], folds[at + 1]), ()):
                yield number, 0

    def _places_of(self, folded: str) -> tuple[tuple[int, int], ...]:
        """Return where a word, or one that may be a spelling of it, stands in the aliases: alias and position."""
        if folded not in self._known_places:
            found: set[tuple[int, int]] = set()
            if not _is_light(folded):
                for key in near_keys(folded):
                    found.update(self._hits.get(key, ()))
            near_ones = (place for place in found if near(self.aliases[place[0]].words[place[1]], folded))
            self._known_places[folded] = tuple(sorted(near_ones))
        return self._known_places[folded]

    def _spot(self, alias: Alias, pairs: Sequence[tuple[int, int]], text: Sequence[Word]) -> Spot:
        matched = sum(alias.weights[j] for j, _ in pairs)
        start, end = pairs[0][1], pairs[-1][1] + 1
        here = sum(self.weight(text[i].fold) for i in range(start, end))
        return Spot(
            alias.work,
            start,
            end,
            text[start].start,
            text[end - 1].end,
            matched,
            matched / alias.total if alias.total else 0.0,
            min(1.0, matched / here) if here else 0.0,
            pairs[0][0] <= alias.first,
            sum(alias.weights[j] > _LIGHT for j, _ in pairs),
            _run(alias, {j for j, _ in pairs}),
            alias.short,
        )


def _has_neighbour(where: Sequence[int], at: int) -> bool:
    """Tell whether another of some ascending numbers lies within reach of `at`, which is one of them."""
    place = bisect_left(where, at)
    before = place > 0 and at - where[place - 1] <= _REACH
    return before or (place + 1 < len(where) and where[place + 1] - at <= _REACH)


def _stretches(text: Sequence[Word], breaks: Iterable[int]) -> list[tuple[int, int]]:
    """Return for each word the first word of its stretch and the one after its last."""
    starts = sorted({0, *(bisect_left(text, at, key=_start) for at in breaks), len(text)})
    return [(low, high) for low, high in pairwise(starts) for _ in range(low, high)]


def _start(word: Word) -> int:
    return word.start


def _is_light(folded: str) -> bool:
    return len(folded) <= 2 or folded.isdigit() or folded in _SMALL


def _run(alias: Alias, agreeing: set[int]) -> int:
    run = 0
    for j, weight in enumerate(alias.weights):
        if j in agreeing:
            run += weight > _LIGHT
        elif weight > _LIGHT:
            break
    return run


def near(one: str, other: str) -> bool:
    """Tell whether two folded words may be spellings of one: the longer they are, the more letters may differ."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 3:
        return False
    shorter = min(len(one), len(other))
    if shorter < NEAR_FROM or one.isdigit() or other.isdigit():
        return False
    allowed = 1 if shorter < 8 else 2 if shorter < 12 else 3
    return _distance(one, other, score_cutoff=allowed) <= allowed


def _lay_side_by_side(alias: Sequence[str], j: int, folds: Sequence[str], i: int) -> list[tuple[int, int]]:
    """Return pairs of words (of the alias, of the text) that agree, grown from one pair to both sides."""
    pairs = [(j, i)]
    while (following := _next_pair(alias, *pairs[-1], folds, -1)) is not None:
        pairs.append(following)
    pairs.reverse()
    while (following := _next_pair(alias, *pairs[-1], folds, 1)) is not None:
        pairs.append(following)
    first, where = pairs[0]
    vouched = any(not _is_light(alias[j]) for j, _ in pairs)
    if first == 1 and where and vouched and _resemble(alias[0], folds[where - 1]):
        pairs.insert(0, (0, where - 1))
    return pairs


def _resemble(one: str, other: str) -> bool:
    """Tell whether two words are alike enough where the words beside them agree: half of their letters."""
    return len(one) > 2 and len(other) > 2 and Levenshtein.normalized_similarity(one, other) >= 0.5


def _next_pair(alias: Sequence[str], a: int, b: int, folds: Sequence[str], step: int) -> tuple[int, int] | None:
    """Return the nearest pair that agrees beyond (a, b), at most `_REACH` words further on either side."""
    if step > 0:
        mine, theirs = alias[a + 1 : a + 1 + _REACH], folds[b + 1 : b + 1 + _REACH]
    else:
        mine, theirs = alias[max(0, a - _REACH) : a][::-1], folds[max(0, b - _REACH) : b][::-1]
    high, wide = len(mine), len(theirs)
    for x, y in _NEAREST_FIRST:
        if x < high and y < wide and (mine[x] == theirs[y] or near(mine[x], theirs[y])):
            if x + y and _is_light(mine[x]):
                continue  # a small word or a figure counts only beside a word that agrees
            return a + step * (x + 1), b + step * (y + 1)
    return None


def _names_of(work: Work) -> Iterator[tuple[tuple[str, ...], bool]]:
    title = work.fields.get("title", "")
    subtitle = work.fields.get("subtitle", "")
    printed_title = work.corrections["title"].printed if "title" in work.corrections else title
    printed_subtitle = work.corrections["subtitle"].printed if "subtitle" in work.corrections else subtitle
    for name in dict.fromkeys(
        (
            title,
            f"{title} {subtitle}",
            f"{printed_title} {printed_subtitle}",
            f"{title} {work.fields.get('titleaddon', '')}",
        )
    ):
        if row := _row(name):
            yield row, False
    for field in _ALIAS_FIELDS:
        for name in re.split(r"\s*;\s*", work.fields.get(field, "")):
            if row := _row(name):
                yield row, field != "maintitle"


def _row(name: str) -> tuple[str, ...]:
    return tuple(word.fold for word in words(name))


def folded_name(name: str) -> tuple[str, ...]:
    """Return the parts of a family name, folded; a double name has two."""
    return tuple(part for piece in re.split(r"[-–\s]", name) if (part := fold(piece)))
