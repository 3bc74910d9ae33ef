"""Officers who break glass, review and read: real rules, a real store."""

from __future__ import annotations

import functools
from typing import Any

from services.access.caller import Caller
from services.access.engine import CedarEngine
from services.access.trail import Inquiry, Trail
from services.edge.call import Call, Snapshot
from services.oversight.domain import LONGEST_MS, Session
from services.signing.sealing import Sealer
from tests.fakes import live
from tests.fakes.records_node import caller

NOW = 1_780_000_000_000
TOKENS = Sealer(bytes(32))
WHY = "a child is held in a moving car, number known"
FIA, PUNJAB, CUSTOMS, PRISONS, OVERSIGHT = (
    "pk.fia",
    "pk.punjab-police",
    "pk.customs",
    "pk.prisons",
    "pk.oversight",
)


@functools.cache
def engine() -> CedarEngine:
    return CedarEngine.load()


def opener(agency: str = FIA, officer: str = "fia-1", **more: Any) -> Caller:
    """Purpose and role that may break glass."""
    return caller(agency, officer, **{"roles": frozenset({"INVESTIGATOR", "BREAK_GLASS"}), **more})


def reviewer(agency: str = FIA, officer: str = "fia-2", **more: Any) -> Caller:
    facts = {
        "roles": frozenset({"OVERSIGHT"}),
        "purpose": "OVERSIGHT",
        "legal_basis": "DATA_OVERSIGHT",
        "query_class": "AUDIT",
        "case_type": "REVIEW",
        "case_key": "2026/1",
        **more,
    }
    return caller(agency, officer, **facts)


def recorder(agency: str = PRISONS, officer: str = "pr-1", **more: Any) -> Caller:
    """A record officer, who reads the notices of their agency."""
    facts = {
        "roles": frozenset({"RECORD_OFFICER"}),
        "purpose": "RECORD_UPKEEP",
        "legal_basis": "DATA_OVERSIGHT",
        "query_class": "UPKEEP",
        "case_type": "RECORD",
        "case_key": agency.upper(),
        **more,
    }
    return caller(agency, officer, **facts)


def call(who: Caller | None, agency: str = FIA) -> Call:
    """A call as the chain hands it to a handler."""
    registry = live.registry()
    made = Call("/rabta.audit.v1.AuditService/Any", Snapshot(registry, engine()), NOW)
    made.key = registry.keys_of(agency, "MESSAGE")[0]
    made.caller = who
    return made


def inquiry(who: Caller, now_ms: int = NOW) -> Inquiry:
    return Inquiry(who, now_ms, engine(), Trail())


def session(number: int = 1, agency: str = FIA, officer: str = "fia-1", opened_ms: int = NOW, **more: Any) -> Session:
    facts: dict[str, Any] = {"justification": WHY, "purpose": "INVESTIGATE_CASE", **more}
    return Session(f"bg-{number:04d}", agency, officer, opened_ms=opened_ms, expires_ms=opened_ms + LONGEST_MS, **facts)
