"""Subscriptions and alerts, sealed; each change is one transaction."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from typing import Final

from services.exchange.watches.errors import RequestIdReused, TooManyWatches
from services.exchange.watches.ports import Feed, Subject, Told, Watched
from services.exchange.watches.rows import read, written
from services.exchange.watches.store import alerts, consents
from services.exchange.watches.store.at_rest import AtRest
from services.store.database import Database, Transaction

MAX_WATCHES: Final = 50
"""Of one officer for one case (policy): reading the alerts looks up each of them."""
MAX_WIDE: Final = 10
"""Of those, how many may be of a person or a case: each is a look at many records."""
KEPT_MS: Final = 92 * 86_400_000
"""After a subscription's time, and after an alert was told (P): longer than any lasts, so that none is told twice."""
_WATCH: Final = b"watch "


class StoredWatches:
    """See :class:`services.exchange.watches.ports.Watches`. ``secret``: the node's, 32 bytes."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self.database, self._rest = database, AtRest(secret)

    async def keep(self, watched: Watched) -> Watched:
        """See the port."""
        token, feed = self._id(watched.id), self._rest.feed(watched.feed)

        async def kept(tx: Transaction) -> Watched:
            found = await tx.rows("watch", token)
            if found:
                before = self._opened(token, found[0][0])
                if before.signed.body != watched.signed.body:
                    raise RequestIdReused
                return before
            held = [self._opened(*row) for row in await tx.rows("watches", feed, watched.began_ms)]
            if _is_full([each.subject for each in held], watched.subject):
                raise TooManyWatches
            body = self._rest.sealed(written(watched), _WATCH + token)
            await tx.rows("keep_watch", token, feed, watched.expires_ms, body)
            if watched.deconflict:
                await consents.keep(tx, self._rest, token, watched)
            return watched

        return await self.database.write(kept)

    async def end(self, feed: Feed, id_: str) -> bool:
        """See the port."""

        async def ended(tx: Transaction) -> bool:
            found = await tx.rows("end_watch", self._id(id_), self._rest.feed(feed))
            if found:
                await tx.rows("end_consent", self._id(id_))
            return bool(found)

        return await self.database.write(ended)

    async def of(self, feed: Feed, now_ms: int) -> Sequence[Watched]:
        """Of what is committed."""
        rows = await self.database.rows("watches", self._rest.feed(feed), now_ms)
        return [self._opened(token, body) for token, body in rows]

    async def tell(self, feed: Feed, matches: Sequence[tuple[str, str]], now_ms: int) -> None:
        """See the port. Nothing is written where all was told."""
        token = self._rest.feed(feed)
        new = [(key, record) for key, record in matches if not await self._known(token, key)]
        if new:
            await self.database.write(lambda tx: alerts.number(tx, self._rest, token, new, now_ms))

    async def meet(self, feed: Feed, willing: Sequence[Watched], barred: Sequence[Watched], now_ms: int) -> int:
        """See the port."""
        return await self.database.write(lambda tx: consents.meet(tx, self._rest, feed, willing, barred, now_ms))

    async def told(self, feed: Feed, after: int, most: int) -> Sequence[Told]:
        """Of what is committed."""
        token = self._rest.feed(feed)
        rows = await self.database.rows("alerts", token, after, most)
        return [Told(sequence, alerts.key_of(self._rest, token, body), told_ms) for sequence, body, told_ms in rows]

    async def head(self, feed: Feed) -> int:
        """Of what is committed."""
        number: int = (await self.database.rows("alert_head", self._rest.feed(feed)))[0][0]
        return number

    async def epoch(self) -> int:
        """As the file was given it by chance when it was made."""
        number: int = (await self.database.rows("epoch"))[0][0]
        return number

    def name(self, feed: Feed) -> str:
        """See the port: 22 characters of base64url."""
        return _text(self._rest.token("name", *feed))

    def id_of(self, feed: Feed, request_id: str) -> str:
        """See the port: 22 characters of base64url."""
        return _text(self._rest.token("request", *feed, request_id))

    async def erase(self, records: Sequence[str]) -> int:
        """See the port."""

        async def erased(tx: Transaction) -> int:
            tokens = [self._rest.token("record", each) for each in records]
            return sum([len(await tx.rows("erase_alerts", each)) for each in tokens])

        number = await self.database.write(erased)
        await self.database.forget()
        return number

    async def begin_anew(self) -> None:
        """The file is an older one: cursors of before have ended, and no desk is on offer before its officer reads."""

        async def begun(tx: Transaction) -> None:
            await tx.rows("new_epoch", secrets.randbits(62))
            await tx.rows("unwilling")

        await self.database.write(begun)

    async def thin(self, now_ms: int) -> int:
        """Let go of subscriptions that were over, and of alerts that were told, long ago; how many subscriptions."""

        async def thinned(tx: Transaction) -> int:
            await tx.rows("thin_alerts", now_ms - KEPT_MS)
            return len(await tx.rows("thin_watches", now_ms - KEPT_MS))

        return await self.database.write(thinned)

    async def _known(self, feed: bytes, key: str) -> bool:
        return bool(await self.database.rows("alert_known", feed, self._rest.token("match", key)))

    def _opened(self, token: bytes, body: bytes) -> Watched:
        return read(self._rest.opened(body, _WATCH + token))

    def _id(self, id_: str) -> bytes:
        return self._rest.token("id", id_)


def _is_full(held: Sequence[Subject], new: Subject) -> bool:
    return len(held) >= MAX_WATCHES or (new.wide and sum(each.wide for each in held) >= MAX_WIDE)


def _text(token: bytes) -> str:
    return urlsafe_b64encode(token)[:22].decode()
