"""What changed in which version: the steps of an address, the file that pages compare with, and the page that lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from glossator.model import Anchor, AnchorKind, Anchors
from glossator.render.history_page import OPEN_UP_TO, history_view
from glossator.render.plan import plan_edition
from glossator.render.site import build_site
from glossator.render.titles import title_view
from glossator.render.versions import TODAY, Change, anchors_json, has_changes, published_steps, version_words

if TYPE_CHECKING:
    from glossator.model import Edition
    from glossator.render.views import HistoryView

A, B, C, D = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc", "0123456789abcdef"


def anchor(*history: tuple[str, str], now: str | None = "5.1", text: str = A, ident: str = "5.1") -> Anchor:
    return Anchor(ident, AnchorKind.PARAGRAPH, ("5",), now, text, history)


@pytest.fixture(scope="module")
def published(handmade: Any) -> Edition:
    edition: Edition = handmade.published_edition()
    return edition


def view_of(edition: Edition) -> HistoryView:
    plan = plan_edition(edition)
    return history_view(edition, plan, plan.pages[-1])


# --- steps -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "steps"),
    [
        (anchor(("1", A)), [("1", Change.NEW)]),
        (anchor(("1", A), ("3", B), text=B), [("1", Change.NEW), ("3", Change.CHANGED)]),
        (anchor(("2", A), text=B), [("2", Change.NEW), (TODAY, Change.CHANGED)]),
        (anchor(("1", A), ("2", ""), now=None, text=""), [("1", Change.NEW), ("2", Change.GONE)]),
        (anchor(("1", A), now=None, text=""), [("1", Change.NEW), (TODAY, Change.GONE)]),
        (
            anchor(("1", A), ("2", ""), ("3", C), text=C),
            [("1", Change.NEW), ("2", Change.GONE), ("3", Change.BACK)],
        ),
        (anchor(("1", A), ("2", "")), [("1", Change.NEW), ("2", Change.GONE), (TODAY, Change.BACK)]),
        (anchor(("1", A), ("2", ""), now="5.2", text=C), [("1", Change.NEW), ("2", Change.JOINED)]),
        (anchor(("1", A), now="5.2", text=C), [("1", Change.NEW), (TODAY, Change.JOINED)]),
        (anchor(("1", A), ("2", B), now="5.2", text=C), [("1", Change.NEW), ("2", Change.JOINED)]),
        (
            anchor(("1", A), ("2", D), now="5.2", text=C),
            [("1", Change.NEW), ("2", Change.CHANGED), (TODAY, Change.JOINED)],
        ),
    ],
)
def test_the_steps_of_an_address(found: Anchor, steps: list[tuple[str, Change]]) -> None:
    whole = anchor(("1", D[::-1]), ("2", B), ("3", C), now="5.2", text=C, ident="5.2")  # since version 2 of two
    first, _ = published_steps(Anchors(("1", "2", "3"), (found, whole)))
    assert [(step.version, step.change) for step in first[1]] == steps


def test_the_file_names_each_unit_by_its_element() -> None:
    anchors = Anchors(
        versions=("1", "2"),
        published=(
            Anchor("5", AnchorKind.DIVISION, ("5",), "5", A, (("1", A),)),
            anchor(("1", A), ("2", B), text=C),
            anchor(("1", A), ("2", ""), now="5.1", text=C, ident="5.2"),
            anchor(("1", A), now=None, text="", ident="5.3"),
            Anchor("page-89", AnchorKind.PAGE, ("5",), "page-89", A, (("2", A),)),
        ),
    )
    content = anchors_json(anchors)
    assert content.endswith(b"\n")
    assert json.loads(content) == {
        "format": "glossator-anchors/1",
        "versions": ["1", "2"],
        "units": {
            "p5.1": [["1", "aaaaaaaa"], ["2", "bbbbbbbb"], ["", "cccccccc"]],
            "p5.2": [["1", "aaaaaaaa"], ["2", ">p5.1"]],
            "p5.3": [["1", "aaaaaaaa"], ["", ""]],
            "page-89": [["2", "aaaaaaaa"]],
        },
    }


def test_the_version_in_words(published: Edition) -> None:
    def words(anchors: Anchors, version: str = "2") -> str:
        metadata = published.metadata._replace(version=version)
        return version_words(published._replace(metadata=metadata, anchors=anchors))

    settled = Anchors(("1", "2"), (anchor(("1", A)),))
    assert words(Anchors()) == "2"
    assert words(settled) == "2"
    assert words(settled, "3") == "3, not published yet; the last published one is 2"
    assert words(settled._replace(provisional=frozenset({"5.2"}))) == "2, with changes that are not published yet"
    assert not has_changes(settled)
    assert has_changes(settled._replace(published=(anchor(("1", B)),)))


# --- the page ----------------------------------------------------------------------------------------------------


def test_an_edition_without_a_version_has_no_such_page(edition: Edition) -> None:
    assert "history" not in {page.kind for page in plan_edition(edition).pages}


def test_the_newest_version_stands_first(published: Edition) -> None:
    assert [(one.fragment, one.title) for one in view_of(published).versions] == [
        ("today", "Since version 3, not published yet"),
        ("v3", "Version 3"),
        ("v2", "Version 2"),
        ("v1", "Version 1"),
    ]


def test_what_changed_is_listed_by_division_with_printed_pages(published: Edition) -> None:
    today, third, second, _ = view_of(published).versions
    (group,) = third.groups
    assert (group.division.number, group.division.title, group.division.href) == ("1", "The Note at the Foot", "../1/")
    (line,) = group.lines
    assert line.change == "words changed"
    assert [(unit.title, unit.href) for unit in line.units] == [
        ("¶ 1 (p. 11)", "../1/#p1.1"),
        ("¶ 4 (p. 12)", "../1/#p1.4"),
    ]
    (group,) = second.groups
    assert {line.change: [unit.title for unit in line.units] for line in group.lines} == {
        "new": ["¶ 5 (p. 12)"],
        "words changed": ["¶ 4 (p. 12)", "note 4 (p. 12)"],
        "now part of another": ["¶ 2a"],
        "no longer in the text": ["¶ 4a"],
    }
    assert [group.division.title for group in today.groups] == ["The Note at the Foot", "Hostile Text", "6"]


def test_what_is_gone_leads_to_its_trace(published: Edition) -> None:
    second = view_of(published).versions[2]
    (gone,) = [line for line in second.groups[0].lines if line.change == "no longer in the text"]
    assert [unit.href for unit in gone.units] == ["../1/#p1.4a"]
    former = view_of(published).versions[0].groups[-1]
    assert former.division.href == "../6/"
    assert [(unit.title, unit.href) for unit in former.lines[-1].units] == [("heading", "../6/"), ("¶ 2", "../6/#p6.2")]


def test_the_first_version_is_counted(published: Edition) -> None:
    first = view_of(published).versions[-1]
    assert first.groups == ()
    assert first.facts == "3 division headings, 4 sections, 12 paragraphs, 4 notes, 3 pages got an address."


def test_a_version_without_changes_says_so(published: Edition) -> None:
    anchors = Anchors(("1", "2"), (anchor(("1", A)),))
    assert [one.facts for one in view_of(published._replace(anchors=anchors)).versions] == [
        "No words changed.",
        "1 paragraph got an address.",
    ]


def test_long_lists_are_folded_and_whole_new_divisions_counted(published: Edition) -> None:
    many = range(OPEN_UP_TO + 1)
    changed = [anchor(("1", A), ("2", B), text=B, ident=f"1.{at}", now=f"1.{at}") for at in many]
    new = [anchor(("2", B), text=B, ident=f"intro.{at}", now=f"intro.{at}")._replace(homes=("intro",)) for at in many]
    whole = [one._replace(homes=("1",)) for one in changed] + new
    version = view_of(published._replace(anchors=Anchors(("1", "2"), tuple(whole)))).versions[0]
    lines = {group.division.title: group.lines for group in version.groups}
    assert [(line.open, len(line.units), line.counted) for line in lines["The Note at the Foot"]] == [
        (False, len(many), f"{len(many)} paragraphs")
    ]
    assert [(line.units, line.counted) for line in lines["Introduction"]] == [((), f"{len(many)} paragraphs")]


def test_what_leads_elsewhere_is_told_in_sentences(published: Edition) -> None:
    words = [BeautifulSoup(str(move), "lxml").get_text() for move in view_of(published).moves]
    assert words[0] == "¶ 1.2a is now part of 1. The Note at the Foot, ¶ 2."
    assert "¶ 2.40 has moved from 2. Hostile Text to Резюме, ¶ 2.40." in words
    assert "Page 17 has moved from 1. The Note at the Foot to 2. Hostile Text, page 17." in words
    assert not [sentence for sentence in words if sentence.startswith("Note 4 ")]  # it stands where it stood


def test_what_has_moved_since_the_last_version_is_told(published: Edition) -> None:
    plan = plan_edition(published)
    stays = [one for one in published.anchors.published if one.id == "2.40"]
    for homes, moved in ((("2", "summary"), []), (("2",), [("¶ 2.40 (p. 19)", "../summary/#p2.40")])):
        anchors = published.anchors._replace(published=tuple(one._replace(homes=homes) for one in stays))
        today = history_view(published._replace(anchors=anchors), plan, plan.pages[-1]).versions[0]
        lines = [line for group in today.groups for line in group.lines if line.change == "moved here"]
        assert [(unit.title, unit.href) for line in lines for unit in line.units] == moved


def test_the_title_page_names_the_version(published: Edition) -> None:
    view = title_view(published, plan_edition(published), None)
    (fact,) = [fact for fact in view.facts if fact.name == "Version"]
    assert (fact.value, fact.href) == ("3, with changes that are not published yet", "history/")
    assert [entry.href for entry in view.entries if entry.title == "Versions"] == ["history/"]


@pytest.mark.slow
def test_the_page_and_its_file_are_written(tmp_path: Path, published: Edition, handmade: Any) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Site\ntheme: {name: material, font: false}\n", encoding="utf-8")
    hostile = published.anchors._replace(versions=("1", "2", handmade.HOSTILE))
    metadata = published.metadata._replace(version=handmade.HOSTILE)
    build_site(tmp_path, (published._replace(metadata=metadata, anchors=hostile),), {})
    folder = tmp_path / "site" / "published"
    assert (folder / "anchors.json").read_bytes() == anchors_json(hostile)
    page = BeautifulSoup((folder / "history" / "index.html").read_text(encoding="utf-8"), "lxml")
    assert [heading["id"] for heading in page.select("article h2")] == ["today", "v3", "v2", "v1", "moves"]
    assert not [script for script in page.find_all("script") if "alert(" in script.get_text()]
    assert "<script>alert('1')</script>" in page.select("article h2")[1].get_text()
    (link,) = [link for link in page.select(".md-nav--primary a") if link.get_text().strip() == "Versions"]
    assert link["aria-current"] == "page"
