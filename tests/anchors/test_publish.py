"""From a text to its lock, over several versions: small books of our own."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from glossator.anchors.changes import changes, counted
from glossator.anchors.lock import Lock, lock_bytes, read_lock
from glossator.anchors.numbering import Numbered, number_document
from glossator.anchors.publish import publish
from glossator.diagnostics import GlossatorError
from glossator.model import Document, Witness
from glossator.parse.document import Names, parse_document

SUBJECTS = ("printer", "reader", "binder", "scholar", "bookseller", "censor", "collector", "librarian", "corrector")


def sentence(number: int) -> str:
    """Return a paragraph that shares few runs of words with any other."""
    subject, other = SUBJECTS[number % 9], SUBJECTS[(number * 4 + 1) % 9]
    return (
        f"In the year {1500 + number} the {subject} of street {number * 7} wrote to a {other} about {number * 3}, "
        f"since {number + 2} of his {subject}s had asked what the {number * 11} margins of volume {number} were for. "
        f"Nobody answered the letter, says catalogue {number * 13}, until the {other} found page {number * 17} of it."
    )


def book(*chapters: tuple[int, ...], notes: bool = False) -> str:
    parts = []
    for at, chapter in enumerate(chapters, 1):
        parts.append(f"# {at}. On the matter of number {chapter[0] // 10 * 10 + 5}")
        parts += [sentence(number) for number in chapter]
        if notes:
            parts[-1] += f"<sup>{at}</sup>"
            parts += ["---", f"{at} See catalogue {at * 31}, volume {at}."]
    return "\n\n".join(parts) + "\n"


def document(text: str) -> Document:
    return parse_document(Witness("A", "a.md", "0" * 64, "marker", text), Names.of([]))


def numbered(text: str, lock: Lock = Lock()) -> Numbered:  # noqa: B008  # a frozen value
    return number_document(document(text), lock)


FIRST = book((11, 12, 13, 14), (21, 22, 23), (31, 32))


@pytest.fixture
def lock() -> Lock:
    return publish(numbered(FIRST), Lock(), "1")


def ids(text: str, lock: Lock) -> list[str]:
    return [unit.id for unit in numbered(text, lock).units if unit.kind == "paragraph"]


def test_a_lock_says_the_same_after_it_was_written_and_read(lock: Lock, tmp_path: Path) -> None:
    (tmp_path / "anchors.lock").write_bytes(lock_bytes(lock))
    assert read_lock(tmp_path / "anchors.lock") == lock


def test_a_chapter_2_1_beside_a_chapter_2_does_not_take_the_id_of_a_paragraph() -> None:
    text = book((11, 12), (21, 22)).replace("# 1.", "# 2.1.")
    found = [record.id for record in publish(numbered(text), Lock(), "1").records]
    assert found == ["2-1", "2-1.1", "2-1.2", "2", "2.1", "2.2"]
    alone = [record.id for record in publish(numbered(text.replace("# 2. ", "# 2.2. ")), Lock(), "1").records]
    assert alone == ["2.1", "2.1.1", "2.1.2", "2.2", "2.2.1", "2.2.2"]


def test_a_lock_holds_no_word_of_the_text(lock: Lock) -> None:
    content = lock_bytes(lock).decode().lower().split("version 1")[1]
    words = {word.strip(".,") for word in FIRST.lower().split() if len(word.strip(".,")) > 3 and word.isalpha()}
    assert not [word for word in words if word in content]


def test_the_same_text_published_again_changes_nothing(lock: Lock) -> None:
    assert publish(numbered(FIRST, lock), lock, "1") == lock
    again = publish(numbered(FIRST, lock), lock, "2")
    assert again == lock._replace(versions=("1", "2"))


def test_divisions_that_were_joined_stay_with_the_one_that_is_joined_later(lock: Lock) -> None:
    two = publish(numbered(book((11, 12, 13, 14), (21, 22, 23, 31, 32)), lock), lock, "2")
    now = numbered(book((11, 12, 13, 14, 21, 22, 23, 31, 32)), two)
    assert now.anchors.aliases == {"1": ("2", "3")}
    three = publish(now, two, "3")
    assert {record.id: record.state for record in three.records if record.kind == "division" and record.id != "1"} == {
        "2": ">1",
        "3": ">1",
    }


def test_a_published_version_is_not_changed(lock: Lock) -> None:
    changed = numbered(book((11, 12, 13, 14), (21, 22, 29, 23), (31, 32)), lock)
    with pytest.raises(ValueError, match="has been published"):
        publish(changed, lock, "1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (book((11, 12, 99, 13, 14), (21, 22, 23), (31, 32)), "1.1 1.2 1.2a 1.3 1.4 2.1 2.2 2.3 3.1 3.2"),
        (book((99, 98, 11, 12, 13, 14), (21, 22, 23), (31, 32)), "1.0a 1.0b 1.1 1.2 1.3 1.4 2.1 2.2 2.3 3.1 3.2"),
        (book((11, 12, 13, 14, 99), (21, 22, 23), (31, 32)), "1.1 1.2 1.3 1.4 1.4a 2.1 2.2 2.3 3.1 3.2"),
        (book((11, 13, 14), (21, 22, 12, 23), (31, 32)), "1.1 1.3 1.4 2.1 2.2 1.2 2.3 3.1 3.2"),
        (book((11, 14), (21, 22, 23), (31, 32)), "1.1 1.4 2.1 2.2 2.3 3.1 3.2"),
        (book((11, 12, 13, 14), (51, 52), (21, 22, 23), (31, 32)), "1.1 1.2 1.3 1.4 2a.1 2a.2 2.1 2.2 2.3 3.1 3.2"),
        (book((21, 22, 23), (31, 32)), "2.1 2.2 2.3 3.1 3.2"),
    ],
    ids=["inserted", "before the first", "behind the last", "moved", "deleted", "a chapter more", "a chapter less"],
)
def test_ids_after_a_change(lock: Lock, text: str, expected: str) -> None:
    assert ids(text, lock) == expected.split()


def test_what_stands_in_another_chapter_shows_its_whole_number(lock: Lock) -> None:
    moved = numbered(book((11, 13, 14), (21, 22, 12, 23), (31, 32)), lock).document
    assert [unit.number for unit in moved.divisions[1].blocks] == ["1", "2", "1.2", "3"]  # type: ignore[union-attr]


def test_between_two_additions_there_is_room(lock: Lock) -> None:
    once = book((11, 12, 97, 98, 13, 14), (21, 22, 23), (31, 32))
    second = publish(numbered(once, lock), lock, "2")
    assert ids(book((11, 12, 97, 96, 98, 13, 14), (21, 22, 23), (31, 32)), second)[:6] == [
        "1.1", "1.2", "1.2a", "1.2aa", "1.2b", "1.3",
    ]  # fmt: skip
    assert ids(book((11, 12, 96, 97, 98, 13, 14), (21, 22, 23), (31, 32)), second)[2:4] == ["1.2za", "1.2a"]


def test_the_id_of_a_vanished_text_is_never_given_again(lock: Lock) -> None:
    second = publish(numbered(book((11, 12, 13), (21, 22, 23), (31, 32)), lock), lock, "2")
    third = numbered(book((11, 12, 13, 99), (21, 22, 23), (31, 32)), second)
    assert [unit.id for unit in third.units][4:6] == ["1.3a", "2"]
    back = numbered(FIRST, second)
    assert "1.4" in [unit.id for unit in back.units]


def test_traces_of_what_moved_and_of_what_vanished(lock: Lock) -> None:
    moved = numbered(book((11, 13, 14), (21, 22, 12), (31, 32)), lock).anchors
    found = [(trace.id, trace.home, trace.after, trace.now, trace.since) for trace in moved.traces]
    assert found == [("1.2", "1", "1.1", "1.2", "1"), ("2.3", "2", "2.2", None, "1")]


def test_a_chapter_that_lost_its_heading_leads_to_where_its_text_is(lock: Lock) -> None:
    joined = numbered(book((11, 12, 13, 14), (21, 22, 23, 31, 32)), lock).anchors
    assert joined.aliases["2"] == ("3",)
    assert [(trace.id, trace.home, trace.now) for trace in joined.traces] == [
        ("3", "3", "2"),
        ("3.1", "3", "3.1"),
        ("3.2", "3", "3.2"),
    ]


def test_notes_keep_their_ids_when_they_are_counted_anew() -> None:
    text = book((11, 12), (21, 22), (31, 32), notes=True)
    lock = publish(numbered(text), Lock(), "1")
    shorter = text.replace("<sup>1</sup>", "").replace("---\n\n1 See catalogue 31, volume 1.\n\n", "")
    shorter = shorter.replace("<sup>2</sup>", "<sup>1</sup>").replace("\n2 See", "\n1 See")
    shorter = shorter.replace("<sup>3</sup>", "<sup>2</sup>").replace("\n3 See", "\n2 See")
    found = numbered(shorter, lock)
    assert [(note.id, note.label) for note in found.document.notes] == [("n2", "1"), ("n3", "2")]
    assert [trace.id for trace in found.anchors.traces if trace.kind == "note"] == ["n1"]


def test_changes_in_words(lock: Lock) -> None:
    text = book((11, 12, 99, 13, 14), (21, 22), (31, 32)).replace("1511", "1911")
    assert counted(changes(numbered(text, lock), lock)) == "1 paragraph edited, 1 paragraph new, 1 paragraph gone"


def test_the_locks_of_two_editors_merge(lock: Lock, tmp_path: Path) -> None:
    """One changes the first chapter, one the third; git joins their locks as if one editor had done both."""
    texts = {
        "base": FIRST,
        "ours": book((11, 12, 99, 13, 14), (21, 22, 23), (31, 32)),
        "theirs": book((11, 12, 13, 14), (21, 22, 23), (32,)),
        "both": book((11, 12, 99, 13, 14), (21, 22, 23), (32,)),
    }
    for name, text in texts.items():
        written = lock if name == "base" else publish(numbered(text, lock), lock, "2")
        (tmp_path / name).write_bytes(lock_bytes(written))
    merged = subprocess.run(
        ["git", "merge-file", "-p", "ours", "base", "theirs"], cwd=tmp_path, capture_output=True, check=False
    )
    assert merged.returncode == 0
    assert merged.stdout == (tmp_path / "both").read_bytes()


def test_a_chapter_whose_only_text_has_moved_keeps_its_id(lock: Lock) -> None:
    alone = book((11, 12, 13, 14), (21,), (31, 32))
    lock = publish(numbered(alone), Lock(), "1")
    moved = numbered(book((11, 12, 13, 14), (29,), (31, 21, 32)), lock)
    assert [division.id for division in moved.document.divisions] == ["1", "2", "3"]
    assert moved.anchors.aliases == {}


def test_a_lost_line_is_noticed(lock: Lock, tmp_path: Path) -> None:
    """Numbers are given without gaps, and no line is ever taken out."""
    lines = lock_bytes(lock).decode().splitlines(keepends=True)
    for own in ("1.1", "1.3", "2.2"):
        (tmp_path / "anchors.lock").write_text(
            "".join(line for line in lines if not line.startswith(f"{own} ")), encoding="utf-8"
        )
        with pytest.raises(GlossatorError, match=f"the line of {own} is lost"):
            read_lock(tmp_path / "anchors.lock")


def test_a_short_note_does_not_give_its_id_to_quite_another() -> None:
    text = book((11, 12), (21, 22), notes=True)
    lock = publish(numbered(text), Lock(), "1")
    other = numbered(
        text.replace("1 See catalogue 31, volume 1.", "1 The weather was remarkably fine that whole week."), lock
    )
    assert [(note.id, note.label) for note in other.document.notes] == [("n1a", "1"), ("n2", "2")]
    misread = numbered(text.replace("1 See catalogue 31, volume 1.", "1 See cata1ogue 31, volume 1."), lock)
    assert [note.id for note in misread.document.notes] == ["n1", "n2"]
