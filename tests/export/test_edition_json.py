"""The data file: valid against its schema, the same bytes each time, and true to the small print of its description."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from glossator.build import load_edition
from glossator.export.edition_json import data_bytes, edition_data, export_json, schema_bytes
from glossator.model import Anchor, AnchorKind, Anchors, Edition, Use
from glossator.walk import all_units, index_of


@pytest.fixture(scope="module", params=["small-print", pytest.param("reiman", marks=pytest.mark.monograph)])
def edition(request: pytest.FixtureRequest, project_root: Path) -> Edition:
    loaded = load_edition(project_root, request.param).edition
    assert isinstance(loaded, Edition)
    return loaded


@pytest.fixture(scope="module")
def data(edition: Edition) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(export_json(edition))
    return loaded


def test_it_is_valid_and_the_schema_too(data: dict[str, Any]) -> None:
    schema = json.loads(schema_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)


def test_the_schema_refuses_what_is_wrong(data: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema_bytes()))
    for key, value in (("format", "glossator-edition/2"), ("notes", [{}]), ("pages", [{"label": 7}])):
        assert not validator.is_valid(data | {key: value}), key


def test_the_same_edition_gives_the_same_bytes(edition: Edition, project_root: Path) -> None:
    again = load_edition(project_root, edition.metadata.id).edition
    assert isinstance(again, Edition)
    assert export_json(edition) == export_json(again)


def test_texts_come_from_their_sources(edition: Edition, data: dict[str, Any]) -> None:
    """The words of a unit are those of the witness between its sources' ends, marks and calls apart."""
    witness = edition.witnesses[0].text
    for unit in (*data["paragraphs"], *data["notes"]):
        raw = " ".join(witness[source["start"] : source["end"]] for source in unit["source"])
        assert not witness[unit["source"][0]["start"]].isspace()
        assert not witness[unit["source"][-1]["end"] - 1].isspace()
        letters = iter(char for char in raw if char.isalpha())
        assert all(char in letters for char in unit["text"] if char.isalpha()), unit["id"]


def test_places_lie_within_their_texts(data: dict[str, Any]) -> None:
    lengths = {unit["id"]: len(unit["text"]) for unit in (*data["paragraphs"], *data["notes"])}
    labels = [page["label"] for page in data["pages"]]
    for unit in (*data["paragraphs"], *data["notes"]):
        offsets = [page_break["offset"] for page_break in unit["page_breaks"]]
        assert offsets == sorted(set(offsets))
        assert all(0 < offset < lengths[unit["id"]] for offset in offsets)
        assert unit["page"] in labels
        assert all(page_break["page"] in labels for page_break in unit["page_breaks"])
    for paragraph in data["paragraphs"]:
        for call in paragraph["note_calls"]:
            assert 0 <= call["offset"] <= lengths[paragraph["id"]]
    for page in data["pages"]:
        if page["begins"] is not None:
            assert 0 <= page["begins"]["offset"] < lengths[page["begins"]["paragraph"]]


def test_mentions_are_the_namings_that_name_somebody(edition: Edition, data: dict[str, Any]) -> None:
    """All of them, and nothing else: no name in a heading, in a citation, of a thing, or of which nobody is sure."""
    named = [naming for naming in edition.namings if naming.use is Use.MENTION]
    assert len(named) >= 100
    assert [(one["person"], one["in"], one["start"], one["end"], one["ruled"]) for one in data["mentions"]] == [
        (naming.person, naming.unit, naming.start, naming.end, naming.ruled) for naming in named
    ]
    assert {naming.use for naming in edition.namings} > {Use.MENTION}


def test_mentions_name_persons_and_lie_in_their_texts(data: dict[str, Any]) -> None:
    texts = {unit["id"]: unit["text"] for unit in (*data["paragraphs"], *data["notes"])}
    persons = [person["id"] for person in data["persons"]]
    assert len(set(persons)) == len(persons)
    ends: dict[str, int] = {}
    for mention in data["mentions"]:
        assert mention["person"] in persons
        text = texts[mention["in"]]
        assert ends.get(mention["in"], 0) <= mention["start"] < mention["end"] <= len(text)  # in order, none overlaps
        ends[mention["in"]] = mention["end"]
        name = text[mention["start"] : mention["end"]]
        assert name == name.strip()
        assert not name.endswith(("'s", "’s", ",", ";", ":"))
        assert 0 <= mention["score"] <= 1
        assert mention["method"]


def test_no_mention_stands_in_a_citation(data: dict[str, Any]) -> None:
    cited: dict[str, list[tuple[int, int]]] = {}
    for citation in data["citations"]:
        cited.setdefault(citation["note"], []).append((citation["start"], citation["end"]))
    for mention in data["mentions"]:
        for start, end in cited.get(mention["in"], ()):
            assert mention["end"] <= start or end <= mention["start"]


def test_the_sources_of_a_mention_hold_its_letters(edition: Edition, data: dict[str, Any]) -> None:
    """One source for each piece that a page cuts; between its ends stand the letters of the name."""
    witness = edition.witnesses[0].text
    texts = {unit["id"]: unit for unit in (*data["paragraphs"], *data["notes"])}
    for mention in data["mentions"]:
        unit = texts[mention["in"]]
        said = "".join(witness[source["start"] : source["end"]] for source in mention["source"])
        name = unit["text"][mention["start"] : mention["end"]]
        assert [char for char in said if char.isalpha()] == [char for char in name if char.isalpha()]
        cuts = [each["offset"] for each in unit["page_breaks"] if mention["start"] < each["offset"] < mention["end"]]
        assert len(mention["source"]) == len(cuts) + 1
        assert {source["witness"] for source in mention["source"]} == {edition.witnesses[0].siglum}


def test_the_page_of_a_mention_is_that_of_its_first_letter(data: dict[str, Any]) -> None:
    texts = {unit["id"]: unit for unit in (*data["paragraphs"], *data["notes"])}
    for mention in data["mentions"]:
        unit = texts[mention["in"]]
        pages = [unit["page"], *(one["page"] for one in unit["page_breaks"] if one["offset"] <= mention["start"])]
        assert mention["page"] == pages[-1]


def test_the_forms_of_a_person_are_all_its_names_in_the_text(edition: Edition, data: dict[str, Any]) -> None:
    texts = {unit["id"]: unit["text"] for unit in (*data["paragraphs"], *data["notes"])}
    listed = {person.id: person.forms for person in edition.persons}
    found: dict[str, set[str]] = {}
    for mention in data["mentions"]:
        name = texts[mention["in"]][mention["start"] : mention["end"]]
        found.setdefault(mention["person"], set()).add(name)
    for person in data["persons"]:
        assert len(set(person["forms"])) == len(person["forms"])
        assert set(person["forms"]) == {*listed[person["id"]], *found.get(person["id"], ())}


def test_persons_have_what_index_and_authority_file_say(edition: Edition, data: dict[str, Any]) -> None:
    """Those of the index first, in its order; whom no text names stays."""
    assert [person["id"] for person in data["persons"]] == [person.id for person in edition.persons]
    headwords = [entry.headword for entry in index_of(edition.document)]
    listed = [person for person in data["persons"] if person["headword"] is not None]
    assert data["persons"][: len(listed)] == listed
    assert [person["headword"] for person in listed] == list(dict.fromkeys(headwords))
    locators = {entry.headword: list(entry.locators) for entry in index_of(edition.document)}
    for person in data["persons"]:
        if person["headword"] is None:
            assert person["index_pages"] == []
        elif headwords.count(person["headword"]) == 1:
            assert person["index_pages"] == locators[person["headword"]]
        assert person["name"]
        assert person["born"] != ""
        assert person["kind"] in {"actor", "scholar", None}


def test_the_schema_refuses_broken_mentions_and_persons(data: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema_bytes()))
    mention, person = data["mentions"][0], data["persons"][0]
    for key, record, broken in (
        ("mentions", mention, {"start": -1}),
        ("mentions", mention, {"person": None}),
        ("mentions", mention, {"ruled": "no"}),
        ("mentions", mention, {"source": [{"witness": "A", "start": 1}]}),
        ("persons", person, {"forms": "Hume"}),
        ("persons", person, {"headword": 7}),
        ("persons", person, {"index_pages": [7]}),
    ):
        assert not validator.is_valid(data | {key: [record | broken]}), broken
    assert not validator.is_valid(data | {"mentions": [{k: v for k, v in mention.items() if k != "in"}]})


def test_calls_and_notes_name_each_other(data: dict[str, Any]) -> None:
    from_paragraphs = {
        (call["note"], paragraph["id"], call["offset"])
        for paragraph in data["paragraphs"]
        for call in paragraph["note_calls"]
    }
    from_notes = {(note["id"], call["paragraph"], call["offset"]) for note in data["notes"] for call in note["calls"]}
    assert from_paragraphs == from_notes


def anchor(name: str, now: str | None, *history: tuple[str, str], home: str = "1") -> Anchor:
    return Anchor(name, AnchorKind.PARAGRAPH, (home,), now, "", history)


def test_before_the_first_publication_nothing_is_told_of_ids(edition: Edition) -> None:
    data = edition_data(edition._replace(anchors=Anchors()))
    assert data["edition"]["versions"] == data["retired"] == []
    for record in (*data["divisions"], *data["paragraphs"], *data["notes"]):
        assert record["aliases"] == []
        assert "provisional" not in record


def test_published_ids_are_told(edition: Edition) -> None:
    first, second, *_ = [paragraph.id for _, paragraph in all_units(edition.document)]
    division, note = edition.document.divisions[0].id, edition.document.notes[0].id
    anchors = Anchors(
        versions=("1", "2", "3"),
        published=(
            anchor(first, first, ("1", "aa"), ("2", "ab")),
            anchor("x.1", first, ("1", "ba"), ("2", "ab")),  # merged into the first, and that is published
            anchor("x.2", first, ("1", "ca"), ("2", "cb")),  # merged since
            anchor("x.3", None, ("1", "da"), ("3", "")),
            anchor("x.4", None, ("1", "ea"), home="x"),
        ),
        aliases={first: ("x.1", "x.2"), division: ("x",), note: ("n0",)},
        provisional=frozenset({second}),
    )
    data = json.loads(data_bytes(edition_data(edition._replace(anchors=anchors))))
    jsonschema.Draft202012Validator(json.loads(schema_bytes())).validate(data)
    assert data["edition"]["versions"] == ["1", "2", "3"]
    records = {record["id"]: record for part in ("divisions", "paragraphs", "notes") for record in data[part]}
    assert {name: record["aliases"] for name, record in records.items() if record["aliases"]} == {
        first: ["x.1", "x.2"],
        division: ["x"],
        note: ["n0"],
    }
    assert [name for name, record in records.items() if record["provisional"]] == [second]
    assert [(one["id"], one["now"], one["since"], one["homes"]) for one in data["retired"]] == [
        ("x.1", first, "1", ["1"]),
        ("x.2", first, "3", ["1"]),
        ("x.3", None, "2", ["1"]),
        ("x.4", None, "3", ["x"]),
    ]
    assert {one["kind"] for one in data["retired"]} == {"paragraph"}
