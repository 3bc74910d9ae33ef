"""What anchoring needs of a store; see ``heads.py``. All raise ExchangeUnavailable, and nothing was changed."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class AnchoredHead(NamedTuple):
    """The last head of one log. ``root``: 32 bytes; ``time_ms``: when it was anchored."""

    agency: str
    origin: str
    size: int
    root: bytes
    time_ms: int


class Heads(Protocol):
    """The last head of each log that was anchored."""

    async def last(self, origin: str) -> AnchoredHead | None:
        """Of one log; None before its first."""
        ...

    async def keep(self, head: AnchoredHead, since: int) -> bool:
        """Take the place of the head of size ``since``, 0 for none; False, and nothing kept, where another is there."""
        ...

    async def all(self) -> list[AnchoredHead]:
        """Of every log, by agency and origin."""
        ...
