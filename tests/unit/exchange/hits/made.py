"""Requests about a hit as tests make them."""

from __future__ import annotations

from services.exchange.hits.states import Request, Said
from services.vocabulary.hits import HitRequestKind, HitState, Urgency

NOW = 1_780_000_000_000
MINUTE, HOUR = 60_000, 3_600_000
DAY = 24 * HOUR
OWNER, ASKER = "pk.sindh-police", "pk.fia"
RECORD = f"agencies/{OWNER}/records/sd-warrant"


def confirmation(*said: Said, urgency: Urgency = Urgency.IMMEDIATE) -> Request:
    return Request(
        id="request-1", kind=HitRequestKind.CONFIRMATION, record=RECORD, by_name=True, owner=OWNER, agency=ASKER,
        officer="fia-1042", case_type="FIR", case_key="FIA/LAHORE/AHTC/7/2024", urgency=urgency,
        questions=("SAME_PERSON", "IN_FORCE"), asked_ms=NOW, said=said,
    )  # fmt: skip


def release(*said: Said) -> Request:
    return Request(
        id="request-2", kind=HitRequestKind.RELEASE, record=RECORD, by_name=False, owner=OWNER, agency=ASKER,
        officer="fia-1042", case_type="FIR", case_key="FIA/LAHORE/AHTC/7/2024", urgency=Urgency.PRIORITY,
        questions=(), asked_ms=NOW, said=said,
    )  # fmt: skip


def word(state: HitState, at_ms: int = NOW, until_ms: int = 0, collector: str = "") -> Said:
    return Said(state, at_ms, OWNER, "sd-3090", until_ms, collector)
