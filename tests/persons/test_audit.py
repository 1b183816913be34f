"""The printed index held against namings, both made by hand.

An index is text, one entry a line: `Hume, David | 12, 13–15`. Namings are text too, a line for each person by id:
`hume: 12 13n 14t`, where `n` stands for a note, `t` for a title, `a` for an attribute, `?` for doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from glossator.model import Division, DivisionKind, Document, Heading, IndexEntry, Naming, Person, Use
from glossator.persons.audit import Audit, EntryAudit, Found, Lack, LetterTrial, audit_index, sum_trials
from glossator.spans import Span

SPAN = Span("A", 0, 1)
USES = {
    "": (Use.MENTION, False),
    "n": (Use.MENTION, True),
    "t": (Use.CITED, True),
    "h": (Use.HEADING, False),
    "a": (Use.ATTRIBUTIVE, False),
    "?": (Use.DOUBTFUL, False),
}


def document(*indexes: str) -> Document:
    divisions = []
    for text in indexes:
        entries = []
        for line in text.strip().splitlines():
            headword, _, locators = line.partition("|")
            pages = tuple(locator.strip() for locator in locators.split(",") if locator.strip())
            entries.append(IndexEntry(headword.strip(), pages, (), (SPAN,)))
        heading = Heading((), (SPAN,))
        divisions.append(Division(DivisionKind.INDEX, None, "Index", 1, None, None, heading, tuple(entries), ()))
    return Document("A", (), None, (), tuple(divisions), (), (), ())


def person_id(headword: str) -> str:
    return headword.partition(",")[0].lower()


def persons(*indexes: str, others: Iterable[str] = ()) -> list[Person]:
    headwords = [line.partition("|")[0].strip() for text in indexes for line in text.strip().splitlines()]
    listed = [Person(person_id(headword), headword, headword) for headword in headwords]
    return [*listed, *(Person(name.split()[-1].lower(), name) for name in others)]


def namings(text: str) -> list[Naming]:
    made: list[Naming] = []
    for line in text.strip().splitlines():
        person, _, places = line.strip().partition(":")
        for place in places.split():
            use, in_note = USES[place.lstrip("0123456789xvi")]
            page = place.rstrip("nth a?")
            doubtful = use is Use.DOUBTFUL
            candidates = ((person, 0.5), ("somebody", 0.4)) if doubtful else ()
            unit = f"{len(made)}"
            who = "" if doubtful else person
            made.append(Naming(who, unit, 0, 1, (SPAN,), page, in_note, use, "test", 1.0, False, candidates))
    return made


def audit(index: str, text: str, others: Iterable[str] = ()) -> Audit:
    return audit_index(document(index), persons(index, others=others), namings(text))


def pages_of(entry: EntryAudit) -> str:
    return " ".join(f"{page.page}:{page.found}" for locator in entry.locators for page in locator.pages)


def numbers(*ranges: range) -> str:
    return " ".join(str(page) for pages in ranges for page in pages)


# --- what stands at a locator ------------------------------------------------------------------------------------


def test_every_page_of_a_locator_tells_what_was_found() -> None:
    (entry,) = audit("Hume, David | ix, 1, 2–4, 6, 7, 8", "hume: ix 1n 2t 3h 4a 6? 8 9").entries
    assert pages_of(entry) == "ix:body 1:note 2:title 3:title 4:attributive 6:doubtful 7:nothing 8:body"
    assert [locator.locator for locator in entry.locators] == ["ix", "1", "2–4", "6", "7", "8"]
    assert (entry.ordinal, entry.person, entry.unlisted, entry.cut) == (1, "hume", ("9",), False)


@pytest.mark.parametrize("places", ["5? 5a 5t 5n 5", "5 5n 5t 5a 5?", "5n 5? 5 5a 5t"])
def test_the_best_of_a_page_counts(places: str) -> None:
    assert pages_of(audit("Hume, David | 5", f"hume: {places}").entries[0]) == "5:body"


def test_the_first_of_the_best_is_shown() -> None:
    (entry,) = audit("Hume, David | 5, 6", "hume: 5n 5 5 5n").entries
    first, second = (locator.pages[0] for locator in entry.locators)
    assert first.naming is not None
    assert first.naming.unit == "1"
    assert (second.found, second.naming) == (Found.NOTHING, None)


def test_only_mentions_are_missed_in_the_index() -> None:
    (entry,) = audit("Hume, David | 5", "hume: 10n 9 5 6t 7a 8? xi").entries
    assert entry.unlisted == ("xi", "9", "10")


def test_a_naming_on_no_page_is_nowhere() -> None:
    lost = [naming._replace(page=None) for naming in namings("hume: 5")]
    (entry,) = audit_index(document("Hume, David | 5"), persons("Hume, David | 5"), lost).entries
    assert pages_of(entry) == "5:nothing"


def test_entries_with_one_headword_are_of_one_person() -> None:
    """Each shows its own locators; what both lack stands at the last."""
    index = "Smith, John | 3\nSmithers, Al | 4\nSmith,  John. | 8"
    one = [Person("smith", "John Smith", "Smith, John"), Person("smithers", "Al Smithers", "Smithers, Al")]
    entries = audit_index(document(index), one, namings("smith: 3 8 11\nsmithers: 4")).entries
    assert [(entry.ordinal, entry.person, pages_of(entry), entry.unlisted) for entry in entries] == [
        (1, "smith", "3:body", ()),
        (2, "smithers", "4:body", ()),
        (3, "smith", "8:body", ("11",)),
    ]


def test_one_entry_of_two_is_not_cut_by_the_other() -> None:
    index = f"Hume, David | 10–19\nHume, David | 30–39\n{OTHERS}"
    known = [Person("hume", "David Hume", "Hume, David"), Person("zweig", "Ann Zweig", "Zweig, Ann")]
    made = audit_index(document(index), known, namings(f"hume: {numbers(range(10, 20), range(30, 40))}\nzweig: 99"))
    assert not any(entry.cut or entry.unlisted for entry in made.entries)
    assert made.trials[0] == LetterTrial("H", 1, 20, 20, 20)
    more = namings(f"hume: {numbers(range(10, 20), range(30, 40), range(50, 60))}\nzweig: 99")
    broken = audit_index(document(index), known, more)
    assert [entry.cut for entry in broken.entries] == [False, True, False]
    assert supplement(broken) == ["H Hume, David 50–59 rest"]


def test_a_cross_reference_is_no_entry_of_a_person() -> None:
    """It is neither cut nor out of order, but its letter is not missing."""
    index = "Baer, Ann | 1\nZorn: see Hume, David\nDietz, Bo | 2\nHume, David | 3"
    made = audit(index, "baer: 1\ndietz: 2\nhume: 3\nzech: 4", ["Al Zech"])
    assert [entry.ordinal for entry in made.entries] == [1, 3, 4]
    assert made.out_of_order == ()
    assert (made.missing_letters, supplement(made)) == ((), ["Z Zech, Al 4 entry"])


def test_an_entry_of_nobody_has_no_finds() -> None:
    made = audit_index(document("Hume, David | 5"), [], namings("hume: 5?"))
    assert [(entry.person, pages_of(entry)) for entry in made.entries] == [("", "5:nothing")]


def test_without_an_index_there_is_nothing_to_hold() -> None:
    made = audit_index(document(), persons(others=["David Hume"]), namings("hume: 5"))
    assert made[:6] == ((), (), (), (), (), ())


# --- entries that lost their end ---------------------------------------------------------------------------------

OTHERS = "Zweig, Ann | 99"  # shows how far the index reaches


def cut(locators: str, places: str, others: str = OTHERS) -> bool:
    return audit(f"Hume, David | {locators}\n{others}", f"hume: {places}\nzweig: 99").entries[0].cut


def test_an_entry_that_breaks_off_is_cut() -> None:
    assert cut("10–19", numbers(range(10, 20), range(30, 40)))


def test_a_page_left_out_before_the_end_does_no_harm() -> None:
    assert cut("10–19, 21–24", numbers(range(10, 25), range(30, 40)))


@pytest.mark.parametrize(
    ("locators", "places"),
    [
        ("10–19", numbers(range(10, 20), range(30, 34))),  # few are missing
        ("10", numbers(range(10, 15))),  # one page is no list that could break off
        ("10–12", numbers(range(10, 13), range(30, 35))),  # nor are three, for five more
        ("10–14, 20–24, 30–34, 40–44", numbers(range(10, 45, 2), range(50, 60, 5))),
        ("10, 14, 18, 22, 26, 30", numbers(range(10, 60, 2))),  # it lists every second page anyway
        ("10, 20, 30, 55", numbers(range(10, 56))),
        ("10–12, 14–16, 18–20, 22–24, 26–28, 30–32", numbers(range(10, 33), range(40, 80))),  # gaps all over
        ("10–19", numbers(range(10, 20), range(100, 120))),  # no entry lists these pages
        ("10–19", " ".join(f"{page}n" for page in range(10, 50))),
        ("10–19", numbers(range(10, 20)) + " " + " ".join(f"{page}a" for page in range(30, 50))),
    ],
)
def test_an_entry_that_is_merely_incomplete_is_not_cut(locators: str, places: str) -> None:
    assert not cut(locators, places)


def test_sub_entries_need_not_ascend() -> None:
    assert not cut("30–39, 10–19", numbers(range(10, 20), range(30, 40)))


def test_an_entry_without_locators_is_cut_if_the_body_names_the_person() -> None:
    assert cut("", "12")
    assert not cut("", "12n")
    assert not cut("", "120")


# --- letters and order -------------------------------------------------------------------------------------------

LISTED = "\n".join(f"B{name}, Ann | {page}" for page, name in enumerate(("aer", "ell", "oll", "unt", "yrd"), 1))
NAMED = "\n".join(f"{person_id(line)}: {page}" for page, line in enumerate(LISTED.splitlines(), 1))


def test_a_letter_without_entries_is_missing() -> None:
    made = audit(LISTED, f"{NAMED}\nkirsch: 4\nöhm: 5n\nrank: 6t", ["Al Kirsch", "Al Öhm", "Al Rank"])
    assert made.missing_letters == ("K",)
    assert made.without_entry == ("kirsch", "öhm")


def test_with_many_persons_it_is_lost() -> None:
    others = ["Al Kirsch", "Bo Klein", "Cy Koch", "Al Ohm"]
    made = audit(LISTED, f"{NAMED}\nkirsch: 1\nklein: 2\nkoch: 3\nohm: 4", others)
    assert made.missing_letters == ("K", "O")
    assert made.lost_letters == ("K",)


def test_where_an_index_chooses_its_persons_no_letter_is_lost() -> None:
    others = ["Al Kirsch", "Bo Klein", "Cy Koch", "Al Bach", "Al Beer", "Al Bohr"]
    made = audit(LISTED, f"{NAMED}\nkirsch: 1\nklein: 2\nkoch: 3\nbach: 3\nbeer: 3\nbohr: 3", others)
    assert made.missing_letters == ("K",)
    assert made.lost_letters == ()


@pytest.mark.parametrize(
    ("listed", "often", "lost"),
    [
        pytest.param(18, 24, ["klein"], id="18 others are named as often, and all have an entry"),
        pytest.param(17, 24, [], id="too few others to tell"),
        pytest.param(40, 2, [], id="others who are named so seldom are left out too"),
    ],
)
def test_an_entry_is_lost_where_such_an_index_leaves_out_nobody(listed: int, often: int, lost: list[str]) -> None:
    frequent = " ".join(str(page) for page in range(1, 6))
    index = "\n".join(f"Ka{at:02}, A | 1–5" for at in range(listed))
    named = "\n".join(f"ka{at:02}: {frequent}" for at in range(listed))
    seldom = "klaus: 7\nkrug: 8\nkurz: 8 9"
    pages = " ".join(str(page) for page in range(1, often + 1))
    made = audit(index, f"{named}\n{seldom}\nklein: {pages}", ["Al Klein", "Bo Klaus", "Cy Krug", "Di Kurz"])
    assert [entry.person for entry in made.supplement if entry.lack is Lack.LOST] == lost


def test_an_entry_out_of_order_has_its_ordinal() -> None:
    assert audit("Abel | 1\nZed | 1\nBaker | 2\nCarr | 3", "").out_of_order == (2,)


def test_each_index_of_a_book_has_its_own_order() -> None:
    names, places = "Abel | 1\nBaker | 2\nCarr | 3", "Berlin | 1\nAachen | 3\nBonn | 2"
    made = audit_index(document(names, places), persons(names, places), [])
    assert [entry.ordinal for entry in made.entries] == [1, 2, 3, 4, 5, 6]
    assert made.out_of_order == (4,)


# --- the supplement ----------------------------------------------------------------------------------------------


def supplement(made: Audit) -> list[str]:
    return [f"{entry.letter} {entry.headword} {', '.join(entry.locators)} {entry.lack}" for entry in made.supplement]


def test_the_supplement_has_what_the_index_lacks() -> None:
    index = f"Baer, Ann | 1–3\nHume, David | 10–19\n{OTHERS}"
    text = f"""
        hume: {numbers(range(10, 20), range(30, 40))}
        baer: 1 2 3 4
        bohr: 8 9 7 12
        kirsch: 2n 5
        zweig: 99
    """
    assert supplement(audit(index, text, ["Al Kirsch", "Niels Bohr", "Nobody"])) == [
        "B Bohr, Niels 7–9, 12 entry",
        "H Hume, David 30–39 rest",
        "K Kirsch, Al 5 letter",
    ]


def test_an_entry_without_locators_has_all_pages_as_its_rest() -> None:
    assert supplement(audit(f"Hume, David |\n{OTHERS}", "hume: 12 14\nzweig: 99")) == ["H Hume, David 12, 14 rest"]


def test_the_supplement_stands_in_the_order_of_the_alphabet() -> None:
    others = ["Al Kirsch", "Al Öhm", "Zoe Baker", "Al Bakerman", "Al Zweig", "Al Ohms"]
    made = audit(LISTED, "kirsch: 1\nöhm: 1\nbaker: 1\nbakerman: 1\nohms: 1\nzweig: 1", others)
    assert [entry.headword for entry in made.supplement] == [
        "Baker, Zoe", "Bakerman, Al", "Kirsch, Al", "Öhm, Al", "Ohms, Al", "Zweig, Al",
    ]  # fmt: skip


def test_an_index_that_lists_notes_gets_a_supplement_that_does() -> None:
    others = ["Al Kirsch"]
    text = "hume: 1 2n 3 4n\nkirsch: 5 8n"
    with_notes = audit("Hume, David | 1, 2, 3, 4", text, others)
    without = audit("Hume, David | 1, 3", text, others)
    assert (with_notes.habit.notes, without.habit.notes) == (True, False)
    assert supplement(with_notes) == ["K Kirsch, Al 5, 8 letter"]
    assert supplement(without) == ["K Kirsch, Al 5 letter"]


def test_nothing_speaks_for_notes_where_there_are_none() -> None:
    assert not audit("Hume, David | 1, 3", "hume: 1 3").habit.notes


def test_whoever_stands_in_notes_alone_is_not_in_a_supplement_of_the_body() -> None:
    made = audit("Hume, David | 1, 3", "hume: 1 2n 3 4n\nkirsch: 8n", ["Al Kirsch"])
    assert supplement(made) == []
    assert made.without_entry == ("kirsch",)
    assert made.missing_letters == ()


@pytest.mark.parametrize(
    ("locators", "joined"),
    [
        ("1–2, 5–7", "3–4, 6–8"),
        ("1, 2, 5–7", "3, 4, 6–8"),
        ("1, 2, 5, 6, 7, 10–13", "3, 4, 6, 7, 8"),
        ("1, 2, 5, 6, 7", "3, 4, 6, 7, 8"),  # it has no range at all
        ("1, 9", "3–4, 6–8"),  # nothing speaks against it
        ("1, 2, 5–6, 8–9, 11–12", "3–4, 6–8"),  # once is a slip
    ],
)
def test_pages_are_joined_as_the_index_does(locators: str, joined: str) -> None:
    made = audit(f"Hume, David | {locators}", "hume: 1\nkirsch: 3 4 6 7 8", ["Al Kirsch"])
    assert supplement(made) == [f"K Kirsch, Al {joined} letter"]


# --- trials ------------------------------------------------------------------------------------------------------


def test_a_letter_is_rebuilt_from_the_mentions() -> None:
    index = "Baer, Ann | 1, 2\nBell, Bo | 5–7\nHume, David | 4, 9"
    text = "baer: 1 2 3\nbell: 5 7\nbohr: 8\nhume: 4 9"
    made = audit(index, text, ["Niels Bohr"])
    assert made.trials == (LetterTrial("B", 2, 5, 6, 4), LetterTrial("H", 1, 2, 2, 2))
    assert sum_trials(made.trials) == LetterTrial("", 3, 7, 8, 6)


def test_a_letter_is_rebuilt_with_the_habit_of_the_others() -> None:
    """The entry under B lists notes, those under H do not: by itself each letter would be rebuilt without a fault."""
    index = "Baer, Ann | 1, 2\nHume, David | 4, 9\nHunt, Al | 3"
    text = "baer: 1 2n\nhume: 4 5n 6n 9\nhunt: 3 7n"
    assert audit(index, text).trials == (LetterTrial("B", 1, 2, 1, 1), LetterTrial("H", 2, 3, 6, 3))


def test_no_habit_is_learned_from_an_entry_that_is_cut() -> None:
    """Its notes are beyond its end; with them the index would seem to heed the body alone."""
    lost = " ".join(f"{page}n" for page in range(40, 60))
    index = f"Baer, Ann | 1, 2\nHume, David | 10–19\n{OTHERS}"
    made = audit(index, f"baer: 1 2n\nhume: {numbers(range(10, 20), range(30, 40))} {lost}\nzweig: 98n 99")
    assert made.entries[1].cut
    assert made.habit.notes
    assert made.trials[-1] == LetterTrial("Z", 1, 1, 2, 1)


# --- large books -------------------------------------------------------------------------------------------------


def large(size: int, letters: int) -> tuple[Document, list[Person], list[Naming]]:
    """An index of many letters in which every third person is left out and every tenth entry stands wrong."""
    headwords = [f"{chr(0x4E00 + at % letters)}a{at if at % 10 else -at}, Ann" for at in range(size)]
    index = "\n".join(
        f"{headword} | 3, {at % 500}, {at % 400 + 2}–{at % 400 + 9}" for at, headword in enumerate(headwords)
    )
    known = [Person(f"p{at}", word, word if at % 3 else None) for at, word in enumerate(headwords)]
    named = "\n".join(f"p{at * 7 % size}: {at % 500} {at % 300}n {at % 500}?" for at in range(2 * size))
    return document(index), known, namings(named)


@pytest.mark.parametrize("letters", [26, 5000])
def test_large_indexes_are_work_in_proportion(letters: int, steps: Callable[[Callable[[], object]], int]) -> None:
    """Four times the index is four times the work; if it grew with the square, sixteen times."""

    def work(size: int) -> int:
        made = large(size, letters)
        return steps(lambda: audit_index(*made))

    assert work(2000) < 5 * work(500)
