"""Where templates and assets are found: those of the edition, then the project's, then the program's own.

`*.j2` make the pages that mkdocs reads; `theme/` changes a few pieces of Material for MkDocs; `assets/` holds the style
sheet and the scripts. A file of the same name in a nearer place stands in for the program's.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import jinja2
from markupsafe import Markup

from glossator.diagnostics import GlossatorError, Place
from glossator.render.html import markdown_text_html

FOLDER = "templates"
_PACKAGE = Path(__file__).parent.parent


def program_templates() -> Path:
    """Return the program's own templates: inside the installed package, or at the top of a checkout."""
    installed = _PACKAGE / "_templates"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / FOLDER


def template_environment(root: Path, slug: str | None, cache: Path) -> jinja2.Environment:
    """Return the templates of an edition, or of the shelf where `slug` is None; compiled ones are kept in `cache`."""
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
        bytecode_cache=bytecode_cache(cache),
    )
    environment.filters["markdown_line"] = lambda text: Markup(markdown_text_html(str(text)))
    return environment


def bytecode_cache(folder: Path) -> jinja2.FileSystemBytecodeCache:
    """Return a cache of compiled templates; it knows a template by its text, so it can never be out of date."""
    folder.mkdir(parents=True, exist_ok=True)
    return jinja2.FileSystemBytecodeCache(str(folder))


def lay_over(root: Path, name: str, target: Path, *others: Path) -> None:
    """Copy the folder `name` of the program's templates to `target`, then the project's and `others` over it."""
    for source in (program_templates() / name, root / FOLDER / name, *others):
        if source.is_dir():
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
