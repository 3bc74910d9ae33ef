"""What one caller may see of the alerts of the case that they cite, decided anew at each call.

An item is as visible as the least visible row that it rests on. Whoever may not know that one of its rows exists is not
shown the item, nor is it counted for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from services.access.decision import Level
from services.access.gates import is_own_or_kin
from services.access.trail import Inquiry
from services.linkage.alerting.item import Item, Kept, as_told
from services.linkage.alerting.ports import Alerts, Place
from services.linkage.app.context import Context
from services.linkage.app.insider import note_own, own_of
from services.linkage.app.links import engine_errors
from services.linkage.rights import Ask, decide, rights_of
from services.linkage.snapshot_ports import Recent
from services.values.network import NodeKey
from services.values.selecting import declared


class Sight(NamedTuple):
    """An item and what the caller may see of each of its classes."""

    kept: Kept
    levels: tuple[Level, ...]

    @property
    def whole(self) -> bool:
        """Whether they are shown everything that it rests on."""
        return all(level == Level.DISCLOSED for level in self.levels)

    def shows(self, places: Iterable[int]) -> bool:
        """Whether they are shown what is of all these classes."""
        return all(self.levels[place] == Level.DISCLOSED for place in places)


async def sights(context: Context, alerts: Alerts, recent: Recent, call: Ask) -> list[Sight]:
    """Of the case that is cited, the oldest first, as records are at this moment; what is withheld is noted for
    oversight.

    Raises StorageUnavailable, AlertsUnavailable, EngineUnavailable, OwnOrKin.
    """
    inquiry = call.inquiry
    known = await context.classes.known()
    held = [kept for case in sorted(call.main) for kept in await alerts.of(Place(inquiry.caller.agency, case))]
    if held:
        since = await recent.since(await alerts.level())
        held = [as_told(kept, since, inquiry.now_ms) for kept in held]
    asked, absent = replace(call, in_alert=True), await _absent(context, call)
    found = []
    for kept in held:
        item, decisions = kept.item, [decide(asked, klass, known) for klass in kept.item.classes]
        inquiry.trail.policies.update(policy for each in decisions for policy in each.policies)
        barred = [(each.cause, klass) for each, klass in zip(decisions, item.classes, strict=True) if not each.level]
        inquiry.trail.withheld.update((klass.klass.owner, cause) for cause, klass in barred)
        if barred:
            continue
        if _of_own(inquiry, item, absent):
            note_own(inquiry.trail)
            continue
        found.append(Sight(kept, tuple(each.level for each in decisions)))
    return found


async def _absent(context: Context, call: Ask) -> frozenset[tuple[str, str]]:
    """Nodes of the officer themself and their kin."""
    if not call.inquiry.caller.own_and_kin:
        return frozenset()
    with engine_errors():
        return await own_of(context.graph, (await rights_of(context.classes, call)).rights, call.inquiry)


def _of_own(inquiry: Inquiry, item: Item, absent: frozenset[tuple[str, str]]) -> bool:
    keys = _keys(item)
    return is_own_or_kin(inquiry.caller, declared(keys)) or any((key.kind, key.id) in absent for key in keys)


def _keys(item: Item) -> Sequence[NodeKey]:
    ends = [NodeKey(end.kind, end.id) for row in item.rows for end in row.ends if end.id]
    return [*ends, item.key] if item.key else ends
