"""Which texts of two witnesses belong together."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from glossator.collation.pairing import Group, Text, pair_texts


def sentence(seed: int, length: int = 20) -> tuple[str, ...]:
    chance = random.Random(seed)
    return tuple(f"w{chance.randrange(500)}" for _ in range(length))


def texts(*forms: tuple[str, ...]) -> list[Text]:
    return [Text(one) for one in forms]


A, B, C, D, E, F = map(sentence, range(6))


def test_in_order_divided_joined_and_moved() -> None:
    base = texts(A, B, C, D, E, F)
    other = texts((*C, *D), E[:9], E[9:], F, B)
    assert pair_texts(base, other) == (
        Group((1,), (4,), moved=True),
        Group((2, 3), (0,)),
        Group((4,), (1, 2)),
        Group((5,), (3,)),
    )


def test_the_heavier_of_two_that_crossed_has_stayed() -> None:
    long = sentence(9, 60)
    assert pair_texts(texts(A, long), texts(long, A)) == (Group((0,), (1,), moved=True), Group((1,), (0,)))


def test_few_shared_words_do_not_move_a_text() -> None:
    base = texts(A, B, C, ("see", "the", "great", "tower"), D)
    other = texts(("see", "the", "great", "tower"), A, B, C, D)
    assert [group.base for group in pair_texts(base, other)] == [(0,), (1,), (2,), (4,)]


def test_short_texts_that_occur_often_are_paired_between_their_neighbours() -> None:
    ibid = ("Ibid",)
    base = texts(A, ibid, B, ibid, ibid, C, ibid)
    assert pair_texts(base, base) == tuple(Group((at,), (at,)) for at in range(7))
    groups = pair_texts(base, texts(A, B, ibid, C, ibid))
    assert [group.base for group in groups if group.base[0] in (0, 2, 5)] == [(0,), (2,), (5,)]
    assert [(group.base[0] in (3, 4), group.other) for group in groups if group.other in ((2,), (4,))] == [
        (True, (2,)),
        (False, (4,)),
    ]
    assert groups[-1] == Group((6,), (4,))


def test_labels_decide_between_texts_that_are_alike() -> None:
    base = [Text(("Ibid", "p", "5"), "7"), Text(("Ibid", "p", "6"), "8")]
    assert pair_texts(base, [Text(("Ibid", "p", "8"), "8")]) == (Group((1,), (0,)),)
    assert pair_texts(base, [Text(("Ibid", "p", "8"), "7")]) == (Group((0,), (0,)),)


def test_one_letter_does_not_part_two_short_texts() -> None:
    assert pair_texts(texts(A, ("Ibid",), B), texts(A, ("Ihid",), B))[1] == Group((1,), (1,))


def test_other_texts_in_one_place_are_not_paired() -> None:
    assert [group.base for group in pair_texts(texts(A, B, C), texts(A, D, C))] == [(0,), (2,)]


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=8), max_size=8))
def test_every_text_is_paired_with_itself(forms: list[list[str]]) -> None:
    base = [Text(tuple(one)) for one in forms]
    groups = pair_texts(base, base)
    assert sorted(at for group in groups for at in group.base) == list(range(len(base)))
    assert all(
        [base[at].forms for at in group.base] == [base[at].forms for at in group.other] for group in groups
    )  # fmt: skip


@given(st.lists(st.integers(0, 5), max_size=8), st.lists(st.integers(0, 5), max_size=8))
def test_no_text_is_in_two_groups(numbers: list[int], others: list[int]) -> None:
    groups = pair_texts(texts(*map(sentence, numbers)), texts(*map(sentence, others)))
    for side in ([at for group in groups for at in group.base], [at for group in groups for at in group.other]):
        assert len(side) == len(set(side))
    unmoved = [group for group in groups if not group.moved]
    assert [group.other for group in unmoved] == sorted(group.other for group in unmoved)
