"""Imports point one way: who may import whom, as a table, compared with what the modules import.

Imports inside functions and under `TYPE_CHECKING` count: they are dependencies all the same.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "glossator"

# For each part of the program (a module at the top, or a folder) the parts that it may import; itself goes without
# saying. A new part gets a line here, and with it a thought about where it belongs.
DATA = {"spans", "folio", "locators", "ids", "diagnostics", "model", "walk"}  # types, and how to walk through them
EDITOR_FILES = {"files", "yaml_nodes", "fields", "licences"}
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "spans": set(),
    "folio": set(),
    "locators": {"folio"},
    "ids": set(),
    "chains": set(),
    "facsimile": set(),
    "reporting": set(),
    "sentences": set(),
    "diagnostics": {"spans"},
    "model": {"spans"},
    "walk": {"spans", "model"},
    "files": {"spans", "diagnostics"},
    "yaml_nodes": {"diagnostics", "files"},
    "fields": {"diagnostics", "yaml_nodes"},
    "licences": {"model"},
    "config": {"diagnostics", "model", "facsimile", "reporting"} | EDITOR_FILES,
    "source": {"spans", "diagnostics", "model", "files", "config"},
    "parse": DATA | {"source", "sentences"},
    "anchors": DATA | EDITOR_FILES | {"chains"},
    "selectors": DATA,
    "rulings": DATA | EDITOR_FILES,
    "citations": DATA | {"sentences", "files", "selectors", "rulings", "folding"},
    "folding": set(),
    "collation": DATA | {"selectors", "chains"},
    "persons": DATA | EDITOR_FILES | {"sentences", "selectors", "rulings", "folding"},
    "review": DATA | {"rulings"},
    "edition": {"model"},
    "render": DATA | {"edition", "citations", "persons", "sentences", "facsimile", "reporting"},
    "citing": DATA | {"citations", "export"},
    "export": DATA | {"edition", "citations", "persons"},
    "checks": DATA | {"edition", "citations", "persons"},
    "dump": DATA | {"source", "parse"},
    "manual": {"diagnostics"},
    "build": {
        "config",
        "edition",
        "source",
        "parse",
        "anchors",
        "citing",
        "citations",
        "collation",
        "persons",
        "rulings",
        "render",
        "export",
        "checks",
    }
    | DATA,
    "cli": {
        "anchors",
        "__init__",
        "build",
        "config",
        "edition",
        "source",
        "render",
        "export",
        "checks",
        "dump",
        "files",
        "fields",
        "citing",
        "citations",
        "review",
    }
    | DATA,
}

MODULES = sorted(SOURCE.rglob("*.py"))
TEMPLATES = sorted((SOURCE.parents[1] / "templates").glob("*.j2"))


def name_of(module: Path) -> str:
    return module.relative_to(SOURCE).as_posix()


def part_of(module: Path) -> str:
    return module.relative_to(SOURCE).with_suffix("").parts[0]


def imported_names(module: Path) -> set[str]:
    """Return the dotted names that a module imports, from whichever place in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, f"{name_of(module)}: a relative import"
            assert not node.level, f"{name_of(module)}: a relative import"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def imported_parts(module: Path) -> set[str]:
    """Return the parts of the program that a module imports."""
    parts = set()
    for name in imported_names(module):
        first, *rest = name.split(".")
        if first == "glossator":
            parts.add(rest[0] if rest and rest[0] in MAY_IMPORT else "__init__")
    return parts - {part_of(module)}


def test_the_table_names_every_part() -> None:
    assert {part_of(module) for module in MODULES} == set(MAY_IMPORT)


def test_the_table_goes_one_way() -> None:
    """No two parts may import each other, over whatever detour."""
    done: set[str] = set()
    while waiting := [part for part in MAY_IMPORT if part not in done]:
        free = [part for part in waiting if MAY_IMPORT[part] <= done]
        assert free, f"these go round in a circle: {waiting}"
        done.update(free)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_imports_only_what_its_part_may(module: Path) -> None:
    forbidden = imported_parts(module) - MAY_IMPORT[part_of(module)]
    assert forbidden == set()


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_only_one_module_knows_mkdocs(module: Path) -> None:
    shells = {name for name in imported_names(module) if name.split(".")[0] in {"mkdocs", "material", "properdocs"}}
    assert not shells or name_of(module) == "render/site.py"


def texts_in(tree: ast.Module) -> Iterator[str]:
    """Yield the texts that a module works with: all constants but the docstrings."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_only_one_module_builds_addresses(module: Path) -> None:
    """What can be seen from outside: nobody else joins addresses, or writes the value of an `id` or `href` as text."""
    if name_of(module) == "render/urls.py":
        return
    text = module.read_text(encoding="utf-8")
    assert not re.search(r"\burl(?:join|split|parse|unsplit)\b", text)
    written = [value for value in texts_in(ast.parse(text)) if re.search(r'\b(?:id|href)="#?\w', value)]
    assert written == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_templates_build_no_addresses(template: Path) -> None:
    hrefs = re.findall(r'href="([^"]*)"', template.read_text(encoding="utf-8"))
    assert [href for href in hrefs if not re.fullmatch(r"#?\{\{ [\w.]+ \}\}", href)] == []
