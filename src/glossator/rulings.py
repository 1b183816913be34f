"""Reads the editor's decisions, `content/SLUG/rulings.yml`.

    citations:
      - note: n17
        quotation: 14:3f1c0d9a7b52
        work: grafton1997footnote
        reason: the page agrees with this book, not with the article of the same year
    mentions:
      - name: Jackson
        quotation: 32:77d0c7a4e1b9
        person: jackson-kevin
        reason: the paragraph is about his book

A ruling points by a quotation: the number of its characters and the first twelve figures of its SHA-256. So it holds no
sentence of the book, and stays true when the text around it changes; `glossator review` prints it. The quotation of a
mention begins with the name, and runs on, over the end of its paragraph if need be, until it stands in the book only
once.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.diagnostics import Place
from glossator.fields import Fields, UnfitError
from glossator.model import CitationForm, Locator, Relation, Target, TargetKind, Use
from glossator.yaml_nodes import read_mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from glossator.yaml_nodes import Node, Problems

RULINGS_FILE = "rulings.yml"
_QUOTATION = re.compile(r"(?P<length>[1-9][0-9]{0,5}):(?P<hash>[0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of a text, named without its words."""

    length: int  # in code points
    hash: str  # first twelve figures of the SHA-256 of the words

    @classmethod
    def of(cls, text: str) -> Quotation:
        """Return the quotation that names `text`."""
        return cls(len(text), hashlib.sha256(text.encode()).hexdigest()[:12])

    def find(self, text: str) -> int | None:
        """Return where the quoted stretch begins in `text`, or None; of several, the first."""
        for start in range(len(text) - self.length + 1):
            if Quotation.of(text[start : start + self.length]) == self:
                return start
        return None

    def places(self, name: str, texts: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield where the quoted stretch begins with a name: the number of a text, and the offset in it.

        The stretch may run on into the texts that follow; a line break stands between two of them.
        """
        for number, text in enumerate(texts):
            at = text.find(name)
            while at >= 0:
                if Quotation.of(running_text(texts, number, at, self.length)) == self:
                    yield number, at
                at = text.find(name, at + 1)

    def __str__(self) -> str:
        return f"{self.length}:{self.hash}"


def running_text(texts: Sequence[str], number: int, start: int, length: int) -> str:
    """Return so many characters from an offset of one of several texts on, a line break between two texts.

    It is shorter where the last text ends before.
    """
    found = texts[number][start : start + length]
    while len(found) < length and number + 1 < len(texts):
        number += 1
        found += "\n" + texts[number]
    return found[:length]


@dataclass(frozen=True, slots=True)
class CitationRuling:
    """A decision on one citation."""

    note: str  # id of the note
    quotation: Quotation
    target: Target | None  # None: this is no citation
    reason: str
    place: Place
    form: CitationForm | None = None  # these five say what the program would otherwise find by itself
    relation: Relation | None = None
    volume: str | None = None
    part: str | None = None
    locator: Locator | None = None


@dataclass(frozen=True, slots=True)
class MentionRuling:
    """A decision on one name in the text."""

    name: str  # as it stands there, from the first forename to the family name
    quotation: Quotation  # of the text from the name on
    person: str | None  # id; None: this names nobody of the authority file
    reason: str
    place: Place
    use: Use = Use.MENTION  # or ATTRIBUTIVE, CITED: what the name does there


@dataclass(frozen=True, slots=True)
class Alias:
    """A name by which the book calls a work."""

    name: str
    work: str  # key
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Rulings:
    """All decisions of an edition's editor."""

    citations: tuple[CitationRuling, ...] = ()
    aliases: tuple[Alias, ...] = ()
    mentions: tuple[MentionRuling, ...] = ()


def read_rulings(path: Path) -> Rulings:
    """Read the rulings at `path`; without such a file there are none.

    Raises:
        GlossatorError: the file has faults; it lists all of them.
    """
    if not path.exists():
        return Rulings()
    node, problems = read_mapping(path)
    fields = Fields(node, problems.file, problems)
    citations = tuple(ruling for item in fields.items("citations") if (ruling := _citation(item, problems)))
    aliases = tuple(alias for item in fields.items("aliases") if (alias := _alias(item, problems)))
    mentions = tuple(mention for item in fields.items("mentions") if (mention := _mention(item, problems)))
    fields.finish()
    _each_once(((f"{ruling.quotation} in note {ruling.note}", ruling.place) for ruling in citations), problems)
    _each_once(((f'the name "{alias.name}"', alias.place) for alias in aliases), problems)
    _each_once(((f'the name "{mention.name}" at {mention.quotation}', mention.place) for mention in mentions), problems)
    problems.check()
    return Rulings(citations, aliases, mentions)


def _citation(node: Node, problems: Problems) -> CitationRuling | None:
    fields = Fields(node, "the ruling", problems)
    note = fields.needed_text("note")
    quotation = fields.needed_text("quotation", _check_quotation, "glossator review prints it")
    reason = fields.needed_text("reason")
    targets = (
        _target(TargetKind.WORK, key=fields.text("work")),
        _target(TargetKind.PERIODICAL, name=fields.text("periodical"), date=fields.text("date") or ""),
        _target(TargetKind.ARCHIVE, name=fields.text("archive")),
    )
    decision = fields.choice("decision", ("unresolved", "none"), "")
    form = fields.choice("form", tuple(form.value for form in CitationForm), "")
    relation = fields.choice("relation", tuple(relation.value for relation in Relation), "")
    volume, part = fields.text("volume"), fields.text("part")
    label, value = fields.text("locator_label"), fields.text("locator")
    for lone, needed in (("locator_label", "locator"), ("date", "periodical")):
        node_of_lone = fields.node(lone)
        if node_of_lone is not None and fields.node(needed) is None:
            problems.add("value-not-valid", f"{lone} says nothing without {needed}", node_of_lone.place)
    fields.finish()
    said = [target for target in targets if target is not None]
    if len(said) + bool(decision) != 1:
        message = "a ruling gives one of work, periodical, archive, decision"
        problems.add("value-not-valid", message, node.place, "decision is unresolved, or none for what is no citation")
        return None
    if not quotation or not note or not reason:
        return None
    return CitationRuling(
        note,
        _quotation(quotation),
        said[0] if said else Target(TargetKind.UNRESOLVED) if decision == "unresolved" else None,
        reason,
        node.place,
        CitationForm(form) if form else None,
        Relation(relation) if relation else None,
        volume,
        part,
        Locator(label or "page", value) if value else None,
    )


def _mention(node: Node, problems: Problems) -> MentionRuling | None:
    fields = Fields(node, "the ruling", problems)
    name = fields.needed_text("name")
    quotation = fields.needed_text("quotation", _check_quotation, "glossator review prints it")
    reason = fields.needed_text("reason")
    person = fields.text("person")
    decision = fields.choice("decision", ("none",), "")
    use = fields.choice("use", (Use.MENTION.value, Use.ATTRIBUTIVE.value, Use.CITED.value), Use.MENTION.value)
    fields.finish()
    if bool(person) == bool(decision):
        hint = "decision is none where the name names no person of the file"
        problems.add("value-not-valid", "a ruling gives either person or decision", node.place, hint)
        return None
    use_node = fields.node("use")
    if decision and use_node is not None:
        hint = "take use out, or name the person"
        problems.add("value-not-valid", "use says what the name of a person does; here is none", use_node.place, hint)
    if not name or not quotation or not reason:
        return None
    return MentionRuling(name, _quotation(quotation), person, reason, node.place, Use(use))


def _each_once(named: Iterable[tuple[str, Place]], problems: Problems) -> None:
    first: dict[str, Place] = {}
    for name, place in named:
        if name in first:
            message = f"{name} is ruled twice, first in line {first[name].line}"
            problems.add("value-repeated", message, place)
        first.setdefault(name, place)


def _target(kind: TargetKind, key: str | None = "", name: str | None = "", date: str = "") -> Target | None:
    return Target(kind, key or "", name or "", date) if key or name else None


def _alias(node: Node, problems: Problems) -> Alias | None:
    fields = Fields(node, "the alias", problems)
    name, work, reason = fields.needed_text("name"), fields.needed_text("work"), fields.needed_text("reason")
    fields.finish()
    return Alias(name, work, reason, node.place) if name and work and reason else None


def _quotation(text: str) -> Quotation:
    """Return the quotation that a checked text gives."""
    length, _, figures = text.partition(":")
    return Quotation(int(length), figures)


def _check_quotation(text: str) -> str:
    if not _QUOTATION.fullmatch(text):
        raise UnfitError(
            "is no quotation", "it is a number of characters, a colon and twelve figures; glossator review prints it"
        )
    return text
