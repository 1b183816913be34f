"""The baseline of the bench is an honest copy of the text: nothing lost, each note where its call stands."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from types import ModuleType


SCRIPT = Path(__file__).parents[2] / "bench" / "baseline.py"


def load_baseline() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_baseline", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their own module up
    spec.loader.exec_module(module)
    return module


baseline = load_baseline()

WITNESS = """\
Anna Example

# Contents

Foreword.....7
1. On Lamps.....9

## **Foreword**

Lamps were lit.<sup>1</sup> This was in the 18<sup>th</sup> century.

---

1 Example A., *On Light*, Town 1900,

## 1. On Lamps

### Oil

The lamp burnt for an hour<sup>2</sup> and then it

---

p. 12.

2 Ibid., p. 14.

went out.<sup>3</sup>

22 June 1941 was a Sunday.

---

3 See note 2.

# 2. On Candles

A candle needs no wick of glass.<sup>4</sup>

---

4 Example A., *On Wax*.
"""


def split(text: str, *titles: str) -> dict[str, str]:
    return {chapter.title: chapter.markdown() for chapter in baseline.split_chapters(text, "The Book", titles)}


def test_chapters_are_the_named_and_the_numbered_headings() -> None:
    assert list(split(WITNESS, "Foreword")) == ["The Book", "Foreword", "1. On Lamps", "2. On Candles"]


def test_a_heading_out_of_turn_is_a_section() -> None:
    pages = split("# 1. Lamps\n\n# 3. Candles\n\nText.\n")
    assert pages["1. Lamps"] == "# 1. Lamps\n\n## 3. Candles\n\nText.\n"


def test_front_matter_and_contents_are_the_first_page() -> None:
    first = split(WITNESS, "Foreword")["The Book"]
    assert first == "# The Book\n\nAnna Example\n\n## Contents\n\nForeword.....7\n1. On Lamps.....9\n"


def test_levels_of_headings_are_made_even() -> None:
    chapter = split(WITNESS, "Foreword")["1. On Lamps"]
    assert chapter.startswith("# 1. On Lamps\n\n## Oil\n\n")


def test_ordinals_are_no_calls() -> None:
    foreword = split(WITNESS, "Foreword")["Foreword"]
    assert "lit.[^1] This" in foreword
    assert "18<sup>th</sup>" in foreword


def test_definitions_stand_at_the_end_of_the_chapter_that_calls_them() -> None:
    chapter = split(WITNESS, "Foreword")["1. On Lamps"]
    assert chapter.endswith("[^2]: Ibid., p. 14.\n\n[^3]: See note 2.\n")
    assert chapter.count("---") == 0


def test_a_note_that_goes_on_at_the_next_foot_stays_in_its_own_chapter() -> None:
    pages = split(WITNESS, "Foreword")
    assert "[^1]: Example A., *On Light*, Town 1900, p. 12.\n" in pages["Foreword"]
    assert "p. 12." not in pages["1. On Lamps"]


def test_a_date_at_the_start_of_a_paragraph_is_no_note() -> None:
    assert "\n\n22 June 1941 was a Sunday.\n\n" in split(WITNESS, "Foreword")["1. On Lamps"]


def test_further_lines_of_a_note_are_indented() -> None:
    assert (
        "[^1]: One line,\n    and another.\n"
        in split("# 1. A\n\nText.<sup>1</sup>\n\n---\n\n1 One line,\nand another.\n")["1. A"]
    )


def test_numbering_may_restart_in_a_chapter() -> None:
    text = "# 1. A\n\nText.<sup>1</sup>\n\n---\n\n1 One.\n\n# 2. B\n\nText.<sup>1</sup>\n\n---\n\n1 Other.\n"
    assert [page.split("\n\n")[-1] for page in split(text).values()][1:] == ["[^1]: One.\n", "[^1]: Other.\n"]


def test_no_word_is_lost() -> None:
    def words(text: str) -> list[str]:
        return sorted(re.findall(r"\w+", text))

    converted = "\n".join(split(WITNESS, "Foreword").values())
    rules_of_notation = re.sub(r"<sup>(\d+)</sup>", r" \1 ", WITNESS)
    assert words(converted) == words(f"The Book {rules_of_notation}")


@pytest.mark.parametrize("copies", [1, 2])
def test_the_project_names_every_page(tmp_path: Path, copies: int) -> None:
    chapters = baseline.split_chapters(WITNESS, "The Book", ["Foreword"])
    baseline.write_project(tmp_path, "Shelf", {f"book-{number}": chapters for number in range(copies)})
    settings = yaml.safe_load((tmp_path / "mkdocs.yml").read_text(encoding="utf-8"))
    pages = sorted(path.relative_to(tmp_path / "docs").as_posix() for path in tmp_path.rglob("*.md"))
    assert sorted(files(settings["nav"])) == pages
    assert len(pages) == (4 if copies == 1 else 9)
    assert settings["theme"] == {"name": "material", "font": False}
    assert (settings["plugins"], settings["markdown_extensions"]) == (["search"], ["footnotes"])


def files(nav: list[dict[str, object]]) -> list[str]:
    found: list[str] = []
    for entry in nav:
        for target in entry.values():
            found += files(target) if isinstance(target, list) else [str(target)]
    return found


def test_it_knows_nothing_of_the_program() -> None:
    source = SCRIPT.read_text(encoding="utf-8")
    assert not re.search(r"^\s*(from|import) glossator", source, re.MULTILINE)
