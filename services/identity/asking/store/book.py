"""The book over its database; each change is one transaction."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from typing import Final

from services.identity.asking.answers import Changes
from services.identity.asking.errors import BookUnavailable
from services.identity.asking.ports import Counts, Held, Number, Standing, Waiting
from services.identity.asking.shares import MAX_OF_READERS, Day, Left, dealt
from services.signing.sealing import SealBroken, Sealer
from services.store.database import Database, Transaction
from services.store.values import Value
from services.values.dates import day_text, today
from services.values.identity import Change, Cursor, Resolved
from services.values.records import Identifier
from services.vocabulary.identity import ChangeKind, ResolveOutcome

AGAIN_MS: Final = 24 * 3_600_000
"""A number without a token is asked for again no sooner: somebody may have registered since."""
KEPT_MS: Final = 30 * AGAIN_MS
"""How long a token is held of a number that no record bears."""
_SOMEBODYS: Final = frozenset({ResolveOutcome.TOKEN, ResolveOutcome.AMBIGUOUS})


class StoredBook:
    """See :class:`services.identity.asking.ports.Book`. ``sealer``: of the numbers that wait."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database, self._sealer = database, sealer

    async def held(self, token: str) -> Held | None:
        """Of what is committed."""
        found = await self._database.rows("held", token)
        return Held(*found[0]) if found else None

    async def standing(self) -> Standing:
        """Of what is committed."""
        ((heard_ms, silent),) = await self._database.rows("standing")
        return Standing(heard_ms, bool(silent))

    async def heard(self, now_ms: int) -> None:
        """Never earlier than it was heard before."""
        await self._run("heard", now_ms)

    async def silent(self) -> None:
        """Until it is heard again."""
        await self._run("silent")

    async def same_person(self, token: str) -> tuple[str, ...]:
        """Of what is committed."""
        return tuple(other for (other,) in await self._database.rows("same_person", token))

    async def queue(self, numbers: Sequence[Number], now_ms: int, read: tuple[int, int] | None = None) -> None:
        """Sealed under the blind token, so that no row passes for another."""
        of_record, since = int(read is not None), now_ms - AGAIN_MS
        wants = [(each.token, each.agency, of_record, since, MAX_OF_READERS) for each in numbers]
        rows = [(each.token, self._sealed(each), now_ms) for each in numbers]

        async def queued(tx: Transaction) -> None:
            await tx.each("want", wants)
            await tx.each("queue", rows)
            if read is not None:
                await tx.rows("set_followed", *read)

        await self._database.write(queued)

    async def waiting(self, after: str, limit: int) -> list[str]:
        """Of what is committed."""
        return [token for (token,) in await self._database.rows("waiting_after", after, limit)]

    async def let_go(self, tokens: Sequence[str]) -> int:
        """One that is part of a batch makes its question another, which the registry refuses, and it is divided."""

        async def gone(tx: Transaction) -> int:
            await tx.each("unwant", [(token,) for token in tokens])
            return sum([len(await tx.rows("let_go", token)) for token in tokens])

        number = await self._database.write(gone)
        await self._database.forget()
        return number

    async def batch(self, most: int, day: Day) -> Waiting | None:
        """The transaction id is durable before anybody asks under it."""

        async def batched(tx: Transaction) -> Waiting | None:
            made = await tx.rows("oldest_batch")
            transaction_id = made[0][0] if made else _new_id()
            if not made:
                await _make_batch(tx, transaction_id, most, day)
            rows = await tx.rows("batch", transaction_id)
            return Waiting(transaction_id, tuple(self._opened(*row) for row in rows)) if rows else None

        return await self._database.write(batched)

    async def persons(self) -> int:
        """Of what is committed."""
        ((persons,),) = await self._database.rows("persons")
        return int(persons)

    async def settle(self, waiting: Waiting, resolved: Sequence[Resolved], now_ms: int) -> int:
        """What waits no longer under this transaction id was settled before, and stays as it was settled."""
        said = {each.token: one for each, one in zip(waiting.numbers, resolved, strict=True)}

        async def settled(tx: Transaction) -> int:
            left = {token: agency for token, _, agency in await tx.rows("batch", waiting.transaction_id)}
            day = day_text(today(now_ms))
            await tx.each("settle", [_row(token, said[token], now_ms) for token in left])
            await tx.each("spend", [(left[token], day) for token in left if said[token].outcome not in _SOMEBODYS])
            await tx.each("unwant", [(token,) for token in left])
            await tx.rows("settled", waiting.transaction_id)
            return len(left)

        return await self._database.write(settled)

    async def aged(self, after: str, limit: int, now_ms: int) -> list[str]:
        """Of what is committed."""
        rows = await self._database.rows("aged", after, now_ms - AGAIN_MS, now_ms - KEPT_MS, limit)
        return [token for (token,) in rows]

    async def thin(self, tokens: Sequence[str], now_ms: int) -> int:
        """One that was asked for again meanwhile stays."""
        before = now_ms - AGAIN_MS, now_ms - KEPT_MS

        async def thinned(tx: Transaction) -> int:
            return sum([len(await tx.rows("thin", token, *before)) for token in tokens])

        number = await self._database.write(thinned)
        await self._database.forget()
        return number

    async def divide(self, waiting: Waiting) -> None:
        """In the middle; one number alone is not divided."""
        half, ids = len(waiting.numbers) // 2, (_new_id(), _new_id())
        rows = [(each.token, ids[place >= half]) for place, each in enumerate(waiting.numbers)]
        await self._database.write(lambda tx: tx.each("move", rows))

    async def cursor(self) -> Cursor:
        """Of what is committed."""
        (row,) = await self._database.rows("cursor")
        return Cursor(*row)

    async def take(self, after: Cursor, page: Changes) -> bool:
        """Of two that took the same page the first one did."""

        async def taken(tx: Transaction) -> bool:
            (row,) = await tx.rows("cursor")
            if Cursor(*row) != after:
                return False
            for change in page.changes:
                for statement, *values in _effects(change):
                    await tx.rows(str(statement), *values)
            await tx.rows("set_cursor", *_cursor_row(page.next))
            return True

        return await self._database.write(taken)

    async def begin_anew(self) -> None:
        """What waits goes on waiting."""

        async def forgotten(tx: Transaction) -> None:
            for statement in ("forget_numbers", "forget_persons", "read_again"):
                await tx.rows(statement)
            await tx.rows("set_cursor", *_cursor_row(Cursor()))

        await self._database.write(forgotten)

    async def followed(self) -> int:
        """Of what is committed."""
        ((followed,),) = await self._database.rows("followed")
        return int(followed)

    async def counts(self) -> Counts:
        """Of what is committed."""
        return Counts(**{str(name): int(count) for name, count in await self._database.rows("counts")})

    async def _run(self, statement: str, *values: Value) -> None:
        async def job(tx: Transaction) -> None:
            await tx.rows(statement, *values)

        await self._database.write(job)

    def _sealed(self, number: Number) -> bytes:
        one = number.identifier
        return self._sealer.seal(json.dumps([one.type, one.value, one.country]).encode(), number.token.encode())

    def _opened(self, token: str, sealed: bytes, agency: str) -> Number:
        try:
            return Number(token, Identifier(*json.loads(self._sealer.open(sealed, token.encode()))), agency)
        except SealBroken:
            raise BookUnavailable from None


async def _make_batch(tx: Transaction, transaction_id: str, most: int, day: Day) -> None:
    """Of what each agency wants first, as much as shares leave."""
    left = Left(day, {str(agency): int(nobody) for agency, nobody in await tx.rows("spent", day.day)})
    waiting = dict[str, list[str]]()
    for (agency,) in await tx.rows("askers"):
        if room := min(most, left.own(agency) + left.lent):
            waiting[agency] = [token for (token,) in await tx.rows("turn", agency, room)]
    chosen = dealt(waiting, left, most)
    await tx.each("pay", chosen.items())
    await tx.each("move", [(token, transaction_id) for token in chosen])


def _new_id() -> str:
    return secrets.token_hex(16)


def _cursor_row(cursor: Cursor) -> tuple[Value, ...]:
    return cursor.feed, cursor.epoch, cursor.sequence


def _row(token: str, said: Resolved, now_ms: int) -> tuple[Value, ...]:
    return token, said.token or None, said.outcome, said.at_sequence, now_ms


def _effects(change: Change) -> Iterator[tuple[Value, ...]]:
    """Statements and their values; none for a number that was replaced, as its person's token stays."""
    match change.kind:
        case ChangeKind.TOKENS_JOINED:
            yield from (("join", change.token, other, change.sequence) for other in change.others)
        case ChangeKind.TOKEN_SPLIT:
            yield ("split", change.token, change.sequence)
            yield ("read_again",)
        case ChangeKind.BLOCKED:
            yield ("block", change.token, 1)
        case ChangeKind.UNBLOCKED:
            yield ("block", change.token, 0)
        case ChangeKind.DECEASED:
            yield ("die", change.token)
