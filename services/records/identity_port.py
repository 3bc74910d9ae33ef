"""What a history needs of the identity registry's word, as the node holds it: no number leaves the node for it.

Whoever reads waits for no registry: what is not held is asked for later, and the answer says that it was not.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from services.membership.registry import Registry
from services.values.records import Identifier
from services.vocabulary.access import AgencyKind

Held = Callable[[Sequence[str]], Awaitable[frozenset[str]]]
"""Which of these blind tokens some record is found by. Raises StorageUnavailable."""


class Identities(Protocol):
    """The registry's word on numbers, by the blind tokens of :mod:`services.records.tokens`."""

    async def known(self, asked: Identifier, token: str, registry: Registry, now_ms: int) -> bool:
        """Whether all that the registry says of the number is held here, and the registry was heard of late.

        True also for a number of a kind that no registry gives out, and where no registry answers.
        """
        ...

    async def ask_later(self, asked: Identifier, token: str, agency: str, now_ms: int) -> None:
        """Queue a question of the agency's reader durably, unless it waits already for that agency.

        Where it cannot be queued, or too many of the agency's wait, the next reader tries.
        """
        ...

    async def same_person(self, token: str) -> tuple[str, ...]:
        """Tokens of every number that the registry says one person bears: the one asked for first, then in order.

        It alone where nothing is held of it.
        """
        ...

    async def stop_asking(self, held: Held) -> int:
        """Ask no longer for numbers that no record holds; how many were let go. Raises StorageUnavailable."""
        ...


class Unasked:
    """A node that asks no registry: what it is asked of is unknown as soon as there is one to ask."""

    async def known(self, asked: Identifier, token: str, registry: Registry, now_ms: int) -> bool:  # noqa: ARG002
        """See the port."""
        return not registered(asked) or not answers(registry)

    async def ask_later(self, asked: Identifier, token: str, agency: str, now_ms: int) -> None:
        """Queue nothing, as nobody would ask it."""

    async def same_person(self, token: str) -> tuple[str, ...]:
        """No registry ties the number to another."""
        return (token,)

    async def stop_asking(self, held: Held) -> int:  # noqa: ARG002
        """Nothing was to be asked."""
        return 0


def answers(registry: Registry) -> bool:
    """Whether an identity registry of the federation answers calls."""
    kind = AgencyKind.IDENTITY_REGISTRY
    return any(row.kind == kind and registry.serves(row.id) for row in registry.agencies.values())


def registered(number: Identifier) -> bool:
    """Whether the number is of a kind that the identity registry gives out; of passports, Pakistan's own."""
    return number.type in _GIVEN_OUT or (number.type == "PASSPORT" and number.country == "PK")


_GIVEN_OUT = frozenset({"CNIC", "NICOP", "POC", "OLD_NIC", "POR"})
