"""CSL-JSON: only what CSL knows, the same after pandoc has read it, and the same as pandoc makes of our biblatex."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.citations.biblatex import FIELDS, NAME_FIELDS, TYPES
from glossator.citations.bibtex import parse_bibliography, read_bibliography
from glossator.citations.languages import language_of
from glossator.export.biblatex import biblatex
from glossator.export.csl_json import csl_item, csl_json
from glossator.model import Name, Work

BIBLIOGRAPHIES = sorted((Path(__file__).parents[2] / "bibliography").glob("*.bib"))
Item = dict[str, Any]


def words(text: str) -> list[str]:
    return text.split()


# --- what CSL allows: version 1.0.2, appendices III and IV -----------------------------------------------------------

CSL_TYPES = words(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
    dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview
    legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent
    performance periodical personal_communication post post-weblog regulation report review review-book
    software song speech standard thesis treaty webpage"""
)
CSL_NAMES = words(
    """author chair collection-editor compiler composer container-author contributor curator director editor
    editorial-director editor-translator executive-producer guest host illustrator interviewer narrator
    organizer original-author performer producer recipient reviewed-author script-writer series-creator
    translator"""
)
CSL_DATES = ["accessed", "available-date", "event-date", "issued", "original-date", "submitted"]
CSL_TEXTS = words(
    """abstract annote archive archive_collection archive_location archive-place authority call-number
    chapter-number citation-key citation-label collection-number collection-title container-title
    container-title-short dimensions division DOI edition event-place event-title first-reference-note-number
    genre ISBN ISSN issue jurisdiction keyword language locator medium note number number-of-pages
    number-of-volumes original-publisher original-publisher-place original-title page page-first part-number
    part-title PMCID PMID printing-number publisher publisher-place references reviewed-genre reviewed-title
    scale section source status supplement-number title title-short URL version volume volume-title
    volume-title-short year-suffix"""
)

TEXT = {"type": "string", "minLength": 1}
NAME = {
    "type": "object",
    "properties": dict.fromkeys(("family", "given", "non-dropping-particle", "suffix", "literal"), TEXT),
    "additionalProperties": False,
    "anyOf": [{"required": ["family"]}, {"required": ["literal"], "maxProperties": 1}],
}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        },
        "season": {"enum": [1, 2, 3, 4]},
        "circa": {"const": True},
        "literal": TEXT,
    },
    "additionalProperties": False,
    "oneOf": [{"required": ["date-parts"]}, {"required": ["literal"], "maxProperties": 1}],
}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "properties": {"id": TEXT, "type": {"enum": CSL_TYPES}}
        | {name: {"type": "array", "minItems": 1, "items": NAME} for name in CSL_NAMES}
        | dict.fromkeys(CSL_DATES, DATE)
        | dict.fromkeys(CSL_TEXTS, TEXT),
        "additionalProperties": False,
    },
}
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20).filter(str.strip)
NAMES = st.builds(
    Name, TEXTS, TEXTS | st.just(""), st.sampled_from(["", "von"]), st.sampled_from(["", "Jr."]), st.booleans()
)
WORKS = st.builds(
    Work,
    key=TEXTS,
    type=st.sampled_from(sorted(TYPES)),
    names=st.dictionaries(st.sampled_from(NAME_FIELDS), st.lists(NAMES, min_size=1, max_size=3).map(tuple), max_size=4),
    fields=st.dictionaries(st.sampled_from(sorted(FIELDS)), TEXTS | st.sampled_from(["1917-11-07", "1917/", "12"])),
    corrections=st.just({}),
    others=st.frozensets(st.sampled_from(NAME_FIELDS), max_size=2),
)


def item_of(entry: str) -> Item:
    (work,) = parse_bibliography(entry, "test.bib").works
    return csl_item(work)


def pandoc(text: str, source: str) -> dict[str, Item]:
    command = [pypandoc.get_pandoc_path(), "-f", source, "-t", "csljson"]
    read = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True).stdout
    return {item["id"]: item for item in json.loads(read)}


@given(st.lists(WORKS, max_size=3))
def test_whatever_a_work_says_it_is_valid(works: list[Work]) -> None:
    items = json.loads(csl_json(works))
    VALIDATOR.validate(items)
    assert [item["id"] for item in items] == [work.key for work in works]
    for work, item in zip(works, items, strict=True):
        for variable, field in (("author", "author"), ("translator", "translator")):
            assert len(item.get(variable, ())) == len(work.names.get(field, ())) + (
                field in work.others and field in work.names
            )


@pytest.mark.parametrize("file", BIBLIOGRAPHIES, ids=lambda file: file.stem)
def test_the_editions_works_are_valid(file: Path) -> None:
    works = read_bibliography(file).works
    written = csl_json(works)
    VALIDATOR.validate(json.loads(written))
    assert written == csl_json(list(works))
    assert written.endswith(b"\n]\n")


def test_no_work_is_no_item() -> None:
    assert json.loads(csl_json([])) == []


# --- read by pandoc --------------------------------------------------------------------------------------------------

UNREAD = {"season", "compiler"}  # variables and parts of dates that pandoc reads and prints, but does not write


def curled(value: Any) -> Any:
    """A value with curly quotes, as pandoc has them, and without what pandoc does not write."""
    if isinstance(value, str):
        return re.sub(r'"([^"]*)"', r"“\1”", value).replace("'", "’")
    if isinstance(value, list):
        return [curled(part) for part in value]
    if isinstance(value, dict):
        return {key: curled(part) for key, part in value.items() if key not in UNREAD}
    return value


@pytest.mark.parametrize("file", BIBLIOGRAPHIES, ids=lambda file: file.stem)
def test_pandoc_reads_every_variable(file: Path) -> None:
    works = read_bibliography(file).works
    theirs = pandoc(csl_json(works).decode(), "csljson")
    for work in works:
        assert curled(theirs[work.key]) == curled(csl_item(work))


def test_hostile_values_come_back() -> None:
    value = (
        "a {b} \\emph{c} & % $ # _ ^ ~ \t\n\r</i><script>alert(1)</script> שלום \u202eabc 👩‍👩‍👧 “q” ‘r’ and s, t; u"
    )
    work = Work(
        "key",
        "book",
        {"author": (Name("Smith, Sons and Co. {x}", literal=True), Name("O’Neil and Co.", "A, B", "von", "Jr."))},
        {"title": value, "publisher": value, "note": value, "url": f"https://example.org/?q={value}"},
        {},
    )
    item = json.loads(csl_json([work]))[0]
    assert item["publisher"] == item["note"] == item["title"] == value
    assert item["author"] == [
        {"literal": "Smith, Sons and Co. {x}"},
        {"family": "O’Neil and Co.", "given": "A, B", "non-dropping-particle": "von", "suffix": "Jr."},
    ]
    theirs = pandoc(csl_json([work]).decode(), "csljson")["key"]
    assert theirs["author"] == item["author"]
    assert theirs["URL"] == item["URL"]


# --- compared with what pandoc makes of the biblatex -----------------------------------------------------------------


def comparable(item: Item) -> Item:
    """An item without what two readers of biblatex rightly decide in different ways.

    - pandoc sets English titles in small letters, ours stand as they are;
    - pandoc has languages with a country, hyphens between pages, semicolons between places and publishers, points
      and spaces between initials, particles as dropping;
    - pandoc puts no colon behind a title that ends with a point;
    - a volume with a part is `3.1` for pandoc, ours has `part-number`;
    - pandoc has no `circa` for `?`, no season, no word for the types that are ours or no CSL type in its time.
    """
    text = (
        json.dumps(curled(item), ensure_ascii=False)
        .casefold()
        .replace("; ", " and ")
        .replace("–", "-")
        .replace(".: ", ". ")
    )
    flat = json.loads(re.sub(r"</?i>|\*", "", text).replace("non-dropping", "dropping"))
    flat["language"] = flat.get("language", "")[:2]
    flat["volume"] = ".".join(flat[part] for part in ("volume", "part-number") if part in flat)
    if "issued" in flat:
        flat["issued"].pop("circa", None)
    if "event" in flat:
        flat["event-title"] = flat.pop("event")
    for name in (name for field in CSL_NAMES for name in flat.get(field, ())):
        name["given"] = name.get("given", "").replace(".", ". ").replace("  ", " ").strip()
    for variable in ("type", "part-number", "note", "genre", "title-short", "archive", "call-number"):
        flat.pop(variable, None)
    return flat


NEWSPAPER_TYPES = {"article-newspaper", "article-magazine"}
OTHER_TYPES = {"": {"document", "manuscript"}, "article-journal": {"article-journal", "periodical"} | NEWSPAPER_TYPES}


@pytest.mark.parametrize("file", BIBLIOGRAPHIES, ids=lambda file: file.stem)
def test_pandoc_makes_the_same_of_our_biblatex(file: Path) -> None:
    works = read_bibliography(file).works
    theirs = pandoc(biblatex(works).decode(), "biblatex")
    for work in works:
        ours, other = csl_item(work), theirs[work.key]
        assert ours["type"] in OTHER_TYPES.get(other["type"], {other["type"]})
        if work.fields.get("issue", "").lower() in {"spring", "summer", "autumn", "fall", "winter"}:
            other["issue"] = other["issue"].rpartition(", ")[0]
        assert comparable(other) == comparable(ours)


# --- variable by variable --------------------------------------------------------------------------------------------


def test_names() -> None:
    item = item_of(
        """@book{k, author={von Humboldt, Alexander and Holmes, Jr., Oliver and {A Body, Ltd.} and others},
        editor={Malá, Eva}, editora={Horák, Petr}, introduction={Ash, M. and Birch, J.}, title={T}}"""
    )
    assert item["author"] == [
        {"family": "Humboldt", "given": "Alexander", "non-dropping-particle": "von"},
        {"family": "Holmes", "given": "Oliver", "suffix": "Jr."},
        {"literal": "A Body, Ltd."},
        {"literal": "others"},
    ]
    assert item["editor"] == [{"family": "Malá", "given": "Eva"}, {"family": "Horák", "given": "Petr"}]
    assert item["note"] == "Introduction by M. Ash and J. Birch"
    assert item_of("@book{k, editor={Malá, Eva}, editortype={compiler}, title={T}}")["compiler"]
    part = item_of("@inbook{k, author={Ash, M.}, bookauthor={Birch, J.}, title={T}, booktitle={B}}")
    assert part["container-author"] == [{"family": "Birch", "given": "J."}]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("date = {1917}", {"date-parts": [[1917]]}),
        ("date = {1917-11-07}", {"date-parts": [[1917, 11, 7]]}),
        ("date = {1917/1921}", {"date-parts": [[1917], [1921]]}),
        ("date = {1917-03/1921-04-05}", {"date-parts": [[1917, 3], [1921, 4, 5]]}),
        ("date = {1917/}", {"date-parts": [[1917], [0]]}),
        ("date = {1917?}", {"date-parts": [[1917]], "circa": True}),
        ("date = {1917-22}", {"date-parts": [[1917]], "season": 2}),
        ("date = {1917}, issue = {Fall}", {"date-parts": [[1917]], "season": 3}),
        ("year = {1917}, month = {3}", {"date-parts": [[1917, 3]]}),
        ("year = {1917/18}", {"literal": "1917/18"}),
        ("year = {1917/18}, month = {May}", {"literal": "May 1917/18"}),
        ("note = {no date}", None),
    ],
)
def test_dates(written: str, expected: Item | None) -> None:
    assert item_of(f"@article{{k, title={{T}}, journaltitle={{J}}, {written}}}").get("issued") == expected


def test_titles() -> None:
    def titles(entry: str) -> Item:
        return {variable: text for variable, text in item_of(entry).items() if "title" in variable}

    assert titles("@book{k, title={T}, subtitle={S}}") == {"title": "T: S", "title-short": "T"}
    assert titles("@book{k, title={T?}, subtitle={S}, titleaddon={A}}")["title"] == "T? S. A"
    assert titles("@book{k, title={On *T*}, shorttitle={*T*}}") == {"title": "On <i>T</i>", "title-short": "<i>T</i>"}
    assert titles("@book{k, title={V}, maintitle={M}, mainsubtitle={S}}") == {"title": "M: S", "volume-title": "V"}
    assert titles("@incollection{k, title={T}, booktitle={B}, booksubtitle={S}}") == {
        "title": "T",
        "container-title": "B: S",
    }
    assert titles("@incollection{k, title={T}, booktitle={B}, maintitle={M}}") == {
        "title": "T",
        "container-title": "M",
        "volume-title": "B",
    }
    assert titles("@article{k, title={T}, journaltitle={J}, journalsubtitle={S}, shortjournal={JS}}") == {
        "title": "T",
        "container-title": "J: S",
        "container-title-short": "JS",
    }
    assert titles("@periodical{k, title={J}, issuetitle={I}}") == {"title": "I", "container-title": "J"}
    assert titles("@book{k, title={T}, origtitle={O}, eventtitle={E}}") == {
        "title": "T",
        "original-title": "O",
        "event-title": "E",
    }


def test_numbers() -> None:
    def numbers(entry: str) -> list[str | None]:
        item = item_of(entry)
        return [item.get(variable) for variable in ("collection-title", "collection-number", "issue", "number")]

    assert numbers("@book{k, title={T}, series={S}, number={7}}") == ["S", "7", None, None]
    assert numbers("@report{k, title={T}, series={S}, number={7}}") == ["S", None, None, "7"]
    assert numbers("@article{k, title={T}, series={newseries}, number={7}}") == ["n.s.", None, "7", None]
    assert numbers("@article{k, title={T}, series={2}, number={7}, issue={Special}}") == [
        "2nd ser.",
        None,
        "7, Special",
        None,
    ]
    assert numbers("@article{k, title={T}, issue={Spring}, date={1917}}") == [None, None, None, None]


def test_types_and_publishers() -> None:
    assert {kind: csl_item(Work("k", kind, {}, {}, {}))["type"] for kind in sorted(TYPES)} == {
        **dict.fromkeys(("archival", "unpublished"), "manuscript"),
        **dict.fromkeys(("article", "suppperiodical"), "article-journal"),
        **dict.fromkeys(("book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings"), "book"),
        **dict.fromkeys(("reference", "mvreference", "manual"), "book"),
        **dict.fromkeys(("inbook", "bookinbook", "suppbook", "incollection", "suppcollection"), "chapter"),
        "booklet": "pamphlet",
        "inproceedings": "paper-conference",
        "inreference": "entry-encyclopedia",
        "misc": "document",
        "online": "webpage",
        "periodical": "periodical",
        "report": "report",
        "review": "review",
        "thesis": "thesis",
    }
    thesis = item_of("@thesis{k, title={T}, type={phdthesis}, institution={U}, publisher={P}, pubstate={inpress}}")
    assert (thesis["publisher"], thesis["genre"], thesis["status"]) == ("U", "PhD diss.", "in press")
    assert item_of("@unpublished{k, title={T}, library={L}}")["archive"] == "L"
    assert item_of("@book{k, title={T}, library={L}}")["call-number"] == "L"
    assert item_of("@book{k, title={T}, doi={https://doi.org/10.5555/a_b}}")["DOI"] == "10.5555/a_b"
    assert item_of("@article{k, title={T}, date={1924-05-01}}")["type"] == "article-newspaper"
    assert item_of("@article{k, title={T}, date={1924-05-01}, volume={3}}")["type"] == "article-journal"
    assert item_of("@article{k, title={T}, entrysubtype={magazine}}")["type"] == "article-magazine"
    assert item_of("@unpublished{k, title={T}, eventtitle={E}}")["type"] == "speech"


def all_works(files: Iterable[Path]) -> tuple[Work, ...]:
    return tuple(work for file in files for work in read_bibliography(file).works)


def test_every_language_of_the_editions_is_known() -> None:
    assert [work.key for work in all_works(BIBLIOGRAPHIES) if work.fields.get("langid") and not language_of(work)] == []
