"""Readings, extents and findings of witnesses that are made by hand: what differs in them is known."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.build import load_edition
from glossator.collation.apparatus import Collation, collate
from glossator.collation.words import words_of
from glossator.model import (
    ApparatusEntry,
    Covered,
    Division,
    DivisionKind,
    Document,
    Edition,
    Heading,
    Note,
    NoteReference,
    Paragraph,
    Text,
    Witness,
)
from glossator.parse.document import Names, parse_document
from glossator.source.dialects import detect
from glossator.spans import Span
from glossator.walk import all_units, flatten, texts_by_id, units_of


class Made(NamedTuple):
    """A witness made by hand."""

    document: Document
    text: str


Chapters = Sequence[tuple[str, Sequence[str]]]  # title and paragraphs; a note call is written `[1]` behind a paragraph

HARBOUR = (
    "The harbour master kept a ledger of every vessel that anchored below the tower.[1]",
    "On clear mornings the fishermen read the weather in the colour of the far islands.",
    "Nobody in the village remembered who had built the mole, nor why it bends to the north.[2]",
    "When the railway came, the salt carts vanished within a single summer, and with them the inns.[3]",
    "Some of the older houses still show the iron rings to which the mules were tied.",
)
ORCHARD = (
    "In the orchards behind the hill the grafting of pears was taught by a travelling monk.[4]",
    "His knife and his notebook lie in the museum, beside a letter that he never sent.",
    "Frost took most of the trees in one night, but the rootstocks sprouted again.",
)
NOTES = {
    "1": "Ledger of the harbour, volume two, leaf nine.",
    "2": "Ibid.",
    "3": "Timetable of the coast line, p. 12.",
    "4": "Ibid., p. 14.",
}
BOOK: Chapters = (("The Harbour", HARBOUR), ("The Orchard", ORCHARD))


def made(siglum: str, chapters: Chapters = BOOK, notes: dict[str, str] | None = None) -> Made:
    """Make a witness whose text is its titles, paragraphs and notes, one below the other."""
    parts: list[str] = []

    def placed(words: str) -> tuple[Text, Span]:
        start = sum(map(len, parts)) + 2 * len(parts)
        parts.append(words)
        span = Span(siglum, start, start + len(words))
        return Text(words, span), span

    divisions = []
    for number, (title, paragraphs) in enumerate(chapters, 1):
        head, head_span = placed(title)
        blocks = []
        for at, paragraph in enumerate(paragraphs, 1):
            words, _, call = paragraph.partition("[")
            text, span = placed(words)
            label = call.rstrip("]")
            calls = (NoteReference(label, f"n{label}", span),) if label else ()
            blocks.append(Paragraph((text, *calls), (span,), f"{number}.{at}", str(at)))
        kind, heading = DivisionKind.CHAPTER, Heading((head,), (head_span,))
        divisions.append(
            Division(kind, str(number), title, 1, None, None, heading, tuple(blocks), (), str(number)),
        )
    at_foot = []
    for label, words in (NOTES if notes is None else notes).items():
        text, span = placed(words)
        at_foot.append(Note(label, f"n{label}", (Paragraph((text,), (span,)),), (span,), None))
    document = Document(siglum, (), None, (), tuple(divisions), tuple(at_foot), (), ())
    return Made(document, "\n\n".join(parts))


def compared(base: Made, *others: Made) -> Collation:
    texts = {one.document.siglum: one.text for one in (base, *others)}
    return collate(base.document, [other.document for other in others], texts)


def readings(collation: Collation) -> list[tuple[str, str, str]]:
    """Return unit, lemma and first reading of each entry."""
    return [(entry.unit, entry.lemma, entry.readings[0].text) for entry in collation.apparatus]


def changed(chapters: Chapters, chapter: int, paragraphs: Iterable[str]) -> Chapters:
    """Give one chapter other paragraphs."""
    return [
        (title, tuple(paragraphs) if at == chapter else old) for at, (title, old) in enumerate(chapters)
    ]  # fmt: skip


def assert_consistent(base: Made, collation: Collation, *others: Made) -> None:
    """What holds of every entry: lemma and readings stand where it says, and the order is that of the text."""
    texts = texts_by_id(base.document) | {division.id: division.title for division in base.document.divisions}
    sources = {one.document.siglum: one.text for one in (base, *others)}
    for entry in collation.apparatus:
        assert texts[entry.unit][entry.start : entry.end] == entry.lemma
        assert "".join(sources[span.witness][span.start : span.end] for span in entry.spans) == entry.lemma
        for reading in entry.readings:
            pieces = (sources[span.witness][span.start : span.end] for span in reading.spans)
            assert " ".join(pieces) == reading.text
        assert entry.lemma or any(reading.text for reading in entry.readings)
    places = [place_of(base, entry) for entry in collation.apparatus]
    assert places == sorted(places)


def place_of(base: Made, entry: ApparatusEntry) -> tuple[int, int, int]:
    """Return where an entry stands in the order of the text: headings before their paragraphs, notes at the end."""
    document = base.document
    order = [ident for one in document.divisions for ident in (one.id, *(unit.id for unit in units_of(one)))]
    return [*order, *(note.id for note in document.notes)].index(entry.unit), entry.start, entry.end


# --- no differences ------------------------------------------------------------------------------------------------


def test_a_text_agrees_with_itself() -> None:
    collation = compared(made("A"), made("B"))
    assert collation.apparatus == ()
    assert collation.unrelated == ()
    (extent,) = collation.extents
    assert extent.parts == (Covered("1", 5, 5, 3, 3), Covered("2", 3, 3, 1, 1))
    assert extent.moved == ()


def test_without_another_witness_there_is_nothing() -> None:
    assert compared(made("A")) == Collation((), (), ())


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ('a "quoted" word', "a “quoted” word"),
        ("a 'quoted' word", "a «quoted» word"),
        ("the mole's end", "the mole’s end"),
        ("1932-34, and so on", "1932–34 , and so on"),
        ("it bends—to the north", "it bends – to the north"),
        ("the well-known mole", "the well- known mole"),
        ("the well-known mole", "the wellknown mole"),
        ("the har\u00adbour", "the harbour"),
        ("the ﬁrst of the oﬃces", "the first of the offices"),
        ("a cafe\u0301 there", "a café there"),
        ("p.12; see also", "p. 12, see also"),
        ("and so on…", "and so on..."),
        ("about 16 % of it", "about 16% of it"),
        ("l'arbre vert", "l’ arbre vert"),
        ("m² of land", "m2 of land"),
        ("שלום עולם", "שלום\u200f עולם"),
    ],
)
def test_notation_is_no_reading(ours: str, theirs: str) -> None:
    frame = "They wrote {} in the ledger of the harbour, and nobody asked why it was there.[1]"
    base = made("A", [("The Harbour", (frame.format(ours), *HARBOUR[1:]))])
    other = made("B", [("The Harbour", (frame.format(theirs), *HARBOUR[1:]))])
    assert readings(compared(base, other)) == []


def test_a_heading_in_capitals_has_the_same_words() -> None:
    assert readings(compared(made("A"), made("B", [("THE HARBOUR", HARBOUR), ("The Orchard", ORCHARD)]))) == []


@settings(max_examples=100)
@given(
    st.lists(st.text(max_size=30), min_size=1, max_size=6),
    st.lists(st.text(max_size=20), max_size=4),
)
def test_any_text_agrees_with_itself(paragraphs: list[str], notes: list[str]) -> None:
    paragraphs = [paragraph.replace("[", "(") for paragraph in paragraphs]
    at_foot = {str(label): note for label, note in enumerate(notes)}
    chapters = [("Any", paragraphs)]
    assert compared(made("A", chapters, at_foot), made("B", chapters, at_foot)).apparatus == ()


# --- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("mole", "pier"),
        ("Mole", "mole"),  # capital letters are a reading
        ("resume", "résumé"),
        ("mole", "moles"),
        ("moles", "mole's"),
        ("1934", "1943"),
        ("1932-34", "193234"),
        ("any one", "anyone"),
        ("מגדל", "מגדלים"),
        ("قلعة", "قلعه"),
        ("Ångström", "Angstrom"),
        ("two old men", "three young boys"),
    ],
)
def test_a_word_that_differs_is_one_entry(ours: str, theirs: str) -> None:
    frame = "In the ledger of the harbour somebody wrote {} with a blunt pencil."
    base = made("A", [("The Harbour", (*HARBOUR, frame.format(ours)))])
    other = made("B", [("The Harbour", (*HARBOUR, frame.format(theirs)))])
    collation = compared(base, other)
    assert readings(collation) == [("1.6", ours, theirs)]
    (entry,) = collation.apparatus
    assert entry.start == len("In the ledger of the harbour somebody wrote ")
    assert_consistent(base, collation, other)


def test_words_that_one_witness_lacks() -> None:
    ours = HARBOUR[1].replace("clear ", "")
    collation = compared(made("A"), made("B", changed(BOOK, 0, (HARBOUR[0], ours, *HARBOUR[2:]))))
    assert readings(collation) == [("1.2", "clear", "")]
    collation = compared(made("A", changed(BOOK, 0, (HARBOUR[0], ours, *HARBOUR[2:]))), made("B"))
    assert readings(collation) == [("1.2", "", "clear")]
    (entry,) = collation.apparatus
    assert (entry.start, entry.end) == (2, 2)  # behind "On"
    assert entry.spans == ()


def test_words_before_the_first() -> None:
    collation = compared(made("A"), made("B", changed(BOOK, 0, (f"Once {HARBOUR[0]}", *HARBOUR[1:]))))
    assert readings(collation) == [("1.1", "", "Once")]
    assert (collation.apparatus[0].start, collation.apparatus[0].end) == (0, 0)


def test_a_sentence_that_one_witness_lacks() -> None:
    longer = f"{HARBOUR[4]} Nobody ties a mule there today."
    collation = compared(made("A", changed(BOOK, 0, (*HARBOUR[:4], longer))), made("B"))
    assert readings(collation) == [("1.5", "Nobody ties a mule there today", "")]


@settings(max_examples=100)
@given(st.data())
def test_one_changed_word_gives_exactly_that(data: st.DataObject) -> None:
    texts = [text.partition("[")[0].split() for text in (*HARBOUR, *ORCHARD)]
    which = data.draw(st.integers(0, len(texts) - 1))
    at = data.draw(st.integers(0, len(texts[which]) - 1))
    word = texts[which][at]
    texts[which][at] = "zyzzyva"
    chapters = [
        ("The Harbour", [" ".join(words) for words in texts[:5]]),
        ("The Orchard", [" ".join(words) for words in texts[5:]]),
    ]
    plain = [(title, [text.partition("[")[0] for text in paragraphs]) for title, paragraphs in BOOK]
    base, other = made("A", plain), made("B", chapters)
    collation = compared(base, other)
    unit = f"1.{which + 1}" if which < 5 else f"2.{which - 4}"
    assert readings(collation) == [(unit, word.strip(".,"), "zyzzyva")]
    assert_consistent(base, collation, other)


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from([*HARBOUR, *ORCHARD, "Another line.", "A", ""]), max_size=8),
    st.lists(st.sampled_from([*NOTES.values(), "Other."]), max_size=5),
)
def test_whatever_the_other_has_every_entry_stands_where_it_says(paragraphs: list[str], notes: list[str]) -> None:
    base = made("A")
    other = made("B", [("The Harbour", paragraphs)], {str(label): note for label, note in enumerate(notes, 1)})
    assert_consistent(base, compared(base, other), other)


# --- paragraphs and notes ------------------------------------------------------------------------------------------


def test_a_paragraph_that_the_other_lacks() -> None:
    collation = compared(made("A"), made("B", changed(BOOK, 0, (*HARBOUR[:1], *HARBOUR[2:]))))
    assert readings(collation) == [("1.2", HARBOUR[1], "")]


def test_a_paragraph_that_the_base_lacks() -> None:
    added = "A storm broke the lamp of the tower twice in the same winter."
    collation = compared(made("A"), made("B", changed(BOOK, 0, (*HARBOUR[:2], added, *HARBOUR[2:]))))
    assert readings(collation) == [("1.2", "", added)]
    (entry,) = collation.apparatus
    assert entry.start == entry.end == len(HARBOUR[1])


def test_two_paragraphs_that_the_base_lacks_are_one_reading() -> None:
    added = ("A storm broke the lamp of the tower twice.", "It was mended in the following spring.")
    base, other = made("A"), made("B", changed(BOOK, 0, (*HARBOUR[:2], *added, *HARBOUR[2:])))
    collation = compared(base, other)
    assert readings(collation) == [("1.2", "", " ".join(added))]
    assert_consistent(base, collation, other)


def test_a_paragraph_that_is_divided_otherwise() -> None:
    halves = HARBOUR[3].partition(", and with them")
    split = (*HARBOUR[:3], halves[0], f"And with them{halves[2]}", HARBOUR[4])
    assert readings(compared(made("A"), made("B", changed(BOOK, 0, split)))) == [("1.4", "and", "And")]
    merged = (f"{HARBOUR[0].partition('[')[0]} {HARBOUR[1]}", *HARBOUR[2:])
    assert readings(compared(made("A", notes={}), made("B", changed(BOOK, 0, merged), {}))) == []
    assert readings(compared(made("A", changed(BOOK, 0, merged), {}), made("B", notes={}))) == []


def test_a_paragraph_that_moved_is_compared_where_it_stands() -> None:
    moved = (*HARBOUR[1:4], HARBOUR[0].replace("vessel", "boat"), HARBOUR[4])
    collation = compared(made("A"), made("B", changed(BOOK, 0, moved)))
    assert readings(collation) == [("1.1", "vessel", "boat")]
    assert collation.extents[0].moved == ("1.1",)


def test_a_paragraph_that_moved_to_another_chapter() -> None:
    collation = compared(made("A"), made("B", [("The Harbour", HARBOUR[:4]), ("The Orchard", (*ORCHARD, HARBOUR[4]))]))
    assert collation.apparatus == ()
    assert collation.extents[0].moved == ("1.5",)


def test_notes_that_one_witness_lacks() -> None:
    fewer = {label: note for label, note in NOTES.items() if label != "2"}
    collation = compared(made("A"), made("B", notes=fewer))
    assert readings(collation) == [("n2", "Ibid.", "")]
    collation = compared(made("A", notes=fewer), made("B"))
    assert readings(collation) == [("n1", "", "Ibid.")]
    assert collation.extents[0].parts[0] == Covered("1", 5, 5, 2, 2)


def test_the_last_note_of_a_chapter_is_missed() -> None:
    chapter = made("B", BOOK[:1], {"1": NOTES["1"], "2": NOTES["2"]})
    assert readings(compared(made("A"), chapter)) == [("n3", NOTES["3"], "")]


def test_a_note_of_another_number_and_a_changed_one() -> None:
    renumbered = {"7": NOTES["1"], "8": NOTES["2"], "9": NOTES["3"].replace("12", "13"), "10": NOTES["4"]}
    assert readings(compared(made("A"), made("B", notes=renumbered))) == [("n3", "12", "13")]


def test_a_witness_without_notes_lacks_none() -> None:
    assert readings(compared(made("A"), made("B", notes={}))) == []


# --- extents -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chapter", [0, 1])
def test_a_witness_of_one_chapter(chapter: int) -> None:
    called = {0: ("1", "2", "3"), 1: ("4",)}[chapter]
    title, paragraphs = BOOK[chapter]
    words = paragraphs[1].split()
    words[3] = "zyzzyva"
    other = made("B", [(title, (paragraphs[0], " ".join(words)))], {label: NOTES[label] for label in called[:1]})
    collation = compared(made("A"), other)
    assert [(unit, reading) for unit, _, reading in readings(collation)] == [(f"{chapter + 1}.2", "zyzzyva")]
    (extent,) = collation.extents
    assert extent.parts == (Covered(str(chapter + 1), 2, len(paragraphs), 1, len(called)),)


def test_a_chapter_that_the_other_lacks_as_a_whole_is_no_difference() -> None:
    third = (
        "The last chapter tells of the lighthouse and of the woman who kept it for forty years.",
        "She counted the ships by their lanterns and wrote the number on the kitchen wall.",
    )
    base = made("A", (*BOOK, ("The Light", third)))
    other = made("B", (BOOK[0], ("The Light", third)), {label: NOTES[label] for label in ("1", "2", "3")})
    collation = compared(base, other)
    assert collation.apparatus == ()
    assert [part.division for part in collation.extents[0].parts] == ["1", "3"]


def test_another_text_is_no_witness() -> None:
    stranger = made(
        "B", [("Bread", ("Take flour, water and a pinch of salt, and knead them well for half an hour.",))], {}
    )
    assert compared(made("A"), stranger) == Collation((), (), ("B",))


def test_an_empty_witness_is_none() -> None:
    assert compared(made("A"), made("B", [("", ())], {})).unrelated == ("B",)


# --- more than two witnesses ---------------------------------------------------------------------------------------


def test_three_witnesses_share_entries() -> None:
    def with_word(siglum: str, word: str) -> Made:
        return made(siglum, changed(BOOK, 0, (HARBOUR[0].replace("vessel", word), *HARBOUR[1:])))

    collation = compared(made("A"), with_word("B", "boat"), with_word("C", "ship"), made("D"))
    (entry,) = collation.apparatus
    assert entry.lemma == "vessel"
    assert [(reading.siglum, reading.text) for reading in entry.readings] == [("B", "boat"), ("C", "ship")]
    assert [extent.siglum for extent in collation.extents] == ["B", "C", "D"]


# --- other notations -----------------------------------------------------------------------------------------------

MARKER = """\
## 1. The Harbour

The harbour master kept a **ledger** of every vessel that anchored below the tower.<sup>1</sup> He was an exact man.

On clear mornings the fishermen read "the weather" in the colour of the far islands.

---

1 *Ledger of the harbour*, p. 9.

Nobody remembered who had built the mole.<sup>2</sup>

---

2 Ibid., pp. 10-12.
"""
PLAIN = """\
1. The Harbour

The harbour master kept a ledger of every vessel that anchored below the tower.¹ He was an exact man.

On clear evenings the fishermen read “the weather” in the colour of the far islands.

1 *Ledger of the harbours*, p. 9.

Nobody remembered who had built the mole.²

2 Ibid., pp. 10–12.
"""


def read(siglum: str, text: str) -> Made:
    witness = Witness(siglum, f"{siglum}.md", "", detect(text), text)
    return Made(parse_document(witness, Names.of(())), text)


def test_two_notations_of_one_text() -> None:
    base, other = read("A", MARKER), read("B", PLAIN)
    collation = compared(base, other)
    assert [(lemma, reading) for _, lemma, reading in readings(collation)] == [
        ("mornings", "evenings"),
        ("harbour", "harbours"),
    ]
    assert MARKER[slice(*collation.apparatus[0].spans[0][1:])] == "mornings"
    assert PLAIN[slice(*collation.apparatus[1].readings[0].spans[0][1:])] == "harbours"


def test_entries_are_in_the_order_of_the_text() -> None:
    def shuffled(text: str) -> str:
        return text.replace("a ", "one ").replace("the ", "this ")

    chapters = [(title, [shuffled(text) for text in paragraphs]) for title, paragraphs in BOOK]
    base, other = made("A"), made("B", chapters)
    collation = compared(base, other)
    assert len(collation.apparatus) > 10
    assert_consistent(base, collation, other)


# --- trials --------------------------------------------------------------------------------------------------------

ADDED = "Zyzzyva number {} was added to this witness by an unknown hand, and nobody has explained it since."


def chapters_of(document: Document) -> list[tuple[str, list[str]]]:
    """Return the titles and the longer paragraphs of the divisions of a book that have at least four of them."""
    found: dict[str, tuple[str, list[str]]] = {}
    for division, unit in all_units(document):
        text = flatten(unit).text
        if len(words_of(text)) > 15 and "[" not in text:
            found.setdefault(division.id, (division.title, []))[1].append(text)
    return [chapter for chapter in found.values() if len(chapter[1]) >= 4]


@pytest.fixture(scope="module")
def small_print(project_root: Path) -> Document:
    edition = load_edition(project_root, "small-print").edition
    assert isinstance(edition, Edition)
    return edition.document


@pytest.mark.parametrize("seed", range(40))
def test_paragraphs_and_notes_added_lost_divided_joined_and_moved(seed: int, small_print: Document) -> None:
    """Changes inside chapters, each of a kind of its own and none beside another: what they give is known."""
    chance = random.Random(seed)
    chapters = chapters_of(small_print)
    texts = texts_by_id(small_print)
    notes = {str(number): texts[note.id] for number, note in enumerate(small_print.notes, 1)}
    base = made("A", chapters, notes)
    changed_chapters = []
    expected: list[tuple[str, str, str]] = []
    moved: list[str] = []
    for number, (title, paragraphs) in enumerate(chapters, 1):
        theirs = list(paragraphs)
        at = chance.randrange(1, len(theirs) - 1)
        unit = f"{number}.{at + 1}"
        kind = chance.choice(["add", "lose", "divide", "join", "move", "none"])
        if kind == "add":
            theirs.insert(at + 1, ADDED.format(number))
            expected.append((unit, "", ADDED.format(number)))
        elif kind == "lose":
            expected.append((unit, theirs.pop(at), ""))
        elif kind == "divide":
            words = theirs[at].split(" ")
            cut = chance.randrange(6, len(words) - 6)
            theirs[at : at + 1] = [" ".join(words[:cut]), " ".join(words[cut:])]
        elif kind == "join":
            theirs[at : at + 2] = [" ".join(theirs[at : at + 2])]
        elif kind == "move":
            theirs.append(theirs.pop(at) if at < len(theirs) - 2 else theirs.pop(0))
            moved.append(kind)
        changed_chapters.append((title, theirs))
    labels = list(notes)
    lost = chance.choice(labels[1:-1])
    expected.append((f"n{lost}", notes[lost], ""))
    after = chance.choice([label for label in labels[:-1] if abs(int(label) - int(lost)) > 3])
    expected.append((f"n{after}", "", ADDED.format(after)))
    their_notes: dict[str, str] = {}
    for label, note in notes.items():
        if label != lost:
            their_notes[label] = note
        if label == after:
            their_notes[f"{label}*"] = ADDED.format(after)
    other = made("B", changed_chapters, their_notes)
    collation = compared(base, other)
    assert sorted(readings(collation)) == sorted(expected)
    assert len(collation.extents[0].moved) >= len(moved)
    assert bool(collation.extents[0].moved) == bool(moved)
    assert_consistent(base, collation, other)
