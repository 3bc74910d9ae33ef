"""A member's own node beside the hub, as `rabta serve` runs it: its answers stand in its own log, cosigned like the hub's."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from rabta.exchange.v1.check_service_pb2 import CheckTravellerRequest
from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier

from services.client.channel import GET_REGISTRY, Channel
from services.client.errors import Refusal
from services.client.evidence import gather
from services.client.profile import Profile
from services.client.receipt import settle
from services.evidence.line import proven
from services.evidence.verify import verify_evidence
from services.membership import provision
from services.membership.anchor import Anchor
from services.membership.layout import FederationFiles
from services.node.local import free_ports, node_child, witness_children, write_witness_settings
from services.signing.keyfile import replace_private
from tests.e2e.federation import build, now_ms
from tests.e2e.people import CUSTOMS, PUNJAB
from tests.e2e.processes import Processes, until
from tests.fakes import live
from tests.fakes import record_maker as make

CHECK = "/rabta.exchange.v1.CheckService/CheckTraveller"
POST = {
    "purpose": "CHECKPOINT", "legal_basis": "EXIT_CONTROL", "query_class": "CHECKPOINT",
    "case": {"type": "MOVEMENT", "key": "TORKHAM/2026/1"},
}  # fmt: skip
SEARCH = "/rabta.records.v1.RecordsService/Search"
SETTINGS = """listen = "127.0.0.1:{port}"
home = "{home}"
processes = 1
log_level = "warning"
"""


class Both:
    """Hub and customs, each serving, over one witness."""

    def __init__(self, folder: Path) -> None:
        self.local = build(folder / "federation", processes=1)
        self.files: FederationFiles = self.local.files
        (self.port,) = free_ports(1)
        provision.new_log(self.files, 0, now_ms(), CUSTOMS)
        provision.sign_and_publish(self.files)
        self.node = self.files.agency(CUSTOMS)
        replace_private(self.node.folder / "settings.toml", SETTINGS.format(port=self.port, home=CUSTOMS).encode())
        self.processes = Processes(folder)
        for child in (*witness_children(write_witness_settings(self.files)), node_child(self.local)):
            self.processes.start(child.name, *child.arguments)
        served = ("-m", "services.node", "--folder", str(self.node.folder), "--target", "oversight,exchange")
        self.processes.start("customs", *served)

    def profile(self, server: str, state: Path) -> Profile:
        port = self.port if server == CUSTOMS else self.local.port
        certificates = self.files.node(server).tls_crt
        return live.profile(self.files, PUNJAB, port, state, hub=server, hub_certificates=certificates)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    made = Both(tmp_path_factory.mktemp("both"))
    try:
        for port in (made.port, made.local.port):
            until(lambda port=port: _listens(port), "listening", 60.0)  # type: ignore[misc]  # mypy infers no type for a default of a lambda
        yield made
    finally:
        made.processes.stop_all()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("server", [CUSTOMS, "pk.hub"])
def test_each_answers_under_its_own_log_and_a_third_party_proves_it(both: Both, tmp_path: Path, server: str) -> None:
    raw, origin, checkpoint = asyncio.run(_asked(both.profile(server, tmp_path)))
    lines = verify_evidence(raw, Anchor.from_pem(both.files.anchor.read_bytes()))
    assert proven(lines), [line for line in lines if not line.ok]
    who = f"agency {CUSTOMS}" if server == CUSTOMS else "hub pk.hub"
    assert who in {line.who for line in lines}
    assert checkpoint.startswith(f"{origin}\n".encode())
    assert origin.startswith(f"{both.files.name}/audit/" + (f"{CUSTOMS}/" if server == CUSTOMS else ""))


async def _asked(profile: Profile) -> tuple[bytes, str, bytes]:
    """A bundle, the log's origin and its head."""
    async with Channel(profile) as channel:
        exchange = await channel.call(GET_REGISTRY, GetRegistryRequest(version=1).SerializeToString())
        raw = await gather(channel, exchange)
        return raw, channel.origin(), (await settle(channel)).checkpoint


def test_it_serves_what_it_was_told_to_serve_and_no_records(both: Both, tmp_path: Path) -> None:
    assert asyncio.run(_refused(both, tmp_path)) == "METHOD_UNKNOWN"


async def _refused(both: Both, state: Path) -> str:
    async with Channel(both.profile(CUSTOMS, state)) as channel:
        with pytest.raises(Refusal) as refused:
            await channel.call(SEARCH, b"", live.token(PUNJAB, both.files, aud=CUSTOMS))
    return refused.value.reason


def test_it_checks_no_traveller_while_it_holds_no_copies(both: Both, tmp_path: Path) -> None:
    """No hit of it would read as nothing held by anybody."""
    assert asyncio.run(_checked(both, tmp_path)) == "COPY_STALE"


async def _checked(both: Both, state: Path) -> str:
    document = Identifier(type=IDENTIFIER_TYPE_CNIC, value=make.cnic(1))
    body = CheckTravellerRequest(document=document).SerializeToString()
    async with Channel(both.profile(CUSTOMS, state)) as channel:
        with pytest.raises(Refusal) as refused:
            await channel.call(
                CHECK, body, live.token(PUNJAB, both.files, POST, aud=CUSTOMS, roles=["CHECKPOINT_OFFICER"])
            )
    return refused.value.reason
