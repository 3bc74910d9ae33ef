"""What the asking side needs: a registry to ask, and a book of what it said and of what waits to be asked.

Numbers are known in the book by the blind tokens that records are found by; a number in clear never enters it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from services.identity.asking.answers import Changes, Question
from services.identity.asking.shares import Day
from services.values.identity import Cursor, Resolved
from services.values.records import Identifier


class Registry(Protocol):
    """A registry, asked by a system without an officer. Both raise NotAnswered, QuestionRefused, AskedTooMuch."""

    async def resolve(self, question: Question) -> tuple[Resolved, ...]:
        """What the registry says of each number, in the order of the question."""
        ...

    async def changes(self, after: Cursor, transaction_id: str) -> Changes:
        """What became of tokens that were given here. Raises FeedBegunAnew too."""
        ...


class Number(NamedTuple):
    """A number and the blind token by which the book knows it.

    ``agency``: whose reader asks about it, or whose record bears it; "" where nobody wrote that down.
    """

    token: str
    identifier: Identifier
    agency: str = ""


class Held(NamedTuple):
    """What the book holds of a number. ``outcome``: as the registry said, "" once that holds no longer."""

    outcome: str
    asked_ms: int


class Standing(NamedTuple):
    """Of the registry. ``heard_ms``: of its last answer, 0 before the first; ``silent``: questions go out no more."""

    heard_ms: int = 0
    silent: bool = False


class Waiting(NamedTuple):
    """Questions that wait, a batch of them, under the transaction id that was written down for it."""

    transaction_id: str
    numbers: tuple[Number, ...]

    @property
    def question(self) -> Question:
        """As the registry is asked."""
        return Question(self.transaction_id, tuple(each.identifier for each in self.numbers))


class Counts(NamedTuple):
    """How many numbers have a token, how many none and why, and how many wait.

    ``blocked``, ``deceased``: persons of whom the registry said so since.
    """

    tokens: int = 0
    not_registered: int = 0
    ambiguous: int = 0
    cannot_tell: int = 0
    waiting: int = 0
    blocked: int = 0
    deceased: int = 0


class Book(Protocol):
    """Durable before each returns. All raise BookUnavailable."""

    async def held(self, token: str) -> Held | None:
        """What is held of a number, None where it was never asked for."""
        ...

    async def standing(self) -> Standing:
        """Of the registry, as it was last told."""
        ...

    async def heard(self, now_ms: int) -> None:
        """The registry has answered."""
        ...

    async def silent(self) -> None:
        """The registry does not answer, and is not asked for a while."""
        ...

    async def same_person(self, token: str) -> tuple[str, ...]:
        """Tokens of the other numbers of the person, in order."""
        ...

    async def queue(self, numbers: Sequence[Number], now_ms: int, read: tuple[int, int] | None = None) -> None:
        """Have numbers asked for, save what waits already for that agency and what was settled of late.

        Of numbers that are of no record, an agency has no more than MAX_OF_READERS waiting; the others are passed over.
        ``read``: after which change of the records they were read, and up to which, written down with them; not where
        the records are to be read again since.
        """
        ...

    async def waiting(self, after: str, limit: int) -> list[str]:
        """Tokens after one, in order, of numbers that wait to be asked for."""
        ...

    async def let_go(self, tokens: Sequence[str]) -> int:
        """Ask for these numbers no more; how many of them waited. Nothing of them is left in the file."""
        ...

    async def batch(self, most: int, day: Day) -> Waiting | None:
        """What is to be asked next: first what a batch holds that was written down before, then by shares of the day.

        None where nothing waits of an agency that has a share left.
        """
        ...

    async def persons(self) -> int:
        """Of how many persons a token is held."""
        ...

    async def settle(self, waiting: Waiting, resolved: Sequence[Resolved], now_ms: int) -> int:
        """Take over the answer to a batch, once; how many numbers it settled, 0 where it was taken over before."""
        ...

    async def aged(self, after: str, limit: int, now_ms: int) -> list[str]:
        """Tokens after one, in order, of numbers that were asked for long ago: a day where nobody is known by them."""
        ...

    async def thin(self, tokens: Sequence[str], now_ms: int) -> int:
        """Hold nothing of these numbers, where that is as old still; how many. Nothing of them is left in the file."""
        ...

    async def divide(self, waiting: Waiting) -> None:
        """Ask a batch that was refused as two, under two new transaction ids."""
        ...

    async def cursor(self) -> Cursor:
        """How far the registry's changes are followed."""
        ...

    async def take(self, after: Cursor, page: Changes) -> bool:
        """What changes say, with the cursor behind them; False where the cursor is not at ``after`` any more."""
        ...

    async def begin_anew(self) -> None:
        """Hold nothing for true: every number is to be asked for again, and changes are followed from the start."""
        ...

    async def followed(self) -> int:
        """Up to which change the records were read for their numbers."""
        ...

    async def counts(self) -> Counts:
        """How far it is."""
        ...
