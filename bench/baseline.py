"""The baseline of the bench: the same text as a plain mkdocs-material site, as a competent user would make it.

It stands alone on purpose: it knows nothing of `glossator`, so a fault of the program cannot hide in what it is
compared with. One Markdown file is written for each chapter; calls `<sup>12</sup>` become `[^12]`, the notes at the
feet of the pages become definitions at the end of their chapter, and everything else stays as the OCR gave it
(paragraphs that a page cuts stay cut, contents list and index stay text).

Markdown footnotes belong to one file while the printed numbers run through the book, so a definition goes to the
chapter that is open where it stands, and "the next expected number" is counted through the whole text.

    python bench/baseline.py WITNESS FOLDER --title "A Book" --chapter Introduction --chapter Index
    cd FOLDER && mkdocs build
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BLANK_LINES = re.compile(r"\n\s*\n")
RULE = "---"  # stands before the notes at the foot of a page
HEADING = re.compile(r"#+ +(?P<title>.+)", re.DOTALL)
CHAPTER_NUMBER = re.compile(r"(?P<number>\d+)\. ")
NOTE = re.compile(r"(?P<label>\d+) +(?P<text>\S.*)", re.DOTALL)
CALL = re.compile(r"<sup>(\d+)</sup>")


@dataclass
class Chapter:
    """One file of the site while it is being filled."""

    title: str
    body: list[str] = field(default_factory=list)  # blocks of Markdown, heading included
    notes: dict[int, str] = field(default_factory=dict)  # printed number -> text

    def markdown(self) -> str:
        """Return the whole file: the body, then the definitions."""
        definitions = [f"[^{label}]: {indent(text)}" for label, text in self.notes.items()]
        return "\n\n".join(self.body + definitions) + "\n"


def link_calls(text: str) -> str:
    """Return the text with its calls in the notation of the `footnotes` extension."""
    return CALL.sub(r"[^\1]", text)


def indent(text: str) -> str:
    """Return the text of a note with its further lines indented, as the extension wants them."""
    return text.replace("\n", "\n    ")


def plain_title(block: str) -> str | None:
    """Return the words of a heading without `#` and emphasis, or None where the block is no heading."""
    match = HEADING.fullmatch(block)
    return re.sub(r"\s+", " ", match["title"].replace("**", "")).strip() if match else None


def opens_chapter(title: str, names: frozenset[str], numbered: int) -> bool:
    """Tell whether a heading opens a chapter: it is named as one, or it bears the next chapter number."""
    number = CHAPTER_NUMBER.match(title)
    return title.casefold() in names or (number is not None and int(number["number"]) == numbered + 1)


def split_chapters(text: str, book: str, chapter_titles: Sequence[str] = ()) -> list[Chapter]:
    """Turn a witness into chapters in Markdown.

    In: the OCR text in Markdown with a rule before the notes of each page; the title of the book, for the page that
    holds whatever precedes the first chapter; the titles of the chapters that bear no number.
    Out: the chapters in order, the first being that page.
    """
    names = frozenset(title.casefold() for title in chapter_titles)
    chapters = [Chapter(book, [f"# {book}"])]
    numbered = 0  # chapters with a number so far
    last = 0  # number of the last note
    home = chapters[0]  # the chapter that holds it
    at_foot = False
    after_rule = False  # the block before this one was the rule
    for block in (block.strip() for block in BLANK_LINES.split(text)):
        if not block:
            continue
        if block == RULE:
            at_foot = after_rule = True
            continue
        title = plain_title(block)
        note = NOTE.fullmatch(block) if at_foot else None
        if title is not None:
            if opens_chapter(title, names, numbered):
                numbered += CHAPTER_NUMBER.match(title) is not None
                chapters.append(Chapter(title, [f"# {title}"]))
            else:
                chapters[-1].body.append(f"## {link_calls(title)}")
            at_foot = False
        elif note and (int(note["label"]) == last + 1 or (int(note["label"]) == 1 and not chapters[-1].notes)):
            last, home = int(note["label"]), chapters[-1]
            home.notes[last] = note["text"]
        elif after_rule and last:  # no number: the note of the page before goes on
            home.notes[last] += f" {block}"
        else:
            chapters[-1].body.append(link_calls(block))
            at_foot = False
        after_rule = False
    return chapters


def file_name(index: int) -> str:
    """Return the name of the file of the chapter at this place of the book."""
    return "index.md" if index == 0 else f"{index:02}.md"


def write_project(folder: Path, title: str, books: Mapping[str, Sequence[Chapter]]) -> None:
    """Write `docs/` and `mkdocs.yml` into the folder.

    In: the books by the name of their folder below `docs/`. One book alone stands at the root of the site; several
    stand in folders of their own beside a first page that lists them.
    """
    docs = folder / "docs"
    nav: list[dict[str, object]] = []
    for name, chapters in books.items():
        base = docs if len(books) == 1 else docs / name
        base.mkdir(parents=True, exist_ok=True)
        pages: list[dict[str, object]] = []
        for index, chapter in enumerate(chapters):
            path = base / file_name(index)
            path.write_text(chapter.markdown(), encoding="utf-8")
            pages.append({chapter.title: path.relative_to(docs).as_posix()})
        nav += pages if len(books) == 1 else [{f"{chapters[0].title} ({name})": pages}]
    if len(books) > 1:
        shelf = "\n".join(f"- [{chapters[0].title} ({name})]({name}/index.md)" for name, chapters in books.items())
        (docs / "index.md").write_text(f"# {title}\n\n{shelf}\n", encoding="utf-8")
        nav.insert(0, {title: "index.md"})
    settings = {
        "site_name": title,
        "site_url": "https://example.org/",
        "theme": {"name": "material", "font": False},
        "plugins": ["search"],
        "markdown_extensions": ["footnotes"],
        "nav": nav,
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")


def main() -> None:
    """Write the project of one witness."""
    parser = argparse.ArgumentParser(description="Turn an OCR witness into a plain mkdocs-material project.")
    parser.add_argument("witness", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--title", default="A book", help="title of the book")
    parser.add_argument("--chapter", action="append", default=[], help="title of a chapter without number; repeatable")
    options = parser.parse_args()
    chapters = split_chapters(options.witness.read_text(encoding="utf-8"), options.title, options.chapter)
    write_project(options.folder, options.title, {"book": chapters})
    print(f"{len(chapters)} pages, {sum(len(chapter.notes) for chapter in chapters)} notes")


if __name__ == "__main__":
    main()
