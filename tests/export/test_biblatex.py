"""Our own format: what is written is read as the same works, by our reader, and as the same fields by others."""

from __future__ import annotations

import re
from pathlib import Path

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.citations.biblatex import FIELDS, NAME_FIELDS, TYPES, VERBATIM
from glossator.citations.bibtex import Bibliography, parse_bibliography, plain, read_bibliography
from glossator.export.biblatex import biblatex, braces_pair
from glossator.model import Correction, Name, Work

BIBLIOGRAPHIES = sorted((Path(__file__).parents[2] / "bibliography").glob("*.bib"))


def read(written: bytes) -> Bibliography:
    return parse_bibliography(written.decode(), "written.bib")


# --- works that were read --------------------------------------------------------------------------------------------

# What can come out of a file: text that reading leaves as it is. A hard space beside a mark of LaTeX is not kept.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"))
TEXTS = st.text(CHARACTERS | st.sampled_from(" &%$#_^'\"?!`,;:-=@()[]<>*/éčßłж—„“😀א"), min_size=1, max_size=30).filter(
    lambda text: plain(text) == text and text == " ".join(text.split())
)
ADDRESSES = st.text(CHARACTERS | st.sampled_from(" {}%\\#"), min_size=1, max_size=20).filter(
    lambda text: text == text.strip() and braces_pair(text)
)
PARTS_OF_NAMES = TEXTS.filter(lambda text: any(map(str.isalnum, text)))  # a comma alone is lost, and is no name
NAMES = st.one_of(
    st.builds(
        Name,
        family=PARTS_OF_NAMES,
        given=st.just("") | PARTS_OF_NAMES,
        particle=st.sampled_from(["", "", "von", "de la", "van der"]),
        suffix=st.sampled_from(["", "", "Jr.", "III"]),
        literal=st.just(False),
    ),
    PARTS_OF_NAMES.map(lambda text: Name(text, literal=True)),
).filter(
    lambda name: name.literal or (name.family + name.given).count(",") <= (0 if name.suffix else 1)
)  # the reader's
TEXT_FIELDS = sorted(FIELDS - VERBATIM)
FIELD_VALUES = st.dictionaries(st.sampled_from(TEXT_FIELDS), TEXTS, max_size=6)
VERBATIM_VALUES = st.dictionaries(st.sampled_from(sorted(VERBATIM - {"crossref"})), ADDRESSES, max_size=2)
ANNOTATIONS = TEXTS.filter(lambda text: not re.search('[;"]', text))


@st.composite
def works(draw: st.DrawFn) -> Work:
    names = draw(st.dictionaries(st.sampled_from(NAME_FIELDS), st.lists(NAMES, min_size=1, max_size=3), max_size=3))
    fields = draw(FIELD_VALUES) | draw(VERBATIM_VALUES)
    corrected = st.sampled_from([*TEXT_FIELDS, *NAME_FIELDS])
    corrections = draw(
        st.dictionaries(corrected, st.builds(Correction, ANNOTATIONS, st.just("") | ANNOTATIONS), max_size=2)
    )
    return Work(
        key=draw(st.from_regex(r"[a-z]{1,12}[0-9]{0,4}[a-z:_.-]{0,6}", fullmatch=True)),
        type=draw(st.sampled_from(sorted(TYPES))),
        names={field: tuple(people) for field, people in names.items()},
        fields=fields,
        corrections=corrections,
        others=frozenset(field for field in names if draw(st.booleans())),
    )


@given(st.lists(works(), max_size=3, unique_by=lambda work: work.key))
def test_what_is_written_is_read_as_the_same_works(written: list[Work]) -> None:
    assert list(read(biblatex(written)).works) == written


@pytest.mark.parametrize("file", BIBLIOGRAPHIES, ids=lambda file: file.stem)
def test_the_editions_works_are_read_again(file: Path) -> None:
    first = read_bibliography(file)
    again = read(biblatex(first.works))
    assert again.works == first.works
    assert [finding.rule for finding in again.findings] == [finding.rule for finding in first.findings]
    assert biblatex(again.works) == biblatex(first.works)


@pytest.mark.parametrize("file", BIBLIOGRAPHIES, ids=lambda file: file.stem)
def test_another_reader_finds_every_field(file: Path) -> None:
    works = read_bibliography(file).works
    library = bibtexparser.parse_string(biblatex(works).decode())
    assert library.failed_blocks == []
    for work, entry in zip(works, library.entries, strict=True):
        found = {field.key: field.value for field in entry.fields}
        annotations = {field for field in found if "+an" in field}
        assert (entry.key, entry.entry_type) == (work.key, work.type)
        assert found.keys() - annotations == work.fields.keys() | work.names.keys()
        assert {field.partition("+")[0] for field in annotations} == work.corrections.keys()
        assert {field: plain(found[field]) for field in work.fields} == dict(work.fields)


def test_a_part_keeps_what_it_has_from_its_whole() -> None:
    """Inherited fields are written out; read again, with or without the whole, they are the same."""
    first = parse_bibliography(
        """
        @collection{whole, editor={Malá, Eva}, title={Sborník}, subtitle={O vodě}, location={Brno}, date={1937}}
        @incollection{part, crossref={whole}, author={Horák, Petr}, title={O jezu}, pages={1--5}}
        """,
        "a.bib",
    ).works
    assert read(biblatex(first)).works == first
    (part,) = read(biblatex(first[1:])).works
    assert part == first[1]
    assert part.fields["booktitle"] == "Sborník"


# --- how it is written -----------------------------------------------------------------------------------------------


def test_an_entry_is_written_as_editors_write_it() -> None:
    written = Work(
        "kaul1911quelle",
        "book",
        {"editor": (Name("Malá", "Eva"),), "author": (Name("Kaul", "Emil", "von"), Name("Verein A & B", literal=True))},
        {"date": "1911", "title": "Was ist eine *Quelle*?", "langid": "german", "url": "https://example.org/a_b%20c"},
        {"title": Correction('Was ist; ein"e Quele', "a letter is lost")},
        others=frozenset({"editor"}),
    )
    assert biblatex([written]).decode() == (
        r"""@book{kaul1911quelle,
  author           = {von Kaul, Emil and {Verein A \& B}},
  editor           = {Malá, Eva and others},
  title            = {Was ist eine *Quelle*?},
  title+an:printed = {="Was ist, ein'e Quele"},
  title+an:reason  = {="a letter is lost"},
  date             = {1911},
  langid           = {german},
  url              = {https://example.org/a_b%20c},
}
"""
    )


def test_no_work_and_an_empty_work() -> None:
    assert biblatex([]) == b""
    assert biblatex([Work("key", "misc", {}, {}, {})]) == b"@misc{key,\n}\n"


@pytest.mark.parametrize(
    "name",
    [
        Name("Plato"),
        Name("plato"),
        Name("hooks", "bell"),
        Name("Garcia Marquez", "Gabriel"),
        Name("Garcia y Vega", "Juan"),
        Name("Garcia Marquez"),
        Name("Smith and Sons", literal=True),
        Name("Smith, Sons, and Co.", literal=True),
        Name("others", literal=True),
        Name("others"),
        Name("and"),
        Name("Anders", "Max and Moritz"),
        Name("Holmes", "Oliver W.", suffix="Jr."),
        Name("Holmes", suffix="Jr."),
        Name("Humboldt", "Alexander", "von"),
        Name("Humboldt", particle="von"),
        Name("Humboldt", "Alexander", "von und zu", "II"),
        Name("d’Artagnan", "Charles"),
        Name("O'Neil, the Younger", "A."),
        Name("Ключевский", "Василий"),
        Name("ابن خلدون", literal=True),
    ],
)
def test_a_name_is_taken_apart_as_it_was_put_together(name: Name) -> None:
    for names in ((name,), (name, Name("Ash", "Mary")), (Name("Ash", "Mary"), name)):
        written = Work("key", "book", {"author": names}, {"title": "T"}, {})
        result = read(biblatex([written]))
        assert result.works == (written,)
        assert result.findings == ()


HOSTILE = (
    "} , author = {x}",
    "{{{",
    "}}}",
    "\\",
    "\\input{/etc/passwd}",
    "a\nb\r\n@book{x, title={y}}",
    "100 % \\% {\\%}",
    "$x^2$ ~ # _ &",
    "a -- b --- c",
    "``quoted'' ?` !`",
    '="x"; y',
    "</title><script>alert(1)</script>",
    "שלום 👩‍👩‍👧 \u202eabc",
    "\x00\x1b[31m\u2028\x85",
    "a and b and others",
)


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_breaks_an_entry(value: str) -> None:
    """What the notation cannot say becomes what reading would make of it; everything else stays what it was."""
    written = Work(
        "key",
        "book",
        {"author": (Name(value, "Ann"), Name("Ash", value), Name(value, literal=True))},
        {"title": value, "url": value, "note": "after"},
        {"title": Correction(value, value)},
    )
    once = read(biblatex([written, Work("next", "book", {}, {"note": "next"}, {})])).works
    assert [(found.key, found.type, found.fields["note"]) for found in once] == [
        ("key", "book", "after"),
        ("next", "book", "next"),
    ]
    assert once[0].names["author"][:2][-1].family == "Ash" or len(once[0].names["author"]) == 3
    assert once[0].fields.keys() <= {"title", "url", "note"}
    assert read(biblatex(once)).works == once
