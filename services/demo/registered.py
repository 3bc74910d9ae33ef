"""The register of an identity registry, filled with the people of the demonstration's files and their parents."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from services.demo.cases import Case
from services.demo.exports import cases_of
from services.demo.life import LAST
from services.demo.population import Person, english, urdu
from services.demo.register import CardState, Entry, Register
from services.demo.story import NAMED_NOWHERE, OLDER_CARDS
from services.identity import domain
from services.identity.errors import EntryInvalid, RegisterUnavailable
from services.identity.keys import Keys
from services.identity.store.database import open_register
from services.identity.store.office import Office
from services.identity.store.register import StoredRegister
from services.signing.keyfile import read_secret
from services.vocabulary.identity import RelativeKind

AT_ONCE: Final = 2000
"""Persons of a transaction, families whole."""


def fill(folder: Path, seed: object, records: int) -> int:
    """Enter everybody of the files of this seed and size; how many. ``folder``: of the registry's node.

    Raises EntryInvalid where they are there already, UnsafeFile, OSError.
    """
    keys = Keys.of(read_secret(folder / "secret.key"))
    database = open_register(folder)
    try:
        people = [*people_of(cases_of(seed, records)), NAMED_NOWHERE]
        entries = list(Register(seed, LAST, OLDER_CARDS).entries(people))
        return asyncio.run(_enter(Office(database, keys), StoredRegister(database, keys), entries))
    except RegisterUnavailable:
        raise OSError("the register cannot be written") from None
    finally:
        database.close()


def people_of(cases: Iterable[Case]) -> Iterator[Person]:
    """Everybody of the cases, each once, as first drawn; under the number in force, where a card was replaced."""
    seen = set(OLDER_CARDS.values())
    for case in cases:
        named = [one.person for one in case.accused] + case.victims + ([case.complainant] if case.complainant else [])
        for person in named:
            if person.cnic not in seen:
                seen.add(person.cnic)
                yield person


async def _enter(office: Office, register: StoredRegister, entries: list[Entry]) -> int:
    if await register.find(held(entries[0]).documents[0].number):
        raise EntryInvalid("the register holds these people already")
    for batch in _batches(entries):
        persons = {entry.person.cnic: held(entry) for entry in batch}
        kin = {entry.person.cnic: kin_of(entry) for entry in batch}
        await office.enter(persons, kin)
    return len(entries)


def _batches(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Parents stand before the first of their children: families are kept together."""
    by_family: dict[str, list[Entry]] = {}
    couple = {entry.mother: entry.father for entry in entries if entry.mother}
    for entry in entries:
        number = entry.person.cnic
        by_family.setdefault(entry.father or couple.get(number, number), []).append(entry)
    batch: list[Entry] = []
    for family in by_family.values():
        if len(batch) + len(family) > AT_ONCE and batch:
            yield batch
            batch = []
        batch += family
    if batch:
        yield batch


def held(entry: Entry) -> domain.Person:
    """A person as the register holds them; they have no place yet."""
    person = entry.person
    return domain.Person(
        id=0,
        name=english(person.name),
        name_ur=urdu(person.name),
        father=english(person.father),
        father_ur=urdu(person.father),
        husband=english(person.husband),
        husband_ur=urdu(person.husband),
        gender=person.gender,
        earliest=person.born.isoformat(),
        latest=person.born.isoformat(),
        address=person.address,
        deceased=entry.died.isoformat() if entry.died else "",
        documents=tuple(
            domain.Document(
                card.kind,
                card.number,
                blocked=card.state == CardState.BLOCKED,
                replaced=card.state == CardState.REPLACED,
            )
            for card in entry.cards
        ),
    )


def kin_of(entry: Entry) -> list[tuple[str, str]]:
    """Parents of a person, by their numbers."""
    parents = ((RelativeKind.FATHER, entry.father), (RelativeKind.MOTHER, entry.mother))
    return [(kind, number) for kind, number in parents if number]
