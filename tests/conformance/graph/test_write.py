"""Writing a batch: whole or not at all, once, and read back as it was given, the same on both engines."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.batch import Batch
from graph.derived import ROWS
from graph.engine import GraphEngine
from graph.errors import GraphRefused
from graph.model import EDGE_KINDS, NODE_KINDS, EdgeRow, NodeRow
from tests.budget import budget
from tests.engines.batches import batches
from tests.engines.content import content, held
from tests.engines.running import Running, clear
from tests.fakes.memory_graph import MemoryGraph

SOURCES = ("records", "feeds")
FULL_NODE = NodeRow("SUBJECT", "s", 7, "Ali", "علی", "pk.fia", "agencies/a/1", "ACCUSED", "A1", "H2", False, "n")
FULL_EDGE = EdgeRow(
    "PARTY_TO", "e", "s", "c", 7, 1, 2, 3, 4, "PKR", 5, "pk.fia", "agencies/a/1", "A1", "H2", "w/1", "ACCUSED"
)  # fmt: skip
CASE = NodeRow("CASE", "c")


async def same(graph: GraphEngine, model: MemoryGraph) -> None:
    assert await content(graph, SOURCES) == held(model)


async def both(graph: GraphEngine, model: MemoryGraph, batch: Batch) -> bool:
    """Write to both; they agree on what happened."""
    try:
        expected = await model.write(batch)
    except GraphRefused:
        with pytest.raises(GraphRefused):
            await graph.write(batch)
        return False
    assert await graph.write(batch) is expected
    return expected


async def test_a_batch_is_written_once(engine: Running) -> None:
    batch = Batch("records", 1, nodes=[FULL_NODE, CASE], edges=[FULL_EDGE])
    async with engine.graph() as graph:
        model = MemoryGraph()
        assert await both(graph, model, batch)
        assert not await both(graph, model, batch)
        await same(graph, model)


async def test_a_marker_may_begin_at_zero_and_jump(engine: Running) -> None:
    async with engine.graph() as graph:
        assert await graph.write(Batch("records", 0))
        assert not await graph.write(Batch("records", 0))
        assert await graph.write(Batch("records", 90, nodes=[CASE]))
        assert not await graph.write(Batch("records", 89, drop_nodes={"CASE": ["c"]}))
        assert await graph.run("progress", source="records") == [(90,)]
        assert await graph.run("progress", source="feeds") == []
        assert await graph.run("absent.CASE", ids=["c", "d"]) == [(["d"],)]


async def test_every_property_is_read_back(engine: Running) -> None:
    async with engine.graph() as graph:
        await graph.write(Batch("records", 1, nodes=[FULL_NODE, CASE], edges=[FULL_EDGE]))
        nodes, edges, _ = await content(graph, SOURCES)
        assert nodes == {("SUBJECT", "s"): FULL_NODE, ("CASE", "c"): CASE}
        assert edges == [FULL_EDGE]


@pytest.mark.parametrize("kind", EDGE_KINDS)
async def test_every_kind_of_edge_is_written_and_dropped(engine: Running, kind: str) -> None:
    one = EDGE_KINDS[kind]
    edge = EdgeRow(kind, "e", "a", "b", 1)
    nodes = [NodeRow(one.source, "a"), NodeRow(one.target, "b")]
    async with engine.graph() as graph:
        model = MemoryGraph()
        assert await both(graph, model, Batch("records", 1, nodes=nodes, edges=[edge]))
        await same(graph, model)
        assert await both(graph, model, Batch("records", 2, drop_edges={kind: [edge]}, sweep={one.source: ["a"]}))
        await same(graph, model)


@pytest.mark.parametrize("missing", ["start", "end"])
async def test_a_missing_end_refuses_the_whole(engine: Running, missing: str) -> None:
    there = {"start": CASE, "end": FULL_NODE}[missing]
    async with engine.graph() as graph:
        with pytest.raises(GraphRefused, match="an end is missing"):
            await graph.write(Batch("records", 1, nodes=[there], edges=[FULL_EDGE]))
        await same(graph, MemoryGraph())


async def test_an_error_carries_no_data(engine: Running) -> None:
    async with engine.graph() as graph:
        with pytest.raises(GraphRefused) as caught:
            await graph.write(Batch("records", 1, edges=[EdgeRow("PARTY_TO", "e", "35202-secret", "c", 1)]))
        assert "secret" not in str(caught.value)
        assert caught.value.__suppress_context__ or caught.value.__context__ is None


async def test_a_dropped_node_may_come_again_in_the_same_batch(engine: Running) -> None:
    async with engine.graph() as graph:
        model = MemoryGraph()
        await both(graph, model, Batch("records", 1, nodes=[FULL_NODE, CASE], edges=[FULL_EDGE]))
        fresh = NodeRow("SUBJECT", "s", 9, "Bilal")
        again = Batch("records", 2, drop_nodes={"SUBJECT": ["s"]}, nodes=[fresh], edges=[FULL_EDGE])
        assert await both(graph, model, again)
        await same(graph, model)


async def test_more_rows_than_a_statement_takes_are_still_one_batch(engine: Running) -> None:
    many = [NodeRow("PHONE", f"+92{number:010}") for number in range(ROWS + 3)]
    calls = [EdgeRow("CALLED", f"c{n}", many[n].id, many[n - 1].id, 1) for n in range(ROWS + 3)]
    async with engine.graph() as graph:
        model = MemoryGraph()
        lame = EdgeRow("CALLED", "lame", many[0].id, "nobody", 1)
        assert not await both(graph, model, Batch("feeds", 1, nodes=many, edges=[*calls, lame]))
        await same(graph, model)
        assert await both(graph, model, Batch("feeds", 1, nodes=many, edges=calls))
        await same(graph, model)
        assert await both(graph, model, Batch("feeds", 2, drop_nodes={"PHONE": [row.id for row in many]}))
        await same(graph, model)


async def test_two_writers_of_one_source_take_it_once(engine: Running) -> None:
    async with engine.graph() as graph:
        batch = Batch("records", 1, nodes=[FULL_NODE, CASE], edges=[FULL_EDGE])
        assert sorted(await asyncio.gather(*(graph.write(batch) for _ in range(4)))) == [False, False, False, True]
        assert (await content(graph, SOURCES))[1] == [FULL_EDGE]


async def test_two_writers_who_meet_in_one_new_node_both_succeed(engine: Running) -> None:
    async with engine.graph() as graph:
        for turn in range(25):
            shared = [NodeRow("DOCUMENT", f"d{turn}-{n}") for n in range(20)]
            writers = (
                graph.write(
                    Batch(
                        f"w{n}",
                        turn,
                        nodes=[*shared, NodeRow("SUBJECT", f"s{n}-{turn}")],
                        edges=[EdgeRow("IDENTIFIED_BY", f"e{n}-{turn}", f"s{n}-{turn}", shared[n].id, 1)],
                    )
                )
                for n in range(3)
            )
            assert await asyncio.gather(*writers) == [True] * 3
        nodes, edges, _ = await content(graph, SOURCES)
        assert (len(nodes), len(edges)) == (25 * 23, 75)


@pytest.mark.budgeted
def test_any_batches_leave_what_the_model_says(engine: Running) -> None:
    with asyncio.Runner() as runner:
        graph = runner.run(engine.connect())
        runner.run(graph.migrate())

        @budget(60)
        @given(st.data())
        def check(data: st.DataObject) -> None:
            runner.run(clear(graph))
            model = MemoryGraph()
            for turn in range(data.draw(st.integers(1, 4))):
                source = data.draw(st.sampled_from(SOURCES))
                batch = data.draw(batches(source, data.draw(st.integers(0, turn))))
                for _ in range(data.draw(st.sampled_from([1, 1, 2]))):
                    runner.run(both(graph, model, batch))
            runner.run(same(graph, model))

        check()
        runner.run(graph.close())


def test_kinds_are_told_apart_by_label() -> None:
    assert len({kind.label for kind in NODE_KINDS.values()}) == len(NODE_KINDS)
