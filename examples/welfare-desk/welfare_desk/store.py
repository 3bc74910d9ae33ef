"""Requests until 90 days after their outcome, in one file of mode 0600; what is said to be taken is on the disk."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from welfare_desk.values import Outcome, Reason, Request

KEPT = timedelta(days=90)
"""Days after the outcome, as the school keeps its visits (LAW 2(k), P)."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS requests (id INTEGER PRIMARY KEY, department TEXT NOT NULL, school TEXT NOT NULL,
  token TEXT NOT NULL, reason TEXT NOT NULL, asked TEXT NOT NULL, outcome TEXT, officer TEXT, closed TEXT) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS one_open ON requests (department, school, token, reason) WHERE outcome IS NULL;
"""


class NotOpen(Exception):
    """An outcome is told of a pupil for whom no request is open; none of the outcomes was taken."""


@dataclass(frozen=True)
class Open:
    """A request that waits for a visit, and since which day."""

    department: str
    request: Request
    asked: date


@contextmanager
def opened(path: Path, today: date) -> Iterator[Store]:
    """The store at ``path``, made where there is none; what is to be forgotten by ``today`` is gone from it."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)
    database = sqlite3.connect(path, isolation_level=None, timeout=10)
    try:
        database.execute("PRAGMA secure_delete = ON")
        database.execute("PRAGMA synchronous = EXTRA")
        database.executescript(SCHEMA)
        store = Store(database)
        store.forget(today)
        yield store
    finally:
        database.close()


class Store:
    """Requests of all departments; a department is told of its own alone."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def take(self, department: str, request: Request, today: date) -> None:
        """Keep a request durably; the same three again while it is open are the same request."""
        self._database.execute(
            "INSERT OR IGNORE INTO requests (department, school, token, reason, asked) VALUES (?, ?, ?, ?, ?)",
            (department, request.school, request.token, request.reason, today.isoformat()),
        )

    def waiting(self) -> list[Open]:
        """Requests without an outcome, the oldest first."""
        rows = self._database.execute(
            "SELECT department, school, token, reason, asked FROM requests WHERE outcome IS NULL ORDER BY asked, id"
        )
        return [
            Open(department, Request(school, token, Reason(reason)), date.fromisoformat(asked))
            for department, school, token, reason, asked in rows
        ]

    def close(self, outcomes: Mapping[tuple[str, str], Outcome], officer: str, today: date) -> None:
        """Keep what an officer found of each school and token, all or none. Raises NotOpen."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            for (school, token), found in outcomes.items():
                done = self._database.execute(
                    "UPDATE requests SET outcome = ?, officer = ?, closed = ?"
                    " WHERE school = ? AND token = ? AND outcome IS NULL",
                    (found, officer, today.isoformat(), school, token),
                )
                if not done.rowcount:
                    raise NotOpen
            self._database.execute("COMMIT")
        except BaseException:
            self._database.execute("ROLLBACK")
            raise

    def outcomes(self, department: str) -> list[tuple[str, str, Outcome]]:
        """School, token and outcome of a department's visits that are kept, the oldest first, each pupil's newest."""
        rows = self._database.execute(
            "SELECT school, token, outcome FROM requests WHERE department = ? AND outcome IS NOT NULL"
            " ORDER BY closed, id",
            (department,),
        )
        newest = {(school, token): Outcome(outcome) for school, token, outcome in rows}
        return [(*pupil, found) for pupil, found in newest.items()]

    def forget(self, today: date) -> None:
        """Overwrite what is due."""
        self._database.execute("DELETE FROM requests WHERE closed < ?", ((today - KEPT).isoformat(),))
