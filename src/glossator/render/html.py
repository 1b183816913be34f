"""Inlines and blocks of the document as HTML: plain functions from values to text.

Every character of the book is escaped; the only links that leave the site are web and mail addresses. The text content
of an element that stands for a unit is the text of that unit and nothing else, except for the numbers of note calls:
paragraph and page numbers are attributes, and the style sheet shows them outside the text flow.

    Paragraph "See p. 3." with id 5.12  ->  <p class="gl-unit" id="p5.12"><a class="gl-num" …></a>See p. 3.</p>
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any, Final, NamedTuple, assert_never
from urllib.parse import quote

from glossator.facsimile import facsimile_address
from glossator.model import (
    BibliographyEntry,
    BlockQuotation,
    Certainty,
    Emphasis,
    Figure,
    Heading,
    IndexEntry,
    Inline,
    Link,
    List,
    ListItem,
    NoteReference,
    PageBreak,
    Paragraph,
    Rend,
    Superscript,
    Table,
    Text,
    Unit,
    Verse,
)
from glossator.render import urls
from glossator.render.lasting import Lasting
from glossator.render.passages import Cite, EntryLink, Mark, Marked, NameLink, Passage, Tongue, leaf_passages
from glossator.spans import Span
from glossator.walk import Leaf, leaves, lines_of

REPLACEMENT: Final = "\ufffd"
# Control characters mean nothing in HTML, and mkdocs' Markdown uses two of them for its own marks.
_CONTROLS: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), REPLACEMENT)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MARKDOWN: Final = {ord(mark): f"&#{ord(mark)};" for mark in "\\`*_{}[]()#+-.!|~^=:$'\"@/"}
_SAFE_TARGET: Final = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20\x7f]+", re.IGNORECASE)
_NOT_IN_ADDRESS: Final = re.compile(r"[\"<>\\^`{|}\x7f-\x9f]|%(?![0-9A-Fa-f]{2})")
_IN_SCRIPT: Final = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"})
_TAGS: Final = {Rend.ITALIC: "em", Rend.BOLD: "strong"}

PROVISIONAL: Final = "This address is provisional until the next version is published"

Escape = Callable[[str], str]


class Call(NamedTuple):
    """What a note call becomes on its page."""

    fragment: str  # the id of the call's element
    href: str  # leads to the note


_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class PageContext(NamedTuple):
    """What the inlines of one page need to know beyond themselves."""

    calls: Mapping[Span, Call] = _NOTHING  # by the span of the call
    skipped: Mapping[str, tuple[str, ...]] = _NOTHING  # page label -> pages without text before it
    index_entries: Mapping[tuple[Span, ...], str] = _NOTHING  # spans of an entry -> its id
    marked: Mapping[str, Sequence[Marked]] = _NOTHING  # by the id of a unit, a note or an entry of the index
    passages: Mapping[Span, tuple[Passage, ...]] = _NOTHING  # by the span of a leaf of text, in order
    tongues: Mapping[Span, tuple[Passage, ...]] = _NOTHING  # the same, of words in other languages
    links: bool = True  # whether names and citations may be links; inside a link of the book they are none
    anchors: bool = True  # whether page breaks get ids; those inside notes do not: their page begins in the body
    lasting: Lasting = Lasting()  # what earlier versions leave on the page
    readings: Mapping[str, str] = _NOTHING  # by the id of an element, "" for the title: the apparatus, as HTML
    language: str = ""  # of the page (BCP 47)
    facsimile: str | None = None  # address template of the facsimile of a page; None inside a link of the book
    page_fragments: Mapping[str, str] = _NOTHING  # by the label: ids of printed pages that are not made from it


def without_controls(text: str) -> str:
    """Return text with a replacement character for each control character."""
    return text.translate(_CONTROLS) if _CONTROL.search(text) else text


def text_html(text: str) -> str:
    """Escape characters of the book for the content of an element."""
    return escape(without_controls(text), quote=False)


def attribute_html(text: str) -> str:
    """Escape characters of the book for an attribute in double quotes."""
    return escape(text.translate(_CONTROLS))


def script_json(data: object) -> str:
    """Return a value as JSON that may stand inside a `<script>`.

    Nothing in it can end the element or begin a comment, and it is a JavaScript expression too: `<`, `>`, `&` and the
    two separators of lines that JavaScript knows and JSON does not (U+2028, U+2029) are written as escapes.
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def language_attribute(language: str) -> str:
    """Return the attribute of an element whose words are in a language (BCP 47), with a space before it."""
    return f' lang="{attribute_html(language)}"'


def markdown_text_html(text: str) -> str:
    """Escape characters of the book for a line of Markdown: as for HTML, and no character is a mark of Markdown."""
    # `escape` first: the references that the second step makes must stay references.
    return "".join(_MARKDOWN.get(ord(letter), "") or escape(letter) for letter in text.translate(_CONTROLS))


def safe_target(target: str) -> str | None:
    """Return a link's target when it is a web or mail address, else None: no other scheme is ever written.

    Characters that no address may hold are written as browsers read them, in the percent-encoding of RFC 3986.
    """
    return _NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), target) if _SAFE_TARGET.fullmatch(target) else None


def inlines_html(inlines: Sequence[Inline], context: PageContext, escape_text: Escape = text_html) -> str:
    """Return a run of inlines as HTML; `escape_text` is `markdown_text_html` for headings."""
    if context.passages:
        return _grouped_html(list(_pieces(inlines, context, escape_text)))
    out: list[str] = []
    for inline in inlines:
        match inline:
            case Text():
                out.append(_words_html(inline, 0, len(inline.text), context, escape_text))
            case Emphasis():
                tag, attribute, inside = _emphasis(inline, context)
                out.append(f"<{tag}{attribute}>{inlines_html(inline.children, inside, escape_text)}</{tag}>")
            case Superscript():
                out.append(f"<sup>{inlines_html(inline.children, context, escape_text)}</sup>")
            case Link():
                out.append(_link_html(inline, context, escape_text))
            case NoteReference():
                out.append(_call_html(inline, context))
            case PageBreak():
                out.append(page_break_html(inline, context) + facsimile_html(inline, context))
            case _:
                assert_never(inline)
    return "".join(out)


class _Piece(NamedTuple):
    """Some HTML, and the mark that it belongs to with all that it holds."""

    html: str
    mark: Mark | None = None
    begins: bool = False
    neutral: bool = False  # a page break: it may stand inside a link or outside
    beside: str = ""  # the link of a page break, which stands behind the mark that the break lies in


def _pieces(inlines: Sequence[Inline], context: PageContext, escape_text: Escape) -> Iterator[_Piece]:
    """Yield inlines as HTML, cut where marks begin and end.

    An element that a mark holds whole is one piece of it. Where a mark begins or ends inside an element, the link
    stands inside that element, and goes on outside as a second one. A link of the book and a note call stay links of
    their own: a link cannot hold another. Of a name inside a link of the book only the id is left.
    """
    for inline in inlines:
        match inline:
            case Text():
                yield from _text_pieces(inline, context, escape_text)
            case Emphasis() | Superscript():
                tag, attribute, inside = (
                    _emphasis(inline, context) if isinstance(inline, Emphasis) else ("sup", "", context)
                )
                inner = list(_pieces(inline.children, inside, escape_text))
                marks = [piece.mark for piece in inner if not piece.neutral]
                if marks and marks[0] is not None and all(mark is marks[0] for mark in marks):
                    html = "".join(piece.html for piece in inner)
                    begins = any(piece.begins for piece in inner)
                    beside = "".join(piece.beside for piece in inner)
                    yield _Piece(f"<{tag}{attribute}>{html}</{tag}>", marks[0], begins, beside=beside)
                else:
                    yield _Piece(f"<{tag}{attribute}>{_grouped_html(inner)}</{tag}>")
            case Link():
                if safe_target(inline.target):
                    yield _Piece(_link_html(inline, context._replace(links=False), escape_text))
                else:
                    yield from _pieces(inline.children, context, escape_text)
            case NoteReference():
                yield _Piece(_call_html(inline, context))
            case PageBreak():
                html, beside = page_break_html(inline, context), facsimile_html(inline, context)
                yield _Piece(html, neutral=True, beside=beside)
            case _:
                assert_never(inline)


def _text_pieces(text: Text, context: PageContext, escape_text: Escape) -> Iterator[_Piece]:
    at = 0
    for passage in context.passages.get(text.span, ()):
        if passage.start > at:
            yield _Piece(_words_html(text, at, passage.start, context, escape_text))
        mark = passage.mark if context.links else _id_alone(passage.mark)
        words = _words_html(text, passage.start, passage.end, context, escape_text)
        yield _Piece(words, mark, passage.begins)
        at = passage.end
    if at < len(text.text):
        yield _Piece(_words_html(text, at, len(text.text), context, escape_text))


def _words_html(text: Text, start: int, end: int, context: PageContext, escape_text: Escape) -> str:
    """Return some words of a leaf; those in another language say in which."""
    if text.span not in context.tongues:
        return escape_text(text.text[start:end])
    out: list[str] = []
    for passage in context.tongues[text.span]:
        first, after = max(passage.start, start), min(passage.end, end)
        if first < after:
            out += [escape_text(text.text[start:first]), mark_html(passage.mark, escape_text(text.text[first:after]))]
            start = after
    return "".join((*out, escape_text(text.text[start:end])))


def _emphasis(emphasis: Emphasis, context: PageContext) -> tuple[str, str, PageContext]:
    """Return the tag of an emphasis, the language if all in it is in one, and the context of what is in it."""
    tag = _TAGS[emphasis.rend]
    languages = {_language_of(leaf, context) for leaf in leaves(emphasis.children)} if context.tongues else set()
    language = languages.pop() if len(languages) == 1 else ""
    return (tag, language_attribute(language), context._replace(tongues=_NOTHING)) if language else (tag, "", context)


def _language_of(leaf: Leaf, context: PageContext) -> str:
    """Return the language that a leaf of text is in from end to end, "" if there is none but that around it."""
    if not isinstance(leaf, Text):
        return ""
    found = context.tongues.get(leaf.span, ())
    whole = len(found) == 1 and found[0].start == 0 and found[0].end == len(leaf.text)
    return found[0].mark.language if whole and isinstance(found[0].mark, Tongue) else ""


def _id_alone(mark: Mark) -> Mark | None:
    return mark._replace(href="") if isinstance(mark, NameLink) and mark.fragment else None


def _grouped_html(pieces: Sequence[_Piece]) -> str:
    """Join pieces, those of one mark that stand together inside one link."""
    out: list[str] = []
    first = 0
    while first < len(pieces):
        mark, after = pieces[first].mark, first + 1
        if mark is not None:
            for at in range(after, len(pieces)):
                if pieces[at].mark is mark:
                    after = at + 1
                elif not pieces[at].neutral:
                    break
        html = "".join(piece.html for piece in pieces[first:after])
        out.append(html if mark is None else mark_html(mark, html, begins=pieces[first].begins))
        out.extend(piece.beside for piece in pieces[first:after])
        first = after
    return "".join(out)


def mark_html(mark: Mark, html: str, *, begins: bool = True) -> str:
    """Return words as a link; what goes on after an interruption is passed over by the Tab key."""
    again = "" if begins else ' tabindex="-1"'
    match mark:
        case Cite() if not mark.href:
            return f'<span class="gl-cite gl-cite--open"{mark.attributes}>{html}</span>'
        case Cite():
            return f'<a class="gl-cite" role="doc-biblioref" href="{mark.href}"{mark.attributes}{again}>{html}</a>'
        case NameLink():
            if mark.fragment and begins:  # not the link's own: a browser would focus it, and so open its preview
                html = f'<span id="{mark.fragment}">{html}</span>'
            passed = again if mark.stop else ' tabindex="-1"'
            return f'<a class="gl-name" href="{mark.href}"{passed}>{html}</a>' if mark.href else html
        case EntryLink() if not mark.href:
            return f'<span class="{mark.kind}"{mark.attributes}>{html}</span>'
        case EntryLink():
            return f'<a class="{mark.kind}" href="{mark.href}"{mark.attributes}{again}>{html}</a>'
        case Tongue():
            return f"<span{language_attribute(mark.language)}>{html}</span>"
        case _:
            assert_never(mark)


def unit_html(unit: Unit, context: PageContext) -> str:
    """Return a block with its id and, outside the text, its number."""
    fragment = urls.paragraph_fragment(unit.id) if unit.id else ""
    identity = f' id="{fragment}"{unpublished_html(fragment, context.lasting)}' if unit.id else ""
    number = _number_html(fragment, unit.number, context.lasting) + aliases_html(fragment, context.lasting)
    if unit.id in context.marked:
        context = context._replace(passages=leaf_passages(lines_of(unit), context.marked[unit.id]))
    match unit:
        case Paragraph():
            return f'<p class="gl-unit"{identity}>{number}{inlines_html(unit.children, context)}</p>'
        case BlockQuotation():
            inner = "\n".join(unit_html(block, context) for block in unit.blocks)
            return f'<blockquote class="gl-unit gl-quotation"{identity}>{number}{inner}</blockquote>'
        case List():
            return f'<div class="gl-unit gl-list"{identity}>{number}{_list_html(unit, context)}</div>'
        case Verse():
            lines = "\n".join(f'<span class="gl-line">{inlines_html(line, context)}</span>' for line in unit.lines)
            return f'<p class="gl-unit gl-verse"{identity}>{number}{lines}</p>'
        case Table():
            return f'<div class="gl-unit gl-table"{identity}>{number}{_table_html(unit, context)}</div>'
        case Figure():
            caption = inlines_html(unit.children, context)
            target = attribute_html(unit.target)
            return (
                f'<figure class="gl-unit gl-figure"{identity} data-target="{target}">{number}'
                f"<figcaption>{caption}</figcaption></figure>"
            )
        case _:
            assert_never(unit)


def front_heading_html(heading: Heading, context: PageContext) -> str:
    """Return a heading of the front matter, which belongs to no division."""
    return f'<p class="gl-front-heading">{inlines_html(heading.children, context)}</p>'


def bibliography_entry_html(entry: BibliographyEntry, context: PageContext) -> str:
    """Return one entry of the printed bibliography as an item of a list."""
    fragment = urls.bibliography_fragment(entry.ordinal)
    return f'<li class="gl-entry" id="{fragment}">{inlines_html(entry.children, context)}</li>'


def printed_entry_html(entry: BibliographyEntry, context: PageContext) -> str:
    """Return the words of an entry of the printed bibliography, beside which more is told of the work."""
    return inlines_html(entry.children, context)


def index_entry_html(entry: IndexEntry, context: PageContext) -> str:
    """Return one entry of the printed index as an item of a list."""
    fragment = context.index_entries.get(entry.spans, "")
    identity = f' id="{fragment}"' if fragment else ""
    if fragment in context.marked:
        context = context._replace(passages=leaf_passages([entry.children], context.marked[fragment]))
    return f'<li class="gl-entry"{identity}>{inlines_html(entry.children, context)}</li>'


def page_break_html(page_break: PageBreak, context: PageContext) -> str:
    """Return the empty element that stands where a printed page begins, pages without text before it included."""
    blank = "".join(blank_page_html(label, context) for label in context.skipped.get(page_break.label, ()))
    if page_break.certainty is Certainty.INTERPOLATED:
        name, kind = f"page {page_break.label}, place inferred", " gl-page--interpolated"
    else:
        name, kind = f"page {page_break.label}", ""
    if _facsimile_of(page_break, context):
        kind += " gl-page--pictured"
    return blank + _page_html(page_break.label, context, name=name, kind=kind)


def facsimile_html(page_break: PageBreak, context: PageContext) -> str:
    """Return the link to the facsimile of the page that begins, "" where there is none.

    It shows the number in the gutter. Like that of a paragraph it is empty and out of the order of keys.
    """
    address = _facsimile_of(page_break, context)
    if address is None:
        return ""
    label = attribute_html(page_break.label)
    kind = " gl-facsimile--interpolated" if page_break.certainty is Certainty.INTERPOLATED else ""
    return (
        f'<a class="gl-facsimile{kind}" href="{escape(address)}" rel="noopener" title="Facsimile of page {label}" '
        f'data-page="{label}" aria-hidden="true" tabindex="-1"></a>'
    )


def _facsimile_of(page_break: PageBreak, context: PageContext) -> str | None:
    return facsimile_address(context.facsimile, page_break.label) if context.facsimile else None


def blank_page_html(label: str, context: PageContext) -> str:
    """Return the empty element of a printed page on which no text stands."""
    return _page_html(label, context, name=f"page {label}, without text", kind=" gl-page--blank")


def _page_html(label: str, context: PageContext, *, name: str, kind: str) -> str:
    fragment = context.page_fragments.get(label) or urls.page_fragment(label)
    identity = f' id="{fragment}"' if context.anchors else ""
    further = aliases_html(fragment, context.lasting) if context.anchors else ""
    return (
        f'{further}<span class="gl-page{kind}"{identity} role="doc-pagebreak" title="{attribute_html(name)}" '
        f'data-page="{attribute_html(label)}"></span>'
    )


def aliases_html(fragment: str, lasting: Lasting) -> str:
    """Return the elements of the further ids that an element answers to; they stand at its beginning."""
    return "".join(
        alias_html(own, alias.words) for alias in lasting.aliases.get(fragment, ()) for own in alias.fragments
    )


def alias_html(fragment: str, words: str) -> str:
    """Return the empty element of a further id; `words` are for readers who come by it.

    The style sheet draws them, also in headings, where no element may have the role of a note.
    """
    return f'<span class="gl-alias" id="{fragment}" role="img" lang="en" aria-label="{attribute_html(words)}"></span>'


def unpublished_html(fragment: str, lasting: Lasting) -> str:
    """Return the attribute of an element whose text of today no version has; "" for others."""
    return " data-unpublished" if fragment in lasting.unpublished else ""


def _number_html(fragment: str, number: str, lasting: Lasting) -> str:
    """Return the link that shows a unit's number in the gutter, with the numbers of what has become a part of it.

    It is empty, so a copied quotation does not hold it; it is hidden from readers by ear and out of the order of keys,
    because it would interrupt them at every paragraph.
    """
    if not fragment or not number:
        return ""
    also = "".join(f", {alias.number}" for alias in lasting.aliases.get(fragment, ()) if alias.number)
    marks = f' data-also="{attribute_html(also)}"' if also else ""
    marks += f' data-provisional title="{PROVISIONAL}"' if fragment in lasting.provisional else ""
    name = attribute_html(number)
    return f'<a class="gl-num" href="#{fragment}" data-n="{name}"{marks} aria-hidden="true" tabindex="-1"></a>'


def _link_html(link: Link, context: PageContext, escape_text: Escape) -> str:
    target = safe_target(link.target)
    inside = context._replace(facsimile=None) if target else context
    children = inlines_html(link.children, inside, escape_text)
    return f'<a href="{escape(target)}" rel="noopener">{children}</a>' if target else children


def _call_html(reference: NoteReference, context: PageContext) -> str:
    label = text_html(reference.label)
    name = attribute_html(f"note {reference.label}")
    call = context.calls.get(reference.span)
    if call is None:  # a call without a note leads nowhere, and says so
        return f'<sup class="gl-call gl-call--lost" title="this note is missing">{label}</sup>'
    return (
        f'<a class="gl-call" id="{call.fragment}" role="doc-noteref" href="{call.href}"'
        f' aria-label="{name}"><sup>{label}</sup></a>'
    )


def _list_html(unit: List, context: PageContext) -> str:
    tag = "ol" if unit.ordered else "ul"
    kind = ' class="gl-labelled"' if any(item.label for item in unit.items) else ""
    items = "\n".join(_item_html(item, context) for item in unit.items)
    return f'<{tag}{kind} role="list">{items}</{tag}>'


def _item_html(item: ListItem, context: PageContext) -> str:
    """Return an item; its printed label is shown as the marks of other lists are, outside the text."""
    label = f' data-label="{attribute_html(item.label)}"' if item.label else ""
    return f"<li{label}>{inlines_html(item.children, context)}</li>"


def _table_html(table: Table, context: PageContext) -> str:
    rows = [
        "\n".join(_cell_html(cell, context, head=table.head and not at) for cell in row)
        for at, row in enumerate(table.rows)
    ]
    head = f"<thead><tr>{rows[0]}</tr></thead>\n" if table.head and rows else ""
    body = "\n".join(f"<tr>{row}</tr>" for row in rows[1 if head else 0 :])
    return f'<table class="gl-rows">{head}<tbody>{body}</tbody></table>'


def _cell_html(cell: Sequence[Inline], context: PageContext, *, head: bool) -> str:
    content = inlines_html(cell, context)
    return f'<th scope="col">{content}</th>' if head else f"<td>{content}</td>"
