"""What a style prints: a work, and a place in it. Each value may be a mark instead, to be filled in later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from glossator.citations.formatting import quoted
from glossator.citations.record import joined
from glossator.citations.runs import plain
from glossator.citing.places import PlaceKind
from glossator.model import Work


class Cited(NamedTuple):
    """A place, as a style needs it."""

    work: Work  # the division it stands in, or the book; without an address
    kind: PlaceKind
    pages: str = ""  # `88`, `88–89`; "" where unknown
    several: bool = False  # whether these are more pages than one
    number: str = ""  # of the paragraph or the note
    heading: str = ""  # of the section
    address: str = ""  # "" where there is none
    id: str = ""  # for the keys of records

    @property
    def is_pinpoint(self) -> bool:
        """Whether a place inside the work is meant, not the work itself."""
        return self.kind is not PlaceKind.DIVISION


def addressed(cited: Cited, **fields: str) -> Work:
    """Return the work as a style for readers cites it, with other fields in the place of its own; "" takes one out.

    The address of the place stands for the DOI: that one leads to the publisher's book, and a reference has one link.
    The number of a chapter stands where nothing nearer is named.
    """
    link = {"url": cited.address, "doi": ""} if cited.address else {}
    nearer = {"chapter": ""} if cited.is_pinpoint else {}
    return with_fields(cited.work, **link, **nearer, **fields)


def with_fields(work: Work, **fields: str) -> Work:
    """Return a work with other fields in the place of its own; "" takes one out."""
    return work._replace(fields={name: value for name, value in {**work.fields, **fields}.items() if value})


def note_place(cited: Cited) -> str:
    """Return the place of a note, as Chicago and MLA write it: `88n136`, and `n. 136` where its page is not known."""
    return f"{cited.pages}n{cited.number}" if cited.pages else f"n. {cited.number}"


def part_words(cited: Cited, words: Mapping[PlaceKind, str]) -> str:
    """Return the part of the work in the words of a style; these have a place for its number or its heading."""
    if cited.kind not in words:
        return ""
    name = plain(quoted(cited.heading)) if cited.kind is PlaceKind.SECTION else cited.number
    return words[cited.kind].replace("{}", name)


def labelled_pages(cited: Cited, place: str) -> str:
    """Return a place that begins with pages behind their label: `p. 88`, `pp. 88–89`."""
    return f"{'pp.' if cited.several else 'p.'} {place}" if cited.pages else place


def pages_and_part(cited: Cited, words: Mapping[PlaceKind, str]) -> str:
    """Return pages without a label, and the paragraph or section: `88–89, para. 12`."""
    return joined(cited.pages, part_words(cited, words))
