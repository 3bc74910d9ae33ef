"""Rosters for tests: officers with keys, signed under the federation of the token tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rabta.access.v1 import purpose_pb2 as vocabulary
from rabta.access.v1.roster_pb2 import Officer, Roster, SignedRoster

from services.signing.es256 import PrivateKey
from services.signing.pae import ROSTER, pae
from tests.unit.access.token.world import DAY_MS, FIA, NOW_MS

CASE = "FIR:PB/LAHORE/ICHHRA/512/2024"
KIN = "CNIC:3520112345671"


@dataclass
class Rosters:
    """Keys of two officers and rosters that name them."""

    ahmed: PrivateKey = field(default_factory=PrivateKey.generate)
    bano: PrivateKey = field(default_factory=PrivateKey.generate)

    def officer(self, key: PrivateKey | None = None, **changes: Any) -> Officer:
        found: dict[str, Any] = {
            "id": "fia-1042",
            "display_name": "Somebody",
            "roles": [vocabulary.ROLE_INVESTIGATOR],
            "clearance": 2,
            "jurisdictions": ["PK-PB"],
            "trained_until_ms": NOW_MS + 30 * DAY_MS,
            "undertaking_signed": True,
            "superior": "fia-7",
            "own_and_kin": [KIN],
            "spki": (key or self.ahmed).spki,
            "cases": [CASE],
            **changes,
        }
        return Officer(**found)

    def second(self, **changes: Any) -> Officer:
        return self.officer(
            self.bano, **{"id": "fia-2001", "superior": "fia-3", "cases": [], "own_and_kin": [], **changes}
        )

    def message(self, **changes: Any) -> Roster:
        found: dict[str, Any] = {
            "format": 1,
            "agency": FIA,
            "version": 1,
            "issued_ms": NOW_MS - DAY_MS,
            "expires_ms": NOW_MS + 7 * DAY_MS,
            "officers": [self.officer(), self.second()],
            **changes,
        }
        return Roster(**found)


def signed(message: Roster, key: PrivateKey) -> bytes:
    """Signed as it is, whether or not an issuer would take it."""
    payload = message.SerializeToString(deterministic=True)
    return SignedRoster(payload=payload, kid=key.kid, signature=key.sign(pae(ROSTER, payload))).SerializeToString(
        deterministic=True
    )
