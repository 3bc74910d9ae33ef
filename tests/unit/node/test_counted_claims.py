"""Claims as they are counted: by the day on which they were opened in Pakistan, and by nobody's name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from services.access.request_id import Act
from services.node.counted_records import claimed
from services.referral.build import open_referrals
from services.referral.claims.kept import KeptClaim
from services.referral.compensation import Claim, State
from services.statistics.facts import CountedClaim
from services.statistics.layout import CLAIMS
from services.statistics.plan import Period
from services.values.referral import ReferredCase
from tests.fakes.async_tests import pytest_pyfunc_call

__all__ = ["pytest_pyfunc_call"]
NEW_YEAR_MS = 1_735_671_600_000
"""2025-01-01T00:00+05:00."""
YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))
CASES = (ReferredCase("FIR", "FIA/LAHORE/AHTC/7/2024"),)


def claim(name: str, opened_ms: int, state: State, *, known: bool = False) -> KeptClaim:
    return KeptClaim(
        name, "pk.child-protection", "cp-1", "p-17", CASES, "YES", "PB", opened_ms, Claim(0, state=state), known
    )


async def test_those_of_a_period_are_counted_as_they_stand(tmp_path: Path) -> None:
    opened = open_referrals(tmp_path, bytes(32))
    told = [
        claim("before", NEW_YEAR_MS - 1, State.PAID),
        claim("first", NEW_YEAR_MS, State.NO_SOURCE),
        claim("known", NEW_YEAR_MS + 86_400_000, State.ORDERED, known=True),
        claim("after", NEW_YEAR_MS + 365 * 86_400_000, State.DUE),
    ]
    for each in told:
        await opened.claims.send(each, Act("pk.child-protection", "cp-1", f"request-{each.id}", each.id.encode()))
    by = frozenset({"pk.child-protection"})
    assert await claimed(opened.claims, YEAR) == [
        CountedClaim("NO_SOURCE", "NO", by),
        CountedClaim("ORDERED", "YES", by),
    ]
    opened.close()


def test_each_state_of_a_claim_is_a_row() -> None:
    assert list(CLAIMS) == list(State)
