"""Names as lists have them: inverted, under their letter, in order.

    David Hume                   Hume, David                    under H
    James Boswell the younger    Boswell, James, the younger    under B
    Anselm of Laon               Anselm of Laon                 under A

All lists sort by one key: the family name, then the forenames and the rest, word by word, in plain letters, without
particles and punctuation.
"""

from __future__ import annotations

from glossator.model import Person
from glossator.persons.letters import plain_words
from glossator.persons.name_parts import NameParts, parts_of_headword, parts_of_name, whole_family

ListKey = tuple[str, str]


def inverted(person: Person) -> NameParts:
    """Return the parts of the standard name of a person; as a text they are the inverted name.

    Which part is the family name, the printed index says best.
    """
    printed = parts_of_headword(person.headword) if person.headword is not None else None
    return parts_of_name(person.name, printed)


def headword_of(person: Person) -> str:
    """Return the printed headword of a person, or the inverted name as one: `Hume, David`."""
    return str(inverted(person)) if person.headword is None else person.headword


def letter_of(headword: str) -> str:
    """Return the capital letter under which a headword stands, without accent; "" where it has no letter."""
    parts = parts_of_headword(headword)
    words = (*plain_words(parts.family), *plain_words(whole_family(parts)))
    return next((letter.upper() for letter in "".join(words) if letter.isalpha()), "")


def list_key(parts: NameParts) -> ListKey:
    """Return what sorts names in a list."""
    return " ".join(plain_words(parts.family)), " ".join(plain_words(f"{parts.given} {parts.rest}"))


def sort_key(person: Person) -> tuple[str, str, str]:
    """Return what sorts persons; those with one name by their ids."""
    return (*list_key(inverted(person)), person.id)
