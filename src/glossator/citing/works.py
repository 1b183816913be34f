"""An edition's book, and each division of it, as works that a style can print.

A division is a part of the book (biblatex `inbook`) by the authors of the book: its heading is the title. What is no
part of the text proper is cited as the book itself.
"""

from __future__ import annotations

from typing import Final

from glossator.citations.record import one_line
from glossator.citing.marks import without_marks
from glossator.model import Division, Emphasis, Inline, Metadata, Name, Rend, Work
from glossator.walk import plain_text

_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})


def book_work(metadata: Metadata) -> Work:
    """Return an edition's book as a work, its slug as key."""
    return Work(metadata.id, "book", _names(metadata), _fields(metadata, ""), {})


def division_work(metadata: Metadata, division: Division, pages: tuple[str, ...]) -> Work:
    """Return a division as a part of the book.

    Args:
        metadata: the book.
        division: one with a page of its own: a chapter, an introduction.
        pages: its first and last printed page, or its only one; none where unknown.
    """
    fields = {
        "title": _heading_text(division.heading.children) or division.title,
        "chapter": division.number or "",
        "pages": "–".join(pages),
        "language": division.language or metadata.language,
    }
    fields = {name: text for name, value in fields.items() if (text := _clean(value))}
    return Work(f"{metadata.id}-{division.id}", "inbook", _names(metadata), _fields(metadata, "book") | fields, {})


def _names(metadata: Metadata) -> dict[str, tuple[Name, ...]]:
    names = tuple(metadata.names.get(author) or name_of(author) for author in metadata.authors)
    cleaned = tuple(
        Name(_clean(name.family), _clean(name.given), _clean(name.particle), _clean(name.suffix), name.literal)
        for name in names
    )
    return {"author": cleaned} if cleaned else {}


def name_of(written: str) -> Name:
    """Return a person's name in its parts, written as one says it or with the family name first.

    `Alexander von Humboldt`: words in small letters begin the family name, as its particle. `Humboldt, Alexander von`.
    A body, or a name of another order, cannot be told from these; edition.yml gives its parts.
    """
    head, comma, tail = written.partition(",")
    words = head.split()
    if comma and tail.strip().rstrip(".").lower() not in _SUFFIXES:
        given = tail.split()
        at = next((k for k, word in enumerate(given) if word[0].islower()), len(given))
        return Name(head.strip(), " ".join(given[:at]), " ".join(given[at:]))
    suffix = tail.strip()
    if not suffix and len(words) > 2 and words[-1].rstrip(".").lower() in _SUFFIXES:
        suffix = words.pop()
    small = [k for k, word in enumerate(words[:-1]) if word[0].islower()]
    begin = small[0] if small else len(words) - 1
    end = next((k for k in range(begin, len(words)) if not words[k][0].islower()), len(words) - 1)
    return Name(" ".join(words[end:]), " ".join(words[:begin]), " ".join(words[begin:end]), suffix)


def _fields(metadata: Metadata, part: str) -> dict[str, str]:
    """Return what is known of the book; its title stands in the fields of `part`."""
    fields = {
        f"{part}title": metadata.title,
        f"{part}subtitle": metadata.subtitle,
        "series": metadata.series,
        "publisher": metadata.publisher,
        "location": metadata.place,
        "date": None if metadata.year is None else str(metadata.year),
        "isbn": metadata.isbn,
        "doi": metadata.doi,
        "language": metadata.language,
    }
    return {name: text for name, value in fields.items() if value and (text := _clean(value))}


def _heading_text(children: tuple[Inline, ...]) -> str:
    """Return a heading as a title, in which `*word*` is emphasized; one that is all in italics has no emphasis."""
    words = plain_text(children)
    if "*" in words or not any(isinstance(node, Emphasis) and node.rend is Rend.ITALIC for node in children):
        return words
    pieces = (
        f"*{plain_text([node])}*" if isinstance(node, Emphasis) and node.rend is Rend.ITALIC else plain_text([node])
        for node in children
    )
    marked = "".join(pieces)
    return words if marked.strip() == f"*{words.strip()}*" else marked


def _clean(text: str) -> str:
    return one_line(without_marks(text))
