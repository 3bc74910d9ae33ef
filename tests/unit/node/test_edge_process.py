"""One edge process put together as it is in earnest, against a stand-in for the writer."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rabta.membership.v1.membership_service_pb2 import GetRegistryResponse

from services.admin import asking
from services.client.channel import Channel
from services.client.errors import Refusal
from services.membership.layout import FederationFiles
from services.node.__main__ import main, main_in
from services.node.edge_process import run_edge
from services.node.local import Local, free_ports, write_hub_settings
from services.node.settings import HUB_TARGETS, load_settings
from services.signing.keyfile import replace_private
from tests.fakes import live
from tests.fakes.audit_writer import SocketWriter, writing
from tests.fakes.hub import ALONE, INLINE, REGISTRY


@asynccontextmanager
async def process(files: FederationFiles, targets: tuple[str, ...]) -> AsyncIterator[tuple[int, SocketWriter]]:
    port = free_ports(1)[0]
    write_hub_settings(Local(files, port, {}))
    settings = load_settings(files.hub.folder, {})
    async with writing(settings.audit / "writer.sock") as writer:
        running = asyncio.create_task(run_edge(settings, targets))
        async with asyncio.timeout(60):
            while True:
                try:
                    _, probe = await asyncio.open_connection("127.0.0.1", port)
                    probe.close()
                    break
                except OSError:
                    assert not running.done(), running.exception()
                    await asyncio.sleep(0.05)
        yield port, writer
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(60):
            await running


@pytest.fixture
def files(tmp_path: Path) -> FederationFiles:
    return live.copied(tmp_path)


def channel(files: FederationFiles, port: int, tmp_path: Path) -> Channel:
    return Channel(live.profile(files, live.FIA, port, tmp_path / "state"))


async def test_it_logs_the_registry_first_serves_and_drains(files: FederationFiles, tmp_path: Path) -> None:
    async with process(files, HUB_TARGETS) as (port, writer), channel(files, port, tmp_path) as client:
        exchange = await client.call(REGISTRY, b"")
        assert list(GetRegistryResponse.FromString(exchange.proven.body).registries) == [live.registry(files).raw]
        assert writer.registry[:8] == (1).to_bytes(8, "big")
        assert exchange.proven.header.audit_index == 1, "after the registry's own leaf"
    lines = [json.loads(line) for line in (files.hub.folder / "calls.log").read_text("utf-8").splitlines()]
    assert [(line["method"], line["agency"], line["status"]) for line in lines] == [(REGISTRY, live.FIA, 0)]
    for name in ("calls.log", "oversight.db", "reads.db", "records.db"):
        assert (files.hub.folder / name).stat().st_mode & 0o077 == 0, name


async def status_of(node: Path) -> dict[str, bool]:
    return {name: bool(answer and answer.serving) for name, answer in (await asking.statuses(node)).items()}


async def test_its_admin_port_is_there_before_the_log_is_and_goes_with_it(files: FederationFiles) -> None:
    node = files.hub.folder
    write_hub_settings(Local(files, free_ports(1)[0], {}))
    settings = load_settings(node, {})
    running = asyncio.create_task(run_edge(settings, HUB_TARGETS, name="edge-7"))
    async with asyncio.timeout(60):
        while not (status := await status_of(node)):
            await asyncio.sleep(0.02)
        assert status == {"edge-7": False}, "no writer yet"
        async with writing(settings.audit / "writer.sock"):
            while not (await status_of(node))["edge-7"]:
                await asyncio.sleep(0.02)
        while (await status_of(node))["edge-7"]:
            await asyncio.sleep(0.02)
        os.kill(os.getpid(), signal.SIGTERM)
        await running
    assert await status_of(node) == {}


@pytest.mark.parametrize(
    ("targets", "there", "absent"), [(("oversight",), ALONE, INLINE), (("records",), INLINE, ALONE)]
)
async def test_a_subset_serves_its_own_methods(
    targets: tuple[str, ...], there: str, absent: str, files: FederationFiles, tmp_path: Path
) -> None:
    async with process(files, targets) as (port, _writer), channel(files, port, tmp_path) as client:
        reasons = []
        for method in (there, absent):
            with pytest.raises(Refusal) as caught:
                await client.call(method, b"\xff", live.token(of=files))
            reasons.append(caught.value.reason)
        assert reasons == ["INVALID_ARGUMENT", "METHOD_UNKNOWN"]


def test_a_folder_that_others_may_enter_is_refused(files: FederationFiles, capsys: pytest.CaptureFixture[str]) -> None:
    files.hub.folder.chmod(0o755)
    assert main_in(files.hub.folder, "node", HUB_TARGETS) == 2
    assert "UnsafeFile" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main_in(tmp_path / "none", "node", HUB_TARGETS) == 2
    assert "FileNotFoundError" in capsys.readouterr().err


def test_a_folder_without_a_registry_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hub" / "registry").mkdir(parents=True, mode=0o700)
    for path in (tmp_path / "hub", tmp_path / "hub" / "registry"):
        path.chmod(0o700)
    for role in ("node", "edge"):
        assert main_in(tmp_path / "hub", role, HUB_TARGETS) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_settings_that_are_wrong_are_refused(files: FederationFiles, capsys: pytest.CaptureFixture[str]) -> None:
    replace_private(files.hub.folder / "settings.toml", b"colour = 1")
    assert main_in(files.hub.folder, "node", HUB_TARGETS) == 2
    assert "unknown setting colour" in capsys.readouterr().err


def test_a_target_of_nobody_is_a_mistake_of_usage(
    files: FederationFiles, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["rabta-node", "--folder", str(files.hub.folder), "--target", "records,graph"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    assert "records,oversight" in capsys.readouterr().err
