"""Pieces joined: a paragraph that a page cut is one paragraph with a page break inside."""

from __future__ import annotations

from glossator.parse.blocks import BlockKind, RawBlock, counts_on
from glossator.parse.lexicon import Lexicon
from glossator.sentences import begins_in_mid_sentence, ends_sentence, ends_with_abbreviation
from glossator.source.dialects import BULLET, ORDERED

# A block that ends without a stop and is shorter than this is a line by itself (a date, a signature), not the first
# piece of a paragraph, unless the foot of a page or small letters say otherwise. Two printed lines.
_SHORTEST_PIECE = 140


def is_cut(before: RawBlock, after: RawBlock, foot_between: bool, lexicon: Lexicon) -> bool:
    """Tell whether two neighbouring blocks are pieces of one unit.

    Args:
        before: the first block.
        after: the next block of the text; only notes stand between them.
        foot_between: whether the foot of a page stands between them.
        lexicon: the words of the book, among which names are looked up.
    """
    if before.kind is not after.kind:
        # The last item of a list may go on as plain text on the next page.
        return (
            before.kind is BlockKind.LIST
            and after.kind is BlockKind.TEXT
            and foot_between
            and not ends_sentence(before.text)
            and begins_in_mid_sentence(after.text)
        )
    if before.kind is BlockKind.LIST:
        return foot_between or _is_loose_list(before, after)
    if before.kind not in (BlockKind.TEXT, BlockKind.QUOTATION):
        return False
    text = after.text.lstrip("> \t") if after.kind is BlockKind.QUOTATION else after.text
    if begins_in_mid_sentence(text):
        return True
    if not ends_sentence(before.text):
        return foot_between or len(before.text) >= _SHORTEST_PIECE
    return foot_between and ends_with_abbreviation(before.text, text, lexicon)


def _is_loose_list(before: RawBlock, after: RawBlock) -> bool:
    """Tell whether two lists are one whose items are parted by blank lines: same bullets, or labels that count on."""
    last = [match for line in before.lines if (match := BULLET.match(line.text) or ORDERED.match(line.text))]
    first = BULLET.match(after.lines[0].text) or ORDERED.match(after.lines[0].text)
    if not last or not first:
        return False
    old, new = last[-1]["mark"], first["mark"]
    if not old[0].isalnum() or not new[0].isalnum():
        return old == new
    return counts_on(old, new)
