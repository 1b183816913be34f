"""The places of the book that cite a work."""

from __future__ import annotations

from itertools import count

import pytest

from glossator.citations.places import LONGEST_SENTENCE, citing_places
from glossator.model import (
    Certainty,
    Citation,
    CitationForm,
    Division,
    DivisionKind,
    Document,
    Heading,
    Inline,
    Locator,
    Note,
    NoteReference,
    PageBreak,
    Paragraph,
    Relation,
    Target,
    TargetKind,
    Text,
)
from glossator.spans import Span

_offsets = count(0, 10)


def span() -> Span:
    start = next(_offsets)
    return Span("A", start, start + 5)


def inlines(*parts: Inline | str) -> tuple[Inline, ...]:
    return tuple(Text(part, span()) if isinstance(part, str) else part for part in parts)


def paragraph(ident: str, *parts: Inline | str) -> Paragraph:
    return Paragraph(inlines(*parts), (span(),), ident, ident.partition(".")[2])


def call(label: str) -> NoteReference:
    return NoteReference(label, f"n{label}", span())


def new_page(label: str) -> PageBreak:
    return PageBreak(label, Certainty.CERTAIN, 0)


def division(
    ident: str,
    kind: DivisionKind,
    title: str,
    *blocks: Paragraph,
    inner: tuple[Division, ...] = (),
    head: object = None,
) -> Division:
    heading = head if isinstance(head, Heading) else Heading(inlines(title), (span(),))
    number = ident if ident.isdecimal() else None
    return Division(kind, number, title, 1, "5", None, heading, blocks, inner, ident)


def note(label: str, division_id: str = "") -> Note:
    return Note(label, f"n{label}", (Paragraph(inlines("Doe, Title."), (span(),)),), (span(),), "77", division_id)


def document(*divisions: Division, notes: tuple[Note, ...]) -> Document:
    return Document("A", (), None, (), divisions, notes, (), ())


def cites(label: str, key: str = "doe", kind: TargetKind = TargetKind.WORK, page: str = "44") -> Citation:
    target = Target(kind, key=key)
    locator = Locator("page", page)
    return Citation(
        f"n{label}", 0, 5, (span(),), CitationForm.FULL, Relation.SAME, target, None, None, locator, "title", 1.0
    )


def test_a_place_says_where_the_note_is_called() -> None:
    body = paragraph("2.1", "One thing. ", new_page("6"), "Another thing.", call("12"), " A third.")
    chapter = division("2", DivisionKind.CHAPTER, "On Notes", body)
    citation = cites("12")
    (place,) = citing_places(document(chapter, notes=(note("12"),)), [citation])["doe"]
    assert place.citation is citation
    assert (place.division, place.number, place.title) == ("2", "2", "On Notes")
    assert (place.paragraph, place.paragraph_number) == ("2.1", "1")
    assert (place.note, place.label, place.page) == ("n12", "12", "6")
    assert (place.before, place.after) == ("Another thing.", "")


def test_a_call_before_a_page_break_stands_on_the_old_page() -> None:
    body = paragraph("2.1", "At the end of the page.", call("1"), new_page("6"), "On the next.", call("2"))
    found = citing_places(
        document(division("2", DivisionKind.CHAPTER, "T", body), notes=(note("1"), note("2"))), [cites("1"), cites("2")]
    )
    assert [place.page for place in found["doe"]] == ["5", "6"]


def test_a_section_belongs_to_its_chapter() -> None:
    section = division("2.s1", DivisionKind.SECTION, "Section", paragraph("2.4", "Here.", call("1")))
    chapter = division("2", DivisionKind.CHAPTER, "Chapter", inner=(section,))
    (place,) = citing_places(document(chapter, notes=(note("1"),)), [cites("1")])["doe"]
    assert (place.division, place.title, place.paragraph) == ("2", "Chapter", "2.4")


def test_a_chapter_in_a_part_is_a_chapter() -> None:
    chapter = division("2", DivisionKind.CHAPTER, "Chapter", paragraph("2.4", "Here.", call("1")))
    part = division("part1", DivisionKind.PART, "Part", inner=(chapter,))
    (place,) = citing_places(document(part, notes=(note("1"),)), [cites("1")])["doe"]
    assert place.division == "2"


def test_of_several_calls_the_first_counts() -> None:
    one = division("1", DivisionKind.CHAPTER, "One", paragraph("1.1", "First.", call("1")))
    two = division("2", DivisionKind.CHAPTER, "Two", paragraph("2.1", "Second.", call("1")))
    (place,) = citing_places(document(one, two, notes=(note("1"),)), [cites("1")])["doe"]
    assert (place.paragraph, place.before) == ("1.1", "First.")


def test_a_call_in_a_heading_stands_in_no_paragraph() -> None:
    head = Heading(inlines(new_page("9"), "On Notes", call("1")), (span(),))
    chapter = division("2", DivisionKind.CHAPTER, "On Notes", head=head)
    (place,) = citing_places(document(chapter, notes=(note("1"),)), [cites("1")])["doe"]
    assert (place.division, place.paragraph, place.page, place.before) == ("2", "", "9", "On Notes")


def test_a_note_without_a_call_has_its_own_place() -> None:
    chapter = division("2", DivisionKind.CHAPTER, "On Notes", paragraph("2.1", "No call."))
    (place,) = citing_places(document(chapter, notes=(note("1", "2"),)), [cites("1")])["doe"]
    assert (place.division, place.paragraph, place.page, place.before, place.after) == ("2", "", "77", "", "")


def test_each_citation_of_a_work_is_a_place() -> None:
    chapter = division("2", DivisionKind.CHAPTER, "T", paragraph("2.1", "One.", call("1"), " Two.", call("2")))
    citations = [cites("1"), cites("1", page="46"), cites("1", "roe"), cites("2")]
    found = citing_places(document(chapter, notes=(note("1"), note("2"))), citations)
    assert list(found) == ["doe", "roe"]
    assert [place.citation for place in found["doe"]] == [citations[0], citations[1], citations[3]]


@pytest.mark.parametrize("kind", [TargetKind.PERIODICAL, TargetKind.ARCHIVE, TargetKind.UNRESOLVED])
def test_what_is_no_work_has_no_places(kind: TargetKind) -> None:
    chapter = division("2", DivisionKind.CHAPTER, "T", paragraph("2.1", "One.", call("1")))
    assert citing_places(document(chapter, notes=(note("1"),)), [cites("1", kind=kind)]) == {}


def test_a_long_sentence_is_shortened() -> None:
    body = paragraph("2.1", "Words " * 200, "end.", call("1"))
    chapter = division("2", DivisionKind.CHAPTER, "T", body)
    (place,) = citing_places(document(chapter, notes=(note("1"),)), [cites("1")])["doe"]
    assert place.before.startswith("…Words")
    assert place.before.endswith("end.")
    assert len(place.before) <= LONGEST_SENTENCE + 1
