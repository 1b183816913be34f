"""What an editor has decided about addresses: `content/SLUG/anchors.yml`.

    decisions:
      - {id: "5.12", text: 9f86d081884c7d65}
      - {id: "5.13", text: gone}

`glossator anchors accept` writes it, `glossator anchors publish` takes it up into the lock and removes it. A text is
named by the hash of its words, so a decision stays true while that text stays what it is, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from glossator.anchors.lock import GONE
from glossator.anchors.words import HASH_FIGURES
from glossator.diagnostics import GlossatorError, Place
from glossator.fields import Fields, UnfitError, closest, read_unique
from glossator.yaml_nodes import read_mapping

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.anchors.citables import Citable
    from glossator.anchors.lock import Lock, Record

DECISIONS_FILE: Final = "anchors.yml"
GONE_WORD: Final = "gone"
_HASH: Final = re.compile(rf"[0-9a-f]{{{HASH_FIGURES}}}")
_ID: Final = re.compile(r"[^\s,:>]{1,200}")


class Decision(NamedTuple):
    """What an editor has said of a published id."""

    id: str
    text: str | None  # hash of the text that it belongs to; None: the text is gone
    place: Place | None = None  # in the file


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Read the file; where there is none, nothing has been decided.

    Raises:
        GlossatorError: it has faults; then all of them, each with its place.
    """
    if not path.exists():
        return ()
    node, problems = read_mapping(path)
    top = Fields(node, DECISIONS_FILE, problems)
    found = []
    nodes = top.items("decisions")
    for item in nodes:
        fields = Fields(item, "a decision", problems)
        own = fields.needed_text("id", check_id)
        text = fields.needed_text("text", check_hash)
        fields.finish()
        found.append(Decision(own, None if text == GONE_WORD else text, item.place))
    read_unique([(decision.id, node) for decision, node in zip(found, nodes, strict=True)], "the id", problems)
    top.finish()
    problems.check()
    return tuple(found)


def decisions_bytes(decisions: Iterable[Decision]) -> bytes:
    """Return decisions as the content of their file."""
    lines = [
        "# Decisions on addresses: `glossator anchors accept` writes them, `glossator anchors publish` takes them up.",
        "decisions:",
        *(f'  - {{id: "{decision.id}", text: "{decision.text or GONE_WORD}"}}' for decision in decisions),
    ]
    return ("\n".join(lines) + "\n").encode()


def decide(
    decisions: Sequence[Decision], lock: Lock, units: Sequence[Citable], own: str, text: str
) -> tuple[Decision, ...]:
    """Return decisions with one more, in the place of an earlier one on the same id.

    Args:
        decisions: those made before.
        lock: what was published.
        units: those of today.
        own: the published id.
        text: the hash of the text that it belongs to, or its first figures; or `gone`.

    Raises:
        GlossatorError: no such id was published, or not exactly one text of its kind has such a hash.
    """
    record = next((record for record in lock.records if record.id == own), None)
    if record is None:
        meant = closest(own, [record.id for record in lock.records])
        raise GlossatorError(f"no address {own} was published", None, f'did you mean "{meant}"?' if meant else "")
    chosen: str | None = None
    if text == GONE_WORD and record.state == GONE:
        raise GlossatorError(f"{own} was published as gone already", None, "there is nothing to decide")
    if text != GONE_WORD:
        found = {unit.text for unit in units if unit.kind is record.kind and unit.text.startswith(text)}
        if len(found) != 1:
            message = (
                f"{len(found) or 'no'} {record.kind.value}{'s have' if len(found) > 1 else ' has'} the hash {text}"
            )
            raise GlossatorError(message, None, "glossator anchors diff shows the hashes; gone says that there is none")
        chosen = found.pop()
    return (*(decision for decision in decisions if decision.id != own), Decision(own, chosen))


def decided_units(
    decisions: Sequence[Decision], records: Sequence[Record], units: Sequence[Citable]
) -> dict[str, int | None]:
    """Return for each id that was decided the place of its unit in a list, or None where the text is gone.

    A decision that names a text which is not there any more is left out: the text has changed since.
    """
    kinds = {record.id: record.kind for record in records}
    found: dict[str, int | None] = {}
    for decision in decisions:
        if decision.id not in kinds:
            continue
        if decision.text is None:
            found[decision.id] = None
        else:
            places = (
                at
                for at, unit in enumerate(units)
                if unit.text == decision.text and unit.kind is kinds[decision.id] and at not in found.values()
            )
            place = next(places, None)
            if place is not None:
                found[decision.id] = place
    return found


def check_id(own: str) -> str:
    """Return an id as a lock has it.

    Raises:
        UnfitError: it cannot be one.
    """
    if not _ID.fullmatch(own):
        raise UnfitError("is no id", "ids are such as 5.12, n17, 5.s2, page-89")
    return own


def check_hash(text: str) -> str:
    """Return the hash of a text, or the word that says that it is gone.

    Raises:
        UnfitError: it is none.
    """
    if text != GONE_WORD and not _HASH.fullmatch(text):
        raise UnfitError("is no hash of a text", "glossator anchors diff shows them")
    return text
