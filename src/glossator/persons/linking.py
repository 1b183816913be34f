"""From a document and its persons to namings: every name of a person, with its place, and the editor's decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from glossator.diagnostics import Diagnostic
from glossator.locators import expand_locators
from glossator.model import Document, Naming, Person, Use
from glossator.persons.mentions import Namer
from glossator.persons.units import PlacedUnit, naming_at, page_at, unit_texts
from glossator.rulings import MentionRuling
from glossator.selectors import stretch_spans

_RULED = "ruling"


class Named(NamedTuple):
    """The names in a document."""

    namings: tuple[Naming, ...]  # headings and body in the order of the text, then notes in theirs
    findings: tuple[Diagnostic, ...]


class _Ruled(NamedTuple):
    """A ruling with the place that it names."""

    ruling: MentionRuling
    unit: PlacedUnit
    start: int
    end: int


def name_persons(
    document: Document,
    witness: str,
    persons: Sequence[Person],
    cited: Mapping[str, Sequence[tuple[int, int]]],
    language: str,
    rulings: Sequence[MentionRuling] = (),
) -> Named:
    """Find the names of persons in a document.

    Args:
        document: the document, numbered.
        witness: the text of its witness.
        persons: the persons that are looked for.
        cited: by the id of a note, from where to where citations stand in its text.
        language: the language of the book (BCP 47).
        rulings: the editor's decisions.

    Returns:
        All uses of names, and findings: what is doubtful, which ruling does nothing.
    """
    units = unit_texts(document, cited)
    pages = {person.id: expand_locators(person.locators) for person in persons if person.locators}
    by_unit: defaultdict[str, list[Naming]] = defaultdict(list)
    headings: defaultdict[str, list[Naming]] = defaultdict(list)
    for unit, naming in Namer(persons, pages, [unit.text for unit in units], language).namings():
        (headings if unit.heading else by_unit)[unit.id].append(naming)
    known = {person.id for person in persons}
    placed, findings = _placed(rulings, [unit for unit in units if not unit.text.heading], known)
    findings += _needless(placed, by_unit)
    for ruled in placed:
        by_unit[ruled.unit.text.id] = _with_ruling(by_unit[ruled.unit.text.id], ruled)
    namings = tuple(
        _in_witness(naming, unit, witness)
        for unit in units
        for naming in (headings if unit.text.heading else by_unit)[unit.text.id]
    )
    texts = {unit.text.id: unit.text.text for unit in units if not unit.text.heading}
    return Named(namings, (*findings, *_doubts(namings, texts)))


def _in_witness(naming: Naming, unit: PlacedUnit, witness: str) -> Naming:
    """Return a naming with its place in the witness, and the page on which it ends if that is another one."""
    ends = page_at(unit.text, naming.end - 1)
    return naming._replace(
        spans=stretch_spans(unit.flat, witness, naming.start, naming.end, unit.pieces),
        next_page=ends if ends != naming.page else None,
    )


# --- rulings ---------------------------------------------------------------------------------------------------


def _placed(
    rulings: Iterable[MentionRuling], units: Sequence[PlacedUnit], known: set[str]
) -> tuple[list[_Ruled], list[Diagnostic]]:
    """Return the rulings that name one place and a known person, and findings about the others."""
    placed: list[_Ruled] = []
    findings: list[Diagnostic] = []
    for ruling in rulings:
        found = list(_places(ruling, units))
        if len(found) != 1:
            what = "stands nowhere" if not found else f"stands in {len(found)} places"
            message = f"a ruling points to the name {ruling.name}, but the quotation that begins with it {what}"
            findings.append(Diagnostic("ruling-without-place", message, (ruling.place,)))
        elif ruling.person is not None and ruling.person not in known:
            message = f"a ruling leads to the person {ruling.person}, but nobody has this id"
            hint = "correct the id, or add the person to persons.yml"
            findings.append(Diagnostic("ruling-without-place", message, (ruling.place,), hint))
        else:
            placed.append(found[0])
    return placed, findings


def _places(ruling: MentionRuling, units: Sequence[PlacedUnit]) -> Iterator[_Ruled]:
    texts = [unit.text.text for unit in units]
    for at, start in ruling.quotation.places(ruling.name, texts):
        yield _Ruled(ruling, units[at], start, start + len(ruling.name))


def _with_ruling(namings: Sequence[Naming], ruled: _Ruled) -> list[Naming]:
    """Return the namings of a unit with what an editor says in the place of what overlaps it.

    Where the editor says that nobody is meant whom the file knows, the name stays doubtful, and waits for nothing.
    """
    apart = [naming for naming in namings if naming.end <= ruled.start or naming.start >= ruled.end]
    found = next((naming for naming in namings if naming not in apart), None)
    unit, ruling = ruled.unit.text, ruled.ruling
    said = partial(naming_at, unit, ruled.start, ruled.end, method=_RULED, ruled=True)
    if ruling.person is not None:
        apart.append(said(person=ruling.person, use=ruling.use, score=1.0))
    elif found is not None and (found.candidates or found.person):
        candidates = found.candidates or ((found.person, found.score),)
        apart.append(said(person="", use=Use.DOUBTFUL, score=0.0, candidates=candidates))
    return sorted(apart, key=lambda naming: naming.start)


def _needless(placed: Iterable[_Ruled], by_unit: Mapping[str, Sequence[Naming]]) -> list[Diagnostic]:
    """Return findings about rulings that say what the program finds by itself."""
    findings = []
    for ruled in placed:
        here = [
            (naming.person, naming.use, naming.start, naming.end)
            for naming in by_unit.get(ruled.unit.text.id, ())
            if naming.start < ruled.end and ruled.start < naming.end
        ]
        ruling = ruled.ruling
        said = [(ruling.person, ruling.use, ruled.start, ruled.end)] if ruling.person is not None else []
        if here == said:
            message = f"the ruling on the name {ruling.name} says what the program finds by itself"
            findings.append(Diagnostic("ruling-needless", message, (ruling.place,)))
    return findings


# --- findings --------------------------------------------------------------------------------------------------


def _doubts(namings: Iterable[Naming], texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield findings about names of which it is not certain whom they name, those spelt alike in one."""
    alike: defaultdict[tuple[str, str], list[Naming]] = defaultdict(list)
    for naming in namings:
        if naming.use is Use.DOUBTFUL and not naming.ruled:
            alike[naming.method, texts[naming.unit][naming.start : naming.end]].append(naming)
    for (method, name), found in alike.items():
        places = tuple(naming.spans[0] for naming in found)
        if method == "other-forename":
            message = f"{name} has the family name of a person of this book, with other forenames"
            yield Diagnostic("name-of-somebody-else", message, places)
        else:
            who = " or ".join(person for person, _ in found[0].candidates)
            yield Diagnostic("name-doubtful", f"{name} may name {who}, but nothing around it says so", places)
