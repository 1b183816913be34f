"""Makes the first draft of an entry from a printed line or a full reference in a note.

    Grafton A., The Footnote: A Curious History, Cambridge, Mass., Harvard University Press, 1997.

becomes author, title, subtitle, location, publisher and date. A draft is a beginning: an editor looks at it, and until
then it is marked as a draft wherever it is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from glossator.citations import lexemes
from glossator.citations.places_of_publication import is_place
from glossator.citations.printed_names import UPPER, PrintedNames, names_at
from glossator.folding import fold, words
from glossator.ids import Ids
from glossator.model import Name, Work

_SEGMENT: Final = re.compile(r"(?:(?<![^\W_])(?:St|S|Ste)\.\s(?=[^\W\d_]{4})|[^,.;:()])+(?:\.(?=[^\s])[^,.;:()]*)*")
_YEARS: Final = re.compile(r"(?P<from>1[4-9]\d\d|20\d\d)(?:\s?[–/-]\s?(?P<to>\d{4}|\d{2})(?!\d))?")
_AFTER_AUTHORS: Final = re.compile(r"\s?(?:\((?:eds?|hrsg|hg|red)\.?\))?\s?[,:.]\s?", re.IGNORECASE)
_POINT_THEN_TITLE: Final = re.compile(rf"\.\s(?=[\"“„«*]?[{UPPER}\d])")
_SPACE_THEN_TITLE: Final = re.compile(rf"\s(?=[\"“„«*]?[{UPPER}][^\W\d_]{{2}})")
_IMPRINT: Final = re.compile(  # "Title. Place: Publisher, 1934."
    rf"[.?!]\s(?P<place>[{UPPER}][^.:,]{{2,40}}):\s(?P<publisher>[^:]{{2,80}}),\s(?P<year>(?:1[4-9]|20)\d\d(?:[–-]\d{{2,4}})?)\.?$"
)
SAME_AUTHOR: Final = re.compile(r"(?:[—–]{2,}|_{3,}|-{3,})[.,:]?\s*")
_EDITORS_HERE: Final = re.compile(r"\s?,?\s?\((?:eds?|hrsg|hg|red)\.?\)", re.IGNORECASE)
_IN: Final = re.compile(r",?\.?\s(?:in|In):\s")
_FEW: Final = frozenset(  # words a key does not begin with
    ("the", "a", "an", "der", "die", "das", "le", "la", "les", "un", "une", "i", "v", "na", "o", "u", "z", "ve")
)
_CYRILLIC_LETTERS: Final = re.compile(r"[а-яА-Я]")
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)
_BY: Final = re.compile(r"(?:by|von|par)\s")
_TRANSLATED: Final = re.compile(
    r"(?<=[,.]\s)(?:transl|trans|translated|übers|übersetzt|traduit|přel|přeložil|пер)\b\.?\s(?:(?:by|von|par)\s)?",
    re.IGNORECASE,
)
_REGION: Final = re.compile(  # of a place: "Cambridge, Mass., Harvard University Press"
    r",\s(?:Mass|Conn|Calif|Cal|Ill|Ind|Md|Mich|Minn|Pa|Va|Tex|Wash|Wis|Ont|N\.\s?[CHJY]|R\.\s?I|D\.\s?C|[A-Z]{2})\b\.?"
    r"(?=[,:]\s)"
)
_UNDATED: Final = re.compile(r"[\s,(\[]+(?:n\.\s?d|s\.\s?[ad]|o\.\s?J|b\.\s?[dr]|б\.\s?г)\b\.?[)\]]?$")
_UNTITLED: Final = "[untitled]"


class _Cut(NamedTuple):
    """A stretch taken out of the line, for what it says is known."""

    start: int
    end: int


def draft_work(line: str, taken: Ids, *, listed: int | None = None, as_printed: str | None = None) -> Work:
    """Return the draft of an entry for one printed reference.

    Args:
        line: the reference, without note number, bullet or locator.
        taken: the keys given so far; the new key joins them.
        listed: its ordinal in the printed bibliography.
        as_printed: the printed line, where it is one.
    """
    text = " ".join(line.split()).rstrip(" ;,")
    names: dict[str, tuple[Name, ...]] = {}
    fields: dict[str, str] = {}
    others: set[str] = set()
    at = 0
    authors = _authors(text)
    if authors is not None:
        found, at, role = authors
        names[role] = found.names
        if found.others:
            others.add(role)
    inside = _IN.search(text, at)
    own_end = inside.start() if inside else len(text)
    if inside:
        _title(text[at:own_end], fields)
        _container(text, inside.end(), fields, names, others)
    else:
        cuts = _take_out(text, at, len(text), fields, names, others)
        _publication(text, at, len(text), cuts, fields)
    fields = {name: value for name, value in fields.items() if value}
    fields.setdefault("title", text or _UNTITLED)
    kind = _kind(fields, names)
    key = taken.take(_key(names, fields))
    return Work(key, kind, names, fields, {}, frozenset(others), listed, as_printed, draft=True)


def authors_of(line: str) -> str:
    """Return the beginning of a printed line that names its authors, with what divides them from the title."""
    found = _authors(" ".join(line.split()))
    return line[: found[1]] if found is not None else ""


def _authors(text: str) -> tuple[PrintedNames, int, str] | None:
    # What stands before the first comma comes last: "Ash M., Mills, St. Petersburg" is not two persons.
    for full, end in ((False, len(text)), (True, len(text)), (False, text.find(","))):
        names = names_at(text, 0, end, full=full) if end > 0 else None
        if names is None or (full and not names.firm and is_place(names.names[0].given)):
            continue
        if editors := _EDITORS_HERE.match(text, names.end):
            after = _AFTER_AUTHORS.match(text, editors.start())
            if after is not None:
                return names, after.end(), "editor"
        after = _AFTER_AUTHORS.match(text, names.end)
        if after is not None and after[0].strip()[-1:] in {",", ":"} and (names.firm or full):
            return names, after.end(), "author"
        spelled = full and "," in text[: names.end]  # "Family, Given. Title"
        if spelled and (point := _POINT_THEN_TITLE.match(text, names.end)):
            return names, point.end(), "author"
        initials = names.firm and text[: names.end].endswith(".") and not text[: names.end].endswith(" St.")
        if initials and (space := _SPACE_THEN_TITLE.match(text, names.end)):
            return names, space.end(), "author"  # "Family I. I. Title"
        if names.others and after is None and text[names.end : names.end + 2] == ", ":
            return names, names.end + 2, "author"
    return None


def _take_out(
    text: str, at: int, end: int, fields: dict[str, str], names: dict[str, tuple[Name, ...]], others: set[str]
) -> list[_Cut]:
    """Find editors, volumes, edition, pages and the like, and return where they stand."""
    cuts: list[_Cut] = []
    for mark in lexemes.EDITOR_MARK.finditer(text, at, end):
        if mark.start() and text[mark.start() - 1].isalnum():
            continue
        by = _BY.match(text, mark.end(), end)
        after = (names_at(text, by.end(), end) if by else None) or names_at(text, mark.end(), end)
        closing = text.startswith(("(", ")"), mark.start()) or ")" in mark[0]
        if after is not None and not (
            closing and text[mark.end() - 1 : mark.end()] == ")" and after.start == mark.end()
        ):
            found, stop = after, after.end
            while (more := re.compile(r"\s?/\s?|\s?,\s|\s").match(text, stop, end)) and (
                following := names_at(text, more.end(), end, full=False)
            ):
                if not following.firm or not following.names[0].given:
                    break
                found = PrintedNames(found.names + following.names, found.start, following.end, True, following.others)
                stop = following.end
            names.setdefault("editor", found.names)
            if found.others:
                others.add("editor")
            cuts.append(_Cut(mark.start(), stop + (text[stop : stop + 1] == ")")))
    for mark in _TRANSLATED.finditer(text, at, end):
        found_here = names_at(text, mark.end(), end)
        if found_here is not None:
            names.setdefault("translator", found_here.names)
            if found_here.others:
                others.add("translator")
            cuts.append(_Cut(mark.start(), found_here.end))
    for pattern, field, group in (
        (lexemes.VOLUMES_TOTAL, "volumes", "volumes"),
        (lexemes.EDITION, "edition", "edition"),
        (lexemes.VOLUME, "volume", "volume"),
    ):
        for counted in pattern.finditer(text, at, end):
            if counted.start() and text[counted.start() - 1].isalnum():
                continue
            if any(cut.start <= counted.start() < cut.end for cut in cuts):
                continue
            if (
                field == "volume"
                and not text[counted.start() :].lstrip("( ")[:1].isupper()
                and "vol" not in counted[0].lower()
            ):
                continue
            value = counted[group]
            if field == "volume" and (total := re.fullmatch(r"(?:I|1)\s?[–-]\s?([IVX]+|\d+)", value)):
                fields.setdefault("volumes", _number(total[1]))
            else:
                fields.setdefault(field, value)
            cuts.append(_Cut(counted.start(), counted.end()))
    place = re.compile(r",?\s(?=pp?\.\s?\d)").search(text, at, end)
    if place is not None and (locator := lexemes.locator_at(text, place.end(), end)):
        fields.setdefault("pages", locator.value)
        cuts.append(_Cut(place.start(), locator.end))
    return sorted(cuts)


def _publication(text: str, at: int, end: int, cuts: Sequence[_Cut], fields: dict[str, str]) -> None:
    """Divide what is left into title, place, publisher and year."""
    years = [
        found
        for found in _YEARS.finditer(text, at, end)
        if not any(cut.start <= found.start() < cut.end for cut in cuts)
    ]
    segments = [
        (found.start(), found.end())
        for found in _SEGMENT.finditer(text, at, end)
        if found[0].strip()
        and not any(cut.start <= found.start() < cut.end or found.start() <= cut.start < found.end() for cut in cuts)
    ]
    imprint = _IMPRINT.search(text, at, end)
    if imprint is not None and not any(cut.start < imprint.end() and cut.end > imprint.start() for cut in cuts):
        fields["location"], fields["publisher"] = imprint["place"], imprint["publisher"]
        year = _YEARS.match(imprint["year"])
        if year is not None:
            fields["date"] = _date(year)
        first_cut = min((cut.start for cut in cuts if cut.start > at), default=end)
        _title(text[at : min(imprint.start() + 1, first_cut)], fields)
        return
    place_at = next((number for number, (a, b) in enumerate(segments) if number and is_place(text[a:b])), None)
    title_end = end
    if place_at is not None:
        a, b = segments[place_at]
        title_end = a
        fields["location"] = _place(text[a:b])
        if (region := _REGION.match(text, b, end)) is not None:
            fields["location"] += region[0]
            b = region.end()
        year = next((found for found in years if found.start() >= a), None)
        stop = min([year.start() if year else end, *(cut.start for cut in cuts if cut.start > b)])
        rest = _UNDATED.sub("", text[b:stop])
        if publisher := rest.strip(" ,.;:()–-"):
            fields["publisher"] = f"{publisher}." if rest.rstrip(" ,;:()")[-3:-1] == publisher[-2:] else publisher
    else:
        year = years[-1] if years and text[years[-1].end() :].strip(" .)gG") == "" else None
        if year is not None:
            title_end = year.start()
    if year is not None:
        fields["date"] = _date(year)
    for cut in cuts:
        if at < cut.start < title_end:
            title_end = cut.start
    _title(text[at:title_end], fields)


def _container(
    text: str, at: int, fields: dict[str, str], names: dict[str, tuple[Name, ...]], others: set[str]
) -> None:
    """Read what follows "in:": a journal with its issue, or a book with its editors."""
    end = len(text)
    found = names_at(text, at, end)
    if found is not None and (mark := _EDITORS_HERE.match(text, found.end)):
        names["editor"] = found.names
        if found.others:
            others.add("editor")
        after = re.compile(r"\s?,?\s?").match(text, mark.end())
        at = after.end() if after else mark.end()
    cuts = _take_out(text, at, end, fields, names, others)
    issue = lexemes.ISSUE.search(text, at, end)
    date = lexemes.DATE.search(text, at, end)
    segments = list(_SEGMENT.finditer(text, at, end))
    has_place = any(is_place(segment[0]) for segment in segments[1:])
    if has_place or "editor" in names:
        inner: dict[str, str] = {}
        _publication(text, at, end, cuts, inner)
        fields["booktitle"] = inner.pop("title", "")
        if "subtitle" in inner:
            fields["booksubtitle"] = inner.pop("subtitle")
        fields.update(inner)
        return
    stop = min([found_here.start() for found_here in (issue, date) if found_here] + [cut.start for cut in cuts] + [end])
    title = text[at:stop].split(",", maxsplit=1)[0].strip(" ,.")
    number = re.fullmatch(r"(?P<title>.+?)\s(?P<volume>\d{1,3})", title)
    if number:
        title = number["title"]
        fields["volume"] = number["volume"]
    fields["journaltitle"] = title
    if issue is not None:
        value = re.sub(r"^(?:no|nr|č|№|heft)\b\.?\s?", "", issue[0], flags=re.IGNORECASE)
        number_part, _, year_part = value.rpartition("/")
        if number_part and len(year_part.strip()) in {2, 4}:
            fields["number"] = number_part.strip()
            fields["date"] = _full_year(year_part.strip())
        else:
            fields["number"] = value
    comma = text.find(",", at, stop)
    after_title = comma if comma >= 0 else stop
    year = _YEARS.search(text, after_title if issue is None else issue.end(), end)
    if date is not None and (iso := _iso(date[0])):
        fields["date"] = iso
    elif year is not None and "date" not in fields:
        fields["date"] = _date(year)


def _title(text: str, fields: dict[str, str]) -> None:
    title = text.strip(" ,.;(").strip()
    title = re.sub(r"^[\"“„«]|[\"”“»]$", "", title) if title.count('"') % 2 or title[:1] in "“„«" else title
    head, colon, rest = title.partition(": ")
    fields["title"] = head.strip(" ,.")
    if colon and rest.strip():
        fields["subtitle"] = rest.strip(" ,.")


def _place(segment: str) -> str:
    return re.sub(r"\s(?:1[4-9]|20)\d\d.*$", "", segment.strip())


def _date(year: re.Match[str]) -> str:
    if year["to"]:
        to = year["to"] if len(year["to"]) == 4 else year["from"][:2] + year["to"]
        return f"{year['from']}/{to}"
    return year["from"]


def _full_year(year: str) -> str:
    if len(year) == 4:
        return year
    return f"19{year}" if int(year) > 30 else f"20{year}"


def _iso(date: str) -> str:
    found = re.search(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$", date)
    if not found or not (1 <= int(found[2]) <= 12 and 1 <= int(found[1]) <= 31):
        return ""
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"


_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman(numeral: str) -> int:
    """Return the value of a Roman numeral; 0 where it is none."""
    total = 0
    values = [_ROMAN.get(letter, 0) for letter in numeral.upper()]
    if not values or 0 in values:
        return 0
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return total


def _number(written: str) -> str:
    return written if written.isdigit() else str(roman(written) or written)


def _kind(fields: dict[str, str], names: dict[str, tuple[Name, ...]]) -> str:
    if "journaltitle" in fields:
        return "article"
    if "booktitle" in fields:
        return "incollection"
    if "author" not in names and "editor" in names:
        return "mvcollection" if "volumes" in fields else "collection"
    if "date" not in fields and "publisher" not in fields:
        return "misc"
    return "mvbook" if "volumes" in fields else "book"


def _key(names: dict[str, tuple[Name, ...]], fields: dict[str, str]) -> str:
    """Return a key such as `grafton1997footnote`: name, year, first word of the title that tells something."""
    people = names.get("author") or names.get("editor") if "author" in names else None
    title = [_ascii(word.text) for word in words(fields.get("title", ""))]
    telling = [word for word in title if len(word) > 2 and word not in _FEW and not word.isdigit()]
    telling = telling or [word for word in title if word] or ["work"]
    family = _ascii(people[0].family) if people else ""
    year = fields.get("date", "")[:4]
    if family:
        return f"{family}{year}{telling[0]}"
    return f"{telling[0]}{year}{telling[1] if len(telling) > 1 else ''}"


def _ascii(text: str) -> str:
    if _CYRILLIC_LETTERS.search(text):
        text = fold(text)
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in plain.lower() if letter.isascii() and letter.isalnum())
