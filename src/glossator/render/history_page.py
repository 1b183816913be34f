"""The page that tells readers what the addresses of an edition promise, and what changed from version to version."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from glossator.model import Anchor, AnchorKind, Edition
from glossator.render import urls
from glossator.render.plan import Plan, PlannedPage
from glossator.render.traces import fragment_of, moved_html, name_of
from glossator.render.versions import TODAY, Change, published_steps, version_words
from glossator.render.views import ChangeLine, ChangesGroup, HistoryView, TitledLink, VersionView

OPEN_UP_TO: Final = 12  # changed units of one division; more are shown when the reader asks for them

_KINDS: Final = {
    AnchorKind.DIVISION: ("division heading", "division headings"),
    AnchorKind.SECTION: ("section", "sections"),
    AnchorKind.PARAGRAPH: ("paragraph", "paragraphs"),
    AnchorKind.NOTE: ("note", "notes"),
    AnchorKind.PAGE: ("page", "pages"),
}


class _Changed(NamedTuple):
    """A unit and what happened to it in one version."""

    id: str
    kind: AnchorKind
    change: Change
    now: str | None  # id of what answers to it
    home: str  # id of the division where it is, or was last
    page: str  # the address of that division
    trace: str = ""  # the address of what it left there


def history_view(edition: Edition, plan: Plan, page: PlannedPage) -> HistoryView:
    """Return what the page of the versions shows, the newest first."""
    anchors = edition.anchors
    by_version: defaultdict[str, list[_Changed]] = defaultdict(list)
    left = {(address, trace.id) for address, traces in plan.traces.items() for trace in traces}
    for anchor, steps in published_steps(anchors):
        for step in steps:
            by_version[step.version].append(_changed(anchor, step.change, edition, plan, left))
    by_version[TODAY].extend(_moved_ones(edition, plan))
    by_version[TODAY].extend(_new_ones(edition, plan))
    moves = (moved_html(edition, plan, page, anchor) for anchor in anchors.published)
    return HistoryView(
        title=page.title,
        version=version_words(edition),
        published=anchors.versions[-1],
        data=urls.link(urls.anchors_file(edition.metadata.id), page.address),
        versions=tuple(
            _version_view(version, by_version[version], edition, plan, page)
            for version in (TODAY, *reversed(anchors.versions))
            if version != TODAY or by_version[TODAY]
        ),
        moves=tuple(Markup(words) for words in moves if words),
    )


def _changed(
    anchor: Anchor, change: Change, edition: Edition, plan: Plan, left: Container[tuple[str, str]]
) -> _Changed:
    home = _division_of(anchor.now, plan) or (anchor.homes[-1] if anchor.homes else "")
    page = urls.division(edition.metadata.id, home)
    fragment = fragment_of(anchor.kind, anchor.id)
    trace = urls.place(page, fragment) if fragment else page
    return _Changed(anchor.id, anchor.kind, change, anchor.now, home, page, trace if (page, anchor.id) in left else "")


def _division_of(ident: str | None, plan: Plan) -> str:
    """Return the id of the division on whose page an id stands today; "" where it stands nowhere."""
    there = plan.by_address.get(urls.page_of(plan.units.get(ident or "", "")))
    return there.division.id if there is not None and there.division is not None else ""


def _moved_ones(edition: Edition, plan: Plan) -> Iterator[_Changed]:
    """Yield what stands on a page where no version has it; in which version others have moved is not recorded."""
    for anchor in edition.anchors.published:
        division = _division_of(anchor.id, plan) if anchor.now == anchor.id else ""
        if division and division not in anchor.homes:
            page = urls.page_of(plan.units[anchor.id])
            yield _Changed(anchor.id, anchor.kind, Change.MOVED, anchor.now, division, page)


def _new_ones(edition: Edition, plan: Plan) -> Iterator[_Changed]:
    """Yield what has never been published, in the order of the text."""
    provisional = edition.anchors.provisional
    for ident in plan.units:
        if ident in provisional:
            kind, page = _kind_of(ident, plan), urls.page_of(plan.units[ident])
            yield _Changed(ident, kind, Change.NEW, ident, _division_of(ident, plan), page)


def _kind_of(ident: str, plan: Plan) -> AnchorKind:
    """Return what a unit of today is, by its address."""
    address = plan.units[ident]
    if ident in plan.places:
        return AnchorKind.SECTION if "#" in address else AnchorKind.DIVISION
    if any(page == ident for page in plan.page_ids.values()):
        return AnchorKind.PAGE
    is_note = any(note.id == ident for note in plan.notes.get(urls.page_of(address), ()))
    return AnchorKind.NOTE if is_note else AnchorKind.PARAGRAPH


def _version_view(
    version: str, changed: Sequence[_Changed], edition: Edition, plan: Plan, page: PlannedPage
) -> VersionView:
    versions = edition.anchors.versions
    all_new = all(one.change is Change.NEW for one in changed)
    groups: defaultdict[str, list[_Changed]] = defaultdict(list)
    for one in changed if not all_new or version != versions[0] else ():
        groups[one.home].append(one)
    order = {planned.division.id: at for at, planned in enumerate(plan.by_address.values()) if planned.division}
    return VersionView(
        fragment=f"v{versions.index(version) + 1}" if version != TODAY else "today",
        title=f"Version {version}" if version != TODAY else f"Since version {versions[-1]}, not published yet",
        facts=_facts(changed, all_new=all_new),
        groups=tuple(
            _group(groups[home], plan, page) for home in sorted(groups, key=lambda home: order.get(home, len(order)))
        ),
    )


def _facts(changed: Sequence[_Changed], *, all_new: bool) -> str:
    if not changed:
        return "No words changed."
    if all_new:
        return f"{_counted(changed)} got an address."
    counts = Counter(one.change for one in changed)
    return (
        "; ".join(
            f"{change.value}: {_counted([one for one in changed if one.change is change])}"
            for change in Change
            if counts[change]
        ).capitalize()
        + "."
    )


def _group(changed: Sequence[_Changed], plan: Plan, page: PlannedPage) -> ChangesGroup:
    """Return what happened in the division of all these units."""
    home, address = changed[0].home, changed[0].page
    division = plan.by_address.get(address)
    known = division is not None or any(one.address == address for one in plan.retired)
    lines = []
    for change in Change:
        units = [one for one in changed if one.change is change]
        if units:
            whole = change is Change.NEW and len(units) == len(changed) and len(units) > OPEN_UP_TO
            links = () if whole else tuple(_link(one, plan, page) for one in units)
            lines.append(ChangeLine(change.value, _counted(units), links, len(units) <= OPEN_UP_TO))
    return ChangesGroup(
        TitledLink(
            urls.link(address, page.address) if known else "",
            division.title if division else home,
            division.number if division else None,
        ),
        tuple(lines),
    )


def _link(one: _Changed, plan: Plan, page: PlannedPage) -> TitledLink:
    """Return the link to a changed unit, with its printed page, or to the trace of one that is gone."""
    name = "heading" if one.kind is AnchorKind.DIVISION else name_of(one.kind, one.id, one.home)
    printed = plan.begins.get(one.id) if one.kind is not AnchorKind.PAGE else None
    address = plan.units.get(one.now or "") or one.trace
    href = urls.link(address, page.address) if address else ""
    return TitledLink(href, f"{name} (p. {printed})" if printed else name)


def _counted(changed: Iterable[_Changed]) -> str:
    """Return how many units of each kind there are: "36 paragraphs, 1 note"."""
    counts = Counter(one.kind for one in changed)
    return ", ".join(f"{counts[kind]} {names[counts[kind] != 1]}" for kind, names in _KINDS.items() if counts[kind])
