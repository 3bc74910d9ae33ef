"""What the link store keeps of a run over all records: what it has scored so far, and what the last whole one proposes.

Adapters are held to it as to :mod:`services.linkage.ports`, whose promises these methods make too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from services.linkage.kept import OpenClaim, Proposal, Run, ScoredPair

CLOCK_MS: Final = 7 * 86_400_000
"""How long an owner has to state whether the two are one person (policy)."""


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
        """Delete what is proposed, scored or to be stated about any of the Subjects; how many rows there were.

        A SQLite file and its journal hold them no more.
        """
        ...


class PairClaims(Protocol):
    """What owners are to state: whether two are one person, as another agency decided on them and nothing settles it.

    Of one agency three are open about a person in an owner's queue, and fifty come up in a day. The rest waits; none is
    dropped. An equal claim of a second agency waits behind the first. A decision or withdrawal changes all this.
    """

    async def of_owner(self, owner: str, after: tuple[str, str] | None, limit: int) -> list[tuple[str, str]]:
        """At most ``limit`` pairs that came up for an owner, after a pair, by ids."""
        ...

    async def among(self, owner: str, ones: Iterable[str]) -> frozenset[tuple[str, str]]:
        """Of all pairs that came up for an owner, those whose first id is one of these."""
        ...

    async def opened(self, after: OpenClaim | None, limit: int) -> list[OpenClaim]:
        """At most ``limit`` that came up for any owner, after one of them; those whose clock began first come first."""
        ...

    async def come_up(self, now_ms: int) -> None:
        """Let those that wait come up as far as there is place; a later day gives place anew."""
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
