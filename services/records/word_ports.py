"""What the write transaction keeps of claims and of words that end by time: a part of ``ports.py``, under its rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from services.records.claim_rows import ClaimRow, ClaimsPlace, Upheld, WaitingClaim
from services.records.time_rows import ClassAt, InterimRow


class Words(Protocol):
    """Claims, what oversight decided of them, when words began, and classes that time changes."""

    async def interim(self, tokens: Sequence[str]) -> list[InterimRow]:
        """When words that hold for a time began for persons of these tokens."""
        ...

    async def upheld(self, records: Sequence[int]) -> list[Upheld]:
        """What oversight upheld of these records, or on their word; ended ones too."""
        ...

    async def classes_at(self, records: Sequence[int]) -> list[ClassAt]:
        """Classes that time alone changes, by record and time."""
        ...

    async def put_interim(self, rows: Sequence[InterimRow]) -> None:
        """Set when words began."""
        ...

    async def put_classes_at(self, records: Sequence[int], rows: Sequence[ClassAt]) -> None:
        """Set what time alone changes of these records, in place of what was."""
        ...

    async def settle_classes(self, now_ms: int) -> None:
        """Make the class of now that of each head for which one's time is over, so that followers learn of it."""
        ...

    async def count_verdict(self) -> None:
        """Stamp everything: oversight decided."""
        ...

    async def raise_claims(self, rows: Sequence[ClaimRow]) -> None:
        """Add claims; one that stands stays as it is, one that was taken back stands again."""
        ...

    async def claims_place(self, speaker: str, since_ms: int) -> ClaimsPlace:
        """How many claims that have a bound an agency raised since a time, and whether any of its waits."""
        ...

    async def claims_open(self, speaker: str, persons: Sequence[str]) -> dict[str, int]:
        """How many claims of an agency are open about these persons; nobody of whom none is."""
        ...

    async def claims_coming(self, speaker: str, most_open: int, limit: int) -> list[WaitingClaim]:
        """An agency's waiting claims that may come up, those with documents first, then the oldest.

        Behind none is an equal one that is open; about the person of none are ``most_open``.
        """
        ...

    async def wait_claims(self, claims: Sequence[WaitingClaim]) -> None:
        """Let claims wait; one that does already goes on as it is."""
        ...

    async def wait_behind(self, claims: Sequence[WaitingClaim]) -> None:
        """Let those of them wait that equal an open one of another source."""
        ...

    async def end_waiting(self, claims: Sequence[WaitingClaim]) -> None:
        """They wait no longer."""
        ...

    async def follow_reads(self, agency: str, tokens: Sequence[str], now_ms: int, until_ms: int) -> None:
        """Follow what an agency reads under these tokens; forget what is followed no longer."""
        ...

    async def end_claims(self, sources: Sequence[int]) -> None:
        """Take back the claims that rest on these records and are not decided; none of them waits any longer."""
        ...

    async def settle_claim(self, handle: str, state: str, until_ms: int) -> None:
        """Set a claim's state."""
        ...
