"""The access token: every spelling but one, every claim beyond what it may be."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from rabta.records.v1.records_service_pb2 import GetHistoryResponse, GetRecordRequest

from services.signing.es256 import to_der
from tests.e2e.attacks.judging import Seen, answered, put, refused, unauthenticated
from tests.e2e.bodies import AUDIT, HISTORY, SUBMIT, history_of
from tests.e2e.federation import DESK, Pair
from tests.e2e.people import (
    BORDER,
    FIA,
    INVESTIGATOR,
    PUNJAB,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
)
from tests.e2e.planted import KNOWN, SECRET
from tests.e2e.world import World
from tests.fakes.world.keys import b64
from tests.shared import PATIENCE_S

BODY = history_of(KNOWN)
ENTRIES = f"{AUDIT}GetEntries"


def send(world: World, token: str, agency: str = FIA, system: str = "node") -> Seen:
    """The token with an honest question for a history."""
    return put(world, world.ask(HISTORY, BODY, token, agency=agency, system=system), world.line(agency, system))


def written(world: World, header: Any = None, payload: bytes | None = None) -> str:
    """A token of exactly this header and payload, signed well by FIA's token key."""
    key = world.key(FIA, "token")
    head = {"alg": "ES256", "kid": b64(key.kid), "typ": "at+jwt"} if header is None else header
    first = head if isinstance(head, bytes) else json.dumps(head).encode()
    signed = f"{b64(first)}.{b64(payload if payload is not None else json.dumps(world.claims(INVESTIGATOR)).encode())}"
    return f"{signed}.{b64(key.sign(signed.encode()))}"


def claimed(world: World, **changes: Any) -> str:
    return world.token(INVESTIGATOR, **changes)


# -- form


def _alg_none(world: World) -> str:
    head = json.dumps({"alg": "none", "kid": b64(world.key(FIA, "token").kid), "typ": "at+jwt"}).encode()
    return f"{b64(head)}.{b64(json.dumps(world.claims(INVESTIGATOR)).encode())}."


def _hs256(world: World) -> str:
    """The public key as a shared secret."""
    key = world.key(FIA, "token")
    head = json.dumps({"alg": "HS256", "kid": b64(key.kid), "typ": "at+jwt"}).encode()
    signed = f"{b64(head)}.{b64(json.dumps(world.claims(INVESTIGATOR)).encode())}"
    return f"{signed}.{b64(hmac.digest(key.public().pem(), signed.encode(), 'sha256'))}"


def _duplicate(world: World) -> str:
    text = json.dumps(world.claims(INVESTIGATOR))
    return written(world, payload=f'{text[:-1]}, "clearance": 3}}'.encode())


def _signature_der(world: World) -> str:
    head, payload, _signature = claimed(world).split(".")
    raw = world.key(FIA, "token").sign(f"{head}.{payload}".encode())
    return f"{head}.{payload}.{b64(to_der(raw))}"


def _head(world: World, **changes: Any) -> str:
    return written(world, {"alg": "ES256", "kid": b64(world.key(FIA, "token").kid), "typ": "at+jwt", **changes})


MALFORMED: dict[str, tuple[str, Callable[[World], str]]] = {
    "alg-none": ("compact", _alg_none),
    "hs256": ("compact", _hs256),
    "alg-es384": ("header", lambda world: _head(world, alg="ES384")),
    "typ-jwt": ("header", lambda world: _head(world, typ="JWT")),
    "typ-of-an-approval": ("header", lambda world: _head(world, typ="rabta-approver+jwt")),
    "header-with-jwk": ("header", lambda world: _head(world, jwk={"kty": "EC"})),
    "header-with-crit": ("header", lambda world: _head(world, crit=["exp"])),
    "header-not-json": ("json", lambda world: written(world, b"\xff{}")),
    "payload-not-json": ("json", lambda world: written(world, payload=b"[1]")),
    "duplicate-claim": ("duplicate", _duplicate),
    "float-time": ("json", lambda world: claimed(world, exp=world.clock.now() / 1000 + 500)),
    "signature-der": ("compact", _signature_der),
    "four-parts": ("compact", lambda world: claimed(world) + ".e30"),
    "extra-claim": ("members", lambda world: claimed(world, admin=True)),
    "claim-missing": ("members", lambda world: claimed(world, undertaking=...)),
    "text-time": ("value", lambda world: claimed(world, exp=str(world.clock.now() // 1000 + 500))),
    "clearance-4": ("value", lambda world: claimed(world, clearance=4)),
    "clearance-true": ("value", lambda world: claimed(world, clearance=True)),
    "roles-none": ("value", lambda world: claimed(world, roles=[])),
    "roles-twice": ("value", lambda world: claimed(world, roles=["INVESTIGATOR", "INVESTIGATOR"])),
    "subject-in-capitals": ("value", lambda world: claimed(world, sub="FIA-1042")),
    "reason-none": ("value", lambda world: claimed(world, authorization_details=[])),
    "two-reasons": ("value", lambda world: claimed(world, authorization_details=_reasons(world) * 2)),
    "reason-with-more": (
        "members",
        lambda world: claimed(world, authorization_details=[{**_reasons(world)[0], "x": 1}]),
    ),
    "long-life": ("lifetime", lambda world: claimed(world, exp=world.clock.now() // 1000 + 901)),
    "expires-before-issue": ("lifetime", lambda world: claimed(world, exp=world.clock.now() // 1000 - 60)),
}


def _reasons(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.claims(INVESTIGATOR)["authorization_details"]
    return found


@pytest.mark.parametrize("name", sorted(MALFORMED))
def test_token_form(world: World, name: str) -> None:
    rule, make = MALFORMED[name]
    refused(world, send(world, make(world)), "TOKEN_INVALID", rule=rule)


@pytest.mark.parametrize("size", [9000, 1 << 20])
def test_token_too_long(world: World, size: int) -> None:
    seen = put(world, world.ask(HISTORY, BODY, "a" * size), timeout=PATIENCE_S)
    if size < 1 << 14:
        unauthenticated(seen)
    else:
        assert (seen.back.signed, seen.entries) == (False, [])
        assert world.well()


@pytest.mark.parametrize("more", ["=", " x", ",", "+", "/"])
def test_token_of_odd_characters(world: World, more: str) -> None:
    """Padding and whatever else no token has: refused with the metadata."""
    unauthenticated(send(world, claimed(world) + more))


def test_token_missing(world: World) -> None:
    refused(world, put(world, world.ask(HISTORY, BODY)), "TOKEN_INVALID")


def test_token_named_but_not_sent(world: World) -> None:
    question = world.asking(INVESTIGATOR, HISTORY, BODY)
    refused(world, put(world, question, metadata=question.metadata()[:2]), "TOKEN_INVALID")


def test_token_swapped(world: World) -> None:
    """Another valid token than the header names."""
    question = world.asking(INVESTIGATOR, HISTORY, BODY)
    other = [*question.metadata()[:2], ("authorization", f"Bearer {claimed(world)}")]
    refused(world, put(world, question, metadata=other), "TOKEN_INVALID")


# -- key


def test_token_by_nobody(world: World) -> None:
    refused(world, send(world, world.token(INVESTIGATOR, key=world.key(FIA, "page"))), "TOKEN_INVALID", rule="key")


def test_token_by_the_message_key(world: World) -> None:
    refused(world, send(world, world.token(INVESTIGATOR, key=world.key(FIA))), "TOKEN_INVALID", rule="key")


def test_token_by_a_revoked_key(world: World) -> None:
    revoked = world.token(INVESTIGATOR, key=world.key(FIA, "token-2"))
    refused(world, send(world, revoked), "TOKEN_INVALID", rule="key")


def test_token_by_another_agency(world: World) -> None:
    """Punjab's issuer names an officer of FIA."""
    refused(
        world, send(world, world.token(INVESTIGATOR, key=world.key(PUNJAB, "token"))), "TOKEN_INVALID", rule="issuer"
    )


def test_token_with_the_signature_of_another(world: World) -> None:
    head, payload, _ = claimed(world).split(".")
    other = claimed(world).split(".")[2]
    refused(world, send(world, f"{head}.{payload}.{other}"), "TOKEN_INVALID", rule="signature")


# -- binding


def test_token_of_another_certificate(world: World) -> None:
    stolen = {"x5t#S256": b64(Pair.of(world.node(PUNJAB)).thumbprint)}
    refused(world, send(world, claimed(world, cnf=stolen)), "TOKEN_NOT_BOUND")


def test_token_of_another_agencys_officer(world: World) -> None:
    """Punjab's own good token over FIA's connection."""
    refused(world, send(world, world.token(PUNJAB_INVESTIGATOR)), "TOKEN_NOT_BOUND")


def test_token_of_another_system(world: World) -> None:
    refused(world, send(world, world.token(INVESTIGATOR), system=DESK), "TOKEN_NOT_BOUND")


def test_token_cached_then_over_another_certificate(world: World) -> None:
    """The first call fills the cache of every process; the connection is checked on every call all the same."""
    token = claimed(world)
    for line in [world.fresh_line() for _ in range(6)]:
        answered(world, put(world, world.ask(HISTORY, BODY, token), line))
        line.close()
    refused(world, send(world, token, system=DESK), "TOKEN_NOT_BOUND")


def test_token_bound_elsewhere_with_own_system(world: World) -> None:
    cnf = {"x5t#S256": b64(Pair.of(world.node(FIA, DESK)).thumbprint)}
    refused(world, send(world, claimed(world, cnf=cnf), system=DESK), "TOKEN_INVALID", rule="issuer")


def test_token_for_another_hub(world: World) -> None:
    refused(world, send(world, claimed(world, aud=PUNJAB)), "TOKEN_INVALID", rule="audience")


def test_token_for_another_federation(world: World) -> None:
    refused(world, send(world, claimed(world, fed=b64(sha256(b"x").digest()))), "TOKEN_INVALID", rule="audience")


def test_token_expired(world: World) -> None:
    now = world.clock.now() // 1000
    refused(world, send(world, claimed(world, iat=now - 600, exp=now - 1)), "TOKEN_EXPIRED")


def test_token_from_the_future(world: World) -> None:
    now = world.clock.now() // 1000
    refused(world, send(world, claimed(world, iat=now + 60, exp=now + 300)), "TOKEN_EXPIRED")


# -- ceilings and classes


def test_token_role_above(world: World) -> None:
    """A border post's issuer names an investigator: cut to the registry's ceiling, and nothing is left."""
    claims = world.token(BORDER, roles=["INVESTIGATOR"], authorization_details=_reasons(world))
    refused(world, send(world, claims, agency=BORDER.agency), "PURPOSE_UNFIT")


def test_token_role_above_of_a_system(world: World) -> None:
    """The registry admits record officers alone to that system."""
    refused(world, send(world, world.token(INVESTIGATOR, DESK), system=DESK), "PURPOSE_UNFIT")


def test_token_clearance_above(world: World) -> None:
    """Punjab is admitted to 2; its token says 3: what needs 3 stays a hit."""
    token = world.token(PUNJAB_INVESTIGATOR, clearance=3)
    seen = put(world, world.ask(HISTORY, history_of(SECRET), token, agency=PUNJAB), world.line(PUNJAB))
    found = GetHistoryResponse.FromString(answered(world, seen)).history
    assert (len(found.timeline), [hit.owner for hit in found.hits]) == (0, [FIA])


def test_token_untrained(world: World) -> None:
    refused(world, send(world, claimed(world, trained_until=world.clock.now() // 1000 - 60)), "OFFICER_UNFIT")


def test_token_without_undertaking(world: World) -> None:
    refused(world, send(world, claimed(world, undertaking=False)), "OFFICER_UNFIT")


def test_class_not_for_the_method(world: World) -> None:
    """SubmitPage needs UPKEEP and GetEntries AUDIT, whatever the permission would say."""
    for method in (SUBMIT, ENTRIES):
        refused(world, put(world, world.asking(INVESTIGATOR, method, b"")), "PURPOSE_UNFIT")


def test_upkeep_does_not_read_others(world: World) -> None:
    """A record officer's reason reads their own agency's records, nobody else's."""
    body = GetRecordRequest(name=f"agencies/{PUNJAB}/records/pb-known").SerializeToString()
    method = "/rabta.records.v1.RecordsService/GetRecord"
    refused(world, put(world, world.asking(RECORDERS[FIA], method, body)), "NOT_FOUND")
    answered(world, put(world, world.asking(RECORDERS[PUNJAB], method, body)))
