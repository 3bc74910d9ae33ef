"""A federation of real processes to measure: hub, four witnesses, bulk records, officers' tokens, prepared calls."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from services.access.details import Details
from services.access.jws import sign_token
from services.client.channel import Channel
from services.client.errors import Refusal, Unproven
from services.client.profile import load_profile
from services.membership.layout import FederationFiles
from services.membership.registry import Registry
from services.membership.spec import AgencySpec, register
from services.node.local import (
    Local,
    free_ports,
    node_child,
    registry_of,
    witness_children,
    write_agency_profile,
    write_hub_settings,
    write_witness_settings,
)
from services.node.settings import LIMITS
from services.signing.cohort import sign_header
from services.signing.es256 import PrivateKey
from services.signing.header import Party, build_request, request_digest
from tests.fakes.world.federations import small_federation
from tests.fakes.world.keys import b64, thumbprint_of
from tests.fakes.world.tokens import access_claims, officer_claims
from tests.proc import descendants

ASKER, OWNER, OVERSIGHT = "pk.fia", "pk.punjab-police", "pk.oversight"
CASE = ("FIR", "FIA/LAHORE/AHTC/1/2024")
OFFICERS = 48
WITNESSES = 4


def now_ms() -> int:
    """Milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


@dataclass
class Prepared:
    """One signed call: what travels, and what its answer must match."""

    header: bytes
    signature: bytes
    token: str
    body: bytes
    nonce: bytes
    request_sha256: bytes


@dataclass(frozen=True)
class Asking:
    """Who signs prepared calls: an agency's node, its officers taking turns."""

    agency: str
    key: PrivateKey
    tokens: list[str]


@dataclass
class Hub:
    """A running federation. ``profile`` is that of the asking agency."""

    local: Local
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.registry: Registry = registry_of(self.local.files)
        why = Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", *CASE)
        self.investigators = self.asking(ASKER, "INVESTIGATOR", why)

    def asking(self, agency: str, role: str, why: Details) -> Asking:
        """Officers of an agency who ask for one reason."""
        tokens = [self.token(agency, officer(number), role, why) for number in range(OFFICERS)]
        return Asking(agency, PrivateKey.load(self.local.files.agency(agency).message_key), tokens)

    def upkeep_token(self, agency: str) -> str:
        """Token of a record officer."""
        why = Details("RECORD_UPKEEP", "DATA_OVERSIGHT", "", "UPKEEP", "RECORD", agency.upper())
        return self.token(agency, "recorder-1", "RECORD_OFFICER", why)

    def token(self, agency: str, sub: str, role: str, why: Details) -> str:
        """An access token, signed with the agency's own key."""
        node = self.local.files.agency(agency)
        now = int(time.time())
        who = officer_claims(
            agency, self.registry.hub, self.registry.federation_id, now * 1000,
            sub=sub, iat=now, exp=now + 900, jti=b64(os.urandom(18)), roles=[role], superiors=[],
        )  # fmt: skip
        return sign_token(access_claims(who, thumbprint_of(node), why), PrivateKey.load(node.token_key), "at+jwt")

    def prepare(self, method: str, bodies: Sequence[bytes], by: Asking | None = None) -> list[Prepared]:
        """Signed calls, each with its own nonce; by investigators unless told, and good for a minute."""
        asking = by or self.investigators
        party = Party(
            asking.agency, asking.key.kid, self.registry.federation_id, self.registry.version, self.registry.digest
        )
        digests = [hashlib.sha256(token.encode()).digest() for token in asking.tokens]
        prepared = []
        for number, body in enumerate(bodies):
            at, nonce = now_ms(), os.urandom(16)
            header = build_request(
                party, method=method, audience=self.registry.hub, iat_ms=at, exp_ms=at + 60_000, nonce=nonce,
                body_sha256=hashlib.sha256(body).digest(), token_sha256=digests[number % OFFICERS],
            )  # fmt: skip
            signature = sign_header(asking.key, header)
            digest = request_digest(header, signature)
            prepared.append(Prepared(header, signature, asking.tokens[number % OFFICERS], body, nonce, digest))
        return prepared

    @property
    def node_processes(self) -> list[int]:
        """Ids of the node's process and of all below it: edges, writer, and the fork servers that start them."""
        node = self.processes[-1].pid
        return sorted({node} | descendants(node))


def officer(number: int) -> str:
    """Id of one of the asking officers."""
    return f"fia-{number}"


def rss_mb(pid: int) -> float:
    """Resident memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def nothing(_files: FederationFiles) -> None:
    """A federation as it is made."""


@contextmanager
def running_hub(
    folder: Path,
    processes: int = 2,
    targets: tuple[str, ...] = ("records", "oversight"),
    before: Callable[[FederationFiles], None] = nothing,
    **settings: int | str,
) -> Iterator[Hub]:
    """Build in ``folder`` and run; everything started here is ended here. ``settings``: further ones of the hub.

    ``before``: what is done to the federation's files before anything runs.
    """
    ports = free_ports(1 + WITNESSES)
    witnesses = dict(zip((ASKER, OWNER, OVERSIGHT, "pk.customs"), ports[1:], strict=True))
    kinds = {ASKER: "FIA", OWNER: "POLICE", OVERSIGHT: "OVERSIGHT", "pk.customs": "BORDER"}
    specs = [
        AgencySpec(
            agency, kinds[agency], agency, clearance=3, witness_url=f"http://127.0.0.1:{port}",
            registers={ASKER: (register("FIR", "FIA/"),), OWNER: (register("FIR", "PB/"),)}.get(agency, ()),
        )
        for agency, port in witnesses.items()
    ]  # fmt: skip
    local = Local(small_federation(folder, now_ms(), "rabta.bench", specs), ports[0], {})
    before(local.files)
    plenty = dict.fromkeys(LIMITS, 10**12)
    write_hub_settings(local, processes=processes, log_level="warning", **plenty, **settings)
    for agency in kinds:
        write_agency_profile(local, agency, contributes=True)
    hub = Hub(local)
    with (folder / "hub.log").open("ab") as log:
        for child in [
            *witness_children(write_witness_settings(local.files)),
            node_child(local, targets),
        ]:
            hub.processes.append(subprocess.Popen([sys.executable, *child.arguments], stdout=log, stderr=log))
        try:
            yield hub
        finally:
            for process in reversed(hub.processes):
                process.send_signal(signal.SIGTERM)
                process.wait(60)


async def until_open(hub: Hub, patience_s: float = 40.0) -> None:
    """Wait until the hub answers: the log is open and the registry in it. TimeoutError."""
    async with asyncio.timeout(patience_s):
        while True:
            try:
                async with Channel(load_profile(hub.local.profile(ASKER))) as channel:
                    await channel.fetch_registry()
                    return
            except (Refusal, Unproven):
                await asyncio.sleep(0.3)
