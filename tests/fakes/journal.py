"""An issuer's journal in memory."""

from __future__ import annotations

from services.issuer.errors import InvalidGrant, Unavailable
from services.issuer.ports import Entry, Refusal, Touch


class MemoryJournal:
    """Keeps entries in a list; ``broken`` makes it fail as a full disk would."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.refusals: list[Refusal] = []
        self.used: set[tuple[str, str]] = set()
        self.counters: dict[bytes, int] = {}
        self.broken = False

    async def issue(self, entry: Entry, assertion: str, assertion_expires_ms: int, touch: Touch | None = None) -> bool:
        if self.broken:
            raise Unavailable("journal")
        if (entry.officer, assertion) in self.used:
            return False
        if touch is not None:
            last = self.counters.get(touch.credential, -1)
            if touch.signatures <= last and (touch.signatures, last) != (0, 0):
                raise InvalidGrant("cloned")
            self.counters[touch.credential] = touch.signatures
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
