"""What an agency knows of its own feed: each record's last version, the chain of pages, pages not yet answered.

A SQLite file (0600, WAL, ``synchronous=FULL``), held by one process at a time. A page is
written here whole, with its request id, before it is sent for the first time; its records
count as held only once the hub's answer is written. So a crash at any point neither loses
a version nor sends one under two page numbers.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from services.client.errors import JournalBusy, JournalMismatch, JournalShort
from services.client.store.journal_rows import Held, HeldRecord, Line, PendingPage, SentLine, SentPage, Terms
from services.client.store.rebuilt_pages import RebuiltPages
from services.client.store.sent_pages import SentPages
from services.signing.keyfile import check_private, make_folder
from services.signing.page import FIRST

SCHEMA: Final = """
create table if not exists terms(
    one integer primary key check(one = 1), federation_id blob not null, agency text not null,
    audience text not null, feed text not null) strict;
create table if not exists record(
    id text primary key, version integer not null, sha256 blob not null, content_sha256 blob not null,
    facts_sha256 blob not null default x'', corrected integer not null default 1) strict, without rowid;
create table if not exists page(
    number integer primary key, sha256 blob not null, request_id text not null, request blob) strict;
create table if not exists pending(
    page integer not null, position integer not null, id text not null, version integer not null,
    sha256 blob not null, content_sha256 blob not null, row_number integer not null,
    facts_sha256 blob not null default x'', corrected integer not null default 1,
    primary key(page, position)) strict, without rowid;
create index if not exists pending_id on pending(id, version);
create table if not exists expunged(sha256 blob primary key) strict, without rowid;
create table if not exists stated(id text primary key, source blob not null) strict, without rowid;
create index if not exists stated_source on stated(source);
create temp table seen(id text primary key, content_sha256 blob not null) without rowid;
"""
_LATER: Final = ("facts_sha256 blob not null default x''", "corrected integer not null default 1")
"""Columns that journals of before do not have; what they hold counts as corrected once it is said again."""


Again = tuple[PendingPage, Sequence[Line]]
"""A page that waits for an answer once more, with its lines."""


class Journal:
    """One agency's journal. Raises JournalMismatch, JournalBusy, UnsafeFile for looser modes, sqlite3.Error."""

    def __init__(self, path: Path, terms: Terms) -> None:
        make_folder(path.parent)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
        check_private(path)
        self._db = sqlite3.connect(path, isolation_level=None, timeout=0.5)
        try:
            self._open(terms)
        except BaseException as error:
            self._db.close()
            busy = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode in busy:
                raise JournalBusy("another import is under way") from None
            raise

    def _open(self, terms: Terms) -> None:
        for pragma in ("locking_mode=exclusive", "journal_mode=wal", "synchronous=full", "secure_delete=on"):
            self._db.execute(f"pragma {pragma}")
        self._db.executescript(SCHEMA)
        self._add_columns()
        self.sent = SentPages(self._db)
        wanted = (terms.federation_id, terms.agency, terms.audience, terms.feed)
        self._db.execute("insert into terms values(1, ?, ?, ?, ?) on conflict do nothing", wanted)
        if self._db.execute("select federation_id, agency, audience, feed from terms").fetchone() != wanted:
            raise JournalMismatch("the journal belongs to another feed")

    def _add_columns(self) -> None:
        for table in ("record", "pending"):
            known = {row[1] for row in self._db.execute(f"pragma table_info({table})")}
            for column in _LATER:
                if column.partition(" ")[0] not in known:
                    self._db.execute(f"alter table {table} add column {column}")

    def close(self) -> None:
        """Let another process have the journal."""
        self._db.close()

    def head(self) -> tuple[int, bytes]:
        """Number and header digest of the last page, sent or not; 0 and zeros before the first."""
        row = self._db.execute("select number, sha256 from page order by number desc limit 1").fetchone()
        return row if row else (0, FIRST)

    def answered_head(self) -> tuple[int, bytes]:
        """Number and header digest of the last page that the hub has answered; 0 and zeros before the first."""
        row = self._db.execute(
            "select number, sha256 from page where request is null order by number desc limit 1"
        ).fetchone()
        return row if row else (0, FIRST)

    def sample(self, most: int) -> list[HeldRecord]:
        """Records that the hub has taken, chosen at random."""
        rows = self._db.execute(
            "select id, version, sha256, sha256 in (select sha256 from expunged) from record order by random() limit ?",
            (most,),
        )
        return [HeldRecord(name, version, digest, bool(gone)) for name, version, digest, gone in rows]

    def held(self, record_id: str) -> Held | None:
        """Last version of a record, those in pages not yet answered included."""
        row = self._db.execute(
            "select version, sha256, content_sha256, 1, facts_sha256, corrected from pending where id = ?"
            " order by version desc limit 1",
            (record_id,),
        ).fetchone()
        if row is None:
            row = self._db.execute(
                "select version, sha256, content_sha256, 0, facts_sha256, corrected from record where id = ?",
                (record_id,),
            ).fetchone()
        return _held(*row) if row else None

    def sight(self, record_id: str, content_sha256: bytes) -> bytes:
        """Content digest under which this run first met a record: the given one where it is met now."""
        met = self._db.execute("insert into seen values(?, ?) on conflict do nothing", (record_id, content_sha256))
        if met.rowcount:
            return content_sha256
        row = self._db.execute("select content_sha256 from seen where id = ?", (record_id,)).fetchone()
        return bytes(row[0])

    def left_out(self, source: bytes, replaced: bytes) -> list[str]:
        """Records that a run of either source stated last and this run did not; from now on all are of ``source``."""
        with self._transaction():
            self._db.execute("update stated set source = ? where source = ?", (source, replaced))
            self._db.execute(
                "insert into stated select id, ? from seen where id in (select id from record)"
                " on conflict(id) do update set source = excluded.source",
                (source,),
            )
            return [
                row[0]
                for row in self._db.execute(
                    "select id from stated where source = ? and id not in (select id from seen) order by id", (source,)
                )
            ]

    def settled(self, record_id: str) -> None:
        """A record that was withdrawn or erased: no run is asked about it any more."""
        self._db.execute("delete from stated where id = ?", (record_id,))

    def append(self, page: PendingPage, lines: Sequence[Line]) -> None:
        """Keep a page and its lines, durably, before it is sent."""
        with self._transaction():
            self._db.execute(
                "insert into page values(?, ?, ?, ?)", (page.number, page.sha256, page.request_id, page.request)
            )
            self._put_lines(page.number, lines)

    def pending(self, after: int = 0, most: int = 1) -> list[PendingPage]:
        """The oldest pages without an answer past a number."""
        rows = self._db.execute(
            "select number, sha256, request_id, request from page where request is not null and number > ?"
            " order by number limit ?",
            (after, most),
        )
        return [PendingPage(*row) for row in rows]

    def count_pending(self) -> int:
        """Pages without an answer."""
        return int(self._db.execute("select count(*) from page where request is not null").fetchone()[0])

    def lines(self, page: int) -> list[Line]:
        """Lines of a page without an answer, in order."""
        rows = self._db.execute(
            "select id, row_number, version, sha256, content_sha256, 1, facts_sha256, corrected from pending"
            " where page = ? order by position",
            (page,),
        )
        return [Line(record_id, _held(*held), row) for record_id, row, *held in rows]

    def answered(self, page: int, refused: Iterable[int]) -> None:
        """Take over a page's versions but for the refused positions; its bytes are kept with those of pages before."""
        with self._transaction():
            self.sent.keep(page)
            self._db.executemany(
                "delete from pending where page = ? and position = ?", [(page, position) for position in refused]
            )
            self._db.execute(
                "insert into record select id, version, sha256, content_sha256, facts_sha256, corrected from pending"
                " where page = ? order by position on conflict(id) do update set version = excluded.version,"
                " sha256 = excluded.sha256, content_sha256 = excluded.content_sha256,"
                " facts_sha256 = excluded.facts_sha256, corrected = excluded.corrected",
                (page,),
            )
            self._db.execute("update sent_line set row_number = 0 where page = ?", (page,))
            self.sent.forget(self._expunged_in(page), page)
            self._db.execute("delete from pending where page = ?", (page,))
            self._db.execute("update page set request = null where number = ?", (page,))

    def _expunged_in(self, page: int) -> dict[str, int]:
        """Record id -> position, of versions of a page that say that a record is expunged."""
        rows = self._db.execute(
            "select id, position from pending where page = ? and sha256 in (select sha256 from expunged)", (page,)
        )
        return dict(rows.fetchall())

    def go_back(self, to: int, remake: Callable[[Sequence[SentPage], bytes], Sequence[Again]]) -> None:
        """Let every page past ``to`` wait for an answer again, as ``remake`` makes it of them and of the digest of
        page ``to``. What they said counts as held no more until they are answered.

        Raises JournalShort where the bytes of one are not here; nothing is changed then.
        """
        with self._transaction():
            for (number,) in self._db.execute("select number from page where request is not null").fetchall():
                self.sent.keep(number)
            sent, last = self.sent.after(to), self.head()[0]
            if [page.number for page in sent] != list(range(to + 1, last + 1)):
                raise JournalShort(min(set(range(to + 1, last + 1)) - {page.number for page in sent}))
            before = self._db.execute("select sha256 from page where number = ?", (to,)).fetchone()
            made = remake(sent, before[0] if before else FIRST)
            self._db.execute("delete from pending")
            for page, lines in made:
                row = page.sha256, page.request_id, page.request, page.number
                self._db.execute("update page set sha256 = ?, request_id = ?, request = ? where number = ?", row)
                self._put_lines(page.number, lines)
            self._db.executemany("delete from record where id = ?", [(line.record_id,) for line in _firsts(sent)])
            self._db.executemany(
                "insert into record(id, version, sha256, content_sha256) values(?, ?, ?, x'')",
                [(line.record_id, line.version - 1, line.previous) for line in _firsts(sent) if line.version > 1],
            )
            self.sent.drop(page.number for page in sent)

    @contextmanager
    def rebuilding(self) -> Iterator[RebuiltPages]:
        """Take over pages that the hub gives back: all that are added in ``with``, or none where it ends otherwise."""
        with self._transaction():
            rebuilt = RebuiltPages(self._db)
            yield rebuilt
            rebuilt.finish()

    def _put_lines(self, page: int, lines: Sequence[Line]) -> None:
        self._db.executemany("insert into pending values(?, ?, ?, ?, ?, ?, ?, ?, ?)", _pending(page, lines))
        gone = [(line.held.sha256,) for line in lines if line.expunged]
        self._db.executemany("insert into expunged values(?) on conflict do nothing", gone)

    def abandon(self) -> int:
        """Forget all pages without an answer, as if they had never been cut; how many there were."""
        with self._transaction():
            self._db.execute("delete from pending")
            return self._db.execute("delete from page where request is not null").rowcount

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")


def _firsts(sent: Sequence[SentPage]) -> Iterable[SentLine]:
    """The first version of each record in some pages."""
    found: dict[str, SentLine] = {}
    for page in sent:
        for line in page.lines:
            found.setdefault(line.record_id, line)
    return found.values()


def _pending(page: int, lines: Sequence[Line]) -> Iterator[tuple[object, ...]]:
    for position, line in enumerate(lines):
        held = line.held
        digests = held.sha256, held.content_sha256
        yield page, position, line.record_id, held.version, *digests, line.row, held.facts_sha256, held.corrected


def _held(version: int, sha256: bytes, content: bytes, pending: int, facts: bytes, corrected: int) -> Held:
    return Held(version, sha256, content, bool(pending), facts, bool(corrected))
