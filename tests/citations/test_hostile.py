"""No note makes the program fall over, lose its place or run away.

What is counted are the comparisons, not seconds: twice as much text, or twice as many works, may cost about twice as
much and no more.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.scanner import Scanner

from glossator.citations import printed_names, reference, title_index
from glossator.citations.bibtex import parse_bibliography
from glossator.citations.items import Known
from glossator.citations.links import Linked, link_citations
from glossator.citations.matching import Matcher
from glossator.citations.prose import Prose
from glossator.citations.segmentation import segment
from glossator.citations.title_index import TitleIndex
from glossator.citations.titled_items import TitledItems
from glossator.model import BibliographyEntry, Division, DivisionKind, Document, Heading, Note, Paragraph, Text, Work
from glossator.rulings import Rulings
from glossator.spans import Span

BIBLIOGRAPHY = r"""
@book{tides, author={Barlow, Edith}, title={Tides and Tollgates}, location={Oxford}, publisher={Quay Press}, date={1948}}
@book{salt, author={Fairweather, Ruth}, title={Salt; Silence: (1791)}, subtitle={A Parish}, location={Norwich}, date={1934}}
@collection{bridges, editor={Cope, Harriet and Dunmore, James}, title={Bridges and Their Builders}, date={1983}}
@book{chaika, author={Čechov, Anton}, title={Čajka i drugie pjesy}, location={Moskva}, date={1955}}
@book{short, author={O, P}, title={A}, date={1900}}
@book{dots, author={{…}}, title={… . ; (}, date={1901}}
"""  # noqa: E501
ROMAN = "I V X L C D M "


def document(notes: Iterable[str], lines: Iterable[str] = ()) -> tuple[Document, str]:
    """Return a document with these notes and printed entries, white space collapsed as by the parser; its witness."""
    witness = "It was so, and it is not; and it was not that.\n\n"
    span = Span("A", 0, len(witness) - 2)
    body = Paragraph((Text(witness[:-2], span),), (span,), "1.1", "1")
    made = []
    for number, text in enumerate(notes, 1):
        span = Span("A", len(witness), len(witness) + len(text))
        shown = re.sub(r"\s+", " ", text)
        made.append(Note(str(number), f"n{number}", (Paragraph((Text(shown, span),), (span,)),), (span,), None, "1"))
        witness += text + "\n\n"
    entries = []
    for number, line in enumerate(lines, 1):
        span = Span("A", len(witness), len(witness) + len(line))
        entries.append(BibliographyEntry(number, (Text(re.sub(r"\s+", " ", line), span),), (span,)))
        witness += line + "\n\n"
    heading = Heading((), ())
    divisions = (
        Division(DivisionKind.CHAPTER, "1", "It", 1, None, None, heading, (body,), (), "1"),
        Division(DivisionKind.BIBLIOGRAPHY, None, "Books", 1, None, None, heading, tuple(entries), (), "bibliography"),
    )
    return Document("A", (), None, (), divisions, tuple(made), (), ()), witness


def linked(notes: Sequence[str], lines: Sequence[str] = (), *, file: bool = True) -> Linked:
    made, witness = document(notes, lines)
    bibliography = parse_bibliography(BIBLIOGRAPHY, "river.bib") if file else None
    return link_citations(made, witness, bibliography, Rulings())


def assert_sound(notes: Sequence[str], lines: Sequence[str] = (), *, file: bool = True) -> None:
    """Check that every citation stands in its note, after the one before it, and where its spans say."""
    made, witness = document(notes, lines)
    found = linked(notes, lines, file=file)
    texts = {note.id: note.blocks[0].children[0].text for note in made.notes}  # type: ignore[union-attr]
    homes = {note.id: note.spans[0] for note in made.notes}
    for citation in found.citations:
        text, home = texts[citation.note], homes[citation.note]
        assert 0 <= citation.start < citation.end <= len(text)
        (span,) = citation.spans
        assert home.start <= span.start < span.end <= home.end
        assert re.sub(r"\s+", " ", witness[span.start : span.end]) == text[citation.start : citation.end]
        assert 0 <= citation.score <= 1
    for one, other in pairwise(found.citations):
        assert one.note != other.note or one.end <= other.start
    order = [int(citation.note[1:]) for citation in found.citations]
    assert order == sorted(order)
    keys = [work.key for work in found.works]
    assert len(set(keys)) == len(keys)


# --- any text ----------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *(
            "Barlow E., Tides and Tollgates, p. 3",
            "Tides",
            "Barlow",
            "Salt; Silence: (1791)",
            "A",
            "…",
            "Чехов А., Чайка",
        ),
        *(
            "Ibid.",
            "ibid., p. 4",
            "Idem",
            "op. cit.",
            "там же, с. 3",
            "(hereafter X)",
            "(hereafter ",
            "in: ",
            "In",
            "eds.",
        ),
        *(
            "p. 1, ",
            "pp. ",
            "vol. ",
            "vol. II",
            "no. 3/1901",
            "3.5.1801",
            "3 May 1801",
            "1948",
            "(1948)",
            "2nd ed.",
            "MCRO, ",
        ),
        *(
            "f. 3",
            "Marl Archive",
            "; ",
            ". ",
            ", ",
            ": ",
            " ",
            "(",
            ")",
            "[",
            "]",
            "“",
            "”",
            "«",
            "/",
            "–",
            "-",
            "'",
            "\u0301",
        ),
        *(
            "\u202e",
            "שלום",
            "مرحبا",
            "é",
            "ß",
            "İ",
            "ǆ",
            "ﬁ",
            "\u200b",
            "\u00a0",
            "𝔄",
            "👩‍👩‍👧",
            "¹",
            "Ⅷ",
            "٣",
            "\x85",
            "\u2028",
        ),
    ]
)
NOTES = st.lists(
    st.one_of(
        st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=9).map(" ".join)
    ),
    max_size=4,
)


def trimmed(texts: Iterable[str]) -> list[str]:
    """Return texts as the parser makes them: nothing blank at either end, none empty, no surrogates."""
    kept = (text.encode(errors="ignore").decode().strip() for text in texts)
    return [text for text in kept if text]


@settings(max_examples=400)
@given(NOTES)
def test_any_notes_are_linked_soundly(notes: list[str]) -> None:
    assert_sound(trimmed(notes))


@settings(max_examples=200)
@given(NOTES, NOTES)
def test_any_notes_and_any_printed_list_are_linked_soundly(notes: list[str], lines: list[str]) -> None:
    assert_sound(trimmed(notes), trimmed(lines), file=False)


@settings(max_examples=100)
@given(NOTES)
def test_linking_twice_gives_the_same(notes: list[str]) -> None:
    assert linked(trimmed(notes)) == linked(trimmed(notes))


LONG = {
    "semicolons": ";" * 10_000,
    "semicolons and spaces": "; " * 10_000,
    "opening brackets": "(" * 10_000,
    "closing brackets": ")" * 10_000,
    "pairs of brackets": "()" * 10_000,
    "square brackets": "[" * 10_000,
    "quotes": "“" * 10_000,
    "pages": "p. 1, " * 10_000,
    "pages in brackets": "(p. 1) " * 5_000,
    "page lists": "pp. 1" + ", 1" * 10_000,
    "years": "1948, " * 10_000,
    "dates": "3.5.1801, " * 5_000,
    "ibid": "ibid., " * 10_000,
    "ibid and pages": "Ibid., p. 1; " * 5_000,
    "one title": "Tides and Tollgates " * 3_000,
    "half a title": "Tides and " * 5_000,
    "one reference": "Barlow E., Tides and Tollgates, p. 3; " * 1_000,
    "names": "Barlow E., " * 1_000,
    "names with slashes": "Barlow E./" * 1_000,
    "initials": "A. " * 1_000,
    "initials without spaces": "A." * 1_000,
    "capitals": "Ab " * 10_000,
    "capitals with hyphens": "Ab-" * 2_000,
    "small words": "and " * 10_000,
    "in": "in: " * 10_000,
    "editors": "(eds.) " * 5_000,
    "volumes": "vol. II, " * 500,
    "Roman numerals": "XVII" * 5_000,
    "hereafter": "(hereafter X) " * 4_000,
    "hereafter, never closed": "(hereafter " * 4_000,
    "archives": "MCRO, f. 3, d. 4; " * 3_000,
    "archive names": "Marl Archive of " * 4_000,
    "points": "." * 10_000,
    "figures": "1" * 10_000,
    "figures with dashes": "1–" * 10_000,
    "one long word": "a" * 20_000,
    "one long word in capitals": "A" * 20_000,
    "one long word of Cyrillic": "щ" * 20_000,
    "combining marks": "e" + "\u0301" * 10_000,
    "from right to left": "שלום, " * 5_000,
    "overrides": "\u202e" * 10_000,
}


@pytest.mark.parametrize("name", LONG)
def test_long_notes_of_one_thing_are_linked_soundly(name: str) -> None:
    text = LONG[name]
    assert_sound([text.strip(), f"Barlow E., Tides and Tollgates, p. 3 {text}".strip()])


# --- linear work, counted ------------------------------------------------------------------------------------------

LIMIT = 2.3  # growth of the counted work where text or bibliography is twice as large
SYLLABLES = "ba be bi bo bu da de di do du fa fe ga ge go ka ke ki ko la le li lo lu ma me mi mo na ne no pa pe po ra re ri ro".split()  # noqa: E501, SIM905


class Works(NamedTuple):
    """Works without notes."""

    works: tuple[Work, ...]


class Library:
    """Invented works and notes that cite them, the same for the same sizes."""

    def __init__(self, size: int) -> None:
        self._random = random.Random(20)
        vocabulary = [self._word() for _ in range(4 * size)]
        lines = []
        for number in range(size):
            title = " ".join(self._random.choices(vocabulary, k=self._random.randint(3, 8))).capitalize()
            family, initial = self._word().capitalize(), self._random.choice("ABCDEFG")
            lines.append(
                f"@book{{k{number}, author={{{family}, {initial}.}}, title={{{title}}}, location={{London}}, "
                f"publisher={{{self._word().capitalize()}}}, date={{{self._random.randint(1900, 2000)}}}}}"
            )
        self.text = "\n".join(lines)
        self.vocabulary = vocabulary
        self.works: tuple[Work, ...] = parse_bibliography(self.text, "library.bib").works

    def _word(self) -> str:
        return "".join(self._random.choices(SYLLABLES, k=self._random.randint(2, 5)))

    def note(self, characters: int) -> str:
        """Return a note of so many characters, two thirds of it references to the first works of the library."""
        chance = random.Random(21)
        parts: list[str] = []
        size = 0
        while size < characters:
            work = self.works[chance.randrange(1_000)]
            author = work.names["author"][0]
            page = chance.randint(1, 300)
            if chance.random() < 0.7:
                part = f"{author.family} {author.given}, {work.fields['title']}, p. {page}; "
            else:
                part = " ".join(chance.choices(self.vocabulary[:2_000], k=12)).capitalize() + ". "
            parts.append(part)
            size += len(part)
        return "".join(parts)[:characters].strip()


COUNTED: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("near", title_index.near),
    ("_lay_side_by_side", title_index._lay_side_by_side),
    ("names_at", printed_names.names_at),
    ("read_tail", reference.read_tail),
    ("_step", reference._step),
)


def counted(library: Library | Works, text: str, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Cut and judge a note and return how often the costly functions were called."""
    counts: Counter[str] = Counter()
    matcher = Matcher(library.works)
    known = Known(
        TitleIndex(library.works), matcher.creators.is_author, matcher.creators.may_be_family, Prose(["It was so."], [])
    )
    with monkeypatch.context() as patch:
        for name, function in COUNTED:
            for module in modules_with(name, function):
                patch.setattr(module, name, counting(name, function, counts))
        patch.setattr(TitledItems, "_inside", counting("_inside", TitledItems._inside, counts))
        for item in segment(text, known):
            if item.tail is not None:
                matcher.by_title(item, item.spots, item.names)
    return counts


def modules_with(name: str, function: Callable[..., Any]) -> list[ModuleType]:
    """Return the modules of the program that call a function by its name."""
    import sys

    modules = [module for path, module in list(sys.modules.items()) if path.startswith("glossator.citations")]
    return [module for module in modules if getattr(module, name, None) is function]


def counting(name: str, function: Callable[..., Any], counts: Counter[str]) -> Callable[..., Any]:
    def call(*args: Any, **keywords: Any) -> Any:
        counts[name] += 1
        return function(*args, **keywords)

    return call


SMALL, LARGE = Library(2_500), Library(5_000)
STRANGE = Works(parse_bibliography(BIBLIOGRAPHY, "river.bib").works)


def growth(one: Counter[str], other: Counter[str]) -> dict[str, float]:
    return {name: round(other[name] / max(one[name], 1), 2) for name, _ in COUNTED}


def test_the_counted_functions_are_called(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = counted(SMALL, SMALL.note(3_000), monkeypatch)
    assert all(counts[name] >= 10 for name, _ in COUNTED), counts


def test_twice_the_note_costs_twice_as_much(monkeypatch: pytest.MonkeyPatch) -> None:
    half, whole = (counted(LARGE, LARGE.note(size), monkeypatch) for size in (25_000, 50_000))
    assert max(growth(half, whole).values()) <= LIMIT, (half, whole)


def test_twice_the_bibliography_costs_no_more_than_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    text = SMALL.note(25_000)
    one, other = (counted(library, text, monkeypatch) for library in (SMALL, LARGE))
    assert max(growth(one, other).values()) <= LIMIT, (one, other)


@pytest.mark.parametrize("name", LONG)
def test_twice_the_same_thing_costs_twice_as_much(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted with the smaller library and the titles above; a handful of calls may come with any text."""
    text = LONG[name]
    half, whole = (counted(STRANGE, part.strip(), monkeypatch) for part in (text[: len(text) // 2], text))
    for function in whole:
        assert whole[function] <= LIMIT * half[function] + 20, (function, half, whole)


class CountingText(str):
    """A text that counts how many of its characters are looked at one by one."""

    __slots__ = ("looks",)
    looks: int

    def __getitem__(self, place: Any) -> str:
        self.looks += 1
        return str.__getitem__(self, place)


def test_twice_the_citations_are_placed_with_twice_the_work() -> None:
    looks = []
    for count in (200, 400):
        made, witness = document(["Ibid., p. 1; " * count])
        text = CountingText(witness)
        text.looks = 0
        link_citations(made, text, None, Rulings())
        looks.append(text.looks)
    assert looks[1] <= LIMIT * looks[0], looks


def test_a_bibliography_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted are the characters that pybtex's scanner passes, and the calls that pass none."""
    counts: Counter[str] = Counter()

    def count(name: str) -> None:
        function = getattr(Scanner, name)

        def call(self: Any, *args: Any, **keywords: Any) -> Any:
            before = self.pos
            found = function(self, *args, **keywords)
            counts["calls"] += 1
            counts["passed"] += max(0, self.pos - before)
            return found

        monkeypatch.setattr(Scanner, name, call)

    for name in ("skip_to", "get_token", "eat_whitespace"):
        count(name)
    read = []
    for library in (SMALL, LARGE):
        counts.clear()
        parse_bibliography(library.text, "library.bib")
        read.append(counts.copy())
        assert counts["passed"] <= 4 * len(library.text)
        assert counts["calls"] <= 2 * len(library.text)
    assert read[1]["calls"] <= LIMIT * read[0]["calls"]
