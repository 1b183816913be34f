"""The commands for the names of persons: what waits for a ruling, and how an editor's rulings change it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from glossator.cli import main

# Two persons bear the name Ash; nobody can say which of them is meant by it alone. A note names them too.
BOOK = """\
# Contents

1. Rivers ..... 3

2. Ponds ..... 4

Index ..... 9

# 1. Rivers

A river turns a mill, says Ash. Eugene O'Neill says so too.<sup>1</sup> The mill of O'Neill is gone.

---

1 The mills of Ash are described elsewhere.

# 2. Ponds

Mary Ash dug a pond, and Paul Ash dug none. N. Ash fell in. So did Kaul.

# Index

- O'Neill, Eugene, 3
"""
PERSONS = """\
persons:
  - {id: ash-mary, name: Mary Ash}
  - {id: ash-paul, name: Paul Ash}
  - {id: kaul, name: Emil Kaul}
  - {id: oneill, name: Eugene O'Neill, headword: "O'Neill, Eugene"}
"""

Run = Callable[..., Result]


def quotation(words: str) -> str:
    return f"{len(words)}:{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def rulings(root: Path, *mentions: dict[str, str]) -> None:
    """Write the rulings of the edition `rivers`."""
    text = yaml.safe_dump({"mentions": list(mentions)}, sort_keys=False)
    (root / "content" / "rivers" / "rulings.yml").write_text(text, encoding="utf-8")


RULED = {"name": "Ash", "quotation": quotation("Ash. Eugene"), "person": "ash-mary", "reason": "the mill is hers"}


@pytest.fixture
def rivers(project: Path) -> Path:
    """A project with the invented book and its authority file."""
    folder = project / "content" / "rivers"
    (folder / "witnesses").mkdir(parents=True)
    (folder / "witnesses" / "a.md").write_text(BOOK, encoding="utf-8", newline="\n")
    witness = {"siglum": "A", "file": "a.md", "sha256": hashlib.sha256(BOOK.encode()).hexdigest(), "dialect": "marker"}
    values = {
        "title": "Rivers",
        "year": 1990,
        "language": "en",
        "witnesses": [witness],
        "divisions": {"index": "Index"},
    }
    (folder / "edition.yml").write_text(yaml.safe_dump(values), encoding="utf-8")
    (folder / "persons.yml").write_text(PERSONS, encoding="utf-8")
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


def exported(run: Run, *options: str) -> dict[str, Any]:
    result = run("export", "json", "rivers", *options)
    assert result.exit_code == 0
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def mentions(run: Run, *options: str) -> list[tuple[str, str, str]]:
    """Return unit, name and person of the mentions in the data file."""
    data = exported(run, *options)
    texts = {unit["id"]: unit["text"] for unit in (*data["paragraphs"], *data["notes"])}
    return [(one["in"], texts[one["in"]][one["start"] : one["end"]], one["person"]) for one in data["mentions"]]


def codes(result: Result) -> list[str]:
    """Return the findings of `check` on names and rulings."""
    return re.findall(r"^([BM]\d{3}) [a-z-]+ ", result.stdout, re.MULTILINE)


FOUND = [
    ("1.1", "Eugene O'Neill", "oneill"),
    ("1.1", "O'Neill", "oneill"),
    ("2.1", "Mary Ash", "ash-mary"),
    ("2.1", "Paul Ash", "ash-paul"),
]


def test_names_are_found_with_their_persons(rivers: Path, run: Run) -> None:
    assert mentions(run) == FOUND


# --- review ---------------------------------------------------------------------------------------------------------


def test_what_waits_is_printed_as_stubs(rivers: Path, run: Run) -> None:
    result = run("review", "rivers")
    assert result.exit_code == 0
    assert result.stderr == "0 citations and 3 names wait for a ruling\n"
    read = yaml.safe_load(result.stdout)
    assert list(read) == ["mentions"]
    assert [(stub["name"], stub["person"], stub["reason"]) for stub in read["mentions"]] == [
        ("Ash", "ash-mary", None),
        ("Kaul", "kaul", None),
        ("Ash", "ash-mary", None),
    ]
    first, _, second = result.stdout.partition("- name: 'Kaul'")
    assert re.findall(r"^ +(?:# )?person: ([\w-]+) ", first, re.MULTILINE) == ["ash-mary", "ash-paul"]
    assert re.search(r"^  # 1\.1, page \d: …A river turns a mill, says Ash\. Eugene O'Neill .*…$", first, re.MULTILINE)
    assert re.search(r"^  # n1, page \d: …The mills of Ash are .*…$", second, re.MULTILINE)


def test_a_quotation_grows_until_it_stands_in_one_place(rivers: Path, run: Run) -> None:
    quotations = [stub["quotation"] for stub in yaml.safe_load(run("review", "rivers").stdout)["mentions"]]
    assert quotations == [
        quotation("Ash. Eugene O'Neill"),  # by 16 characters at a time
        quotation("Kaul"),
        quotation("Ash are described e"),
    ]


def test_stubs_with_a_reason_leave_nothing_waiting(rivers: Path, run: Run) -> None:
    stubs = run("review", "rivers").stdout
    path = rivers / "content" / "rivers" / "rulings.yml"
    path.write_text(stubs, encoding="utf-8")
    result = run("check", "rivers")
    assert result.exit_code == 2  # the reasons are still missing
    assert result.stderr.count("key-missing") == 3
    path.write_text(stubs.replace("reason:", "reason: it can be nobody else"), encoding="utf-8")
    result = run("review", "rivers")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 citations and 0 names wait for a ruling\n"
    assert sorted(mentions(run)) == sorted(
        [*FOUND, ("1.1", "Ash", "ash-mary"), ("2.1", "Kaul", "kaul"), ("n1", "Ash", "ash-mary")]
    )
    assert codes(run("check", "--all", "rivers")) == ["M002"]


def test_one_that_waits_is_counted_as_one(rivers: Path, run: Run) -> None:
    stubs = run("review", "rivers").stdout.replace("reason:", "reason: it can be nobody else")
    pasted = stubs.partition("  # n1")[0]
    (rivers / "content" / "rivers" / "rulings.yml").write_text(pasted, encoding="utf-8")
    assert run("review", "rivers").stderr == "0 citations and 1 name waits for a ruling\n"


def test_all_names_of_a_unit_can_be_ruled_on(rivers: Path, run: Run) -> None:
    stubs = run("review", "rivers", "1.1").stdout
    read = yaml.safe_load(stubs)["mentions"]
    assert [(stub["name"], stub["person"]) for stub in read] == [
        ("Ash", "ash-mary"),
        ("Eugene O'Neill", "oneill"),
        ("O'Neill", "oneill"),
    ]
    assert re.search(r"person: oneill  # as it is: forename, 0\.\d\d; or decision: none\n", stubs)
    (stub,) = (
        stub for stub in yaml.safe_load(run("review", "rivers", "2.1").stdout)["mentions"] if stub["name"] == "N. Ash"
    )
    assert ("decision" in stub) is not ("person" in stub)
    assert yaml.safe_load(run("review", "rivers", "n1").stdout)["mentions"][0]["name"] == "Ash"


def test_a_unit_that_does_not_exist_is_named(rivers: Path, run: Run) -> None:
    result = run("review", "rivers", "7.1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "rivers has no note or paragraph 7.1" in result.stderr


@pytest.mark.parametrize("name", ["O'Neill", "'", "a: b", "# no", "[x]", "- y", "ja", "1984", "é", "*", "null"])
def test_names_in_stubs_are_read_back(name: str) -> None:
    from glossator.review import _yaml

    assert yaml.safe_load(f"name: {_yaml(name)}") == {"name": name}


# --- rulings --------------------------------------------------------------------------------------------------------


def test_a_ruling_leads_to_the_person(rivers: Path, run: Run) -> None:
    rulings(rivers, RULED)
    assert mentions(run) == [("1.1", "Ash", "ash-mary"), *FOUND]
    (ruled,) = (one for one in exported(run)["mentions"] if one["ruled"])
    assert (ruled["person"], ruled["method"], ruled["score"]) == ("ash-mary", "ruling", 1.0)


def test_a_ruling_may_say_that_nobody_is_named(rivers: Path, run: Run) -> None:
    ruling = {"name": "O'Neill", "quotation": quotation("O'Neill is gone"), "decision": "none", "reason": "a village"}
    rulings(rivers, ruling)
    assert mentions(run) == [found for found in FOUND if found != ("1.1", "O'Neill", "oneill")]
    assert "O'Neill is gone" not in run("review", "rivers").stdout


def test_rulings_can_be_left_out(rivers: Path, run: Run) -> None:
    rulings(rivers, RULED)
    assert mentions(run, "--no-rulings") == FOUND
    assert run("review", "rivers").stderr.startswith("0 citations and 2 names wait")
    assert run("review", "rivers", "--no-rulings").stderr.startswith("0 citations and 3 names wait")
    assert codes(run("check", "rivers")) == codes(run("check", "rivers", "--no-rulings")) == ["M001", "M001"]


@pytest.mark.slow
def test_the_site_leaves_rulings_out_where_told(rivers: Path, run: Run) -> None:
    rulings(rivers, RULED)
    data = rivers / "site" / "rivers" / "edition.json"
    for options, count in (([], len(FOUND) + 1), (["--no-rulings"], len(FOUND))):
        assert run("build", *options).exit_code == 0
        assert len(json.loads(data.read_bytes())["mentions"]) == count


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"person": "ash-martha"}, "B024"),
        ({"quotation": quotation("Ash, the younger")}, "B024"),
        ({"quotation": quotation("Ash")}, "B024"),
        ({"name": "Mary Ash", "quotation": quotation("Mary Ash")}, "B023"),
    ],
)
def test_a_ruling_that_does_nothing_is_found(rivers: Path, run: Run, changed: dict[str, str], code: str) -> None:
    rulings(rivers, RULED | changed)
    result = run("check", "--all", "rivers")
    finding = next(part for part in result.stdout.split("\n\n") if part.startswith("B02"))
    assert finding.startswith(code)
    assert "  --> content/rivers/rulings.yml:2:3" in finding
    assert mentions(run) == FOUND


def test_broken_rulings_on_names_stop_the_commands(rivers: Path, run: Run) -> None:
    rulings(rivers, RULED | {"use": "heading"})
    for command in (("check",), ("review",), ("export", "json")):
        result = run(*command, "rivers")
        assert result.exit_code == 2
        assert "content/rivers/rulings.yml:6:8" in result.stderr
        assert run(*command, "rivers", "--no-rulings").exit_code in {0, 1}


# --- findings and files ---------------------------------------------------------------------------------------------


def test_doubtful_names_and_strangers_are_findings(rivers: Path, run: Run) -> None:
    result = run("check", "--all", "rivers")
    assert result.exit_code == 1
    assert codes(result) == ["M001", "M002", "M001", "M003"]
    ash, stranger, kaul, never = (part for part in result.stdout.split("\n\n") if part.startswith("M"))
    assert 'the text never names "Emil Kaul"' in never
    assert "Ash may name ash-mary or ash-paul" in ash
    assert ash.count("-->") == 2
    assert "Kaul may name kaul" in kaul
    assert "N. Ash has the family name" in stranger
    line = BOOK.partition("A river")[0].count("\n") + 1
    assert f"content/rivers/witnesses/a.md:{line}:28" in ash


def test_without_an_authority_file_the_index_tells_the_names(rivers: Path, run: Run) -> None:
    (rivers / "content" / "rivers" / "persons.yml").unlink()
    assert [(name, person) for _, name, person in mentions(run)] == [
        ("Eugene O'Neill", "oneill"),
        ("O'Neill", "oneill"),
    ]


def test_a_broken_authority_file_stops_the_commands(rivers: Path, run: Run) -> None:
    (rivers / "content" / "rivers" / "persons.yml").write_text(
        PERSONS.replace("name: Mary", "nam: Mary"), encoding="utf-8"
    )
    for command in (("check",), ("review",), ("export", "json"), ("build",)):
        result = run(*command, "rivers")
        assert result.exit_code == 2
        assert "content/rivers/persons.yml:2:" in result.stderr
