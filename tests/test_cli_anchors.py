"""The commands for lasting addresses: publish, diff, accept; and a build that stops where an address is uncertain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from glossator.cli import main

MILL = "The mill on the northern river was built of oak in the dry summer of that year by two brothers from the town."
POND = (
    "A pond keeps its water through the winter, and the children of the village learn to skate upon it every January."
)
BARN = "Behind the barn grew nettles as tall as a man, which nobody cut because the widow made her green soup of them."
Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\ntheme: material\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Run:
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


def write(project: Path, *paragraphs: str, version: str = "1") -> None:
    """Write an edition with one chapter."""
    text = "\n\n".join(["# 1. Rivers", *paragraphs]) + "\n"
    folder = project / "content" / "rivers"
    (folder / "witnesses").mkdir(parents=True, exist_ok=True)
    (folder / "witnesses" / "a.md").write_text(text, encoding="utf-8")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    (folder / "edition.yml").write_text(
        f"title: Rivers\nlanguage: en\nversion: '{version}'\n"
        f"witnesses:\n  - {{siglum: A, file: a.md, sha256: {sha256}}}\n",
        encoding="utf-8",
    )


def lock(project: Path) -> str:
    return (project / "content" / "rivers" / "anchors.lock").read_text(encoding="utf-8")


def test_publish_and_publish_again(project: Path, run: Run) -> None:
    write(project, MILL, POND)
    assert "nothing of rivers has been published" in run("anchors", "diff", "rivers").output
    first = run("anchors", "publish", "rivers")
    assert first.exit_code == 0
    assert first.output.startswith("content/rivers/anchors.lock: version 1: 3 addresses\n")
    before = lock(project)
    again = run("anchors", "publish", "rivers")
    assert "nothing has changed since version 1" in again.output
    assert lock(project) == before


def test_a_change_needs_a_new_version(project: Path, run: Run) -> None:
    write(project, MILL, POND)
    run("anchors", "publish", "rivers")
    before = lock(project)
    write(project, MILL, BARN, POND)
    refused = run("anchors", "publish", "rivers")
    assert refused.exit_code == 2
    assert "version 1 of rivers has been published; since then: 1 paragraph new" in refused.output
    assert "raise the version in content/rivers/edition.yml" in refused.output
    assert lock(project) == before
    write(project, MILL, BARN, POND, version="2")
    assert run("anchors", "publish", "rivers").output.endswith("version 2: 1 paragraph new\n")
    assert "1.1a paragraph" in lock(project)
    write(project, MILL, BARN, POND, version="1")
    assert "was published before version 2" in run("anchors", "publish", "rivers").output


def test_diff_names_what_happened_and_where(project: Path, run: Run) -> None:
    write(project, MILL, POND)
    run("anchors", "publish", "rivers")
    write(project, MILL.replace("oak", "beech"), BARN)
    shown = run("anchors", "diff", "rivers")
    lines = shown.output.splitlines()
    assert [line.split()[:2] for line in lines[:3]] == [["edited", "1.1"], ["gone", "1.2"], ["new", "1.1a"]]
    assert "content/rivers/witnesses/a.md:3:1" in lines[0]
    assert "1 paragraph edited" in shown.output
    assert shown.exit_code == 0


def test_the_check_explains_another_text(project: Path, run: Run) -> None:
    write(project, MILL, POND)
    run("anchors", "publish", "rivers")
    write(project, MILL, BARN, POND)
    assert "A001 addresses-changed  since version 1 was published: 1 paragraph new" in run("check", "--all").output


def uncertain(project: Path, run: Run) -> list[str]:
    """Publish three paragraphs, then put two copies of the first one elsewhere, each with other changes."""
    write(project, MILL, POND, BARN)
    run("anchors", "publish", "rivers")
    write(project, POND, f"Some people say. {MILL[8:]}", BARN, f"{MILL[:-14]} or so they say today.")
    shown = run("anchors", "diff", "rivers")
    assert shown.exit_code == 1
    lines = shown.output.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("uncertain"))
    return lines[at:]


def test_an_uncertain_address_stops_the_build_and_shows_both_candidates(project: Path, run: Run) -> None:
    lines = uncertain(project, run)
    assert "1.1 (paragraph): its text may have moved to either of these places" in lines[1]
    assert ["a.md:5:1" in lines[2] or "a.md:9:1" in lines[2], "a.md:" in lines[3], "gone" in lines[4]] == [True] * 3
    for command in (("build",), ("check",), ("export", "json", "rivers"), ("anchors", "publish", "rivers")):
        stopped = run(*command)
        assert stopped.exit_code == 2, command
        shown = stopped.output.splitlines()
        at = next(number for number, line in enumerate(shown) if line.startswith("A002 address-uncertain"))
        assert shown[at + 1 : at + 5] == lines[1:5], "each candidate on a line of its own"
    assert not (project / "site").exists()


def test_a_decision_is_recorded_counts_and_is_taken_up(project: Path, run: Run) -> None:
    chosen = uncertain(project, run)[3].split()[0]
    accepted = run("anchors", "accept", "rivers", "1.1", chosen[:6])
    assert "1.1 is decided; nothing is uncertain any more" in accepted.output
    decisions = project / "content" / "rivers" / "anchors.yml"
    assert f'- {{id: "1.1", text: "{chosen}"}}' in decisions.read_text(encoding="utf-8")
    shown = run("anchors", "diff", "rivers")
    assert shown.exit_code == 0
    assert any(line.startswith("edited    1.1 ") and chosen in line for line in shown.output.splitlines())
    edition = project / "content" / "rivers" / "edition.yml"
    edition.write_text(edition.read_text(encoding="utf-8").replace("'1'", "'2'"), encoding="utf-8")
    assert run("anchors", "publish", "rivers").exit_code == 0
    assert not decisions.exists()
    assert f"2:{chosen}" in lock(project)


def test_a_text_can_be_declared_gone(project: Path, run: Run) -> None:
    uncertain(project, run)
    assert run("anchors", "accept", "rivers", "1.1", "gone").exit_code == 0
    assert "gone      1.1" in run("anchors", "diff", "rivers").output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("9.9", "gone"), "no address 9.9 was published"),
        (("1.1", "0123456789"), "no paragraph has the hash 0123456789"),
        (("1.1", ""), "paragraphs have the hash"),
    ],
)
def test_a_decision_on_nothing_is_refused(project: Path, run: Run, arguments: tuple[str, ...], message: str) -> None:
    uncertain(project, run)
    refused = run("anchors", "accept", "rivers", *arguments)
    assert refused.exit_code == 2
    assert message in refused.output
    assert not (project / "content" / "rivers" / "anchors.yml").exists()


def test_a_decision_that_decides_nothing_any_more_is_found(project: Path, run: Run) -> None:
    chosen = uncertain(project, run)[3].split()[0]
    run("anchors", "accept", "rivers", "1.1", chosen)
    write(project, POND, BARN)
    assert "A004 decision-needless" in run("check").output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("decisions:\n  - {id: '1.1'}\n", "anchors.yml:2:5"),
        ("decisions:\n  - {id: '1.1', text: maybe}\n", "is no hash of a text"),
        ("decisions:\n  - {id: '1.1', text: gone}\n  - {id: '1.1', text: gone}\n", "anchors.yml:3:5"),
        ("decisions: [\n", "anchors.yml:"),
    ],
)
def test_faults_in_the_decisions_are_shown_with_their_place(project: Path, run: Run, text: str, message: str) -> None:
    write(project, MILL, POND)
    run("anchors", "publish", "rivers")
    (project / "content" / "rivers" / "anchors.yml").write_text(text, encoding="utf-8")
    shown = run("check", "rivers")
    assert shown.exit_code == 2
    assert message in shown.output


def test_a_version_is_a_short_word(project: Path, run: Run) -> None:
    write(project, MILL, version="1, new")
    shown = run("anchors", "publish", "rivers")
    assert shown.exit_code == 2
    assert "cannot be a published version" in shown.output


def test_the_lock_of_another_book_stops_everything_but_diff(project: Path, run: Run) -> None:
    """Thirty paragraphs were published, and none of them is in the text: that is the wrong file."""
    one, other = (
        [f"{subject} {number} {verb} the {number * 7} {thing} of the year {1000 + number}." for number in range(30)]
        for subject, verb, thing in (
            ("In street", "somebody built of red brick", "houses with crooked chimneys"),
            ("On hill", "nobody ever counted all", "sheep that grazed among stones"),
        )
    )
    write(project, *one)
    run("anchors", "publish", "rivers")
    write(project, *other, version="2")
    for command in (("build",), ("check",), ("anchors", "publish", "rivers")):
        stopped = run(*command)
        assert stopped.exit_code == 2, command
        assert "A006 lock-of-another-text  of 30 published paragraphs and notes of rivers, 0" in stopped.output
    assert "30 paragraphs gone" in run("anchors", "diff", "rivers").output


def test_the_address_of_a_lost_call_leads_to_its_note(project: Path, run: Run) -> None:
    note = ("---", "1 The brothers sold it to the parish for ninety silver coins.")
    write(project, f"{MILL}<sup>1</sup>", *note, POND)
    run("anchors", "publish", "rivers")
    write(project, MILL, *note, POND)
    assert run("build").exit_code == 0
    page = BeautifulSoup((project / "site/rivers/1/index.html").read_text(encoding="utf-8"), "lxml")
    (call,) = page.select("#r1")
    assert call.find_parent(id="n1") is not None
    assert call["aria-label"] == "The call of note 1 is no longer in the text."
