"""What is checked on every call, cached or not, and what the cache may remember."""

from __future__ import annotations

from typing import Any

import pytest
from rabta.membership.v1.registry_pb2 import Registry as Payload

from services.access.caller import Caller
from services.access.ceilings import jurisdictions_within
from services.access.errors import Refused, TokenExpired, TokenInvalid, TokenNotBound
from services.access.token import TokenCache, bind
from tests.fakes.world.keys import b64
from tests.unit.access.token.world import DESK, FIA, HUB, NODE, NOW_MS, NOW_S, POST, PUNJAB, Federation, thumbprint


@pytest.fixture
def world() -> Federation:
    return Federation()


def call(
    world: Federation, token: str, system: str = DESK, now_ms: int = NOW_MS, cache: TokenCache | None = None
) -> Caller:
    cache = TokenCache() if cache is None else cache
    verified = cache.parse(token, world.registry, now_ms)
    return bind(verified, world.registry, world.tls(system), thumbprint(system), now_ms)


def rule(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.violations[0].rule


def test_a_good_token_makes_a_caller(world: Federation) -> None:
    caller = call(world, world.access())
    assert (caller.agency, caller.agency_kind, caller.system, caller.officer) == (FIA, "FIA", DESK, "fia-1042")
    assert caller.trained_until_ms == (NOW_S + 86_400) * 1000
    assert caller.token_expires_ms == (NOW_S + 600) * 1000
    assert caller.undertaking_signed
    assert not caller.suspended
    assert caller.approver is None
    assert (caller.case_type, caller.case_key) == ("FIR", "PB/LAHORE/ICHHRA/512/2024")


@pytest.mark.parametrize(
    ("iat", "exp"),
    [(NOW_S - 900, NOW_S), (NOW_S - 900, NOW_S - 1), (NOW_S + 31, NOW_S + 100), (NOW_S + 86_400, NOW_S + 86_500)],
)
def test_outside_its_window_it_is_expired(world: Federation, iat: int, exp: int) -> None:
    with pytest.raises(TokenExpired) as caught:
        call(world, world.access(iat=iat, exp=exp))
    assert caught.value.violations == ()


@pytest.mark.parametrize(("iat", "exp"), [(NOW_S - 899, NOW_S + 1), (NOW_S + 30, NOW_S + 100)])
def test_at_the_edge_of_its_window_it_counts(world: Federation, iat: int, exp: int) -> None:
    assert call(world, world.access(iat=iat, exp=exp)).officer == "fia-1042"


def test_expiry_bites_although_cached(world: Federation) -> None:
    cache, token = TokenCache(), world.access(exp=NOW_S + 60)
    assert call(world, token, cache=cache)
    with pytest.raises(TokenExpired):
        call(world, token, now_ms=NOW_MS + 60_000, cache=cache)
    assert len(cache) == 1


@pytest.mark.parametrize("audience", [FIA, PUNJAB, "pk.other"])
def test_for_another_hub_it_is_refused(world: Federation, audience: str) -> None:
    with pytest.raises(TokenInvalid) as caught:
        call(world, world.access(aud=audience))
    assert rule(caught) == "audience"


def test_of_another_federation_it_is_refused(world: Federation) -> None:
    with pytest.raises(TokenInvalid) as caught:
        call(world, world.access(fed=b64(Federation().registry.federation_id)))
    assert rule(caught) == "audience"


@pytest.mark.parametrize("system", [NODE, POST])
def test_over_another_certificate_it_is_refused(world: Federation, system: str) -> None:
    cache, token = TokenCache(), world.access()
    assert call(world, token, cache=cache)
    with pytest.raises(TokenNotBound) as caught:
        call(world, token, system, cache=cache)
    assert caught.value.violations == ()


@pytest.mark.parametrize("system", [DESK, POST])
def test_bound_to_anothers_certificate_it_is_still_not_theirs(world: Federation, system: str) -> None:
    """Agency A's token that names B's certificate is of no use to B, though A calls a system of its own the same."""
    token = world.access(cnf={"x5t#S256": b64(thumbprint(POST))}, client_id=system)
    with pytest.raises(TokenInvalid) as caught:
        call(world, token, POST)
    assert rule(caught) == "issuer"


def test_for_another_system_of_the_agency_it_is_refused(world: Federation) -> None:
    token = world.access(cnf={"x5t#S256": b64(thumbprint(NODE))})
    with pytest.raises(TokenInvalid) as caught:
        call(world, token, NODE)
    assert rule(caught) == "issuer"


def test_a_revoked_issuer_key_is_refused_although_cached(world: Federation) -> None:
    cache, token = TokenCache(), world.access()
    before = world.registry
    verified = cache.parse(token, before, NOW_MS)
    world.revoke(world.token)
    with pytest.raises(TokenInvalid) as caught:
        bind(verified, world.registry, world.tls(DESK), thumbprint(DESK), NOW_MS)
    assert rule(caught) == "key"
    with pytest.raises(TokenInvalid):
        cache.parse(token, world.registry, NOW_MS)
    assert call(world, world.access(world.token_next), cache=cache)


def test_a_key_that_expires_is_refused_although_cached(world: Federation) -> None:
    row = world.registry.key(world.token.kid, "TOKEN")
    assert row is not None
    late = row.not_after_ms // 1000
    token, cache = world.access(iat=late - 60, exp=late + 600), TokenCache()
    assert call(world, token, now_ms=row.not_after_ms, cache=cache)
    with pytest.raises(TokenInvalid) as caught:
        call(world, token, now_ms=row.not_after_ms + 1, cache=cache)
    assert rule(caught) == "key"


def test_roles_are_cut_to_the_system_then_the_agency(world: Federation) -> None:
    claimed = ["INVESTIGATOR", "ANALYST", "JUDGE", "OVERSIGHT"]
    assert call(world, world.access(roles=claimed)).roles == {"INVESTIGATOR"}
    node: dict[str, Any] = {"client_id": NODE, "cnf": {"x5t#S256": b64(thumbprint(NODE))}}
    assert call(world, world.access(roles=claimed, **node), NODE).roles == {"INVESTIGATOR", "ANALYST"}
    assert call(world, world.access(roles=["JUDGE"])).roles == frozenset()


@pytest.mark.parametrize(("claimed", "counts"), [(0, 0), (1, 1), (2, 2), (3, 2)])
def test_clearance_is_cut(world: Federation, claimed: int, counts: int) -> None:
    assert call(world, world.access(clearance=claimed)).clearance == counts


def test_ceilings_are_those_of_now_although_cached(world: Federation) -> None:
    cache, token = TokenCache(), world.access()
    assert call(world, token, cache=cache).clearance == 2

    def lower(payload: Payload) -> None:
        payload.agencies[1].clearance = 1

    world.next(lower)
    assert call(world, token, cache=cache).clearance == 1


@pytest.mark.parametrize(
    ("claimed", "allowed", "counts"),
    [
        ({"PK"}, {"PK"}, {"PK"}),
        ({"PK"}, {"PK-PB"}, {"PK-PB"}),
        ({"PK-PB"}, {"PK"}, {"PK-PB"}),
        ({"PK-PB", "PK-SD"}, {"PK-PB"}, {"PK-PB"}),
        ({"PK", "PK-SD"}, {"PK-PB"}, {"PK-PB"}),
        ({"PK-PB"}, {"PK-SD"}, set()),
        ({"AE"}, {"PK"}, set()),
        ({"AE-DU"}, {"PK", "AE"}, {"AE-DU"}),
    ],
)
def test_jurisdictions_are_the_intersection(claimed: set[str], allowed: set[str], counts: set[str]) -> None:
    assert jurisdictions_within(frozenset(claimed), allowed) == counts


def test_the_cache_is_bounded_and_forgets_the_oldest(world: Federation) -> None:
    cache = TokenCache(most=3)
    tokens = [world.access(jti=f"token-number-{n:04}") for n in range(5)]
    for token in tokens:
        cache.parse(token, world.registry, NOW_MS)
    assert len(cache) == 3
    newest = cache.parse(tokens[4], world.registry, NOW_MS)
    assert newest is cache.parse(tokens[4], world.registry, NOW_MS)


def test_refusals_are_not_remembered(world: Federation) -> None:
    cache = TokenCache()
    for _ in range(3):
        with pytest.raises(TokenInvalid):
            cache.parse(world.access(clearance=9), world.registry, NOW_MS)
    assert len(cache) == 0


def test_each_registry_version_is_parsed_for_itself(world: Federation) -> None:
    cache, token = TokenCache(), world.access()
    first = cache.parse(token, world.registry, NOW_MS)
    world.next(lambda _: None)
    assert cache.parse(token, world.registry, NOW_MS) is not first
    assert len(cache) == 2


def test_every_refusal_names_no_text_of_the_token(world: Federation) -> None:
    token = world.access(aud=PUNJAB)
    with pytest.raises(TokenInvalid) as caught:
        call(world, token)
    said = repr((caught.value, caught.value.violations))
    assert all(word not in said for word in (PUNJAB, HUB, "fia-1042", token[:20]))
