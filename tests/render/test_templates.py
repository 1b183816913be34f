"""Where templates are found, and how they are kept compiled."""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from glossator.render.templates import CompiledTemplates, folders, lay_over, program_templates, template_environment


def environment(folder: Path, cache: CompiledTemplates) -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(folder), bytecode_cache=cache, autoescape=True)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where compiled templates are kept during a test."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "compiled"


def test_the_program_brings_its_templates() -> None:
    assert {"division.md.j2", "title.md.j2", "shelf.md.j2", "theme", "assets"} <= {
        path.name for path in program_templates().iterdir()
    }


def test_a_nearer_template_stands_in(tmp_path: Path) -> None:
    own = tmp_path / "content" / "book" / "templates"
    own.mkdir(parents=True)
    (own / "shelf.md.j2").write_text("mine", encoding="utf-8")
    assert template_environment(tmp_path, "book").get_template("shelf.md.j2").render() == "mine"
    assert template_environment(tmp_path, None).get_template("shelf.md.j2").render(entries=(), site_name="x") != "mine"


def test_the_nearest_folder_lies_on_top(tmp_path: Path) -> None:
    project = tmp_path / "templates" / "assets"
    project.mkdir(parents=True)
    (project / "glossator.css").write_text("mine", encoding="utf-8")
    found = folders(tmp_path, "assets")
    assert found == (project, program_templates() / "assets")
    lay_over(found, tmp_path / "target")
    assert (tmp_path / "target" / "glossator.css").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "target" / "preview.js").is_file()


def test_installed_templates_are_kept_compiled(tmp_path: Path, kept: Path) -> None:
    (tmp_path / "a.html").write_text("old", encoding="utf-8")
    for expected in ("old", "new"):  # a changed template is compiled anew
        (tmp_path / "a.html").write_text(expected, encoding="utf-8")
        assert environment(tmp_path, CompiledTemplates(tmp_path)).get_template("a.html").render() == expected
        assert len([path for path in kept.rglob("*") if path.is_file()]) == 1


def test_other_templates_are_not_kept(tmp_path: Path, kept: Path) -> None:
    (tmp_path / "a.html").write_text("x", encoding="utf-8")
    assert environment(tmp_path, CompiledTemplates(tmp_path / "elsewhere")).get_template("a.html").render() == "x"
    assert [path for path in kept.rglob("*") if path.is_file()] == []


def test_a_folder_that_may_not_be_written_is_no_hindrance(tmp_path: Path, kept: Path) -> None:
    kept.write_text("a file stands in the way", encoding="utf-8")
    (tmp_path / "a.html").write_text("x", encoding="utf-8")
    assert environment(tmp_path, CompiledTemplates(tmp_path)).get_template("a.html").render() == "x"


def test_nothing_is_kept_where_python_keeps_nothing(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "a.html").write_text("x", encoding="utf-8")
    environment(tmp_path, CompiledTemplates(tmp_path)).get_template("a.html").render()
    assert [path for path in kept.rglob("*") if path.is_file()] == []
