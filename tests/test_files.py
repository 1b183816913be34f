import os

import pytest

from glossator.diagnostics import GlossatorError
from glossator.files import FileRules, decode_utf8, position_of_byte, read_bytes
from glossator.spans import Position

RULES = FileRules(unreadable="file-unreadable", too_large="witness-too-large", not_utf8="file-not-utf8")


def error_of(path, limit=100):
    with pytest.raises(GlossatorError) as caught:
        read_bytes(path, limit, RULES)
    return caught.value


def test_the_bytes_are_read_exactly(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"\xef\xbb\xbfa\r\nb\0")
    assert read_bytes(file, 8, RULES) == b"\xef\xbb\xbfa\r\nb\0"


def test_a_link_is_followed(tmp_path):
    (tmp_path / "a").write_bytes(b"text")
    (tmp_path / "link").symlink_to("a")
    assert read_bytes(tmp_path / "link", 4, RULES) == b"text"


def test_a_missing_file(tmp_path):
    error = error_of(tmp_path / "a")
    assert error.rule == "file-unreadable"
    assert error.message == "there is no such file"
    assert error.place.file.endswith("a")


def test_a_dead_link(tmp_path):
    (tmp_path / "link").symlink_to("nowhere")
    assert error_of(tmp_path / "link").message == "this link leads to no file"


def test_links_in_a_circle(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert error_of(tmp_path / "a").message == "this link leads round in a circle"


def test_a_folder(tmp_path):
    assert error_of(tmp_path).message == "this is a folder, not a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert error_of(tmp_path / "pipe").message == "this is no ordinary file"


def test_a_file_below_a_file(tmp_path):
    (tmp_path / "a").write_bytes(b"text")
    assert "cannot be read" in error_of(tmp_path / "a" / "b").message


def test_a_file_without_permission(tmp_path, monkeypatch):
    file = tmp_path / "a"
    file.write_bytes(b"text")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    error = error_of(file)
    assert error.message == "this file may not be read"
    assert error.hint == "give yourself permission to read it"


def test_another_fault_of_the_system_is_named(tmp_path, monkeypatch):
    file = tmp_path / "a"
    file.write_bytes(b"text")

    def fail(*_, **__):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("pathlib.Path.open", fail)
    assert error_of(file).message == "this file cannot be read: Input/output error"


def test_a_file_over_the_limit_is_not_opened(tmp_path, monkeypatch):
    file = tmp_path / "a"
    with file.open("wb") as handle:
        handle.truncate(10**12)  # sparse: takes no room
    error = error_of(file, limit=64_000_000)
    assert error.rule == "witness-too-large"
    assert error.message == "this file has 1000000 MB; the limit is 64 MB"


def test_one_byte_over_the_limit_is_told(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"x" * 1_000_001)
    assert error_of(file, limit=1_000_000).message == "this file has 1.000001 MB; the limit is 1 MB"
    assert len(read_bytes(file, 1_000_001, RULES)) == 1_000_001


def test_the_place_of_the_first_wrong_byte_is_told(tmp_path):
    data = "první\nčtvrtý ".encode() + b"\xe9 rest"
    with pytest.raises(GlossatorError) as caught:
        decode_utf8(data, tmp_path / "a", RULES)
    error = caught.value
    assert error.rule == "file-not-utf8"
    assert error.message == f"byte {data.index(b' rest') - 1} (0xe9) is not UTF-8"
    assert (error.place.line, error.place.column) == (2, 8)


def test_utf_16_is_called_by_its_name(tmp_path):
    with pytest.raises(GlossatorError, match="this file is UTF-16, not UTF-8"):
        decode_utf8("text".encode("utf-16"), tmp_path / "a", RULES)


def test_a_character_cut_at_the_end_is_not_utf_8(tmp_path):
    with pytest.raises(GlossatorError, match=r"byte 2 \(0xc5\)"):
        decode_utf8("ab\u0161".encode()[:-1], tmp_path / "a", RULES)


def test_nothing_is_normalized(tmp_path):
    text = "\ufeffe\u0301\r\n\u00a0x\n\n"
    assert decode_utf8(text.encode(), tmp_path / "a", RULES) == text


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0, Position(1, 1)), (2, Position(1, 2)), (3, Position(1, 3)), (4, Position(2, 1)), (5, Position(2, 2))],
)
def test_positions_count_characters_not_bytes(offset, expected):
    assert position_of_byte("š\u0061\nbc".encode(), offset) == expected
