"""Showing the site while an editor works."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from glossator.diagnostics import GlossatorError
from glossator.render.serve import serve, snapshot

if TYPE_CHECKING:
    from pathlib import Path


def test_a_change_of_any_file_that_a_build_reads_is_seen(tmp_path: Path) -> None:
    before = snapshot(tmp_path)
    (tmp_path / "content" / "book").mkdir(parents=True)
    file = tmp_path / "content" / "book" / "edition.yml"
    file.write_text("title: A", encoding="utf-8")
    added = snapshot(tmp_path)
    assert set(added) - set(before) == {file}
    file.write_text("title: A Book", encoding="utf-8")
    assert snapshot(tmp_path) != added


def test_what_a_build_writes_is_not_watched(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("x", encoding="utf-8")
    assert snapshot(tmp_path) == {}


def test_a_port_that_is_taken_is_an_error(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(GlossatorError, match="port"):
            serve(tmp_path, lambda: None, taken.getsockname()[1])
