"""The identity registry's word as the processes of a node hold it: one file of the node's, that one process fills."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import NamedTuple

from services.identity.asking.errors import BookUnavailable
from services.identity.asking.known import HeldWord
from services.identity.asking.store.book import StoredBook
from services.identity.asking.store.database import BUSY_S, FILE, open_database
from services.membership.registry import Registry
from services.node.settings import NodeSettings
from services.records.errors import StorageUnavailable
from services.records.identity_port import Held, Identities, Unasked, answers, registered
from services.signing.derive import derive
from services.signing.sealing import Sealer
from services.values.records import Identifier

logger = logging.getLogger(__name__)


class OpenBook(NamedTuple):
    """The book, and how to let go of its file."""

    book: StoredBook
    close: Callable[[], None]


class OpenIdentities(NamedTuple):
    """What records ask, and how to let go of it."""

    word: Identities
    close: Callable[[], None]


class NodeIdentities:
    """See :class:`services.records.identity_port.Identities`. ``agency``: of the registry that this node asks."""

    def __init__(self, held: HeldWord, agency: str) -> None:
        self._held, self._agency = held, agency

    async def known(self, asked: Identifier, token: str, registry: Registry, now_ms: int) -> bool:
        """By what is held; where the node asks an agency that answers no more, as long as no other one answers."""
        if not registered(asked) or not answers(registry):
            return True
        return registry.serves(self._agency) and await self._held.confirmed(token, now_ms)

    async def ask_later(self, asked: Identifier, token: str, agency: str, now_ms: int) -> None:
        """In the node's own queue."""
        await self._held.ask_later(asked, token, agency, now_ms)

    async def same_person(self, token: str) -> tuple[str, ...]:
        """By what is held."""
        return await self._held.same_person(token)

    async def stop_asking(self, held: Held) -> int:
        """In the node's own queue."""
        try:
            return await self._held.stop_asking(held)
        except BookUnavailable:
            raise StorageUnavailable from None


def open_book(settings: NodeSettings, secret: bytes, busy_s: float = BUSY_S) -> OpenBook:
    """``secret``: the node's. Raises UnsafeFile, BookUnavailable."""
    database = open_database(settings.folder / FILE, busy_s)
    return OpenBook(StoredBook(database, Sealer(derive(secret, "identity-queue"))), database.close)


def open_identities(settings: NodeSettings, secret: bytes) -> OpenIdentities:
    """For a process that answers. Where the file is damaged nothing is held, and every history says so. UnsafeFile."""
    nothing = OpenIdentities(Unasked(), lambda: None)
    if not settings.identity_registry:
        return nothing
    try:
        opened = open_book(settings, secret)
    except BookUnavailable:
        logger.error("%s cannot be opened: no number is confirmed; delete it, and the node asks anew", FILE)
        return nothing
    return OpenIdentities(NodeIdentities(HeldWord(opened.book), settings.identity_registry), opened.close)
