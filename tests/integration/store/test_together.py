"""Statements that go to a database together: as the server reads them, and as if each had gone by itself."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest

from services.records.ports import Transaction
from services.records.rows import NOW, FlagRow, LogHead
from services.records.store.forms import forms
from services.records.store.opened import AT_ONCE
from services.records.store.postgres import ROOM, PostgresStore
from services.records.store.statement_files import load
from services.store.dialects import POSTGRESQL
from services.store.postgres.connecting import Place, connect
from tests.conformance.store.rows import digest, head_row, log_row
from tests.conformance.store.stores import put, read, token, wait
from tests.fakes import postgres
from tests.fakes.postgres_line import Counter, running

pytestmark = pytest.mark.postgres


@pytest.fixture
def line() -> Iterator[Counter]:
    with running(Counter, postgres.shared().folder) as made:
        yield made


@pytest.fixture
def place(line: Counter) -> Iterator[Place]:
    name = postgres.database()
    yield Place(line.address(postgres.shared().address(name)), ROOM, unsynced=True)
    postgres.drop(name)


@pytest.fixture
def store(place: Place) -> Iterator[PostgresStore]:
    opened = PostgresStore(place)
    yield opened
    wait(opened.close())


def relations(plan: Any) -> set[str]:
    """Names of the tables in a plan, and in what is below it."""
    if isinstance(plan, list):
        return set().union(*map(relations, plan))
    if not isinstance(plan, dict):
        return set()
    found = {str(plan[key]) for key in ("Relation Name",) if key in plan}
    return found.union(*map(relations, plan.values()))


async def planned(db: asyncpg.Connection, name: str, text: str) -> Any:
    """The server's plan of a statement whatever its parameters are."""
    await db.execute(f"PREPARE {name}_planned AS {text}")
    asked = len({*re.findall(r"\$\d+", text)})
    values = f"({', '.join(['NULL'] * asked)})" if asked else ""
    return json.loads(await db.fetchval(f"EXPLAIN (FORMAT JSON) EXECUTE {name}_planned{values}"))


def test_a_form_names_every_table_that_the_server_finds_in_it(place: Place) -> None:
    async def run() -> dict[str, set[str]]:
        db, missing = await connect(place), dict[str, set[str]]()
        await db.execute("SET plan_cache_mode = force_generic_plan")
        for name, text in load(POSTGRESQL).items():
            if text.lstrip().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")):
                plan = await planned(db, name, text)
                assert relations(plan) or name in ("schema_known",), name
                missing[name] = relations(plan) - forms()[name].named - {"pg_class", "pg_namespace", "pg_tablespace"}
        await db.close()
        return missing

    assert {name: tables for name, tables in wait(run()).items() if tables} == {}


def test_the_server_takes_each_over_lists_of_the_types_that_it_told(place: Place) -> None:
    async def run() -> None:
        db = await connect(place)
        for form in forms().values():
            if form.many:
                types = [each.name for each in (await db.prepare(form.text)).get_parameters()]
                taken = (await db.prepare(form.over_lists(types, 1))).get_parameters()
                assert [each.name for each in taken] == [f"{each}[]" for each in types], form.text
        await db.close()

    wait(run())


def test_rows_of_a_page_go_together(line: Counter, store: PostgresStore) -> None:
    async def run() -> list[str]:
        for number in (1, 2):
            await put(store, number, people=f"!token-{number}", cases=f"FIR:case-{number}")
        line.turns.clear()
        await put(store, 3, people="!token-3", cases="FIR:case-3")
        return list(line.turns)

    begun, *between, ended = wait(run())
    assert (begun.split()[0], ended) == ("BEGIN", "COMMIT")
    assert between == ["S"] * 3, "the turn, what a page asks first, all that it writes"


def test_what_is_written_is_there_for_who_reads_it_next(store: PostgresStore) -> None:
    async def job(tx: Transaction) -> list[Any]:
        found: list[Any] = [await tx.log_head()]
        await tx.append([log_row(1, 1, 1, 1)])
        await tx.put_heads([head_row(1, 1, people="!a", cases="FIR:x")])
        await tx.advance(LogHead(1, 1, 5))
        found += [await tx.log_head(), await tx.change_head(), len(await tx.feed(0, 5)), (await tx.head(1)) is not None]
        return found

    assert wait(store.write(job)) == [LogHead(0, 0, 0), LogHead(1, 1, 5), 1, 1, True]


def test_who_is_refused_by_the_database_is_undone_alone(store: PostgresStore) -> None:
    async def bad(tx: Transaction) -> None:
        await tx.put_flags([FlagRow(1, "RULE", 1, 1)])
        await tx.append([log_row(1, 1, 1, 1), log_row(1, 2, 1, 1)])

    async def run() -> None:
        outcomes = await asyncio.gather(put(store, 1), store.write(bad), put(store, 2), return_exceptions=True)
        assert [isinstance(each, Exception) for each in outcomes] == [False, True, False]
        assert [line.seq for line in await read(store, "feed", 0, 10)] == [1, 2]
        assert await read(store, "flags_of_agency", "pk.punjab-police", 5) == []

    wait(run())


def test_a_row_that_a_job_sets_twice_is_as_it_set_it_last(store: PostgresStore) -> None:
    async def job(tx: Transaction) -> None:
        await tx.put_heads([head_row(1, 1, klass=1), head_row(1, 2, version=2, klass=2), head_row(2, 3, klass=1)])
        await tx.reclass([(5, None, 2)])
        await tx.reclass([(6, None, 2), (7, None, 2)])
        await tx.add_people([token("!a", 1), token("!b", 1)])
        await tx.touch_people([("!a", 1), ("!a", 1)], 8)
        await tx.touch_people([("!a", 1), ("!b", 1)], 9)

    async def run() -> None:
        await store.write(job)
        heads = {head.record: head for head in [await read(store, "head", 1), await read(store, "head", 2)]}
        assert (heads[1].version, heads[1].klass, heads[2].klass) == (2, 2, 7)
        assert [(await read(store, "stamp", each)).changed for each in ("!a", "!b")] == [9, 9]

    wait(run())


def test_what_is_known_is_asked_anew_once_another_process_has_written(place: Place, store: PostgresStore) -> None:
    other = PostgresStore(place)

    async def run() -> None:
        await put(store, 1, people="!a")
        assert (await read(store, "stamp", "a")).rows == 1
        assert await read(store, "reads_followed", "pk.fia", ["a"], 1) is False
        await put(other, 2, people="!a")
        assert (await read(store, "stamp", "a")).rows == 2

        async def follow(tx: Transaction) -> None:
            await tx.touch_people([("a", 1)], 7)
            await tx.follow_reads("pk.fia", ["a"], 1, 50)

        await other.write(follow)
        assert (await read(store, "stamp", "a")).changed == 7
        assert await read(store, "reads_followed", "pk.fia", ["a"], 1) is True
        await other.close()

    wait(run())


@pytest.mark.parametrize("number", [3, AT_ONCE, AT_ONCE + 6])
def test_versions_come_with_their_rows_and_where_there_are_many_when_asked(
    number: int, line: Counter, store: PostgresStore
) -> None:
    async def run() -> None:
        await put(store, *range(1, number + 1), people="!a")
        async with store.snapshot() as view:
            codes = [each.code for each in await view.person_profile("a", NOW, (), 1)]
            rows = await view.person_rows("a", NOW, (), 1, codes)
            line.turns.clear()
            bodies = await view.bodies([row.seq for row in rows])
            assert bool(line.turns) is (number > AT_ONCE)
        assert [row.record for row in rows] == sorted(range(1, number + 1), key=lambda each: f"record-{each}")
        assert {body.seq: body.sha256 for body in bodies} == {each: digest(each, 1) for each in range(1, number + 1)}

    wait(run())
