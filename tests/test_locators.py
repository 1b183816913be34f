from __future__ import annotations

import pytest

from glossator.locators import expand_locator, expand_locators, join_pages, page_key


@pytest.mark.parametrize(
    ("locator", "pages"),
    [
        ("7", "7"),
        ("13–15", "13 14 15"),
        ("13-15", "13 14 15"),
        ("13—15", "13 14 15"),
        ("234–36", "234 235 236"),
        ("199–201", "199 200 201"),
        ("xii", "xii"),
        ("vii–ix", "vii viii ix"),
        ("42–", "42"),  # a range that lost its end
        ("15–13", "15"),
        ("ix–vii", "ix"),
        ("xii–3", "xii 3"),
        ("13–1500", "13 1500"),  # too long to be true
    ],
)
def test_a_locator_names_pages(locator: str, pages: str) -> None:
    assert expand_locator(locator) == tuple(pages.split())


def test_locators_name_every_page_once() -> None:
    assert expand_locators(["7", "9–11", "10"]) == {"7", "9", "10", "11"}
    assert expand_locators([]) == frozenset()


def test_pages_are_sorted_as_in_a_book() -> None:
    assert sorted(["10", "9", "x", "ix", "plate"], key=page_key) == ["ix", "x", "9", "10", "plate"]


@pytest.mark.parametrize(
    ("joined_from", "locators"),
    [(2, "viii–x 1–2 9–11 14"), (3, "viii–x 1 2 9–11 14"), (4, "viii ix x 1 2 9 10 11 14")],
)
def test_pages_are_joined_from_a_length_on(joined_from: int, locators: str) -> None:
    pages = ["14", "ix", "x", "viii", "2", "1", "10", "9", "11", "10"]
    assert join_pages(pages, joined_from) == tuple(locators.split())


def test_labels_that_are_no_numbers_stand_alone() -> None:
    assert join_pages(["plate", "map", "3"], 2) == ("3", "map", "plate")


def test_joined_pages_name_the_same_pages() -> None:
    pages = {"vi", "vii", "3", "4", "5", "98", "99", "100", "101"}
    assert expand_locators(join_pages(pages, 2)) == pages
