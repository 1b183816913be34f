"""Which unit answers to which published id: small sequences of invented texts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from glossator.anchors.alignment import Alignment, align
from glossator.anchors.citables import Citable
from glossator.anchors.lock import Record
from glossator.anchors.pages import align_pages
from glossator.anchors.words import sketch_of, text_hash, words_of
from glossator.chains import Pair, heaviest_chain
from glossator.model import AnchorKind

WORDS = """margin printer scholar volume quarto folio binding gathering colophon errata preface signature catchword
rubric gloss lemma siglum stemma witness reading variant conjecture emendation apparatus editor corrector compositor
proof sheet forme press ink paper vellum quire leaf recto verso column running head foot note call mark dagger asterisk
obelus bracket italic roman black letter small capital ligature kerning justification hyphen dash colon"""
VOCABULARY = WORDS.split()


def text(seed: int, length: int = 60) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(VOCABULARY) for _ in range(length))


def units(texts: Sequence[str], kind: AnchorKind = AnchorKind.PARAGRAPH) -> list[Citable]:
    made = []
    for number, words in enumerate(map(words_of, texts), 1):
        label = str(number) if kind in (AnchorKind.NOTE, AnchorKind.PAGE) else ""
        own = {"note": f"n{number}", "page": f"page-{number}"}.get(kind.value, f"5.{number}")
        made.append(Citable(own, kind, "5", None, label, words, text_hash(words)))
    return made


def records(texts: Sequence[str], kind: AnchorKind = AnchorKind.PARAGRAPH) -> list[Record]:
    return [
        Record(unit.id, kind, ("5",), len(unit.words), (("1", unit.text),), sketch_of(unit.words))
        for unit in units(texts, kind)
    ]


def aligned(old: Sequence[str], new: Sequence[str], kind: AnchorKind = AnchorKind.PARAGRAPH) -> Alignment:
    return align(records(old, kind), units(new, kind))


A, B, C, D, E = (text(seed) for seed in range(1, 6))


def test_nothing_changed() -> None:
    found = aligned([A, B, C], [A, B, C])
    assert (found.kept, found.joined, found.uncertain) == ({"5.1": 0, "5.2": 1, "5.3": 2}, {}, ())


def test_an_edited_text_keeps_its_id() -> None:
    changed = B.split()
    changed[10:20] = ["another"] * 10
    assert aligned([A, B, C], [A, " ".join(changed), C]).kept == {"5.1": 0, "5.2": 1, "5.3": 2}


def test_an_inserted_text_has_none() -> None:
    assert aligned([A, B], [A, D, B]).kept == {"5.1": 0, "5.2": 2}


def test_a_vanished_text_leaves_its_id_to_nobody() -> None:
    found = aligned([A, B, C], [A, D, C])
    assert found.kept == {"5.1": 0, "5.3": 2}
    assert not found.joined
    assert not found.uncertain


def test_a_text_that_moved_keeps_its_id() -> None:
    assert aligned([A, B, C, D], [B, C, D, A]).kept == {"5.1": 3, "5.2": 0, "5.3": 1, "5.4": 2}


def test_a_text_that_moved_and_was_edited_keeps_its_id() -> None:
    changed = " ".join([*A.split()[:40], "and", "so", "on"])
    assert aligned([A, B, C, D], [B, C, D, changed]).kept["5.1"] == 3


def test_the_first_part_of_a_split_text_keeps_its_id() -> None:
    words = A.split()
    found = aligned([A, B], [" ".join(words[:28]), " ".join(words[28:]), B])
    assert found.kept == {"5.1": 0, "5.2": 2}
    assert found.parts == {1: "5.1"}


def test_a_small_first_part_does_not() -> None:
    words = A.split()
    assert aligned([A, B], [" ".join(words[:8]), " ".join(words[8:]), B]).kept == {"5.1": 1, "5.2": 2}


def test_a_text_joined_to_another_answers_with_it() -> None:
    found = aligned([A, B, C], [A, f"{B} {C}"])
    assert (found.kept, found.joined) == ({"5.1": 0, "5.2": 1}, {"5.3": 1})


def test_of_texts_that_were_joined_the_first_one_names_the_whole() -> None:
    short = text(9, 12)
    found = aligned([short, B, C], [f"{short} {B}", C])
    assert (found.kept, found.joined) == ({"5.1": 0, "5.3": 1}, {"5.2": 0})


def test_a_text_that_moved_into_another_answers_with_it() -> None:
    found = aligned([A, B, C, D], [B, C, f"{D} {A}"])
    assert found.joined == {"5.1": 2}


# The text stands elsewhere twice, each time with a few other words.
TWICE = [B, f"other words here {A[20:]}", C, f"{A[:-20]} other words there", D]


def test_two_places_that_hold_as_much_of_a_text_are_an_editors_to_tell_apart() -> None:
    found = aligned([A, B, C, D], TWICE)
    assert found.kept == {"5.2": 0, "5.3": 2, "5.4": 4}
    (doubt,) = found.uncertain
    assert doubt.id == "5.1"
    assert {unit.id for unit, _ in doubt.candidates} == {"5.2", "5.4"}


def test_a_decision_overrules() -> None:
    assert align(records([A, B, C, D]), units(TWICE), {"5.1": 3}).kept["5.1"] == 3
    gone = align(records([A, B, C, D]), units(TWICE), {"5.1": None})
    assert "5.1" not in gone.kept
    assert not gone.uncertain


def test_equal_short_texts_keep_their_order() -> None:
    old = ["Ibid.", A, "Ibid.", B, "Ibid."]
    assert aligned(old, ["Ibid.", A, "Ibid.", B, "Ibid."]).kept == {f"5.{n}": n - 1 for n in range(1, 6)}
    assert aligned(old, [A, "Ibid.", B, "Ibid."]).kept == {"5.2": 0, "5.3": 1, "5.4": 2, "5.5": 3}


def test_a_heading_between_the_same_paragraphs_is_the_same_heading() -> None:
    (heading,) = records(["Printers"], AnchorKind.SECTION)
    (other,) = units(["Readers"], AnchorKind.SECTION)
    first, second = records([A, B])
    found = align([first, heading._replace(id="5.s1"), second], [units([A, B])[0], other, units([A, B])[1]])
    assert found.kept == {"5.1": 0, "5.s1": 1, "5.2": 2}


def test_a_note_is_known_by_its_text_and_then_by_its_label() -> None:
    old = [f"Doe, Book {seed}, p. {seed}." for seed in range(1, 6)]
    new = [*old[:2], "Doe, B0ok 3, p. 8.", *old[3:]]
    assert aligned(old, new, AnchorKind.NOTE).kept == {f"n{n}": n - 1 for n in range(1, 6)}


def test_a_note_with_quite_other_words_under_its_label_is_another_note() -> None:
    found = aligned([A, B, C], [A, E, C], AnchorKind.NOTE)
    assert found.kept == {"n1": 0, "n3": 2}
    assert not found.uncertain


def test_notes_of_another_work_do_not_take_a_vanished_note_in() -> None:
    """Two notes that cite one work share most of their words: that makes the one no part of the other."""
    title = "Doe, The Long History of Printed Margins in Four Large Volumes, London 1901, p."
    old = [f"{title} {page}" for page in (1, 22, 333)]
    found = aligned(old, [old[0] + " and passim", old[1]], AnchorKind.NOTE)
    assert "n3" not in found.joined
    assert "n3" not in found.kept


def test_a_text_that_was_gone_gets_its_id_back() -> None:
    gone = records([A, B, C])
    gone[1] = gone[1]._replace(history=(*gone[1].history, ("2", "-")))
    assert align(gone, units([A, B, C])).kept == {"5.1": 0, "5.2": 1, "5.3": 2}


def test_what_was_joined_stays_joined() -> None:
    before = records([A, B, C])
    whole = words_of(f"{A} {B}")
    before[0] = Record("5.1", AnchorKind.PARAGRAPH, ("5",), 120, (("1", text_hash(whole)),), sketch_of(whole))
    before[1] = before[1]._replace(history=(*before[1].history, ("2", ">5.1")))
    found = align(before, units([f"{A} {B}", C]))
    assert (found.kept, found.joined) == ({"5.1": 0, "5.3": 1}, {"5.2": 0})
    apart = align(before, units([A, B, C]))
    assert apart.kept == {"5.1": 0, "5.2": 1, "5.3": 2}


def test_a_page_is_known_by_its_number() -> None:
    half = " ".join(A.split()[:30])
    found = align_pages(records([A, B], AnchorKind.PAGE), units([half, B], AnchorKind.PAGE))
    assert found.kept == {"page-1": 0, "page-2": 1}


def test_pages_that_are_counted_anew_keep_to_their_text() -> None:
    found = align_pages(records([A, B, C], AnchorKind.PAGE), units([D, A, B, C], AnchorKind.PAGE))
    assert found.kept == {"page-1": 1, "page-2": 2, "page-3": 3}


def test_pages_counted_anew_are_found_again_after_publication() -> None:
    """Also those without words, of which there is nothing but their number."""
    old = records([A, "", B, ""], AnchorKind.PAGE)
    today = units(["", A, "", B, ""], AnchorKind.PAGE)
    found = align_pages(old, today)
    assert found.kept["page-1"] == 1
    assert found.kept["page-3"] == 3
    named = [record._replace(id=f"{record.id}-2") if not record.words else record for record in old]
    assert set(align_pages(named, units([A, "", B, ""], AnchorKind.PAGE)).kept) == {
        "page-1", "page-2-2", "page-3", "page-4-2",
    }  # fmt: skip


@given(st.permutations(range(12)))
def test_whatever_the_order_every_text_keeps_its_id(order: list[int]) -> None:
    old = [text(seed, 30) for seed in range(12)]
    found = aligned(old, [old[number] for number in order])
    assert found.kept == {f"5.{number + 1}": at for at, number in enumerate(order)}


@given(st.lists(st.sampled_from(["Ibid.", "See above.", A, B, C]), max_size=9), st.data())
def test_no_id_and_no_unit_is_used_twice(old: list[str], data: st.DataObject) -> None:
    new = data.draw(st.lists(st.sampled_from(["Ibid.", "See below.", A, B, C, f"{A} {B}"]), max_size=9))
    found = aligned(old, new)
    assert len(set(found.kept.values())) == len(found.kept)
    assert not set(found.kept) & set(found.joined)
    assert set(found.joined.values()) <= set(found.kept.values())


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12, unique=True))
def test_the_heaviest_chain_is_the_heaviest(pairs: list[tuple[int, int]]) -> None:
    weighed = [Pair(old, new, 1 + (old * 7 + new * 3) % 5) for old, new in pairs]

    def best(chain: list[Pair]) -> float:
        after = [pair for pair in weighed if not chain or (pair.old > chain[-1].old and pair.new > chain[-1].new)]
        return max((pair.weight + best([*chain, pair]) for pair in after), default=0.0)

    chain = heaviest_chain(weighed)
    assert all(a.old < b.old and a.new < b.new for a, b in pairwise(chain))
    assert sum(pair.weight for pair in chain) == best([])
