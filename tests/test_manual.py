"""The manual says what the program does: every command, option, key, rule and field is described, and every link leads.

Whether it says it well is for readers to tell; that nothing is missing and nothing is left over is told here.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from glossator.build import load_edition
from glossator.cli import main
from glossator.config import DIALECTS, load_edition_config
from glossator.diagnostics import RULES
from glossator.export import units_json
from glossator.export.edition_json import edition_data, schema_bytes
from glossator.fields import Fields
from glossator.licences import LICENCES
from glossator.manual import FAMILIES, findings_page
from glossator.model import Certainty, CitationForm, DivisionKind, Edition, Relation, TargetKind
from glossator.rulings import read_rulings

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "docs" / "manual"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("b*/*.md")])

EVERY_KEY = """\
title: A Book
language: en
authors: [{family: B, given: A}, {body: C}]
license: {id: X-1.0, name: X, url: "https://example.org/x", allows: You may read it.}
witnesses:
  - {siglum: A, file: a.md, sha256: "%s"}
divisions:
  introduction: Introduction
  summary: {title: Summary, language: cs}
""" % ("0" * 64)

EVERY_RULING = """\
citations:
  - {note: n1, quotation: "3:0123456789ab", work: key, reason: a reason}
aliases:
  - {name: Name, work: key, reason: a reason}
"""


def text_of(name: str) -> str:
    return (MANUAL / name).read_text(encoding="utf-8")


def marked(text: str) -> set[str]:
    """Return the words that stand in backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def sections(text: str) -> dict[str, str]:
    """Return the text below each heading of the second level, by heading."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


# --- findings ----------------------------------------------------------------------------------------------------


def test_the_list_of_findings_is_what_is_made() -> None:
    made = "python -m glossator.manual > docs/manual/findings.md"
    assert text_of("findings.md") == findings_page(), f"write it again: {made}"


def test_every_rule_stands_in_the_list_once() -> None:
    headings = re.findall(r"^### (\w+) (\S+)$", findings_page(), re.MULTILINE)
    assert sorted(headings) == sorted((rule.code, rule.name) for rule in RULES.values())
    assert {rule.code[0] for rule in RULES.values()} == set(FAMILIES)


def test_the_module_prints_the_list() -> None:
    printed = subprocess.run([sys.executable, "-m", "glossator.manual"], check=True, capture_output=True).stdout
    assert printed.decode() == findings_page()


# --- commands ----------------------------------------------------------------------------------------------------


def commands_of(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield the commands of a group by their names; a group inside it stands for its commands: `bib draft`."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(commands_of(main))


def usage(name: str) -> str:
    command = COMMANDS[name]
    context = click.Context(command)
    arguments = [param.make_metavar(context) for param in command.params if isinstance(param, click.Argument)]
    return " ".join(["glossator", name, *arguments])


def test_every_command_has_its_section() -> None:
    described = {heading for heading in sections(text_of("commands.md")) if heading.startswith("glossator ")}
    assert described == {usage(name) for name in COMMANDS}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_and_choice_is_described(name: str) -> None:
    command = COMMANDS[name]
    section = sections(text_of("commands.md"))[usage(name)]
    options = [option for param in command.params if isinstance(param, click.Option) for option in param.opts]
    described = re.findall(r"^- `(--[\w-]+)", section, re.MULTILINE)
    assert sorted(described) == sorted(options)
    for param in command.params:
        if isinstance(param.type, click.Choice):
            assert set(param.type.choices) <= marked(section)


def test_the_options_of_the_program_itself_are_described() -> None:
    text = text_of("commands.md")
    for option in ("--help", "-h", "--version"):
        assert f"{option}`" in text


def test_every_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        named = re.findall(r"(?:`|^    )make ([a-z]+)\b", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(named) <= targets, page.name


# --- edition.yml -------------------------------------------------------------------------------------------------


def test_every_key_of_edition_yml_is_described(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    node = Fields.node

    def recorded(self: Fields, key: str) -> Any:
        asked.add(key)
        return node(self, key)

    monkeypatch.setattr(Fields, "node", recorded)
    file = project / "content" / "book" / "edition.yml"
    file.parent.mkdir()
    file.write_text(EVERY_KEY, encoding="utf-8")
    load_edition_config(project, "book")
    assert {"title", "siglum", "allows", "size_limit_mb"} <= asked
    text = text_of("editing.md")
    described = marked(text) | set(re.findall(r"^    [ -]*(\w+):", text, re.MULTILINE))
    assert asked - described == set()


def test_every_value_of_edition_yml_is_described() -> None:
    values = {*LICENCES, *DIALECTS, *(kind.value for kind in DivisionKind)}
    assert values - marked(text_of("editing.md")) == set()


# --- rulings.yml -------------------------------------------------------------------------------------------------


def test_every_key_and_value_of_rulings_yml_is_described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    node = Fields.node

    def recorded(self: Fields, key: str) -> Any:
        asked.add(key)
        return node(self, key)

    monkeypatch.setattr(Fields, "node", recorded)
    file = tmp_path / "rulings.yml"
    file.write_text(EVERY_RULING, encoding="utf-8")
    read_rulings(file)
    assert {"aliases", "name", "quotation", "locator_label"} <= asked
    text = text_of("citations.md")
    described = marked(text) | set(re.findall(r"^    [ -]*(\w+):", text, re.MULTILINE))
    assert asked - described == set()
    assert {*CitationForm, *Relation, "unresolved", "none"} - marked(text) == set()


# --- data file, pages, site --------------------------------------------------------------------------------------


def property_names(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from property_names(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from property_names(value)


def test_every_field_of_the_data_file_is_described() -> None:
    schema = json.loads(schema_bytes())
    schema["properties"].pop("mentions")  # empty today; the page says so
    text = text_of("edition-json.md")
    described = marked(text) | set(re.findall(r"\w+", " ".join(sections(text))))
    assert set(property_names(schema)) - described - {"format"} == set()


def test_every_field_of_the_file_of_a_division_is_described() -> None:
    described = sections(text_of("edition-json.md"))
    inside_records = {"note", "paragraph", "offset", "certainty"}  # of calls and page breaks, as in the data file
    named = set(property_names(json.loads(units_json.schema_bytes()))) - inside_records - {"format"}
    assert named <= marked(described["The file of a division"]) | marked(described["divisions"])


def test_every_method_of_a_citation_is_described() -> None:
    edition = load_edition(ROOT, "small-print").edition
    assert isinstance(edition, Edition)
    found = {citation.method for citation in edition.citations}
    assert found
    assert found | {kind.value for kind in TargetKind} <= marked(text_of("edition-json.md"))


def test_every_certainty_and_kind_of_evidence_is_described() -> None:
    edition = load_edition(ROOT, "small-print").edition
    assert isinstance(edition, Edition)
    evidence = {name for page in edition_data(edition)["pages"] for name in page["evidence"]}
    assert evidence
    assert evidence | {certainty.value for certainty in Certainty} <= marked(text_of("pages.md"))


def test_every_template_is_described() -> None:
    named = marked(text_of("site.md"))
    assert {template.name for template in (ROOT / "templates").glob("*.j2")} <= named
    assert {f"assets/{asset.name}" for asset in (ROOT / "templates" / "assets").iterdir()} <= named


# --- links -------------------------------------------------------------------------------------------------------


def anchors(text: str) -> set[str]:
    """Return the fragments of a page's headings, as forges make them."""
    found = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    words = (re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)).lower() for heading in found)
    return {heading.replace(" ", "-") for heading in words}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^    .*$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?://|mailto:", target):
            continue
        path, _, fragment = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), target
        if fragment:
            assert fragment in anchors(file.read_text(encoding="utf-8")), target


def test_the_index_of_the_manual_names_every_page() -> None:
    index = text_of("README.md")
    pages = [*MANUAL.glob("*.md"), *(ROOT / "docs" / "decisions").glob("*.md")]
    assert [page.name for page in pages if page.name != "README.md" and f"{page.name})" not in index] == []


def test_the_readme_shows_the_picture_and_the_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "](docs/picture.png)" in readme
    for needed in ("make site", "make serve", "python3 python3-venv make git", "LICENSE", "docs/manual/"):
        assert needed in readme
    assert len(readme.splitlines()) <= 50, "one screen"


def test_the_layout_that_contributing_tells_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    layout = sections(text)["How the code is laid out"]
    for row in re.findall(r"^\| (`.+?) \|", layout, re.MULTILINE):
        for name in re.findall(r"`([\w./]+)`", row):
            assert (ROOT / name).exists() or (ROOT / "src" / "glossator" / name).exists(), name
