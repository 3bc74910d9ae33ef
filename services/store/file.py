"""A SQLite file in a process that answers: it reads in the caller's thread, and writes in a thread of its own.

A write may wait for another process's turn, a sync of the disk or the copying of the journal; the loop that answers
waits for none of these. What is read is what is committed (WAL).
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, TypeVar

from services.store.errors import is_machine
from services.store.values import Row, Value
from services.store.writing import WriteLock

T = TypeVar("T")
BUSY_S: Final = 5.0
logger = logging.getLogger(__name__)


class File:
    """The file at ``path``, which its room has made, checked and holds alone (:mod:`services.store.opening`).

    ``prepare``: pragmas, WAL among them, and schema, over the connection that writes. ``unavailable``: makes the
    room's own error for whatever SQLite refuses. Where that is not the machine's fault
    (:func:`services.store.errors.is_machine`), a line of the process's own says what it is.
    """

    def __init__(
        self,
        path: Path,
        prepare: Callable[[sqlite3.Connection], None],
        unavailable: Callable[[], Exception],
        busy_s: float = BUSY_S,
    ) -> None:
        self._name = path.name
        self._unavailable = unavailable
        self._lock = WriteLock(path, busy_s)
        self._open: list[sqlite3.Connection] = []
        self._thread = ThreadPoolExecutor(1, f"{path.stem}-writer")
        try:
            with self._machine():
                # In the thread that writes: it begins here, before its process may take a lower place than others.
                opening = self._thread.submit(self._connected, path, prepare, busy_s)
                self._writing, self._reading = opening.result()
        except BaseException:
            self.close()
            raise

    def _connected(
        self, path: Path, prepare: Callable[[sqlite3.Connection], None], busy_s: float
    ) -> tuple[sqlite3.Connection, sqlite3.Connection]:
        for _ in range(2):
            db = sqlite3.connect(path, isolation_level=None, timeout=busy_s, check_same_thread=False)
            self._open.append(db)
        writing, reading = self._open
        prepare(writing)
        reading.execute("pragma query_only=on")
        return writing, reading

    def rows(self, statement: str, *values: Value | Mapping[str, Value]) -> Sequence[Row]:
        """What a statement reads, of what is committed. ``values``: by place, or one mapping by name."""
        with self._machine():
            by_name = values[0] if len(values) == 1 and isinstance(values[0], Mapping) else None
            return self._reading.execute(statement, values if by_name is None else by_name).fetchall()

    def each(self, statement: str, *values: Value) -> Iterator[Row]:
        """The same, row by row, for whoever stops early."""
        with self._machine(), closing(self._reading.execute(statement, values)) as found:
            yield from found

    async def write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """The job's value once its transaction is committed; whatever it raises undoes it."""
        if not self._open:
            raise self._unavailable()
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._written, job)

    def _written(self, job: Callable[[sqlite3.Connection], T]) -> T:
        with self._machine(), self._lock.transaction(self._writing):
            return job(self._writing)

    async def forget(self) -> None:
        """Leave nothing of what was deleted in the write-ahead log, unless somebody reads just now."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._emptied)

    def _emptied(self) -> None:
        with self._machine(), self._lock.held():
            self._writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _machine(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if not is_machine(error):
                logger.error("%s: %s", self._name, getattr(error, "sqlite_errorname", type(error).__name__))
            raise self._unavailable() from None

    def close(self) -> None:
        """Finish what is being written, then let go of the file; once more does nothing."""
        self._thread.shutdown()
        if self._open:
            self._closed()

    def _closed(self) -> None:
        for db in self._open:
            db.close()
        self._open.clear()
        self._lock.close()
