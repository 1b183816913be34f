"""What is cut out of a note as a citation, and what is left as commentary: invented notes, one habit each.

A line of a table is the note, its citations in brackets. A line marked by `fault` is what the program gets wrong; the
test complains when it is right.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from glossator.citations.bibtex import parse_bibliography
from glossator.citations.items import Item, ItemKind, Known
from glossator.citations.matching import Matcher
from glossator.citations.prose import Prose
from glossator.citations.segmentation import segment
from glossator.citations.title_index import TitleIndex
from glossator.model import CitationForm

BIBLIOGRAPHY = r"""
@book{tides, author={Barlow, Edith}, title={Tides and Tollgates}, location={Oxford}, date={1948}}
@book{ferries, author={Barlow, Thomas}, title={Ferries of the North}, location={Edinburgh}, date={1972}}
@collection{bridges, editor={Cope, Harriet and Dunmore, James}, title={Bridges and Their Builders},
    location={Cambridge}, date={1983}}
@mvbook{flood, author={Eldridge, Samuel}, title={A Short Account of the Great Flood}, volumes={2}, date={1791}}
@book{salt, author={Fairweather, Ruth}, title={Salt and Silence}, subtitle={A Parish; Its People; Its Debts},
    location={Norwich}, publisher={Jarrow}, date={1934}}
@book{winters, author={Gaunt, Percival}, title={Seven Winters}, location={Leeds}, publisher={Dale Press}, date={1955}}
@book{lamps, author={Horan, Peter}, title={Lamps along the Quay}, location={Dublin}, publisher={Liffey}, date={1938}}
@book{king, author={Lindqvist, Sven}, title={The Ferry King}, origtitle={Färjekungen}, location={London}, date={1966}}
@collection{minutes, title={Minutes of the Bridge Commissioners}, editor={Tranter, Oswald}, date={1902}}
"""
BODY = """
The river Marl is not long, and it is not deep, but for seven hundred years the people who lived on it could agree
about nothing else. They paid to cross it, they paid to fish in it, and when the mills came they paid to look at it.
Nobody knows who built the first bridge. It was there when the commissioners began to keep their minutes, and it was
already falling down. In the spring of every year the clerk wrote that it would be mended, and in the autumn he wrote
that it had not been. What the ferrymen thought of this is easily told. They had a living as long as the bridge was
closed, and they saw to it that it was closed as often as they could. After the flood all this changed. The bridge was
gone, the ferry was gone, and of the mills there was left one wheel, which turned in the meadow as long as the water
stood there.
"""


def known() -> Known:
    works = parse_bibliography(BIBLIOGRAPHY, "river.bib").works
    creators = Matcher(works).creators
    titles = [work.fields["title"] for work in works]
    return Known(TitleIndex(works), creators.is_author, creators.may_be_family, Prose([BODY], titles))


KNOWN = known()


def bracketed(marked: str) -> tuple[str, list[str]]:
    """Return a note without its brackets, and what stands in them."""
    return marked.replace("[", "").replace("]", ""), re.findall(r"\[([^]]*)\]", marked)


def items_of(text: str) -> tuple[Item, ...]:
    return segment(" ".join(text.split()), KNOWN)


def fault(marked: str, reason: str) -> object:
    return pytest.param(marked, marks=pytest.mark.xfail(reason=reason))


def assert_cut(marked: str) -> None:
    text, wanted = bracketed(marked)
    assert [text[item.start : item.end] for item in items_of(text)] == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "[Barlow E., Tides and Tollgates, Oxford, Quay Press, 1948, pp. 3; 7; 12–15]; [Gaunt P., Seven Winters, p. 2].",
        "[Fairweather R., Salt and Silence: A Parish; Its People; Its Debts, 1934, p. 8]; [Horan, Lamps, p. 1].",
        "[Fairweather R., Salt and Silence, p. 8; p. 12].",
        "[Eldridge S., A Short Account of the Great Flood, vol. 1, p. 3; vol. 2, p. 8].",
        "[Gaunt P., Seven Winters, p. 3]; he was cold; [Horan P., Lamps along the Quay, p. 4].",
        fault("[Cope H.; Dunmore J. (eds.), Bridges and Their Builders, p. 4].", "semicolons between names are cut at"),
    ],
)
def test_a_semicolon_is_not_always_between_two_citations(marked: str) -> None:
    assert_cut(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Barlow E., Tides and Tollgates, p. 3] [Gaunt P., Seven Winters, p. 2]",
        "[Barlow E., Tides and Tollgates, p. 3]. [Gaunt P., Seven Winters, p. 2]. [Horan P., Lamps, p. 9].",
        "[Barlow E., Tides and Tollgates, p. 3], [Gaunt P., Seven Winters, p. 2]",
        "[Barlow E., Tides and Tollgates, p. 3] and [Gaunt P., Seven Winters, p. 2].",
        "[Barlow E., Tides and Tollgates, p. 3] – [Gaunt P., Seven Winters, p. 2].",
    ],
)
def test_citations_stand_side_by_side_without_semicolon(marked: str) -> None:
    assert_cut(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The toll rose ([Barlow E., Tides and Tollgates, p. 3]) and did not fall ([Horan P., Lamps, p. 5]).",
        "Horan says so too ([Lamps along the Quay, p. 4]).",
        "That was the custom (see [Barlow E., Tides and Tollgates, p. 3]; [Gaunt P., Seven Winters, pp. 5 and 7]).",
    ],
)
def test_citations_stand_in_parentheses(marked: str) -> None:
    assert_cut(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "See [Barlow E., Tides and Tollgates, p. 3].",
        "Cf. also [Barlow E., Tides and Tollgates, p. 3].",
        "For more details see [Barlow E., Tides and Tollgates, p. 3], who was there.",
        "On the mules, see, for example, [Barlow E., Tides and Tollgates, p. 3].",
        "Quoted from [Barlow E., Tides and Tollgates, p. 3].",
        "It was otherwise in the north, see [Barlow E., Tides and Tollgates, p. 3] and [Ferries of the North, p. 9].",
        fault("[Gaunt P., Seven Winters, ch. 2, esp. pp. 4–9].", "esp. ends a citation"),
        fault("Otherwise [Gaunt P., Seven Winters, p. 2].", "a capital word before the name is taken for one"),
        fault("Contrast [Gaunt, Seven Winters, p. 2].", "a capital word before the name is taken for one"),
    ],
)
def test_signals_and_comments_stand_outside(marked: str) -> None:
    assert_cut(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Barlow E., Tides and Tollgates, p. 3].",
        "[BARLOW E., Tides and Tollgates, p. 3].",
        "[E. Barlow, Tides and Tollgates, p. 3].",
        "[Edith Barlow, Tides and Tollgates, p. 3].",
        "[Barlow, Edith: Tides and Tollgates. Oxford 1948, p. 3].",
        "[Barlow, Tides, p. 3].",
        "[Cope H./Dunmore J. (eds.), Bridges and Their Builders, p. 4].",
        "[Cope H. and Dunmore J. (eds.), Bridges and Their Builders, p. 4].",
        "[Cope H. et al. (eds.), Bridges and Their Builders, p. 4].",
        fault("[BARLOW, Edith, Tides and Tollgates, p. 3].", "a family name in capitals and a whole forename"),
        fault("[Harriet Cope and James Dunmore (eds.), Bridges and Their Builders, p. 4].", "two whole names"),
        fault("[Cope, Harriet/Dunmore, James (eds.), Bridges and Their Builders, p. 4].", "two whole names, slash"),
    ],
)
def test_the_names_of_the_authors_belong_to_the_citation(marked: str) -> None:
    assert_cut(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Ives T., The Last Arch, in: Cope H./Dunmore J. (eds.), Bridges and Their Builders, Cambridge, 1983, p. 77].",
        "[Ives T., The Last Arch, in: Bridges and Their Builders, p. 77]; [Ives T., Rope, in: Bridges and Their].",
        "[Lindqvist S., The Ferry King (Färjekungen), London, Harrow, 1966, p. 5].",
        "[Barlow E., Tides and Tollgates, p. 5]; [Barlow E., Tides and Tollgates, p. 9].",
        "[Barlow E., Tides and Tollgates, p. 5], and once more [Tides and Tollgates, p. 9].",
    ],
)
def test_two_titles_make_one_citation_or_two(marked: str) -> None:
    assert_cut(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Wetherby J., Owls of the Marl, Hull, Moor Press, 1901, p. 9].",
        "[Wetherby J., Owls of the Marl, p. 9]; [Orme K., Rope, Hull, 1911].",
        "[Wetherby J., Owls, in: The Field, no. 3/1922, pp. 4–9].",
        "[Wetherby J./Orme K. (eds.), Owls and Rope, Hull, Moor Press, 1901, pp. 3, 9].",
        "[John Wetherby, Owls of the Marl (Hull: Moor Press, 1901), 112].",
        "[Wetherby, Owls, p. 9].",
        fault("[Wetherby, Owls, 9].", "a bare name, an unknown title and a page without label"),
    ],
)
def test_works_that_nobody_listed_are_found_by_their_shape(marked: str) -> None:
    assert_cut(marked)


@pytest.mark.parametrize(
    ("marked", "form"),
    [
        ("[Ibid.]", CitationForm.IBID),
        ("[Ibid., p. 6].", CitationForm.IBID),
        ("[ibid., pp. 6, 9], which is odd.", CitationForm.IBID),
        ("See [ibidem, p. 6].", CitationForm.IBID),
        ("[Ebd., S. 6].", CitationForm.IBID),
        ("[Tamtéž, s. 6].", CitationForm.IBID),
        ("[Там же, с. 6].", CitationForm.IBID),
        ("[Barlow E., op. cit., p. 6].", CitationForm.OP_CIT),
        ("[Barlow E., a. a. O., S. 6].", CitationForm.OP_CIT),
        ("[Idem, Ferries of the North, p. 6].", None),
    ],
)
def test_repetitions(marked: str, form: CitationForm | None) -> None:
    assert_cut(marked)
    (item,) = items_of(bracketed(marked)[0])
    assert item.form is form


@pytest.mark.parametrize(
    "text",
    [
        "The clerk counted 212 mules. He counted them twice (p. 7).",
        "It is said that he died in the ibidem of his birth.",
    ],
)
def test_a_locator_without_a_work_is_none(text: str) -> None:
    assert not [item for item in items_of(text) if item.kind is ItemKind.LOCATOR]


def test_a_locator_in_parentheses_repeats_the_work_before_it() -> None:
    text = "Barlow E., Tides and Tollgates, p. 5. She was not sure of it (p. 7)."
    assert [(text[item.start : item.end], item.kind) for item in items_of(text)] == [
        ("Barlow E., Tides and Tollgates, p. 5", ItemKind.WORK),
        ("p. 7", ItemKind.LOCATOR),
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "[Marl County Archive, fond 14, op. 2, d. 33, l. 5].",
        "[MCRO, f. 14, op. 2, d. 33, ll. 5–6; f. 15, d. 2].",
        "See [MCRO, f. 14, op. 2, d. 33, l. 5]; [Barlow E., Tides and Tollgates, p. 3].",
        fault("[Marl County Archive, MS 14, fol. 7v].", "the side of a leaf is cut off"),
        fault("[British Library, Add MS 1234, fol. 7].", "a name of a collection before the shelfmark"),
        fault("[Bodleian Library, MS Rawl. D. 124].", "a shelfmark that is no number"),
        fault("[National Archives, Kew, PRO 30/22/5, f. 7].", "a shelfmark of slashes is taken for an issue"),
        fault("[Stadtarchiv Wend, Bestand 14, Nr. 233, Bl. 7].", "Bl. is no word for a leaf"),
        fault("[SÚA Praha, fond 100, kart. 12].", "an acronym with its town"),
        fault("[АРАН. Ф. 210. Оп. 6. Д. 33. Л. 5–6].", "an acronym in Cyrillic with points"),
    ],
)
def test_archives(marked: str) -> None:
    assert_cut(marked)
    assert any(item.kind is ItemKind.ARCHIVE for item in items_of(bracketed(marked)[0]))


@pytest.mark.parametrize(
    "marked",
    [
        "[Marl Mercury, 3.5.1801].",
        "[Marl Mercury, 3.5.1801], [7.6.1801] and [2.1.1802].",
        "[Marl Mercury, 3.5.1801]; [Ferry Gazette, no. 14/1802]; [The Lamp, 3 May 1803, p. 2].",
        "See [Marl Mercury, 3 May 1801, p. 2].",
    ],
)
def test_issues_of_periodicals(marked: str) -> None:
    assert_cut(marked)
    assert {item.kind for item in items_of(bracketed(marked)[0])} == {ItemKind.PERIODICAL}


@pytest.mark.parametrize(
    "marked",
    [
        "The meeting of Tuesday, 3.5.1801 was the last.",
        "He died in Leeds on 12. May 1923, aged 81.",
        "The Treaty of Wend, 3 May 1801, ended the war.",
        "Letter of Lord Marl to his wife, 3 May 1801.",
        "Edith Barlow was born in 1899 and lived in Oxford until 1961.",
        "In 1791 Eldridge counted 212 mules; in 1934 Fairweather found 3.",
        "John Leland (1503–1552) and William Camden (1551–1623) crossed it.",
        "See above, p. 14.",
        "See note 12 above.",
        "See chapter 3, pp. 45–47 of this book.",
        "The tides and the tollgates of Oxford had, in 1948, little to do with each other.",
        "There were bridges and their builders in every town.",
        "The great flood of 1791 was not the last.",
        "He owned pp. 3 and 4 of the ledger.",
        "",
        " ",
        "—",
        "Barlow, Gaunt and Horan disagree with Fairweather (1899–1961) on this.",
        "Sven Lindqvist (1921–1999), Swedish writer and rower.",
        "On 3 May 1801 the bridge fell down.",
        fault("Easter Sunday, 3 April 1801, was cold.", "a day and a date are taken for a newspaper"),
        fault("Interview with Olive Marsh, Leeds, 3 May 1961.", "place and date are taken for a publication"),
        fault("Seven winters later he was dead.", "the words of a title in a sentence, in small letters"),
        "Salt and silence were all they had.",
    ],
)
def test_commentary_is_no_citation(marked: str) -> None:
    assert_cut(marked)


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("Gaunt P., Seven Winters, p. 3.", "page", "3"),
        ("Gaunt P., Seven Winters, pp. 156, 159 and 203–205.", "page", "156, 159 and 203–205"),
        ("Gaunt P., Seven Winters, pp. 4 f., 7 ff.", "page", "4 f., 7 ff"),
        ("Gaunt P., Seven Winters, pp. iv–ix.", "page", "iv–ix"),
        ("Gaunt P., Seven Winters, ch. 2.", "chapter", "2"),
        ("Gaunt P., Seven Winters, fig. 3, p. 4.", "figure", "3"),
        ("Gaunt P., Seven Winters, doc. 17, pp. 3–4.", "document", "17"),
        ("Gaunt P., Seven Winters, 55.", "page", "55"),
        ("Gaunt P., Seven Winters (Leeds: Dale Press, 1955), 55–56.", "page", "55–56"),
        ("Gaunt P., Seven Winters, стр. 55.", "page", "55"),
    ],
)
def test_the_locator_is_what_stands_under_the_first_label(text: str, label: str, value: str) -> None:
    (item,) = items_of(text)
    assert item.tail is not None
    assert item.tail.locator == (label, value)


@pytest.mark.parametrize(
    ("text", "volume", "pages"),
    [
        ("Eldridge S., A Short Account of the Great Flood, vol. II, p. 4.", "II", "4"),
        ("Eldridge S., A Short Account of the Great Flood, II, p. 4.", "II", "4"),
        ("Eldridge S., A Short Account of the Great Flood, Bd. 2, S. 4.", "2", "4"),
        ("Eldridge S., A Short Account of the Great Flood, 2:4–9.", "2", "4–9"),
    ],
)
def test_the_volume_stands_before_the_page(text: str, volume: str, pages: str) -> None:
    (item,) = items_of(text)
    assert item.tail is not None
    assert item.tail.locator is not None
    assert (item.tail.volume, item.tail.locator.value) == (volume, pages)


def test_items_are_in_order_and_do_not_overlap() -> None:
    text = (
        "See Barlow E., Tides and Tollgates, p. 3; ibid., p. 4 (Marl Mercury, 3.5.1801); MCRO, f. 3, d. 4; Horan, p. 9 "
        "and Wetherby J., Owls, Hull, 1901, p. 3. He was cold (p. 12)."
    )
    items = items_of(text)
    assert len(items) >= 6
    assert all(0 <= item.start < item.end <= len(text) for item in items)
    assert all(one.end <= other.start for one, other in pairwise(items))
