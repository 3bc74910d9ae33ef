"""What an agency's journal holds of earlier runs of an export, read beside a check that sends and changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from services.client.errors import JournalBusy

_TABLES = "select count(*) from main.sqlite_master where type = 'table' and name = 'stated'"


class Stated:
    """Records that earlier runs stated, against those that this one meets."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known = bool(db.execute(_TABLES).fetchone()[0])
        db.execute("create temp table met(id text primary key) without rowid")

    def meet(self, record_id: str) -> None:
        """This file states it."""
        if self._known:
            self._db.execute("insert into met values(?) on conflict do nothing", (record_id,))

    def left_out(self, source: str, replaced: str = "") -> list[str]:
        """As :meth:`services.client.feed.Feed.left_out`, and nothing is kept of this run."""
        if not self._known:
            return []
        names = [sha256(name.encode()).digest() for name in (source, replaced or source)]
        rows = self._db.execute(
            "select id from stated where source in (?, ?) and id not in (select id from met) order by id", names
        )
        return [row[0] for row in rows]


@contextmanager
def stated_before(journal: Path) -> Iterator[Stated]:
    """Of a journal, or of none where nothing was sent yet. Raises JournalBusy while an import holds it."""
    where = f"{journal.absolute().as_uri()}?mode=ro" if journal.exists() else ":memory:"
    with closing(sqlite3.connect(where, isolation_level=None, timeout=0.5, uri=True)) as db:
        try:
            made = Stated(db)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise JournalBusy("another import is under way") from None
            raise
        yield made
