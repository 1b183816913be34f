"""Where family names of known persons stand in a text, with the words around that may belong to the name.

A spot says nothing yet of who is meant: `David Hume`, `Hume's`, `anti-Hume`, `Hume Society` all give one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from glossator.folding import NEAR_FROM, fold, near_keys
from glossator.persons.letters import plain_letters
from glossator.persons.lexemes import MULTIPLE, PREFIXES, RANKS, declines, endings, is_cyrillic
from glossator.persons.names import Given, PersonName, given_of, is_initial, is_particle
from glossator.persons.vocabulary import Vocabulary, begins_sentence
from glossator.spans import ranges_hold

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼʹ][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['’][sS]\Z")
_ELIDED: Final = re.compile(r"[^\W\d_]{1,2}['’](?=[^\W\d_a-z])")  # d'Arcy
_POSSESSIVE_GAPS: Final = frozenset({"'s ", "’s "})
_HYPHENS: Final = "-‐‑–"
_BREAKS: Final = f"{_HYPHENS}¬"  # behind a word that goes on after the end of a line
_LOOK_ALIKE: Final = (("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("li", "h"), ("h", "li"), ("vv", "w"))
_BROKEN: Final = re.compile(r"[-‐‑¬] ?")
_INSIDE_FAMILY: Final = re.compile(r" |\. ?|[-‐‑–]")  # between the words of one family name
_INITIAL_GAP: Final = re.compile(r"\.? ?[-‐‑]?")  # behind an initial
_SHORTEST_STEM: Final = 3  # letters that remain of an inflected name
_NEAR_TO: Final = 40  # letters above which a word is not tried as misread: the work grows with their square
_MISREADINGS: Final = 2  # a misread name does not come more often than that in the same spelling
_LONGEST_RUN: Final = 5  # words that may belong to a name before the family name
_APOSTROPHES: Final = "'’"


class Token(NamedTuple):
    """A word; a possessive ending is outside."""

    start: int
    end: int
    text: str
    possessive: bool


class _Tokens:
    """The words of a text; a word is looked at only when it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        spans = [match.span() for match in _WORD.finditer(text)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, at: int) -> Token:
        start, end = self.starts[at], self.ends[at]
        word = self._text[start:end]
        ending = _POSSESSIVE.search(word)
        if ending:
            return Token(start, start + ending.start(), word[: ending.start()], True)
        return Token(start, end, word, False)


class Left(NamedTuple):
    """A word before the family name that may be a forename."""

    start: int
    given: Given
    bracketed: bool  # a byname in brackets, which counts for nothing by itself


class Spot(NamedTuple):
    """A family name in a text."""

    start: int  # of the family name
    end: int
    candidates: tuple[int, ...]  # numbers of the persons whose family name it is
    families: tuple[tuple[str, ...], ...]  # the family name of each, folded
    left: tuple[Left, ...]  # nearest first
    before: Token | None  # the word before, directly adjoining, that is no part of a name by its look
    right: tuple[Token, ...]  # words behind that may be forenames or initials
    right_end: int  # where the last of them ends, its point included
    possessive: bool
    owned: bool  # a possessive stands directly before: `Malone's Shakespeare`
    exact: bool  # spelt as known, up to folding and inflection; else one letter differs
    inflected: bool
    joined_before: str  # the word joined by a hyphen before; "" if none
    joined_after: str
    after: Token | None  # the word behind, after one space


class _Match(NamedTuple):
    """A family name at a token."""

    last: int  # its last token
    persons: Mapping[int, tuple[str, ...]]  # the persons whose name it is, and the family name of each
    exact: bool


class Finder:
    """Finds family names of persons, in one pass over a text."""

    def __init__(self, names: Sequence[Sequence[PersonName]], vocabulary: Vocabulary, language: str) -> None:
        """Take the names of each person, by its number, and the language of the book."""
        self._vocabulary = vocabulary
        self._language = language
        self._families: defaultdict[str, set[tuple[tuple[str, ...], int]]] = defaultdict(set)
        for number, own in enumerate(names):
            for name in own:
                self._families[name.family[0]].add((name.family, number))
        self._spellings: defaultdict[str, set[str]] = defaultdict(set)
        for own in names:
            for name in own:
                self._spellings[name.family[0]].add(name.spelled)
        self._last_words = {name.family[-1] for own in names for name in own}
        self._stems: defaultdict[str, set[str]] = defaultdict(set)
        for first in self._families:
            for stem in _stems_of_family(first):
                self._stems[stem].add(first)
        self._near: defaultdict[str, set[str]] = defaultdict(set)
        for first in self._families:
            if NEAR_FROM <= len(first) <= _NEAR_TO:
                for key in near_keys(first):
                    self._near[key].add(first)
        self._strange: set[tuple[str, str]] = set()  # words, and their language, that begin no family name
        self._looked_up: dict[tuple[str, str], tuple[tuple[str, ...], bool]] = {}

    def knows(self, word: str) -> bool:
        """Tell whether a word is a family name, or the first part of one."""
        return fold(word) in self._families

    def spots(self, text: str, language: str | None = None, foreign: Sequence[tuple[int, int]] = ()) -> Iterator[Spot]:
        """Yield the spots of a text in order; none overlaps another in its family name.

        Args:
            text: what is looked through.
            language: its language, where it is not that of the book.
            foreign: from where to where words of any language may stand, as in the titles of works, in order.
        """
        own = language or self._language
        tokens = _Tokens(text)
        behind = 0  # tokens before this one belong to a spot
        for at, start in enumerate(tokens.starts):
            if at < behind or not (text[start].isupper() or _ELIDED.match(text, start)):
                continue
            end = tokens.ends[at]
            word = text[start:end]
            tongue = MULTIPLE if foreign and ranges_hold(foreign, start) else own
            if (word, tongue) in self._strange and text[end : end + 1] not in _BREAKS:
                continue
            match = self._family_at(text, tokens, at, tongue)
            if match is not None:
                yield self._spot(text, tokens, at, match)
                behind = match.last + 1
            elif not self._first_words(tokens[at].text, tongue)[0]:
                self._strange.add((word, tongue))

    def _family_at(self, text: str, tokens: _Tokens, at: int, language: str) -> _Match | None:
        """Return the longest family name that begins at a token; None where there is none."""
        firsts, exact = self._first_words(tokens[at].text, language)
        best: defaultdict[int, dict[int, tuple[str, ...]]] = defaultdict(dict)
        for first in firsts:
            for family, person in self._families[first]:
                last = self._rest(text, tokens, at, family[1:])
                if last is not None:
                    best[last][person] = family
        if best:
            last = max(best)
            return _Match(last, best[last], exact)
        return self._broken(text, tokens, at)

    def _rest(self, text: str, tokens: _Tokens, at: int, rest: Sequence[str]) -> int | None:
        """Return the token with which a family name of several words ends; None where they do not follow."""
        for word in rest:
            if at + 1 >= len(tokens) or tokens[at].possessive:
                return None
            if not _INSIDE_FAMILY.fullmatch(text, tokens[at].end, tokens[at + 1].start):
                return None
            at += 1
            if fold(tokens[at].text) != word:
                return None
        return at

    def _broken(self, text: str, tokens: _Tokens, at: int) -> _Match | None:
        """Return a family name that a hyphen of the line's end broke in two."""
        if at + 1 >= len(tokens):
            return None
        one, two = tokens[at], tokens[at + 1]
        if not _BROKEN.fullmatch(text, one.end, two.start):
            return None
        whole = fold(one.text + two.text)
        persons = {person: family for family, person in self._families.get(whole, ()) if len(family) == 1}
        return _Match(at + 1, persons, True) if persons else None

    def _first_words(self, word: str, language: str) -> tuple[tuple[str, ...], bool]:
        """Return the family names (their first words) that a word can stand for, and whether it is spelt so."""
        key = (word, language)
        if key not in self._looked_up:
            self._looked_up[key] = self._look_up(word, language)
        return self._looked_up[key]

    def _look_up(self, word: str, language: str) -> tuple[tuple[str, ...], bool]:
        folded = fold(word)
        cyrillic = is_cyrillic(word)
        inflected = {
            first
            for ending in endings(language, word)
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM
            for first in self._stems.get(fold(word[: len(word) - len(ending)]), ())
            if not cyrillic or declines(first, ending)
        }
        if folded in self._families:
            inflected.add(folded)
        if inflected:
            return tuple(sorted(inflected)), True
        if not NEAR_FROM <= len(folded) <= _NEAR_TO or self._vocabulary.is_common(word) or word.casefold() in RANKS:
            return (), False
        if self._vocabulary.count(word) > _MISREADINGS:
            return (), False
        letters = plain_letters(word)
        near = {
            first
            for key in near_keys(folded)
            for first in self._near.get(key, ())
            if OSA.distance(first, folded) <= 1
            and not _is_longer_word(folded, first)
            and any(_is_alike(spelled, letters) for spelled in self._spellings[first])
        }
        near.update(first for other in _misread(letters) if (first := fold(other)) in self._families)
        return tuple(sorted(near)), False

    def _spot(self, text: str, tokens: _Tokens, first: int, match: _Match) -> Spot:
        last, persons, exact = match
        start, end = tokens[first].start, tokens[last].end
        left, before = self._left(text, tokens, first)
        right, right_end = self._right(text, tokens, last)
        possessive = tokens[last].possessive or (text[end : end + 1] in _APOSTROPHES and text[end - 1 : end] in "sxz")
        gap = text[end : tokens[last + 1].start] if last + 1 < len(tokens) else ""
        return Spot(
            start,
            end,
            tuple(sorted(persons)),
            tuple(persons[person] for person in sorted(persons)),
            left,
            before,
            right,
            right_end,
            possessive,
            first > 0 and tokens[first - 1].possessive and text[tokens[first - 1].end : start] in _POSSESSIVE_GAPS,
            exact,
            fold(tokens[last].text) not in self._last_words,
            _joined(text, tokens, first, -1),
            "" if tokens[last].possessive else _joined(text, tokens, last, 1),
            tokens[last + 1] if gap == " " and not tokens[last].possessive else None,
        )

    def _left(self, text: str, tokens: _Tokens, first: int) -> tuple[tuple[Left, ...], Token | None]:
        """Return the words before a family name that may be forenames, nearest first, and the word before these."""
        found: list[Left] = []
        start = tokens[first].start
        at = first - 1
        while at >= 0 and len(found) < _LONGEST_RUN:
            token = tokens[at]
            gap = text[token.end : start]
            bracketed = gap in {") ", ")"} and text[token.start - 1 : token.start] == "("
            if token.possessive:
                return tuple(found), None
            if token.text.casefold() in RANKS or (gap in {"-", "‐", "‑"} and token.text.casefold() in PREFIXES):
                break
            if bracketed:
                found.append(Left(token.start - 1, given_of(token.text), True))
                start = token.start - 1
            elif is_particle(token.text) and gap in {" ", ". ", "-", "‐", "‑"}:
                found.append(Left(token.start, Given(token.text, "", False), False))
                start = token.start
            elif _is_initial_here(text, token, gap) or (found and found[-1].given.initial and _is_letter(token, gap)):
                found.append(Left(token.start, Given(token.text, fold(token.text), True), False))
                start = token.start
            elif token.text[0].isupper() and len(token.text) > 1 and gap in {" ", "-", "‐", "‑"}:
                found.append(Left(token.start, Given(token.text, fold(token.text), False), False))
                start = token.start
            else:
                break
            at -= 1
        near = at >= 0 and text[tokens[at].end : start] in {" ", ". "}
        return tuple(found), tokens[at] if near else None

    def _right(self, text: str, tokens: _Tokens, last: int) -> tuple[tuple[Token, ...], int]:
        """Return the words behind a family name that may be its forenames, and where they end."""
        found: list[Token] = []
        end = tokens[last].end
        if tokens[last].possessive:
            return (), end
        for at in range(last + 1, min(last + 1 + _LONGEST_RUN, len(tokens))):
            token = tokens[at]
            gap = text[end : token.start]
            if not token.text[0].isupper() and not (found and gap in {"-", "‐", "‑"}):
                break
            if gap not in {" ", ", ", "-", "‐", "‑"} and not (found and gap in {"", " "}):
                break
            if found and gap == ", ":
                break
            found.append(token)
            end = token.end
            if is_initial(token.text) and text[end : end + 1] == ".":
                end += 1
            if token.possessive:
                break
        return tuple(found), end


def _is_letter(token: Token, gap: str) -> bool:
    """Tell whether a token is a capital alone, directly before the next word: it goes with another initial, `J D`."""
    return gap == " " and len(token.text) == 1 and token.text.isupper()


def _is_initial_here(text: str, token: Token, gap: str) -> bool:
    """Tell whether a token stands as an initial before a name: `J. `, `J.`, `Ya. `; a letter may lack its point."""
    if _INITIAL_GAP.fullmatch(gap) is None:
        return False
    if gap.startswith("."):
        return token.text[0].isupper() and (len(token.text) <= 2 or (token.text.isupper() and len(token.text) == 3))
    return len(token.text) == 1 and token.text.isupper() and not begins_sentence(text, token.start)


def _joined(text: str, tokens: _Tokens, at: int, step: int) -> str:
    """Return the word that a hyphen joins to a token on one side."""
    other = at + step
    if not 0 <= other < len(tokens):
        return ""
    one, two = (tokens[at], tokens[other]) if step > 0 else (tokens[other], tokens[at])
    gap = text[one.end : two.start]
    joined = len(gap) == 1 and gap in _HYPHENS
    return tokens[other].text if joined else ""


def _stems_of_family(first: str) -> Iterator[str]:
    """Yield a folded family name and what remains of it before an ending of its own: `trock` of `trockii`."""
    yield first
    for ending in ("aia", "oi", "ai", "a", "o", "i"):
        stem = first.removesuffix(ending)
        if stem != first and len(stem) >= _SHORTEST_STEM:
            yield stem
            break


def _is_alike(spelled: str, letters: str) -> bool:
    """Tell whether a word that sounds nearly like a family name is also written nearly so: not `German` for `Sherman`.

    Two letters may differ, since one wrong letter may meet another transliteration, but not if one is the first. Words
    in different scripts cannot be compared.
    """
    if is_cyrillic(spelled) != is_cyrillic(letters):
        return True
    furthest = 2 if spelled[:1] == letters[:1] else 1
    return OSA.distance(spelled, letters, score_cutoff=furthest) <= furthest


def _misread(letters: str) -> Iterator[str]:
    """Yield what a word may have been before letters that look alike were taken for each other: `Ernerson`."""
    for one, other in _LOOK_ALIKE:
        at = letters.find(one)
        while at >= 0:
            yield letters[:at] + other + letters[at + len(one) :]
            at = letters.find(one, at + 1)


def _is_longer_word(folded: str, first: str) -> bool:
    """Tell whether a word is a name with a letter behind it: a plural or a place, more likely than a misreading."""
    return len(folded) == len(first) + 1 and folded.startswith(first)
