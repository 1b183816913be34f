"""The pages of the manual that are made from the program: `python -m glossator.manual` prints the list of findings.

    python -m glossator.manual > docs/manual/findings.md

A list kept by hand drifts; a test compares the file with what this module makes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from glossator.diagnostics import RULES, Rule, Severity

# What each family of rules is about, in the order of the page; the key is the letter of its codes.
FAMILIES = {
    "W": ("The witness as a file", "All of these stop the program, except W001, W009 and W010."),
    "A": ("Addresses", "A002, A003 and A006 stop the program. [anchors.md](anchors.md#for-editors) tells what to do."),
    "C": ("The editor's files", "The errors stop the program: it goes on once the file is right."),
    "S": ("Structure", "Whether the contents list and the body tell of the same book."),
    "N": ("Notes", "Whether each note is called and each call leads to a note."),
    "X": (
        "The printed index",
        "What the index of persons says, held against what the text says. Most of it is the book's own matter.",
    ),
    "M": (
        "Names of persons in the text",
        "[persons.md](persons.md) tells what counts as a mention and what is a doubt.",
    ),
    "P": ("Printed pages", "How sure the page numbers are; [pages.md](pages.md) tells where they come from."),
    "B": (
        "The bibliography and the citations",
        "B001 stops the program. [bibliography.md](bibliography.md) tells how works and citations are matched.",
    ),
    "T": ("The text itself", "Marks of the OCR, and whether the edition holds every character of the witness once."),
}
_WEIGHTS = {
    Severity.ERROR: "the edition says something wrong, or cannot be made",
    Severity.WARNING: "an editor should look",
    Severity.INFO: "worth knowing, nothing needs to be done; shown by `glossator check --all` only, as a *remark*",
}
_OPENING = """\
# Findings

*`python -m glossator.manual` makes this page; corrections belong into `src/glossator/diagnostics.py`.*

A finding has a code, a name, one phrase that says what was found, its places, and a hint:

    N002 note-without-call  note 57 is defined but never called
      --> content/my-book/witnesses/my-book.md:642:1
      hint: look for a raised number that the OCR lost on the page whose foot holds the note

A place is file, line and column, both counted from 1; many text editors and terminals open it with a click. Codes and
names do not change from one version to the next.

"""


def findings_page() -> str:
    """Return the manual's page of all findings, in Markdown, from `diagnostics.RULES`."""
    return "".join(_parts())


def _parts() -> Iterator[str]:
    yield _OPENING
    yield "| weight | means |\n|---|---|\n"
    for severity, meaning in _WEIGHTS.items():
        yield f"| {severity.value} | {meaning} |\n"
    for letter, (title, about) in FAMILIES.items():
        yield f"\n## {letter} – {title}\n\n{about}\n"
        for rule in RULES.values():
            if rule.code.startswith(letter):
                yield _rule_text(rule)


def _rule_text(rule: Rule) -> str:
    return (
        f"\n### {rule.code} {rule.name}\n\n"
        f"**{rule.severity.value.capitalize()}.** {rule.what}\n\n"
        f"- *Why it matters:* {rule.why}\n"
        f"- *What to do:* {rule.hint}\n"
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(findings_page().encode())
