"""The colours of the site: one list for light and dark, and enough contrast in both (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

STYLES: Final = Path(__file__).parents[2] / "templates/assets/styles"
TOKENS: Final = (STYLES / "tokens.css").read_text(encoding="utf-8")
_FIRST: Final = re.compile(r"^  (--[\w-]+): (#[0-9a-f]+);", re.MULTILINE)
_PAIR: Final = re.compile(r"^    (--[\w-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\);", re.MULTILINE)
_PRINTED: Final = re.compile(r"^    (--[\w-]+): (#[0-9a-f]+);", re.MULTILINE)

PAGE: Final = ("--md-default-bg-color", "--gl-paper")
MARKED: Final = (*PAGE, "--gl-target")
BARS: Final = ("--md-primary-fg-color", "--md-primary-fg-color--dark", "--md-footer-bg-color")
TEXT: Final = [  # words, and what they stand on
    *((words, ground) for words in ("--md-default-fg-color", "--md-typeset-color") for ground in (*MARKED, *BARS)),
    *(("--md-default-fg-color", ground) for ground in ("--gl-selected", "--md-typeset-mark-color")),
    *(("--md-default-fg-color", ground) for ground in ("--md-default-fg-color--lightest", "--md-code-bg-color")),
    *(
        (words, ground)
        for words in (
            "--md-default-fg-color--light",
            "--md-accent-fg-color",
            "--md-typeset-a-color",
            "--gl-number",
        )
        for ground in (*MARKED, *BARS)
    ),
    *(
        (words, ground)
        for words in ("--md-primary-bg-color", "--md-primary-bg-color--light")
        for ground in ("--md-primary-fg-color", "--md-primary-fg-color--light", "--md-primary-fg-color--dark")
    ),
    *(
        (f"--md-footer-fg-color{words}", f"--md-footer-bg-color{ground}")
        for words in ("", "--light", "--lighter")
        for ground in ("", "--dark")
    ),
    ("--md-accent-bg-color", "--md-accent-fg-color"),
    ("--md-code-fg-color", "--md-code-bg-color"),
]
EDGES: Final = [("--md-default-fg-color--lighter", ground) for ground in (*PAGE, "--md-primary-fg-color")]


def colours(scheme: str) -> dict[str, str]:
    """The tokens of a scheme; what is printed has those of the light one, with some in black."""
    screen, _, printed = TOKENS.partition("@media print")
    pairs = {name: (light, dark) for name, light, dark in _PAIR.findall(screen)}
    found = {name: pair[scheme == "dark"] for name, pair in pairs.items()}
    return found | dict(_PRINTED.findall(printed)) if scheme == "print" else found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    digits = colour[1:]
    wide = digits if len(digits) > 4 else "".join(digit * 2 for digit in digits)
    channels = [int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_what_wcag_calls_it() -> None:
    assert contrast("#000", "#ffffff") == 21
    assert round(contrast("#777777", "#fff"), 2) == 4.48


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_words_can_be_read(scheme: str) -> None:
    tokens = colours(scheme)
    low = {(a, b): round(contrast(tokens[a], tokens[b]), 2) for a, b in TEXT if scheme != "print" or b in PAGE}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_controls_can_be_seen(scheme: str) -> None:
    tokens = colours(scheme)
    low = {(a, b): round(contrast(tokens[a], tokens[b]), 2) for a, b in EDGES}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 3} == {}


def test_a_browser_without_light_dark_has_the_light_colours() -> None:
    before, _, after = TOKENS.partition("@supports")
    assert dict(_FIRST.findall(before)) == {name: light for name, light, _ in _PAIR.findall(after)}
    assert "color-scheme: light dark" not in before  # or its own controls would be dark on a light page


def test_colours_stand_among_the_tokens_only() -> None:
    found = [
        f"{sheet.name}: {line.strip()}"
        for sheet in sorted(STYLES.glob("*.css"))
        for line in sheet.read_text(encoding="utf-8").splitlines()
        if sheet.name != "tokens.css"
        and "mask" not in line
        and re.search(r":.*(#[0-9a-fA-F]{3,8}\b|(rgb|hsl)a?\()", line)
    ]
    assert found == []
