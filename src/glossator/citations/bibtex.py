"""Reads a bibliography file, `bibliography/SLUG.bib`, into works.

The file is biblatex. pybtex cuts it into entries, fields and names; this module keeps where each stands, turns LaTeX
into plain Unicode, passes the fields of a whole on to its parts (`crossref`), and says what is wrong:

- what is not BibTeX at all (a brace that is never closed) stops the program, with file, line and column;
- a key that stands twice, an unknown field or type, a year that cannot be are findings: the rest of the file counts.

As for biber, `%` between entries and fields begins a comment, and what stands in `@comment{…}` is no entry.

Where the print is corrupt, the field says what is right and two annotations say the rest:

    title              = {Chozjajin},
    title+an:printed   = {="Chozajjin"},
    title+an:reason    = {="two letters are transposed"},
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro
from pybtex.scanner import Pattern, PrematureEOF, PybtexSyntaxError, TokenRequired
from pybtex.utils import CaseInsensitiveDict

from glossator.citations import biblatex
from glossator.diagnostics import Diagnostic, GlossatorError, Place, shown_path
from glossator.files import MEGABYTE, FileRules, decode_utf8, read_bytes
from glossator.model import Correction, Name, Work
from glossator.spans import LineIndex

BIB_FILE = FileRules(unreadable="file-unreadable", too_large="file-unreadable", not_utf8="file-not-utf8")
SIZE_LIMIT = 32 * MEGABYTE  # 60,000 entries

_ANNOTATION = re.compile(r'\s*=\s*"?(.*?)"?\s*', re.DOTALL)
_LATEX_MARKS = re.compile(r"[\\{}~`']|--|\s\s|[\n\t\r]")
_MARKED = re.compile(r"\\(?:(?P<emphasis>emph|textit|mkbibemph)|enquote|mkbibquote)\s*\{")
_BRACE = re.compile(r"[{}]")
_STRAY_AND = re.compile(r"^(?:and(?:\s+|$))+|(?:\s+and)+$", re.IGNORECASE)  # beside it, a name is missing
_EARLIEST_YEAR = 1000  # earlier works are cited by editions, and editions have later years
_LATEST_YEAR = 2100
_DAY = r"-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?[~?%]?"
_DATE = re.compile(rf"{_DAY}(?:/(?:{_DAY}|\.\.)?)?")
_DATES = frozenset({"date", "eventdate", "origdate", "urldate"})  # in these, a tilde says that they are not exact
_KINDS = {"mastersthesis": "mathesis", "phdthesis": "phdthesis", "techreport": "techreport"}  # entry type -> `type`


class Bibliography(NamedTuple):
    """What a bibliography file holds."""

    works: tuple[Work, ...]  # in the order of the file
    places: Mapping[str, Place]  # where each entry begins, by key
    findings: tuple[Diagnostic, ...]


class _Field(NamedTuple):
    name: str
    value: str  # as written
    place: Place


class _Entry(NamedTuple):
    type: str
    key: str
    fields: tuple[_Field, ...]
    place: Place


class _Parser(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    """pybtex's parser, with the places of entries and fields, going on after a fault."""

    WHITESPACE = Pattern(r"(?:\s|%[^\n]*)+", "whitespace")  # a comment is white space, except within a value
    KEY_BRACE = KEY_PAREN = Pattern(r'[^\s,{}()=#%\\"]+', "entry key")

    def __init__(self, text: str, file: str) -> None:
        super().__init__(text, macros=CaseInsensitiveDict(_MONTHS))
        self.pos: int = 0
        self._file = file
        self._lines = LineIndex(text)
        self._starts: list[int] = []
        self.faults: list[Diagnostic] = []

    def place(self, offset: int) -> Place:
        line, column = self._lines.position(offset)
        return Place(self._file, line, column)

    def handle_error(self, error: PybtexSyntaxError) -> None:
        message = str(error.args[0]) if error.args else "this is not BibTeX"
        at = min(self.pos, self.end_pos)
        hint = ""
        if isinstance(error, PrematureEOF):
            at = self.command_start or 0
            message = "the entry that begins here is never closed"
            hint = "count the braces { } of this entry; pairs must match"
        elif isinstance(error, UndefinedMacro):
            at -= len(message)
            message = f"the abbreviation {message} is not defined by any @string"
        elif not isinstance(error, TokenRequired):  # braces: the last one that was read is too much
            at -= 1
        elif message in {"'}' expected", "')' expected"}:
            message = f"a comma or {message[1]} is missing before this"
        self.faults.append(Diagnostic("bib-invalid", message, (self.place(at),), hint))

    def skip_to(self, patterns: list[Pattern]) -> Any:
        """Go to the next of `patterns`; of an entry's beginning, to the next that stands in no comment."""
        if patterns != [self.AT]:
            return super().skip_to(patterns)
        while (found := _ENTRY_OR_COMMENT.search(self.text, self.pos)) is not None and found[0] != "@":
            self.pos = found.end()
            if found[0].endswith("{"):
                end = _closing_brace(self.text, self.pos)
                if end is None:
                    message = "the comment that begins here is never closed"
                    self.faults.append(Diagnostic("bib-invalid", message, (self.place(found.start()),)))
                self.pos = end or self.end_pos
        return super().skip_to(patterns)

    def parse_entry_body(self, body_end: Pattern) -> None:  # noqa: ARG002  # pybtex's signature
        """Read key and fields; a key without a comma behind it may be no key."""
        self.current_entry_key = self.required([self.KEY_BRACE]).value
        self.eat_whitespace()
        if not self.eof() and not self.text.startswith((",", "}", ")"), self.pos):
            raise TokenRequired("a comma behind the key", self)
        self.parse_entry_fields()

    def parse_field(self) -> None:
        self.eat_whitespace()
        start = self.pos
        super().parse_field()
        if self.current_field_name and self.current_value:
            self._starts.append(start)

    def entries(self) -> Iterable[_Entry]:
        iterator = iter(self)
        while True:
            self._starts = []
            command = next(iterator, None)
            if command is None:
                return
            kind, body = command
            if kind.lower() in {"string", "preamble"} or body[0] is None:
                continue
            key, fields = body
            starts = self._starts[-len(fields) :] if fields else []
            yield _Entry(
                kind.lower(),
                key,
                tuple(
                    _Field(
                        name.lower() if "+an" not in name else _annotation_name(name), "".join(parts), self.place(at)
                    )
                    for (name, parts), at in zip(fields, starts, strict=True)
                ),
                self.place(self.command_start),
            )


# What decides where the next entry begins: a comment to the end of the line, one in braces, or an entry.
_ENTRY_OR_COMMENT = re.compile(r"%[^\n]*|@\s*comment\b\s*\{?|@", re.IGNORECASE)
_MONTHS = {
    name: str(number)
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905
}


def _annotation_name(name: str) -> str:
    """Return the name of an annotation with its field in small letters: `TITLE+an:printed`."""
    field, _, rest = name.partition("+")
    return f"{field.lower()}+{rest}"


def read_bibliography(path: Path, published: int | None = None) -> Bibliography:
    """Read the bibliography file at `path`.

    Args:
        path: the file; it must exist.
        published: the year of the book that cites: no work it cites is later.

    Raises:
        GlossatorError: the file cannot be read, is not UTF-8, or is not BibTeX.
    """
    text = decode_utf8(read_bytes(path, SIZE_LIMIT, BIB_FILE), path, BIB_FILE).removeprefix("\ufeff")
    return parse_bibliography(text, shown_path(path), published)


def parse_bibliography(text: str, file: str, published: int | None = None) -> Bibliography:
    """Read the text of a bibliography file; `file` is its name in messages.

    Raises:
        GlossatorError: it is not BibTeX.
    """
    parser = _Parser(text, file)
    entries = tuple(parser.entries())
    if parser.faults:
        count = "one fault" if len(parser.faults) == 1 else f"{len(parser.faults)} faults"
        raise GlossatorError(f"{file} has {count}; nothing was done", problems=tuple(parser.faults))
    findings: list[Diagnostic] = []
    by_key: dict[str, _Entry] = {}
    for entry in entries:
        if entry.key in by_key:
            first = by_key[entry.key].place
            message = f"the key {entry.key} stands here again; it counts where it stood first, in line {first.line}"
            findings.append(Diagnostic("bib-key-repeated", message, (entry.place,)))
        else:
            by_key[entry.key] = entry
    works = tuple(_work(entry, by_key, published, findings) for entry in by_key.values())
    return Bibliography(works, {key: entry.place for key, entry in by_key.items()}, tuple(findings))


def _work(entry: _Entry, by_key: Mapping[str, _Entry], published: int | None, findings: list[Diagnostic]) -> Work:
    def found(rule: str, message: str, place: Place, hint: str = "") -> None:
        findings.append(Diagnostic(rule, message, (place,), hint))

    kind = _kind(entry)
    if entry.type not in biblatex.TYPES and entry.type not in biblatex.TYPE_ALIASES:
        found("bib-type-unknown", f"@{entry.type} of {entry.key} is no entry type of biblatex", entry.place)
    values: dict[str, _Field] = {}
    annotations: dict[str, dict[str, str]] = {}
    for field in entry.fields:
        base, mark, annotation = field.name.partition("+an:")
        name = biblatex.FIELD_ALIASES.get(base, base)
        said = annotations.setdefault(name, {}) if mark else values
        if name not in biblatex.FIELDS and name not in biblatex.NAME_FIELDS:
            found("bib-field-unknown", f"{base} of {entry.key} is no field of biblatex", field.place)
        if (annotation if mark else name) in said:
            message = f"{field.name} stands twice in {entry.key}; the first counts"
            found("bib-field-repeated", message, field.place)
        elif mark:
            match = _ANNOTATION.fullmatch(field.value)
            annotations[name][annotation] = plain(match[1] if match else field.value)
        else:
            values[name] = field
    own = frozenset(values)
    values = _with_inherited(entry, values, by_key, found)
    names: dict[str, tuple[Name, ...]] = {}
    others = set()
    fields: dict[str, str] = {}
    for name, field in values.items():
        if name in biblatex.NAME_FIELDS:
            people, open_ended = _names(field, entry.key, found if name in own else _said_elsewhere)
            if people:
                names[name] = people
            if open_ended:
                others.add(name)
        elif value := _value(name, field.value):
            fields[name] = value
    if entry.type in _KINDS:
        fields.setdefault("type", _KINDS[entry.type])
    if "title" not in fields:
        found("bib-title-missing", f"{entry.key} has no title", entry.place)
    _check_years(entry, fields, values, own, published, found)
    corrections = {
        name: Correction(said["printed"], said.get("reason", ""))
        for name, said in annotations.items()
        if "printed" in said
    }
    return Work(entry.key, kind, names, fields, corrections, frozenset(others))


def _value(name: str, written: str) -> str:
    if name in biblatex.VERBATIM:
        return written.strip()
    if name in _DATES:
        return "~".join(map(plain, written.split("~")))
    return plain(written)


def _with_inherited(
    entry: _Entry, values: Mapping[str, _Field], by_key: Mapping[str, _Entry], found: Any
) -> dict[str, _Field]:
    """Return the fields of an entry with what its whole passes on, which may itself be part of a set."""
    chain, seen = [(entry, dict(values))], {entry.key}
    while (reference := chain[-1][1].get("crossref")) is not None:
        key = reference.value.strip()
        if key in by_key and key not in seen:
            seen.add(key)
            chain.append((by_key[key], _own_fields(by_key[key])))
            continue
        # What is wrong higher up is said of the entry there.
        if key == entry.key:
            message = f"{key} stands in itself" + (
                f", by way of {', '.join(whole.key for whole, _ in chain[1:])}" if len(chain) > 1 else ""
            )
            found("bib-crossref-missing", message, values["crossref"].place)
        elif len(chain) == 1:
            message = f"{entry.key} stands in {key}, but there is no entry {key}"
            found("bib-crossref-missing", message, reference.place)
        break
    while len(chain) > 1:
        whole, passed = chain.pop()
        part, fields = chain[-1]
        for name, field in passed.items():
            inherited = biblatex.inherited_name(_kind(part), _kind(whole), name)
            if inherited is not None:
                fields.setdefault(inherited, field)
    return chain[0][1]


def _said_elsewhere(rule: str, message: str, place: Place, hint: str = "") -> None:
    """Say nothing: what is wrong with an inherited field is said of the entry where it stands."""


def _own_fields(entry: _Entry) -> dict[str, _Field]:
    """Return the fields of an entry by their names in biblatex; of two with one name, the first."""
    own: dict[str, _Field] = {}
    for field in entry.fields:
        if "+an" not in field.name:
            own.setdefault(biblatex.FIELD_ALIASES.get(field.name, field.name), field)
    return own


def _kind(entry: _Entry) -> str:
    """Return the type of an entry in biblatex; `misc` where it has none."""
    kind = biblatex.TYPE_ALIASES.get(entry.type, entry.type)
    return kind if kind in biblatex.TYPES else "misc"


def _names(field: _Field, key: str, found: Any) -> tuple[tuple[Name, ...], bool]:
    names: list[Name] = []
    open_ended = False
    hint = 'names are "Family, Given", and " and " stands between two of them'
    written = " ".join(field.value.split())
    for part in split_name_list(written) if written else ():
        name = _STRAY_AND.sub("", part.strip())
        if name == "others":
            open_ended = True
            continue
        if name != part.strip() or not plain(name).strip(" ,"):
            found("bib-name-invalid", f"a name is missing in {field.name} of {key}", field.place, hint)
            if not plain(name).strip(" ,"):
                continue
        if name.startswith("{") and _closing_brace(name, 1) == len(name):
            names.append(Name(plain(name), literal=True))
            continue
        top = _outside_braces(name)
        if ";" in top or top.count(",") > 2:
            what = "a semicolon" if ";" in top else "more than two commas"
            found("bib-name-invalid", f"a name of {key} has {what}: {plain(name)}", field.place, hint)
        names.append(_name(name) if top.count(",") <= 2 else Name(plain(name), literal=True))
    return tuple(names), open_ended


def _name(written: str) -> Name:
    person = Person(written)
    given = plain(" ".join([*person.first_names, *person.middle_names]))
    family = plain(" ".join(person.last_names))
    if not family:
        family, given = given, ""
    return Name(family, given, plain(" ".join(person.prelast_names)), plain(" ".join(person.lineage_names)))


def _outside_braces(text: str) -> str:
    """Return what of `text` stands in no braces."""
    outside, depth, last = [], 0, 0
    for brace in _BRACE.finditer(text):
        if depth == 0:
            outside.append(text[last : brace.start()])
        depth += 1 if brace[0] == "{" else -1
        last = brace.end()
    return "".join((*outside, text[last:]))


def _closing_brace(text: str, at: int) -> int | None:
    """Return the end of the brace that closes the one which ends at `at`; None where it is never closed."""
    depth = 1
    for brace in _BRACE.finditer(text, at):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return None


def _check_years(
    entry: _Entry,
    fields: Mapping[str, str],
    values: Mapping[str, _Field],
    own: frozenset[str],
    published: int | None,
    found: Any,
) -> None:
    for name in ("date", "year", "origdate"):
        if name not in fields or name not in own:
            continue
        value = fields[name]
        years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", value)]
        if name == "year":
            wrong = not years
        else:
            match = _DATE.fullmatch(value)
            wrong = match is None
        latest = min(published or _LATEST_YEAR, _LATEST_YEAR)
        place = values[name].place
        if wrong or any(not _EARLIEST_YEAR <= year <= _LATEST_YEAR for year in years):
            hint = "a date is written 1917, 1917-11-07, or 1917/1921 for a span" if name != "year" else ""
            found("bib-year-impossible", f"{name} of {entry.key} is no year: {value}", place, hint)
        elif any(year > latest for year in years):
            message = f"{entry.key} is of {max(years)}, but the book that cites it is of {published}"
            found("bib-year-impossible", message, place)


def plain(text: str) -> str:
    r"""Return LaTeX as plain Unicode: `\v{C}esk{\'y}` gives `Český`, `1--2` gives `1–2`, braces vanish."""
    if not _LATEX_MARKS.search(text):
        return text.strip()
    if "\\" in text:
        import latexcodec  # noqa: F401  # registers the codec; files in plain UTF-8 never need it

        text = _marked_up(text.replace("\\\\", " "))
        try:
            text = text.encode("utf-8").decode("latex+utf-8")
        except ValueError:
            text = text.replace("\\", "")
        text = re.sub(r"\\[A-Za-z]+\s*|\\", "", text)
    text = text.replace("{", "").replace("}", "").replace("~", " ")
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return " ".join(text.split())


def _marked_up(text: str, emphasized: bool = False, quoted: bool = False) -> str:
    r"""Return LaTeX with emphasis as `*…*` and quotations in quotation marks, the inner ones single."""
    done, at = [], 0
    while (mark := _MARKED.search(text, at)) is not None and (end := _closing_brace(text, mark.end())):
        done.append(text[at : mark.start()])
        inner, at = text[mark.end() : end - 1], end
        if mark["emphasis"]:
            within = _marked_up(inner, True, quoted)
            done.append(within if emphasized or not _BRACE.sub("", within).strip() else f"*{within}*")
        else:
            within = _marked_up(inner, emphasized, not quoted)
            done.append(f"‘{within}’" if quoted else f"“{within}”")
    return "".join((*done, text[at:]))
