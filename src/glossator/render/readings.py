"""The readings of the other witnesses at the place where they belong, in the form of a printed apparatus.

    Paragraph "… the old tower fell."  ->  old A] cold B

A word that a witness lacks: `old A] omitted B`; one that the base text lacks: `the A] the old B`, with the word before
it. Readings of one wording stand together: `old A] cold B C`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Final

from glossator.model import ApparatusEntry, Division, Document, Edition, Reading, Witness
from glossator.render import urls
from glossator.render.html import attribute_html, text_html
from glossator.render.plan import Plan, PlannedPage, inner_divisions
from glossator.walk import all_divisions, flatten, flatten_lines, lines_of, plain_text, texts_by_id, units_of

LABEL: Final = "Readings of other witnesses"
DIGEST_SHOWN: Final = 12  # digits of a checksum that are enough to tell two witnesses apart
_LONGEST = 9  # words of a lemma that is shown in full
_LEFT = 3  # words of a longer one that are shown at either end
_LAST_WORD: Final = re.compile(r"\S+$")
_FIRST_WORD: Final = re.compile(r"\S+")


def readings_on_page(edition: Edition, plan: Plan, page: PlannedPage) -> Mapping[str, str]:
    """Return the apparatus of each unit, note and heading of a page on which the witnesses differ.

    Returns:
        HTML by the id of the element that it belongs to, "" for the title of the page.
    """
    here = [entry for entry in edition.apparatus if urls.page_of(plan.units.get(entry.unit, "")) == page.address]
    if not here:
        return {}
    texts = dict(_texts_on_page(plan, page))
    found = {}
    for unit, entries in groupby(here, key=lambda entry: entry.unit):
        items = "".join(f"<li>{entry_html(entry, texts[unit], edition.witnesses)}</li>" for entry in entries)
        all_of_them = urls.place(urls.apparatus(edition.metadata.id), urls.readings_fragment(unit))
        href = escape(urls.link(all_of_them, page.address))
        found[urls.fragment_of(plan.units[unit])] = (
            f'<div class="gl-apparatus" role="note" aria-label="{LABEL}">'
            f'<a class="gl-apparatus-all" href="{href}">Readings</a> <ul role="list">{items}</ul></div>'
        )
    return found


def unit_texts(document: Document) -> dict[str, str]:
    """Return the texts to which the entries of an apparatus refer, by id: of units, notes and headings."""
    headings = {division.id: plain_text(division.heading.children) for division in all_divisions(document)}
    return headings | texts_by_id(document)


def _texts_on_page(plan: Plan, page: PlannedPage) -> Iterator[tuple[str, str]]:
    """Yield what `unit_texts` has of one page."""

    def inside(division: Division) -> Iterator[tuple[str, str]]:
        yield division.id, plain_text(division.heading.children)
        yield from ((unit.id, flatten(unit).text) for unit in units_of(division))
        for inner in inner_divisions(division):
            yield from inside(inner)

    if page.division is not None:
        yield from inside(page.division)
    for note in plan.notes.get(page.address, ()):
        yield note.id, flatten_lines(line for block in note.blocks for line in lines_of(block)).text


def entry_html(entry: ApparatusEntry, text: str, witnesses: Iterable[Witness]) -> str:
    """Return an entry as HTML.

    Args:
        entry: the entry.
        text: the text of its unit.
        witnesses: those of the edition, the base text first.
    """
    base, *others = witnesses
    titles = {other.siglum: f"witness {other.siglum}{digest_words(other)}" for other in others}
    in_base = _siglum_html(base.siglum, f"witness {base.siglum}, the base text{digest_words(base)}")
    lemma, before, after = entry.lemma, "", ""
    if not lemma:  # what is added is shown with the word before it, or, at the beginning, with the word behind it
        if word := _LAST_WORD.search(text[: entry.start]):
            lemma, before = word[0], f"{word[0]} "
        elif word := _FIRST_WORD.search(text[entry.end :]):
            lemma, after = word[0], f" {word[0]}"
    parts = [f'<bdi class="gl-lemma">{text_html(_shortened(lemma))}</bdi>{in_base}<span aria-hidden="true">]</span>']
    for words, group in groupby(entry.readings, key=_wording):
        shown = f"<bdi>{text_html(f'{before}{words}{after}')}</bdi>" if words else "<em>omitted</em>"
        sigla = "".join(_siglum_html(reading.siglum, titles.get(reading.siglum, "")) for reading in group)
        parts.append(f"{shown}{sigla}")
    return " ".join(parts)


def digest_words(witness: Witness) -> str:
    """Return what tells a witness from others of its siglum, for the end of its name."""
    return f" (SHA-256 {witness.sha256[:DIGEST_SHOWN]}…)" if witness.sha256 else ""


def _wording(reading: Reading) -> str:
    return reading.text


def _shortened(lemma: str) -> str:
    words = lemma.split()
    return lemma if len(words) <= _LONGEST else " ".join((*words[:_LEFT], "…", *words[-_LEFT:]))


def _siglum_html(siglum: str, title: str) -> str:
    """Return a siglum; readers by ear hear "in" before it, so that it is no word of the text."""
    name = attribute_html(title)
    return f'<span class="gl-unseen"> in </span> <abbr class="gl-siglum" title="{name}">{text_html(siglum)}</abbr>'
