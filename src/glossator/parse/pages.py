"""Printed pages, solved over the whole book.

The OCR text of a book rarely prints its page numbers, but it tells of them in many ways: the notes at the foot of a
page, a paragraph cut in the middle, the pages of the contents list, blank pages, the persons of the index, the usual
length of a page. No single one is enough; together they make one sequence the most likely. It is found by dynamic
programming over all boundaries between blocks (as the Internet Archive solves page numbers: one most likely sequence
for the whole book, and its certainty with each page).

A state is a boundary at which a page begins, and the page's number. A page costs more the farther its length is from
the usual one, when it holds a boundary that should have been a break, when a heading stands on another page than the
contents list says, and when persons are named whom the index does not place there. The costs are below, each with its
reason; they are odds as a reader of the book would give them, in units of about one nat.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from glossator.folio import make_label, parse_label
from glossator.model import Certainty

# --- costs -------------------------------------------------------------------------------------------------------

_STRANDED_HEADING = 20.0  # no printer leaves a heading alone at the foot of a page
_LENGTH_SD = 0.16  # pages differ in length by about a sixth: headings, notes in small print, widows
_MOST_LENGTH_COST = 30.0  # a page of absurd length is better than no solution
_UNMARKED_BREAK = 2.5  # few pages end exactly between two paragraphs and without a note
_IGNORED_FOOT = 25.0  # two feet on one page cannot be
_IGNORED_CUT = 12.0  # a paragraph in two pieces on one page: a figure, an OCR fault
_IGNORED_NUMBER = 20.0  # a printed page number in the middle of a page
_IGNORED_GAP = 4.0  # a list interrupted on one page: a column, a group
_WRONG_PAGE = 30.0  # a heading that stands elsewhere than the contents list says
_BLANK_SHOWN = 0.5  # a blank page where the witness leaves a gap
_BLANK_HIDDEN = 3.0  # a blank page before a chapter that the witness does not show
_LOST_PAGE = 12.0  # a page that has no boundary at which it could begin
_CALL_WITHOUT_NOTE = 8.0  # a page that ends before the note that it calls
_STRANGER = 0.4  # a person named on a page that the index does not list
_MOST_STRANGERS = 5

_LONG_PAGE = 1.5  # usual pages: what may be two of which the boundary between is lost
_LONGEST_PAGE = 3.2  # usual pages: how far back a page may begin
_SLACK = 15  # pages by which a boundary may be off the place that its share of the text gives it
_LEAST_SLACK = 3  # the same near a heading whose page is listed; it grows with the distance
_HOPELESS = 40.0  # boundaries ignored on one page at this cost: nothing before them is tried where a page was found
_MOST_JUMP = 6  # pages that may be lost or blank between two boundaries
_SHOWN_GAP = 3  # blank lines with which a witness shows a blank page
_FEWEST_FEET = 10  # feet from which the usual length of a page is taken; else from the contents list

_MOST_ATOMS = 300  # blocks on one page: no page has more, and the work stays linear


class Atom(NamedTuple):
    """A block of the text as the page solver sees it: a page begins before it or does not."""

    start: int  # offset of its first character
    weight: float  # its length, in characters of running text
    foot_weight: float = 0.0  # length of the notes that stand between it and the next atom
    foot_before: bool = False  # the foot of a page stands between it and the atom before
    note_goes_on: bool = False  # that foot's last note goes on at the next foot
    notes_match: bool = False  # the notes of that foot are just those called since the foot before
    calls_open: bool = False  # a note called before is not defined yet
    cut_before: bool = False  # it is the further piece of a paragraph
    gap_before: int = 1  # blank lines before it
    list_gap: bool = False  # a list (bibliography, index) is interrupted before it
    number_before: str | None = None  # a printed page number or separator says that this page begins here
    separator: bool = False  # a page separator of the OCR stands before it
    heading_page: str | None = None  # it is a heading which the contents list places on this page
    top: bool = False  # it is the heading of a chapter or the like
    names: frozenset[str] = frozenset()  # persons of the index named in it


class SolvedPage(NamedTuple):
    """A page that begins at an atom, or a blank one before it."""

    atom: int  # index
    label: str
    certainty: Certainty
    evidence: tuple[str, ...]
    blank: bool = False


def solve_pages(atoms: Sequence[Atom], index_pages: Mapping[str, frozenset[str]]) -> tuple[SolvedPage, ...]:
    """Return the pages of the book in order; empty where nothing tells a page number.

    Args:
        atoms: the book proper in order, bibliography and index included.
        index_pages: the pages that the index gives for each name in `Atom.names`, ranges expanded.
    """
    anchors = _anchors(atoms)
    if not anchors:
        return ()
    pages: list[SolvedPage] = []
    runs = _split_runs(anchors, len(atoms))
    for first, end, roman, run_anchors in runs:
        pages += _solve_run(atoms, first, end, roman, run_anchors, index_pages)
    return tuple(pages)


# --- what is known -----------------------------------------------------------------------------------------------


class _Anchor(NamedTuple):
    """An atom whose page is told: by the contents list (a heading) or by a printed number (a page begins)."""

    atom: int
    roman: bool
    value: int


def _anchors(atoms: Sequence[Atom]) -> list[_Anchor]:
    found = []
    for i, atom in enumerate(atoms):
        numbered = parse_label(atom.number_before) if atom.number_before else None
        listed = parse_label(atom.heading_page) if atom.heading_page else None
        # After page vii at the foot comes viii, unless a chapter begins that the list places on page 1.
        parsed = listed if listed and numbered and listed[0] != numbered[0] else numbered or listed
        if parsed:
            found.append(_Anchor(i, *parsed))
    return _longest_rising(found)


def _longest_rising(anchors: list[_Anchor]) -> list[_Anchor]:
    """Drop the anchors that contradict the order of pages: the longest series that never falls stays."""
    tails: list[tuple[int, int]] = []
    tail_at: list[int] = []
    before: list[int] = []
    for k, anchor in enumerate(anchors):
        key = (0 if anchor.roman else 1, anchor.value)
        at = bisect_right(tails, key)
        before.append(tail_at[at - 1] if at else -1)
        if at == len(tails):
            tails.append(key)
            tail_at.append(k)
        else:
            tails[at] = key
            tail_at[at] = k
    kept = []
    k = tail_at[-1] if tail_at else -1
    while k >= 0:
        kept.append(anchors[k])
        k = before[k]
    return kept[::-1]


def _split_runs(anchors: list[_Anchor], count: int) -> list[tuple[int, int, bool, list[_Anchor]]]:
    """Part roman pages from arabic ones: each run is solved by itself."""
    arabic = next((k for k, anchor in enumerate(anchors) if not anchor.roman), len(anchors))
    runs = []
    if arabic:
        end = anchors[arabic].atom if arabic < len(anchors) else count
        runs.append((0, end, True, anchors[:arabic]))
    if arabic < len(anchors):
        first = anchors[arabic].atom if arabic else 0
        runs.append((first, count, False, anchors[arabic:]))
    return runs


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]  # the upper one of two; `statistics` takes longer to import than to count


def _usual_length(weights: Sequence[float], atoms: Sequence[Atom], anchors: list[_Anchor], first: int) -> float:
    feet = [i for i, atom in enumerate(atoms) if atom.foot_before]
    between = [weights[b] - weights[a] for a, b in pairwise(feet)]
    if len(between) >= _FEWEST_FEET:
        return max(_median(between), 1.0)
    pages = anchors[-1].value - anchors[0].value
    text = weights[anchors[-1].atom - first] - weights[anchors[0].atom - first]
    if pages > 0 and text > 0:
        return text / pages
    return _median(between) if between else max(weights[-1], 1.0)


# --- the most likely sequence ------------------------------------------------------------------------------------


def _solve_run(
    atoms: Sequence[Atom],
    first: int,
    end: int,
    roman: bool,
    anchors: list[_Anchor],
    index_pages: Mapping[str, frozenset[str]],
) -> list[SolvedPage]:
    run = atoms[first:end]
    weights = list(accumulate((atom.weight + atom.foot_weight for atom in run), initial=0.0))
    usual = _usual_length(weights, run, anchors, first)
    windows = _windows(run, weights, usual, [(anchor.atom - first, anchor.value) for anchor in anchors])
    told = {anchor.atom - first: anchor.value for anchor in anchors}
    # best[i][label]: cost of the best sequence in which a page with this label begins at i, and where it came from
    best: list[dict[int, tuple[float, int, int]]] = [{} for _ in range(len(run) + 1)]
    low, high = windows[0]
    for label in range(max(low, 1), high + 1):
        best[0][label] = (0.0, -1, 0)
    penalty = list(accumulate((_ignored(atom) for atom in run), initial=0.0))
    expected = [_expected_labels(atom, roman, index_pages, window) for atom, window in zip(run, windows, strict=True)]
    for i in range(1, len(run) + 1):
        after = run[i] if i < len(run) else None
        lowest, highest = windows[i] if i < len(run) else (0, sys.maxsize)
        opening = _break_cost(after) + _stranded_cost(run[i - 1], after) if after else 0.0
        jumps = _jump_costs(after)
        ends_short = after is None or after.top
        states = best[i]
        named = headings = 0  # persons named and headings listed on the page from j to i
        named_as: dict[int, int] = {}  # of these, by label: persons whom the index places on that page
        listed_as: dict[int, int] = {}  # headings that the contents list places there
        for j in range(i - 1, -1, -1):
            length = weights[i] - weights[j]
            if (length > usual * _LONGEST_PAGE or i - j > _MOST_ATOMS) and j < i - 1:
                break
            for placed, count in expected[j].items():
                named_as[placed] = named_as.get(placed, 0) + count
            named += len(run[j].names)
            if run[j].heading_page and j in told:
                headings += 1
                listed_as[told[j]] = listed_as.get(told[j], 0) + 1
            if not best[j]:
                continue
            if states and penalty[i] - penalty[j + 1] > _HOPELESS:
                break
            step = opening + _length_cost(length / usual, ends_short) + penalty[i] - penalty[j + 1]
            numbered = told.get(j) if not run[j].heading_page else None
            # Pages without text stand before chapters; elsewhere one is lost only where the text is too long for one.
            leaps = ends_short or length > usual * _LONG_PAGE
            for label, (cost, _, _) in best[j].items():
                if label >= highest or label + _MOST_JUMP < lowest:
                    continue
                total = cost + step
                if headings:
                    total += (headings - listed_as.get(label, 0)) * _WRONG_PAGE
                if numbered is not None and numbered != label:
                    total += _WRONG_PAGE
                if named:
                    strangers = named - named_as.get(label, 0)
                    total += (strangers if strangers < _MOST_STRANGERS else _MOST_STRANGERS) * _STRANGER
                following = label + 1 if label + 1 > lowest else lowest
                last = label + len(jumps) if leaps else following
                while following <= last and following <= highest:
                    reached = total + jumps[following - label - 1]
                    known = states.get(following)
                    if known is None or reached < known[0]:
                        states[following] = (reached, j, label)
                    following += 1
    return _trace(run, first, roman, best, told, index_pages)


def _jump_costs(atom: Atom | None) -> tuple[float, ...]:
    """Return what it costs that no page, one page, two pages … without text stand before an atom."""
    if atom is None:
        return (0.0,)
    if not atom.top:
        return tuple(_LOST_PAGE * lost for lost in range(_MOST_JUMP))
    blank = _BLANK_SHOWN if atom.gap_before >= _SHOWN_GAP else _BLANK_HIDDEN
    return (0.0, *(blank + _LOST_PAGE * lost for lost in range(_MOST_JUMP - 1)))


def _windows(
    run: Sequence[Atom], weights: Sequence[float], usual: float, anchors: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return, for each boundary, the labels that a page beginning there can have.

    Between two anchors it is a label between theirs, not far from where the share of the text puts it; so the work
    stays linear in the length of the book.
    """
    windows = []
    k = -1
    for i in range(len(run)):
        while k + 1 < len(anchors) and anchors[k + 1][0] <= i:
            k += 1
        after = anchors[k + 1] if k + 1 < len(anchors) else None
        if k < 0:
            assert after is not None
            guess = after[1] - (weights[after[0]] - weights[i]) / usual
            windows.append((max(1, int(guess) - _SLACK), min(after[1], int(guess) + _SLACK)))
            continue
        at, value = anchors[k]
        guess = value + (weights[i] - weights[at]) / usual
        slack = min(_SLACK, _LEAST_SLACK + int(guess - value) // 3)
        if after is not None and weights[after[0]] > weights[at]:
            share = (weights[i] - weights[at]) / (weights[after[0]] - weights[at])
            guess = value + share * (after[1] - value)
            slack = min(_SLACK, _LEAST_SLACK + (after[1] - value) // 5)
        low, high = max(value, int(guess) - slack), int(guess) + slack
        windows.append((low, min(high, after[1]) if after is not None else high))
    return windows


def _ignored(atom: Atom) -> float:
    """Return what it costs if no page begins at an atom."""
    cost = 0.0
    if atom.foot_before:
        cost += _IGNORED_FOOT
    if atom.cut_before and not atom.foot_before:
        cost += _IGNORED_CUT
    if atom.number_before or atom.separator:
        cost += _IGNORED_NUMBER
    if atom.list_gap:
        cost += _IGNORED_GAP
    if atom.top and atom.heading_page:
        cost += _UNMARKED_BREAK
    return cost


def _break_cost(atom: Atom) -> float:
    """Return what it costs if a page begins at an atom."""
    marked = atom.foot_before or atom.cut_before or atom.top or atom.number_before or atom.separator or atom.list_gap
    cost = 0.0 if marked else _UNMARKED_BREAK
    if atom.calls_open and not atom.foot_before:
        cost += _CALL_WITHOUT_NOTE
    return cost


def _stranded_cost(before: Atom, after: Atom) -> float:
    """Return what it costs if a page ends with a heading; the title of a part may have a page of its own."""
    alone = before.top or before.heading_page is not None
    return _STRANDED_HEADING if alone and not (after.top or after.heading_page) else 0.0


def _length_cost(ratio: float, ends_short: bool) -> float:
    if ends_short and ratio <= 1.0:
        return 0.0
    return min(0.5 * ((ratio - 1.0) / _LENGTH_SD) ** 2, _MOST_LENGTH_COST)


def _expected_labels(
    atom: Atom, roman: bool, index_pages: Mapping[str, frozenset[str]], window: tuple[int, int]
) -> dict[int, int]:
    """Return, for each page on which an atom can stand, how many of the persons named in it the index places there."""
    counts: dict[int, int] = {}
    if not atom.names:
        return counts
    for value in range(max(1, window[0] - _MOST_JUMP), window[1] + 1):
        label = make_label(roman, value)
        count = sum(1 for person in atom.names if label in index_pages[person])
        if count:
            counts[value] = count
    return counts


# --- reading the result ------------------------------------------------------------------------------------------


def _trace(
    run: Sequence[Atom],
    shift: int,
    roman: bool,
    best: list[dict[int, tuple[float, int, int]]],
    told: Mapping[int, int],
    index_pages: Mapping[str, frozenset[str]],
) -> list[SolvedPage]:
    if not best[-1]:
        return []
    i, label = len(run), min(best[-1], key=lambda candidate: best[-1][candidate][0])
    starts: list[tuple[int, int]] = []
    while i > 0:
        _, i, label = best[i][label]
        starts.append((i, label))
    starts.reverse()
    forced = _forced(run, starts, told)
    named = _named(run, starts)
    pages: list[SolvedPage] = []
    for k, (at, value) in enumerate(starts):
        for lost in range(starts[k - 1][1] + 1 if k else value, value):
            shown = run[at].gap_before >= _SHOWN_GAP
            evidence = (("blank",) if shown else ()) + (("contents",) if at in told else ())
            if run[at].top:
                pages.append(SolvedPage(at + shift, make_label(roman, lost), _certainty(evidence), evidence, True))
        evidence = _evidence(run, starts, k, roman, told, forced, named, index_pages)
        pages.append(SolvedPage(at + shift, make_label(roman, value), _certainty(evidence), evidence))
    return pages


# Evidence that rests on the same thing, the notes at the foot of a page, counts once.
_FAMILY = {"notes": "foot", "note": "foot"}


def _certainty(evidence: tuple[str, ...]) -> Certainty:
    if len({_FAMILY.get(kind, kind) for kind in evidence}) > 1:
        return Certainty.CERTAIN
    return Certainty.PROBABLE if evidence else Certainty.INTERPOLATED


def _own_evidence(atom: Atom) -> tuple[str, ...]:
    """Return the kinds of evidence in the witness itself that a page begins at an atom."""
    kinds = []
    if atom.foot_before:
        kinds.append("foot")
    if atom.foot_before and atom.notes_match:
        kinds.append("notes")
    if atom.note_goes_on:
        kinds.append("note")
    if atom.cut_before:
        kinds.append("cut")
    if atom.number_before:
        kinds.append("number")
    if atom.separator:
        kinds.append("separator")
    if atom.list_gap:
        kinds.append("gap")
    return tuple(kinds)


def _forced(run: Sequence[Atom], starts: list[tuple[int, int]], told: Mapping[int, int]) -> frozenset[int]:
    """Return the page starts that the contents list forces.

    Between two listed headings the list says how many pages begin; where the witness shows exactly so many boundaries,
    each of them is a break.
    """
    solved = dict(starts)
    anchors = [at for at, value in told.items() if _label_at(starts, at) == value]
    forced: set[int] = set()
    for a, b in pairwise(anchors):
        shown = [i for i in range(a + 1, b + 1) if _own_evidence(run[i]) or (run[i].top and i in told)]
        breaks = [i for i in range(a + 1, b + 1) if i in solved]
        if shown == breaks:
            forced.update(breaks)
    return frozenset(forced)


def _label_at(starts: list[tuple[int, int]], at: int) -> int | None:
    k = bisect_right(starts, at, key=lambda start: start[0]) - 1
    return starts[k][1] if k >= 0 else None


def _named(run: Sequence[Atom], starts: list[tuple[int, int]]) -> list[frozenset[str]]:
    """Return, for each page, the persons of the index named on it."""
    ends = [at for at, _ in starts[1:]] + [len(run)]
    return [
        frozenset[str]().union(*(atom.names for atom in run[at:end])) for (at, _), end in zip(starts, ends, strict=True)
    ]


def _evidence(
    run: Sequence[Atom],
    starts: list[tuple[int, int]],
    k: int,
    roman: bool,
    told: Mapping[int, int],
    forced: frozenset[int],
    named: list[frozenset[str]],
    index_pages: Mapping[str, frozenset[str]],
) -> tuple[str, ...]:
    at, value = starts[k]
    atom = run[at]
    kinds = list(_own_evidence(atom))
    if at in forced or (atom.top and told.get(at) == value):
        kinds.append("contents")
    if atom.gap_before >= _SHOWN_GAP and k and value - starts[k - 1][1] > 1:
        kinds.append("blank")
    if k and value - starts[k - 1][1] == 1:
        label, before = make_label(roman, value), make_label(roman, value - 1)
        begins = {p for p in named[k] - named[k - 1] if label in index_pages[p] and before not in index_pages[p]}
        ended = {p for p in named[k - 1] - named[k] if before in index_pages[p] and label not in index_pages[p]}
        if begins and ended:
            kinds.append("index")
    return tuple(kinds)
