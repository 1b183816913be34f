"""Addresses at which faults are reported, filled in."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from glossator.reporting import FIELDS, report_address, report_template

PLACE = {
    "title": "A Book: ¶ 5 & more",
    "body": "What is wrong?\n\n50 % of “it”",
    "id": "1.5",
    "page": "12–13",
    "version": "2",
    "address": "https://example.org/b/1/?v=2#p1.5",
}


def test_mail_gets_a_subject_and_a_body() -> None:
    assert report_address(report_template("mailto:press@example.org"), PLACE) == (
        "mailto:press@example.org?subject=A%20Book%3A%20%C2%B6%205%20%26%20more"
        "&body=What%20is%20wrong%3F%0D%0A%0D%0A50%20%25%20of%20%E2%80%9Cit%E2%80%9D"
    )


def test_a_form_gets_what_it_asks_for() -> None:
    template = report_template("https://example.org/new?t={id}&p={page}&v={version}&a={address}&x={}")
    assert report_address(template, PLACE) == (
        "https://example.org/new?t=1.5&p=12%E2%80%9313&v=2&a=https%3A%2F%2Fexample.org%2Fb%2F1%2F%3Fv%3D2%23p1.5&x={}"
    )


@given(
    st.dictionaries(
        st.sampled_from(FIELDS), st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"))
    )
)
def test_every_value_comes_back_as_it_was(some: dict[str, str]) -> None:
    values = dict.fromkeys(FIELDS, "") | some
    template = "https://example.org/?" + "&".join(f"{name}={{{name}}}" for name in FIELDS)
    read = parse_qs(urlsplit(report_address(template, values)).query, keep_blank_values=True)
    assert read == {name: [value.replace("\n", "\r\n")] for name, value in values.items()}
