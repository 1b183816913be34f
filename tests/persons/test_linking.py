"""From a document to namings with their places in the witness, by a small book; rulings on names; findings."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache

import pytest

from glossator.anchors.plain import number_plainly
from glossator.diagnostics import RULES, Diagnostic, Place
from glossator.model import Document, Naming, Person, Use, Witness
from glossator.parse.document import Names, parse_document
from glossator.persons.linking import Named, name_persons
from glossator.rulings import MentionRuling, Quotation
from glossator.source.dialects import detect
from glossator.spans import Span
from glossator.walk import texts_by_id

# Two names are cut by pages; in note 1 the first words are a citation.
WITNESS = """\
# Contents

1. On Meeting David Hume ..... 3

2. On Tea ..... 6

# 1. On Meeting David Hume

In the year of the frost *David* Hume came to town, and it was said that Hume,<sup>1</sup> who wore a hat, wore two.
Rous-

---

1 Hume D., *Of Frost*, p. 4, says that Rousseau lent it.

seau saw *The Hat of David Hume* hang in the hall. Nobody else went out with David

---

2 Or so Hume says.

**Hume** in such weather.<sup>2</sup> Hume, a hatter, and P. Hume, a baker, stayed in.

# 2. On Tea

Tea was drunk by Rousseau. The tea of Joseph Banks was drunk by none; Joseph drank it. Rousseau slept.
"""
HUME = Person("hume", "David Hume", declared=True)
PERSONS = (
    HUME,
    Person("rousseau", "Jean-Jacques Rousseau", declared=True),
    Person("banks", "Joseph Banks", "Banks, Joseph", ("6",)),
    Person("smith", "Adam Smith", declared=True),
    Person("burke", "Edmund Burke", declared=True),
)
CITED = {"n1": ((0, 23),)}


@cache
def document(witness: str = WITNESS) -> Document:
    sha256 = hashlib.sha256(witness.encode()).hexdigest()
    return number_plainly(parse_document(Witness("A", "a.md", sha256, detect(witness), witness), Names.of([])))


def texts() -> dict[str, str]:
    return texts_by_id(document())


def linked(*rulings: MentionRuling, persons: Sequence[Person] = PERSONS) -> Named:
    return name_persons(document(), WITNESS, persons, CITED, "en", rulings)


def words(naming: Naming) -> list[str]:
    """Return what stands in the witness where a name stands, for each piece."""
    return [WITNESS[span.start : span.end] for span in naming.spans]


def at(named: Named, unit: str, name: str, nth: int = 1) -> list[Naming]:
    """Return the namings that overlap the nth place where a name stands in the text of a unit."""
    text, start = texts()[unit], -1
    for _ in range(nth):
        start = text.index(name, start + 1)
    end = start + len(name)
    return [one for one in named.namings if one.unit == unit and one.start < end and start < one.end]


def findings(named: Named, rule: str) -> list[Diagnostic]:
    return [finding for finding in named.findings if finding.rule == rule]


# --- places ----------------------------------------------------------------------------------------------------------


def test_every_name_with_its_use_and_its_words() -> None:
    found = [(one.unit, one.person, one.use.value, " ".join(words(one))) for one in linked().namings]
    assert found == [
        ("1", "hume", "heading", "David Hume"),
        ("1.1", "hume", "mention", "David* Hume"),
        ("1.1", "hume", "mention", "Hume"),
        ("1.1", "rousseau", "mention", "Rous seau"),
        ("1.1", "hume", "cited", "David Hume"),
        ("1.1", "hume", "mention", "David Hume"),
        ("1.1", "hume", "mention", "Hume"),
        ("1.1", "", "doubtful", "P. Hume"),
        ("2.1", "rousseau", "mention", "Rousseau"),
        ("2.1", "banks", "mention", "Joseph Banks"),
        ("2.1", "banks", "mention", "Joseph"),
        ("2.1", "rousseau", "mention", "Rousseau"),
        ("n1", "hume", "cited", "Hume D."),
        ("n1", "rousseau", "mention", "Rousseau"),
        ("n2", "hume", "mention", "Hume"),
    ]


def test_a_name_that_a_page_cuts_has_two_places() -> None:
    assert [words(one) for one in linked().namings if len(one.spans) > 1] == [["Rous", "seau"], ["David", "Hume"]]
    for one in linked().namings:
        before, *behind = one.spans
        assert all(before.end < span.start for span in behind)
        assert {span.witness for span in one.spans} == {"A"}


def test_a_name_begins_on_the_page_of_its_first_letter() -> None:
    pages = {label.label: label.start.start for label in document().pages}
    for one in linked().namings:
        begun = [label for label, start in pages.items() if start <= one.spans[0].start]
        if not one.in_note:
            assert one.page == begun[-1]
    assert [(one.page, one.next_page) for one in linked().namings if len(one.spans) > 1] == [("3", "4"), ("4", "5")]
    assert all(one.next_page is None for one in linked().namings if len(one.spans) == 1)
    assert [one.in_note for one in linked().namings] == [False] * 12 + [True] * 3


def test_the_text_between_two_offsets_is_the_name() -> None:
    shown = {**texts(), "1": "On Meeting David Hume"}
    assert [shown[one.unit][one.start : one.end] for one in linked().namings][:6] == [
        "David Hume",
        "David Hume",
        "Hume",
        "Rousseau",  # the hyphen of the cut is none of the name
        "David Hume",
        "David Hume",
    ]


def test_linking_twice_gives_the_same() -> None:
    assert linked() == linked()


def test_without_persons_there_are_no_namings() -> None:
    assert linked(persons=()) == Named((), ())


# --- rulings ----------------------------------------------------------------------------------------------------------


def ruling(
    name: str,
    quoted: str,
    person: str | None,
    use: Use = Use.MENTION,
    line: int = 1,
) -> MentionRuling:
    assert quoted.startswith(name)
    return MentionRuling(name, Quotation.of(quoted), person, "we know", Place("rulings.yml", line, 3), use)


def test_a_ruling_names_the_person() -> None:
    named = linked(ruling("P. Hume", "P. Hume", "burke"))
    (naming,) = at(named, "1.1", "P. Hume")
    assert (naming.person, naming.use, naming.ruled, naming.method) == ("burke", Use.MENTION, True, "ruling")
    assert (words(naming), naming.page, naming.score, naming.candidates) == (["P. Hume"], "5", 1.0, ())
    assert named.findings == ()


def test_a_ruling_corrects_a_link_and_leaves_all_others() -> None:
    before, after = linked(), linked(ruling("Hume", "Hume, a hatter", "burke"))
    changed = [(one, other) for one, other in zip(before.namings, after.namings, strict=True) if one != other]
    ((one, other),) = changed
    assert (one.person, other.person) == ("hume", "burke")
    assert (one.unit, one.start, one.end, one.spans) == (other.unit, other.start, other.end, other.spans)


def test_a_ruling_may_name_more_or_less_than_what_was_found() -> None:
    (naming,) = at(linked(ruling("Joseph Banks", "Joseph Banks", "burke")), "2.1", "Joseph Banks")
    assert (naming.person, words(naming)) == ("burke", ["Joseph Banks"])
    (naming,) = at(linked(ruling("Banks", "Banks", "banks")), "2.1", "Joseph Banks")
    assert (naming.person, words(naming)) == ("banks", ["Banks"])
    named = linked(ruling("tea of Joseph Banks was", "tea of Joseph Banks was", "banks"))
    assert [words(one) for one in at(named, "2.1", "Joseph Banks")] == [["tea of Joseph Banks was"]]


def test_a_ruling_names_somebody_where_nothing_was_found() -> None:
    named = linked(ruling("a hatter", "a hatter", "burke"))
    assert [one.person for one in at(named, "1.1", "a hatter")] == ["burke"]
    places = [(one.unit, one.start) for one in named.namings if one.unit == "1.1"]
    assert places == sorted(places)
    assert len(named.namings) == len(linked().namings) + 1


def test_a_ruling_over_a_page_has_two_places() -> None:
    (naming,) = at(linked(ruling("David Hume", "David Hume in such", "burke")), "1.1", "David Hume", 3)
    assert words(naming) == ["David", "Hume"]


@pytest.mark.parametrize("use", [Use.MENTION, Use.ATTRIBUTIVE, Use.CITED])
def test_a_ruling_tells_what_a_name_does(use: Use) -> None:
    (naming,) = at(linked(ruling("Hume", "Hume, a hatter", "burke", use)), "1.1", "Hume, a")
    assert (naming.use, naming.person, naming.ruled) == (use, "burke", True)


def test_a_ruling_may_say_that_nobody_is_named() -> None:
    named = linked(ruling("Hume", "Hume, a hatter", None))
    (naming,) = at(named, "1.1", "Hume, a")
    assert (naming.use, naming.person, naming.ruled, words(naming)) == (Use.DOUBTFUL, "", True, ["Hume"])
    assert naming.candidates == (("hume", 1.0),)
    assert len(named.namings) == len(linked().namings)
    assert {finding.rule for finding in named.findings} == {"name-of-somebody-else"}


def test_a_ruling_that_nobody_is_named_keeps_who_might_have_been() -> None:
    persons = (Person("anna", "Anna Rousseau", declared=True), Person("bertha", "Bertha Rousseau", declared=True))
    named = linked(ruling("Rousseau", "Rousseau slept", None), persons=persons)
    (naming,) = at(named, "2.1", "Rousseau", 2)
    assert (naming.use, naming.ruled, naming.method) == (Use.DOUBTFUL, True, "ruling")
    assert [person for person, _ in naming.candidates] == ["anna", "bertha"]
    (finding,) = findings(named, "name-doubtful")
    assert len(finding.places) == 3


def test_a_ruling_on_a_stranger_leaves_nothing_to_be_done() -> None:
    named = linked(ruling("P. Hume", "P. Hume", None))
    assert at(named, "1.1", "P. Hume") == []
    assert named.findings == ()


def test_a_ruling_in_a_note() -> None:
    (naming,) = at(linked(ruling("Hume", "Hume says", "burke")), "n2", "Hume")
    assert (naming.person, naming.in_note, naming.page) == ("burke", True, "4")


@pytest.mark.parametrize(
    "needless",
    [
        ruling("Joseph Banks", "Joseph Banks", "banks"),
        ruling("David Hume", "David Hume hang", "hume", Use.CITED),
        ruling("hat", "hat, wore", None),
    ],
    ids=["the same person", "the same use", "nobody where nobody is found"],
)
def test_a_ruling_that_changes_nothing_is_found(needless: MentionRuling) -> None:
    named = linked(needless)
    (finding,) = findings(named, "ruling-needless")
    assert needless.name in finding.message
    assert finding.places == (needless.place,)
    assert [one._replace(ruled=False, method="", score=0) for one in named.namings] == [
        one._replace(ruled=False, method="", score=0) for one in linked().namings
    ]


@pytest.mark.parametrize(
    ("lost", "says"),
    [
        (ruling("Hume", "Hume, a draper", "hume"), "stands nowhere"),
        (ruling("Hume", "Hume", "hume"), "stands in 8 places"),
        (ruling("Rousseau", "Rousseau", "rousseau"), "stands in 4 places"),
        (ruling("Meeting", "Meeting", "hume"), "stands nowhere"),  # a heading
        (ruling("Hume", "Hume, a hatter", "hume-john"), "nobody has this id"),
    ],
)
def test_a_ruling_without_place_is_found_and_changes_nothing(lost: MentionRuling, says: str) -> None:
    named = linked(lost)
    (finding,) = findings(named, "ruling-without-place")
    assert says in finding.message
    assert finding.places == (lost.place,)
    assert named.namings == linked().namings


def test_two_places_are_told_apart_by_a_longer_quotation() -> None:
    for nth, quoted in ((1, "Rousseau. The"), (2, "Rousseau slept")):
        named = linked(ruling("Rousseau", quoted, "burke"))
        assert [one.person for one in at(named, "2.1", "Rousseau", nth)] == ["burke"]
        assert [one.person for one in at(named, "2.1", "Rousseau", 3 - nth)] == ["rousseau"]


def test_several_rulings() -> None:
    named = linked(
        ruling("P. Hume", "P. Hume", "burke", line=1),
        ruling("Hume", "Hume, a draper", "hume", line=2),
        ruling("Hume", "Hume, a hatter", None, line=3),
        ruling("Rousseau", "Rousseau slept", "smith", line=4),
    )
    assert [(one.person, words(one)) for one in named.namings if one.ruled] == [
        ("", ["Hume"]),
        ("burke", ["P. Hume"]),
        ("smith", ["Rousseau"]),
    ]
    assert [finding.rule for finding in named.findings] == ["ruling-without-place"]
    assert findings(named, "ruling-without-place")[0].places == (Place("rulings.yml", 2, 3),)


# --- findings ---------------------------------------------------------------------------------------------------------


def test_the_rules_keep_their_codes() -> None:
    assert [RULES[rule].code for rule in ("name-doubtful", "name-of-somebody-else")] == ["M001", "M002"]


def test_what_is_doubtful_is_found() -> None:
    named = name_persons(document(), WITNESS, (HUME._replace(declared=False), Person("b", "Anna Rousseau")), {}, "en")
    (doubtful,) = findings(named, "name-doubtful")
    assert doubtful.message.startswith("Rousseau may name b,")
    assert [WITNESS[span.start : span.end] for span in doubtful.places if isinstance(span, Span)] == ["Rous"] + [
        "Rousseau"
    ] * 3
    (stranger,) = findings(named, "name-of-somebody-else")
    assert stranger.message.startswith("P. Hume ")
    assert len(stranger.places) == 1


def test_what_may_mean_two_persons_names_both() -> None:
    persons = (Person("anna", "Anna Rousseau", declared=True), Person("bertha", "Bertha Rousseau", declared=True))
    (doubtful,) = findings(linked(persons=persons), "name-doubtful")
    assert doubtful.message.startswith("Rousseau may name anna or bertha,")
    assert len(doubtful.places) == 4
