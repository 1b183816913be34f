"""RIS: rispy, which knows nothing of us, reads every field back; no value breaks a line or a record."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from glossator.citations.biblatex import FIELDS, NAME_FIELDS, TYPES
from glossator.citations.bibtex import parse_bibliography, read_bibliography
from glossator.citations.languages import language_of
from glossator.citations.record import doi_of, full_title, one_line, without_emphasis
from glossator.export.ris import ris
from glossator.model import Name, Work

BIBLIOGRAPHIES = sorted((Path(__file__).parents[2] / "bibliography").glob("*.bib"))
LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\r\n]*")

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)
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


def read(works: tuple[Work, ...] | list[Work]) -> list[dict[str, Any]]:
    return rispy.loads(ris(works).decode())


def record_of(entry: str) -> dict[str, Any]:
    (record,) = read(works_of(entry))
    return record


def lines_of(entry: str) -> list[str]:
    return ris(works_of(entry)).decode().split("\r\n")


@given(st.lists(WORKS, max_size=3))
def test_every_work_is_a_record_of_lines(works: list[Work]) -> None:
    written = ris(works).decode()
    assert written == ris(works).decode()
    assert written.count("\r") == written.count("\n") == written.count("\r\n")
    records = written.split("\r\n\r\n")
    assert records.pop() == ""
    assert len(records) == len(works)
    for work, record in zip(works, records, strict=True):
        lines = record.split("\r\n")
        assert all(LINE.fullmatch(line) for line in lines)
        assert [lines[0][:6], lines[1], lines[-1]] == ["TY  - ", f"ID  - {work.key}", "ER  - "]
        assert [line[:2] for line in lines].count("TY") == [line[:2] for line in lines].count("ER") == 1
    assert [record["id"] for record in read(works)] == [work.key for work in works]


@pytest.mark.parametrize("file", BIBLIOGRAPHIES, ids=lambda file: file.stem)
def test_every_field_of_the_editions_works_comes_back(file: Path) -> None:
    works = read_bibliography(file).works
    for work, record in zip(works, read(works), strict=True):
        fields = work.fields
        assert record["id"] == work.key
        assert record.get("title", "") == without_emphasis(
            ". ".join(filter(None, (full_title(fields), fields.get("titleaddon"))))
        )
        assert len(record.get("authors", ())) == len(work.names.get("author", ())) + ("author" in work.others)
        assert [name.partition(",")[0] for name in record.get("authors", ())][: len(work.names.get("author", ()))] == [
            f"{name.particle} {name.family}".strip() for name in work.names.get("author", ())
        ]
        editors = record.get("tertiary_authors" if record["type_of_reference"] == "BOOK" else "secondary_authors", ())
        assert len(editors) == len(work.names.get("editor", ())) + ("editor" in work.others)
        assert record.get("place_published") == fields.get("location")
        assert record.get("volume") == fields.get("volume")
        assert record.get("doi", "") == doi_of(work)
        assert record.get("language", "") == language_of(work)
        pages = "–".join(record[page] for page in ("start_page", "end_page") if page in record)
        assert pages == fields.get("pages", "")
        assert record["year"] == fields["date"][:4] if "date" in fields else "year" not in record


def test_a_record_in_full() -> None:
    entry = r"""
    @incollection{malá1937, author={von Malá, Eva and Holmes, Jr., Oliver and {A Body, Ltd.} and others},
        editor={Vlček, Karel}, translator={Reed, Ann}, title={O *Faustu}, subtitle={Úvahy*}, booktitle={Sborník},
        booksubtitle={Prameny}, volume={3}, series={Studie}, number={12}, edition={2}, pages={101--108},
        location={Brno}, publisher={Host \& syn}, date={1937-05}, doi={https://doi.org/10.5555/a_b},
        url={https://example.org/a_b}, note={first}, addendum={second}, langid={czech}, isbn={978}, type={essay}}
    """
    assert lines_of(entry) == [
        "TY  - CHAP",
        "ID  - malá1937",
        "AU  - von Malá, Eva",
        "AU  - Holmes, Oliver, Jr.",
        "AU  - A Body, Ltd.",
        "AU  - et al.",
        "A2  - Vlček, Karel",
        "A4  - Reed, Ann",
        "TI  - O Faustu: Úvahy",
        "T2  - Sborník: Prameny",
        "T3  - Studie",
        "PY  - 1937",
        "DA  - 1937/05//",
        "VL  - 3",
        "ET  - 2",
        "CY  - Brno",
        "UR  - https://example.org/a_b",
        "M1  - 12",
        "SP  - 101",
        "EP  - 108",
        "PB  - Host & syn",
        "M3  - essay",
        "SN  - 978",
        "DO  - 10.5555/a_b",
        "LA  - cs",
        "N1  - first",
        "N1  - second",
        "ER  - ",
        "",
        "",
    ]
    record = record_of(entry)
    assert record["authors"] == ["von Malá, Eva", "Holmes, Oliver, Jr.", "A Body, Ltd.", "et al."]
    assert record["notes"] == ["first", "second"]
    assert record["secondary_title"] == "Sborník: Prameny"


def test_types() -> None:
    kinds = {kind: read([Work("k", kind, {}, {"title": "T"}, {})])[0]["type_of_reference"] for kind in sorted(TYPES)}
    assert kinds == {
        **dict.fromkeys(("book", "mvbook", "collection", "mvcollection", "reference", "mvreference"), "BOOK"),
        **dict.fromkeys(("inbook", "bookinbook", "suppbook", "incollection", "suppcollection"), "CHAP"),
        **dict.fromkeys(("proceedings", "mvproceedings", "manual"), "BOOK"),
        **dict.fromkeys(("article", "periodical", "suppperiodical", "review"), "JOUR"),
        "archival": "MANSCPT",
        "booklet": "PAMP",
        "inproceedings": "CHAP",
        "inreference": "ENCYC",
        "misc": "GEN",
        "online": "ELEC",
        "report": "RPRT",
        "thesis": "THES",
        "unpublished": "UNPB",
    }
    assert "SN  - 7" in lines_of("@report{k, title={T}, number={7}}")
    assert "IS  - 7" in lines_of("@article{k, title={T}, number={7}}")
    assert "A3  - Malá, Eva" in lines_of("@collection{k, editor={Malá, Eva}, title={T}}")
    assert "C2  - Malá, Eva" in lines_of("@inbook{k, bookauthor={Malá, Eva}, title={T}, booktitle={B}}")
    assert lines_of("@article{k, title={T}, date={1924-05-01}}")[0] == "TY  - NEWS"
    assert lines_of("@article{k, title={T}, entrysubtype={newspaper}, date={1924}}")[0] == "TY  - NEWS"
    assert lines_of("@article{k, title={T}, entrysubtype={magazine}}")[0] == "TY  - MGZN"


@pytest.mark.parametrize(
    ("written", "year", "date"),
    [
        ("date={1917}", "1917", None),
        ("date={1917-11}", "1917", "1917/11//"),
        ("date={1917-11-07}", "1917", "1917/11/07/"),
        ("date={1917/1921}", "1917", "1917///–1921"),
        ("date={1917-11-07/1918-01-02}", "1917", "1917/11/07/–1918-01-02"),
        ("date={1917/}", "1917", "1917///–"),
        ("date={1917-21}", "1917", "1917///Spring"),
        ("date={1917}, issue={Fall}", "1917", "1917///Fall"),
        ("year={1917/18}", "1917/18", None),
        ("note={none}", None, None),
    ],
)
def test_dates(written: str, year: str | None, date: str | None) -> None:
    record = record_of(f"@article{{k, title={{T}}, {written}}}")
    assert (record.get("year"), record.get("date")) == (year, date)


def test_when_a_page_was_read() -> None:
    assert "Y2  - 2010/01/02/" in lines_of("@online{k, title={T}, url={https://example.org}, urldate={2010-01-02}}")


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [
        ("1--5", "1", "5"),
        ("xii–xv", "xii", "xv"),
        ("7", "7", None),
        ("1–3, 5–7", "1–3, 5–7", None),
        ("A-1–A-3", None, None),
    ],
)
def test_pages(pages: str, first: str | None, last: str | None) -> None:
    record = record_of(f"@article{{k, title={{T}}, pages={{{pages}}}}}")
    assert (record["start_page"], record.get("end_page")) == (first or pages, last)


def test_what_a_work_stands_in() -> None:
    def titles(entry: str) -> list[str]:
        return [line for line in lines_of(entry) if line[:2] in {"TI", "T2", "T3"}]

    assert titles("@article{k, title={T}, journaltitle={J}, journalsubtitle={S}, series={newseries}}") == [
        "TI  - T",
        "T2  - J: S",
        "T3  - n.s.",
    ]
    assert titles("@periodical{k, title={J}, issuetitle={I}}") == ["TI  - I", "T2  - J"]
    assert titles("@periodical{k, title={J}}") == ["TI  - J", "T2  - J"]
    assert titles("@book{k, title={V}, maintitle={M}}") == ["TI  - V", "T2  - M"]
    assert titles("@incollection{k, title={T}, maintitle={M}, booktitle={B}}") == ["TI  - T", "T2  - B", "T3  - M"]
    assert titles("@incollection{k, title={T}, maintitle={M}}") == ["TI  - T", "T2  - M", "T3  - M"]


@pytest.mark.parametrize(
    "value",
    [
        "a\r\nER  - \r\nTY  - BOOK",
        "a\nb\x0bc\x0cd\x1ce\x85f\u2028g\u2029h",
        "tab\tand\x00nul\x1b[31m",
        "TY  - BOOK",
        "{braces} \\back & % $ # _ ^ ~ <b>HTML</b> \"q\" 'q' ; | and , and",
        "שלום \u202eabc 👩‍👩‍👧 ﷽ e\u0301",
        "hard\u00a0space",
    ],
)
def test_no_value_breaks_a_record(value: str) -> None:
    work = Work("k", "book", {"author": (Name(value, literal=True),)}, {"title": value, "note": value}, {})
    after = Work("after", "book", {}, {"title": "After"}, {})
    first, second = read([work, after])
    assert first["title"] == one_line(value)
    assert first["authors"] == first["notes"] == [one_line(value)]
    assert second["title"] == "After"
