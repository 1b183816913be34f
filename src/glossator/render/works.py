"""The works that an edition cites, as its pages show them: the formatted reference, its address, how often it is cited.

Made once for an edition; its notes, the bibliography and the search look things up here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import Final, NamedTuple

from glossator.citations.formatting import format_bibliography
from glossator.citations.languages import is_other_language
from glossator.citations.printed_titles import PrintedTitles
from glossator.citations.record import LOCATOR_LABELS
from glossator.citations.runs import Run, plain
from glossator.model import Citation, Edition, Locator, Relation, TargetKind, Work
from glossator.render.html import language_attribute, safe_target, text_html
from glossator.render.plan import Plan

LANGUAGE: Final = "en"  # of a formatted reference, its titles apart
RELATIONS: Final = {
    Relation.SAME: "",
    Relation.OTHER_EDITION: "another edition",
    Relation.OTHER_VOLUME: "another volume",
    Relation.TRANSLATION: "a translation",
}
_NUMBER: Final = re.compile(r"\d+|\b[ivxlcdmIVXLCDM]+\b")
_HALF_VOLUME: Final = re.compile(r"\d+[,/.]\d")  # of German sets: the second volume's first part


class ShownWork(NamedTuple):
    """A work as every page shows it."""

    work: Work
    address: str  # of its entry on the page of the bibliography
    html: str  # the formatted reference
    text: str  # the same as plain text
    titles: PrintedTitles  # finds its title in a text
    times: int  # how often the notes cite it

    @property
    def fragment(self) -> str:
        """The id of its entry."""
        return self.address.partition("#")[2]


class Cited(NamedTuple):
    """Everything that pages need to know of works and citations."""

    works: Mapping[str, ShownWork]  # by key; empty where the edition has no page for them
    citations: Mapping[str, tuple[Citation, ...]]  # by id of the note, in order


def cited_works(edition: Edition, plan: Plan) -> Cited:
    """Return the works of an edition and its citations by note."""
    times = Counter(item.target.key for item in edition.citations if item.target.kind is TargetKind.WORK)
    works = {
        work.key: _shown(work, plan.works[work.key], times[work.key])
        for work in edition.works
        if work.key in plan.works
    }
    by_note: dict[str, list[Citation]] = {}
    for citation in edition.citations:
        by_note.setdefault(citation.note, []).append(citation)
    return Cited(works, {note: tuple(found) for note, found in by_note.items()})


def _shown(work: Work, address: str, times: int) -> ShownWork:
    runs = format_bibliography(work)
    return ShownWork(work, address, runs_html(runs), plain(runs), PrintedTitles(work), times)


def runs_html(runs: tuple[Run, ...]) -> str:
    """Return a formatted reference as HTML; titles in another language than English say in which."""
    return "".join(_run_html(run) for run in runs)


def _run_html(run: Run) -> str:
    html = text_html(run.text)
    language = language_attribute(run.language) if is_other_language(run.language, LANGUAGE) else ""
    if run.italic:
        html = f"<em{language}>{html}</em>"
    elif language:
        html = f"<span{language}>{html}</span>"
    target = safe_target(run.href) if run.href else None
    return f'<a href="{escape(target)}" rel="noopener">{html}</a>' if target else html


def locator_words(locator: Locator | None, volume: str | None) -> str:
    """Return the place in a work as scholars write it: `vol. II, pp. 177–180`, `doc. 12`; "" where none is named."""
    parts = [_labelled("volume", volume)] if volume else []
    if locator is not None:
        parts.append(_labelled(locator.label, locator.value))
    return ", ".join(parts)


def _labelled(label: str, value: str) -> str:
    """Return a value behind its label; what begins with no number says itself what it is."""
    numbers = _NUMBER.findall(value)
    if not _NUMBER.match(value):
        return value
    one, several = LOCATOR_LABELS.get(label, (label, label))
    is_one = len(numbers) == 1 or (label == "volume" and _HALF_VOLUME.fullmatch(value))
    return f"{one if is_one else several} {value}"


def manner(citation: Citation) -> str:
    """Return what is not plain in a citation: another edition is cited, or a part of the work; "" if all is plain."""
    parts = [RELATIONS[citation.relation]] if citation.relation is not Relation.SAME else []
    if citation.part:
        parts.append(f"the part “{citation.part}”")
    return "; ".join(parts)
