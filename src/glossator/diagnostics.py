"""What is found wrong, as values: rules, findings, and the error that stops the program.

A finding is never printed where it is made. It names a rule, says in one phrase what was found, and where:

    W002 witness-altered  the file is not the one that the edition was made from
      --> content/SLUG/witnesses/A.md
      hint: restore it, or accept it by its new sha256 in content/SLUG/edition.yml

`RULES` is the one list of all rules; the manual's list is generated from it. Families: W witness, A addresses,
S structure, N notes, X printed index, M names of persons, P pages, T text, B bibliography and citations, C the editor's
files.
Codes and names are stable: `accepted.yml` refers to them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from glossator.spans import Span


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # the edition says something wrong, or cannot be made
    WARNING = "warning"  # an editor should look
    INFO = "info"  # worth knowing; nothing to do


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding, declared once."""

    code: str  # family letter and three digits
    name: str  # the fault; reads well after "allow"
    severity: Severity
    what: str  # what it finds
    why: str  # why that matters to a reader or an editor
    hint: str  # what to do, where the finding itself does not say it better


def _by_name(rules: Iterable[Rule]) -> dict[str, Rule]:
    """Return the rules by name; a name or code declared twice is a mistake in this module."""
    rules = tuple(rules)
    table = {rule.name: rule for rule in rules}
    if len(table) != len(rules) or len({rule.code for rule in rules}) != len(rules):
        raise ValueError("a rule's name or code is declared twice")
    return table


RULES: dict[str, Rule] = _by_name(
    (
        # W – the witness as a file
        Rule(
            "W001",
            "witness-missing",
            Severity.WARNING,
            what="A witness that edition.yml names is nowhere to be found.",
            why="Without its base text an edition has nothing to show; without a second one nothing can be collated.",
            hint="add the file with: glossator add-witness SLUG FILE",
        ),
        Rule(
            "W002",
            "witness-altered",
            Severity.ERROR,
            what="The SHA-256 of a witness is not the one that edition.yml gives.",
            why="Every address and every record points into one exact text; in another text they point to other words.",
            hint="restore the file, or accept it by its new sha256 in edition.yml",
        ),
        Rule(
            "W003",
            "witness-empty",
            Severity.ERROR,
            what="A witness holds no character, or white space only.",
            why="There is no text to make an edition of; mostly a copy that failed.",
            hint="copy the file again",
        ),
        Rule(
            "W004",
            "witness-binary",
            Severity.ERROR,
            what="A witness holds a NUL character, as pictures, PDF and word-processor files do and texts do not.",
            why="The program reads plain text; from anything else it would make pages of rubbish.",
            hint="export the OCR result as plain text or Markdown in UTF-8",
        ),
        Rule(
            "W005",
            "witness-not-utf8",
            Severity.ERROR,
            what="The bytes of a witness are not UTF-8.",
            why="Read in a wrong encoding, every letter beyond plain English becomes another one.",
            hint="save the file as UTF-8, then put its new sha256 into edition.yml",
        ),
        Rule(
            "W006",
            "witness-too-large",
            Severity.ERROR,
            what="A witness is larger than the limit.",
            why="A book of 1,000 pages is about 3 MB of text; a much larger file is mostly the wrong file.",
            hint="if it is the right file, raise size_limit_mb in edition.yml",
        ),
        Rule(
            "W007",
            "witness-unreadable",
            Severity.ERROR,
            what="What stands in the witness's place cannot be read: a folder, a dead link, a file without permission.",
            why="The program does not guess at another file.",
            hint="put an ordinary, readable file there",
        ),
        Rule(
            "W008",
            "witness-not-listed",
            Severity.ERROR,
            what="A file given to add-witness is none of those whose SHA-256 stands in edition.yml.",
            why="Only the text that an edition was made from may take its place.",
            hint="look whether it is the right file and whole",
        ),
        Rule(
            "W009",
            "witness-unrelated",
            Severity.WARNING,
            what="Less than half of another witness's text, and of the base text, has a counterpart in the other one.",
            why="Its readings would be those of another text; none of them is shown.",
            hint="look whether it is a text of this book, and whether its file is whole",
        ),
        Rule(
            "W010",
            "notations-mixed",
            Severity.INFO,
            what="A witness is written in several notations, as where a chapter comes from another OCR program.",
            why="Each stretch is read in its own; where one is taken for the other, calls and headings are lost.",
            hint="look whether it changes at these lines; dialect: in edition.yml sets one for the whole file",
        ),
        # A – addresses
        Rule(
            "A001",
            "addresses-changed",
            Severity.INFO,
            what="The text is not the one that was last published: words have changed, or units have come or gone.",
            why="That is normal, as when a witness is replaced; old addresses lead to their texts, or explain.",
            hint="glossator anchors diff SLUG shows the changes; anchors publish makes new addresses lasting",
        ),
        Rule(
            "A002",
            "address-uncertain",
            Severity.ERROR,
            what="The text does not tell where a published address belongs, or whether its text is gone.",
            why="A printed address must never lead to another text; so nothing is built until it is decided.",
            hint="decide with: glossator anchors accept SLUG ID TEXT",
        ),
        Rule(
            "A003",
            "lock-invalid",
            Severity.ERROR,
            what="An anchors.lock is not what the program writes: cut short, changed, or with marks of a merge.",
            why="It is the only record of what has been published; a guess could give an address to another text.",
            hint="restore the file as it was last committed",
        ),
        Rule(
            "A004",
            "decision-needless",
            Severity.WARNING,
            what="A decision in anchors.yml names an id that was never published, or a text that is gone.",
            why="The decision has no effect, and the place that it was made for may be uncertain again.",
            hint="take it out, and decide again where the build asks for it",
        ),
        Rule(
            "A005",
            "page-renumbered",
            Severity.WARNING,
            what="The text of a published page is counted as another page now.",
            why="The pages were counted wrongly when they were published, or they are now: links keep to the text.",
            hint="compare with the print; if the new count is right: glossator anchors accept SLUG page-NUMBER TEXT",
        ),
        Rule(
            "A006",
            "lock-of-another-text",
            Severity.ERROR,
            what="Next to nothing of what an anchors.lock has published is in the text.",
            why="The lock, or the text, is that of another book; all addresses would lead to explanations.",
            hint="restore the right file; a new book gets a folder of its own below content/, without a lock",
        ),
        # B – the bibliography and the citations
        Rule(
            "B001",
            "bib-invalid",
            Severity.ERROR,
            what="A bibliography file is not BibTeX: a brace or quotation mark is not closed, a comma or = is missing.",
            why="What follows the fault may belong to another work; nothing of the file is used until it is mended.",
            hint="mend the entry; the manual shows how one is written",
        ),
        Rule(
            "B002",
            "bib-key-repeated",
            Severity.ERROR,
            what="Two entries of a bibliography file have the same key.",
            why="A key is the address of one work; the second entry would never be seen.",
            hint="give the second entry another key, or take it out if it is the same work",
        ),
        Rule(
            "B003",
            "bib-type-unknown",
            Severity.WARNING,
            what="An entry is of a type that biblatex does not know.",
            why="Styles and programs cannot tell what kind of work it is; it is treated as misc.",
            hint="use a type of biblatex, such as book, collection, incollection, article",
        ),
        Rule(
            "B004",
            "bib-field-unknown",
            Severity.WARNING,
            what="An entry has a field that biblatex does not know.",
            why="Mostly a slip of the pen; what it says stands in the data file, but no reference shows it.",
            hint="correct the name of the field, or use note or addendum",
        ),
        Rule(
            "B005",
            "bib-field-repeated",
            Severity.WARNING,
            what="A field stands twice in one entry.",
            why="Programs differ in which of the two they take.",
            hint="keep one of them",
        ),
        Rule(
            "B006",
            "bib-year-impossible",
            Severity.WARNING,
            what="The date of an entry is no date, lies before 1000 or after 2100, or after the citing book.",
            why="A wrong year makes a reference useless, and works by one author are told apart by it.",
            hint="look at the title page; a doubtful year goes into note",
        ),
        Rule(
            "B007",
            "bib-crossref-missing",
            Severity.WARNING,
            what="A crossref names an entry that the file lacks, or entries stand in one another in a circle.",
            why="The part lacks the title, place and year of the book in which it stands.",
            hint="add the entry of the whole, or correct the key",
        ),
        Rule(
            "B008",
            "bib-title-missing",
            Severity.WARNING,
            what="An entry has no title.",
            why="Without a title a work cannot be found in the notes, nor shown to readers.",
            hint="add a title; for an untitled text, what it is, in square brackets",
        ),
        Rule(
            "B009",
            "bib-name-invalid",
            Severity.WARNING,
            what="A name in an entry cannot be taken apart.",
            why="Sorting, short references and exports need the family name.",
            hint='write "Family, Given and Family, Given"; the name of a body in braces of its own',
        ),
        Rule(
            "B010",
            "bib-entry-missing",
            Severity.WARNING,
            what="A work of the printed bibliography has no entry in the bibliography file.",
            why="It is shown by a draft that the program made from the printed line, and nobody has looked at it.",
            hint="glossator bib draft SLUG prints an entry to begin with",
        ),
        Rule(
            "B011",
            "bib-file-missing",
            Severity.INFO,
            what="The edition has no bibliography file.",
            why="All works are shown by drafts that the program made from the printed lines.",
            hint="glossator bib draft SLUG prints a file to begin with",
        ),
        Rule(
            "B012",
            "bib-entry-unused",
            Severity.INFO,
            what="An entry of the bibliography file is neither in the printed bibliography nor cited in a note.",
            why="Either the work is meant somewhere and was not recognized, or the entry belongs to another book.",
            hint="look where the book mentions it, or take the entry out",
        ),
        Rule(
            "B020",
            "citation-ambiguous",
            Severity.WARNING,
            what="A citation may mean more than one work, or only doubtfully the one that it resembles.",
            why="A wrong link is worse than none; readers see that it is open.",
            hint="glossator review SLUG prints a ruling with the candidates, ready to paste into rulings.yml",
        ),
        Rule(
            "B021",
            "citation-unresolved",
            Severity.INFO,
            what="A short form of citation leads to no full one anywhere in the book.",
            why="Its readers cannot know which work is meant; the book itself does not say.",
            hint="if you know the work, add it to the bibliography file",
        ),
        Rule(
            "B022",
            "citation-chain-broken",
            Severity.WARNING,
            what="An ibid. or idem follows a citation that leads nowhere.",
            why="It means whatever the citation before it means, and that is not known.",
            hint="rule on the citation before it",
        ),
        Rule(
            "B023",
            "ruling-needless",
            Severity.INFO,
            what="An editor's ruling says what the program now finds by itself.",
            why="Rulings that do nothing hide those that matter.",
            hint="take the ruling out of rulings.yml",
        ),
        Rule(
            "B024",
            "ruling-without-place",
            Severity.WARNING,
            what="The place that an editor's ruling names is not in the text.",
            why="The ruling has no effect; the text or the numbering may have changed.",
            hint="correct it in rulings.yml; glossator review SLUG UNIT prints rulings for a note or paragraph",
        ),
        # C – the editor's files
        Rule(
            "C001",
            "project-not-found",
            Severity.ERROR,
            what="Neither this folder nor one above it holds content/ and mkdocs.yml.",
            why="Commands work on the project in the current folder.",
            hint="change into the project's folder",
        ),
        Rule(
            "C002",
            "edition-not-found",
            Severity.ERROR,
            what="No folder below content/ with that name holds an edition.yml.",
            why="An edition is known by the name of its folder.",
            hint="look at the names of the folders below content/",
        ),
        Rule(
            "C003",
            "edition-name-unfit",
            Severity.ERROR,
            what="The name of an edition's folder cannot be part of an address.",
            why="The name is the first part of every address of the edition and must be the same on every system.",
            hint="use small letters a–z, digits and single hyphens, such as small-print",
        ),
        Rule(
            "C010",
            "file-unreadable",
            Severity.ERROR,
            what="A file of the editor's cannot be read: it is missing, a folder, without permission, or too large.",
            why="What it says would be missing from the edition.",
            hint="put an ordinary, readable file there",
        ),
        Rule(
            "C011",
            "file-not-utf8",
            Severity.ERROR,
            what="The bytes of a file of the editor's are not UTF-8.",
            why="Read in a wrong encoding, every letter beyond plain English becomes another one.",
            hint="save the file as UTF-8",
        ),
        Rule(
            "C012",
            "yaml-invalid",
            Severity.ERROR,
            what="A file is not YAML.",
            why="Nothing in it can be understood for certain, not even the lines that look right.",
            hint="look at this line and the one above it; put a text that holds ': ' or ' #' in quotes",
        ),
        Rule(
            "C013",
            "yaml-not-plain",
            Severity.ERROR,
            what="A file uses what makes YAML hard to read: anchors, aliases, tags, a second document, deep nesting.",
            why="A value should say what it is where it stands; and a few aliases can grow to any size.",
            hint="write the value out",
        ),
        Rule(
            "C014",
            "key-repeated",
            Severity.ERROR,
            what="A key stands twice in one mapping.",
            why="One of the two values would be lost without a word.",
            hint="keep one of them",
        ),
        Rule(
            "C015",
            "key-unknown",
            Severity.ERROR,
            what="A key has no meaning here.",
            why="Mostly a slip of the pen: its value would be ignored without a word.",
            hint="correct it or take it out",
        ),
        Rule(
            "C016",
            "key-missing",
            Severity.ERROR,
            what="A key that must be there is not.",
            why="The edition cannot be made without it.",
            hint="add it",
        ),
        Rule(
            "C017",
            "value-of-wrong-kind",
            Severity.ERROR,
            what="A value is of another kind than its key needs: a list where one word should stand, for example.",
            why="The program does not guess what was meant.",
            hint="write it as the manual shows",
        ),
        Rule(
            "C018",
            "value-not-valid",
            Severity.ERROR,
            what="A value is of the right kind and yet cannot be right: a DOI without 10., a checksum too short.",
            why="It would stand in citations and links, where nobody looks again.",
            hint="correct it",
        ),
        Rule(
            "C019",
            "value-repeated",
            Severity.ERROR,
            what="Two things carry the same name where each needs its own.",
            why="Whatever refers to that name could mean either.",
            hint="give one of them another name",
        ),
        Rule(
            "C020",
            "headword-not-in-index",
            Severity.WARNING,
            what="A record of persons.yml has a headword that the printed index lacks.",
            why="The person gets no pages from the index, and the entry that was meant counts as another person.",
            hint="write the headword as the index prints it, or take it out if the index lacks the person",
        ),
        Rule(
            "C021",
            "index-entry-without-record",
            Severity.INFO,
            what="An entry of the printed index has no record in persons.yml.",
            why="Only its headword tells who that is: other names by which the text calls the person are not known.",
            hint="add a record with this headword to persons.yml",
        ),
        Rule(
            "C022",
            "name-shared",
            Severity.INFO,
            what="Two records of persons.yml have the same name or form.",
            why="Where the text has this name alone, only what stands around it can tell who is meant.",
            hint="nothing to do if the book calls both of them so",
        ),
        # S – structure
        Rule(
            "S001",
            "no-division",
            Severity.ERROR,
            what="The text has no heading that opens the book.",
            why="Without divisions there are no pages to read and no addresses.",
            hint="mark the headings in the text, or name the unnumbered ones under divisions: in edition.yml",
        ),
        Rule(
            "S002",
            "contents-entry-without-heading",
            Severity.ERROR,
            what="The contents list names a division that the body does not open.",
            why="The text of that division stands under the heading before it, and its address leads nowhere.",
            hint="look whether the OCR lost or changed the heading",
        ),
        Rule(
            "S003",
            "heading-on-other-page",
            Severity.WARNING,
            what="A division begins on another printed page than the contents list says.",
            why="Either the list has a misprint or the printed pages are placed wrongly nearby.",
            hint="compare with the print; page breaks near the heading may be off",
        ),
        Rule(
            "S004",
            "heading-not-in-contents",
            Severity.INFO,
            what="A heading that the OCR marks is not in the contents list.",
            why="It may be a subheading that the list leaves out, or a line that the OCR took for a heading.",
            hint="look whether it is a heading in the print",
        ),
        Rule(
            "S005",
            "empty-division",
            Severity.WARNING,
            what="A bibliography or an index has no entries.",
            why="Its entries may stand elsewhere, or the heading may be another thing.",
            hint="look at the text behind the heading",
        ),
        # N – notes
        Rule(
            "N001",
            "call-without-note",
            Severity.ERROR,
            what="A raised number calls a note that is defined nowhere.",
            why="A reader who follows the call finds nothing.",
            hint="look for the note at the foot of that page: the OCR may have lost it or its number",
        ),
        Rule(
            "N002",
            "note-without-call",
            Severity.WARNING,
            what="A note is called nowhere.",
            why="No reader of the text is led to it; it stands among the notes only.",
            hint="look for a raised number that the OCR lost on the page whose foot holds the note",
        ),
        Rule(
            "N003",
            "note-called-twice",
            Severity.INFO,
            what="Two calls lead to one note.",
            why="That is rare in print; one of the numbers may be misread.",
            hint="compare both calls with the print",
        ),
        Rule(
            "N004",
            "note-number-missing",
            Severity.ERROR,
            what="The numbers of the notes leap.",
            why="A note that the OCR lost, or whose number it misread, stands in the text as if it were prose.",
            hint="look before the note that follows the gap",
        ),
        # M – names of persons in the text
        Rule(
            "M001",
            "name-doubtful",
            Severity.WARNING,
            what="A family name stands alone, and nothing around it says whom it names.",
            why="That only one known person bears a name does not make it that person's; it is no link.",
            hint="glossator review SLUG prints a ruling for each; or list the bare name among the person's forms",
        ),
        Rule(
            "M002",
            "name-of-somebody-else",
            Severity.INFO,
            what="A known family name stands with forenames that no known person of that name has.",
            why="Somebody else may be meant, who could have a record; or the forenames are spelt in another way.",
            hint="add the person to persons.yml, or the spelling to the forms of the one who is meant",
        ),
        Rule(
            "M003",
            "person-never-named",
            Severity.INFO,
            what="The text names some persons of persons.yml nowhere.",
            why="Their pages are empty; perhaps the book spells their names in another way.",
            hint="look whether a form is missing",
        ),
        # X – the printed index
        Rule(
            "X001",
            "index-locator-without-mention",
            Severity.INFO,
            what="On a page that an entry of the printed index names, its person stands neither in text nor in notes.",
            why="Mostly a slip of the index; else the text has a name that is not known, or a page is out of place.",
            hint="look at these pages; if the text has the person by another name, add it to the forms in persons.yml",
        ),
        Rule(
            "X002",
            "index-page-unlisted",
            Severity.INFO,
            what="A person is named on a page that the entry in the printed index lacks.",
            why="Who trusts the index misses the passage; the site shows it beside the entry.",
            hint="if another person is meant there, rule on the mention",
        ),
        Rule(
            "X003",
            "person-without-index-entry",
            Severity.INFO,
            what="A person whom the text names has no entry in the printed index.",
            why="The print does not lead to this person; the site has an entry in its supplement.",
            hint="if the index has the person under another name, put that into persons.yml as headword",
        ),
        Rule(
            "X004",
            "index-letter-missing",
            Severity.INFO,
            what="The printed index has no entry under a letter, and more persons than chance explains belong there.",
            why="The OCR has probably left out a column; the site makes up for it with what the text names.",
            hint="compare the index with the print, and look for a witness that has the letter",
        ),
        Rule(
            "X005",
            "index-out-of-order",
            Severity.INFO,
            what="An entry of the printed index stands where the alphabet does not put it.",
            why="A slip of the index, or a headword that the OCR misread.",
            hint="compare the headword with the print",
        ),
        Rule(
            "X006",
            "index-entry-cut",
            Severity.INFO,
            what="An entry of the printed index breaks off while the text names the person on many further pages.",
            why="The OCR has probably lost the end of the entry; the site shows the pages that the text gives instead.",
            hint="compare the entry with the print",
        ),
        # P – printed pages
        Rule(
            "P001",
            "pages-unknown",
            Severity.WARNING,
            what="Nothing in the text tells its printed pages: no contents list with pages, no page numbers.",
            why="A quotation cannot be cited by its page.",
            hint="if the book has a contents list, keep it in the witness",
        ),
        Rule(
            "P002",
            "page-interpolated",
            Severity.INFO,
            what="A page break is placed by the usual length of a page alone.",
            why="It stands at the most likely end of a paragraph, but may be one paragraph off.",
            hint="compare with the print before citing that page",
        ),
        Rule(
            "P003",
            "page-lost",
            Severity.WARNING,
            what="A page has no place in the text at which it could begin.",
            why="Its number is shown nowhere, and its text counts for the page before.",
            hint="look whether the OCR left out a page",
        ),
        # T – the text itself
        Rule(
            "T001",
            "stray-emphasis-mark",
            Severity.INFO,
            what="A mark of emphasis has no partner.",
            why="Where the emphasis begins or ends is not known; the words are shown without it.",
            hint="nothing is lost; compare with the print if the emphasis matters",
        ),
        Rule(
            "T002",
            "character-lost",
            Severity.ERROR,
            what="Characters of the witness stand nowhere in the edition.",
            why="An edition leaves nothing out.",
            hint="this is a fault of the program: please report it with the line",
        ),
        Rule(
            "T003",
            "character-doubled",
            Severity.ERROR,
            what="Characters of the witness stand twice in the edition.",
            why="An edition adds nothing.",
            hint="this is a fault of the program: please report it with the line",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, for people: line and column from 1, in code points; line 0 is the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return `file:line:column`, or the file alone, as terminals and editors open it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding: what, where, and what to do."""

    rule: str  # name of a rule in `RULES`
    message: str  # one phrase: what was found
    places: tuple[Place | Span, ...]
    hint: str = ""  # what to do; "" where the rule's own hint says it

    def __post_init__(self) -> None:
        """Refuse a finding of no declared rule.

        Raises:
            ValueError: `rule` is not in `RULES`.
        """
        if self.rule not in RULES:
            raise ValueError(f"no such rule: {self.rule}")


def format_diagnostic(diagnostic: Diagnostic, locate: Callable[[Span], Place]) -> str:
    """Return the finding as it is shown: code, name and message, then its places, then what to do.

    `locate` turns a span of a witness into file, line and column.
    """
    rule = RULES[diagnostic.rule]
    places = (place if isinstance(place, Place) else locate(place) for place in diagnostic.places)
    return _lines((f"{rule.code} {rule.name}  {diagnostic.message}",), places, diagnostic.hint or rule.hint)


class GlossatorError(Exception):
    """What stops the program: its text is shown as it is, and the exit status is 2."""

    def __init__(
        self,
        message: str,
        place: Place | None = None,
        hint: str = "",
        *,
        rule: str = "",
        problems: tuple[Diagnostic, ...] = (),
        details: tuple[str, ...] = (),
    ) -> None:
        """Say what went wrong.

        Args:
            message: one phrase: what was found.
            place: where, if it is in a file.
            hint: what to do; where it is empty and there is a `rule`, the rule's own.
            rule: name of the rule in `RULES` that was broken, if there is one.
            problems: where one file has several faults, all of them; their places are `Place`s.
            details: lines that are shown below the message.
        """
        super().__init__(message)
        self.message = message
        self.place = place
        self.rule = rule
        self.hint = hint or (RULES[rule].hint if rule else "")
        self.problems = problems
        self.details = details

    def __str__(self) -> str:
        """Return the error as it is shown, each problem in its three lines."""
        label = f"{RULES[self.rule].code} {self.rule}" if self.rule else "error:"
        head = f"{label}{'  ' if self.rule else ' '}{self.message}"
        shown = _lines((head, *self.details), (self.place,) if self.place else (), self.hint)
        return "\n".join([*(format_diagnostic(problem, _no_witness) for problem in self.problems), shown])


def _no_witness(span: Span) -> Place:
    raise TypeError(f"a problem that stops the program names its file itself, not {span}")


def shown_path(path: Path) -> str:
    """Return `path` as messages name it: seen from the current folder, with slashes."""
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # Windows: on another drive
        return path.as_posix()


def _lines(head: Iterable[str], places: Iterable[Place], hint: str) -> str:
    lines = [*head, *(f"  --> {place}" for place in places)]
    if hint:
        lines.append(f"  hint: {hint}")
    return "\n".join(map(_printable, lines))


def _printable(line: str) -> str:
    """Return `line` with invisible characters named, so that no text from a file can steer a terminal."""
    if line.isprintable():
        return line
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in line)
