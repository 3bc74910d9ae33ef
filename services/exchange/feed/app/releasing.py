"""Releases to the receiver's officers, told whole beside the feed of records wherever it knows another list.

A release is told of a record that an agreement gives, or would give if its owner's terms named the receiver.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.exchange.feed.app.context import Context, System, granted_to, with_released
from services.exchange.feed.ports import RECORDS
from services.values.exchange import PullChangesRequest, ReleasesInForce

_PREFIX: Final = b"rabta releases\0"


def check_known(request: PullChangesRequest) -> None:
    """Raise InvalidArgument for a list that no sender named, and for one that is asked for beside another feed."""
    if request.releases is None:
        return
    if request.cursor is None or request.cursor.feed != RECORDS:
        raise InvalidArgument(Violation("releases", "feed", "are told beside the feed of records alone"))
    if len(request.releases.state) not in (0, sha256().digest_size):
        raise InvalidArgument(Violation("releases.state", "size", "is not 32 bytes"))


async def news(context: Context, system: System, request: PullChangesRequest, now_ms: int) -> ReleasesInForce | None:
    """The list of now; None where the receiver has it, or asked for none.

    Raises DeskUnavailable, StorageUnavailable.
    """
    if request.releases is None:
        return None
    granted = await granted_to(context, system)
    rights = with_released(system.rights(now_ms), granted)
    named = await context.records.named(sorted({each.record for each in granted})) if granted else ()
    allowed = {change.record for change in named if rights.allows(change)}
    told = tuple(each for each in granted if each.record in allowed)
    state = sha256(_PREFIX + context.encode(ReleasesInForce(records=told))).digest()
    return None if state == request.releases.state else ReleasesInForce(state, told)
