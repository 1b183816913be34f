"""Authors' names in their parts, and divisions as parts of a book."""

from __future__ import annotations

import pytest

from glossator.citing import marks
from glossator.citing.works import book_work, division_work, name_of
from glossator.model import Division, DivisionKind, Emphasis, Heading, Inline, Metadata, Name, Rend, Text
from glossator.spans import Span

BOOK = Metadata("mills", "Mills", "A Reader", ("Ann Ash",), "Dale", None, 1974, None, None, None, "en", None, "1", None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ann Ash", Name("Ash", "Ann")),
        ("Ash, Ann", Name("Ash", "Ann")),
        ("Ash", Name("Ash")),
        ("Alexander von Humboldt", Name("Humboldt", "Alexander", "von")),
        ("Humboldt, Alexander von", Name("Humboldt", "Alexander", "von")),
        ("Ludwig van der Aue", Name("Aue", "Ludwig", "van der")),
        ("Maria de la Cruz Ruiz", Name("Cruz Ruiz", "Maria", "de la")),
        ("Oliver W. Holmes Jr.", Name("Holmes", "Oliver W.", "", "Jr.")),
        ("Oliver W. Holmes, Jr.", Name("Holmes", "Oliver W.", "", "Jr.")),
        ("Иван Сергеевич Петров", Name("Петров", "Иван Сергеевич")),
        ("bell hooks", Name("hooks", "", "bell")),
        ("von", Name("von")),
        ("Ash,", Name("Ash")),
    ],
)
def test_names_are_taken_apart(written: str, expected: Name) -> None:
    assert name_of(written) == expected


def test_parts_that_are_given_count() -> None:
    body = Name("The Dale Society", literal=True)
    book = BOOK._replace(authors=("Ann Ash", "The Dale Society"), names={"The Dale Society": body})
    assert book_work(book).names == {"author": (Name("Ash", "Ann"), body)}
    assert book_work(BOOK._replace(authors=())).names == {}


def text(words: str) -> Text:
    return Text(words, Span("A", 0, len(words)))


def division(*children: Inline, number: str | None = "5", language: str | None = None) -> Division:
    heading = Heading(children, ())
    return Division(DivisionKind.CHAPTER, number, "Of Rivers", 1, None, language, heading, (), (), "5")


def test_a_division_is_a_part_of_its_book() -> None:
    work = division_work(BOOK, division(text("Of Rivers")), ("85", "110"))
    assert (work.key, work.type) == ("mills-5", "inbook")
    assert work.fields == {
        "title": "Of Rivers",
        "booktitle": "Mills",
        "booksubtitle": "A Reader",
        "chapter": "5",
        "pages": "85–110",
        "publisher": "Dale",
        "date": "1974",
        "language": "en",
    }


def test_what_is_not_known_is_not_there() -> None:
    work = division_work(BOOK, division(number=None, language="ru"), ())
    assert "chapter" not in work.fields
    assert "pages" not in work.fields
    assert (work.fields["title"], work.fields["language"]) == ("Of Rivers", "ru")


def test_emphasis_in_a_heading_is_kept() -> None:
    italic = Emphasis(Rend.ITALIC, (text("Grand"),))
    assert division_work(BOOK, division(text("The "), italic, text(" Weir")), ()).fields["title"] == "The *Grand* Weir"
    assert division_work(BOOK, division(italic), ()).fields["title"] == "Grand"
    bold = Emphasis(Rend.BOLD, (text("Bold"),))
    assert division_work(BOOK, division(text("A "), bold), ()).fields["title"] == "A Bold"


def test_nothing_in_a_title_is_taken_for_a_mark() -> None:
    hostile = "".join(marks.MARKS.values())
    book = BOOK._replace(title=f"Mi{hostile}lls\n", authors=(f"Ann A{hostile}sh",), publisher=hostile)
    work = division_work(book, division(text(f"Riv\x07{hostile}ers")), ())
    assert (work.fields["title"], work.fields["booktitle"]) == ("Rivers", "Mills")
    assert work.names["author"] == (Name("Ash", "Ann"),)
    assert "publisher" not in work.fields
