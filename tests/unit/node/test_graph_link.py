"""The line to the graph's engine: it never waits for one that is not there, and finds the one that comes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from graph.endpoint import Endpoint, save_endpoint
from graph.errors import GraphUnavailable
from services.node import graph_link
from services.node.graph_link import GraphLink, endpoint_of
from services.node.local import free_ports
from services.node.settings import load_settings
from services.signing.keyfile import UnsafeFile
from tests.engines.running import Running


async def test_without_an_engine_it_says_so_at_once(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {})
    link = GraphLink(endpoint_of(settings))
    with pytest.raises(GraphUnavailable):
        await link.run("ping")
    settings.graph.mkdir()
    save_endpoint(settings.graph, Endpoint(f"bolt://127.0.0.1:{free_ports(1)[0]}", "root", "secret", "graph"))
    link = GraphLink(endpoint_of(settings))
    for _ in range(3):
        with pytest.raises(GraphUnavailable) as caught:
            async with asyncio.timeout(60):
                await link.run("ping")
        assert "secret" not in str(caught.value)
        assert not link.connected
    await link.close()


async def test_it_finds_the_engine_that_comes(arcade: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_link, "PAUSE_S", 0.0)
    settings = load_settings(tmp_path, {})
    link = GraphLink(endpoint_of(settings), migrate=True)
    with pytest.raises(GraphUnavailable):
        await link.run("ping")
    settings.graph.mkdir()
    save_endpoint(settings.graph, arcade.endpoint)
    assert await link.run("ping")
    assert link.connected
    await link.close()
    assert not link.connected
    assert await link.run("ping"), "it comes back by itself"
    await link.close()


async def test_a_line_that_another_task_let_go_is_one_that_does_not_answer(
    arcade: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One task finds the engine gone and lets the line go; another, with a statement on it, waits as for any that is gone."""
    monkeypatch.setattr(graph_link, "PAUSE_S", 0.0)
    settings = load_settings(tmp_path, {})
    settings.graph.mkdir()
    save_endpoint(settings.graph, arcade.endpoint)
    link = GraphLink(endpoint_of(settings))
    assert await link.run("ping")
    held = link._engine
    assert held is not None
    await held.close()
    with pytest.raises(GraphUnavailable):
        await link.run("ping")
    assert await link.run("ping"), "it comes back by itself"
    await link.close()


def test_the_password_of_anothers_engine_lies_in_a_private_file(tmp_path: Path) -> None:
    environment = {"RABTA_GRAPH_URI": "bolt+s://db:7687", "RABTA_NODE_GRAPH_PASSWORD_FILE": "graph.password"}
    settings = load_settings(tmp_path, environment)
    path = tmp_path / "graph.password"
    path.write_text("secret\n", "utf-8")
    path.chmod(0o644)
    with pytest.raises(UnsafeFile):
        endpoint_of(settings)
    path.chmod(0o600)
    where = endpoint_of(settings)()
    assert (where.uri, where.user, where.password, where.database) == ("bolt+s://db:7687", "neo4j", "secret", "neo4j")
    assert "secret" not in repr(where)
