"""Works as CSL-JSON, the format of Zotero, pandoc and citeproc: https://docs.citationstyles.org, appendix IV.

The variables are those of CSL 1.0.2. Three conventions of the programs that read it are kept: emphasis in titles is
`<i>…</i>`, "and others" is a last name `{"literal": "others"}`, and a volume of a set has the title of the set in
`title` (of a part: in `container-title`) and its own in `volume-title`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from glossator.citations.biblatex import ARTICLES, PARTS, WHOLES
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

_LANGUAGES: Final = {  # as babel names them -> BCP 47
    "american": "en-US", "arabic": "ar", "armenian": "hy", "australian": "en-AU", "austrian": "de-AT",
    "belarusian": "be", "brazilian": "pt-BR", "british": "en-GB", "bulgarian": "bg", "catalan": "ca", "chinese": "zh",
    "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "estonian": "et", "finnish": "fi",
    "francais": "fr", "french": "fr", "georgian": "ka", "german": "de", "greek": "el", "hebrew": "he",
    "hungarian": "hu", "italian": "it", "japanese": "ja", "latin": "la", "latvian": "lv", "lithuanian": "lt",
    "macedonian": "mk", "magyar": "hu", "naustrian": "de-AT", "ngerman": "de", "norsk": "nb", "norwegian": "no",
    "nswissgerman": "de-CH", "nynorsk": "nn", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro",
    "russian": "ru", "serbian": "sr", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "spanish": "es",
    "swedish": "sv", "swissgerman": "de-CH", "turkish": "tr", "ukenglish": "en-GB", "ukrainian": "uk",
    "usenglish": "en-US", "yiddish": "yi",
}  # fmt: skip
_ROMAN: Final = ("LATIN ", "MODIFIER LETTER ")  # a soft sign is written `ʹ`
_OTHER_SCRIPT: Final = frozenset({"ar", "be", "bg", "el", "fa", "he", "hy", "ja", "ka", "mk", "ru", "uk", "yi", "zh"})


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


def language_of(work: Work) -> str:
    """Return the language of a work as BCP 47, or "" where it is not known.

    `langid` comes before `language`. A title in Latin letters of a language that has its own is a transliteration:
    `ru-Latn` for `Istorija`, `ru` for `История`.
    """
    named = work.fields.get("langid") or work.fields.get("language", "")
    tag = _LANGUAGES.get(named.lower(), named if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", named) else "")
    letters = [char for char in full_title(work.fields) or full_title(work.fields, "book") if char.isalpha()]
    romanized = letters and all(unicodedata.name(char, "").startswith(_ROMAN) for char in letters)
    return f"{tag}-Latn" if tag in _OTHER_SCRIPT and romanized else tag


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
