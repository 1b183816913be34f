"""Prints a work in Chicago style, 17th edition, notes and bibliography.

    entry  Kjellén, Rudolf. *Staten som lifsform*. 2nd ed. Stockholm: Hugo Gebers, 1917.
    note   Rudolf Kjellén, *Staten som lifsform*, 2nd ed. (Stockholm: Hugo Gebers, 1917), 34–35
    short  Kjellén, *Staten som lifsform*

An entry ends with its full stop; notes and short forms do not, for a sentence may go on behind them. Titles are printed
as they stand: nothing is turned into headline capitals. What a renderer needs to know is in each `Run`: text, italics
and where it leads; nothing here is HTML.

Every form is made in the same way: small functions give the elements (title, edition, facts of publication …), each a
tuple of runs or nothing, and `_join` puts the points and commas between those that there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import quote

from glossator.citations.biblatex import ARTICLES, PARTS, WHOLES
from glossator.citations.languages import language_of_original, language_of_title
from glossator.citations.record import (
    LOCATOR_LABELS,
    PERIODICAL_PAPERS,
    date_words,
    doi_of,
    field_of,
    full_title,
    is_cited_by_date,
    issued,
    issued_words,
    joined,
    kind_of_work,
    ordinal,
    publisher_of,
    series_of,
    split_emphasis,
    state_of,
    without_emphasis,
)
from glossator.citations.runs import Run, Runs, capital, join, plain, punctuate, run_of, sentence, tidy
from glossator.model import Locator, Name, Work


class _Form(NamedTuple):
    """In what the entries of a bibliography and notes differ."""

    mark: str  # between the elements
    credit: Mapping[str, str]  # what stands before the names of a role
    most: int  # so many names are all printed
    first: int  # of more than that, so many


_CREDITS: Final = {
    "editor": "edited by",
    "editor and translator": "edited and translated by",
    "compiler": "compiled by",
    "translator": "translated by",
    "introduction": "introduction by",
    "foreword": "foreword by",
    "afterword": "afterword by",
    "commentator": "commentary by",
    "annotator": "annotated by",
}


_SHORT_CREDITS: Final = {
    "editor": "ed.",
    "editor and translator": "ed. and trans.",
    "compiler": "comp.",
    "translator": "trans.",
}


_ENTRY: Final = _Form(". ", _CREDITS, most=10, first=7)


_NOTE: Final = _Form(", ", _CREDITS | _SHORT_CREDITS, most=3, first=1)


_CREDITED: Final = ("editor", "translator", "introduction", "foreword", "afterword", "commentator", "annotator")


_NOBODY: Final[tuple[tuple[Name, ...], bool]] = ((), False)


_LEADS: Final = {"editor": ("ed.", "eds."), "compiler": ("comp.", "comps."), "translator": ("trans.", "trans.")}


_BRACKETED: Final = WHOLES | PARTS | {"report", "thesis", "manual", "booklet"}  # in notes, where and when they appeared


_IN_ARCHIVES: Final = frozenset({"unpublished", "archival", "misc"})


# --- the three forms -------------------------------------------------------------------------------------------------


def format_bibliography(work: Work) -> Runs:
    """Return the entry of a work in the bibliography, with its full stop."""
    elements = _serial_entry(work) if work.type in ARTICLES else _monograph_entry(work)
    remarks = (sentence(field_of(work, "note")), sentence(field_of(work, "addendum")), sentence(_access(work)))
    return punctuate(join((*elements, *remarks, _link(work)), _ENTRY.mark), ".")


def format_note(work: Work, locator: Locator | None = None, volume: str | None = None) -> Runs:
    """Return the full note of a work, without a full stop.

    Args:
        work: what is cited.
        locator: where in it; without one, a part of a book or journal shows all its pages.
        volume: which volume of a set is cited, where the work is the set: `2` before page 345 gives `2:345`.
    """
    volume = volume if volume != work.fields.get("volume") else None
    elements = _serial_note(work, locator, volume) if work.type in ARTICLES else _monograph_note(work, locator, volume)
    return tidy(join((*elements, run_of(_access(work)), _link(work)), _NOTE.mark))


def format_short(work: Work, locator: Locator | None = None, volume: str | None = None) -> Runs:
    """Return the short form of a work, without a full stop: who, by family name, the title without its subtitle, where.

    `locator` and `volume` are as in `format_note`.
    """
    names = run_of(_names(*_people(work, _lead_role(work)), _NOTE, family_only=True)) or _stand_in(work)
    title = (_container(work) if _is_untitled_part(work) else _short_title(work)) or _journal_name(work)
    own, part = _which_volume(work) if work.type in WHOLES else ((), ())
    if volume == work.fields.get("volume"):
        volume = None
    elif volume:
        own = part = ()
    if own and not part and not volume and _is_page(locator):
        own, volume = (), field_of(work, "volume")
    return tidy(join((names, title, own, part, run_of(_place(locator, volume))), ", "))


def sort_key(work: Work) -> tuple[tuple[str, ...], str, str, str]:
    """Return by what the bibliography is ordered: names, title, volume, year.

    One author comes before the same with others. Case, accents and punctuation do not count. A work without names
    stands where its entry begins: under its newspaper, or under its title without the article. The fields `sortkey`,
    `sortname`, `sorttitle` and `sortyear` come before what they stand for.
    """
    fields = work.fields
    people, _ = _people(work, _lead_role(work))
    names = tuple(part for name in people for part in (_letters(name.family), _letters(f"{name.given} {name.suffix}")))
    title = full_title(fields, _title_part(work)) or full_title(fields, "book") or full_title(fields, "journal")
    title = _letters(fields.get("sorttitle") or _without_article(title, fields.get("langid", "")))
    chosen = fields.get("sortkey") or fields.get("sortname") or plain(_stand_in(work))
    leading = (_letters(chosen),) if chosen else names or (title,)
    year = fields.get("sortyear") or fields.get("date") or fields.get("year", "")
    return leading, title, fields.get("volume", "").zfill(4), year


# --- monographs, their parts, and what stands alone ------------------------------------------------------------------


def _monograph_entry(work: Work) -> Iterator[Runs]:
    container = _container(work)
    yield _lead(work, _ENTRY)
    yield _own_title(work)
    yield run_of(field_of(work, "titleaddon"))
    yield sentence(_kind(work))
    yield sentence(_version(work))
    if container:
        volume = _volume(work, paged="pages" in work.fields)
        yield capital(join((container, *volume, *_part_credits(work, _ENTRY), run_of(_pages(work, None))), ", "))
        if _book_authors(work):
            yield from map(sentence, _credits(work, _ENTRY))
    elif "volume" in work.fields or _volume_title(work):
        yield sentence(_edition(work))
        yield capital(join((*_volume(work, paged=False), *map(run_of, _credits(work, _ENTRY))), ", "))
    else:
        yield sentence(_edition(work))
        yield from map(sentence, _credits(work, _ENTRY))
        yield run_of(_volume_count(work))
    yield run_of(_series(work))
    yield from map(sentence, _publication(work, _ENTRY))
    yield _original_title(work)
    yield run_of(_archive(work))


def _monograph_note(work: Work, locator: Locator | None, volume: str | None) -> Iterator[Runs]:
    container = _container(work)
    paged = _is_page(locator) or (locator is None and bool(container) and "pages" in work.fields)
    yield _with_publication(
        (
            _lead(work, _NOTE),
            _own_title(work),
            *map(run_of, (field_of(work, "titleaddon"), _kind(work), _version(work))),
            container or run_of(_edition(work)),
            *_volume(work, paged=paged),
            *(_part_credits(work, _NOTE) if container else map(run_of, _credits(work, _NOTE))),
            run_of("" if paged or volume or "volume" in work.fields else _volume_count(work)),
            run_of(_series(work)),
        ),
        work,
    )
    yield run_of(_pinpoint(work, locator, volume) or (_pages(work, volume) if container else ""))
    yield run_of(_archive(work))


def _with_publication(head: Iterable[Runs], work: Work) -> Runs:
    """Return what a note begins with, and the facts of publication; those of what is printed stand in brackets."""
    origin, edition, facts = _publication(work, _NOTE)
    facts = joined(origin, joined(edition, facts), mark="; ")
    if work.type in _BRACKETED or _event(work):
        return join((join(head, ", "), run_of(f"({facts})")), " ")
    return join((*head, run_of(facts)), ", ")


def _container(work: Work) -> Runs:
    """Return the book that a part stands in, with its edition; nothing where the work is no part."""
    title = _container_title(work)
    if not title:
        return ()
    whole = "pages" in work.fields and "title" in work.fields
    chapter = "" if whole else _numbered("chap.", "chaps.", field_of(work, "chapter"))
    untitled = _is_untitled_part(work)
    before = joined(kind_of_work(work) if untitled else "", chapter, "to" if untitled else "in", mark=" ")
    addon = "" if "maintitle" in work.fields else field_of(work, "booktitleaddon")
    return join(((Run(f"{before} "), *italic(title)), run_of(addon), run_of(_edition(work))), ", ")


def _container_title(work: Work) -> str:
    if work.type not in PARTS:
        return ""
    return full_title(work.fields, "main") or full_title(work.fields, "book")


def _is_untitled_part(work: Work) -> bool:
    """Tell whether a part has no title but its kind: an introduction to a book."""
    return bool(_container_title(work)) and "title" not in work.fields and "type" in work.fields


def _volume_title(work: Work) -> str:
    """Return the title of the volume, where the set it belongs to has a title too."""
    if "maintitle" not in work.fields:
        return ""
    return full_title(work.fields, "book" if work.type in PARTS else "")


def _volume(work: Work, *, paged: bool) -> Iterator[Runs]:
    """Yield which volume and part of a set this is: `vol. 2`, its title, `pt. 1`.

    Args:
        work: a monograph or a part of one.
        paged: whether pages follow that can take a bare volume number before them: `2:345`.
    """
    number, part = _which_volume(work)
    if not (paged and _joins_pages(work)):
        yield number
    yield _in_own_language(work, italic(_volume_title(work)))
    yield part


def _which_volume(work: Work) -> tuple[Runs, Runs]:
    number, part = field_of(work, "volume"), field_of(work, "part")
    return run_of(_numbered("vol.", "vols.", number)), run_of(_numbered("pt.", "pts.", part))


def _joins_pages(work: Work) -> bool:
    """Tell whether the volume can stand right before the pages: nothing comes between and it is a plain number."""
    between = _book_authors(work) or any(_people(work, role)[0] for role in ("editor", "translator"))
    plain_number = re.fullmatch(r"\d+(?:[–-]\d+)?", field_of(work, "volume"))
    return plain_number is not None and not between and not _volume_title(work) and "part" not in work.fields


def _volume_count(work: Work) -> str:
    count = field_of(work, "volumes")
    return f"{count} vols." if count.isdecimal() else count


def _pages(work: Work, volume: str | None) -> str:
    """Return the pages of a part, behind the volume where that belongs there."""
    pages = field_of(work, "pages")
    return _pinpoint(work, Locator("page", pages), volume) if pages else ""


def _kind(work: Work) -> str:
    """Return the kind of a work and its number: `technical report no. 12`."""
    if work.type == "thesis" or work.type in WHOLES or _is_untitled_part(work):
        return ""
    kind, number = kind_of_work(work), "" if work.type in PARTS else field_of(work, "number")
    if kind or (number and work.type == "report"):
        return joined(kind, _numbered("no.", "nos.", number), mark=" ")
    where = ("library", "doi", "url", "howpublished", "publisher", "institution", "organization", "eventtitle")
    if work.type in {"unpublished", "archival"} and not any(name in work.fields for name in where):
        return "unpublished manuscript"
    return _numbered("no.", "nos.", number)


def _version(work: Work) -> str:
    version = field_of(work, "version")
    return f"version {version}" if version else ""


def _edition(work: Work) -> str:
    """Return which edition this is; where an original date is given, it stands with that (see `_publication`)."""
    return "" if "origdate" in work.fields and "origtitle" not in work.fields else _edition_words(work)


def _edition_words(work: Work) -> str:
    edition = field_of(work, "edition")
    if edition.isdecimal():
        return f"{ordinal(edition)} ed."
    return f"{edition} ed." if re.fullmatch(r"\d+(?:st|nd|rd|th)", edition) else edition


def _series(work: Work) -> str:
    series = series_of(work)
    number = field_of(work, "number") if series and work.type in WHOLES | PARTS else ""
    return joined(series, number, mark=" " if number[:1].isdecimal() else ", ")


def _publication(work: Work, form: _Form) -> tuple[str, str, str]:
    """Return where it first appeared, which edition this is if that was said, and where and when it appeared itself.

    `1867`, `2nd ed.`, `Berlin: Dietz, 1953`; each may be empty, the last only of a web page.
    """
    origin = "" if "origtitle" in work.fields else _origin(work)
    edition = "" if _edition(work) or _container_title(work) else _edition_words(work)
    reprinted = origin and not edition and ("origlocation" in work.fields or "origpublisher" in work.fields)
    again = ("reprint" if form is _ENTRY else "repr.") if reprinted else ""
    return origin, edition, joined(again, _place_and_publisher(work, form), _event(work), _when(work))


def _origin(work: Work) -> str:
    """Return where and when a work first appeared: `Leipzig: Wigand, 1867`."""
    first = joined(field_of(work, "origlocation"), field_of(work, "origpublisher"), mark=": ")
    return joined(first, date_words(field_of(work, "origdate"), 1))


def _place_and_publisher(work: Work, form: _Form) -> str:
    """Return `Place: Publisher`; a book of which neither is known has `n.p.`, a thesis only its university."""
    place, publisher = _places(field_of(work, "location")), publisher_of(work)
    if form is _ENTRY and _stand_in(work):
        return ""
    if work.type == "thesis":
        return joined(kind_of_work(work), publisher or place)
    if not place and not publisher and work.type in WHOLES | PARTS:
        place = "n.p."
    return joined(place, publisher, mark=": ")


def _places(places: str) -> str:
    """Return places in running text: biblatex has `and` between all of them."""
    several = places.split(" and ")
    return places if len(several) < 3 else f"{', '.join(several[:-1])}, and {several[-1]}"


def _event(work: Work) -> str:
    event = field_of(work, "eventtitle")
    if not event or work.type in PARTS | WHOLES:
        return ""
    return joined(f"paper presented at {event}", field_of(work, "venue"))


def _when(work: Work) -> str:
    """Return when it appeared: of a book the year, of what is no book the day; `n.d.` where that is not known."""
    if "eventdate" in work.fields and _event(work):
        return date_words(field_of(work, "eventdate"), 3)
    date = issued_words(work, 1 if work.type in _BRACKETED else 3)
    return date or state_of(work) or ("" if work.type == "online" else "n.d.")


def _original_title(work: Work) -> Runs:
    """Return under which title, where and when a work first appeared."""
    title, origin = field_of(work, "origtitle"), _origin(work)
    if not title:
        return ()
    styled = _in_language(language_of_original(work, title), italic(title))
    return (*run_of("Originally published as "), *styled, *run_of(f" ({origin})" if origin else ""))


def _archive(work: Work) -> str:
    return field_of(work, "library") if work.type in _IN_ARCHIVES else ""


# --- articles --------------------------------------------------------------------------------------------------------


def _serial_entry(work: Work) -> Iterator[Runs]:
    yield _lead(work, _ENTRY)
    yield _own_title(work)
    yield run_of(field_of(work, "titleaddon"))
    yield from map(sentence, _credits(work, _ENTRY))
    yield capital(_journal(work, None, None, named=not _stand_in(work)))


def _serial_note(work: Work, locator: Locator | None, volume: str | None) -> Iterator[Runs]:
    yield _lead(work, _NOTE)
    yield _own_title(work)
    yield run_of(field_of(work, "titleaddon"))
    yield from map(run_of, _credits(work, _NOTE))
    yield _journal(work, locator, volume, named=True)


def _journal(work: Work, locator: Locator | None, volume: str | None, *, named: bool) -> Runs:
    """Return where an article stands: `Slavia 12, no. 3 (1924): 45–67`, or `Lidové noviny, May 1, 1924`.

    Args:
        work: the article.
        locator: the cited place; all pages without one.
        volume: the cited volume, where it is not that of the work.
        named: whether the journal is named; where it stands for the author, it need not be.
    """
    name = _journal_name(work) if named else ()
    place = _pinpoint(work, locator, volume)
    if is_cited_by_date(work):
        return join((name, *map(run_of, (issued_words(work, 3), _edition_words(work), place))), ", ")
    special = run_of("special issue" if work.type == "periodical" and "issuetitle" in work.fields else "")
    place = place or condense_pages(field_of(work, "pages"))
    series, own_volume = series_of(work), field_of(work, "volume")
    number, season = _numbered("no.", "nos.", field_of(work, "number")), field_of(work, "issue")
    if not (own_volume or number or season):
        return join((special, name, *map(run_of, (series, issued_words(work, 3) or "n.d.", place))), ", ")
    when = joined(season, issued_words(work, 1 if season else 2), mark=" ") or "n.d."
    figures = joined(_numbered("vol.", "vols.", own_volume) if series else own_volume, number)
    issue = run_of(joined(joined(figures, f"({when})", mark=" "), place, mark=": "))
    bare = own_volume and not series  # then nothing stands between the name and the volume
    return join((special, join((name, issue), " ") if bare else join((name, run_of(series), issue), ", ")), ", ")


def _journal_name(work: Work) -> Runs:
    name = full_title(work.fields, "journal") or (full_title(work.fields) if work.type == "periodical" else "")
    place = _places(field_of(work, "location")) if name else ""
    return join((italic(name), run_of(f"({place})" if place else "")), " ")


# --- titles ----------------------------------------------------------------------------------------------------------


def _own_title(work: Work) -> Runs:
    """Return the title of the work itself; of a volume in a set, that of the set."""
    return _styled(work, full_title(work.fields, _title_part(work)))


def _short_title(work: Work) -> Runs:
    title = work.fields.get(f"{_title_part(work)}title", "").partition(": ")[0]
    return _styled(work, field_of(work, "shorttitle") or title)


def _title_part(work: Work) -> str:
    """Return which of its titles a work is known by, as `full_title` takes it."""
    if work.type == "periodical":
        return "issue"
    return "main" if work.type in WHOLES and _volume_title(work) else ""


def _styled(work: Work, title: str) -> Runs:
    """Return a title in italics, or in quotation marks where it is part of something or not published as a book."""
    in_quotes = work.type in ARTICLES or _container_title(work)
    if in_quotes or work.type in {"thesis", "unpublished", "archival", "misc", "online"}:
        return _in_own_language(work, quoted(title))
    return _in_own_language(work, italic(title))


def _in_own_language(work: Work, title: Runs) -> Runs:
    """Return the runs of a title of the work itself with their language.

    What a part stands in, a journal and a series may have another, which nothing tells.
    """
    return _in_language(language_of_title(work, plain(title)), title)


def _in_language(language: str, title: Runs) -> Runs:
    return tuple(run._replace(language=language) for run in title)


def italic(title: str) -> Runs:
    """Return a title in italics; what is emphasized in it is upright."""
    return tuple(Run(piece, italic=not emphasized) for piece, emphasized in split_emphasis(title))


def quoted(title: str) -> Runs:
    """Return a title in quotation marks, those inside it single."""
    if not title:
        return ()
    title = re.sub(r'"([^"]*)"', r"‘\1’", title).replace("“", "‘").replace("”", "’")
    inner = (Run(piece, italic=emphasized) for piece, emphasized in split_emphasis(title))
    return tidy((Run("“"), *inner, Run("”")))


# --- names -----------------------------------------------------------------------------------------------------------


def _people(work: Work, role: str) -> tuple[tuple[Name, ...], bool]:
    """Return the names of a role, and whether there are others; all kinds of editors are editors."""
    fields = ("editor", "editora", "editorb", "editorc") if role in {"editor", "compiler"} else (role,)
    names = tuple(name for field in fields for name in work.names.get(field, ()))
    return names, any(field in work.others for field in fields)


def _lead_role(work: Work) -> str:
    """Return whose names stand first; an unsigned part or article stands under its title, not under the editor's."""
    if work.names.get("author"):
        return "author"
    if _container_title(work) or work.type in PERIODICAL_PAPERS:
        return ""
    return next((role for role in ("editor", "translator") if _people(work, role)[0]), "")


def _lead(work: Work, form: _Form) -> Runs:
    """Return the names that an entry or note begins with."""
    role = _lead_role(work)
    people, open_ended = _people(work, role)
    names = _names(people, open_ended, form, inverted=form is _ENTRY)
    if names and role != "author":
        one, several = _LEADS[_editing(work) if role == "editor" else role]
        names = f"{names}, {several if len(people) > 1 or open_ended else one}"
    return run_of(names) or (_stand_in(work) if form is _ENTRY else ())


def _stand_in(work: Work) -> Runs:
    """Return what stands for the author of an unsigned work: its newspaper, or who keeps the web page."""
    if _lead_role(work):
        return ()
    if is_cited_by_date(work):
        return _journal_name(work)
    return run_of(publisher_of(work)) if work.type == "online" else ()


def _credits(work: Work, form: _Form) -> Iterator[str]:
    """Yield who else had a hand in it: `edited by …`, `translated by …`."""
    people = {role: _people(work, role) for role in _CREDITED if role != _lead_role(work)}
    if people.get("editor") == people.get("translator"):
        people = {"editor and translator": people.get("editor", _NOBODY)} | people
        people["editor"] = people["translator"] = _NOBODY
    for role, (names, open_ended) in people.items():
        if names:
            words = form.credit[_editing(work) if role == "editor" else role]
            yield f"{words} {_names(names, open_ended, form)}"


def _part_credits(work: Work, form: _Form) -> Iterator[Runs]:
    """Yield the hands in the book that a part stands in; in an entry, its author sets the others apart."""
    authors = _book_authors(work)
    if authors:
        yield run_of(f"by {_names(authors, 'bookauthor' in work.others, form)}")
    if not authors or form is _NOTE:
        yield from map(run_of, _credits(work, form))


def _book_authors(work: Work) -> tuple[Name, ...]:
    """Return the authors of the book that a part stands in, where they are not those of the part."""
    authors = work.names.get("bookauthor", ()) if _container_title(work) else ()
    return () if authors == work.names.get("author") else authors


def _editing(work: Work) -> str:
    return "compiler" if work.fields.get("editortype") == "compiler" else "editor"


def _names(
    people: tuple[Name, ...], open_ended: bool, form: _Form, *, inverted: bool = False, family_only: bool = False
) -> str:
    """Return names in running text.

    Args:
        people: the names; none give nothing.
        open_ended: whether there are others, not named.
        form: how many are printed.
        inverted: the first begins with the family name.
        family_only: all are family names.
    """
    if not people:
        return ""
    shown = people if len(people) <= form.most else people[: form.first]
    texts = [family_name(name) if family_only else full_name(name) for name in shown]
    turned = inverted and not shown[0].literal and bool(shown[0].given)
    if turned:
        texts[0] = surname_first(shown[0])
    if open_ended or len(shown) < len(people):
        return f"{', '.join(texts)}{',' if turned or len(texts) > 1 else ''} et al."
    if len(texts) == 1:
        return texts[0]
    return f"{', '.join(texts[:-1])}{',' if turned or len(texts) > 2 else ''} and {texts[-1]}"


def full_name(name: Name) -> str:
    """Return a name in the order of speech: `Alexander von Humboldt`."""
    if name.literal:
        return name.family
    return joined(given_names(name), name.particle, name.family, name.suffix, mark=" ")


def surname_first(name: Name) -> str:
    """Return a name as an alphabet has it: `Humboldt, Alexander von`."""
    given = joined(given_names(name), name.particle, mark=" ")
    return joined(name.family, given, name.suffix)


def family_name(name: Name) -> str:
    """Return by what a person is called in short: `von Humboldt`; the whole name of a body."""
    return name.family if name.literal else joined(name.particle, name.family, mark=" ")


def given_names(name: Name) -> str:
    """Return the forenames, with a space between initials: `A.S.` gives `A. S.`."""
    return re.sub(r"(?<=[^\W\d_]\.)(?=[^\W\d_])", " ", name.given)


# --- places in a work ------------------------------------------------------------------------------------------------


def _is_page(locator: Locator | None) -> bool:
    return locator is not None and locator.label == "page"


def _pinpoint(work: Work, locator: Locator | None, volume: str | None) -> str:
    """Return the place that a note cites, behind the volume of the work where nothing stands between them."""
    own = field_of(work, "volume") if _is_page(locator) and work.type not in ARTICLES and _joins_pages(work) else ""
    return _place(locator, volume or own)


def _place(locator: Locator | None, volume: str | None) -> str:
    """Return a place in a work or in a volume of it: `34–35`, `2:345`, `vol. 2, chap. 4`."""
    if locator is None:
        return _numbered("vol.", "vols.", volume or "")
    if _is_page(locator):
        return _behind_volume(volume or "", condense_pages(locator.value))
    labels = LOCATOR_LABELS.get(locator.label, (locator.label, locator.label))
    return joined(_numbered("vol.", "vols.", volume or ""), _numbered(*labels, locator.value))


def _behind_volume(volume: str, pages: str) -> str:
    if not volume:
        return pages
    if re.fullmatch(r"\d+(?:[–-]\d+)?|[IVXLC]+", volume) and pages[:1].isdecimal():
        return f"{volume}:{pages}"
    return f"{_numbered('vol.', 'vols.', volume)}, {pages}"


def _numbered(one: str, several: str, value: str) -> str:
    """Return a number behind its label; what is more than a number says itself what it is (`2. díl`, `Bd. 3`)."""
    number = r"(?:\d+[a-z]?|[IVXLCivxlc]+)"
    if not re.fullmatch(rf"{number}(?:(?:\s?[–/-]\s?|,\s?|\s?&\s?|\sand\s){number})*", value):
        return value
    return f"{one if re.fullmatch(number, value) else several} {value}"


def condense_pages(pages: str) -> str:
    """Return page ranges as Chicago writes them: `71–72`, `100–104`, `107–8`, `321–28`, `1496–500`.

    What is no range of two rising numbers stays as it is, apart from the en dash between figures.
    """
    return re.sub(r"(?<![\w.:/–-])(\d+)\s*(?:--|[-–—])\s*(\d+)(?![\w/–-])", _condense, pages)


def _condense(match: re.Match[str]) -> str:
    first, last = match.groups()
    if len(first) == len(last) > 2 and int(first) < int(last) and not first.endswith("00"):
        same = next(k for k in range(len(first)) if first[k] != last[k])
        last = last[same:] if first[-2] == "0" else last[min(same, len(last) - 2) :]
    return f"{first}–{last}"


# --- links -----------------------------------------------------------------------------------------------------------


def _link(work: Work) -> Runs:
    """Return the DOI, or else the web address; only `http` and `https` lead anywhere."""
    doi, url = doi_of(work), work.fields.get("url", "")
    if doi:
        return (Run(f"https://doi.org/{doi}", href=f"https://doi.org/{quote(doi, safe='/:;().-_')}"),)
    return (Run(url, href=url if re.match(r"https?://\S+$", url, re.IGNORECASE) else ""),) if url else ()


def _access(work: Work) -> str:
    """Return when a web page was read; Chicago wants that only of a page without a date."""
    dated = doi_of(work) or issued(work) is not None or "pubstate" in work.fields
    day = date_words(field_of(work, "urldate"), 3)
    return f"accessed {day}" if day and "url" in work.fields and not dated else ""


_ARTICLES_OF: Final = {  # babel's name of the language -> its articles, as they begin a title
    "english": "the a an",
    "german": "der die das ein eine",
    "french": "le la les l’ l' un une",
    "italian": "il lo la i gli le l’ l' un uno una",
    "spanish": "el la los las un una",
    "hungarian": "a az egy",
}


_SAME_ARTICLES: Final = {
    "american": "english", "british": "english", "ngerman": "german", "austrian": "german", "magyar": "hungarian",
}  # fmt: skip


_BASE_LETTERS: Final = str.maketrans(
    dict(zip("łøđðı", "loddi", strict=True)) | {"þ": "th", "æ": "ae", "œ": "oe"} | dict.fromkeys("'’ʹʺ", "")
)


# --- the order of the alphabet ---------------------------------------------------------------------------------------


def _without_article(title: str, langid: str) -> str:
    """Return a title without the article of its language that it begins with."""
    for article in _ARTICLES_OF.get(_SAME_ARTICLES.get(langid, langid), "").split():
        begin = article if article.endswith(("’", "'")) else f"{article} "
        if title.casefold().startswith(begin):
            return title[len(begin) :]
    return title


def _letters(text: str) -> str:
    """Return what counts for the alphabet: base letters and figures in small letters, one space between words."""
    folded = unicodedata.normalize("NFKD", without_emphasis(text).casefold()).translate(_BASE_LETTERS)
    kept = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", kept))
