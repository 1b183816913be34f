"""The editor's file of persons, `content/SLUG/persons.yml`.

    persons:
      - id: hume
        name: David Hume
        headword: Hume, David
        forms: [Hume, the good David]
        born: 1711-05-07
        died: 1776-08-25
        about: Scottish philosopher and historian
        kind: actor
        authority: {gnd: "118554735", wikidata: Q37160}

A name is plain text, whatever its letters. Who else is a person, the printed index says: `joining`.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from glossator.diagnostics import Diagnostic, Place
from glossator.fields import Fields, read_text, read_unique
from glossator.model import Person, PersonKind
from glossator.persons.headwords import headword_key
from glossator.persons.identifiers import AUTHORITIES, check_date, check_id, check_name, check_visible, date_parts
from glossator.yaml_nodes import read_mapping, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from glossator.yaml_nodes import Node, Problems

PERSONS_FILE: Final = "persons.yml"

_NAMED_AT_MOST: Final = 3  # persons in one message; of more it says how many


class Declared(NamedTuple):
    """A person as a record of the file declares it, with the places that findings name."""

    person: Person  # `headword` as the editor writes it; no locators
    place: Place  # of the record
    headword_place: Place | None  # None where the record has no headword
    names: tuple[tuple[str, Place], ...]  # the name, then the forms


class Authority(NamedTuple):
    """What the file says."""

    persons: tuple[Declared, ...] = ()  # in the order of the file


# --- the file ----------------------------------------------------------------------------------------------------


def read_authority(path: Path) -> Authority:
    """Read the persons at `path`; without such a file there are none.

    Raises:
        GlossatorError: the file has faults; it lists all of them.
    """
    if not path.exists():
        return Authority()
    node, problems = read_mapping(path)
    fields = Fields(node, problems.file, problems)
    persons = tuple(_read_person(item, problems) for item in fields.items("persons"))
    fields.finish()
    _check_unique(persons, problems)
    problems.check()
    return Authority(persons)


def _read_person(node: Node, problems: Problems) -> Declared:
    fields = Fields(node, "the person", problems)
    identifier = fields.needed_text("id", check_id)
    name_node, headword_node = fields.node("name"), fields.node("headword")
    name = fields.needed_text("name", check_name)
    forms = [(read_text(item, "an item of forms", problems, check_name), item) for item in fields.items("forms")]
    read_unique(((unicodedata.normalize("NFC", form), item) for form, item in forms), "the form", problems)
    kind = fields.choice("kind", tuple(kind.value for kind in PersonKind), "")
    person = Person(
        id=identifier,
        name=name,
        headword=fields.text("headword", check_name),
        forms=tuple(form for form, _ in forms),
        about=fields.text("about", check_visible) or "",
        kind=PersonKind(kind) if kind else None,
        authority=_read_authority_ids(fields.node("authority"), problems),
        declared=True,
    )
    born, died = _read_life(fields, problems)
    fields.finish()
    return Declared(
        person._replace(born=born, died=died),
        node.place,
        headword_node.place if headword_node else None,
        ((name, (name_node or node).place), *((form, item.place) for form, item in forms)),
    )


def _read_life(fields: Fields, problems: Problems) -> tuple[str, str]:
    """Return the dates of birth and death, "" for one that is not given."""
    died_node = fields.node("died")
    born, died = fields.text("born", check_date) or "", fields.text("died", check_date) or ""
    if born and died and died_node:
        known = list(zip(date_parts(born), date_parts(died), strict=False))  # as far as both are given
        if [part for part, _ in known] > [part for _, part in known]:
            message = f"died {shown(died)} lies before born {shown(born)}"
            problems.add("value-not-valid", message, died_node.place, "correct one of the two dates")
    return born, died


def _read_authority_ids(node: Node | None, problems: Problems) -> Mapping[str, str]:
    if node is None:
        return MappingProxyType({})
    fields = Fields(node, "authority", problems)
    found = {name: identifier for name, check in AUTHORITIES.items() if (identifier := fields.text(name, check))}
    fields.finish()
    return MappingProxyType(found)


def _check_unique(persons: Iterable[Declared], problems: Problems) -> None:
    """Note each id, headword and authority identifier that two records have."""
    first: dict[tuple[str, str], Place] = {}
    for declared in persons:
        person = declared.person
        named = [("the id", person.id, declared.place)]
        if person.headword and declared.headword_place:
            named.append(("the headword", headword_key(person.headword), declared.headword_place))
        named += [(f"the {name} identifier", value, declared.place) for name, value in person.authority.items()]
        for what, value, place in named:
            if value and (what, value) in first:
                line = first[what, value].line
                problems.add("value-repeated", f"{what} {shown(value)} is given twice, first in line {line}", place)
            first.setdefault((what, value), place)


# --- findings ----------------------------------------------------------------------------------------------------


def never_named(authority: Authority, named: Collection[str]) -> Iterator[Diagnostic]:
    """Yield the persons whom the text never names.

    Args:
        authority: what the file says.
        named: the ids of those whom it names.
    """
    for declared in authority.persons:
        if declared.person.id not in named:
            message = f"the text never names {shown(declared.person.name)}"
            yield Diagnostic("person-never-named", message, (declared.place,))


def shared_names(authority: Authority) -> Iterator[Diagnostic]:
    """Yield the names that several records have."""
    claims: defaultdict[str, dict[str, Place]] = defaultdict(dict)  # name -> id -> where it is first so called
    for declared in authority.persons:
        for name, place in declared.names:
            claims[unicodedata.normalize("NFC", name)].setdefault(declared.person.id, place)
    for name, places in claims.items():
        if len(places) > 1:
            ids = list(places)
            more = [f"{len(ids) - _NAMED_AT_MOST} more"] if len(ids) > _NAMED_AT_MOST else []
            *others, last = [*ids[:_NAMED_AT_MOST], *more]
            message = f"{shown(name)} is a name of {', '.join(others)} and {last}"
            yield Diagnostic("name-shared", message, tuple(places.values()))
