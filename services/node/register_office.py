"""What the office of an identity registry enters at the registry's own node, beside what serves it.

Whoever holds the token of a person is told by the feed of changes. What the office does is no call of a member, so the
node's log says nothing of it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from services.identity.domain import Document, Person
from services.identity.errors import EntryInvalid, RegisterUnavailable
from services.identity.keys import Keys
from services.identity.store.database import FILE, open_register
from services.identity.store.office import Office
from services.identity.store.register import StoredRegister
from services.signing.keyfile import read_secret
from services.values.dates import day_text, today
from services.values.identity import Identifier

_GENDERS: Final = frozenset({"", "M", "F", "X"})
Act = Callable[[Office, StoredRegister, int], Awaitable[None]]
"""One act at a time in epoch milliseconds."""


def carry_out(folder: Path, act: Act, *, first: bool = False) -> None:
    """One act of the office. ``folder``: of the registry's node; ``first``: the register is made where it is absent.

    Raises FileNotFoundError where no register is, EntryInvalid where it does not hold, UnsafeFile, OSError.
    """
    if not first and not (folder / FILE).exists():
        raise FileNotFoundError(folder / FILE)
    keys, database = Keys.of(read_secret(folder / "secret.key")), open_register(folder)

    async def acting() -> None:
        await act(Office(database, keys), StoredRegister(database, keys), time.time_ns() // 1_000_000)

    try:
        asyncio.run(acting())
    except RegisterUnavailable:
        raise OSError("the register cannot be written") from None
    finally:
        database.close()


def enter(folder: Path, document: Identifier, expires: str, person: Person) -> None:
    """Somebody new, with one document whose number nobody has."""
    card = Document(document.type, document.value, document.country, _day(expires) if expires else "")

    async def entering(office: Office, register: StoredRegister, _: int) -> None:
        if await register.find(document):
            raise EntryInvalid("the number is taken")
        await office.enter({"new": replace(_known(person), documents=(card,))}, {})

    carry_out(folder, entering, first=True)


def replace_number(folder: Path, old: Identifier, new: Identifier, expires: str) -> None:
    """A new document stands in the place of another. ``expires``: its last day, empty for none. Raises as all here."""
    document = Document(new.type, new.value, new.country, _day(expires) if expires else "")
    carry_out(folder, lambda office, _, now_ms: office.replace_number(old, document, now_ms))


def block(folder: Path, number: Identifier, *, blocked: bool) -> None:
    """Block a document, or lift it."""
    carry_out(folder, lambda office, _, now_ms: office.block(number, now_ms, blocked=blocked))


def register_death(folder: Path, number: Identifier, day: str) -> None:
    """The person died on ``day``, which is not to come."""
    died = _day(day)

    async def registering(office: Office, _: StoredRegister, now_ms: int) -> None:
        if died > day_text(today(now_ms)):
            raise EntryInvalid("the day of a death is not to come")
        await office.decease(number, died, now_ms)

    carry_out(folder, registering)


def join(folder: Path, kept: Identifier, other: Identifier) -> None:
    """Two persons are one: the first stays."""
    carry_out(folder, lambda office, _, now_ms: office.join(kept, other, now_ms))


def split(folder: Path, number: Identifier, leaving: Identifier, other: Person) -> None:
    """Whom the register held for one are two: the document of ``leaving`` goes to ``other``, as it stands."""

    other = _known(other)

    async def splitting(office: Office, register: StoredRegister, now_ms: int) -> None:
        found = await register.find(leaving)
        document = found[0].document(leaving) if len(found) == 1 else None
        if document is None:
            raise EntryInvalid("nobody, or more than one person, has the number that leaves")
        await office.split(number, replace(other, documents=(document,)), now_ms)

    carry_out(folder, splitting)


def _known(person: Person) -> Person:
    """With what is known of them in the register's form. Raises EntryInvalid."""
    if person.gender not in _GENDERS:
        raise EntryInvalid("a gender is M, F or X")
    if not person.earliest:
        return person
    return replace(person, earliest=_day(person.earliest), latest=_day(person.latest))


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise EntryInvalid("a day is YYYY-MM-DD") from None
