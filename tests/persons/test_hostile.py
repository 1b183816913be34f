"""No text and no authority file makes the search for names fall over, lose its place or run away.

Time is never measured: twice as much text, or twice as many persons, may cost about twice as many steps, and steps are
counted (see `conftest.py`), which is the same on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.locators import expand_locators
from glossator.model import (
    Division,
    DivisionKind,
    Document,
    Emphasis,
    Heading,
    Inline,
    Naming,
    Note,
    Paragraph,
    Person,
    Rend,
    Text,
    Use,
)
from glossator.persons.linking import name_persons
from glossator.persons.mentions import Namer
from glossator.persons.units import UnitText
from glossator.spans import Span

HUME = Person("hume", "David Hume", "Hume, David", declared=True)
PERSONS = (
    HUME,
    Person("jj", "Jean-Jacques Rousseau", "Rousseau, Jean-Jacques", ("7", "9–12"), declared=True),
    Person("anna", "Anna Ward", forms=("Ward", "The Ward"), declared=True),
    Person("bertha", "Bertha Ward", "Ward, Bertha"),
    Person("ludwig", "Ludwig van Beethoven"),
    Person("james", "James I", "James I, king of England"),
    Person("anselm", "Anselm of Laon", forms=("Anselm",)),
    Person("lev", "Лев Троцкий", "Троцкий, Лев"),
    Person("ponty", "Maurice Merleau-Ponty"),
)


def unit(text: str, identifier: str = "1.1", **more: Any) -> UnitText:
    return UnitText(identifier, "1", text, None, False, False, "7", (), (), ())._replace(**more)


def namings_of(persons: Sequence[Person], units: Sequence[UnitText], language: str = "en") -> list[Naming]:
    pages = {person.id: expand_locators(person.locators) for person in persons if person.locators}
    return [naming for _, naming in Namer(persons, pages, units, language).namings()]


def assert_sound(persons: Sequence[Person], units: Sequence[UnitText], language: str = "en") -> list[Naming]:
    """Check that every name stands in its text, overlaps no other, and names somebody who is known."""
    found = namings_of(persons, units, language)
    texts = {each.id: each for each in units}
    known = {person.id for person in persons}
    for naming in found:
        home = texts[naming.unit]
        assert 0 <= naming.start < naming.end <= len(home.text)
        name = home.text[naming.start : naming.end]
        assert name == name.strip()
        assert any(letter.isalpha() for letter in name)
        assert (naming.person in known) is (naming.person != "")
        assert (naming.use is Use.DOUBTFUL) <= (naming.person == "")
        assert (naming.use is Use.MENTION) <= (naming.person != "")
        assert {person for person, _ in naming.candidates} <= known
        assert 0 <= naming.score <= 1
        assert naming.in_note is home.note
        if home.heading:
            assert naming.use is Use.HEADING
        if any(start <= naming.start and naming.end <= end for start, end in home.cited):
            assert naming.use in {Use.CITED, Use.HEADING}
    order = {each.id: number for number, each in enumerate(units)}
    for one, other in pairwise(found):
        assert (order[one.unit], one.end) <= (order[other.unit], other.start) or order[one.unit] < order[other.unit]
    return found


# --- strange names --------------------------------------------------------------------------------------------------

RIGHT_TO_LEFT_OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
STRANGE = (
    "C++ (the) [x]*",
    r"\d+",
    r"(?P<a>a+)+$",
    "a|b",
    ".*",
    "[[Hume|hume]]",
    "<b>Hume</b>",
    "<script>alert(1)</script>",
    "&amp;",
    "{{ hume }}",
    "%s %(name)s {0}",
    "'; DROP TABLE persons; --",
    "David\nHume",
    "David\tHume",
    "David  Hume",
    "משה דוד",
    "מַשֶׁה",
    "محمد بن عبد الله",
    f"{RIGHT_TO_LEFT_OVERRIDE}emuH divaD",
    "山田 太郎",
    "Ǆ ǅ ǆ",
    "İ",
    "ﬁ ﬀ",
    "ß",
    "e\u0301 o\u0301",
    "\u0301",
    "\u200b",
    "👩‍👩‍👧",
    "1",
    "1984",
    "IV",
    "I",
    "V",
    "A",
    "a",
    "of",
    "the",
    "van",
    "van der",
    "of of of",
    " of Laon",
    "Anselm of ",
    "Jr.",
    "Mr.",
    "-",
    "--",
    "’",
    "...",
    ",",
    ", ,",
    "(",
    "()",
    "(Hume)",
    "Hume (",
    "Hume, (David",
    "Hume,",
    ", David",
    "",
    " ",
    "x" * 5_000,
    "Ab" * 5_000,
    "Ab " * 300,
    "Ab-" * 300,
    "A." * 300,
    "(a) " * 300,
    "van " * 300,
)


def named(*names: str) -> list[Person]:
    """Return a person for each name, which stands as name, form and headword."""
    return [Person(f"p{number}", name, name, (), (name,), declared=True) for number, name in enumerate(names)]


@pytest.mark.parametrize("name", STRANGE, ids=lambda name: ascii(name[:24]))
def test_a_strange_name_does_no_harm(name: str) -> None:
    """Found or not: David Hume is found beside it, and what is found of it is sound."""
    text = f"{name} and David Hume, {name}. {name}’s {name} J. {name}, anti-{name} and {name}-{name}."
    found = assert_sound([*named(name), HUME], [unit(text)])
    assert any(naming.person == "hume" for naming in found) or "hume" in name.casefold()
    assert_sound([*named(name), HUME], [unit("David Hume"), unit("1.2 " + name, "1.2")])


def test_all_strange_names_together() -> None:
    assert_sound(named(*STRANGE), [unit(text, f"1.{number}") for number, text in enumerate(STRANGE)])
    assert_sound(named(*STRANGE), [unit(" ".join(STRANGE)), unit("".join(STRANGE), "1.2")])


@pytest.mark.parametrize(
    ("name", "text", "surface"),
    [
        ("Anna W++", "Then Anna W. came.", "Anna W."),
        ("Anna Ward|Hume", "Then Anna Ward came; Ward Hume.", None),
        ("Anna (the) [Ward]*", "Then Anna Ward came.", "Anna Ward"),
        ("משה דוד", "ראה משה דוד בא", None),  # no capitals, so nothing tells a name from a word
        ("Anna O'Neill", "Then Anna O’Neill came.", "Anna O’Neill"),
    ],
)
def test_what_is_found_of_a_strange_name(name: str, text: str, surface: str | None) -> None:
    persons = [Person("strange", name)]
    found = [text[one.start : one.end] for one in namings_of(persons, [unit(text)]) if one.use is Use.MENTION]
    assert found == ([surface] if surface else [])


def test_a_person_who_is_never_named() -> None:
    assert assert_sound([Person("nobody", "Nemo Nobody", declared=True)], [unit("David Hume came.")]) == []


def test_a_form_that_two_persons_claim_is_nobodys() -> None:
    persons = [
        Person("anna", "Anna Ward", forms=("The Ferret", "Ferret")),
        Person("bertha", "Bertha Hill", forms=("The Ferret", "Ferret")),
    ]
    found = assert_sound(persons, [unit("Ferret came. Ferret went. Then Ferret slept.")])
    assert [(naming.use, naming.person) for naming in found] == [(Use.DOUBTFUL, "")] * 3
    assert [person for person, _ in found[0].candidates] == ["anna", "bertha"]


def test_two_persons_of_the_same_name_are_told_apart_by_nothing() -> None:
    twins = [Person("one", "Anna Ward", declared=True), Person("two", "Anna Ward", declared=True)]
    found = assert_sound(twins, [unit("Anna Ward came. Ward went; A. Ward slept.")])
    assert [naming.use for naming in found] == [Use.DOUBTFUL] * 3


# --- any text -------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        *("David", "Hume", "Hume’s", "Hume's", "Hu-me", "hume", "HUME", "Humes", "D.", "D", "J.-J.", "Rousseau"),
        *("Jean-Jacques", "Rous- seau", "Rousseau’", "Ward", "The", "the", "Anna", "Bertha", "A.", "B.", "Ludwig"),
        *("van", "Beethoven", "James", "I", "I.", "II", "Anselm", "of", "Laon", "Троцкого", "Лев", "Льва", "Л."),
        *("Merleau-Ponty", "Ponty", "Sir", "Mount", "in", "anti-", "-like", "–", "-", "/", "(", ")", "“", "”", "'"),
        *("’", ",", ".", ":", ";", "\n", "by", "May", "a", "A", "X.", "V", "12", "¹", "שלום", "é", "\u0301", "İ"),
        *("ǆ", "ﬁ", "\u200b", "\u00a0", "𝔄", "👩‍👩‍👧"),
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(WORDS, max_size=20).map(" ".join), st.lists(WORDS, max_size=14).map("".join)
)
NAMES = st.one_of(st.sampled_from(STRANGE[:40]), st.text(max_size=20), st.lists(WORDS, max_size=5).map(" ".join))
LANGUAGES = st.sampled_from(["en", "de", "ru", "cs", "en-GB", "zz", ""])


@st.composite
def units(draw: st.DrawFn) -> list[UnitText]:
    made = []
    for number, text in enumerate(draw(st.lists(TEXTS, max_size=4))):
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
        ranges = ((cuts[0], cuts[1]), (cuts[2], cuts[3]))
        more = draw(st.sampled_from(["cited", "titles", "breaks", "note", "heading", ""]))
        kept: dict[str, Any] = {"": {}, "breaks": {"breaks": tuple((cut, str(cut)) for cut in cuts)}}.get(
            more, {more: ranges if more in {"cited", "titles"} else True}
        )
        made.append(unit(text, f"1.{number}", division=draw(st.sampled_from("12")), **kept))
    return made


@st.composite
def people(draw: st.DrawFn) -> list[Person]:
    made = list(draw(st.lists(st.sampled_from(PERSONS), unique_by=id)))
    for number, name in enumerate(draw(st.lists(NAMES, max_size=4))):
        made.append(
            Person(
                f"p{number}",
                name,
                draw(st.none() | NAMES),
                draw(st.sampled_from([(), ("7",), ("1–9",)])),
                tuple(draw(st.lists(NAMES, max_size=2))),
                declared=draw(st.booleans()),
            )
        )
    return made


@settings(max_examples=300)
@given(people(), units(), LANGUAGES)
def test_any_persons_are_soundly_found_in_any_texts(
    persons: list[Person], texts: list[UnitText], language: str
) -> None:
    assert_sound(persons, texts, language)


@settings(max_examples=200)
@given(units())
def test_known_persons_are_soundly_found_in_any_texts(texts: list[UnitText]) -> None:
    assert_sound(PERSONS, texts)


@settings(max_examples=50)
@given(people(), units())
def test_searching_twice_gives_the_same(persons: list[Person], texts: list[UnitText]) -> None:
    assert namings_of(persons, texts) == namings_of(persons, texts)


@settings(max_examples=50)
@given(st.permutations(PERSONS), st.lists(WORDS, max_size=30).map(" ".join))
def test_the_order_of_the_persons_does_not_matter(persons: list[Person], text: str) -> None:
    def without_order(found: Sequence[Naming]) -> list[Naming]:
        return [naming._replace(candidates=tuple(sorted(naming.candidates))) for naming in found]

    assert without_order(namings_of(persons, [unit(text)])) == without_order(namings_of(PERSONS, [unit(text)]))


# --- places in the witness ------------------------------------------------------------------------------------------


def document(pieces: Sequence[str], note: str = "", *, pages: bool = True) -> tuple[Document, str]:
    """Return a document of one paragraph, every other piece in italics, and its witness; pages may cut the pieces."""
    witness = "\n".join((*pieces, note))
    children: list[Inline] = []
    spans = []
    at = 0
    for number, piece in enumerate(pieces):
        span = Span("A", at, at + len(piece))
        text = Text(piece, span)
        children.append(Emphasis(Rend.ITALIC, (text,)) if number % 2 else text)
        spans.append(span)
        at += len(piece) + 1
    span = Span("A", at, at + len(note))
    notes = (Note("1", "n1", (Paragraph((Text(note, span),), (span,)),), (span,), "7", "1"),) if note else ()
    whole = Span("A", spans[0].start, spans[-1].end)
    body = Paragraph(tuple(children), tuple(spans) if pages else (whole,), "1.1", "1")
    chapter = Division(DivisionKind.CHAPTER, "1", "It", 1, None, None, Heading((), ()), (body,), (), "1")
    return Document("A", (), None, (), (chapter,), notes, (), ()), witness


PLAIN = st.lists(WORDS, min_size=1, max_size=6).map(lambda words: " ".join("".join(words).split()) or "x")


@settings(max_examples=200)
@given(st.lists(PLAIN, min_size=1, max_size=6), PLAIN)
def test_the_places_of_a_name_hold_its_words(pieces: list[str], note: str) -> None:
    made, witness = document(pieces, note)
    texts = {"1.1": "".join(pieces), "n1": note}
    for naming in name_persons(made, witness, PERSONS, {}, "en").namings:
        said = "".join(witness[span.start : span.end] for span in naming.spans)
        assert said == texts[naming.unit][naming.start : naming.end]


# --- growth ---------------------------------------------------------------------------------------------------------

LIMIT = 2.5  # growth of the counted work where the input is twice as large; quadratic work grows by 4
SYLLABLES = "ba be bi bo bu da de di do du fa fe ga ge go ka ke ki ko la le li lo lu ma me mi mo na ne no pa po ra re ro".split()  # noqa: E501, SIM905

LONG = {
    "one name": "Hume ",
    "one name and full stops": "Hume. ",
    "full names": "David Hume ",
    "full names and forenames": "David Hume. Then David. ",
    "forenames": "By David. ",
    "a name of two persons": "Ward ",
    "possessives": "Hume’s ",
    "possessives in a row": "Hume’sHume’s",
    "apostrophes behind": "Hume’ ",
    "apostrophes": "’",
    "quotation marks": "“",
    "names in quotation marks": "“Hume” ",
    "hyphens": "-",
    "joined names": "Hume-",
    "joined names with spaces": "Hume- ",
    "joined forenames": "David-",
    "pairs": "Hume–Rousseau ",
    "broken names": "Hu-me ",
    "halves of names": "Merleau-",
    "initials": "J. ",
    "initials without spaces": "J.",
    "initials without points": "J ",
    "initials before names": "J. J. J. J. J. Rousseau ",
    "initials behind names": "Hume D. ",
    "numerals": "V. ",
    "particles": "van ",
    "particles of names": "Ludwig van van van Beethoven ",
    "opening brackets": "(",
    "bynames": "David (Davie) Hume ",
    "brackets, never closed": "(Hume ",
    "ranks": "Sir ",
    "capitals": "Ab ",
    "one word of capitals": "ABCD",
    "one long word": "abcd",
    "places": "in Hume ",
    "articles": "the Hume ",
    "of": "Anselm of ",
    "spaces": " ",
    "combining marks": "e\u0301",
    "Cyrillic": "Троцкого ",
    "from right to left": "שלום ",
    "overrides": RIGHT_TO_LEFT_OVERRIDE,
}  # fmt: skip


Work = Callable[[int], Callable[[], object]]  # from a size to what is to be done
Steps = Callable[[Callable[[], object]], int]


def assert_grows_with(size: int, work: Work, steps: Steps) -> None:
    """Check that work for twice the size takes about twice the steps."""
    work(10)()  # what is done once for all
    half, whole = steps(work(size // 2)), steps(work(size))
    assert whole <= LIMIT * half, (half, whole)


def filled(piece: str, size: int) -> list[UnitText]:
    """Return a text of so many characters, after one that names a person."""
    return [unit("David Hume and Jean-Jacques Rousseau"), unit((piece * size)[:size], "1.2")]


@pytest.mark.parametrize("name", LONG)
def test_long_texts_of_one_thing_are_searched_soundly(name: str) -> None:
    assert_sound(PERSONS, filled(LONG[name], 3_000))


@pytest.mark.parametrize("name", LONG)
def test_twice_the_same_thing_costs_twice_as_much(name: str, steps: Steps) -> None:
    def search(size: int) -> Callable[[], object]:
        return lambda: namings_of(PERSONS, filled(LONG[name], size))

    assert_grows_with(4_000, search, steps)


def mixed(size: int) -> str:
    """Return a text full of capitals, initials, hyphens, apostrophes, brackets and names; the same for one size."""
    chance = random.Random(11)
    pieces = [*LONG.values(), "David Hume wrote to Rousseau. ", "Agessiz ", "Wart ", "Rosseau ", "the Hume Society, "]
    parts: list[str] = []
    length = 0
    while length < size:
        part = chance.choice(pieces) * chance.randint(1, 3) + chance.choice([" ", "", ", ", ". ", "-"])
        parts.append(part)
        length += len(part)
    return "".join(parts)[:size]


def test_twice_the_text_is_twice_the_work(steps: Steps) -> None:
    """One paragraph of 20,000 characters."""

    def search(size: int) -> Callable[[], object]:
        made = unit(mixed(size))
        return lambda: namings_of(PERSONS, [made])

    assert_grows_with(20_000, search, steps)


def test_twice_the_paragraphs_are_twice_the_work(steps: Steps) -> None:
    text = mixed(20_000)

    def search(size: int) -> Callable[[], object]:
        made = [unit(text[at % 19_000 :][:200], f"1.{at}") for at in range(0, size, 200)]
        return lambda: namings_of(PERSONS, made)

    assert_grows_with(8_000, search, steps)


def test_a_long_word_is_no_more_work(steps: Steps) -> None:
    """A word is compared with family names that differ in one letter; a word without end must not be."""

    def search(size: int) -> Callable[[], object]:
        return lambda: namings_of(PERSONS, [unit(WORD[:size])])

    assert_grows_with(8_000, search, steps)


def test_a_long_name_is_no_more_work(steps: Steps) -> None:
    def search(size: int) -> Callable[[], object]:
        return lambda: namings_of([Person("long", WORD[:size])], [unit(f"Then {WORD[:size]} came.")])

    assert_grows_with(8_000, search, steps)


def crowd(size: int) -> list[Person]:
    """Return so many persons with different names."""
    chance = random.Random(14)

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))).capitalize()

    return [Person(f"p{number}", f"{word()} {word()}", declared=True) for number in range(size)]


WORD = "".join(random.Random(12).choices("abdefgilmnoprtu", k=80_000)).capitalize()
CROWD = crowd(20_000)
FAMILY = [person._replace(name=f"{person.name.split()[0]} Hume") for person in CROWD]


def test_names_are_found_among_many_persons() -> None:
    text = " and ".join(person.name for person in CROWD[:200])
    found = assert_sound([HUME, *CROWD], [unit(f"David Hume: {text}")])
    assert sum(naming.person.startswith("p") or bool(naming.candidates) for naming in found) >= 200
    assert found[0].person == "hume"


def test_twice_the_persons_are_twice_the_work(steps: Steps) -> None:
    text = " and ".join(person.name for person in CROWD[:200])

    def search(size: int) -> Callable[[], object]:
        return lambda: namings_of(CROWD[:size], [unit(text)])

    assert_grows_with(2_000, search, steps)


def test_twice_the_persons_of_one_family_name_are_twice_the_work(steps: Steps) -> None:
    def search(size: int) -> Callable[[], object]:
        return lambda: namings_of(FAMILY[:size], [unit("Hume came, and Hume went.")])

    assert_grows_with(2_000, search, steps)


def test_a_name_that_thousands_bear_is_nobodys() -> None:
    (naming,) = namings_of(FAMILY, [unit("Then Hume came.")])
    assert (naming.use, naming.person, len(naming.candidates)) == (Use.DOUBTFUL, "", len(FAMILY))


def test_twice_the_forms_are_twice_the_work(steps: Steps) -> None:
    forms = tuple(person.name for person in FAMILY)

    def search(size: int) -> Callable[[], object]:
        return lambda: namings_of([HUME._replace(forms=forms[:size])], [unit("Hume and D. Hume")])

    assert_grows_with(1_000, search, steps)


def test_many_citations_titles_and_pages_in_one_text(steps: Steps) -> None:
    def search(size: int) -> Callable[[], object]:
        places = range(0, size, 10)
        ranges = tuple((at, at + 4) for at in places)
        pages = tuple((at, str(at)) for at in places)
        text = ("Hume, and " * size)[:size]
        made = unit(text, breaks=pages, cited=ranges[::2], titles=ranges[1::2])
        return lambda: namings_of(PERSONS, [made])

    assert_grows_with(2_000, search, steps)


def test_twice_the_emphasis_is_twice_the_work(steps: Steps) -> None:
    def search(size: int) -> Callable[[], object]:
        made, witness = document(["David ", "Hume. "] * size, pages=False)
        return lambda: name_persons(made, witness, PERSONS, {}, "en")

    assert_grows_with(300, search, steps)


@pytest.mark.xfail(reason="for each name all pieces of its paragraph are looked through")
def test_twice_the_pages_are_twice_the_work(steps: Steps) -> None:
    def search(size: int) -> Callable[[], object]:
        made, witness = document(["David ", "Hume. "] * size)
        return lambda: name_persons(made, witness, PERSONS, {}, "en")

    assert_grows_with(60, search, steps)
