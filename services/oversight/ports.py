"""What the use cases need of a store. What writes is durable once it returns.

All raise :class:`services.oversight.errors.StoreUnavailable` where the store cannot be reached, read or written; then
nothing was changed. Times are epoch milliseconds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from audit.entry import OpenEntry, Withheld
from audit.replies import LoggedEntry
from services.oversight.domain import Session
from services.vocabulary.records import RecordKind


class Sessions(Protocol):
    """Break-glass sessions and the agencies whose records each read."""

    async def open(self, session: Session, request_id: str, now_ms: int) -> Session:
        """Keep it, or give the session that this request id made before; one that is too many for a day waits.

        Raises BreakGlassLimit where the officer has one under way, RequestIdReused.
        """
        ...

    async def get(self, session_id: str) -> Session | None:
        """One session, None where there is none of that id."""
        ...

    async def usable(self, session_id: str, agency: str, officer: str, now_ms: int) -> bool:
        """May this officer's call cite it now?"""
        ...

    async def touched(self, session_id: str, owners: Iterable[str], now_ms: int) -> None:
        """Remember whose records a session read, for their notices; once for each owner."""
        ...

    async def first_reads(self, owner: str) -> list[int]:
        """When sessions of other agencies first read records of ``owner``: a time for each session."""
        ...

    async def join(self, session_id: str, who: str, now_ms: int, *, frees: bool) -> Session:
        """Make ``who`` (``agency/officer``) the second person; the same again is no other.

        ``frees``: it is oversight's consent, which also opens a session that waits, from now on. Raises
        BreakGlassInvalid for a session that is not under way, or has another second person.
        """
        ...

    async def close_session(self, session_id: str, closer: str, verdict: str, comment: str) -> Session:
        """Oversight's review; the same again is no other. Raises BreakGlassInvalid where there was another."""
        ...

    async def notices(self, agency: str, purpose: str, after: str, most: int) -> list[Session]:
        """Sessions of the agency (empty: of all), of one purpose (empty: any), by id."""
        ...


class Statement(NamedTuple):
    """One as it came. ``signed``: serialised SignedRefusals, empty once its month is forgotten; ``day``: ISO, UTC."""

    agency: str
    number: int
    day: str
    sha256: bytes
    received_ms: int
    signed: bytes


class Standing(NamedTuple):
    """How far an issuer told. ``missing``: days between its first and its last that no statement names."""

    agency: str
    number: int
    last_day: str
    missing: int
    altered: int


class RefusalsTold(Protocol):
    """What issuers told of their refusals: statements, each in its agency's chain."""

    async def take(self, one: Statement, previous_sha256: bytes) -> bool:
        """Keep the next statement of an agency; False where it is there already, the same.

        Raises StatementAltered, counted, where another stands in its place or its chain is not the one that was told;
        StatementOutOfOrder where one before it is missing.
        """
        ...

    async def find(
        self, agency: str, after: tuple[str, int], days: tuple[str, str], most: int, most_bytes: int
    ) -> list[Statement]:
        """Statements of one agency (empty: of all) past ``after`` (agency, number), in that order.

        ``days``: both included, empty for no bound. At most ``most``, and no further one once ``most_bytes`` are held.
        """
        ...

    async def standings(self) -> Mapping[str, Standing]:
        """By agency, of those that told something."""
        ...

    async def forget(self, agency: str, month: str) -> None:
        """Erase what was told of a month (``YYYY-MM``); number, day and digest stay."""
        ...


class Yearly(NamedTuple):
    """Calls of one year (UTC) by which others were shown records of ``owner``, all of one kind."""

    owner: str
    kind: RecordKind
    year: int


class RecordKinds(Protocol):
    """What kind of record a name is of."""

    async def kinds(self, names: Collection[str]) -> Mapping[str, RecordKind]:
        """By name ``agencies/AGENCY/records/ID``; a record that is not there is left out. Raises Refused."""
        ...


class Found(NamedTuple):
    """An entry of the log ``origin``; ``leaf``: its place there, ``id``: here. ``withheld`` is oversight's alone."""

    id: int
    origin: str
    leaf: int
    entry: OpenEntry
    withheld: tuple[Withheld, ...] = ()


class ReadIndex(Protocol):
    """Who read what, followed from the log; entries are found by tokens (:class:`services.oversight.marks.Marks`)."""

    async def size(self, origin: str) -> int:
        """Entries of a log that were looked through."""
        ...

    async def take(self, origin: str, entries: Sequence[LoggedEntry], kinds: Mapping[str, RecordKind]) -> None:
        """Look through the next entries of a log; what is known already is passed over, a gap never jumped.

        ``kinds``: of the records of other agencies that the entries show, by name.
        """
        ...

    async def yearly(self, counted: Sequence[Yearly]) -> list[int]:
        """How many calls each count has."""
        ...

    async def find(
        self, token: bytes, after: int, times: tuple[int, int], most: int, *, also: bytes = b""
    ) -> list[Found]:
        """Entries under a token, and under ``also`` where it is given, past ``after`` (an ``id``), oldest first.

        ``times``: from included, to excluded, 0 for no end.
        """
        ...
