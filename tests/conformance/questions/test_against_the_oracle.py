"""Random graphs, rights and questions: an answer is what the graph without its hidden parts answers, and told stubs.

``RABTA_CASES`` cases an engine (500; 10,000 for a release) under the full budget, each question in turn. Many small graphs
that share nothing lie in the engine at once, so that a case costs its question alone.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from graph.batch import Batch
from graph.engine import GraphEngine
from graph.model import EDGE_KINDS, NODE_KINDS
from services.linkage.ports import Graph
from services.linkage.questions.web import Web
from services.linkage.wire import encode
from tests.budget import share
from tests.conformance.questions import expected
from tests.conformance.questions.worlds import (
    ASKS,
    Seeing,
    World,
    in_memory,
    in_the_graph,
    make_seeing,
    make_world,
    otherwise,
)
from tests.engines.running import Running
from tests.fakes.asked_graph import AskedGraph
from tests.fakes.question_named import question_named

CASES = int(os.environ.get("RABTA_CASES", "500"))
VIEWS = 6
"""Callers of each world."""
IN_MEMORY = max(CASES, 1_600)


def worlds(cases: int, seed: str) -> list[World]:
    number = -(-cases // (VIEWS * len(ASKS)))
    return [make_world(random.Random(f"{seed} {place}"), f"w{place}-") for place in range(number)]


def asked(world: World, seed: str) -> Iterator[tuple[Seeing, str, Any]]:
    dice = random.Random(seed)
    for _ in range(VIEWS):
        seeing = make_seeing(dice)
        for name, ask in ASKS.items():
            yield seeing, name, ask(dice, world)


async def load(graph: GraphEngine, some: Sequence[World]) -> None:
    for place in range(0, len(some), 50):
        part = [in_the_graph(world) for world in some[place : place + 50]]
        nodes = [node for world in part for node in world.nodes]
        edges = [edge for world in part for edge in world.edges]
        assert await graph.write(Batch("worlds", place + 1, nodes=nodes, edges=edges))


async def put(graph: Graph, seeing: Seeing, name: str, request: Any) -> Any:
    return await question_named(name)(graph, seeing.rights(), request)


async def check(graph: Graph, world: World, seed: str) -> Counter[str]:
    """How many answers of each question showed an edge, or told of a stub."""
    told: Counter[str] = Counter()
    for seeing, name, request in asked(world, seed):
        response = await put(graph, seeing, name, request)
        getattr(expected, name)(world, seeing, request, response)
        told[name] += bool(response.answer.edges)
        told[f"{name} stub"] += bool(response.answer.stubs)
    return told


@pytest.mark.budgeted
async def test_answers_are_those_of_the_visible_part(engine: Running) -> None:
    cases = share(CASES)
    some = worlds(cases, "engine")
    told: Counter[str] = Counter()
    async with engine.graph() as graph:
        await load(graph, some)
        for place, world in enumerate(some):
            told += await check(graph, world, f"asked {place}")
    assert cases < 500 or set(ASKS) <= set(told), told


async def test_answers_in_memory_are_those_of_the_visible_part() -> None:
    told: Counter[str] = Counter()
    for place, world in enumerate(worlds(IN_MEMORY, "memory")):
        told += await check(in_memory(world), world, f"asked {place}")
    for name in ("expand", "shortest_paths", "trace_money", "contact_chain"):
        assert told[f"{name} stub"] > 1, told
    assert min(told[name] for name in ASKS) > 5, told


async def test_ties_that_the_engine_makes_are_those_of_the_visible_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if each node's acts were too many to be read one by one."""
    monkeypatch.setattr(Web, "_repeats", lambda *_: True)
    asked_ties = 0
    for place, world in enumerate(worlds(IN_MEMORY // 4, "ties")):
        graph = in_memory(world)
        for seeing, name, request in asked(world, f"ties {place}"):
            if name != "timeline":
                getattr(expected, name)(world, seeing, request, await put(graph, seeing, name, request))
        asked_ties += sum(number for statement, number in graph.asked.items() if statement.startswith("ties"))
    assert asked_ties > len(ASKS)


async def test_an_engine_makes_the_same_ties(engine: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Web, "_repeats", lambda *_: True)
    some = worlds(50, "ties")
    async with engine.graph() as graph:
        await load(graph, some)
        for place, world in enumerate(some):
            for seeing, name, request in asked(world, f"ties {place}"):
                if name != "timeline":
                    getattr(expected, name)(world, seeing, request, await put(graph, seeing, name, request))


@pytest.mark.budgeted
async def test_what_is_hidden_moves_no_byte() -> None:
    """Two worlds that differ in what a caller does not see, and in what hides behind what they are told to exist."""
    for place, world in enumerate(worlds(share(IN_MEMORY), "leak")):
        one = in_memory(world)
        for turn, (seeing, name, request) in enumerate(asked(world, f"leak {place}")):
            other_world = otherwise(random.Random(f"{place} {turn}"), world, seeing)
            other = in_memory(other_world)
            first, second = await put(one, seeing, name, request), await put(other, seeing, name, request)
            assert first == second
            assert encode(first) == encode(second)


async def test_what_is_hidden_moves_no_byte_on_an_engine(engine: Running) -> None:
    some = worlds(50, "leak")
    views = [make_seeing(random.Random(f"view {place}")) for place in range(len(some))]
    others = [otherwise(random.Random(f"other {place}"), world, views[place]) for place, world in enumerate(some)]
    answers: list[list[bytes]] = []
    for side in (some, others):
        async with engine.graph() as graph:
            await load(graph, side)
            answers.append(
                [
                    encode(await put(graph, views[place], name, request))
                    for place, world in enumerate(some)
                    for _, name, request in asked(world, f"asked {place}")
                ]
            )
    assert answers[0] == answers[1]


async def test_the_graph_in_memory_answers_as_an_engine_does(engine: Running) -> None:
    """Row for row, every statement that questions run."""
    some = worlds(50, "rows")
    async with engine.graph() as graph:
        await load(graph, some)
        for place, world in enumerate(some):
            both = Both(graph, in_memory(world))
            for seeing, name, request in asked(world, f"rows {place}"):
                await put(both, seeing, name, request)
            window = {"kinds": list(EDGE_KINDS), "since": 3, "till": 9, "as_of": 4}
            for kind in NODE_KINDS:
                ids = [node.id for node in world.nodes if node.kind == kind]
                await both.run(f"kinds.{kind}", ids=ids, shown=[0, 1, 2, 3], **window)


class Both:
    """Asks an engine and the graph in memory, which answer the same rows."""

    def __init__(self, engine: GraphEngine, memory: AskedGraph) -> None:
        self._engine = engine
        self._memory = memory

    async def run(self, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
        mine = await self._memory.run(statement, **parameters)
        theirs = await self._engine.run(statement, **parameters)
        assert sorted(map(plain, theirs)) == sorted(map(plain, mine)), statement
        if statement.startswith(("hop", "between", "transfers", "calls")):
            assert [row[:2] for row in theirs] == [row[:2] for row in mine], statement
        return theirs


def plain(row: Sequence[Any]) -> tuple[Any, ...]:
    """What is not stored reads as empty; ``target`` is stored of Subjects alone."""
    return tuple("" if value in (None, 0, True) else str(value) for value in row)
