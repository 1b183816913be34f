"""Runs a command as a process of its own and tells what it cost; knows nothing of what is measured.

CPU seconds are those of the process and of all it waited for (a pool of workers counts), user and system together:
on a machine shared with others they vary far less than the time on the clock.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # getrusage counts bytes there, kilobytes elsewhere


class CommandFailedError(Exception):
    """A measured command did not end with 0; the message shows the end of its output."""


@dataclass(frozen=True)
class Usage:
    """What one run of a command cost."""

    cpu: float  # seconds, user and system, children included
    wall: float  # seconds on the clock
    peak: int  # bytes of memory: of the largest of its processes


def run(command: Sequence[str | Path], folder: Path, modules: Path) -> Usage:
    """Run a command in a folder and wait for it.

    It gets an empty home and cache folder, so nothing that an earlier run kept there can help it. Python keeps compiled
    modules in the folder `modules` instead of beside their sources, and so does a program that keeps more in the
    same place: `forget_all_but_modules` then makes it forget that.

    Raises CommandFailedError when it does not end with 0.
    """
    with tempfile.TemporaryDirectory(prefix="glossator-bench-home-") as home, tempfile.TemporaryFile() as output:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"HOME": home, "XDG_CACHE_HOME": home, "TMPDIR": home, "PYTHONPYCACHEPREFIX": str(modules)}
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)  # wait4 took it: Popen must not wait again
        if process.returncode != 0:
            output.seek(0)
            tail = output.read().decode(errors="replace")[-2000:]
            words = " ".join(str(word) for word in command)
            raise CommandFailedError(f"exit {process.returncode} of: {words}\n{tail}")
    return Usage(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * MAXRSS_UNIT)


def forget_all_but_modules(modules: Path) -> None:
    """Remove whatever a program keeps among Python's compiled modules, such as compiled templates."""
    for path in modules.rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            path.unlink()


@dataclass(frozen=True)
class Series:
    """The runs of one command, in the order in which they were made."""

    runs: tuple[Usage, ...]

    @property
    def cpu(self) -> float:
        """Median of the CPU seconds."""
        return statistics.median(usage.cpu for usage in self.runs)

    @property
    def wall(self) -> float:
        """Median of the seconds on the clock."""
        return statistics.median(usage.wall for usage in self.runs)

    @property
    def peak(self) -> int:
        """Most memory that any of the runs took."""
        return max(usage.peak for usage in self.runs)

    def ratios(self, base: Series) -> tuple[float, ...]:
        """Return, pair by pair, the CPU seconds of this command over those of the other."""
        return tuple(own.cpu / other.cpu for own, other in zip(self.runs, base.runs, strict=True))


def alternate(commands: Sequence[Callable[[], Usage]], rounds: int, *, warm_up: bool) -> tuple[Series, ...]:
    """Run the commands in turn, A B A B …, so that what slows the machine for a while slows them all.

    In: the commands; how many rounds count; whether one round before them does not. Out: a series for each command.
    """
    if warm_up:
        for command in commands:
            command()
    table = [[command() for command in commands] for _ in range(rounds)]
    return tuple(Series(column) for column in zip(*table, strict=True))
