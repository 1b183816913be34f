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
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from glossator import __version__
from glossator.diagnostics import RULES, Diagnostic, GlossatorError, Place, Severity, format_diagnostic, shown_path

if TYPE_CHECKING:
    from glossator.model import Edition, Work

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


_no_rulings = click.option(
    "--no-rulings", is_flag=True, help="Leave the editor's rulings out: what the program finds by itself."
)


@main.command()
@click.argument("slugs", metavar="[SLUG]...", nargs=-1)
@click.option("--strict", is_flag=True, help="Exit with status 1 when there are errors or warnings.")
@click.option("--offline-zip", is_flag=True, help="Also write site.zip: the site to be read without the net.")
@_no_rulings
@_reports_errors
def build(slugs: tuple[str, ...], strict: bool, offline_zip: bool, no_rulings: bool) -> None:
    """Build the site of the named editions, or of all, into site/."""
    from glossator import build as stages

    root = _project()
    loaded = stages.build(root, slugs, _progress, rulings=not no_rulings)
    if offline_zip:
        _write_offline_zip(root)
    findings = [finding for item in loaded for finding in item.findings]
    for item in loaded:
        if not hasattr(item.edition, "document"):
            click.echo(f"{item.edition.metadata.id}: {item.edition.reason}\n  hint: {item.edition.hint}", err=True)
    for item in loaded:
        for finding in item.findings:
            if finding.rule == "addresses-changed":
                click.echo(f"{item.edition.metadata.id}: {finding.message}", err=True)
    click.echo(f"site/ is ready: {_summary(findings)}")
    if any(RULES[finding.rule].severity is not Severity.INFO for finding in findings):
        click.echo("glossator check shows the findings")
        if strict:
            sys.exit(1)


def _write_offline_zip(root: Path) -> None:
    from glossator.files import write_atomically
    from glossator.render.offline import OFFLINE_ZIP, zipped_site
    from glossator.render.settings import read_settings
    from glossator.render.site import SITE

    _progress(f"writing {OFFLINE_ZIP}")
    settings = read_settings(root)
    write_atomically(root / OFFLINE_ZIP, zipped_site(root / SITE, settings.site_name, settings.site_url))


@main.command()
@click.argument("slugs", metavar="[SLUG]...", nargs=-1)
@click.option("--all", "show_all", is_flag=True, help="Also show what is worth knowing but needs nothing to be done.")
@_no_rulings
@_reports_errors
def check(slugs: tuple[str, ...], show_all: bool, no_rulings: bool) -> None:
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
            item = stages.load_edition(root, slug, rulings=not no_rulings)
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
    if counted or not unreadable:
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
    from glossator.dump import dump_stage

    edition = _edition(slug)
    for line in dump_stage(stage, edition):
        click.echo(line)


@main.command("export")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(["json", "biblatex", "bibtex", "csl-json", "ris"]))
@click.argument("slug")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else standard output.")
@_no_rulings
@_reports_errors
def export_edition(format_name: str, slug: str, output: Path | None, no_rulings: bool) -> None:
    """Write an edition, or its bibliography, in another format.

    FORMAT is json for the data file edition.json; biblatex, bibtex, csl-json and ris write the bibliography.
    """
    from glossator.export import export
    from glossator.files import write_atomically

    content = export(format_name, _edition(slug, rulings=not no_rulings))
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        write_atomically(output, content)


@main.command()
@click.argument("slug")
@click.argument("place")
@click.option(
    "--style",
    type=click.Choice(
        [
            "apa",
            "apa-in-text",
            "biblatex",
            "bibtex",
            "chicago-bibliography",
            "chicago-note",
            "chicago-short",
            "csl-json",
            "mla",
            "mla-in-text",
            "ris",
        ]
    ),
    default="chicago-bibliography",
    show_default=True,
    help="How to write the reference.",
)
@_reports_errors
def cite(slug: str, place: str, style: str) -> None:
    """Print the reference of a place of the book, or of one work of its bibliography.

    PLACE is the id of a paragraph (5.12), a note (n136), a section (5.s2) or a division (5), a printed page (p.89), or
    the key of a work. The Chicago styles are those of notes and bibliography in the 17th edition: entry, first note,
    short note. Works are not printed in MLA and APA style.
    """
    from glossator.export import REFERENCES

    edition = _edition(slug)
    work = next((work for work in edition.works if work.key == place), None)
    text = _cite_place(edition, place, style) if work is None else _cite_work(work, style)
    click.echo(text.encode() if style in REFERENCES else text, nl=False)  # bytes: the lines of RIS end in CR LF


def _cite_work(work: Work, style: str) -> str:
    """Return the reference of a work of the bibliography."""
    from glossator.citations.formatting import format_bibliography, format_note, format_short
    from glossator.citations.runs import plain
    from glossator.export import REFERENCES

    formats = {
        "chicago-bibliography": format_bibliography,
        "chicago-note": format_note,
        "chicago-short": format_short,
    }
    if style in REFERENCES:
        return REFERENCES[style]((work,)).decode()
    if style not in formats:
        hint = f"works are printed in: {', '.join(sorted({*formats, *REFERENCES}))}"
        raise GlossatorError(f"{work.key} is a work, and {style} is for places of the book", None, hint)
    return f"{plain(formats[style](work))}\n"


def _cite_place(edition: Edition, written: str, style: str) -> str:
    """Return the reference of a place of the book, and say on standard error what is to be known about it."""
    from glossator.citing.edition import cite_place, find_place
    from glossator.render.addresses import place_address
    from glossator.render.plan import plan_edition
    from glossator.render.settings import read_settings
    from glossator.render.urls import canonical

    place, remark = find_place(edition, written)
    address = canonical(
        read_settings(_project()).site_url, place_address(edition, plan_edition(edition), place.id, place.division)
    )
    if remark:
        click.echo(remark, err=True)
    if address is None:
        click.echo("no address: mkdocs.yml has no site_url", err=True)
    return cite_place(edition, place, style, address or "")


@main.group()
def anchors() -> None:
    """Work on the lasting addresses of an edition: content/SLUG/anchors.lock."""


@anchors.command("publish")
@click.argument("slug")
@_reports_errors
def anchors_publish(slug: str) -> None:
    """Make the addresses of today lasting: write anchors.lock for the version that edition.yml names.

    From then on every build keeps them, whatever happens to the text. Commit the file.
    """
    from glossator import build as stages
    from glossator.anchors.changes import changes, counted
    from glossator.anchors.decisions import DECISIONS_FILE
    from glossator.anchors.findings import lock_of_another_text, uncertain_addresses
    from glossator.anchors.lock import FIT_VERSION, LOCK_FILE, lock_bytes, parse_lock
    from glossator.anchors.publish import publish
    from glossator.files import write_atomically

    root = _project()
    loaded = stages.load_addresses(root, slug)
    lock, numbered, version = loaded.published.lock, loaded.numbered, loaded.config.version
    if another := lock_of_another_text(slug, numbered, lock):
        raise another
    if numbered.uncertain:
        raise uncertain_addresses(slug, numbered.uncertain, loaded.witnesses)
    found = counted(changes(numbered, lock))
    edition_file = f"content/{slug}/edition.yml"
    if not FIT_VERSION.fullmatch(version):
        message = f"{version!r} cannot be a published version: addresses carry it"
        raise GlossatorError(message, Place(edition_file), "use up to 32 letters, figures, points and hyphens")
    if version in lock.versions and found:
        message = f"version {version} of {slug} has been published; since then: {found}"
        raise GlossatorError(message, None, f"raise the version in {edition_file}, then publish")
    if version in lock.versions and version != lock.versions[-1]:
        message = f"version {version} of {slug} was published before version {lock.versions[-1]}"
        raise GlossatorError(message, None, f"give {edition_file} a new version, then publish")
    new = publish(numbered, lock, version)
    folder = root / "content" / slug
    if new == lock:
        click.echo(f"nothing has changed since version {version} was published")
    else:
        content = lock_bytes(new)
        parse_lock(content.decode(), f"content/{slug}/{LOCK_FILE}")  # what cannot be read back is never written
        write_atomically(folder / LOCK_FILE, content)
        what = (found or "no unit has changed") if lock.records else f"{len(new.records)} addresses"
        click.echo(f"content/{slug}/{LOCK_FILE}: version {version}: {what}")
        if not lock.records:
            click.echo(
                f"this is the first publication of {slug}; had it been published before, restore that file", err=True
            )
    (folder / DECISIONS_FILE).unlink(missing_ok=True)


@anchors.command("diff")
@click.argument("slug")
@_reports_errors
def anchors_diff(slug: str) -> None:
    """Show what has happened to published addresses since the last publication, and what is uncertain.

    Each line names the address, what has happened, the hash of the text that `anchors accept` takes, and where it is.
    Exits with status 1 when something is uncertain.
    """
    from glossator import build as stages
    from glossator.anchors.changes import changes, counted
    from glossator.anchors.findings import change_line, uncertain_lines
    from glossator.spans import LineIndex

    loaded = stages.load_addresses(_project(), slug)
    lock = loaded.published.lock
    if not lock.records:
        click.echo(f"nothing of {slug} has been published; glossator anchors publish {slug} does it")
        return
    index = {witness.siglum: (witness.path, LineIndex(witness.text)) for witness in loaded.witnesses[:1]}
    found = tuple(changes(loaded.numbered, lock))
    for change in found:
        click.echo(change_line(change, index))
    if loaded.numbered.uncertain:
        click.echo("uncertain:")
    for doubt in loaded.numbered.uncertain:
        for line in uncertain_lines(doubt, index):
            click.echo(line)
    click.echo(f"since version {lock.versions[-1]}: {counted(found) or 'nothing has changed'}", err=True)
    if loaded.numbered.uncertain:
        sys.exit(1)


@anchors.command("accept")
@click.argument("slug")
@click.argument("address", metavar="ID")
@click.argument("text", metavar="TEXT")
@_reports_errors
def anchors_accept(slug: str, address: str, text: str) -> None:
    """Decide where a published address leads: record it in content/SLUG/anchors.yml.

    ID is the published id, such as 5.12; TEXT the hash of the text that it belongs to, as `anchors diff` shows it (its
    first figures suffice), or the word gone: the text is no longer in the book.
    """
    from glossator import build as stages
    from glossator.anchors.decisions import DECISIONS_FILE, decide, decisions_bytes
    from glossator.files import write_atomically

    root = _project()
    loaded = stages.load_addresses(root, slug)
    decisions = decide(loaded.published.decisions, loaded.published.lock, loaded.numbered.units, address, text)
    write_atomically(root / "content" / slug / DECISIONS_FILE, decisions_bytes(decisions))
    left = len(stages.load_addresses(root, slug).numbered.uncertain)
    still = f"{left} {'is' if left == 1 else 'are'} still uncertain" if left else "nothing is uncertain any more"
    click.echo(f"content/{slug}/{DECISIONS_FILE}: {address} is decided; {still}")


@main.group()
def bib() -> None:
    """Work on the bibliography file of an edition."""


@bib.command("draft")
@click.argument("slug")
@_reports_errors
def bib_draft(slug: str) -> None:
    """Print drafts of the entries that bibliography/SLUG.bib lacks.

    They are made from the lines of the printed bibliography and from works that notes cite in full. Where there is no
    such file yet, that is a whole file to begin with.
    """
    from glossator.export import REFERENCES

    drafts = [work for work in _edition(slug).works if work.draft]
    sys.stdout.buffer.write(REFERENCES["biblatex"](drafts))
    click.echo(f"{len(drafts)} drafts; look at each before you use it", err=True)


@main.command()
@click.argument("slug")
@click.argument("unit", required=False)
@_no_rulings
@_reports_errors
def review(slug: str, unit: str | None, no_rulings: bool) -> None:
    """Print what waits for an editor's ruling, as stubs to paste into content/SLUG/rulings.yml.

    With the id of a UNIT, a note such as n17 or a paragraph such as 5.12: stubs for all its citations and names, also
    for those that lead somewhere.
    """
    from glossator.review import review_lines, waiting, waiting_names
    from glossator.walk import texts_by_id

    edition = _edition(slug, rulings=not no_rulings)
    if unit is not None and unit not in texts_by_id(edition.document):
        message = f"{slug} has no note or paragraph {unit}"
        raise GlossatorError(message, None, "ids are such as n17 for a note, 5.12 for a paragraph")
    for line in review_lines(edition, unit):
        click.echo(line)
    citations, names = len(waiting(edition)), len(waiting_names(edition))
    counted = f"{citations} citation{'' if citations == 1 else 's'} and {names} name{'' if names == 1 else 's'}"
    click.echo(f"{counted} {'waits' if citations + names == 1 else 'wait'} for a ruling", err=True)


@main.command("add-witness")
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path))
@_reports_errors
def add_witness(slug: str, file: Path) -> None:
    """Verify that FILE is a witness of the edition and copy it to its place."""
    from glossator.source.witness import add_witness as add

    target = add(_project(), slug, file)
    click.echo(f"copied to {shown_path(target)}")


def _edition(slug: str, *, rulings: bool = True) -> Edition:
    """Return the edition; one whose text is not at hand cannot be worked on."""
    from glossator import build as stages
    from glossator.model import Edition

    item = stages.load_edition(_project(), slug, rulings=rulings)
    if not isinstance(item.edition, Edition):
        raise GlossatorError(item.edition.reason, None, item.edition.hint)
    return item.edition


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
