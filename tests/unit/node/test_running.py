"""What should run is written down by the supervisor, and read by whoever asks how it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.node import machine, running
from services.node.local import Local, free_ports, write_hub_settings, write_witness_settings
from services.node.processes import children
from services.node.settings import NodeSettings
from services.signing.keyfile import UnsafeFile, check_private
from tests.fakes import live

ORIGIN = "rabta.test/audit/1"


@pytest.mark.parametrize(
    ("targets", "names"),
    [
        (("records",), ["matcher", "edge-0", "edge-1", "edge-2"]),
        (("linkage",), ["projector", "edge-0", "edge-1", "edge-2"]),
        (("records", "linkage"), ["projector", "matcher", "detector", "edge-0", "edge-1", "edge-2"]),
        (("records", "exchange"), ["matcher", "syncer", "edge-0", "edge-1", "edge-2"]),
    ],
)
def test_those_that_answer_on_an_admin_port(targets: tuple[str, ...], names: list[str], tmp_path: Path) -> None:
    (tmp_path / "peers.toml").touch()
    parts = children(NodeSettings(tmp_path, processes=3), targets, ORIGIN)
    assert running.expected(tmp_path) == []
    running.note(tmp_path, parts)
    assert running.expected(tmp_path) == names
    check_private(tmp_path / running.FILE)
    running.note(tmp_path, parts[:-1])
    assert running.expected(tmp_path) == names[:-1]


def test_a_list_that_others_may_write_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / running.FILE).write_text("edge-0\n")
    (tmp_path / running.FILE).chmod(0o666)
    with pytest.raises(UnsafeFile):
        running.expected(tmp_path)


def test_beside_a_hub_on_one_machine_its_issuers_and_witnesses(tmp_path: Path) -> None:
    hub, issuer = free_ports(2)
    local = Local(live.copied(tmp_path), hub, {live.FIA: issuer})
    write_hub_settings(local)
    write_witness_settings(local.files)
    assert machine.hub_of(local.files.hub.folder) == local.files.hub.folder
    assert machine.others(local.files.hub.folder) == {}
    machine.save(local)
    assert machine.hub_of(local.files.folder) == local.files.hub.folder
    found = machine.others(local.files.folder)
    assert found[f"issuer-{live.FIA}"] == f"127.0.0.1:{issuer}"
    assert found.keys() == machine.addresses(local).keys() - {"hub"}
    assert len(found) == 1 + 4
