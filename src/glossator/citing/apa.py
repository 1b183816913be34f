"""APA style, 7th edition, for a book and for a part of one.

    entry        Ash, A. (1974). Rivers. In *Mills* (pp. 88–89, para. 12). Dale Press. https://example.org/mills/5/#p5.12
    in the text  (Ash, 1974, pp. 88–89, para. 12)

Titles are printed as they stand: nothing is turned into small letters.
"""

from __future__ import annotations

import re
from typing import Final

from glossator.citations.formatting import family_name, given_names, italic, quoted
from glossator.citations.record import doi_of, field_of, full_title, issued_words, joined, publisher_of, split_emphasis
from glossator.citations.runs import Run, Runs, join, punctuate, run_of
from glossator.citing.cited import Cited, addressed, labelled_pages, part_words
from glossator.citing.places import PlaceKind
from glossator.model import Name, Work

_PARTS: Final = {PlaceKind.PARAGRAPH: "para. {}", PlaceKind.SECTION: "{} section", PlaceKind.NOTE: "footnote {}"}
_MOST: Final = 20  # so many authors are all printed
_FIRST: Final = 19  # of more, so many, and the last
_SHOWN_IN_TEXT: Final = 2  # of more, the first alone


def apa_entry(cited: Cited) -> Runs:
    """Return the entry in the list of references, with its full stop; behind an address there is none."""
    work = addressed(cited)
    book, place = full_title(work.fields, "book"), _place(cited) or _chapter(work)
    where = run_of(f"({place})" if place else "")
    own = _curled(full_title(work.fields)) if book else join((italic(full_title(work.fields)), where), " ")
    authors, year = run_of(_authors(work)), run_of(f"({_year(work)})")
    container = (Run("In "), *join((italic(book), where), " ")) if book else ()
    lead = (join((punctuate(authors, "."), year), " "), own) if authors else (own, year)
    text = punctuate(join((*lead, container, run_of(publisher_of(work))), ". "), ".")
    doi = doi_of(work)
    link = f"https://doi.org/{doi}" if doi else field_of(work, "url")
    return join((text, run_of(link)), " ")


def apa_in_text(cited: Cited) -> Runs:
    """Return the citation in the text, in brackets; where there is no author, it has the title without subtitle."""
    who = run_of(_short_authors(cited.work)) or _short_title(cited.work)
    place = _place(cited) if cited.is_pinpoint else ""
    return (Run("("), *join((who, run_of(_year(cited.work)), run_of(place)), ", "), Run(")"))


def _curled(title: str) -> Runs:
    """Return a title with curly quotation marks, so that a full stop finds its place inside them."""
    title = re.sub(r'"([^"]*)"', r"“\1”", title)
    return tuple(Run(piece, italic=emphasized) for piece, emphasized in split_emphasis(title))


def _place(cited: Cited) -> str:
    return joined(labelled_pages(cited, cited.pages), part_words(cited, _PARTS))


def _chapter(work: Work) -> str:
    number = field_of(work, "chapter")
    return f"Chapter {number}" if number else ""


def _year(work: Work) -> str:
    return issued_words(work, 1) or "n.d."


def _authors(work: Work) -> str:
    names = [_inverted(name) for name in work.names.get("author", ())]
    if len(names) > _MOST:
        return f"{', '.join(names[:_FIRST])}, … {names[-1]}"
    return f"{', '.join(names[:-1])}, & {names[-1]}" if len(names) > 1 else "".join(names)


def _inverted(name: Name) -> str:
    return name.family if name.literal else joined(family_name(name), _initials(name), name.suffix)


def _initials(name: Name) -> str:
    """Return the initials of the forenames: `Jean-Paul Marie` gives `J.-P. M.`."""
    return re.sub(r"([^\W\d_])[^\s-]*", r"\1.", given_names(name))


def _short_authors(work: Work) -> str:
    names = [family_name(name) for name in work.names.get("author", ())]
    return f"{names[0]} et al." if len(names) > _SHOWN_IN_TEXT else " & ".join(names)


def _short_title(work: Work) -> Runs:
    title = field_of(work, "title")
    return quoted(title) if "booktitle" in work.fields else italic(title)
