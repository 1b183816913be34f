"""BibTeX: pybtex, bibtexparser and pandoc, each a reader of its own, find every field; no value breaks an entry."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import bibtexparser
import pybtex.database
import pypandoc
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from glossator.citations.biblatex import FIELDS, NAME_FIELDS, PARTS, TYPES
from glossator.citations.bibtex import parse_bibliography, read_bibliography
from glossator.citations.record import full_title, one_line
from glossator.export.biblatex import braces_pair
from glossator.export.bibtex import bibtex, latex
from glossator.model import Name, Work

BIBLIOGRAPHIES = sorted((Path(__file__).parents[2] / "bibliography").glob("*.bib"))
BIBTEX_TYPES = {
    "article", "book", "booklet", "incollection", "inproceedings", "manual", "mastersthesis", "misc", "phdthesis",
    "proceedings", "techreport", "unpublished",
}  # fmt: skip

TEXTS = st.text(
    st.characters(exclude_categories=("Cs",)) | st.sampled_from("{}\\&%$#_^~\"'`-?!,;<> \n"), min_size=1, max_size=20
)
NAMES = st.builds(
    Name, TEXTS, TEXTS | st.just(""), st.sampled_from(["", "von"]), st.sampled_from(["", "Jr."]), st.booleans()
)
WORKS = st.builds(
    Work,
    key=st.from_regex(r"[a-z]{1,8}[0-9]{0,4}", fullmatch=True),
    type=st.sampled_from(sorted(TYPES)),
    names=st.dictionaries(st.sampled_from(NAME_FIELDS), st.lists(NAMES, min_size=1, max_size=3).map(tuple), max_size=4),
    fields=st.dictionaries(st.sampled_from(sorted(FIELDS)), TEXTS | st.sampled_from(["1917-11-07", "1917/", "3–5"])),
    corrections=st.just({}),
    others=st.frozensets(st.sampled_from(NAME_FIELDS), max_size=2),
)


def works_of(text: str) -> tuple[Work, ...]:
    return parse_bibliography(text, "test.bib").works


def written(entry: str) -> str:
    return bibtex(works_of(entry)).decode()


def fields_of(entry: str) -> dict[str, str]:
    """The fields as bibtexparser reads them."""
    (read,) = bibtexparser.parse_string(written(entry)).entries
    return {field.key: field.value for field in read.fields}


def pandoc(text: str) -> dict[str, dict[str, Any]]:
    command = [pypandoc.get_pandoc_path(), "-f", "bibtex", "-t", "csljson"]
    read = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True).stdout
    return {item["id"]: item for item in json.loads(read)}


MACROS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}


def unescaped(text: str) -> str:
    """What TeX prints of text that holds no macro but those above."""
    pattern = r"\\text[a-z]+\{\}|\\[&%$#_{}]|\{\}"
    return re.sub(pattern, lambda match: MACROS.get(match[0], match[0].removeprefix("\\").replace("{}", "")), text)


@given(TEXTS)
def test_every_character_means_itself(text: str) -> None:
    value = latex(text)
    assert unescaped(value) == one_line(text)
    assert value.count("{") == value.count("}")
    assert not re.search(r"(?<!\\)[%$#&_^~]", value)
    assert not re.search(r"--|``|''|\?`|!`|,,|<<|>>", value)


@given(st.lists(WORKS, max_size=3, unique_by=lambda work: work.key))
def test_every_work_is_an_entry_for_every_reader(works: list[Work]) -> None:
    text = bibtex(works).decode()
    keys = [work.key for work in works]
    assert list(pybtex.database.parse_string(text, "bibtex").entries) == keys
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == keys
    assert {entry.entry_type for entry in library.entries} <= BIBTEX_TYPES
    for work, entry in zip(works, library.entries, strict=True):
        title = entry.fields_dict.get("title")
        if title is not None and "*" not in title.value and work.type != "periodical":
            addon = work.fields.get("titleaddon")
            whole = ". ".join(filter(None, (full_title(work.fields), addon)))
            assert unescaped(title.value.removeprefix("{").removesuffix("}")) == one_line(whole)


@pytest.mark.parametrize("file", BIBLIOGRAPHIES, ids=lambda file: file.stem)
def test_the_editions_works_are_read_by_pybtex(file: Path) -> None:
    works = read_bibliography(file).works
    entries = pybtex.database.parse_string(bibtex(works).decode(), "bibtex").entries
    for work in works:
        entry = entries[work.key]
        for role in ("author", "editor", "translator"):
            people = [
                (
                    " ".join(person.last_names).strip("{}"),
                    " ".join([*person.first_names, *person.middle_names]),
                    " ".join(person.prelast_names),
                )
                for person in entry.persons.get(role, ())
            ] or [
                (name.strip("{}").partition(", ")[0], name.partition(", ")[2], "")
                for name in entry.fields.get(role, "").split(" and ")
                if name
            ]
            names = [(name.family, name.given, name.particle) for name in work.names.get(role, ())]
            assert people == names + ([("others", "", "")] if role in work.others else [])
        for ours, theirs in (("location", "address"), ("volume", "volume"), ("edition", "edition"), ("isbn", "isbn")):
            assert unescaped(entry.fields.get(theirs, "")) == work.fields.get(ours, "")


@pytest.mark.parametrize("file", BIBLIOGRAPHIES, ids=lambda file: file.stem)
def test_the_editions_works_are_read_by_pandoc(file: Path) -> None:
    works = read_bibliography(file).works
    items = pandoc(bibtex(works).decode())
    for work in works:
        item, fields = items[work.key], work.fields

        def same(variable: str, value: str, item: dict[str, Any] = item) -> None:
            found = re.sub("</?i>", "", str(item.get(variable, ""))).replace("“", '"').replace("”", '"')
            assert found.replace("’", "'") == re.sub(r"[“”]", '"', value).replace("’", "'").replace("*", "")

        same("title", ". ".join(filter(None, (full_title(fields), fields.get("titleaddon")))))
        same("publisher-place", fields.get("location", ""))
        same("page", fields.get("pages", "").replace("–", "-"))
        same("volume", fields.get("volume", ""))
        if work.type in PARTS:
            same("container-title", full_title(fields, "book") or full_title(fields, "main"))
        if "journaltitle" in fields:
            same("container-title", full_title(fields, "journal"))
        if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", fields.get("date", "")):
            assert item["issued"]["date-parts"] == [[int(part) for part in fields["date"].split("-")]]
        elif re.fullmatch(r"\d{4}/\d{4}", fields.get("date", "")):
            assert item["issued"]["date-parts"] == [[int(part)] for part in fields["date"].split("/")]


def test_an_entry_in_full() -> None:
    assert written(
        r"""@incollection{malá1937, author={von Malá, Eva and Holmes, Jr., Oliver and {A Body and Co.} and others},
        editor={Garcia Marquez, Ana}, translator={Reed, Ann}, title={O *Faustu*}, subtitle={R\&D}, titleaddon={Výbor},
        booktitle={Sborník}, booksubtitle={Prameny}, series={Studie}, number={12}, volume={3}, edition={2},
        pages={101--108}, location={Brno}, publisher={Host \& syn}, date={1937-05-01}, doi={https://doi.org/10.5555/a_b},
        url={https://example.org/a_b%20c}, isbn={978}, note={first}, addendum={second}, langid={czech}}"""
    ) == (
        r"""@incollection{malá1937,
  author = {von Malá, Eva and Holmes, Jr., Oliver and {A Body and Co.} and others},
  editor = {{Garcia Marquez}, Ana},
  translator = {Reed, Ann},
  title = {{O \emph{Faustu}: R\&D. Výbor}},
  booktitle = {{Sborník: Prameny}},
  series = {{Studie}},
  edition = {2},
  volume = {3},
  number = {12},
  pages = {101--108},
  publisher = {Host \& syn},
  address = {Brno},
  year = {1937},
  isbn = {978},
  language = {cs},
  note = {first. second},
  month = may,
  day = {1},
  doi = {10.5555/a_b},
  url = {https://example.org/a_b%20c},
}
"""
    )
    assert bibtex([]) == b""


def test_types() -> None:
    kinds = {kind: re.match(r"@(\w+)", bibtex([Work("k", kind, {}, {}, {})]).decode())[1] for kind in sorted(TYPES)}
    assert kinds == {
        **dict.fromkeys(("book", "mvbook", "collection", "mvcollection", "reference", "mvreference"), "book"),
        **dict.fromkeys(("proceedings", "mvproceedings"), "proceedings"),
        **dict.fromkeys(("inbook", "bookinbook", "suppbook", "incollection", "suppcollection"), "incollection"),
        **dict.fromkeys(("article", "suppperiodical", "review"), "article"),
        **dict.fromkeys(("misc", "online", "periodical", "archival"), "misc"),
        "inproceedings": "inproceedings",
        "inreference": "incollection",
        "booklet": "booklet",
        "manual": "manual",
        "report": "techreport",
        "thesis": "phdthesis",
        "unpublished": "unpublished",
    }
    for kind in ("mathesis", "Master’s thesis", "diplomová práce", "MA thesis", "magisterská práce", "bathesis"):
        assert written(f"@thesis{{k, title={{T}}, type={{{kind}}}}}").startswith("@mastersthesis{"), kind
    for kind in ("phdthesis", "PhD diss.", "disertace", "kandidátská práce"):
        assert written(f"@thesis{{k, title={{T}}, type={{{kind}}}}}").startswith("@phdthesis{"), kind


def test_fields_have_the_names_of_bibtex() -> None:
    assert fields_of("@thesis{k, title={T}, institution={U}, location={L}}") == {
        "title": "{T}",
        "school": "U",
        "address": "L",
    }
    assert fields_of("@report{k, title={T}, institution={U}, type={techreport}, number={7}}") == {
        "title": "{T}",
        "number": "7",
        "type": "technical report",
        "institution": "U",
    }
    assert fields_of("@online{k, title={T}, organization={U}, url={https://example.org}}") == {
        "title": "{T}",
        "howpublished": "U",
        "url": "https://example.org",
    }
    assert fields_of("@article{k, title={T}, journaltitle={J}, journalsubtitle={S}, number={3}}") == {
        "title": "{T}",
        "journal": "{J: S}",
        "number": "3",
    }
    assert fields_of("@book{k, title={V}, maintitle={M}, volume={2}}") == {
        "title": "{V}",
        "series": "{M}",
        "volume": "2",
    }
    assert fields_of("@incollection{k, title={T}, maintitle={M}, booktitle={B}}") == {
        "title": "{T}",
        "booktitle": "{B}",
        "series": "{M}",
    }


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("date={1917}", {"year": "1917"}),
        ("date={1917-11}", {"year": "1917", "month": "nov"}),
        ("date={1917-11-07}", {"year": "1917", "month": "nov", "day": "7"}),
        ("date={1917/1921}", {"year": "1917/1921"}),
        ("date={1917-05-30/1917-06-02}", {"year": "1917", "month": "may"}),
        ("date={1917/}", {"year": "1917/"}),
        ("date={1917-21}", {"year": "1917"}),
        ("year={1917}, month={3}", {"year": "1917", "month": "mar"}),
        ("year={1917/18}", {"year": "1917/18"}),
    ],
)
def test_dates(dates: str, expected: dict[str, str]) -> None:
    assert fields_of(f"@misc{{k, title={{T}}, {dates}}}") == {"title": "{T}"} | expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name("Ash", "Mary"), "Ash, Mary"),
        (Name("Plato"), "Plato"),
        (Name("hooks", "bell"), "{hooks}, bell"),
        (Name("Humboldt", "A.", "von"), "von Humboldt, A."),
        (Name("Holmes", "", "", "Jr."), "Holmes, Jr., "),
        (Name("Holmes", "Oliver", "", "Jr."), "Holmes, Jr., Oliver"),
        (Name("Smith and Sons", literal=True), "{Smith and Sons}"),
        (Name("Smith, and Sons"), "{Smith, and Sons}"),
        (Name("Ash", "Max and Moritz"), "Ash, {Max and Moritz}"),
        (Name("others", literal=True), "{others}"),
    ],
)
def test_names(name: Name, expected: str) -> None:
    text = bibtex([Work("k", "book", {"author": (name, Name("Last", "A."))}, {}, {})]).decode()
    assert f"author = {{{expected} and Last, A.}}" in text


@pytest.mark.parametrize(
    "value",
    [
        "100 % & $5 #1 a_b",
        "C:\\temp \\emph{x} \\",
        "a ~ b ^ c",
        "{balanced {braces}}",
        "newline\r\n@book{x, title = {y}}",
        "} , note = {z",
        "a -- b --- c `` '' ?` !` << >> ,,",
        '"quoted" “curly” ‘single’',
        "<script>alert(1)</script>",
        "שלום 👩‍👩‍👧 \u202eabc \u0301",
    ],
)
def test_no_value_breaks_an_entry(value: str) -> None:
    work = Work(
        "k", "book", {"author": (Name(value, literal=True),)}, {"title": value, "note": value, "url": value}, {}
    )
    text = bibtex([work, Work("after", "book", {}, {"title": "After"}, {})]).decode()
    one = one_line(value)

    entries = pybtex.database.parse_string(text, "bibtex").entries
    assert list(entries) == ["k", "after"]
    assert unescaped(entries["k"].fields["note"]) == one
    assert unescaped(str(entries["k"].fields["title"])[1:-1]) == one

    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    decoded = library.entries_dict["k"].fields_dict["note"].value.replace("ˆ", "^")
    if braces_pair(one):
        assert decoded == one

    item = pandoc(text)["k"]
    assert item.keys() >= {"title", "note", "author"}
    assert "after" in pandoc(text)
