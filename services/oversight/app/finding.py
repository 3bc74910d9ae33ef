"""Who read what: owners see the reads of their records and their own officers' calls, oversight sees all.

To an owner another agency's call shows when, who, by which method and under which law, and which of the owner's
records; not the case, which may be a secret enquiry, and nothing that oversight itself looks at.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from audit.client import AuditClient, AuditGone, AuditNever, AuditNotNow
from audit.entry import OpenEntry
from audit.replies import LoggedEntry
from services.access.errors import InvalidArgument, PolicyDenied, Violation
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.trail import Inquiry
from services.oversight.app.admit import admit
from services.oversight.app.log_reading import client_of
from services.oversight.errors import LogUnavailable, StoreUnavailable
from services.oversight.marks import Marks, destroyed, owner_of, record_of
from services.oversight.ports import Found, ReadIndex, RefusalsTold
from services.signing.sealing import SealBroken, Sealer
from services.vocabulary.access import AgencyKind, Permission

BATCH: Final = 256
BATCHES: Final = 40
"""Batches of the log that one call looks through; the answer says how far it came."""
SELECTOR_BYTES: Final = 32


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


class ReadPage(NamedTuple):
    """``reads`` as the caller may know them; ``more``: token of the next page; ``seen``, ``size``: of the log."""

    reads: tuple[Found, ...]
    more: str
    seen: int
    size: int


class _Marked(NamedTuple):
    """Tokens under which the caller may look: ``also`` must stand beside ``token`` where it is given."""

    token: bytes
    also: bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """The use cases. ``told`` forgets what was told of a month that the log forgot; ``tokens`` seals page tokens."""

    index: ReadIndex
    marks: Marks
    told: RefusalsTold
    tokens: Sealer
    log: Callable[[], AuditClient | None]

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
        return page._replace(reads=tuple(_for_owner(one, caller.agency) for one in page.reads))

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
        try:
            log_size = await self._follow(origin)
            seen = await self.index.size(origin)
            found = await self.index.find(mark.token, after, times, size + 1, also=mark.also)
        except (AuditGone, AuditNotNow, AuditNever, StoreUnavailable, SealBroken):
            raise LogUnavailable from None
        more = seal_place(self.tokens, binding, found[size - 1].id) if len(found) > size else ""
        return ReadPage(tuple(found[:size]), more, seen, log_size)

    def _mark(self, inquiry: Inquiry, sought: Sought) -> _Marked:
        """Raises PolicyDenied for what is not the caller's to know."""
        caller, prefix = inquiry.caller, "refused " if sought.refused else ""
        mine, oversight = caller.agency, caller.agency_kind == AgencyKind.OVERSIGHT

        def token(kind: str, value: bytes) -> bytes:
            return self.marks.token(prefix + kind, value)

        if sought.record:
            if not oversight and owner_of(sought.record) != mine:
                raise PolicyDenied
            theirs = b"" if oversight else self.marks.token("foreign", mine.encode())
            return _Marked(token("record", record_of(sought.record).encode()), theirs)
        if sought.officer:
            if not oversight and sought.officer.partition("/")[0] != mine:
                raise PolicyDenied
            return _Marked(token("officer", sought.officer.encode()), b"")
        if sought.selector:
            theirs = b"" if oversight else self.marks.token("foreign", mine.encode())
            return _Marked(token("selector", sought.selector), theirs)
        if oversight:
            return _Marked(token("all", b""), b"")
        return _Marked(token("agency" if sought.refused else "foreign", mine.encode()), b"")

    async def _follow(self, origin: str) -> int:
        """Look through what the log has that was not looked through yet; the log's size under a quorum."""
        client, size = client_of(self.log), 0
        for _ in range(BATCHES):
            seen = await self.index.size(origin)
            batch = await client.entries(seen, BATCH)
            size = batch.size
            if batch.entries:
                await self._forget(batch.entries)
                await self.index.take(origin, batch.entries)
            if seen + len(batch.entries) >= size:
                break
        return size

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


def _for_owner(found: Found, owner: str) -> Found:
    """What an owner may know of a call: all of their own officers' calls, of others' what touches their records."""
    entry = found.entry
    if entry.agency == owner:
        return found._replace(withheld=())
    own = tuple(name for name in entry.records if owner_of(name) == owner)
    return found._replace(entry=_without(entry, own), withheld=())


def _without(entry: OpenEntry, records: tuple[str, ...]) -> OpenEntry:
    return replace(entry, records=records, case_reference="", break_glass="", selectors=())
