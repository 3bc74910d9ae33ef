"""What becomes of a call whose entry the log did not take, and of one whose entry it took."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from audit.client import Appended, Item, Refusal
from audit.limits import DAY_MS, HOUR_MS
from services.edge import leaf, status
from services.edge.call import Call
from services.edge.errors import ByReason
from services.edge.refuse import refuse

if TYPE_CHECKING:
    from services.edge.chain import Edge

WITH_LEAF: Final = (Refusal.RATE_LIMITED, Refusal.WITNESS_STALE)
"""What the writer refuses but still logs as a refusal; all else leaves no leaf."""
LIMITED_FOR_MS: Final = {Refusal.CALLS_LIMITED: HOUR_MS, Refusal.SHARE_USED: DAY_MS}
"""What an entry would use up more of: no leaf, or the refusals would fill the log instead; told until when."""


async def not_logged(edge: Edge, left: Sequence[tuple[Call, Refusal]]) -> None:
    """What the writer refused: replays and an unavailable log leave no leaf, the rest one refusal."""
    again: list[Call] = []
    for call, refusal in left:
        if refusal not in WITH_LEAF:
            unlogged(edge, call, refusal)
        else:
            refuse(call, ByReason(refusal.value, 3600 if refusal is Refusal.RATE_LIMITED else 0))
            again.append(call)
    items: list[Item] = [leaf.refusal_item(call) for call in again]
    for call, result in zip(again, await edge.log.append(items) if items else [], strict=True):
        if isinstance(result, Appended):
            promise(call, result)
        else:
            unlogged(edge, call, result)


def promise(call: Call, appended: Appended) -> None:
    """Take place and commitment of the entry, which the answer's header states."""
    call.index, call.commitment = appended.index, appended.commitment
    call.witness_stale = appended.witness_stale


def unlogged(edge: Edge, call: Call, refusal: Refusal) -> None:
    """Refuse a call that has no entry: by a reason of ``WITHOUT_ENTRY``, of which AUDIT_UNAVAILABLE names its cause.

    A call beyond its caller's calls or share is counted in the minute's summary.
    """
    call.no_leaf, call.untimed = True, refusal is Refusal.CLOCK
    call.index, call.commitment = 0, b""
    if refusal in (Refusal.REPLAYED, Refusal.EXPIRED):
        refuse(call, ByReason("REPLAYED"))
        return
    if span_ms := LIMITED_FOR_MS.get(refusal, 0):
        edge.counts.add(call.thumbprint, refusal.value)
        refuse(call, ByReason(refusal.value, (span_ms - edge.clock() % span_ms) // 1000 + 1))
        return
    unavailable = ByReason("AUDIT_UNAVAILABLE")
    refuse(call, unavailable)
    call.cause = refusal.value
    call.details = status.details(unavailable, cause=refusal.value)
