"""Works as CSL-JSON, the format of Zotero, pandoc and citeproc: https://docs.citationstyles.org, appendix IV.

The variables are those of CSL 1.0.2. Three conventions of the programs that read it are kept: emphasis in titles is
`<i>…</i>`, "and others" is a last name `{"literal": "others"}`, and a volume of a set has the title of the set in
`title` (of a part: in `container-title`) and its own in `volume-title`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from glossator.citations.biblatex import ARTICLES, PARTS, WHOLES
from glossator.citations.languages import language_of
from glossator.citations.record import (
    DateSpan,
    doi_of,
    full_title,
    is_cited_by_date,
    issued,
    kind_of_work,
    parse_date,
    publisher_of,
    series_of,
    split_emphasis,
    state_of,
)
from glossator.model import Name, Work

_Item = dict[str, Any]

_TYPES: Final = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "review": "review",
    "periodical": "periodical",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "booklet": "pamphlet",
    "manual": "book",
    "misc": "document",
    "online": "webpage",
    "report": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "archival": "manuscript",
}
_NAMES: Final = {  # CSL variable -> fields that hold such names
    "author": ("author",),
    "container-author": ("bookauthor",),
    "editor": ("editor", "editora", "editorb", "editorc"),
    "translator": ("translator",),
}
_NAMED_IN_NOTE: Final = {  # what CSL has no variable for
    "introduction": "Introduction by",
    "foreword": "Foreword by",
    "afterword": "Afterword by",
    "commentator": "Commentary by",
    "annotator": "Annotated by",
    "holder": "Held by",
}
_SAME: Final = {  # CSL variable -> the field with the same content
    "volume": "volume",
    "number-of-volumes": "volumes",
    "part-number": "part",
    "chapter-number": "chapter",
    "edition": "edition",
    "version": "version",
    "page": "pages",
    "number-of-pages": "pagetotal",
    "publisher-place": "location",
    "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation",
    "event-place": "venue",
    "container-title-short": "shortjournal",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
    "keyword": "keywords",
    "abstract": "abstract",
    "annote": "annotation",
}
_DATES: Final = {"original-date": "origdate", "event-date": "eventdate", "accessed": "urldate"}
_SEASONS: Final = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}


def csl_json(works: Iterable[Work]) -> bytes:
    """Return works as one JSON array, one work a line; the same works give the same bytes."""
    lines = ",\n ".join(json.dumps(csl_item(work), ensure_ascii=False) for work in works)
    return f"[\n {lines}\n]\n".encode() if lines else b"[]\n"


def csl_item(work: Work) -> _Item:
    """Return one work as a CSL item."""
    fields = work.fields
    item: _Item = {"id": work.key, "type": _type(work)}
    item |= dict(_names(work))
    item |= dict(_titles(work))
    item |= dict(_numbers(work))
    item |= {variable: fields[field] for variable, field in _SAME.items() if field in fields}
    item |= {variable: _date(fields[field]) for variable, field in _DATES.items() if field in fields}
    others = {
        "issued": _issued(work),
        "publisher": publisher_of(work),
        "genre": kind_of_work(work),
        "status": state_of(work),
        "event-title": fields.get("eventtitle"),
        "archive" if work.type in {"unpublished", "archival", "misc"} else "call-number": fields.get("library"),
        "DOI": doi_of(work),
        "language": language_of(work),
        "note": ". ".join(_notes(work)),
    }
    return item | {variable: value for variable, value in others.items() if value}


def _type(work: Work) -> str:
    if work.type in WHOLES:
        return "book"
    subtype = work.fields.get("entrysubtype", "")
    if work.type in {"article", "suppperiodical"} and (is_cited_by_date(work) or subtype in {"newspaper", "magazine"}):
        return "article-magazine" if subtype == "magazine" else "article-newspaper"
    if work.type == "unpublished" and "eventtitle" in work.fields:
        return "speech"
    return _TYPES.get(work.type, "chapter" if work.type in PARTS else "document")


def _names(work: Work) -> Iterator[tuple[str, list[_Item]]]:
    for variable, fields in _NAMES.items():
        names = [_name(name) for field in fields for name in work.names.get(field, ())]
        if names and any(field in work.others for field in fields):
            names.append({"literal": "others"})
        if variable == "editor" and work.fields.get("editortype") == "compiler":
            variable = "compiler"  # noqa: PLW2901
        if names:
            yield variable, names


def _name(name: Name) -> _Item:
    if name.literal:
        return {"literal": name.family}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def _titles(work: Work) -> Iterator[tuple[str, str]]:
    """Yield the titles: the work's own, that of what it stands in, that of its volume."""
    fields = work.fields
    own, book, whole = (_with_addon(fields, part) for part in ("", "book", "main"))
    titles = {"title": own, "container-title": book}
    if work.type == "periodical":
        titles = {"title": full_title(fields, "issue"), "container-title": full_title(fields, "journal") or own}
    elif work.type in ARTICLES:
        titles = {"title": own, "container-title": full_title(fields, "journal")}
    elif whole and work.type in PARTS:
        titles = {"title": own, "container-title": whole, "volume-title": book}
    elif whole:
        titles = {"title": whole, "volume-title": own}
    short = fields.get("shorttitle") or ("" if whole or "subtitle" not in fields else fields.get("title", ""))
    titles |= {"title-short": short, "original-title": fields.get("origtitle", "")}
    yield from ((variable, _rich(title)) for variable, title in titles.items() if title)


def _with_addon(fields: Mapping[str, str], part: str) -> str:
    """Return a title with what is said behind it: `Title: Subtitle. Addon`."""
    return ". ".join(filter(None, (full_title(fields, part), fields.get(f"{part}titleaddon"))))


def _rich(title: str) -> str:
    return "".join(f"<i>{piece}</i>" if emphasized else piece for piece, emphasized in split_emphasis(title))


def _numbers(work: Work) -> Iterator[tuple[str, str]]:
    """Yield the series, and the number: of an issue, in the series, or of the work itself."""
    if series := series_of(work):
        yield "collection-title", series
    number, issue = work.fields.get("number", ""), work.fields.get("issue", "")
    if work.type in ARTICLES:
        number = ", ".join(filter(None, (number, "" if issue.lower() in _SEASONS else issue)))
    if number:
        whole = "collection-number" if work.type in WHOLES | PARTS else "number"
        yield "issue" if work.type in ARTICLES else whole, number


def _issued(work: Work) -> _Item | None:
    fields = work.fields
    span = issued(work)
    if span is None:
        literal = fields.get("date") or " ".join(filter(None, (fields.get("month"), fields.get("year"))))
        return {"literal": literal} if literal else None
    season = _SEASONS.get(fields.get("issue", "").lower()) if work.type in ARTICLES else None
    return _span(span) if season is None else _span(DateSpan((*span.begin[:1], 20 + season), span.end, span.doubt))


def _date(text: str) -> _Item:
    span = parse_date(text)
    return {"literal": text} if span is None else _span(span)


def _span(span: DateSpan) -> _Item:
    """Return a date or span as CSL has it; a span that goes on ends with year 0, a season stands beside its year."""
    dates = [span.begin] if span.end is None else [span.begin, span.end or (0,)]
    date: _Item = {"date-parts": [list(parts[:1] if parts[1:2] > (12,) else parts) for parts in dates]}
    if span.begin[1:2] > (12,):
        date["season"] = span.begin[1] - 20
    if span.doubt:
        date["circa"] = True
    return date


def _notes(work: Work) -> Iterator[str]:
    """Yield what is said beside everything else, and the hands in it that CSL knows no variable for."""
    for field, words in _NAMED_IN_NOTE.items():
        names = [_straight(name) for name in work.names.get(field, ())]
        if names and field in work.others:
            names.append("others")
        if names:
            yield f"{words} {' and '.join(filter(None, (', '.join(names[:-1]), names[-1])))}"
    yield from (work.fields[field] for field in ("note", "addendum") if field in work.fields)


def _straight(name: Name) -> str:
    return " ".join(filter(None, (name.given, name.particle, name.family, name.suffix)))
