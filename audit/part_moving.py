"""Older leaves go from the log's database to parts, a little at each tick, while the log serves.

In this order, so that an end at any moment loses nothing: the file is written under another name, held against the
database row by row and against the tree tile by tile, made durable and named; one transaction says that it is a part,
and with what digest; only then are its rows deleted. What an end left half done is begun again, or deleted later.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from audit.files import sync_folder
from audit.leaves import hashes_of
from audit.merkle import root_from_leaves
from audit.parts import COUNT, LEAVES, SQL, Parts, digest_state, new_part, read_part, sha256_of, sync
from audit.store import StoreError, StoreUnavailable
from audit.tiles import TILE_WIDTH

if TYPE_CHECKING:
    from audit.sqlite_store import SqliteStore

STEP: Final = 4 * TILE_WIDTH
"""Leaves that a step copies, checks or deletes: a few milliseconds."""
PAUSE_STEPS: Final = 300
"""Steps that are left out after the disk refused: a minute."""


class Moving:
    """What moves the leaves of one log that lies in a file."""

    def __init__(self, store: SqliteStore, parts: Parts) -> None:
        self._store, self._parts = store, parts
        self._work: Iterator[None] = iter(())
        self._pause = 0
        self._said = ""

    def step(self, proven: int) -> str:
        """Go on; a line for the operator where the disk refuses, once, else empty.

        ``proven``: leaves that a cosigned head covers; as many as a part has of them stay in the database. StoreError
        where leaves, tiles and file differ.
        """
        if self._pause:
            self._pause -= 1
            return ""
        try:
            if next(self._work, self) is self:
                self._work = self._next(proven)
        except (OSError, StoreUnavailable) as error:
            self._work, self._pause = iter(()), PAUSE_STEPS
            said, self._said = self._said, f"older leaves could not be moved: {type(error).__name__}: {error}"
            return self._said if said != self._said else ""
        return ""

    def _next(self, proven: int) -> Iterator[None]:
        count, width = self._store.state(COUNT, 0), self._parts.width
        oldest = self._store.row("select_oldest")
        if oldest and oldest[1] <= count * width:
            return _delete(self._store, oldest[0], count * width)
        return _move(self._store, self._parts, count) if proven >= (count + 2) * width else iter(())


def _move(store: SqliteStore, parts: Parts, number: int) -> Iterator[None]:
    path, first, end = parts.path(number), number * parts.width, (number + 1) * parts.width
    making = path.with_suffix(".making")
    making.unlink(missing_ok=True)
    db = new_part(making)
    try:
        for start in range(first, end, STEP):
            rows = store.rows("select_segments", start, min(start + STEP, end))
            with db:
                db.executemany(SQL["insert_segment"], [row for row in rows if row[0] >= start or start == first])
            yield
    finally:
        db.close()
    sync(making)
    db = read_part(making)
    try:
        for start in range(first, end, STEP):
            stop = min(start + STEP, end)
            rows = db.execute(SQL["select_segments"], (start, stop)).fetchall()
            if rows != store.rows("select_segments", start, stop):
                raise StoreError("a part of the log is not what the database holds")
            _check_tiles(store, db.execute(SQL["select_bodies"], (start, stop)).fetchall(), start, stop)
            yield
    finally:
        db.close()
    digest = sha256_of(making)
    os.replace(making, path)
    sync_folder(path.parent)
    with store.transaction():
        store.set_state(digest_state(number), digest)
        store.set_state(LEAVES, parts.width)
        store.set_state(COUNT, number + 1)


def _check_tiles(store: SqliteStore, rows: list[tuple[int, int, bytes, int]], first: int, end: int) -> None:
    hashes = hashes_of(rows, first, end)
    for at in range(0, end - first, TILE_WIDTH):
        root = root_from_leaves(hashes[at : at + TILE_WIDTH])
        if store.row("select_tile", 0, (first + at) // TILE_WIDTH) != (root,):
            raise StoreError("stored tiles are not of the stored leaves")


def _delete(store: SqliteStore, first: int, end: int) -> Iterator[None]:
    for start in range(first + STEP, end + STEP, STEP):
        store.run("delete_segments", min(start, end), end)
        yield
