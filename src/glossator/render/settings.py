"""The project's `mkdocs.yml`, and the `build/mkdocs.yml` that is made from it.

The editor's settings are kept as they are written, tags such as `!ENV` included; what comes from the editions (pages,
their order, folders, our style sheet) is put in. It is done on the nodes of the YAML, because mkdocs' own `INHERIT`
takes paths from the wrong folder and replaces lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from glossator.diagnostics import GlossatorError, Place
from glossator.render.assets import SCRIPT, STYLE_SHEET

FILE = "mkdocs.yml"
STYLE_SHEETS = (f"assets/{STYLE_SHEET}",)
SCRIPTS = (f"assets/{SCRIPT}",)
FEATURES = ("toc.integrate",)  # the side contents stand in the left navigation: the right margin is for notes
_SEARCH = frozenset({"search", "material/search"})  # the theme's plugin, by both its names
_SEQUENCE = "tag:yaml.org,2002:seq"
EXTENSIONS = ("attr_list", "toc")  # headings with an id of ours; nothing else is Markdown


class Settings(NamedTuple):
    """What the program itself needs to know of `mkdocs.yml`."""

    site_name: str
    site_url: str | None
    theme_folder: Path | None  # the editor's own changes to the theme
    root_node: yaml.MappingNode


def read_settings(root: Path) -> Settings:
    """Read the project's `mkdocs.yml`.

    Raises:
        GlossatorError: it is missing, or not YAML with settings by name.
    """
    path = root / FILE
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise GlossatorError(f"{FILE} cannot be read: {error}", Place(str(path), 1, 1)) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(str(path), mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)
        raise GlossatorError(f"{FILE} is not YAML: {error.problem}", place) from error
    except (yaml.YAMLError, RecursionError) as error:  # a control character; brackets without end
        hint = "look for characters that nobody typed"
        raise GlossatorError(f"{FILE} is not YAML", Place(str(path)), hint) from error
    if not isinstance(node, yaml.MappingNode):
        raise GlossatorError(f"{FILE} holds no settings", Place(str(path), 1, 1), "write at least site_name and theme")
    theme = _value(node, "theme")
    folder = _scalar(theme, "custom_dir") if isinstance(theme, yaml.MappingNode) else None
    return Settings(
        site_name=_scalar(node, "site_name") or "Glossator",
        site_url=_scalar(node, "site_url"),
        theme_folder=root / folder if folder else None,
        root_node=node,
    )


def build_settings(settings: Settings, nav: list[Any], books: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of `build/mkdocs.yml`: all paths in it are relative to its folder.

    Args:
        settings: the editor's.
        nav: mkdocs' navigation.
        books: by slug, what the theme shows of a book on each of its pages.
    """
    node = settings.root_node
    merged = yaml.MappingNode(node.tag, list(node.value))
    theme = _value(node, "theme")
    if not isinstance(theme, yaml.MappingNode):
        theme = _node({"name": theme.value if isinstance(theme, yaml.ScalarNode) else "material", "font": False})
    theme = yaml.MappingNode(theme.tag, list(theme.value))
    _put(theme, "custom_dir", _node("theme"))
    _put(theme, "features", _extended(_value(theme, "features"), FEATURES))
    _put(merged, "theme", theme)
    extra = _value(node, "extra")
    extra = yaml.MappingNode(extra.tag, list(extra.value)) if isinstance(extra, yaml.MappingNode) else _node({})
    _put(extra, "books", _node({slug: dict(book) for slug, book in books.items()}))
    _put(merged, "extra", extra)
    _put(merged, "docs_dir", _node("pages"))
    _put(merged, "site_dir", _node("site"))
    _put(merged, "plugins", _without_search(_value(node, "plugins")))
    _put(merged, "use_directory_urls", _node(data=True))
    _put(merged, "nav", _node(nav))
    for name, ours in (
        ("extra_css", STYLE_SHEETS),
        ("extra_javascript", SCRIPTS),
        ("markdown_extensions", EXTENSIONS),
    ):
        _put(merged, name, _extended(_value(node, name), ours))
    return str(yaml.serialize(merged, Dumper=yaml.SafeDumper, allow_unicode=True, width=120))


def _value(mapping: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in mapping.value if key.value == name), None)


def _scalar(mapping: yaml.MappingNode, name: str) -> str | None:
    value = _value(mapping, name)
    if not isinstance(value, yaml.ScalarNode) or value.tag.endswith(":null"):
        return None
    return str(value.value).strip() or None


def _put(mapping: yaml.MappingNode, name: str, value: yaml.Node) -> None:
    mapping.value = [pair for pair in mapping.value if pair[0].value != name]
    mapping.value.append((_node(name), value))


def _extended(existing: yaml.Node | None, ours: tuple[str, ...]) -> yaml.Node:
    """Return a list with our entries first and the editor's after them, so that theirs can overrule."""
    theirs = list(existing.value) if isinstance(existing, yaml.SequenceNode) else []
    named = {_entry_name(entry) for entry in theirs}
    return yaml.SequenceNode(_SEQUENCE, [_node(name) for name in ours if name not in named] + theirs)


def _without_search(existing: yaml.Node | None) -> yaml.Node:
    """Return the editor's plugins without the theme's search; mkdocs would add it where no plugins are named."""
    if isinstance(existing, yaml.MappingNode):
        return yaml.MappingNode(existing.tag, [pair for pair in existing.value if pair[0].value not in _SEARCH])
    theirs = existing.value if isinstance(existing, yaml.SequenceNode) else []
    return yaml.SequenceNode(_SEQUENCE, [entry for entry in theirs if _entry_name(entry) not in _SEARCH])


def _entry_name(entry: yaml.Node) -> str:
    """Return the name of a list's entry: `toc`, or the key of `toc: {…}`."""
    if isinstance(entry, yaml.MappingNode) and entry.value:
        return str(entry.value[0][0].value)
    return str(entry.value)


def _node(data: Any) -> Any:
    return yaml.representer.SafeRepresenter().represent_data(data)
