"""Subscriptions and alerts, sealed; each change is one transaction."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hmac import digest as hmac_digest
from json import dumps
from typing import Final

from services.exchange.watches.errors import RequestIdReused, TooManyWatches, WatchesUnavailable
from services.exchange.watches.ports import Feed, Subject, Told, Watched
from services.exchange.watches.rows import read, written
from services.signing.derive import derive
from services.signing.sealing import SealBroken, Sealer
from services.store.database import Database, Transaction

MAX_WATCHES: Final = 50
"""Of one officer for one case (policy): reading the alerts looks up each of them."""
MAX_WIDE: Final = 10
"""Of those, how many may be of a person or a case: each is a look at many records."""
_WATCH: Final = b"watch "
_ALERT: Final = b"alert "


class StoredWatches:
    """See :class:`services.exchange.watches.ports.Watches`. ``secret``: the node's, 32 bytes."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self._database = database
        self._tokens, self._sealer = derive(secret, "watches"), Sealer(derive(secret, "watches", 2))

    async def keep(self, watched: Watched) -> Watched:
        """See the port."""
        token, feed = self._token("id", watched.id), self._feed(watched.feed)

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
            body = self._sealer.seal(written(watched).encode(), _WATCH + token)
            await tx.rows("keep_watch", token, feed, watched.expires_ms, body)
            return watched

        return await self._database.write(kept)

    async def end(self, feed: Feed, id_: str) -> bool:
        """See the port."""
        ended = await self._database.write(lambda tx: tx.rows("end_watch", self._token("id", id_), self._feed(feed)))
        return bool(ended)

    async def of(self, feed: Feed, now_ms: int) -> Sequence[Watched]:
        """Of what is committed."""
        rows = await self._database.rows("watches", self._feed(feed), now_ms)
        return [self._opened(token, body) for token, body in rows]

    async def tell(self, feed: Feed, matches: Sequence[tuple[str, str]], now_ms: int) -> None:
        """See the port. Nothing is written where all was told."""
        token = self._feed(feed)
        new = [(key, record) for key, record in matches if not await self._known(token, key)]
        if not new:
            return

        async def told(tx: Transaction) -> None:
            sequence = (await tx.rows("alert_head", token))[0][0]
            for key, record in new:
                match = self._token("match", key)
                if await tx.rows("alert_known", token, match):
                    continue
                sequence += 1
                body = self._sealer.seal(key.encode(), _ALERT + token + match)
                sealed = match + body
                await tx.rows("keep_alert", token, sequence, match, self._token("record", record), now_ms, sealed)

        await self._database.write(told)

    async def told(self, feed: Feed, after: int, most: int) -> Sequence[Told]:
        """Of what is committed."""
        token = self._feed(feed)
        rows = await self._database.rows("alerts", token, after, most)
        return [Told(sequence, self._key(token, body), told_ms) for sequence, body, told_ms in rows]

    async def head(self, feed: Feed) -> int:
        """Of what is committed."""
        number: int = (await self._database.rows("alert_head", self._feed(feed)))[0][0]
        return number

    async def epoch(self) -> int:
        """As the file was given it by chance when it was made."""
        number: int = (await self._database.rows("epoch"))[0][0]
        return number

    def name(self, feed: Feed) -> str:
        """See the port: 22 characters of base64url."""
        return _text(self._token("name", *feed))

    def id_of(self, feed: Feed, request_id: str) -> str:
        """See the port: 22 characters of base64url."""
        return _text(self._token("request", *feed, request_id))

    async def erase(self, records: Sequence[str]) -> int:
        """See the port."""

        async def erased(tx: Transaction) -> int:
            tokens = [self._token("record", each) for each in records]
            return sum([len(await tx.rows("erase_alerts", each)) for each in tokens])

        number = await self._database.write(erased)
        await self._database.forget()
        return number

    async def _known(self, feed: bytes, key: str) -> bool:
        return bool(await self._database.rows("alert_known", feed, self._token("match", key)))

    def _key(self, feed: bytes, sealed: bytes) -> str:
        """Of an alert; empty where it was erased."""
        if not sealed:
            return ""
        return self._plain(sealed[32:], _ALERT + feed + sealed[:32]).decode()

    def _opened(self, token: bytes, body: bytes) -> Watched:
        return read(self._plain(body, _WATCH + token).decode())

    def _plain(self, body: bytes, about: bytes) -> bytes:
        try:
            return self._sealer.open(body, about)
        except SealBroken:
            raise WatchesUnavailable from None

    def _feed(self, feed: Feed) -> bytes:
        return self._token("feed", *feed)

    def _token(self, *of: str) -> bytes:
        return hmac_digest(self._tokens, dumps(of).encode(), "sha256")


def _is_full(held: Sequence[Subject], new: Subject) -> bool:
    return len(held) >= MAX_WATCHES or (new.wide and sum(each.wide for each in held) >= MAX_WIDE)


def _text(token: bytes) -> str:
    return urlsafe_b64encode(token)[:22].decode()
