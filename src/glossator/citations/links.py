"""From the notes of a document to links: every citation, and what it leads to.

    works      the entries of the bibliography file, drafts for printed lines and full references without one
    items      `segmentation` of each note
    verdicts   `matching` of each item, in the order of the text, since ibid. and its like depend on what stands before
    rulings    the editor's decisions, which come first

The chain of ibid. follows what eyecite's makers learnt: a citation that leads nowhere breaks it, and what follows is
reported rather than linked to the last work that happened to be resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from glossator.citations import lexemes
from glossator.citations.bibtex import Bibliography
from glossator.citations.drafts import SAME_AUTHOR, authors_of, draft_work
from glossator.citations.items import Item, ItemKind, Known
from glossator.citations.matching import Candidate, Matcher, Verdict, relation
from glossator.citations.places_of_publication import is_place
from glossator.citations.printed_names import names_at
from glossator.citations.prose import Prose
from glossator.citations.reference import Piece, Tail, read_tail
from glossator.citations.segmentation import segment
from glossator.citations.title_index import Spot, TitleIndex
from glossator.diagnostics import Diagnostic
from glossator.folding import words
from glossator.ids import Ids
from glossator.model import (
    BibliographyEntry,
    Citation,
    CitationForm,
    Document,
    Note,
    Relation,
    Target,
    TargetKind,
    Work,
)
from glossator.rulings import CitationRuling, Quotation, Rulings
from glossator.selectors import origins, source_spans
from glossator.spans import Span
from glossator.walk import FlatText, all_units, bibliography_of, flatten, flatten_lines, lines_of

_SENTENCE: Final = 120  # characters before an item in which its author may be named
_WORTH_REPORTING: Final = 0.42  # a candidate below this is no candidate
_ENTRY_ENOUGH: Final = 0.5  # a printed line and an entry of the file are one work; each has only one partner
_PERIODICAL_SCORE: Final = 0.9
_ARCHIVE_SCORE: Final = 0.9
_REPEATED: Final = {CitationForm.IBID: "ibid", CitationForm.IDEM: "idem", CitationForm.OP_CIT: "op-cit"}


class Linked(NamedTuple):
    """The bibliography and the citations of a document."""

    works: tuple[Work, ...]
    citations: tuple[Citation, ...]
    findings: tuple[Diagnostic, ...]


class _LookedUp(NamedTuple):
    """What is made of the works of the bibliography file once, for printed lines and notes alike."""

    titles: TitleIndex
    matcher: Matcher

    @classmethod
    def of(cls, works: Sequence[Work], names: Iterable[tuple[int, str]] = ()) -> _LookedUp:
        """Look `works` up; `names` are further names: place of the work among them, and a name."""
        return cls(TitleIndex(works, names), Matcher(works))


class _NoteText(NamedTuple):
    note: Note
    flat: FlatText

    @property
    def text(self) -> str:
        return self.flat.text


class _Draft(NamedTuple):
    """A citation before it is given its place in the witness."""

    item: Item
    target: Target
    form: CitationForm
    relation: Relation
    part: str | None
    method: str
    score: float
    ruling: CitationRuling | None = None
    candidates: tuple[Candidate, ...] = ()


def link_citations(document: Document, witness: str, bibliography: Bibliography | None, rulings: Rulings) -> Linked:
    """Find all citations in the notes of a document and say what each leads to.

    Args:
        document: the document, its notes numbered.
        witness: the text of its witness.
        bibliography: the bibliography file; None where there is none.
        rulings: the editor's decisions; `Rulings()` for none.

    Returns:
        The works, those of the printed bibliography first; the citations in the order of the text; the findings.
    """
    entries = tuple(bibliography_of(document))
    prose = Prose(
        (flatten(unit).text for _, unit in all_units(document)),
        (flatten_lines([entry.children]).text for entry in entries),
    )
    looked_up = _LookedUp.of(bibliography.works) if bibliography is not None else None
    works, findings = _all_listed(entries, bibliography, looked_up)
    notes = tuple(_note_texts(document))
    unchanged = looked_up is not None and len(works) == len(looked_up.matcher.works) and not rulings.aliases
    reader = _Reader(works, rulings, prose, looked_up=looked_up if unchanged else None)
    items = tuple(segment(here.text, reader.known) for here in notes)
    passes = reader.read(notes, items)
    if passes.more_works or passes.more_names:
        found = TitleIndex(passes.more_works)
        names = frozenset(word.fold for _, name in passes.more_names for word in words(name))
        works = (*works, *passes.more_works)
        reader = _Reader(works, rulings, prose, passes.more_names)
        items = tuple(
            segment(here.text, reader.known) if _may_name(here.text, found, names) else before
            for here, before in zip(notes, items, strict=True)
        )
        passes = reader.read(notes, items)
    articles = frozenset(work.key for work in works if work.type == "article")
    citations = tuple(
        citation
        for here, drafts in zip(notes, passes.notes, strict=True)
        if drafts
        for citation in _placed(drafts, here, works, articles, witness)
    )
    findings += _findings(citations, works, bibliography, document, witness)
    findings += reader.unplaced(notes, passes)
    if rulings.citations:
        without = reader.read(notes, items, ruled=False)
        findings += _needless(rulings, passes, without, notes)
    return Linked(_in_order(works), citations, tuple(findings))


def _in_order(works: Sequence[Work]) -> tuple[Work, ...]:
    """Return the works of the printed bibliography in its order, then the others in theirs."""
    return tuple(sorted(works, key=lambda work: (work.listed is None, work.listed or 0)))


def _may_name(text: str, titles: TitleIndex, names: frozenset[str]) -> bool:
    """Tell whether a text may name one of the works that only the notes themselves have brought."""
    here = list(words(text))
    return any(spot.opens for spot in titles.spots(here)) or any(word.fold in names for word in here)


def _note_texts(document: Document) -> Iterable[_NoteText]:
    for note in document.notes:
        yield _NoteText(note, flatten_lines(line for block in note.blocks for line in lines_of(block)))


# --- the printed bibliography ------------------------------------------------------------------------------------


def _all_listed(
    entries: Sequence[BibliographyEntry], bibliography: Bibliography | None, looked_up: _LookedUp | None
) -> tuple[tuple[Work, ...], list[Diagnostic]]:
    """Return the works of the bibliography file, told which printed line each is, then drafts for lines without one."""
    filed = bibliography.works if bibliography is not None else ()
    findings = list(bibliography.findings) if bibliography is not None else []
    lines = [flatten_lines([entry.children]).text for entry in entries]
    partners = _partners(lines, looked_up.titles, looked_up.matcher) if looked_up is not None else {}
    taken = Ids()
    for work in filed:
        taken.take(work.key)
    works = list(filed)
    authors = ""
    for number, (entry, line) in enumerate(zip(entries, lines, strict=True)):
        repeated = SAME_AUTHOR.match(line)
        whole = authors + line[repeated.end() :] if repeated is not None else line
        authors = authors if repeated is not None else authors_of(line)
        place = partners.get(number)
        if place is not None:
            works[place] = works[place]._replace(listed=entry.ordinal, as_printed=line)
            continue
        works.append(draft_work(whole, taken, listed=entry.ordinal, as_printed=line))
        if bibliography is not None:
            message = f"no entry of the bibliography file is work {entry.ordinal} of the printed list"
            findings.append(Diagnostic("bib-entry-missing", message, entry.spans[:1]))
    if bibliography is None and entries:
        message = "there is no bibliography file; works are shown as drafts"
        findings.append(Diagnostic("bib-file-missing", message, entries[0].spans[:1]))
    return tuple(works), findings


def _partners(lines: Sequence[str], titles: TitleIndex, matcher: Matcher) -> dict[int, int]:
    """Pair printed lines with works, the surest first, each once."""
    rated: list[tuple[float, int, int]] = []
    for number, line in enumerate(lines):
        names = names_at(line, 0, len(line))
        item = Item(ItemKind.WORK, 0, len(line), names.names if names is not None else ())
        spots = titles.spots(list(words(line)))
        for known in (item.names, ()) if item.names else ((),):  # a title may look like a name: "Small, Print"
            verdict = matcher.by_title(item, spots, known)
            rated.extend((candidate.score, number, candidate.work) for candidate in verdict.candidates)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, number, place in sorted(rated, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if score >= _ENTRY_ENOUGH and number not in pairs and place not in taken:
            pairs[number] = place
            taken.add(place)
    return pairs


def _spots_of_title(item: Item) -> tuple[Spot, ...]:
    if item.title is None:
        return ()
    return tuple(spot for spot in item.spots if spot.start_at < item.title.end and spot.end_at > item.title.start)


def _spots_from(item: Item, at: int) -> tuple[Spot, ...]:
    return tuple(spot for spot in item.spots if spot.start_at >= at)


# --- reading the notes ---------------------------------------------------------------------------------------------


class _Passed(NamedTuple):
    """What one reading of all notes brought."""

    notes: tuple[tuple[_Draft, ...], ...]
    more_works: tuple[Work, ...]  # drafts of works that are cited in full and are in no list
    more_names: tuple[tuple[int, str], ...]  # names of works that the notes define
    placed: frozenset[CitationRuling]  # rulings whose place was found


@dataclass(slots=True)
class _Chain:
    """What ibid. means at a place: the citation before it, if it leads anywhere."""

    last: _Draft | None = None
    number: int = -1  # of the note it stands in
    cited: list[int] = field(default_factory=list)  # places of the works cited so far


class _Reader:
    """Reads the notes of a document with one bibliography."""

    def __init__(
        self,
        works: tuple[Work, ...],
        rulings: Rulings,
        prose: Prose,
        names: tuple[tuple[int, str], ...] = (),
        looked_up: _LookedUp | None = None,
    ) -> None:
        self.works = works
        self.places = {work.key: place for place, work in enumerate(works)}
        self.aliases = rulings.aliases
        aliases = [(self.places[alias.work], alias.name) for alias in rulings.aliases if alias.work in self.places]
        titles, self.matcher = looked_up or _LookedUp.of(works, (*aliases, *names))
        creators = self.matcher.creators
        self.known = Known(titles, creators.is_author, creators.may_be_family, prose)
        self._judgements: dict[tuple[str, int, int], _Draft] = {}
        self.rulings: dict[str, list[CitationRuling]] = {}
        for ruling in rulings.citations:
            self.rulings.setdefault(ruling.note, []).append(ruling)

    def read(self, notes: Sequence[_NoteText], cut: Sequence[tuple[Item, ...]], *, ruled: bool = True) -> _Passed:
        chain = _Chain()
        found: list[tuple[_Draft, ...]] = []
        names: list[tuple[int, str]] = []
        unlisted: list[tuple[str, Item]] = []
        placed: set[CitationRuling] = set()
        for number, here in enumerate(notes):
            items = self._ruled(here, cut[number], placed) if ruled else [(item, None) for item in cut[number]]
            drafts: list[_Draft] = []
            for item, ruling in items:
                draft = self._decide(item, here.text, chain, number, drafts)
                if ruling is not None:
                    if ruling.target is None:
                        continue
                    known = not ruling.target.key or ruling.target.key in self.places
                    draft = _with_ruling(draft, ruling, ruling.target if known else Target(TargetKind.UNRESOLVED))
                drafts.append(draft)
                chain.last, chain.number = draft, number
                if draft.target.key in self.places:
                    chain.cited.append(self.places[draft.target.key])
                if draft.method == "unlisted":
                    unlisted.append((here.text, item))
            found.append(tuple(drafts))
            names.extend(self._names_defined(here.text, drafts))
        return _Passed(tuple(found), self._drafted(unlisted), tuple(dict.fromkeys(names)), frozenset(placed))

    def unplaced(self, notes: Sequence[_NoteText], passed: _Passed) -> list[Diagnostic]:
        """Return the findings for rulings that apply to nothing, or lead to a key that no entry has."""
        known = {here.note.id for here in notes}
        findings = []
        for rulings in self.rulings.values():
            for ruling in rulings:
                if ruling not in passed.placed:
                    what = "the quoted words are not in it" if ruling.note in known else "there is no such note"
                    message = f"a ruling points to note {ruling.note}, but {what}"
                    findings.append(Diagnostic("ruling-without-place", message, (ruling.place,)))
                elif ruling.target is not None and ruling.target.key and ruling.target.key not in self.places:
                    message = f"a ruling leads to the work {ruling.target.key}, but no entry has this key"
                    hint = "correct the key, or add the entry to the bibliography file"
                    findings.append(Diagnostic("ruling-without-place", message, (ruling.place,), hint))
        for alias in self.aliases:
            if alias.work not in self.places:
                message = f"the name {alias.name} is to mean the work {alias.work}, but no entry has this key"
                hint = "correct the key, or add the entry to the bibliography file"
                findings.append(Diagnostic("ruling-without-place", message, (alias.place,), hint))
        return findings

    def _ruled(
        self, here: _NoteText, items: Sequence[Item], placed: set[CitationRuling]
    ) -> list[tuple[Item, CitationRuling | None]]:
        """Put the stretches that rulings name in the place of the items they overlap."""
        ruled: list[tuple[Item, CitationRuling | None]] = []
        for ruling in self.rulings.get(here.note.id, ()):
            start = ruling.quotation.find(here.text)
            if start is None:
                continue
            placed.add(ruling)
            end = start + ruling.quotation.length
            same = next((item for item in items if (item.start, item.end) == (start, end)), None)
            if same is None:
                near = next((item for item in items if item.start < end and item.end > start), None)
                names = near.names if near is not None else ()
                title = (
                    near.title
                    if near is not None and near.title and start <= near.title.start < near.title.end <= end
                    else None
                )
                tail = read_tail(here.text, title.end if title else start, end, self.known.prose)
                same = Item(ItemKind.WORK, start, end, names, title, tail)
            ruled.append((same, ruling))
        free = [
            (item, None)
            for item in items
            if not any(item.start < other.end and item.end > other.start for other, _ in ruled)
        ]
        return sorted((*ruled, *free), key=lambda entry: entry[0].start)

    def _decide(self, item: Item, text: str, chain: _Chain, number: int, before: Sequence[_Draft]) -> _Draft:
        if item.kind is ItemKind.PERIODICAL:
            assert item.tail is not None
            date = item.tail.date or item.tail.issue or item.tail.year or ""
            target = Target(TargetKind.PERIODICAL, name=item.name, date=date)
            return _Draft(item, target, CitationForm.FULL, Relation.SAME, None, "periodical", _PERIODICAL_SCORE)
        if item.kind is ItemKind.ARCHIVE:
            target = Target(TargetKind.ARCHIVE, name=item.name)
            return _Draft(item, target, CitationForm.FULL, Relation.SAME, None, "archive", _ARCHIVE_SCORE)
        if item.kind is ItemKind.LOCATOR:
            return _repeat(item, before[-1] if before else None, CitationForm.SHORT, "repetition")
        if item.kind is ItemKind.REPETITION:
            return self._repetition(item, text, chain, number)
        return self._work(item, text, before)

    def _repetition(self, item: Item, text: str, chain: _Chain, number: int) -> _Draft:
        assert item.form is not None
        last = chain.last if chain.number >= number - 1 else None
        if item.form is CitationForm.OP_CIT:
            theirs = self.matcher.creators.works_of(item.names)
            recent = [place for place in chain.cited if place in theirs][-1:]
            return self._judged(item, text, self.matcher.by_author(item.names, recent), item.form, None, "op-cit")
        if item.form is CitationForm.IDEM and item.title is not None:
            names = last.item.names if last is not None else ()
            verdict = self.matcher.by_title(item, _spots_of_title(item), names)
            return self._judged(item, text, verdict, item.form, None, "idem")
        return _repeat(item, last, item.form, _REPEATED[item.form])

    def _work(self, item: Item, text: str, before: Sequence[_Draft]) -> _Draft:
        """Judge an item that names a work; the same item always gives the same, unless it names authors only."""
        if item.title is None:
            tail = item.tail or Tail(item.end)
            form = CitationForm.FULL if tail.published else CitationForm.SHORT
            recent = [self.places[draft.target.key] for draft in before if draft.target.key in self.places]
            return self._judged(item, text, self.matcher.by_author(item.names, recent), form, None, "")
        known = (text, item.start, item.end)
        if known not in self._judgements:
            self._judgements[known] = self._titled(item, item.title, text)
        return self._judgements[known]

    def _titled(self, item: Item, title: Piece, text: str) -> _Draft:
        tail = item.tail or Tail(item.end)
        form = CitationForm.FULL if tail.published else item.form or CitationForm.SHORT
        spots = _spots_of_title(item)
        if item.part is not None:
            verdict = self.matcher.by_title(item, spots, item.names)
            part = text[item.part.start : item.part.end]
            if verdict.chosen is not None and self.works[verdict.chosen.work].listed is None:
                own = self._own_part(item, verdict.chosen.work)
                if own is not None:
                    return self._judged(item, text, own, form, None, "")
            return self._judged(item, text, verdict, form, part, "container")
        before_it = tuple(word.fold for word in words(text[max(0, item.start - _SENTENCE) : item.start]))
        own = self.matcher.by_title(item, spots, item.names, before_it)
        if own.chosen is None and item.names:
            folded = tuple(word.fold for word in words(text[title.start : title.end]))
            by_names = self.matcher.by_author_against_title(item.names, folded)
            own = by_names if by_names.chosen is not None else own
        if tail.container is not None and not self._is_listed(own):
            whole = self._container(item, text, tail.container, tail.end)
            if self._is_listed(whole):
                part = text[item.start : title.end].rstrip(" ,.:;")
                return self._judged(item, text, whole, form, part, "container")
            if own.chosen is None and not item.names and (tail.issue or tail.date):
                name = text[tail.container.start : tail.container.end].rstrip(" ,.")
                target = Target(TargetKind.PERIODICAL, name=name, date=tail.date or tail.issue or "")
                return _Draft(item, target, form, Relation.SAME, None, "periodical", _PERIODICAL_SCORE)
        return self._judged(item, text, own, form, None, "")

    def _container(self, item: Item, text: str, container: Piece, end: int) -> Verdict:
        """Return the verdict on what stands after "in:"; a book by one author holds parts only of that author."""
        found = names_at(text, container.start, end)
        names = found.names if found is not None and found.end <= container.end + 1 else ()
        known = tuple(name for name in names if self.matcher.creators.is_author(name))
        verdict = self.matcher.by_title(item, _spots_from(item, container.start), known)
        chosen = verdict.chosen
        if chosen is not None and not known and self.matcher.creators.has_authors(chosen.work):
            return Verdict(None, ())
        return verdict

    def _own_part(self, item: Item, whole: int) -> Verdict | None:
        """Return the verdict on the part itself, where it has an entry that stands in the work `whole`."""
        assert item.part is not None
        spots = [spot for spot in item.spots if spot.end_at <= item.part.end]
        key = self.works[whole].key
        verdict = self.matcher.by_title(item._replace(tail=None), spots, item.part_names)
        if verdict.chosen is not None and self.works[verdict.chosen.work].fields.get("crossref") == key:
            return verdict
        return None

    def _is_listed(self, verdict: Verdict) -> bool:
        return verdict.chosen is not None and self.works[verdict.chosen.work].listed is not None

    def _judged(
        self, item: Item, text: str, verdict: Verdict, form: CitationForm, part: str | None, method: str
    ) -> _Draft:
        chosen = verdict.chosen
        if chosen is not None:
            work = self.works[chosen.work]
            whole = self.places.get(work.fields.get("crossref", ""))
            if whole is not None and self.works[whole].listed is not None and part is None:
                named = item.title.end if item.title is not None else item.start
                part = text[item.start : named].rstrip(" ,.:;") or None
                work, method = self.works[whole], "container"
            found = method or _named(chosen.method, form)
            target = Target(TargetKind.WORK, key=work.key)
            return _Draft(item, target, form, relation(work, item, text), part, found, min(1.0, round(chosen.score, 3)))
        nothing = Target(TargetKind.UNRESOLVED)
        likely = tuple(candidate for candidate in verdict.candidates if candidate.score >= _WORTH_REPORTING)
        best = likely[0].score if likely else 0.0
        if form is CitationForm.FULL and best < 0.55 and item.title is not None and self._describes_a_work(item, text):
            return _Draft(item, nothing, form, Relation.SAME, None, "unlisted", 0.0, candidates=likely)
        how = "ambiguous" if likely else "unknown"
        return _Draft(item, nothing, form, Relation.SAME, None, how, min(1.0, round(best, 3)), candidates=likely)

    def _describes_a_work(self, item: Item, text: str) -> bool:
        """Tell whether an item says enough to make a draft of an entry: who, or where and when."""
        tail = item.tail
        assert tail is not None  # items of works have one
        return bool(item.names or item.part) or any(is_place(text[piece.start : piece.end]) for piece in tail.pieces)

    def _names_defined(self, text: str, drafts: Sequence[_Draft]) -> Iterable[tuple[int, str]]:
        """Yield the names that a note gives to works it cites: "(hereafter Marginal Gloss)"."""
        for found in lexemes.ALIAS_DEFINED.finditer(text):
            before = [draft for draft in drafts if draft.item.start < found.start()]
            if before and before[-1].target.key in self.places:
                yield self.places[before[-1].target.key], found["alias"]

    def _drafted(self, unlisted: Sequence[tuple[str, Item]]) -> tuple[Work, ...]:
        """Return drafts for the full references to works that no list has, each work once."""
        if not unlisted:
            return ()
        taken = Ids()
        for work in self.works:
            taken.take(work.key)
        drafts = []
        for text, item in unlisted:
            stop = item.end
            if item.tail is not None and item.tail.locator is not None and item.tail.locator_start > item.start:
                stop = item.tail.locator_start
            drafts.append(draft_work(text[item.start : stop].rstrip(" ,.;(:"), Ids()))
        index, matcher = TitleIndex(drafts), Matcher(drafts)
        known = Known(index, matcher.creators.is_author, matcher.creators.may_be_family, self.known.prose)
        first: dict[int, int] = {}
        for number, (text, item) in enumerate(unlisted):
            same = next(
                (other for other in segment(text, known) if other.start < item.end and other.end > item.start), None
            )
            candidates = (
                matcher.by_title(same, _spots_of_title(same), same.names).candidates if same is not None else ()
            )
            earlier = [candidate.work for candidate in candidates if candidate.score >= 0.7 and candidate.work < number]
            first[number] = first[min(earlier)] if earlier else number
        return tuple(
            draft._replace(key=taken.take(draft.key)) for number, draft in enumerate(drafts) if first[number] == number
        )


def _named(method: str, form: CitationForm) -> str:
    return "short-title" if method == "title" and form is CitationForm.SHORT else method


def _repeat(item: Item, last: _Draft | None, form: CitationForm, method: str) -> _Draft:
    """Return what a repetition means: the citation before it; a broken chain stays broken."""
    if last is None or last.target.kind is TargetKind.UNRESOLVED:
        candidates = last.candidates if last is not None else ()
        return _Draft(
            item, Target(TargetKind.UNRESOLVED), form, Relation.SAME, None, "broken-chain", 0.0, None, candidates
        )
    repeated = item._replace(names=last.item.names)
    return _Draft(repeated, last.target, form, last.relation, last.part, method, round(last.score * 0.95, 3))


def _with_ruling(draft: _Draft, ruling: CitationRuling, target: Target) -> _Draft:
    item = draft.item
    tail = item.tail or Tail(item.end)
    if ruling.locator is not None:
        tail = tail._replace(locator=ruling.locator, volume=ruling.volume)
    elif ruling.volume is not None:
        tail = tail._replace(volume=ruling.volume)
    return draft._replace(
        item=item._replace(tail=tail),
        target=target,
        form=ruling.form or draft.form,
        relation=ruling.relation or (draft.relation if draft.target == target else Relation.SAME),
        part=ruling.part or (draft.part if draft.target == target else None),
        method="ruling",
        score=1.0,
        ruling=ruling,
        candidates=(),
    )


# --- the result ------------------------------------------------------------------------------------------------------


def _placed(
    drafts: Sequence[_Draft], here: _NoteText, works: Sequence[Work], articles: frozenset[str], witness: str
) -> Iterable[Citation]:
    """Yield the citations of a note with their places in the witness."""
    origin = origins(here.flat, witness)
    for draft in drafts:
        spans = source_spans(origin, draft.item.start, draft.item.end, here.note.spans)
        yield _citation(draft, here.note, works, articles, spans)


def _citation(
    draft: _Draft, note: Note, works: Sequence[Work], articles: frozenset[str], spans: tuple[Span, ...]
) -> Citation:
    item = draft.item
    tail = item.tail or Tail(item.end)
    volume = tail.volume
    if draft.part is None and draft.target.key in articles:
        volume = None  # of the journal: it belongs to the work, not to what is cited of it
    return Citation(
        note.id,
        item.start,
        item.end,
        spans,
        draft.form,
        draft.relation,
        draft.target,
        draft.part,
        volume,
        tail.locator,
        draft.method,
        draft.score,
        draft.ruling is not None,
        tuple((works[candidate.work].key, min(1.0, round(candidate.score, 3))) for candidate in draft.candidates),
    )


def _findings(
    citations: Sequence[Citation],
    works: Sequence[Work],
    bibliography: Bibliography | None,
    document: Document,
    witness: str,
) -> list[Diagnostic]:
    labels: Mapping[str, str] = {note.id: note.label for note in document.notes}
    findings = []
    for citation in citations:
        if citation.target.kind is not TargetKind.UNRESOLVED or citation.ruled:
            continue
        shown = _shown(citation.spans, witness)
        where = f"note {labels[citation.note]}: {shown}"
        if citation.method == "broken-chain":
            rule, message = "citation-chain-broken", f"{where} repeats a citation that leads nowhere"
        elif citation.candidates:
            keys = ", ".join(f"{key} ({score:.2f})" for key, score in citation.candidates[:3])
            rule, message = "citation-ambiguous", f"{where} may mean {keys}"
        else:
            rule, message = "citation-unresolved", f"{where} leads to no full citation"
        findings.append(Diagnostic(rule, message, citation.spans[:1]))
    if bibliography is not None:
        used = {citation.target.key for citation in citations}
        parents = {work.fields.get("crossref") for work in works}
        for work in works:
            if (
                work.listed is None
                and work.key not in used
                and work.key not in parents
                and work.fields.get("crossref") not in used
                and work.key in bibliography.places
            ):
                message = f"{work.key} is neither in the printed bibliography nor cited"
                findings.append(Diagnostic("bib-entry-unused", message, (bibliography.places[work.key],)))
    return findings


def _shown(spans: Sequence[Span], witness: str) -> str:
    text = " ".join(" ".join(witness[span.start : span.end] for span in spans).split())
    return text if len(text) <= 60 else f"{text[:57]}…"


def _needless(rulings: Rulings, passed: _Passed, without: _Passed, notes: Sequence[_NoteText]) -> list[Diagnostic]:
    """Find the rulings that say what the program now finds by itself."""
    numbers = {here.note.id: number for number, here in enumerate(notes)}
    findings = []
    for ruling in rulings.citations:
        number = numbers.get(ruling.note)
        if number is None or ruling not in passed.placed:
            continue
        mine = next((draft for draft in passed.notes[number] if draft.ruling is ruling), None)
        text = notes[number].text
        start = ruling.quotation.find(text)
        assert start is not None  # it was placed
        end = start + ruling.quotation.length
        by_itself = [draft for draft in without.notes[number] if draft.item.start < end and draft.item.end > start]
        if mine is None:
            needless = not by_itself
        else:
            needless = len(by_itself) == 1 and not _waits(by_itself[0]) and _says_the_same(mine, by_itself[0])
        if needless:
            message = (
                f"the ruling on note {ruling.note} ({Quotation.of(text[start:end])}) says what is found without it"
            )
            findings.append(Diagnostic("ruling-needless", message, (ruling.place,)))
    return findings


def _waits(draft: _Draft) -> bool:
    """Tell whether a citation waits for a ruling: it may mean some work, or repeats one that does."""
    unresolved = draft.target.kind is TargetKind.UNRESOLVED
    return unresolved and (bool(draft.candidates) or draft.method == "broken-chain")


def _says_the_same(one: _Draft, other: _Draft) -> bool:
    def essence(draft: _Draft) -> tuple[object, ...]:
        tail = draft.item.tail or Tail(draft.item.end)
        return (
            (draft.item.start, draft.item.end),
            (draft.target, draft.form, draft.relation, draft.part),
            (tail.volume, tail.locator),
        )

    return essence(one) == essence(other)
