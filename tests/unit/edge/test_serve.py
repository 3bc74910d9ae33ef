"""The server itself: who may connect, certificates that change under it, the summary, the drain."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
from pathlib import Path
from typing import Any

import grpc
import pytest
from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest, GetRegistryResponse

from audit.client import Refusal
from services.edge import serve
from services.edge.serve import Listen, build_server, flush_summary, run_server
from services.edge.tls import Thumbprints, TlsFiles, server_credentials
from services.membership.certificates import Authority
from services.node.local import free_ports
from services.signing.es256 import PrivateKey
from services.signing.keyfile import UnsafeFile
from tests.fakes import live
from tests.fakes.hub import INLINE, REGISTRY, Hub, build, running
from tests.fakes.raw_caller import calling
from tests.fakes.world.keys import thumbprint_of
from tests.shared import PATIENCE_S
from tests.unit.edge.answers import reason_of


def plain(channel: grpc.aio.Channel, method: str) -> grpc.aio.UnaryUnaryMultiCallable[bytes, bytes]:
    """A method whose messages are bytes as they travel."""
    return channel.unary_unary(method)


def tls_files(folder: Path, files: Any) -> TlsFiles:
    """The hub's TLS files in a folder of one's own."""
    for name in ("tls.key", "tls.crt", "ca.crt"):
        shutil.copy2(files.hub.folder / name, folder / name)
    return TlsFiles(folder / "tls.key", folder / "tls.crt", folder / "ca.crt")


async def reaches(hub: Hub, credentials: grpc.ChannelCredentials, within_s: float = 20.0) -> bool:
    options = [("grpc.use_local_subchannel_pool", 1)]
    async with grpc.aio.secure_channel(f"127.0.0.1:{hub.port}", credentials, options=options) as channel:
        try:
            async with asyncio.timeout(within_s):
                await channel.channel_ready()
        except TimeoutError:
            return False
        return True


async def test_without_a_client_certificate_nobody_gets_in_and_the_server_lives() -> None:
    async with running() as hub:
        ca = hub.files.hub.ca_crt.read_bytes()
        async with grpc.aio.secure_channel(f"127.0.0.1:{hub.port}", grpc.ssl_channel_credentials(ca)) as channel:
            with pytest.raises(grpc.aio.AioRpcError) as caught:
                await plain(channel, INLINE)(b"", timeout=20)
            assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
        assert hub.edge.counts.drain() == []
        async with calling(hub.files, hub.port) as caller:
            assert (await caller.proven(caller.ask(INLINE, token=live.token()))).body


async def test_a_certificate_of_another_authority_does_not_get_in(tmp_path: Path) -> None:
    async with running() as hub:
        stranger = Authority.create("elsewhere", live.now_ms())
        key = PrivateKey.generate()
        key.save(tmp_path / "key")
        issued = stranger.issue(key.spki, live.FIA, "node", live.now_ms(), 9, ("127.0.0.1",))
        ca = hub.files.hub.ca_crt.read_bytes()
        credentials = grpc.ssl_channel_credentials(ca, (tmp_path / "key").read_bytes(), issued.pem)
        async with grpc.aio.secure_channel(f"127.0.0.1:{hub.port}", credentials) as channel:
            with pytest.raises(grpc.aio.AioRpcError) as caught:
                await plain(channel, INLINE)(b"", timeout=20)
            assert caught.value.code() is grpc.StatusCode.UNAVAILABLE


async def test_a_certificate_that_the_registry_does_not_list_is_counted(tmp_path: Path) -> None:
    async with running() as hub:
        authority = Authority.load(hub.files.name, hub.files.folder)
        key = PrivateKey.generate()
        key.save(tmp_path / "key")
        issued = authority.issue(key.spki, live.FIA, "node", live.now_ms(), 9, ("127.0.0.1",))
        ca = hub.files.hub.ca_crt.read_bytes()
        credentials = grpc.ssl_channel_credentials(ca, (tmp_path / "key").read_bytes(), issued.pem)
        async with calling(hub.files, hub.port) as caller:
            question = caller.ask(INLINE, token=live.token())
        async with grpc.aio.secure_channel(f"127.0.0.1:{hub.port}", credentials) as channel:
            with pytest.raises(grpc.aio.AioRpcError) as caught:
                await plain(channel, INLINE)(question.body, timeout=20, metadata=question.metadata())
        assert caught.value.details() == "refused"
        assert hub.edge.counts.drain() == [f"{issued.thumbprint.hex()[:16]}/connection=1"]


async def test_new_certificate_files_are_taken_up_at_the_next_connection(tmp_path: Path) -> None:
    hub = build()
    await hub.log.append_registry(1, hub.registry.digest)
    files = tls_files(tmp_path, hub.files)
    hub.port = free_ports(1)[0]
    hub.edge.start()
    server = build_server(hub.edge, Listen("127.0.0.1", hub.port, files))
    await server.start()
    node = hub.files.agency(live.FIA)
    pair = node.tls_key.read_bytes(), node.tls_crt.read_bytes()
    old = grpc.ssl_channel_credentials(hub.files.hub.tls_crt.read_bytes(), *pair)
    assert await reaches(hub, old)
    authority, key = Authority.load(hub.files.name, hub.files.folder), PrivateKey.generate()
    issued = authority.issue(key.spki, live.HUB, "hub", live.now_ms(), 9, ("127.0.0.1",))
    files.key.unlink()
    key.save(files.key)
    files.certificate.write_bytes(issued.pem)
    os.utime(files.certificate, ns=(1, 1))
    assert await reaches(hub, grpc.ssl_channel_credentials(issued.pem, *pair))
    assert not await reaches(hub, old, within_s=0.5)
    files.certificate.unlink()
    assert await reaches(hub, grpc.ssl_channel_credentials(issued.pem, *pair)), "what cannot be read changes nothing"
    await server.stop(0)


def test_a_key_that_others_may_read_is_refused_at_the_start(tmp_path: Path) -> None:
    files = tls_files(tmp_path, live.files())
    files.key.chmod(0o640)
    with pytest.raises(UnsafeFile):
        server_credentials(files)


def test_a_thumbprint_is_that_of_the_certificate_in_der() -> None:
    pem = live.files().agency(live.FIA).tls_crt.read_bytes()

    class Context:
        def __init__(self, found: dict[str, list[bytes]]) -> None:
            self.found = found

        def auth_context(self) -> dict[str, list[bytes]]:
            return self.found

    thumbprints = Thumbprints()
    for _ in range(2):
        assert thumbprints.of(Context({"x509_pem_cert": [pem]})) == thumbprint_of(live.files().node(live.FIA))
    assert thumbprints.of(Context({})) == b""
    assert thumbprints.of(Context({"x509_pem_cert": []})) == b""


async def test_a_port_that_another_holds_is_an_error_with_its_number() -> None:
    hub = build()
    hub.edge.start()
    home = hub.files.hub
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=str(port)):
            build_server(hub.edge, Listen("127.0.0.1", port, TlsFiles(home.tls_key, home.tls_crt, home.ca_crt)))


async def test_two_processes_share_one_port() -> None:
    hub, sibling = build(), build()
    home, port = hub.files.hub, free_ports(1)[0]
    servers = []
    for each in (hub, sibling):
        each.edge.start()
        files = TlsFiles(home.tls_key, home.tls_crt, home.ca_crt)
        servers.append(build_server(each.edge, Listen("127.0.0.1", port, files)))
        await servers[-1].start()
    for server in servers:
        await server.stop(0)


async def test_the_summary_is_one_leaf_and_none_without_a_count() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        await flush_summary(hub.edge)
        assert hub.log.kinds() == []
        for _ in range(3):
            await caller.send(caller.ask(INLINE), metadata=[])
        await flush_summary(hub.edge)
        entry = hub.log.opened()
        assert (entry.kind, entry.agency) == ("SUMMARY", live.HUB)
        assert entry.counts == (f"{thumbprint_of(hub.files.node(live.FIA)).hex()[:16]}/metadata=3",)
        await flush_summary(hub.edge)
        assert hub.log.kinds() == ["SUMMARY"]


async def test_a_summary_that_cannot_be_logged_is_kept_for_the_next() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        await caller.send(caller.ask(INLINE), metadata=[])
        hub.log.refuse = lambda _item: Refusal.UNAVAILABLE
        await flush_summary(hub.edge)
        hub.log.refuse = lambda _item: None
        await caller.send(caller.ask(INLINE), metadata=[])
        await flush_summary(hub.edge)
        assert hub.log.opened().counts[0].endswith("/metadata=2")


async def test_a_summary_is_logged_while_witnesses_are_stale() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.log.stale = True
        await caller.send(caller.ask(INLINE), metadata=[])
        await flush_summary(hub.edge)
        assert hub.log.kinds() == ["SUMMARY"]


async def test_told_to_stop_it_answers_what_is_under_way_and_writes_the_summary(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(serve, "SUMMARY_S", 0.05)
    hub = build()
    await hub.log.append_registry(1, hub.registry.digest)
    home, hub.port = hub.files.hub, free_ports(1)[0]
    listen = Listen("127.0.0.1", hub.port, TlsFiles(home.tls_key, home.tls_crt, home.ca_crt), drain_s=5.0)
    ready, going, held = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slow(_call: Any, raw: bytes) -> bytes:
        going.set()
        await held.wait()
        return raw

    hub.bodies[INLINE] = slow
    assert hub.edge.starting
    serving = asyncio.create_task(run_server(hub.edge, listen, tmp_path / "edge.sock", ready))
    await ready.wait()
    assert not hub.edge.starting
    async with calling(hub.files, hub.port) as caller:
        await caller.send(caller.ask(INLINE), metadata=[])
        under_way = asyncio.create_task(caller.proven(caller.ask(INLINE, token=live.token())))
        await going.wait()
        assert not hub.edge.draining
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(PATIENCE_S):
            while not hub.edge.draining:  # told while calls are still under way
                await asyncio.sleep(0.01)
        held.set()
        assert (await under_way).body == b"question"
        await serving
    assert sorted(hub.log.kinds()) == ["READ", "SUMMARY"]
    assert hub.log.down, "the line to the writer is closed"


async def test_the_registry_is_handed_out_from_the_asked_version_on() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        for version, found in ((0, 1), (1, 1)):
            answer = await caller.proven(caller.ask(REGISTRY, GetRegistryRequest(version=version).SerializeToString()))
            assert list(GetRegistryResponse.FromString(answer.body).registries) == [hub.registry.raw] * found
        answer = await caller.proven(caller.ask(REGISTRY, GetRegistryRequest(version=2).SerializeToString()))
        assert reason_of(answer) == "NOT_FOUND"
        answer = await caller.proven(caller.ask(REGISTRY, b"\xff"))
        assert reason_of(answer) == "INVALID_ARGUMENT"
