"""The data file: valid against its schema, the same bytes each time, and true to the small print of its description."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from glossator.build import load_edition
from glossator.export.edition_json import export_json, schema_bytes
from glossator.model import Edition


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


def test_calls_and_notes_name_each_other(data: dict[str, Any]) -> None:
    from_paragraphs = {
        (call["note"], paragraph["id"], call["offset"])
        for paragraph in data["paragraphs"]
        for call in paragraph["note_calls"]
    }
    from_notes = {(note["id"], call["paragraph"], call["offset"]) for note in data["notes"] for call in note["calls"]}
    assert from_paragraphs == from_notes
