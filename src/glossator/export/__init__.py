"""From an `Edition`, or the works of its bibliography, to files for others: one format, one module."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from glossator.export.biblatex import biblatex
from glossator.export.bibtex import bibtex
from glossator.export.csl_json import csl_json
from glossator.export.edition_json import export_json
from glossator.export.ris import ris
from glossator.model import Edition, Work

# Formats of references, for one work or many.
REFERENCES: Mapping[str, Callable[[Iterable[Work]], bytes]] = {
    "biblatex": biblatex,
    "bibtex": bibtex,
    "csl-json": csl_json,
    "ris": ris,
}


def export(format_name: str, edition: Edition) -> bytes:
    """Return an edition in one of `FORMATS`: the data file, or its bibliography."""
    if format_name == "json":
        return export_json(edition)
    return REFERENCES[format_name](edition.works)


FORMATS = ("json", *REFERENCES)
