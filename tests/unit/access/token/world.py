"""A small federation in memory, really signed: hub, FIA and Punjab Police, and tokens made by hand."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from rabta.access.v1 import purpose_pb2 as vocabulary
from rabta.membership.v1 import registry_pb2 as pb

from audit.note import COSIGNATURE, ED25519, Signer
from services.access.details import Details, details_object
from services.access.jws import sign_token
from services.membership.registry import Registry, load_registry
from services.membership.rows import TlsRow
from services.signing.es256 import PrivateKey
from tests.fakes.world.in_memory import Founding, key_row, signed, successor, system_row, unsigned
from tests.fakes.world.keys import b64
from tests.fakes.world.tokens import Claims, access_claims, approval_claims, changed, officer_claims

NOW_S = 1_764_000_000
NOW_MS = NOW_S * 1000
DAY_MS = 86_400_000
HUB, FIA, PUNJAB = "pk.rabta", "pk.fia", "pk.punjab"
DESK, NODE, POST = "fia-desk", "fia-node", "punjab-post"
SECRET = "QUAKING-ASPEN"
"""A text put into tokens that no refusal may repeat."""


METHOD = "/rabta.records.v1.RecordsService/GetHistory"
WHY = Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", "FIR", "PB/LAHORE/ICHHRA/512/2024")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def thumbprint(name: str) -> bytes:
    return hashlib.sha256(f"certificate {name}".encode()).digest()


VALID = (NOW_MS - DAY_MS, NOW_MS + 300 * DAY_MS)


def _key(name: str, use: pb.KeyUse, key: PrivateKey) -> pb.Key:
    return key_row(name, use, key, VALID)


def _system(name: str, message: PrivateKey, roles: tuple[vocabulary.Role, ...] = ()) -> pb.System:
    kid = hashlib.sha256(name.encode()).digest()
    tls = pb.Thumbprint(sha256=thumbprint(name), kid=kid, not_before_ms=VALID[0], not_after_ms=VALID[1])
    return system_row(name, _key(f"{name}-message", pb.KEY_USE_MESSAGE, message), tls, roles)


@dataclass
class Federation:
    """Private keys and the newest registry payload; ``next`` makes and signs the next version."""

    governance: list[PrivateKey] = field(default_factory=lambda: [PrivateKey.generate() for _ in range(3)])
    token: PrivateKey = field(default_factory=PrivateKey.generate)
    token_next: PrivateKey = field(default_factory=PrivateKey.generate)
    roster: PrivateKey = field(default_factory=PrivateKey.generate)
    page: PrivateKey = field(default_factory=PrivateKey.generate)
    message: PrivateKey = field(default_factory=PrivateKey.generate)
    punjab_token: PrivateKey = field(default_factory=PrivateKey.generate)
    registry: Registry = field(init=False)

    def __post_init__(self) -> None:
        self.registry = load_registry(self.signed(self.first()))

    def first(self) -> pb.Registry:
        desk = pb.Desk(name="Desk", phone="+92 51 111 000")
        fia = pb.Agency(
            id=FIA,
            display_name="Federal Investigation Agency",
            kind=pb.AGENCY_KIND_FIA,
            jurisdictions=["PK"],
            systems=[
                _system(DESK, self.message, (vocabulary.ROLE_INVESTIGATOR,)),
                _system(NODE, PrivateKey.generate()),
            ],
            keys=[
                _key("fia-token", pb.KEY_USE_TOKEN, self.token),
                _key("fia-token-next", pb.KEY_USE_TOKEN, self.token_next),
                _key("fia-roster", pb.KEY_USE_ROSTER, self.roster),
                _key("fia-page", pb.KEY_USE_PAGE, self.page),
            ],
            roles=[vocabulary.ROLE_INVESTIGATOR, vocabulary.ROLE_ANALYST, vocabulary.ROLE_RECORD_OFFICER],
            clearance=2,
            desk=desk,
            escalation=desk,
        )
        punjab = pb.Agency(
            id=PUNJAB,
            display_name="Punjab Police",
            kind=pb.AGENCY_KIND_POLICE,
            jurisdictions=["PK-PB"],
            systems=[_system(POST, PrivateKey.generate())],
            keys=[_key("punjab-token", pb.KEY_USE_TOKEN, self.punjab_token)],
            roles=[vocabulary.ROLE_INVESTIGATOR],
            clearance=3,
            desk=desk,
            escalation=desk,
        )
        hub = pb.Agency(
            id=HUB,
            display_name="Hub",
            kind=pb.AGENCY_KIND_HUB,
            jurisdictions=["PK"],
            systems=[_system("hub", PrivateKey.generate())],
        )
        log = Signer.of("rabta.test/audit/1", ED25519, Ed25519PrivateKey.generate()).key
        witness = Signer.of("witness.test", COSIGNATURE, Ed25519PrivateKey.generate()).key
        witnesses = [pb.Witness(agency=PUNJAB, vkey=witness.encode(), url="http://127.0.0.1:1")]
        valid = (NOW_MS - DAY_MS, NOW_MS + 90 * DAY_MS)
        founding = Founding("rabta.test", HUB, valid, self.governance, log, witnesses, quorum=1)
        return founding.payload([hub, fia, punjab])

    def signed(self, payload: pb.Registry) -> bytes:
        return signed(unsigned(payload), self.governance[:2]).encode()

    def next(self, change: Any) -> Registry:
        """The following version: ``change`` edits its payload."""
        payload = successor(self.registry)
        change(payload)
        self.registry = load_registry(self.signed(payload), previous=self.registry)
        return self.registry

    def revoke(self, key: PrivateKey) -> Registry:
        def change(payload: pb.Registry) -> None:
            for agency in payload.agencies:
                for row in agency.keys:
                    if row.spki == key.spki:
                        row.revoked_ms = NOW_MS

        return self.next(change)

    def tls(self, system: str) -> TlsRow:
        row = self.registry.tls(thumbprint(system))
        assert row is not None
        return row

    def officer(self, **changes: Any) -> Claims:
        return officer_claims(
            FIA, HUB, self.registry.federation_id, NOW_MS,
            **{"sub": "fia-1042", "client_id": DESK, "iat": NOW_S - 10, "jurisdictions": ["PK-PB", "PK-SD"],
               "superiors": ["fia-7"], **changes},
        )  # fmt: skip

    def claims(self, **changes: Any) -> Claims:
        """Claims of a good access token, with changes; a value of ``...`` drops the member."""
        kin = [b64(hashlib.sha256(b"kin").digest())]
        return access_claims(self.officer(), thumbprint(DESK), WHY, **{"own_and_kin": kin, **changes})

    def access(self, key: PrivateKey | None = None, **changes: Any) -> str:
        return sign_token(self.claims(**changes), key or self.token, "at+jwt")

    def approver(self, body: bytes, key: PrivateKey | None = None, method: str = METHOD, **changes: Any) -> str:
        second = self.officer(sub="fia-2001", superiors=["fia-3"], client_id=NODE, jti="approval_0123456789")
        claims = approval_claims(second, body, method, "fia-1042", WHY, **changes)
        return sign_token(claims, key or self.token, "rabta-approver+jwt")


def details(**changes: Any) -> dict[str, Any]:
    return changed(details_object(WHY), changes)


def raw_token(key: PrivateKey, header: bytes | str, payload: bytes | str) -> str:
    """A token whose header and payload are exactly these bytes, well signed."""
    parts = [part if isinstance(part, bytes) else part.encode() for part in (header, payload)]
    signed = ".".join(b64(part) for part in parts)
    return f"{signed}.{b64(key.sign(signed.encode()))}"


def header_of(key: PrivateKey, **changes: Any) -> str:
    return json.dumps(changed({"alg": "ES256", "kid": b64(key.kid), "typ": "at+jwt"}, changes))
