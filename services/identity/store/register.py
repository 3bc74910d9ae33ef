"""The register as the use cases read it, and what it remembers of those who ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from services.identity.domain import Person, PersonChange, filed_under
from services.identity.errors import TooManyUnknown
from services.identity.keys import Keys
from services.identity.of_nobody import of_nobody
from services.identity.ports import Days, Given, Kept
from services.identity.store.rows import Rows
from services.store.database import Database, Transaction
from services.values.identity import Identifier

DAY_MS: Final = 86_400_000
DOUBT_MS: Final = 30 * DAY_MS
"""How long an answer is kept, and how long a question is remembered that could be a guess."""
YEAR_MS: Final = 365 * DAY_MS
"""How long a question about a birth is remembered."""


class StoredRegister:
    """See :class:`services.identity.ports.Register`."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database, self._rows = database, Rows(keys)

    async def find(self, number: Identifier) -> tuple[Person, ...]:
        """Read of what is committed; whoever shares a number comes in the order of their places."""
        rows = await self._database.rows("find", self._rows.number(filed_under(number)))
        return tuple(self._rows.open_person(place, body) for place, body in rows)

    async def give(
        self,
        agency: str,
        numbers: Sequence[Identifier],
        shows: Callable[[Person], bool],
        *,
        family: bool = False,
        day: str = "",
    ) -> Given:
        """One transaction, so that no change falls between the finding and the remembering."""
        keys = [filed_under(one) for one in numbers]

        async def giving(tx: Transaction) -> Given:
            every = {key: await self._rows.found(tx, key) for key in dict.fromkeys(keys)}
            found = {key: tuple(filter(shows, persons)) for key, persons in every.items()}
            if day:
                await self._count_unknown(tx, agency, day, [key for key, persons in found.items() if not persons])
            known = [persons[0] for persons in found.values() if len(persons) == 1]
            relatives = await self._relatives(tx, known, shows) if family else {}
            await tx.each("give", [(agency, place) for place in {one.id for one in (*known, *relatives.values())}])
            return Given(tuple(found[key] for key in keys), relatives, await _head(tx, agency))

        return await self._database.write(giving)

    async def _relatives(
        self, tx: Transaction, known: Sequence[Person], shows: Callable[[Person], bool]
    ) -> dict[int, Person]:
        places = dict.fromkeys(kin.person for person in known for kin in person.relatives)
        found = {place: await self._rows.person_at(tx, place) for place in places}
        return {place: one for place, one in found.items() if one and shows(one)}

    async def _count_unknown(self, tx: Transaction, agency: str, day: str, keys: Sequence[str]) -> None:
        await tx.rows("drop_unknown", day)
        await tx.each("note_unknown", [(agency, day, self._rows.number(key)) for key in keys])
        (noted,), (held,) = (await tx.rows("unknown", agency, day))[0], (await tx.rows("held", agency))[0]
        if noted > of_nobody(held):
            raise TooManyUnknown(retry_after_s=3600)

    async def doubt(self, agency: str, person: int, kind: str, question: bytes, now_ms: int) -> int:
        """One transaction; the same question is remembered once."""

        async def doubting(tx: Transaction) -> int:
            await tx.rows("drop_doubts", now_ms - DOUBT_MS)
            await tx.rows("note_doubt", agency, person, kind, question, now_ms)
            number: int = (await tx.rows("doubts", agency, person, kind))[0][0]
            return number

        return await self._database.write(doubting)

    async def admit_day(self, agency: str, person: int, question: bytes, now_ms: int, days: Days) -> bool:
        """One transaction, so that two agencies do not both take the last place."""

        async def admitting(tx: Transaction) -> bool:
            await tx.rows("drop_days_of_age", now_ms - YEAR_MS)
            every, same, own = (await tx.rows("days_of_age", person, question, agency, now_ms - YEAR_MS))[0]
            most = days.open if own else days.first
            admitted: bool = every <= days.all if same else every < most
            if admitted:
                await tx.rows("note_doubt", agency, person, "age", question, now_ms)
            return admitted

        return await self._database.write(admitting)

    async def answered(self, agency: str, transaction_id: str, now_ms: int) -> Kept | None:
        """Opened where it is there and not a day old."""
        token = self._rows.transaction(agency, transaction_id)
        rows = await self._database.rows("answered", agency, token, now_ms)
        return Kept(rows[0][0], self._rows.open_answer(agency, token, rows[0][1])) if rows else None

    async def keep(self, agency: str, transaction_id: str, kept: Kept, now_ms: int) -> Kept:
        """What is a day old goes with it."""
        token = self._rows.transaction(agency, transaction_id)
        body = self._rows.seal_answer(agency, token, kept.body)

        async def keeping(tx: Transaction) -> Kept:
            await tx.rows("drop_answered", now_ms)
            await tx.rows("keep", agency, token, kept.question, body, now_ms + DAY_MS)
            question, held = (await tx.rows("answered", agency, token, now_ms))[0]
            return Kept(question, self._rows.open_answer(agency, token, held))

        return await self._database.write(keeping)

    async def epoch(self) -> int:
        """Its number grows where a backup was put back."""
        number: int = (await self._database.rows("epoch"))[0][0]
        return number

    async def head(self, agency: str) -> int:
        """Of what is committed."""
        sequence: int = (await self._database.rows("head", agency))[0][0]
        return sequence

    async def changes(self, agency: str, after: int, most: int) -> Sequence[tuple[int, PersonChange]]:
        """Opened one by one."""
        rows = await self._database.rows("changes", agency, after, most)
        return [(sequence, self._rows.open_change(agency, sequence, body)) for sequence, body in rows]


async def _head(tx: Transaction, agency: str) -> int:
    sequence: int = (await tx.rows("head", agency))[0][0]
    return sequence
