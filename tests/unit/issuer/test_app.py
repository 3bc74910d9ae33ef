"""The use cases: every way not to get a token, by name, and what a token says when it is given."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from rabta.access.v1 import purpose_pb2 as vocabulary

from services.access.approver import parse_approver
from services.access.assertion import request_for, write_assertion
from services.access.details import Details, details_object
from services.access.errors import ApproverInvalid, TokenInvalid
from services.access.jws import sign_token
from services.access.kin import kin_digest
from services.access.token import TokenCache, bind
from services.issuer.errors import InvalidClient, InvalidDetails, InvalidGrant, InvalidRequest, SlowDown, Unavailable
from services.issuer.limits import PerMinute
from services.issuer.signed_roster import load_roster
from services.signing.es256 import PrivateKey
from tests.fakes.world.keys import b64
from tests.unit.access.token.world import DESK, FIA, HUB, METHOD, NODE, NOW_MS, NOW_S, POST, PUNJAB, thumbprint
from tests.unit.issuer.memory_issuer import ACT, ASKED, BODY, URL, MemoryIssuer, declined
from tests.unit.issuer.roster import KIN, signed


@pytest.fixture
def desk() -> MemoryIssuer:
    return MemoryIssuer()


async def test_the_hub_takes_the_token(desk: MemoryIssuer) -> None:
    issued = await desk.token()
    assert (issued.expires_in_s, issued.officer, issued.cut) == (900, "fia-1042", False)
    verified = TokenCache().parse(issued.token, desk.world.registry, NOW_MS)
    caller = bind(verified, desk.world.registry, desk.world.tls(DESK), thumbprint(DESK), NOW_MS)
    assert (caller.agency, caller.officer, caller.system) == (FIA, "fia-1042", DESK)
    assert (caller.purpose, caller.legal_basis, caller.query_class) == ("INVESTIGATE_CASE", "CRPC_CASE", "HISTORY")
    assert (caller.roles, caller.clearance, caller.jurisdictions) == (
        frozenset({"INVESTIGATOR"}),
        2,
        frozenset({"PK-PB"}),
    )
    assert caller.superiors == {"fia-7"}
    assert caller.own_and_kin == {kin_digest(KIN)}


async def test_the_hub_takes_the_approval(desk: MemoryIssuer) -> None:
    verified = TokenCache().parse((await desk.token()).token, desk.world.registry, NOW_MS)
    caller = bind(verified, desk.world.registry, desk.world.tls(DESK), thumbprint(DESK), NOW_MS)
    issued = await desk.approve()
    assert issued.expires_in_s == 3600
    found = parse_approver(issued.token, desk.world.registry, caller, METHOD, BODY, NOW_MS)
    assert found.caller.approver is not None
    assert found.caller.approver.officer == "fia-2001"


def serving(desk: MemoryIssuer, agency: str) -> None:
    """The agency has an open log too."""
    registry = desk.world.registry
    log = replace(registry.logs[0], origin=f"rabta.test/audit/{agency}/1", agency=agency)
    desk.world.registry = replace(registry, logs=(*registry.logs, log))


async def test_a_token_is_for_the_agency_that_is_to_be_asked_and_for_no_other(desk: MemoryIssuer) -> None:
    serving(desk, PUNJAB)
    registry = desk.world.registry
    for asked, taker, other in ((PUNJAB, PUNJAB, HUB), ("", HUB, PUNJAB)):
        token, approval = (await desk.token(server=asked)).token, (await desk.approve(server=asked)).token
        verified = TokenCache().parse(token, registry, NOW_MS)
        at = registry, desk.world.tls(DESK), thumbprint(DESK), NOW_MS
        caller = bind(verified, *at, taker)
        assert parse_approver(approval, registry, caller, METHOD, BODY, NOW_MS, taker).caller.approver
        with pytest.raises(TokenInvalid):
            bind(verified, *at, other)
        with pytest.raises(ApproverInvalid):
            parse_approver(approval, registry, caller, METHOD, BODY, NOW_MS, other)


async def test_who_answers_no_calls_is_nobody_to_ask(desk: MemoryIssuer) -> None:
    for asked in (PUNJAB, "pk.nobody"):
        await declined(InvalidRequest, "server", desk.token, server=asked)
        await declined(InvalidRequest, "server", desk.approve, server=asked)


async def test_a_proof_for_one_audience_gets_no_token_for_another(desk: MemoryIssuer) -> None:
    """A system that names another agency than the officer did has nothing."""
    serving(desk, PUNJAB)
    text = json.dumps([details_object(ASKED)])
    plain = hashlib.sha256(text.encode()).digest()
    await declined(InvalidGrant, "purpose", desk.token, server=PUNJAB, for_sha256=plain)
    await declined(InvalidGrant, "purpose", desk.token, for_sha256=request_for(plain, PUNJAB))
    await declined(InvalidGrant, "purpose", desk.approve, server=PUNJAB, for_sha256=ACT.digest)


async def test_the_journal_keeps_who_why_and_when(desk: MemoryIssuer) -> None:
    await desk.token()
    await desk.approve()
    access, approval = desk.journal.entries
    assert (access.kind, access.officer, access.purpose) == ("at+jwt", "fia-1042", "INVESTIGATE_CASE")
    assert (access.case, access.system, access.issued_ms) == ("FIR:PB/LAHORE/ICHHRA/512/2024", DESK, NOW_MS)
    assert access.body_sha256 == b""
    assert (approval.kind, approval.officer, approval.case) == (
        "rabta-approver+jwt",
        "fia-2001",
        "FIR:PB/LAHORE/ICHHRA/512/2024",
    )
    assert (approval.purpose, approval.legal_basis) == ("INVESTIGATE_CASE", "CRPC_CASE")
    assert approval.body_sha256 == BODY


async def test_what_the_second_person_signed_is_what_is_approved(desk: MemoryIssuer) -> None:
    """A system that swaps any part of the act gets nothing: the assertion is over all of it."""
    for other in (
        replace(ACT, method=METHOD + "s"),
        replace(ACT, officer="fia-1043"),
        replace(ACT, body_sha256=bytes(32)),
        replace(ACT, details_sha256=bytes(32)),
    ):
        await declined(InvalidGrant, "purpose", desk.approve, for_sha256=other.digest)
    await declined(InvalidGrant, "purpose", desk.approve, for_sha256=BODY)


@pytest.mark.parametrize("line", [("fia-1042",), ("fia-5", "fia-1042"), ("fia-5", "fia-6", "fia-1042", "fia-7")])
async def test_nobody_below_the_officer_approves(desk: MemoryIssuer, line: tuple[str, ...]) -> None:
    """Neither a direct subordinate nor one further down, whatever the clearance."""
    between = [
        desk.rosters.officer(PrivateKey.generate(), id=officer, superior=above, cases=[])
        for officer, above in pairwise(line)
        if officer != "fia-1042"
    ]
    officers = [desk.rosters.officer(superior=""), *between, desk.rosters.second(superior=line[0], clearance=3)]
    message = desk.rosters.message(officers=officers)
    desk.roster = load_roster(signed(message, desk.world.roster), desk.world.registry, FIA, NOW_MS)
    await declined(InvalidGrant, "person", desk.approve)


async def test_nobody_approves_what_they_ask_themselves(desk: MemoryIssuer) -> None:
    await declined(InvalidGrant, "person", desk.approve, key=desk.rosters.ahmed, officer="fia-1042")


@pytest.mark.parametrize("system", [POST, "unknown"])
async def test_another_agencys_or_an_unknown_certificate_gets_nothing(desk: MemoryIssuer, system: str) -> None:
    assertion = write_assertion(desk.said(BODY), desk.rosters.ahmed)
    for call in (
        lambda: desk.issuer.token(thumbprint(system), "", assertion, ASKED, "[]"),
        lambda: desk.issuer.approve(thumbprint(system), "", assertion, ACT, ASKED),
    ):
        await declined(InvalidClient, "certificate", call)


async def test_a_revoked_certificate_gets_nothing(desk: MemoryIssuer) -> None:
    def revoke(payload: Any) -> None:
        payload.agencies[1].systems[0].tls[0].revoked_ms = NOW_MS

    desk.world.next(revoke)
    await declined(InvalidClient, "certificate", desk.token)


async def test_client_id_must_be_that_of_the_certificate(desk: MemoryIssuer) -> None:
    assertion = write_assertion(desk.said(ACT.digest, officer="fia-2001"), desk.rosters.bano)
    await declined(InvalidClient, "system", desk.issuer.approve, thumbprint(DESK), NODE, assertion, ACT, ASKED)
    assert (await desk.issuer.approve(thumbprint(DESK), DESK, assertion, ACT, ASKED)).token


async def test_a_revoked_or_foreign_issuer_key_issues_nothing(desk: MemoryIssuer) -> None:
    desk.issuer.key = desk.world.punjab_token
    await declined(Unavailable, "key", desk.token)
    desk.issuer.key = desk.world.page
    await declined(Unavailable, "key", desk.token)
    desk.issuer.key = desk.world.token
    assert await desk.token()
    desk.world.revoke(desk.world.token)
    await declined(Unavailable, "key", desk.token)


async def test_under_an_expired_registry_nothing_is_issued(desk: MemoryIssuer) -> None:
    desk.now_ms = desk.world.registry.expires_ms + 1
    await declined(Unavailable, "key", desk.token)


async def test_past_the_rosters_end_nothing_is_issued(desk: MemoryIssuer) -> None:
    desk.now_ms = desk.roster.expires_ms + 1
    await declined(Unavailable, "roster", desk.token)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"officer": "fia-2001"}, "assertion"),
        ({"officer": "fia-9999"}, "assertion"),
        ({"officer": "FIA-1042"}, "assertion"),
        ({"audience": HUB}, "audience"),
        ({"audience": PUNJAB}, "audience"),
        ({"audience": URL + "/"}, "audience"),
        ({"issued_s": NOW_S - 61, "expires_s": NOW_S - 1}, "window"),
        ({"issued_s": NOW_S - 60, "expires_s": NOW_S}, "window"),
        ({"issued_s": NOW_S + 31, "expires_s": NOW_S + 60}, "window"),
        ({"issued_s": NOW_S, "expires_s": NOW_S + 61}, "window"),
        ({"issued_s": NOW_S, "expires_s": NOW_S}, "window"),
        ({"jti": "short"}, "assertion"),
        ({"for_sha256": hashlib.sha256(b"another request").digest()}, "purpose"),
        ({"for_sha256": b"short"}, "assertion"),
    ],
)
async def test_an_assertion_that_proves_nothing(desk: MemoryIssuer, changes: dict[str, Any], why: str) -> None:
    await declined(InvalidGrant, why, desk.token, **changes)
    assert desk.journal.entries == []


@pytest.mark.parametrize("audience", [FIA, URL])
async def test_an_assertion_names_agency_or_url(desk: MemoryIssuer, audience: str) -> None:
    assert await desk.token(audience=audience)


async def test_an_officer_signs_for_themselves_alone(desk: MemoryIssuer) -> None:
    await declined(InvalidGrant, "assertion", desk.token, key=desk.rosters.bano)
    await declined(InvalidGrant, "assertion", desk.token, key=PrivateKey.generate())
    await declined(InvalidGrant, "assertion", desk.token, key=desk.world.token)


@pytest.mark.parametrize("text", ["", "a.b.c", "ہ", "x" * 9000, "\ud800"])
async def test_what_is_no_assertion(desk: MemoryIssuer, text: str) -> None:
    await declined(InvalidGrant, "assertion", desk.issuer.approve, thumbprint(DESK), "", text, ACT, ASKED)


async def test_a_token_is_no_assertion(desk: MemoryIssuer) -> None:
    token = (await desk.token()).token
    await declined(InvalidGrant, "assertion", desk.issuer.approve, thumbprint(DESK), "", token, ACT, ASKED)
    claims = {"iss": "fia-1042", "sub": "fia-1042", "aud": FIA, "iat": NOW_S, "exp": NOW_S + 60, "role": "JUDGE"}
    more = {**claims, "jti": "assertion-with-role", "for_sha256": b64(BODY)}
    text = sign_token(more, desk.rosters.ahmed, "rabta-assertion+jwt")
    await declined(InvalidGrant, "assertion", desk.issuer.approve, thumbprint(DESK), "", text, ACT, ASKED)


async def test_an_assertion_counts_once(desk: MemoryIssuer) -> None:
    assert await desk.token(jti="assertion-used-once")
    await declined(InvalidGrant, "used", desk.token, jti="assertion-used-once")
    assert len(desk.journal.entries) == 1


async def test_an_assertion_for_a_token_gives_no_approval(desk: MemoryIssuer) -> None:
    text = json.dumps([details_object(ASKED)])
    sha = hashlib.sha256(text.encode()).digest()
    assertion = write_assertion(desk.said(sha), desk.rosters.ahmed)
    await declined(InvalidGrant, "purpose", desk.issuer.approve, thumbprint(DESK), "", assertion, ACT, ASKED)


@pytest.mark.parametrize(
    "change",
    [
        {"suspended": True},
        {"trained_until_ms": NOW_MS},
        {"trained_until_ms": 0},
        {"undertaking_signed": False},
        {"roles": []},
        {"roles": [vocabulary.ROLE_JUDGE]},
        {"jurisdictions": []},
        {"jurisdictions": ["AE"]},
    ],
)
async def test_an_officer_who_may_not_act(desk: MemoryIssuer, change: dict[str, Any]) -> None:
    desk.use(**change)
    await declined(InvalidGrant, "officer", desk.token)
    await declined(InvalidGrant, "officer", desk.approve, key=desk.rosters.ahmed, officer="fia-1042")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"purpose": "ANALYSE_NETWORK"}, "fit"),
        ({"purpose": "INVESTIGATE"}, "fit"),
        ({"purpose": "HOLD_COPY"}, "fit"),
        ({"purpose": "HOLD_COPY", "query_class": "SYNC", "legal_basis": "AGREEMENT"}, "fit"),
        (
            {"purpose": "OVERSIGHT", "legal_basis": "DATA_OVERSIGHT", "query_class": "AUDIT", "case_type": "REVIEW"},
            "fit",
        ),
        ({"legal_basis": "JJSA"}, "fit"),
        ({"legal_basis": "NO_LAW"}, "fit"),
        ({"second_basis": "COURT_ORDER"}, "fit"),
        ({"query_class": "PROTECTION"}, "fit"),
        ({"query_class": "COMMS_MONEY"}, "fit"),
        ({"query_class": "IDENTITY", "second_basis": "CRPC_CASE"}, "fit"),
        ({"case_type": "ENQUIRY"}, "fit"),
        ({"case_type": "NOTHING"}, "fit"),
        ({"case_key": "512"}, "fit"),
        ({"case_key": "PB/LAHORE/ICHHRA/513/2024"}, "case"),
        ({"case_type": "COMPLAINT", "case_key": "PB/LAHORE/ICHHRA/512/2024"}, "case"),
    ],
)
async def test_a_purpose_that_is_not_theirs(desk: MemoryIssuer, change: dict[str, str], why: str) -> None:
    await declined(InvalidDetails, why, desk.token, replace(ASKED, **change))
    assert desk.journal.entries == []


async def test_some_purposes_need_no_assigned_case(desk: MemoryIssuer) -> None:
    desk.use(roles=[vocabulary.ROLE_RECORD_OFFICER])
    upkeep = Details("RECORD_UPKEEP", "DATA_OVERSIGHT", "", "UPKEEP", "RECORD", "FIA-77")
    text = json.dumps([details_object(upkeep)])
    said = desk.said(hashlib.sha256(text.encode()).digest())
    assertion = write_assertion(said, desk.rosters.ahmed)
    assert (await desk.issuer.token(thumbprint(NODE), "", assertion, upkeep, text)).token


async def test_the_systems_ceiling_holds_at_the_issuer_too(desk: MemoryIssuer) -> None:
    """The desk may only carry investigators (world.py): a record officer gets nothing there."""
    desk.use(roles=[vocabulary.ROLE_RECORD_OFFICER])
    upkeep = Details("RECORD_UPKEEP", "DATA_OVERSIGHT", "", "UPKEEP", "RECORD", "FIA-77")
    await declined(InvalidGrant, "officer", desk.token, upkeep)


async def test_who_may_break_the_glass_may_cite_any_case_at_the_hub_and_nowhere_else(desk: MemoryIssuer) -> None:
    def admit(payload: Any) -> None:
        payload.agencies[1].roles.append(vocabulary.ROLE_BREAK_GLASS)
        payload.agencies[1].systems[0].roles.append(vocabulary.ROLE_BREAK_GLASS)

    other = replace(ASKED, case_key="PB/LAHORE/ICHHRA/513/2024")
    desk.use(roles=[vocabulary.ROLE_INVESTIGATOR, vocabulary.ROLE_BREAK_GLASS])
    await declined(InvalidDetails, "case", desk.token, other)
    desk.world.next(admit)
    assert (await desk.token(other)).token
    serving(desk, PUNJAB)
    await declined(InvalidDetails, "case", desk.token, other, server=PUNJAB)
    assert (await desk.token(server=PUNJAB)).token


async def test_nothing_is_minted_above_the_ceiling_and_it_is_told(desk: MemoryIssuer) -> None:
    desk.use(roles=[vocabulary.ROLE_INVESTIGATOR, vocabulary.ROLE_JUDGE], clearance=3, jurisdictions=["PK-PB", "AE"])
    issued = await desk.token()
    assert issued.cut
    claims = TokenCache().parse(issued.token, desk.world.registry, NOW_MS).claims
    assert (claims.roles, claims.clearance, claims.jurisdictions) == (
        frozenset({"INVESTIGATOR"}),
        2,
        frozenset({"PK-PB"}),
    )


async def test_a_journal_that_fails_lets_nothing_out(desk: MemoryIssuer) -> None:
    desk.journal.broken = True
    await declined(Unavailable, "journal", desk.token)


async def test_requests_are_counted_per_system_and_per_officer(desk: MemoryIssuer) -> None:
    desk.issuer.per_officer = PerMinute(2)
    assert await desk.token()
    assert await desk.token()
    await declined(SlowDown, "rate", desk.token)
    assert await desk.approve()
    desk.issuer.per_system = PerMinute(1)
    assert await desk.approve()
    await declined(SlowDown, "rate", desk.approve)
    desk.now_ms += 60_000
    assert await desk.token()


async def test_strangers_cannot_use_up_an_officers_share(desk: MemoryIssuer) -> None:
    desk.issuer.per_officer = PerMinute(1)
    for _ in range(5):
        await declined(InvalidGrant, "assertion", desk.token, key=desk.rosters.bano)
    assert await desk.token()
