"""`rabta detect run` over a hub that was founded by command: alone on the node, and without anything to look at."""

from __future__ import annotations

from pathlib import Path

from services.node.detector import LOCK
from services.store.folder_lock import held_alone
from tests.unit.cli.founding import NAME, rabta, run


def test_a_run_by_hand_is_alone_on_its_node(tmp_path: Path) -> None:
    rabta("node", "init", tmp_path / "federation", "--name", NAME, "--yes")
    hub = tmp_path / "federation" / "hub"
    assert "0 cases and operations, 0 of them changed: raised nothing" in run("detect", "run", hub).output
    with held_alone(hub / LOCK):
        assert "another run is under way on this node" in rabta("detect", "run", hub, code=1)
