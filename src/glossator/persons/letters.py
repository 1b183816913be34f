"""Letters made plain: the one table by which names are sorted, compared and made into ids.

    Łukasiewicz  ->  lukasiewicz        Ærø  ->  aero        ʿAbd  ->  abd        Чехов  ->  чехов, as an id chekhov

What stands here is how letters look. How words sound in several transliterations is the matter of `folding`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that Unicode does not take apart into a letter and an accent.
_WHOLE_LETTERS: Final = str.maketrans(
    dict(zip("đðħıłŋøŧ", "ddhilnot", strict=True)) | {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
)

# For ids, which are read in addresses: as English readers write them.
_CYRILLIC: Final = str.maketrans(
    dict(zip("абвгґдеёэєзиіїыйјклмнопрстћуўф", "abvggdeeeeziiiyyjklmnoprstcuuf", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "џ": "dz", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
    | {"љ": "lj", "њ": "nj", "ђ": "dj", "ъ": "", "ь": ""}
)
_FIRST_MODIFIER, _LAST_MODIFIER = "\u02b0", "\u02ff"  # `ʿ` and `ʾ`, `ʼ`, `ʹ`: letters to Unicode, to a reader signs
_APOSTROPHES: Final = frozenset("'’‘`´")
_RUN: Final = re.compile(r"[a-z0-9]+")


def plain_letters(text: str, *, accents: bool = False) -> str:
    """Return a text in small letters without accents and apostrophes; everything else stays.

    Args:
        text: any text.
        accents: whether accents stay, behind their letters.
    """
    text = text.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_WHOLE_LETTERS)
    return "".join(char for char in text if not _is_sign(char, accents))


def plain_words(text: str, *, accents: bool = False) -> tuple[str, ...]:
    """Return the words of a text in plain letters, without punctuation: `O'Brien-Smith, J.` gives obriensmith, j."""
    letters = plain_letters(text, accents=accents)
    kept = (char for char in letters if char.isalnum() or char.isspace() or unicodedata.combining(char))
    return tuple("".join(kept).split())


def slug(text: str) -> str:
    """Return a text as an id, in the letters a–z and digits, words joined by hyphens; "" if nothing of it is left.

    Cyrillic letters are transliterated; of other alphabets than these nothing is left.
    """
    latin = unicodedata.normalize("NFC", text).lower().translate(_CYRILLIC)
    return "-".join(_RUN.findall(plain_letters(latin)))


def _is_sign(char: str, accents: bool) -> bool:
    return (
        char in _APOSTROPHES
        or _FIRST_MODIFIER <= char <= _LAST_MODIFIER
        or (not accents and unicodedata.combining(char) != 0)
    )
