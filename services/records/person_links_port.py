"""What joins records of one person beyond their numbers: officers' decisions and tokens of the identity registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from services.records.ports import Snapshot


class PersonLink(NamedTuple):
    """Two records by their numbers in the store. ``by``: DECISION or REGISTRY_TOKEN; the rest as the wire says it.

    ``agreed``: of a decision, that it carries for every agency, and not for the reader's alone.
    """

    one: int
    other: int
    by: str
    decision: str = ""
    model: str = ""
    agency: str = ""
    at_ms: int = 0
    agreed: bool = False


class PersonLinks(Protocol):
    """What is joined now for an agency: by decisions that carry for it, and by tokens of the identity registry.

    All raise :class:`services.records.errors.StorageUnavailable` where that cannot be read. ``view``: where records
    have the numbers that are meant; ``records``: names by number, as whoever asks has them at hand; ``reader``: the
    agency that is answered.
    """

    async def head(self) -> int:
        """A number that changes with every link that is made or withdrawn."""
        ...

    async def joined(self, view: Snapshot, records: Mapping[int, str], reader: str) -> tuple[PersonLink, ...]:
        """Every link with one of the ``records`` at either end, in an order of its own that does not change."""
        ...

    async def apart(self, view: Snapshot, records: Mapping[int, str], reader: str) -> frozenset[int]:
        """Records of whom a decision carries that they are another person than one of the ``records``."""
        ...
