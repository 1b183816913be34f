"""What the fields of a work say, read once for all styles and exports: titles, dates, publishers, kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from glossator.citations.biblatex import ARTICLES
from glossator.model import Work

LOCATOR_LABELS: Final = {  # CSL locator -> how it is written, for one and for several
    "appendix": ("app.", "apps."),
    "book": ("bk.", "bks."),
    "chapter": ("chap.", "chaps."),
    "column": ("col.", "cols."),
    "document": ("doc.", "docs."),
    "figure": ("fig.", "figs."),
    "folio": ("fol.", "fols."),
    "issue": ("no.", "nos."),
    "line": ("line", "lines"),
    "note": ("n.", "nn."),
    "number": ("no.", "nos."),
    "page": ("p.", "pp."),
    "paragraph": ("para.", "paras."),
    "part": ("pt.", "pts."),
    "section": ("sec.", "secs."),
    "sub-verbo": ("s.v.", "s.vv."),
    "table": ("table", "tables"),
    "verse": ("verse", "verses"),
    "volume": ("vol.", "vols."),
}

_TYPE_WORDS: Final = {
    "phdthesis": "PhD diss.",
    "mathesis": "MA thesis",
    "bathesis": "BA thesis",
    "candthesis": "candidate thesis",
    "techreport": "technical report",
    "resreport": "research report",
}


_STATES: Final = {"inpress": "in press", "inpreparation": "in preparation"}


_SERIES: Final = {"newseries": "n.s.", "oldseries": "o.s."}


PERIODICAL_PAPERS: Final = ARTICLES - {"periodical"}


class DateSpan(NamedTuple):
    """A date or a span of dates, each with as many parts as are known: year, month (21–24 are seasons), day."""

    begin: tuple[int, ...]
    end: tuple[int, ...] | None = None  # None: no span; (): it still goes on
    doubt: str = ""  # biblatex: `?` uncertain, `~` approximate, `%` both


_NO_MONTHS: Final = tuple((month,) for month in range(13, 21))


_DATE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")


def parse_date(text: str) -> DateSpan | None:
    """Return what a biblatex date says (`1917`, `1917-11-07`, `1917/1921`, `1917/`, `1917~`), or None if it is none."""
    first, slash, second = text.partition("/")
    begin = _parse_one(first)
    end = ((), "") if second in {"", ".."} else _parse_one(second)
    if begin is None or end is None:
        return None
    return DateSpan(begin[0], end[0] if slash else None, begin[1] or end[1])


def _parse_one(text: str) -> tuple[tuple[int, ...], str] | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    parts = tuple(int(part) for part in match.groups()[:3] if part)
    known = all(low <= part <= high for part, (low, high) in zip(parts[1:], ((1, 24), (1, 31)), strict=False))
    return (parts, match[4]) if known and parts[1:2] not in _NO_MONTHS else None


def issued(work: Work) -> DateSpan | None:
    """Return when a work appeared, by `date`, or by `year` and a `month` in figures; None if nothing can be read."""
    year, month = work.fields.get("year", ""), work.fields.get("month", "")
    if "date" not in work.fields and month.isdecimal():
        year = f"{year}-{int(month):02}"
    return parse_date(work.fields.get("date", year))


def full_title(fields: Mapping[str, str], part: str = "") -> str:
    """Return title and subtitle as one: `Title: Subtitle`; `part` is `book`, `main` or `journal` for their titles."""
    title, subtitle = fields.get(f"{part}title", ""), fields.get(f"{part}subtitle", "")
    if not title or not subtitle:
        return title or subtitle
    return f"{title} {subtitle}" if title[-1] in "?!" else f"{title}: {subtitle}"


def split_emphasis(text: str) -> tuple[tuple[str, bool], ...]:
    """Return the pieces of a title, each with whether it is emphasized: `On *Faust*` gives `On ` and `Faust`."""
    pieces = re.split(r"\*([^*\s](?:[^*]*[^*\s])?)\*", text)
    return tuple((piece, k % 2 == 1) for k, piece in enumerate(pieces) if piece)


def without_emphasis(text: str) -> str:
    """Return a title without the marks of emphasis."""
    return "".join(piece for piece, _ in split_emphasis(text))


def one_line(text: str) -> str:
    """Return text with each run of white space as one space and without control characters; hard spaces stay."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "", re.sub(r"[^\S\xa0\u202f]+", " ", text)).strip(" ")


def doi_of(work: Work) -> str:
    """Return the DOI without the address of a resolver that editors copy with it."""
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", work.fields.get("doi", ""), flags=re.IGNORECASE)


def kind_of_work(work: Work) -> str:
    """Return the words for the kind of work in `type`: `phdthesis` gives `PhD diss.`, other words stay."""
    kind = work.fields.get("type", "")
    return _TYPE_WORDS.get(kind, kind)


def state_of(work: Work) -> str:
    """Return what a work that has not appeared is waiting for: `inpress` gives `in press`."""
    state = work.fields.get("pubstate", "")
    return _STATES.get(state, state)


def series_of(work: Work) -> str:
    """Return the series; that of a journal in words: `newseries` gives `n.s.`, `2` gives `2nd ser.`."""
    series = work.fields.get("series", "")
    if work.type not in ARTICLES:
        return series
    return f"{ordinal(series)} ser." if series.isdecimal() else _SERIES.get(series, series)


def publisher_of(work: Work) -> str:
    """Return who published: for theses and reports the institution, else the publisher or whoever stands for it."""
    order = ["publisher", "organization", "institution", "howpublished"]
    if work.type in {"thesis", "report"}:
        order.insert(0, "institution")
    return next((work.fields[name] for name in order if name in work.fields), "")


def is_cited_by_date(work: Work) -> bool:
    """Tell whether an article stands in a newspaper or magazine, which are cited by their day."""
    span = issued(work)
    if work.type not in PERIODICAL_PAPERS or span is None or len(span.begin) < 3:
        return False
    numbered = any(name in work.fields for name in ("volume", "number", "issue"))
    return work.fields.get("entrysubtype") in {"newspaper", "magazine"} or not numbered


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


SEASONS: Final = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}


_DOUBTS: Final = {"": "{}", "?": "[{}?]", "~": "[ca. {}]", "%": "[ca. {}?]"}


def issued_words(work: Work, precision: int) -> str:
    """Return when a work appeared; what cannot be read as a date is printed as it stands."""
    span = issued(work)
    if span is not None:
        return _span_words(span, precision)
    month, year = field_of(work, "month"), field_of(work, "year")
    return field_of(work, "date") or joined(month if precision > 1 else "", year, mark=" ")


def date_words(date: str, precision: int) -> str:
    """Return a date in words, with up to so many parts: 1 for the year, 2 with month, 3 with day."""
    span = parse_date(date)
    return date if span is None else _span_words(span, precision)


def _span_words(span: DateSpan, precision: int) -> str:
    """Return a date or span with up to so many parts: 1 for years, 2 for months too, 3 for days."""
    begin, end = span.begin[:precision], span.end[:precision] if span.end is not None else None
    if end is None or end == begin:
        words = _day(begin)
    elif not end:
        words = f"{_day(begin)}–"
    elif len(begin) == len(end) > 1 and begin[0] == end[0]:  # 1917: one year is enough, and one month
        last = str(end[2]) if begin[:-1] == end[:-1] and len(end) == 3 else _day(end[1:], year=False)
        words = f"{_day(begin[1:], year=False)}–{last}{',' if len(end) == 3 else ''} {end[0]}"
    else:
        words = f"{_day(begin)}–{_day(end)}"
    return _DOUBTS[span.doubt].format(words)


def _day(parts: tuple[int, ...], *, year: bool = True) -> str:
    """Return a date in words: `November 7, 1917`, `Spring 1917`; without the year, `parts` begin with the month."""
    number, rest = (str(parts[0]), parts[1:]) if year else ("", parts)
    if not rest:
        return number
    month = SEASONS.get(rest[0]) or _MONTHS[rest[0] - 1]
    if len(rest) == 1:
        return f"{month} {number}".strip()
    return f"{month} {rest[1]}, {number}" if year else f"{month} {rest[1]}"


def ordinal(figure: str) -> str:
    """Return a number as an English ordinal: `2nd`."""
    number = int(figure)
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


def field_of(work: Work, name: str) -> str:
    """Return a field of a work, or the empty text."""
    return work.fields.get(name, "")


def joined(*texts: str, mark: str = ", ") -> str:
    """Return the texts that there are with a mark between them."""
    return mark.join(filter(None, texts))
