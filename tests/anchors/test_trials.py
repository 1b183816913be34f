"""Random changes of both editions: published ids stay with their texts, and every published address resolves.

Each build publishes an edition, changes its witness several times, numbers what is read from it, and asks the judge,
who goes by the origin of every word (see `judge`). Then the changed text is published too, changed again and judged
by both versions. Builds that would stop because the program is not certain are counted apart.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from copy import copy
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from anchors_changes import KINDS, UPHEAVALS, Draft, Tape, combinations_of_kinds, traced_back
from anchors_judge import Fault, Publication, judge, publication
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.anchors.lock import Lock, lock_bytes, read_lock
from glossator.anchors.numbering import Numbered, number_document
from glossator.anchors.publish import publish

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from glossator.model import Document


class Trial:
    """An edition through its published versions."""

    def __init__(self, text: str, parse: Callable[[str], Document]) -> None:
        """Publish the text as version 1."""
        self.parse = parse
        self.text, self.document = text, parse(text)
        self.lock = Lock()
        self.history: list[tuple[Publication, array[int]]] = []
        assert self.publish(number_document(self.document), Tape.published(text)) == []

    def publish(self, numbered: Numbered, tape: Tape) -> list[str]:
        """Publish the next version; returns where a build of the same text does not say the same."""
        version = str(len(self.history) + 1)
        lock = publish(numbered, self.lock, version)
        assert_lines_stay(self.lock, lock, numbered)
        self.lock = lock
        again = number_document(self.parse(tape.text), self.lock)
        assert not again.uncertain, [one.published for one in again.uncertain]
        assert again.document == numbered.document
        assert not again.anchors.provisional
        now = {anchor.id: anchor.now for anchor in again.anchors.published}
        forgotten = [
            f"forgotten {anchor.id} ({anchor.now} answered to it, and {now.get(anchor.id)} after publication)"
            for anchor in numbered.anchors.published
            if now.get(anchor.id) != anchor.now
        ]
        before = self.history[-1][0] if self.history else None
        whole = Tape.published(tape.text).origin
        self.history = [(earlier, traced_back(tape.origin, origin)) for earlier, origin in self.history]
        self.history.append((publication(version, again, tape.text, before), whole))
        self.text, self.document = tape.text, again.document
        return forgotten

    def changed(self, kinds: Sequence[str], random: Random) -> tuple[Tape, list[str]]:
        """Return the text of today after some changes, and which have been made."""
        draft = Draft(self.text, self.document, random)
        for kind in kinds:
            draft.change(kind)
        return draft.tape, draft.made

    def judged(self, numbered: Numbered, tape: Tape) -> tuple[tuple[Fault, ...], Counter[str]]:
        """Judge what was made of a changed text."""
        history = [(earlier, traced_back(tape.origin, origin)) for earlier, origin in self.history[:-1]]
        history.append((self.history[-1][0], tape.origin))
        verdict = judge(numbered, tape.text, history)
        return verdict.faults, Counter(verdict.counts)


def lines_of(lock: Lock) -> dict[str, list[str]]:
    """Return the lines of a lock file by their ids, in fields."""
    lines = (line.split(" ") for line in lock_bytes(lock).decode().splitlines())
    return {fields[0]: fields for fields in lines if len(fields) >= 5}


def assert_lines_stay(before: Lock, after: Lock, numbered: Numbered) -> None:
    """What neither changed nor moved keeps its line, so that the work of two editors can be joined."""
    old, new = lines_of(before), lines_of(after)
    assert set(old) <= set(new)
    for record in before.records:
        if numbered.anchors.texts.get(record.id) == record.state and old[record.id][2] == new[record.id][2]:
            assert old[record.id] == new[record.id]


class Tally:
    """What the builds of a trial came to."""

    def __init__(self) -> None:
        self.builds = 0
        self.uncertain: list[str] = []
        self.made: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []

    def add(self, trial: Trial, tape: Tape, made: Sequence[str], name: str) -> Numbered | None:
        """Number and judge one changed text; returns what was made of it, if that is certain."""
        self.builds += 1
        self.made.update(made)
        numbered = number_document(trial.parse(tape.text), trial.lock)
        if numbered.uncertain:
            self.uncertain.append(f"{name}: {', '.join(made)}")
            return None
        faults, counts = trial.judged(numbered, tape)
        self.counts += counts
        self.faults += [f"{fault.kind} {fault.id} ({fault.detail}) in {name}: {', '.join(made)}" for fault in faults]
        return numbered

    def report(self, title: str, line: Callable[[str], None]) -> None:
        """Print the figures."""
        kinds = Counter(fault.partition(" (")[0].rpartition(" ")[0] for fault in self.faults)
        line(f"{title}: {self.builds} builds, {self.made.total()} changes")
        line("  " + ", ".join(f"{kind} {count}" for kind, count in sorted(self.made.items())))
        line("  " + ", ".join(f"{what} {count}" for what, count in sorted(self.counts.items())))
        line(f"  stopped because not certain: {len(self.uncertain)} of {self.builds} builds")
        line(f"  faults: {len(self.faults)}" + "".join(f", {kind} {count}" for kind, count in sorted(kinds.items())))


def run(edition: Any, builds: Sequence[tuple[str, ...]], again: int, seed: str) -> Tally:
    """Change an edition in several builds; every so manieth of them is published, and changed and judged again."""
    tally = Tally()
    first = Trial(edition.text, edition.parse)
    for k, kinds in enumerate(builds):
        name = f"{seed} {k}"
        tape, made = first.changed(kinds, Random(name))
        numbered = tally.add(first, tape, made, name)
        if numbered is not None and k % again == 0:
            later = copy(first)
            tally.faults += [f"{fault} in {name}: {', '.join(made)}" for fault in later.publish(numbered, tape)]
            random = Random(f"{name} again")
            tape, made = later.changed(random.choices(list(KINDS), k=len(kinds)), random)
            tally.add(later, tape, made, f"{name} again")
    return tally


def assert_sound(tally: Tally) -> None:
    """No id is lost or on another text, and every address resolves."""
    assert tally.faults == []
    assert tally.counts["must not be lost"] > tally.builds


def test_the_demonstration_edition_after_a_thousand_changes(
    book: Callable[[str], Any], figures: Callable[[str], None]
) -> None:
    tally = run(book("small-print"), combinations_of_kinds(200, 5, Random(1)), 8, "small-print")
    tally.report("small-print", figures)
    assert tally.made.total() >= 1_000
    assert set(tally.made) == set(KINDS)
    assert_sound(tally)
    assert len(tally.uncertain) <= tally.builds / 100, tally.uncertain


@pytest.mark.monograph
def test_the_monograph_after_a_thousand_changes(book: Callable[[str], Any], figures: Callable[[str], None]) -> None:
    tally = run(book("reiman"), combinations_of_kinds(50, 21, Random(1)), 20, "reiman")
    tally.report("reiman", figures)
    assert tally.made.total() >= 1_000
    assert set(tally.made) == set(KINDS)
    assert_sound(tally)
    assert len(tally.uncertain) <= tally.builds / 100, tally.uncertain


def test_whole_chapters_turned_over(book: Callable[[str], Any], figures: Callable[[str], None]) -> None:
    """Here a build may stop more often: page numbers that the solver infers may move with a chapter."""
    common = combinations_of_kinds(30, 4, Random(2))
    builds = [(kind, *kinds) for kind, kinds in zip(list(UPHEAVALS) * 10, common, strict=True)]
    tally = run(book("small-print"), builds, 5, "upheaval")
    tally.report("small-print, a chapter turned over in each build", figures)
    assert set(tally.made) >= set(UPHEAVALS)
    assert_sound(tally)


# --- small books -----------------------------------------------------------------------------------------------------

_SENTENCES = (
    "The ferry left at noon with nine goats and a judge on board.",
    "Nobody had paid, and nobody asked.",
    "His wig served one of the goats as a nest until the following spring.",
    "Towards evening the fog came down from the hills.",
    "Yes.",
    "She had waited since the year in which the bridge was carried away.",
    "The lantern burned fish oil when there was any, and tallow when there was none.",
    "In the harbour book the day is left blank.",
    "Three letters speak of it, all of them in the hand of the same clerk.",
    "It is not known who rang the bell.",
    "Barley was dear that year, and so were ropes.",
    "The miller's account differs in every point but the weather.",
    "Of the seven witnesses two were asleep.",
    "A hat was found later, and claimed by three men.",
    "The river froze in November and the toll was given up.",
    "Not everybody believed it.",
    "What the clerk wrote in the margin has been cut away by a binder.",
    "Her daughter kept the key.",
    "On the way back there were eight goats.",
    "The price of a crossing had not changed since the flood.",
)
_TITLES = ("The Ferry", "Ropes and Barley", "The Landing", "What Remained")


@st.composite
def small_books(draw: st.DrawFn) -> str:
    """The text of a book in which no sentence stands twice."""
    sentences = draw(st.permutations(_SENTENCES))[: draw(st.integers(2, len(_SENTENCES)))]
    blocks = [f"# 1. {_TITLES[0]}", sentences[0]]
    chapter = 1
    for sentence in sentences[1:]:
        step = draw(st.sampled_from(("on", "on", "paragraph", "paragraph", "section", "chapter")))
        if step == "chapter" and chapter < len(_TITLES):
            chapter += 1
            blocks += [f"# {chapter}. {_TITLES[chapter - 1]}", sentence]
        elif step == "section":
            blocks += [f"## About {sentence.split()[-1][:-1]}", sentence]
        elif step == "paragraph":
            blocks.append(sentence)
        else:
            blocks[-1] += f" {sentence}"
    return "\n\n".join(blocks)


@settings(max_examples=100, derandomize=True)
@given(text=small_books(), kinds=st.lists(st.sampled_from(tuple(KINDS)), max_size=4), seed=st.integers(0, 9))
def test_small_books(parse: Callable[[str], Document], text: str, kinds: list[str], seed: int) -> None:
    trial = Trial(text, parse)
    tally = Tally()
    tape, made = trial.changed(kinds, Random(seed))
    tally.add(trial, tape, made, "small book")
    assert tally.faults == []


# --- what the work of editors needs ----------------------------------------------------------------------------------


def test_the_same_text_gives_the_same_bytes(book: Callable[[str], Any]) -> None:
    edition = book("small-print")
    locks = set()
    for _ in range(2):
        trial = Trial(edition.text, edition.parse)
        tape, _ = trial.changed(list(KINDS)[:8], Random(3))
        numbered = number_document(edition.parse(tape.text), trial.lock)
        locks.add(lock_bytes(publish(numbered, trial.lock, "2")))
    assert len(locks) == 1


def edited(text: str, home: int, random: Random) -> tuple[str, str]:
    """Return a paragraph of the book in which an editor has changed something, before and after."""
    paragraphs = [part for part in text.split("\n\n") if len(part) > 400 and part[0].isalpha()]
    chosen = paragraphs[len(paragraphs) * home // 4 + random.randint(0, 2)]
    sentences = chosen.split(". ")
    change = random.randrange(4)
    if change == 0:  # one word
        return chosen, chosen.replace(" the ", " this very ", 1)
    if change == 1:  # split
        return chosen, ". ".join(sentences[:2]) + ".\n\n" + ". ".join(sentences[2:])
    if change == 2:  # inserted
        return chosen, f"{chosen}\n\nThe lantern of chapter {home} burned fish oil when there was any of it left."
    return chosen, ""  # deleted


@pytest.mark.parametrize("seed", range(6))
def test_the_locks_of_two_editors_merge(book: Callable[[str], Any], tmp_path: Path, seed: int) -> None:
    edition, random = book("small-print"), Random(seed)
    trial = Trial(edition.text, edition.parse)
    one, two = edited(edition.text, 0, random), edited(edition.text, 3, random)
    assert one[0] != two[0]
    texts = {
        "one": edition.text.replace(*one),
        "two": edition.text.replace(*two),
        "both": edition.text.replace(*one).replace(*two),
    }
    (tmp_path / "base").write_bytes(lock_bytes(trial.lock))
    for name, text in texts.items():
        numbered = number_document(edition.parse(text), trial.lock)
        (tmp_path / name).write_bytes(lock_bytes(publish(numbered, trial.lock, "2")))
    command = ["git", "merge-file", "-p", *(str(tmp_path / name) for name in ("one", "base", "two"))]
    merged = subprocess.run(command, capture_output=True, check=False)
    assert merged.returncode == 0
    assert merged.stdout == (tmp_path / "both").read_bytes()
    (tmp_path / "merged").write_bytes(merged.stdout)
    numbered = number_document(edition.parse(texts["both"]), read_lock(tmp_path / "merged"))
    assert numbered.anchors.provisional == frozenset()
