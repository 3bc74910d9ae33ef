"""Alerts, sealed; each change is one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from hmac import digest as hmac_digest
from typing import Final

from services.access.errors import Refused
from services.linkage.alerting.errors import AlertsUnavailable, RequestIdReused
from services.linkage.alerting.item import Item, Kept, emptied, read, written
from services.linkage.alerting.ports import Act, Offer, Place, Switch
from services.linkage.alerting.settling import Settled
from services.linkage.alerting.store import offers
from services.linkage.alerts.budget import within
from services.linkage.alerts.raising import Level
from services.linkage.alerts.states import DAY_MS, KEPT_DAYS, History, Opinion, Reason, State, state
from services.signing.derive import derive
from services.signing.sealing import SealBroken, Sealer
from services.store.database import Database, Transaction
from services.store.values import Row

_ALERT: Final = b"alert "
_OPINION: Final = b"opinion "
_SWITCH: Final = b"detector switch "


class StoredAlerts:
    """See :class:`services.linkage.alerting.ports.Alerts`. ``secret``: the node's, 32 bytes."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self._database = database
        self._tokens, self._sealer = derive(secret, "alerts"), Sealer(derive(secret, "alerts", 2))
        self._rest = offers.AtRest(self._token, self._sealer.seal, self._plain)

    async def of(self, place: Place) -> Sequence[Kept]:
        """See the port."""
        return await self._all(self._database, "of_scope", self._token("scope", *place))

    async def standing(self) -> Sequence[Kept]:
        """See the port."""
        return await self._all(self._database, "standing")

    async def level(self) -> int:
        """See the port."""
        return int.from_bytes(await self._ran(self._token("level")))

    async def keep_level(self, number: int) -> None:
        """See the port."""
        await self._database.write(lambda tx: tx.rows("keep_run", self._token("level"), number.to_bytes(8)))

    async def ran(self, place: Place) -> bytes:
        """See the port."""
        return await self._ran(self._token("scope", *place))

    async def settle(
        self, place: Place, ran: bytes, decide: Callable[[Sequence[Kept]], Settled], now_ms: int
    ) -> Settled:
        """See the port."""
        scope = self._token("scope", *place)

        async def settled(tx: Transaction) -> Settled:
            known = await self._all(tx, "of_scope", scope)
            found = decide(known)
            by_id = {each.item.id: each for each in known}
            for id_ in found.withdrawn:
                await self._empty(tx, by_id[id_].item, now_ms)
            for item in found.raised:
                await self._add(tx, scope, item)
            await tx.rows("keep_run", scope, ran)
            return found

        return await self._database.write(settled)

    async def rewrite(self, items: Iterable[Item]) -> None:
        """See the port."""
        rows = [(each.id, self._sealed(each)) for each in items]
        await self._database.write(lambda tx: tx.each("rewrite_alert", rows))
        await self._database.forget()

    async def withdraw(self, ids: Iterable[str], now_ms: int) -> int:
        """See the port."""
        named = sorted(set(ids))

        async def withdrawn(tx: Transaction) -> int:
            return sum([await self._withdraw(tx, each, now_ms) for each in named])

        number = await self._database.write(withdrawn)
        await self._database.forget()
        return number

    async def retire(self, now_ms: int) -> int:
        """See the port."""

        async def retired(tx: Transaction) -> int:
            over = [
                each for each in await self._all(tx, "expired", now_ms) if state(each.history, now_ms) == State.EXPIRED
            ]
            for each in over:
                await self._empty(tx, each.item, 0)
            return len(over)

        return await self._database.write(retired)

    async def say(self, id_: str, act: Act, step: Callable[[History], History]) -> Kept | None:
        """See the port."""
        token = self._token("act", act.officer, act.request_id)

        async def said(tx: Transaction) -> Kept | None:
            rows = await tx.rows("alert", id_)
            if not rows:
                return None
            if before := await tx.rows("said", token):
                return await self._before(tx, rows[0], act, *before[0])
            kept = await self._kept(tx, rows[0])
            history = step(kept.history)
            body = json.dumps([*history.opinions[-1], act.sha256.hex()], ensure_ascii=False)
            number = len(kept.history.opinions)
            await tx.rows("keep_opinion", id_, number, token, self._sealer.seal(body.encode(), _opinion(id_, number)))
            return Kept(kept.item, history)

        return await self._database.write(said)

    async def offer(self, id_: str, offer: Offer, stands: Callable[[Kept], None]) -> Kept | None:
        """See the port."""

        async def offered(tx: Transaction) -> Kept | None:
            rows = await tx.rows("alert", id_)
            if not rows:
                return None
            if not await offers.repeated(tx, self._rest, id_, offer):
                kept = await self._kept(tx, rows[0])
                stands(kept)
                await offers.keep(tx, self._rest, kept.item, offer)
                await offers.meet(tx, self._rest, kept.item, offer.now_ms, partial(self._standing, tx, stands))
            return await self._kept(tx, rows[0])

        return await self._database.write(offered)

    async def _standing(self, tx: Transaction, stands: Callable[[Kept], None], id_: str) -> Item | None:
        kept = await self._kept(tx, (await tx.rows("alert", id_))[0])
        try:
            stands(kept)
        except Refused:
            return None
        return kept.item

    async def show(
        self, officer: str, day: str, waiting: Sequence[tuple[str, str]], budget: int
    ) -> tuple[frozenset[str], Mapping[str, int]]:
        """See the port."""
        who = self._token("officer", officer)

        async def showing(tx: Transaction) -> tuple[frozenset[str], Mapping[str, int]]:
            again = {id_ for id_, _ in waiting if await tx.rows("shown_to", who, id_)}
            shown, left_out = set(again), {}
            for rule in dict.fromkeys(rule for _, rule in waiting):
                ids = [id_ for id_, of in waiting if of == rule and id_ not in again]
                ((spent,),) = await tx.rows("spent", who, day, rule)
                now = within(range(len(ids)), budget, spent)
                for place in now.shown:
                    await tx.rows("keep_shown", who, ids[place], rule, day)
                    shown.add(ids[place])
                if now.left_out:
                    left_out[rule] = now.left_out
            return frozenset(shown), left_out

        return await self._database.write(showing)

    async def switches(self) -> Mapping[str, Switch]:
        """See the port."""
        rows = await self._database.rows("switches")
        return {rule: Switch(*json.loads(self._plain(body, _SWITCH + rule.encode()))) for rule, body in rows}

    async def switch(self, rule: str, switch: Switch) -> None:
        """See the port."""
        body = self._sealer.seal(json.dumps(switch, ensure_ascii=False).encode(), _SWITCH + rule.encode())
        await self._database.write(lambda tx: tx.rows("keep_switch", rule, body))

    async def erase(self, records: Sequence[str], now_ms: int) -> int:
        """See the port."""

        async def erased(tx: Transaction) -> int:
            found: set[str] = set()
            for record in records:
                found |= {id_ for (id_,) in await tx.rows("resting_on", self._token("record", record))}
            for id_ in sorted(found):
                await self._withdraw(tx, id_, now_ms)
            return len(found)

        number = await self._database.write(erased)
        await self._database.forget()
        return number

    async def _ran(self, token: bytes) -> bytes:
        rows = await self._database.rows("last_run", token)
        return bytes(rows[0][0]) if rows else b""

    async def _add(self, tx: Transaction, scope: bytes, item: Item) -> None:
        expires_ms = item.raised_ms + KEPT_DAYS[item.level] * DAY_MS
        await tx.rows("keep_alert", item.id, scope, item.raised_ms, expires_ms, self._sealed(item))
        for record in item.records:
            await tx.rows("keep_record", self._token("record", record), item.id)

    async def _withdraw(self, tx: Transaction, id_: str, now_ms: int) -> int:
        kept = await self._kept(tx, (await tx.rows("alert", id_))[0])
        if not kept.history.withdrawn_ms:
            await self._empty(tx, kept.item, now_ms)
        return int(not kept.history.withdrawn_ms)

    async def _empty(self, tx: Transaction, item: Item, withdrawn_ms: int) -> None:
        await tx.rows("empty_alert", item.id, withdrawn_ms, self._sealed(emptied(item)))
        await tx.rows("forget_opinions", item.id)
        await offers.forget(tx, item.id)

    async def _all(self, tx: Transaction | Database, statement: str, *values: bytes | int) -> list[Kept]:
        return [await self._kept(tx, row) for row in await tx.rows(statement, *values)]

    async def _kept(self, tx: Transaction | Database, row: Row) -> Kept:
        id_, withdrawn_ms, body = row
        item = read(self._plain(body, _ALERT + id_.encode()).decode())
        opinions = tuple([self._opinion(id_, *each)[0] for each in await tx.rows("opinions", id_)])
        kept = Kept(item, History(item.level, item.raised_ms, opinions, withdrawn_ms))
        return await offers.told(tx, self._rest, kept) if item.level == Level.LEAD else kept

    async def _before(self, tx: Transaction, row: Row, act: Act, id_: str, number: int) -> Kept:
        kept = await self._kept(tx, row)
        bodies: dict[int, bytes] = {row[0]: row[1] for row in await tx.rows("opinions", id_)}
        if id_ != kept.item.id or self._opinion(id_, number, bodies[number])[1] != act.sha256.hex():
            raise RequestIdReused
        return kept

    def _opinion(self, id_: str, number: int, body: bytes) -> tuple[Opinion, str]:
        officer, confirms, reason, *rest, sha256 = json.loads(self._plain(body, _opinion(id_, number)))
        return Opinion(officer, confirms, Reason(reason), *rest), sha256

    def _sealed(self, item: Item) -> bytes:
        return self._sealer.seal(written(item).encode(), _ALERT + item.id.encode())

    def _plain(self, body: bytes, about: bytes) -> bytes:
        try:
            return self._sealer.open(body, about)
        except SealBroken:
            raise AlertsUnavailable from None

    def _token(self, *of: str) -> bytes:
        return hmac_digest(self._tokens, json.dumps(of).encode(), "sha256")


def _opinion(id_: str, number: int) -> bytes:
    return _OPINION + f"{id_} {number}".encode()
