"""Who read what: oversight finds every call, an agency the calls of its own officers and systems, whole.

Of what others were shown of its records an agency is told one count a year and kind of record, once the year is over,
and none below ten: who reads a record, and whether anybody does, moves nothing else that its owner is answered.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple, TypeVar

from audit.client import AuditClient, AuditGone, AuditNever, AuditNotNow
from audit.entry import decode_open
from audit.replies import LoggedEntry
from services.access.errors import InvalidArgument, PolicyDenied, Violation
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.trail import Inquiry
from services.oversight.app.admit import admit
from services.oversight.app.log_reading import client_of
from services.oversight.errors import LogUnavailable, StoreUnavailable
from services.oversight.marks import Marks, destroyed, foreign_records, owner_of, record_of
from services.oversight.ports import Found, ReadIndex, RecordKinds, RefusalsTold, Yearly
from services.signing.sealing import SealBroken, Sealer
from services.vocabulary.access import AgencyKind, Permission
from services.vocabulary.records import RecordKind

T = TypeVar("T")

BATCH: Final = 256
BATCHES: Final = 40
"""Batches of the log that one call looks through; the answer says how far it came."""
SELECTOR_BYTES: Final = 32
YEARS: Final = 5
"""Years before this one whose counts are told."""
SMALLEST: Final = 10
"""A smaller count is told to no owner."""


class Sought(NamedTuple):
    """What is asked for: at most one of ``record``, ``officer``, ``selector``. Times are epoch ms, 0 for no bound."""

    record: str
    officer: str
    selector: bytes
    refused: bool
    from_ms: int
    to_ms: int


class Kept(NamedTuple):
    """Calls of ``agency`` (empty: of any) from which something was withheld; times as in Sought."""

    agency: str
    from_ms: int
    to_ms: int


class Counted(NamedTuple):
    """By how many calls of a year others were shown an agency's records of a kind."""

    year: int
    kind: RecordKind
    calls: int


class ReadPage(NamedTuple):
    """``reads``: those that the caller may know; ``more``: token of the next page; ``seen``, ``size``: of the log.

    ``years``: what an agency is told of others' reads.
    """

    reads: tuple[Found, ...]
    more: str
    seen: int
    size: int
    years: tuple[Counted, ...] = ()


class _Marked(NamedTuple):
    """Tokens under which the caller may look: ``also`` must stand beside ``token`` where it is given."""

    token: bytes
    also: bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """The use cases. ``told`` forgets what was told of a month that the log forgot; ``tokens`` seals page tokens.

    ``records``: of the hub.
    """

    index: ReadIndex
    marks: Marks
    told: RefusalsTold
    tokens: Sealer
    log: Callable[[], AuditClient | None]
    records: RecordKinds

    async def find(
        self, inquiry: Inquiry, origin: str, sought: Sought, token: str, asked: int, registry_version: int
    ) -> ReadPage:
        """One page. Raises InvalidArgument, PolicyDenied, PageTokenInvalid, LogUnavailable."""
        admit(inquiry, Permission.NOTICE_READ)
        _check(sought)
        mark, caller = self._mark(inquiry, sought), inquiry.caller
        query = json.dumps([sought.record, sought.officer, sought.selector.hex(), *sought[3:]])
        binding = Binding("FindReads", caller, query, registry_version)
        page = await self._page(origin, mark, (sought.from_ms, sought.to_ms), binding, token, asked)
        if caller.agency_kind == AgencyKind.OVERSIGHT:
            return page
        whole = page.seen >= page.size and not (sought.record or sought.officer or sought.selector or sought.refused)
        years = await self._years(caller.agency, inquiry.now_ms) if whole else ()
        return page._replace(reads=tuple(one._replace(withheld=()) for one in page.reads), years=years)

    async def _years(self, owner: str, now_ms: int) -> tuple[Counted, ...]:
        """What others were shown of the owner's records in years that are over."""
        this = datetime.fromtimestamp(now_ms / 1000, UTC).year
        counts = [Yearly(owner, kind, year) for year in range(this - YEARS, this) for kind in RecordKind]
        calls = zip(counts, await self._indexed(self.index.yearly(counts)), strict=True)
        return tuple(Counted(each.year, each.kind, count) for each, count in calls if count >= SMALLEST)

    async def withheld(
        self, inquiry: Inquiry, origin: str, kept: Kept, token: str, asked: int, registry_version: int
    ) -> ReadPage:
        """One page of calls that were not shown something, for oversight alone. Raises as :meth:`find`."""
        admit(inquiry, Permission.LOG_READ)
        _check_times(kept.from_ms, kept.to_ms)
        kind, value = ("withheld agency", kept.agency.encode()) if kept.agency else ("withheld", b"")
        binding = Binding("FindWithheld", inquiry.caller, json.dumps(kept), registry_version)
        mark = _Marked(self.marks.token(kind, value), b"")
        return await self._page(origin, mark, (kept.from_ms, kept.to_ms), binding, token, asked)

    async def _page(
        self, origin: str, mark: _Marked, times: tuple[int, int], binding: Binding, token: str, asked: int
    ) -> ReadPage:
        size, place = page_size(asked), open_place(self.tokens, binding, token)
        after = int(place[0]) if place else 0
        log_size = await self._indexed(self._follow(origin))
        seen = await self._indexed(self.index.size(origin))
        found = await self._indexed(self.index.find(mark.token, after, times, size + 1, also=mark.also))
        more = seal_place(self.tokens, binding, found[size - 1].id) if len(found) > size else ""
        return ReadPage(tuple(found[:size]), more, seen, log_size)

    def _mark(self, inquiry: Inquiry, sought: Sought) -> _Marked:
        """An agency's own calls alone, whatever is asked for. Raises PolicyDenied for what names somebody else's."""
        caller, prefix = inquiry.caller, "refused " if sought.refused else ""
        oversight = caller.agency_kind == AgencyKind.OVERSIGHT
        own = b"" if oversight else self.marks.token("agency", caller.agency.encode())

        def marked(kind: str, value: bytes) -> _Marked:
            return _Marked(self.marks.token(prefix + kind, value), own)

        if sought.record:
            if not oversight and owner_of(sought.record) != caller.agency:
                raise PolicyDenied
            return marked("record", record_of(sought.record).encode())
        if sought.officer:
            if not oversight and sought.officer.partition("/")[0] != caller.agency:
                raise PolicyDenied
            return marked("officer", sought.officer.encode())
        if sought.selector:
            return marked("selector", sought.selector)
        return marked("all", b"") if oversight else marked("agency", caller.agency.encode())

    async def _indexed(self, work: Awaitable[T]) -> T:
        """What the index or the log gives. Raises LogUnavailable where it gives nothing."""
        try:
            return await work
        except (AuditGone, AuditNotNow, AuditNever, StoreUnavailable, SealBroken):
            raise LogUnavailable from None

    async def _follow(self, origin: str) -> int:
        """Look through what the log has that was not looked through yet; the log's size under a quorum."""
        client, size = client_of(self.log), 0
        for _ in range(BATCHES):
            seen = await self.index.size(origin)
            batch = await client.entries(seen, BATCH)
            size = batch.size
            if batch.entries:
                await self._forget(batch.entries)
                await self.index.take(origin, batch.entries, await self._kinds(batch.entries))
            if seen + len(batch.entries) >= size:
                break
        return size

    async def _kinds(self, entries: Iterable[LoggedEntry]) -> Mapping[str, RecordKind]:
        names = {name for one in entries if one.open for name in foreign_records(decode_open(one.open))}
        return await self.records.kinds(names) if names else {}

    async def _forget(self, entries: Iterable[LoggedEntry]) -> None:
        """Before the entries count as looked through: what is repeated after a fault forgets the same again."""
        for one in entries:
            gone = None if one.open else destroyed(one.leaf)
            if gone is not None:
                await self.told.forget(gone.agency, gone.month)


def _check(sought: Sought) -> None:
    if sum(bool(one) for one in (sought.record, sought.officer, sought.selector)) > 1:
        raise InvalidArgument(Violation("record", "one-of", "one of record, officer and selector at most"))
    if sought.selector and len(sought.selector) != SELECTOR_BYTES:
        raise InvalidArgument(Violation("selector", "length", f"must be {SELECTOR_BYTES} bytes"))
    if sought.record and record_of(sought.record) != sought.record:
        raise InvalidArgument(Violation("record", "record-name", "must be agencies/AGENCY/records/ID"))
    _check_times(sought.from_ms, sought.to_ms)


def _check_times(from_ms: int, to_ms: int) -> None:
    if from_ms < 0 or to_ms < 0:
        raise InvalidArgument(Violation("from_ms", "range", "must not be negative"))
