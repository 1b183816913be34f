"""What biblatex knows: entry types, fields, and what a part takes over from the whole it stands in.

Source: the biblatex manual, sections 2.1 (entry types), 2.2 (fields) and appendix B (inheritance of `crossref`). Only
what serves printed scholarly books is named. A field that is not named is kept, and an entry of another type counts as
misc; a finding says so.
"""

from __future__ import annotations

from typing import Final

WHOLES: Final = frozenset(
    {"book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference", "mvreference"}
)
PARTS: Final = frozenset(
    {"inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inproceedings", "inreference"}
)
ARTICLES: Final = frozenset({"article", "suppperiodical", "periodical", "review"})
OTHERS: Final = frozenset({"booklet", "manual", "misc", "online", "report", "thesis", "unpublished", "archival"})
TYPES: Final = WHOLES | PARTS | ARTICLES | OTHERS

# Names that plain BibTeX and older files use -> those of biblatex.
TYPE_ALIASES: Final = {
    "conference": "inproceedings",
    "electronic": "online",
    "www": "online",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "techreport": "report",
}
FIELD_ALIASES: Final = {
    "address": "location",
    "journal": "journaltitle",
    "school": "institution",
    "annote": "annotation",
    "key": "sortkey",
}

NAME_FIELDS: Final = (
    "author",
    "editor",
    "editora",
    "editorb",
    "editorc",
    "translator",
    "bookauthor",
    "introduction",
    "foreword",
    "afterword",
    "commentator",
    "annotator",
    "holder",
)

# Fields whose text is taken as it stands, without any LaTeX.
VERBATIM: Final = frozenset({"doi", "url", "eprint", "file", "crossref", "xref", "related", "ids", "keywords"})

FIELDS: Final = VERBATIM | {
    "abstract",
    "addendum",
    "annotation",
    "booksubtitle",
    "booktitle",
    "booktitleaddon",
    "chapter",
    "date",
    "edition",
    "editortype",
    "entrysubtype",
    "eventdate",
    "eventtitle",
    "howpublished",
    "institution",
    "isbn",
    "issn",
    "issue",
    "issuetitle",
    "journalsubtitle",
    "journaltitle",
    "langid",
    "language",
    "library",
    "location",
    "mainsubtitle",
    "maintitle",
    "month",
    "note",
    "number",
    "options",
    "organization",
    "origdate",
    "origlanguage",
    "origlocation",
    "origpublisher",
    "origtitle",
    "pages",
    "pagetotal",
    "part",
    "publisher",
    "pubstate",
    "relatedtype",
    "reprinttitle",
    "series",
    "shortauthor",
    "shorteditor",
    "shorthand",
    "shortjournal",
    "shorttitle",
    "sorttitle",
    "sortkey",
    "sortname",
    "sortyear",
    "subtitle",
    "title",
    "titleaddon",
    "type",
    "urldate",
    "venue",
    "version",
    "volume",
    "volumes",
    "year",
}

_NOT_INHERITED: Final = frozenset(
    {"crossref", "xref", "ids", "shorthand", "shorttitle", "sorttitle", "keywords", "options", "related", "langid"}
)
_FROM_WHOLE: Final = {
    "title": "booktitle",
    "subtitle": "booksubtitle",
    "titleaddon": "booktitleaddon",
}
_FROM_MULTIVOLUME: Final = {"title": "maintitle", "subtitle": "mainsubtitle"}


def inherited_name(child_type: str, parent_type: str, field: str) -> str | None:
    """Return as what a field of the whole (`crossref`) counts in its part, or None if it is not passed on.

    A part of a book takes the book's title as `booktitle`; a volume takes the title of its set as `maintitle`.
    """
    if field in _NOT_INHERITED:
        return None
    if child_type in PARTS and parent_type.startswith("mv"):
        return _FROM_MULTIVOLUME.get(field, field)
    if child_type in PARTS and parent_type in WHOLES:
        if field == "author":
            return "bookauthor" if child_type in {"inbook", "bookinbook", "suppbook"} else None
        return _FROM_WHOLE.get(field, field)
    if child_type in WHOLES and parent_type.startswith("mv"):
        return _FROM_MULTIVOLUME.get(field, field)
    if child_type in ARTICLES and parent_type == "periodical":
        return {"title": "journaltitle", "subtitle": "journalsubtitle"}.get(field, field)
    return field
