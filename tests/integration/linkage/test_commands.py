"""`rabta graph up`, `rebuild` and `check` as commands, on the folder of a node with records, a feed and an engine."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graph.batch import Batch
from graph.endpoint import load_endpoint
from graph.engine import GraphEngine
from graph.model import NodeRow
from services.cli.main import app
from services.linkage.sealed_graph import SealedWriter
from services.node.graph_link import seal_of
from services.node.projector import alone
from services.node.settings import load_settings
from services.signing.keyfile import write_private
from tests.engines.arcadedb import java_of
from tests.fakes.record_maker import man
from tests.fakes.records_node import SECRET, federation, open_node
from tests.shared import PATIENCE_S, ROOT
from tests.unit.linkage.world import World, account, edge, person


def rabta(*words: object) -> tuple[int, str, str]:
    """Exit code, stdout, stderr."""
    done = CliRunner().invoke(app, ["graph", *map(str, words)])
    return done.exit_code, done.stdout, done.stderr


def up(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "services.cli.main", "graph", "up", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@dataclass
class Node:
    """The folder, and the command that keeps its engine."""

    folder: Path
    keeper: subprocess.Popen[str]

    async def spoil(self, *, sealed: bool = True) -> None:
        """Put into the graph what no source says; in clear it is what no node of ours writes."""
        at = load_endpoint(self.folder / "graph")
        engine = await GraphEngine.connect(at.uri, at.user, at.password, at.database)
        graph = SealedWriter(engine, seal_of(load_settings(self.folder))) if sealed else engine
        await graph.write(Batch("spoil", 1, nodes=[NodeRow("PHONE", "+92999")]))
        await engine.close()


async def filled(folder: Path, outside: Path) -> None:
    """A man's records, and a page under a warrant that is good for years."""
    node, world = open_node(folder, federation(outside)), World(folder)
    await node.put(*man(1))
    await world.register(retain_until_ms=2**42)
    await world.page(nodes=(person("Ali"),), edges=(edge("ACCOUNT_HELD_BY", account("A"), person("Ali")),))
    await world.links.close()
    await node.context.store.close()


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    outside = tmp_path_factory.mktemp("outside")
    folder = outside / "node"
    asyncio.run(filled(folder, outside))
    (folder / "settings.toml").write_text('graph_memory = "256m"\n', "utf-8")
    if not (folder / "secret.key").exists():
        write_private(folder / "secret.key", SECRET)
    keeper = up(folder)
    assert keeper.stdout
    assert keeper.stdout.readline().startswith("ready bolt://127.0.0.1:")
    yield Node(folder, keeper)
    if keeper.poll() is None:
        keeper.kill()
    keeper.communicate(timeout=PATIENCE_S)


def test_an_engine_that_was_never_filled_is_behind_and_is_made_anew(node: Node) -> None:
    code, said, _ = rabta("check", node.folder)
    assert code == 1
    assert {line.partition(":")[0] for line in said.splitlines()} == {"records", "feeds"}
    assert all(line.endswith(" changes behind") for line in said.splitlines())
    assert rabta("rebuild", node.folder) == (0, "", "the graph is made anew\n")
    assert rabta("check", node.folder) == (0, "", "no difference\n")


def test_what_no_source_says_is_found_and_gone_after_a_rebuild(node: Node) -> None:
    rabta("rebuild", node.folder)
    asyncio.run(node.spoil())
    assert rabta("check", node.folder)[:2] == (1, "not so PHONE +92999\n")
    assert rabta("rebuild", node.folder)[0] == 0
    assert rabta("check", node.folder)[0] == 0
    asyncio.run(node.spoil(sealed=False))
    code, said, error = rabta("check", node.folder)
    assert (code, said, "rebuild it" in error, "+92999" in error) == (1, "", True, False)
    assert rabta("rebuild", node.folder)[0] == 0
    assert rabta("check", node.folder)[0] == 0


def test_two_do_not_project_at_once(node: Node) -> None:
    """Each would take the other's places for done, and lose what the clearing took."""
    rabta("rebuild", node.folder)
    with alone(load_settings(node.folder)):
        code, _, said = rabta("rebuild", node.folder)
    assert (code, said) == (1, "rabta: ProjectorRuns: this node's projector runs: stop it first\n")
    assert stat.S_IMODE((node.folder / "projector.lock").stat().st_mode) == 0o600
    assert rabta("check", node.folder)[0] == 0


def test_a_second_engine_for_the_folder_is_refused(node: Node) -> None:
    code, _, said = rabta("up", node.folder)
    assert (code, said) == (1, "another process keeps this folder\n")


def test_told_to_stop_it_takes_its_engine_along(node: Node) -> None:
    java = java_of(node.keeper)
    assert java
    node.keeper.send_signal(signal.SIGTERM)
    assert node.keeper.wait(60) == 0
    assert not Path(f"/proc/{java}").exists()
    code, _, said = rabta("check", node.folder)
    assert (code, said) == (1, "rabta: GraphUnavailable: the graph engine does not answer\n")
