"""`glossator cite` for places of the book: what it prints, and what it says beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import bibtexparser
import pytest
import rispy
import yaml
from click.testing import CliRunner, Result

from glossator.cli import main

BOOK = """\
# Contents

1. Rivers ..... 3

# 1. Rivers

A river turns a mill.<sup>1</sup> A mill needs a pond.

Nobody looked it up.

---

1 So it is said.
"""
BIB = "@book{ash1981mills,\n  author = {Ash, Mary},\n  title  = {Mills},\n  date   = {1981},\n}\n"

Run = Callable[..., Result]


@pytest.fixture
def rivers(project: Path) -> Path:
    """A project with an invented book of one chapter and one work."""
    folder = project / "content" / "rivers"
    (folder / "witnesses").mkdir(parents=True)
    (folder / "witnesses" / "a.md").write_text(BOOK, encoding="utf-8", newline="\n")
    witness = {"siglum": "A", "file": "a.md", "sha256": hashlib.sha256(BOOK.encode()).hexdigest(), "dialect": "marker"}
    authors = ["Ann Ash", {"family": "Aue", "given": "Ida", "particle": "van der"}, {"body": "The Dale Society"}]
    values = {"title": "Rivers and Mills", "authors": authors, "year": 1990, "language": "en", "witnesses": [witness]}
    (folder / "edition.yml").write_text(yaml.safe_dump(values), encoding="utf-8")
    (project / "bibliography").mkdir()
    (project / "bibliography" / "rivers.bib").write_text(BIB, encoding="utf-8")
    return project


@pytest.fixture
def public(rivers: Path) -> Path:
    """The same with an address."""
    (rivers / "mkdocs.yml").write_text("site_name: A\nsite_url: https://example.org/editions/\n", encoding="utf-8")
    return rivers


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs a command in the project and never lets a traceback pass."""
    monkeypatch.chdir(project)

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(main, list(arguments))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return invoke


AUTHORS = "Ann Ash, Ida van der Aue, and The Dale Society"
PAGES = "https://example.org/editions/rivers"


@pytest.mark.parametrize(
    ("place", "style", "expected"),
    [
        (
            "1.2",
            "chicago-note",
            f"{AUTHORS}, “Rivers,” in Rivers and Mills (n.p., 1990), 3, para. 2, {PAGES}/1/#p1.2\n",
        ),
        ("1.2", "chicago-short", "Ash, van der Aue, and The Dale Society, “Rivers,” 3, para. 2\n"),
        ("n1", "mla", f"Ash, Ann, et al. “Rivers.” Rivers and Mills, 1990, p. 3n1, {PAGES}/1/#n1.\n"),
        ("1.1", "mla-in-text", "(Ash et al. 3, par. 1)\n"),
        (
            "1",
            "apa",
            f"Ash, A., van der Aue, I., & The Dale Society. (1990). Rivers. In Rivers and Mills (p. 3). {PAGES}/1/\n",
        ),
        ("n1", "apa-in-text", "(Ash et al., 1990, p. 3, footnote 1)\n"),
        ("p. 3", "mla", f"Ash, Ann, et al. “Rivers.” Rivers and Mills, 1990, p. 3, {PAGES}/page/3/.\n"),
    ],
)
def test_a_place_is_cited(public: Path, run: Run, place: str, style: str, expected: str) -> None:
    result = run("cite", "rivers", place, "--style", style)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == expected


def test_a_place_is_cited_for_programs(public: Path, run: Run) -> None:
    (entry,) = bibtexparser.parse_string(run("cite", "rivers", "1.2", "--style", "bibtex").stdout).entries
    assert (entry.key, entry["pages"], entry["note"]) == ("rivers-1.2", "3", "para. 2")
    raw = run("cite", "rivers", "1.2", "--style", "ris").stdout_bytes
    assert b"\r\nUR  - https://example.org/editions/rivers/1/#p1.2\r\n" in raw
    assert b"\r\r" not in raw
    (record,) = rispy.loads(raw.decode())
    assert record["notes"] == ["para. 2"]
    (item,) = json.loads(run("cite", "rivers", "n1", "--style", "csl-json").stdout)
    assert item["author"][1:] == [
        {"family": "Aue", "given": "Ida", "non-dropping-particle": "van der"},
        {"literal": "The Dale Society"},
    ]
    assert "note      = {para. 2}" in run("cite", "rivers", "1.2", "--style", "biblatex").stdout


def test_without_a_public_address_there_is_none(rivers: Path, run: Run) -> None:
    result = run("cite", "rivers", "1.2", "--style", "mla")
    assert (result.exit_code, result.stderr) == (0, "no address: mkdocs.yml has no site_url\n")
    assert result.stdout == "Ash, Ann, et al. “Rivers.” Rivers and Mills, 1990, p. 3, par. 2.\n"


@pytest.mark.parametrize("style", ["mla", "mla-in-text", "apa", "apa-in-text"])
def test_works_are_not_printed_in_styles_for_places(rivers: Path, run: Run, style: str) -> None:
    result = run("cite", "rivers", "ash1981mills", "--style", style)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"ash1981mills is a work, and {style} is for places of the book\n" in result.stderr
    assert "works are printed in: biblatex, bibtex, chicago-bibliography, chicago-note, chicago-short" in result.stderr


def test_the_default_is_the_entry(public: Path, run: Run) -> None:
    expected = run("cite", "rivers", "1.2", "--style", "chicago-bibliography").stdout
    assert run("cite", "rivers", "1.2").stdout == expected
    assert expected.startswith(
        "Ash, Ann, Ida van der Aue, and The Dale Society. “Rivers.” In Rivers and Mills, 3, para. 2."
    )


def test_an_unknown_place_is_named_and_a_near_one_offered(rivers: Path, run: Run) -> None:
    result = run("cite", "rivers", "1.22")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "rivers has no work, division, section, paragraph, note or page 1.22\n" in result.stderr
    assert 'did you mean "1.2"?' in result.stderr


def test_a_published_place_has_its_version(public: Path, run: Run) -> None:
    assert run("anchors", "publish", "rivers").exit_code == 0
    assert f"{PAGES}/1/?v=1#p1.2" in run("cite", "rivers", "1.2", "--style", "mla").stdout
    assert f"{PAGES}/1/?v=1#n1" in run("cite", "rivers", "n1", "--style", "mla").stdout
    assert f"{PAGES}/1/?v=1." in run("cite", "rivers", "1", "--style", "mla").stdout
