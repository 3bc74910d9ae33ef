"""What may pass is done again, what cannot is refused at once; neither carries the engine's words."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
from neo4j.exceptions import ClientError

from graph.engine import TIMED_OUT, GraphEngine, chance
from graph.errors import GraphRefused


class Failing:
    """Fails with a code once, then answers."""

    def __init__(self, code: str) -> None:
        self.code, self.asked = code, 0

    async def work(self) -> str:
        self.asked += 1
        if self.asked > 1:
            return "done"
        error = ClientError("words of the engine")
        error._neo4j_code = self.code
        raise error


def tried(failing: Failing) -> str:
    return asyncio.run(GraphEngine(cast(Any, None), "graph")._patiently(failing.work))


def test_a_transaction_that_timed_out_is_done_again() -> None:
    failing = Failing(TIMED_OUT)
    assert (tried(failing), failing.asked) == ("done", 2)


def test_a_client_fault_is_refused_at_once() -> None:
    failing = Failing("Neo.ClientError.Statement.SyntaxError")
    with pytest.raises(GraphRefused, match="SyntaxError") as refused:
        tried(failing)
    assert failing.asked == 1
    assert "words" not in str(refused.value)


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_pause_is_drawn_out_by_the_chance_that_is_given(share: float) -> None:
    """Two writers that met once would meet again if both paused alike; which pause it is, the test says."""
    paused: list[float] = []

    async def pause(seconds: float) -> None:
        paused.append(seconds)

    engine = GraphEngine(cast(Any, None), "graph", chance=lambda: share, pause=pause)
    asyncio.run(engine._patiently(Failing(TIMED_OUT).work))
    assert paused == [pytest.approx(0.02 * (0.5 + share / 2))]


def test_chance_is_a_share() -> None:
    drawn = {chance() for _ in range(200)}
    assert all(0 <= one < 1 for one in drawn)
    assert len(drawn) > 100
