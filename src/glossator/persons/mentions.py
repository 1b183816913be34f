"""From the texts of a book to the names of persons in them: who is meant, and whether the name names a person at all.

spots         family names of known persons, with the words around them
readings      what a spot can be for each of its persons: the span with forenames, or a contradiction
surroundings  what the words around say: a mention, an attribute ("the Hume controversy"), a part of a citation
evidence      what speaks for each person: forenames, the printed index, a full name nearby, the editor's forms
verdict       the best reading, if enough speaks for it; what lacks evidence is reported, not linked
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from glossator.model import Naming, Person, Use
from glossator.persons.evidence import ENOUGH, MARGIN, Context, Evidence, Found, Weigher, with_namesakes
from glossator.persons.forenames import forenames_alone
from glossator.persons.lexemes import MONTH_PREPOSITIONS, MONTHS, RANKS
from glossator.persons.lexicon import Lexicon
from glossator.persons.names import is_initial, names_of
from glossator.persons.readings import Reader
from glossator.persons.spots import Finder, Spot
from glossator.persons.surroundings import Surroundings
from glossator.persons.units import UnitText, naming_at, page_at, word_before
from glossator.persons.vocabulary import Vocabulary, begins_sentence

_ALONE: Final = 0.7  # the score of a forename that stands alone


class Namer:
    """Finds the names of some persons in texts."""

    def __init__(
        self, persons: Sequence[Person], pages: Mapping[str, frozenset[str]], units: Sequence[UnitText], language: str
    ) -> None:
        """Take what is known.

        Args:
            persons: the persons of the book.
            pages: by the id of a person, the printed pages that the index lists.
            units: all texts of the book, in its order.
            language: the language of the book (BCP 47).
        """
        self._persons = persons
        self._units = units
        self._names = [names_of(person) for person in persons]
        vocabulary = Vocabulary(unit.text for unit in units)
        self._finder = Finder(self._names, vocabulary, language)
        self._lexicon = Lexicon(self._names, self._finder, vocabulary, language)
        self._reader = Reader(self._names, self._lexicon)
        self._surroundings = Surroundings(self._lexicon)
        self._weigher = Weigher(persons, self._names, pages, self._lexicon)

    def namings(self) -> Iterator[tuple[UnitText, Naming]]:
        """Yield every use of a name, without its place in the witness, in the order of the units."""
        found = [list(self._in_unit(unit)) for unit in self._units]
        everything = [item for items in found for item in items]
        evidence = Evidence()
        for item in everything:
            sure = self._weigher.sure(item)
            if sure is not None:
                evidence.add(item.unit, sure)
        often = Counter(item.spot.candidates for item in everything if item.use is Use.MENTION)
        context = Context(evidence, often, with_namesakes(everything), {})
        before: frozenset[int] = frozenset()
        for unit, items in zip(self._units, found, strict=True):
            verdicts = [naming for item in items if (naming := self._verdict(item, context)) is not None]
            here = evidence.persons(unit)
            taken = [
                (_first_start(item), max((one.end for one in item.readings), default=item.spot.end)) for item in items
            ]
            verdicts += [
                naming_at(
                    unit,
                    alone.start,
                    alone.end,
                    person=self._persons[alone.person].id,
                    use=Use.MENTION,
                    method="forename-alone",
                    score=_ALONE,
                )
                for alone in forenames_alone(unit, here | before, self._names, taken, self._lexicon)
            ]
            before = here
            for naming in _without_overlaps(verdicts):
                yield unit, naming

    def _in_unit(self, unit: UnitText) -> Iterator[Found]:
        spots = list(self._finder.spots(unit.text, unit.language, unit.cited))
        read = [self._reader.readings(spot, unit.text) for spot in spots]
        for number, (spot, readings) in enumerate(zip(spots, read, strict=True)):
            bare = not any(reading.agree for reading in readings)
            following = read[number + 1] if number + 1 < len(read) else []
            if bare and spot.after is not None and not is_initial(spot.after.text):
                rank = unit.text[spot.start : spot.end].casefold() in RANKS
                if any((reading.agree or rank) and reading.start == spot.after.start for reading in following):
                    continue  # the rank or the forename of the person who follows
            neighbours = spots[max(0, number - 1) : number] + spots[number + 1 : number + 2]
            stranger = not readings or (bare and self._reader.is_stranger(spot, unit.text))
            use = self._surroundings.use(unit, spot, readings, neighbours)
            yield Found(unit, spot, tuple(readings), stranger, use, page_at(unit, spot.start))

    def _verdict(self, item: Found, context: Context) -> Naming | None:
        """Return what a spot is; None for another word that only looks like a name."""
        spot, unit = item.spot, item.unit
        bare = not any(reading.agree for reading in item.readings)
        word = unit.text[spot.start : spot.end]
        common = bare and self._lexicon.is_common(word)
        opening = common and not spot.possessive and begins_sentence(unit.text, spot.start)
        if common and (self._lexicon.has_article(unit, spot.start) or self._follows_name(spot)):
            return None
        if bare and word.casefold() in MONTHS and word_before(unit.text, spot.start) in MONTH_PREPOSITIONS:
            return None
        family = context.family_use(item)
        scored = sorted(
            ((*self._weigher.score(item, reading, context, family), reading) for reading in item.readings),
            key=lambda entry: (-entry[0], entry[2].person),
        )
        if not scored:
            first = _first_start(item)
            use = _doubtful(item.use)
            return naming_at(unit, first, spot.end, person="", use=use, method="other-forename", score=0.0)
        score, method, best = scored[0]
        lead = score - scored[1][0] if len(scored) > 1 else score
        if score >= ENOUGH and lead >= MARGIN and not opening:
            if item.use is Use.MENTION:
                context.latest[unit.division, spot.candidates] = best.person
            person = self._persons[best.person].id
            return naming_at(unit, best.start, best.end, person=person, use=item.use, method=method, score=score)
        if score < ENOUGH and (opening or not spot.exact):
            return None
        return naming_at(
            unit,
            best.start,
            best.end,
            person="",
            use=_doubtful(item.use),
            method="other-forename" if item.stranger else "no-evidence",
            score=score,
            candidates=tuple((self._persons[one.person].id, min(round(value, 2), 1.0)) for value, _, one in scored),
        )

    def _follows_name(self, spot: Spot) -> bool:
        """Tell whether the word before is a family name: in `the Wallace Line` the second word is none."""
        return bool(spot.left) and self._lexicon.is_family_name(spot.left[0].given.text)


def _first_start(item: Found) -> int:
    """Return where the words begin that may belong to the name of a spot."""
    return item.spot.left[-1].start if item.spot.left else item.spot.start


def _doubtful(use: Use) -> Use:
    return Use.DOUBTFUL if use is Use.MENTION else use


def _without_overlaps(namings: Iterable[Naming]) -> list[Naming]:
    """Return the namings of a unit in order; of two that overlap the longer one."""
    kept: list[Naming] = []
    for naming in sorted(namings, key=lambda one: (one.start, one.end)):
        if kept and kept[-1].end > naming.start:
            if kept[-1].end - kept[-1].start >= naming.end - naming.start:
                continue
            kept.pop()
        kept.append(naming)
    return kept
