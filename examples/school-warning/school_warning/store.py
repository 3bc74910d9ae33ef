"""What the program keeps: marks of 180 days, and visits until 90 days after their outcome. One file of mode 0600."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from school_warning.outcomes import Outcome
from school_warning.values import Attendance, Ground, Mark

MARKS_KEPT = timedelta(days=180)
"""The last 30 school days, and a summer vacation before them."""
VISITS_KEPT = timedelta(days=90)
"""Days after the outcome for which a visit is kept, and with it the marks up to that day."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS marks (token TEXT, day TEXT, school TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
  PRIMARY KEY (token, day)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS visits (token TEXT, asked TEXT, school TEXT NOT NULL, ground TEXT NOT NULL, outcome TEXT,
  closed TEXT, officer TEXT, PRIMARY KEY (token, asked)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS one_open ON visits (token) WHERE outcome IS NULL;
"""


class NoOpenVisit(Exception):
    """An outcome is told of a pupil for whom no visit was asked, or whose visit has its outcome already."""


@dataclass(frozen=True)
class Visit:
    """A visit that was asked for; ``closed`` is the day of its outcome, and both are absent until then."""

    token: str
    asked: date
    school: str
    outcome: Outcome | None
    closed: date | None


@contextmanager
def opened(path: Path, today: date) -> Iterator[Store]:
    """The store at ``path``, made where there is none; what is to be forgotten by ``today`` is gone from it."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("PRAGMA secure_delete = ON")
        database.executescript(SCHEMA)
        store = Store(database)
        store.forget(today)
        yield store
    finally:
        database.close()


class Store:
    """Marks and visits in a database of SQLite; each method is one transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def take(self, day: date, marks: Mapping[str, Attendance]) -> None:
        """Keep the marks of a day by token; a mark that was sent before is replaced."""
        lines = [(token, day.isoformat(), kept.school, kept.group, kept.mark) for token, kept in marks.items()]
        with self._whole():
            self._database.executemany("INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?)", lines)

    def marks(self) -> dict[str, dict[date, Attendance]]:
        """Token -> day -> mark, of all that is kept."""
        found: dict[str, dict[date, Attendance]] = {}
        for token, day, school, group, mark in self._database.execute("SELECT * FROM marks"):
            found.setdefault(token, {})[date.fromisoformat(day)] = Attendance(school, group, Mark(mark))
        return found

    def visits(self) -> list[Visit]:
        """All visits that are kept, the oldest first."""
        lines = self._database.execute("SELECT token, asked, school, outcome, closed FROM visits ORDER BY asked, token")
        return [
            Visit(
                token,
                date.fromisoformat(asked),
                school,
                Outcome(outcome) if outcome else None,
                date.fromisoformat(closed) if closed else None,
            )
            for token, asked, school, outcome, closed in lines
        ]

    def asked(self, school: str, token: str, ground: Ground, today: date) -> None:
        """A visit was asked for today. Raises sqlite3.IntegrityError where one is open."""
        self._database.execute(
            "INSERT INTO visits (token, asked, school, ground) VALUES (?, ?, ?, ?)",
            (token, today.isoformat(), school, ground),
        )

    def close(self, outcomes: Mapping[tuple[str, str], Outcome], officer: str, today: date) -> None:
        """Keep what an officer found by school and token, all or none; raises NoOpenVisit."""
        with self._whole():
            for (school, token), outcome in outcomes.items():
                done = self._database.execute(
                    "UPDATE visits SET outcome = ?, closed = ?, officer = ?"
                    " WHERE school = ? AND token = ? AND outcome IS NULL",
                    (outcome, today.isoformat(), officer, school, token),
                )
                if done.rowcount != 1:
                    raise NoOpenVisit

    def forget(self, today: date) -> None:
        """Overwrite what its time has passed of: old marks, and visits with the marks that led to them."""
        oldest, settled = (today - MARKS_KEPT).isoformat(), (today - VISITS_KEPT).isoformat()
        with self._whole():
            self._database.execute("DELETE FROM marks WHERE day < ?", (oldest,))
            self._database.execute(
                "DELETE FROM marks WHERE EXISTS (SELECT 1 FROM visits WHERE visits.token = marks.token"
                " AND visits.closed < ? AND marks.day <= visits.closed)",
                (settled,),
            )
            self._database.execute("DELETE FROM visits WHERE closed < ?", (settled,))

    @contextmanager
    def _whole(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")
