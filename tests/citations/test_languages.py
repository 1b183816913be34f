"""In which language titles are."""

from __future__ import annotations

from itertools import groupby

import pytest

from glossator.citations.formatting import format_bibliography, format_note, format_short
from glossator.citations.languages import is_other_language, language_of
from glossator.citations.printed_titles import PrintedTitles
from glossator.citations.runs import Run, plain
from glossator.model import Name, Work


@pytest.mark.parametrize(
    ("langid", "title", "tag"),
    [
        ("english", "The mill", "en"),
        ("british", "The mill", "en-GB"),
        ("german", "Die Mühle", "de"),
        ("ngerman", "Die Mühle", "de"),
        ("czech", "Mlýn", "cs"),
        ("french", "Le moulin", "fr"),
        ("polish", "Młyn", "pl"),
        ("latin", "Mola", "la"),
        ("italian", "Il mulino", "it"),
        ("russian", "Melʹnica", "ru-Latn"),
        ("russian", "Мельница", "ru"),
        ("russian", "Мельница: the mill", "ru"),
        ("russian", "1917", "ru"),
        ("ukrainian", "Mlyn", "uk-Latn"),
        ("greek", "Mylos", "el-Latn"),
        ("hebrew", "טחנה", "he"),
        ("ru-Latn", "Melʹnica", "ru-Latn"),
        ("ru-Latn", "Мельница", "ru"),
        ("ru", "Melʹnica", "ru-Latn"),
        ("en-GB", "The mill", "en-GB"),
        ("klingon", "x", ""),
        ("", "x", ""),
    ],
)
def test_languages(langid: str, title: str, tag: str) -> None:
    assert language_of(Work("k", "book", {}, {"langid": langid, "title": title}, {})) == tag
    assert language_of(Work("k", "book", {}, {"language": langid, "title": title}, {})) == tag


@pytest.mark.parametrize(
    ("language", "around", "other"),
    [
        ("de", "en", True),
        ("ru-Latn", "ru", True),
        ("ru-Latn", "ru-Latn", False),
        ("en-GB", "en", False),
        ("de-AT-1996", "de-CH", False),
        ("", "en", False),
    ],
)
def test_what_must_be_marked(language: str, around: str, other: bool) -> None:
    assert is_other_language(language, around) is other


def work_of(kind: str = "book", **fields: str) -> Work:
    doe = Name("Doe", "Ann")
    return Work("k", kind, {"author": (doe,)}, {"langid": "russian"} | fields, {})


def spoken(runs: tuple[Run, ...]) -> list[tuple[str, str]]:
    """What is said in a language that is known."""
    grouped = groupby(runs, lambda run: run.language)
    return [(plain(several), language) for language, several in grouped if language]


def test_the_own_titles_of_a_work_have_its_language() -> None:
    book = work_of(title="Melnica", subtitle="Opyt", location="Moskva", publisher="Nauka", date="1990")
    assert spoken(format_bibliography(book)) == [("Melnica: Opyt", "ru-Latn")]
    assert spoken(format_short(book)) == [("Melnica", "ru-Latn")]
    set_of_two = work_of(title="Voda", maintitle="Мельницы", volume="2")
    assert spoken(format_note(set_of_two)) == [("Мельницы", "ru"), ("Voda", "ru-Latn")]


def test_what_a_part_stands_in_may_have_another_language() -> None:
    article = work_of("article", title="Melnica i *Faust*", journaltitle="The Dale Review", volume="2", date="1926")
    entry = format_bibliography(article)
    assert plain(entry) == "Doe, Ann. “Melnica i Faust.” The Dale Review 2 (1926)."
    assert spoken(entry)[0][1] == "ru-Latn"
    assert "Dale" not in "".join(text for text, _ in spoken(entry))
    chapter = work_of("incollection", title="Melnica", booktitle="Water and Wind")
    assert [text for text, _ in spoken(format_note(chapter))] == ["“Melnica"]


def test_a_translation_names_the_language_of_its_original() -> None:
    fields = {"title": "The Mill", "langid": "english", "origtitle": "Die Mühle"}
    assert spoken(format_bibliography(work_of(**fields, origlanguage="german")))[1:] == [("Die Mühle", "de")]
    assert spoken(format_bibliography(work_of(**fields)))[1:] == []


@pytest.mark.parametrize(
    "printed",
    [
        "Doe A., [Istorija goroda i okrestnostej], Moskva 1990, p. 3",
        "Doe, [Istoriya goroda], p. 3",  # another transliteration, half of the title
        "Doe, [Istorija], p. 3",  # the word that begins it
        "A. Doe, [История города и окрестностей] (Moskva, 1990)",
        "[Istorija goroda i okresstnostej]: Moskva",  # a slip
        "Doe, p. 3",
        "Ibid., pp. 4–5",
        "Doe, okrestnostej",  # a word from the middle is not enough
        "Doe, A History of the Town, p. 3",
    ],
)
def test_the_words_of_a_title_are_found_in_print(printed: str) -> None:
    text = printed.replace("[", "").replace("]", "")
    titles = PrintedTitles(work_of(title="Istorija goroda i okrestnostej"))
    found = [(text[one.start : one.end], one.language) for one in titles.stretches(text)]
    inside = printed.partition("[")[2].partition("]")[0]
    assert found == ([(inside, "ru" if inside[0] == "И" else "ru-Latn")] if inside else [])


def test_a_title_that_is_a_name_of_its_author_is_not_taken_for_it() -> None:
    assert list(PrintedTitles(work_of(title="Doe")).stretches("Doe, p. 3")) == []
    assert list(PrintedTitles(work_of(title="Dim", subtitle="a")).stretches("Roe, Dim, p. 3"))


def test_only_the_stretch_asked_for_is_searched() -> None:
    titles = PrintedTitles(work_of(title="Istorija goroda"))
    text = "Istorija goroda; Istorija goroda"
    assert [one[:2] for one in titles.stretches(text)] == [(0, 15), (17, 32)]
    assert [one[:2] for one in titles.stretches(text, 16)] == [(17, 32)]
    assert [one[:2] for one in titles.stretches(text, 0, 16)] == [(0, 15)]


def test_without_a_language_nothing_is_marked() -> None:
    unknown = work_of(title="Istorija goroda", langid="")
    assert list(PrintedTitles(unknown).stretches("Istorija goroda")) == []
    assert spoken(format_bibliography(unknown)) == []


def test_a_note_full_of_one_word_is_searched_in_time_that_grows_with_it() -> None:
    titles = PrintedTitles(work_of(title="gora gorod gora gorod gora"))
    assert len(list(titles.stretches("gora gorod " * 2000))) >= 1
