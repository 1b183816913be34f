"""A headword or a name in its parts.

    Hume, David (1711–1776)     family Hume, given David, dates 1711–1776
    King, Martin Luther, Jr     family King, given Martin Luther, rest Jr.
    Lamarck, Jean de            family Lamarck, given Jean de
    de la Cruz, Maria           particles de la, family Cruz, given Maria
    Mary, Queen of Scots        family Mary, rest Queen of Scots
    Shubin Arkady P             family Shubin, given Arkady P.: a comma was lost
    James Boswell the younger   as a name in the order of speech: family Boswell, given James, rest the younger

What a list sorts by is the family name. A name that is not turned round, `Anselm of Laon`, is one whole: all of it is
`family`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from glossator.folding import fold
from glossator.persons.lexemes import PARTICLES, RANKS

_NUMERAL: Final = re.compile(r"[IVX]{1,5}")  # of a ruler
_LOST_POINT: Final = frozenset({"Jr", "Sr", "Esq"})
_SUFFIX: Final = re.compile(r"(?:Jr|Sr|Esq)\.?")
_IN_BRACKETS: Final = re.compile(r"\(([^()]{0,80})\)")
_DATES: Final = re.compile(r"(?:[a-z]{1,4}\.\s*|[*†]\s*)?[0-9]")  # "1711–1776", "b. 1711", "*1711"
_INITIAL_AT_END: Final = re.compile(r"(?:^|[ .])[^\W\d_]$|\.\s?(?:Y[aeou]|[CKSZ]h|Ts)$")  # "J", "V. Ya"
_JOINED_PARTICLE: Final = re.compile(r"([^\W\d_]{1,4}['’-])[^\W\d_]")  # "al-Khwarizmi", "d'Alembert"
_GIVEN_LAST: Final = re.compile(r"[^\W\d_]+-[^\W\d_]+")  # "Sun Yat-sen": Chinese and Korean names, family first
_BEFORE_A_NAME: Final = "ʿʾ'’‘"
_BYNAME: Final = frozenset({"of", "the", "der"})  # what they begin is no family name: "James Boswell the younger"
_BYNAME_OR_PARTICLE: Final = frozenset({"da", "di"})  # "Leonardo da Vinci", but "Maria Helena da Silva"


class NameParts(NamedTuple):
    """The parts of a name, each as it is written; "" for one that is missing."""

    family: str  # what a list sorts by: the family name, or the whole of a name that is not turned round
    given: str = ""  # forenames and initials, and particles that a list puts behind them: "Ludwig van"
    particles: str = ""  # those that stand before the family name in a list: "de la", "al-"
    rest: str = ""  # what else follows: "Jr.", "the younger", "king of England", "Earl of Sheffield"
    dates: str = ""  # in brackets or behind a comma; neither a list nor the standard name has them

    def __str__(self) -> str:
        """Return the name as a list has it, inverted: `King, Martin Luther, Jr.`."""
        name = ", ".join(part for part in (whole_family(self), self.given) if part)
        return name + _behind(self.rest) if self.rest else name


def whole_family(parts: NameParts) -> str:
    """Return the family name with the particles before it."""
    return _put_before(parts.particles, parts.family)


def in_speech(parts: NameParts) -> str:
    """Return a name in the order of speech, without dates: `Martin Luther King, Jr.`.

    Only forenames are put first: `James I, king of England` stays as it is.
    """
    family, given, rest = whole_family(parts), parts.given, parts.rest
    name = _put_before(given, family)
    if not rest:
        return name
    first, last = rest.split()[0], rest.split()[-1]
    if given and last.islower() and _is_rank(first):  # "Sheffield, John Baker Holroyd, Earl of"
        return f"{given}, {rest} {family}"
    if given and (first in _BYNAME or _NUMERAL.fullmatch(rest)):  # "James Boswell the younger"
        return f"{name} {rest}"
    return name + _behind(rest)


def _put_before(words: str, name: str) -> str:
    """Return a name with particles or forenames before it, of which the last may be joined to it: `al-`, `d'`."""
    return f"{words}{name}" if words[-1:] in {"", "-", "'", "’"} else f"{words} {name}"


def _behind(rest: str) -> str:
    return f" {rest}" if rest.startswith("(") else f", {rest}"


# --- headwords ---------------------------------------------------------------------------------------------------


def parts_of_headword(headword: str) -> NameParts:
    """Return the parts of a headword; points that it lost at its end with other punctuation are put back."""
    plain, dates = _without_dates(headword)
    before, *behind = (part.strip() for part in plain.split(","))
    words = before.split()
    if not any(behind) and _lost_its_comma(words):
        return NameParts(words[0], _with_point(" ".join(words[1:])), dates=dates)
    given = ""
    rest: list[str] = []
    titled = False
    for part in filter(None, behind):
        if _DATES.match(part):
            dates = dates or part
        elif given or titled or _is_suffix(part):
            rest.append(part)
        else:
            given, other = _split_forenames(part)
            rest += [other] if other else []
            titled = bool(other)
    rest = [f"{part}." if part in _LOST_POINT else part for part in rest]
    particles, family = _split_particles(words)
    return NameParts(family, _with_point(given), particles, ", ".join(rest), dates)


def _without_dates(name: str) -> tuple[str, str]:
    """Return a name without the brackets that hold figures, and what stood in these."""
    if "(" not in name:
        return name, ""
    dates = [inner for inner in _IN_BRACKETS.findall(name) if _has_figure(inner)]
    plain = _IN_BRACKETS.sub(lambda match: " " if _has_figure(match[1]) else match[0], name)
    return plain, ", ".join(dates)


def _has_figure(text: str) -> bool:
    return any(map(str.isdigit, text))


def _with_point(given: str) -> str:
    """Return forenames with the point of the last initial."""
    return f"{given}." if _INITIAL_AT_END.search(given) else given


def _is_suffix(part: str) -> bool:
    """Tell whether a part between commas is `Jr.` or `III`; a single letter is an initial."""
    return len(part) > 1 and (_SUFFIX.fullmatch(part) or _NUMERAL.fullmatch(part)) is not None


def _is_rank(word: str) -> bool:
    return word.casefold().rstrip(".") in RANKS


def _split_particles(words: Sequence[str]) -> tuple[str, str]:
    """Return the particles before a family name, and the name."""
    first = next((at for at, word in enumerate(words[:-1]) if word not in PARTICLES), max(len(words) - 1, 0))
    particles, family = " ".join(words[:first]), " ".join(words[first:])
    joined = _JOINED_PARTICLE.match(family)
    if joined and joined[1].islower() and joined[0][-1].isupper():
        particles, family = f"{particles} {joined[1]}".lstrip(), family[joined.end(1) :]
    return particles, family


def _split_forenames(part: str) -> tuple[str, str]:
    """Return the forenames that stand behind a comma, and what is none of them: `king of X`, `Jr.`, `the younger`.

    The last word may be a particle or the preposition of a title: `Leopold von`, `Duke of`.
    """
    words = part.split()
    if _is_suffix(part) or not part.lstrip(_BEFORE_A_NAME)[:1].isupper():
        return "", part
    cut = len(words)
    for at, word in enumerate(words[:-1]):
        is_title = _is_rank(word) and at + 2 < len(words) and words[at + 1].islower()
        if is_title or (word.islower() and word not in PARTICLES):
            cut = at
            break
    else:
        if len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
            cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:])


def _lost_its_comma(words: Sequence[str]) -> bool:
    """Tell whether forenames end a headword without comma: `Smith Anna B`, `Shubin V. Ya`, but not `Peter I`."""
    if len(words) > 2 and _is_initial(words[-2]):
        return _is_initial(words[-1]) or len(words[-1]) <= 2
    return len(words) > 1 and _is_initial(words[-1]) and not _NUMERAL.fullmatch(words[-1].rstrip("."))


def _is_initial(word: str) -> bool:
    """Tell whether a word is an initial: `J`, `J.`, `Ya.`."""
    bare = word.rstrip(".")
    return bare.isalpha() and bare[0].isupper() and len(bare) <= (1 if bare == word else 2)


# --- names in the order of speech --------------------------------------------------------------------------------


def parts_of_name(name: str, printed: NameParts | None = None) -> NameParts:
    """Return the parts of a name in the order of speech.

    Args:
        name: the name.
        printed: the parts of the person's headword, which says best what is family name; else its last word is.
    """
    plain, dates = _without_dates(name)
    before, _, behind = (part.strip() for part in plain.partition(","))
    if behind and " " not in _split_particles(before.split())[1] and _split_forenames(behind)[0]:
        return parts_of_headword(name)  # its editor has turned it round
    words, rest = _split_rest(before, behind)
    found = _as_printed(words, rest, plain.split(), printed) if printed is not None else None
    if found is None:
        *first, last = words or [name]
        if _is_whole(words):
            found = NameParts(" ".join(words) or name, rest=rest)
        elif all(map(_is_initial, words[1:])):  # "Shubin V. Ya."
            found = NameParts(words[0], " ".join(words[1:]), rest=rest)
        else:
            particles, family = _split_particles([last])
            found = NameParts(family, " ".join(first), particles, rest)
    return found._replace(dates=dates)


def _split_rest(before: str, behind: str) -> tuple[list[str], str]:
    """Return the words of forenames and family name, and what follows them, also without a comma."""
    words, rest = before.split(), []
    bracket = before.find("(")
    if bracket > 0 and before.endswith(")"):
        words, rest = before[:bracket].split(), [before[bracket:]]
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        rest.insert(0, words.pop())
    byname = _find_byname(words)
    names = [word for word in words[:byname] if not _is_rank(word)]
    if byname and len(names) > 1 and not _NUMERAL.fullmatch(words[byname - 1]):
        words, rest = words[:byname], [" ".join(words[byname:]), *rest]
    return words, ", ".join(filter(None, (*rest, behind)))


def _find_byname(words: Sequence[str]) -> int | None:
    """Return where words begin that are no family name: `of Laon`, `the younger`."""
    for at in range(1, len(words) - 1):
        if (words[at] in _BYNAME and words[at - 1] not in PARTICLES) or (at == 1 and words[1] in _BYNAME_OR_PARTICLE):
            return at
    return None


def _is_whole(words: Sequence[str]) -> bool:
    """Tell whether a name is not turned round: `Homer`, `Peter I`, `Sun Yat-sen`, `Anselm of Laon`."""
    if len(words) < 2 or _NUMERAL.fullmatch(words[-1]) or _find_byname(words):
        return True
    return _GIVEN_LAST.fullmatch(words[-1]) is not None and words[-1].partition("-")[2].islower()


def _as_printed(words: list[str], rest: str, every: list[str], printed: NameParts) -> NameParts | None:
    """Return the parts of a name that has its family name where the headword says; None if it is not there.

    Args:
        words: those of forenames and family name.
        rest: what follows them.
        every: all words of the name.
        printed: the parts of the headword.
    """
    family = _folds(_IN_BRACKETS.sub(" ", whole_family(printed)).split())
    if not printed.given:
        return NameParts(" ".join(every)) if _folds(every) == family else None
    if not family:
        return None
    for spoken, other in ((words, rest), (every, "")):
        first = len(spoken) - len(family)
        if first > 0 and _folds(spoken[first:]) == family:
            particles, name = _split_particles(spoken[first:])
            return NameParts(name, " ".join(spoken[:first]), particles, other)
    if len(family) < len(words) and _folds(words[: len(family)]) == family:  # "Mao Zedong"
        return NameParts(" ".join(words), rest=rest)
    return None


def _folds(words: Sequence[str]) -> list[str]:
    return list(map(fold, words))
