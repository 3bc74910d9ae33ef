"""An issuer in memory, its clock and the officers' keys."""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from rabta.access.v1.roster_pb2 import Roster as RosterMessage

from services.access.approver import Act
from services.access.assertion import Assertion, request_for, write_assertion
from services.access.details import Details, details_object
from services.issuer.app import Issued, Issuer
from services.issuer.domain import Roster
from services.issuer.errors import Declined, Unavailable
from services.issuer.signed_roster import load_roster
from services.signing.es256 import PrivateKey
from tests.fakes.journal import MemoryJournal
from tests.unit.access.token.world import DESK, FIA, METHOD, NODE, NOW_MS, Federation, thumbprint
from tests.unit.issuer.roster import Rosters, signed

URL = "https://issuer.fia.example"
ASKED = Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", "FIR", "PB/LAHORE/ICHHRA/512/2024")
BODY = hashlib.sha256(b"body").digest()
ACT = Act(METHOD, "fia-1042", BODY, ASKED.digest)
NUMBERS = itertools.count()


@dataclass
class MemoryIssuer:
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
        self.take(self.rosters.message(officers=[self.rosters.officer(**changes), self.rosters.second()]))

    def take(self, message: RosterMessage) -> None:
        """Take up this roster, signed."""
        self.roster = load_roster(signed(message, self.world.roster), self.world.registry, FIA, NOW_MS)

    async def current(self, now_ms: int) -> Roster:
        if now_ms > self.roster.expires_ms:
            raise Unavailable("roster")
        return self.roster

    def said(self, for_sha256: bytes, **changes: Any) -> Assertion:
        jti = f"assertion-{next(NUMBERS):010}"
        now_s = self.now_ms // 1000
        return replace(Assertion("fia-1042", FIA, jti, for_sha256, now_s, now_s + 60), **changes)

    async def token(
        self, details: Details = ASKED, key: PrivateKey | None = None, server: str = "", **changes: Any
    ) -> Issued:
        text = json.dumps([details_object(details)])
        asked = request_for(hashlib.sha256(text.encode()).digest(), server)
        assertion = write_assertion(self.said(**{"for_sha256": asked, **changes}), key or self.rosters.ahmed)
        return await self.issuer.token(thumbprint(DESK), "", assertion, details, text, server)

    async def approve(
        self, key: PrivateKey | None = None, system: str = NODE, server: str = "", **changes: Any
    ) -> Issued:
        said = self.said(**{"for_sha256": request_for(ACT.digest, server), "officer": "fia-2001", **changes})
        assertion = write_assertion(said, key or self.rosters.bano)
        return await self.issuer.approve(thumbprint(system), "", assertion, ACT, ASKED, server)


async def declined(kind: type[Declined], why: str, call: Any, *arguments: Any, **changes: Any) -> None:
    with pytest.raises(kind) as caught:
        await call(*arguments, **changes)
    assert caught.value.why == why
