"""The log as it is handed out: to an agency the receipts of its own entries, to oversight a range of all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from audit.client import AuditClient, AuditGone, AuditNever, AuditNotNow, Entries, Receipts
from services.access.errors import InvalidArgument, NotFound, Violation
from services.access.trail import Inquiry
from services.oversight.app.admit import admit
from services.oversight.errors import LogUnavailable
from services.vocabulary.access import Permission

RECEIPTS: Final = 500
ENTRIES: Final = 256
BEYOND: Final = "is beyond the newest head that a quorum of witnesses has seen"


@dataclass(frozen=True, slots=True)
class LogReading:
    """The use cases. ``log``: the live connection to the log's writer, None while there is none."""

    log: Callable[[], AuditClient | None]

    async def receipts(self, agency: str, indexes: Sequence[int], known_size: int, registry_version: int) -> Receipts:
        """At most 500 of the agency's own entries, with their proofs. Raises InvalidArgument, LogUnavailable."""
        if len(indexes) > RECEIPTS:
            raise InvalidArgument(Violation("indexes", "count", f"at most {RECEIPTS}"))
        try:
            found = await client_of(self.log).receipts(list(indexes), agency, known_size, registry_version)
        except (AuditGone, AuditNotNow):
            raise LogUnavailable from None
        except AuditNever:
            raise InvalidArgument(Violation("known_size", "range", BEYOND)) from None
        if known_size > found.size:
            raise InvalidArgument(Violation("known_size", "range", BEYOND))
        return found

    async def entries(self, inquiry: Inquiry, start: int, count: int) -> Entries:
        """A contiguous range of the log, for oversight. Raises the gates' refusals, InvalidArgument, NotFound,
        LogUnavailable.
        """
        admit(inquiry, Permission.LOG_READ)
        if not 1 <= count <= ENTRIES:
            raise InvalidArgument(Violation("count", "range", f"1 to {ENTRIES}"))
        try:
            found = await client_of(self.log).entries(start, count)
        except (AuditGone, AuditNotNow):
            raise LogUnavailable from None
        except AuditNever:
            raise NotFound from None
        if not found.entries:
            raise NotFound
        return found


def client_of(log: Callable[[], AuditClient | None]) -> AuditClient:
    """The live connection. Raises LogUnavailable."""
    client = log()
    if client is None:
        raise LogUnavailable
    return client
