"""Titles as contents lists and headings write them: their number, their kind, and when two are the same.

`5. Stalin's "Soft Course"` and `**5 Stalin’s “Soft Course”**` are one title: marks, quotation marks, case and spacing
differ between a contents list and the body, and OCR adds faults of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from glossator.model import DivisionKind

# Below this likeness (0–100, normalized indel similarity) two titles are different ones. OCR faults and quotation
# marks cost a few points; different titles of one book rarely pass 70.
SAME_TITLE = 82.0

_WORD = re.compile(r"\w+")
_TAG_OR_MARK = re.compile(r"<[^<>]{0,80}>|[*_`#]+|\\(?=\W)")
_CHAPTER_WORDS = "chapter|kapitel|kapitola|chapitre|capítulo|capitolo|rozdział|глава|hoofdstuk"
_PART_WORDS = "part|teil|část|partie|parte|część|часть|deel|book|buch"
_NUMBER = re.compile(
    rf"""(?P<whole>
        (?:(?P<part>{_PART_WORDS})|(?P<chapter>{_CHAPTER_WORDS}))[ \t]+
            (?P<spelled>\d{{1,3}}|[ivxlc]{{1,7}}|one|two|three|four|five|six|seven|eight|nine|ten|[a-z])
            (?:[.:,–—-]|(?=\s)|$)                      # "Part II:", "Chapter 3"
        | (?P<decimal>\d{{1,3}}(?:\.\d{{1,3}}){{1,3}})\.?(?=\s)   # "2.1", "2.1.3."
        | (?P<arabic>\d{{1,3}})[.):]?(?=\s)              # "5." and "5 ", but see `split_number`
        | (?P<roman>[IVXLC]{{1,7}})[.:)](?=\s)           # "IV." needs its point: "I think" is no chapter
    )[ \t]*""",
    re.VERBOSE | re.IGNORECASE,
)

# What an unnumbered heading is, where `edition.yml` does not say it. Words of the trade, in the languages of the
# presses that we know; compared as whole titles.
_NAMES: dict[DivisionKind, str] = {
    DivisionKind.PREFACE: "preface foreword acknowledgements acknowledgments vorwort předmluva préface avant-propos "
    "prefazione przedmowa предисловие",
    DivisionKind.INTRODUCTION: "introduction einleitung einführung úvod introduzione introducción wstęp wprowadzenie "
    "введение inleiding",
    DivisionKind.CONCLUSION: "conclusion conclusions epilogue afterword schluss schlusswort nachwort závěr conclusione "
    "zakończenie заключение slot",
    DivisionKind.SUMMARY: "summary abstract zusammenfassung resumé résumé shrnutí riassunto streszczenie резюме "
    "samenvatting",
    DivisionKind.APPENDIX: "appendix appendices anhang příloha přílohy annexe allegato приложение bijlage",
    DivisionKind.BIBLIOGRAPHY: "bibliography references literature bibliographie literatur literaturverzeichnis "
    "literatura bibliografie bibliografia библиография литература",
    DivisionKind.INDEX: "index register rejstřík personenregister namenregister sachregister indice indeks skorowidz "
    "указатель",
}
_LONGER_NAMES = {
    "selected bibliography": DivisionKind.BIBLIOGRAPHY,
    "works cited": DivisionKind.BIBLIOGRAPHY,
    "sources and literature": DivisionKind.BIBLIOGRAPHY,
    "index of names": DivisionKind.INDEX,
    "index of persons": DivisionKind.INDEX,
    "name index": DivisionKind.INDEX,
    "jmenný rejstřík": DivisionKind.INDEX,
}
USUAL_NAMES: Mapping[str, DivisionKind] = {
    **{name: kind for kind, names in _NAMES.items() for name in names.split()},
    **_LONGER_NAMES,
}
CONTENTS_NAMES = frozenset(
    {
        "content", "contents", "table of contents", "inhalt", "inhaltsverzeichnis", "obsah", "table des matières",
        "sommaire", "indice", "spis treści", "содержание", "оглавление", "inhoud",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart."""

    number: str | None  # as printed, without point: "5", "2.1", "IV"
    level: int | None  # what its number tells: 0 part, 1 chapter, 2 and more section; None where it has none
    name: str  # the rest
    offset: int  # where the rest begins in what was given


def strip_marks(text: str) -> str:
    """Return a title without emphasis marks, tags and heading marks, its white space collapsed."""
    return " ".join(_TAG_OR_MARK.sub("", text).split())


def split_number(text: str) -> Title:
    """Take the number off a title (marks stripped before).

    A bare number without a point is one only before a capital or a quotation mark and up to 99: `22 June 1941` and
    `1968 in Prague` keep theirs, as nobody can tell; the contents list then decides.
    """
    match = _NUMBER.match(text)
    if not match:
        return Title(None, None, text, 0)
    rest = text[match.end() :]
    if match["part"]:
        number, level = match["spelled"], 0
    elif match["chapter"]:
        number, level = match["spelled"], 1
    elif match["decimal"]:
        number, level = match["decimal"], 1 + match["decimal"].count(".")
    elif match["roman"]:
        number, level = match["roman"], 1
    else:
        number, level = match["arabic"], 1
        if match["whole"].rstrip().isdigit():
            return Title(None, None, text, 0)
    if not rest and level == 1 and not match["chapter"]:
        return Title(None, None, text, 0)
    return Title(number, level, rest, match.end())


def title_key(text: str) -> str:
    """Return the words of a title in lower case, by which titles are compared."""
    return " ".join(_WORD.findall(strip_marks(text).casefold()))


def likeness(a: str, b: str) -> float:
    """Return how alike two keys are, 0–100; 0 below `SAME_TITLE`."""
    if a == b:
        return 100.0
    return fuzz.ratio(a, b, score_cutoff=SAME_TITLE)


def kind_by_name(key: str, names: Mapping[str, DivisionKind]) -> DivisionKind | None:
    """Return what an unnumbered title is: by the edition's own names first, then by the usual ones."""
    if key in names:
        return names[key]
    for name, kind in names.items():
        if likeness(name, key):
            return kind
    return USUAL_NAMES.get(key)
