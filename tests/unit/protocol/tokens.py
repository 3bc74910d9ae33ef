"""An access token, the assertion that fetched it, and a second person's token."""

from __future__ import annotations

import functools
import json
from dataclasses import replace
from hashlib import sha256
from typing import Final

from services.access import approver, token
from services.access.approver import Act
from services.access.assertion import Assertion, write_assertion
from services.access.details import Details, details_object
from services.access.jws import decode_segment, encode_segment, sign_token
from services.access.kin import kin_digest
from services.issuer.domain import Officer, Rights
from services.issuer.mint import Claims, Grant, access_claims, approver_claims
from tests.unit.protocol.contribution import FIR
from tests.unit.protocol.federation import DAY, FIA, HUB, NOW, registry, thumbprint
from tests.unit.protocol.keys import key

METHOD: Final = "/rabta.records.v1.RecordsService/GetRecord"
OFFICER, SECOND = "fia-1042", "fia-2001"
JTI, SECOND_JTI = "worked-example-0001", "worked-example-0002"
KIN: Final = "CNIC:3520299000023"
DETAILS: Final = Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", "FIR", FIR)


def _officer(officer: str, superior: str) -> Officer:
    return Officer(
        id=officer,
        public=key(f"officer {officer}").public(),
        roles=frozenset({"INVESTIGATOR"}),
        clearance=2,
        jurisdictions=frozenset({"PK"}),
        suspended=False,
        trained_until_ms=NOW + 180 * DAY,
        undertaking_signed=True,
        superior=superior,
        superiors=frozenset({superior}),
        own_and_kin=frozenset({KIN}),
        cases=frozenset({f"FIR:{FIR}"}),
        passkeys={},
    )


def _grant(jti: str, life_s: int) -> Grant:
    return Grant(
        agency=FIA,
        server=HUB,
        federation_id=registry().federation_id,
        system="node",
        rights=Rights(frozenset({"INVESTIGATOR"}), 2, frozenset({"PK"}), False),
        jti=jti,
        issued_s=NOW // 1000 - 60,
        expires_s=NOW // 1000 - 60 + life_s,
    )


def claims() -> Claims:
    """What FIA's issuer says of the officer."""
    return access_claims(_grant(JTI, token.LONGEST_S), _officer(OFFICER, "fia-7"), DETAILS, thumbprint(FIA))


@functools.cache
def access_token() -> str:
    """The officer's token, for FIA's node."""
    return sign_token(claims(), key(f"{FIA} token"), token.TYP)


def act(body: bytes) -> Act:
    """What the second person allows."""
    return Act(METHOD, OFFICER, sha256(body).digest(), DETAILS.digest)


@functools.cache
def approver_token(body: bytes) -> str:
    """A second officer's token for one request body."""
    grant = replace(_grant(SECOND_JTI, approver.LONGEST_S))
    said = approver_claims(grant, _officer(SECOND, "fia-3"), act(body))
    return sign_token(said, key(f"{FIA} token"), approver.TYP)


def details_text() -> str:
    """The form parameter ``authorization_details`` as the officer's client wrote it."""
    return json.dumps([details_object(DETAILS)], separators=(",", ":"))


def assertion() -> str:
    """The officer's proof to their issuer."""
    now_s = NOW // 1000 - 60
    digest = sha256(details_text().encode()).digest()
    said = Assertion(OFFICER, FIA, "assertion-0001-0001", digest, now_s, now_s + 60)
    return write_assertion(said, key(f"officer {OFFICER}"))


def part(jws: str, place: int) -> str:
    """Header (0) or payload (1) of a compact JWS as text."""
    return decode_segment(jws.split(".")[place]).decode()


def example(body: bytes) -> dict[str, str]:
    """The values of this example by the names that the page gives them."""
    second = approver_token(body)
    return {
        "token.header": part(access_token(), 0),
        "token.claims": part(access_token(), 1),
        "token.jws": access_token(),
        "token.sha256": sha256(access_token().encode()).hexdigest(),
        "token.kin": encode_segment(kin_digest(KIN)),
        "assertion.details": details_text(),
        "assertion.claims": part(assertion(), 1),
        "assertion.jws": assertion(),
        "approver.act": act(body).digest.hex(),
        "approver.header": part(second, 0),
        "approver.claims": part(second, 1),
        "approver.jws": second,
        "approver.nonce": approver.nonce_of(SECOND_JTI).hex(),
    }
