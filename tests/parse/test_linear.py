"""The work grows with the text and not with its square, whatever the text is made of.

Each shape is read twice, the second time four times as long: linear work takes four times the steps, quadratic work
sixteen times. Steps are counted (see `conftest.py`), so a busy machine does no harm.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

import pytest

from glossator.anchors.plain import number_plainly
from glossator.checks import check_edition
from glossator.export.edition_json import edition_data
from glossator.model import Edition, Metadata, Witness
from glossator.parse.document import Names, parse_document
from glossator.source.zones import recognize

Steps = Callable[[Callable[[], object]], int]

GROWTH = 4
LIMIT = 5.0  # a quarter more than the linear growth, a third of the quadratic one
METADATA = Metadata("x", "X", None, (), None, None, None, None, None, None, "en", None, "1", None)

CHAPTER = "# 1. Rivers\n\nA river.<sup>1</sup>\n\n---\n\n1 A note.\n\n"

# Characters of one line: what makes a careless pattern try every split of it.
RUNS = (
    *("*", "**a", "_", " _a", "*_", "*a ", "a*", "<", "[", "[a](", "(", ")", "|", "| ", "|a", "\\", "`", "~", "{", "#"),
    *(".", ". ", ". .", "…", "·", "-", "- ", "a-"),
    *(">", "> ", "9", "1 ", "1. ", "12, ", "1–", "i ", "ivx", "A. ", "p. "),
    *(" ", "\t", "\f", "\r", "\u00a0", "a ", "a", "é"),
    *("\u200b", '"', '".', "<sup>", "</sup>", "<sup>1", "<sup>1</sup>"),
    *("¹", "<a ", "<a b=", "</", "<br>", "<http://a", "http://a.", "[a](b)", "![a](", "[^1]", "&amp;", "*a*", "{1}---"),
)


def chapters(count: int) -> str:
    return "".join(f"# {i}. Title\n\nText.<sup>1</sup>\n\n---\n\n1 A note.\n\n" for i in range(1, count))


def notes(count: int) -> str:
    body = (f"Text.<sup>{i}</sup> And<sup>{i}</sup>\n\n---\n\n{i} A note.\n\n" for i in range(1, count))
    return CHAPTER + "# 2. Boats\n\n" + "".join(body)


def listed(count: int, found: bool) -> str:
    lines = "\n".join(f"{i}. Title {i} ..... {i}" for i in range(1, count))
    body = (f"# {i}. Title {i}\n\nText.\n\n" if found else f"Words {i}\n\n" for i in range(1, count))
    return f"# Contents\n\n{lines}\n\n# 1. Title 1\n\n{''.join(body)}"


def namesakes(count: int) -> str:
    lines = "\n".join(f"Same ..... {i}" for i in range(count))
    return f"# Contents\n\n{lines}\n\n" + "# Same\n\nText.\n\n" * count


def few_pages(count: int) -> str:
    """A contents list that puts the whole book on two pages."""
    text = "Some text is here.\n\n" * count
    return f"# Contents\n\n1. One .... 1\n2. Two .... 9999\n\n# 1. One\n\n{text}# 2. Two\n\n{text}"


def index(count: int, same: bool) -> str:
    lines = (f"Boat{'' if same else i}, A. {i % 999}, {i % 999 + 2}–{i % 999 + 4}" for i in range(count))
    return CHAPTER + "# Index\n\n" + "\n".join(lines)


def continued_notes(count: int) -> str:
    text = "# 1. A\n\nT.<sup>1</sup>\n\n" + "Text.\n\n" * count
    return text + "---\n\n1 Note and\n\n" + "---\n\nrest and\n\n" * count


def mixed_notations(count: int) -> str:
    plain = "2. Boats\n\nA boat.² A ship.³ A raft.⁴\n\n2 A note.\n\n3 Another.\n\n4 A third.\n\n"
    return (CHAPTER + plain) * count


SHAPES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: CHAPTER + "x\n\n" * n,
    "lines": lambda n: CHAPTER + "a line of prose\n" * n,
    "verse": lambda n: CHAPTER + "a line of verse  \n" * n,
    "list": lambda n: CHAPTER + "- item\n" * n,
    "table": lambda n: CHAPTER + "| a | b |\n" * n,
    "rules": lambda n: CHAPTER + "---\n\n" * n,
    "quotations": lambda n: CHAPTER + "> said\n\n" * n,
    "deep quotation": lambda n: CHAPTER + ">" * 50 * n + " text",
    "figures": lambda n: CHAPTER + "![a](b.png)\n\n" * n,
    "chapters": chapters,
    "equal headings": lambda n: "# Same\n\nText.\n\n" * n,
    "indexes": lambda n: CHAPTER + "# Index\n\nAb, C. 1\n\n" * n,
    "bibliographies": lambda n: CHAPTER + "# Bibliography\n\n- Ab, C. 1\n\n" * n,
    "notes called twice": notes,
    "continued notes": continued_notes,
    "contents": lambda n: listed(n, found=True),
    "contents of nothing": lambda n: listed(n, found=False),
    "namesakes": namesakes,
    "few pages": few_pages,
    "index": lambda n: index(n, same=False),
    "index of namesakes": lambda n: index(n, same=True),
    "locators": lambda n: CHAPTER + "# Index\n\nAbc " + "1, " * n * 10 + "x",
    "index of blanks": lambda n: CHAPTER + "# Index\n\nAbc 1" + " " * 20 * n + "x\nDef",
    "bibliography": lambda n: CHAPTER + "# Bibliography\n\n" + "- Author, *Title*, 1999.\n" * n,
    "page numbers": lambda n: CHAPTER + "".join(f"Text.\n\n{i % 9999}\n\n" for i in range(n)),
    "wild page numbers": lambda n: CHAPTER + "".join(f"Text.\n\n{i * 7919 % 9999}\n\n" for i in range(n)),
    "blanks before a hard break": lambda n: CHAPTER + "x" + " " * 20 * n + "y\nz",
    "blanks in a heading": lambda n: "# 1. A" + " " * 20 * n + "b\n\nx",
    "lines of points": lambda n: "# Contents\n\n" + ("a" + ". " * 120 + "x\n\n") * (n // 4),
    "unmarked headings": lambda n: "".join(f"Title {i}\n\nA sentence.¹\n\n¹ A note.\n\n" for i in range(n)),
    "hyphens at cuts": lambda n: CHAPTER + "word cut-\n\n---\n\n" * n,
    "mixed notations": lambda n: mixed_notations(n // 4),
    "marks without a partner": lambda n: CHAPTER + "*a\n\n" * n,
}


def read(text: str) -> None:
    """Go the way from a text to its data and findings."""
    dialect, zones = recognize(text)
    witness = Witness("A", "a.md", "0" * 64, dialect, text, zones)
    edition = Edition(METADATA, (witness,), number_plainly(parse_document(witness, Names.of([]))))
    edition_data(edition)
    check_edition(edition)


def growth(make: Callable[[int], str], size: int, steps: Steps) -> float:
    """Return how many times as many steps the longer text takes."""
    small, large = make(size), make(GROWTH * size)
    return steps(lambda: read(large)) / steps(lambda: read(small))


@pytest.mark.parametrize("shape", SHAPES)
def test_large_books_are_work_in_proportion(shape: str, steps: Steps) -> None:
    assert growth(SHAPES[shape], 100, steps) < LIMIT


@pytest.mark.parametrize("run", RUNS)
def test_long_lines_are_work_in_proportion(run: str, steps: Steps) -> None:
    assert growth(lambda size: _line(run, size), 500, steps) < LIMIT


def _line(run: str, length: int) -> str:
    return "".join(chain(CHAPTER, run * (length // len(run)), "\n"))


@pytest.mark.parametrize("run", RUNS)
def test_a_line_without_end_is_read(run: str) -> None:
    """What a pattern does inside is no step that is counted: if one tries every split of a line, this takes minutes."""
    read(_line(run, 100_000))


@pytest.mark.parametrize(
    "shape", ["deep quotation", "index of blanks", "locators", "blanks before a hard break", "blanks in a heading"]
)
def test_other_lines_without_end_are_read(shape: str) -> None:
    read(SHAPES[shape](5_000))


@pytest.mark.parametrize("run", ["9", ".", " ", "*"])
def test_a_line_of_a_megabyte_is_read(run: str) -> None:
    read(_line(run, 1_000_000))
