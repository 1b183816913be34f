"""What tests share: the project's folder, a project to break, and what the machine has to offer.

Some tests need what is not in every clone or on every machine. Their markers skip them where it is missing, and say so:

- `@pytest.mark.monograph` needs the base text of the edition `reiman`; `@pytest.mark.monograph("A", "B")` both its
  witnesses. With GLOSSATOR_REQUIRE_WITNESS=1 a missing one is a failure.
- `@pytest.mark.browser` needs Chromium: that of the PATH, or the one that GLOSSATOR_CHROMIUM names;
  `@pytest.mark.firefox` Firefox, or the one that GLOSSATOR_FIREFOX names. With GLOSSATOR_REQUIRE_BROWSER=1 their
  absence is a failure.

The tests run in several processes. What a fixture of the session or of a module makes, it makes in each process that
asks for it; a site that many files of tests read is built by the first of them alone, see `once`.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from hypothesis import settings

from glossator.config import load_edition_config
from glossator.edition import MissingWitness
from glossator.source.witness import find_witness

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, ModuleType

settings.register_profile("glossator", deadline=None)  # a test tells nothing about the machine it runs on
settings.load_profile("glossator")

ROOT = Path(__file__).parents[1]
MONOGRAPH = "reiman"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOXES = ("firefox-esr", "firefox")


@cache
def monograph_witnesses() -> dict[str, Path | None]:
    """Where each witness of the monograph lies, by siglum."""
    config = load_edition_config(ROOT, MONOGRAPH)
    return {witness.siglum: find_witness(ROOT, MONOGRAPH, witness.file) for witness in config.witnesses}


@cache
def find_browser() -> str | None:
    """The Chromium to drive."""
    return _find("GLOSSATOR_CHROMIUM", BROWSERS)


@cache
def find_firefox() -> str | None:
    """The Firefox to drive."""
    return _find("GLOSSATOR_FIREFOX", FIREFOXES)


def _find(variable: str, programs: tuple[str, ...]) -> str | None:
    named = os.environ.get(variable)
    return shutil.which(named) if named else next(filter(None, map(shutil.which, programs)), None)


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
    if item.get_closest_marker("firefox") is not None and find_firefox() is None:
        skip_or_fail("no Firefox found: install it, or name it in GLOSSATOR_FIREFOX", "GLOSSATOR_REQUIRE_BROWSER")


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


@pytest.fixture(scope="session")
def firefox_path() -> str:
    """The path of Firefox; for tests marked `firefox`."""
    found = find_firefox()
    assert found is not None, "the test lacks its marker"
    return found


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """A function from a name and what fills a folder to that folder, filled by the first process that asks for it."""
    base = tmp_path_factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name: str, fill: Callable[[Path], object]) -> Path:
        path = common / f"once-{name}"
        filled = common / f"once-{name}.filled"
        with FileLock(f"{path}.lock"):
            if not filled.exists():
                shutil.rmtree(path, ignore_errors=True)  # of a process that failed
                path.mkdir()
                fill(path)
                filled.touch()
        return path

    return folder


@pytest.fixture(scope="session")
def handmade() -> ModuleType:
    """The module that makes the hand-made editions and their parts."""
    if "handmade" not in sys.modules:
        spec = importlib.util.spec_from_file_location("handmade", ROOT / "tests" / "render" / "handmade.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules["handmade"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["handmade"])
    return sys.modules["handmade"]


@pytest.fixture(scope="session")
def lost(handmade: Any) -> MissingWitness:
    """A book whose witness is not at hand."""
    metadata = handmade.handmade_metadata("lost")
    return MissingWitness(metadata, "lost.md", "witness A, lost.md, is in none of its places", "Put it there.")


@pytest.fixture(scope="session")
def shelf(once: Callable[[str, Callable[[Path], object]], Path], handmade: Any, lost: MissingWitness) -> Path:
    """The folder of a built site: the hand-made editions, one whose witness is missing, the demonstration edition."""

    from glossator.build import citing_of, load_edition
    from glossator.render.site import build_site

    def fill(root: Path) -> None:
        (root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
        small_print = load_edition(ROOT, "small-print").edition
        editions = (handmade.handmade_edition(), handmade.published_edition(), lost, small_print)
        build_site(root, editions, handmade.handmade_files(), citing_of(small_print, None))

    return once("shelf", fill) / "site"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project, with room for a shared folder beside it."""
    root = tmp_path / "project"
    (root / "content").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: A shelf\n", encoding="utf-8")
    return root
