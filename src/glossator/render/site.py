"""The only module that knows mkdocs: writes the pages it reads, calls it in-process, and puts the result in place.

    editions -> build/pages/*.md, build/theme/, build/mkdocs.yml -> build/site/ -> site/

What lies in `build/` is complete: `mkdocs build -f build/mkdocs.yml`, or another engine that reads the same files,
makes the same pages. Built from here it takes half the time (see `_Shortcuts`), and the old site stays until the new
one is whole.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import jinja2

from glossator.diagnostics import GlossatorError, Place
from glossator.model import Edition
from glossator.render import urls
from glossator.render.assets import site_assets
from glossator.render.citing_block import PageCiting
from glossator.render.cover import edition_cover
from glossator.render.naming import named_persons
from glossator.render.pages import SourcePage, edition_pages, search_page, shelf_page, theme_book
from glossator.render.plan import PlannedPage, plan_edition
from glossator.render.printed_pages import printed_page_files
from glossator.render.search import search_groups, search_index, search_shelf
from glossator.render.settings import Settings, build_settings, read_settings
from glossator.render.templates import (
    CompiledTemplates,
    folders,
    lay_over,
    program_templates,
    template_environment,
    template_error,
)
from glossator.render.versions import anchors_json
from glossator.render.works import cited_works

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from glossator.edition import MissingWitness

BUILD = "build"
SITE = "site"
_THEME_SCRIPTS = "assets/javascripts/"


def build_site(
    root: Path,
    shelf: tuple[Edition | MissingWitness, ...],
    data: Mapping[str, bytes],
    citing: Mapping[str, PageCiting] = MappingProxyType({}),
) -> None:
    """Build the site of all editions on the shelf into `site/`.

    Args:
        root: the project's folder.
        shelf: the editions in the order of the shelf; those whose witness is missing have a place there only.
        data: further files, by their path below the site's root.
        citing: what is known of citing a page, by its address.

    Raises:
        GlossatorError: `mkdocs.yml` or a template cannot be used, or mkdocs warns of anything; the old site stays.
    """
    settings = read_settings(root)
    if (root / SITE).exists() and not (root / SITE).is_dir():
        raise GlossatorError("site is no folder", Place(SITE), "move it away: the pages are written there")
    build = root / BUILD
    build.mkdir(exist_ok=True)
    try:
        with _settled_memory():
            pages, files = _render(root, shelf, settings, citing)
    except jinja2.TemplateError as error:
        raise template_error(error) from error
    books = {edition.metadata.id: theme_book(edition) for edition in shelf if isinstance(edition, Edition)}
    own = settings.theme_folder
    theme = (*((own,) if own and own.is_dir() else ()), *folders(root, "theme"))
    _write_sources(root, pages, theme, settings, books)
    _run_mkdocs(build, theme, {urls.source_file(page.address): page.text for page in _all_pages(pages)})
    target = build / SITE
    _write_files(target, {**files, **data})
    _swap(target, root / SITE)


def _render(
    root: Path,
    shelf: tuple[Edition | MissingWitness, ...],
    settings: Settings,
    citing: Mapping[str, PageCiting],
) -> tuple[tuple[tuple[SourcePage, ...], ...], dict[str, bytes]]:
    """Return the pages, the shelf's first and then those of each edition; and further files, what search reads too."""
    common = template_environment(root, None)
    editions = [edition for edition in shelf if isinstance(edition, Edition)]
    books: list[tuple[SourcePage, ...]] = []
    ways_in: dict[str, tuple[PlannedPage, ...]] = {}
    files = {urls.search_shelf(): search_shelf(editions)}
    for edition in editions:
        slug = edition.metadata.id
        own = (root / "content" / slug / "templates").is_dir()
        templates = template_environment(root, slug) if own else common
        plan = plan_edition(edition)
        cited = cited_works(edition, plan)
        named = named_persons(edition, plan)
        books.append(tuple(edition_pages(edition, plan, cited, named, templates, settings.site_url, citing)))
        ways_in[slug] = plan.pages
        files[urls.search_index(slug)] = search_index(edition, search_groups(edition, plan, cited, named), named)
        files[urls.cover(slug)] = edition_cover(edition, plan).encode()
        files.update(printed_page_files(edition, plan, templates, settings.site_url))
        if edition.anchors.versions:
            files[urls.anchors_file(slug)] = anchors_json(edition.anchors)
    of_shelf = (shelf_page(shelf, common, settings.site_name), search_page(editions, ways_in, common))
    return (of_shelf, *books), files


def _all_pages(books: Iterable[tuple[SourcePage, ...]]) -> Iterator[SourcePage]:
    for pages in books:
        yield from pages


def _write_sources(
    root: Path,
    shelves: tuple[tuple[SourcePage, ...], ...],
    theme: Sequence[Path],
    settings: Settings,
    books: Mapping[str, Mapping[str, str]],
) -> None:
    """Write everything that mkdocs reads."""
    build = root / BUILD
    for folder in ("pages", "theme"):
        shutil.rmtree(build / folder, ignore_errors=True)
    lay_over(theme, build / "theme")
    _write_files(build / "pages" / "assets", site_assets(folders(root, "assets")))
    for page in _all_pages(shelves):
        file = build / "pages" / urls.source_file(page.address)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.text, encoding="utf-8", newline="\n")
    nav: list[Any] = []
    for pages in shelves:
        lines = [{page.title: urls.source_file(page.address)} for page in pages if page.listed]
        nav.extend(lines if pages[0].address == urls.SHELF else [{pages[0].title: lines}])
    (build / "mkdocs.yml").write_text(build_settings(settings, nav, books), encoding="utf-8", newline="\n")


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths below a folder."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _run_mkdocs(build: Path, theme: Sequence[Path], sources: Mapping[str, str]) -> None:
    """Build `build/site/` from what was written; `theme` and `sources` are where that came from."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    with _collected_warnings() as warnings, _fixed_date(), _settled_memory():
        try:
            config = load_config(str(build / "mkdocs.yml"))
            _Shortcuts(theme, sources).apply(config)
            mkdocs_build(config)
        except MkDocsException as error:
            raise GlossatorError(f"mkdocs stopped: {'; '.join(warnings) or error}") from error
        except jinja2.TemplateError as error:
            raise template_error(error) from error
    if warnings:
        raise GlossatorError(
            f"mkdocs warns: {'; '.join(warnings)}", hint="look at mkdocs.yml and at what stands in templates/"
        )


class _Shortcuts:
    """Spares mkdocs work whose result is known; without it the pages are the same and take twice as long.

    - The theme brings 10,000 icons below hidden folders, which mkdocs lists and then leaves out: they are not listed.
    - The theme's templates are compiled once for all who ask, and kept beside the package.
    - The bodies of pages are HTML already: Markdown sees a short element in the place of each.
    - The theme's scripts, which no page loads, are not copied.
    """

    _BODIES = re.compile(
        r'^<(?P<tag>div|section|nav|ul|ol|dl) class="gl-[^>]*>\n.*?\n</(?P=tag)>$', re.DOTALL | re.MULTILINE
    )
    _PLACES = re.compile(r'<div data-glossator="(\d+)"></div>')

    def __init__(self, theme: Sequence[Path], sources: Mapping[str, str]) -> None:
        self._theme = theme
        self._sources = sources
        self._bodies: list[str] = []

    def apply(self, config: MkDocsConfig) -> None:
        """Register with a loaded configuration."""
        _, *others = config.theme.dirs  # after `build/theme/`, which was copied from `theme`
        environment = config.theme.get_env()
        environment.loader = _VisibleFiles([*self._theme, *others])
        environment.bytecode_cache = CompiledTemplates(program_templates(), *map(Path, others))
        config.theme.get_env = lambda: environment  # type: ignore[method-assign]  # the theme has no setting for it
        config.plugins["glossator"] = self  # type: ignore[assignment]  # mkdocs asks for the events below only

    def on_files(self, files: Any, **_: Any) -> Any:
        """Leave out the theme's scripts: a megabyte that would be published."""
        for file in [file for file in files if file.src_uri.startswith(_THEME_SCRIPTS)]:
            files.remove(file)
        return files

    def on_page_read_source(self, *, page: Any, config: Any) -> str | None:  # noqa: ARG002  # mkdocs' names
        """Return a page's source with its bodies taken out."""
        source = self._sources.get(page.file.src_uri)
        return self._BODIES.sub(self._take, source) if source is not None else None

    def on_page_content(self, html: str, **_: Any) -> str:
        """Put the bodies back."""
        return self._PLACES.sub(lambda found: self._bodies[int(found[1])], html)

    def _take(self, found: re.Match[str]) -> str:
        body, tag = found[0], found["tag"]
        if body.count(f"<{tag}") != body.count(f"</{tag}>"):  # a template of the editor's, written otherwise
            return body
        self._bodies.append(body)
        return f'<div data-glossator="{len(self._bodies) - 1}"></div>'


class _VisibleFiles(jinja2.FileSystemLoader):
    """Lists no file below a folder whose name begins with a point; such templates can still be loaded."""

    def list_templates(self) -> list[str]:
        """Return the names of all templates, hidden folders left out."""
        found: set[str] = set()
        for folder in self.searchpath:
            for path, inside, files in os.walk(folder):
                inside[:] = [name for name in inside if not name.startswith(".")]
                inner = Path(path).relative_to(folder)
                found.update((inner / name).as_posix() for name in files)
        return sorted(found)


class _Collector(logging.Handler):
    """Keeps the texts of warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


@contextmanager
def _collected_warnings() -> Iterator[list[str]]:
    """Keep mkdocs silent and collect what it would have warned of."""
    logger = logging.getLogger("mkdocs")
    collector = _Collector()
    before = logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)
        logger.propagate = before


@contextmanager
def _settled_memory() -> Iterator[None]:
    """Let the garbage collector pass over what exists already: all editions, which it would walk through many times."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _fixed_date() -> Iterator[None]:
    """Let mkdocs believe in a fixed date, so that two builds give the same bytes; one set outside stays."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = before or "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]


def _swap(new: Path, site: Path) -> None:
    """Put `new` in the place of `site` by renaming; the old site is deleted afterwards."""
    old = new.with_name("site-before")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    try:
        new.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)
