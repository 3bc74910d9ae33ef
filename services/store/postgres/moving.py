"""Brings the tables of a room's SQLite file into its schema of a PostgreSQL database, and compares both.

Rows go in the order of their keys, some thousands at a time, each time in a transaction of its own. Rows that are the
same already are left alone: what was stopped goes on where it was, and a second pass over a file that is still written
brings what changed meanwhile. The schema is there already, made by the room itself, and names of tables and columns are
its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import asyncpg

from services.store.postgres.connecting import Place, connect
from services.store.postgres.errors import machine_errors
from services.store.postgres.source import MoveRefused, Row, Source, Table
from services.store.postgres.writing import Line
from services.store.values import Value

MARK: Final = "moving"
"""A table that says which node's rows come here; it goes when all are there. A log is not opened beside it."""
Tell = Callable[[str, int], None]
"""Told of a table, and of how many of its rows were looked at since."""


@dataclass(frozen=True, slots=True)
class Moved:
    """``rows``: of the file; ``written``: how many of them, or of those that it has no more, were not the same yet."""

    rows: int
    written: int


async def move(source: Source, place: Place, whose: str, tell: Tell) -> Moved:
    """Bring every row, and drop what the file has no more. ``whose``: rows these are, the same at each time.

    Raises MoveRefused where the schema is another's, or of another version, or a row cannot come; StoreLost.
    """
    db = await _connected(place)
    try:
        with machine_errors():
            tables = source.tables()
            await _claim(db, tables, whose, source.begun)
            done = [await _taken(source, db, table, tell) for table in tables]
            for table in reversed(tables):
                await _dropped(source, db, table)
    finally:
        db.terminate()
    return Moved(sum(each.rows for each in done), sum(each.written for each in done))


async def digests(source: Source, place: Place, tell: Tell) -> tuple[str, str]:
    """SHA-256 in hex over all tables of the file, and over those of the schema, each made of its own side's rows.

    What was read is on the synchronous standby too, where the server has one. Raises as :func:`move`.
    """
    mine, theirs = sha256(), sha256()
    db = await _connected(place)
    try:
        with machine_errors():
            await Line(db).confirm()
            for table in source.tables():
                for side in (mine, theirs):
                    side.update(f"{table.name} {table.listed}\n".encode())
                for rows in source.chunks(table):
                    mine.update(_canonical(rows))
                    tell(table.name, len(rows))
                async for rows in _held(db, table):
                    theirs.update(_canonical(rows))
    finally:
        db.terminate()
    return mine.hexdigest(), theirs.hexdigest()


async def release(place: Place) -> None:
    """All rows are there: the schema says no more whose rows come. Raises StoreLost."""
    db = await connect(place, bounded=False)
    try:
        with machine_errors():
            await db.execute(f"DROP TABLE IF EXISTS {MARK}")
    finally:
        db.terminate()


async def _connected(place: Place) -> asyncpg.Connection:
    """A session that finds a range of keys by their index.

    PostgreSQL takes a range of keys of several columns for up to a quarter of a table, and reads all of it each time.
    """
    db = await connect(place, bounded=False)
    with machine_errors():
        await db.execute("SET enable_seqscan = off")
    return db


async def _claim(db: asyncpg.Connection, tables: Sequence[Table], whose: str, begun: int) -> None:
    """Raise MoveRefused unless the schema has these tables, and is empty or was begun for the same."""
    for table in tables:
        found = await db.fetch(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema AND table_name = $1",
            table.name,
        )
        if {name for (name,) in found} != set(table.columns):
            raise MoveRefused(f"table {table.name} is of another version in the database")
    if not await db.fetchval("SELECT to_regclass($1) IS NOT NULL", MARK):
        for table in tables:
            if await db.fetchval(f"SELECT count(*) FROM (SELECT 1 FROM {table.name} LIMIT 2) AS first_two") > begun:
                raise MoveRefused(f"the database holds rows in table {table.name}")
        async with db.transaction():
            await db.execute(f"CREATE TABLE {MARK} (source TEXT NOT NULL)")
            await db.execute(f"INSERT INTO {MARK} (source) VALUES ($1)", whose)
    if await db.fetchval(f"SELECT source FROM {MARK}") != whose:
        raise MoveRefused("the database is being filled by another node")


async def _taken(source: Source, db: asyncpg.Connection, table: Table, tell: Tell) -> Moved:
    try:
        return await _brought(source, db, table, tell)
    except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError) as error:
        raise MoveRefused(
            f"table {table.name} has a row that the database does not take: {type(error).__name__}"
        ) from None


async def _brought(source: Source, db: asyncpg.Connection, table: Table, tell: Tell) -> Moved:
    seen = written = 0
    after: tuple[Value, ...] | None = None
    for rows in source.chunks(table):
        upto = table.key_of(rows[-1])
        held = {table.key_of(row): row for row in await _between(db, table, after, upto)}
        changed = [row for row in rows if held.get(table.key_of(row)) != row]
        if changed:
            async with db.transaction():
                await _put(db, table, changed, fresh=not held)
        seen, written, after = seen + len(rows), written + len(changed), upto
        tell(table.name, len(rows))
    return Moved(seen, written)


async def _put(db: asyncpg.Connection, table: Table, rows: Sequence[Row], *, fresh: bool) -> None:
    """Insert rows; where some are there already, in place of these."""
    if fresh or not table.keyed:
        await db.copy_records_to_table(table.name, records=rows, columns=list(table.columns))
        return
    marks = ", ".join(f"${number}" for number in range(1, len(table.columns) + 1))
    other = [column for place, column in enumerate(table.columns) if place not in table.key]
    update = ", ".join(f'"{column}" = excluded."{column}"' for column in other)
    what = f"UPDATE SET {update}" if update else "NOTHING"
    await db.executemany(
        f"INSERT INTO {table.name} ({table.listed}) VALUES ({marks}) ON CONFLICT ({table.keys}) DO {what}", rows
    )


async def _dropped(source: Source, db: asyncpg.Connection, table: Table) -> None:
    """Delete what the file holds no more, such as what a time or an order ended meanwhile."""
    if table.lasting:
        return
    marks = ", ".join(f"${number}" for number in range(1, len(table.key) + 1))
    async for rows in _held(db, table):
        keys = [table.key_of(row) for row in rows]
        gone = [key for key in keys if not source.holds(table, key)]
        if gone:
            await db.executemany(f"DELETE FROM {table.name} WHERE ({table.keys}) = ({marks})", gone)


async def _between(
    db: asyncpg.Connection, table: Table, after: tuple[Value, ...] | None, upto: tuple[Value, ...]
) -> list[Row]:
    """Rows of the schema past one key, up to another."""
    width = len(table.key)
    last = f"({table.keys}) <= ({', '.join(f'${number}' for number in range(1, width + 1))})"
    first = f" AND ({table.keys}) > ({', '.join(f'${number}' for number in range(width + 1, 2 * width + 1))})"
    found = await db.fetch(
        f"SELECT {table.listed} FROM {table.name} WHERE {last}{first if after else ''}", *upto, *(after or ())
    )
    return [tuple(row) for row in found]


async def _held(db: asyncpg.Connection, table: Table) -> AsyncIterator[list[Row]]:
    """Rows of the schema in the order of their keys."""
    width, after = len(table.key), None
    while True:
        past = f" WHERE ({table.keys}) > ({', '.join(f'${number}' for number in range(1, width + 1))})" if after else ""
        asked = f"SELECT {table.listed} FROM {table.name}{past} ORDER BY {table.keys} LIMIT {table.at_once}"
        rows: list[Row] = [tuple(row) for row in await db.fetch(asked, *(after or ()))]
        if not rows:
            return
        yield rows
        after = table.key_of(rows[-1])


def _canonical(rows: Sequence[Row]) -> bytes:
    """Values with their types and lengths, so that no two lists of rows read alike."""
    return b"".join(_value(value) for row in rows for value in row)


def _value(value: Value) -> bytes:
    raw = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
    return f"{type(value).__name__} {len(raw)} ".encode() + raw
