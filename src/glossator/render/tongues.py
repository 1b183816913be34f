"""Titles in another language than the text around them: they are read aloud, and hyphenated, as what they are.

    <a class="gl-cite" …>Doe, <span lang="ru-Latn">Istorija goroda</span>, p. 3</a>

What is marked are titles of works of which the bibliography file tells the language, where a citation or a line of the
printed bibliography names them. No character of the text changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossator.citations.languages import is_other_language
from glossator.citations.printed_titles import PrintedTitles, TitleStretch
from glossator.render.html import mark_html, text_html
from glossator.render.passages import Marked, Tongue
from glossator.render.works import Cited


def titles_in_note(note: str, text: str, cited: Cited, language: str) -> Iterator[Marked]:
    """Yield the titles in other languages that the citations of a note print.

    Args:
        note: id of the note.
        text: its flattened text.
        cited: the works and citations of the edition.
        language: in which the note is (BCP 47).
    """
    for citation in cited.citations.get(note, ()):
        shown = cited.works.get(citation.target.key)
        if shown is not None:
            yield from _marked(shown.titles.stretches(text, citation.start, citation.end), language)


def titles_in_line(text: str, titles: PrintedTitles, language: str) -> Iterator[Marked]:
    """Yield where a line in a language (BCP 47) prints the title of a work in another."""
    yield from _marked(titles.stretches(text), language)


def line_html(text: str, titles: PrintedTitles, language: str) -> str:
    """Return a line of plain text as HTML, with the languages of the titles in it; see `titles_in_line`."""
    out: list[str] = []
    at = 0
    for start, end, tongue in titles_in_line(text, titles, language):
        out += [text_html(text[at:start]), mark_html(tongue, text_html(text[start:end]))]
        at = end
    return "".join((*out, text_html(text[at:])))


def _marked(stretches: Iterable[TitleStretch], language: str) -> Iterator[Marked]:
    for start, end, own in stretches:
        if is_other_language(own, language):
            yield Marked(start, end, Tongue(own))
