"""Works as RIS, which every reference manager reads.

One field a line, `AU  - Kjellén, Rudolf`; lines end with CR LF, a record with `ER`. What a tag means depends on the
type of the record, in the RIS description of 2011 and so in EndNote and Zotero: of a book, the editor is A3 and the
series T2; of a chapter, the editor is A2, the book T2 and the series T3. Papers in proceedings are chapters, which all
programs read alike. RIS has no markup, so emphasis in titles is dropped; "and others" is the name `et al.`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from glossator.citations.biblatex import ARTICLES, PARTS, WHOLES
from glossator.citations.languages import language_of
from glossator.citations.record import (
    SEASONS,
    doi_of,
    full_title,
    is_cited_by_date,
    issued,
    kind_of_work,
    one_line,
    parse_date,
    publisher_of,
    series_of,
    without_emphasis,
)
from glossator.model import Name, Work

_TYPES: Final = {
    "inreference": "ENCYC",
    "booklet": "PAMP",
    "manual": "BOOK",
    "online": "ELEC",
    "report": "RPRT",
    "thesis": "THES",
    "unpublished": "UNPB",
    "archival": "MANSCPT",
}
_EDITORS: Final = ("editor", "editora", "editorb", "editorc")
_SAME: Final = {  # tag -> the field with the same content
    "ST": "shorttitle",
    "J2": "shortjournal",
    "VL": "volume",
    "NV": "volumes",
    "ET": "edition",
    "CY": "location",
    "SE": "chapter",
    "AB": "abstract",
    "CN": "library",
    "UR": "url",
}


def ris(works: Iterable[Work]) -> bytes:
    """Return works as a RIS file."""
    return "".join(map(_record, works)).encode()


def _record(work: Work) -> str:
    lines = ((tag, one_line(value)) for tag, value in _lines(work))
    body = "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value)
    return f"TY  - {_type(work)}\r\n{body}ER  - \r\n\r\n"


def _type(work: Work) -> str:
    if work.type in ARTICLES:
        subtype = work.fields.get("entrysubtype", "")
        if subtype == "magazine":
            return "MGZN"
        return "NEWS" if subtype == "newspaper" or is_cited_by_date(work) else "JOUR"
    if work.type in WHOLES:
        return "BOOK"
    return _TYPES.get(work.type, "CHAP" if work.type in PARTS else "GEN")


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    """Yield tags and values in order; empty values stand for what there is not."""
    fields = work.fields
    yield "ID", work.key
    for tag, roles in (
        ("AU", ("author",)),
        ("A3" if _type(work) == "BOOK" else "A2", _EDITORS),
        ("A4", ("translator",)),
        ("C2", ("bookauthor",)),
    ):
        yield from ((tag, _name(name)) for role in roles for name in work.names.get(role, ()))
        if any(role in work.others and role in work.names for role in roles):
            yield tag, "et al."
    yield from ((tag, without_emphasis(title)) for tag, title in _titles(work))
    yield from _dates(work)
    yield from ((tag, fields.get(field, "")) for tag, field in _SAME.items())
    yield "IS" if work.type in ARTICLES else "M1", "" if work.type == "report" else fields.get("number", "")
    yield from _pages(fields.get("pages", ""))
    yield "PB", publisher_of(work)
    yield "M3", kind_of_work(work)
    yield "SN", fields.get("number" if work.type == "report" else "isbn") or fields.get("issn", "")
    yield "DO", doi_of(work)
    yield "LA", language_of(work)
    yield from (("N1", fields.get(name, "")) for name in ("note", "addendum"))


def _titles(work: Work) -> Iterator[tuple[str, str]]:
    fields = work.fields
    own = ". ".join(filter(None, (full_title(fields), fields.get("titleaddon"))))
    main, journal = full_title(fields, "main"), full_title(fields, "journal")
    if work.type == "periodical":
        yield "TI", full_title(fields, "issue") or own
        yield "T2", journal or own
    elif work.type in ARTICLES:
        yield "TI", own
        yield "T2", journal
    elif work.type in PARTS:
        yield "TI", own
        yield "T2", full_title(fields, "book") or main
    else:
        yield "TI", own
    yield "T2" if _type(work) == "BOOK" else "T3", series_of(work) or main


def _dates(work: Work) -> Iterator[tuple[str, str]]:
    """Yield the year, the date where more than a year is known, and the day on which a web page was read."""
    issue = work.fields.get("issue", "")
    span = issued(work)
    if span is None:
        yield "PY", work.fields.get("date") or work.fields.get("year", "")
    else:
        yield "PY", str(span.begin[0])
        if issue or span.begin[1:] or span.end is not None:
            last = "" if span.end is None else f"–{'-'.join(f'{part:02}' for part in span.end)}"
            yield "DA", _date(span.begin, last or issue)
    read = parse_date(work.fields.get("urldate", ""))
    if read is not None:
        yield "Y2", _date(read.begin, "")


def _date(parts: tuple[int, ...], remark: str) -> str:
    """Return a date as RIS has it, `YYYY/MM/DD/remark`; a season is a remark."""
    if parts[1:2] > (12,):
        return _date(parts[:1], remark or SEASONS[parts[1]])
    year, month, day = (*(f"{part:02}" for part in parts), "", "")[:3]
    return f"{year}/{month}/{day}/{remark}"


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    """Yield first and last page of one range; anything else stands whole in SP."""
    match = re.fullmatch(r"([^\s,;–-]+)\s*[–-]\s*([^\s,;–-]+)", pages)
    if match is None:
        yield "SP", pages
    else:
        yield "SP", match[1]
        yield "EP", match[2]


def _name(name: Name) -> str:
    """Return a name as `Family, Given, Suffix`; a body has no comma of ours."""
    if name.literal:
        return name.family
    family = " ".join(filter(None, (name.particle, name.family)))
    return ", ".join((family, name.given, name.suffix)).rstrip(", ")
