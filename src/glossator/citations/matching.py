"""Which known work a citation means.

Every candidate gets a score between 0 and 1 from what the print says: how well the words of the title agree, and
whether names, editors and year do. A link is made only where the best candidate is good enough *and* stands clear
of the next one; otherwise the candidates are reported. "Uniqueness is not validity": being the only candidate is no
evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import Levenshtein

from glossator.citations.drafts import roman
from glossator.citations.items import Item
from glossator.citations.title_index import Spot, folded_name, near
from glossator.folding import fold, near_keys, words
from glossator.model import Name, Relation, Work

ENOUGH: Final = 0.6  # below this score no link is made
_TELLING: Final = 5  # letters of a folded word that may tell one title from another
MARGIN: Final = 0.08  # the best candidate must lead by so much; docs/decisions/citations-are-grown.md measures both


class Candidate(NamedTuple):
    """A work that may be meant."""

    work: int  # its place in the bibliography
    score: float
    method: str


class Verdict(NamedTuple):
    """What the comparison says."""

    chosen: Candidate | None  # None: nothing good enough, or too close
    candidates: tuple[Candidate, ...]  # the best few, best first


class Creators:
    """The names of the bibliography, ready to be looked up."""

    def __init__(self, works: Sequence[Work]) -> None:
        """Index authors, editors and other persons of `works`."""
        self._works = works
        self._known: dict[str, bool] = {}
        self._names: list[list[tuple[tuple[str, ...], str, bool]]] = []
        self._holding: dict[str, set[int]] = defaultdict(set)
        for place, work in enumerate(works):
            rows = []
            for field, names in work.names.items():
                for name in names:
                    parts = folded_name(name.family)
                    if parts:
                        rows.append((parts, name.given, field in {"author", "bookauthor"}))
                        for part in parts:
                            for key in near_keys(part):
                                self._holding[key].add(place)
            self._names.append(rows)

    def is_author(self, name: Name) -> bool:
        """Tell whether some work has a person of this family name, in either order of the parts of the name."""
        return any(self._of(family) for family in _families(name))

    def may_be_family(self, folded: str) -> bool:
        """Tell whether a folded word may be, or begin, the family name of a person of the bibliography."""
        if folded not in self._known:
            self._known[folded] = any(key in self._holding for key in near_keys(folded))
        return self._known[folded]

    def works_of(self, names: Iterable[Name]) -> set[int]:
        """Return the works that have all of `names` among their persons."""
        found: set[int] | None = None
        for name in names:
            works = {
                place for family in _families(name) for place in self._of(family) if self.agreement(place, name) > 0
            }
            found = works if found is None else found & works
        return found or set()

    def _of(self, family: tuple[str, ...]) -> set[int]:
        places: set[int] = set()
        for part in family:
            for key in near_keys(part):
                for place in self._holding.get(key, ()):
                    if any(_same_family(family, row[0]) for row in self._names[place]):
                        places.add(place)
        return places

    def agreement(self, place: int, name: Name) -> float:
        """Return how well a printed name agrees with some person of a work: 1 yes, 0.7 family name only, 0 no."""
        best = 0.0
        for given, family in ((name.given, name.family), (name.family, name.given)):
            parts = folded_name(family)
            if not parts or (len(parts) == 1 and len(parts[0]) < 2):
                continue
            for row, known_given, _ in self._names[place]:
                if _same_family(parts, row):
                    best = max(best, _initials_agree(given, known_given))
                elif _resemble(parts, row) and _initials_agree(given, known_given) == 1.0:
                    best = max(best, 0.6)
        return best

    def spells(self, place: int, name: Name) -> bool:
        """Tell whether a work has a person of just this family name."""
        return any(row == family for family in _families(name) for row, _, _ in self._names[place])

    def has_authors(self, place: int) -> bool:
        """Tell whether a work has authors, and not only editors."""
        return any(author for _, _, author in self._names[place])

    def named_in(self, place: int, folded: Sequence[str]) -> bool:
        """Tell whether the family name of an author of a work is among some folded words."""
        return any(len(row) == 1 and row[0] in folded for row, _, author in self._names[place] if author)

    def count(self, place: int) -> int:
        """Return how many persons a work has."""
        return len(self._names[place])


def _families(name: Name) -> tuple[tuple[str, ...], ...]:
    """Return the folded family name, and the forename in its place where both are written out: either may be which."""
    families = [folded_name(name.family)]
    if len(name.given.rstrip(".")) > 2 and "." not in name.given:
        families.append(folded_name(name.given))
    return tuple(family for family in families if family)


def _same_family(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) == len(other):
        return all(near(a, b) for a, b in zip(one, other, strict=True))
    shorter, longer = sorted((one, other), key=len)
    return any(near(shorter[0], part) for part in longer) if len(shorter) == 1 else False


def _resemble(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two family names differ by no more than a slip: not enough to find a work, enough to confirm one."""
    return Levenshtein.normalized_similarity("".join(one), "".join(other)) >= 0.75


def _initials_agree(printed: str, known: str) -> float:
    """Return 1 where the first letters of the forenames agree, 0.7 where one side has none, 0.2 where they differ."""
    mine, theirs = printed.replace(".", " ").split(), known.replace(".", " ").split()
    if not mine or not theirs:
        return 0.7
    return 1.0 if _first_letters(mine[0]) & _first_letters(theirs[0]) else 0.2


def _first_letters(forename: str) -> set[str]:
    """Return the letters an initial may be: `Chuck` is `C.`, and in another transliteration `H.`."""
    return {fold(forename[:1]), fold(forename)[:1]} - {""}


class Matcher:
    """Compares items with the works of one bibliography."""

    def __init__(self, works: Sequence[Work]) -> None:
        """Prepare the comparison with `works`."""
        self.works = works
        self.creators = Creators(works)
        self._years = [years(work) for work in works]

    def by_title(self, item: Item, spots: Sequence[Spot], names: Sequence[Name], before: Sequence[str] = ()) -> Verdict:
        """Judge an item by the titles that its words agree with, and by names, editors and year.

        Args:
            item: the item.
            spots: where its title, or that of its container, agrees with known titles.
            names: the names of its authors; empty for a container, whose authors are those of the part.
            before: the folded words that stand before the item in its sentence; they may name the author.
        """
        best_of: dict[int, Spot] = {}
        for spot in spots:
            best = best_of.get(spot.work)
            if best is None or (best.matched, best.covered) < (spot.matched, spot.covered):
                best_of[spot.work] = spot
        heaviest = max((spot.matched for spot in best_of.values()), default=0.0)
        found = [
            self._rated(item, spot, names, heaviest, _share_outside(item, spot), before) for spot in best_of.values()
        ]
        return decide(found)

    def _rated(
        self, item: Item, spot: Spot, names: Sequence[Name], heaviest: float, unlike: float, before: Sequence[str]
    ) -> Candidate:
        title = spot.precision * (0.65 + 0.35 * min(1.0, 1.6 * spot.covered))
        if spot.short and spot.run < 2:
            title = spot.precision * spot.covered
        if not spot.opens:
            title *= 0.75
        title *= 0.6 + 0.4 * spot.matched / heaviest
        agreement = self._names_agree(spot.work, names)
        title *= 1.0 - (0.8 if agreement is None else 0.4) * unlike
        if spot.heavy == 1 and spot.covered < 0.5 and not agreement:
            title *= 0.6
        method = "abbreviation" if spot.short else "title" if agreement is None else "author-title"
        if agreement is None:
            named = self.creators.has_authors(spot.work) and self.creators.named_in(spot.work, before)
            score = 0.45 + 0.55 * title if named else title * (0.9 if self.creators.has_authors(spot.work) else 1.0)
        elif agreement >= 0.6:
            score = 0.45 + 0.55 * title + 0.05 * (agreement - 0.7)
        else:
            score = 0.55 * title + 0.1 * agreement
        if item.tail is not None:
            if item.tail.editors and self.creators.count(spot.work):
                agrees = any(self.creators.agreement(spot.work, editor) >= 0.6 for editor in item.tail.editors)
                score = score + 0.08 if agrees else score * 0.7
            if item.tail.year is not None and item.tail.closed and self._years[spot.work]:
                score += 0.05 if item.tail.year in self._years[spot.work] else -0.08
        return Candidate(spot.work, max(0.0, score), method)

    def _names_agree(self, place: int, names: Sequence[Name]) -> float | None:
        if not names:
            return None
        if not self.creators.count(place):
            return 0.0
        return max(self.creators.agreement(place, name) for name in names)

    def by_author(self, names: Sequence[Name], recent: Sequence[int]) -> Verdict:
        """Judge an item that gives authors only: exactly one work of theirs, or one cited shortly before."""
        works = sorted(self.creators.works_of(names))
        written = [place for place in works if self.creators.has_authors(place)] or works
        agreeing = [place for place in written if all(self.creators.agreement(place, name) >= 0.6 for name in names)]
        written = agreeing or written  # another initial is another person
        exact = [place for place in written if all(self.creators.spells(place, name) for name in names)]
        written = exact or written  # and so is another letter, where one agrees in all
        sure = 0.9 if len(names) > 1 else 0.82
        found = []
        for place in written:
            agreement = min(self.creators.agreement(place, name) for name in names)
            score = sure * (1.0 if agreement >= 0.6 else 0.5)
            if len(written) > 1:
                score *= 0.95 if place in recent[-1:] else 0.7
            found.append(Candidate(place, score, "author"))
        return decide(found)

    def by_author_against_title(self, names: Sequence[Name], title: Sequence[str]) -> Verdict:
        """Judge an item whose authors are known but whose title does not begin like any of theirs.

        Several authors together are enough where one work has just these; one author is, where at least half of the
        words that tell something stand in the title of one of the works.

        Args:
            names: the authors.
            title: the folded words of the title.
        """
        works = sorted(self.creators.works_of(names))
        whole = [place for place in works if self.creators.count(place) == len(names) > 1]
        telling = [word for word in title if len(word) >= _TELLING and not word.isdigit()]
        sharing = [
            place
            for place in works
            if self.creators.has_authors(place)
            and telling
            and 2 * sum(any(near(word, known) for known in self._title_words(place)) for word in telling)
            >= len(telling)
        ]
        found = [Candidate(place, 0.7, "author") for place in whole]
        found += [Candidate(place, 0.7, "author-title") for place in sharing if place not in whole]
        return decide(found)

    def _title_words(self, place: int) -> list[str]:
        return [word.fold for word in words(_title(self.works[place]))]


def _share_outside(item: Item, spot: Spot) -> float:
    """Return the share of the title's characters, as the item has it, that stand after what agrees with a work."""
    if item.title is None or not item.title.start <= spot.start_at < item.title.end:
        return 0.0
    return max(0, item.title.end - spot.end_at) / (item.title.end - item.title.start)


def decide(found: Iterable[Candidate]) -> Verdict:
    """Return the best candidate if it is good enough and clear of the next one."""
    ranked = sorted(found, key=lambda candidate: (-candidate.score, candidate.work))
    best = ranked[0] if ranked else None
    if best is not None and (best.score < ENOUGH or (len(ranked) > 1 and best.score - ranked[1].score < MARGIN)):
        best = None
    return Verdict(best, tuple(ranked[:5]))


def years(work: Work) -> frozenset[str]:
    """Return the years in which a work appeared, those between the ends of a span included."""
    found: set[str] = set()
    for field in ("date", "year", "origdate"):
        ends = [part[:4] for part in work.fields.get(field, "").split("/") if part[:4].isdigit()]
        if field in work.corrections and (printed := work.corrections[field].printed[:4]).isdigit():
            found.add(printed)  # a note may repeat the slip of the printed list
        if len(ends) == 2 and 0 <= int(ends[1]) - int(ends[0]) <= 60:
            found.update(str(year) for year in range(int(ends[0]), int(ends[1]) + 1))
        found.update(ends)
    return frozenset(found)


def relation(work: Work, item: Item, text: str) -> Relation:
    """Return how the book that an item describes stands to the work it is linked to."""
    tail = item.tail
    title = text[item.title.start : item.title.end] if item.title is not None else ""
    if (
        title
        and (original := work.fields.get("origtitle"))
        and _likeness(title, original) > _likeness(title, _title(work))
    ):
        return Relation.TRANSLATION
    if tail is None:
        return Relation.SAME
    if tail.volume is not None and (listed := _volumes(work.fields.get("volume", ""))):
        cited = _volumes(tail.volume)
        if cited and not cited & listed:
            return Relation.OTHER_VOLUME
    if tail.year is not None and tail.published and years(work) and tail.year not in years(work):
        return Relation.OTHER_EDITION
    return Relation.SAME


def _title(work: Work) -> str:
    return f"{work.fields.get('title', '')} {work.fields.get('subtitle', '')}"


def _likeness(title: str, other: str) -> float:
    mine = [fold(word) for word in title.split() if fold(word)]
    theirs = [fold(word) for word in other.split()]
    return sum(any(near(word, known) for known in theirs) for word in mine) / len(mine) if mine else 0.0


def _volumes(written: str) -> frozenset[int]:
    numbers: list[int] = []
    for part in written.replace("–", "-").replace(",", " ").replace("/", " ").split():
        first, _, last = part.partition("-")
        ends = [int(end) if end.isdigit() else roman(end) for end in (first, last or first)]
        if 0 < ends[0] <= ends[1] < ends[0] + 200:
            numbers.extend(range(ends[0], ends[1] + 1))
    return frozenset(numbers[:1] if "," in written and len(numbers) == 2 and numbers[1] < numbers[0] else numbers)
