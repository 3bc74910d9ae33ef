"""The identity registry's word as a test states it, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.membership.registry import Registry
from services.records.identity_port import Held
from services.values.records import Identifier


@dataclass
class StatedIdentities:
    """``persons``: tokens of each person; every other number is unknown. ``asked``: what was queued, in order."""

    persons: list[tuple[str, ...]] = field(default_factory=list)
    asked: list[tuple[Identifier, str]] = field(default_factory=list)

    async def known(self, asked: Identifier, token: str, registry: Registry, now_ms: int) -> bool:
        return any(token in each for each in self.persons)

    async def ask_later(self, asked: Identifier, token: str, agency: str, now_ms: int) -> None:
        self.asked.append((asked, token))

    async def same_person(self, token: str) -> tuple[str, ...]:
        others = {each for person in self.persons if token in person for each in person} - {token}
        return (token, *sorted(others))

    async def stop_asking(self, held: Held) -> int:
        known = await held([token for _, token in self.asked])
        waited, self.asked = self.asked, [each for each in self.asked if each[1] in known]
        return len(waited) - len(self.asked)
