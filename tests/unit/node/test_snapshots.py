"""The files of detectors as a node opens them: keys of its own, and kinds by the registry in force."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.access.engine import CedarEngine
from services.linkage.filling.folder import PagesDamaged
from services.node.settings import NodeSettings
from services.node.snapshots import FOLDER, filler_of, kinds_in, snapshots_of
from services.signing.keyfile import write_private
from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.records_node import federation
from tests.unit.linkage.filling.node import KINDS, OF_CASE, Node, file_of, pay
from tests.unit.linkage.world import NOW

__all__ = ["pytest_pyfunc_call"]


async def opened(folder: Path, secret: bytes) -> tuple[Node, NodeSettings]:
    """A node with a case, an order and a transfer."""
    node = Node(folder)
    node.world.feed.put(file_of())
    await node.order()
    await node.feed(pay("A", "B"))
    own = node.world.folder
    write_private(own / "secret.key", secret)
    return node, NodeSettings(own)


async def test_a_node_takes_snapshots_by_the_rules_that_its_edges_decide_by(tmp_path: Path) -> None:
    node, settings = await opened(tmp_path, bytes(32))
    filler = filler_of(settings, node.world.feed, node.world.links, lambda: NOW)
    snapshots = snapshots_of(filler, CedarEngine.load(), KINDS.get, settings)
    assert await snapshots.refresh() == 2
    assert await snapshots.scopes(NOW) == [OF_CASE]
    taken = await snapshots.take(OF_CASE, NOW)
    assert taken.snapshot.transfers["amount"].tolist() == [100_000]
    assert {path.suffix for path in (settings.folder / FOLDER).iterdir()} == {".page", ""}
    plain = await node.take()
    assert len(plain.tokens) == len(taken.tokens) == 2
    assert not set(plain.tokens.tolist()) & set(taken.tokens.tolist()), "another key, other tokens"


def test_kinds_are_those_of_the_registry_in_force(tmp_path: Path) -> None:
    registry = federation(tmp_path).registry
    kind_of = kinds_in(lambda: registry)
    assert (kind_of("pk.fia"), kind_of("pk.nobody")) == ("FIA", None)


async def test_another_nodes_secret_opens_nothing(tmp_path: Path) -> None:
    node, settings = await opened(tmp_path, bytes(32))
    await filler_of(settings, node.world.feed, node.world.links, lambda: NOW).refresh()
    (settings.folder / "secret.key").unlink()
    write_private(settings.folder / "secret.key", bytes([1]) * 32)
    other = filler_of(settings, node.world.feed, node.world.links, lambda: NOW)
    with pytest.raises(PagesDamaged):
        other.folder.held()
    assert await other.refresh() == 2
