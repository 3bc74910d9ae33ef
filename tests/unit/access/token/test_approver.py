"""The second person: named by a second token for this body, or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.approver import LONGEST_S, Act, act_of, nonce_of, parse_approver
from services.access.caller import Approver, Caller
from services.access.details import Details
from services.access.errors import ApproverInvalid
from services.access.jws import RULES, sign_token
from services.access.second import FROM_ELSEWHERE, may_stand_by
from services.access.token import TokenCache, bind
from tests.fakes.world.keys import b64
from tests.unit.access.token.world import (
    DESK,
    FIA,
    HUB,
    METHOD,
    NODE,
    NOW_MS,
    NOW_S,
    PUNJAB,
    WHY,
    Federation,
    thumbprint,
)

BODY = b"the request, byte for byte"
SHA = hashlib.sha256(BODY).digest()


@pytest.fixture(scope="module")
def world() -> Federation:
    return Federation()


@pytest.fixture(scope="module")
def caller(world: Federation) -> Caller:
    verified = TokenCache().parse(world.access(), world.registry, NOW_MS)
    return bind(verified, world.registry, world.tls(DESK), thumbprint(DESK), NOW_MS)


def refused(world: Federation, caller: Caller, token: str, sha: bytes = SHA, now_ms: int = NOW_MS) -> tuple[str, str]:
    with pytest.raises(ApproverInvalid) as caught:
        parse_approver(token, world.registry, caller, METHOD, sha, now_ms)
    (broken,) = caught.value.violations
    assert broken.text == RULES[broken.rule]
    return broken.field, broken.rule


def test_a_second_person_is_added_to_the_caller(world: Federation, caller: Caller) -> None:
    token = world.approver(BODY)
    found = parse_approver(token, world.registry, caller, METHOD, SHA, NOW_MS)
    second = Approver("fia-2001", 2, frozenset({"fia-3"}), hashlib.sha256(token.encode()).digest())
    assert found.caller == replace(caller, approver=second)
    assert found.jti == "approval_0123456789"
    assert found.nonce == nonce_of(found.jti)
    assert len(found.nonce) == 16


def test_an_approver_may_hold_all_that_the_registry_admits(world: Federation, caller: Caller) -> None:
    token = world.approver(BODY, roles=["INVESTIGATOR", "ANALYST", "RECORD_OFFICER"], client_id=NODE)
    assert parse_approver(token, world.registry, caller, METHOD, SHA, NOW_MS).caller.approver is not None


@pytest.mark.parametrize("fact", ["purpose", "legal_basis", "second_basis", "query_class", "case_type", "case_key"])
def test_each_fact_of_the_reason_is_approved(world: Federation, caller: Caller, fact: str) -> None:
    """The second person saw one reason; the officer's token gives another."""
    assert act_of(caller, METHOD, SHA).details_sha256 == WHY.digest
    other = replace(caller, **{fact: "OTHER"})  # type: ignore[arg-type]  # fields of several types by name
    assert refused(world, other, world.approver(BODY)) == ("approver.details_sha256", "body")


@given(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=4), min_size=6, max_size=6))
def test_no_two_reasons_share_a_digest(texts: list[str]) -> None:
    one, other = (Details(*some) for some in (texts, texts[1:] + texts[:1]))
    assert (one.digest == other.digest) == (one == other)


def test_the_act_is_all_that_is_signed() -> None:
    act = Act(METHOD, "fia-1042", SHA, WHY.digest)
    others = (
        replace(act, method=METHOD + "s"),
        replace(act, officer="fia-104"),
        replace(act, body_sha256=bytes(32)),
        replace(act, details_sha256=bytes(32)),
    )
    assert len({one.digest for one in (act, *others)}) == 5


def test_one_approval_one_nonce() -> None:
    assert nonce_of("approval_0123456789") == nonce_of("approval_0123456789")
    assert nonce_of("approval_0123456789") != nonce_of("approval_0123456780")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"sub": "fia-1042"}, ("approver.sub", "person")),
        ({"superiors": ["fia-1042"]}, ("approver.superiors", "person")),
        ({"superiors": ["fia-3", "fia-2", "fia-1042", "fia-1"]}, ("approver.superiors", "person")),
        ({"superior": "fia-3"}, ("approver", "members")),
        ({"method": METHOD + "s"}, ("approver.method", "body")),
        ({"method": METHOD[1:]}, ("approver.method", "value")),
        ({"method": ...}, ("approver", "members")),
        ({"for_sub": "fia-1043"}, ("approver.for_sub", "body")),
        ({"for_sub": "FIA-1042"}, ("approver.for_sub", "value")),
        ({"for_sub": ...}, ("approver", "members")),
        ({"details_sha256": b64(bytes(32))}, ("approver.details_sha256", "body")),
        ({"details_sha256": ...}, ("approver", "members")),
        ({"clearance": 1}, ("approver.clearance", "person")),
        ({"clearance": 0}, ("approver.clearance", "person")),
        ({"clearance": 3}, ("approver.clearance", "ceiling")),
        ({"roles": ["JUDGE"]}, ("approver.roles", "ceiling")),
        ({"roles": ["INVESTIGATOR", "OVERSIGHT"]}, ("approver.roles", "ceiling")),
        ({"jurisdictions": ["AE"]}, ("approver.jurisdictions", "ceiling")),
        ({"client_id": "no-such-system"}, ("approver.roles", "ceiling")),
        ({"client_id": DESK, "roles": ["ANALYST"]}, ("approver.roles", "ceiling")),
        ({"undertaking": False}, ("approver.undertaking", "fitness")),
        ({"trained_until": NOW_S}, ("approver.trained_until", "fitness")),
        ({"aud": PUNJAB}, ("approver.aud", "audience")),
        ({"exp": NOW_S}, ("approver.exp", "expired")),
        ({"iat": NOW_S + 31}, ("approver.exp", "expired")),
        ({"iat": NOW_S - 3000, "exp": NOW_S + 601}, ("approver.exp", "lifetime")),
        ({"iat": NOW_S - 4000, "exp": NOW_S - 400}, ("approver.exp", "expired")),
        ({"body_sha256": ...}, ("approver", "members")),
        ({"body_sha256": "x"}, ("approver.body_sha256", "base64url")),
        ({"cnf": {}}, ("approver", "members")),
        ({"authorization_details": []}, ("approver", "members")),
        ({"iss": PUNJAB}, ("approver.iss", "issuer")),
    ],
)
def test_what_makes_no_second_person(
    world: Federation, caller: Caller, change: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert refused(world, caller, world.approver(BODY, **change)) == expected


@pytest.mark.parametrize(
    "spelling",
    [
        "FIA-1042",
        "Fia-1042",
        " fia-1042",
        "fia-1042 ",
        "fia-1042\u200b",
        "ｆia-1042",
        "fiа-1042",
        "fia--1042",
        "fia-1042-",
        "fia_1042",
    ],
)
def test_the_same_person_spelt_otherwise_is_refused(world: Federation, caller: Caller, spelling: str) -> None:
    assert refused(world, caller, world.approver(BODY, sub=spelling)) == ("approver.sub", "value")


def test_an_approval_lasts_an_hour_at_most(world: Federation, caller: Caller) -> None:
    token = world.approver(BODY, iat=NOW_S, exp=NOW_S + LONGEST_S)
    last = NOW_MS + LONGEST_S * 1000 - 1
    assert parse_approver(token, world.registry, caller, METHOD, SHA, last).jti
    assert refused(world, caller, token, now_ms=last + 1) == ("approver.exp", "expired")


def test_for_another_body_it_is_refused(world: Federation, caller: Caller) -> None:
    token = world.approver(BODY)
    assert refused(world, caller, token, hashlib.sha256(BODY + b" ").digest()) == ("approver.body_sha256", "body")
    assert refused(world, caller, token, b"") == ("approver.body_sha256", "body")


def test_an_access_token_is_no_approval(world: Federation, caller: Caller) -> None:
    assert refused(world, caller, world.access(sub="fia-2001")) == ("approver.header", "header")
    as_approval = sign_token(world.claims(sub="fia-2001"), world.token, "rabta-approver+jwt")
    assert refused(world, caller, as_approval) == ("approver", "members")


OF_PUNJAB: dict[str, Any] = {
    "iss": PUNJAB, "sub": "pb-2001", "client_id": "punjab-post", "roles": ["INVESTIGATOR"],
    "jurisdictions": ["PK-PB"], "superiors": [],
}  # fmt: skip


@pytest.mark.parametrize(
    "method",
    [
        *(f"/rabta.records.v1.RecordsService/{name}" for name in (
            "ListGuards", "ListToldGuards", "DecideGuard", "GiveDirections",
        )),
        *(f"/rabta.identity.v1.IdentityService/{name}" for name in ("GetAttributes", "GetFamily")),
        "/rabta.linkage.v1.LinkageService/DecideLink",
        "/rabta.audit.v1.AuditService/SecondBreakGlass",
    ],
)  # fmt: skip
def test_what_touches_others_people_takes_no_colleague(method: str) -> None:
    """AUTHORITY 6.8: links for others, guards, directions, broken glass, values of the registry."""
    assert not may_stand_by(method, FIA, FIA, "FIA")


@pytest.mark.parametrize("method", sorted(FROM_ELSEWHERE))
def test_where_others_people_are_touched_a_colleague_is_none_and_another_agencys_officer_is(
    world: Federation, caller: Caller, method: str
) -> None:
    colleague = world.approver(BODY, method=method)
    with pytest.raises(ApproverInvalid) as caught:
        parse_approver(colleague, world.registry, caller, method, SHA, NOW_MS)
    assert [(each.field, each.rule) for each in caught.value.violations] == [("approver.iss", "issuer")]
    token = world.approver(BODY, world.punjab_token, method, **OF_PUNJAB)
    found = parse_approver(token, world.registry, caller, method, SHA, NOW_MS).caller
    assert found.second == f"{PUNJAB}/pb-2001"
    assert found.approver is not None
    assert found.approver.as_logged == f"{PUNJAB}/pb-2001"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"sub": "fia-1042"}, ("approver.sub", "person")),
        ({"superiors": ["fia-1042"]}, ("approver.superiors", "person")),
        ({"clearance": 1}, ("approver.clearance", "person")),
        ({"roles": ["ANALYST"]}, ("approver.roles", "ceiling")),
        ({"jurisdictions": ["PK-SD"]}, ("approver.jurisdictions", "ceiling")),
    ],
)
def test_another_agencys_officer_is_measured_by_its_own_row(
    world: Federation, caller: Caller, change: dict[str, Any], expected: tuple[str, str]
) -> None:
    method = min(FROM_ELSEWHERE)
    token = world.approver(BODY, world.punjab_token, method, **{**OF_PUNJAB, **change})
    with pytest.raises(ApproverInvalid) as caught:
        parse_approver(token, world.registry, caller, method, SHA, NOW_MS)
    assert [(each.field, each.rule) for each in caught.value.violations] == [expected]


@pytest.mark.parametrize("method", [METHOD, *sorted(FROM_ELSEWHERE)])
@pytest.mark.parametrize("kind", ["FIA", "OVERSIGHT"])
@pytest.mark.parametrize("second", [FIA, PUNJAB])
def test_whose_officer_stands_by(method: str, kind: str, second: str) -> None:
    """Oversight's own second is of oversight; everywhere else who touches others' people asks outside."""
    elsewhere = method in FROM_ELSEWHERE
    assert may_stand_by(method, FIA, second, kind) == (
        (second == PUNJAB or kind == "OVERSIGHT") if elsewhere else second == FIA
    )


@pytest.mark.parametrize(
    "method",
    ["identity.v1.IdentityService/GetAttributes", "identity.v1.IdentityService/GetFamily",
     "linkage.v1.LinkageService/DecideLink", "records.v1.RecordsService/DecideGuard"],
)  # fmt: skip
def test_a_colleague_approves_no_act_on_others_people(world: Federation, caller: Caller, method: str) -> None:
    path = f"/rabta.{method}"
    with pytest.raises(ApproverInvalid) as caught:
        parse_approver(world.approver(BODY, method=path), world.registry, caller, path, SHA, NOW_MS)
    assert [(each.field, each.rule) for each in caught.value.violations] == [("approver.iss", "issuer")]
    outside = world.approver(BODY, world.punjab_token, path, **OF_PUNJAB)
    assert parse_approver(outside, world.registry, caller, path, SHA, NOW_MS).caller.approver is not None


def test_of_another_agency_it_is_refused(world: Federation, caller: Caller) -> None:
    whole = world.approver(BODY, world.punjab_token, iss=PUNJAB, client_id="punjab-post", jurisdictions=["PK-PB"])
    assert refused(world, caller, whole) == ("approver.iss", "issuer")
    assert refused(world, caller, world.approver(BODY, world.punjab_token)) == ("approver.iss", "issuer")


@pytest.mark.parametrize("key", ["page", "roster", "message"])
def test_keys_of_other_use_are_refused(world: Federation, caller: Caller, key: str) -> None:
    assert refused(world, caller, world.approver(BODY, getattr(world, key))) == ("approver.kid", "key")


def test_a_revoked_issuer_key_is_refused(caller: Caller) -> None:
    world = Federation()
    token = world.approver(BODY, fed=world.officer()["fed"])
    world.revoke(world.token)
    assert refused(world, caller, token) == ("approver.kid", "key")


def test_of_another_federation_it_is_refused(world: Federation, caller: Caller) -> None:
    other = Federation().officer()["fed"]
    assert refused(world, caller, world.approver(BODY, fed=other)) == ("approver.fed", "audience")


@pytest.mark.parametrize("token", ["", "x", "a.b.c", HUB, "\udcff"])
def test_what_is_no_token_is_refused(world: Federation, caller: Caller, token: str) -> None:
    assert refused(world, caller, token) == ("approver", "compact")
