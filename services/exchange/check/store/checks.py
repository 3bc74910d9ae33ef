"""Checks over ``posts.db``: a figure's rows, so durable where the process is killed, and not where the machine fails.

A check is written while a traveller waits: a sync of the disk is more than a figure is worth (``synchronous=normal``).
On an agency's own node the document is kept too, sealed, until the check was brought to the hub.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from services.exchange.check.crossings import KEPT_MS, Check, document_key, fed_document
from services.exchange.check.errors import PostsUnavailable
from services.exchange.check.store.gathering import Gathering
from services.signing.derive import derive
from services.signing.keyfile import check_private
from services.signing.sealing import SealBroken, Sealer
from services.store.database import Database, Transaction
from services.store.private import open_private
from services.store.sqlite import SqliteDatabase
from services.store.values import Row, Value
from services.values import identifiers
from services.values.exchange import Identifier, PostCheck

ROOT: Final = Path(__file__).with_name("sql")
FILE: Final = "posts.db"
_TOKEN_BYTES: Final = 16


def open_database(path: Path) -> SqliteDatabase:
    """The file, mode 0600, made where it is absent. Raises UnsafeFile where it is looser, PostsUnavailable."""
    path.touch(mode=0o600)
    check_private(path)
    return open_private(path, ROOT, PostsUnavailable, "normal")


class Waiting(NamedTuple):
    """A check that is to be brought to the hub. ``place``: by which it is forgotten."""

    place: int
    check: PostCheck


class _Kept(NamedTuple):
    at_ms: int
    row: Sequence[Value]


class StoredChecks:
    """See :class:`services.exchange.check.ports.Checks`. ``brings``: of an agency's own node, which tells the hub."""

    def __init__(self, database: Database, secret: bytes, *, brings: bool = False) -> None:
        self._database, self._brings = database, brings
        self._key, self._sealer = derive(secret, "posts"), Sealer(derive(secret, "posts", 2))
        self._gathering = Gathering(self._kept)

    def document(self, agency: str, document: Identifier) -> bytes:
        """See the port, as for all methods here that say no more."""
        named = f"{agency}\0{document_key(document)}".encode()
        return hmac.digest(self._key, named, sha256)[:_TOKEN_BYTES]

    async def keep(self, agency: str, check: PostCheck) -> None:
        """Written in the file's own thread, while the answer waits, with those that come meanwhile."""
        await self._gathering.add(_Kept(check.at_ms, self._row(agency, check, brings=self._brings)))

    async def take(self, agency: str, checks: Sequence[PostCheck]) -> None:
        """All in one transaction, without their documents."""
        rows = [self._row(agency, each, brings=False) for each in checks]
        await self._database.write(lambda tx: tx.each("check_keep", rows))

    async def between(self, agency: str, from_ms: int, to_ms: int) -> Sequence[Check]:
        """Read in the caller's thread, in no order."""
        return [Check(*row) for row in await self._database.rows("checks_between", agency, from_ms, to_ms)]

    async def waiting(self, most: int) -> list[Waiting]:
        """The oldest checks that the hub was not told of. One that does not open is not among them."""
        rows = await self._database.rows("checks_waiting", most)
        return [one for row in rows if (one := self._waiting(row)) is not None]

    async def brought(self, places: Iterable[int]) -> None:
        """The hub has them."""
        some = [(place,) for place in places]
        await self._database.write(lambda tx: tx.each("check_brought", some))

    async def thin(self, before_ms: int) -> None:
        """What went is overwritten in the file."""
        await self._database.write(lambda tx: tx.rows("checks_thin", before_ms))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    async def _kept(self, group: Sequence[_Kept]) -> None:
        """What is too old by the newest of them goes with it."""
        before_ms = max(each.at_ms for each in group) - KEPT_MS

        async def job(tx: Transaction) -> None:
            await tx.each("check_keep", [each.row for each in group])
            await tx.rows("checks_thin", before_ms)

        await self._database.write(job)

    def _row(self, agency: str, check: PostCheck, *, brings: bool) -> Sequence[Value]:
        if check.document is None:
            raise AssertionError("a check by a document has one")
        token = self.document(agency, check.document)
        sealed = self._sealer.seal(identifiers.key(check.document).encode(), token) if brings else b""
        return agency, check.post, token, check.at_ms, sealed

    def _waiting(self, row: Row) -> Waiting | None:
        place, post, token, at_ms, sealed = row
        try:
            document = fed_document(self._sealer.open(sealed, token).decode())
        except SealBroken:
            return None
        return Waiting(place, PostCheck(post, document, at_ms))


def open_checks(folder: Path, secret: bytes, *, brings: bool) -> StoredChecks:
    """Over the node's file. Raises UnsafeFile, PostsUnavailable."""
    return StoredChecks(open_database(folder / FILE), secret, brings=brings)
