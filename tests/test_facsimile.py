"""Address templates of facsimiles, filled in."""

from __future__ import annotations

import pytest

from glossator.facsimile import facsimile_address

PDF = "https://example.org/book.pdf#page={page+12}"


@pytest.mark.parametrize(
    ("template", "label", "address"),
    [
        ("https://example.org/{page}.jpg", "89", "https://example.org/89.jpg"),
        ("https://example.org/{page}.jpg", "xii", "https://example.org/xii.jpg"),
        ("https://example.org/{page}.jpg", 'a/"b?', "https://example.org/a%2F%22b%3F.jpg"),
        (PDF, "89", "https://example.org/book.pdf#page=101"),
        (PDF, "xii", None),  # what has no number cannot be counted on from
        ("https://example.org/{page-3}", "3", "https://example.org/0"),
        ("https://example.org/{page-3}", "2", None),
        ("https://example.org/{page-1}/{page}?p={page+1}", "5", "https://example.org/4/5?p=6"),
        ("https://example.org/{page+1}/{page}", "v", None),
    ],
)
def test_a_template_is_filled_in(template: str, label: str, address: str | None) -> None:
    assert facsimile_address(template, label) == address
