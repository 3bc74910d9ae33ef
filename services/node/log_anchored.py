"""Heads of the node's own log brought to a peer: what it answered while cut off cannot be told otherwise later."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from audit.client import AuditGone, AuditNever, AuditNotNow
from audit.replies import Checkpointed, Receipts
from services.exchange.copies.errors import SenderAway, SenderRefused

EVERY_S: Final = 600.0
AGAIN_S: Final = 15.0
"""After a peer that was away, so that a head is anchored soon after it is back."""
LOOK_S: Final = 1.0
"""While the node's own log is not there to be asked, as in the first moment of a start."""
logger = logging.getLogger(__name__)


class Anchorer(Protocol):
    """A peer that is told of heads. Raises SenderRefused, SenderAway."""

    async def anchor(self, checkpoint: bytes, since: int, consistency: Sequence[bytes]) -> int:
        """Size that is anchored last there; another than the checkpoint's where the proof must lead from that."""
        ...


class Heads(Protocol):
    """The node's own log. Raises AuditGone, AuditNotNow."""

    async def checkpoint(self) -> Checkpointed:
        """The newest head that a quorum has cosigned."""
        ...

    async def receipts(
        self, indexes: Sequence[int], agency: str, known_size: int, registry_version: int = 0
    ) -> Receipts:
        """The same head, and the proof that leads to it from a size. Raises AuditNever."""
        ...


async def _nothing() -> None:
    return None


@dataclass
class Anchoring:
    """``after``: what follows each head that is anchored, or found to be.

    ``heads``: the live line to the log, None while there is none; ``agency``: of this node; ``size``: anchored."""

    peer: str
    agency: str
    heads: Callable[[], Heads | None]
    anchorer: Anchorer
    size: int = 0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    after: Callable[[], Awaitable[None]] = _nothing
    _trouble: str = ""

    async def run(self) -> None:
        """Anchor what is new every ten minutes, until cancelled; sooner again where the peer was away."""
        while True:
            try:
                await self.once()
                await self.after()
                self._trouble, wait_s = "", EVERY_S
            except SenderRefused as refused:
                self._noted(refused.reason)
                wait_s = EVERY_S
            except SenderAway:
                self._noted(SenderAway.__name__)
                wait_s = AGAIN_S
            except (AuditGone, AuditNotNow, AuditNever) as fault:
                self._noted(type(fault).__name__)
                wait_s = LOOK_S
            await self.sleep(wait_s)

    async def once(self) -> None:
        """Bring the newest head, where it is larger than what is anchored. Raises as the ports do."""
        heads = self.heads()
        if heads is None:
            raise AuditGone("no line to the log")
        if (await heads.checkpoint()).size <= self.size:
            return
        found = await heads.receipts([], self.agency, self.size)
        told = await self._told(found, self.size)
        if told not in (found.size, self.size):
            found = await heads.receipts([], self.agency, told)
            told = await self._told(found, told)
        self.size = told

    async def _told(self, found: Receipts, since: int) -> int:
        return await self.anchorer.anchor(found.checkpoint, since, found.consistency)

    def _noted(self, trouble: str) -> None:
        if trouble != self._trouble:
            logger.error("%s: the node's log is not anchored: %s", self.peer, trouble)
        self._trouble = trouble
