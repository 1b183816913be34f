"""What the trials of published ids share: their modules, the editions they change, and the figures they report."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from glossator.config import load_edition_config
from glossator.model import Document, Witness
from glossator.parse.document import Names, parse_document
from glossator.source.witness import find_witness

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FIGURES = pytest.StashKey[list[str]]()


def _bring_in(name: str) -> None:
    """Tests are no package: a module beside this file is brought in by its path."""
    spec = importlib.util.spec_from_file_location(f"anchors_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)


for _name in ("changes", "judge"):
    _bring_in(_name)


class Book(NamedTuple):
    """An edition that is tried: its witness, and how any other text in its place is read."""

    text: str
    parse: Callable[[str], Document]


def _parse(text: str, names: Names) -> Document:
    return parse_document(Witness("A", "a.md", "0" * 64, "marker", text), names)


@cache
def book_of(slug: str) -> Book:
    """Read an edition of this project."""
    config = load_edition_config(ROOT, slug)
    path = find_witness(ROOT, slug, config.witnesses[0].file)
    assert path is not None, "the test lacks its marker"
    names = Names.of([(name.kind, name.title, name.language) for name in config.divisions])
    return Book(path.read_bytes().decode(), lambda text: _parse(text, names))


@pytest.fixture(scope="session")
def book() -> Callable[[str], Book]:
    """A function from a slug to the edition."""
    return book_of


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Document]:
    """A function from the text of a small book to its document."""
    return lambda text: _parse(text, Names.of([]))


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """A function that adds a line to the figures at the end of the run."""
    return request.config.stash.setdefault(FIGURES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what the trials have measured."""
    if lines := config.stash.get(FIGURES, []):
        terminalreporter.section("published ids after random changes")
        for line in lines:
            terminalreporter.write_line(line)
