"""Where templates and assets are found: those of the edition, then the project's, then the program's own.

`*.j2` make the pages that mkdocs reads; `theme/` changes a few pieces of Material for MkDocs; `assets/` holds the style
sheet and the scripts. A file of the same name in a nearer place stands in for the program's.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from markupsafe import Markup

from glossator.diagnostics import GlossatorError, Place
from glossator.render.html import markdown_text_html, without_controls

FOLDER = "templates"
_PACKAGE = Path(__file__).parent.parent


def program_templates() -> Path:
    """Return the program's own templates: inside the installed package, or at the top of a checkout."""
    installed = _PACKAGE / "_templates"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / FOLDER


def template_environment(root: Path, slug: str | None) -> jinja2.Environment:
    """Return the templates of an edition, or of the shelf where `slug` is None."""
    folders = [root / FOLDER, program_templates()]
    if slug is not None:
        folders.insert(0, root / "content" / slug / FOLDER)
    # What a misspelled name in a template would print is nothing; better that it stops the build.
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{##",  # because `{#id}` is the id of a heading in Markdown
        comment_end_string="##}",
        auto_reload=False,
        finalize=_without_controls,
        bytecode_cache=CompiledTemplates(program_templates()),
    )
    environment.filters["markdown_line"] = lambda text: Markup(markdown_text_html(str(text)))
    return environment


def _without_controls(value: object) -> object:
    """Return what a template prints; text of the book, which is still to be escaped, without control characters."""
    return without_controls(value) if type(value) is str else value


class CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """Keeps installed templates compiled, as Python keeps installed modules: beside the package, in `__pycache__`.

    Compiling is a fifth of the time that a book's site takes. A compiled template is used only for the very text that
    it was made from. Templates of a project are not kept: there would be no end of them.
    """

    def __init__(self, *installed: Path) -> None:
        folder = Path(cache_from_source(str(_PACKAGE / "templates.py"))).with_name("printed")
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))
        self._installed = tuple(f"{path}{os.sep}" for path in installed)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return what the template is kept under; nothing where it is not kept."""
        return super().get_cache_key(name, filename) if filename and filename.startswith(self._installed) else ""

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Load a template that is kept."""
        if bucket.key:
            with suppress(OSError):
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep a template, where that is allowed."""
        if bucket.key and not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)


def folders(root: Path, name: str) -> tuple[Path, ...]:
    """Return the folders called `name` among the project's templates and the program's, the nearest first."""
    places = dict.fromkeys((root / FOLDER / name, program_templates() / name))
    return tuple(place for place in places if place.is_dir())


def lay_over(sources: Sequence[Path], target: Path) -> None:
    """Copy folders, the nearest first, so that its files stand in for those of the others."""
    for source in reversed(sources):
        shutil.copytree(source, target, dirs_exist_ok=True)


def template_error(error: jinja2.TemplateError) -> GlossatorError:
    """Return what to tell an editor whose template cannot be used."""
    place = _place(error)
    return GlossatorError(
        f"a template cannot be used: {error.message or type(error).__name__}",
        place,
        "correct the template, or remove it from templates/ so that the program's own is used",
    )


def _place(error: jinja2.TemplateError) -> Place | None:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Place(error.filename or error.name or "template", error.lineno, 1)
    trace = error.__traceback__
    place = None
    while trace is not None:  # the innermost frame that lies in a template
        file = trace.tb_frame.f_code.co_filename
        if file.endswith((".j2", ".html", ".xml")):
            place = Place(file, trace.tb_lineno, 1)
        trace = trace.tb_next
    return place
