"""Every statement that reads runs on both engines with equal rows; where it orders them, in the same order."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from graph.derived import derived
from graph.engine import GraphEngine
from graph.statements import Statement, statements
from tests.engines.running import Running, clear
from tests.engines.samples import parameters, sample

WRITING = {one[0] for one in derived() if not one[0].startswith(("absent.", "declared"))}
READING = [name for name in sorted(statements()) if name not in WRITING and not name.startswith("clear")]
Both = tuple[asyncio.Runner, GraphEngine, GraphEngine]


@pytest.fixture(scope="module")
def both(arcade: Running, neo4j5: Running) -> Iterator[Both]:
    """The sample on each."""
    with asyncio.Runner() as runner:
        one, two = (runner.run(filled(engine)) for engine in (arcade, neo4j5))
        yield runner, one, two
        runner.run(one.close())
        runner.run(two.close())


async def filled(engine: Running) -> GraphEngine:
    graph = await engine.connect()
    await graph.migrate()
    await clear(graph)
    assert await graph.write(sample())
    return graph


def plain(value: object) -> object:
    """Lists inside a row are collected in no order that is promised; the rest is compared as it stands."""
    if isinstance(value, list):
        return sorted(map(repr, value))
    return value


def comparable(statement: Statement, rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """In its own order where it has one."""
    found = [tuple(plain(value) for value in row) for row in rows]
    return found if "ORDER BY" in statement.text else sorted(found, key=repr)


@pytest.mark.parametrize("name", READING)
def test_rows_are_equal(both: Both, name: str) -> None:
    runner, one, two = both
    statement = statements()[name]
    for given in parameters(statement):
        found = [comparable(statement, runner.run(graph.run(name, **given))) for graph in (one, two)]
        assert found[0] == found[1], given
        assert all(len(row) == len(statement.columns) for row in found[0])


def test_the_sample_has_rows_for_most(both: Both) -> None:
    """A comparison of nothing with nothing would pass."""
    runner, graph, _ = both
    full = [
        name
        for name in READING
        if any(runner.run(graph.run(name, **given)) for given in parameters(statements()[name]))
    ]
    assert len(full) >= 0.9 * len(READING), sorted(set(READING) - set(full))
