"""Shows the stages of an edition as lines of text, so that a fault can be followed to where it arises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import Enum
from typing import Any

from glossator.model import Edition, Witness
from glossator.parse.document import raw_blocks
from glossator.source.lines import split_lines
from glossator.spans import Span
from glossator.walk import all_units, flatten

_SHOWN = 70  # characters of a block


def dump_stage(stage: str, edition: Edition) -> Iterator[str]:
    """Yield the lines of one stage.

    Args:
        stage: `lines`, `blocks`, `document` or `links`.
        edition: the edition; of its witnesses the base text is shown.
    """
    witness = edition.witnesses[0]
    if stage == "lines":
        return _lines(witness)
    if stage == "blocks":
        return _blocks(witness)
    if stage == "document":
        return iter([json.dumps(_plain(edition.document), ensure_ascii=False, indent=1)])
    return _links(edition)


def _lines(witness: Witness) -> Iterator[str]:
    for number, line in enumerate(split_lines(witness), 1):
        yield f"{number}\t{line.start}\t{line.text}"


def _blocks(witness: Witness) -> Iterator[str]:
    for block in raw_blocks(witness):
        shown = " ".join(block.text[: _SHOWN * 2].split())[:_SHOWN]
        yield f"{block.kind.value}\t{block.start}–{block.end}\tgap {block.gap}\t{shown}"


def _links(edition: Edition) -> Iterator[str]:
    document = edition.document
    for entry in document.contents:
        yield f"contents\t{entry.title}\tpage {entry.page}\t-> {entry.target or '?'}"
    for _, unit in all_units(document):
        flat = flatten(unit)
        for offset, call in flat.calls:
            yield f"call\t{unit.id}:{offset}\t{call.label}\t-> {call.note or '?'}"
        for offset, page_break in flat.breaks:
            yield f"page\t{unit.id}:{offset}\t{page_break.label}\t{page_break.certainty.value}"
    for citation in edition.citations:
        target = citation.target
        leads = target.key or target.name or "?"
        part = f"{citation.note}:{citation.start}–{citation.end}"
        yield f"citation\t{part}\t{citation.form.value}, {citation.method} {citation.score:.2f}\t-> {leads}"
    for page in document.pages:
        evidence = ", ".join(page.evidence) or "usual length"
        yield f"printed page\t{page.label}\t{page.start.start}\t{page.certainty.value}\t{evidence}"


def _plain(value: Any) -> Any:
    """Return a value of the model as JSON can hold it; each node says what it is."""
    if isinstance(value, Span):
        return f"{value.witness}:{value.start}–{value.end}"
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        named = {"type": type(value).__name__}
        return named | {name: _plain(getattr(value, name)) for name in value._fields}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
