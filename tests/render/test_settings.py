"""The project's `mkdocs.yml` and what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from glossator.diagnostics import GlossatorError
from glossator.render.settings import build_settings, read_settings

if TYPE_CHECKING:
    from pathlib import Path


def merged(root: Path, text: str) -> dict[str, Any]:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    settings = build_settings(read_settings(root), [{"Shelf": "index.md"}], {"book": {"title": "A Book"}})
    loaded = yaml.safe_load(settings)
    assert isinstance(loaded, dict)
    return loaded


def test_the_least_that_an_editor_can_write_is_enough(tmp_path: Path) -> None:
    result = merged(tmp_path, "site_name: A shelf\n")
    assert result["site_name"] == "A shelf"
    assert result["docs_dir"] == "pages"
    assert result["nav"] == [{"Shelf": "index.md"}]
    assert result["theme"] == {
        "name": "material",
        "font": False,
        "custom_dir": "theme",
        "features": ["toc.integrate"],
    }


def test_what_the_editor_writes_is_kept(tmp_path: Path) -> None:
    result = merged(
        tmp_path,
        "site_name: A shelf\nsite_url: https://example.org/\ntheme: {name: material, language: de, features: [a]}\n"
        "extra_css: [assets/own.css]\nextra: {generator: false}\nmarkdown_extensions: [{toc: {title: Hier}}]\n",
    )
    assert result["site_url"] == "https://example.org/"
    assert result["theme"]["language"] == "de"
    assert result["theme"]["features"] == ["toc.integrate", "a"]
    assert result["extra_css"] == ["assets/glossator.css", "assets/own.css"]  # theirs last, so that it overrules
    assert result["extra"] == {"generator": False, "books": {"book": {"title": "A Book"}}}
    assert result["markdown_extensions"] == ["attr_list", {"toc": {"title": "Hier"}}]


def test_tags_of_the_editors_are_kept(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: !ENV [SITE, 'https://a.example/']\n", encoding="utf-8"
    )
    assert "site_url: !ENV" in build_settings(read_settings(tmp_path), [], {})


def test_pages_and_folders_are_not_the_editors_to_set(tmp_path: Path) -> None:
    result = merged(tmp_path, "site_name: x\nnav: [a.md]\ndocs_dir: docs\nsite_dir: public\n")
    assert (result["nav"], result["docs_dir"], result["site_dir"]) == ([{"Shelf": "index.md"}], "pages", "site")


@pytest.mark.parametrize("text", ["site_name: [", "- a\n- b\n", "", "site_name: 'a\n"])
def test_what_is_no_settings_is_an_error_with_its_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    with pytest.raises(GlossatorError) as error:
        read_settings(tmp_path)
    assert "mkdocs.yml" in str(error.value)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GlossatorError):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("", []),
        ("plugins: [search]\n", []),
        ("plugins: [material/search]\n", []),
        ("plugins:\n  - search: {lang: en}\n  - tags\n", ["tags"]),
        ("plugins: {search: {}, tags: {}}\n", {"tags": {}}),
        ("plugins:\n", []),
    ],
)
def test_the_search_of_the_theme_is_switched_off(tmp_path: Path, written: str, left: object) -> None:
    assert merged(tmp_path, f"site_name: x\n{written}")["plugins"] == left
