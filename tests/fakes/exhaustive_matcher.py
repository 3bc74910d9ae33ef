"""A matcher that scores every entry: what an index may only be as good as."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from services.matching.alignment import Aligner
from services.matching.model import Model
from services.matching.person import Described
from services.matching.score import score
from services.records.errors import StorageUnavailable
from services.records.matching_port import Found, Near


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of the store as the index holds it."""

    record: int
    group: int
    who: Described


@dataclass(slots=True)
class ExhaustiveMatcher:
    """``brakes``: words that alone find nobody. ``down``: the index cannot answer. ``asked``: groups of each call.

    ``pause``: what each call waits for. ``loose``: it gives entries of other groups, too. ``taken``: the last change that each next look finds taken.
    """

    aligner: Aligner
    model: Model
    entries: list[Entry] = field(default_factory=list)
    brakes: frozenset[str] = frozenset()
    down: bool = False
    pause: asyncio.Event | None = None
    loose: bool = False
    asked: list[frozenset[int]] = field(default_factory=list)
    taken: list[int] = field(default_factory=lambda: [0])

    async def nearest(self, who: Described, groups: frozenset[int], also: frozenset[int], most: int) -> Found:
        """Every entry allowed, by its score; a description of braked words alone finds none.

        Like a matcher in another process it answers in a later turn of the event loop.
        """
        self.asked.append(groups)
        await (self.pause.wait() if self.pause else asyncio.sleep(0))
        if self.down:
            raise StorageUnavailable
        braked = tuple(word for word in who.name.tokens if word in self.brakes)
        if braked and who == Described(name=who.name) and len(braked) == len(who.name.tokens):
            return Found((), braked)
        allowed = [each for each in self.entries if self.loose or each.group in groups or each.record in also]
        near = [Near(each.record, score(self.aligner, self.model, who, each.who).bits) for each in allowed]
        return Found(tuple(sorted(near, key=lambda each: (-each.bits, each.record))[:most]), braked)

    async def let_go(self) -> int:
        """The next of ``taken``, whose last one stays."""
        if self.down:
            raise StorageUnavailable
        return self.taken.pop(0) if len(self.taken) > 1 else self.taken[0]
