"""The use cases: every way not to get a token, by name, and what a token says when it is given."""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import pytest
from rabta.access.v1 import purpose_pb2 as vocabulary

from services.access.approver import Act, parse_approver
from services.access.assertion import Assertion, write_assertion
from services.access.details import Details, details_object
from services.access.jws import sign_token
from services.access.kin import kin_digest
from services.access.token import TokenCache, bind
from services.issuer.app import Issued, Issuer
from services.issuer.domain import Roster
from services.issuer.errors import Declined, InvalidClient, InvalidDetails, InvalidGrant, SlowDown, Unavailable
from services.issuer.limits import PerMinute
from services.issuer.wire import load_roster
from services.signing.es256 import PrivateKey
from tests.fakes.journal import MemoryJournal
from tests.unit.access_token.world import (
    DESK,
    FIA,
    HUB,
    METHOD,
    NODE,
    NOW_MS,
    NOW_S,
    POST,
    PUNJAB,
    Federation,
    b64,
    thumbprint,
)
from tests.unit.issuer.roster import KIN, Rosters, signed

URL = "https://issuer.fia.example"
ASKED = Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", "FIR", "PB/LAHORE/ICHHRA/512/2024")
BODY = hashlib.sha256(b"body").digest()
ACT = Act(METHOD, "fia-1042", BODY, ASKED.digest)
NUMBERS = itertools.count()


@dataclass
class Desk:
    """An issuer in memory, its clock and the officers' keys."""

    world: Federation = field(default_factory=Federation)
    rosters: Rosters = field(default_factory=Rosters)
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    now_ms: int = NOW_MS
    issuer: Issuer = field(init=False)
    roster: Roster = field(init=False)

    def __post_init__(self) -> None:
        self.use()
        self.issuer = Issuer(
            agency=FIA,
            url=URL,
            key=self.world.token,
            registry=lambda: self.world.registry,
            rosters=self,
            journal=self.journal,
            clock=lambda: self.now_ms,
            new_jti=lambda: f"jti-{next(NUMBERS):012}",
        )

    def use(self, **changes: Any) -> None:
        """Take up a roster whose first officer has these changes."""
        message = self.rosters.message(officers=[self.rosters.officer(**changes), self.rosters.second()])
        self.roster = load_roster(signed(message, self.world.roster), self.world.registry, FIA, NOW_MS)

    def current(self, now_ms: int) -> Roster:
        if now_ms > self.roster.expires_ms:
            raise Unavailable("roster")
        return self.roster

    def said(self, for_sha256: bytes, **changes: Any) -> Assertion:
        jti = f"assertion-{next(NUMBERS):010}"
        now_s = self.now_ms // 1000
        return replace(Assertion("fia-1042", FIA, jti, for_sha256, now_s, now_s + 60), **changes)

    def token(self, details: Details = ASKED, key: PrivateKey | None = None, **changes: Any) -> Issued:
        text = json.dumps([details_object(details)])
        said = self.said(**{"for_sha256": hashlib.sha256(text.encode()).digest(), **changes})
        assertion = write_assertion(said, key or self.rosters.ahmed)
        return self.issuer.token(thumbprint(DESK), "", assertion, details, text)

    def approve(self, key: PrivateKey | None = None, system: str = NODE, **changes: Any) -> Issued:
        said = self.said(**{"for_sha256": ACT.digest, "officer": "fia-2001", **changes})
        assertion = write_assertion(said, key or self.rosters.bano)
        return self.issuer.approve(thumbprint(system), "", assertion, ACT, ASKED)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def declined(kind: type[Declined], why: str, call: Any, *arguments: Any, **changes: Any) -> None:
    with pytest.raises(kind) as caught:
        call(*arguments, **changes)
    assert caught.value.why == why


def test_the_hub_takes_the_token(desk: Desk) -> None:
    issued = desk.token()
    assert (issued.expires_in_s, issued.officer, issued.cut) == (900, "fia-1042", False)
    verified = TokenCache().parse(issued.token, desk.world.registry, NOW_MS)
    caller = bind(verified, desk.world.registry, desk.world.tls(DESK), thumbprint(DESK), NOW_MS)
    assert (caller.agency, caller.officer, caller.system) == (FIA, "fia-1042", DESK)
    assert (caller.purpose, caller.legal_basis, caller.query_class) == ("INVESTIGATE_CASE", "CRPC_CASE", "HISTORY")
    assert (caller.roles, caller.clearance, caller.jurisdictions) == ({"INVESTIGATOR"}, 2, {"PK-PB"})
    assert caller.superiors == {"fia-7"}
    assert caller.own_and_kin == {kin_digest(KIN)}


def test_the_hub_takes_the_approval(desk: Desk) -> None:
    verified = TokenCache().parse(desk.token().token, desk.world.registry, NOW_MS)
    caller = bind(verified, desk.world.registry, desk.world.tls(DESK), thumbprint(DESK), NOW_MS)
    issued = desk.approve()
    assert issued.expires_in_s == 3600
    found = parse_approver(issued.token, desk.world.registry, caller, METHOD, BODY, NOW_MS)
    assert found.caller.approver is not None
    assert found.caller.approver.officer == "fia-2001"


def test_the_journal_keeps_who_why_and_when(desk: Desk) -> None:
    desk.token()
    desk.approve()
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


def test_what_the_second_person_signed_is_what_is_approved(desk: Desk) -> None:
    """A system that swaps any part of the act gets nothing: the assertion is over all of it."""
    for other in (
        replace(ACT, method=METHOD + "s"),
        replace(ACT, officer="fia-1043"),
        replace(ACT, body_sha256=bytes(32)),
        replace(ACT, details_sha256=bytes(32)),
    ):
        declined(InvalidGrant, "purpose", desk.approve, for_sha256=other.digest)
    declined(InvalidGrant, "purpose", desk.approve, for_sha256=BODY)


@pytest.mark.parametrize("line", [("fia-1042",), ("fia-5", "fia-1042"), ("fia-5", "fia-6", "fia-1042", "fia-7")])
def test_nobody_below_the_officer_approves(desk: Desk, line: tuple[str, ...]) -> None:
    """Neither a direct subordinate nor one further down, whatever the clearance."""
    between = [
        desk.rosters.officer(PrivateKey.generate(), id=officer, superior=above, cases=[])
        for officer, above in pairwise(line)
        if officer != "fia-1042"
    ]
    officers = [desk.rosters.officer(superior=""), *between, desk.rosters.second(superior=line[0], clearance=3)]
    message = desk.rosters.message(officers=officers)
    desk.roster = load_roster(signed(message, desk.world.roster), desk.world.registry, FIA, NOW_MS)
    declined(InvalidGrant, "person", desk.approve)


def test_nobody_approves_what_they_ask_themselves(desk: Desk) -> None:
    declined(InvalidGrant, "person", desk.approve, key=desk.rosters.ahmed, officer="fia-1042")


@pytest.mark.parametrize("system", [POST, "unknown"])
def test_another_agencys_or_an_unknown_certificate_gets_nothing(desk: Desk, system: str) -> None:
    assertion = write_assertion(desk.said(BODY), desk.rosters.ahmed)
    for call in (
        lambda: desk.issuer.token(thumbprint(system), "", assertion, ASKED, "[]"),
        lambda: desk.issuer.approve(thumbprint(system), "", assertion, ACT, ASKED),
    ):
        declined(InvalidClient, "certificate", call)


def test_a_revoked_certificate_gets_nothing(desk: Desk) -> None:
    def revoke(payload: Any) -> None:
        payload.agencies[1].systems[0].tls[0].revoked_ms = NOW_MS

    desk.world.next(revoke)
    declined(InvalidClient, "certificate", desk.token)


def test_client_id_must_be_that_of_the_certificate(desk: Desk) -> None:
    assertion = write_assertion(desk.said(ACT.digest, officer="fia-2001"), desk.rosters.bano)
    declined(InvalidClient, "system", desk.issuer.approve, thumbprint(DESK), NODE, assertion, ACT, ASKED)
    assert desk.issuer.approve(thumbprint(DESK), DESK, assertion, ACT, ASKED).token


def test_a_revoked_or_foreign_issuer_key_issues_nothing(desk: Desk) -> None:
    desk.issuer.key = desk.world.punjab_token
    declined(Unavailable, "key", desk.token)
    desk.issuer.key = desk.world.page
    declined(Unavailable, "key", desk.token)
    desk.issuer.key = desk.world.token
    assert desk.token()
    desk.world.revoke(desk.world.token)
    declined(Unavailable, "key", desk.token)


def test_under_an_expired_registry_nothing_is_issued(desk: Desk) -> None:
    desk.now_ms = desk.world.registry.expires_ms + 1
    declined(Unavailable, "key", desk.token)


def test_past_the_rosters_end_nothing_is_issued(desk: Desk) -> None:
    desk.now_ms = desk.roster.expires_ms + 1
    declined(Unavailable, "roster", desk.token)


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
def test_an_assertion_that_proves_nothing(desk: Desk, changes: dict[str, Any], why: str) -> None:
    declined(InvalidGrant, why, desk.token, **changes)
    assert desk.journal.entries == []


@pytest.mark.parametrize("audience", [FIA, URL])
def test_an_assertion_names_agency_or_url(desk: Desk, audience: str) -> None:
    assert desk.token(audience=audience)


def test_an_officer_signs_for_himself_alone(desk: Desk) -> None:
    declined(InvalidGrant, "assertion", desk.token, key=desk.rosters.bano)
    declined(InvalidGrant, "assertion", desk.token, key=PrivateKey.generate())
    declined(InvalidGrant, "assertion", desk.token, key=desk.world.token)


@pytest.mark.parametrize("text", ["", "a.b.c", "ہ", "x" * 9000, "\ud800"])
def test_what_is_no_assertion(desk: Desk, text: str) -> None:
    declined(InvalidGrant, "assertion", desk.issuer.approve, thumbprint(DESK), "", text, ACT, ASKED)


def test_a_token_is_no_assertion(desk: Desk) -> None:
    token = desk.token().token
    declined(InvalidGrant, "assertion", desk.issuer.approve, thumbprint(DESK), "", token, ACT, ASKED)
    claims = {"iss": "fia-1042", "sub": "fia-1042", "aud": FIA, "iat": NOW_S, "exp": NOW_S + 60, "role": "JUDGE"}
    more = {**claims, "jti": "assertion-with-role", "for_sha256": b64(BODY)}
    text = sign_token(more, desk.rosters.ahmed, "rabta-assertion+jwt")
    declined(InvalidGrant, "assertion", desk.issuer.approve, thumbprint(DESK), "", text, ACT, ASKED)


def test_an_assertion_counts_once(desk: Desk) -> None:
    assert desk.token(jti="assertion-used-once")
    declined(InvalidGrant, "used", desk.token, jti="assertion-used-once")
    assert len(desk.journal.entries) == 1


def test_an_assertion_for_a_token_gives_no_approval(desk: Desk) -> None:
    text = json.dumps([details_object(ASKED)])
    sha = hashlib.sha256(text.encode()).digest()
    assertion = write_assertion(desk.said(sha), desk.rosters.ahmed)
    declined(InvalidGrant, "purpose", desk.issuer.approve, thumbprint(DESK), "", assertion, ACT, ASKED)


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
def test_an_officer_who_may_not_act(desk: Desk, change: dict[str, Any]) -> None:
    desk.use(**change)
    declined(InvalidGrant, "officer", desk.token)
    declined(InvalidGrant, "officer", desk.approve, key=desk.rosters.ahmed, officer="fia-1042")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"purpose": "ANALYSE_NETWORK"}, "fit"),
        ({"purpose": "INVESTIGATE"}, "fit"),
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
def test_a_purpose_that_is_not_his(desk: Desk, change: dict[str, str], why: str) -> None:
    declined(InvalidDetails, why, desk.token, replace(ASKED, **change))
    assert desk.journal.entries == []


def test_some_purposes_need_no_assigned_case(desk: Desk) -> None:
    desk.use(roles=[vocabulary.ROLE_RECORD_OFFICER])
    upkeep = Details("RECORD_UPKEEP", "DATA_OVERSIGHT", "", "UPKEEP", "RECORD", "FIA-77")
    text = json.dumps([details_object(upkeep)])
    said = desk.said(hashlib.sha256(text.encode()).digest())
    assertion = write_assertion(said, desk.rosters.ahmed)
    assert desk.issuer.token(thumbprint(NODE), "", assertion, upkeep, text).token


def test_the_systems_ceiling_holds_at_the_issuer_too(desk: Desk) -> None:
    """The desk may only carry investigators (world.py): a record officer gets nothing there."""
    desk.use(roles=[vocabulary.ROLE_RECORD_OFFICER])
    upkeep = Details("RECORD_UPKEEP", "DATA_OVERSIGHT", "", "UPKEEP", "RECORD", "FIA-77")
    declined(InvalidGrant, "officer", desk.token, upkeep)


def test_who_may_break_the_glass_may_cite_any_case(desk: Desk) -> None:
    def admit(payload: Any) -> None:
        payload.agencies[1].roles.append(vocabulary.ROLE_BREAK_GLASS)
        payload.agencies[1].systems[0].roles.append(vocabulary.ROLE_BREAK_GLASS)

    other = replace(ASKED, case_key="PB/LAHORE/ICHHRA/513/2024")
    desk.use(roles=[vocabulary.ROLE_INVESTIGATOR, vocabulary.ROLE_BREAK_GLASS])
    declined(InvalidDetails, "case", desk.token, other)
    desk.world.next(admit)
    assert desk.token(other).token


def test_nothing_is_minted_above_the_ceiling_and_it_is_told(desk: Desk) -> None:
    desk.use(roles=[vocabulary.ROLE_INVESTIGATOR, vocabulary.ROLE_JUDGE], clearance=3, jurisdictions=["PK-PB", "AE"])
    issued = desk.token()
    assert issued.cut
    claims = TokenCache().parse(issued.token, desk.world.registry, NOW_MS).claims
    assert (claims.roles, claims.clearance, claims.jurisdictions) == ({"INVESTIGATOR"}, 2, {"PK-PB"})


def test_a_journal_that_fails_lets_nothing_out(desk: Desk) -> None:
    desk.journal.broken = True
    declined(Unavailable, "journal", desk.token)


def test_requests_are_counted_per_system_and_per_officer(desk: Desk) -> None:
    desk.issuer.per_officer = PerMinute(2)
    assert desk.token()
    assert desk.token()
    declined(SlowDown, "rate", desk.token)
    assert desk.approve()
    desk.issuer.per_system = PerMinute(1)
    assert desk.approve()
    declined(SlowDown, "rate", desk.approve)
    desk.now_ms += 60_000
    assert desk.token()


def test_strangers_cannot_use_up_an_officers_share(desk: Desk) -> None:
    desk.issuer.per_officer = PerMinute(1)
    for _ in range(5):
        declined(InvalidGrant, "assertion", desk.token, key=desk.rosters.bano)
    assert desk.token()


# -- what is counted of refusals


def test_a_refusal_of_a_proven_officer_is_kept_with_reason_and_case(desk: Desk) -> None:
    other = replace(ASKED, case_key="PB/LAHORE/ICHHRA/513/2024")
    declined(InvalidDetails, "case", desk.token, other)
    declined(InvalidDetails, "fit", desk.token, replace(ASKED, purpose="STATISTICS"))
    desk.use(suspended=True)
    declined(InvalidGrant, "officer", desk.token)
    declined(InvalidGrant, "officer", desk.token, replace(ASKED, case_key="ALI RAZA"))
    assert [(one.officer, one.reason, one.case) for one in desk.journal.refusals] == [
        ("fia-1042", "case", "FIR:PB/LAHORE/ICHHRA/513/2024"),
        ("fia-1042", "fit", "FIR:PB/LAHORE/ICHHRA/512/2024"),
        ("fia-1042", "officer", "FIR:PB/LAHORE/ICHHRA/512/2024"),
        ("fia-1042", "officer", ""),
    ]


def test_the_approver_who_may_not_approve_is_counted_not_the_officer_who_asks(desk: Desk) -> None:
    declined(InvalidGrant, "person", desk.approve, key=desk.rosters.ahmed, officer="fia-1042")
    assert [(one.officer, one.reason) for one in desk.journal.refusals] == [("fia-1042", "person")]


def test_nobody_is_counted_for_what_they_did_not_ask(desk: Desk) -> None:
    """Another's key, another request, an old proof, another agency's system: no officer is named for any of them."""
    declined(InvalidGrant, "assertion", desk.token, key=desk.rosters.bano)
    declined(InvalidGrant, "purpose", desk.token, for_sha256=bytes(32))
    declined(InvalidGrant, "audience", desk.token, audience="pk.punjab")
    declined(InvalidGrant, "window", desk.token, issued_s=NOW_S - 300, expires_s=NOW_S - 240)
    declined(InvalidClient, "certificate", desk.issuer.token, thumbprint(POST), "", "x", ASKED, "x")
    assert desk.journal.refusals == []


def test_a_refused_assertion_counts_once_and_gives_nothing_more(desk: Desk) -> None:
    """A system that repeats what an officer once asked makes them no fisher."""
    other = replace(ASKED, case_key="PB/LAHORE/ICHHRA/513/2024")
    declined(InvalidDetails, "case", desk.token, other, jti="assertion-kept-by-a-system")
    for _ in range(3):
        declined(InvalidGrant, "used", desk.token, other, jti="assertion-kept-by-a-system")
    assert len(desk.journal.refusals) == 1
    with pytest.raises(InvalidGrant) as caught:
        desk.token(other, jti="assertion-kept-by-a-system")
    assert not caught.value.counted


def test_a_token_that_was_given_is_no_refusal(desk: Desk) -> None:
    desk.token(jti="assertion-that-was-good")
    declined(InvalidGrant, "used", desk.token, jti="assertion-that-was-good")
    assert desk.journal.refusals == []


def test_a_refusal_that_cannot_be_kept_is_still_none_that_is_granted(desk: Desk) -> None:
    desk.journal.broken = True
    declined(Unavailable, "journal", desk.token, replace(ASKED, case_key="PB/LAHORE/ICHHRA/513/2024"))
