"""Stretches of printed text, and how they are put together: points, commas, capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class Run(NamedTuple):
    """A stretch of printed text."""

    text: str
    italic: bool = False
    href: str = ""  # a web address, `http` or `https`, that the text leads to
    language: str = ""  # of a title, as BCP 47; "" for all else, and where it is not known


Runs = tuple[Run, ...]


def punctuate(runs: Runs, mark: str) -> Runs:
    """Return runs with a mark behind them: `.` and `,` inside quotation marks, and no full stop after `?` or `!`."""
    return tidy(_close(runs, mark))


def plain(runs: Iterable[Run]) -> str:
    """Return the text of the runs, without italics."""
    return "".join(run.text for run in runs)


def run_of(text: str) -> Runs:
    """Return a text as a single run; nothing for the empty text."""
    return (Run(text),) if text else ()


def sentence(text: str) -> Runs:
    """Return an element that begins a sentence, with a capital letter."""
    return capital(run_of(text))


def capital(runs: Runs) -> Runs:
    """Return runs with a capital letter; a title, in italics, is left alone."""
    if not runs or runs[0].italic:
        return runs
    first, *rest = runs
    return (first._replace(text=first.text[:1].upper() + first.text[1:]), *rest)


def join(elements: Iterable[Runs], mark: str) -> Runs:
    """Return the elements that there are with a mark and a space between them."""
    joined: Runs = ()
    for element in elements:
        if element:
            joined = (*_close(joined, mark[:-1]), Run(" "), *element) if joined else element
    return joined


def _close(runs: Runs, mark: str) -> Runs:
    """Return runs with a mark behind them, or inside the quotation marks that end them; see `punctuate`."""
    if not runs or not mark:
        return runs
    *before, last = runs
    tail = ""
    if not last.italic and mark in {".", ","} and (closing := re.search("(?:‘[^‘’]*(’))?”$", plain(runs))):
        tail = f"{closing[1] or ''}”"[-len(last.text) :]
    body = last.text.removesuffix(tail)
    ends = tuple(".?!…") if mark == "." else mark
    if (body or plain(before)).endswith(ends):
        return runs
    return (*before, last._replace(text=body), Run(f"{mark}{tail}"))


def tidy(runs: Iterable[Run]) -> Runs:
    """Return runs without empty ones, neighbours of one kind as one."""
    tidied: list[Run] = []
    for run in runs:
        if tidied and tidied[-1][1:] == run[1:] and not run.href:
            tidied[-1] = run._replace(text=tidied[-1].text + run.text)
        elif run.text:
            tidied.append(run)
    return tuple(tidied)
