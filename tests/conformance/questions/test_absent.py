"""What is absent to a caller moves no byte: each answer is that of a graph that never held those nodes."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from graph.batch import Batch
from services.linkage.absent import Without
from services.linkage.questions import web
from services.linkage.questions.scope import Key
from services.linkage.wire import encode
from tests.budget import share
from tests.conformance.questions.oracle import ends
from tests.conformance.questions.test_against_the_oracle import asked, put, worlds
from tests.conformance.questions.worlds import ASKS, World, in_memory, in_the_graph
from tests.engines.running import Running
from tests.fakes.asked_graph import AskedGraph

IN_MEMORY = 900
ON_ENGINES = share(100)


def taken(dice: random.Random, world: World) -> frozenset[Key]:
    """One to three nodes of any kind."""
    return frozenset(
        (node.kind, node.id) for node in dice.sample(world.nodes, min(dice.randint(1, 3), len(world.nodes)))
    )


def gone(world: World, absent: frozenset[Key]) -> World:
    nodes = tuple(node for node in world.nodes if (node.kind, node.id) not in absent)
    return World(nodes, tuple(edge for edge in world.edges if absent.isdisjoint(ends(edge))))


async def test_an_answer_is_that_of_the_graph_without_the_nodes() -> None:
    moved: Counter[str] = Counter()
    for place, world in enumerate(worlds(IN_MEMORY, "absent")):
        whole = in_memory(world)
        absent = taken(random.Random(f"absent {place}"), world)
        rest = gone(world, absent)
        without = in_memory(rest)
        for seeing, name, request in asked(world, f"asked {place}"):
            shown = Without(whole, absent)
            answer = encode(await put(shown, seeing, name, request))
            assert answer == encode(await put(without, seeing, name, request)), (place, name, request)
            differs = answer != encode(await put(whole, seeing, name, request))
            assert shown.left_out or not differs, "what would have been shown is told to oversight"
            moved[name] += differs
    assert min(moved[name] for name in ASKS) > 2, moved


@pytest.mark.budgeted
async def test_it_is_on_an_engine(engine: Running) -> None:
    some = worlds(ON_ENGINES, "absent engine")
    absent = [taken(random.Random(f"absent engine {place}"), world) for place, world in enumerate(some)]
    answers: list[list[bytes]] = []
    for side in (some, [gone(world, keys) for world, keys in zip(some, absent, strict=True)]):
        async with engine.graph() as graph:
            for place, written in enumerate(map(in_the_graph, side)):
                assert await graph.write(Batch("worlds", place + 1, nodes=written.nodes, edges=written.edges))
            answers.append(
                [
                    encode(await put(Without(graph, absent[place]), seeing, name, request))
                    for place, world in enumerate(some)
                    for seeing, name, request in asked(world, f"asked {place}")
                ]
            )
    assert answers[0] == answers[1]


@pytest.mark.budgeted
async def test_it_is_at_the_bounds_of_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of what is absent take no place of the rows that a statement may give."""
    monkeypatch.setattr(web, "ROWS", 3)
    monkeypatch.setattr(web, "HUB", 4)
    for place, world in enumerate(worlds(share(400), "bounds")):
        absent = taken(random.Random(f"bounds {place}"), world)
        rest = gone(world, absent)
        for seeing, name, request in asked(world, f"bounds {place}"):
            shown = Without(in_memory(world), absent)
            plain = in_memory(rest)
            assert encode(await put(shown, seeing, name, request)) == encode(await put(plain, seeing, name, request))


async def test_who_has_nothing_absent_asks_the_graph_itself() -> None:
    world = worlds(60, "none")[0]
    graph = in_memory(world)
    for seeing, name, request in asked(world, "none"):
        plain = in_memory(world)
        shown = Without(graph, ())
        assert encode(await put(shown, seeing, name, request)) == encode(await put(plain, seeing, name, request))
        assert not shown.left_out
        assert graph.asked == plain.asked
        graph.asked.clear()


async def test_a_statement_that_nobody_thought_of_is_not_run() -> None:
    """It could show what is absent."""
    graph = AskedGraph((), ())
    with pytest.raises(KeyError):
        await Without(graph, {("PHONE", "p")}).run("nodes.PHONE", after="", rows=5)
    assert not graph.asked
