"""What a check needs of the records that the node holds. All raise StorageUnavailable and the gates' refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.values.exchange import Identifier, NamedTraveller, OfficeData, TravellerHit


class Found(NamedTuple):
    """What the records tell this caller. ``more``: more owners hold somebody so like this than are told."""

    hits: tuple[TravellerHit, ...]
    more: bool
    offices: tuple[OfficeData, ...]


class Synced(Protocol):
    """When copies came, on a node that holds some. Raises StorageUnavailable."""

    async def synced(self, givers: Iterable[str], hub: str) -> Mapping[str, int]:
        """Giver -> when all that it gives was last held here, epoch ms; one of which nobody can say is left out.

        ``hub``: agency that gives what it holds of every other.
        """
        ...


class Travellers(Protocol):
    """Records of the node as a post may see them; what each call asked and withheld is in its trail."""

    async def by_document(self, inquiry: Inquiry, document: Identifier, registry: Registry) -> Found:
        """All that stands under a number in canonical form."""
        ...

    async def by_name(self, inquiry: Inquiry, named: NamedTraveller, registry: Registry, most: int) -> Found:
        """Up to ``most`` owners that hold somebody of such a name and year, best first, without any action."""
        ...
