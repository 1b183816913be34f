"""The styles in which a place can be cited, each with what it makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Final, NamedTuple

from glossator.citations.runs import Run, Runs, plain
from glossator.citing.apa import apa_entry, apa_in_text
from glossator.citing.chicago import chicago_bibliography, chicago_note, chicago_short
from glossator.citing.cited import Cited, with_fields
from glossator.citing.mla import mla_entry, mla_in_text
from glossator.citing.places import PlaceKind
from glossator.citing.ranges import CHICAGO, FULL, MINIMAL_TWO
from glossator.export import REFERENCES

_IN_NOTE: Final = {PlaceKind.PARAGRAPH: "para. {}", PlaceKind.NOTE: "n. {}", PlaceKind.SECTION: "section {}"}


class Style(NamedTuple):
    """A style of citing, or a format of records."""

    id: str
    name: str
    write: Callable[[Cited], Runs]
    html: bool = True  # whether it has italics; formats of records are plain text
    extension: str = ""  # of a file that holds the record
    ranges: str = FULL  # how it writes two pages, see `ranges`
    on_pages: bool = True  # whether the pages of the site offer it


def _record(name: str) -> Callable[[Cited], Runs]:
    """Return what writes a place in a format of records.

    The place is a part of the book with pages of its own. No format has a field for the number of a paragraph: it
    stands in the note of the record, which all programs keep.
    """

    def write(cited: Cited) -> Runs:
        number = cited.heading if cited.kind is PlaceKind.SECTION else cited.number
        note = _IN_NOTE.get(cited.kind, "").replace("{}", number)
        work = with_fields(cited.work, pages=cited.pages, url=cited.address, note=note)._replace(key=cited.id)
        return (Run(REFERENCES[name]((work,)).decode()),)

    return write


STYLES: Final = (
    Style("chicago-note", "Chicago, note", chicago_note, ranges=CHICAGO),
    Style("chicago-short", "Chicago, short note", chicago_short, ranges=CHICAGO, on_pages=False),
    Style("chicago-bibliography", "Chicago, bibliography", chicago_bibliography, ranges=CHICAGO),
    Style("mla", "MLA", mla_entry, ranges=MINIMAL_TWO),
    Style("mla-in-text", "MLA, in the text", mla_in_text, ranges=MINIMAL_TWO),
    Style("apa", "APA", apa_entry),
    Style("apa-in-text", "APA, in the text", apa_in_text),
    Style("bibtex", "BibTeX", _record("bibtex"), html=False, extension="bib"),
    Style("biblatex", "biblatex", _record("biblatex"), html=False, extension="bib", on_pages=False),
    Style("ris", "RIS", _record("ris"), html=False, extension="ris"),
    Style("csl-json", "CSL JSON", _record("csl-json"), html=False, extension="json"),
)
BY_ID: Final = {style.id: style for style in STYLES}


def runs_html(runs: Iterable[Run]) -> str:
    """Return printed text as HTML, with `<em>` for italics."""
    return "".join(
        f"<em>{escape(run.text, quote=False)}</em>" if run.italic else escape(run.text, quote=False) for run in runs
    )


def text_of(style: Style, runs: Runs, *, html: bool) -> str:
    """Return what a style has printed: as HTML, where that is wished and the style has italics, else as plain text."""
    return runs_html(runs) if html and style.html else plain(runs)
