"""The list of stages, and the only module that knows them all.

    witness -> lines -> blocks -> document -> numbered document -> links -> edition -> site, data file, findings

Each stage takes a value and returns a new one. `glossator dump STAGE SLUG` shows any of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from glossator.anchors.findings import address_findings, lock_of_another_text, uncertain_addresses
from glossator.anchors.numbering import Numbered, number_document
from glossator.anchors.published import Published, read_published
from glossator.citations.bibtex import Bibliography, read_bibliography
from glossator.citations.links import link_citations
from glossator.collation.apparatus import Collation, collate
from glossator.config import CONTENT, EditionConfig, edition_slugs, load_edition_config
from glossator.diagnostics import Diagnostic, GlossatorError, Place
from glossator.edition import MissingWitness
from glossator.model import Document, Edition, Witness
from glossator.parse.document import Names, parse_document
from glossator.persons.authority import PERSONS_FILE, Authority, never_named, read_authority
from glossator.persons.joining import join_index
from glossator.persons.linking import name_persons
from glossator.rulings import RULINGS_FILE, Rulings, read_rulings
from glossator.source.witness import find_witness, read_witness
from glossator.source.zones import recognize
from glossator.spans import LineIndex, Span

if TYPE_CHECKING:
    from glossator.render.citing_block import PageCiting

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
    witnesses, findings = _read_witnesses(root, config)
    if not witnesses:
        missing = findings[0]
        return Loaded(
            MissingWitness(config.metadata(), config.witnesses[0].file, missing.message, missing.hint), findings
        )
    bib = root / BIBLIOGRAPHY / f"{slug}.bib"
    bibliography = read_bibliography(bib, config.metadata().year) if bib.exists() else None
    decisions = read_rulings(root / CONTENT / slug / RULINGS_FILE) if rulings else Rulings()
    authority = read_authority(root / CONTENT / slug / PERSONS_FILE)
    addresses = read_published(root / CONTENT / slug)
    edition, more = make_edition(config, witnesses, bibliography, decisions, authority, addresses)
    return Loaded(edition, (*findings, *more))


def _read_witnesses(root: Path, config: EditionConfig) -> tuple[tuple[Witness, ...], tuple[Diagnostic, ...]]:
    """Return the witnesses that are at hand, none if the base text is missing, and a finding for each that is not."""
    witnesses: list[Witness] = []
    findings: list[Diagnostic] = []
    for declared in config.witnesses:
        path = find_witness(root, config.slug, declared.file)
        if path is None:
            places = f"neither in content/{config.slug}/witnesses/ nor in ../shared/witnesses/"
            message = f"the text {declared.file} (witness {declared.siglum}) is {places}"
            hint = f"add the file with: glossator add-witness {config.slug} FILE"
            findings.append(Diagnostic("witness-missing", message, (declared.declared,), hint))
            if not witnesses:
                break
            continue
        witnesses.append(read_witness(path, declared, config.size_limit_mb, recognize))
    return tuple(witnesses), tuple(findings)


class Addressed(NamedTuple):
    """An edition as far as its addresses, also where some of them are uncertain."""

    config: EditionConfig
    witnesses: tuple[Witness, ...]
    numbered: Numbered
    published: Published


def load_addresses(root: Path, slug: str) -> Addressed:
    """Number the units of one book; unlike `load_edition` it does not stop where an address is uncertain.

    Raises:
        GlossatorError: its `edition.yml`, its lock or a witness cannot be used, or the base text is missing.
    """
    config = load_edition_config(root, slug)
    witnesses, findings = _read_witnesses(root, config)
    if not witnesses:
        raise GlossatorError(findings[0].message, None, findings[0].hint)
    published = read_published(root / CONTENT / slug)
    document = parse_document(witnesses[0], _names(config))
    return Addressed(config, witnesses, number_document(document, published.lock, published.decisions), published)


def _names(config: EditionConfig) -> Names:
    return Names.of([(name.kind, name.title, name.language) for name in config.divisions])


def make_edition(
    config: EditionConfig,
    witnesses: tuple[Witness, ...],
    bibliography: Bibliography | None = None,
    rulings: Rulings = Rulings(),  # noqa: B008  # a frozen value
    authority: Authority = Authority(),  # noqa: B008  # a frozen value
    addresses: Published = Published(),  # noqa: B008  # a frozen value
) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """Turn witnesses, the base text first, into an edition; and say what was found while its parts were linked."""
    names = _names(config)
    numbered = number_document(parse_document(witnesses[0], names), addresses.lock, addresses.decisions)
    if another := lock_of_another_text(config.slug, numbered, addresses.lock):
        raise another
    if numbered.uncertain:
        raise uncertain_addresses(config.slug, numbered.uncertain, witnesses)
    document = numbered.document
    text = witnesses[0].text
    linked = link_citations(document, text, bibliography, rulings)
    persons, joined = join_index(document, authority)
    cited: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for citation in linked.citations:
        cited[citation.note].append((citation.start, citation.end))
    named = name_persons(document, text, persons, cited, config.language, rulings.mentions)
    edition = Edition(config.metadata(), witnesses, document, linked.works, linked.citations, persons, named.namings)
    edition = edition._replace(anchors=numbered.anchors)
    unnamed = never_named(authority, {naming.person for naming in named.namings})
    collation, uncollated = _collate(config, witnesses, document, names)
    edition = edition._replace(apparatus=collation.apparatus, extents=collation.extents)
    return edition, (
        *address_findings(numbered, addresses),
        *linked.findings,
        *joined,
        *named.findings,
        *unnamed,
        *uncollated,
    )


def _collate(
    config: EditionConfig, witnesses: tuple[Witness, ...], document: Document, names: Names
) -> tuple[Collation, tuple[Diagnostic, ...]]:
    """Compare the other witnesses with the base text; name those that are of another text."""
    others = [parse_document(witness, names) for witness in witnesses[1:]]
    collation = collate(document, others, {witness.siglum: witness.text for witness in witnesses})
    findings = tuple(
        Diagnostic(
            "witness-unrelated",
            f"witness {declared.siglum} has less than half of its text in common with the base text",
            (declared.declared,),
        )
        for declared in config.witnesses
        if declared.siglum in collation.unrelated
    )
    return collation, findings


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
    from glossator.render.settings import read_settings
    from glossator.render.site import build_site

    site_url = read_settings(root).site_url
    loaded: list[Loaded] = []
    data: dict[str, bytes] = {}
    citing: dict[str, PageCiting] = {}
    for slug in chosen_slugs(root, slugs):
        note(f"reading {slug}")
        item = load_edition(root, slug, rulings=rulings)
        edition = item.edition
        if isinstance(edition, Edition):
            item = Loaded(edition, (*item.findings, *check_edition(edition)))
            data.update(_data_files(edition, site_url))
            data.update(_reference_files(edition))
            citing.update(citing_of(edition, site_url))
        loaded.append(item)
    note("writing the site")
    build_site(root, tuple(item.edition for item in loaded), data, citing)
    return tuple(loaded)


def _data_files(edition: Edition, site_url: str | None) -> Iterator[tuple[str, bytes]]:
    """Yield the data file of an edition, that of each division with its units, and their schemas."""
    from glossator.export import edition_json, units_json
    from glossator.render import urls

    slug = edition.metadata.id
    data = edition_json.edition_data(edition)
    yield urls.data_file(slug, "edition.json"), edition_json.data_bytes(data)
    yield urls.data_file(slug, "edition.schema.json"), edition_json.schema_bytes()
    addresses = units_json.Addresses(
        division=lambda division: urls.canonical(site_url, urls.division(slug, division)),
        section=urls.section_fragment,
        paragraph=urls.paragraph_fragment,
        note=urls.note_fragment,
    )
    for division, content in units_json.units_files(edition.document, data, addresses):
        yield urls.units_file(slug, division), content
    yield urls.data_file(slug, "units.schema.json"), units_json.schema_bytes()


def citing_of(edition: Edition, site_url: str | None) -> dict[str, PageCiting]:
    """Return what the pages of an edition need for citing, by their addresses."""
    from glossator.citing.pages import book_citations, cited_divisions, page_data, whole_citations
    from glossator.render import urls
    from glossator.render.citing_block import PageCiting

    slug, anchors = edition.metadata.id, edition.anchors
    version = anchors.versions[-1] if anchors.versions else None
    title = urls.edition(slug)
    whole = book_citations(edition, urls.canonical(site_url, urls.versioned(title, version)))
    citing = {title: PageCiting("book", whole, site_url is not None)}
    for division in cited_divisions(edition):
        page = urls.division(slug, division.id)
        read = urls.versioned(page, None if division.id in anchors.provisional else version)
        whole = whole_citations(division.work, division.pages, urls.canonical(site_url, read))
        data = page_data(edition, division, urls.canonical(site_url, page)) if division.units else None
        citing[page] = PageCiting(division.kind, whole, site_url is not None, data)
    return citing


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
