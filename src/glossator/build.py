"""The list of stages, and the only module that knows them all.

    witness -> lines -> blocks -> document -> numbered document -> links -> edition -> site, data file, findings

Each stage takes a value and returns a new one. `glossator dump STAGE SLUG` shows any of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from glossator.anchors.numbering import number_document
from glossator.citations.bibtex import Bibliography, read_bibliography
from glossator.citations.links import link_citations
from glossator.config import CONTENT, EditionConfig, edition_slugs, load_edition_config
from glossator.diagnostics import Diagnostic, GlossatorError, Place
from glossator.edition import MissingWitness
from glossator.model import Edition, Witness
from glossator.parse.document import Names, parse_document
from glossator.persons.authority import PERSONS_FILE, Authority, never_named, read_authority
from glossator.persons.joining import join_index
from glossator.persons.linking import name_persons
from glossator.rulings import RULINGS_FILE, Rulings, read_rulings
from glossator.source.dialects import detect
from glossator.source.witness import find_witness, read_witness
from glossator.spans import LineIndex, Span

BIBLIOGRAPHY = "bibliography"  # the folder of the bibliography files


@dataclass(frozen=True, slots=True)
class Loaded:
    """An edition, or the place of one whose witness is missing, and what was found on the way to it."""

    edition: Edition | MissingWitness
    findings: tuple[Diagnostic, ...]


def load_edition(root: Path, slug: str, *, rulings: bool = True) -> Loaded:
    """Make the edition of one book.

    Args:
        root: the project's folder.
        slug: the edition.
        rulings: whether the editor's rulings count.

    Raises:
        GlossatorError: its `edition.yml` or a witness cannot be used.
    """
    config = load_edition_config(root, slug)
    witnesses: list[Witness] = []
    findings: list[Diagnostic] = []
    for declared in config.witnesses:
        path = find_witness(root, slug, declared.file)
        if path is None:
            places = f"neither in content/{slug}/witnesses/ nor in ../shared/witnesses/"
            message = f"the text {declared.file} (witness {declared.siglum}) is {places}"
            hint = f"add the file with: glossator add-witness {slug} FILE"
            findings.append(Diagnostic("witness-missing", message, (declared.declared,), hint))
            if not witnesses:
                return Loaded(MissingWitness(config.metadata(), declared.file, message, hint), tuple(findings))
            continue
        witnesses.append(read_witness(path, declared, config.size_limit_mb, detect))
    bib = root / BIBLIOGRAPHY / f"{slug}.bib"
    bibliography = read_bibliography(bib, config.metadata().year) if bib.exists() else None
    decisions = read_rulings(root / CONTENT / slug / RULINGS_FILE) if rulings else Rulings()
    authority = read_authority(root / CONTENT / slug / PERSONS_FILE)
    edition, more = make_edition(config, tuple(witnesses), bibliography, decisions, authority)
    return Loaded(edition, (*findings, *more))


def make_edition(
    config: EditionConfig,
    witnesses: tuple[Witness, ...],
    bibliography: Bibliography | None = None,
    rulings: Rulings = Rulings(),  # noqa: B008  # a frozen value
    authority: Authority = Authority(),  # noqa: B008  # a frozen value
) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """Turn witnesses, the base text first, into an edition; and say what was found while its parts were linked."""
    names = Names.of([(name.kind, name.title, name.language) for name in config.divisions])
    document = number_document(parse_document(witnesses[0], names))
    text = witnesses[0].text
    linked = link_citations(document, text, bibliography, rulings)
    persons, joined = join_index(document, authority)
    cited: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for citation in linked.citations:
        cited[citation.note].append((citation.start, citation.end))
    named = name_persons(document, text, persons, cited, config.language, rulings.mentions)
    edition = Edition(config.metadata(), witnesses, document, linked.works, linked.citations, persons, named.namings)
    unnamed = never_named(authority, {naming.person for naming in named.namings})
    return edition, (*linked.findings, *joined, *named.findings, *unnamed)


def chosen_slugs(root: Path, slugs: Iterable[str]) -> tuple[str, ...]:
    """Return the editions to work on: those named, or all of the project.

    Raises:
        GlossatorError: the project has no edition.
    """
    chosen = tuple(dict.fromkeys(slugs)) or edition_slugs(root)
    if not chosen:
        raise GlossatorError(
            "the project has no edition",
            Place("content/"),
            "an edition is a folder content/SLUG with an edition.yml; content/small-print is one",
        )
    return chosen


def build(root: Path, slugs: Iterable[str], note: Callable[[str], None], *, rulings: bool = True) -> tuple[Loaded, ...]:
    """Build the site of the named editions, or of all, into `site/`.

    Args:
        root: the project's folder.
        slugs: the editions; none means all.
        note: receives a line of progress now and then.
        rulings: whether the editors' rulings count.

    Returns:
        What was built and found, in the order of the shelf.

    Raises:
        GlossatorError: the work cannot be done; the old site stays as it was.
    """
    # What only a site needs is imported here: other commands start sooner.
    from glossator.checks import check_edition
    from glossator.export.edition_json import export_json, schema_bytes
    from glossator.render.site import build_site

    loaded: list[Loaded] = []
    data: dict[str, bytes] = {}
    for slug in chosen_slugs(root, slugs):
        note(f"reading {slug}")
        item = load_edition(root, slug, rulings=rulings)
        edition = item.edition
        if isinstance(edition, Edition):
            item = Loaded(edition, (*item.findings, *check_edition(edition)))
            data[f"{slug}/edition.json"] = export_json(edition)
            data[f"{slug}/edition.schema.json"] = schema_bytes()
            data.update(_reference_files(edition))
        loaded.append(item)
    note("writing the site")
    build_site(root, tuple(item.edition for item in loaded), data)
    return tuple(loaded)


def _reference_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the files of references of an edition: for each work, and for all together."""
    from glossator.export import REFERENCES
    from glossator.render import urls

    slug = edition.metadata.id
    if not edition.works:
        return
    for format_name, extension, whole in (
        ("bibtex", "bib", "bib"),
        ("ris", "ris", "ris"),
        ("csl-json", "json", "csl.json"),
    ):
        write = REFERENCES[format_name]
        yield urls.bibliography_file(slug, whole), write(edition.works)
        for work in edition.works:
            yield urls.work_file(slug, work.key, extension), write((work,))


def locator(edition: Edition | MissingWitness) -> Callable[[Span], Place]:
    """Return the function that turns spans of an edition's witnesses into file, line and column."""
    witnesses = edition.witnesses if isinstance(edition, Edition) else ()
    files = {witness.siglum: (witness.path, LineIndex(witness.text)) for witness in witnesses}

    def locate(span: Span) -> Place:
        path, index = files[span.witness]
        position = index.position(span.start)
        return Place(path, position.line, position.column)

    return locate
