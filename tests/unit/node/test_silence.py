"""After which silence each part is killed: as the settings say, and by default as the documents say."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from services.node.peers import FILE as PEERS
from services.node.processes import NODE_SILENT, children
from services.node.settings import EXCHANGE, HUB_TARGETS, SILENT, NodeSettings
from services.node.supervise import Child
from services.node.watchdog import Patience
from tests.e2e.processes import ROOT

OPERATIONS: Final = (ROOT / "docs" / "operations.md").read_text("utf-8")
PARTS: Final = {
    "edge-0": "edge_silent_s",
    "edge-1": "edge_silent_s",
    "writer": "writer_silent_s",
    "projector": "follower_silent_s",
    "syncer": "follower_silent_s",
    "asker": "follower_silent_s",
    "matcher": "matcher_silent_s",
    "detector": "detector_silent_s",
}


def parts(settings: NodeSettings) -> dict[str, Child]:
    """Every part that a node can have, by its name."""
    (settings.folder / PEERS).touch(0o600)
    asking = replace(settings, identity_registry="pk.nadra", identity_endpoint="registry.rabta.pk:7443")
    return {part.name: part for part in children(asking, (*HUB_TARGETS, EXCHANGE), "rabta.test/audit/1")}


def test_each_part_has_the_silence_of_its_setting(tmp_path: Path) -> None:
    own = {name: number for number, name in enumerate(SILENT, 100)}
    found = parts(NodeSettings(tmp_path, **own))  # type: ignore[arg-type]  # each of them is a number
    watched = {name: part.watched for name, part in found.items() if part.watched is not None}
    assert watched == {name: Patience(own[setting], math.inf) for name, setting in PARTS.items()}
    assert found.keys() - watched.keys() == {"graph"}


def test_the_defaults_are_what_the_documents_say(tmp_path: Path) -> None:
    """Of the table of settings, and of the table of what happens when a part hangs."""
    usual = NodeSettings(tmp_path)
    (row,) = (line for line in OPERATIONS.splitlines() if line.startswith("| an edge, the writer, the projector"))
    told = re.search(r"after (\d+) s \(edge\), (\d+) s \(writer\), (\d+) s \(projector, matcher\)", row)
    assert told is not None
    assert [int(seconds) for seconds in told.groups()] == [
        usual.edge_silent_s,
        usual.writer_silent_s,
        usual.follower_silent_s,
    ]
    assert usual.matcher_silent_s == usual.follower_silent_s
    listed = dict(re.findall(r"^\| `(\w+_silent_s)` \| (\d+) \|", OPERATIONS, re.MULTILINE))
    assert {name: int(seconds) for name, seconds in listed.items()} == {name: getattr(usual, name) for name in SILENT}
    assert Patience(30.0, 120.0) == NODE_SILENT
