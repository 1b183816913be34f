"""The judge of the trials is itself tried: it must find out numberings that are wrong, and let right ones pass."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from anchors_changes import KINDS, NEW, UPHEAVALS, Draft, Tape, combinations_of_kinds, copied_from, joined, traced_back
from anchors_judge import Publication, Reading, judge, publication, read

from glossator.anchors.numbering import number_document
from glossator.model import Anchor, AnchorKind, Anchors, Document, Trace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BOOK = """# 1. The Ferry

The ferry left at noon with nine goats and a judge on board.<sup>1</sup> Nobody had paid, and nobody asked.

The judge slept on a sack of barley. His wig served one of the goats as a nest.

---

1 Harbour book of the lower landing, leaf four, in a clumsy hand.

Towards evening the fog came down. The ferryman sang so that the banks would answer.

# 2. The Landing

Two women waited with a lantern. They had waited since the spring before last.

The lantern was older than the landing, and it burned fish oil when there was any.
"""


class Outcome(NamedTuple):
    """A numbering as the judge sees it."""

    document: Document
    anchors: Anchors


def renamed(document: Document, names: Mapping[str, str]) -> Document:
    """Return a document with other ids for its units."""

    def inside(division: Any) -> Any:
        blocks = tuple(
            block._replace(id=names.get(block.id, block.id)) if hasattr(block, "number") else block
            for block in division.blocks
        )
        return division._replace(blocks=blocks, divisions=tuple(map(inside, division.divisions)))

    return document._replace(divisions=tuple(map(inside, document.divisions)))


def claimed(document: Document, text: str, last: Publication | None, names: Mapping[str, str] | None = None) -> Outcome:
    """Count a document's units, give some of them other ids, and claim that each published id stays with its bearer."""
    counted = renamed(number_document(document).document, names or {})
    reading = read(counted, text)
    here = {passage.id: passage.home for passage in (*reading.passages, *reading.pages)}
    known: Mapping[str, frozenset[str]] = last.homes if last else {}
    published = tuple(
        Anchor(one, AnchorKind.PARAGRAPH, tuple(homes), one if one in here else None, "", ())
        for one, homes in known.items()
    )
    traces = [
        Trace(anchor.id, anchor.kind, home, None, anchor.now, "1")
        for anchor in published
        for home in anchor.homes
        if here.get(anchor.id) != home
    ]
    traces += [
        Trace(home, AnchorKind.DIVISION, home, None, None, "1")
        for home in {home for homes in known.values() for home in homes} - set(here)
    ]
    texts = {passage.id: passage.text for passage in reading.passages}
    new = frozenset(here.keys() - known.keys())
    return Outcome(counted, Anchors(("1",) if last else (), published, tuple(traces), {}, new, texts))


def faults(
    parse: Callable[[str], Document], change: Callable[[Tape], Tape], names: Mapping[str, str] | None = None
) -> set[tuple[str, str]]:
    """Publish the small book, change it, number it by counting and by `names`, and return the kinds of fault."""
    first = publication("1", claimed(parse(BOOK), BOOK, None), BOOK, None)
    tape = change(Tape.published(BOOK))
    numbered = claimed(parse(tape.text), tape.text, first, names)
    return {(fault.kind, fault.id) for fault in judge(numbered, tape.text, [(first, tape.origin)]).faults}


def between(tape: Tape, start: str, end: str) -> tuple[int, int]:
    """Return where a passage begins and where it ends, by its first and last words."""
    return tape.text.index(start), tape.text.index(end) + len(end)


def without(tape: Tape, start: str, end: str) -> Tape:
    return tape.without(*between(tape, start, end))


# --- the judge -------------------------------------------------------------------------------------------------------


def test_what_has_not_changed_has_no_fault(parse: Callable[[str], Document]) -> None:
    assert faults(parse, lambda tape: tape) == set()


def test_an_id_that_is_lost_is_found_out(parse: Callable[[str], Document]) -> None:
    found = faults(parse, lambda tape: tape, {"1.2": "1.1a"})
    assert found == {("lost", "1.2"), ("moved away", "1.2")}


def test_an_edited_paragraph_must_keep_its_id(parse: Callable[[str], Document]) -> None:
    def edit(tape: Tape) -> Tape:
        start, end = between(tape, "His wig", "His wig")
        return tape.with_new(start, end, "Her hat")

    assert faults(parse, edit) == set()
    assert faults(parse, edit, {"1.2": "1.1a"}) == {("lost", "1.2")}


def test_an_id_may_go_if_hardly_anything_is_left(parse: Callable[[str], Document]) -> None:
    def edit(tape: Tape) -> Tape:
        start, end = between(tape, "judge slept", "as a")
        return tape.with_new(start, end, "miller woke the dogs and drove north with half of the cheese in")

    assert faults(parse, edit, {"1.2": "1.1a"}) == set()
    assert faults(parse, edit) == {("other text", "1.2")}


def test_an_id_on_another_text_is_found_out(parse: Callable[[str], Document]) -> None:
    exchanged = faults(parse, lambda tape: tape, {"1.2": "1.3", "1.3": "1.2"})
    assert {("other text", "1.2"), ("other text", "1.3"), ("moved away", "1.2"), ("moved away", "1.3")} <= exchanged


def test_counting_again_after_a_deletion_is_found_out(parse: Callable[[str], Document]) -> None:
    def delete(tape: Tape) -> Tape:
        return without(tape, "The ferry left", "nobody asked.\n\n")

    found = faults(parse, delete)
    assert {("other text", "1.1"), ("other text", "1.2"), ("lost", "1.3")} <= found
    assert faults(parse, delete, {"1.1": "1.2", "1.2": "1.3"}) == set()


def test_an_invented_paragraph_must_not_have_a_published_id(parse: Callable[[str], Document]) -> None:
    def insert(tape: Tape) -> Tape:
        at = tape.text.index("The judge slept")
        return tape.with_new(at, at, "Nine bells rang over the reeds, although no church was near.\n\n")

    right = {"1.2": "1.1a", "1.3": "1.2", "1.4": "1.3"}
    assert faults(parse, insert, right) == set()
    assert ("other text", "1.2") in faults(parse, insert)
    assert faults(parse, insert, right | {"1.2": "1.4"}) == {("form", "1.4"), ("order", "1.2")}
    assert faults(parse, insert, right | {"1.2": "1.7a"}) == {("form", "1.7a"), ("order", "1.2")}
    assert faults(parse, insert, right | {"1.2": "1.2a"}) == {("order", "1.2")}
    assert faults(parse, insert, right | {"1.2": "2.1a"}) == {("form", "2.1a")}


def test_a_split_paragraph_keeps_its_id_on_a_large_part(parse: Callable[[str], Document]) -> None:
    def split(words: str) -> Callable[[Tape], Tape]:
        def cut(tape: Tape) -> Tape:
            at = tape.text.index(words)
            return tape.with_new(at - 1, at, "\n\n")

        return cut

    on_the_first = {"1.2": "1.1a", "1.3": "1.2", "1.4": "1.3"}
    on_the_second = {"1.3": "1.2a", "1.4": "1.3"}
    assert faults(parse, split("Nobody had"), on_the_first) == set()
    on_the_smaller = {"1.1": "1.0a", "1.2": "1.1", "1.3": "1.2", "1.4": "1.3"}
    assert faults(parse, split("Nobody had"), on_the_smaller) >= {("other text", "1.1")}  # six words of nineteen
    assert faults(parse, split("His wig"), on_the_second) == set()  # eight words of seventeen


def test_a_copy_has_no_right_to_the_id(parse: Callable[[str], Document]) -> None:
    def copy(tape: Tape) -> Tape:
        at = tape.text.index("The judge slept")
        original = tape.part(*between(tape, "Two women", "before last.\n\n"))
        return joined((tape.part(0, at), original.copied(), tape.part(at)))

    numbers = {"1.3": "1.2", "1.4": "1.3"}
    assert faults(parse, copy, {"1.2": "1.1a", **numbers}) == set()
    found = faults(parse, copy, {"1.2": "2.1", "2.1": "2.1a", **numbers})
    assert {("other text", "2.1"), ("moved away", "2.1")} <= found


def test_two_bearers_of_an_id_are_found_out(parse: Callable[[str], Document]) -> None:
    assert ("twice", "1.2") in faults(parse, lambda tape: tape, {"1.3": "1.2"})


def test_an_address_without_a_trace_is_found_out(parse: Callable[[str], Document]) -> None:
    first = publication("1", claimed(parse(BOOK), BOOK, None), BOOK, None)
    tape = without(Tape.published(BOOK), "# 2. The Landing", "when there was any.\n")
    right = claimed(parse(tape.text), tape.text, first)
    wrong = right._replace(anchors=right.anchors._replace(traces=()))

    def found(numbered: Outcome) -> list[tuple[str, str]]:
        return sorted({fault[:2] for fault in judge(numbered, tape.text, [(first, tape.origin)]).faults})

    assert found(right) == []
    assert found(wrong) == [("unresolved", "2"), ("unresolved", "2.1"), ("unresolved", "2.2")]


def test_a_wrong_hash_is_found_out(parse: Callable[[str], Document]) -> None:
    first = publication("1", claimed(parse(BOOK), BOOK, None), BOOK, None)
    tape = Tape.published(BOOK)
    start, end = between(tape, "His wig", "His wig")
    tape = tape.with_new(start, end, "Her hat")
    numbered = claimed(parse(tape.text), tape.text, first)
    texts = {**first.hashes, "2.1": "another"}
    numbered = numbered._replace(anchors=numbered.anchors._replace(texts=texts))
    verdict = judge(numbered, tape.text, [(first, tape.origin)])
    assert {fault[:2] for fault in verdict.faults} == {("hash", "1.2"), ("hash", "2.1")}


def by_equal_text(counted: Reading, published: Reading) -> dict[str, str]:
    """Give each passage the published id of the same text, and a new one where there is none."""
    ids = {passage.text: passage.id for passage in published.passages}
    names: dict[str, str] = {}
    for passage in counted.passages:
        if passage.kind is AnchorKind.PARAGRAPH:
            own = ids.pop(passage.text, f"{passage.home}.0{'abcdefghij'[len(names) % 10]}{len(names)}")
            names[passage.id] = own
    return names


@pytest.mark.parametrize("seed", range(3))
def test_naive_numberings_fail_the_trial(book: Callable[[str], Any], seed: int) -> None:
    """Counting anew puts ids on other texts; going by equal texts loses the ids of all that was edited."""
    edition = book("small-print")
    first = publication("1", claimed(edition.parse(edition.text), edition.text, None), edition.text, None)
    counting: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    kinds = ("letters misread", "paragraph inserted", "paragraph deleted", "paragraph split", "words replaced") * 2
    draft = Draft(edition.text, edition.parse(edition.text), Random(seed))
    assert all(draft.change(kind) for kind in kinds)
    tape = draft.tape
    document = edition.parse(tape.text)
    verdict = judge(claimed(document, tape.text, first), tape.text, [(first, tape.origin)])
    counting.update(fault.kind for fault in verdict.faults)
    names = by_equal_text(read(number_document(document).document, tape.text), first.reading)
    verdict = judge(claimed(document, tape.text, first, names), tape.text, [(first, tape.origin)])
    equal.update(fault.kind for fault in verdict.faults)
    assert counting["other text"] >= 5
    assert equal["lost"] >= 2
    assert equal["other text"] == 0


# --- the changes -----------------------------------------------------------------------------------------------------


def test_a_draft_that_nobody_changed_is_the_witness(book: Callable[[str], Any]) -> None:
    edition = book("small-print")
    draft = Draft(edition.text, edition.parse(edition.text), Random(0))
    assert draft.tape.text == edition.text
    assert {at - k for k, at in enumerate(draft.tape.origin) if at >= 0} == {0}


@pytest.mark.parametrize("kind", KINDS | UPHEAVALS)
def test_every_letter_knows_where_it_comes_from(book: Callable[[str], Any], kind: str) -> None:
    edition = book("small-print")
    text = edition.text
    document = edition.parse(text)
    for seed in range(5):
        draft = Draft(text, document, Random(seed))
        assert draft.change(kind)
        tape = draft.tape
        assert len(tape.text) == len(tape.origin)
        assert tape.text != text
        published = [at for at in tape.origin if at >= 0]
        assert len(published) == len(set(published))
        for letter, at in zip(tape.text, tape.origin, strict=True):
            assert at == NEW or letter == text[at if at >= 0 else copied_from(at)]


def test_origins_are_traced_back_over_two_versions() -> None:
    one = Tape.published("abcdef").without(1, 3)  # adef
    two = joined((Tape.published(one.text).part(2), Tape.new("x"), Tape.published(one.text).part(0, 2).copied()))
    assert two.text == "efxad"
    assert list(traced_back(two.origin, one.origin)) == [4, 5, NEW, copied_from(0), copied_from(3)]


def test_every_two_kinds_meet_in_a_build() -> None:
    builds = combinations_of_kinds(200, 5, Random(0))
    assert {len(build) for build in builds} == {5}
    met = {frozenset((one, two)) for build in builds for one in build for two in build if one != two}
    assert len(met) == len(KINDS) * (len(KINDS) - 1) // 2
