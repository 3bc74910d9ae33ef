"""Referrals and callers as tests make them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.access.caller import Caller
from services.values.referral import (
    Interview,
    ReferralConsent,
    ReferralNote,
    ReferredCase,
    SendReferralRequest,
)
from tests.fakes.records_node import caller

NOW = 1_780_000_000_000
HOUR = 3_600_000
SENDER, FIRST, SECOND, STRANGER = "pk.cp-sender", "pk.cp-first", "pk.cp-second", "pk.cp-stranger"
CASE = "FIA/LAHORE/AHTC/7/2024"
NOTES = (ReferralNote("NEEDS", "A bed tonight."), ReferralNote("HEALTH", "Asthma."))
CONSENT = ReferralConsent("SELF", ("SHELTER",), (FIRST, SECOND), ("NEEDS",), "", "", "2026-05-20", "ur")
DUTIES = f"""
[[bearer]]
body = "{FIRST}"
province = "PB"
district = "Lahore"
help = ["SHELTER", "LEGAL"]
women = true
from = 2020-01-01
mark = "V2"

[[bearer]]
body = "{SECOND}"
province = "PB"
district = "*"
help = ["SHELTER"]
women = true
from = 2020-01-01
mark = "V2"
"""


def asking(**more: Any) -> SendReferralRequest:
    """An adult who asks for a shelter, and consents to it."""
    request = SendReferralRequest(
        request_id="request-1", subject="p-17", help="SHELTER", urgency="NOW", province="PB", district="Lahore",
        cases=(ReferredCase("FIR", CASE),), child="NO", language="ur", consent=CONSENT, notes=NOTES,
        interview=Interview("NOT_BEFORE", "2026-06-10"),
    )  # fmt: skip
    return replace(request, **more)


def protector(agency: str = SENDER, officer: str = "cp-1") -> Caller:
    """An officer of child protection."""
    return caller(
        agency, officer, roles=frozenset({"PROTECTION_OFFICER"}), purpose="PROTECT_VICTIM", legal_basis="VICTIM_WITNESS",
        query_class="PROTECTION", case_type="REFERRAL", case_key="CP/LAHORE/1/2024", agency_kind="CHILD_PROTECTION",
    )  # fmt: skip
