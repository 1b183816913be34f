"""What a page of the site is given for citing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glossator.build import citing_of, load_edition
from glossator.citing import marks
from glossator.model import Anchors, Edition
from glossator.render.citing_block import PageCiting, citing_view
from glossator.render.html import script_json

ROOT = Path(__file__).parents[2]
SITE = "https://example.org/editions/"


@pytest.fixture(scope="module")
def edition() -> Edition:
    loaded = load_edition(ROOT, "small-print").edition
    assert isinstance(loaded, Edition)
    return loaded


def test_every_page_with_units_has_forms(edition: Edition) -> None:
    citing = citing_of(edition, SITE)
    assert {address for address, page in citing.items() if page.data is None} == {
        "small-print/",
        "small-print/bibliography/",
        "small-print/index/",
    }
    data = citing["small-print/1/"].data
    assert data is not None
    assert data["address"] == f"{SITE}small-print/1/"
    assert data["marks"] == marks.MARKS
    assert [style["id"] for style in data["styles"]] == [
        "chicago-note",
        "chicago-bibliography",
        "mla",
        "mla-in-text",
        "apa",
        "apa-in-text",
        "bibtex",
        "ris",
        "csl-json",
    ]
    for style in data["styles"]:
        assert "unaddressed" not in style
        for kind in ("paragraph", "note"):
            assert set(style["forms"][kind]) == {"one", "many", "none"}


def test_without_a_public_address_no_form_has_a_place_for_one(edition: Edition) -> None:
    data = citing_of(edition, None)["small-print/1/"].data
    assert data is not None
    assert data["address"] is None
    forms = [form for style in data["styles"] for kind in style["unaddressed"].values() for form in kind.values()]
    assert len(forms) == 54
    assert not any(marks.ADDRESS in form or "http" in form for form in forms)
    assert not any("forms" in style for style in data["styles"])


def test_the_version_stands_in_addresses_once_it_is_published(edition: Edition) -> None:
    versions = edition.anchors.versions
    published = edition._replace(anchors=Anchors(versions=("1", "2"), provisional=frozenset({"2"})))
    assert citing_of(edition, SITE)["small-print/1/"].data["version"] == (versions[-1] if versions else None)  # type: ignore[index]
    citing = citing_of(published, SITE)
    assert citing["small-print/1/"].data["version"] == "2"  # type: ignore[index]
    assert citing["small-print/1/"].data["address"] == f"{SITE}small-print/1/"  # type: ignore[index]
    assert all(f"{SITE}small-print/1/?v=2" in html for _, html in citing["small-print/1/"].citations)
    assert all(f"{SITE}small-print/2/" in html and "?v" not in html for _, html in citing["small-print/2/"].citations)
    assert all(f"{SITE}small-print/?v=2" in html for _, html in citing["small-print/"].citations)


def test_a_page_shows_the_citation_of_the_whole(edition: Edition) -> None:
    view = citing_view(citing_of(edition, None)["small-print/1/"])
    assert view is not None
    assert (view.kind, view.addressed) == ("chapter", False)
    assert dict(view.citations)["Chicago, note"] == (  # type: ignore[comparison-overlap]
        "The Glossator Project, “Before the Foot of the Page,” in "
        "<em>Small Print: A Short History of the Footnote</em> (Glossator, 2026), 5–10"
    )
    assert citing_view(None) is None


def test_nothing_in_the_data_ends_the_script() -> None:
    hostile = {"styles": "</script><!-- <script> & \u2028 \u2029 ]]>"}
    written = script_json(hostile)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == hostile
    view = citing_view(PageCiting("chapter", (), addressed=True, data=hostile))
    assert view is not None
    assert str(view.data) == written


def test_a_site_address_cannot_break_out(edition: Edition) -> None:
    citing = citing_of(edition, 'https://example.org/"} <b>\\')
    data = citing["small-print/1/"].data
    assert data is not None
    assert not set('"{}<>\\ ') & set(data["address"])
