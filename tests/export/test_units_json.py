"""The files with the units of each division: valid, complete, in agreement with the data file and with the pages."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bs4 import BeautifulSoup

from glossator.build import build, load_edition
from glossator.export.edition_json import edition_data
from glossator.export.units_json import Addresses, schema_bytes, units_files
from glossator.model import Anchors, Edition, Paragraph
from glossator.render.plan import plan_edition

ADDRESSES = Addresses(
    division=lambda division: f"https://example.org/{division}/",
    section=lambda section: f"section-{section}",
    paragraph=lambda paragraph: f"paragraph-{paragraph}",
    note=lambda note: f"note-{note}",
)


@pytest.fixture(scope="module", params=["small-print", pytest.param("reiman", marks=pytest.mark.monograph)])
def edition(request: pytest.FixtureRequest, project_root: Path) -> Edition:
    loaded = load_edition(project_root, request.param).edition
    assert isinstance(loaded, Edition)
    return loaded


@pytest.fixture(scope="module")
def handmade(project_root: Path) -> Edition:
    """The hand-made edition: notes that headings call, notes without a call, a part around chapters."""
    spec = importlib.util.spec_from_file_location("handmade", project_root / "tests" / "render" / "handmade.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    edition = module.handmade_edition()
    assert isinstance(edition, Edition)
    return edition


@pytest.fixture(scope="module")
def data(edition: Edition) -> dict[str, Any]:
    return edition_data(edition)


@pytest.fixture(scope="module")
def files(edition: Edition, data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {division: json.loads(file) for division, file in units_files(edition.document, data, ADDRESSES)}


def test_they_are_valid_and_the_schema_too(files: dict[str, dict[str, Any]]) -> None:
    schema = json.loads(schema_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for file in files.values():
        validator.validate(file)
        assert not validator.is_valid(file | {"format": "glossator-units/2"})
        assert not validator.is_valid(file | {"units": {"1": {"kind": "paragraph"}}})
        assert not validator.is_valid({key: value for key, value in file.items() if key != "address"})


def test_there_is_one_for_each_division_with_a_page(edition: Edition, files: dict[str, dict[str, Any]]) -> None:
    planned = [page.division.id for page in plan_edition(edition).pages if page.division is not None]
    assert list(files) == planned
    for division, file in files.items():
        assert file["division"]["id"] == division
        assert file["address"] == f"https://example.org/{division}/"
        assert file["edition"]["id"] == edition.metadata.id
        assert file["edition"]["version"] == edition.metadata.version


def test_every_unit_stands_in_one_of_them_as_in_the_data_file(
    data: dict[str, Any], files: dict[str, dict[str, Any]]
) -> None:
    units = [(name, unit) for file in files.values() for name, unit in file["units"].items()]
    assert len(units) == len(data["paragraphs"]) + len(data["notes"])
    found = dict(units)
    for record in data["paragraphs"]:
        unit = found[record["id"]]
        assert unit["fragment"] == f"paragraph-{record['id']}"
        for key in ("kind", "number", "section", "text", "page", "page_breaks", "note_calls", "aliases"):
            assert unit[key] == record[key]
    for record in data["notes"]:
        unit = found[record["id"]]
        assert (unit["kind"], unit["number"]) == ("note", record["label"])
        assert unit["fragment"] == f"note-{record['id']}"
        for key in ("text", "page", "page_breaks", "calls", "aliases"):
            assert unit[key] == record[key]
    for unit in found.values():
        assert unit["pages"][0] == unit["page"]
        assert unit["pages"][1:] == [page_break["page"] for page_break in unit["page_breaks"]]


def test_notes_stand_in_the_division_at_whose_foot_they_stand(handmade: Edition) -> None:
    plan = plan_edition(handmade)
    shown = {
        page.division.id: [note.id for note in plan.notes.get(page.address, ())]
        for page in plan.pages
        if page.division is not None
    }
    found = {
        division: [name for name, unit in json.loads(file)["units"].items() if unit["kind"] == "note"]
        for division, file in units_files(handmade.document, edition_data(handmade), ADDRESSES)
    }
    assert found == shown
    assert found["1"] == ["n3", "n4", "n5", "n6", "n7"]


def test_notes_of_the_front_matter_stand_in_no_division(handmade: Edition) -> None:
    front = handmade.document.divisions[0].blocks[:1]
    assert isinstance(front[0], Paragraph)
    edition = handmade._replace(document=handmade.document._replace(front=front))
    for division, file in units_files(edition.document, edition_data(edition), ADDRESSES):
        assert "n1" not in json.loads(file)["units"], division


def test_sections_stand_with_the_division_around_them(data: dict[str, Any], files: dict[str, dict[str, Any]]) -> None:
    sections = {name: section for file in files.values() for name, section in file["sections"].items()}
    assert list(sections) == [record["id"] for record in data["divisions"] if record["kind"] == "section"]
    for division, file in files.items():
        assert all(name.startswith(f"{division}.") for name in file["sections"])
        for unit in file["units"].values():
            assert unit.get("section") in {None, *file["sections"]}


def test_a_division_tells_its_printed_pages(data: dict[str, Any], files: dict[str, dict[str, Any]]) -> None:
    order = [page["label"] for page in data["pages"]]
    for file in files.values():
        pages = file["division"]["pages"]
        assert pages == sorted(set(pages), key=order.index)
        assert {page for unit in file["units"].values() if unit["kind"] != "note" for page in unit["pages"]} <= {*pages}


def test_without_site_url_there_is_no_address(edition: Edition, data: dict[str, Any]) -> None:
    nowhere = ADDRESSES._replace(division=lambda _: None)
    for _, file in units_files(edition.document, data, nowhere):
        assert json.loads(file)["address"] is None


def test_published_ids_are_told(edition: Edition) -> None:
    first, second, *_ = [paragraph["id"] for paragraph in edition_data(edition)["paragraphs"]]
    anchors = Anchors(versions=("1",), aliases={first: ("9.99",)}, provisional=frozenset({second}))
    data = edition_data(edition._replace(anchors=anchors))
    found: dict[str, Any] = {}
    for _, file in units_files(edition.document, data, ADDRESSES):
        assert json.loads(file)["edition"]["versions"] == ["1"]
        found |= json.loads(file)["units"]
    assert found[first]["aliases"] == ["9.99"]
    assert [name for name, unit in found.items() if unit["provisional"]] == [second]


@pytest.mark.slow
def test_they_lie_beside_the_pages_that_they_describe(project_root: Path, tmp_path: Path) -> None:
    """Each unit stands on the page under its fragment, and the page has no other."""
    for name in ("content", "templates", "bibliography"):
        shutil.copytree(project_root / name, tmp_path / name)
    settings = (project_root / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(settings + "\nsite_url: https://example.org/\n", encoding="utf-8")
    build(tmp_path, ["small-print"], lambda line: None)
    site = tmp_path / "site" / "small-print"
    assert (site / "units.schema.json").read_bytes() == schema_bytes()
    files = sorted(site.glob("*/units.json"))
    assert len(files) == 7
    for path in files:
        file = json.loads(path.read_text(encoding="utf-8"))
        page = BeautifulSoup((path.parent / "index.html").read_text(encoding="utf-8"), "lxml")
        link = page.select_one("link[rel=describedby][type='application/json']")
        canonical = page.select_one("link[rel=canonical]")
        assert link is not None
        assert canonical is not None
        assert link["href"] == "units.json"
        assert canonical["href"] == file["address"]
        shown = [element["id"] for element in page.select(".gl-unit[id], .gl-note[id]")]
        assert [unit["fragment"] for unit in file["units"].values()] == shown
        for section in file["sections"].values():
            assert page.find(id=section["fragment"]) is not None
