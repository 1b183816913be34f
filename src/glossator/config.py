"""Finds the project and its editions, and reads `content/SLUG/edition.yml`.

    title: A Book
    language: en
    license: CC-BY-4.0
    witnesses:
      - {siglum: A, file: book.md, sha256: 9f86d0…}
    divisions:
      introduction: Introduction

`divisions` tells which heading without a number is what. Values are plain frozen dataclasses with a small reader of
our own: it names each fault in an editor's words with its line and column, and the program starts 0.15 s sooner than
with a validation library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.diagnostics import GlossatorError, Place, shown_path
from glossator.facsimile import FIELD, facsimile_address
from glossator.fields import Fields, UnfitError, closest, read_text, read_unique
from glossator.licences import LICENCES
from glossator.model import DivisionKind, Licence, Metadata, Name
from glossator.reporting import FIELD as REPORT_FIELD
from glossator.reporting import FIELDS as REPORT_FIELDS
from glossator.reporting import MAIL
from glossator.yaml_nodes import MappingNode, SequenceNode, read_mapping, shown

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.yaml_nodes import Node, Problems, Scalar

CONTENT = "content"
SITE_SETTINGS = "mkdocs.yml"
EDITION_FILE = "edition.yml"

DIALECTS = ("auto", "marker", "plain")
DEFAULT_SIZE_LIMIT_MB = 64

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED_SLUGS = frozenset({"assets", "search"})  # folders that the site shell makes beside the editions'
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_SIGLUM = re.compile(r"\w{1,16}")
_MAIL_ADDRESS = re.compile(r"[^\s@?&,]+@[^\s@?&,]+")
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_OUTSIDE_ADDRESS = re.compile(r"[^!#-;=?-Z_a-z~\w]")  # what has to be written as %XX in an address


@dataclass(frozen=True, slots=True)
class WitnessConfig:
    """A witness as edition.yml declares it."""

    siglum: str
    file: str  # a plain file name; where it lies is `source.witness.find_witness`'s to say
    sha256: str  # in small letters
    dialect: str  # one of `DIALECTS`
    declared: Place  # of its sha256 in edition.yml


@dataclass(frozen=True, slots=True)
class DivisionName:
    """What an unnumbered heading is."""

    kind: DivisionKind
    title: str  # the heading as printed
    language: str | None  # where it is not that of the edition


@dataclass(frozen=True, slots=True)
class EditionConfig:
    """What edition.yml says."""

    slug: str
    title: str
    subtitle: str | None
    authors: tuple[str, ...]
    names: tuple[Name | None, ...]  # of the authors, in the same order; None where it is given as a text
    publisher: str | None
    place: str | None
    year: int | None
    series: str | None
    isbn: str | None
    doi: str | None
    language: str
    licence: Licence | None
    version: str
    description: str | None
    facsimile: str | None  # address template, see `facsimile`
    report: str | None  # address for reports of faults, see `reporting`
    witnesses: tuple[WitnessConfig, ...]  # base text first
    divisions: tuple[DivisionName, ...]
    size_limit_mb: int

    def metadata(self) -> Metadata:
        """Return what is said of the book, as the edition carries it."""
        return Metadata(
            id=self.slug,
            title=self.title,
            subtitle=self.subtitle,
            authors=self.authors,
            publisher=self.publisher,
            place=self.place,
            year=self.year,
            series=self.series,
            isbn=self.isbn,
            doi=self.doi,
            language=self.language,
            licence=self.licence,
            version=self.version,
            description=self.description,
            facsimile=self.facsimile,
            report=self.report,
            names={author: name for author, name in zip(self.authors, self.names, strict=True) if name},
        )


# --- the project -----------------------------------------------------------------------------------------------


def find_project(start: Path) -> Path:
    """Return the folder at or above `start` that holds content/ and mkdocs.yml.

    Raises:
        GlossatorError: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONTENT).is_dir() and (folder / SITE_SETTINGS).is_file():
            return folder
    message = f"no folder from here upwards holds {CONTENT}/ and {SITE_SETTINGS}"
    raise GlossatorError(message, Place(start.as_posix()), rule="project-not-found")


def edition_slugs(root: Path) -> tuple[str, ...]:
    """Return the names of the folders below content/ that hold an edition.yml, sorted.

    Raises:
        GlossatorError: such a folder's name cannot be part of an address, or content/ cannot be listed.
    """
    content = root / CONTENT
    try:
        slugs = sorted(folder.name for folder in content.iterdir() if (folder / EDITION_FILE).is_file())
    except OSError as error:
        message = f"the folder cannot be listed: {error.strerror or error}"
        raise GlossatorError(message, Place(shown_path(content)), rule="file-unreadable") from None
    for slug in slugs:
        if not _is_fit(slug):
            message = f"{shown(slug)} cannot be the name of an edition"
            raise GlossatorError(message, Place(shown_path(content / slug)), rule="edition-name-unfit")
    return tuple(slugs)


def _is_fit(slug: str) -> bool:
    return _SLUG.fullmatch(slug) is not None and slug not in _RESERVED_SLUGS


# --- edition.yml -----------------------------------------------------------------------------------------------


def load_edition_config(root: Path, slug: str) -> EditionConfig:
    """Read content/SLUG/edition.yml.

    Raises:
        GlossatorError: there is no such edition, or its file has faults; then all of them, each with its place.
    """
    path = root / CONTENT / slug / EDITION_FILE
    if not _is_fit(slug) or not path.exists():
        raise _no_edition(root, slug)
    node, problems = read_mapping(path)
    fields = Fields(node, EDITION_FILE, problems)
    authors = [_read_author(item, problems) for item in fields.items("authors")]
    config = EditionConfig(
        slug=slug,
        title=fields.needed_text("title"),
        subtitle=fields.text("subtitle"),
        authors=tuple(author for author, _ in authors),
        names=tuple(name for _, name in authors),
        publisher=fields.text("publisher"),
        place=fields.text("place"),
        year=fields.whole_number("year", 1000, 2999),
        series=fields.text("series"),
        isbn=fields.text("isbn", check_isbn),
        doi=fields.text("doi", check_doi),
        language=fields.needed_text("language", check_language),
        licence=_read_licence(fields.node("license"), problems),
        version=fields.text("version") or "1",
        description=fields.text("description"),
        facsimile=fields.text("facsimile", check_facsimile),
        report=fields.text("report", check_report),
        witnesses=_read_witnesses(fields.needed_items("witnesses"), problems),
        divisions=_read_divisions(fields.entries("divisions"), problems),
        size_limit_mb=fields.whole_number("size_limit_mb", 1, 100_000) or DEFAULT_SIZE_LIMIT_MB,
    )
    fields.finish()
    problems.check()
    return config


def _no_edition(root: Path, slug: str) -> GlossatorError:
    slugs = edition_slugs(root)
    meant = closest(slug, slugs)
    hint = f'did you mean "{meant}"?' if meant else f"there are: {', '.join(slugs)}" if slugs else ""
    place = Place(shown_path(root / CONTENT))
    return GlossatorError(f"there is no edition {shown(slug)}", place, hint, rule="edition-not-found")


def _read_witnesses(nodes: tuple[Node, ...], problems: Problems) -> tuple[WitnessConfig, ...]:
    witnesses = tuple(_read_witness(node, problems) for node in nodes)
    for what, names in (("the siglum", [w.siglum for w in witnesses]), ("the file", [w.file for w in witnesses])):
        read_unique(zip(names, nodes, strict=True), what, problems)
    return witnesses


def _read_witness(node: Node, problems: Problems) -> WitnessConfig:
    fields = Fields(node, "a witness", problems)
    sha256 = fields.node("sha256")
    witness = WitnessConfig(
        siglum=fields.needed_text("siglum", check_siglum),
        file=fields.needed_text("file", check_file_name),
        sha256=fields.needed_text(
            "sha256", check_sha256, "add what this prints: sha256sum FILE (Windows: certutil -hashfile FILE SHA256)"
        ),
        dialect=fields.choice("dialect", DIALECTS, "auto"),
        declared=(sha256 or node).place,
    )
    fields.finish()
    return witness


def _read_divisions(entries: tuple[tuple[Scalar, Node], ...], problems: Problems) -> tuple[DivisionName, ...]:
    kinds = {kind.value: kind for kind in DivisionKind}
    divisions = []
    titles = []
    for key, node in entries:
        if key.text not in kinds:
            meant = closest(key.text, kinds) or next((kind for kind in kinds if kind.startswith(key.text)), None)
            hint = f'did you mean "{meant}"?' if meant else f"kinds are: {', '.join(kinds)}"
            problems.add("key-unknown", f"{shown(key.text)} is no kind of division", key.place, hint)
            continue
        for item in node.items if isinstance(node, SequenceNode) else (node,):
            language = None
            if isinstance(item, MappingNode):
                fields = Fields(item, key.text, problems)
                title, language = fields.needed_text("title"), fields.text("language", check_language)
                fields.finish()
            else:
                title = read_text(item, key.text, problems)
            divisions.append(DivisionName(kinds[key.text], title, language))
            titles.append((title, item))
    read_unique(titles, "the title", problems)
    return tuple(divisions)


def _read_author(node: Node, problems: Problems) -> tuple[str, Name | None]:
    """Return an author as readers see it, and its parts where they are given."""
    if not isinstance(node, MappingNode):
        return read_text(node, "an item of authors", problems), None
    fields = Fields(node, "an author", problems)
    body = fields.text("body")
    if body is not None:
        fields.finish()
        return body, Name(body, literal=True)
    name = Name(
        family=fields.needed_text("family", hint="a body, which has no family name, is given as {body: …}"),
        given=fields.text("given") or "",
        particle=fields.text("particle") or "",
        suffix=fields.text("suffix") or "",
    )
    fields.finish()
    return " ".join(filter(None, (name.given, name.particle, name.family, name.suffix))), name


def _read_licence(node: Node | None, problems: Problems) -> Licence | None:
    """Return the licence: a known identifier, or a mapping that says everything about another one."""
    if node is None:
        return None
    if isinstance(node, MappingNode):
        fields = Fields(node, "the license", problems)
        licence = Licence(
            id=fields.needed_text("id"),
            name=fields.needed_text("name"),
            url=fields.needed_text("url", check_web_address),
            allows=fields.needed_text("allows"),
        )
        fields.finish()
        return licence
    return LICENCES.get(read_text(node, "license", problems, check_licence))


# --- checks of single values -----------------------------------------------------------------------------------


def check_licence(identifier: str) -> str:
    """Return the identifier of a known licence as SPDX writes it, whatever the case of its letters.

    Raises:
        UnfitError: it is not known.
    """
    known = {name.lower(): name for name in LICENCES}
    if identifier.lower() not in known:
        meant = closest(identifier, LICENCES)
        hint = f'did you mean "{meant}"? ' if meant else f"known: {', '.join(LICENCES)}. "
        raise UnfitError(
            "is no licence known here", f"{hint}Another one is given as {{id: …, name: …, url: …, allows: …}}"
        )
    return known[identifier.lower()]


def check_siglum(siglum: str) -> str:
    """Return a siglum of at most 16 letters and digits.

    Raises:
        UnfitError: it is none.
    """
    if not _SIGLUM.fullmatch(siglum):
        raise UnfitError("is no siglum", "use up to 16 letters and digits, such as A")
    return siglum


def check_file_name(name: str) -> str:
    """Return a plain file name, which leads to no other folder on any system.

    Raises:
        UnfitError: it is none.
    """
    if name in {"", ".", ".."} or any(char in '/\\:*?"<>|' or not char.isprintable() for char in name):
        raise UnfitError(
            "is no plain file name", "name the file without a folder, and put it into the edition's witnesses/"
        )
    return name


def check_sha256(digest: str) -> str:
    """Return a SHA-256 in small letters.

    Raises:
        UnfitError: it is none.
    """
    digest = digest.lower()
    if not _SHA256.fullmatch(digest):
        how = "it has 64 digits 0–9 and a–f, as shown by: sha256sum FILE"
        raise UnfitError(f"is no SHA-256 ({len(digest)} characters)", how)
    return digest


def check_doi(doi: str) -> str:
    """Return a DOI without address or prefix.

    Raises:
        UnfitError: it is none.
    """
    if not _DOI.fullmatch(doi):
        raise UnfitError("is no DOI", "write it without address or prefix, such as 10.1000/182")
    return doi


def check_isbn(isbn: str) -> str:
    """Return an ISBN of 10 or 13 digits as it is written, with or without hyphens.

    Raises:
        UnfitError: it has another length, or its last digit does not agree with the others.
    """
    digits = isbn.replace("-", "").replace(" ", "").upper()
    if re.fullmatch(r"[0-9]{13}", digits):
        right = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 == 0
    elif re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        right = sum((10 if d == "X" else int(d)) * (10 - place) for place, d in enumerate(digits)) % 11 == 0
    else:
        raise UnfitError("is no ISBN", "an ISBN has 13 digits, an old one 10")
    if not right:
        raise UnfitError("is no ISBN: its check digit does not agree", "compare it with the imprint")
    return isbn


def check_language(tag: str) -> str:
    """Return a language tag (BCP 47).

    Raises:
        UnfitError: it does not have the form of one.
    """
    if not _LANGUAGE.fullmatch(tag):
        raise UnfitError("is no language tag", "write it as BCP 47 does, such as en or cs-CZ")
    return tag


def check_web_address(address: str) -> str:
    """Return an address of the web.

    Raises:
        UnfitError: it does not begin with http:// or https://.
    """
    if not _WEB_ADDRESS.fullmatch(address):
        raise UnfitError("is no web address", "write it in full, beginning with https://")
    return address


def check_facsimile(template: str) -> str:
    """Return an address template of the facsimile of a page, with `{page}`, `{page+12}` or `{page-3}` in it.

    Raises:
        UnfitError: it is no address of the web, has no place for the page, or has a place for something else.
    """
    if not FIELD.search(template):
        raise UnfitError(
            "names no page", "write {page} where the number of the page belongs, or {page+12} to add to it"
        )
    filled = facsimile_address(template, "999999") or ""
    check_web_address(filled)
    if wrong := _OUTSIDE_ADDRESS.search(filled):
        hint = (
            "write only {page}, {page+12} or {page-3} in braces" if wrong[0] in "{}" else "write it as % and two digits"
        )
        raise UnfitError(f"holds {shown(wrong[0])}, which no web address does", hint)
    return template


def check_report(template: str) -> str:
    """Return an address for reports of faults: of mail, or of the web with places for what is to be filled in.

    Raises:
        UnfitError: it is neither, has no place for anything, or has a place for something else.
    """
    if template.startswith(MAIL):
        if not _MAIL_ADDRESS.fullmatch(template.removeprefix(MAIL)) or _OUTSIDE_ADDRESS.search(template):
            hint = "write mailto: and one address, nothing else; subject and text are filled in for each place"
            raise UnfitError("is no address of mail", hint)
        return template
    if not template.startswith(("https://", "http://")):
        raise UnfitError("is no address for reports", "begin it with mailto: or https://")
    names = ", ".join(f"{{{name}}}" for name in REPORT_FIELDS)
    if not REPORT_FIELD.search(template):
        raise UnfitError("has no place for what is reported", f"write these where they belong: {names}")
    filled = REPORT_FIELD.sub("0", template)
    check_web_address(filled)
    if wrong := _OUTSIDE_ADDRESS.search(filled):
        hint = f"write only these in braces: {names}" if wrong[0] in "{}" else "write it as % and two digits"
        raise UnfitError(f"holds {shown(wrong[0])}, which no web address does", hint)
    return template
