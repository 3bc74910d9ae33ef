"""What use cases need of a store. ``tests/conformance/store`` holds every adapter to it.

Methods are ``async`` so that a store behind a socket fits; the embedded one never suspends: its reads run inline in the
event loop, its jobs in the writer's thread. All raise StorageUnavailable where the store is not reached, or full.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from services.records.change_rows import ChangedHead
from services.records.claims_port import ClaimSnapshot
from services.records.copies_port import CopiesSnapshot, CopiesTransaction
from services.records.erasing_port import ErasingSnapshot, ErasingTransaction
from services.records.judging_port import JudgingSnapshot, JudgingTransaction
from services.records.log_port import MarkSnapshot, MarkTransaction
from services.records.numbered_port import NumberedSnapshot
from services.records.page_port import PageSnapshot
from services.records.rows import (
    ActFacts,
    BodyRow,
    CaseToken,
    Cited,
    FeedHead,
    FeedLine,
    FlagLine,
    FlagRow,
    HeaderRow,
    HeadRow,
    LogHead,
    LogRow,
    NamedHead,
    PageAnswer,
    PageRow,
    PaperRow,
    PersonFacts,
    PersonToken,
    ProfileLine,
    QuarantineRow,
    RecordProfile,
    RefusedRow,
    RequestRow,
    Stamp,
    ViewRow,
)
from services.records.word_ports import Words

T = TypeVar("T")


class Snapshot(
    JudgingSnapshot,
    ErasingSnapshot,
    MarkSnapshot,
    PageSnapshot,
    NumberedSnapshot,
    CopiesSnapshot,
    ClaimSnapshot,
    Protocol,
):
    """One read transaction: everything read through it is of the same moment."""

    async def case_files(self, token: str) -> list[PaperRow]:
        """Case files that carry a case number now."""
        ...

    async def case_papers(self, token: str) -> list[PaperRow]:
        """Every record that carries a case number now, those files among them."""
        ...

    async def holds_case(self, token: str, agency: str) -> bool:
        """Whether an agency has any record that carries a case number now."""
        ...

    async def follows(self, agency: str, now_ms: int) -> bool:
        """Whether anything that the agency reads goes to oversight now."""
        ...

    async def reads_followed(self, agency: str, tokens: Sequence[str], now_ms: int) -> bool:
        """Whether what the agency reads under any of these tokens goes to oversight now."""
        ...

    async def stamp(self, token: str) -> Stamp:
        """What changes whenever an answer about the person could change."""
        ...

    async def person_profile(self, token: str, as_of_ms: int, cited: Sequence[Cited], now_ms: int) -> list[ProfileLine]:
        """Classes of the records that carry an identifier; nothing of the records themselves."""
        ...

    async def person_rows(
        self, token: str, as_of_ms: int, cited: Sequence[Cited], now_ms: int, codes: Sequence[int]
    ) -> list[ViewRow]:
        """Records that carry an identifier, of the allowed codes only, ordered by agency and record id."""
        ...

    async def case_profile(
        self, tokens: Sequence[str], as_of_ms: int, cited: Sequence[Cited], now_ms: int
    ) -> list[ProfileLine]:
        """Classes of the records of cases that are about no person."""
        ...

    async def case_rows(
        self, tokens: Sequence[str], as_of_ms: int, cited: Sequence[Cited], now_ms: int, codes: Sequence[int]
    ) -> list[ViewRow]:
        """Records of cases that are about no person, of the allowed codes only, ordered as above."""
        ...

    async def case_members(self, tokens: Sequence[str], now_ms: int) -> list[ViewRow]:
        """Records that carry a number of a case now, whatever they are about; all codes, ordered as above."""
        ...

    async def record_profile(
        self, agency: str, record_id: str, cited: Sequence[Cited], now_ms: int
    ) -> RecordProfile | None:
        """Class of one record; None when there is none of that name."""
        ...

    async def head(self, record: int) -> HeadRow | None:
        """One record's head by its number."""
        ...

    async def heads_named(self, agency: str, record_ids: Sequence[str]) -> list[NamedHead]:
        """Heads of one agency's records."""
        ...

    async def orders_about(self, cases: Sequence[str], people: Sequence[str]) -> list[HeadRow]:
        """Heads of protection orders that carry any of the case tokens or person tokens now, by agency and id."""
        ...

    async def versions_as_of(self, records: Sequence[int], as_of_ms: int) -> dict[int, int]:
        """Record -> seq of the version that the hub knew then; records unknown then are left out."""
        ...

    async def versions_of_record(self, record: int, after: int, limit: int) -> list[tuple[int, int]]:
        """(seq, version) of one record's versions above ``after``, oldest first."""
        ...

    async def bodies(self, seqs: Sequence[int]) -> list[BodyRow]:
        """Versions by seq, in no order; seqs come from rows that a view has allowed."""
        ...

    async def page_headers(self, pages: Iterable[int]) -> list[HeaderRow]:
        """Signed headers of the pages of these numbers."""
        ...

    async def classes(self, ids: Iterable[int]) -> dict[int, str]:
        """Attributes of policy classes by id."""
        ...

    async def feed_head(self, agency: str, feed: str) -> FeedHead | None:
        """Where a feed stands; None before its first page."""
        ...

    async def request(self, agency: str, request_id: str) -> RequestRow | None:
        """A request id that was used; None when it is new."""
        ...

    async def quarantined(self, agency: str, limit: int) -> list[RefusedRow]:
        """What of an agency was refused, newest first."""
        ...

    async def flags_of_agency(self, agency: str, limit: int) -> list[FlagLine]:
        """Flags on an agency's own records, newest first."""
        ...

    async def feed(self, after: int, limit: int) -> list[FeedLine]:
        """The log after a seq, in order."""
        ...

    async def heads_changed(self, after: int, limit: int) -> list[ChangedHead]:
        """Heads whose last change has a number above ``after``, ascending; every change has a number of its own."""
        ...

    async def change_head(self) -> int:
        """The last number given to a change."""
        ...


class Transaction(
    Snapshot, Words, JudgingTransaction, ErasingTransaction, MarkTransaction, CopiesTransaction, Protocol
):
    """The one write transaction; the log head is locked before anything is read."""

    async def log_head(self) -> LogHead:
        """The last numbers and time of recording that were given."""
        ...

    async def page_numbered(self, agency: str, feed: str, page_number: int) -> PageAnswer | None:
        """A page that is held."""
        ...

    async def heads_of_cases(self, tokens: Sequence[str], most: int = -1) -> list[HeadRow]:
        """Heads that carry, or carried, any of the case tokens; ``most`` of them, all where it is -1."""
        ...

    async def heads_of_people(self, tokens: Sequence[str]) -> list[HeadRow]:
        """Heads that carry, or carried, any of the person tokens."""
        ...

    async def digest_of(self, record: int, version: int) -> bytes | None:
        """SHA-256 of a version that is held."""
        ...

    async def person_facts(self, tokens: Sequence[str]) -> list[PersonFacts]:
        """What the records of each token say together; tokens without records are left out."""
        ...

    async def person_acts(self, tokens: Sequence[str]) -> list[ActFacts]:
        """From which day on the records of each token hold the person to be of age."""
        ...

    async def put_classes(self, classes: Iterable[tuple[int, str]]) -> None:
        """Keep policy classes: (id, attributes); known ones stay as they are."""
        ...

    async def append(self, rows: Sequence[LogRow]) -> None:
        """Add versions to the log."""
        ...

    async def put_heads(self, rows: Sequence[HeadRow]) -> None:
        """Set what is in force of each record, new ones and known ones."""
        ...

    async def reclass(self, classes: Sequence[tuple[int, int | None, int]]) -> None:
        """Set classes in force: (klass, act day, record)."""
        ...

    async def add_people(self, tokens: Sequence[PersonToken]) -> None:
        """Start tokens of persons."""
        ...

    async def keep_people(self, tokens: Sequence[PersonToken]) -> None:
        """Carry tokens on to a record's newer version; their start stays."""
        ...

    async def end_people(self, tokens: Sequence[tuple[str, int]], until_ms: int, changed: int) -> None:
        """End tokens of persons: (token, record)."""
        ...

    async def touch_people(self, tokens: Sequence[tuple[str, int]], changed: int) -> None:
        """Stamp tokens of persons, ended ones too: (token, record)."""
        ...

    async def add_cases(self, tokens: Sequence[CaseToken]) -> None:
        """Start tokens of cases."""
        ...

    async def end_cases(self, tokens: Sequence[tuple[str, int]], until_ms: int) -> None:
        """End tokens of cases: (token, record)."""
        ...

    async def put_page(self, row: PageRow) -> None:
        """Add a page and move its feed to it."""
        ...

    async def put_request(self, agency: str, request_id: str, body_sha256: bytes, page: int) -> None:
        """Bind a request id."""
        ...

    async def put_quarantine(self, rows: Sequence[QuarantineRow]) -> None:
        """Keep versions that were refused, each with its reason."""
        ...

    async def put_flags(self, rows: Sequence[FlagRow]) -> None:
        """Keep flags; known ones stay as they are."""
        ...

    async def advance(self, head: LogHead) -> None:
        """Set the last numbers given."""
        ...


Job = Callable[[Transaction], Awaitable[T]]
"""Work inside the write transaction. It may run again from its start when its commit group fails."""


class Store(Protocol):
    """Records of one node."""

    def snapshot(self) -> AbstractAsyncContextManager[Snapshot]:
        """A read transaction, held over no other wait than the store's own."""
        ...

    async def write(self, job: Job[T], of: str = "") -> T:
        """The job's value once it is durable. What the job raises undoes the job alone.

        ``of``: the agency whose turn it takes, where several wait.
        """
        ...

    async def close(self) -> None:
        """Finish what was accepted, then close."""
        ...
