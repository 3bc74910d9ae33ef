"""What the use cases need of a store, of the register, and of who may say that a guardian is fit.

Stores raise :class:`services.identity.provisional.errors.StoreUnavailable` where they cannot be reached, read or
written; then nothing was changed. Times are epoch milliseconds.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from services.identity.provisional.figures import Kind
from services.identity.provisional.states import Held
from services.values.identity import GuardianWord
from services.values.records import Identifier


class Said(NamedTuple):
    """Who asks for a change, and of which request this is the answer. ``sha256``: of the request as it came."""

    agency: str
    officer: str
    transaction_id: str
    sha256: bytes
    act: str
    now_ms: int


Step = Callable[[Held, Held | None], Held]
"""From how an identity stands, and how another does, to how it is to stand. Pure; what it raises undoes the change."""


class Children(Protocol):
    """Provisional identities. A change and what was asked for are one transaction."""

    async def open(self, held: Held, said: Said) -> Held | None:
        """Keep a new one, or give what this transaction made before. None: the id is taken. Raises RequestIdReused."""
        ...

    async def change(self, id_: str, step: Step, said: Said, other: str = "") -> Held | None:
        """How it stands after ``step``, or stood after this transaction's first. None: no such id.

        ``other``: id of the second that the step looks at. Raises RequestIdReused, and what ``step`` raises.
        """
        ...

    async def get(self, id_: str) -> Held | None:
        """The identity of an id, as it stands in what is committed; None for no such id."""
        ...

    def all(self) -> AsyncGenerator[Held, None]:
        """Every one, in no order that says anything; closed by who stops early."""
        ...

    async def counts(self, halves: Iterable[str]) -> Sequence[tuple[Kind, int]]:
        """How many of each kind were taken in during half-years, as they stand; no identity is opened for it."""
        ...


class Fitness(Protocol):
    """Who says whether a person may be a child's guardian."""

    def fit(self, guardian: Identifier, body: str, word: GuardianWord, now_ms: int) -> bool:
        """Whether nothing stands against them, by the hub's signed word to ``body``.

        Raises InvalidArgument for a word that is none, or is of another person, body or time.
        """
        ...


class Register(Protocol):
    """The register, as far as a registration asks it."""

    async def registered(self, number: Identifier) -> bool:
        """Whether it is the number of one person."""
        ...

    async def token(self, number: Identifier, agency: str) -> bytes:
        """The agency's pairwise token of who bears a number, 32 bytes; empty where nobody does, or several do."""
        ...
