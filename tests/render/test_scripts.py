"""What the scripts of the pages must not do, lest making them smaller changes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SCRIPTS = sorted((Path(__file__).parents[2] / "templates" / "assets").glob("*.js"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_template_stands_inside_another(script: Path) -> None:
    """The minifier takes the blanks out of the inner one."""
    lines = script.read_text(encoding="utf-8").splitlines()
    assert [line.strip() for line in lines if re.search(r"`[^`]*\$\{[^}`]*`", line)] == []
