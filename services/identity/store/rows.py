"""Persons and changes as bytes, sealed to where they stand."""

from __future__ import annotations

import json
from dataclasses import asdict

from services.identity.domain import Document, Kin, Person, PersonChange
from services.identity.keys import Keys
from services.store.database import Transaction


class Rows:
    """Seals and opens what is at rest; ``keys``: the node's."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def seal_person(self, person: Person) -> bytes:
        """Sealed to the person's place: a body moved to another row does not open."""
        return self._keys.bodies.seal(_text(asdict(person)), _place(person.id))

    def open_person(self, place: int, body: bytes) -> Person:
        """The person at a place. Raises SealBroken."""
        said = json.loads(self._keys.bodies.open(body, _place(place)))
        documents = tuple(Document(**one) for one in said.pop("documents"))
        relatives = tuple(Kin(*one) for one in said.pop("relatives"))
        return Person(**said, documents=documents, relatives=relatives)

    async def person_at(self, tx: Transaction, place: int) -> Person | None:
        """The person at a place, or whom the one there was joined to; None where nobody is."""
        rows = await tx.rows("person", place)
        return self.open_person(rows[0][0], rows[0][1]) if rows else None

    async def found(self, tx: Transaction, key: str) -> tuple[Person, ...]:
        """Everybody to whom a number was given; ``key``: as it is filed."""
        rows = await tx.rows("find", self.number(key))
        return tuple(self.open_person(place, body) for place, body in rows)

    def number(self, key: str) -> bytes:
        """The blind token of a number as it is filed."""
        return self._keys.index.token(key)

    def transaction(self, agency: str, transaction_id: str) -> bytes:
        """The blind token of an agency's transaction id."""
        return self._keys.index.token(f"transaction {agency} {transaction_id}")

    def seal_change(self, agency: str, sequence: int, change: PersonChange) -> bytes:
        """A body of a feed."""
        return self._keys.changes.seal(_text(list(change)), _entry(agency, sequence))

    def open_change(self, agency: str, sequence: int, body: bytes) -> PersonChange:
        """What a body of a feed says. Raises SealBroken."""
        kind, person, others, at_ms = json.loads(self._keys.changes.open(body, _entry(agency, sequence)))
        return PersonChange(kind, person, tuple(others), at_ms)

    def seal_answer(self, agency: str, token: bytes, body: bytes) -> bytes:
        """An answer that is kept."""
        return self._keys.answers.seal(body, agency.encode() + token)

    def open_answer(self, agency: str, token: bytes, body: bytes) -> bytes:
        """The answer. Raises SealBroken."""
        return self._keys.answers.open(body, agency.encode() + token)


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _place(place: int) -> bytes:
    return f"person {place}".encode()


def _entry(agency: str, sequence: int) -> bytes:
    return f"feed {agency} {sequence}".encode()
