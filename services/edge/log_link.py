"""The edge's line to the log's writer: appends, and comes back by itself when the writer does."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from audit.client import Appended, AuditClient, AuditGone, AuditNever, AuditNotNow, Item, Refusal

RETRY_S = 0.2
PATIENCE_S = 10.0
CLOCK_S = 1.0


class LogLink:
    """One connection to the writer. While there is none, every append is UNAVAILABLE.

    A lost acknowledgement is never re-sent: the caller is told UNAVAILABLE and gets no data.
    So they are when the writer says nothing for ``patience_s``, and while the line is ``held``, for the cause ``why``.
    ``refused``: what was not appended since the start, by cause. ``clock_off``: the writer's clock, which is that of
    this machine, is off what witnesses say.
    """

    def __init__(self, socket: Path, patience_s: float = PATIENCE_S) -> None:
        self._socket = socket
        self._patience_s = patience_s
        self.held = False
        self.why = Refusal.UNAVAILABLE
        self.clock_off = False
        self.refused: Counter[Refusal] = Counter()
        self._client: AuditClient | None = None
        self._keeping: asyncio.Task[None] | None = None

    @property
    def client(self) -> AuditClient | None:
        """The live connection, or None. From the first use on the line is kept up by itself, calls or none."""
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.get_running_loop().create_task(self._keep())
        return None if self._client is None or self._client.closed else self._client

    async def ready(self) -> AuditClient:
        """Wait for a connection."""
        while (client := self.client) is None:
            await asyncio.sleep(RETRY_S / 4)
        return client

    def move(self, socket: Path) -> None:
        """To another log's writer, held; what is under way on the old line ends UNAVAILABLE."""
        self.held = True
        self._socket = socket
        self._drop()

    def _drop(self) -> None:
        if self._keeping is not None:
            self._keeping.cancel()
        if self._client is not None:
            self._client.close()
        self._client = self._keeping = None

    async def _keep(self) -> None:
        while True:
            try:
                self._client = await AuditClient.connect(self._socket)
            except (OSError, AuditGone):
                await asyncio.sleep(RETRY_S)
                continue
            await self._client.ended()
            await asyncio.sleep(RETRY_S)

    async def append(self, items: Sequence[Item]) -> list[Appended | Refusal]:
        """One result per item, durable where it is Appended."""
        results = await self._append(items)
        self.refused.update(result for result in results if not isinstance(result, Appended))
        return results

    async def _append(self, items: Sequence[Item]) -> list[Appended | Refusal]:
        client = self.client
        if client is None or self.held:
            return [Refusal.UNAVAILABLE if client is None else self.why] * len(items)
        results: list[Appended | Refusal] = []
        try:
            async with asyncio.timeout(self._patience_s):
                for future in client.append_many(items):
                    try:
                        results.append(future.result() if future.done() else await future)
                    except AuditGone:
                        results.append(Refusal.UNAVAILABLE)
        except TimeoutError:
            results += [Refusal.UNAVAILABLE] * (len(items) - len(results))
        return results

    async def keep_time(self) -> None:
        """Until cancelled: know whether the clock is off, also while no call is let in because of it."""
        while True:
            client = self.client
            with suppress(AuditGone, AuditNotNow, AuditNever, TimeoutError):
                async with asyncio.timeout(self._patience_s):
                    self.clock_off = client is not None and (await client.checkpoint()).clock_off
            await asyncio.sleep(CLOCK_S)

    async def close(self) -> None:
        """Drop the connection; the next use begins anew."""
        self._drop()
