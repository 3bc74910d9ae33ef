"""One text for both dialects: what is turned into what."""

from __future__ import annotations

import pytest

from services.store.dialects import POSTGRESQL, SQLITE, in_dialect

TABLE = "CREATE TABLE t (\n    a TEXT    NOT NULL,\n    b BLOB,\n    c INTEGER,\n    PRIMARY KEY (a)\n) WITHOUT ROWID"


@pytest.mark.parametrize(
    ("written", "sqlite", "postgresql"),
    [
        ("SELECT ?1, ?12, ?1", "SELECT ?1, ?12, ?1", "SELECT $1, $12, $1"),
        ("FROM texts(?2) AS j", "FROM json_each(?2) AS j", "FROM unnest($2::text[]) AS j (value)"),
        ("FROM numbers(?1) AS j", "FROM json_each(?1) AS j", "FROM unnest($1::bigint[]) AS j (value)"),
        ("SET body = x'', n = 1", "SET body = x'', n = 1", "SET body = '\\x'::bytea, n = 1"),
        ("texts(?1)", "texts(?1)", "texts($1)"),
        ("contexts(?1) AS j", "contexts(?1) AS j", "contexts($1) AS j"),
        ("ADD COLUMN a TEXT NOT NULL", "ADD COLUMN a TEXT NOT NULL", 'ADD COLUMN a TEXT COLLATE "C" NOT NULL'),
        ("n INTEGER PRIMARY KEY AUTOINCREMENT", "n INTEGER PRIMARY KEY AUTOINCREMENT", "n BIGINT PRIMARY KEY"),
        ("CAST(?1 AS TEXT)", "CAST(?1 AS TEXT)", "CAST($1 AS TEXT)"),
    ],
)
def test_a_statement_in_each_dialect(written: str, sqlite: str, postgresql: str) -> None:
    assert in_dialect(written, SQLITE) == sqlite
    assert in_dialect(written, POSTGRESQL) == postgresql


def test_a_table_has_numbers_of_64_bits_and_text_in_the_order_of_its_bytes() -> None:
    assert in_dialect(TABLE, SQLITE) == TABLE
    assert in_dialect(TABLE, POSTGRESQL).split() == (
        [
            "CREATE",
            "TABLE",
            "t",
            "(",
            "a",
            "TEXT",
            "COLLATE",
            '"C"',
            "NOT",
            "NULL,",
            "b",
            "BYTEA,",
            "c",
            "BIGINT,",
            "PRIMARY",
            "KEY",
            "(a)",
            ")",
        ]
    )
