"""What proposed corrections need of the records, besides what every desk does. Each raises StorageUnavailable too."""

from __future__ import annotations

from typing import Protocol

from services.access.trail import Inquiry
from services.exchange.desk.ports import Sights
from services.vocabulary.access import Permission


class Records(Sights, Protocol):
    """What the records say of a call and of a record; ``known`` of those that the caller sees whole."""

    async def seen(self, inquiry: Inquiry, permission: Permission, record: str) -> int:
        """Number of the version in force of a record that the caller sees whole; the name counts as asked for.

        Raises the gates' refusals, InvalidArgument, NotFound.
        """
        ...

    async def has_version(self, record: str, version: int) -> bool:
        """Whether the owner has written a version of this number."""
        ...
