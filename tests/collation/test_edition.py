"""Editions of several witnesses, from their files to the data file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from glossator.build import Loaded, load_edition
from glossator.export.edition_json import edition_data
from glossator.model import Edition

BASE = """\
# 1. The Mole

Nobody in the village remembered who had built the **mole**, nor why it bends to the north.<sup>1</sup>

The salt carts vanished within a single summer, and with them the inns along the road.

---

1 *Ledger of the harbour*, p. 9.
"""
SECOND = """\
1. The Mole

Nobody in the village remembered who had built the pier, nor why it bends to the north.¹

The salt carts vanished within a single summer, and with them the inns along the road.

1 *Ledger of the harbour*, p. 9.
"""
OTHER_BOOK = "1. Bread\n\nTake flour, water and a pinch of salt, and knead them well for half an hour or so.\n"


def load(project: Path, second: str | None) -> Loaded:
    """Load an edition whose second witness has a text, or is missing."""
    folder = project / "content" / "mole"
    (folder / "witnesses").mkdir(parents=True, exist_ok=True)
    lines = ["title: The Mole", "language: en", "witnesses:"]
    for siglum, text in (("A", BASE), ("B", second)):
        data = (text or "").encode()
        if text is not None:
            (folder / "witnesses" / f"{siglum}.md").write_bytes(data)
        lines += [f"  - siglum: {siglum}", f"    file: {siglum}.md", f"    sha256: {hashlib.sha256(data).hexdigest()}"]
    (folder / "edition.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load_edition(project, "mole")


def edition_in(loaded: Loaded) -> Edition:
    assert isinstance(loaded.edition, Edition)
    return loaded.edition


def test_a_second_witness_gives_an_apparatus(project: Path) -> None:
    edition = edition_in(load(project, SECOND))
    (entry,) = edition.apparatus
    assert (entry.unit, entry.lemma, entry.readings[0].text) == ("1.1", "mole", "pier")
    data = edition_data(edition)
    assert data["apparatus"] == [
        {
            "in": "1.1",
            "start": entry.start,
            "end": entry.start + 4,
            "lemma": "mole",
            "source": [{"witness": "A", "start": BASE.index("mole"), "end": BASE.index("mole") + 4}],
            "readings": [
                {
                    "witness": "B",
                    "text": "pier",
                    "source": [{"witness": "B", "start": SECOND.index("pier"), "end": SECOND.index("pier") + 4}],
                }
            ],
        }
    ]
    base, second = data["witnesses"]
    assert set(second) - set(base) == {"covers", "moved"}
    assert second["covers"] == [
        {"division": "1", "paragraphs": 2, "of_paragraphs": 2, "notes": 1, "of_notes": 1},
    ]


def test_a_witness_of_another_text_is_a_finding_and_gives_none(project: Path) -> None:
    loaded = load(project, OTHER_BOOK)
    edition = edition_in(loaded)
    (finding,) = [finding for finding in loaded.findings if finding.rule == "witness-unrelated"]
    assert finding.message == "witness B has less than half of its text in common with the base text"
    (place,) = finding.places
    assert str(place).endswith("content/mole/edition.yml:9:13")
    assert (edition.apparatus, edition.extents) == ((), ())
    assert all("covers" not in witness for witness in edition_data(edition)["witnesses"])


@pytest.mark.parametrize("second", [None, BASE])
def test_a_witness_that_is_missing_or_agrees_gives_none(project: Path, second: str | None) -> None:
    loaded = load(project, second)
    assert edition_in(loaded).apparatus == ()
    assert [finding.rule for finding in loaded.findings if finding.rule.startswith("witness")] == (
        ["witness-missing"] if second is None else []
    )
