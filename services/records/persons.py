"""Which versions may be put beside each other as one person's: never two men of one case. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from services.records import identifiers
from services.records.domain import RecordVersion, Subject


def person_keys(subject: Subject) -> frozenset[str]:
    """Every key by which the subject is found: numbers, and name keys."""
    keys = {key for i in subject.identifiers for key in identifiers.search_keys(i)}
    return frozenset(keys | {identifiers.key(i) for i in identifiers.name_keys(subject)})


def apart(version: RecordVersion, others: Sequence[RecordVersion]) -> list[list[RecordVersion]]:
    """``others`` as seen beside ``version``: case-level ones always, and persons one at a time.

    A version about a person stands beside that person's alone; a case-level one beside each person in turn.
    """
    of_case = [r for r in others if r.subject is None]
    people: list[tuple[set[str], list[RecordVersion]]] = []
    for record in others:
        if record.subject is not None:
            _add(people, set(person_keys(record.subject)), record)
    if version.subject is None:
        return [[*of_case, *records] for _, records in people] or [of_case]
    own = person_keys(version.subject)
    return [[*of_case, *(r for keys, records in people if keys & own for r in records)]]


def _add(people: list[tuple[set[str], list[RecordVersion]]], keys: set[str], record: RecordVersion) -> None:
    same = [person for person in people if person[0] & keys]
    records = [r for _, held in same for r in held]
    for known, _ in same:
        keys |= known
    people[:] = [person for person in people if person not in same]
    people.append((keys, [*records, record]))
