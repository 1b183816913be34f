"""The small words of references, in the languages of scholarly books, as patterns.

Each pattern is anchored where it is used (`match`) and has no nested repetition, so that no text makes it run away.
English, German, French, Italian, Czech, Polish and Russian are covered, Russian in Cyrillic and in transliteration.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from glossator.model import CitationForm

_DASH: Final = "[–—−‑-]"

# --- locators ----------------------------------------------------------------------------------------------------

# CSL locator term -> how books write it; a point may follow each.
_LABELS: Final = {
    "page": "pp|p|pages|page|ss|s|str|seiten|seite|pag|сс|с|стр",
    "document": "documents|document|docs|doc|doks|dok|nr|dokument|док",
    "chapter": "chapters|chapter|chaps|chap|ch|kapitel|kap|cap|гл",
    "note": "notes|note|nn|n|fn|anm|anmerkung|pozn|прим",
    "table": "tables|table|tab|табл",
    "figure": "figures|figure|figs|fig|abb|рис",
    "column": "columns|column|cols|col|spalte|sp|стб",
    "folio": "folios|folio|fols|fol|ff|ll|лл|л",
    "section": "sections|section|sect|sec|§§|§",
    "paragraph": "paragraphs|paragraph|paras|para|¶",
    "line": "lines|line|řádek",
    "verse": "verses|verse|vv",
    "box": "boxes|box|karton|kart",
    "appendix": "appendix|anhang|příl",
}
_LABEL_OF: Final = {form: term for term, forms in _LABELS.items() for form in forms.split("|")}
_LABEL_FORMS: Final = "|".join(sorted(_LABEL_OF, key=len, reverse=True))

_FIGURE: Final = rf"(?:\d{{1,5}}(?:\s?{_DASH}\s?\d{{1,5}})?[a-c]?(?:\s?ff?\b\.?)?)(?![\w%])(?!\.\d)"
_ROMAN: Final = rf"(?:[ivxlcdm]{{1,8}}(?:{_DASH}[ivxlcdm]{{1,8}})?|[IVXLCDM]{{1,8}}(?:{_DASH}[IVXLCDM]{{1,8}})?)(?!\w)"
_AND: Final = r"(?:and|und|et|e|a|i|oraz|и|&|u)"

LABEL: Final = re.compile(
    rf"\(?\s?(?P<label>{_LABEL_FORMS})(?:\b|(?<=[§¶]))\.{{0,2}}\s*(?=[\divxlcdmIVXLCDM])", re.IGNORECASE
)
NUMBER: Final = re.compile(rf"{_FIGURE}|{_ROMAN}")
MORE_NUMBERS: Final = re.compile(rf"(?:\s?[,;/]\s?|\s?,?\s{_AND}\s)(?={_FIGURE}|{_ROMAN}(?!\.))")
STRAY_NUMBERS: Final = re.compile(rf"\.\s(?=\d{{1,4}}{_DASH}\d{{1,4}}\b(?!\.\d))")

# --- volumes, issues, dates, years ---------------------------------------------------------------------------------

VOLUME: Final = re.compile(
    r"(?<![^\W_])\(?\s?(?:volumes|volume|vols|vol|tomes|tome|tom|t|svazek|sv|bände|bände|band|bd|díl|d|tomy|part|teil|т|том)"
    rf"\b\.?,?\s*(?P<volume>\d{{1,3}}(?:[,/]\d{{1,2}}(?!\d))?(?:\s?{_DASH}\s?\d{{1,3}})?|[IVXLCDM]{{1,8}}(?:{_DASH}[IVXLCDM]{{1,8}})?)"
    r"(?![\w%])(?:,\s?(?:part|teil|pt|č)\.?\s?\d{1,3})?",
    re.IGNORECASE,
)
VOLUME_NUMBER: Final = re.compile(r"(?:no|nr|č|№)\.?\s?(?P<volume>[IVXLCDM]{1,8})(?!\w)", re.IGNORECASE)
BARE_VOLUME: Final = re.compile(
    rf"(?P<volume>\d{{1,2}}|[IVXLCDM]{{1,6}})(?:\.?,?\s(?=\(?(?:{_LABEL_FORMS})\.?\s?\d)|,\s(?=\d{{1,4}}{_DASH}\d))",
    re.IGNORECASE,
)
VOLUME_AND_PAGE: Final = re.compile(r"(?P<volume>\d{1,2}):(?=\d{1,4}(?!\d))")
VOLUMES_TOTAL: Final = re.compile(r"(?P<volumes>\d{1,3})\s?(?:vols?|volumes|bde|bände|sv|t|т)\b\.?", re.IGNORECASE)

YEAR: Final = re.compile(
    r"(?P<year>1[4-9]\d\d|20\d\d)(?![\d.]*\.\d)(?:\s?[/–—-]\s?(?:\d{4}|\d{2})(?!\d))?(?:\s?(?:gg?|goda|godov|godu|godach|года|годов|roku|r)\b\.?)?(?!\w)"
)
ISSUE: Final = re.compile(
    r"(?<![^\W_])(?:(?:no|nr|num|heft|h|č|issue|№|вып)\b\.?\s?)?(?P<issue>(?!1[4-9]\d\d\s?/|20\d\d\s?/)\d{1,4}(?:[–-]\d{1,4})?\s?/\s?\d{2,4}(?!\d)|(?:no|nr|č|№|heft)\b\.?\s?\d{1,4}(?:[–/-]\d{1,4}){0,2}(?!\w))",
    re.IGNORECASE,
)
_MONTH: Final = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|fév|avr|juin|juil|août|déc|led|úno|bře|dub|kvě|čer|"
    r"srp|zář|říj|lis|pro|stycz|lut|kwie|maj|czer|lip|sier|wrze|paź|gru|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек)"
    r"[^\W\d_]{0,8}\.?"
)
_DAY: Final = r"\d{1,2}\.\s?(?:\d{1,2}\.\s?)?"
DATE: Final = re.compile(
    rf"(?:{_DAY}(?:,\s?|\s?{_AND}\s|\s?{_DASH}\s?)){{0,4}}\d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:1[4-9]|20)\d\d(?!\d)"
    rf"|\d{{1,2}}\.?\s{_MONTH},?\s(?:1[4-9]|20)\d\d(?!\d)"
    rf"|(?<![^\W_]){_MONTH}\s\d{{1,2}},\s(?:1[4-9]|20)\d\d(?!\d)",
    re.IGNORECASE,
)

# A span of time in a title: "July 1943–March 1945".
MONTHS: Final = re.compile(
    rf"{_MONTH}\s?(?:1[4-9]|20)\d\d\s?{_DASH}\s?{_MONTH}\s?(?:1[4-9]|20)\d\d(?!\d)"
    rf"|\d{{1,2}}\.?\s{_MONTH}\s(?:1[4-9]|20)\d\d(?:\sg\.)?\s?{_DASH}\s?\d{{1,2}}\.?\s{_MONTH}\s(?:1[4-9]|20)\d\d(?!\d)(?:\sg\.)?",
    re.IGNORECASE,
)

# --- persons around a title ------------------------------------------------------------------------------------------

EDITOR_MARK: Final = re.compile(
    r"(?<![^\W_])\(?\s?(?:eds|edd|ed|edited\sby|editors?|hrsg|herausgegeben\svon|hg|hgg|vyd|redakce|red|pod\sred|pod\sredakciej|"
    r"published\sby|sous\sla\sdirection\sde|dir|a\scura\sdi|под\sред|ред|сост|sost)\b\.?:?\)?:?\s?",
    re.IGNORECASE,
)
TRANSLATION_MARK: Final = re.compile(
    r"\(?\s?(?:transl|trans|translated|übers|übersetzt|aus\sdem|traduit|přel|přeložil|z\s\w+štiny|from|пер)\b",
    re.IGNORECASE,
)
AND_OTHERS: Final = re.compile(
    r"(?:,?\s(?:et\sal|and\scol|and\sothers|and\soth|a\skol|u\.\s?a|i\sdr|a\sdr|и\sдр|etc))(?!\w)\.?", re.IGNORECASE
)
EDITION: Final = re.compile(
    r"(?P<edition>\d{1,2})(?:st|nd|rd|th|\.)?\s?(?:revised\s|rev\.\s|enl\.\s|überarb\.\s)?(?:edition|edn|ed|aufl|auflage|vyd|vydání|izd|изд)\b\.?",
    re.IGNORECASE,
)
CONTAINER: Final = re.compile(
    r"\(?(?:(?:in|In|IN|dans)(?P<colon>:)?(?:\s(?:collection|sammelband|sb\.|sborník|sb))?|(?:v|w|v\skn\.|в|В|в\sкн\.):)\s"
)

# --- repetition, signals, classes of source --------------------------------------------------------------------------

_REPETITIONS: Final = (
    (CitationForm.IBID, r"ibidem|ibid|ib|ebenda|ebd|ebda|tamtéž|tamtež|tamtez|tamże|tamze|там\sже|tam\szhe|ivi|ibídem"),
    (
        CitationForm.IDEM,
        r"idem|eadem|iidem|ders|dies|derselbe|dieselbe|týž|tyz|tenże|он\sже",
    ),
    (
        CitationForm.OP_CIT,
        r"op\.?\s?cit|loc\.?\s?cit|a\.?\s?a\.?\s?o|art\.?\s?cit|cit\.\sdílo|c\.\sd|dz\.\scyt|ук\.\sсоч|указ\.\sсоч",
    ),
)
REPETITION: Final = re.compile(
    "|".join(rf"(?P<{form.name}>{words})" for form, words in _REPETITIONS) + r"", re.IGNORECASE
)
AFTER_REPETITION: Final = re.compile(r"(?!\w)\.?")

_SIGNALS: Final = (
    r"(?:see|see,|cf|compare|also|too|e\.g|i\.e|for\s(?:more\s)?(?:details?|information|example|instance)|"
    r"in\s(?:more\s)?detail|viz|vgl|siehe|s\.a|auch|sh|so|voir|aussi|srov|viz\stéž|též|rovněž|podrobněji|"
    r"ср|см|напр|cited\s(?:according\sto|after|in|by)|quoted\s(?:in|from)|zit\.\s(?:nach|bei)|cit\.\spodle|"
    r"by\sthe\ssame\sauthor|vom\sselben\sautor|od\stéhož|according\sto|more\s(?:details|recently|generally)|generally|similarly|identically|and|but|or)"
)
SIGNAL: Final = re.compile(rf"{_SIGNALS}\b[.,:]*\s*", re.IGNORECASE)
AFTER_SIGNAL: Final = re.compile(rf"(?<![^\W_]){_SIGNALS}[.,:]*\s*$", re.IGNORECASE)
ALIAS_DEFINED: Final = re.compile(
    r"[(\[](?:hereafter|hereinafter|henceforth|cited\sas|from\snow\son|im\sfolgenden|künftig|fortan|zit\.\sals|dále|dále\sjen|"
    r"ci-après|далее|dalej)(?:\s(?:cited\sas|as|zitiert|zit|jen|cité))?:?\s[\"“„«]?(?P<alias>[^()\[\]\"“”„«»]{2,60}?)[\"”“»]?[)\]]",
    re.IGNORECASE,
)

ARCHIVE_WORD: Final = re.compile(
    r"(?:archiv\w*|archives?|archiwum|archivio|library|bibliothek|knihovna|bibliothèque|nachlass|nachlaß|papers|fonds?|архив\w*|"
    r"arkhiv\w*)(?!\w)",
    re.IGNORECASE,
)
SHELFMARK: Final = re.compile(
    r"(?:f|fond|op|opis|d|delo|e\.\s?ch|ed\.\s?khr|l|ll|list|box|folder|file|bestand|best|sign|signatur|inv\.\sč|kart|karton|ms|mss|"
    r"cod|vol|v|no|nr|fol|ф|оп|д|л|лл|ед\.\s?хр)\b\.?\s?(?P<value>(?:\d[\d–/-]{0,8}|[IVXLC]{1,6})(?:\s?(?-i:[A-Z]{1,2})\b)?)",
    re.IGNORECASE,
)
SHELFMARK_START: Final = re.compile(
    r"\(?(?:f|fond|ф|bestand|box|ms|cod|kart|karton|inv|sign|no|nr|fol)\b\.?\s?\d", re.IGNORECASE
)


class Place(NamedTuple):
    """A locator as it stands in a text."""

    label: str  # CSL term; "" where the print has none
    value: str  # verbatim
    start: int
    end: int


def locator_at(text: str, at: int, end: int) -> Place | None:
    """Return the labelled locator that begins at `at`, with all numbers under its label, or None.

    `pp. 156, 159` and `pp. 650–652 and 663` are one; what follows another label is not in it.
    """
    label = LABEL.match(text, at, end)
    if label is None:
        return None
    place = numbers_at(text, label.end(), end)
    if place is None:
        return None
    shown = label["label"].lower()
    return Place(_LABEL_OF[shown], place.value, label.start("label"), place.end)


def numbers_at(text: str, at: int, end: int) -> Place | None:
    """Return the list of numbers that begins at `at`, without label, or None."""
    number = NUMBER.match(text, at, end)
    if number is None:
        return None
    last = number.end()
    while more := (MORE_NUMBERS.match(text, last, end) or STRAY_NUMBERS.match(text, last, end)):
        number = NUMBER.match(text, more.end(), end)
        if number is None or _counts_something(text, number.end(), end):
            break
        last = number.end()
    value = text[at:last]
    if value.endswith("."):
        value = value[:-1]
    return Place("", value, at, at + len(value))


_COUNTED: Final = re.compile(r"(?:\.\d|\s(?!and|und|et|ff?|a|i|etc)[^\W\d_]{2,}|\s?%)")


def _counts_something(text: str, at: int, end: int) -> bool:
    """Tell whether a number that ends at `at` counts things: `pp. 12, 15 soldiers`."""
    found = _COUNTED.match(text, at, end)
    return found is not None and found[0].strip()[:1].islower()


def repetition_at(text: str, at: int, end: int) -> tuple[CitationForm, int] | None:
    """Return the form and the end of an ibid., idem or op. cit. that begins at `at`, or None."""
    found = REPETITION.match(text, at, end)
    if found is None or found.lastgroup is None:
        return None
    closed = AFTER_REPETITION.match(text, found.end(), end)
    if closed is None:
        return None
    return CitationForm[found.lastgroup], closed.end()
