"""What is counted for releases of an identity registry's own node: children without documents, and no one of them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final, Protocol

from services.access.caller import CaseFacts
from services.access.gates import ask_gates
from services.access.trail import Inquiry
from services.identity.provisional.age import ages
from services.identity.provisional.states import Held
from services.statistics.facts import CountedChild, Facts
from services.statistics.plan import Period, starts_ms
from services.vocabulary.access import CaseState, Permission
from services.vocabulary.provisional import ProvisionalState

BANDS: Final = {"0-9": (0, 9), "10-13": (10, 13), "14-17": (14, 17)}
"""Completed years of a band, both included."""
_BY_REGISTRY: Final = frozenset({ProvisionalState.REGISTERED, ProvisionalState.REFUSED})


class EveryChild(Protocol):
    """Children without documents, to be counted."""

    def all(self) -> AsyncGenerator[Held, None]:
        """Every one in the registry's store, in no order that says anything; closed by who stops early."""
        ...


@dataclass(frozen=True, slots=True)
class CountedChildren:
    """See :class:`services.statistics.ports.Source`. ``registry``: the agency whose node it is."""

    children: EveryChild
    registry: str

    async def facts(self, period: Period, now_ms: int) -> Facts:  # noqa: ARG002  (the port has it)
        """Children whom a body took in during the period, as they stand; one that was merged into another is that one.

        Raises StoreUnavailable.
        """
        first, until = starts_ms(period.first), starts_ms(period.until)
        async with aclosing(self.children.all()) as every:
            found = [
                self._counted(held)
                async for held in every
                if first <= held.opened_ms < until and held.state != ProvisionalState.MERGED
            ]
        return Facts(children=tuple(sorted(found, key=lambda each: (each.state, each.band, sorted(each.by)))))

    def _counted(self, held: Held) -> CountedChild:
        by_registry = {self.registry} if held.state in _BY_REGISTRY else set[str]()
        return CountedChild(held.state, band(held), frozenset({held.child.holder} | by_registry))


class RegistryGates:
    """See :class:`services.statistics.ports.Gates`: a registry holds no cases, and a plan is in nobody's register."""

    async def admit(self, inquiry: Inquiry, permission: Permission) -> None:
        """See the port."""
        ask_gates(inquiry, CaseFacts(CaseState.UNRESOLVED, assigned=False), permission, ())


def band(held: Held) -> str:
    """That in which the child was on every day of the range of birth when a body took them in, else NOT_KNOWN."""
    if held.child.birth is None:
        return "NOT_KNOWN"
    youngest, oldest = ages(held.child.birth, held.opened_ms)
    return next((word for word, (low, high) in BANDS.items() if low <= youngest and oldest <= high), "NOT_KNOWN")
