"""What the engine's port says when something is wrong: its own two errors, and nothing that an engine said."""

from __future__ import annotations

import asyncio

import pytest

from graph.engine import GraphEngine
from graph.errors import AddressUnsafe, GraphRefused, GraphUnavailable
from services.node.local import free_ports
from tests.engines.running import Running


async def test_nobody_there_is_unavailable_within_patience() -> None:
    with pytest.raises(GraphUnavailable):
        async with asyncio.timeout(60):
            await GraphEngine.connect(f"bolt://127.0.0.1:{free_ports(1)[0]}", "u", "p", "graph", patience_s=0.5)


@pytest.mark.parametrize("uri", ["bolt://192.0.2.1:7687", "neo4j://graph.example"])
async def test_no_login_is_sent_in_clear_to_another_machine(uri: str) -> None:
    with pytest.raises(AddressUnsafe):
        await GraphEngine.connect(uri, "u", "p", "graph", patience_s=0)


@pytest.mark.parametrize("uri", ["http://127.0.0.1", "no address", "", "bolt+x://127.0.0.1", "bolt+ssc://127.0.0.1"])
async def test_what_is_no_address_is_refused(uri: str) -> None:
    with pytest.raises(GraphRefused):
        await GraphEngine.connect(uri, "u", "p", "graph", patience_s=0)


async def test_a_wrong_password_is_refused(engine: Running) -> None:
    at = engine.endpoint
    with pytest.raises((GraphRefused, GraphUnavailable)) as caught:
        await GraphEngine.connect(at.uri, at.user, "wrong-word", at.database, patience_s=0.2)
    assert "wrong-word" not in str(caught.value)


async def test_a_statement_that_is_not_there(engine: Running) -> None:
    async with engine.graph() as graph:
        with pytest.raises(KeyError):
            await graph.run("MATCH (n) RETURN n")


@pytest.mark.parametrize("given", [{}, {"source": "s", "more": 1}, {"other": "s"}])
async def test_parameters_must_be_those_of_the_header(engine: Running, given: dict[str, object]) -> None:
    async with engine.graph() as graph:
        with pytest.raises(TypeError, match="progress takes source"):
            await graph.run("progress", **given)


async def test_a_value_that_no_engine_takes_is_refused_without_its_text(engine: Running) -> None:
    async with engine.graph() as graph:
        with pytest.raises(GraphRefused) as caught:
            await graph.run("progress", source={"secret-word": object()})
        assert "secret-word" not in str(caught.value)


async def test_many_at_a_time(engine: Running) -> None:
    async with engine.graph() as graph:
        assert await asyncio.gather(*(graph.run("ping") for _ in range(100))) == [[(1,)]] * 100


async def test_migrating_twice_changes_nothing(engine: Running) -> None:
    async with engine.graph() as graph:
        await graph.migrate()
        await graph.migrate()
        assert await graph.run("ping") == [(1,)]
