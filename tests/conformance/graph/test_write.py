"""Writing a batch: whole or not at all, once, and read back as it was given."""

from __future__ import annotations

import pytest

from graph.batch import Batch
from graph.errors import GraphRefused
from graph.model import EdgeRow, NodeRow
from tests.engines.running import Running


async def test_a_batch_is_written_once(engine: Running) -> None:
    batch = Batch(
        "records",
        1,
        nodes=[NodeRow("SUBJECT", "x", 3, "Ali"), NodeRow("CASE", "c")],
        edges=[EdgeRow("PARTY_TO", "e1", "x", "c", 3, known_ms=5)],
    )
    async with engine.graph() as graph:
        assert await graph.write(batch)
        assert not await graph.write(batch)
        assert await graph.run("progress", source="records") == [(1,)]


async def test_a_missing_end_refuses_the_whole(engine: Running) -> None:
    async with engine.graph() as graph:
        missing = EdgeRow("PARTY_TO", "e1", "x", "c", 3)
        with pytest.raises(GraphRefused):
            await graph.write(Batch("records", 1, nodes=[NodeRow("CASE", "c")], edges=[missing]))
        assert await graph.run("existing.CASE", ids=["c"]) == []
        assert await graph.run("progress", source="records") == []
