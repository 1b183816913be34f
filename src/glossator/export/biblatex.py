r"""Works as biblatex: our own source format, that of `bibliography/SLUG.bib`.

`citations.bibtex` reads it back into the same works. It also prints drafts: an editor copies an entry into the file.

    @book{kaul1911rand,
      author           = {Kaul, Emil and others},
      title            = {Der Rand},
      title+an:printed = {="Der Rnad"},
      title+an:reason  = {="two letters are transposed"},
      date             = {1911},
    }

The notation cannot say everything: `{`, `}`, `\`, `~` and doubled hyphens and quotes mean something else in LaTeX, and
reading turns them into other characters or none. They never come out of a file, so a work that was read is written
truly; in a draft they become what reading would make of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final

from glossator.citations.biblatex import NAME_FIELDS, VERBATIM
from glossator.model import Name, Work

_ORDER: Final = (
    "title", "subtitle", "titleaddon", "booktitle", "booksubtitle", "booktitleaddon", "maintitle", "mainsubtitle",
    "issuetitle", "journaltitle", "journalsubtitle", "edition", "volume", "volumes", "part", "number", "issue",
    "series", "type", "institution", "organization", "publisher", "location", "howpublished", "library", "date",
    "year", "month", "pages", "chapter",
)  # fmt: skip
_SPECIAL: Final = re.compile(r"[&%$#_]")
_LIGATURE: Final = re.compile(r"(?<=[?!])(?=`)|(?<=,)(?=,)")  # two characters that LaTeX would print as one
_DATES: Final = frozenset({"date", "origdate", "eventdate", "urldate"})  # `1902~` is about 1902


def biblatex(works: Iterable[Work]) -> bytes:
    """Return works as a biblatex file, with what the print has otherwise as annotations."""
    return "\n".join(map(_entry, works)).encode()


def _entry(work: Work) -> str:
    fields = list(_fields(work))
    width = max((len(name) for name, _ in fields), default=0)
    lines = "".join(f"  {name:<{width}} = {{{value}}},\n" for name, value in fields)
    return f"@{work.type}{{{work.key},\n{lines}}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    """Yield names and values as they are written: people first, each field followed by its annotations."""
    written = {field: _people(work, field) for field in NAME_FIELDS if work.names.get(field)}
    places = {field: place for place, field in enumerate(_ORDER)}
    for field in sorted(work.fields, key=lambda field: (places.get(field, len(places)), field)):
        value = work.fields[field]
        written[field] = _verbatim(value) if field in VERBATIM or field in _DATES else _text(value)
    for field in (*written, *sorted(work.corrections.keys() - written)):
        if field in written:
            yield field, written[field]
        if correction := work.corrections.get(field):
            yield f"{field}+an:printed", _annotation(correction.printed)
            if correction.reason:
                yield f"{field}+an:reason", _annotation(correction.reason)


def _text(text: str) -> str:
    r"""Return text as LaTeX, in one line: `R&D` gives `R\&D`."""
    return _LIGATURE.sub("{}", _SPECIAL.sub(r"\\\g<0>", _readable(text)))


def _readable(text: str) -> str:
    """Return text as reading would give it: without what the notation cannot say."""
    text = re.sub(r"[{}\\]", "", text.replace("~", " "))
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return re.sub(r"\s*[\n\t\r]\s*|\s\s+", " ", text).strip()


def braces_pair(text: str) -> bool:
    """Tell whether the braces of a text pair; in a value of BibTeX they must."""
    depths = list(accumulate({"{": 1, "}": -1}.get(char, 0) for char in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _verbatim(value: str) -> str:
    """Return a value that is read as it stands; braces that do not pair are encoded as in addresses."""
    return value if braces_pair(value) else value.replace("{", "%7B").replace("}", "%7D")


def _annotation(text: str) -> str:
    """Return the value of an annotation; biblatex ends it at quotation marks and semicolons."""
    value = _text(text.replace(";", ",").replace('"', "'"))
    return f'="{value}"'


def _people(work: Work, field: str) -> str:
    names = [written for name in work.names[field] if (written := _name(name))]
    return " and ".join((*names, "others") if field in work.others else names)


def _name(name: Name) -> str:
    """Return a name so that reading takes it apart in the same way: `von Last, Jr., First`, `{A Body and Co.}`."""
    whole = _readable(name.family)
    if name.literal or not whole:
        body = _SPECIAL.sub(r"\\\g<0>", whole or _readable(name.given))
        return f"{{{body}}}" if body else ""
    family = _part(name.family, whole.split())
    given = _part(name.given, [])
    if name.particle:
        family = f"{_text(name.particle)} {family}"
    if name.suffix:
        return f"{family}, {_part(name.suffix, [])}, {given}".rstrip()
    if not given:
        return family if " " not in family and "{" not in family else f"{family},"
    return f"{family}, {given}"


def _part(text: str, words: list[str]) -> str:
    """Return a part of a name, in braces where it would fall apart; of a family name, all words must be capitalized."""
    whole = _text(text)
    breaks = "," in whole or re.search(r"(?:^|\s)and(?:\s|$)", whole, re.IGNORECASE)
    return f"{{{whole}}}" if breaks or not all(word[0].isupper() for word in words) else whole
