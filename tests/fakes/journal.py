"""An issuer's journal in memory."""

from __future__ import annotations

from services.issuer.errors import Unavailable
from services.issuer.ports import Entry, Refusal


class MemoryJournal:
    """Keeps entries in a list; ``broken`` makes it fail as a full disk would."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.refusals: list[Refusal] = []
        self.used: set[tuple[str, str]] = set()
        self.broken = False

    async def issue(self, entry: Entry, assertion: str, assertion_expires_ms: int) -> bool:
        if self.broken:
            raise Unavailable("journal")
        if (entry.officer, assertion) in self.used:
            return False
        self.used.add((entry.officer, assertion))
        self.entries.append(entry)
        return True

    async def refuse(self, refusal: Refusal, assertion: str, assertion_expires_ms: int) -> bool:
        if self.broken:
            raise Unavailable("journal")
        if (refusal.officer, assertion) in self.used:
            return False
        self.used.add((refusal.officer, assertion))
        self.refusals.append(refusal)
        return True
