"""The reader of bibliography files: what it makes of entries, and every fault with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.citations.biblatex import FIELDS, inherited_name
from glossator.citations.bibtex import Bibliography, parse_bibliography, plain, read_bibliography
from glossator.diagnostics import Diagnostic, GlossatorError, Place
from glossator.model import Correction, Name, Work

Found = tuple[str, int, int]  # rule, line, column


def placed(findings: tuple[Diagnostic, ...]) -> list[Found]:
    """Return what was found and where, as a reader of the messages sees it."""
    places = [finding.places[0] for finding in findings]
    assert all(isinstance(place, Place) and place.file == "mill.bib" for place in places)
    return [(finding.rule, place.line, place.column) for finding, place in zip(findings, places, strict=True)]


def read(text: str, published: int | None = None) -> Bibliography:
    return parse_bibliography(text, "mill.bib", published)


def faults(text: str) -> list[Found]:
    with pytest.raises(GlossatorError) as caught:
        read(text)
    assert all(problem.rule == "bib-invalid" and problem.message for problem in caught.value.problems)
    return placed(caught.value.problems)


def places_of_faults(text: str) -> list[tuple[int, int]]:
    return [(line, column) for _, line, column in faults(text)]


def only(text: str) -> Work:
    """Return the one work of a file without findings."""
    bibliography = read(text)
    assert bibliography.findings == ()
    (work,) = bibliography.works
    return work


def names(written: str) -> tuple[Name, ...]:
    return only(f"@book{{a, title={{Mills}}, author={{{written}}}}}").names.get("author", ())


# --- files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \t\n",
        "% A mill has no books.\n",
        "% @book{a, title = {Commented out}}\n",
        "% Write to miller@mill.example.\n",
        "@comment{Nothing here.}\n",
        "@Comment{@book{a, title = {In a comment}}}\n",
        "@comment\n",
        "Words outside of entries are no entries.\n",
        '@string{quill = "Quill"}\n@preamble{"\\newcommand{\\mill}{mill}"}\n',
    ],
)
def test_a_file_without_entries_is_no_fault(text: str) -> None:
    assert read(text) == Bibliography((), {}, ())


def test_an_entry_is_read() -> None:
    bibliography = read("""
  @Book(kaul1911rand,  % round brackets will do
    AUTHOR = "Kaul, Emil",
    Title = {Der} # { } # {Rand}, % what follows a percent sign is a comment
    % date = {1912},
    date = 1911,
  )
""")
    assert bibliography.findings == ()
    assert bibliography.places == {"kaul1911rand": Place("mill.bib", 2, 3)}
    fields = {"title": "Der Rand", "date": "1911"}
    assert bibliography.works == (Work("kaul1911rand", "book", {"author": (Name("Kaul", "Emil"),)}, fields, {}),)


def test_abbreviations_and_months_stand_for_their_text() -> None:
    work = only("@string{Quill = {Quill} # { & Co}} @book{a, title=quill, year=1911, month=MAY, publisher=QUILL}")
    assert work.fields == {"title": "Quill & Co", "year": "1911", "month": "5", "publisher": "Quill & Co"}


@pytest.mark.parametrize(
    ("encode", "column"),
    [(lambda text: text.encode("utf-8-sig"), 3), (lambda text: text.replace("\n", "\r\n").encode(), 3)],
    ids=["byte order mark", "CR LF"],
)
def test_windows_files_are_read_with_true_places(tmp_path: Path, encode: Callable[[str], bytes], column: int) -> None:
    path = tmp_path / "mill.bib"
    path.write_bytes(encode("@book{a,\n  title = {Mlýn\n    a řeka},\n  titel = {x},\n}\n"))
    bibliography = read_bibliography(path)
    assert bibliography.works[0].fields["title"] == "Mlýn a řeka"
    assert bibliography.places["a"].line == bibliography.places["a"].column == 1
    (finding,) = bibliography.findings
    place = finding.places[0]
    assert isinstance(place, Place)
    assert (finding.rule, place.line, place.column) == ("bib-field-unknown", 4, column)


@pytest.mark.parametrize(
    ("data", "rule", "place"),
    [
        ("@book{a,\n  title = {Mlýn}}".encode("latin-1"), "file-not-utf8", (2, 14)),
        ("@book{a, title = {A}}".encode("utf-16"), "file-not-utf8", (1, 1)),
    ],
)
def test_a_file_in_another_encoding_stops_the_program(
    tmp_path: Path, data: bytes, rule: str, place: tuple[int, int]
) -> None:
    path = tmp_path / "mill.bib"
    path.write_bytes(data)
    with pytest.raises(GlossatorError) as caught:
        read_bibliography(path)
    assert caught.value.rule == rule
    assert caught.value.place is not None
    assert (caught.value.place.line, caught.value.place.column) == place


# --- B001: what is not BibTeX -------------------------------------------------------------------------------------

MILL, WEIR, POND = ("@book{mill, title = {A}}\n", "@book{weir, title = {B}}\n", "@book{pond, title = {C}}\n")


def unclosed(entry: str) -> str:
    return entry.replace("}}", "}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An entry that is not closed is seen where the next one begins; the last one at its own beginning.
        (unclosed(MILL) + WEIR + POND, [(2, 1)]),
        (MILL + unclosed(WEIR) + POND, [(3, 1)]),
        (MILL + WEIR + unclosed(POND), [(3, 1)]),
        (unclosed(MILL) + unclosed(WEIR) + unclosed(POND), [(2, 1), (3, 1), (3, 1)]),
        # A value that is not closed takes the rest of the file.
        ("@book{mill, title = {{{A}}\n" + WEIR, [(1, 1)]),
        (MILL + "  @book{weir, title = {B{{}}\n" + POND, [(2, 3)]),
        (MILL + "  @book{weir, title = {B{}}\n" + POND, [(3, 1)]),
        ('@book{mill, title = "A}}\n', [(1, 23)]),
        (MILL + '@book{weir, title = "B}", date = 1900}\n', [(2, 23)]),
        # Commas and signs of equality.
        ("@book{mill\n  title = {A}}\n", [(2, 3)]),
        ("@book{title = {A}}\n", [(1, 13)]),
        ("@book{, title = {A}}\n", [(1, 7)]),
        ("@book{}\n", [(1, 7)]),
        ("@book{mill,\n  title = {A}\n  date = {1900}}\n", [(3, 3)]),
        ("@book{mill,\n  title {A}}\n", [(2, 9)]),
        ("@book{mill, title = }\n", [(1, 21)]),
        ("@book{mill, title = {A}, date = }\n@book{weir, title {B}}\n", [(1, 33), (2, 19)]),
        # Abbreviations.
        ("@book{mill,\n  title = {A},\n  publisher = quill}\n", [(3, 15)]),
        ("@string{quill = {Quill}}\n@book{mill, title = quill # quil # {A}}\n", [(2, 29)]),
        ("@string{quill}\n", [(1, 14)]),
        # What is no entry at all.
        ("@book", [(1, 1)]),
        ("@", [(1, 1)]),
        ("@{mill, title = {A}}\n", [(1, 2)]),
        ("Write to miller@mill.example.\n", [(1, 16)]),
        ("@comment{ @book{mill, title = {A}}\n", [(1, 1)]),
    ],
)
def test_what_is_not_bibtex_stops_the_program_with_all_places(text: str, expected: list[tuple[int, int]]) -> None:
    assert places_of_faults(text) == expected


def test_a_brace_too_many_after_an_entry_belongs_to_no_entry() -> None:
    bibliography = read("@book{mill, title = {A}}}\n" + WEIR)
    assert [work.fields["title"] for work in bibliography.works] == ["A", "B"]


@pytest.mark.parametrize("field", ["title", "author", "doi", "date"])
def test_nested_braces_are_read_up_to_a_hundred(field: str) -> None:
    entry = "@book{{a, {} = {{{}x{}}}}}".format
    assert read(entry(field, "{" * 90, "}" * 90)).works[0].key == "a"
    assert places_of_faults(entry(field, "{" * 200, "}" * 200))[0][0] == 1


def test_a_huge_value_is_read() -> None:
    assert only(f"@book{{a, title = {{{'mill ' * 200_000}}}}}").fields["title"] == "mill " * 199_999 + "mill"


# --- B002 to B005: keys, types, fields ------------------------------------------------------------------------------


def test_of_two_entries_with_one_key_the_first_counts() -> None:
    bibliography = read(MILL + "  @book{mill, title = {Another}}\n@book{Mill, title = {A third}}\n" + MILL)
    assert [(work.key, work.fields["title"]) for work in bibliography.works] == [("mill", "A"), ("Mill", "A third")]
    assert placed(bibliography.findings) == [("bib-key-repeated", 2, 3), ("bib-key-repeated", 4, 1)]
    assert "line 1" in bibliography.findings[0].message
    assert bibliography.places["mill"].line == 1


@pytest.mark.parametrize(
    ("written", "kind", "words"),
    [
        ("BOOK", "book", None),
        ("conference", "inproceedings", None),
        ("www", "online", None),
        ("thesis", "thesis", None),
        ("phdthesis", "thesis", "phdthesis"),
        ("mastersthesis", "thesis", "mathesis"),
        ("techreport", "report", "techreport"),
    ],
)
def test_types_of_older_files_keep_what_they_say(written: str, kind: str, words: str | None) -> None:
    work = only(f"@{written}{{a, title = {{Mills}}}}")
    assert (work.type, work.fields.get("type")) == (kind, words)


def test_what_an_entry_says_of_its_type_comes_first() -> None:
    assert only("@phdthesis{a, title={Mills}, type={Habilitation}}").fields["type"] == "Habilitation"


def test_an_unknown_type_counts_as_misc() -> None:
    bibliography = read("\n @bok{a, title = {Mills}}")
    assert bibliography.works[0].type == "misc"
    assert placed(bibliography.findings) == [("bib-type-unknown", 2, 2)]
    assert "@bok" in bibliography.findings[0].message


def test_an_unknown_field_is_kept_and_named() -> None:
    bibliography = read('@book{a,\n  title = {Mills},\n  titel = {M{\\\'y}ln},\n  colour+an:printed = {="red"}}')
    assert bibliography.works[0].fields == {"title": "Mills", "titel": "Mýln"}
    assert placed(bibliography.findings) == [("bib-field-unknown", 3, 3), ("bib-field-unknown", 4, 3)]
    assert "titel" in bibliography.findings[0].message


def test_older_names_of_fields_are_those_of_biblatex() -> None:
    work = only("@article{a, title={A}, journal={Mill News}, address={Leeds}, school={Dale}, annote={Dull}, key={k}}")
    assert work.fields == {
        "title": "A",
        "journaltitle": "Mill News",
        "location": "Leeds",
        "institution": "Dale",
        "annotation": "Dull",
        "sortkey": "k",
    }


def test_of_a_field_that_stands_twice_the_first_counts() -> None:
    bibliography = read("@book{a, title = {A},\n  TITLE = {B},\n  address = {Leeds}, location = {Dale}}")
    assert bibliography.works[0].fields == {"title": "A", "location": "Leeds"}
    assert placed(bibliography.findings) == [("bib-field-repeated", 2, 3), ("bib-field-repeated", 3, 22)]


# --- B006: dates --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", "1902"),
        ("date", "1917-11"),
        ("date", "1917-11-07"),
        ("date", "1917/1921"),
        ("date", "1917/"),
        ("date", "1917/.."),
        ("date", "1902~"),
        ("date", "1902?"),
        ("date", "1902~/1904?"),
        ("origdate", "1000"),
        ("year", "1902"),
        ("year", "[1902]"),
        ("year", "1902 or 1903"),
    ],
)
def test_a_date_is_kept_as_it_is_written(field: str, value: str) -> None:
    assert only(f"@book{{a, title={{A}}, {field}={{{{{value}}}}}}}").fields[field] == value


@pytest.mark.parametrize("field", ["date", "origdate"])
@pytest.mark.parametrize(
    "value",
    [
        "soon", "13", "99999", "0999", "2101", "-0044", "c. 1902", "1983/84", "7.11.1917", "1917-13", "1917-11-32",
        "1917-1-1", "1902--1904", "/",
    ],
)  # fmt: skip
def test_an_impossible_date_is_found(field: str, value: str) -> None:
    bibliography = read(f"@book{{a,\n  title = {{A}},\n  {field} = {{{value}}}}}")
    assert placed(bibliography.findings) == [("bib-year-impossible", 3, 3)]
    assert plain(value) in bibliography.findings[0].message
    assert bibliography.works[0].fields[field] == plain(value)


@pytest.mark.parametrize("value", ["soon", "13", "99999", "0999", "2101"])
def test_an_impossible_year_is_found(value: str) -> None:
    assert placed(read(f"@book{{a, title={{A}}, year={value if value != 'soon' else '{soon}'}}}").findings) == [
        ("bib-year-impossible", 1, 21)
    ]


@pytest.mark.parametrize(("written", "late"), [("1941", True), ("1940", False), ("1930/1941", True), ("1941~", True)])
def test_no_work_is_later_than_the_book_that_cites_it(written: str, late: bool) -> None:
    entry = f"@book{{a, title={{A}}, date={{{written}}}}}"
    assert placed(read(entry, 1940).findings) == ([("bib-year-impossible", 1, 21)] if late else [])
    assert read(entry).findings == ()


# --- B007: wholes and parts ----------------------------------------------------------------------------------------


def test_a_whole_that_has_no_entry_is_found() -> None:
    bibliography = read("@incollection{a, title={A},\n  crossref={mil}}\n@collection{mill, title={Mills}}")
    assert placed(bibliography.findings) == [("bib-crossref-missing", 2, 3)]
    assert "no entry mil" in bibliography.findings[0].message


def test_entries_that_stand_in_themselves_are_found_once_each() -> None:
    bibliography = read(
        "@book{a, title={A}, crossref={a}}\n@book{b, title={B}, crossref={c}}\n@book{c, title={C}, crossref={b}}\n"
        "@book{d, title={D}, crossref={c}, publisher={Quill}}\n"
    )
    assert placed(bibliography.findings) == [("bib-crossref-missing", line, 21) for line in (1, 2, 3)]
    assert [finding.message for finding in bibliography.findings] == [
        "a stands in itself",
        "b stands in itself, by way of c",
        "c stands in itself, by way of b",
    ]
    assert bibliography.works[3].fields == {"title": "D", "crossref": "c", "publisher": "Quill"}


PART = """
@incollection{part, title={Weirs}, author={Ash, Mary}, crossref={volume}, pages={1--9}}
@collection{volume, title={Water}, subtitle={Still and Running}, volume={2}, date={1901}, crossref={set}}
@mvcollection{set, title={The Valley}, subtitle={Essays}, editor={Kaul, Emil and others}, volumes={3},
    location={Leeds}, date={1900/1905}, shorttitle={Valley}}
"""


def test_a_part_has_what_its_volume_and_the_set_pass_on() -> None:
    bibliography = read(PART)
    assert bibliography.findings == ()
    part, volume, whole = bibliography.works
    assert part.names == {"author": (Name("Ash", "Mary"),), "editor": (Name("Kaul", "Emil"),)}
    assert part.others == {"editor"}
    assert part.fields == {
        "title": "Weirs",
        "crossref": "volume",
        "pages": "1–9",
        "booktitle": "Water",
        "booksubtitle": "Still and Running",
        "volume": "2",
        "date": "1901",
        "maintitle": "The Valley",
        "mainsubtitle": "Essays",
        "volumes": "3",
        "location": "Leeds",
    }
    assert (volume.fields["title"], volume.fields["maintitle"], volume.fields["date"]) == (
        "Water",
        "The Valley",
        "1901",
    )
    assert "maintitle" not in whole.fields


def test_what_is_wrong_with_a_whole_is_said_once() -> None:
    bibliography = read(
        "@incollection{a, title={A}, crossref={b}}\n@collection{b, title={B}, editor={a,b,c,d}, date={9}}"
    )
    assert placed(bibliography.findings) == [("bib-name-invalid", 2, 27), ("bib-year-impossible", 2, 45)]


def test_a_long_chain_of_wholes_ends() -> None:
    entries = [f"@book{{k{number}, title={{T}}, crossref={{k{number + 1}}}}}" for number in range(2000)]
    works = read("\n".join((*entries, "@book{k2000, title={T}, location={Leeds}}"))).works
    assert works[0].fields["location"] == "Leeds"


@pytest.mark.parametrize(
    ("child", "parent", "field", "expected"),
    [
        ("incollection", "collection", "title", "booktitle"),
        ("incollection", "collection", "titleaddon", "booktitleaddon"),
        ("incollection", "collection", "editor", "editor"),
        ("inbook", "book", "author", "bookauthor"),
        ("incollection", "collection", "author", None),
        ("inproceedings", "proceedings", "subtitle", "booksubtitle"),
        ("book", "mvbook", "title", "maintitle"),
        ("collection", "mvcollection", "subtitle", "mainsubtitle"),
        ("article", "periodical", "title", "journaltitle"),
        ("article", "periodical", "subtitle", "journalsubtitle"),
        ("article", "periodical", "number", "number"),
        ("incollection", "collection", "crossref", None),
        ("incollection", "collection", "shorttitle", None),
        ("incollection", "collection", "ids", None),
    ],
)
def test_fields_are_passed_on_as_biblatex_does(child: str, parent: str, field: str, expected: str | None) -> None:
    assert inherited_name(child, parent, field) == expected
    assert expected is None or expected in FIELDS or expected in {"editor", "bookauthor"}


# --- B008 and B009: titles and names ---------------------------------------------------------------------------------


def test_a_missing_title_is_found() -> None:
    bibliography = read("@book{a}\n@book{b, title={}}\n@book{c, title={{ }}}\n@incollection{d, crossref={e}}\n" + MILL)
    assert placed(bibliography.findings) == [
        ("bib-title-missing", 1, 1),
        ("bib-title-missing", 2, 1),
        ("bib-title-missing", 3, 1),
        ("bib-crossref-missing", 4, 18),
        ("bib-title-missing", 4, 1),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ranke, Leopold", Name("Ranke", "Leopold")),
        ("Leopold Ranke", Name("Ranke", "Leopold")),
        ("Ranke", Name("Ranke")),
        ("von Humboldt, Alexander", Name("Humboldt", "Alexander", "von")),
        ("Alexander von Humboldt", Name("Humboldt", "Alexander", "von")),
        ("de la {Vall{\\'e}e} Poussin, Jean", Name("Vallée Poussin", "Jean", "de la")),
        ("d'Alembert, Jean", Name("d'Alembert", "Jean")),
        ("Holmes, Jr., Oliver W.", Name("Holmes", "Oliver W.", suffix="Jr.")),
        ("Oliver~Wendell Holmes", Name("Holmes", "Oliver Wendell")),
        ("{The Mill and River Society}", Name("The Mill and River Society", literal=True)),
        ("{Commission for Mills, Weirs, Ponds, and {Other} Waters}",
         Name("Commission for Mills, Weirs, Ponds, and Other Waters", literal=True)),
        ("{Mills, Weirs, Ponds, Sons}, Emil", Name("Mills, Weirs, Ponds, Sons", "Emil")),
        ("{Kaul}, {Emil}", Name("Kaul", "Emil")),
        ("{\\'E}milie Kaul", Name("Kaul", "Émilie")),
        ("Нестор", Name("Нестор")),
    ],
)  # fmt: skip
def test_a_name_is_taken_apart(written: str, expected: Name) -> None:
    assert names(written) == (expected,)


def test_several_names_and_others() -> None:
    work = only("@book{a, title={A}, author={Ash, Mary and {Birch and Co} AND\n  Kaul and others}, editor={others}}")
    assert work.names == {"author": (Name("Ash", "Mary"), Name("Birch and Co", literal=True), Name("Kaul"))}
    assert work.others == {"author", "editor"}
    assert names("") == ()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Ash, Mary, Birch, John", [Name("Ash, Mary, Birch, John", literal=True)]),
        ("Kaul and Ash, M, B, J", [Name("Kaul"), Name("Ash, M, B, J", literal=True)]),
        ("Ash; Birch", [Name("Birch", "Ash;")]),
        ("Ash and and Birch", [Name("Ash"), Name("Birch")]),
        ("Ash and", [Name("Ash")]),
        ("and Ash", [Name("Ash")]),
        ("and", []),
        (",", []),
        ("{}", []),
    ],
)
def test_a_name_that_cannot_be_taken_apart_is_found(written: str, kept: list[Name]) -> None:
    bibliography = read(f"@book{{a, title={{A}},\n author={{{written}}}}}")
    assert placed(bibliography.findings) == [("bib-name-invalid", 2, 2)]
    assert list(bibliography.works[0].names.get("author", ())) == kept


# --- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\v{C}esk{\'y} ml\'yn", "Český mlýn"),
        (r"{\v C}as a \'{u}dol{\'\i}", "Čas a údolí"),
        (r'\"Uber M\"{u}hlen, \ss{}', "Über Mühlen, ß"),
        (r"\~nandu", "ñandu"),
        (r"R\&D, 50\,\%, \#1, a\_b", "R&D, 50,%, #1, a_b"),
        (r"The \emph{Mill} again", "The *Mill* again"),
        (r"\emph{Ml{\'y}n a {Reka}}", "*Mlýn a Reka*"),
        (r"\textit{A \emph{B} C}", "*A B C*"),
        (r"\emph{}A", "A"),
        (r"\enquote{Mill}", "“Mill”"),
        (r"\enquote{The \enquote{Mill} \emph{Ghost}}", "“The ‘Mill’ *Ghost*”"),
        ("``Mill''", "“Mill”"),
        ("1--2 and 3---4", "1–2 and 3—4"),
        ("No~1  and\n\t2", "No 1 and 2"),
        (r"Mill\\Weir", "Mill Weir"),
        (r"\textbf{Mill} \mbox{Weir}", "Mill Weir"),
        ("{The} {{Mill}}", "The Mill"),
        ("<i>Mill</i> &amp; <script>weir()</script>", "<i>Mill</i> &amp; <script>weir()</script>"),
        ("100 % sure", "100 % sure"),
        ("*Mill*", "*Mill*"),
        ("  ", ""),
    ],
)  # fmt: skip
def test_latex_becomes_plain_text(latex: str, expected: str) -> None:
    assert plain(latex) == expected
    if expected:
        assert only(f"@book{{a, title = {{{latex}}}}}").fields["title"] == expected


def test_addresses_are_kept_as_they_stand() -> None:
    work = only(r"@online{a, title={A}, url={https://mill.example/~ash/a--b_c?d=%20\e}, doi={10.1/a_b--c}}")
    assert work.fields["url"] == r"https://mill.example/~ash/a--b_c?d=%20\e"
    assert work.fields["doi"] == "10.1/a_b--c"


def test_annotations_say_what_is_printed() -> None:
    work = only("""@book{a,
  author = {Kaul, Emil},
  author+an:printed = {="Kual E."},
  title = {Rand},
  TITLE+an:printed = { = "Rnad, {\\"O}l" },
  TITLE+an:reason = {="two letters; \\enquote{sic}"},
  date+an:reason = {="a reason without a print is no correction"},
  address+an:printed = "=Leds",
}""")
    assert work.fields == {"title": "Rand"}
    assert work.corrections == {
        "author": Correction("Kual E.", ""),
        "title": Correction("Rnad, Öl", "two letters; “sic”"),
        "location": Correction("Leds", ""),
    }


def test_of_an_annotation_that_stands_twice_the_first_counts() -> None:
    bibliography = read('@book{a, title={A},\n title+an:printed={="B"},\n title+an:printed={="C"}}')
    assert bibliography.works[0].corrections == {"title": Correction("B", "")}
    assert placed(bibliography.findings) == [("bib-field-repeated", 3, 2)]


# --- any text ------------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    ["@book{a,", "@", "@string{m=", "@comment{", "title={", "author = ", "}", "{", '"', "#", ",", "=", " and ", "\\",
     "\\emph{", "\\'e", "~", "%", "\n", "crossref={a}", "date={", "+an:printed", '{="', "1900", "(", ")", "é",
     "\0", "others", "--"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=40).map("".join)))
def test_any_text_gives_works_or_names_its_faults(text: str) -> None:
    try:
        bibliography = read(text)
    except GlossatorError:
        assert all(line > 0 and column > 0 for line, column in places_of_faults(text))
    else:
        assert [work.key for work in bibliography.works] == list(bibliography.places)
        assert all(line > 0 and column > 0 for _, line, column in placed(bibliography.findings))


@given(st.lists(_PIECES, max_size=20).map("".join), st.sampled_from(["title", "author", "date", "crossref", "x"]))
def test_any_value_in_braces_that_pair_is_read(value: str, field: str) -> None:
    depth = lowest = 0
    for char in value:
        depth += {"{": 1, "}": -1}.get(char, 0)
        lowest = min(lowest, depth)
    value = "{" * -lowest + value + "}" * (depth - lowest)
    (work,) = read(f"@book{{a, {field} = {{{value}}}}}").works
    assert all(name.family for people in work.names.values() for name in people)
