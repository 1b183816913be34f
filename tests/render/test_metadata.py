"""What machines read in the head of a page: by it a reference manager saves a book, or a section of one with pages."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from glossator.model import DivisionKind, Name
from glossator.render.html import script_json
from glossator.render.metadata import Head, page_heads
from glossator.render.plan import plan_edition
from glossator.render.site import build_site

if TYPE_CHECKING:
    from glossator.model import Edition

SITE = "https://example.org/editions/"
HOSTILE = "</script><!-- <script>\"'&amp; \u2028\u2029 \u05e1\u05e4\u05e8 \u202eabc ]]> ; --> é"
VOCABULARIES = {"dc", "dcterms", "eprints", "book", "og", "article", "prism", "bib", "bibo", "foaf", "z", "so", "rdf"}


def heads(edition: Edition, site_url: str | None = SITE) -> dict[str, Head]:
    return page_heads(edition, plan_edition(edition), site_url)


def tags(head: Head) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in head.tags:
        found.setdefault(name, []).append(unescape(content))
    return found


def item_type(names: dict[str, list[str]]) -> str:
    """Return as what Zotero saves a page, by the rules of its reader of tags, as far as they concern our names.

    Of a name in three parts the middle one is tried first as the vocabulary. A name of a vocabulary is no more than a
    statement; of the others, `citation_inbook_title` and `citation_book_title` decide; else `DC.type`; else the page is
    guessed to be a book by its ISBN, an article by its title; and a web page where there are statements alone.
    """
    statements = False
    decided = guessed = ""
    for name in names:
        parts = re.split("[.:_]", name.lower())
        vocabulary = parts[1] if len(parts) > 2 and parts[1] in VOCABULARIES else parts[0]
        if vocabulary in VOCABULARIES:
            statements = True
        elif name in ("citation_inbook_title", "citation_book_title"):
            decided = "bookSection"
        elif name == "citation_isbn":
            guessed = "book"
        elif name == "citation_title":
            guessed = guessed or "journalArticle"
    told = {"book": "book", "bookchapter": "bookSection"}
    said = told.get(names.get("DC.type", [""])[0].lower().replace(" ", ""), "")
    return decided or said or guessed or ("webpage" if statements else "")


# --- tags --------------------------------------------------------------------------------------------------------


def test_a_chapter_is_a_section_of_a_book_with_its_pages(edition: Edition) -> None:
    found = tags(heads(edition)["handmade/1/"])
    assert item_type(found) == "bookSection"
    assert {name: values for name, values in found.items() if name.startswith("citation_")} == {
        "citation_title": ["The Note at the Foot"],
        "citation_inbook_title": ["A Hand-made Book: With One of Everything"],
        "citation_book_title": ["A Hand-made Book: With One of Everything"],
        "citation_author": ["No Body", "Some One"],
        "citation_publisher": ["Nowhere & Sons"],
        "citation_publication_date": ["2026"],
        "citation_series_title": ["Books for Tests 1"],
        "citation_isbn": ["978-0-00-000000-2"],
        "citation_language": ["en"],
        "citation_public_url": ["https://example.org/editions/handmade/1/"],
        "citation_fulltext_html_url": ["https://example.org/editions/handmade/1/"],
        "citation_firstpage": ["11"],
        "citation_lastpage": ["14"],
    }
    assert found["DCTERMS.isPartOf"] == [
        "A Hand-made Book: With One of Everything",
        "https://example.org/editions/handmade/",
        "https://doi.org/10.0000/handmade",
    ]
    assert found["eprints.place_of_pub"] == ["Utopia"]


def test_the_older_name_alone_would_make_an_article() -> None:
    """Why a division carries two names for the title of its book."""
    assert item_type({"citation_title": ["x"], "citation_book_title": ["y"]}) == "journalArticle"


def test_every_division_has_its_first_and_last_page(edition: Edition) -> None:
    """A part ends where its last chapter ends; a division on one page begins and ends on it."""
    found = {
        address: (tags(head).get("citation_firstpage"), tags(head).get("citation_lastpage"))
        for address, head in heads(edition).items()
    }
    assert found == {
        "handmade/": (None, None),
        "handmade/contents/": (None, None),
        "handmade/front/": (None, None),
        "handmade/intro/": (["7"], ["8"]),
        "handmade/part1/": (["9"], ["17"]),
        "handmade/1/": (["11"], ["14"]),
        "handmade/2/": (["17"], ["17"]),
        "handmade/summary/": (["19"], ["19"]),
        "handmade/bibliography/": (["21"], ["21"]),
        "handmade/index/": (["23"], ["23"]),
    }


def test_a_division_whose_first_page_is_not_known_tells_none(handmade: Any, edition: Edition) -> None:
    text = handmade.paragraph("It begins nobody knows where, ", handmade.page("12"), "and goes on.")
    lone = handmade.division(DivisionKind.CHAPTER, "1", "A Chapter", text)
    head = heads(edition._replace(document=edition.document._replace(divisions=(lone,), notes=())))["handmade/1/"]
    assert not {"citation_firstpage", "citation_lastpage"} & set(tags(head))
    assert not {"pageStart", "pageEnd"} & set(json.loads(head.linked_data))
    assert item_type(tags(head)) == "bookSection"


def test_a_division_in_another_language_says_so(edition: Edition) -> None:
    found = tags(heads(edition)["handmade/summary/"])
    assert found["citation_language"] == found["DC.language"] == ["ru"]
    assert found["citation_title"] == ["Резюме"]


def test_the_title_page_is_the_book(edition: Edition) -> None:
    found = tags(heads(edition)["handmade/"])
    assert item_type(found) == "book"
    assert found["citation_title"] == ["A Hand-made Book: With One of Everything"]
    assert found["citation_doi"] == ["10.0000/handmade"]
    assert found["citation_public_url"] == ["https://example.org/editions/handmade/"]
    assert "citation_inbook_title" not in found


def test_a_book_without_isbn_is_a_book_all_the_same(edition: Edition) -> None:
    bare = edition._replace(metadata=edition.metadata._replace(isbn=None))
    assert item_type(tags(heads(bare)["handmade/"])) == "book"


def test_the_doi_names_the_book_alone(edition: Edition) -> None:
    assert [address for address, head in heads(edition).items() if "citation_doi" in tags(head)] == ["handmade/"]


def test_what_the_edition_adds_is_no_part_of_the_book(handmade: Any) -> None:
    found = heads(handmade.named_edition())
    added = {"named/bibliography/", "named/persons/", "named/audit/", "named/persons/hume/", "named/persons/bayle/"}
    assert added <= set(found)
    for address in added:
        assert item_type(tags(found[address])) == "webpage"
        assert set(tags(found[address])) == {"DC.title", "DC.source"}
        assert (found[address].data, found[address].linked_data) == ("", "")
    assert tags(found["named/persons/hume/"])["DC.title"] == ["David Hume"]


def test_what_is_not_known_is_not_told(edition: Edition) -> None:
    metadata = edition.metadata._replace(
        **dict.fromkeys(("subtitle", "publisher", "place", "year", "series", "isbn", "doi", "licence", "description")),
        authors=(),
    )
    for address, head in heads(edition._replace(metadata=metadata), None).items():
        assert all(content for _, content in head.tags), address
        assert "null" not in head.linked_data
        assert '""' not in head.linked_data
        assert "[]" not in head.linked_data
    assert set(tags(heads(edition._replace(metadata=metadata), None)["handmade/1/"])) == {
        "citation_title",
        "citation_inbook_title",
        "citation_book_title",
        "citation_language",
        "citation_firstpage",
        "citation_lastpage",
        "DC.language",
        "DC.type",
        "DC.title",
        "DCTERMS.isPartOf",
    }


def test_without_site_url_no_address_of_the_site_is_told(edition: Edition) -> None:
    for address, head in heads(edition, None).items():
        assert "example.org" not in str(head), address
        assert not {"citation_public_url", "citation_fulltext_html_url"} & set(tags(head))
        if head.linked_data:
            assert not {"@id", "url"} & set(json.loads(head.linked_data))


@pytest.mark.parametrize(
    ("name", "alone", "beside_another"),
    [
        (Name("Mao", "Zedong"), "Mao, Zedong", "Mao, Zedong"),
        (Name("Humboldt", "Alexander", "von"), "von Humboldt, Alexander", "von Humboldt, Alexander"),
        (Name("King", "Martin Luther", "", "Jr."), "King, Martin Luther Jr.", "King, Martin Luther Jr."),
        (Name("Cruz", "Juan José", "de la"), "As Printed", "de la Cruz, Juan José"),  # else it would be cut in two
        (Name("The Society", literal=True), "As Printed", "As Printed"),
        (Name("Colette"), "As Printed", "As Printed"),
    ],
)
def test_names_whose_parts_are_known_are_told_by_them(
    edition: Edition, name: Name, alone: str, beside_another: str
) -> None:
    metadata = edition.metadata._replace(authors=("As Printed",), names={"As Printed": name})
    assert tags(heads(edition._replace(metadata=metadata))["handmade/1/"])["citation_author"] == [alone]
    several = metadata._replace(authors=("As Printed", "Some One"))
    found = tags(heads(edition._replace(metadata=several))["handmade/1/"])
    assert found["citation_author"] == found["DC.creator"] == [beside_another, "Some One"]


# --- linked data -------------------------------------------------------------------------------------------------


def test_a_chapter_is_linked_data(edition: Edition) -> None:
    data = json.loads(heads(edition)["handmade/2/"].linked_data)
    book = data.pop("isPartOf")
    assert data == {
        "@context": "https://schema.org",
        "@type": "Chapter",
        "@id": "https://example.org/editions/handmade/2/",
        "url": "https://example.org/editions/handmade/2/",
        "name": "Hostile Text",
        "position": 4,
        "pageStart": "17",
        "pageEnd": "17",
        "author": [{"@type": "Person", "name": "No Body"}, {"@type": "Person", "name": "Some One"}],
        "publisher": {
            "@type": "Organization",
            "name": "Nowhere & Sons",
            "location": {"@type": "Place", "name": "Utopia"},
        },
        "datePublished": "2026",
        "inLanguage": "en",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert book["@type"] == "Book"
    assert book["name"] == "A Hand-made Book: With One of Everything"
    assert book["isbn"] == "978-0-00-000000-2"
    assert book["sameAs"] == "https://doi.org/10.0000/handmade"


def test_the_book_lists_its_parts_as_they_call_themselves(edition: Edition) -> None:
    found = heads(edition)
    book = json.loads(found["handmade/"].linked_data)
    chapters = {json.loads(head.linked_data)["@id"]: head for head in found.values() if head.linked_data}
    assert [part["position"] for part in book["hasPart"]] == [1, 2, 3, 4, 5, 6, 7]
    for part in book["hasPart"]:
        chapter = json.loads(chapters[part["@id"]].linked_data)
        assert {name: chapter[name] for name in part} == part
        assert chapter["isPartOf"]["@id"] == book["@id"]


def test_a_body_is_an_organization(edition: Edition) -> None:
    metadata = edition.metadata._replace(authors=("The Society",), names={"The Society": Name("x", literal=True)})
    data = json.loads(heads(edition._replace(metadata=metadata))["handmade/1/"].linked_data)
    assert data["author"] == [{"@type": "Organization", "name": "The Society"}]


@pytest.mark.parametrize("text", [HOSTILE, "</SCRIPT\t>", "<!--", "]]>", "\u2028", "\u2029", "&lt;", "\\u003c", "\x00"])
def test_json_can_stand_in_a_script(text: str) -> None:
    written = script_json({text: [text]})
    assert not set(written) & set("<>&\u2028\u2029\x00")
    assert json.loads(written) == {text: [text]}
    script = BeautifulSoup(f"<script>{written}</script><p>after</p>", "html.parser")
    assert script.p is not None
    assert json.loads(str(script.script.string)) == {text: [text]}  # type: ignore[union-attr]  # it is there


# --- the built site ----------------------------------------------------------------------------------------------


def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")


def built_tags(page: BeautifulSoup) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in page.select("html > head > meta[name]"):
        found.setdefault(str(tag["name"]), []).append(str(tag["content"]))
    return found


@pytest.mark.slow
def test_pages_carry_their_heads(built: Path, edition: Edition) -> None:
    for address, head in heads(edition).items():
        page = soup(built / "site" / address / "index.html")
        found = built_tags(page)
        assert {name: values for name, values in found.items() if name in tags(head)} == tags(head)
        assert [str(script.string) for script in page.select("script[type='application/ld+json']")] == (
            [head.linked_data] if head.linked_data else []
        )
        assert [link["href"] for link in page.select("link[rel=describedby]")] == ([head.data] if head.data else [])
        canonical = page.select_one("link[rel=canonical]")
        assert canonical is not None
        assert [canonical["href"]] == tags(head).get("citation_public_url", [f"{SITE}{address}"])
        assert ("author" in found) == (item_type(found) != "webpage" or address.endswith(("contents/", "front/")))


@pytest.mark.slow
def test_pages_of_no_book_tell_of_none(built: Path) -> None:
    for name in ("index.html", "404.html"):
        page = soup(built / "site" / name)
        assert not [name for name in built_tags(page) if re.match("citation_|DC", name)]
        assert page.select("script[type='application/ld+json'], link[rel=describedby]") == []
        canonical = [link["href"] for link in page.select("link[rel=canonical]")]
        assert canonical == ([SITE] if name == "index.html" else [])  # no address leads to what does not exist


@pytest.mark.slow
def test_hostile_titles_are_only_text(tmp_path: Path, handmade: Any, edition: Edition) -> None:
    chapter = handmade.division(
        DivisionKind.CHAPTER, "1", HOSTILE, handmade.paragraph("Short."), page='"><i>', breaks=(handmade.page('"><i>'),)
    )
    metadata = edition.metadata._replace(title=HOSTILE, subtitle=None, authors=(HOSTILE,), publisher=HOSTILE)
    document = edition.document._replace(divisions=(chapter,), notes=(), contents=(), front=())
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    build_site(tmp_path, (edition._replace(metadata=metadata, document=document, works=(), citations=()),), {})
    page = soup(tmp_path / "site" / "handmade" / "1" / "index.html")
    found = built_tags(page)
    assert found["citation_title"] == found["citation_author"] == found["citation_inbook_title"] == [HOSTILE]
    assert found["citation_firstpage"] == ['"><i>']
    (script,) = page.select("script[type='application/ld+json']")
    data = json.loads(str(script.string))
    assert data["name"] == data["isPartOf"]["name"] == data["author"][0]["name"] == HOSTILE
    assert page.select("head i, body > script:first-child") == []
    title = soup(tmp_path / "site" / "handmade" / "index.html")
    assert built_tags(title)["citation_title"] == [HOSTILE]
    assert title.select("link[rel=canonical]") == []  # nobody has said where the site stands
