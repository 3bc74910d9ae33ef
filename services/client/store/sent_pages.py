"""Pages that the hub has answered, kept with their bytes: a hub that is restored from a backup gets them again.

A part of the agency's journal, in its file and its transactions. What a record said that is expunged since is not kept:
the version that says so stands in its place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import SubmitPageRequest

from services.client.store.journal_rows import SentLine, SentPage

SCHEMA: Final = """
create table if not exists sent(
    number integer primary key, altered integer not null default 0, request blob not null) strict;
create table if not exists sent_line(
    page integer not null, position integer not null, id text not null, version integer not null,
    previous blob not null, content_sha256 blob not null, facts_sha256 blob not null, corrected integer not null,
    row_number integer not null, primary key(page, position)) strict, without rowid;
create index if not exists sent_line_id on sent_line(id, page);
"""
_LINES: Final = (
    "select id, version, content_sha256, facts_sha256, corrected, row_number from pending"
    " where page = ? order by position"
)


class SentPages:
    """Those of one journal. Methods but ``last`` are to be called in a transaction of the journal's."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.executescript(SCHEMA)

    def keep(self, page: int) -> None:
        """A page that is about to be answered, or to wait anew: its bytes, and its versions as they were sent."""
        (raw,) = self._db.execute("select request from page where number = ?", (page,)).fetchone()
        self._db.execute("insert into sent values(?, 0, ?)", (page, raw))
        lines = self._db.execute(_LINES, (page,)).fetchall()
        versions = [RecordVersion.FromString(leaf.version) for leaf in SubmitPageRequest.FromString(raw).leaves]
        rows = [
            (page, place, name, number, version.previous_sha256, *rest)
            for place, ((name, number, *rest), version) in enumerate(zip(lines, versions, strict=True))
        ]
        self._db.executemany("insert into sent_line values(?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def forget(self, expunged: Mapping[str, int], page: int) -> None:
        """Put versions that say that a record is expunged (record id -> position in ``page``) in the place of all that
        these records said before.
        """
        for record_id, position in expunged.items():
            (raw,) = self._db.execute("select request from sent where number = ?", (page,)).fetchone()
            self._replace(record_id, SubmitPageRequest.FromString(raw).leaves[position].version)

    def _replace(self, record_id: str, expunged: bytes) -> None:
        found = self._db.execute(
            "select number, request from sent where number in (select page from sent_line where id = ?)", (record_id,)
        ).fetchall()
        for number, raw in found:
            request, changed = SubmitPageRequest.FromString(raw), False
            for leaf in request.leaves:
                if leaf.version != expunged and RecordVersion.FromString(leaf.version).record_id == record_id:
                    leaf.version, changed = expunged, True
            if changed:
                row = request.SerializeToString(deterministic=True), number
                self._db.execute("update sent set altered = 1, request = ? where number = ?", row)

    def last(self) -> bytes:
        """Bytes of the last page that was answered; empty where they are not here as they were sent."""
        row = self._db.execute(
            "select sent.request from sent join page using(number)"
            " where number = (select max(number) from page where request is null) and not altered"
        ).fetchone()
        return row[0] if row else b""

    def after(self, page: int) -> list[SentPage]:
        """The pages past a number whose bytes are here, in order."""
        found = self._db.execute(
            "select number, sha256, request_id, sent.request, altered from sent join page using(number)"
            " where number > ? order by number",
            (page,),
        ).fetchall()
        return [_page(row, list(self._lines(row[0]))) for row in found]

    def _lines(self, page: int) -> Iterator[SentLine]:
        rows = self._db.execute(
            "select id, version, previous, content_sha256, facts_sha256, corrected, row_number from sent_line"
            " where page = ? order by position",
            (page,),
        )
        for record_id, version, previous, content, facts, corrected, row in rows:
            yield SentLine(record_id, version, previous, content, facts, bool(corrected), row)

    def drop(self, pages: Iterable[int]) -> None:
        """Pages that wait for an answer again."""
        numbers = [(page,) for page in pages]
        self._db.executemany("delete from sent where number = ?", numbers)
        self._db.executemany("delete from sent_line where page = ?", numbers)


def _page(row: tuple[int, bytes, str, bytes, int], lines: list[SentLine]) -> SentPage:
    number, digest, request_id, request, altered = row
    return SentPage(number, digest, request_id, request, bool(altered), lines)
