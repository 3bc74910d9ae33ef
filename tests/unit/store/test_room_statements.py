"""SQL of the smaller rooms: one statement a file, with a header, prepared by both databases, and each one used."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from services.issuer.store import database as issuer
from services.linkage.store import database as linkage
from services.oversight.store import database as oversight
from services.store.dialects import POSTGRESQL, SQLITE
from services.store.postgres.connecting import Place, connect
from services.store.statements import by_dialect, schema_of
from tests.fakes import postgres
from tests.rows import of_rows

ROOMS: Mapping[str, Any] = {"issuer": issuer, "linkage": linkage, "oversight": oversight}
FILES = [file for room in ROOMS.values() for file in sorted(room.ROOT.rglob("*.sql")) if file.parent.name != "reads"]
EACH = pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)


@of_rows("file", FILES, ids=lambda file: "/".join(file.parts[-5:]))
def test_a_file_is_a_header_and_one_statement(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.startswith("-- ")
    assert ";" not in re.sub(r"--.*", "", text), "one statement, unterminated"
    assert all(len(line) <= 120 for line in text.splitlines())


def header(room: Any, name: str) -> str:
    found = next(path for path in room.ROOT.rglob(f"{name}.sql"))
    return "\n".join(line for line in found.read_text("utf-8").splitlines() if line.startswith("--"))


def numbers(text: str, mark: str) -> set[int]:
    return {int(each) for each in re.findall(mark + r"(\d+)", text)}


@EACH
def test_sqlite_prepares_each_and_it_takes_what_its_header_names(room: Any) -> None:
    with sqlite3.connect(":memory:") as db:
        for statement in schema_of(room.ROOT, SQLITE):
            db.execute(statement)
        for name, statement in by_dialect(room.ROOT, SQLITE).items():
            asked = numbers(statement, r"\?")
            assert asked == numbers(header(room, name), r"\?") == set(range(1, len(asked) + 1)), name
            db.execute("EXPLAIN " + statement, [""] * len(asked))


@EACH
@pytest.mark.postgres
def test_postgresql_prepares_each_and_it_takes_as_many_values(room: Any) -> None:
    asyncio.run(_prepared(room))


READ_WHOLE = {
    "issuer": {"forget_used": "horizon", "last_day": "refused_day", "read_roster": "roster"},
    "linkage": {
        "authorities_expired": "authority",
        "decisions_all": "decision",
        "feed_give": "sqlite_sequence",
        **dict.fromkeys(("link_pair_forget", "link_pairs"), "link_pair"),
        "link_review_forget": "link_review",
        **dict.fromkeys(("link_run", "link_run_place"), "link_run"),
    },
    "oversight": {"standings": "refusals"},
}
"""Statement -> the one table that it reads whole: of one row, of few, or read by no call, as those of `rabta link run`."""


def scanned(db: sqlite3.Connection, statement: str) -> set[str]:
    """Tables of the room that SQLite reads whole for a statement."""
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    named = {alias: table for table, alias in re.findall(r"\b(?:FROM|JOIN)\s+(\w+)\s+AS\s+(\w+)", statement)}
    plan = db.execute("EXPLAIN QUERY PLAN " + statement, ["[]"] * len(numbers(statement, r"\?")))
    found = {str(match[1]) for row in plan if (match := re.match(r"SCAN (\w+)", row[3]))}
    return {named.get(each, each) for each in found} & tables


@pytest.mark.parametrize("room", ROOMS)
def test_no_call_reads_a_table_whole_that_grows(room: str) -> None:
    """What a question does not touch must not cost it: a year has a million FIRs, each with bindings of its own."""
    root = ROOMS[room].ROOT
    with sqlite3.connect(":memory:") as db:
        for statement in schema_of(root, SQLITE):
            db.execute(statement)
        found = {name: scanned(db, statement) for name, statement in by_dialect(root, SQLITE).items()}
    assert {name: tables for name, tables in found.items() if tables} == {
        name: {table} for name, table in READ_WHOLE[room].items()
    }


async def _prepared(room: Any) -> None:
    name = await asyncio.to_thread(postgres.database)
    place = Place(postgres.shared().address(name), room.ROOM, unsynced=True)
    await asyncio.to_thread(lambda: room.open_at(place).close())
    opened = await connect(place)
    for each, statement in by_dialect(room.ROOT, POSTGRESQL).items():
        taken = (await opened.prepare(statement)).get_parameters()
        assert {kind.name for kind in taken} <= {"int8", "int8[]", "text", "text[]", "bytea"}, each
    await opened.close()
    await asyncio.to_thread(postgres.drop, name)


@EACH
@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL])
def test_every_statement_is_used(room: Any, dialect: str) -> None:
    code = "".join(file.read_text("utf-8") for file in room.ROOT.parent.rglob("*.py"))
    named = [name for name in by_dialect(room.ROOT, dialect) if f'"{name}"' not in code]
    assert [name for name in named if f'"{name.removeprefix("same_")}"' not in code] == []
