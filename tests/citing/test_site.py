"""The pages of a built site: their own citations, and the data by which scripts cite places on them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from glossator.build import build

ROOT = Path(__file__).parents[2]
REMARK = "The address of this page is not given, because the editor of this site has set none."


def built(folder: Path, settings: str = "") -> Path:
    for name in ("content/small-print", "bibliography", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text(encoding="utf-8") + settings, encoding="utf-8")
    build(folder, (), lambda line: None)
    return folder / "site" / "small-print"


def soup(site: Path, page: str) -> BeautifulSoup:
    return BeautifulSoup((site / page / "index.html").read_text(encoding="utf-8"), "lxml")


@pytest.mark.slow
def test_pages_say_how_they_are_cited(tmp_path: Path) -> None:
    site = built(tmp_path, "\nsite_url: https://example.org/editions/\n")
    chapter = soup(site, "1")
    heading = chapter.select_one("h2#cite")
    assert heading is not None
    assert heading.get_text() == "Cite this chapter"
    citations = [each.get_text() for each in chapter.select(".gl-cite-whole .gl-citation")]
    assert len(citations) == 4
    assert all("https://example.org/editions/small-print/1/" in citation for citation in citations)
    assert not chapter.select(".gl-cite-remark")
    (data,) = chapter.select("script#gl-citing[type='application/json']")
    assert json.loads(data.get_text())["address"] == "https://example.org/editions/small-print/1/"
    for page, words in (("bibliography", "Cite this bibliography"), ("index", "Cite this index")):
        assert [each.get_text() for each in soup(site, page).select("h2#cite")] == [words]
        assert not soup(site, page).select("#gl-citing")
    assert not soup(site, "persons").select("#cite, #gl-citing")
    title = [each.get_text() for each in soup(site, "").select(".gl-citation")]
    assert title[0].startswith(
        "The Glossator Project, Small Print: A Short History of the Footnote (Glossator, 2026), "
    )


@pytest.mark.slow
def test_without_a_public_address_pages_say_so(tmp_path: Path) -> None:
    site = built(tmp_path)
    for page in ("", "1"):
        assert [each.get_text() for each in soup(site, page).select(".gl-cite-remark")] == [REMARK]
        assert not any("http" in each.get_text() for each in soup(site, page).select(".gl-citation"))
    assert json.loads(soup(site, "1").select("#gl-citing")[0].get_text())["address"] is None
