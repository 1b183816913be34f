"""Finds, verifies and reads the text files that an edition is made from.

A witness is input, pinned by its SHA-256 in `edition.yml` and never changed. It is looked for in
`content/SLUG/witnesses/`, which git ignores, then in `shared/witnesses/` beside the project, which several projects
can use. What its lines mean is not known here.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from glossator.config import CONTENT, EDITION_FILE, load_edition_config
from glossator.diagnostics import GlossatorError, Place, shown_path
from glossator.files import MEGABYTE, FileRules, decode_utf8, position_of_byte, read_bytes, write_atomically
from glossator.model import Witness

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.config import WitnessConfig
    from glossator.source.zones import Notation

WITNESS_FILE = FileRules(unreadable="witness-unreadable", too_large="witness-too-large", not_utf8="witness-not-utf8")

_ONLY_LINE_ENDS = "only the line ends differ"


def find_witness(root: Path, slug: str, name: str) -> Path | None:
    """Return where the witness file called `name` lies, or None where it is in none of its places.

    Whatever stands at the place counts, a folder or a dead link too: `read_witness` says what is wrong with it.
    """
    places = (_own_folder(root, slug) / name, root.resolve().parent / "shared" / "witnesses" / name)
    return next((path for path in places if os.path.lexists(path)), None)


def read_witness(path: Path, config: WitnessConfig, limit_mb: int, recognize: Callable[[str], Notation]) -> Witness:
    """Read the witness at `path` and verify that it is the one that edition.yml declares.

    Args:
        path: where it lies, see `find_witness`.
        config: what edition.yml says of it.
        limit_mb: how large it may be; a larger file is not read.
        recognize: tells the notation of a text; asked where edition.yml says `auto`.

    Raises:
        GlossatorError: it cannot be read, is too large, empty, altered, binary or not UTF-8.
    """
    data = read_bytes(path, limit_mb * MEGABYTE, WITNESS_FILE)
    place = Place(shown_path(path))
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise GlossatorError("the witness is empty", place, rule="witness-empty")
    found = hashlib.sha256(data).hexdigest()
    if found != config.sha256:
        message = (
            f"the file is not the one that {config.declared} declares: its SHA-256 is {found}, not {config.sha256}"
        )
        raise GlossatorError(message, place, _what_changed(data, config), rule="witness-altered")
    text = _text(data, path)
    dialect, zones = recognize(text) if config.dialect == "auto" else (config.dialect, ())
    return Witness(config.siglum, place.file, found, dialect, text, zones)


def add_witness(root: Path, slug: str, file: Path) -> Path:
    """Copy `file` to its place below content/SLUG/witnesses/ and return that place.

    Its SHA-256 tells which witness of the edition it is; its own name does not matter. Either the whole file is
    there afterwards or what was there before.

    Raises:
        GlossatorError: there is no such edition, the file cannot be read or is none of its witnesses, or it cannot
            be written.
    """
    config = load_edition_config(root, slug)
    data = read_bytes(file, config.size_limit_mb * MEGABYTE, WITNESS_FILE)
    found = hashlib.sha256(data).hexdigest()
    witness = next((witness for witness in config.witnesses if witness.sha256 == found), None)
    if witness is None:
        declared = f"{CONTENT}/{slug}/{EDITION_FILE}"
        message = f"the file is no witness of {slug}: its SHA-256 {found} does not stand in {declared}"
        hints = (_what_changed(data, witness) for witness in config.witnesses)
        hint = next((hint for hint in hints if hint.startswith(_ONLY_LINE_ENDS)), "")
        raise GlossatorError(message, Place(shown_path(file)), hint, rule="witness-not-listed")
    _text(data, file)
    target = _own_folder(root, slug) / witness.file
    try:
        write_atomically(target, data)
    except OSError as error:
        message = f"the witness cannot be written: {error.strerror or error}"
        hint = "look at the folder's permissions and at the space left on the disk"
        raise GlossatorError(message, Place(shown_path(target)), hint) from None
    return target


def _own_folder(root: Path, slug: str) -> Path:
    return root / CONTENT / slug / "witnesses"


def _text(data: bytes, path: Path) -> str:
    """Return the bytes as text, exactly: line ends and a byte order mark stay, since every offset counts from here."""
    nul = data.find(b"\0")
    if nul < 0:
        return decode_utf8(data, path, WITNESS_FILE)
    place = Place(shown_path(path))
    with contextlib.suppress(UnicodeDecodeError):  # where the bytes before it are no text either, lines mean nothing
        position = position_of_byte(data, nul)
        place = Place(place.file, position.line, position.column)
    raise GlossatorError(f"byte {nul} is NUL: this is no text file", place, rule="witness-binary")


def _what_changed(data: bytes, config: WitnessConfig) -> str:
    """Return what to do about a file with another checksum, by the likeliest cause."""
    unix = data.replace(b"\r\n", b"\n")
    for other, ends in ((unix, "LF"), (unix.replace(b"\n", b"\r\n"), "CR LF")):
        if hashlib.sha256(other).hexdigest() == config.sha256:
            return (
                f"{_ONLY_LINE_ENDS}: the declared file ends its lines with {ends}; fetch it again without converting it"
            )
    if b"\0" in data:
        return "this is no text file; put the OCR text in its place"
    place = f"{config.declared.file}:{config.declared.line}"
    return f"restore the file; or, if you want this text (addresses stay), write its SHA-256 into {place}"
