"""What the use cases need of a register. What writes is durable once it returns.

All raise :class:`services.identity.errors.RegisterUnavailable` where the store cannot be reached, read or written; then
nothing was changed. Times are epoch milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from services.identity.domain import Person, PersonChange
from services.values.identity import Identifier


class Given(NamedTuple):
    """Whose tokens an agency was given. ``found``: one tuple a number, in their order; ``relatives``: by the place
    that the person names.

    ``sequence``: the agency's own count of changes at that moment.
    """

    found: tuple[tuple[Person, ...], ...]
    relatives: Mapping[int, Person]
    sequence: int

    @property
    def one(self) -> Person | None:
        """Where one number was asked of: the one person whom it is of."""
        return self.found[0][0] if len(self.found) == 1 and len(self.found[0]) == 1 else None


class Kept(NamedTuple):
    """An answer that was given before. ``question``: digest of what it answered, 32 bytes."""

    question: bytes
    body: bytes


class Days(NamedTuple):
    """How many different questions about one person's birth are answered in a year, over all agencies together.

    ``open``: of an agency that asked before. ``first``: of an agency that did not. ``all``: the most of anybody.
    """

    open: int
    first: int
    all: int


class Register(Protocol):
    """Persons by the numbers of their documents, and what the registry remembers of those who ask."""

    async def find(self, number: Identifier) -> tuple[Person, ...]:
        """Everybody to whom the number was given."""
        ...

    async def give(
        self,
        agency: str,
        numbers: Sequence[Identifier],
        shows: Callable[[Person], bool],
        *,
        family: bool = False,
        day: str = "",
    ) -> Given:
        """Everybody whom ``shows`` admits. One alone under a number is remembered as given: the agency follows them.

        ``family``: relatives too. ``day``: numbers of nobody are counted against the agency on it. Raises
        TooManyUnknown, and what ``shows`` raises; then nothing was given.
        """
        ...

    async def doubt(self, agency: str, person: int, kind: str, question: bytes, now_ms: int) -> int:
        """Remember a question that could be a guess: how many of this kind the agency asked of late of the person."""
        ...

    async def admit_day(self, agency: str, person: int, question: bytes, now_ms: int, days: Days) -> bool:
        """Remember a question about a birth for a year where the bound admits it, and return whether it does.

        A question that any agency was answered within the year is admitted again.
        """
        ...

    async def answered(self, agency: str, transaction_id: str, now_ms: int) -> Kept | None:
        """What the agency was answered under the id within a day."""
        ...

    async def keep(self, agency: str, transaction_id: str, kept: Kept, now_ms: int) -> Kept:
        """Keep an answer for a day, or give that which another call kept meanwhile."""
        ...

    async def epoch(self) -> int:
        """Of all agencies' feeds."""
        ...

    async def head(self, agency: str) -> int:
        """Newest sequence of the agency's feed, 0 for none."""
        ...

    async def changes(self, agency: str, after: int, most: int) -> Sequence[tuple[int, PersonChange]]:
        """The agency's feed past ``after``, oldest first, each with its sequence."""
        ...
