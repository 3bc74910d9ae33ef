"""What the register's own office does: enters persons, and changes what is known of them. Holders of tokens are told.

Each act is one transaction over all that it changes, feeds among them. Raises EntryInvalid where it does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from services.identity.domain import TYPES, Document, Kin, Person, PersonChange, filed_under
from services.identity.errors import EntryInvalid
from services.identity.keys import Keys
from services.identity.store.rows import Rows
from services.store.database import Database, Transaction
from services.values.identifiers import is_canonical
from services.values.identity import Identifier
from services.vocabulary.identity import ChangeKind

_ALWAYS: Final = 2**62
"""Later than any answer is kept, in epoch milliseconds."""
NOBODY: Final = "nobody, or more than one person, has this number"


class Office:
    """Over the register's database."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database, self._rows = database, Rows(keys)

    async def enter(self, persons: Mapping[str, Person], kin: Mapping[str, Sequence[tuple[str, str]]]) -> list[int]:
        """Their places. ``persons``: by names of this batch; ``kin``: (RelativeKind, name in the batch) of each."""
        for one in persons.values():
            _check(one.documents)

        async def entering(tx: Transaction) -> list[int]:
            places = {name: await _next_place(tx) for name in persons}
            for name, one in persons.items():
                relatives = tuple(Kin(kind, places[other]) for kind, other in kin.get(name, ()))
                await self._put(tx, replace(one, id=places[name], relatives=relatives))
            return list(places.values())

        return await self._database.write(entering)

    async def replace_number(self, old: Identifier, new: Document, at_ms: int) -> None:
        """A new document stands in the place of another; both lead to the person."""
        _check((new,))

        async def replacing(tx: Transaction) -> None:
            person = await self._one(tx, old)
            held = person.document(old)
            if held is None or await self._rows.found(tx, new.key):
                raise EntryInvalid("the new number is taken")
            person = person.changed(replace(held, replaced=True))
            person = replace(person, documents=(*person.documents, new))
            await tx.rows("enter_document", self._rows.number(new.key), person.id)
            await self._known(tx, person)
            await self._tell(tx, PersonChange(ChangeKind.NUMBER_REPLACED, person.id, (), at_ms))

        await self._database.write(replacing)

    async def block(self, number: Identifier, at_ms: int, *, blocked: bool = True) -> None:
        """Block a document, or lift it."""

        async def blocking(tx: Transaction) -> None:
            person = await self._one(tx, number)
            held = person.document(number)
            if held is None or held.blocked is blocked:
                raise EntryInvalid("the document is so already")
            await self._known(tx, person.changed(replace(held, blocked=blocked)))
            kind = ChangeKind.BLOCKED if blocked else ChangeKind.UNBLOCKED
            await self._tell(tx, PersonChange(kind, person.id, (), at_ms))

        await self._database.write(blocking)

    async def decease(self, number: Identifier, day: str, at_ms: int) -> None:
        """The person died on ``day``, ISO 8601; once."""

        async def registering(tx: Transaction) -> None:
            person = await self._one(tx, number)
            if person.deceased:
                raise EntryInvalid("the death is registered already")
            await self._known(tx, replace(person, deceased=day))
            await self._tell(tx, PersonChange(ChangeKind.DECEASED, person.id, (), at_ms))

        await self._database.write(registering)

    async def join(self, kept: Identifier, other: Identifier, at_ms: int) -> None:
        """Two persons are one: the first stays, with the documents of both. Who held the other's token is told."""

        async def joining(tx: Transaction) -> None:
            stays, goes = await self._one(tx, kept), await self._one(tx, other)
            if stays.id == goes.id:
                raise EntryInvalid("both numbers are of one person already")
            await self._tell(tx, PersonChange(ChangeKind.TOKENS_JOINED, stays.id, (goes.id,), at_ms), goes.id)
            await tx.each("give", [(row[0], stays.id) for row in await tx.rows("holders", goes.id)])
            await tx.rows("move_documents", stays.id, goes.id)
            for statement in ("drop_documents", "drop_given", "drop_person"):
                await tx.rows(statement, goes.id)
            await tx.rows("move_doubts", stays.id, goes.id)
            await tx.rows("move_joined", stays.id, goes.id)
            await tx.rows("note_joined", goes.id, stays.id)
            mine = {one.key for one in stays.documents}
            documents = (*stays.documents, *(one for one in goes.documents if one.key not in mine))
            await self._known(tx, replace(stays, documents=documents))

        await self._database.write(joining)

    async def split(self, number: Identifier, other: Person, at_ms: int) -> None:
        """Whom the register held for one are two: the documents of ``other`` go to them. Who held the token is told."""
        leaving = {one.key for one in other.documents}

        async def splitting(tx: Transaction) -> None:
            stays = await self._one(tx, number)
            if not leaving or leaving - {one.key for one in stays.documents} or filed_under(number) in leaving:
                raise EntryInvalid("the documents that leave are not some of the person's others")
            new = replace(other, id=await _next_place(tx), relatives=())
            await tx.each("drop_document", [(self._rows.number(key), stays.id) for key in leaving])
            await self._put(tx, new)
            kept = tuple(one for one in stays.documents if one.key not in leaving)
            await self._known(tx, replace(stays, documents=kept))
            await self._tell(tx, PersonChange(ChangeKind.TOKEN_SPLIT, stays.id, (new.id,), at_ms))
            await tx.each("give", [(row[0], new.id) for row in await tx.rows("holders", stays.id)])

        await self._database.write(splitting)

    async def begin_epoch(self, now_ms: int) -> None:
        """After a backup was put back: what agencies took since is ahead of the feeds, so they begin anew."""

        async def beginning(tx: Transaction) -> None:
            for statement, values in new_epoch(now_ms):
                await tx.rows(statement, *values)

        await self._database.write(beginning)

    async def _one(self, tx: Transaction, number: Identifier) -> Person:
        found = await self._rows.found(tx, filed_under(number))
        if len(found) != 1:
            raise EntryInvalid(NOBODY)
        return found[0]

    async def _put(self, tx: Transaction, person: Person) -> None:
        await tx.rows("enter_person", person.id, self._rows.seal_person(person))
        await tx.each("enter_document", [(self._rows.number(one.key), person.id) for one in person.documents])

    async def _known(self, tx: Transaction, person: Person) -> None:
        await tx.rows("change_person", self._rows.seal_person(person), person.id)

    async def _tell(self, tx: Transaction, change: PersonChange, of: int = 0) -> None:
        """One more in the feed of each agency that holds the token of ``of``, or else of the person changed."""
        for (agency,) in await tx.rows("holders", of or change.person):
            sequence = (await tx.rows("head", agency))[0][0] + 1
            await tx.rows("tell", agency, sequence, self._rows.seal_change(agency, sequence, change))


def new_epoch(now_ms: int) -> list[tuple[str, tuple[int]]]:
    """Statements that begin an epoch, with their values. Kept answers go: they count changes of the epoch that ends."""
    return [("next_epoch", (now_ms,)), ("drop_answered", (_ALWAYS,))]


def _check(documents: Sequence[Document]) -> None:
    if not documents or not all(one.type in TYPES and is_canonical(one.number) for one in documents):
        raise EntryInvalid("a person has a document or more, of types that the register keeps, in canonical form")


async def _next_place(tx: Transaction) -> int:
    place: int = (await tx.rows("next_place"))[0][0]
    return place
