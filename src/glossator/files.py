"""Reads the bytes and the text of a file that a person supplied, and says in plain words why it cannot.

Nothing here knows what the file means: which rule a fault breaks is the caller's to say, since a witness and an
editor's YAML fail under different names.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.diagnostics import GlossatorError, Place, shown_path
from glossator.spans import Position

if TYPE_CHECKING:
    from pathlib import Path

# Byte order marks of the encodings that office programs on Windows write for "Unicode".
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class FileRules:
    """Names of the rules that a file of one kind can break."""

    unreadable: str
    too_large: str
    not_utf8: str


def read_bytes(path: Path, limit: int, rules: FileRules) -> bytes:
    """Return the content of an ordinary file of at most `limit` bytes; links are followed.

    Raises:
        GlossatorError: it is missing, a folder, a pipe or device, larger than `limit`, or may not be read.
    """
    place = Place(shown_path(path))

    def fault(message: str, hint: str = "", rule: str = rules.unreadable) -> GlossatorError:
        return GlossatorError(message, place, hint, rule=rule)

    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise fault("this is a folder, not a file")
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            raise fault("this is no ordinary file")
        with path.open("rb") as file:
            # By size first: a gigantic file is never read. The file may grow in between, so the reading is bounded too.
            data = file.read(limit + 1) if status.st_size <= limit else b""
    except FileNotFoundError:
        dead = path.is_symlink()
        raise fault("this link leads to no file" if dead else "there is no such file") from None
    except PermissionError:
        raise fault("this file may not be read", "give yourself permission to read it") from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise fault("this link leads round in a circle") from None
        raise fault(f"this file cannot be read: {error.strerror or error}") from None
    if status.st_size > limit or len(data) > limit:
        size = max(status.st_size, len(data))
        message = f"this file has {_megabytes(size)} MB; the limit is {_megabytes(limit)} MB"
        raise fault(message, rule=rules.too_large)
    return data


def decode_utf8(data: bytes, path: Path, rules: FileRules) -> str:
    """Return the bytes of `path` as text; nothing is normalized, and a byte order mark stays.

    Raises:
        GlossatorError: they are not UTF-8; with the place of the first wrong byte.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        position = position_of_byte(data, error.start)
        place = Place(shown_path(path), position.line, position.column)
        if data.startswith(_UTF16_MARKS):
            raise GlossatorError("this file is UTF-16, not UTF-8", place, rule=rules.not_utf8) from None
        message = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
        raise GlossatorError(message, place, rule=rules.not_utf8) from None


def position_of_byte(data: bytes, offset: int) -> Position:
    """Return line and column of the byte at `offset`; all bytes before it must be UTF-8."""
    before = data[:offset].decode("utf-8")
    return Position(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _megabytes(size: int) -> str:
    """Return a size in MB with as many digits as tell two sizes apart, never rounded to the other side of a limit."""
    return f"{size / MEGABYTE:.6f}".rstrip("0").rstrip(".")


def write_atomically(target: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees half of it: beside its place first, then by renaming.

    Raises:
        OSError: the folder cannot be written to; what was there before stays.
    """
    import tempfile  # slow to import, and only needed here

    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".incoming-", dir=target.parent)
    temporary = type(target)(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        temporary.chmod(0o644)  # mkstemp gives it to nobody else
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
