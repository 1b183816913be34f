"""The reader of `rulings.yml`, and quotations that hold no word of the text."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.diagnostics import GlossatorError, Place
from glossator.model import CitationForm, Locator, Relation, Target, TargetKind, Use
from glossator.rulings import Alias, CitationRuling, MentionRuling, Quotation, Rulings, read_rulings

RULING = """\
citations:
  - note: n1
    quotation: 5:0123456789ab
    work: kaul1911rand
    reason: the page agrees
"""
MENTION = """\
mentions:
  - name: Ash
    quotation: 8:0123456789ab
    person: ash-mary
    reason: the mill is hers
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "rulings.yml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> list[tuple[str, int, int]]:
    """Return rule, line and column of all faults of a file."""
    with pytest.raises(GlossatorError) as caught:
        read_rulings(write(folder, text))
    found = []
    for problem in caught.value.problems:
        (place,) = problem.places
        assert isinstance(place, Place)
        found.append((problem.rule, place.line, place.column))
    return found


# --- quotations ---------------------------------------------------------------------------------------------------


def test_a_quotation_is_a_length_and_twelve_figures() -> None:
    quotation = Quotation.of("Mlýn 🛶")
    assert quotation == Quotation(6, hashlib.sha256("Mlýn 🛶".encode()).hexdigest()[:12])
    assert str(quotation) == f"6:{quotation.hash}"


def test_of_several_stretches_the_first_is_found() -> None:
    assert Quotation.of("Ash").find("Birch, Ash; Ash") == 7
    assert Quotation.of("aa").find("aaaa") == 0
    assert Quotation.of("Ash").find("Ash") == 0


@pytest.mark.parametrize("text", ["", "As", "ash", "Birch"])
def test_what_is_not_in_a_text_is_not_found(text: str) -> None:
    assert Quotation.of("Ash").find(text) is None


@given(st.text(alphabet="ab🛶é \n", max_size=30), st.data())
def test_a_stretch_is_found_where_it_first_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))]
    assert Quotation.of(words).find(text) == text.index(words)


# --- files without faults -----------------------------------------------------------------------------------------


def test_without_a_file_there_are_no_rulings(tmp_path: Path) -> None:
    assert read_rulings(tmp_path / "rulings.yml") == Rulings()


@pytest.mark.parametrize(
    "text", ["citations:\n", "citations: []\n", "aliases: []\ncitations: []\n", "mentions:\n", "mentions: []\n"]
)
def test_a_file_may_wait_for_its_first_ruling(tmp_path: Path, text: str) -> None:
    assert read_rulings(write(tmp_path, text)) == Rulings()


def test_each_kind_of_ruling_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """\
citations:
  - {note: n1, quotation: "5:0123456789ab", work: kaul1911rand, reason: the page agrees}
  - {note: n2, quotation: "5:0123456789ab", periodical: Mill News, date: 7. 11. 1917, reason: a newspaper}
  - {note: n2, quotation: "6:0123456789ab", archive: The Mill's Papers, reason: unprinted}
  - {note: n3, quotation: "7:0123456789ab", decision: unresolved, reason: nobody knows}
  - note: n4
    quotation: "8:0123456789ab"
    decision: none
    reason: the name of a mill
  - note: n5
    quotation: 9:0123456789ab
    work: ash1901water
    form: op-cit
    relation: other-edition
    volume: 2
    part: Weirs
    locator_label: chapter
    locator: IV
    reason: |
      the chapter is
      in the second volume
  - {note: n6, quotation: "9:0123456789ab", work: ash1901water, locator: 12, reason: a page}
aliases:
  - {name: The Black Book, work: ash1901water, reason: its binding}
""",
    )
    rulings = read_rulings(path)
    assert [(ruling.note, ruling.quotation.length, ruling.target) for ruling in rulings.citations] == [
        ("n1", 5, Target(TargetKind.WORK, key="kaul1911rand")),
        ("n2", 5, Target(TargetKind.PERIODICAL, name="Mill News", date="7. 11. 1917")),
        ("n2", 6, Target(TargetKind.ARCHIVE, name="The Mill's Papers")),
        ("n3", 7, Target(TargetKind.UNRESOLVED)),
        ("n4", 8, None),
        ("n5", 9, Target(TargetKind.WORK, key="ash1901water")),
        ("n6", 9, Target(TargetKind.WORK, key="ash1901water")),
    ]
    first, full, paged = rulings.citations[0], rulings.citations[5], rulings.citations[6]
    assert isinstance(first, CitationRuling)
    assert (first.form, first.relation, first.volume, first.part, first.locator) == (None, None, None, None, None)
    assert (full.form, full.relation) == (CitationForm.OP_CIT, Relation.OTHER_EDITION)
    assert (full.volume, full.part, full.locator) == ("2", "Weirs", Locator("chapter", "IV"))
    assert full.reason == "the chapter is in the second volume"
    assert (full.place.line, full.place.column) == (10, 5)
    assert paged.locator == Locator("page", "12")
    (alias,) = rulings.aliases
    assert alias == Alias("The Black Book", "ash1901water", "its binding", alias.place)
    assert (alias.place.line, alias.place.column) == (24, 5)


def test_rulings_on_names_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """\
mentions:
  - {name: Ash, quotation: "8:0123456789ab", person: ash-mary, reason: the mill is hers}
  - {name: "Mary Ash", quotation: "8:0123456789ab", decision: none, reason: a tree}
  - name: M. Ash
    quotation: 9:0123456789ab
    person: ash-mary
    use: attributive
    reason: |
      the ship
      that bears her name
  - {name: Ash, quotation: "9:0123456789ab", person: ash-mary, use: cited, reason: an author}
  - {name: Ash, quotation: "9:0123456789ac", person: ash-mary, use: mention, reason: she herself}
""",
    )
    rulings = read_rulings(path)
    assert (rulings.citations, rulings.aliases) == ((), ())
    assert [(ruling.name, ruling.quotation.length, ruling.person, ruling.use) for ruling in rulings.mentions] == [
        ("Ash", 8, "ash-mary", Use.MENTION),
        ("Mary Ash", 8, None, Use.MENTION),
        ("M. Ash", 9, "ash-mary", Use.ATTRIBUTIVE),
        ("Ash", 9, "ash-mary", Use.CITED),
        ("Ash", 9, "ash-mary", Use.MENTION),
    ]
    ruling = rulings.mentions[2]
    assert isinstance(ruling, MentionRuling)
    assert ruling.quotation == Quotation(9, "0123456789ab")
    assert ruling.reason == "the ship that bears her name"
    assert (ruling.place.line, ruling.place.column) == (4, 5)


# --- files with faults --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n# nothing yet\n", "---\n", "~\n"])
def test_an_empty_file_says_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(GlossatorError) as caught:
        read_rulings(write(tmp_path, text))
    assert "the file is empty" in str(caught.value)
    assert "rulings.yml:1:1" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    reason: the page agrees\n", "", [("key-missing", 2, 5)]),
        ("reason: the page agrees", "reason:", [("key-missing", 5, 5)]),
        ("reason: the page agrees", "reason: ''", [("value-not-valid", 5, 13)]),
        ("note: n1", "page: 1", [("key-missing", 2, 5), ("key-unknown", 2, 5)]),
        ("    quotation: 5:0123456789ab\n", "", [("key-missing", 2, 5)]),
        ("5:0123456789ab", "the words", [("value-not-valid", 3, 16)]),
        ("5:0123456789ab", "0:0123456789ab", [("value-not-valid", 3, 16)]),
        ("5:0123456789ab", "5:0123456789a", [("value-not-valid", 3, 16)]),
        ("5:0123456789ab", "5:0123456789AB", [("value-not-valid", 3, 16)]),
        ("5:0123456789ab", "[5]", [("value-of-wrong-kind", 3, 16)]),
        ("    work: kaul1911rand\n", "", [("value-not-valid", 2, 5)]),
        ("work: kaul1911rand", "work: kaul1911rand\n    decision: unresolved", [("value-not-valid", 2, 5)]),
        ("work: kaul1911rand", "work: kaul1911rand\n    archive: The Mill", [("value-not-valid", 2, 5)]),
        ("work: kaul1911rand", "decision: perhaps", [("value-not-valid", 2, 5), ("value-not-valid", 4, 15)]),
        ("work: kaul1911rand", "work: [kaul1911rand]", [("value-not-valid", 2, 5), ("value-of-wrong-kind", 4, 11)]),
        ("work: kaul", "form: shorter\n    work: kaul", [("value-not-valid", 4, 11)]),
        ("work: kaul", "relation: cousin\n    work: kaul", [("value-not-valid", 4, 15)]),
        ("work: kaul", "locater: 5\n    work: kaul", [("key-unknown", 4, 5)]),
        ("work: kaul", "note: n2\n    work: kaul", [("key-repeated", 4, 5)]),
        ("citations:", "citation:", [("key-unknown", 1, 1)]),
        (RULING, "citations: none\n", [("value-of-wrong-kind", 1, 12)]),
        (RULING, "citations: {note: n1}\n", [("value-of-wrong-kind", 1, 12)]),
        (RULING, "citations: [n1]\n", [("value-of-wrong-kind", 1, 13), ("value-not-valid", 1, 13)]),
        (RULING, "- note: n1\n", [("value-of-wrong-kind", 1, 1)]),
        (RULING, "citations:\n\t- note: n1\n", [("yaml-invalid", 2, 1)]),
        (RULING, "aliases:\n  - name: The Black Book\n", [("key-missing", 2, 5), ("key-missing", 2, 5)]),
        (RULING, "aliases:\n  - {name: B, work: k, reason: r, note: n}\n", [("key-unknown", 2, 35)]),
    ],
)
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, expected: list[tuple[str, int, int]]
) -> None:
    assert old in RULING
    assert faults(tmp_path, RULING.replace(old, new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  - name: Ash\n    quotation", "  - quotation", [("key-missing", 2, 5)]),
        ("name: Ash", "name: ''", [("value-not-valid", 2, 11)]),
        ("name: Ash", "name: [Ash]", [("value-of-wrong-kind", 2, 11)]),
        ("    quotation: 8:0123456789ab\n", "", [("key-missing", 2, 5)]),
        ("8:0123456789ab", "Ash Mill", [("value-not-valid", 3, 16)]),
        ("8:0123456789ab", "1000000:0123456789ab", [("value-not-valid", 3, 16)]),
        ("    reason: the mill is hers\n", "", [("key-missing", 2, 5)]),
        ("    person: ash-mary\n", "", [("value-not-valid", 2, 5)]),
        ("person: ash-mary", "person: ash-mary\n    decision: none", [("value-not-valid", 2, 5)]),
        ("person: ash-mary", "decision: unresolved", [("value-not-valid", 2, 5), ("value-not-valid", 4, 15)]),
        ("person: ash-mary", "person: [ash-mary]", [("value-not-valid", 2, 5), ("value-of-wrong-kind", 4, 13)]),
        ("person: ash-mary", "person: ash-mary\n    use: doubtful", [("value-not-valid", 5, 10)]),
        ("person: ash-mary", "person: ash-mary\n    use: heading", [("value-not-valid", 5, 10)]),
        ("person: ash-mary", "work: ash1981mills", [("value-not-valid", 2, 5), ("key-unknown", 4, 5)]),
        ("person: ash-mary", "note: n1\n    person: ash-mary", [("key-unknown", 4, 5)]),
        ("mentions:", "mention:", [("key-unknown", 1, 1)]),
        (MENTION, "mentions: none\n", [("value-of-wrong-kind", 1, 11)]),
    ],
)
def test_a_fault_in_a_ruling_on_a_name_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, expected: list[tuple[str, int, int]]
) -> None:
    assert old in MENTION
    assert faults(tmp_path, MENTION.replace(old, new)) == expected


def test_one_name_in_one_place_is_ruled_once(tmp_path: Path) -> None:
    again = MENTION.partition("\n")[2].replace("ash-mary", "ash-martha")
    assert faults(tmp_path, MENTION + again) == [("value-repeated", 6, 5)]
    for other in (again.replace("8:", "9:"), again.replace("name: Ash", "name: Ash Mill")):
        assert len(read_rulings(write(tmp_path, MENTION + other)).mentions) == 2


def test_faults_in_rulings_of_both_kinds_are_shown_at_once(tmp_path: Path) -> None:
    text = RULING.replace("work: ", "wrk: ") + MENTION.replace("person: ", "persn: ")
    found = faults(tmp_path, text)
    assert [rule for rule, _, _ in found].count("key-unknown") == 2
    assert [rule for rule, _, _ in found].count("value-not-valid") == 2


def test_a_ruling_without_locator_has_no_label(tmp_path: Path) -> None:
    text = RULING.replace("work: kaul", "locator_label: page\n    work: kaul")
    assert faults(tmp_path, text) == [("value-not-valid", 4, 20)]


def test_a_date_belongs_to_a_periodical(tmp_path: Path) -> None:
    assert faults(tmp_path, RULING.replace("work: kaul", "date: 1917\n    work: kaul")) == [("value-not-valid", 4, 11)]


def test_one_place_is_ruled_once(tmp_path: Path) -> None:
    again = RULING.partition("\n")[2].replace("kaul1911rand", "ash1901water")
    assert faults(tmp_path, RULING + again) == [("value-repeated", 6, 5)]
    other = again.replace("n1", "n2")
    assert len(read_rulings(write(tmp_path, RULING + other)).citations) == 2


def test_all_faults_are_shown_at_once(tmp_path: Path) -> None:
    text = "citations:\n  - note: n1\n    work: a\n    archive: b\naliases: 5\nextra: 1\n"
    assert faults(tmp_path, text) == [
        ("key-missing", 2, 5),
        ("key-missing", 2, 5),
        ("value-not-valid", 2, 5),
        ("value-of-wrong-kind", 5, 10),
        ("key-unknown", 6, 1),
    ]
