"""Words at rest, sealed under blind tokens of their matters; each change is one transaction."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from services.access.request_id import Act
from services.records.errors import StorageUnavailable
from services.records.law_book.store.acts import Blind
from services.records.law_book.store.database import FILE, open_database
from services.records.law_book_port import Said, Told
from services.store.database import Transaction
from services.store.sqlite import SqliteDatabase
from services.store.values import Row

_SAID: Final = b"law said "
_TOLD: Final = b"law told "
logger = logging.getLogger(__name__)


class SealedBook:
    """See :class:`services.records.law_book_port.LawBook`. ``secret``: the node's, 32 bytes."""

    def __init__(self, database: SqliteDatabase, secret: bytes) -> None:
        self._database, self.close = database, database.close
        self._blind = Blind(secret)
        self._token, self._plain, self._seal = self._blind.token, self._blind.plain, self._blind.seal

    async def say(self, matter: tuple[str, ...], said: Said, act: Act) -> Said:
        """See the port."""
        token = self._token("matter", *matter)

        async def kept(tx: Transaction) -> Said:
            before = await self._blind.before(tx, act)
            if before is not None:
                return _read(before)
            await tx.rows("keep_said", token, self._seal(_written(said), _SAID + token))
            await tx.rows("forget_told", token)
            await tx.rows("forget_told_of", token)
            await tx.rows("forget_waiting", token)
            await self._blind.keep(tx, act, said)
            return said

        return await self._database.write(kept)

    async def last(self, matter: tuple[str, ...]) -> Said | None:
        """See the port."""
        token = self._token("matter", *matter)
        found = await self._database.rows("said", token)
        return _read(self._plain(found[0][0], _SAID + token)) if found else None

    async def waits(self, matter: tuple[str, ...], since_ms: int, basis: str) -> int:
        """See the port. What is no earlier than what is kept is read alone."""
        token = self._token("matter", *matter)
        kept = await self._database.rows("waiting", token)
        if kept and int(kept[0][0]) <= since_ms:
            return int(kept[0][0])

        async def noted(tx: Transaction) -> int:
            if not await self._stands(tx, token, basis):
                await tx.rows("keep_waiting", token, since_ms)
            found = await tx.rows("waiting", token)
            return int(found[0][0]) if found else since_ms

        return await self._database.write(noted)

    async def tell(
        self, matter: tuple[str, ...], desks: Iterable[str], now_ms: int, basis: str = ""
    ) -> Mapping[str, int]:
        """See the port. What is not new is read alone, so that a list that is read again writes nothing."""
        token, wanted = self._token("matter", *matter), sorted(desks)
        told = _told(await self._database.rows("told", token))
        if told.keys() >= set(wanted) and await self._database.rows("is_told_of", token):
            return told

        async def kept(tx: Transaction) -> Mapping[str, int]:
            if await self._stands(tx, token, basis):
                return _told(await tx.rows("told", token))
            await tx.each("keep_told", [(token, desk, now_ms) for desk in wanted])
            body = self._seal(json.dumps(matter).encode(), _TOLD + token)
            await tx.rows("keep_told_of", token, self._about(matter), body)
            return _told(await tx.rows("told", token))

        return await self._database.write(kept)

    async def told_of(self, desk: str) -> list[Told]:
        """See the port. A row that is damaged is dropped: the clock writes it again at its next look."""
        rows = {bytes(token): (body, at_ms) for token, body, at_ms in await self._database.rows("told_desk", desk)}
        found, damaged = [], []
        for token, (body, at_ms) in rows.items():
            try:
                found.append(Told(tuple(json.loads(self._plain(body, _TOLD + token))), at_ms))
            except StorageUnavailable:
                damaged.append((token,))
        if damaged:
            logger.error("rows are damaged, %d of what desks were told: they are written again", len(damaged))
            await self._database.write(lambda tx: tx.each("forget_told_of", damaged))
        return found

    async def keep_only(self, person: str, matters: Iterable[tuple[str, ...]]) -> None:
        """See the port. Where nothing is to be forgotten nothing is written."""
        about, kept = self._token("about", person), {self._token("matter", *each) for each in matters}
        if not [token for (token,) in await self._database.rows("told_about", about) if token not in kept]:
            return

        async def forgotten(tx: Transaction) -> None:
            for (token,) in await tx.rows("told_about", about):
                if token not in kept:
                    await tx.rows("forget_told", token)
                    await tx.rows("forget_told_of", token)

        await self._database.write(forgotten)

    def _about(self, matter: tuple[str, ...]) -> bytes:
        """Blind token of the person of a guard; of any other matter the matter's own."""
        return self._token("about", *matter[1:2]) if matter[:1] == ("guard",) else self._token("about", *matter)

    async def _stands(self, tx: Transaction, token: bytes, basis: str) -> bool:
        """Whether a word on this basis was said."""
        said = await tx.rows("said", token) if basis else ()
        return bool(said) and _read(self._plain(said[0][0], _SAID + token)).basis == basis


def open_book(folder: Path, secret: bytes) -> SealedBook:
    """Over ``law.db`` of the node's folder. Raises UnsafeFile, StorageUnavailable."""
    return SealedBook(open_database(folder / FILE), secret)


def _told(rows: Iterable[Row]) -> dict[str, int]:
    return {desk: at_ms for desk, at_ms in rows}  # noqa: C416  # a row is a sequence


def _written(said: Said) -> bytes:
    return json.dumps(list(said)).encode()


def _read(raw: bytes) -> Said:
    return Said(*json.loads(raw))
