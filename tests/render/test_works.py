"""Works and citations as pages show them."""

from __future__ import annotations

from typing import Any

import pytest

from glossator.citations.runs import Run
from glossator.model import Locator, Relation
from glossator.render.plan import plan_edition
from glossator.render.works import cited_works, locator_words, manner, runs_html


@pytest.mark.parametrize(
    ("label", "value", "volume", "expected"),
    [
        ("page", "44", None, "p. 44"),
        ("page", "177–180", None, "pp. 177–180"),
        ("page", "126 and 132", None, "pp. 126 and 132"),
        ("page", "xii", None, "p. xii"),
        ("document", "12", None, "doc. 12"),
        ("page", "313", "II", "vol. II, p. 313"),
        ("page", "345–419", "2,1", "vol. 2,1, pp. 345–419"),
        ("box", "6", None, "box 6"),
        ("page", "title page", None, "title page"),
    ],
)
def test_a_locator_is_written_as_scholars_do(label: str, value: str, volume: str | None, expected: str) -> None:
    assert locator_words(Locator(label, value), volume) == expected


def test_no_locator_is_nothing() -> None:
    assert locator_words(None, None) == ""
    assert locator_words(None, "II") == "vol. II"


def test_what_is_not_plain_is_said(handmade: Any) -> None:
    assert manner(handmade.cites("n1", 0, 1, "key")) == ""
    assert manner(handmade.cites("n1", 0, 1, "key", relation=Relation.TRANSLATION)) == "a translation"
    both = handmade.cites("n1", 0, 1, "key", relation=Relation.OTHER_EDITION, part="A Part")
    assert manner(both) == "another edition; the part “A Part”"


def test_runs_become_safe_html() -> None:
    runs = (Run("<b>. "), Run("Title & All", italic=True), Run(" x", href="javascript:alert(1)"))
    assert runs_html(runs) == "&lt;b&gt;. <em>Title &amp; All</em> x"
    assert runs_html((Run("x", href="https://example.org/?a&b"),)) == (
        '<a href="https://example.org/?a&amp;b" rel="noopener">x</a>'
    )


def test_a_key_that_looks_like_another_id_gets_an_id_of_its_own(edition: Any) -> None:
    addresses = {key: work.address for key, work in cited_works(edition, plan_edition(edition)).works.items()}
    assert addresses == {
        "author1901book": "handmade/bibliography/#author1901book",
        "author1902book": "handmade/bibliography/#author1902book",
        "b2": "handmade/bibliography/#work-b2",
        "notes": "handmade/bibliography/#work-notes",
    }


def test_how_often_a_work_is_cited(edition: Any) -> None:
    cited = cited_works(edition, plan_edition(edition))
    assert {key: work.times for key, work in cited.works.items()} == {
        "author1901book": 1,
        "author1902book": 0,
        "b2": 1,
        "notes": 3,
    }
    assert [len(citations) for citations in cited.citations.values()] == [1] * 7
