"""One text of a statement for the dialects that a store speaks. Pure.

A file is written for SQLite, with parameters by number (``?1``), and with two words of ours where a parameter is a
list: ``FROM texts(?1) AS j`` and ``FROM numbers(?1) AS j``, whose one column is ``j.value``. What these rules do not
reach has a file in each dialect's own folder.
"""

from __future__ import annotations

import re
from typing import Final

SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"
_LISTED: Final = re.compile(r"\b(texts|numbers)\(\?(\d+)\) AS j\b")
_ARRAYS: Final = {"texts": "text", "numbers": "bigint"}
_POSTGRESQL: Final = (
    (re.compile(r"\?(\d+)"), r"$\1"),
    (re.compile(r"\bINTEGER\b"), "BIGINT"),
    (re.compile(r" AUTOINCREMENT\b"), ""),
    (re.compile(r"\bBLOB\b"), "BYTEA"),
    (re.compile(r"\bTEXT\b(?=\s+(NOT NULL|PRIMARY KEY))"), 'TEXT COLLATE "C"'),
    (re.compile(r"\) (STRICT, )?WITHOUT ROWID|\) STRICT\b"), ")"),
    (re.compile(r"\bx''"), r"'\\x'::bytea"),
)
"""Numbers of 64 bits as SQLite has them, which a store gives itself, and text in the order of its bytes whatever the
database's language."""


def in_dialect(statement: str, dialect: str) -> str:
    """The statement as ``dialect`` reads it; one of the two names above."""
    if dialect == SQLITE:
        return _LISTED.sub(r"json_each(?\2) AS j", statement)
    listed = _LISTED.sub(lambda found: f"unnest(?{found[2]}::{_ARRAYS[found[1]]}[]) AS j (value)", statement)
    for pattern, replacement in _POSTGRESQL:
        listed = pattern.sub(replacement, listed)
    return listed
