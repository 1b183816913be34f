"""Writes the two projects that are compared into a temporary folder and holds the commands to measure on them."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from baseline import Chapter, split_chapters, write_project
from measure import Usage, forget_all_but_modules, run

from glossator.config import EditionConfig, edition_slugs, load_edition_config
from glossator.diagnostics import GlossatorError
from glossator.source.witness import find_witness

BIN = Path(sys.executable).parent
PARTS = ("mkdocs.yml", "content", "bibliography")  # of a project: what a build reads; templates are the program's
MAKE_EDITIONS = """
import sys
from pathlib import Path
from glossator.build import load_edition
from glossator.model import Edition
sys.exit(not all([isinstance(load_edition(Path.cwd(), slug).edition, Edition) for slug in sys.argv[1:]]))
"""


@dataclass(frozen=True)
class Book:
    """The edition that is measured."""

    root: Path  # of the project it stands in
    slug: str
    config: EditionConfig
    witnesses: tuple[Path, ...]  # those at hand, base text first

    @property
    def title(self) -> str:
        """The title of the book."""
        return self.config.metadata().title

    @property
    def text(self) -> str:
        """The base text."""
        return self.witnesses[0].read_text(encoding="utf-8")

    def chapters(self) -> list[Chapter]:
        """Return the chapters of the baseline; those without number are named in `edition.yml`."""
        return split_chapters(self.text, self.title, [division.title for division in self.config.divisions])


def find_book(root: Path) -> Book:
    """Return the edition with the longest base text at hand: a whole book before a demonstration.

    Raises GlossatorError where no edition has its witness at hand.
    """
    books = []
    for slug in edition_slugs(root):
        config = load_edition_config(root, slug)
        found = [find_witness(root, slug, witness.file) for witness in config.witnesses]
        if found and found[0]:
            books.append(Book(root, slug, config, tuple(path for path in found if path)))
    if not books:
        raise GlossatorError("no edition has its witness at hand", hint="supply one with `glossator add-witness`")
    return max(books, key=lambda book: book.witnesses[0].stat().st_size)


def copy_project(book: Book, folder: Path, copies: int) -> tuple[str, ...]:
    """Write a project that holds the edition so many times; return the slugs."""
    slugs = (book.slug,) if copies == 1 else tuple(f"{book.slug}-{number}" for number in range(1, copies + 1))
    (folder / "bibliography").mkdir(parents=True)
    shutil.copy(book.root / "mkdocs.yml", folder)
    entries = book.root / "bibliography" / f"{book.slug}.bib"
    for slug in slugs:
        content = folder / "content" / slug
        shutil.copytree(book.root / "content" / book.slug, content, ignore=shutil.ignore_patterns("witnesses"))
        (content / "witnesses").mkdir()
        for witness in book.witnesses:
            shutil.copy(witness, content / "witnesses")
        if entries.exists():
            shutil.copy(entries, folder / "bibliography" / f"{slug}.bib")
    return slugs


@dataclass(frozen=True)
class Projects:
    """Both projects for one number of editions."""

    baseline: Path
    project: Path
    slugs: tuple[str, ...]
    modules: Path  # where Python keeps compiled modules

    def build_baseline(self) -> Usage:
        """M: `mkdocs build`, as a user calls it."""
        shutil.rmtree(self.baseline / "site", ignore_errors=True)
        return run([BIN / "mkdocs", "build"], self.baseline, self.modules)

    def make_editions(self) -> Usage:
        """(a): witness to Edition, one after the other in one process."""
        self.remove_output()
        return run([BIN / "python", "-c", MAKE_EDITIONS, *self.slugs], self.project, self.modules)

    def build_site(self) -> Usage:
        """(b): `glossator build` where nothing was ever built."""
        forget_all_but_modules(self.modules)
        return self.build_site_again()

    def build_site_again(self) -> Usage:
        """`glossator build` into an empty project; what earlier builds keep outside it is still there."""
        self.remove_output()
        return run([BIN / "glossator", "build", *self.slugs], self.project, self.modules)

    def written(self) -> dict[str, tuple[int, int]]:
        """Return, for each folder that the last builds wrote, how many files stand in it and their bytes."""
        folders = {"M site/": self.baseline / "site", "site/": self.project / "site", "build/": self.project / "build"}
        return {name: count_files(folder) for name, folder in folders.items()}

    def remove_output(self) -> None:
        """Leave nothing in the project but what was copied into it."""
        for path in self.project.iterdir():
            if path.name not in PARTS:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def write_projects(book: Book, folder: Path, copies: int) -> Projects:
    """Write both projects, with so many editions each, below a folder."""
    project, baseline = folder / f"project-{copies}", folder / f"baseline-{copies}"
    slugs = copy_project(book, project, copies)
    chapters = book.chapters()
    write_project(baseline, book.title if copies == 1 else "Shelf", dict.fromkeys(slugs, chapters))
    return Projects(baseline, project, slugs, folder / "modules")


def count_files(folder: Path) -> tuple[int, int]:
    """Return how many files stand below a folder, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)
