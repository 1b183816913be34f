"""Where everything stands on the site: the only module that knows addresses.

An address is a path below the site's root, such as `small-print/5/`, with a fragment where it names a place on the
page, such as `small-print/5/#p5.12`. It holds no title, so that a corrected title breaks no link. What is written into
a page is never an address but a *link*, relative to that page: the site then works below any base path, and from a
folder.

    place(division("small-print", "5"), paragraph_fragment("5.12"))    -> "small-print/5/#p5.12"
    link("small-print/bibliography/#b27", page="small-print/5/")            -> "../bibliography/#b27"
"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin

SHELF = ""  # the address of the page that lists all editions
FOLDER_FILE = "index.html"  # the file that a server shows for a folder
PERSONS_LIST = "list"  # the id of the list on the page of all persons, below the picture
LOST_ENTRIES = "lost"  # on the page of an index: entries that the print had, most likely
OTHER_ENTRIES = "others"  # and others that it lacks

_OUTSIDE_FRAGMENT = re.compile(r"[^\w.\-]+")  # what an id of ours never holds
_NEVER_IN_ADDRESS = re.compile(r'[\s"<>\\^`{|}]')
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|[/\\]")  # the beginning of a link that is not relative
_IGNORED_IN_LINK = re.compile(r"[\x00-\x20]+")  # what a browser may pass over in a link
_OTHER_ID = re.compile(  # not a work's
    r"[binprs][\d.]+|(?:at|page|letter|work|works|gl)-.*|__.*|top|notes|cite|lean|\W*"
)


def search() -> str:
    """Return the address of the page on which all books are searched."""
    return "search/"


def search_index(slug: str) -> str:
    """Return the address of the script with what can be found in an edition; search scripts make the same address."""
    return f"{search()}{slug}.js"


def search_shelf() -> str:
    """Return the address of the script that tells which books there are; no slug holds an underscore."""
    return f"{search()}all_books.js"


def edition(slug: str) -> str:
    """Return the address of an edition's title page."""
    return f"{slug}/"


def cover(slug: str) -> str:
    """Return the address of the picture of an edition's cover."""
    return data_file(slug, "cover.svg")


def contents(slug: str) -> str:
    """Return the address of the printed table of contents."""
    return f"{slug}/contents/"


def front(slug: str) -> str:
    """Return the address of the front matter."""
    return f"{slug}/front/"


def division(slug: str, page_division: str) -> str:
    """Return the address of a division that has its own page."""
    return f"{slug}/{page_division}/"


def bibliography(slug: str) -> str:
    """Return the address of the page on which all works stand, those of the printed bibliography and others."""
    return division(slug, "bibliography")


def persons(slug: str) -> str:
    """Return the address of the page that lists all persons."""
    return division(slug, "persons")


def person(slug: str, person_id: str) -> str:
    """Return the address of a person's page."""
    return f"{persons(slug)}{_fragment(person_id)}/"


def audit(slug: str) -> str:
    """Return the address of the page that compares the printed index with the text."""
    return division(slug, "audit")


def history(slug: str) -> str:
    """Return the address of the page that tells what changed from version to version."""
    return division(slug, "history")


def anchors_file(slug: str) -> str:
    """Return the address of the file that holds the published addresses, with the hashes of their texts."""
    return data_file(slug, "anchors.json")


def printed_pages(slug: str) -> str:
    """Return the address of the page that lists all pages of the printed book."""
    return division(slug, "page")


def printed_page(slug: str, label: str) -> str:
    """Return the address that leads to a page of the printed book: `small-print/page/89/`."""
    return f"{printed_pages(slug)}{_fragment(label).strip('.') or '-'}/"


def pages_file(slug: str) -> str:
    """Return the address of the file that tells where each page of the printed book begins."""
    return data_file(slug, "pages.json")


def apparatus(slug: str) -> str:
    """Return the address of the page that lists the readings of the witnesses."""
    return division(slug, "apparatus")


def data_file(slug: str, name: str) -> str:
    """Return the address of a file that an edition offers for download, such as `edition.json`."""
    return f"{slug}/{name}"


def units_file(slug: str, page_division: str) -> str:
    """Return the address of the file with the units of a division that has its own page."""
    return data_file(slug, f"{page_division}/units.json")


def work_file(slug: str, key: str, extension: str) -> str:
    """Return the address of the file with one work, for extension `bib`, `ris` or `json`."""
    return data_file(slug, f"works/{_fragment(key)}.{extension}")


def bibliography_file(slug: str, extension: str) -> str:
    """Return the address of the file with all works, for extension `bib`, `ris` or `csl.json`."""
    return data_file(slug, f"bibliography.{extension}")


def place(page: str, fragment: str) -> str:
    """Return the address of a place on the page at address `page`."""
    return f"{page}#{fragment}"


def page_of(address: str) -> str:
    """Return the address of the page on which a place lies."""
    return address.partition("#")[0]


def fragment_of(address: str) -> str:
    """Return the id of the place on its page; "" for a page."""
    return address.partition("#")[2]


def section_fragment(section_id: str) -> str:
    """Return the id of a section's heading: `5.s2` gives `s5.2`, a section inside it, `5.s2.s1`, gives `s5.2.1`."""
    return "s" + _fragment(section_id.replace(".s", "."))


def paragraph_fragment(paragraph_id: str) -> str:
    """Return the id of a paragraph's element: `5.12` gives `p5.12`."""
    return "p" + _fragment(paragraph_id)


def note_fragment(note_id: str) -> str:
    """Return the id of a note's element, `n136`."""
    return _fragment(note_id)


def call_fragment(note_id: str, ordinal: int = 1) -> str:
    """Return the id of a call: `n136` gives `r136`, the note's second call in the book gives `r136-call2`."""
    fragment = "r" + _fragment(note_id.removeprefix("n"))
    return fragment if ordinal == 1 else f"{fragment}-call{ordinal}"


def page_fragment(label: str) -> str:
    """Return the id of the place where a printed page begins: `89` gives `page-89`."""
    return "page-" + _fragment(label)


def naming_fragment(person_id: str, label: str) -> str:
    """Return the id of the first name of a person on a printed page: `hume` on page 129 gives `at-129-hume`."""
    return f"at-{_fragment(label)}-{_fragment(person_id)}"


def bibliography_fragment(ordinal: int) -> str:
    """Return the id of an entry of the printed bibliography."""
    return f"b{ordinal}"


def work_fragment(key: str) -> str:
    """Return the id of a work's element, its key; a key that looks like another id of ours gets `work-` before it."""
    fragment = _fragment(key)
    return f"work-{fragment}" if _OTHER_ID.fullmatch(fragment) else fragment


def index_fragment(ordinal: int) -> str:
    """Return the id of an entry of the printed index; `ordinal` counts from 1."""
    return f"i{ordinal}"


def supplement_fragment(ordinal: int) -> str:
    """Return the id of an entry that the printed index lacks; `ordinal` counts from 1."""
    return f"x{ordinal}"


def found_fragment(mark: str) -> str:
    """Return the id of the explanation of a mark at the locators of an index."""
    return f"found-{mark}"


def witness_fragment(siglum: str) -> str:
    """Return the id of what is told of a witness."""
    return f"witness-{_fragment(siglum)}"


def readings_fragment(unit_id: str) -> str:
    """Return the id under which the page of all readings has those of a unit, a note or a division."""
    return f"readings-{_fragment(unit_id)}"


def letter_fragment(letter: str) -> str:
    """Return the id of a heading inside the printed index."""
    name = _fragment(letter.casefold())
    return f"letter-{name}" if name.strip("-") else "letter-other"


def source_file(address: str) -> str:
    """Return the file that mkdocs builds the page at `address` from: `small-print/5/` gives `small-print/5/index.md`.

    Each page is the index of its own folder, because one of them may be called `index` itself.
    """
    return f"{address}index.md"


def page_file(address: str) -> str:
    """Return the file of the page at `address`, for those that mkdocs does not make."""
    return f"{address}{FOLDER_FILE}"


def link(address: str, page: str) -> str:
    """Return what leads from the page at address `page` to `address`.

    A place on the same page gives the fragment alone; the page itself gives `./`.
    """
    path, mark, fragment = address.partition("#")
    if path == page:
        return mark + fragment if mark else "./"
    here = page.split("/")[:-1]  # folders that the page lies in: its address ends in a slash
    *there, last = path.split("/")
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    relative = "../" * (len(here) - common) + "/".join([*there[common:], last])
    return (relative or "./") + mark + fragment


def missing_file(path: str) -> str:
    """Return what the path of a link lacks where no server shows a folder's page: the name of that page's file.

    `../5/` lacks `index.html` and `..` lacks `/index.html`; the path of a file lacks nothing, nor does a link that is
    not relative.

    Args:
        path: a link up to its `?` or `#`.
    """
    if not path or _ELSEWHERE.match(_IGNORED_IN_LINK.sub("", path)):
        return ""
    name = path.rpartition("/")[2]
    if name in {".", ".."}:
        return f"/{FOLDER_FILE}"
    return "" if name else FOLDER_FILE


def versioned(address: str, version: str | None) -> str:
    """Return an address with the version of the edition that somebody read: `small-print/5/?v=1#p5.12`."""
    page, mark, fragment = address.partition("#")
    return f"{page}?v={quote(version, safe='')}{mark}{fragment}" if version else address


def canonical(site_url: str | None, address: str) -> str | None:
    """Return the full address that may be printed and copied; None where the editor has set no `site_url`.

    It holds no white space and no character that ends an address somewhere: `"`, `<`, `{`.
    """
    if not site_url:
        return None
    return _NEVER_IN_ADDRESS.sub(lambda found: quote(found[0]), urljoin(site_url.rstrip("/") + "/", address))


def _fragment(text: str) -> str:
    return _OUTSIDE_FRAGMENT.sub("-", text)
