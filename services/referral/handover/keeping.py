"""What each body may still read of a hand-over, and the file without what must go. Pure.

Whoever gave a person reads the whole packet while they answer for them, and for 30 days (P) after the other body took
them; from then on the summary and the proof that both signed. Whoever took them reads all of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from services.membership.registry import Registry
from services.referral.handover.packet import BadPacket, written
from services.referral.handover.signed import Handover, filed, opened

KEPT_MS: Final = 30 * 24 * 3_600_000
"""After the other body accepted (P)."""


def whole_until_ms(handover: Handover, agency: str) -> int | None:
    """Until when a body may read the whole packet, epoch milliseconds: None without end, 0 for never."""
    if agency == handover.offer.summary.to:
        return None
    if agency != handover.offer.agency:
        return 0
    return handover.answered_ms + KEPT_MS if handover.responsible != agency else None


def may_read_whole(handover: Handover, agency: str, now_ms: int) -> bool:
    """Whether a body may read more than the summary, where the file has more."""
    until_ms = whole_until_ms(handover, agency)
    return handover.offer.packet is not None and (until_ms is None or now_ms < until_ms)


def readable(handover: Handover, agency: str, now_ms: int) -> Mapping[str, object]:
    """What a body may read, as JSON has it: the packet or its summary, the answer, and who is responsible."""
    offer, answer = handover.offer, handover.answer
    part: Mapping[str, object] = asdict(offer.summary)
    if offer.packet is not None and may_read_whole(handover, agency, now_ms):
        part = written(offer.packet)
    return {
        **part,
        "from": offer.agency,
        "at_ms": offer.at_ms,
        "packet_sha256": offer.sha256,
        "answer": {**asdict(answer), "at_ms": handover.answered_ms} if answer else None,
        "responsible": handover.responsible,
    }


def thinned(raw: bytes, registry: Registry, agency: str, now_ms: int) -> bytes:
    """The file of a body that gave, without the rest, once it may read it no more; what both signed stays.

    Raises BadPacket: for another body's file (``another-body``), or before the time is over (``not-yet``).
    """
    handover = opened(raw, registry, now_ms)
    if agency != handover.offer.agency:
        raise BadPacket("from", "another-body")
    until_ms = whole_until_ms(handover, agency)
    if until_ms is None or now_ms < until_ms:
        raise BadPacket("rest", "not-yet")
    parts = json.loads(raw)
    parts.pop("rest", None)
    return filed(parts)
