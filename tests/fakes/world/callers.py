"""Officers as a verified call states them: an investigator of ordinary standing, and what a test says otherwise."""

from __future__ import annotations

from typing import Unpack

from services.access.caller import Caller
from tests.fakes.stated import CallerFacts, Standing


def officer(agency: str, agency_kind: str, officer_id: str, now_ms: int, /, **more: Unpack[Standing]) -> Caller:
    """Trained, of clearance 2, who cites no case yet; ``more``: fields of the caller."""
    facts: CallerFacts = {
        "agency": agency,
        "agency_kind": agency_kind,
        "system": "node",
        "officer": officer_id,
        "roles": frozenset({"INVESTIGATOR"}),
        "clearance": 2,
        "jurisdictions": frozenset({"PK"}),
        "trained_until_ms": now_ms * 2,
        "undertaking_signed": True,
        "suspended": False,
        "superiors": frozenset(),
        "purpose": "INVESTIGATE_CASE",
        "legal_basis": "CRPC_CASE",
        "second_basis": "",
        "query_class": "HISTORY",
        "case_type": "FIR",
        "case_key": "",
        "token_id": "token-0123456789abcdef",
        "token_sha256": bytes(32),
        "token_expires_ms": now_ms + 600_000,
        "own_and_kin": frozenset(),
        "approver": None,
    }
    stated: CallerFacts = {**facts, **more}
    return Caller(**stated)
