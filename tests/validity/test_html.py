"""Whether the Nu HTML checker finds fault with any page of the demonstration edition and of the hand-made editions.

The checker is a Java program in a package of npm, pinned in `package.json` beside this file. The messages that the
theme itself causes are listed below, and so is its advice that the pages do not follow, with the reason.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
CHECKER = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
CHECKED = ("--skip-non-html", "--also-check-svg")
REQUIREMENT = "GLOSSATOR_REQUIRE_CHECKER"

# Two hidden check boxes of the theme that open its drawer and its search without a script.
THEME_ERROR = re.compile(r"Attribute “autocomplete” is only allowed when the input type is ")
THEME_BOX = re.compile(r'type="checkbox" id="(\w+)"')
THEME_BOXES = {"__drawer", "__search"}

ADVICE_NOT_TAKEN = re.compile(
    r"""
    The.“list”.role.is.unnecessary.for.element.“[ou]l”\.  # Safari takes a list without bullets for none
    | Section.lacks.heading\.  # they have a name
    | Document.uses.the.Unicode.Private.Use.Area  # marks in the data for citing; no reader sees them
    """,
    re.VERBOSE,
)


class Message(NamedTuple):
    """What the checker says: `error` or `info`, in words, of which page and place."""

    kind: str
    words: str
    page: str
    extract: str


def check(*arguments: str) -> tuple[Message, ...]:
    """Return the messages of a run of the checker."""
    java = shutil.which("java")
    if java is None or not CHECKER.is_file():
        reason = "no Java, or no Nu HTML checker: npm ci --ignore-scripts --prefix tests/validity"
        if os.environ.get(REQUIREMENT) == "1":
            pytest.fail(f"{reason} ({REQUIREMENT}=1)", pytrace=False)
        pytest.skip(reason)
    command = [java, "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return tuple(
        Message(message["type"], message["message"], message.get("url", ""), message.get("extract", ""))
        for message in json.loads(done.stdout)["messages"]
    )


@pytest.fixture(scope="module")
def messages(shelf: Path) -> tuple[Message, ...]:
    """What the checker says of all pages and drawings of the site."""
    return check(*CHECKED, str(shelf))


def is_of_theme(message: Message) -> bool:
    return bool(THEME_ERROR.match(message.words) and THEME_BOX.search(message.extract))


def test_every_page_is_valid(messages: tuple[Message, ...]) -> None:
    faults = [message for message in messages if message.kind != "info" and not is_of_theme(message)]
    assert "\n".join(map(str, faults)) == ""


def test_the_theme_has_its_two_known_faults_and_no_other(messages: tuple[Message, ...]) -> None:
    boxes = [THEME_BOX.search(message.extract) for message in messages if is_of_theme(message)]
    assert {box[1] for box in boxes if box} == THEME_BOXES


def test_advice_is_followed_or_listed(messages: tuple[Message, ...]) -> None:
    advice = [message for message in messages if message.kind == "info"]
    assert [message for message in advice if not ADVICE_NOT_TAKEN.match(message.words)] == []


def test_faults_are_found(tmp_path: Path) -> None:
    start = '<!DOCTYPE html><html lang="en"><title>x</title>'
    files = {
        "twice.html": start + '<p id="a"><b id="a">x</b></p>',
        "role.html": start + '<p role="nothing">x</p>',
        "drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg"><nothing/></svg>',
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = check(*CHECKED, str(tmp_path))
    assert {Path(message.page).name for message in found if message.kind == "error"} == set(files)
