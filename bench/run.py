"""`make bench`: what the program costs beside a plain mkdocs-material build of the same text (see README.md here).

M is the baseline, (a) the way from witness to Edition, (b) the cold build of the site. All work is done in a
temporary folder that is removed at the end; nothing is written into the project.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from measure import CommandFailedError, Series, alternate
from projects import Book, find_book, write_projects

from glossator.config import find_project
from glossator.diagnostics import GlossatorError

ROWS = (  # name, and what it may cost at most in parts of M
    ("M  plain mkdocs-material", None),
    ("a  witness -> Edition", 0.25),
    ("b  cold build of the site", 0.80),
    ("   same, not the first one", None),
)
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Shelf:
    """What so many editions cost."""

    editions: int
    series: tuple[Series, ...]  # M, a, b; for one edition also b once more
    written: dict[str, tuple[int, int]]  # folder -> files, bytes


def measure_shelf(book: Book, folder: Path, editions: int, rounds: int) -> Shelf:
    """Write a shelf of so many editions and measure it.

    One edition is warmed up and measured in so many pairs; n editions in an n-th of them, at least one, because a long
    run averages itself.
    """
    projects = write_projects(book, folder, editions)
    commands = [projects.build_baseline, projects.make_editions, projects.build_site, projects.build_site_again]
    series = alternate(commands if editions == 1 else commands[:3], -(-rounds // editions), warm_up=editions == 1)
    return Shelf(editions, series, projects.written())


def describe(book: Book) -> str:
    """Return what is measured and where."""
    chapters = book.chapters()
    notes = sum(len(chapter.notes) for chapter in chapters)
    return (
        f"edition {book.slug}: {book.title}\n"
        f"  {len(book.text):,} characters; in the baseline {len(chapters)} pages with {notes} notes\n"
        f"  witnesses: {', '.join(path.name for path in book.witnesses)}\n"
        f"  Python {platform.python_version()}, {os.cpu_count()} processors"
    )


def show_pairs(shelf: Shelf) -> str:
    """Return the table of one edition."""
    lines = [f"{'':26}{'CPU s':>7}{'range':>12}{'clock s':>9}{'peak MB':>9}{'ratio':>7}  pair by pair"]
    for (name, aim), series in zip(ROWS, shelf.series, strict=True):
        times = [usage.cpu for usage in series.runs]
        line = f"{name:26}{series.cpu:7.2f}{f'{min(times):.2f}–{max(times):.2f}':>12}{series.wall:9.2f}"
        line += f"{series.peak / MEGABYTE:9.0f}"
        if series is not shelf.series[0]:
            ratios = series.ratios(shelf.series[0])
            line += f"{statistics.median(ratios):7.2f}  {' '.join(f'{ratio:.2f}' for ratio in ratios)}"
            if aim is not None:
                line += f"  (aim {aim:.2f}: {'met' if statistics.median(ratios) <= aim else 'MISSED'})"
        lines.append(line)
    return "\n".join(lines)


GROWTH_HEAD = (
    f"{'editions':>8}{'pairs':>6}{'M':>15}{'a':>15}{'a/M':>6}{'b':>15}{'b/M':>6}"
    f"{'peak MB M a b':>16}  MB written (files): M site/, site/, build/"
)


def show_growth(shelf: Shelf) -> str:
    """Return the line of a shelf: CPU seconds, in brackets those for each edition."""
    baseline, edition, site, *_ = shelf.series
    line = f"{shelf.editions:8}{len(baseline.runs):6}"
    for series in (baseline, edition, site):
        line += f"{f'{series.cpu:.2f} ({series.cpu / shelf.editions:.2f})':>15}"
        if series is not baseline:
            line += f"{statistics.median(series.ratios(baseline)):6.2f}"
    peaks = (series.peak / MEGABYTE for series in (baseline, edition, site))
    line += f"{' '.join(f'{peak:.0f}' for peak in peaks):>16}"
    return line + "  " + ", ".join(f"{size / MEGABYTE:.1f} ({files:,})" for files, size in shelf.written.values())


def parse_arguments() -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure the program against plain mkdocs-material.")
    parser.add_argument("--runs", type=int, default=7, help="pairs for one edition (default 7)")
    parser.add_argument("--copies", default="1,10,40", help="numbers of editions, with commas (default 1,10,40)")
    parser.add_argument(
        "--quick", action="store_true", help="one pair and no more than 10 editions: a first impression"
    )
    return parser.parse_args()


def main() -> int:
    """Measure and print; return 2 where that cannot be done."""
    options = parse_arguments()
    rounds = 1 if options.quick else options.runs
    copies = sorted(
        {1} | {int(number) for number in options.copies.split(",") if not options.quick or int(number) <= 10}
    )
    try:
        book = find_book(find_project(Path.cwd()))
        print(describe(book), flush=True)
        with tempfile.TemporaryDirectory(prefix="glossator-bench-") as folder:
            one = measure_shelf(book, Path(folder), 1, rounds)
            print(f"\n{show_pairs(one)}\n\n{GROWTH_HEAD}\n{show_growth(one)}", flush=True)
            for editions in copies[1:]:
                print(show_growth(measure_shelf(book, Path(folder), editions, rounds)), flush=True)
    except (GlossatorError, CommandFailedError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
