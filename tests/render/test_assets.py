"""The style sheet and the script of every page: what they are made of, and in what order."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossator.diagnostics import GlossatorError
from glossator.render.assets import (
    SCRIPT,
    SCRIPTS,
    SEARCH_SCRIPT,
    SEARCH_SCRIPTS,
    STYLE_SHEET,
    STYLES,
    site_assets,
)
from glossator.render.templates import folders, program_templates

OURS = program_templates() / "assets"


def test_every_file_is_in_the_bundle_or_stays_one_of_its_own() -> None:
    assets = site_assets([OURS])
    parts = {f"styles/{name}.css" for name in STYLES} | {f"{name}.js" for name in SCRIPTS}
    parts |= {f"search-{name}.js" for name in SEARCH_SCRIPTS}
    files = {path.relative_to(OURS).as_posix() for path in OURS.rglob("*") if path.is_file()}
    assert parts <= files
    assert set(assets) == files - parts | {STYLE_SHEET, SCRIPT, SEARCH_SCRIPT}


def test_they_are_smaller_than_their_parts() -> None:
    assets = site_assets([OURS])
    for bundle, parts in (
        (STYLE_SHEET, [OURS / "styles" / f"{name}.css" for name in STYLES]),
        (SCRIPT, [OURS / f"{name}.js" for name in SCRIPTS]),
        (SEARCH_SCRIPT, [OURS / f"search-{name}.js" for name in SEARCH_SCRIPTS]),
    ):
        assert len(assets[bundle]) < 0.9 * sum(part.stat().st_size for part in parts)
    assert b"/*" not in assets[STYLE_SHEET]


def test_a_part_of_the_project_stands_in_for_ours_in_the_same_place(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "assets"
    (own / "styles").mkdir(parents=True)
    (own / "styles" / "notes.css").write_text(".theirs { color: red; }", encoding="utf-8")
    (own / "names.js").write_text("/* theirs */ window.theirs = `a  b`;", encoding="utf-8")
    (own / "more.css").write_text("p { color:  blue; }", encoding="utf-8")
    (own / "picture.png").write_bytes(b"\x89PNG\xff /* kept */")
    assets = site_assets(folders(tmp_path, "assets"))
    sheet = assets[STYLE_SHEET].decode()
    assert sheet.index(".md-header") < sheet.index(".theirs{color:red}") < sheet.rindex("@media print")
    assert ".gl-note-label" not in sheet.split(".theirs")[1].split("\n")[0]
    assert "window.theirs=`a  b`" in assets[SCRIPT].decode()
    assert assets["more.css"] == b"p{color:blue}"
    assert assets["picture.png"] == b"\x89PNG\xff /* kept */"


def test_a_whole_sheet_of_the_project_stands_in_for_all_of_ours(tmp_path: Path) -> None:
    (tmp_path / STYLE_SHEET).write_text("p { color: red }", encoding="utf-8")
    assert site_assets([tmp_path, OURS])[STYLE_SHEET] == b"p{color:red}"


def test_a_script_that_fails_keeps_no_other_from_running() -> None:
    script = site_assets([OURS])[SCRIPT].decode()
    assert script.count("try{") >= len(SCRIPTS)
    assert script.count("catch(error){reportError(error)}") == len(SCRIPTS)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.js").write_bytes(b"const a = '\xff'")
    with pytest.raises(GlossatorError, match=r"own\.js is not UTF-8"):
        site_assets([tmp_path, OURS])
