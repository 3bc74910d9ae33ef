"""Append to the log, and read from it, over the writer's Unix socket.

Items of one turn of the event loop travel together, in frames of at most 32, so callers
that wake together share a commit. A future resolves when its entry is durable.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Self, cast

from audit.handle import by_handle
from audit.items import Item, Quota, encode_append
from audit.protocol import (
    DONE,
    DONE_STALE,
    MAX_FRAME_BYTES,
    MAX_FRAME_ITEMS,
    REFUSALS,
    REFUSED_FOR_GOOD,
    RESULT,
    Op,
    ProtocolError,
    request_frame,
    split_frames,
)
from audit.refusal import Refusal
from audit.replies import (
    Checkpointed,
    Clock,
    Entries,
    Receipts,
    decode_checkpointed,
    decode_entries,
    decode_receipts,
    listed,
    number,
    octets,
)
from audit.sizes import UNTOLD

__all__ = [
    "Appended", "AuditClient", "AuditGone", "AuditNever", "AuditNotNow", "Checkpointed", "Clock", "Entries", "Item",
    "Quota", "Receipts", "Refusal",
]  # fmt: skip

_MAX_BODY_BYTES = MAX_FRAME_BYTES // 2


class AuditGone(Exception):
    """The connection is lost: whether a pending append was made durable is not known."""


class AuditNotNow(Exception):
    """The writer refuses a read or a registry version now, for ``refusal``."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class AuditNever(Exception):
    """What was asked contradicts the log, or is no question; the text says why."""


@dataclass(slots=True)
class Appended:
    """A durable entry: its place, its 32-byte commitment, whether witnesses were stale then."""

    index: int
    commitment: bytes
    witness_stale: bool


Outcome = asyncio.Future[Appended | Refusal]


class AuditClient(asyncio.Protocol):
    """One connection, for one event loop; many calls in flight."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.WriteTransport | None = None
        self._ended = asyncio.Event()
        self._numbers = count(1)
        self._inbox = b""
        self._items: list[Item] = []
        self._outcomes: list[Outcome] = []
        self._appends: dict[int, list[Outcome]] = {}
        self._answered: deque[tuple[list[Outcome], bytes]] = deque()
        self._reads: dict[int, asyncio.Future[bytes]] = {}

    @classmethod
    async def connect(cls, path: Path | str) -> Self:
        """Connect to the socket at ``path``; AuditGone when no writer is there."""
        try:
            with by_handle(Path(path).parent) as folder:
                address = f"{folder}/{Path(path).name}"
                _, client = await asyncio.get_running_loop().create_unix_connection(cls, address)
        except OSError as error:
            raise AuditGone("no writer") from error
        return client

    async def ended(self) -> None:
        """Wait until the connection is gone."""
        await self._ended.wait()

    @property
    def closed(self) -> bool:
        """Whether the connection is gone."""
        return self._transport is None

    def append_many(self, items: Sequence[Item]) -> list[Outcome]:
        """A future for each item; only AuditGone is ever raised into one."""
        outcomes = [self._loop.create_future() for _ in items]
        if self._transport is None:
            for outcome in outcomes:
                outcome.set_exception(AuditGone("no connection"))
            return outcomes
        if not self._items:
            self._loop.call_soon(self._flush)
        self._items += items
        self._outcomes += outcomes
        if len(self._items) >= MAX_FRAME_ITEMS:
            self._flush()
        return outcomes

    async def append(self, item: Item) -> Appended | Refusal:
        """Append one item; AuditGone."""
        return await self.append_many([item])[0]

    def _flush(self) -> None:
        items, outcomes, self._items, self._outcomes = self._items, self._outcomes, [], []
        at = 0
        while at < len(items):
            end, room = at, _MAX_BODY_BYTES
            while end < min(len(items), at + MAX_FRAME_ITEMS) and (room > 0 or end == at):
                room -= len(items[end].open) + len(items[end].sealed)
                end += 1
            self._send(Op.APPEND, encode_append(items[at:end]), outcomes[at:end])
            at = end

    def _send(self, op: Op, body: bytes, outcomes: list[Outcome] | asyncio.Future[bytes]) -> None:
        if self._transport is None:
            _fail(outcomes if isinstance(outcomes, list) else [outcomes])
            return
        identity = next(self._numbers) & 0xFFFFFFFF
        if isinstance(outcomes, list):
            self._appends[identity] = outcomes
        else:
            self._reads[identity] = outcomes
        self._transport.write(request_frame(op, identity, body))

    async def checkpoint(self) -> Checkpointed:
        """Newest checkpoint with a quorum, newest registry version; AuditNotNow, AuditGone."""
        return decode_checkpointed(await self._read(Op.CHECKPOINT, b""))

    async def receipts(
        self, indexes: Sequence[int], agency: str, known_size: int, registry_version: int = 0
    ) -> Receipts:
        """Receipts of ``agency``'s own entries, at most 500; AuditNotNow, AuditNever, AuditGone.

        With them the leaf of a registry version, 0 for the newest.
        """
        wanted = listed([number(index) for index in indexes])
        body = octets(agency.encode()) + number(known_size) + wanted + number(registry_version)
        return decode_receipts(await self._read(Op.RECEIPTS, body))

    async def entries(self, start: int, count: int) -> Entries:
        """A range of at most 256 entries, both parts, for oversight; AuditNotNow, AuditNever, AuditGone."""
        return decode_entries(await self._read(Op.ENTRIES, number(start) + number(count)))

    async def append_registry(self, version: int, payload_sha256: bytes, systems: Mapping[str, int] = UNTOLD) -> int:
        """Index of the leaf of a registry version; once per version. AuditNotNow, AuditNever, AuditGone.

        ``systems``: how many each agency has by it.
        """
        sizes = listed([octets(agency.encode()) + number(count) for agency, count in systems.items()])
        return int.from_bytes(await self._read(Op.REGISTRY, number(version) + octets(payload_sha256) + sizes), "big")

    async def destroy_month_key(self, agency: str, month: str, signatures: Sequence[tuple[bytes, bytes]]) -> int:
        """Index of the leaf; ``signatures`` are (kid, ES256) of two holders. AuditNotNow, AuditNever, AuditGone."""
        pairs = listed([octets(kid) + octets(signature) for kid, signature in signatures])
        body = octets(agency.encode()) + octets(month.encode()) + pairs
        return int.from_bytes(await self._read(Op.DESTROY, body), "big")

    async def _read(self, op: Op, body: bytes) -> bytes:
        answer: asyncio.Future[bytes] = self._loop.create_future()
        self._send(op, body, answer)
        return await answer

    def close(self) -> None:
        """Close the connection; what is pending ends in AuditGone."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport; a part of asyncio.Protocol."""
        self._transport = cast(asyncio.WriteTransport, transport)

    def connection_lost(self, _exc: Exception | None) -> None:
        """Part of asyncio.Protocol: everything pending fails."""
        self._transport = None
        self._ended.set()
        _fail([outcome for outcomes in self._appends.values() for outcome in outcomes])
        _fail(list(self._reads.values()))
        self._appends.clear()
        self._reads.clear()

    def data_received(self, data: bytes) -> None:
        """Part of asyncio.Protocol: resolve what was answered; a malformed reply ends the connection."""
        idle = not self._answered
        try:
            frames, self._inbox = split_frames(self._inbox + data)
            for frame in frames:
                identity, status, body = int.from_bytes(frame[1:5], "big"), frame[5], frame[6:]
                if frame[0] == Op.APPEND:
                    _check_length(self._appends[identity], body)
                    self._answered.append((self._appends.pop(identity), body))
                else:
                    _answer(self._reads.pop(identity), status, body)
        except (ProtocolError, KeyError, IndexError):
            self.close()
        if idle and self._answered:
            self._resolve()

    def _resolve(self) -> None:
        """Resolve one frame. Those who waited for it run before the next: what they send on is under way by then."""
        _resolve(*self._answered.popleft())
        if self._answered:
            self._loop.call_soon(self._resolve)


def _fail(outcomes: Sequence[Outcome] | Sequence[asyncio.Future[bytes]]) -> None:
    for outcome in outcomes:
        if not outcome.done():
            outcome.set_exception(AuditGone("connection lost"))


def _check_length(outcomes: list[Outcome], body: bytes) -> None:
    if len(body) != RESULT.size * len(outcomes):
        raise ProtocolError("wrong number of results")


def _resolve(outcomes: list[Outcome], body: bytes) -> None:
    for outcome, (code, index, commitment) in zip(outcomes, RESULT.iter_unpack(body), strict=True):
        if outcome.done():
            continue
        if code in (DONE, DONE_STALE):
            outcome.set_result(Appended(index, commitment, code == DONE_STALE))
        else:
            outcome.set_result(REFUSALS.get(code, Refusal.UNAVAILABLE))


def _answer(answer: asyncio.Future[bytes], status: int, body: bytes) -> None:
    if answer.done():
        return
    if status == DONE:
        answer.set_result(body)
    elif status == REFUSED_FOR_GOOD:
        answer.set_exception(AuditNever(body.decode("utf-8", "replace")))
    else:
        answer.set_exception(AuditNotNow(REFUSALS.get(status, Refusal.UNAVAILABLE)))
