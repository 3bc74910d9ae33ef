"""What the link store keeps of a run over all records: what it has scored so far, and what the last whole one proposes.

Adapters are held to it as to :mod:`services.linkage.ports`, whose promises these methods make too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from services.linkage.kept import Proposal, Run, ScoredPair


class Reviews(Protocol):
    """What is proposed to reviewers; a run alone changes it, and an erasure."""

    async def after(self, place: ScoredPair | None, limit: int) -> list[Proposal]:
        """At most ``limit`` proposals after a pair, all from the best on where it is None, decided or not.

        Best first, then by ids.
        """
        ...

    async def between(self, one: str, other: str) -> Proposal | None:
        """What is proposed about two Subjects in either order, decided or not."""
        ...

    async def forget(self, subjects: Iterable[str]) -> int:
        """Delete what is proposed about any of the Subjects, and what a run has scored of them; how many there were.

        A SQLite file and its journal hold them no more.
        """
        ...


class Runs(Protocol):
    """The run under way, one at most. What it has scored lasts through the end of its process."""

    async def current(self) -> Run | None:
        """The run, None where none is under way."""
        ...

    async def begin(self, model: str, now_ms: int) -> Run:
        """A run from the first record on; nothing is left of one that was under way."""
        ...

    async def add(self, place: int, records: Iterable[str], pairs: Sequence[ScoredPair]) -> None:
        """Keep the place and what was scored of these records, instead of what was before; all or nothing."""
        ...

    async def pairs(self) -> list[ScoredPair]:
        """All that the run has scored, by ids."""
        ...

    async def finish(self, proposals: Sequence[Proposal]) -> None:
        """End the run: these, and no others, are proposed from now on."""
        ...
