"""The command line: exit statuses, messages, and what is left behind when the work cannot be done."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from glossator.cli import main

BOOK = """\
# Contents

1. Rivers ..... 3
2. Boats ..... 4

# 1. Rivers

A river runs to the sea.<sup>1</sup>

---

1 So they say.

# 2. Boats

A boat floats on it.
"""
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0  # who may write everywhere

Run = Callable[..., Result]


def add_edition(root: Path, slug: str, data: bytes = BOOK.encode(), **settings: Any) -> Path:
    """Put an edition into a project and return its folder."""
    folder = root / "content" / slug
    (folder / "witnesses").mkdir(parents=True)
    (folder / "witnesses" / "a.md").write_bytes(data)
    witness = {"siglum": "A", "file": "a.md", "sha256": hashlib.sha256(data).hexdigest(), "dialect": "marker"}
    values = {"title": "Rivers", "language": "en", "witnesses": [witness], **settings}
    (folder / "edition.yml").write_text(yaml.safe_dump(values), encoding="utf-8")
    return folder


def contents_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs a command in the project and never lets a traceback pass."""
    monkeypatch.chdir(project)

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(main, list(arguments))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return invoke


# --- what is asked for -------------------------------------------------------------------------------------------


def test_a_command_outside_a_project_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (["build"], ["check"], ["dump", "lines", "x"], ["export", "json", "x"], ["add-witness", "x", "y"]):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 2, arguments
        assert "C001 project-not-found" in result.stderr
        assert "hint: change into the project's folder" in result.stderr
        assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [("build", "nowhere"), ("check", "nowhere"), ("dump", "links", "nowhere"), ("export", "json", "nowhere")],
)
@pytest.mark.parametrize("slug", ["rivrs", "../rivers", "Rivers", "", "riv\x1b[31mers", "-x-"])
def test_an_unknown_edition_is_named_and_the_near_one_offered(
    project: Path, run: Run, arguments: tuple[str, ...], slug: str
) -> None:
    add_edition(project, "rivers")
    result = run(*arguments[:-1], "--", slug)
    assert result.exit_code == 2
    assert "C002 edition-not-found  there is no edition" in result.stderr
    assert "\x1b" not in result.stderr
    if slug == "rivrs":
        assert 'hint: did you mean "rivers"?' in result.stderr
    assert not (project / "site").exists()


def test_a_project_without_editions_says_what_one_is(run: Run) -> None:
    result = run("build")
    assert result.exit_code == 2
    assert "the project has no edition" in result.stderr
    assert "edition.yml" in result.stderr


def test_an_unknown_command_or_stage_is_a_wrong_use(project: Path, run: Run) -> None:
    add_edition(project, "rivers")
    for arguments in (["bild"], ["dump", "pages", "rivers"], ["export", "xml", "rivers"], ["build", "--no-such"]):
        assert run(*arguments).exit_code == 2


# --- findings ----------------------------------------------------------------------------------------------------


def test_a_book_without_faults_exits_with_0(project: Path, run: Run) -> None:
    add_edition(project, "rivers")
    assert run("check").exit_code == 0
    assert "error" not in run("check").stdout


def test_findings_have_a_place_and_make_check_exit_with_1(project: Path, run: Run) -> None:
    add_edition(project, "rivers", BOOK.replace("1 So they say.", "So they say.").encode())
    result = run("check", "rivers")
    assert result.exit_code == 1
    assert "N001 call-without-note  note 1 is called but never defined" in result.stdout
    assert "  --> content/rivers/witnesses/a.md:8:25\n  hint: " in result.stdout


@pytest.mark.slow
def test_build_exits_with_1_for_findings_only_when_strict(project: Path, run: Run) -> None:
    add_edition(project, "rivers", BOOK.replace("1 So they say.", "So they say.").encode())
    assert run("build").exit_code == 0
    result = run("build", "--strict")
    assert result.exit_code == 1
    assert "1 error" in result.stdout
    assert (project / "site" / "rivers" / "1" / "index.html").is_file()


@pytest.mark.slow
def test_a_missing_witness_keeps_its_place_on_the_shelf(project: Path, run: Run) -> None:
    (add_edition(project, "rivers") / "witnesses" / "a.md").unlink()
    result = run("build")
    assert result.exit_code == 0
    assert "glossator add-witness rivers FILE" in result.stderr
    assert "glossator add-witness rivers FILE" in (project / "site" / "index.html").read_text(encoding="utf-8")
    assert run("build", "--strict").exit_code == 1
    assert "W001 witness-missing" in run("check").stdout
    assert run("check").exit_code == 0  # a book that nobody asked for by name does not count
    assert run("check", "rivers").exit_code == 1
    for arguments in (["dump", "document", "rivers"], ["export", "json", "rivers"]):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "glossator add-witness rivers FILE" in result.stderr


# --- witnesses that cannot be used -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "W003 witness-empty"),
        (b" \n\t\r\n", "W003 witness-empty"),
        (b"\xef\xbb\xbf\n", "W003 witness-empty"),
        (b"# 1. Rivers\n\nText\0more\n", "W004 witness-binary"),
        ("# 1. Rivers\n\nText é\n".encode("utf-16"), "W004 witness-binary"),
        ("# 1. Rivers\n\nText é\n".encode("latin-1"), "W005 witness-not-utf8"),
        (b"# 1. Rivers\n\nA lone surrogate \xed\xa0\x80\n", "W005 witness-not-utf8"),
        (b"x" * 1_000_001, "W006 witness-too-large"),
    ],
)
def test_a_witness_that_is_no_text_stops_every_command(project: Path, run: Run, data: bytes, rule: str) -> None:
    add_edition(project, "rivers", data, size_limit_mb=1)
    for arguments in (["build"], ["check"], ["dump", "lines", "rivers"], ["export", "json", "rivers"]):
        result = run(*arguments)
        assert result.exit_code == 2, arguments
        assert rule in result.stderr
        assert "  --> content/rivers/witnesses/a.md" in result.stderr
        assert "\n  hint: " in result.stderr
    assert not (project / "site").exists()


def test_one_witness_that_is_no_text_does_not_hide_the_other_books(project: Path, run: Run) -> None:
    add_edition(project, "boats", b"\0")
    add_edition(project, "rivers", BOOK.replace("1 So they say.", "So they say.").encode())
    result = run("check")
    assert result.exit_code == 2
    assert "W004 witness-binary" in result.stderr
    assert "N001 call-without-note" in result.stdout


def test_a_wrong_byte_is_shown_with_line_and_column(project: Path, run: Run) -> None:
    add_edition(project, "rivers", b"# 1. Rivers\n\nRiver \xff\n")
    assert "  --> content/rivers/witnesses/a.md:3:7\n" in run("check").stderr


def test_an_altered_witness_leads_to_its_checksum(project: Path, run: Run) -> None:
    folder = add_edition(project, "rivers")
    (folder / "witnesses" / "a.md").write_bytes(BOOK.encode() + b"More.\n")
    result = run("build")
    assert result.exit_code == 2
    assert "W002 witness-altered" in result.stderr
    assert "content/rivers/edition.yml:" in result.stderr


def test_a_folder_in_the_place_of_a_witness_is_an_error(project: Path, run: Run) -> None:
    place = add_edition(project, "rivers") / "witnesses" / "a.md"
    place.unlink()
    place.mkdir()
    result = run("check")
    assert result.exit_code == 2
    assert "W007 witness-unreadable  this is a folder" in result.stderr


@pytest.mark.skipif(AS_ROOT, reason="nothing is forbidden to the superuser")
def test_a_folder_that_may_not_be_read_is_an_error(project: Path, run: Run) -> None:
    folder = add_edition(project, "rivers")
    folder.chmod(0)
    try:
        result = run("check", "rivers")
    finally:
        folder.chmod(0o755)
    assert result.exit_code == 2
    assert "content/rivers" in result.stderr


# --- settings and templates that cannot be used -----------------------------------------------------------------


@pytest.mark.parametrize(
    "settings",
    [
        b"site_name: [",
        b"- a list\n",
        b"",
        b"just words",
        b"site_name: \xff\n",
        b"site_name: a\x01b\n",
        b"theme: {name: no-such-theme}\n",
        b"plugins: [no-such-plugin]\n",
        b"site_name: A shelf\nno_such_setting: 1\n",
        b"site_name: {a: b}\n",
    ],
)
@pytest.mark.slow
def test_a_broken_mkdocs_yml_leaves_the_old_site(project: Path, run: Run, settings: bytes) -> None:
    add_edition(project, "rivers")
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the old site", encoding="utf-8")
    (project / "mkdocs.yml").write_bytes(settings)
    result = run("build")
    assert result.exit_code == 2
    assert "mkdocs" in result.stderr
    assert contents_of(project / "site") == {"index.html": b"the old site"}


@pytest.mark.parametrize(
    ("template", "said"),
    [("{% if %}", "division.md.j2:1"), ("\n{{ no_such_name }}", "division.md.j2:2"), ("{{ view.no_such }}", "no_such")],
)
@pytest.mark.slow
def test_a_broken_template_of_an_edition_is_shown_with_its_place(
    project: Path, run: Run, template: str, said: str
) -> None:
    folder = add_edition(project, "rivers")
    assert run("build").exit_code == 0
    before = contents_of(project / "site")
    (folder / "templates").mkdir()
    (folder / "templates" / "division.md.j2").write_text(template, encoding="utf-8")
    result = run("build")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "content/rivers/templates/division.md.j2" in result.stderr
    assert contents_of(project / "site") == before


def test_all_faults_of_an_edition_are_shown_at_once(project: Path, run: Run) -> None:
    (add_edition(project, "rivers") / "edition.yml").write_text("titel: X\nyear: soon\n", encoding="utf-8")
    result = run("check")
    assert result.exit_code == 2
    assert "content/rivers/edition.yml:1:1" in result.stderr
    assert "content/rivers/edition.yml:2:7" in result.stderr


# --- the site is whole or untouched ------------------------------------------------------------------------------


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(project: Path, run: Run) -> None:
    add_edition(project, "rivers")
    add_edition(project, "boats")
    assert run("build").exit_code == 0
    first = contents_of(project / "site")
    assert run("build").exit_code == 0
    assert contents_of(project / "site") == first
    assert len(first) > 20


@pytest.mark.slow
@pytest.mark.parametrize("step", ["_write_sources", "_run_mkdocs", "_swap"])
def test_a_build_that_breaks_off_leaves_the_old_site(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    from glossator.render import site

    folder = add_edition(project, "rivers")
    assert run("build").exit_code == 0
    before = contents_of(project / "site")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device", "site/x")

    changed = BOOK.replace("floats", "sinks").encode()
    (folder / "witnesses" / "a.md").write_bytes(changed)
    edition = (folder / "edition.yml").read_text(encoding="utf-8")
    old, new = (hashlib.sha256(data).hexdigest() for data in (BOOK.encode(), changed))
    (folder / "edition.yml").write_text(edition.replace(old, new), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(site, step, full_disk)
        result = run("build")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert contents_of(project / "site") == before
    assert run("build").exit_code == 0
    assert b"sinks" in contents_of(project / "site")["rivers/2/index.html"]


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_site(project: Path, run: Run) -> None:
    add_edition(project, "rivers")
    assert run("build").exit_code == 0
    before = contents_of(project / "site")
    killed_midway = (
        "import os, signal\n"
        "from glossator.render import site\n"
        "site._run_mkdocs = lambda *_: os.kill(os.getpid(), signal.SIGTERM)\n"
        "from glossator.cli import main\n"
        "main(['build'])\n"
    )
    done = subprocess.run([sys.executable, "-c", killed_midway], capture_output=True, check=False, cwd=project)
    assert done.returncode != 0
    assert contents_of(project / "site") == before
    assert run("build").exit_code == 0
    assert contents_of(project / "site") == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["site", "build"])
def test_a_file_in_the_place_of_a_folder_is_an_error(project: Path, run: Run, name: str) -> None:
    add_edition(project, "rivers")
    (project / name).write_text("mine", encoding="utf-8")
    result = run("build")
    assert result.exit_code == 2
    assert name in result.stderr
    assert (project / name).read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(AS_ROOT, reason="nothing is forbidden to the superuser")
@pytest.mark.slow
def test_a_project_that_may_not_be_written_keeps_its_site(project: Path, run: Run) -> None:
    add_edition(project, "rivers")
    assert run("build").exit_code == 0
    before = contents_of(project / "site")
    project.chmod(0o555)
    try:
        result = run("build")
    finally:
        project.chmod(0o755)
    assert result.exit_code == 2
    assert "Permission denied" in result.stderr
    assert contents_of(project / "site") == before


# --- dump and export ---------------------------------------------------------------------------------------------


def test_every_stage_can_be_shown(project: Path, run: Run) -> None:
    add_edition(project, "rivers")
    assert "8\t" in run("dump", "lines", "rivers").stdout
    assert "heading\t" in run("dump", "blocks", "rivers").stdout
    assert json.loads(run("dump", "document", "rivers").stdout)["type"] == "Document"
    assert "call\t1.1:24\t1\t-> n1" in run("dump", "links", "rivers").stdout


def test_an_export_goes_to_a_file_or_to_standard_output(project: Path, run: Run) -> None:
    add_edition(project, "rivers")
    assert run("export", "json", "rivers", "--output", "out/rivers.json").exit_code == 0
    written = (project / "out" / "rivers.json").read_bytes()
    assert run("export", "json", "rivers").stdout_bytes == written
    assert [record["id"] for record in json.loads(written)["paragraphs"]] == ["1.1", "2.1"]


def test_an_export_that_cannot_be_written_keeps_the_old_file(project: Path, run: Run) -> None:
    add_edition(project, "rivers")
    (project / "out").write_text("mine", encoding="utf-8")
    result = run("export", "json", "rivers", "--output", "out/rivers.json")
    assert result.exit_code == 2
    assert "error: " in result.stderr
    assert (project / "out").read_text(encoding="utf-8") == "mine"


def glossator(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from glossator.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, check=False, cwd=project, env={**os.environ, **environment})


def test_a_terminal_of_another_encoding_gets_no_traceback(project: Path) -> None:
    add_edition(project, "rivers", BOOK.replace("1 So they", "Так they").encode())
    for arguments, status in ((["dump", "lines", "rivers"], 0), (["dump", "blocks", "rivers"], 0), (["check"], 1)):
        done = glossator(project, *arguments, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
        assert b"Traceback" not in done.stderr, arguments
        assert done.returncode == status


def test_a_reader_who_has_seen_enough_causes_no_message(project: Path) -> None:
    add_edition(project, "rivers", BOOK.encode() + b"\n\nMore of it.\n" * 3_000)  # more than a pipe holds
    code = "from glossator.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "dump", "lines", "rivers"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=project,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


# --- add-witness -------------------------------------------------------------------------------------------------


def test_a_witness_is_added_by_its_checksum(project: Path, run: Run) -> None:
    place = add_edition(project, "rivers") / "witnesses" / "a.md"
    place.rename(project / "found.txt")
    assert run("add-witness", "rivers", "found.txt").exit_code == 0
    assert place.read_bytes() == BOOK.encode()
    (project / "other.txt").write_text("another text", encoding="utf-8")
    result = run("add-witness", "rivers", "other.txt")
    assert result.exit_code == 2
    assert "W008 witness-not-listed" in result.stderr
    assert run("add-witness", "rivers", "nowhere.txt").exit_code == 2
    assert place.read_bytes() == BOOK.encode()
