"""Who is counted for a refusal: a proven officer, once, for what they asked; nobody for what another repeats."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.issuer.errors import InvalidClient, InvalidDetails, InvalidGrant, Unavailable
from tests.unit.access.token.world import NOW_S, POST, thumbprint
from tests.unit.issuer.memory_issuer import ASKED, MemoryIssuer, declined


@pytest.fixture
def desk() -> MemoryIssuer:
    return MemoryIssuer()


async def test_a_refusal_of_a_proven_officer_is_kept_with_reason_and_case(desk: MemoryIssuer) -> None:
    other = replace(ASKED, case_key="PB/LAHORE/ICHHRA/513/2024")
    await declined(InvalidDetails, "case", desk.token, other)
    await declined(InvalidDetails, "fit", desk.token, replace(ASKED, purpose="STATISTICS"))
    desk.use(suspended=True)
    await declined(InvalidGrant, "officer", desk.token)
    await declined(InvalidGrant, "officer", desk.token, replace(ASKED, case_key="ALI RAZA"))
    assert [(one.officer, one.reason, one.case) for one in desk.journal.refusals] == [
        ("fia-1042", "case", "FIR:PB/LAHORE/ICHHRA/513/2024"),
        ("fia-1042", "fit", "FIR:PB/LAHORE/ICHHRA/512/2024"),
        ("fia-1042", "officer", "FIR:PB/LAHORE/ICHHRA/512/2024"),
        ("fia-1042", "officer", ""),
    ]


async def test_the_approver_who_may_not_approve_is_counted_not_the_officer_who_asks(desk: MemoryIssuer) -> None:
    await declined(InvalidGrant, "person", desk.approve, key=desk.rosters.ahmed, officer="fia-1042")
    assert [(one.officer, one.reason) for one in desk.journal.refusals] == [("fia-1042", "person")]


async def test_nobody_is_counted_for_what_they_did_not_ask(desk: MemoryIssuer) -> None:
    """Another's key, another request, an old proof, another agency's system: no officer is named for any of them."""
    await declined(InvalidGrant, "assertion", desk.token, key=desk.rosters.bano)
    await declined(InvalidGrant, "purpose", desk.token, for_sha256=bytes(32))
    await declined(InvalidGrant, "audience", desk.token, audience="pk.punjab")
    await declined(InvalidGrant, "window", desk.token, issued_s=NOW_S - 300, expires_s=NOW_S - 240)
    await declined(InvalidClient, "certificate", desk.issuer.token, thumbprint(POST), "", "x", ASKED, "x")
    assert desk.journal.refusals == []


async def test_a_refused_assertion_counts_once_and_gives_nothing_more(desk: MemoryIssuer) -> None:
    """A system that repeats what an officer once asked makes them no fisher."""
    other = replace(ASKED, case_key="PB/LAHORE/ICHHRA/513/2024")
    await declined(InvalidDetails, "case", desk.token, other, jti="assertion-kept-by-a-system")
    for _ in range(3):
        await declined(InvalidGrant, "used", desk.token, other, jti="assertion-kept-by-a-system")
    assert len(desk.journal.refusals) == 1
    with pytest.raises(InvalidGrant) as caught:
        await desk.token(other, jti="assertion-kept-by-a-system")
    assert not caught.value.counted


async def test_a_token_that_was_given_is_no_refusal(desk: MemoryIssuer) -> None:
    await desk.token(jti="assertion-that-was-good")
    await declined(InvalidGrant, "used", desk.token, jti="assertion-that-was-good")
    assert desk.journal.refusals == []


async def test_a_refusal_that_cannot_be_kept_is_still_none_that_is_granted(desk: MemoryIssuer) -> None:
    desk.journal.broken = True
    await declined(Unavailable, "journal", desk.token, replace(ASKED, case_key="PB/LAHORE/ICHHRA/513/2024"))
