"""The file `content/SLUG/anchors.lock`: every published id, without a word of the text.

    glossator-anchors 1
    version 1
    version 2

    5.12 paragraph 5 143 1:9f86d081884c7d65,2:60303ae22b998861 0a1b2c3d4e5f6071…
    end

After the versions, the oldest first, one line for each id in the order of the text: id, kind, the divisions on whose
pages it has been published, number of words, the versions in which its text changed with the hash of the text since
then, and the sketch (see `words`). `3:-` says that the text was gone in version 3, `3:>5.11` that it had become a part
of 5.11. What does not change keeps its line, so the work of two editors merges wherever they changed different units.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from glossator.anchors.words import HASH_FIGURES, RUN_FIGURES, SKETCH
from glossator.diagnostics import GlossatorError, Place, shown_path
from glossator.files import MEGABYTE, FileRules, decode_utf8, read_bytes
from glossator.model import AnchorKind

if TYPE_CHECKING:
    from pathlib import Path

LOCK_FILE: Final = "anchors.lock"
FORMAT: Final = "glossator-anchors 1"
LIMIT: Final = 64 * MEGABYTE
GONE: Final = "-"  # in the place of a hash: the text is gone
INTO: Final = ">"  # before the id of the unit that the text has become a part of

_RULES: Final = FileRules("file-unreadable", "file-unreadable", "file-not-utf8")
_END: Final = "end"  # the last line: the file is whole
_HEAD: Final = (
    "# Published addresses, written by `glossator anchors publish` and read by every build. Not to be edited."
)
FIT_VERSION: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+\-]{0,31}")  # stands in addresses, and in lines of the file
_VERSION: Final = re.compile(rf"version (?P<version>{FIT_VERSION.pattern})")
_KINDS: Final = frozenset(kind.value for kind in AnchorKind)
_STATE: Final = rf"[0-9a-f]{{{HASH_FIGURES}}}|{GONE}|{INTO}[^\s,:>]{{1,200}}"
_LINE: Final = re.compile(
    r"(?P<id>[^\s,:>]{1,200}) (?P<kind>[a-z]{4,10}) (?P<homes>[^\s,:>]{1,200}(?:,[^\s,:>]{1,200}){0,50})"
    r" (?P<words>[0-9]{1,9})"
    rf" (?P<history>\S{{1,20000}})(?: (?P<sketch>(?:[0-9a-f]{{{RUN_FIGURES}}}){{1,{SKETCH}}}))?"
)
_COUNTED: Final = re.compile(r"(?P<prefix>[^\s]{1,190}\.s?)(?P<number>[0-9]{1,8})")
_STEP: Final = re.compile(rf"(?P<version>{FIT_VERSION.pattern}):(?P<state>{_STATE})")


class Record(NamedTuple):
    """A published id."""

    id: str
    kind: AnchorKind
    homes: tuple[str, ...]  # ids of the divisions on whose pages it has been published, the last one last
    words: int  # of its text when it last had one
    history: tuple[tuple[str, str], ...]  # version -> hash of the text since then, `-`, or `>` with an id
    sketch: tuple[str, ...]  # of that text

    @property
    def state(self) -> str:
        """The hash in the last version, `-`, or `>` with an id."""
        return self.history[-1][1]

    @property
    def last_text(self) -> str:
        """The hash when it last had a text of its own."""
        return next(state for _, state in reversed(self.history) if state[0] not in (GONE, INTO))


class Lock(NamedTuple):
    """The published ids of an edition."""

    versions: tuple[str, ...] = ()  # the oldest first
    records: tuple[Record, ...] = ()  # in the order of the text


def lock_bytes(lock: Lock) -> bytes:
    """Return a lock as the content of its file."""
    head = (_HEAD, FORMAT, *(f"version {version}" for version in lock.versions), "")
    return ("\n".join((*head, *map(_line, lock.records), _END)) + "\n").encode()


def _line(record: Record) -> str:
    history = ",".join(f"{version}:{state}" for version, state in record.history)
    line = f"{record.id} {record.kind.value} {','.join(record.homes)} {record.words} {history} {''.join(record.sketch)}"
    return line.rstrip()


def read_lock(path: Path) -> Lock:
    """Read an `anchors.lock`; where there is none, nothing has been published.

    Raises:
        GlossatorError: the file cannot be read, or is not what `lock_bytes` writes; with the line of the first fault.
    """
    if not path.exists() and not path.is_symlink():
        return Lock()
    text = decode_utf8(read_bytes(path, LIMIT, _RULES), path, _RULES)
    return parse_lock(text, shown_path(path))


def parse_lock(text: str, file: str) -> Lock:
    """Return the lock that a text says; `file` is its name in messages.

    Raises:
        GlossatorError: the text is not what `lock_bytes` writes; with the line of the first fault.
    """

    def fault(number: int, message: str, hint: str = "") -> GlossatorError:
        usual = "restore the file as it was last committed; `glossator anchors publish` alone writes it"
        return GlossatorError(message, Place(file, number, 1), hint or usual, rule="lock-invalid")

    versions: list[str] = []
    records: list[Record] = []
    seen: dict[str, int] = {}
    head = whole = False
    for number, line in _lines(text):
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
            raise fault(
                number,
                "two editors published the same addresses differently, and git could not join their work",
                "keep one side of each such place and every version line, take the marks out, build, and publish again",
            )
        if whole:
            raise fault(number, "something stands behind the end of the file")
        if not head:
            if line != FORMAT:
                raise fault(number, f'this should be "{FORMAT}", the format that this program reads')
            head = True
        elif line == _END:
            whole = True
        elif not records and (version := _VERSION.fullmatch(line)):
            if version["version"] in versions:
                raise fault(number, f"version {version['version']} stands here twice")
            versions.append(version["version"])
        else:
            record = _record(line, versions)
            if isinstance(record, str):
                raise fault(number, record)
            if record.id in seen:
                raise fault(number, f"the id {record.id} stands here and in line {seen[record.id]}")
            seen[record.id] = number
            records.append(record)
    if not head:
        raise fault(1, "the file is empty")
    if not whole:
        raise fault(text.count("\n") + 1, f'the file is cut short: its last line should be "{_END}"')
    if records and not versions:
        raise fault(1, "the file names no version")
    if lost := _lost_number(seen):
        raise fault(seen[lost[1]], f"the line of {lost[0]} is lost: numbers go without gaps, and here stands {lost[1]}")
    states = {record.id: record.state for record in records}
    safe: set[str] = set()  # ids from which the way to a text, or to none, has an end
    for record in records:
        own, passed = record.id, set[str]()
        while own not in safe and states[own][0] == INTO:
            passed.add(own)
            part, own = own, states[own][1:]
            if own not in states:
                raise fault(seen[part], f"{part} has become a part of {own}, which is not in the file")
            if own in passed:
                raise fault(seen[part], f"{part} has become a part of itself, by way of {own}")
        safe |= passed
    return Lock(tuple(versions), tuple(records))


def _lost_number(ids: Collection[str]) -> tuple[str, str] | None:
    """Return an id that must have been published, and the one that proves it; None if none is missing.

    Paragraphs and sections are counted from 1 when a division is first published, and no line is ever taken out.
    """
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for own in ids:
        if found := _COUNTED.fullmatch(own):
            numbers[found["prefix"]].add(int(found["number"]))
    for prefix, given in numbers.items():
        whole = sorted(given - {0})
        for expected, number in enumerate(whole, 1):
            if number != expected and f"{prefix}{number}" in ids:
                return f"{prefix}{expected}", f"{prefix}{number}"
    return None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")  # noqa: PLW2901  # a checkout on Windows
        if line and not line.startswith("#"):
            yield number, line


def _record(line: str, versions: list[str]) -> Record | str:
    """Return what a line says, or what is wrong with it."""
    found = _LINE.fullmatch(line)
    if found is None:
        return "this line is cut short, or has been changed by hand"
    if found["kind"] not in _KINDS:
        return f"{found['kind']} is no kind of address"
    history: list[tuple[str, str]] = []
    for step in found["history"].split(","):
        match = _STEP.fullmatch(step)
        if match is None:
            return f"{step[:40]} does not tell a version and the hash of a text"
        history.append((match["version"], match["state"]))
    order = {version: at for at, version in enumerate(versions)}
    numbers = [order.get(version, -1) for version, _ in history]
    if -1 in numbers or numbers != sorted(set(numbers)):
        return "its versions are not those at the head of the file, in their order"
    if history[0][1][0] in (GONE, INTO):
        return "it begins without a text"
    marks = found["sketch"] or ""
    sketch = tuple(marks[at : at + RUN_FIGURES] for at in range(0, len(marks), RUN_FIGURES))
    homes = tuple(found["homes"].split(","))
    return Record(found["id"], AnchorKind(found["kind"]), homes, int(found["words"]), tuple(history), sketch)
