"""Works by the persons of an edition, and works about them, among the works that the edition cites.

    Person "Hume, David"    by: Hume, D. A Treatise of Human Nature        about: "Hume's Place in Moral Philosophy"

A surname alone makes nobody an author: forenames or initials must agree. A title is about a person when it holds the
family name and nobody else of the edition has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from glossator.folding import fold, words
from glossator.model import Name, Person, Work
from glossator.persons.lexemes import PARTICLES, RANKS
from glossator.persons.names import PersonName, agreement, given_of, names_of, tokens_of

AGREES: Final = 0.85  # what initials give that contradict nothing; less is given where no forename is known
_SHORTEST: Final = 3  # letters of a family name that is looked for in titles
_POSSESSIVE: Final = re.compile(r"['’ʼ]s?$")
_ARTICLES: Final = frozenset(["the", "a", "an", "der", "die", "das", "le", "la"])  # "the Pope" is no Mr Pope
_GENITIVES: Final = {  # language of the work -> what a surname takes on: "Stimmen Humes", "Жизнь Вольтера"
    "german": "s",
    "ngerman": "s",
    "russian": "aа",
    "ukrainian": "aа",
    "czech": "a",
    "slovak": "a",
    "polish": "a",
}
Family = tuple[str, ...]  # folded words


class PersonWorks(NamedTuple):
    """What the bibliography of an edition has to do with a person, in its order."""

    by: tuple[Work, ...]  # as author, editor, translator …
    about: tuple[Work, ...]


def works_of_persons(persons: Sequence[Person], works: Iterable[Work]) -> Mapping[str, PersonWorks]:
    """Return the works by and about each person, by id; persons without any are left out."""
    names = {person.id: names_of(person) for person in persons}
    owners = _owners(names)
    longest = max(map(len, owners), default=0)
    by: dict[str, list[Work]] = {}
    about: dict[str, list[Work]] = {}
    for work in works:
        people = (name for several in work.names.values() for name in several)
        authors = dict.fromkeys(person for name in people if (person := _person_of(name, names, owners)))
        for person in authors:
            by.setdefault(person, []).append(work)
        for person in dict.fromkeys(_named_in_title(work, names, owners, longest)):
            if person not in authors:
                about.setdefault(person, []).append(work)
    return {
        person.id: PersonWorks(tuple(by.get(person.id, ())), tuple(about.get(person.id, ())))
        for person in persons
        if person.id in by or person.id in about
    }


def _owners(names: Mapping[str, Sequence[PersonName]]) -> dict[Family, tuple[str, ...]]:
    """Return the persons who have each family name."""
    owners: dict[Family, dict[str, None]] = {}
    for person, several in names.items():
        for name in several:
            owners.setdefault(name.family, {})[person] = None
    return {family: tuple(found) for family, found in owners.items()}


def _person_of(
    name: Name, names: Mapping[str, Sequence[PersonName]], owners: Mapping[Family, Sequence[str]]
) -> str | None:
    """Return the one person whom an author's name fits best; None where it fits nobody, or two equally well."""
    if name.literal:
        return None
    found = tokens_of(name.family)
    family = tuple(fold(word) for word in found if word.casefold() not in PARTICLES) or tuple(map(fold, found))
    printed = [given_of(word) for word in tokens_of(name.given)]
    scores = sorted(((agreement(printed, names[person]), person) for person in owners.get(family, ())), reverse=True)
    if not scores or scores[0][0] < AGREES or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return None
    return scores[0][1]


def _named_in_title(
    work: Work, names: Mapping[str, Sequence[PersonName]], owners: Mapping[Family, Sequence[str]], longest: int
) -> Iterator[str]:
    """Yield the persons whose family name stands in the title or subtitle."""
    title = f"{work.fields.get('title', '')}: {work.fields.get('subtitle', '')}"
    found = [word.text for word in words(title)]
    ending = _GENITIVES.get(work.fields.get("langid", "").casefold(), "")
    folded = [fold(word) for word in found]
    for start, word in enumerate(found):
        if not word[0].isupper() or word.casefold() in RANKS or (start and found[start - 1].casefold() in _ARTICLES):
            continue
        for length in range(min(longest, len(found) - start), 0, -1):
            last = start + length - 1
            person = next(
                (
                    owners[family][0]
                    for base in _bases(found[last], ending)
                    if len(owners.get(family := (*folded[start:last], fold(base)), ())) == 1
                    and _is_sought(family, names[owners[family][0]])
                ),
                None,
            )
            if person is not None:
                yield person
                break


def _bases(word: str, ending: str) -> Iterator[str]:
    """Yield a word, and the name of which it may be the possessive."""
    yield word
    base = _POSSESSIVE.sub("", word)
    if base != word:
        yield base
    elif word[-1] in ending and len(word) > _SHORTEST:
        yield word[:-1]


def _is_sought(family: Family, names: Sequence[PersonName]) -> bool:
    """Tell whether a name is a family name, with known forenames: "David" alone may be anybody's forename."""
    return sum(map(len, family)) >= _SHORTEST and any(name.family == family and name.given for name in names)
