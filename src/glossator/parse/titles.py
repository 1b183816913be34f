"""Titles as contents lists and headings write them: their number, their kind, and when two are the same.

`2. The "Necessary Evil"` and `**2 The “Necessary Evil”**` are one title: marks, quotation marks, case and spacing
differ between a contents list and the body, and OCR adds faults of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from glossator.model import DivisionKind

# Below this likeness (0–100, normalized indel similarity) two titles are different ones. OCR faults and quotation
# marks cost a few points; different titles of one book rarely pass 70.
SAME_TITLE = 82.0

_WORD = re.compile(r"\w+")
_TAG_OR_MARK = re.compile(r"<[^<>]{0,80}>|[*_`#]+|\\(?=\W)")
_CHAPTER_WORDS = (
    "chapter|kapitel|kapitola|chapitre|capítulo|capitolo|rozdział|глава|hoofdstuk|"
    "lecture|vorlesung|přednáška|leçon|lezione|wykład|лекция"
)
_PART_WORDS = "part|teil|část|partie|parte|część|часть|deel|book|buch"
_SPELLED = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty"
)
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|erste[rs]?|zweite[rs]?|dritte[rs]?|vierte[rs]?|fünfte[rs]?|sechste[rs]?|"
    "první|druh[áý]|třetí|čtvrt[áý]|pát[áý]|premi[eè]re|premier|deuxième|troisième|"
    "перв(?:ая|ый)|втор(?:ая|ой)|трет(?:ья|ий)|четв[её]рт(?:ая|ый)"
)
_NUMBER = re.compile(
    rf"""(?P<whole>
        (?:(?P<part>{_PART_WORDS})|(?P<chapter>{_CHAPTER_WORDS}))[ \t]+
            (?P<spelled>\d{{1,3}}|[ivxlc]{{1,7}}|{_SPELLED}|[a-z])
            (?:[.:,–—-]|(?=\s)|$)                      # "Part II:", "Chapter 3"
        | (?P<ordinal>{_ORDINALS})[ \t]+(?:(?P<ordinal_part>{_PART_WORDS})|{_CHAPTER_WORDS})
            (?:[.:,–—-]|(?=\s)|$)                      # "Erster Teil: …", "Second Part"
        | (?P<decimal>\d{{1,3}}(?:\.\d{{1,3}}){{1,3}})\.?(?=\s)   # "2.1", "2.1.3."
        | (?P<arabic>\d{{1,3}})[.):]?(?=\s)              # "5." and "5 ", but see `split_number`
        | (?P<roman>[IVXLC]{{1,7}})[.:)](?=\s)           # "IV." needs its point: "I think" is no chapter
    )[ \t]*""",
    re.VERBOSE | re.IGNORECASE,
)

_BARE_NUMBER = re.compile(r"(?P<number>\d{1,3}|[IVXLC]{1,7})[ \t]+(?=\S)")

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
NOTES_NAMES = frozenset(
    {"notes", "endnotes", "anmerkungen", "endnoten", "poznámky", "przypisy", "примечания", "note", "noten"}
)
CONTENTS_NAMES = frozenset(
    {
        "content", "contents", "table of contents", "inhalt", "inhaltsverzeichnis", "obsah", "table des matières",
        "sommaire", "indice", "spis treści", "содержание", "оглавление", "inhoud",
    }
)  # fmt: skip


class Title(NamedTuple):
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

    A bare number without a point stays: whether `4 May 1790` or `1 A Bridge` is numbered, a title alone cannot
    tell. See `split_bare_number`.
    """
    match = _NUMBER.match(text)
    if not match:
        return Title(None, None, text, 0)
    rest = text[match.end() :]
    if match["part"]:
        number, level = match["spelled"], 0
    elif match["ordinal"]:
        number, level = match["ordinal"], 0 if match["ordinal_part"] else 1
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
    if not rest and level == 1 and not match["chapter"] and not match["ordinal"]:
        return Title(None, None, text, 0)
    return Title(number, level, rest, match.end())


def split_bare_number(text: str) -> Title:
    """Take a number without a point off a title (marks stripped before): `1 A Bridge`.

    Only for one who knows from elsewhere that it is a number: `4 May` looks the same.
    """
    match = _BARE_NUMBER.match(text)
    return Title(match["number"], 1, text[match.end() :], match.end()) if match else Title(None, None, text, 0)


def same_number(a: str | None, b: str | None) -> bool:
    """Tell whether two numbers of divisions can be the same: a lost one contradicts none, `ONE` is `One`."""
    return a is None or b is None or a.casefold() == b.casefold()


def title_key(text: str) -> str:
    """Return the words of a title in lower case, by which titles are compared."""
    return " ".join(_WORD.findall(strip_marks(text).casefold()))


def likeness(a: str, b: str) -> float:
    """Return how alike two keys are, 0–100; 0 below `SAME_TITLE`."""
    if a == b:
        return 100.0
    if 200.0 * min(len(a), len(b)) < SAME_TITLE * (len(a) + len(b)):
        return 0.0  # so different in length that even all letters of the shorter one cannot make them alike
    from rapidfuzz import fuzz  # most titles are the same word for word, and importing it costs more than they do

    return fuzz.ratio(a, b, score_cutoff=SAME_TITLE)


def kind_by_name(key: str, names: Mapping[str, DivisionKind]) -> DivisionKind | None:
    """Return what an unnumbered title is: by the edition's own names first, then by the usual ones."""
    if key in names:
        return names[key]
    for name, kind in names.items():
        if likeness(name, key):
            return kind
    return USUAL_NAMES.get(key)
