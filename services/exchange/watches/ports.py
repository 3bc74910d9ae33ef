"""What subscriptions need: of a store, and of the records.

The store raises WatchesUnavailable (``errors.py``), the records StorageUnavailable, where they cannot be reached, read
or written; then nothing was changed. Times are epoch milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from services.access.errors import InvalidArgument, Violation
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.values.exchange import Identifier, WatchedQuestion


class Feed(NamedTuple):
    """Whose alerts they are: one officer's, for one case."""

    agency: str
    officer: str
    case_type: str
    case_key: str


class Signed(NamedTuple):
    """The request that made a subscription, as it came: header, signature value, body."""

    header: bytes
    signature: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Subject:
    """What is watched, one of: a number in canonical form, a record, a record's person, the cited case, a question."""

    identifier: Identifier | None = None
    record: str = ""
    person: str = ""
    cited_case: bool = False
    question: WatchedQuestion | None = None

    @property
    def wide(self) -> bool:
        """Whether a look at it is at many records."""
        return bool(self.person or self.cited_case or self.question)


@dataclass(frozen=True, slots=True)
class Watched:
    """One subscription as it is kept. ``deconflict``: whether the agency's desk may be told; of a number alone."""

    id: str
    feed: Feed
    purpose: str
    legal_basis: str
    subject: Subject
    began_ms: int
    expires_ms: int
    signed: Signed
    deconflict: bool = False


class Match(NamedTuple):
    """What an officer sees of what they watch now. ``key``: the same for the same sight of the same version or hit.

    ``record``: name of the record, by which it is erased. ``version``: its name, "" for less than the whole;
    ``handle``: of a hit, "" where the whole is shown.
    """

    key: str
    record: str
    owner: str
    version: str
    handle: str


class Told(NamedTuple):
    """One alert as it was told first. ``key``: watch and match, or watch and :data:`DESK_OF` with an agency."""

    sequence: int
    key: str
    told_ms: int


DESK_OF: Final = " desk of "
"""Between a watch and the agency whose desk was told."""


class Watches(Protocol):
    """Subscriptions and the alerts that were told of them."""

    async def keep(self, watched: Watched) -> Watched:
        """Keep a new one, or give what is kept under its id. Raises TooManyWatches, RequestIdReused."""
        ...

    async def end(self, feed: Feed, id_: str) -> bool:
        """End one of the feed's; also one that has ended. False: no such."""
        ...

    async def of(self, feed: Feed, now_ms: int) -> Sequence[Watched]:
        """All of a feed that have neither been ended nor expired, oldest first."""
        ...

    async def tell(self, feed: Feed, matches: Sequence[tuple[str, str]], now_ms: int) -> None:
        """Number what was not told before, in order: key and record of each."""
        ...

    async def meet(self, feed: Feed, willing: Sequence[Watched], barred: Sequence[Watched], now_ms: int) -> int:
        """Tell the officer, and at once the other side, of agencies that are willing over the same numbers.

        ``willing``: watches that are so for a while from now; ``barred``: those that no longer are.
        How many alerts are new.
        """
        ...

    async def told(self, feed: Feed, after: int, most: int) -> Sequence[Told]:
        """What was told past a sequence; an erased one with an empty key."""
        ...

    async def head(self, feed: Feed) -> int:
        """Newest sequence, 0 for none."""
        ...

    async def epoch(self) -> int:
        """What cursors name beside the feed; another one where the file was lost."""
        ...

    def name(self, feed: Feed) -> str:
        """Name of a feed that says nothing of whose it is."""
        ...

    def id_of(self, feed: Feed, request_id: str) -> str:
        """Name of the subscription that a request id makes."""
        ...

    async def erase(self, records: Sequence[str]) -> int:
        """Leave nothing of what was told of these records: how many alerts, the same when it is run again."""
        ...


class Records(Protocol):
    """What the records say of a call; each raises the gates' refusals and tells the trail."""

    async def admit(self, inquiry: Inquiry) -> None:
        """Whether the call may be made at all."""
        ...

    async def check(self, inquiry: Inquiry, subject: Subject) -> Subject:
        """What is watched in its canonical form, where the officer may ask for it. Raises InvalidArgument."""
        ...

    async def may_meet(self, inquiry: Inquiry, identifier: Identifier) -> bool:
        """Whether the officer may be put in touch with others over a number now."""
        ...

    async def matches(self, inquiry: Inquiry, subject: Subject) -> Sequence[Match]:
        """What the officer sees of it now."""
        ...


class Questions(Protocol):
    """What the link graph says of a call; raises the gates' refusals and those of a question, and tells the trail."""

    async def check(self, inquiry: Inquiry, question: WatchedQuestion) -> None:
        """Whether the officer may ask it, whatever it finds. Raises InvalidArgument."""
        ...

    async def matches(
        self, inquiry: Inquiry, question: WatchedQuestion, registry: Registry, deadline_ms: int
    ) -> Sequence[Match]:
        """The evidence of its answer now; none where the call may not ask the link graph."""
        ...


class NoQuestions:
    """A node that serves no link graph."""

    async def check(self, inquiry: Inquiry, question: WatchedQuestion) -> None:  # noqa: ARG002
        """Refuse every question: raises InvalidArgument."""
        raise InvalidArgument(Violation("question", "served", "no link graph is served here"))

    async def matches(
        self, inquiry: Inquiry, question: WatchedQuestion, registry: Registry, deadline_ms: int
    ) -> Sequence[Match]:
        """None; one may have been watched while a link graph was served."""
        del inquiry, question, registry, deadline_ms
        return ()
