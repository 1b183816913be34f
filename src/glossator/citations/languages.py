"""In which language and script a title is: what the bibliography file says of the work, and the letters of the title.

    langid = russian, "Istorija Rossii"  ->  ru-Latn
    langid = russian, "История России"   ->  ru

Nothing is guessed: a work without `langid` or `language` has titles in no known language.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from glossator.citations.record import full_title
from glossator.model import Work

_LANGUAGES: Final = {  # as babel names them -> BCP 47
    "american": "en-US", "arabic": "ar", "armenian": "hy", "australian": "en-AU", "austrian": "de-AT",
    "belarusian": "be", "brazilian": "pt-BR", "british": "en-GB", "bulgarian": "bg", "catalan": "ca", "chinese": "zh",
    "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "estonian": "et", "finnish": "fi",
    "francais": "fr", "french": "fr", "georgian": "ka", "german": "de", "greek": "el", "hebrew": "he",
    "hungarian": "hu", "italian": "it", "japanese": "ja", "latin": "la", "latvian": "lv", "lithuanian": "lt",
    "macedonian": "mk", "magyar": "hu", "naustrian": "de-AT", "ngerman": "de", "norsk": "nb", "norwegian": "no",
    "nswissgerman": "de-CH", "nynorsk": "nn", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro",
    "russian": "ru", "serbian": "sr", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "spanish": "es",
    "swedish": "sv", "swissgerman": "de-CH", "turkish": "tr", "ukenglish": "en-GB", "ukrainian": "uk",
    "usenglish": "en-US", "yiddish": "yi",
}  # fmt: skip
_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ROMAN: Final = ("LATIN ", "MODIFIER LETTER ")  # a soft sign is written `ʹ`
_OTHER_SCRIPT: Final = frozenset({"ar", "be", "bg", "el", "fa", "he", "hy", "ja", "ka", "mk", "ru", "uk", "yi", "zh"})
_ROMANIZED: Final = "-Latn"


def language_of(work: Work) -> str:
    """Return the language of a work as BCP 47, or "" where it is not known; the script is that of its title."""
    return language_of_title(work, full_title(work.fields) or full_title(work.fields, "book"))


def language_of_title(work: Work, title: str) -> str:
    """Return the language of a title of a work, as some page prints it, or "" where it is not known.

    `langid` comes before `language`. A title in Latin letters of a language that has its own is a transliteration:
    `ru-Latn` for `Istorija`, `ru` for `История`.
    """
    return _in_script_of(_tag(work.fields.get("langid") or work.fields.get("language", "")), title)


def language_of_original(work: Work, title: str) -> str:
    """Return the language of the title of the original of a translation, by `origlanguage`; "" if it is not known."""
    return _in_script_of(_tag(work.fields.get("origlanguage", "")), title)


def is_other_language(language: str, around: str) -> bool:
    """Tell whether words in a language must be marked in a text: varieties, such as British English, need not be.

    Args:
        language: of the words; "" where it is not known: then nothing can be said of them.
        around: of the text in which they stand.
    """
    return bool(language) and _plain(language) != _plain(around)


def _tag(named: str) -> str:
    return _LANGUAGES.get(named.lower(), named if _TAG.fullmatch(named) else "")


def _in_script_of(tag: str, title: str) -> str:
    if tag.removesuffix(_ROMANIZED) not in _OTHER_SCRIPT:
        return tag
    letters = [char for char in title if char.isalpha()]
    romanized = letters and all(unicodedata.name(char, "").startswith(_ROMAN) for char in letters)
    return f"{tag.removesuffix(_ROMANIZED)}{_ROMANIZED}" if romanized else tag.removesuffix(_ROMANIZED)


def _plain(tag: str) -> str:
    """Return a tag without region and variant: `en` for `en-GB`, `ru-latn` for `ru-Latn`."""
    language, *rest = tag.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    return f"{language}-{script}"
