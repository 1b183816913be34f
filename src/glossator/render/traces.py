"""The traces of published addresses on a page: where an id has left, an element of that id leads on or explains.

    <div class="gl-trace" id="p5.12" …>¶ 12 has moved to <a href="../7/#p5.12">7. A Chapter, ¶ 5.12</a>.</div>

A server never sees the fragment of an address, so this must be in the page that was published. No script leads on at
once: readers who come by an old address should learn that it is one. A unit that answers to further ids holds an empty
element for each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from markupsafe import Markup

from glossator.folio import label_in_id
from glossator.model import Anchor, AnchorKind, Division, Edition, PageBreak, Trace, Unit
from glossator.render import urls
from glossator.render.html import attribute_html, text_html
from glossator.render.lasting import Alias, Lasting
from glossator.render.plan import Plan, PlannedPage, block_leaves, inner_divisions, page_blocks
from glossator.render.views import RetiredView

_OWN = frozenset({"top", "notes"})  # ids of our headings


def lasting_of(edition: Edition, plan: Plan, page: PlannedPage) -> Lasting:
    """Return what earlier versions of an edition leave on a page."""
    anchors = edition.anchors
    if not anchors.versions:
        return Lasting()
    here = dict(_units_here(plan, page))
    elements = {ident: plan.units[ident].partition("#")[2] for ident in here}
    taken = set(_OWN).union(elements.values(), (call.fragment for call in plan.calls.get(page.address, {}).values()))
    division = page.division.id if page.division is not None else ""
    aliases = {
        elements[own]: tuple(_new_aliases(kind, own, anchors.aliases[own], division, taken))
        for own, kind in here.items()
        if own in anchors.aliases
    }
    for own, alias in _lost_calls(edition, here, division, taken):
        aliases[elements[own]] = (*aliases.get(elements[own], ()), alias)
    opening, before_notes, behind = _placed_traces(edition, plan, page, elements, taken)
    return Lasting(
        opening=opening,
        behind=behind,
        before_notes=before_notes,
        aliases=aliases,
        unpublished=frozenset(elements[ident] for ident in here.keys() & plan.unpublished),
        provisional=frozenset(elements[ident] for ident in here.keys() & anchors.provisional),
    )


def fragment_of(kind: AnchorKind, ident: str) -> str:
    """Return the id of the element that stands for a published id; "" for a division, whose page stands for it."""
    match kind:
        case AnchorKind.DIVISION:
            return ""
        case AnchorKind.SECTION:
            return urls.section_fragment(ident)
        case AnchorKind.PARAGRAPH:
            return urls.paragraph_fragment(ident)
        case AnchorKind.NOTE:
            return urls.note_fragment(ident)
        case AnchorKind.PAGE:
            return urls.page_fragment(label_in_id(ident))


def name_of(kind: AnchorKind, ident: str, division: str) -> str:
    """Return what readers call a published id on the page of a division: `5.12` on the page of 5 is "¶ 12"."""
    match kind:
        case AnchorKind.DIVISION:
            return ident
        case AnchorKind.SECTION:
            return "§ " + _inside(ident, division, ".s").replace(".s", ".")
        case AnchorKind.PARAGRAPH:
            return "¶ " + _inside(ident, division, ".")
        case AnchorKind.NOTE:
            return "note " + _inside(ident.removeprefix("n"), division, ".")
        case AnchorKind.PAGE:
            return "page " + label_in_id(ident)


def retired_view(edition: Edition, plan: Plan, page: PlannedPage) -> RetiredView:
    """Return what the page of a division that is gone shows."""
    traces = tuple(Markup(html) for html in _retired_traces(edition, plan, page))
    return RetiredView(page.number or "", page.title, Markup(_retired_words(edition, plan, page)), traces)


def _retired_words(edition: Edition, plan: Plan, page: PlannedPage) -> str:
    """Return what has become of a division that is gone, as far as that can be told of the whole of it."""
    former = page.number or ""
    moved = {trace.id: trace for trace in plan.traces.get(page.address, ()) if trace.kind is AnchorKind.DIVISION}
    own = next((own for own, others in edition.anchors.aliases.items() if former in others), None)
    now = own or (moved[former].now if former in moved else None)
    if now is not None and now in plan.units:
        return f"What stood here is now part of {_place_link(plan, page, AnchorKind.DIVISION, now)}."
    since = f" It was last published in version {text_html(moved[former].since)}." if former in moved else ""
    return f"This part of the book is no longer in the edition.{since}"


def _retired_traces(edition: Edition, plan: Plan, page: PlannedPage) -> Iterator[str]:
    taken = set(_OWN)
    for trace in plan.traces.get(page.address, ()):
        yield from _trace_html(trace, taken, edition, plan, page)


def _inside(ident: str, division: str, mark: str) -> str:
    """Take the division's own id off the beginning of an id, if that is where it belongs."""
    rest = ident.removeprefix(division + mark)
    return ident if mark == "." and "." in rest else rest


def _units_here(plan: Plan, page: PlannedPage) -> Iterator[tuple[str, AnchorKind]]:
    """Yield the ids that stand on a page, in the order of the text, with their kinds."""
    if page.division is not None:
        yield from ((section.id, AnchorKind.SECTION) for section in _sections(page.division))
        for block in page_blocks(page.division):
            if isinstance(block, Unit) and block.id:
                yield block.id, AnchorKind.PARAGRAPH
            for inline in block_leaves(block):
                if isinstance(inline, PageBreak):
                    labels = (*plan.skipped.get(inline.label, ()), inline.label)
                    yield from ((plan.page_ids[label], AnchorKind.PAGE) for label in labels)
    for label in plan.trailing:
        if urls.page_of(plan.printed[label]) == page.address:
            yield plan.page_ids[label], AnchorKind.PAGE
    for note in plan.notes.get(page.address, ()):
        yield note.id, AnchorKind.NOTE


def _sections(division: Division) -> Iterator[Division]:
    for inner in inner_divisions(division):
        yield inner
        yield from _sections(inner)


def _new_aliases(kind: AnchorKind, own: str, others: Iterable[str], division: str, taken: set[str]) -> Iterator[Alias]:
    for former in others:
        fragments = tuple(_new_fragments(kind, former, taken))
        if fragments:
            name = name_of(kind, former, division)
            number = name.removeprefix("¶ ") if kind is AnchorKind.PARAGRAPH else ""
            yield Alias(fragments, number, f"{_capital(name)} is now part of {name_of(kind, own, division)}.")


def _lost_calls(
    edition: Edition, here: Mapping[str, AnchorKind], division: str, taken: set[str]
) -> Iterator[tuple[str, Alias]]:
    """Yield the published notes of a page that nothing calls any more, with what the address of the call becomes."""
    published = {anchor.id for anchor in edition.anchors.published if anchor.kind is AnchorKind.NOTE}
    for own, kind in here.items():
        call = urls.call_fragment(own) if kind is AnchorKind.NOTE and own in published else ""
        if call and call not in taken:
            taken.add(call)
            yield own, Alias((call,), "", f"The call of {name_of(kind, own, division)} is no longer in the text.")


def _new_fragments(kind: AnchorKind, ident: str, taken: set[str]) -> Iterator[str]:
    """Yield the ids of elements that stand for a published id: its own, and that of the call of a note.

    Where an element of the page has the first, there is nothing to stand for.
    """
    own = fragment_of(kind, ident)
    if own and own not in taken:
        calls = (urls.call_fragment(ident),) if kind is AnchorKind.NOTE else ()
        for fragment in (own, *calls):
            if fragment not in taken:
                taken.add(fragment)
                yield fragment


def _placed_traces(
    edition: Edition, plan: Plan, page: PlannedPage, elements: Mapping[str, str], taken: set[str]
) -> tuple[str, str, dict[str, str]]:
    """Return the traces of a page: before all text, before its notes, and behind elements by their ids."""
    opening: list[str] = []
    before_notes: list[str] = []
    behind: defaultdict[str, list[str]] = defaultdict(list)
    notes = {note.id for note in plan.notes.get(page.address, ())}
    for trace in plan.traces.get(page.address, ()):
        html = list(_trace_html(trace, taken, edition, plan, page))
        is_note = trace.kind is AnchorKind.NOTE
        place = elements.get(trace.after or "")
        if place is not None and (trace.after in notes) == is_note:
            behind[place].extend(html)
        else:
            (before_notes if is_note else opening).extend(html)
    return "".join(opening), "".join(before_notes), {ident: "".join(html) for ident, html in behind.items()}


def _trace_html(trace: Trace, taken: set[str], edition: Edition, plan: Plan, page: PlannedPage) -> Iterator[str]:
    """Yield the element of a trace; nothing where its id stands on the page already."""
    own, *further = chain(_new_fragments(trace.kind, trace.id, taken), ("",))
    if own:
        inner = "".join(f'<span id="{fragment}"></span>' for fragment in further if fragment)
        words = trace_words(trace, edition, plan, page)
        yield (
            f'<div class="gl-trace" id="{attribute_html(own)}" role="note" tabindex="-1" lang="en">'
            f"{inner}{words}</div>\n"
        )


def trace_words(trace: Trace, edition: Edition, plan: Plan, page: PlannedPage) -> str:
    """Return the sentence of a trace as HTML, with the link that leads on."""
    name = text_html(_capital(name_of(trace.kind, trace.id, trace.home)))
    if trace.now is None or trace.now not in plan.units:
        history = urls.link(urls.history(edition.metadata.id), page.address)
        return (
            f"{name} is no longer in the text. It was last published in"
            f' <a href="{attribute_html(history)}">version {text_html(trace.since)}</a>.'
        )
    verb = "has moved to" if trace.now == trace.id else "is now part of"
    return f"{name} {verb} {_place_link(plan, page, trace.kind, trace.now)}."


def moved_html(edition: Edition, plan: Plan, page: PlannedPage, anchor: Anchor) -> str:
    """Return a sentence on a published id that now stands elsewhere or is part of another; "" for others."""
    if anchor.kind is AnchorKind.DIVISION or anchor.now is None or anchor.now not in plan.units:
        return ""
    address = urls.page_of(plan.units[anchor.now])
    left = next((home for home in anchor.homes if urls.division(edition.metadata.id, home) != address), None)
    if anchor.now == anchor.id and left is None:
        return ""
    home = anchor.homes[0] if left is None else left
    name = _capital(name_of(anchor.kind, anchor.id, ""))
    former = plan.by_address.get(urls.division(edition.metadata.id, home))
    verb = f"has moved from {_title(former) or home} to" if anchor.now == anchor.id else "is now part of"
    return f"{text_html(f'{name} {verb}')} {_place_link(plan, page, anchor.kind, anchor.now)}."


def _place_link(plan: Plan, page: PlannedPage, kind: AnchorKind, ident: str) -> str:
    """Return the link to where an id stands today: "7. A Chapter, ¶ 5.12"."""
    address = plan.units[ident]
    there = plan.by_address.get(urls.page_of(address))
    division = there.division.id if there is not None and there.division is not None else ""
    titles = [_title(there)] if there is not None else []
    if "#" in address:
        titles.append(name_of(kind, ident, division))
    words = ", ".join(titles) or ident
    return f'<a href="{attribute_html(urls.link(address, page.address))}"><bdi>{text_html(words)}</bdi></a>'


def _title(page: PlannedPage | None) -> str:
    """Return the title of a page with its number; "" where there is none."""
    if page is None:
        return ""
    return f"{page.number}. {page.title}" if page.number else page.title


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
