"""The hand-made edition, and its site, built once for all tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from glossator.render.site import build_site

if TYPE_CHECKING:
    from glossator.edition import MissingWitness
    from glossator.model import Edition

HERE = Path(__file__).parent
SETTINGS = (HERE.parents[1] / "mkdocs.yml").read_text(encoding="utf-8") + "\nsite_url: https://example.org/editions/\n"


@pytest.fixture(scope="session")
def edition(handmade: Any) -> Edition:
    return handmade.handmade_edition()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, handmade: Any, edition: Edition, lost: MissingWitness) -> Path:
    """The folder of a project whose site is built."""
    root = tmp_path_factory.mktemp("handmade")
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    build_site(root, (edition, lost), handmade.handmade_files())
    return root
