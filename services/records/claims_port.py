"""What a read transaction tells of claims. Part of ``ports.py``; all here raise StorageUnavailable as it says there."""

from __future__ import annotations

from typing import Protocol

from services.records.claim_rows import ClaimAbout, ClaimLine, WaitingLine


class ClaimSnapshot(Protocol):
    """Read in the same moment as everything else of the snapshot."""

    async def claims(self, owner: str, after: int, limit: int, overdue_at_ms: int) -> list[ClaimLine]:
        """Claims after an id, oldest first: an owner's, or all where it is empty; ``overdue_at_ms`` 0 for any state."""
        ...

    async def claim(self, handle: str) -> ClaimLine | None:
        """One claim; None when there is none of that handle."""
        ...

    async def claim_about(
        self, fact: str, owner: str, source: tuple[str, str], record: tuple[str, str]
    ) -> ClaimAbout | None:
        """The claim of a fact, put before an owner, by a source of a record: agency and id each, empty for none."""
        ...

    async def claims_waiting(self, limit: int) -> list[WaitingLine]:
        """What waits for place, a line a day and agency, those with documents first."""
        ...

    async def speakers_coming(self, since_ms: int, most_raised: int, most_open: int) -> list[str]:
        """Agencies of whose waiting claims one may come up.

        ``most_raised``: since a time; ``most_open``: about a person.
        """
        ...
