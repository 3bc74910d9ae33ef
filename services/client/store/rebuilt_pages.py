"""Pages that a hub gives back, written into an agency's journal as if they had been sent from here.

A part of the agency's journal, in its file and in one transaction of its own: either all are there or none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from services.client.store.journal_rows import HeldRecord, SentLine


class RebuiltVersion(NamedTuple):
    """A version of a page as it was sent. ``sha256``: of its bytes."""

    line: SentLine
    sha256: bytes


@dataclass(frozen=True, slots=True)
class RebuiltPage:
    """A page as the hub gives it back. ``request``: its bytes as they are to be sent again, empty where they cannot be.

    ``altered``: they are not those that were signed; ``withheld``: versions that the hub does not show.
    """

    number: int
    sha256: bytes
    request_id: str
    request: bytes
    altered: bool
    versions: Sequence[RebuiltVersion]
    withheld: Sequence[HeldRecord]


class Last(NamedTuple):
    """Number and SHA-256 of the last version of a record."""

    version: int
    sha256: bytes


NOTHING: Final = Last(0, b"")
"""Of a record that has no version yet."""


class RebuiltPages:
    """Those of one journal, in its open transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._waiting: dict[int, bytes] = dict(
            db.execute("select number, sha256 from page where request is not null order by number").fetchall()
        )
        self._last = 0, b""
        self.forgotten = 0
        """Pages that waited here under a number at which the hub holds another page."""

    def last(self, record_id: str) -> Last | None:
        """What is known of a record by now."""
        row = self._db.execute("select version, sha256 from record where id = ?", (record_id,)).fetchone()
        return Last(*row) if row else None

    def add(self, page: RebuiltPage) -> None:
        """The page after the last one that was answered."""
        if page.number in self._waiting:
            self._forget(page.number, taken=self._waiting[page.number] == page.sha256)
        self._db.execute("insert into page values(?, ?, ?, null)", (page.number, page.sha256, page.request_id))
        if page.request:
            self._db.execute("insert into sent values(?, ?, ?)", (page.number, int(page.altered), page.request))
        for position, each in enumerate(page.versions):
            if page.request:
                self._keep_line(page.number, position, each.line)
            line = each.line
            facts = line.content_sha256, line.facts_sha256, line.corrected
            self._keep_record(line.record_id, line.version, each.sha256, *facts)
        for gone in page.withheld:
            self._keep_record(gone.record_id, gone.version, gone.sha256, b"", b"", True)
            if gone.expunged:
                self._db.execute("insert into expunged values(?) on conflict do nothing", (gone.sha256,))
                self._erase(gone.record_id)
        self._last = page.number, page.sha256

    def finish(self) -> None:
        """Forget pages that wait and do not follow the last one."""
        number, digest = self._last
        after = [waiting for waiting in self._waiting if waiting > number]
        if number and self._waiting.get(number) != digest:
            for waiting in after:
                self._forget(waiting, taken=False)

    def _erase(self, record_id: str) -> None:
        """Keep no bytes of pages from here that hold what is expunged."""
        pages = self._db.execute("select distinct page from sent_line where id = ?", (record_id,)).fetchall()
        self._db.executemany("delete from sent where number = ?", pages)
        self._db.executemany("delete from sent_line where page = ?", pages)

    def _forget(self, number: int, *, taken: bool) -> None:
        self._db.execute("delete from pending where page = ?", (number,))
        self._db.execute("delete from page where number = ?", (number,))
        self.forgotten += not taken

    def _keep_line(self, page: int, position: int, line: SentLine) -> None:
        digests = line.previous, line.content_sha256, line.facts_sha256
        row = page, position, line.record_id, line.version, *digests, line.corrected, line.row
        self._db.execute("insert into sent_line values(?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def _keep_record(
        self, record_id: str, version: int, sha256: bytes, content: bytes, facts: bytes, corrected: bool
    ) -> None:
        self._db.execute(
            "insert into record values(?, ?, ?, ?, ?, ?) on conflict(id) do update set version = excluded.version,"
            " sha256 = excluded.sha256, content_sha256 = excluded.content_sha256,"
            " facts_sha256 = excluded.facts_sha256, corrected = excluded.corrected",
            (record_id, version, sha256, content, facts, corrected),
        )
