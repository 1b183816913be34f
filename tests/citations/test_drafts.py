"""Drafts of entries from printed references: works and persons are invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.citations.bibtex import parse_bibliography
from glossator.citations.drafts import draft_work, roman
from glossator.export.biblatex import biblatex
from glossator.ids import Ids
from glossator.model import Name, Work


def draft(line: str) -> Work:
    return draft_work(line, Ids())


def people(work: Work) -> dict[str, str]:
    """Return the persons as `Family, Given; Family, Given`, by their part in the work."""
    return {role: "; ".join(map(written, named)) for role, named in work.names.items()}


def written(name: Name) -> str:
    family = f"{name.particle} {name.family}" if name.particle else name.family
    return f"{family}, {name.given}" if name.given else family


BOOK = {"title": "Mills", "location": "Oxford", "publisher": "Quill", "date": "1981"}

DRAFTS: list[tuple[str, str, dict[str, str], dict[str, str]]] = [
    # authors
    ("Ash M., Mills, Oxford, Quill, 1981.", "book", {"author": "Ash, M."}, BOOK),
    ("M. Ash, Mills, Oxford, Quill, 1981.", "book", {"author": "Ash, M."}, BOOK),
    ("Ash, Mary, Mills, Oxford, Quill, 1981.", "book", {"author": "Ash, Mary"}, BOOK),
    ("Mary Ash, Mills, Oxford, Quill, 1981.", "book", {"author": "Ash, Mary"}, BOOK),
    ("Ash M.: Mills. Oxford: Quill 1981.", "book", {"author": "Ash, M."}, BOOK),
    ("Ash M., Mills (Oxford: Quill, 1981).", "book", {"author": "Ash, M."}, BOOK),
    ("Ash M. J./Birch-Cole J./O’Dell P., Mills, Oxford, Quill, 1981.", "book",
     {"author": "Ash, M. J.; Birch-Cole, J.; O’Dell, P."}, BOOK),
    ("Ash M., Birch J. and Cole A., Mills, Oxford, Quill, 1981.", "book",
     {"author": "Ash, M.; Birch, J.; Cole, A."}, BOOK),
    ("Ash M. & Birch J., Mills, Oxford, Quill, 1981.", "book", {"author": "Ash, M.; Birch, J."}, BOOK),
    ("Ash M. et al., Mills, Oxford, Quill, 1981.", "book", {"author": "Ash, M."}, BOOK),
    ("Ranke L. v., Mills, Oxford, Quill, 1981.", "book", {"author": "von Ranke, L."}, BOOK),
    ("von Humboldt A., Mills, Oxford, Quill, 1981.", "book", {"author": "von Humboldt, A."}, BOOK),
    ("Mills, Oxford, Quill, 1981.", "book", {}, BOOK),
    # editors and translators
    ("Ash M. (ed.), Mills, Oxford, Quill, 1981.", "collection", {"editor": "Ash, M."}, BOOK),
    ("Ash M./Birch J. (eds.), Mills, Oxford, Quill, 1981.", "collection", {"editor": "Ash, M.; Birch, J."}, BOOK),
    ("Kaul E. (Hrsg.), Mühlen, Wien, Gerold, 1902.", "collection", {"editor": "Kaul, E."},
     {"title": "Mühlen", "location": "Wien", "publisher": "Gerold", "date": "1902"}),
    ("Hume D., Mills, ed. J. Y. T. Birch, Oxford, Quill, 1981.", "book",
     {"author": "Hume, D.", "editor": "Birch, J. Y. T."}, BOOK),
    ("Kaul E., Mühlen, hrsg. von K. Horn, Wien, Gerold, 1902.", "book", {"author": "Kaul, E.", "editor": "Horn, K."},
     {"title": "Mühlen", "location": "Wien", "publisher": "Gerold", "date": "1902"}),
    ("Kaul E., Mills, transl. by M. Ash, Oxford, Quill, 1981.", "book",
     {"author": "Kaul, E.", "translator": "Ash, M."}, BOOK),
    # titles
    ("Ash M., Mills: A History, Oxford, Quill, 1981.", "book", {"author": "Ash, M."}, BOOK | {"subtitle": "A History"}),
    ("Ash M., What Is a Mill?, Oxford, Quill, 1981.", "book",
     {"author": "Ash, M."}, BOOK | {"title": "What Is a Mill?"}),
    ("Ash M., „Mills“, Oxford, Quill, 1981.", "book", {"author": "Ash, M."}, BOOK),
    ("Ash M., Mills 1900–1910, Oxford, Quill, 1981.", "book",
     {"author": "Ash, M."}, BOOK | {"title": "Mills 1900–1910"}),
    # imprints
    ("Ash M., Mills, 3rd ed., Oxford, Quill, 1981.", "book", {"author": "Ash, M."}, BOOK | {"edition": "3"}),
    ("Kaul E., Mills, 2. Aufl., Oxford, Quill, 1981.", "book", {"author": "Kaul, E."}, BOOK | {"edition": "2"}),
    ("Ash M., Mills, 5 vols., Oxford, Quill, 1981–1985.", "mvbook", {"author": "Ash, M."},
     BOOK | {"volumes": "5", "date": "1981/1985"}),
    ("Ash M., Mills, vol. II, Oxford, Quill, 1981.", "book", {"author": "Ash, M."}, BOOK | {"volume": "II"}),
    ("Ash M., Mills, vols. I–III, Oxford, Quill, 1981/83.", "mvbook", {"author": "Ash, M."},
     BOOK | {"volumes": "3", "date": "1981/1983"}),
    ("Kaul E., Mills, Leipzig/Berlin, Quill, 1981.", "book",
     {"author": "Kaul, E."}, BOOK | {"location": "Leipzig/Berlin"}),
    ("Ash M., Mills, Cambridge, Mass., Quill Press, 1981.", "book", {"author": "Ash, M."},
     BOOK | {"location": "Cambridge, Mass.", "publisher": "Quill Press"}),
    ("Ash M., Mills, St. Petersburg, Quill, 1981.", "book",
     {"author": "Ash, M."}, BOOK | {"location": "St. Petersburg"}),
    ("Ash M., Mills, Oxford 1981.", "book",
     {"author": "Ash, M."}, {"title": "Mills", "location": "Oxford", "date": "1981"}),
    ("Ash M., Mills, Oxford, Quill, n.d.", "book", {"author": "Ash, M."},
     {"title": "Mills", "location": "Oxford", "publisher": "Quill"}),
    ("Ash M., Mills, 1981.", "book", {"author": "Ash, M."}, {"title": "Mills", "date": "1981"}),
    ("Ash M., Mills.", "misc", {"author": "Ash, M."}, {"title": "Mills"}),
    ("Водяной И. П., Мельницы и реки, Москва, Наука, 1975.", "book", {"author": "Водяной, И. П."},
     {"title": "Мельницы и реки", "location": "Москва", "publisher": "Наука", "date": "1975"}),
    # journals and newspapers
    ("Kaul E., On Mills, in: Mill Review 12, 1901.", "article", {"author": "Kaul, E."},
     {"title": "On Mills", "journaltitle": "Mill Review", "volume": "12", "date": "1901"}),
    ("Kaul E., On Mills, in: Mill Review 12, 1901, pp. 33–57.", "article", {"author": "Kaul, E."},
     {"title": "On Mills", "journaltitle": "Mill Review", "volume": "12", "date": "1901", "pages": "33–57"}),
    ("Kaul E., On Mills, in: Mill Review, no. 3/1901.", "article", {"author": "Kaul, E."},
     {"title": "On Mills", "journaltitle": "Mill Review", "number": "3", "date": "1901"}),
    ("Kaul E., On Mills, in: Mill Review, 3/99.", "article", {"author": "Kaul, E."},
     {"title": "On Mills", "journaltitle": "Mill Review", "number": "3", "date": "1999"}),
    ("Kaul E., The Flood, in: The Dale Courier, 7. 11. 1917.", "article", {"author": "Kaul, E."},
     {"title": "The Flood", "journaltitle": "The Dale Courier", "date": "1917-11-07"}),
    # parts of books
    ("Cole A., Weirs: A Note, in: Ash M./Birch J. (eds.), Mills: Essays, Oxford, Quill, 1981, pp. 1–9.", "incollection",
     {"author": "Cole, A.", "editor": "Ash, M.; Birch, J."},
     {"title": "Weirs", "subtitle": "A Note", "booktitle": "Mills", "booksubtitle": "Essays", "location": "Oxford",
      "publisher": "Quill", "date": "1981", "pages": "1–9"}),
    ("Cole A., Weirs, in: Mills, ed. M. Ash, Oxford, Quill, 1981.", "incollection",
     {"author": "Cole, A.", "editor": "Ash, M."},
     {"title": "Weirs", "booktitle": "Mills", "location": "Oxford", "publisher": "Quill", "date": "1981"}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "kind", "persons", "fields"), DRAFTS, ids=[line for line, *_ in DRAFTS])
def test_a_printed_reference_is_taken_apart(
    line: str, kind: str, persons: dict[str, str], fields: dict[str, str]
) -> None:
    work = draft(line)
    assert people(work) == persons
    assert work.fields == fields
    assert work.type == kind
    assert work.others == ({"author"} if "et al." in line else frozenset())
    assert work.draft
    assert not work.corrections


def test_a_draft_is_written_and_read_back_without_findings() -> None:
    taken = Ids()
    works = [draft_work(line, taken) for line, *_ in DRAFTS]
    bibliography = parse_bibliography(biblatex(works).decode(), "mill.bib")
    assert bibliography.findings == ()
    assert list(bibliography.works) == [work._replace(draft=False) for work in works]


def test_what_is_printed_stays_with_the_draft() -> None:
    work = draft_work("Ash M., Mills.", Ids(), listed=7, as_printed="Ash M., *Mills*.")
    assert (work.listed, work.as_printed) == (7, "Ash M., *Mills*.")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Ash M., The Mills of Dale, Oxford, Quill, 1981.", "ash1981mills"),
        ("Ash M./Birch J., Mills, Oxford, Quill, 1981–1985.", "ash1981mills"),
        ("Kaul E. (ed.), Der Rand der Welt, Wien, Gerold, 1902.", "rand1902welt"),
        ("The Book of Mills, Oxford, Quill, 1981.", "book1981mills"),
        ("Łoś J., Młyny, Kraków, Gebethner, 1905.", "los1905mlyny"),
        ("Øre K., Ærlig Straße, Wien, Gerold, 1902.", "ore1902aerlig"),
        ("Müßig K., Ölmühlen.", "mussigolmuhlen"),
        ("Παπάς Γ., Μύλοι.", "work"),
        ("水車", "work"),
    ],
)
def test_a_key_tells_name_year_and_title(line: str, key: str) -> None:
    assert draft(line).key == key


def test_a_key_is_given_once() -> None:
    taken = Ids()
    keys = [draft_work("Ash M., Mills, Oxford, Quill, 1981.", taken).key for _ in range(3)]
    assert keys == ["ash1981mills", "ash1981mills-2", "ash1981mills-3"]


@pytest.mark.parametrize(
    ("line", "title"),
    [("", "[untitled]"), (" ;, ", "[untitled]"), ("...", "..."), ("1905", "1905"), ("?", "?"), ("Ash M.,", "Ash M")],
)
def test_a_line_that_says_nothing_still_has_a_title(line: str, title: str) -> None:
    assert draft(line).fields["title"] == title


_WORDS = st.sampled_from(
    ["Ash", "M.", "/", ", ", ". ", ": ", " ", "(ed.)", "(eds.)", "in: ", "Mills", "Oxford", "Quill", "1981", "1981–85",
     "2 vols.", "vol. II", "vol. I–IX", "pp. 3–5", "no. 3/99", "7. 11. 1917", "99. 99. 1917", "3rd ed.", "et al.", "&",
     "„", "“", '"', "(", ")", "von ", "hrsg. von ", "transl. by ", "Mass.", "n.d.", "Москва", "é", "²", "٣", "-", "–"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(_WORDS, max_size=14).map("".join), st.lists(_WORDS, max_size=14).map(" ".join)))
def test_any_line_gives_a_work_that_can_be_filed(line: str) -> None:
    taken = Ids()
    works = [draft_work(line, taken), draft_work(line, taken)]
    assert works[0].key != works[1].key
    for work in works:
        assert re.fullmatch(r"[a-z0-9]+(?:-\d+)?", work.key)
        assert all(work.fields.values())
        assert work.fields["title"].strip()
        assert all(name.family for named in work.names.values() for name in named)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("I", 1), ("iv", 4), ("IX", 9), ("XIX", 19), ("MCMXCIX", 1999), ("", 0), ("wheel", 0), ("1", 0)],
)
def test_roman_numerals(numeral: str, value: int) -> None:
    assert roman(numeral) == value
