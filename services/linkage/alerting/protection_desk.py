"""Use case: a protecting body is told of patterns around those whom the law protects, of its districts or nobody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.access.errors import PolicyDenied
from services.access.gates import is_own_or_kin
from services.access.trail import Inquiry
from services.linkage.alerting import shown
from services.linkage.alerting.item import Item, Kept
from services.linkage.alerting.ports import Alerts
from services.linkage.alerts.raising import Level
from services.linkage.alerts.states import State, state
from services.linkage.app.admit import admit
from services.linkage.app.context import Context
from services.linkage.app.insider import note_own
from services.linkage.detectors.contract import Detector
from services.linkage.snapshot_ports import Recent
from services.membership.registry import Registry
from services.values.dates import day_text, today
from services.values.network import ListProtectionLeadsResponse
from services.values.selecting import declared
from services.vocabulary.access import Permission

LONGEST_LIST: Final = 200


@dataclass(frozen=True, slots=True)
class ProtectionDesk:
    """Over alerts, over the link graph's room, and over what records say now."""

    context: Context
    alerts: Alerts
    recent: Recent
    rules: Mapping[str, Detector]

    async def list(self, inquiry: Inquiry, registry: Registry) -> ListProtectionLeadsResponse:
        """What stands, the oldest first; nothing about the caller's own.

        Raises the gates' refusals, PolicyDenied for a body whose row names no Act, StorageUnavailable and
        AlertsUnavailable.
        """
        await admit(self.context, inquiry, Permission.PROTECTION_LEAD_READ)
        agency, day = inquiry.caller.agency, day_text(today(inquiry.now_ms))
        if not inquiry.jurisdiction.protected(agency, day):
            raise PolicyDenied
        is_told = inquiry.jurisdiction.told_of(agency, day)
        told = []
        for item in await self._standing(inquiry):
            if not is_told(item.case.partition(":")[2]):
                continue
            if item.key and is_own_or_kin(inquiry.caller, declared([item.key])):
                note_own(inquiry.trail)
            else:
                told.append(item)
        told = told[:LONGEST_LIST]
        await self.context.cases.given(inquiry, [each.key.id for each in told if each.key], ())
        return ListProtectionLeadsResponse(tuple(shown.protection_lead(each, self.rules, registry) for each in told))

    async def _standing(self, inquiry: Inquiry) -> Sequence[Item]:
        standing = [each.item for each in await self.alerts.standing() if _stands(each, inquiry.now_ms)]
        if not standing:
            return ()
        since = await self.recent.since(await self.alerts.level())
        return [each for each in standing if since.ended.isdisjoint(each.records)]


def _stands(kept: Kept, now_ms: int) -> bool:
    return kept.item.level == Level.PROTECTION and state(kept.history, now_ms) == State.OPEN
