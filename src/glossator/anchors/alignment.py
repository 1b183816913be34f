"""Which unit of today's text answers to which published id.

    published  5.11  5.12  5.13  5.14          today  a  b  c  d  e
    a says what 5.11 said, word for word       5.11 -> a
    b and c hold the halves of what 5.12 said  5.12 -> b, and c is new
    d holds all of what 5.13 and 5.14 said     5.13 -> d, and 5.14 is a part of it
    e holds nothing that was published         e is new

The units of one kind are aligned as one sequence. First those whose words are the same, in the order that keeps most of
the text (`chains`), then those that have moved, then between these fixed points what is alike by its word runs. A unit
keeps its id on evidence of its text only, except that a heading between the same paragraphs is the same heading, and a
short note with the same label between the same notes is the same note. Where the evidence is not enough for yes and too
much for no, nothing is decided: that is an editor's to say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from glossator.anchors.citables import Citable
from glossator.anchors.lock import GONE, INTO, Record
from glossator.anchors.words import SKETCH, run_hashes
from glossator.chains import Pair, heaviest_chain
from glossator.model import AnchorKind

# Shares of a sketch of sixteen. Of a text of which half survives, three or more of sixteen hashes are found in 998 of
# 1,000 cases, four or more in 989 (binomial distribution). Of 20,000 pairs of paragraphs of the monograph, drawn at
# random, none had as much as three of sixteen runs in common; of 20,000 pairs of notes 54, which cite the same works.
IN_PLACE: Final = 3 / 16  # between the same neighbours
MOVED: Final = 4 / 16  # elsewhere
PART: Final = 2 / 16  # of a text that was split
WHOLE: Final = 1 / 2  # of a text that has become a part of another
NEAR: Final = 60  # units: a text is not divided into parts that are farther from each other
LIKE_LENGTH: Final = 0.85  # and its inverse: misread letters join and part few words
LONGER: Final = 0.4  # of the words of a text: by so much the unit grows that it is joined to
REST: Final = 0.4  # what is less is the rest of a text that has become a part of another unit
CLEARER: Final = 5 / 16  # by so much more a text is found elsewhere, and it is not looked for in its place
RIVAL: Final = 0.6  # of the evidence for the best candidate: with so much for another one, none is sure
FIRST_PART: Final = 2 / 3  # of the greatest part of a split text: with so much, the first part keeps the id

DISTINCT: Final = 8  # words: shorter texts come twice in a book by chance
SINGLE: Final = 2  # words: so short a text is the same one elsewhere if it stands in the book once, then and now
TINY: Final = 3  # runs; of so short a text all must be found
COMMON: Final = 200  # published texts with one run: it tells nothing
BAND: Final = 16  # of many texts with the same words, only those of like rank are compared
_FEW: Final = 6  # runs: of a note with more, one at least survives if it is the same note
_BARE: Final = 2  # words: a note such as `Ibid.`, in which one misread letter leaves nothing


class Uncertain(NamedTuple):
    """A published id of which the text does not tell where it belongs."""

    id: str
    kind: AnchorKind
    candidates: tuple[tuple[Citable, float], ...]  # with the share of its text that is found there, best first
    reason: str


class Alignment(NamedTuple):
    """What answers to published ids; the units are named by their place in the list of those of today."""

    kept: Mapping[str, int]  # id -> the unit that carries it
    joined: Mapping[str, int]  # id -> the unit that its text has become a part of
    parts: Mapping[int, str]  # new units that hold a part of a text whose id another one carries -> that id
    uncertain: tuple[Uncertain, ...]


def align(
    records: Sequence[Record], units: Sequence[Citable], decided: Mapping[str, int | None] | None = None
) -> Alignment:
    """Find which units answer to published ids.

    Args:
        records: published ids of kinds that stand in one sequence, in the order of the text.
        units: those of today, in the order of the text.
        decided: what an editor has said: the place of the unit that an id belongs to, or None: the text is gone.
    """
    return _Alignment(records, units, decided or {}).run()


class _Alignment:
    """The state of one alignment; each step fills in what the ones before have left open."""

    def __init__(self, records: Sequence[Record], units: Sequence[Citable], decided: Mapping[str, int | None]) -> None:
        self.records = records
        self.units = units
        self.decided = decided
        self.kept: dict[int, int] = {}  # record -> unit
        self.holder: dict[int, int] = {}  # unit -> record
        self.joined: dict[int, int] = {}
        self.fixed: list[tuple[int, int]] = []  # pairs in their place, in both orders
        self.found: dict[int, dict[int, int]] = {}  # record -> unit -> hashes of its sketch
        self.own: Counter[tuple[int, int]] = Counter()  # the same, without runs of other published texts
        self.uncertain: list[Uncertain] = []

    def run(self) -> Alignment:
        self._decisions()
        self._same_words()
        self._moved_word_for_word()
        self._returned_word_for_word()
        self._look_for_runs()
        self._alike_in_place()
        self._parts()
        self._elsewhere()
        self._returned()
        self._by_place()
        self._doubtful()
        self._still_joined()
        ids = [record.id for record in self.records]
        return Alignment(
            {ids[old]: new for old, new in sorted(self.kept.items())},
            {ids[old]: new for old, new in sorted(self.joined.items())},
            {new: ids[old] for new, old in self._split()},
            tuple(self.uncertain),
        )

    def _split(self) -> Iterator[tuple[int, int]]:
        """Yield the units without id that hold a part of a text which was split, and its record."""
        for old in self.kept:
            for new in self.found.get(old, ()):
                if new not in self.holder and self._is_part(old, new):
                    yield new, old

    # --- what has been settled ----------------------------------------------------------------------------------

    def _keep(self, old: int, new: int) -> None:
        self.kept[old] = new
        self.holder[new] = old

    def _open(self, *, living: bool = True) -> Iterator[int]:
        """Yield the records that nothing answers to yet: those with a text of their own, or those without."""
        for old, record in enumerate(self.records):
            waits = old not in self.kept and old not in self.joined and record.id not in self.decided
            if waits and living == (record.state[0] not in (GONE, INTO)):
                yield old

    def _free(self) -> Iterator[int]:
        return (new for new in range(len(self.units)) if new not in self.holder)

    def _may(self, old: int, new: int) -> bool:
        return self.records[old].kind is self.units[new].kind

    def _settle(self) -> None:
        """Find the pairs that stand in one order, for `_gap_of_old` and `_gap_of_new`."""
        pairs = (Pair(old, new, 1 + self.records[old].words) for old, new in self.kept.items())
        chain = heaviest_chain(pairs)
        self.fixed = [(pair.old, pair.new) for pair in chain]

    def _gap_of_old(self, old: int) -> int:
        return bisect_left(self.fixed, (old, -1))

    def _gap_of_new(self, new: int) -> int:
        return bisect_left(self.fixed, new, key=lambda pair: pair[1])

    def _share(self, old: int, new: int) -> float:
        """Return how much of a published text is found in a unit, 0 to 1."""
        sketch = self.records[old].sketch
        return self.found.get(old, {}).get(new, 0) / len(sketch) if sketch else 0.0

    def _enough(self, old: int, new: int, share: float) -> bool:
        """Tell whether a share is found, and of short texts more than a run that comes by chance."""
        count, size = self.found.get(old, {}).get(new, 0), len(self.records[old].sketch)
        return count >= min(2, size) and (size > TINY or count == size) and count >= share * size

    def _enough_of_its_own(self, old: int, new: int, share: float) -> bool:
        """Tell whether a share is found of runs that no other published text has: what is no common turn of phrase."""
        size = len(self.records[old].sketch)
        return size >= DISTINCT and self.own[old, new] >= max(2, share * size)

    def _is_of_its_own(self, old: int, new: int) -> bool:
        """Tell whether a unit holds a run that only this text had, or half of it; short texts may lack such runs."""
        few = len(self.records[old].sketch) < DISTINCT
        return few or self.own[old, new] > 0 or self._share(old, new) >= WHOLE

    def _is_part(self, old: int, new: int) -> bool:
        """Tell whether a unit holds so much of a text that it may be a part of it."""
        few = len(self.records[old].sketch) < DISTINCT
        return self._enough(old, new, PART) if few else self._enough_of_its_own(old, new, PART)

    # --- the steps ----------------------------------------------------------------------------------------------

    def _decisions(self) -> None:
        at = {record.id: old for old, record in enumerate(self.records)}
        for own, new in self.decided.items():
            if own in at and new is not None:
                self._keep(at[own], new)

    def _same_words(self) -> None:
        """Pair units with the same words, in the order that keeps most of the text; a note's label adds weight."""
        pairs = [
            Pair(
                old, new, 1 + self.records[old].words * (2 if self._labelled(old, new) else 1) + self._company(old, new)
            )
            for old, new in self._word_for_word(self._open())
        ]
        for pair in heaviest_chain(pairs):
            self._keep(pair.old, pair.new)

    def _word_for_word(self, olds: Iterable[int]) -> Iterator[tuple[int, int]]:
        today: defaultdict[tuple[AnchorKind, str], list[int]] = defaultdict(list)
        for new in self._free():
            today[self.units[new].kind, self.units[new].text].append(new)
        ranks: Counter[tuple[AnchorKind, str]] = Counter()
        for old in olds:
            key = self.records[old].kind, self.records[old].last_text
            rank = ranks[key]
            ranks[key] += 1
            news = today.get(key, [])
            yield from ((old, new) for new in news[max(0, rank - BAND) : rank + BAND + 1])

    def _company(self, old: int, new: int) -> float:
        """Return a little weight for neighbours that are the same too: of equal texts it chooses the one."""
        return sum(
            0.25
            for step in (-1, 1)
            if 0 <= old + step < len(self.records)
            and 0 <= new + step < len(self.units)
            and self.records[old + step].last_text == self.units[new + step].text
        )

    def _labelled(self, old: int, new: int) -> bool:
        unit = self.units[new]
        return unit.kind is AnchorKind.NOTE and _label(self.records[old]) == unit.label

    def _moved_word_for_word(self) -> None:
        """Pair what has the same words elsewhere, if it is no text that comes twice by chance."""
        published = Counter((record.kind, record.last_text) for record in self.records)
        today = Counter((unit.kind, unit.text) for unit in self.units)
        for old, new in self._word_for_word(list(self._open())):
            key = self.records[old].kind, self.records[old].last_text
            single = published[key] == today[key] == 1 and self.records[old].words >= SINGLE
            distinct = single or self.records[old].words >= DISTINCT or self._labelled(old, new)
            if distinct and old not in self.kept and new not in self.holder:
                self._keep(old, new)

    def _look_for_runs(self) -> None:
        """Count the hashes of each open sketch in the units whose words were not published."""
        where: defaultdict[str, list[int]] = defaultdict(list)
        published = Counter(run for record in self.records for run in record.sketch)
        for old, record in enumerate(self.records):
            if old not in self.kept and record.id not in self.decided:
                for run in record.sketch:
                    where[run].append(old)
        for new in self._changed():
            for run in run_hashes(self.units[new].words):
                olds = where.get(run, ())
                if len(olds) <= COMMON:
                    for old in olds:
                        if self._may(old, new):
                            counts = self.found.setdefault(old, {})
                            counts[new] = counts.get(new, 0) + 1
                            if published[run] == 1:
                                self.own[old, new] += 1

    def _changed(self) -> Iterator[int]:
        """Yield the units that carry no id yet, or one that an editor gave them."""
        return (
            new
            for new in range(len(self.units))
            if new not in self.holder or self.records[self.holder[new]].id in self.decided
        )

    def _alike_in_place(self) -> None:
        self._settle()
        pairs = []
        for old in self._open():
            best = max((self._share(old, new) for new in self.found.get(old, ())), default=0.0)
            gap = self._gap_of_old(old)
            for new in self.found.get(old, ()):
                share = self._share(old, new)
                if new in self.holder or self._gap_of_new(new) != gap or share + CLEARER < best:
                    continue
                labelled = self._labelled(old, new)
                if (self._enough(old, new, IN_PLACE) and self._is_of_its_own(old, new)) or labelled:
                    weight = share * self.records[old].words * (2 if labelled else 1)
                    pairs.append(Pair(old, new, weight))
        for pair in heaviest_chain(pairs):
            self._keep(pair.old, pair.new)

    def _parts(self) -> None:
        """Give the id of a text that was split to its first part, unless that is much the smaller one."""
        for old, new in list(self.kept.items()):
            if self.found.get(old) and self.records[old].id not in self.decided:
                best = self._named_part(old, self._parts_around(old, new))
                if best != new:
                    del self.holder[new]
                    self._keep(old, best)

    def _parts_around(self, old: int, new: int) -> list[int]:
        """Return a unit with the parts of a text before and behind it, as far as no other id stands between."""
        parts = [new]
        for step in (-1, 1):
            for at in range(new + step, new + step * (NEAR + 1), step):
                if not 0 <= at < len(self.units) or at in self.holder:
                    break
                if self._is_part(old, at):
                    parts.append(at)
        return sorted(parts)

    def _named_part(self, old: int, parts: Sequence[int]) -> int:
        """Return the part of a text that carries its id: the first one, or the greatest where that is too small."""
        shares = self._shares(old, parts)
        greatest = max(range(len(parts)), key=lambda at: (shares[at], -at))
        return parts[0 if shares[0] >= FIRST_PART * shares[greatest] else greatest]

    def _shares(self, old: int, parts: Sequence[int]) -> list[float]:
        """Return how much of a text each of its parts holds: by their lengths where these tell it, else by its runs.

        Parts that are together as long as the text hold nothing else. Of two that are longer, one holds something else
        besides; which one, the runs tell better than how much.
        """
        sizes = [len(self.units[part].words) / max(1, self.records[old].words) for part in parts]
        counts = [self.found[old].get(part, 0) for part in parts]
        if 0.8 <= sum(sizes) <= 1.25:
            return sizes
        if len(parts) == 2 and sum(sizes) > 1:
            counted = counts[0] / max(1, sum(counts))
            first = min((sizes[0], 1 - sizes[1]), key=lambda share: abs(share - counted))
            if 0 < first < 1:
                return [first, 1 - first]
        return [float(count) for count in counts]

    def _elsewhere(self) -> None:
        """Find what has become a part of another unit, and what has moved and changed."""
        takers: defaultdict[int, list[int]] = defaultdict(list)  # unit -> records that may have moved there
        self._rests()
        for old in self._open():
            held = [new for new in self.found.get(old, ()) if new in self.holder]
            free = [new for new in self.found.get(old, ()) if new not in self.holder]
            join = max(held, key=lambda new: (self._share(old, new), -new), default=None)
            move = max(free, key=lambda new: (self._share(old, new), -new), default=None)
            if join is not None and (move is None or self._share(old, join) >= self._share(old, move)):
                beside = self._beside(old, join) and self._longer(old, join)
                enough = self._enough(old, join, IN_PLACE if beside else WHOLE)
                if enough and (beside or len(self.records[old].sketch) > TINY) and self._arrived(old, join):
                    self._join(old, join)
                    continue
            if move is not None and self._enough_of_its_own(old, move, MOVED):
                takers[move].append(old)
        for new, olds in takers.items():
            olds.sort(key=lambda old: -self._share(old, new))
            self._take(new, olds)

    def _longer(self, old: int, new: int) -> bool:
        """Tell whether a unit is longer than its own text was, by enough of another text to be joined to it."""
        more = len(self.units[new].words) - self.records[self.holder[new]].words
        return more >= LONGER * self.records[old].words

    def _arrived(self, old: int, new: int) -> bool:
        """Tell whether the runs of a text that a unit holds are new there: not those of what it held before.

        A sketch holds every hash of its text that is not above its own greatest one.
        """
        before = self.records[self.holder[new]].sketch
        top = before[-1] if len(before) == SKETCH else "~"
        runs = run_hashes(self.units[new].words)
        told = [run in before for run in self.records[old].sketch if run in runs and run <= top]
        return 2 * sum(told) < len(told) or not told

    def _rests(self) -> None:
        """Take the id from a unit that holds the rest of a text, where another unit holds much more of it."""
        for old, new in list(self.kept.items()):
            share = self._share(old, new)
            held = [other for other in self.found.get(old, ()) if other in self.holder and other != new]
            most = max(held, key=lambda other: (self._share(old, other), -other), default=None)
            if (
                most is not None
                and share < REST
                and self.records[old].id not in self.decided
                and self._enough(old, most, WHOLE)
                and self._arrived(old, most)
            ):
                del self.kept[old], self.holder[new]

    def _join(self, old: int, new: int) -> None:
        """Let a unit answer to one more id; of neighbours that were joined, the first is the one that it carries."""
        holder = self.holder[new]
        if old < holder and self._beside(old, new) and self.records[holder].id not in self.decided:
            del self.kept[holder]
            self.joined[holder] = new
            self._keep(old, new)
        else:
            self.joined[old] = new

    def _beside(self, old: int, new: int) -> bool:
        """Tell whether a unit carries the id that stood right before or behind a record, joined ones passed over."""
        holder = self.holder[new]
        low, high = min(holder, old), max(holder, old)
        return all(between in self.joined and self.joined[between] == new for between in range(low + 1, high))

    def _take(self, new: int, olds: Sequence[int]) -> None:
        """Let the best of some records have a unit elsewhere, if it is the best by far."""
        best, *others = olds
        rivals = [old for old in others if self.found[old][new] > RIVAL * self.found[best][new]]
        free = [other for other in self.found[best] if other not in self.holder]
        parts = self._parts_around(best, new)
        second = [
            other for other in free if other not in parts and self.found[best][other] > RIVAL * self.found[best][new]
        ]
        if rivals and all(self._enough(old, new, WHOLE) for old in (best, *rivals)):  # two that were joined and moved
            first = min(best, *rivals)
            self._keep(first, new)
            self.joined.update((old, new) for old in (best, *rivals) if old != first)
        elif rivals or second:
            why = "its text may have moved to either of these places" if second else "two texts may have moved here"
            for old in (best, *rivals):
                self._doubt(old, (new, *second), why)
        else:
            self._keep(best, self._named_part(best, parts))

    def _returned_word_for_word(self) -> None:
        """Give ids whose text was gone, or a part of another, to a text that says the same again."""
        for old, new in self._word_for_word(list(self._open(living=False))):
            if self.records[old].words >= DISTINCT and old not in self.kept and new not in self.holder:
                self._keep(old, new)

    def _returned(self) -> None:
        """Give such ids also to a text that says much of the same."""
        for old in list(self._open(living=False)):
            free = [new for new in self.found.get(old, ()) if new not in self.holder]
            best = max(free, key=lambda new: (self._share(old, new), -new), default=None)
            if best is not None and self._enough_of_its_own(old, best, WHOLE):
                self._keep(old, best)

    def _by_place(self) -> None:
        """Pair headings between the same paragraphs, and short notes with the same label between the same notes."""
        self._settle()
        for old, new in self._alone_in_gap(AnchorKind.SECTION):
            self._keep(old, new)
        labels = {self.units[new].label: new for new in self._free() if self.units[new].kind is AnchorKind.NOTE}
        for old in list(self._open()):
            record, same = self.records[old], labels.get(_label(self.records[old]))
            if record.kind is not AnchorKind.NOTE or same is None or same in self.holder:
                continue
            here = self._gap_of_old(old) == self._gap_of_new(same)
            as_long = record.words == len(self.units[same].words)
            if here and (self._share(old, same) > 0 or (as_long and record.words <= _BARE)):
                self._keep(old, same)
            elif here and as_long and len(record.sketch) <= _FEW:
                self._doubt(old, (same,), "the note with its number says something else")

    def _alone_in_gap(self, kind: AnchorKind) -> Iterator[tuple[int, int]]:
        """Yield a record and a unit of a kind that stand alone between the same fixed points."""
        olds: defaultdict[int, list[int]] = defaultdict(list)
        for old in self._open():
            if self.records[old].kind is kind:
                olds[self._gap_of_old(old)].append(old)
        news: defaultdict[int, list[int]] = defaultdict(list)
        for new in self._free():
            if self.units[new].kind is kind:
                news[self._gap_of_new(new)].append(new)
        for gap, waiting in olds.items():
            if len(waiting) == 1 and len(news.get(gap, ())) == 1:
                yield waiting[0], news[gap][0]

    def _doubtful(self) -> None:
        """Find the records for which there is some evidence, too little for yes and too much for no."""
        self._settle()
        doubted = {doubt.id for doubt in self.uncertain}
        for old in list(self._open()):
            record, gap = self.records[old], self._gap_of_old(old)
            if record.id in doubted:
                continue
            free = [new for new in self.found.get(old, ()) if new not in self.holder]
            near = [
                new
                for new in free
                if self._gap_of_new(new) == gap and (self._enough(old, new, 0) or self._as_long(old, new))
            ]
            far = [new for new in free if self._gap_of_new(new) != gap and self._enough_of_its_own(old, new, IN_PLACE)]
            if near or far:
                candidates = sorted({*near, *far}, key=lambda new: (-self._share(old, new), new))
                self._doubt(old, candidates, "little of its text is found again")
        for old, new in self._alone_in_gap(AnchorKind.PARAGRAPH):
            few = max(self.records[old].words, len(self.units[new].words)) <= TINY + 1
            if few and self.records[old].id not in doubted:
                self._doubt(old, (new,), "it is too short to tell whether this is the same text")

    def _as_long(self, old: int, new: int) -> bool:
        """Tell whether a unit that has a run of a text is as long as it was: misread letters leave it so."""
        words = self.records[old].words
        return words >= DISTINCT and LIKE_LENGTH * words <= len(self.units[new].words) <= words / LIKE_LENGTH

    def _doubt(self, old: int, news: Iterable[int], reason: str) -> None:
        record = self.records[old]
        candidates = tuple((self.units[new], self._share(old, new)) for new in news)
        self.uncertain.append(Uncertain(record.id, record.kind, candidates, reason))

    def _still_joined(self) -> None:
        """What had become a part of another unit stays with it, wherever that is now."""
        at = {record.id: old for old, record in enumerate(self.records)}
        for old in list(self._open(living=False)):
            seen: set[int] = set()
            now = old
            while now not in self.kept and now not in self.joined and now not in seen:
                seen.add(now)
                state = self.records[now].state
                if state[0] != INTO or state[1:] not in at:
                    break
                now = at[state[1:]]
            new = self.kept.get(now, self.joined.get(now))
            if new is not None and now != old:
                self.joined[old] = new


def _label(record: Record) -> str:
    """Return the printed label that the id of a note is made from: `n136` and `n5.136` give `136`."""
    return record.id.removeprefix("n").rpartition(".")[2]
