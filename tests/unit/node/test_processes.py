"""What the writer is told by the registry, and which processes a node is."""

from __future__ import annotations

import asyncio
import logging
import math
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from rabta.membership.v1.registry_pb2 import Registry as Payload

from audit.settings import read_settings
from graph.arcade import STOP_S
from services.edge.serve import DRAIN_S, LEFT_S
from services.membership.layout import FederationFiles
from services.membership.provision import AgencySpec, add_agency, add_key, revoke, sign_and_publish
from services.node import processes
from services.node.local import Local, node_child
from services.node.processes import NoOversight, children, run_node, warn_of_expiry, write_writer_config
from services.node.settings import HUB_TARGETS, NodeSettings, load_settings
from services.node.supervise import Child, longest_stop_s
from services.signing.es256 import PublicKey
from tests.fakes import live
from tests.fakes.world.keys import key_of
from tests.shared import PATIENCE_S, ROOT


@pytest.fixture
def files(tmp_path: Path) -> FederationFiles:
    return live.copied(tmp_path)


def settings_of(files: FederationFiles) -> NodeSettings:
    return load_settings(files.hub.folder, {})


def test_the_writers_settings_are_those_of_the_registry(files: FederationFiles) -> None:
    settings, registry = settings_of(files), live.registry(files)
    assert write_writer_config(settings, registry)
    read = read_settings(settings.audit / "writer.toml")
    assert (read.origin, read.quorum) == (registry.open_log(live.HUB).origin, registry.witness_policy.quorum)
    assert {witness.key.name for witness in read.witnesses} == {
        row.vkey.name for row in registry.witness_policy.witnesses
    }
    assert {witness.url for witness in read.witnesses} == {row.url for row in registry.witness_policy.witnesses}
    assert read.log_key == files.hub.log_key
    assert read.hub_seal_key.resolve() == files.hub.seal_key.resolve()
    assert read.socket == settings.audit / "writer.sock"
    assert (read.limits.officer_per_hour, read.limits.officer_per_day, read.limits.agency_per_hour) == (60, 300, 2000)


def test_keys_of_oversight_and_governance_lie_beside_it(files: FederationFiles) -> None:
    settings, registry = settings_of(files), live.registry(files)
    write_writer_config(settings, registry)
    read = read_settings(settings.audit / "writer.toml")
    seal = PublicKey.from_pem(read.oversight_seal_key.read_bytes())
    assert seal.kid == key_of(files, live.OVERSIGHT, "seal").kid
    holders = {PublicKey.from_pem(path.read_bytes()).kid for path in read.retention_keys}
    assert holders == registry.governance.kids
    for path in settings.audit.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path


def test_it_is_written_anew_only_where_it_changed(files: FederationFiles) -> None:
    settings = settings_of(files)
    assert write_writer_config(settings, live.registry(files))
    assert not write_writer_config(settings, live.registry(files))
    add_key(files, live.FIA, "TOKEN", live.now_ms())
    assert not write_writer_config(settings, sign_and_publish(files)), "a token key is nothing to the writer"
    spec = AgencySpec("pk.customs-2", "BORDER", "Customs 2", witness_url="http://127.0.0.1:29009")
    add_agency(files, spec, live.now_ms())
    registry = sign_and_publish(files)
    assert write_writer_config(settings, registry)
    assert len(read_settings(settings.audit / "writer.toml").witnesses) == 5


def test_the_writer_is_told_the_pin_of_each_witness(files: FederationFiles) -> None:
    settings = settings_of(files)
    spec = AgencySpec("pk.customs-2", "BORDER", "Customs 2", witness_url="https://127.0.0.1:29009")
    add_agency(files, spec, live.now_ms())
    registry = sign_and_publish(files)
    write_writer_config(settings, registry)
    read = {witness.url: witness.pin for witness in read_settings(settings.audit / "writer.toml").witnesses}
    assert read == {row.url: row.pin for row in registry.witness_policy.witnesses}
    assert len(read["https://127.0.0.1:29009"]) == 32


def test_a_seal_key_that_was_revoked_gives_way_to_the_next(files: FederationFiles) -> None:
    settings = settings_of(files)
    write_writer_config(settings, live.registry(files))
    old = key_of(files, live.OVERSIGHT, "seal").kid
    add_key(files, live.OVERSIGHT, "SEALED", live.now_ms())
    revoke(files, old, live.now_ms())
    assert write_writer_config(settings, sign_and_publish(files))
    found = PublicKey.from_pem((settings.audit / "oversight-seal.pem").read_bytes()).kid
    assert found not in (old, key_of(files, live.HUB, "seal").kid)


def test_without_an_oversight_body_there_is_no_log(files: FederationFiles) -> None:
    """A version that nobody should have signed: its hub starts no log."""
    said = Payload.FromString(live.registry(files).payload)
    for agency in said.agencies:
        if agency.id == live.OVERSIGHT:
            del agency.keys[:]
    unsound = replace(live.registry(files), payload=said.SerializeToString(deterministic=True))
    with pytest.raises(NoOversight):
        write_writer_config(settings_of(files), unsound)


def test_a_node_is_its_writer_first_and_then_its_edges(files: FederationFiles) -> None:
    (files.hub.folder / "settings.toml").write_text("processes = 3", "utf-8")
    settings = settings_of(files)
    found = children(settings, ("records",), "rabta.test/audit/1")
    assert [child.name for child in found] == ["writer", "matcher", "edge-0", "edge-1", "edge-2"]
    assert found[0].arguments == ("-m", "audit", "--config", str(settings.audit / "writer.toml"))
    assert found[1].arguments[-4:] == ("--target", "records", "--role", "matcher")
    assert found[3].arguments[-6:] == ("--target", "records", "--role", "edge", "--name", "edge-1")
    assert not any("key" in argument for child in found for argument in child.arguments), "no key in argv"


def test_a_node_that_asks_a_registry_has_one_process_for_it(files: FederationFiles) -> None:
    text = 'identity_registry = "pk.nadra"\nidentity_endpoint = "nadra.example:7443"\nprocesses = 1\n'
    (files.hub.folder / "settings.toml").write_text(text, "utf-8")
    found = {child.name: child for child in children(settings_of(files), ("records",), "rabta.test/audit/1")}
    assert list(found) == ["writer", "matcher", "asker", "edge-0"]
    assert found["asker"].arguments[-2:] == ("--role", "asker")
    assert found["asker"].watched is not None


def test_a_node_that_has_a_list_of_peers_has_one_process_that_takes_copies(files: FederationFiles) -> None:
    settings = settings_of(files)
    (settings.folder / "peers.toml").touch(0o600)
    found = {child.name: child for child in children(settings, ("records", "exchange"), "rabta.test/audit/1")}
    assert list(found) == ["writer", "matcher", "syncer", "edge-0", "edge-1"]
    assert found["syncer"].arguments[-2:] == ("--role", "syncer")
    assert found["syncer"].watched is not None
    assert "syncer" not in {child.name for child in children(settings, ("records",), "rabta.test/audit/1")}


def test_a_node_with_the_graph_keeps_its_engine_unless_others_do(files: FederationFiles) -> None:
    settings = settings_of(files)
    found = children(settings, ("records", "linkage"), "rabta.test/audit/1")
    assert [child.name for child in found] == [
        "writer",
        "graph",
        "projector",
        "matcher",
        "detector",
        "edge-0",
        "edge-1",
    ]
    assert found[1].arguments == ("-m", "graph", str(settings.graph), "--heap", "512m")
    assert found[2].arguments[-2:] == ("--role", "projector")
    assert found[4].arguments[-2:] == ("--role", "detector")
    own = load_settings(files.hub.folder, {"RABTA_NODE_HOME": "pk.fia"})
    assert "detector" not in {child.name for child in children(own, ("records", "linkage"), "rabta.test/audit/1")}
    environment = {"RABTA_GRAPH_URI": "bolt+s://db:7687", "RABTA_NODE_GRAPH_PASSWORD_FILE": "graph.password"}
    found = children(load_settings(files.hub.folder, environment), ("linkage",), "rabta.test/audit/1")
    assert [child.name for child in found] == ["writer", "projector", "edge-0", "edge-1"]


def test_what_stops_inside_stops_sooner_than_what_waits_for_it(files: FederationFiles) -> None:
    """Calls under way, then the edge; Java, then its keeper; all of a node, then whoever supervises the node."""
    found = {child.name: child for child in children(settings_of(files), HUB_TARGETS, "rabta.test/audit/1")}
    assert found["edge-0"].patience_s > DRAIN_S + LEFT_S
    assert found["graph"].patience_s > STOP_S
    assert found["writer"].level < found["graph"].level < found["projector"].level == found["edge-0"].level
    assert found["edge-0"].level == found["edge-1"].level, "together"
    hub = node_child(Local(files, 1, {}))
    assert longest_stop_s(found.values()) < hub.patience_s
    assert longest_stop_s([hub, Child("witness", ())]) < 60, "what the service manager is told, docs/operations.md"


WRITER = "import sys,time,pathlib; p=pathlib.Path(sys.argv[1]); p.open('a').write('started\\n'); time.sleep(60)"


async def test_a_registry_that_changes_the_writers_settings_starts_it_again(
    files: FederationFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for the writer counts its starts; the rest is the node's own."""
    starts = tmp_path / "starts"
    child = Child("writer", ("-c", WRITER, str(starts)))
    monkeypatch.setattr(processes, "children", lambda *_: [child])
    node = asyncio.create_task(run_node(settings_of(files), ("records",), poll_s=0.05))

    async def until(number: int) -> None:
        async with asyncio.timeout(60):
            while not starts.exists() or len(starts.read_text().splitlines()) < number:
                await asyncio.sleep(0.02)

    await until(1)
    add_key(files, live.FIA, "TOKEN", live.now_ms())
    sign_and_publish(files)
    await asyncio.sleep(0.2)
    assert len(starts.read_text().splitlines()) == 1
    add_agency(files, AgencySpec("pk.x", "COURT", "X", witness_url="http://127.0.0.1:29009"), live.now_ms())
    sign_and_publish(files)
    await until(2)
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(60):
        await node
    assert child.process is not None
    assert child.process.returncode is not None


def test_the_registrys_end_is_told_every_hour_of_its_last_week(caplog: pytest.LogCaptureFixture) -> None:
    registry = live.registry(live.files())
    hour_ms = 3_600_000
    start_ms = registry.expires_ms - 8 * 24 * hour_ms
    warned_ms = 0
    with caplog.at_level(logging.WARNING):
        for minute in range(0, 8 * 24 * 60 + 180, 10):
            warned_ms = warn_of_expiry(registry, start_ms + minute * 60_000, warned_ms)
    levels = [record.levelname for record in caplog.records]
    assert levels[0] == "WARNING"
    assert 7 * 24 - 2 <= levels.count("WARNING") <= 7 * 24 + 1
    assert 2 <= levels.count("ERROR") <= 3
    assert "in 167 hours" in caplog.text


async def test_a_running_node_says_so_too(
    files: FederationFiles, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stays = Child("writer", ("-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(processes, "children", lambda *_: [stays])
    late = SimpleNamespace(time_ns=lambda: (live.registry(files).expires_ms - 1) * 1_000_000)
    monkeypatch.setattr(processes, "time", late)
    with caplog.at_level(logging.WARNING):
        node = asyncio.create_task(run_node(settings_of(files), ("records",), poll_s=0.02))
        async with asyncio.timeout(PATIENCE_S):
            while "the registry expires" not in caplog.text:
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.3)  # it is not said again meanwhile
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(60):
            await node
    assert caplog.text.count("the registry expires in 0 hours") == 1


def test_no_part_that_opens_stores_is_ended_before_its_first_sign(files: FederationFiles) -> None:
    """What a store has to do at its opening grows with it, and a kill would take it back at each start again."""
    parts = children(settings_of(files), HUB_TARGETS, live.registry(files).open_log(live.HUB).origin)
    opening = [child for child in parts if child.name != "graph"]
    assert {child.name.rstrip("0123456789") for child in opening} == {
        "writer",
        "projector",
        "matcher",
        "detector",
        "edge-",
    }
    assert {child.watched and child.watched.starting_s for child in opening} == {math.inf}


def test_a_supervisor_loads_nothing_of_what_it_starts() -> None:
    """It starts in half the time so, and holds none of it in memory for as long as the node runs."""
    code = "import sys, services.node.__main__; print(*sys.modules)"
    path = os.pathsep.join((str(ROOT), str(ROOT / "proto" / "gen")))
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    loaded = {"services.node.edge_process", "services.node.matcher", "cedarpy", "grpc", "neo4j", "numpy", "aiohttp"}
    assert not loaded & set(done.stdout.split())
