"""What joins records of one person beyond their numbers: officers' decisions and tokens of the identity registry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class PersonLink(NamedTuple):
    """Two records by their numbers in the store. ``by``: DECISION or REGISTRY_TOKEN; the rest as the wire says it."""

    one: int
    other: int
    by: str
    decision: str = ""
    model: str = ""
    agency: str = ""
    at_ms: int = 0


class PersonLinks(Protocol):
    """What is joined now: decisions that stand, and records whose persons the registry gave one token."""

    async def joined(self, records: Sequence[int]) -> tuple[PersonLink, ...]:
        """Every link with one of the ``records`` at either end, in an order of its own that does not change.

        Raises :class:`services.records.errors.StorageUnavailable` where that cannot be read.
        """
        ...
