"""Which headings, paragraphs or notes of one witness are which of another: by their words and their order.

    A: 1 2 3 4 5 6      B: b c d e f, where c is 3 and 4 in one, and f is 2, moved
    -> 3 4 | c,  5 | d,  2 | f (moved),  1 and 6 and the rest unpaired

First the runs of words that each witness has once tell which texts belong together, a paragraph that one of them
divides included. The heaviest sequence of such groups in the order of both witnesses is the thread; a group beside it
has moved. What is left, such as short notes that occur often, is paired between its neighbours by likeness and label.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from glossator.chains import Pair, heaviest_chain
from glossator.collation.aligning import RUN, TABLE, runs_of

_SURE: Final = 6  # shared runs that make two texts one: nine words on end, which nothing else has
_SHARE: Final = 3  # or this part of the runs of the shorter one: a third
_MOVED: Final = 6  # runs that a text must share to count as moved; fewer may be chance
_FEW: Final = 8  # words; shorter texts are compared by their letters
_LIKE: Final = 0.5  # likeness by words from which two neighbours are one text; strangers have 0.2 to 0.35
_LIKE_LETTERS: Final = 0.6  # likeness by letters; strangers have 0.3 to 0.5
_SAME_LABEL: Final = 0.2  # what the same label adds for two notes
_CELLS: Final = 10_000  # pairs looked at between two neighbours of the thread


class Text(NamedTuple):
    """A text to be paired."""

    forms: Sequence[str]  # its words
    label: str = ""


class Group(NamedTuple):
    """Texts of both witnesses that belong together: mostly one of each, more where one of them divides otherwise."""

    base: tuple[int, ...]  # indices, rising
    other: tuple[int, ...]
    moved: bool = False  # whether it stands elsewhere in the other witness


def pair_texts(base: Sequence[Text], other: Sequence[Text]) -> tuple[Group, ...]:
    """Pair the texts of two witnesses, in the order of the base text."""
    votes = _votes(base, other)
    groups = _groups(base, other, votes)
    thread, beside = _thread(groups, votes)
    moved = [group._replace(moved=True) for group in beside if _weight(group, votes) >= _MOVED]
    near = _pair_between(base, other, thread, moved)
    return tuple(sorted([*thread, *moved, *near]))


def _votes(base: Sequence[Text], other: Sequence[Text]) -> Counter[tuple[int, int]]:
    """Count for each pair of texts the runs of words that occur once in each witness and stand in both of them."""
    smaller, larger = sorted((base, other), key=len)
    runs = _owners(smaller, None)
    shared = _owners(larger, runs)
    pairs = ((runs[run], at) for run, at in shared.items())
    return Counter(pairs if smaller is base else ((at, other_at) for other_at, at in pairs))


def _owners(texts: Sequence[Text], wanted: Mapping[tuple[str, ...], int] | None) -> dict[tuple[str, ...], int]:
    """Return which text has a run of words, for the runs that occur once; of these the wanted ones, or all."""
    found: dict[tuple[str, ...], int] = {}
    for at, text in enumerate(texts):
        for run in runs_of(text.forms):
            if wanted is None or run in wanted:
                found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def _groups(base: Sequence[Text], other: Sequence[Text], votes: Counter[tuple[int, int]]) -> list[Group]:
    """Join what belongs together, over as many steps as it takes."""
    leaders = list(range(len(base) + len(other)))

    def leader(at: int) -> int:
        while leaders[at] != at:
            leaders[at] = at = leaders[leaders[at]]
        return at

    joined = set()
    for (at, other_at), count in votes.items():
        runs = min(len(base[at].forms), len(other[other_at].forms)) - RUN + 1
        if count >= _SURE or count * _SHARE >= runs:
            leaders[leader(at)] = leader(len(base) + other_at)
            joined |= {at, len(base) + other_at}
    members: defaultdict[int, list[int]] = defaultdict(list)
    for at in sorted(joined):
        members[leader(at)].append(at)
    return sorted(
        Group(
            tuple(at for at in group if at < len(base)),
            tuple(at - len(base) for at in group if at >= len(base)),
        )
        for group in members.values()
    )


def _weight(group: Group, votes: Counter[tuple[int, int]]) -> int:
    return sum(votes[at, other_at] for at in group.base for other_at in group.other)


def _thread(groups: Sequence[Group], votes: Counter[tuple[int, int]]) -> tuple[list[Group], list[Group]]:
    """Return the groups of the heaviest sequence that rises in both witnesses, and the others."""
    chain = heaviest_chain(Pair(index, group.other[0], _weight(group, votes)) for index, group in enumerate(groups))
    chosen = {pair.old for pair in chain}
    thread = [group for index, group in enumerate(groups) if index in chosen]
    return thread, [group for index, group in enumerate(groups) if index not in chosen]


def _pair_between(
    base: Sequence[Text], other: Sequence[Text], thread: Sequence[Group], moved: Sequence[Group]
) -> list[Group]:
    """Pair what is left between two neighbours of the thread, before the first and behind the last."""
    paired = {at for group in (*thread, *moved) for at in group.base}
    other_paired = {at for group in (*thread, *moved) for at in group.other}
    gaps = _gaps((at for at in range(len(base)) if at not in paired), [group.base[0] for group in thread])
    other_gaps = _gaps((at for at in range(len(other)) if at not in other_paired), [group.other[0] for group in thread])
    found: list[Group] = []
    for gap, others in other_gaps.items():
        texts = gaps.get(gap, [])
        reach = 2 * len(others) + 2  # the base text may go on for a whole book on either side
        if gap == 0 and thread:
            texts = texts[-reach:]
        elif gap == len(thread) and thread:
            texts = texts[:reach]
        found += _pair_gap(base, other, texts, others)
    return found


def _gaps(left: Iterable[int], firsts: Sequence[int]) -> dict[int, list[int]]:
    """Tell behind how many groups of the thread each text stands."""
    gaps: defaultdict[int, list[int]] = defaultdict(list)
    for at in left:
        gaps[bisect_left(firsts, at)].append(at)
    return gaps


def _pair_gap(base: Sequence[Text], other: Sequence[Text], left: list[int], others: list[int]) -> list[Group]:
    """Pair two short sequences of texts in order: equal ones first, then like ones between them."""
    found = []
    keys = [(base[at].label, *base[at].forms) for at in left]
    other_keys = [(other[at].label, *other[at].forms) for at in others]
    start = other_start = 0
    for block in (*Levenshtein.opcodes(keys, other_keys).as_matching_blocks()[:-1], None):
        end, other_end = (block.a, block.b) if block else (len(left), len(others))
        found += _pair_like(base, other, left[start:end], others[other_start:other_end])
        if block:
            start, other_start = end + block.size, other_end + block.size
            found += [
                Group((at,), (other_at,))
                for at, other_at in zip(left[end:start], others[other_end:other_start], strict=True)
            ]
    return found


def _pair_like(base: Sequence[Text], other: Sequence[Text], left: list[int], others: list[int]) -> list[Group]:
    """Pair two short sequences of texts so that the sum of their likenesses is greatest (Needleman and Wunsch 1970)."""
    if not left or not others or len(left) * len(others) > _CELLS:
        return []
    likeness = [[_likeness(base[at], other[other_at]) for other_at in others] for at in left]
    sums = [[0.0] * (len(others) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(others) - 1, -1, -1):
            sums[i][j] = max(sums[i + 1][j], sums[i][j + 1], likeness[i][j] + sums[i + 1][j + 1])
    found = []
    i = j = 0
    while i < len(left) and j < len(others):
        if likeness[i][j] and sums[i][j] == likeness[i][j] + sums[i + 1][j + 1]:
            found.append(Group((left[i],), (others[j],)))
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(one: Text, other: Text) -> float:
    """Return how alike two texts are, 0 where they cannot be the same."""
    bonus = _SAME_LABEL if one.label and one.label == other.label else 0.0
    if len(one.forms) * len(other.forms) > TABLE:  # long texts that are one share runs of words
        return 0.0
    if min(len(one.forms), len(other.forms)) >= _FEW:
        like = Indel.normalized_similarity(one.forms, other.forms) + bonus
        return like if like >= _LIKE else 0.0
    letters, other_letters = (" ".join(text.forms).casefold() for text in (one, other))
    like = Indel.normalized_similarity(letters, other_letters) + bonus
    return like if like >= _LIKE_LETTERS else 0.0
