"""How well the search answers: the fifty queries of `tests/search/queries.yml`, asked in a browser.

The counts are pinned. They may rise; a change by which one falls is to be thought about, not measured away: the queries
were written before the search, by somebody who had not seen it, and stay as they are.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from glossator import folding
from glossator.build import load_edition
from glossator.render.assets import SEARCH_SCRIPTS
from glossator.render.naming import named_persons
from glossator.render.plan import plan_edition
from glossator.render.search import search_groups, search_index
from glossator.render.works import cited_works

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "templates" / "assets"
QUERIES = yaml.safe_load((ROOT / "tests" / "search" / "queries.yml").read_text(encoding="utf-8"))["queries"]
ENGINE = SEARCH_SCRIPTS[:4]  # folding, query, engine, results: they touch no page
DOUBTFUL = 2  # tier from which on a hit is offered as something like what was asked for

ASK = """
({ query, slug }) => {
  const { query: { parse }, results: { resultsOf, addressOf } } = glossator;
  const terms = parse(query);
  const outcomes = terms.length > 0 ? Object.values(books).filter((book) => !slug || book.slug === slug)
    .map((book) => book.search(terms)) : [];
  const { best, books: found } = resultsOf(outcomes, terms);
  const hits = [...best, ...found.flatMap(({ groups }) => groups.flatMap(({ hits }) => hits))];
  return { first: hits.slice(0, 3).map((hit) => [addressOf(hit), hit.tier]), some: outcomes.some(({ some }) => some) };
}
"""


def index_of(slug: str) -> bytes:
    edition = load_edition(ROOT, slug).edition
    plan = plan_edition(edition)
    named = named_persons(edition, plan)
    return search_index(edition, search_groups(edition, plan, cited_works(edition, plan), named), named)


@pytest.fixture
def engine(browser: Browser) -> Iterator[Page]:
    """An empty page with the search's own scripts."""
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(content="var books = {}, glossator = {};")
    for name in ENGINE:
        page.add_script_tag(content=(ASSETS / f"search-{name}.js").read_text(encoding="utf-8"))
    page.evaluate("glossator.search = { add: (data) => (books[data.slug] = new glossator.engine.Book(data)) }")
    yield page
    context.close()


def answered(page: Page, query: dict[str, Any]) -> tuple[bool, bool]:
    """Whether the first hit is right, and whether one of the first three is."""
    answer = page.evaluate(ASK, {"query": query["query"], "slug": query.get("in", "")})
    if not query["right"]:
        is_right = answer["some"] or all(tier >= DOUBTFUL for _, tier in answer["first"])
        return is_right, is_right
    right = {address.removesuffix("#top") for address in query["right"]}
    hits = [address.removesuffix("#top") in right for address, _ in answer["first"]]
    return any(hits[:1]), any(hits)


def counted(page: Page, slug: str) -> tuple[int, int, int]:
    page.add_script_tag(content=index_of(slug).decode())
    asked = [query for query in QUERIES if query.get("in") == slug]
    answers = [answered(page, query) for query in asked]
    return sum(first for first, _ in answers), sum(third for _, third in answers), len(asked)


def test_there_are_fifty_queries() -> None:
    assert len(QUERIES) == len({query["id"] for query in QUERIES}) == 50


def test_the_demonstration_edition(engine: Page) -> None:
    assert counted(engine, "small-print") == (17, 17, 17)


@pytest.mark.monograph
def test_the_monograph(engine: Page) -> None:
    assert counted(engine, "reiman") == (32, 33, 33)


def test_words_sound_alike_in_python_and_in_javascript(engine: Page) -> None:
    index = index_of("small-print").decode()
    words = {word.text for word in folding.words(index)}
    words |= {"Чехов", "Čechov", "Tchekhov", "Троцкий", "Trockij", "Trotsky", "Żółć", "Æther", "Straße", "XIV", "1917"}
    words |= {
        "Łódź",
        "Ďáblice",
        "Kazan’",
        "объезд",
        "Їжак",
        "Ђорђе",
        "ﬁn",
        "Qumran",
        "Szczecin",
        "İstanbul",
        "ｗｉｄｅ",
    }
    heard = engine.evaluate("words => words.map((word) => glossator.folding.sound(word))", sorted(words))
    assert heard == [folding.fold(word) for word in sorted(words)]


def test_plain_letters(engine: Page) -> None:
    def plain(word: str) -> Any:
        return engine.evaluate("word => glossator.folding.plain(word)", word)

    alike = {
        "capek": ["Čapek", "ČAPEK", unicodedata.normalize("NFD", "čapek")],
        "все": ["всё", "Все"],
        "кии": ["кий", "кіи"],
        "kazan": ["Kazan'", "Kazanʹ", "Kazan’"],
        "figure": ["ﬁgure", "fig\u00adure", "fig\u200bure"],
        "hume": ["Hume’s", "Hume's", "HUME"],
        "strasse": ["Straße", "STRASSE"],
    }
    for wanted, words in alike.items():
        assert [plain(word) for word in words] == [wanted] * len(words)


def test_what_a_query_asks_for(engine: Page) -> None:
    def parsed(query: str) -> Any:
        return engine.evaluate("query => glossator.query.parse(query).map(({ words }) => words.join(' '))", query)

    assert parsed("one two") == ["one", "two"]
    for query in ('a "b c" d', "a “b c” d", "a „b c“ d", "a «b c» d"):
        assert parsed(query) == ["a", "b c", "d"]
    assert parsed('"b c') == ["b c"]
    assert parsed("well-known thing") == ["well known", "thing"]
    assert parsed("same Same SAME") == ["same"]
    for nothing in ("", " ", '"', "“”", "-", "…?!", "\u202e", "\ud83d\ude00"):
        assert parsed(nothing) == []
    assert len(parsed("word" + " x1 x2" * 500)) == 3
    assert parsed("<b onclick=x>") == ["b", "onclick x"]
    assert parsed("שלום עולם") == ["שלום", "עולם"]
