r"""Works as plain BibTeX, for LaTeX without biblatex and for every reference manager.

Types and fields are those of BibTeX's own styles; `url`, `doi`, `isbn`, `issn`, `language` and `translator`, which
most newer styles know, are added. Three decisions:

- titles stand in double braces: BibTeX's styles set some of them in small letters, which in other languages than
  English is wrong, and in English takes the capitals from names; here a title stays as the bibliography prints it;
- a part of a book is `@incollection`, whoever wrote the book: `@inbook` has no field for the title of the whole;
- a volume of a set has the set as `series`, which the styles print as "volume 2 of *The Set*".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from glossator.citations.biblatex import ARTICLES, PARTS, WHOLES
from glossator.citations.languages import language_of
from glossator.citations.record import (
    doi_of,
    full_title,
    issued,
    kind_of_work,
    one_line,
    publisher_of,
    series_of,
    split_emphasis,
)
from glossator.export.biblatex import braces_pair
from glossator.model import Name, Work

_TYPES: Final = {
    "proceedings": "proceedings",
    "mvproceedings": "proceedings",
    "inproceedings": "inproceedings",
    "periodical": "misc",
    "report": "techreport",
    "thesis": "phdthesis",
    "unpublished": "unpublished",
    "booklet": "booklet",
    "manual": "manual",
}
_BELOW_DOCTORATE: Final = re.compile(r"\b(?:[mb]\.?a\b|[mb]athesis|master|magist|bachelor|bakal|diplom)", re.IGNORECASE)
_PUBLISHERS: Final = {
    "phdthesis": "school",
    "mastersthesis": "school",
    "techreport": "institution",
    "manual": "organization",
    "misc": "howpublished",
    "unpublished": "howpublished",
    "booklet": "howpublished",
}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_LATEX: Final = {
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\textbraceleft{}",  # BibTeX counts the brace of `\{` too: only for braces that pair
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_PAIRED: Final = {"{": r"\{", "}": r"\}"}
_LIGATURE: Final = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)")


def bibtex(works: Iterable[Work]) -> bytes:
    """Return works as a BibTeX file."""
    return "\n".join(map(_entry, works)).encode()


def _entry(work: Work) -> str:
    kind = _type(work)
    lines = "".join(f"  {name} = {value},\n" for name, value in _fields(work, kind))
    return f"@{kind}{{{work.key},\n{lines}}}\n"


def _type(work: Work) -> str:
    if work.type == "thesis" and _BELOW_DOCTORATE.search(work.fields.get("type", "")):
        return "mastersthesis"
    if work.type in _TYPES:
        return _TYPES[work.type]
    if work.type in PARTS:
        return "incollection"
    if work.type in ARTICLES:
        return "article"
    return "book" if work.type in WHOLES else "misc"


def _fields(work: Work, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the fields with their values as they are written, braces included."""
    for role in ("author", "editor", "translator"):
        if names := _people(work, role):
            yield role, f"{{{names}}}"
    for field, title in _titles(work, kind):
        if title:
            yield field, f"{{{{{_title(title)}}}}}"
    for field, value in _values(work, kind):
        if value:
            yield field, f"{{{latex(value).replace('–', '--') if field == 'pages' else latex(value)}}}"
    yield from _day(work)
    yield from ((field, f"{{{_address(value)}}}") for field, value in _links(work) if value)


def _titles(work: Work, kind: str) -> Iterator[tuple[str, str]]:
    fields = work.fields
    main = full_title(fields, "main")
    own = ". ".join(filter(None, (full_title(fields), fields.get("titleaddon"))))
    if work.type == "periodical":
        own = full_title(fields, "issue") or own
    yield "title", own
    if kind == "article" or work.type == "periodical":
        yield "journal", full_title(fields, "journal")
    if work.type in PARTS:
        yield "booktitle", full_title(fields, "book") or main
    series = series_of(work)
    if main and not series and (work.type in WHOLES or "booktitle" in fields):
        series = main
    yield "series", series


def _values(work: Work, kind: str) -> Iterator[tuple[str, str]]:
    fields = work.fields
    for field in ("edition", "volume", "number", "chapter", "pages"):
        yield field, fields.get(field, "")
    yield "type", kind_of_work(work)
    yield _PUBLISHERS.get(kind, "publisher"), publisher_of(work)
    yield "address", fields.get("location", "")
    yield "year", _year(work)
    yield "isbn", fields.get("isbn", "")
    yield "issn", fields.get("issn", "")
    yield "language", language_of(work)
    yield "note", ". ".join(filter(None, (fields.get("note"), fields.get("addendum"))))


def _year(work: Work) -> str:
    """Return the year; a span has a slash, which styles print as it stands and programs read as a span."""
    span = issued(work)
    if span is None:
        return work.fields.get("date") or work.fields.get("year", "")
    dates = (span.begin,) if span.end is None else (span.begin, span.end)
    return "/".join(dict.fromkeys(str(date[0]) if date else "" for date in dates))


def _day(work: Work) -> Iterator[tuple[str, str]]:
    """Yield month and day; `day` is not of BibTeX's own, but without it nobody finds an article in a newspaper."""
    span = issued(work)
    if span is not None and span.begin[1:2] and span.begin[1] <= len(_MONTHS):
        yield "month", _MONTHS[span.begin[1] - 1]
        if span.begin[2:] and span.end is None:
            yield "day", f"{{{span.begin[2]}}}"


def _links(work: Work) -> Iterator[tuple[str, str]]:
    yield "doi", doi_of(work)
    yield "url", work.fields.get("url", "")


def _people(work: Work, role: str) -> str:
    names = [_name(name) for name in work.names.get(role, ())]
    return " and ".join((*names, "others") if names and role in work.others else names)


def _name(name: Name) -> str:
    """Return a name: `von Last, Jr., First`; what would fall apart stands in braces."""
    if name.literal:
        return f"{{{latex(name.family)}}}"
    family = _part(name.family, capitals=True)
    if name.particle:
        family = f"{latex(name.particle)} {family}"
    if name.suffix:
        return f"{family}, {_part(name.suffix)}, {_part(name.given)}"
    return f"{family}, {_part(name.given)}" if name.given else family


def _part(text: str, *, capitals: bool = False) -> str:
    """Return a part of a name, in braces if a comma, an "and" or (of a family name) a small letter would cut it."""
    breaks = "," in text or re.search(r"(?:^|\s)and(?:\s|$)", text, re.IGNORECASE)
    small = capitals and (" " in text or not text[:1].isupper())
    return f"{{{latex(text)}}}" if breaks or small else latex(text)


def _title(title: str) -> str:
    pieces = split_emphasis(one_line(title))
    return "".join(rf"\emph{{{_escaped(piece)}}}" if emphasized else _escaped(piece) for piece, emphasized in pieces)


def latex(text: str) -> str:
    """Return text as LaTeX in one line, where every character means itself."""
    return _escaped(one_line(text))


def _escaped(line: str) -> str:
    table = _LATEX | _PAIRED if braces_pair(line) else _LATEX
    return _LIGATURE.sub("{}", "".join(table.get(char, char) for char in line))


def _address(address: str) -> str:
    """Return a web address or DOI, which is never LaTeX; what would end the value is encoded as addresses do."""
    return re.sub(r"[{}\\\s]", lambda match: f"%{ord(match[0]):02X}", address)
