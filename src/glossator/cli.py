"""The command `glossator`: reads the command line, calls `build`, prints what comes of it.

Exit status: 0 done; 1 `check` found something, or `build --strict`; 2 the work could not be done.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from glossator import __version__
from glossator.diagnostics import RULES, Diagnostic, GlossatorError, Severity, format_diagnostic, shown_path

P = ParamSpec("P")
R = TypeVar("R")


def _reports_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Turn an error that stops the program into its message and exit status 2."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except GlossatorError as error:
            click.echo(str(error), err=True)
            sys.exit(2)
        except BrokenPipeError:  # `| head` has seen enough: click ends quietly
            raise
        except OSError as error:
            click.echo(f"error: {error.strerror or error}\n  --> {error.filename or ''}", err=True)
            sys.exit(2)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="glossator")
def main() -> None:
    """Turn the OCR text of a scholarly book into an annotated digital edition.

    Commands work on the project in the current folder, or in the nearest one above it.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter still shows the rest


@main.command()
@click.argument("slugs", metavar="[SLUG]...", nargs=-1)
@click.option("--strict", is_flag=True, help="Exit with status 1 when there are errors or warnings.")
@_reports_errors
def build(slugs: tuple[str, ...], strict: bool) -> None:
    """Build the site of the named editions, or of all, into site/."""
    from glossator import build as stages

    loaded = stages.build(_project(), slugs, _progress)
    findings = [finding for item in loaded for finding in item.findings]
    for item in loaded:
        if not hasattr(item.edition, "document"):
            click.echo(f"{item.edition.metadata.id}: {item.edition.reason}\n  hint: {item.edition.hint}", err=True)
    click.echo(f"site/ is ready: {_summary(findings)}")
    if any(RULES[finding.rule].severity is not Severity.INFO for finding in findings):
        click.echo("glossator check shows the findings")
        if strict:
            sys.exit(1)


@main.command()
@click.argument("slugs", metavar="[SLUG]...", nargs=-1)
@click.option("--all", "show_all", is_flag=True, help="Also show what is worth knowing but needs nothing to be done.")
@_reports_errors
def check(slugs: tuple[str, ...], show_all: bool) -> None:
    """Show what is wrong or doubtful in the named editions, or in all.

    Exits with status 1 when there are errors or warnings, and with 2 when an edition cannot be read. An edition that
    was not named and whose text is not at hand is shown, but does not count.
    """
    from glossator import build as stages
    from glossator.checks import check_edition
    from glossator.model import Edition

    root = _project()
    counted: list[Diagnostic] = []
    unreadable = False
    for slug in stages.chosen_slugs(root, slugs):
        try:
            item = stages.load_edition(root, slug)
        except GlossatorError as error:
            click.echo(f"{error}\n", err=True)
            unreadable = True
            continue
        findings = list(item.findings)
        if isinstance(item.edition, Edition):
            findings += check_edition(item.edition)
        locate = stages.locator(item.edition)
        for finding in findings:
            if show_all or RULES[finding.rule].severity is not Severity.INFO:
                click.echo(f"{format_diagnostic(finding, locate)}\n")
        if isinstance(item.edition, Edition) or slug in slugs:
            counted += findings
    click.echo(_summary(counted))
    if unreadable:
        sys.exit(2)
    if any(RULES[finding.rule].severity is not Severity.INFO for finding in counted):
        sys.exit(1)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port on this machine.")
@_reports_errors
def serve(port: int) -> None:
    """Build the site, show it on this machine, and build it again when a file of the project changes."""
    from glossator import build as stages
    from glossator.render.serve import serve as serve_site

    root = _project()
    serve_site(root, lambda: stages.build(root, (), _progress), port)


@main.command()
@click.argument("stage", metavar="STAGE", type=click.Choice(["lines", "blocks", "document", "links"]))
@click.argument("slug")
@_reports_errors
def dump(stage: str, slug: str) -> None:
    """Print one stage of an edition: a fault is found by asking where the text is still right.

    lines: offset and text of each line. blocks: kind, offsets and beginning of each block. document: divisions, units
    and notes as JSON. links: calls, contents entries and page breaks with what they lead to.
    """
    from glossator import build as stages
    from glossator.dump import dump_stage
    from glossator.model import Edition

    item = stages.load_edition(_project(), slug)
    if not isinstance(item.edition, Edition):
        raise GlossatorError(item.edition.reason, None, item.edition.hint)
    for line in dump_stage(stage, item.edition):
        click.echo(line)


@main.command("export")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(["json"]))
@click.argument("slug")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else standard output.")
@_reports_errors
def export_edition(format_name: str, slug: str, output: Path | None) -> None:
    """Write an edition in another format. FORMAT is json: the data file edition.json."""
    from glossator import build as stages
    from glossator.export import FORMATS
    from glossator.files import write_atomically
    from glossator.model import Edition

    item = stages.load_edition(_project(), slug)
    if not isinstance(item.edition, Edition):
        raise GlossatorError(item.edition.reason, None, item.edition.hint)
    content = FORMATS[format_name](item.edition)
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        write_atomically(output, content)


@main.command("add-witness")
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path))
@_reports_errors
def add_witness(slug: str, file: Path) -> None:
    """Verify that FILE is a witness of the edition and copy it to its place."""
    from glossator.source.witness import add_witness as add

    target = add(_project(), slug, file)
    click.echo(f"copied to {shown_path(target)}")


def _project() -> Path:
    from glossator.config import find_project

    return find_project(Path.cwd())


def _progress(line: str) -> None:
    """Show what is being done: on a terminal in one line that changes, elsewhere line by line."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{line} …", nl=False, err=True)
        if line == "done":
            click.echo("\r\033[K", nl=False, err=True)
    else:
        click.echo(line, err=True)


def _summary(findings: Iterable[Diagnostic]) -> str:
    counted = Counter(RULES[finding.rule].severity for finding in findings)
    if not counted:
        return "nothing found"
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
    return ", ".join(
        f"{counted[severity]} {name}{'s' if counted[severity] != 1 else ''}"
        for severity, name in names.items()
        if counted[severity]
    )
