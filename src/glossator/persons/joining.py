"""The persons of the editor's file joined with the entries of the printed index.

    Hume, David 12, 13     joins the record with this headword; without one it is a person too: id hume, name David Hume

Every entry counts but a cross-reference, since nothing in a headword tells a person from a place for certain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from glossator.diagnostics import Diagnostic
from glossator.folding import Word, near_keys, words
from glossator.ids import Ids
from glossator.model import Document, Person
from glossator.persons.authority import PERSONS_FILE, Authority, Declared, shared_names
from glossator.persons.headwords import headword_key, is_cross_reference, person_id, person_name
from glossator.persons.letters import plain_words
from glossator.spans import Span
from glossator.walk import index_of
from glossator.yaml_nodes import shown

# For the headword that was probably meant: far apart is no help, and long or frequent words would cost too much.
_LEAST_LIKE: Final = 0.6
_LONGEST_WORD: Final = 40
_LONGEST_HEADWORD: Final = 100
_MOST_NAMESAKES: Final = 20


class _Entry(NamedTuple):
    """An entry of the printed index, or several with one headword."""

    headword: str
    locators: tuple[str, ...]
    spans: tuple[Span, ...]  # of the first


def join_index(document: Document, authority: Authority) -> tuple[tuple[Person, ...], tuple[Diagnostic, ...]]:
    """Return all persons, and what does not fit between the file and the printed index.

    First those of the index, in its order, each with what its record says; then the persons of the file whom the index
    lacks, in the order of the file. Entries with the same headword are one person.
    """
    entries = _entries(document)
    records = _match_headwords(entries, authority)
    taken = Ids()
    for declared in authority.persons:
        taken.take(declared.person.id)
    persons = [_person(entry, records.get(key), taken) for key, entry in entries.items()]
    listed = {declared.person.id for declared in records.values()}
    lacking = [declared for declared in authority.persons if declared.person.id not in listed]
    persons += [declared.person._replace(headword=None) for declared in lacking]
    without_record = {key: entry for key, entry in entries.items() if key not in records}
    findings = [*_lost_headwords(lacking, without_record), *shared_names(authority)]
    if authority.persons:
        findings += [
            Diagnostic(
                "index-entry-without-record",
                f"{PERSONS_FILE} has no record for the index entry {shown(entry.headword)}",
                entry.spans[:1],
            )
            for entry in without_record.values()
        ]
    return tuple(persons), tuple(findings)


def _entries(document: Document) -> dict[str, _Entry]:
    """Return the printed entries by the keys of their headwords, without cross-references."""
    locators: defaultdict[str, dict[str, None]] = defaultdict(dict)  # each once, in order
    first: dict[str, _Entry] = {}
    for entry in index_of(document):
        if is_cross_reference(entry):
            continue
        key = headword_key(entry.headword)
        first.setdefault(key, _Entry(entry.headword, (), entry.spans))
        locators[key].update(dict.fromkeys(entry.locators))
    return {key: entry._replace(locators=tuple(locators[key])) for key, entry in first.items()}


def _person(entry: _Entry, declared: Declared | None, taken: Ids) -> Person:
    if declared is not None:
        return declared.person._replace(headword=entry.headword, locators=entry.locators)
    name, identifier = person_name(entry.headword), person_id(entry.headword, taken)
    return Person(identifier, name, entry.headword, entry.locators)


def _match_headwords(entries: Iterable[str], authority: Authority) -> dict[str, Declared]:
    """Return the record of each printed headword that has one, both by their keys.

    First the same headwords; then those with the same plain letters, then those that sound the same. One that is like
    several is nobody's.
    """
    declared = {headword_key(known.person.headword): known for known in authority.persons if known.person.headword}
    matched = {key: declared[key] for key in entries if key in declared}
    printed = [key for key in entries if key not in matched]
    written = [key for key in declared if key not in matched]
    for likeness in (_plain_words, _sounds):
        printed_by, written_by = _grouped(printed, likeness), _grouped(written, likeness)
        for like, keys in printed_by.items():
            alike = written_by.get(like, ())
            if like and len(keys) == len(alike) == 1:
                matched[keys[0]] = declared[alike[0]]
        printed = [key for like, keys in printed_by.items() if like not in written_by for key in keys]
        written = [key for like, keys in written_by.items() if like not in printed_by for key in keys]
    return matched


def _grouped(
    headwords: Iterable[str], likeness: Callable[[str], tuple[str, ...]]
) -> Mapping[tuple[str, ...], Sequence[str]]:
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for headword in headwords:
        found[likeness(headword)].append(headword)
    return found


def _plain_words(headword: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in words(headword))


def _sounds(headword: str) -> tuple[str, ...]:
    # An initial is a letter and not a sound: I, J and Y are different forenames.
    return tuple(_plain(word) if len(word.text) == 1 else word.fold for word in words(headword))


def _plain(word: Word) -> str:
    return "".join(plain_words(word.text))


# --- findings ----------------------------------------------------------------------------------------------------


def _lost_headwords(lacking: Iterable[Declared], without_record: Mapping[str, _Entry]) -> Iterator[Diagnostic]:
    likely: defaultdict[str, list[str]] = defaultdict(list)
    for key in without_record:
        for near in _near_surnames(key):
            likely[near].append(key)
    for declared in lacking:
        headword, place = declared.person.headword, declared.headword_place
        if headword is not None and place is not None:
            meant = _closest(headword_key(headword), likely)
            hint = f"did you mean {shown(without_record[meant].headword)}?" if meant is not None else ""
            message = f"the printed index has no entry {shown(headword)}"
            yield Diagnostic("headword-not-in-index", message, (place,), hint)


def _near_surnames(headword: str) -> Iterator[str]:
    """Yield what the first words of two headwords share that differ in a letter."""
    for word in islice(words(headword), 1):
        yield from near_keys(word.fold[:_LONGEST_WORD])


def _closest(headword: str, likely: Mapping[str, list[str]]) -> str | None:
    from rapidfuzz.distance import Levenshtein  # rarely needed

    found = [key for near in _near_surnames(headword) for key in likely.get(near, ())[:_MOST_NAMESAKES]]
    best, meant = _LEAST_LIKE, None
    for key in dict.fromkeys(found):
        likeness = Levenshtein.normalized_similarity(headword[:_LONGEST_HEADWORD], key[:_LONGEST_HEADWORD])
        if likeness > best:
            best, meant = likeness, key
    return meant
