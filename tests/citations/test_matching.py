"""Which work a citation means, by invented notes; and the words and names that decide it.

`to` shortens a note's citations to what they lead to: keys, or a class. `fault` marks what the program gets wrong; the
test complains when it is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.citations.bibtex import parse_bibliography
from glossator.citations.links import Linked, link_citations
from glossator.citations.title_index import near
from glossator.diagnostics import Place
from glossator.folding import fold, near_keys, words
from glossator.model import Citation, Division, DivisionKind, Document, Heading, Note, Paragraph, Text
from glossator.rulings import Alias, Rulings
from glossator.spans import Span

BIBLIOGRAPHY = r"""
@book{tides, author={Barlow, Edith}, title={Tides and Tollgates}, location={Oxford}, date={1948}}
@article{petition, author={Barlow, Edith}, title={The Ferrymen's Petition}, journaltitle={Journal of River History},
    volume={12}, date={1957}, pages={201--225}}
@book{ferries, author={Barlow, Thomas}, title={Ferries of the North}, location={Edinburgh}, date={1972}}
@collection{bridges, editor={Cope, Harriet and Dunmore, James}, title={Bridges and Their Builders}, date={1983}}
@mvbook{flood, author={Eldridge, Samuel}, title={A Short Account of the Great Flood}, volumes={2}, date={1791}}
@book{salt, author={Fairweather, Ruth}, title={Salt and Silence}, location={Norwich}, publisher={Jarrow}, date={1934}}
@book{winters, author={Gaunt, Percival}, title={Seven Winters}, location={Leeds}, publisher={Dale Press}, date={1955}}
@book{winters2, author={Marsh, Olive}, title={Seven Winters}, location={York}, publisher={Minster}, date={1966}}
@book{king, author={Lindqvist, Sven}, title={The Ferry King}, origtitle={Färjekungen}, location={London}, date={1966}}
@book{chaika, author={Čechov, Anton}, title={Čajka i drugie pjesy}, location={Moskva}, date={1955}}
@book{horak, author={Horák, Petr}, title={Dějiny mlýna v Dolním Údolí}, location={Praha}, publisher={Mlýn}, date={1931}}
@book{horan, author={Horan, Peter}, title={Lamps along the Quay}, location={Dublin}, publisher={Liffey}, date={1938}}
@book{minutes, title={Minutes of the Bridge Commissioners}, editor={Tranter, Oswald}, volume={1}, location={Marl},
    date={1902}}
"""
BODY = """
The river Marl is not long, and it is not deep, but for seven hundred years the people who lived on it could agree
about nothing else. They paid to cross it, they paid to fish in it, and when the mills came they paid to look at it.
Nobody knows who built the first bridge. It was there when the commissioners began to keep their minutes, and it was
already falling down. In the spring of every year the clerk wrote that it would be mended, and in the autumn he wrote
that it had not been. After the flood all this changed.
"""


TIDES = "Barlow E., Tides and Tollgates"
LAMPS = "Horan P., Lamps along the Quay"


def document(notes: Sequence[str]) -> tuple[Document, str]:
    """Return a document of one chapter with these notes, and the text of its witness."""
    span = Span("A", 0, len(BODY))
    paragraph = Paragraph((Text(" ".join(BODY.split()), span),), (span,), "1.1", "1")
    chapter = Division(DivisionKind.CHAPTER, "1", "Water", 1, None, None, Heading((), ()), (paragraph,), (), "1")
    witness = BODY + "\n\n"
    made = []
    for number, text in enumerate(notes, 1):
        span = Span("A", len(witness), len(witness) + len(text))
        made.append(Note(str(number), f"n{number}", (Paragraph((Text(text, span),), (span,)),), (span,), None, "1"))
        witness += text + "\n\n"
    return Document("A", (), None, (), (chapter,), tuple(made), (), ()), witness


def linked(*notes: str, aliases: tuple[Alias, ...] = ()) -> Linked:
    made, witness = document(notes)
    bibliography = parse_bibliography(BIBLIOGRAPHY, "river.bib")
    return link_citations(made, witness, bibliography, Rulings((), aliases))


def cited(*notes: str) -> tuple[Citation, ...]:
    return linked(*notes).citations


def to(*notes: str, aliases: tuple[Alias, ...] = ()) -> list[str]:
    found = linked(*notes, aliases=aliases)
    return [citation.target.key or citation.target.kind.value for citation in found.citations]


def fault(*values: object, reason: str) -> object:
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason))


# --- authors -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "keys"),
    [
        ("Fairweather R., Salt and Silence, p. 4.", ["salt"]),
        ("Ruth Fairweather, Salt and Silence, p. 4.", ["salt"]),
        ("Fairweather, Salt, p. 4.", ["salt"]),
        ("Fairweather, p. 4.", ["salt"]),
        ("Barlow E., Tides, p. 4; Barlow E., Petition, p. 210.", ["tides", "petition"]),
        ("Barlow, Ferries, p. 4; Barlow, Tides, p. 5.", ["ferries", "tides"]),
        ("Horák P., Dějiny mlýna, p. 4; Horan P., Lamps, p. 5.", ["horak", "horan"]),
        ("Gaunt P., Seven Winters, p. 4; Marsh O., Seven Winters, p. 5.", ["winters", "winters2"]),
        ("Cope H./Dunmore J. (eds.), Bridges, p. 5.", ["bridges"]),
        ("Barlow T., p. 4.", ["ferries"]),
        ("Barlow T., op. cit., p. 4.", ["ferries"]),
        ("Horák, p. 4.", ["horak"]),
        fault("Fairweather 1934, p. 4.", ["salt"], reason="author and year"),
        fault("Fairweather (1934), p. 4.", ["salt"], reason="author and year"),
        fault("(Fairweather 1934: 4)", ["salt"], reason="author and year"),
        fault("Barlow 1957, p. 203.", ["petition"], reason="author and year"),
    ],
)
def test_names_tell_works_apart(note: str, keys: list[str]) -> None:
    assert to(note) == keys


@pytest.mark.parametrize(
    "note",
    [
        "Barlow, p. 4.",
        "Barlow E., p. 4.",
        "Seven Winters, p. 4.",
        "Wetherby J., Owls, p. 9.",
        "Marsh O., Owls of the Marl, p. 9.",
        "Barlow E., The Drowned Bell, p. 9.",
    ],
)
def test_what_may_mean_two_works_or_none_is_not_linked(note: str) -> None:
    assert to(note) == ["unresolved"]


def test_an_ambiguous_citation_names_its_candidates() -> None:
    (citation,) = cited("Seven Winters, p. 4.")
    assert {key for key, _ in citation.candidates} == {"winters", "winters2"}


def test_place_and_year_tell_two_books_of_one_title_apart() -> None:
    assert to("Seven Winters, York, Minster, 1966, p. 4.") == ["winters2"]
    assert to("Seven Winters, Leeds, Dale Press, 1955, p. 4.") == ["winters"]


# --- repetitions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notes", "keys"),
    [
        ([f"{TIDES}, p. 5.", "Ibid.", "Ibid., p. 6."], ["tides"] * 3),
        ([f"{TIDES}, p. 5; {LAMPS}, p. 1.", "Ibid."], ["tides", "horan", "horan"]),
        ([f"{TIDES}, p. 5; ibid., p. 8; {LAMPS}, p. 1; ibid."], ["tides", "tides", "horan", "horan"]),
        (["Ibid., p. 2."], ["unresolved"]),
        ([f"{TIDES}, p. 5.", "Wetherby J., Owls, p. 9.", "Ibid."], ["tides", "unresolved", "unresolved"]),
        ([f"{TIDES}, p. 5.", "The river was high.", "Ibid., p. 6."], ["tides", "unresolved"]),
        (["Marl Mercury, 3.5.1801.", "Ibid."], ["periodical", "periodical"]),
        (["MCRO, f. 14, op. 2, d. 33, l. 5.", "Ibid., l. 7."], ["archive", "archive"]),
        (["Salt and Silence, p. 5.", "Fairweather, op. cit., p. 6."], ["salt", "salt"]),
        (
            ["Barlow E., Petition, p. 205.", "Gaunt P., Seven Winters, p. 1.", "Barlow E., op. cit., p. 210."],
            ["petition", "winters", "petition"],
        ),
    ],
)
def test_the_chain_of_repetitions(notes: list[str], keys: list[str]) -> None:
    assert to(*notes) == keys


def test_a_broken_chain_is_reported() -> None:
    findings = linked("Wetherby J., Owls, p. 9.", "Ibid.").findings
    assert [finding.rule for finding in findings if finding.rule.startswith("citation")] == [
        "citation-unresolved",
        "citation-chain-broken",
    ]


# --- names of works ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notes", "keys"),
    [
        (["Ivers T., The Rope Walk, Hull, Moor Press, 1901 (hereafter Rope Walk).", "Rope Walk, p. 3."], None),
        (
            [
                "Eldridge S., A Short Account of the Great Flood, Bristol, 1791 (hereafter Flood Book).",
                "Flood Book, p. 3.",
            ],
            ["flood", "flood"],
        ),
        fault(
            ["Horan P., Lamps along the Quay, Dublin, Liffey, 1938 (cited as LQ).", "LQ, p. 3."],
            ["horan", "horan"],
            reason="the parenthesis that defines a name is taken for a part of the citation, and the name is lost",
        ),
    ],
)
def test_a_note_gives_a_work_a_name(notes: list[str], keys: list[str] | None) -> None:
    found = to(*notes)
    assert found == keys if keys else len(set(found)) == 1 and "unresolved" not in found


@pytest.mark.parametrize(
    ("name", "note"), [("MBC", "As MBC, p. 12, has it."), ("Lantern Book", "See Lantern Book, p. 12.")]
)
def test_the_editor_gives_a_work_a_name(name: str, note: str) -> None:
    alias = Alias(name, "minutes", "so in the list of abbreviations", Place("rulings.yml", 1, 1))
    assert to(note, aliases=(alias,)) == ["minutes"]
    assert "minutes" not in to(note)


# --- parts, editions, volumes, translations ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "key", "relation"),
    [
        ("Barlow E., Tides and Tollgates, Oxford, Quay Press, 1948, p. 4.", "tides", "same"),
        ("Barlow E., Tides and Tollgates, 2nd ed., Oxford, Quay Press, 1953, p. 4.", "tides", "other-edition"),
        ("Tranter O. (ed.), Minutes of the Bridge Commissioners, vol. 3, Marl, 1905, p. 4.", "minutes", "other-volume"),
        ("Lindqvist S., Färjekungen, Stockholm, Norsted, 1961, p. 4.", "king", "translation"),
        ("Lindqvist S., The Ferry King (Färjekungen), London, Harrow, 1966, p. 4.", "king", "same"),
    ],
)
def test_how_the_book_cited_stands_to_the_work(note: str, key: str, relation: str) -> None:
    (citation,) = cited(note)
    assert (citation.target.key, citation.relation.value) == (key, relation)


def test_a_part_leads_to_its_collection() -> None:
    notes = (
        "Ives T., The Last Arch, in: Cope H./Dunmore J. (eds.), Bridges and Their Builders, p. 77.",
        "Ibid., p. 80.",
    )
    assert [(citation.target.key, citation.part) for citation in cited(*notes)] == [
        ("bridges", "Ives T., The Last Arch"),
        ("bridges", "Ives T., The Last Arch"),
    ]


def test_an_unlisted_work_is_one_work_wherever_it_is_cited() -> None:
    notes = (
        "Wetherby J., Owls of the Marl, Hull, Moor Press, 1901, p. 9.",
        "Wetherby J., Owls of the Marl, Hull, Moor Press, 1901, p. 12.",
        "Wetherby, Owls, p. 14.",
    )
    found = linked(*notes)
    assert len({citation.target.key for citation in found.citations}) == 1
    assert [work.listed for work in found.works if work.key == found.citations[0].target.key] == [None]


# --- spellings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["Čechov", "Чехов", "Chekhov", "Tchekhov", "Tschechow", "Tchékhov", "Čehov", "Czechow", "Cechov", "Tsjechov"],
)
def test_one_name_in_ten_spellings(name: str) -> None:
    assert to(f"{name} A., Čajka, p. 4.") == ["chaika"]


@pytest.mark.parametrize(
    "title",
    [
        "Чайка и другие пьесы",
        "Čajka i drugie pʹesy",
        "Čajka i drugije pjesy",
        "Caika i drugie piesy",
        "Chaika i drugie p'esy",
        "Chayka i drugiye pyesy",
        "Czajka i drugije pjesy",
        "Tchaïka i drougie piesy",
        "Tschaika i drugije pjesy",
    ],
)
def test_one_title_in_nine_spellings(title: str) -> None:
    assert to(f"{title}, Moskva, 1955, p. 4.") == ["chaika"]


@pytest.mark.parametrize(
    "spellings",
    [
        "Čechov Чехов Chekhov Tchekhov Tschechow",
        "Чайка Čajka Čaika Chaika Chayka Tschaika Czajka",
        "щука ščuka shchuka szczuka",
        "Хрущёв Chruščev Khrushchev Hruščëv",
        "Егор Egor Yegor Jegor",
        'съезд sʺezd s"ezd sezd',
        "жизнь žiznʹ zhizn' zhizn",
        "Grafton Gráfton GRAFTON grafton",
        "Straße Strasse STRASSE",
        "история istorija istoriya istoriia",
        "Lübeck LÜBECK Lubeck Lu\u0308beck",
        "Ёлка Елка",
        fault("œuvre oeuvre", reason="the ligature folds to e, its two letters stay"),
        fault("щука schtschuka chtchouka", reason="the German and the French way to write щ"),
    ],
)
def test_spellings_that_fold_alike(spellings: str) -> None:
    assert len({fold(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Чехов", "Cechov"),
        ("Bulgakov", "Boulgakov"),
        ("Dostoevskij", "Dostoyevsky"),
        ("œuvres", "oeuvres"),
        ("Müller", "Mueller"),
        fault("Хрущёв", "Chruschtschow", reason="the German way to write щ"),
    ],
)
def test_spellings_that_are_near(one: str, other: str) -> None:
    assert near(fold(one), fold(other))


@pytest.mark.parametrize(
    ("word", "folded"),
    [("1948", "1948"), ("XVII", "xvii"), ("IV", "iv"), ("—", ""), ("", ""), ("'", ""), ("ʹ", ""), ("12a", "12a")],
)
def test_figures_and_numerals_stay(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("one", "other", "are_near"),
    [
        ("bel", "ben", False),
        ("mill", "mile", False),
        ("tides", "tide", False),
        ("tides", "sides", True),
        ("tides", "sites", False),
        ("ferimen", "ferimon", True),
        ("1948", "1949", False),
        ("19481", "19482", False),
        ("comisioners", "comisionere", True),
        ("comisioners", "petitioners", False),
        ("", "", True),
        ("abcde", "", False),
    ],
)
def test_near(one: str, other: str, are_near: bool) -> None:
    assert near(one, other) is are_near
    assert near(other, one) is are_near


@given(st.text(max_size=40))
def test_folding_any_text_gives_letters_and_figures(text: str) -> None:
    folded = fold(text)
    assert all(letter.isalnum() for letter in folded)
    assert near(folded, folded)


@given(st.text(max_size=80))
def test_the_words_of_any_text_stand_in_it(text: str) -> None:
    found = list(words(text))
    assert all(text[word.start : word.end] == word.text for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text("abcde", min_size=6, max_size=12), st.integers(0, 11), st.sampled_from(["", "x", "xy"]))
def test_words_one_letter_apart_share_a_key(word: str, at: int, put: str) -> None:
    place = at % len(word)
    other = word[:place] + put + word[place + 1 :] if put != "xy" else word[:place] + "x" + word[place:]
    assert set(near_keys(word)) & set(near_keys(other))
