"""MLA style, 9th edition, for a book and for a part of one.

    entry        Ash, Ann. “Rivers.” *Mills*, Dale Press, 1974, pp. 88–89, par. 12, https://example.org/mills/5/#p5.12.
    in the text  (Ash 88–89, par. 12)

Titles are printed as they stand: nothing is turned into headline capitals.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from glossator.citations.formatting import family_name, full_name, given_names, italic, quoted
from glossator.citations.record import doi_of, field_of, full_title, issued_words, joined, publisher_of, series_of
from glossator.citations.runs import Run, Runs, join, punctuate, run_of
from glossator.citing.cited import Cited, addressed, labelled_pages, note_place, pages_and_part
from glossator.citing.places import PlaceKind
from glossator.model import Name, Work

_PARTS: Final = {PlaceKind.PARAGRAPH: "par. {}", PlaceKind.SECTION: "under {}"}
_AUTHORS_SHOWN: Final = 2  # of more, the first alone


def mla_entry(cited: Cited) -> Runs:
    """Return the entry in the list of works cited, with its full stop; its location is the place."""
    work = addressed(cited)
    title = full_title(work.fields)
    own = quoted(title) if _book_title(work) else italic(title)
    place = run_of(labelled_pages(cited, _place(cited)))
    where = join((*_container(work), place, run_of(_link(work))), ", ")
    return punctuate(join((run_of(_authors(work)), own, where, run_of(series_of(work))), ". "), ".")


def mla_in_text(cited: Cited) -> Runs:
    """Return the citation in the text, in brackets; where there is no author, it has the title without subtitle."""
    who = run_of(_short_authors(cited.work)) or _short_title(cited.work)
    place = run_of(_place(cited) if cited.is_pinpoint else "")
    inside = (*who, Run(" "), *place) if place and cited.pages else join((who, place), ", ")
    return (Run("("), *inside, Run(")"))


def _container(work: Work) -> Iterator[Runs]:
    yield italic(_book_title(work))
    yield run_of(publisher_of(work) or field_of(work, "location"))
    yield run_of(issued_words(work, 1))


def _link(work: Work) -> str:
    doi = doi_of(work)
    return f"https://doi.org/{doi}" if doi else field_of(work, "url")


def _place(cited: Cited) -> str:
    return note_place(cited) if cited.kind is PlaceKind.NOTE else pages_and_part(cited, _PARTS)


def _book_title(work: Work) -> str:
    return full_title(work.fields, "book")


def _authors(work: Work) -> str:
    authors = work.names.get("author", ())
    if not authors:
        return ""
    first = _inverted(authors[0])
    if len(authors) > _AUTHORS_SHOWN:
        return f"{first}, et al."
    return joined(first, *(f"and {full_name(name)}" for name in authors[1:]))


def _inverted(name: Name) -> str:
    """Return a name with the family name first; a particle stays before that, as it does in the text."""
    return name.family if name.literal else joined(family_name(name), given_names(name), name.suffix)


def _short_authors(work: Work) -> str:
    names = [family_name(name) for name in work.names.get("author", ())]
    return f"{names[0]} et al." if len(names) > _AUTHORS_SHOWN else " and ".join(names)


def _short_title(work: Work) -> Runs:
    title = field_of(work, "title")
    return quoted(title) if _book_title(work) else italic(title)
