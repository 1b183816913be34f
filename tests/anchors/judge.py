"""Judges how published ids were carried over to a changed text, by the origin of every word and by nothing else.

A published text, the passages that were read from it and the origins of the characters of the new text say which of
the published words each new passage holds. From that follows what each id must do; what the program matched, and how,
is not asked. The faults:

    lost          half of its runs of words stand in one passage, and no passage answers to the id
    other text    what answers to it holds too little of its text, or clearly less than another passage
    moved away    a passage that holds exactly the published words has another id
    reused        a new passage has an id that was published for another text
    twice         two passages have the same id
    unresolved    on a page where the id was published stands neither the passage nor a trace of it
    form          the id of a new passage is not of the form that the place asks for
    order         … or does not stand between those of its neighbours
    hash          the hash of an unchanged text changed, or that of a changed one did not
    record        the parts of the record contradict each other
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple, Protocol

from glossator.model import (
    AnchorKind,
    Anchors,
    BibliographyEntry,
    Division,
    DivisionKind,
    Document,
    IndexEntry,
    IndexHeading,
    Inline,
    PageBreak,
)
from glossator.walk import flatten_lines, leaves, lines_of, units_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_WORD = re.compile(r"\w+")
HEADED = (AnchorKind.DIVISION, AnchorKind.SECTION)
# A passage answers to an id if at least this much of the shorter of the two, the published text and it, is common ...
BELONGS = 0.25
# ... and it holds at least this part of the words that the best passage holds: after a split in two, the id may stand
# on the first part although that is the smaller one, if it has 40 % of the words. A program that knows sixteen hashes
# of a text knows such a share to about an eighth; so the line is drawn at 36 %.
NEAR_BEST = 0.5625
SURVIVES = 0.5  # of the runs of words in one passage: such an id must not be lost


class Outcome(Protocol):
    """What numbering makes of a document, as far as it is judged."""

    @property
    def document(self) -> Document: ...

    @property
    def anchors(self) -> Anchors: ...


class Passage(NamedTuple):
    """A unit, a note or a heading with its words."""

    id: str
    kind: AnchorKind
    home: str  # id of the division on whose page it stands
    text: str
    words: tuple[str, ...]  # without capitals
    offsets: tuple[int, ...]  # of their first letters in the witness
    heading: int = -1  # of a heading: where its marks begin
    inside: frozenset[str] = frozenset()  # of a heading: the ids of the units that it stands over


class Reading(NamedTuple):
    """What was read from a witness."""

    passages: tuple[Passage, ...]  # body in the order of the text, then the notes
    pages: tuple[Passage, ...]  # the text is the label; the home of a blank one is "", since it stands in no text


class Publication(NamedTuple):
    """A published version as the judge remembers it."""

    version: str
    reading: Reading
    answers: Mapping[str, str]  # each id published so far -> the id of the passage that answered to it then
    hashes: Mapping[str, str]
    homes: Mapping[str, frozenset[str]]  # each id published so far -> the pages on which it was published


class Fault(NamedTuple):
    """Something that must not happen."""

    kind: str
    id: str
    detail: str


class Verdict(NamedTuple):
    """What was found."""

    faults: tuple[Fault, ...]
    counts: Mapping[str, int]


# --- reading ---------------------------------------------------------------------------------------------------------


def read(document: Document, text: str) -> Reading:
    """Return the passages of a numbered document; `text` is the witness that it was made of."""
    passages: list[Passage] = []
    breaks: list[tuple[int, str]] = []  # where each page break stands, and on which page of the site

    def visit(division: Division, home: str) -> None:
        units = tuple(units_of(division))
        passages.append(_heading(division, home, text))
        breaks.extend(_breaks_in(division.heading.children, home))
        for unit in units:
            lines = tuple(lines_of(unit))
            passages.append(_passage(unit.id, AnchorKind.PARAGRAPH, home, lines, text))
            breaks.extend(one for line in lines for one in _breaks_in(line, home))
        for block in division.blocks:
            if isinstance(block, (BibliographyEntry, IndexHeading, IndexEntry)):
                breaks.extend(_breaks_in(block.children, home))
        for inner in division.divisions:
            visit(inner, home if inner.kind is DivisionKind.SECTION else inner.id)

    for division in document.divisions:
        visit(division, division.id)
    pages = _pages(document, passages, dict(breaks))
    for note in document.notes:
        lines = tuple(line for block in note.blocks for line in lines_of(block))
        passages.append(_passage(note.id, AnchorKind.NOTE, note.division, lines, text))
    return Reading(tuple(passages), pages)


def _breaks_in(line: Iterable[Inline], home: str) -> Iterator[tuple[int, str]]:
    return ((leaf.offset, home) for leaf in leaves(line) if isinstance(leaf, PageBreak))


def _pages(document: Document, body: Sequence[Passage], breaks: Mapping[int, str]) -> tuple[Passage, ...]:
    """Return the printed pages with the words of the body that stand on them."""
    words = sorted(pair for passage in body for pair in zip(passage.offsets, passage.words, strict=True))
    offsets = [offset for offset, _ in words]
    tops = [one.heading.spans[0].start if one.heading.spans else 0 for one in document.divisions]
    starts = [page.start.start for page in document.pages if not page.blank]
    found: list[Passage] = []
    for page in document.pages:
        own, start = page.id or f"page-{page.label}", page.start.start
        if page.blank:
            found.append(Passage(own, AnchorKind.PAGE, "", page.label, (), ()))
            continue
        after = bisect_right(starts, start)
        end = starts[after] if after < len(starts) else sys.maxsize
        inside = words[bisect_left(offsets, start) : bisect_left(offsets, end)]
        home = breaks.get(start) or (document.divisions[max(0, bisect_right(tops, start) - 1)].id if tops else "")
        there = tuple(word for _, word in inside), tuple(offset for offset, _ in inside)
        found.append(Passage(own, AnchorKind.PAGE, home, page.label, *there))
    return tuple(found)


def _passage(own: str, kind: AnchorKind, home: str, lines: Iterable[tuple[Inline, ...]], text: str) -> Passage:
    flat = flatten_lines(lines)
    words = list(_WORD.finditer(flat.text))
    shown = [at + match.start() for at, leaf in flat.leaves for match in _WORD.finditer(leaf.text)]
    offsets = [match.start() for _, leaf in flat.leaves for match in _WORD.finditer(text, *leaf.span[1:])]
    if len(words) != len(offsets):  # a call, a mark or a page stands inside a word: its first letter counts
        places = dict(zip(shown, offsets, strict=True))
        offsets = [places[match.start()] for match in words]
    return Passage(own, kind, home, flat.text, tuple(match[0].casefold() for match in words), tuple(offsets))


def _heading(division: Division, home: str, text: str) -> Passage:
    kind = AnchorKind.SECTION if division.kind is DivisionKind.SECTION else AnchorKind.DIVISION
    own = _passage(division.id, kind, home, (division.heading.children,), text)
    inside = frozenset(_ids_inside(division))
    return own._replace(
        heading=division.heading.spans[0].start if division.heading.spans else -1,
        inside=inside,
    )


def _ids_inside(division: Division) -> Iterator[str]:
    yield from (unit.id for unit in units_of(division))
    for inner in division.divisions:
        yield from _ids_inside(inner)


def publication(version: str, numbered: Outcome, text: str, before: Publication | None) -> Publication:
    """Return what the judge remembers of a version that is published now."""
    reading, anchors = read(numbered.document, text), numbered.anchors
    own = {passage.id: passage.home for passage in (*reading.passages, *reading.pages)}
    answers = {one: one for one in own}
    answers |= {alias: one for one, aliases in anchors.aliases.items() for alias in aliases}
    homes = {one: frozenset({own[answer]}) for one, answer in answers.items()}
    for one, earlier in (before.homes if before else {}).items():
        homes[one] = homes.get(one, frozenset()) | earlier
    return Publication(version, reading, answers, dict(anchors.texts), homes)


# --- what became of the words ----------------------------------------------------------------------------------------


class Held(NamedTuple):
    """How much of a published passage a new one holds."""

    words: int  # that were published there
    copied: int  # words that are copies of them
    runs: int  # of three words


class Traced(NamedTuple):
    """A new text held against a published one."""

    old: Mapping[str, Passage]
    new: Mapping[str, Passage]
    held: Mapping[str, Mapping[str, Held]]  # published id -> id of a new passage -> how much it holds
    exact: Mapping[str, str]  # id of a new passage -> id of the published one whose words it holds, all and no others
    lines: Mapping[str, str]  # published id of a heading -> id of what now has its heading line


def run_length(words: int) -> int:
    """Return how many words make a run in a passage of so many."""
    return 3 if words >= 8 else min(2, words)


def runs_in(words: int) -> int:
    """Return how many runs a passage of so many words has."""
    return words - run_length(words) + 1 if words else 0


def trace(published: Reading, new: Reading, origin: Sequence[int]) -> Traced:
    """Find the published words in the new passages, by the origin of their first letters."""
    places = {
        offset: (passage.id, ordinal, word)
        for passage in published.passages
        for ordinal, (word, offset) in enumerate(zip(passage.words, passage.offsets, strict=True))
    }
    old = {passage.id: passage for passage in published.passages}
    held: dict[str, dict[str, Held]] = {one: {} for one in old}
    exact: dict[str, str] = {}
    headings = {passage.heading: passage.id for passage in published.passages if passage.heading >= 0}
    lines = {
        headings[origin[passage.heading]]: passage.id
        for passage in new.passages
        if passage.heading >= 0 and origin[passage.heading] in headings
    }
    for passage in new.passages:
        words: Counter[str] = Counter()
        copied: Counter[str] = Counter()
        runs: Counter[str] = Counter()
        last: tuple[str, int] | None = None
        length = 0
        for word, offset in zip(passage.words, passage.offsets, strict=True):
            at = origin[offset]
            place = places.get(at if at >= 0 else -at - 2)
            if place is None or at == -1 or place[2] != word:
                last = None
                continue
            if at < 0:
                copied[place[0]] += 1
                last = None
                continue
            words[place[0]] += 1
            length = length + 1 if last == (place[0], place[1] - 1) else 1
            last = place[:2]
            runs[place[0]] += length >= run_length(len(old[place[0]].words))
        for one in words.keys() | copied.keys():
            held[one][passage.id] = Held(words[one], copied[one], runs[one])
            whole = len(old[one].words)
            if words[one] == whole == len(passage.words) and runs[one] == runs_in(whole):
                exact[passage.id] = one
    return Traced(old, {passage.id: passage for passage in new.passages}, held, exact, lines)


def _key(passage: Passage) -> tuple[AnchorKind, tuple[str, ...]]:
    """What two passages have in common that nobody can tell apart."""
    return passage.kind, passage.words


def _same_kind(one: Passage, two: Passage) -> bool:
    return one.kind == two.kind or (one.kind in HEADED and two.kind in HEADED)


def content_share(traced: Traced, one: Passage, two: Passage) -> float:
    """Return how much of the words under a published heading stand under a new one."""
    whole = sum(len(traced.old[unit].words) for unit in one.inside)
    there = sum(held.words for unit in one.inside for at, held in traced.held[unit].items() if at in two.inside)
    return there / whole if whole else 0.0


def why_wrong(traced: Traced, published: str, answer: str) -> str:
    """Return why a passage must not answer to a published id; "" where it may.

    Published twins, passages with the same words, may take each other's ids.
    """
    reason = _why_wrong(traced, published, answer)
    if reason:
        key = _key(traced.old[published])
        twins = [other for other, passage in traced.old.items() if _key(passage) == key and other != published]
        if any(_why_wrong(traced, twin, answer) == "" for twin in twins):
            return ""
    return reason


def _why_wrong(traced: Traced, published: str, answer: str) -> str:
    one, two = traced.old[published], traced.new[answer]
    everywhere = traced.held[published]
    held = everywhere.get(answer, Held(0, 0, 0))
    if one.kind in HEADED:
        if traced.lines.get(published) == answer or content_share(traced, one, two) >= 0.5:
            return ""
        common = (held.words + held.copied) / max(1, min(len(one.words), len(two.words)))
        return (
            ""
            if two.kind in HEADED and common >= 0.5
            else f"{common:.0%} of the title, neither its line nor its content"
        )
    share = (held.words + held.copied) / max(1, min(len(one.words), len(two.words)))
    if share < BELONGS:
        return f"{share:.0%} common with {answer}"
    best = max((h.words for at, h in everywhere.items() if _same_kind(two, traced.new[at])), default=0)
    if held.words >= NEAR_BEST * best or held.words + held.copied > best:
        return ""
    best_at = [at for at, h in everywhere.items() if h.words == best]
    if any(two.words in (traced.new[at].words, one.words) and not _in_place(traced, published, at) for at in best_at):
        return ""  # the published paragraph has been moved, and another one has its words: nobody can tell them apart
    return f"{answer} holds {held.words} of {len(one.words)} words and {held.copied} copied, {best_at[0]} holds {best}"


def _in_place(traced: Traced, published: str, now: str) -> bool:
    """Tell whether a passage still stands between the neighbours that it had when it was published."""

    def holds(beside: str, old: str) -> bool:
        return traced.held[old].get(beside, Held(0, 0, 0)).words > 0

    before, after = list(traced.old), list(traced.new)
    old, new = before.index(published), after.index(now)
    sides = [(after[new + step], before[old + step]) for step in (-1, 1) if _has(after, new + step, before, old + step)]
    return bool(sides) and all(holds(beside, neighbour) for beside, neighbour in sides)


def _has(after: Sequence[str], new: int, before: Sequence[str], old: int) -> bool:
    return 0 <= new < len(after) and 0 <= old < len(before)


def must_answer(traced: Traced, published: str) -> str:
    """Return the id of a passage that holds so much of the published text that the id must not be lost, or ""."""
    one = traced.old[published]
    total = runs_in(len(one.words))
    for at, held in traced.held[published].items():
        if total and held.runs >= SURVIVES * total and traced.new[at].kind is one.kind:
            return at
    line = traced.lines.get(published, "")
    if line and traced.new[line].kind is one.kind and content_share(traced, one, traced.new[line]) >= 0.5:
        return line
    return ""


# --- judging ---------------------------------------------------------------------------------------------------------


def judge(numbered: Outcome, text: str, history: Sequence[tuple[Publication, Sequence[int]]]) -> Verdict:
    """Hold the ids of a new text against the published versions, the last one last.

    `history` pairs each with the origins of the characters of `text` in that version's witness.
    """
    new = read(numbered.document, text)
    last = history[-1][0]
    traces = [trace(earlier.reading, new, origin) for earlier, origin in history]
    faults: list[Fault] = []
    counts: Counter[str] = Counter()
    faults += _judge_record(numbered.anchors, new, last)
    faults += _judge_answers(numbered.anchors, history, traces, counts)
    faults += _judge_pages(numbered.anchors, last, new, history[-1][1], counts)
    faults += _judge_exact(last, traces[-1])
    faults += _judge_addresses(numbered.anchors, new, last, counts)
    faults += _judge_new_ids(numbered.anchors, new, last, counts)
    faults += _judge_hashes(numbered.anchors, last, traces[-1])
    return Verdict(tuple(faults), counts)


def _judge_record(anchors: Anchors, new: Reading, last: Publication) -> Iterator[Fault]:
    """Everything that is said of an id agrees with the rest."""
    ids = [passage.id for passage in (*new.passages, *new.pages)]
    shown = Counter(ids) + Counter(alias for aliases in anchors.aliases.values() for alias in aliases)
    yield from (Fault("twice", one, f"{count} times") for one, count in shown.items() if count > 1)
    there = set(ids)
    published = {anchor.id: anchor for anchor in anchors.published}
    if len(published) != len(anchors.published):
        yield Fault("record", "", "an id is published twice")
    for one in last.homes.keys() - published.keys():
        yield Fault("record", one, "it was published and is not in the record any more")
    for anchor in anchors.published:
        one, now = anchor.id, anchor.now
        if now is not None and now not in there:
            yield Fault("record", one, f"{now} answers to it, which does not exist")
        if now is not None and now != one and one not in anchors.aliases.get(now, ()):
            yield Fault("record", one, f"{now} answers to it and does not know")
        if one in there and now != one:
            yield Fault("reused", one, f"{now} answers to the published id, and a passage bears it")
    for now, aliases in anchors.aliases.items():
        for alias in aliases:
            if alias not in published or published[alias].now != now:
                yield Fault("record", alias, f"alias of {now}, but not published so")
    for one in anchors.provisional ^ (there - published.keys()):
        said = "provisional" if one in anchors.provisional else "not provisional"
        yield Fault("record", one, f"said to be {said}")


def _judge_answers(
    anchors: Anchors,
    history: Sequence[tuple[Publication, Sequence[int]]],
    traces: Sequence[Traced],
    counts: Counter[str],
) -> Iterator[Fault]:
    """No id is lost, and none is on another text."""
    now = {anchor.id: anchor.now for anchor in anchors.published}
    last, traced = history[-1][0], traces[-1]
    missing: dict[tuple[AnchorKind, tuple[str, ...]], list[Fault]] = {}  # by their words: of twins, any may be lost
    enough: Counter[tuple[AnchorKind, tuple[str, ...]]] = Counter()
    for one, answered in last.answers.items():
        if answered not in traced.old:
            continue  # a page, see `_judge_pages`
        passage = traced.old[answered]
        counts[f"ids of {passage.kind}s"] += 1
        must = must_answer(traced, answered)
        counts["must not be lost"] += bool(must)
        if now.get(one) is None:
            counts["vanished"] += 1
            if must:
                held = traced.held[answered].get(must, Held(0, 0, 0))
                detail = f"{must} holds {held.runs} of {runs_in(len(passage.words))} runs"
                missing.setdefault(_key(passage), []).append(Fault("lost", one, detail))
        else:
            counts["answered"] += 1
            enough[_key(passage)] += not must
    for key, lost in missing.items():
        yield from lost[enough[key] :]
    for one in last.homes:
        answer = now.get(one)
        # A merged id may go back to what it was before the merging, or stay with the whole.
        reasons = [
            why_wrong(seen, earlier.answers[one], answer)
            for (earlier, _), seen in zip(history, traces, strict=True)
            if answer is not None and earlier.answers.get(one) in seen.old and answer in seen.new
        ]
        if reasons and all(reasons):
            yield Fault("other text", one, f"{answer}: {reasons[-1]}")


def _judge_pages(
    anchors: Anchors, last: Publication, new: Reading, origin: Sequence[int], counts: Counter[str]
) -> Iterator[Fault]:
    """The id of a printed page stays with its text, or with its label; where both stay together it must not be lost."""
    traced = trace(Reading(last.reading.pages, ()), Reading(new.pages, ()), origin)
    labels = {page.text: page for page in new.pages}
    now = {anchor.id: anchor.now for anchor in anchors.published}
    for one, answered in last.answers.items():
        page = traced.old.get(answered)
        if page is None or not page.words:
            continue
        counts["ids of pages"] += 1
        answer = traced.new.get(now.get(one) or "")
        printed = labels.get(page.text)
        held = traced.held[answered][printed.id].words if printed and printed.id in traced.held[answered] else 0
        if answer is None:
            if held >= SURVIVES * len(page.words):
                yield Fault("lost", one, f"page {page.text} still holds {held} of its {len(page.words)} words")
        elif answer.text != page.text and why_wrong(traced, answered, answer.id):
            yield Fault("other text", one, f"page {answer.text}: {why_wrong(traced, answered, answer.id)}")


def _judge_exact(last: Publication, traced: Traced) -> Iterator[Fault]:
    """What holds exactly the published words bears the published id."""
    twins: dict[tuple[AnchorKind, tuple[str, ...]], set[str]] = {}
    for passage in traced.old.values():
        twins.setdefault(_key(passage), set()).add(passage.id)
    equal = Counter(map(_key, traced.new.values()))
    for one, before in traced.exact.items():
        passage = traced.new[one]
        if passage.kind is not traced.old[before].kind or one in twins[_key(passage)]:
            continue
        if equal[_key(passage)] > 1 and not _in_place(traced, before, one):
            continue
        yield Fault("moved away", before, f"{one} holds its {len(passage.words)} words, all and no others")


def _judge_addresses(anchors: Anchors, new: Reading, last: Publication, counts: Counter[str]) -> Iterator[Fault]:
    """Every address that was ever published still leads somewhere."""
    here = {passage.id: passage.home for passage in (*new.passages, *new.pages)}
    for one, aliases in anchors.aliases.items():
        here.update((alias, here[one]) for alias in aliases if one in here)
    traces = {(trace.id, trace.home) for trace in anchors.traces}
    now = {anchor.id: anchor.now for anchor in anchors.published}
    pages = {passage.home for passage in new.passages} | {
        passage.id for passage in new.passages if passage.kind is AnchorKind.DIVISION
    }
    pages |= {trace.home for trace in anchors.traces if trace.kind is AnchorKind.DIVISION and trace.id == trace.home}
    for one, homes in last.homes.items():
        for home in homes:
            if not home:
                continue
            counts["addresses"] += 1
            if here.get(one) != home and (one, home) not in traces:
                yield Fault("unresolved", one, f"neither it nor a trace stands on the page of {home}")
            if home not in pages:
                yield Fault("unresolved", one, f"there is no page for {home}")
    places = {home: {one for one, at in here.items() if at == home} for home in set(here.values())}
    for trace in anchors.traces:
        if here.get(trace.id) == trace.home:
            yield Fault("record", trace.id, f"stands on the page of {trace.home} and has left a trace there")
        if not {trace.home, ""} & last.homes.get(trace.id, frozenset()):
            yield Fault("record", trace.id, f"a trace on the page of {trace.home}, where it has never been published")
        if trace.now != now.get(trace.id):
            yield Fault("record", trace.id, f"its trace leads to {trace.now}, but {now.get(trace.id)} answers to it")
        known = places.get(trace.home, set()) | {other.id for other in anchors.traces if other.home == trace.home}
        if trace.after is not None and trace.after not in known:
            yield Fault(
                "record", trace.id, f"its trace stands behind {trace.after}, which is not on the page of {trace.home}"
            )
        if trace.since not in anchors.versions:
            yield Fault("record", trace.id, f"its trace names version {trace.since!r}")


# Of a paragraph: its figures, its letters, and its whole id. Letters sort as in a word, but `z` stands before `a`,
# so that what is new between 12 and 12a can be 12za.
_Number = tuple[int, str, str]
_NUMBERED = re.compile(r"(?P<home>.+)\.(?P<number>\d+)(?P<letters>[a-z]*)")


def _judge_new_ids(anchors: Anchors, new: Reading, last: Publication, counts: Counter[str]) -> Iterator[Fault]:
    """The id of a new paragraph says between which published ones it stands."""
    places: dict[str, list[_Number]] = {}
    for passage in new.passages:
        if passage.kind is not AnchorKind.PARAGRAPH:
            continue
        match = _NUMBERED.fullmatch(passage.id)
        if match is None:
            yield Fault("form", passage.id, "it is no number of a paragraph")
            continue
        if passage.id in anchors.provisional:
            counts["new paragraphs"] += 1
            if match["home"] != passage.home:
                yield Fault("form", passage.id, f"a new paragraph of {passage.home}")
        if match["home"] == passage.home:
            letters = match["letters"].replace("z", "`")
            places.setdefault(passage.home, []).append((int(match["number"]), letters, passage.id))
    published = {one for one in last.homes if _NUMBERED.fullmatch(one)}
    known = {one.rpartition(".")[0] for one in published}
    for home, numbers in places.items():
        if home in known:
            yield from _judge_numbers(home, numbers, published, anchors.provisional)


def _judge_numbers(
    home: str, numbers: Sequence[_Number], published: set[str], provisional: frozenset[str]
) -> Iterator[Fault]:
    """Judge the new numbers of a published division, each run of them between its published neighbours."""
    before: _Number = (-1, "", "the beginning")
    at = 0
    while at < len(numbers):
        run = list(takewhile(lambda number: number[2] in provisional, numbers[at:]))
        at += len(run)
        after = numbers[at] if at < len(numbers) else None
        for number, letters, own in run:
            if not letters:
                yield Fault("form", own, "a new paragraph without a letter in a published division")
            elif number and f"{home}.{number}" not in published:
                yield Fault("form", own, f"{home}.{number} has never been published")
        if after is None or before[:2] < after[:2]:  # else an editor has turned the neighbours round
            for one, two in pairwise([before, *run, *([after] if after else [])]):
                if one[:2] >= two[:2]:
                    yield Fault("order", two[2], f"stands behind {one[2]}")
        if after is not None:
            before = after
            at += 1


def _judge_hashes(anchors: Anchors, last: Publication, traced: Traced) -> Iterator[Fault]:
    """A hash changes exactly if the words do."""
    for one, answered in last.answers.items():
        before = traced.old.get(answered)
        now = traced.new.get(one)
        if before is None or now is None or one != answered or one not in last.hashes or one not in anchors.texts:
            continue
        equal = anchors.texts[one] == last.hashes[one]
        if before.text == now.text and not equal:
            yield Fault("hash", one, "the text is the same, its hash is not")
        if before.words != now.words and equal:
            yield Fault("hash", one, "the words are others, the hash is the same")
