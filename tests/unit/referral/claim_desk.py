"""Claims as tests make them: the room's second desk, and who works on a claim or would like to know of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from services.access.caller import Caller
from services.access.request_id import act_of_call
from services.referral import wire
from services.referral.claims.app import ClaimDesk
from services.values.referral import (
    ChangeCompensationRequest,
    Compensation,
    CompensationLosses,
    GetCompensationStatusResponse,
    ListCompensationsRequest,
    ListCompensationsResponse,
    OpenCompensationRequest,
    ReferredCase,
)
from tests.fakes.records_node import caller
from tests.unit.referral.desk import ReferralRoom
from tests.unit.referral.made import CASE, STRANGER, protector

Said = dict[str, Any]
COURT_CASE = "LAHORE/9/2024"
CASES = (ReferredCase("FIR", CASE), ReferredCase("COURT_CASE", COURT_CASE))
BODY = protector()


def _trying(agency: str, kind: str, role: str, case: str = COURT_CASE) -> Caller:
    return caller(
        agency, f"{role.lower()}-1", roles=frozenset({role}), purpose="TRIAL", legal_basis="TRIAL_ANTECEDENTS",
        query_class="HISTORY", case_type="COURT_CASE", case_key=case, agency_kind=kind,
    )  # fmt: skip


COURT = _trying("pk.lahore-sessions", "COURT", "JUDGE")
PROSECUTION = _trying("pk.prosecution", "PROSECUTION", "PROSECUTOR")
OTHER_COURT = _trying("pk.lahore-sessions", "COURT", "JUDGE", "LAHORE/10/2024")
OTHER_PROSECUTION = _trying("pk.prosecution", "PROSECUTION", "PROSECUTOR", "LAHORE/10/2024")
INVESTIGATOR = caller("pk.fia", "fia-1", case_key=CASE)
OTHER_BODY = protector(STRANGER)
LOSSES = CompensationLosses(wages=90_000, medical=20_000, other=5_000)
RECEIPT = sha256(b"receipt").digest()
ORDER: Said = {"basis": "CRPC_544A", "amount": 300_000, "reference": "S.C. 9/2024, 12 June", "payee": "VICTIM"}
PAYMENT: Said = {"day": "2026-05-20", "payee": "VICTIM", "receipt_sha256": RECEIPT}
SENTENCE: Said = {"day": "2026-05-01", "amount": 500_000}


@dataclass
class ClaimRoom:
    """The claims over the room's store; its clock, gates and folder are the room's."""

    room: ReferralRoom

    @property
    def app(self) -> ClaimDesk:
        return self.room.opened.over(self.room.gates, self.room.finds).claims

    async def open(self, who: Caller = BODY, **more: Any) -> Compensation:
        """A claim of an adult, with nobody known who did it."""
        request = OpenCompensationRequest(self.room.new_id(), "p-17", CASES, "NO", "PB")
        return await self.send(replace(request, **more), who)

    async def send(self, request: OpenCompensationRequest, who: Caller = BODY) -> Compensation:
        asked = self.room.asked(who)
        act = act_of_call(asked.inquiry, request.request_id, sha256(wire.encode(request)).digest())
        return await self.app.open(asked, act, request)

    async def say(self, id_: str, act: str, who: Caller = BODY, request_id: str = "", **more: Any) -> Compensation:
        """How it stands after an act."""
        request = ChangeCompensationRequest(request_id or self.room.new_id(), id_, act, **more)
        asked = self.room.asked(who)
        kept = act_of_call(asked.inquiry, request.request_id, sha256(wire.encode(request)).digest())
        return await self.app.change(asked, kept, request)

    async def asked_for(self, **more: Any) -> Compensation:
        """A claim that is CLAIMED."""
        made = await self.open(**more)
        await self.say(made.id, "ASSESS", losses=LOSSES)
        return await self.say(made.id, "CLAIM")

    async def due(self, order: Said | None = None, **more: Any) -> Compensation:
        """One that is to be paid by a day."""
        made = await self.asked_for(**more)
        await self.say(made.id, "ORDER", COURT, **(order or ORDER))
        return await self.say(made.id, "DUE", COURT, day="2026-06-10")

    async def page(self, who: Caller, request: ListCompensationsRequest | None = None) -> ListCompensationsResponse:
        return await self.app.page(self.room.asked(who), request or ListCompensationsRequest())

    async def listed(self, who: Caller = BODY) -> tuple[Compensation, ...]:
        """All of the first page."""
        return (await self.page(who)).compensations

    async def status(self, who: Caller) -> GetCompensationStatusResponse:
        return await self.app.status(self.room.asked(who))
