"""The commands for bibliography and citations: what they print, and how an editor's rulings change it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
import yaml
from click.testing import CliRunner, Result

from glossator.citations.bibtex import Bibliography, parse_bibliography
from glossator.cli import main

# Invented works. Note 3 may mean either work of Ash, and note 4 repeats it; note 5 cites what no list has.
BOOK = """\
# Contents

1. Rivers ..... 3

Bibliography ..... 9

# 1. Rivers

A river turns a mill.<sup>1</sup> A mill needs a pond.<sup>2</sup> So it is said,<sup>3</sup> and said again<sup>4</sup>
until it is denied.<sup>5</sup> Nobody looked it up.<sup>6</sup>

---

1 Ash M., *Mills and Their Rivers*, Oxford, Quill, 1981, p. 5.

2 Ash M., *Of Ponds*, London, Quill, 1985, p. 12.

3 Ash, p. 7.

4 Ibid., p. 9.

5 Kaul E., *Der Rand der Mühle*, Wien, Gerold, 1902, p. 3.

6 Ash, *Mills*, p. 8.

# Bibliography

- Ash M., *Mills and Their Rivers*, Oxford, Quill, 1981.
- Ash M., *Of Ponds*, London, Quill, 1985.
"""
BIB = """\
@book{ash1981mills,
  author    = {Ash, Mary},
  title     = {Mills and Their Rivers},
  publisher = {Quill},
  location  = {Oxford},
  date      = {1981},
}

@book{ash1985ponds,
  author    = {Ash, Mary},
  title     = {Of Ponds},
  publisher = {Quill},
  location  = {London},
  date      = {1985},
}

@book{kaul1902rand,
  author    = {Kaul, Emil},
  title     = {Der Rand der Mühle},
  publisher = {Gerold},
  location  = {Wien},
  date      = {1902},
}
"""

Run = Callable[..., Result]


def quotation(words: str) -> str:
    return f"{len(words)}:{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def rulings(root: Path, *citations: dict[str, str]) -> None:
    """Write the rulings of the edition `rivers`."""
    text = yaml.safe_dump({"citations": list(citations)}, sort_keys=False)
    (root / "content" / "rivers" / "rulings.yml").write_text(text, encoding="utf-8")


RULED = {
    "note": "n3",
    "quotation": quotation("Ash, p. 7"),
    "work": "ash1985ponds",
    "reason": "there is no other page 7",
}


@pytest.fixture
def rivers(project: Path) -> Path:
    """A project with the invented book and its bibliography file."""
    folder = project / "content" / "rivers"
    (folder / "witnesses").mkdir(parents=True)
    (folder / "witnesses" / "a.md").write_text(BOOK, encoding="utf-8", newline="\n")
    witness = {"siglum": "A", "file": "a.md", "sha256": hashlib.sha256(BOOK.encode()).hexdigest(), "dialect": "marker"}
    values = {"title": "Rivers", "year": 1990, "language": "en", "witnesses": [witness]}
    values["divisions"] = {"bibliography": "Bibliography"}
    (folder / "edition.yml").write_text(yaml.safe_dump(values), encoding="utf-8")
    (project / "bibliography").mkdir()
    (project / "bibliography" / "rivers.bib").write_text(BIB, encoding="utf-8")
    return project


@pytest.fixture
def shelf(project: Path, project_root: Path) -> Path:
    """A project with the demonstration edition and its bibliography file."""
    shutil.copytree(project_root / "content" / "small-print", project / "content" / "small-print")
    (project / "bibliography").mkdir()
    shutil.copy(project_root / "bibliography" / "small-print.bib", project / "bibliography")
    return project


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs a command in the project and never lets a traceback pass."""
    monkeypatch.chdir(project)

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(main, list(arguments))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return invoke


def read(result: Result) -> Bibliography:
    assert result.exit_code == 0
    return parse_bibliography(result.stdout, "printed.bib")


def exported(run: Run, *options: str) -> dict[str, Any]:
    """Return the data file of `rivers`, which holds the citations."""
    result = run("export", "json", "rivers", *options)
    assert result.exit_code == 0
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def cited(run: Run, *options: str) -> dict[str, str]:
    """Return what the citations lead to, by note."""
    return {
        citation["note"]: citation["target"].get("key") or citation["target"]["kind"]
        for citation in exported(run, *options)["citations"]
    }


def codes(result: Result) -> list[str]:
    """Return the findings of `check` on bibliography, citations and rulings."""
    return re.findall(r"^(B\d{3}) [a-z-]+ ", result.stdout, re.MULTILINE)


# --- bib draft --------------------------------------------------------------


def test_without_a_bibliography_file_all_works_are_drafted(rivers: Path, run: Run) -> None:
    (rivers / "bibliography" / "rivers.bib").unlink()
    result = run("bib", "draft", "rivers")
    bibliography = read(result)
    assert bibliography.findings == ()
    assert [work.key for work in bibliography.works] == ["ash1981mills", "ash1985ponds", "kaul1902rand"]
    assert bibliography.works[2].fields == {
        "title": "Der Rand der Mühle",
        "location": "Wien",
        "publisher": "Gerold",
        "date": "1902",
    }
    assert result.stderr == "3 drafts; look at each before you use it\n"


def test_what_the_bibliography_file_has_is_not_drafted(rivers: Path, run: Run) -> None:
    path = rivers / "bibliography" / "rivers.bib"
    path.write_text(BIB.partition("@book{ash1985ponds")[0], encoding="utf-8")
    assert [work.key for work in read(run("bib", "draft", "rivers")).works] == ["ash1985ponds", "kaul1902rand"]
    path.write_text(BIB, encoding="utf-8")
    result = run("bib", "draft", "rivers")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("0 drafts")


def test_drafts_become_the_bibliography_file(rivers: Path, run: Run) -> None:
    path = rivers / "bibliography" / "rivers.bib"
    path.unlink()
    before = cited(run)
    path.write_text(run("bib", "draft", "rivers").stdout, encoding="utf-8")
    assert run("bib", "draft", "rivers").stdout == ""
    assert cited(run) == before
    assert not {"B001", "B010", "B011", "B012"} & set(codes(run("check", "--all", "rivers")))


def test_the_drafts_of_a_real_book_are_read_without_findings(shelf: Path, run: Run) -> None:
    (shelf / "bibliography" / "small-print.bib").unlink()
    bibliography = read(run("bib", "draft", "small-print"))
    assert bibliography.findings == ()
    assert len(bibliography.works) > 20
    assert all(work.fields["title"] for work in bibliography.works)


# --- cite --------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("chicago-bibliography", "Ash, Mary. Mills and Their Rivers. Oxford: Quill, 1981.\n"),
        ("chicago-note", "Mary Ash, Mills and Their Rivers (Oxford: Quill, 1981)\n"),
        ("chicago-short", "Ash, Mills and Their Rivers\n"),
        ("biblatex", BIB.partition("\n\n")[0] + "\n"),
    ],
)
def test_a_work_is_cited_in_a_style(rivers: Path, run: Run, style: str, expected: str) -> None:
    result = run("cite", "rivers", "ash1981mills", "--style", style)
    assert (result.exit_code, result.stdout) == (0, expected)


def test_a_work_is_cited_for_programs(rivers: Path, run: Run) -> None:
    def text(style: str) -> str:
        result = run("cite", "rivers", "kaul1902rand", "--style", style)
        assert result.exit_code == 0
        return result.stdout

    (entry,) = bibtexparser.parse_string(text("bibtex")).entries
    assert (entry.key, entry.entry_type, entry["year"]) == ("kaul1902rand", "book", "1902")
    (item,) = json.loads(text("csl-json"))
    assert (item["id"], item["type"], item["title"]) == ("kaul1902rand", "book", "Der Rand der Mühle")
    (record,) = rispy.loads(text("ris"))
    assert (record["authors"], record["year"]) == (["Kaul, Emil"], "1902")


def test_chicago_bibliography_is_the_style_without_a_wish(rivers: Path, run: Run) -> None:
    expected = run("cite", "rivers", "ash1981mills", "--style", "chicago-bibliography").stdout
    assert run("cite", "rivers", "ash1981mills").stdout == expected != ""


def test_an_unknown_key_is_named_and_the_near_one_offered(rivers: Path, run: Run) -> None:
    result = run("cite", "rivers", "ash1981mill")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "rivers has no work, division, section, paragraph, note or page ash1981mill\n" in result.stderr
    assert 'hint: did you mean "ash1981mills"?' in result.stderr
    result = run("cite", "rivers", "zzz")
    assert result.exit_code == 2
    assert "glossator export biblatex rivers lists all works" in result.stderr
    assert run("cite", "rivers", "ash1981mills", "--style", "harvard").exit_code == 2


@pytest.mark.parametrize("command", [("bib", "draft"), ("review",), ("cite",), ("export", "ris")])
def test_an_unknown_edition_is_named(rivers: Path, run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "rivrs", *(["ash1981mills"] if command == ("cite",) else []))
    assert result.exit_code == 2
    assert 'did you mean "rivers"?' in result.stderr


# --- export --------------------------------------------------------------


def test_the_bibliography_is_exported_in_each_format(rivers: Path, run: Run) -> None:
    keys = ["ash1981mills", "ash1985ponds", "kaul1902rand"]

    def text(format_name: str) -> str:
        result = run("export", format_name, "rivers")
        assert result.exit_code == 0
        return result.stdout

    assert text("biblatex") == BIB
    assert [entry.key for entry in bibtexparser.parse_string(text("bibtex")).entries] == keys
    assert [item["id"] for item in json.loads(text("csl-json"))] == keys
    assert [record["id"] for record in rispy.loads(text("ris"))] == keys


def test_an_export_is_written_to_a_file(rivers: Path, run: Run) -> None:
    result = run("export", "biblatex", "rivers", "--output", "out.bib")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (rivers / "out.bib").read_text(encoding="utf-8") == BIB


def test_the_bibliography_of_the_demonstration_is_exported(shelf: Path, run: Run) -> None:
    bibliography = read(run("export", "biblatex", "small-print"))
    assert not [finding for finding in bibliography.findings if finding.rule != "bib-entry-unused"]
    keys = [work.key for work in bibliography.works]
    library = bibtexparser.parse_string(run("export", "bibtex", "small-print").stdout)
    assert [entry.key for entry in library.entries] == keys
    assert [item["id"] for item in json.loads(run("export", "csl-json", "small-print").stdout)] == keys
    assert len(rispy.loads(run("export", "ris", "small-print").stdout)) == len(keys)


# --- review and rulings --------------------------------------------------------------


def test_what_waits_is_printed_as_stubs(rivers: Path, run: Run) -> None:
    result = run("review", "rivers")
    assert result.exit_code == 0
    assert result.stderr == "2 citations and 0 names wait for a ruling\n"
    stubs = yaml.safe_load(result.stdout)["citations"]
    assert [(stub["note"], stub["quotation"], stub["reason"]) for stub in stubs] == [
        ("n3", quotation("Ash, p. 7"), None),
        ("n4", quotation("Ibid., p. 9"), None),
    ]
    candidates = re.findall(r"^ +(?:# )?work: (\w+) ", result.stdout.partition("n4")[0], re.MULTILINE)
    assert sorted(candidates) == ["ash1981mills", "ash1985ponds"]
    assert stubs[0]["work"] in candidates
    assert "  # note 3, page 8: Ash, p. 7\n" in result.stdout


def test_stubs_with_a_reason_leave_nothing_waiting(rivers: Path, run: Run) -> None:
    stubs = run("review", "rivers").stdout
    path = rivers / "content" / "rivers" / "rulings.yml"
    path.write_text(stubs, encoding="utf-8")
    result = run("check", "rivers")
    assert result.exit_code == 2  # the reasons are still missing
    assert result.stderr.count("key-missing") == 2
    path.write_text(stubs.replace("reason:", "reason: it can be nothing else"), encoding="utf-8")
    result = run("review", "rivers")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 citations and 0 names wait for a ruling\n")
    result = run("check", "--all", "rivers")
    assert codes(result) == []


def test_a_ruling_is_followed_by_what_repeats_it(rivers: Path, run: Run) -> None:
    assert cited(run)["n3"] == cited(run)["n4"] == "unresolved"
    rulings(rivers, RULED)
    assert cited(run)["n3"] == cited(run)["n4"] == "ash1985ponds"
    assert run("review", "rivers").stdout == ""
    assert codes(run("check", "--all", "rivers")) == []


def test_a_ruling_may_say_that_something_is_no_citation(rivers: Path, run: Run) -> None:
    ruling = {name: value for name, value in RULED.items() if name != "work"} | {"decision": "none"}
    rulings(rivers, ruling)
    assert "n3" not in cited(run)
    assert "n3" in cited(run, "--no-rulings")


@pytest.mark.slow
def test_rulings_can_be_left_out_of_every_command(rivers: Path, run: Run) -> None:
    rulings(rivers, RULED)
    assert cited(run, "--no-rulings")["n3"] == "unresolved"
    assert run("review", "rivers", "--no-rulings").stderr.startswith("2 citations and 0 names wait")
    assert codes(run("check", "rivers")) == []
    assert codes(run("check", "rivers", "--no-rulings")) == ["B020", "B022"]
    data = rivers / "site" / "rivers" / "edition.json"
    for options, target in (([], "work"), (["--no-rulings"], "unresolved")):
        assert run("build", *options).exit_code == 0
        kinds = {each["note"]: each["target"]["kind"] for each in json.loads(data.read_bytes())["citations"]}
        assert kinds["n3"] == target


def test_broken_rulings_do_not_matter_where_they_are_left_out(rivers: Path, run: Run) -> None:
    (rivers / "content" / "rivers" / "rulings.yml").write_text("citations: [", encoding="utf-8")
    for command in (("check",), ("review",), ("export", "ris")):
        assert run(*command, "rivers").exit_code == 2
        assert run(*command, "rivers", "--no-rulings").exit_code in (0, 1)


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"quotation": quotation("Ash, p. 8")}, "B024", "note n3, but the quoted words are not in it"),
        ({"note": "n99"}, "B024", "note n99, but there is no such note"),
        ({"work": "ash1999lakes"}, "B024", "the work ash1999lakes, but no entry has this key"),
        ({"note": "n2", "quotation": quotation("Ash M., Of Ponds, London, Quill, 1985, p. 12")}, "B023", "note n2"),
    ],
)
def test_a_ruling_that_does_nothing_is_found_with_its_place(
    rivers: Path, run: Run, change: dict[str, str], code: str, said: str
) -> None:
    rulings(
        rivers, {"note": "n1", "quotation": quotation("1981"), "decision": "none", "reason": "a year"}, RULED | change
    )
    result = run("check", "--all", "rivers")
    assert code in codes(result)
    finding = next(part for part in result.stdout.split("\n\n") if part.startswith(code))
    assert said in finding
    assert "  --> content/rivers/rulings.yml:6:3\n" in finding
    assert "\n  hint: " in finding


def test_a_ruling_to_an_unknown_key_makes_no_dead_link(rivers: Path, run: Run) -> None:
    rulings(rivers, RULED | {"work": "ash1999lakes"})
    data = exported(run)
    keys = {work["key"] for work in data["bibliography"]}
    assert {citation["target"]["key"] for citation in data["citations"] if "key" in citation["target"]} <= keys
    assert run("review", "rivers").exit_code == 0


def test_an_alias_for_an_unknown_key_is_found(rivers: Path, run: Run) -> None:
    text = "aliases:\n  - {name: The Black Book, work: ash1999lakes, reason: its binding}\n"
    (rivers / "content" / "rivers" / "rulings.yml").write_text(text, encoding="utf-8")
    result = run("check", "--all", "rivers")
    assert "B024" in codes(result)
    assert "content/rivers/rulings.yml:2:5" in result.stdout


# --- bibliography files that cannot be used --------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BIB.replace("title     = {Of Ponds}", "title     {Of Ponds}").encode(), "rivers.bib:11:13"),
        (BIB.replace("Mühle", "M\xfchle").encode("latin-1"), "file-not-utf8"),
        (BIB.replace("{1902},\n}", "{1902},").encode(), "B001 bib-invalid"),
    ],
)
@pytest.mark.slow
def test_a_broken_bibliography_file_leaves_the_old_site(rivers: Path, run: Run, data: bytes, said: str) -> None:
    (rivers / "site").mkdir()
    (rivers / "site" / "index.html").write_text("the old site", encoding="utf-8")
    (rivers / "bibliography" / "rivers.bib").write_bytes(data)
    others = [(*command, "rivers") for command in (("check",), ("bib", "draft"), ("review",), ("export", "ris"))]
    for command in (("build",), *others):
        result = run(*command)
        assert (result.exit_code, said in result.stderr) == (2, True), command
        assert "bibliography/rivers.bib" in result.stderr
        assert "\n  hint: " in result.stderr
    assert {path.name: path.read_bytes() for path in (rivers / "site").iterdir()} == {"index.html": b"the old site"}


def test_findings_of_the_bibliography_file_are_shown(rivers: Path, run: Run) -> None:
    entry = "@book{unused2001,\n  title = {Unused},\n  titel = {x},\n  date  = {2001},\n}\n"
    (rivers / "bibliography" / "rivers.bib").write_text(f"{BIB}\n{entry}", encoding="utf-8")
    result = run("check", "--all", "rivers")
    assert result.exit_code == 1
    assert {"B004", "B006", "B012"} <= set(codes(result))
    for code, line in (("B004", 27), ("B006", 28), ("B012", 25)):
        finding = next(part for part in result.stdout.split("\n\n") if part.startswith(code))
        assert f"  --> bibliography/rivers.bib:{line}:" in finding


def test_a_printed_work_without_an_entry_is_found(rivers: Path, run: Run) -> None:
    path = rivers / "bibliography" / "rivers.bib"
    path.write_text(BIB.partition("@book{ash1985ponds")[0], encoding="utf-8")
    result = run("check", "rivers")
    assert "B010" in codes(result)
    line = BOOK.splitlines().index("- Ash M., *Of Ponds*, London, Quill, 1985.") + 1
    assert f"content/rivers/witnesses/a.md:{line}:" in result.stdout
    path.unlink()
    assert "B011" in codes(run("check", "--all", "rivers"))
