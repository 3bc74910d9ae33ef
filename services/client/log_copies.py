"""A node's log copied over the wire by oversight, range by range, and proven whole under one cosigned head."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest, GetEntriesResponse

from audit.canonical import EncodingError
from services.client.errors import Unproven
from services.evidence.checkpoint import CheckpointFault, Cosigned, cosigned
from services.evidence.log_copy import LogCopy, copy_under
from services.membership.registry import Registry

AT_ONCE: Final = 256
Ask = Callable[[GetEntriesRequest], Awaitable[GetEntriesResponse]]
"""A range of the log, its entries proven as :mod:`services.client.entries` does."""


async def copy_log(ask: Ask, registry: Callable[[], Registry], server: str) -> LogCopy:
    """The log of ``server`` up to the head of the first answer; each range that is read adds an entry to the log.

    Later answers may come under newer heads: together their leaves must lead to that first one. Raises Unproven, and
    as ``ask`` does.
    """
    first = await ask(GetEntriesRequest(start=0, count=AT_ONCE))
    head = _head(first, registry(), server)
    checkpoint = head.opened.checkpoint
    copy = copy_under(head, server)
    _take(copy, first, checkpoint.size)
    while copy.size < checkpoint.size:
        _take(copy, await ask(GetEntriesRequest(start=copy.size, count=AT_ONCE)), checkpoint.size)
    if copy.roots([checkpoint.size])[checkpoint.size] != checkpoint.root:
        raise Unproven("fork")
    return copy


def _take(copy: LogCopy, answer: GetEntriesResponse, size: int) -> None:
    """The answer's entries, as far as they are under the head. Raises Unproven for none, which would never end."""
    if not answer.entries:
        raise Unproven("gap")
    for entry in answer.entries[: size - copy.size]:
        try:
            copy.take(entry.leaf, entry.open)
        except EncodingError:
            raise Unproven("entries") from None


def _head(answer: GetEntriesResponse, registry: Registry, server: str) -> Cosigned:
    try:
        return cosigned(answer.checkpoint, registry, server)
    except CheckpointFault as fault:
        raise Unproven(fault.step) from None
