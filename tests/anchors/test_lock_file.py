"""Hostile lock files: whatever is wrong is said with file, line and what to do; nothing is repaired in silence."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossator.anchors.lock import LIMIT, Lock, lock_bytes, read_lock
from glossator.anchors.numbering import number_document
from glossator.anchors.publish import publish
from glossator.diagnostics import GlossatorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.model import Document

BOOK = """# 1. The Ferry

The ferry left at noon with nine goats and a judge on board.<sup>1</sup> Nobody had paid, and nobody asked.

The judge slept on a sack of barley. His wig served one of the goats as a nest.

---

1 Harbour book of the lower landing, leaf four, in a clumsy hand.

# 2. The Landing

Two women waited with a lantern. They had waited since the spring before last.
"""


@pytest.fixture(scope="module")
def lock(parse: Callable[[str], Document]) -> Lock:
    """The lock of the small book after three versions: one edited, one in which a paragraph has gone."""
    lock = Lock()
    for version, text in enumerate((BOOK, BOOK.replace("His wig", "A hat"), BOOK.partition("The judge slept")[0]), 1):
        lock = publish(number_document(parse(text), lock), lock, str(version))
    return lock


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], Path]:
    """A function that writes a lock file."""

    def write(content: bytes) -> Path:
        path = tmp_path / "anchors.lock"
        path.write_bytes(content)
        return path

    return write


def refused(path: Path, line: int | None = None) -> GlossatorError:
    """Read a faulty file; the error must say where it is and what to do."""
    with pytest.raises(GlossatorError) as caught:
        read_lock(path)
    error = caught.value
    assert error.place is not None
    assert error.place.file.endswith("anchors.lock")
    assert error.message
    assert error.hint
    if line is not None:
        assert error.place.line == line, str(error)
    return error


def test_what_is_written_is_read(lock: Lock, written: Callable[[bytes], Path]) -> None:
    assert len(lock.versions) == 3
    assert read_lock(written(lock_bytes(lock))) == lock


def test_no_file_is_no_publication(tmp_path: Path) -> None:
    assert read_lock(tmp_path / "anchors.lock") == Lock()


def test_line_ends_of_windows_are_read(lock: Lock, written: Callable[[bytes], Path]) -> None:
    assert read_lock(written(lock_bytes(lock).replace(b"\n", b"\r\n"))) == lock


def test_it_holds_no_text(book: Callable[[str], Any]) -> None:
    edition = book("small-print")
    content = lock_bytes(publish(number_document(edition.parse(edition.text)), Lock(), "1")).decode()
    lines = [
        line for line in content.splitlines() if line and not line.startswith(("#", "glossator", "version", "end"))
    ]
    assert len(lines) > 80
    for line in lines:
        own, kind, homes, rest = line.split(" ", 3)
        assert kind in ("division", "section", "paragraph", "note", "page")
        assert re.fullmatch(r"[0-9]+ 1:[0-9a-f]+( [0-9a-f]+)?", rest)
        assert re.fullmatch(r"[a-z0-9.-]+", own)
        assert re.fullmatch(r"[a-z0-9.-]+", homes)


def test_a_file_cut_inside_a_line_is_refused(lock: Lock, written: Callable[[bytes], Path]) -> None:
    whole = lock_bytes(lock)
    for end in range(len(whole) - 1):
        if whole[end : end + 1] != b"\n" and whole[end - 1 : end] != b"\n":
            refused(written(whole[:end]))


def test_a_file_cut_between_two_lines_is_refused(lock: Lock, written: Callable[[bytes], Path]) -> None:
    """A lost line would be a lost id, which might then be given to another text."""
    lines = lock_bytes(lock).splitlines(keepends=True)
    for count in range(len(lines)):
        refused(written(b"".join(lines[:count])))


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> theirs", "||||||| base"])
def test_marks_of_a_merge_are_explained(lock: Lock, written: Callable[[bytes], Path], mark: str) -> None:
    lines = lock_bytes(lock).decode().splitlines()
    for at in range(2, len(lines)):
        error = refused(written("\n".join([*lines[:at], mark, *lines[at:], ""]).encode()), at + 1)
        assert "publish" in error.hint


def test_a_line_that_stands_twice_is_refused(lock: Lock, written: Callable[[bytes], Path]) -> None:
    lines = lock_bytes(lock).decode().splitlines()
    first = next(at for at, line in enumerate(lines) if " paragraph " in line)
    lines.insert(first + 2, lines[first])
    error = refused(written("\n".join([*lines, ""]).encode()), first + 3)
    assert lines[first].split(" ")[0] in error.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" paragraph ", " chapter "),
        (" paragraph ", " Paragraph "),
        (" paragraph ", "\tparagraph\t"),
        (" paragraph ", "  paragraph "),
        (" paragraph ", " "),
        (" paragraph 1 ", " paragraph  "),
        (" paragraph 1 ", " paragraph 1,,2 "),
        (" paragraph 1 ", " paragraph , "),
        (" 1:", " 9:"),
        (" 1:", " 1:0123456789abcdef,1:"),
        (" 1:", " 2:0123456789abcdef,1:"),
        (" 1:", " 1:-,2:"),
        (" 1:", " 1"),
        (" 1:", " 1:x"),
        (" 1:", " 1:>nowhere,2:"),
        ("1.1 ", "1.1,2 "),
        ("1.1 ", " 1.1 "),
        ("1.1 ", "1.1> "),
        ("1.1 ", f"{'1' * 5000} "),
    ],
)
def test_a_changed_line_is_refused(lock: Lock, written: Callable[[bytes], Path], old: str, new: str) -> None:
    lines = lock_bytes(lock).decode().splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("1.1 "))
    assert old in lines[at]
    lines[at] = lines[at].replace(old, new, 1)
    refused(written("\n".join([*lines, ""]).encode()), at + 1)


@pytest.mark.parametrize("marks", ["0", "g" * 8, "0" * 8 * 1000, "0123abcd 0123abcd", "ABCDEF01"])
def test_a_faulty_sketch_is_refused(lock: Lock, written: Callable[[bytes], Path], marks: str) -> None:
    lines = lock_bytes(lock).decode().splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("1.1 "))
    lines[at] = f"{lines[at]}{marks}"
    refused(written("\n".join([*lines, ""]).encode()), at + 1)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"\n\n\n", 1),
        (b"# nothing but a comment\n", 1),
        (b"glossator-anchors 2\nversion 1\n", 1),
        (b"glossator-anchors\n", 1),
        (b"version 1\n", 1),
        (b"<html>\n<body>\n", 1),
        (b"glossator-anchors 1\nversion 1\nversion 1\n", 3),
        (b"glossator-anchors 1\nversion\n", 2),
        (b"glossator-anchors 1\nversion a b\n", 2),
        (b"\xef\xbb\xbfglossator-anchors 9\n", 1),
        (b"\x00\x01\x02\x03", None),
        (b"glossator-anchors 1\n\xff\xfe", None),
        (bytes(range(256)) * 16, None),
    ],
)
def test_what_is_no_lock_is_refused(written: Callable[[bytes], Path], content: bytes, line: int | None) -> None:
    refused(written(content), line)


def test_parts_of_parts_that_go_round_are_refused(lock: Lock, written: Callable[[bytes], Path]) -> None:
    """1.1 has become a part of 1.2, and 1.2 a part of 1.1: no build may walk round and round."""
    lines = lock_bytes(lock).decode().splitlines()
    for own, other in (("1.1", "1.2"), ("1.2", "1.1")):
        at = next(at for at, line in enumerate(lines) if line.startswith(f"{own} "))
        fields = lines[at].split(" ")
        fields[4] = f"{fields[4].partition(',')[0]},3:>{other}"
        lines[at] = " ".join(fields)
    refused(written("\n".join([*lines, ""]).encode()))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "anchors.lock"
    path.symlink_to(tmp_path / "nowhere")
    refused(path)
    path.unlink()
    path.mkdir()
    refused(path)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "anchors.lock"
    with path.open("wb") as file:
        file.truncate(LIMIT + 1)  # takes no room on the disk
    refused(path)


@settings(max_examples=200, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_is_refused_or_understood(lock: Lock, written: Callable[[bytes], Path], data: st.DataObject) -> None:
    """Nothing but a `GlossatorError` comes out of a damaged file."""
    whole = lock_bytes(lock)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    path = written(whole[:start] + data.draw(st.binary(max_size=12)) + whole[end:])
    with suppress(GlossatorError):
        assert read_lock(path).versions


@pytest.mark.parametrize("seed", range(3))
def test_lines_in_any_order_give_the_same_ids(book: Callable[[str], Any], seed: int) -> None:
    """A merge may leave the lines in another order than that of the text."""
    edition = book("small-print")
    document = edition.parse(edition.text)
    lock = publish(number_document(document), Lock(), "1")
    records = list(lock.records)
    Random(seed).shuffle(records)
    numbered = number_document(document, lock._replace(records=tuple(records)))
    assert not numbered.uncertain
    assert numbered.document == number_document(document, lock).document
