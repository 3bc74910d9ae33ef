"""The registry's register from the demonstration's files: everybody is there, with parents, and answers for their number."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from services.demo.exports import cases_of
from services.demo.registered import fill, people_of
from services.demo.story import KNOWN
from services.identity.domain import Person
from services.identity.errors import EntryInvalid
from services.identity.keys import Keys
from services.identity.store.database import open_register
from services.identity.store.register import StoredRegister
from services.signing.keyfile import read_secret, write_private
from services.values.identity import Identifier

RECORDS = 300


async def found(folder: Path, numbers: list[str]) -> list[tuple[Person, ...]]:
    database = open_register(folder)
    try:
        register = StoredRegister(database, Keys.of(read_secret(folder / "secret.key")))
        return [await register.find(Identifier("CNIC", number)) for number in numbers]
    finally:
        database.close()


def test_everybody_of_the_files_is_registered_once_with_their_parents(tmp_path: Path) -> None:
    write_private(tmp_path / "secret.key", bytes(range(32)))
    people = list(people_of(cases_of("seed", RECORDS)))
    assert fill(tmp_path, "seed", RECORDS) >= len(people) > 30
    with pytest.raises(EntryInvalid):
        fill(tmp_path, "seed", RECORDS)
    held = asyncio.run(found(tmp_path, [person.cnic for person in people]))
    assert {len(one) for one in held} == {1}
    assert [one[0].earliest for one in held] == [person.born.isoformat() for person in people]
    assert KNOWN.cnic in {person.cnic for person in people}
    families = [one[0] for one, person in zip(held, people, strict=True) if person.family]
    assert families
    assert {tuple(kin.kind for kin in one.relatives) for one in families} == {("FATHER", "MOTHER")}
