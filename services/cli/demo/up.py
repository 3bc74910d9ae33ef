"""Build the synthetic federation in a folder, and run all its parts as one process group."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.cli.demo.officers import write_roster
from services.demo.exports import generate
from services.demo.offences import CUSTOMS, FIA, PRISONS, PUNJAB, SINDH
from services.demo.rosters import OVERSIGHT, rosters
from services.membership.provision import AgencySpec, build_federation, open_federation
from services.node.local import (
    Local,
    free_ports,
    issuer_children,
    node_child,
    witness_children,
    write_agency_profile,
    write_hub_settings,
    write_issuer_settings,
    write_witness_settings,
)
from services.node.supervise import Child, Supervisor

NAME = "rabta.demo"
WITNESSES = (FIA, PUNJAB, SINDH, OVERSIGHT)
AGENCIES = (
    (PUNJAB, "POLICE", "Punjab Police", ("PK-PB",), "+92 42 000 0101"),
    (SINDH, "POLICE", "Sindh Police", ("PK-SD",), "+92 21 000 0102"),
    (FIA, "FIA", "Federal Investigation Agency", ("PK",), "+92 51 000 0103"),
    (CUSTOMS, "BORDER", "Pakistan Customs", ("PK",), "+92 21 000 0104"),
    (PRISONS, "PRISON", "Prisons Department", ("PK",), "+92 42 000 0105"),
    (OVERSIGHT, "OVERSIGHT", "Data Oversight Body", ("PK",), "+92 51 000 0106"),
)


@dataclass(frozen=True, slots=True)
class Demo:
    """A built federation: where it is, what the story says, who the officers are."""

    local: Local
    story: dict[str, Any]

    @property
    def folder(self) -> Path:
        """Its folder."""
        return self.local.files.folder

    @classmethod
    def open(cls, folder: Path) -> Demo:
        """One that was built before."""
        ports = json.loads((folder / "demo.json").read_text("utf-8"))
        story = json.loads((folder / "exports" / "story.json").read_text("utf-8"))
        return cls(Local(open_federation(folder), ports["hub"], ports["issuers"]), story)

    def children(self) -> list[Child]:
        """Every process of the federation; the hub's node is stopped first, witnesses last."""
        witnesses = [self.local.files.agency(agency).witness / "witness.toml" for agency in WITNESSES]
        return [*witness_children(witnesses), *issuer_children(self.local), node_child(self.local)]


def build(folder: Path, seed: int, records: int) -> Demo:
    """Keys, registry, rosters, profiles, settings, and the agencies' export files."""
    now_ms = time.time_ns() // 1_000_000
    ports = free_ports(1 + len(WITNESSES) + len(AGENCIES))
    hub, witness_ports, issuer_ports = ports[0], ports[1 : 1 + len(WITNESSES)], ports[1 + len(WITNESSES) :]
    urls = dict(zip(WITNESSES, (f"http://127.0.0.1:{port}" for port in witness_ports), strict=True))
    files = build_federation(folder, NAME, _specs(urls), now_ms)
    issuers = dict(zip((agency for agency, *_ in AGENCIES), issuer_ports, strict=True))
    local = Local(files, hub, issuers)
    story = generate(folder / "exports", seed, records)
    _settle_in(local, rosters(now_ms), story, now_ms)
    (folder / "demo.json").write_text(json.dumps({"hub": hub, "issuers": issuers}), "utf-8")
    return Demo(local, story)


def _specs(urls: dict[str, str]) -> list[AgencySpec]:
    return [
        AgencySpec(
            agency, kind, name, jurisdictions, clearance=3, desk_name=f"{name}, duty desk", desk_phone=phone,
            witness_url=urls.get(agency, ""),
        )
        for agency, kind, name, jurisdictions, phone in AGENCIES
    ]  # fmt: skip


def _settle_in(local: Local, officers: dict[str, list[dict[str, Any]]], story: dict[str, Any], now_ms: int) -> None:
    refused = story["refused"]
    for officer in officers[refused["agency"]]:
        if officer["id"] == refused["officer"]:
            officer["cases"] = [*officer["cases"], refused["case"]]
    for agency, people in officers.items():
        write_roster(local.files.agency(agency), agency, people, now_ms)
        write_issuer_settings(local, agency)
        for person in people:
            write_agency_profile(local, agency, person["id"], contributes="RECORD_OFFICER" in person["roles"])
    write_hub_settings(local, officer_per_hour=600, officer_per_day=3000, agency_per_hour=5000)
    write_witness_settings(local.files)


def serve(demo: Demo, ready: Callable[[], None]) -> None:
    """Run the process group until SIGTERM or SIGINT."""

    async def group() -> None:
        supervisor = Supervisor(demo.children())
        telling = asyncio.get_running_loop().create_task(_tell(demo.local, ready))
        await supervisor.run()
        telling.cancel()

    asyncio.run(group())


async def _tell(local: Local, ready: Callable[[], None]) -> None:
    await until_listening([local.port, *local.issuers.values()])
    ready()


async def until_listening(ports: list[int], patience_s: float = 180.0) -> None:
    """Wait until something listens on every port. TimeoutError."""
    async with asyncio.timeout(patience_s):
        for port in ports:
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.close()
                    break
                except OSError:
                    await asyncio.sleep(0.1)
