"""What every call asks first, remembered as long as nobody has committed since."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from services.records.rows import PaperRow, Stamp
from services.records.store.reading import SqlSnapshot

MAX_KEPT: Final = 16384


@dataclass(slots=True)
class Known:
    """Of one moment of the store. ``follows``: whether anybody's reads are followed, None where nobody has looked."""

    stamps: dict[str, Stamp] = field(default_factory=dict)
    files: dict[str, list[PaperRow]] = field(default_factory=dict)
    holds: dict[tuple[str, str], bool] = field(default_factory=dict)
    follows: bool | None = None

    @property
    def full(self) -> bool:
        """Whether it holds more than is kept."""
        return max(len(self.stamps), len(self.files), len(self.holds)) > MAX_KEPT


class KnownReads(SqlSnapshot):
    """Reads of one moment that are asked once."""

    @abstractmethod
    async def _now(self) -> Known:
        """What is known of this snapshot's moment."""

    async def case_files(self, token: str) -> list[PaperRow]:
        """See the port, as for all methods here."""
        files = (await self._now()).files
        found = files.get(token)
        if found is None:
            found = files[token] = await super().case_files(token)
        return [*found]

    async def holds_case(self, token: str, agency: str) -> bool:
        """See the port."""
        holds = (await self._now()).holds
        found = holds.get((token, agency))
        if found is None:
            found = holds[token, agency] = await super().holds_case(token, agency)
        return found

    async def reads_followed(self, agency: str, tokens: Sequence[str], now_ms: int) -> bool:
        """See the port; mostly nobody is followed at all."""
        known = await self._now()
        if known.follows is None:
            known.follows = bool((await self._sole("follows_any"))[0])
        return known.follows and await super().reads_followed(agency, tokens, now_ms)

    async def stamp(self, token: str) -> Stamp:
        """See the port."""
        stamps = (await self._now()).stamps
        found = stamps.get(token)
        if found is None:
            found = stamps[token] = await super().stamp(token)
        return found
