"""FinBench's complex reads on both engines, equal to the oracle's, for twenty parameter sets each."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from graph.engine import GraphEngine
from graph.rights import Rights
from services.linkage.ports import Graph
from tests.engines.running import Running
from tests.finbench.amounts import money, nano, ratio
from tests.finbench.loading import HIDDEN, SEEN, load
from tests.finbench.oracle import Oracle
from tests.finbench.parameters import ANSWERED, EMPTY, SETS, parameter_sets
from tests.finbench.reads import ComplexReads, Window
from tests.finbench.statements import known, without_loans
from tests.shared import count_vectors, shared

SNAPSHOT = ("data", "ldbc-finbench", "data", "snapshot")
RIGHTS = Rights((0, SEEN))
EDGES = {
    "ACCOUNT_HELD_BY": 4185,
    "ACCOUNT_OF": 2015,
    "APPLIED_FOR": 2324,
    "COMPANY_APPLIED_FOR": 1141,
    "COMPANY_GUARANTEED": 435,
    "COMPANY_INVESTED_IN": 1640,
    "GUARANTEED": 916,
    "INVESTED_IN": 3394,
    "PAID_OUT": 8481,
    "REPAID": 8398,
    "SIGNED_IN": 5146,
    "TRANSFERRED": 37861,
    "WITHDREW": 42069,
}


@cache
def truth() -> dict[int, list[tuple[dict[str, Any], Any]]]:
    oracle = Oracle(shared(*SNAPSHOT))
    return {read: parameter_sets(oracle, read) for read in range(1, 13)}


async def ask(graph: Graph, read: int, p: dict[str, Any], rights: Rights = RIGHTS) -> Any:
    reads = ComplexReads(graph, rights, Window(p["from_ms"], p["to_ms"], p["limit"], p["order"]))
    one, other = p["id"], p["id2"]
    account, person = f"finbench:account:{one}", f"finbench:person:{one}"
    match read:
        case 1:
            return await reads.read_1(account)
        case 2:
            return await reads.read_2(person)
        case 3:
            return await reads.read_3(account, f"finbench:account:{other}")
        case 4:
            return await reads.read_4(account, f"finbench:account:{other}")
        case 5:
            return await reads.read_5(person)
        case 6:
            return await reads.read_6(account, p["least"], p["most"])
        case 7:
            return await reads.read_7(account, p["least"])
        case 8:
            return await reads.read_8(f"finbench:loan:{one}", p["share"])
        case 9:
            return await reads.read_9(account, p["least"])
        case 10:
            return await reads.read_10(person, f"finbench:person:{other}")
        case 11:
            return await reads.read_11(person)
        case _:
            return await reads.read_12(person)


async def test_every_read_equals_the_oracle(engine: Running) -> None:
    async with engine.graph(known()) as graph:
        await without_loans(graph)
        try:
            await loaded_as_the_oracle_has_it(engine.name, graph)
        finally:
            await without_loans(graph)
    count_vectors(f"FinBench complex reads, {engine.name}", 12 * SETS)


async def loaded_as_the_oracle_has_it(name: str, graph: GraphEngine) -> None:
    assert await load(graph, shared(*SNAPSHOT)) == EDGES
    for read, sets in truth().items():
        for number, (parameters, answer) in enumerate(sets):
            found = await ask(graph, read, parameters)
            assert found == answer, (name, read, number, parameters)
    await hidden_edges_answer_nothing(graph)


async def hidden_edges_answer_nothing(graph: Graph) -> None:
    """Who may not see the import gets what an empty graph gives, never an error."""
    for read, sets in truth().items():
        found = await ask(graph, read, sets[0][0], Rights((0, HIDDEN)))
        assert found in EMPTY, (read, found)


@pytest.mark.parametrize("read", range(1, 13))
def test_most_answers_are_not_empty(read: int) -> None:
    sets = truth()[read]
    assert len(sets) == SETS
    assert sum(answer not in EMPTY for _, answer in sets) >= ANSWERED
    assert len({str(parameters) for parameters, _ in sets}) == SETS


@pytest.mark.parametrize("read", [1, 2, 5, 8, 12])
def test_truncation_shows(read: int) -> None:
    """Most answers are others where one edge a vertex is followed, so that the equality says something about it."""
    oracle = Oracle(shared(*SNAPSHOT))
    sets = [(parameters, answer) for parameters, answer in truth()[read] if parameters["limit"] > 1]
    assert sum(oracle.ask(read, {**parameters, "limit": 1}) != answer for parameters, answer in sets) > len(sets) / 2


def test_rounding_is_half_up() -> None:
    assert money(1_500_000) == Decimal("0.002")
    assert money(-1_500_000) == Decimal("-0.002")
    assert money(nano("2.000499999")) == Decimal("2.000")
    assert ratio(1, 2000) == Decimal("0.001")
    assert ratio(5, 0) == Decimal(-1)
