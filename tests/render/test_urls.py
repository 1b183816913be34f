"""Addresses and the links between them."""

from __future__ import annotations

import pytest

from glossator.render import urls


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (urls.edition("book"), "book/"),
        (urls.contents("book"), "book/contents/"),
        (urls.front("book"), "book/front/"),
        (urls.division("book", "5"), "book/5/"),
        (urls.place("book/5/", urls.section_fragment("5.s2")), "book/5/#s5.2"),
        (urls.place("book/5/", urls.section_fragment("5.s2.s1")), "book/5/#s5.2.1"),
        (urls.place("book/5/", urls.paragraph_fragment("5.12")), "book/5/#p5.12"),
        (urls.place("book/5/", urls.note_fragment("n136")), "book/5/#n136"),
        (urls.data_file("book", "edition.json"), "book/edition.json"),
    ],
)
def test_an_address_is_the_one_that_is_printed(address: str, expected: str) -> None:
    assert address == expected


def test_the_id_of_a_name_is_not_that_of_a_work() -> None:
    assert urls.naming_fragment("hume", "129") == "at-129-hume"
    assert urls.naming_fragment("hume", '1" 2') == "at-1-2-hume"
    assert urls.work_fragment("at-129-hume") == "work-at-129-hume"
    assert urls.work_fragment("atkins1999book") == "atkins1999book"


def test_a_place_tells_its_page() -> None:
    assert urls.page_of("book/5/#p5.12") == urls.page_of("book/5/") == "book/5/"


def test_the_second_call_of_a_note_has_an_id_of_its_own() -> None:
    assert urls.call_fragment("n136") == "r136"
    assert urls.call_fragment("n136", 2) == "r136-call2"
    assert urls.call_fragment("n5.12") == "r5.12"


@pytest.mark.parametrize(("label", "expected"), [("89", "page-89"), ("xii", "page-xii"), ('8" 9', "page-8-9")])
def test_a_page_label_becomes_an_id(label: str, expected: str) -> None:
    assert urls.page_fragment(label) == expected


@pytest.mark.parametrize(
    ("address", "page", "expected"),
    [
        ("book/5/#n136", "book/5/", "#n136"),
        ("book/5/", "book/5/", "./"),
        ("book/6/", "book/5/", "../6/"),
        ("book/bibliography/#b2", "book/5/", "../bibliography/#b2"),
        ("book/", "book/5/", "../"),
        ("book/5/", "book/", "5/"),
        ("book/edition.json", "book/", "edition.json"),
        ("", "book/5/", "../../"),
        ("book/", "", "book/"),
        ("", "", "./"),
        ("other/5/", "book/5/", "../../other/5/"),
    ],
)
def test_a_link_is_relative_to_its_page(address: str, page: str, expected: str) -> None:
    assert urls.link(address, page) == expected


def test_a_canonical_address_needs_a_site_url() -> None:
    assert urls.canonical("https://example.org/editions/", "book/5/") == "https://example.org/editions/book/5/"
    assert urls.canonical("https://example.org/editions", "book/5/") == "https://example.org/editions/book/5/"
    assert urls.canonical(None, "book/5/") is None


def test_a_division_called_index_does_not_take_the_place_of_the_title_page() -> None:
    assert urls.source_file("book/") == "book/index.md"
    assert urls.source_file("book/index/") == "book/index/index.md"
    assert urls.source_file("") == "index.md"
