"""Rows of a log that lies in a file, as a database would hold them: its parts' among its own, and values as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from audit.files import FileModeError
from audit.parts import COUNT, LEAVES, digest_state
from audit.sqlite_store import SqliteStore
from audit.store import StoreError, in_json

if TYPE_CHECKING:
    from services.store.postgres.source import FileRows, Row, Table
    from services.store.values import Value

SEGMENT: Final = "segment"
STATE: Final = "state"
SEGMENTS: Final = 128
"""Of one transaction: some megabytes, as each holds the entries of one commit."""
STEP: Final = 1024
"""Leaves that are read at once."""


@contextmanager
def reading_log(path: Path) -> Iterator[LogRows]:
    """The log as it is at this moment, though its writer goes on. Raises MoveRefused where it cannot be read."""
    from services.store.postgres.source import FileRows, MoveRefused

    try:
        with closing(SqliteStore(path, read_only=True)) as store:
            store.snapshot()
            yield LogRows(store, FileRows(store.db))
    except (StoreError, FileModeError) as error:
        raise MoveRefused(str(error)) from None


class LogRows:
    """See :class:`services.store.postgres.source.Source`. What says where parts lie stays with the file."""

    begun = 0

    def __init__(self, store: SqliteStore, file: FileRows) -> None:
        self._store, self._file = store, file

    def tables(self) -> list[Table]:
        """The file's; leaves are only added."""
        tables = self._file.tables()
        return [replace(each, at_once=SEGMENTS, lasting=True) if each.name == SEGMENT else each for each in tables]

    def chunks(self, table: Table) -> Iterator[list[Row]]:
        """In the order of their keys, of parts first. Raises StoreError where a part is missing or damaged."""
        if table.name == SEGMENT:
            yield from self._segments(table.at_once)
        elif table.name == STATE:
            for rows in self._file.chunks(table):
                kept: list[Row] = [(name, in_json(value)) for name, value in rows if name not in self._of_parts()]
                if kept:
                    yield kept
        else:
            yield from self._file.chunks(table)

    def holds(self, table: Table, key: tuple[Value, ...]) -> bool:
        """Of a database's rows, whether the file has them too."""
        return self._file.holds(table, key) and not (table.name == STATE and key[0] in self._of_parts())

    def _of_parts(self) -> set[str]:
        count: int = self._store.state(COUNT, 0)
        return {COUNT, LEAVES, *map(digest_state, range(count))}

    def _segments(self, at_once: int) -> Iterator[list[Row]]:
        """A row that reaches over an end of a part, or of a step, comes once."""
        last = -1
        held: list[Row] = []
        size = self._store.size()
        for at in range(0, size, STEP):
            for _, _, rows in self._store.segments("select_segments", at, min(at + STEP, size)):
                new = [row for row in rows if row[0] > last]
                last = new[-1][0] if new else last
                held += new
            while len(held) >= at_once:
                yield held[:at_once]
                held = held[at_once:]
        if held:
            yield held
