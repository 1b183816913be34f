"""What tests share: the project's folder, a project to break, and what the machine has to offer.

Two kinds of tests need what is not in every clone. Their markers skip them where it is missing, and say so:

- `@pytest.mark.monograph` needs the base text of the edition `reiman`; `@pytest.mark.monograph("A", "B")` both its
  witnesses. With GLOSSATOR_REQUIRE_WITNESS=1 a missing one is a failure.
- `@pytest.mark.browser` needs Chromium: that of the PATH, or the one that GLOSSATOR_CHROMIUM names. With
  GLOSSATOR_REQUIRE_BROWSER=1 its absence is a failure.
"""

from __future__ import annotations

import os
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from glossator.config import load_edition_config
from glossator.source.witness import find_witness

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

ROOT = Path(__file__).parents[1]
MONOGRAPH = "reiman"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@cache
def monograph_witnesses() -> dict[str, Path | None]:
    """Where each witness of the monograph lies, by siglum."""
    config = load_edition_config(ROOT, MONOGRAPH)
    return {witness.siglum: find_witness(ROOT, MONOGRAPH, witness.file) for witness in config.witnesses}


@cache
def find_browser() -> str | None:
    """The Chromium to drive."""
    named = os.environ.get("GLOSSATOR_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)


def skip_or_fail(reason: str, requirement: str) -> None:
    """Skip the test, or let it fail where the environment says that it must run."""
    if os.environ.get(requirement) == "1":
        pytest.fail(f"{reason} ({requirement}=1)", pytrace=False)
    pytest.skip(reason)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites what the parsing cases expect."""
    parser.addoption("--rewrite-cases", action="store_true", help="write what the program makes into tests/cases/")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Decide about a test that needs what is not here."""
    if (marker := item.get_closest_marker("monograph")) is not None:
        missing = [siglum for siglum in marker.args or ("A",) if monograph_witnesses()[siglum] is None]
        if missing:
            reason = (
                f"witness {' and '.join(missing)} of {MONOGRAPH} is not at hand: glossator add-witness {MONOGRAPH} FILE"
            )
            skip_or_fail(reason, "GLOSSATOR_REQUIRE_WITNESS")
    if item.get_closest_marker("browser") is not None and find_browser() is None:
        skip_or_fail("no Chromium found: install it, or name it in GLOSSATOR_CHROMIUM", "GLOSSATOR_REQUIRE_BROWSER")


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder of this project."""
    return ROOT


@pytest.fixture(scope="session")
def monograph_witness() -> Callable[[str], Path]:
    """A function from a siglum to the path of that witness; for tests marked `monograph`."""

    def path(siglum: str) -> Path:
        found = monograph_witnesses()[siglum]
        assert found is not None, "the test lacks its marker"
        return found

    return path


def count_steps(work: Callable[[], object]) -> int:
    """Return how many lines of Python a piece of work runs, and how many functions below Python it calls.

    The count is the same on every machine, however busy: growth is measured with it, and never with a clock. What one
    function below Python does inside, such as the search for a pattern, is one step.
    """
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return trace

    def profile(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "c_call"

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return count


@pytest.fixture(scope="session")
def steps() -> Callable[[Callable[[], object]], int]:
    """`count_steps`."""
    return count_steps


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; for tests marked `browser`."""
    found = find_browser()
    assert found is not None, "the test lacks its marker"
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project, with room for a shared folder beside it."""
    root = tmp_path / "project"
    (root / "content").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: A shelf\n", encoding="utf-8")
    return root
