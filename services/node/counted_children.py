"""What is counted for releases of an identity registry's own node: children without documents, and no one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from services.access.caller import CaseFacts
from services.access.gates import ask_gates
from services.access.trail import Inquiry
from services.identity.provisional.figures import Kind, halves
from services.statistics.facts import CountedChild, Facts
from services.statistics.plan import Period
from services.vocabulary.access import CaseState, Permission
from services.vocabulary.provisional import ProvisionalState

_BY_REGISTRY: Final = frozenset({ProvisionalState.REGISTERED, ProvisionalState.REFUSED})


class CountsOfChildren(Protocol):
    """How many children without documents there are of each kind. Raises StoreUnavailable."""

    async def counts(self, halves: Iterable[str]) -> Sequence[tuple[Kind, int]]:
        """Of those whom a body took in during half-years, as they stand."""
        ...


@dataclass(frozen=True, slots=True)
class CountedChildren:
    """See :class:`services.statistics.ports.Source`. ``registry``: the agency whose node it is."""

    children: CountsOfChildren
    registry: str

    async def facts(self, period: Period, now_ms: int) -> Facts:  # noqa: ARG002  (the port has it)
        """Children whom a body took in during the period, as they stand; one that was merged into another is that one.

        Raises StoreUnavailable.
        """
        counts = await self.children.counts(halves(period.first, period.until))
        found = [self._counted(kind) for kind, number in counts for _ in range(number)]
        return Facts(children=tuple(sorted(found, key=lambda each: (each.state, each.band, sorted(each.by)))))

    def _counted(self, kind: Kind) -> CountedChild:
        by_registry = {self.registry} if kind.state in _BY_REGISTRY else set[str]()
        return CountedChild(kind.state, kind.band, frozenset({kind.body} | by_registry))


class RegistryGates:
    """See :class:`services.statistics.ports.Gates`: a registry holds no cases, and a plan is in nobody's register."""

    async def admit(self, inquiry: Inquiry, permission: Permission) -> None:
        """See the port."""
        ask_gates(inquiry, CaseFacts(CaseState.UNRESOLVED, assigned=False), permission, ())
