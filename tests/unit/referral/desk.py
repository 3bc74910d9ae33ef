"""The room over a store in a folder of its own, and gates that know who has the cited case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from services.access.caller import Caller, CaseFacts
from services.access.engine import CedarEngine
from services.access.gates import ask_gates
from services.access.request_id import Act, act_of_call
from services.access.trail import Inquiry, Trail
from services.membership.jurisdiction import Jurisdiction
from services.membership.registry import Registry
from services.membership.rows import ProtectionRow
from services.referral import wire
from services.referral.app import ReferralDesk
from services.referral.build import OpenReferrals, open_referrals
from services.referral.ports import Asked, Find
from services.referral.store.daily import A_DAY, Daily
from services.values.referral import (
    ChangeReferralRequest,
    GetReferralStatusResponse,
    ListReferralsRequest,
    ListReferralsResponse,
    Referral,
    SendReferralRequest,
)
from services.vocabulary.access import CaseState, Permission
from tests.unit.referral.made import NOW, asking, protector

ENGINE = CedarEngine.load()
SECRET = bytes(range(32))


@dataclass
class StatedGates:
    """See :class:`services.referral.ports.Gates`: whether the officer has the case that they cite is stated."""

    case: CaseFacts = field(default_factory=lambda: CaseFacts(CaseState.RESOLVED, True))

    async def admit(self, inquiry: Inquiry, permission: Permission) -> None:
        ask_gates(inquiry, self.case, permission, ())


@dataclass
class StatedFinds:
    """See :class:`services.referral.ports.Finds`: what is stated, newest first."""

    found: list[Find] = field(default_factory=list)

    async def after(self, since_ms: int) -> Sequence[Find]:
        return [each for each in self.found if each.found_ms > since_ms]


@dataclass
class ReferralRoom:
    """The room and its callers. ``now_ms`` moves by hand; ``trail`` is that of the last call.

    ``protects``: body -> district in which an Act makes it a protecting one; as in the registry where it is empty.
    """

    folder: Path
    registry: Registry
    gates: StatedGates = field(default_factory=StatedGates)
    finds: StatedFinds = field(default_factory=StatedFinds)
    protects: dict[str, str] = field(default_factory=dict)
    now_ms: int = NOW
    trail: Trail = field(default_factory=Trail)
    sent: int = 0
    daily: Daily = A_DAY

    def __post_init__(self) -> None:
        self.opened: OpenReferrals = open_referrals(self.folder, SECRET, self.daily)

    @property
    def app(self) -> ReferralDesk:
        return self.opened.over(self.gates, self.finds).referrals

    def again(self) -> None:
        """The store is let go of and opened anew."""
        self.opened.close()
        self.opened = open_referrals(self.folder, SECRET, self.daily)

    def asked(self, who: Caller) -> Asked:
        """A fresh call."""
        self.trail = Trail()
        rows = {
            name: replace(
                self.registry.agencies[name], protects=(ProtectionRow("ICT 2018", (where,), "2020-01-01", ""),)
            )
            for name, where in self.protects.items()
        }
        where = Jurisdiction({**self.registry.agencies, **rows})
        return Asked(Inquiry(who, self.now_ms, ENGINE, self.trail, where), self.registry)

    def act(self, asked: Asked, request: SendReferralRequest | ChangeReferralRequest) -> Act:
        return act_of_call(asked.inquiry, request.request_id, sha256(wire.encode(request)).digest())

    def new_id(self) -> str:
        """A request id that was not used."""
        self.sent += 1
        return f"request-{self.sent:06d}"

    async def send(self, request: SendReferralRequest | None = None, who: Caller | None = None) -> Referral:
        """How it stands once it is sent; under a new request id, unless a request is given."""
        request = request or self.asking()
        asked = self.asked(who or protector())
        return await self.app.send(asked, self.act(asked, request), request)

    async def sends(self, **more: Any) -> Referral:
        """The same of a request that is otherwise."""
        return await self.send(self.asking(**more))

    def asking(self, **more: Any) -> SendReferralRequest:
        """A request of its own id, for a person of whom nothing was sent."""
        id_ = self.new_id()
        return replace(asking(**{"subject": f"p-{16 + self.sent}", **more}), request_id=id_)

    async def change(self, id_: str, act: str, agency: str, rejection: str = "", request_id: str = "") -> Referral:
        """How it stands after an act of an agency's."""
        request = ChangeReferralRequest(request_id or self.new_id(), id_, act, rejection)
        asked = self.asked(protector(agency))
        return await self.app.change(asked, self.act(asked, request), request)

    async def page(self, who: Caller, request: ListReferralsRequest | None = None) -> ListReferralsResponse:
        return await self.app.page(self.asked(who), request or ListReferralsRequest())

    async def listed(self, who: Caller) -> Sequence[Referral]:
        """All of the first page."""
        return (await self.page(who)).referrals

    async def status(self, who: Caller) -> GetReferralStatusResponse:
        return await self.app.status(self.asked(who))
