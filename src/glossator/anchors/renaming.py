"""A document under other ids."""

from __future__ import annotations

from collections.abc import Mapping

from glossator.anchors.plain import UNIT_TYPES, Block, resolve_calls
from glossator.folio import page_id
from glossator.model import Division, DivisionKind, Document


def rename(document: Document, ids: Mapping[str, str]) -> Document:
    """Return a document in which divisions, sections, units, notes and pages have other ids.

    Args:
        document: numbered.
        ids: for each of its ids the one to have. A unit whose id does not begin with that of the division on whose page
            it stands shows its whole id as its number.
    """
    pages = {page.label: ids.get(page_id(page.label), "") for page in document.pages}
    return document._replace(
        pages=tuple(page._replace(id=pages[page.label]) for page in document.pages),
        divisions=tuple(_rename_division(division, ids, "") for division in document.divisions),
        notes=tuple(
            note._replace(id=ids.get(note.id, note.id), division=ids.get(note.division, note.division))
            for note in document.notes
        ),
        contents=tuple(entry._replace(target=ids.get(entry.target, entry.target)) for entry in document.contents),
    )


def _rename_division(division: Division, ids: Mapping[str, str], home: str) -> Division:
    own = ids.get(division.id, division.id)
    page = home if division.kind is DivisionKind.SECTION and home else own
    renamed = resolve_calls(division, ids)
    return renamed._replace(
        id=own,
        blocks=tuple(_rename_block(block, ids, page) for block in renamed.blocks),
        divisions=tuple(_rename_division(inner, ids, page) for inner in division.divisions),
    )


def _rename_block(block: Block, ids: Mapping[str, str], home: str) -> Block:
    if not isinstance(block, UNIT_TYPES):
        return block
    own = ids.get(block.id, block.id)
    return block._replace(id=own, number=own.removeprefix(f"{home}."))
