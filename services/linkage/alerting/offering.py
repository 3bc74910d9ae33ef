"""Whether a lead may be offered to other desks, and which two that are offered belong together. Pure.

Two leads of two agencies meet where both stand by what others gave, are about one document, and are of two families
together: each side alone has one. Neither is told a row, a name, a rule or a family of the other.
"""

from __future__ import annotations

from typing import Final

from services.access.caller import Caller
from services.access.errors import ApproverRequired
from services.access.facts import below
from services.linkage.alerting.errors import LeadUnfit
from services.linkage.alerting.item import Item, Kept
from services.linkage.alerts.errors import AlertClosed
from services.linkage.alerts.raising import NEEDED, Level
from services.linkage.alerts.states import DAY_MS, State, state

OFFERED_MS: Final = 7 * DAY_MS
"""How long one offer stands (P)."""
OFFERS_A_DAY: Final = 10
"""Leads that one agency offers in one day (P): nobody offers all that was ever raised."""


def check_approved(caller: Caller) -> None:
    """Raise ApproverRequired unless somebody above the officer stands by; the gates know that they are fit."""
    second = caller.approver
    if second is None or not below(second.officer, caller.superiors):
        raise ApproverRequired


def check_fit(kept: Kept, now_ms: int) -> None:
    """Raise AlertClosed where it does not stand, LeadUnfit where it is not for other desks."""
    item = kept.item
    if state(kept.history, now_ms) != State.OPEN:
        raise AlertClosed
    if item.level != Level.LEAD or not item.apart or not item.papers:
        raise LeadUnfit


def meets(one: Item, other: Item) -> bool:
    """Whether the desks of two offered leads are told of each other."""
    together = len(set(one.apart) | set(other.apart)) >= NEEDED
    return one.agency != other.agency and together and not one.papers.isdisjoint(other.papers)
