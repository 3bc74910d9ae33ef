"""Build the synthetic federation in a folder: keys, registry, rosters, profiles, settings and export files."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from services.cli.demo import guests, own_nodes, registry_node
from services.cli.demo.beside import Beside
from services.cli.demo.databases import HUB, LOG
from services.cli.demo.officers import write_roster
from services.client.profile import Profile, load_profile
from services.demo.agreements import agreements
from services.demo.courts import high_courts, sessions_courts
from services.demo.exports import generate
from services.demo.offences import CUSTOMS, DISTRICT_COURTS, FIA, HIGH_COURTS, PRISONS, PUNJAB, SINDH
from services.demo.rosters import OVERSIGHT, rosters
from services.demo.told import Told
from services.membership.agreements import set_agreement
from services.membership.provision import AgencySpec, FederationFiles, build_federation, draft_of, save_draft
from services.membership.spec import court, register
from services.node.local import (
    Local,
    free_ports,
    write_agency_profile,
    write_hub_settings,
    write_issuer_settings,
    write_witness_settings,
)
from services.node.machine import open_machine, save
from services.tables.zone import PAKISTAN

NAME = "rabta.demo"
WITNESSES = (FIA, PUNJAB, SINDH, OVERSIGHT)
AGENCIES = (
    (PUNJAB, "POLICE", "Punjab Police", ("PK-PB",), "+92 42 000 0101"),
    (SINDH, "POLICE", "Sindh Police", ("PK-SD",), "+92 21 000 0102"),
    (FIA, "FIA", "Federal Investigation Agency", ("PK",), "+92 51 000 0103"),
    (CUSTOMS, "CUSTOMS", "Pakistan Customs", ("PK",), "+92 21 000 0104"),
    (PRISONS, "PRISON", "Prisons Department", ("PK",), "+92 42 000 0105"),
    (DISTRICT_COURTS, "COURT", "District and Sessions Courts", ("PK",), "+92 42 000 0107"),
    (HIGH_COURTS, "COURT", "High Court registries", ("PK",), "+92 42 000 0108"),
    (OVERSIGHT, "OVERSIGHT", "Data Oversight Body", ("PK",), "+92 51 000 0106"),
)
REGISTERS = {
    PUNJAB: (
        register("FIR", "PB/"),
        register("MISSING_CHILD", "PB/"),
        register("CHALLAN", "PB/"),
        register("ARREST", "PB/"),
    ),
    SINDH: (
        register("FIR", "SD/"),
        register("MISSING_CHILD", "SD/"),
        register("CHALLAN", "SD/"),
        register("ARREST", "SD/"),
    ),
    FIA: (
        register("FIR", "FIA/"),
        register("ENQUIRY", "FIA/"),
        register("OPERATION", "FIA/"),
        register("ARREST", "FIA/"),
    ),
    CUSTOMS: (register("FIR", "CUS/"), register("ENQUIRY", "CUS/"), register("ARREST", "CUS/"), register("MOVEMENT")),
    PRISONS: (register("PRISON_CONVICT"), register("PRISON_UNDER_TRIAL")),
    DISTRICT_COURTS: (register("COURT_CASE"), register("COMPLAINT")),
    HIGH_COURTS: (register("APPEAL"), register("ORDER")),
    OVERSIGHT: (register("REVIEW"),),
}
COURTS = {
    DISTRICT_COURTS: tuple(court(s.code, s.name, "SESSION", s.districts, s.above) for s in sessions_courts()),
    HIGH_COURTS: tuple(court(s.code, s.name, "HIGH", s.districts) for s in high_courts()),
}


@dataclass(frozen=True, slots=True)
class Demo:
    """A built federation: where it is, what the story says, who the officers are."""

    local: Local
    story: Told

    @property
    def folder(self) -> Path:
        """Folder of the federation, on this machine."""
        return self.local.files.folder

    @classmethod
    def open(cls, folder: Path) -> Demo:
        """One that was built before."""
        return cls(open_machine(folder), json.loads((folder / "exports" / "story.json").read_text("utf-8")))

    def recorder(self, agency: str) -> Profile:
        """Profile of the agency's record officer."""
        return load_profile(next(iter(sorted(self.local.files.agency(agency).folder.glob("*90.toml")))))

    def registry(self) -> Beside:
        """The identity registry's node, which does not run yet."""
        return registry_node.registry_node(self.local.files, self.recorder(FIA).identity_endpoint)

    def console(self) -> Beside:
        """The console of the officer whom the story is about, which prints its link once it runs."""
        profile = self.local.profile(FIA, self.story["officer"]["id"])
        (port,) = free_ports(1)
        said = ("-m", "services.console", "--profile", str(profile), "--port", str(port))
        return Beside(said, f"127.0.0.1:{port}", None)

    def own_nodes(self) -> dict[str, Beside]:
        """Agency -> its own node, of those that hold copies; none runs yet."""
        return own_nodes.own_nodes(self.local)


def build(folder: Path, seed: int, records: int, stores: Mapping[str, str] | None = None) -> Demo:
    """Keys, registry, rosters, profiles, settings, and the agencies' export files.

    ``stores``: address of the database of the hub, its log and each issuer, of :mod:`services.cli.demo.databases`.
    """
    now_ms = time.time_ns() // 1_000_000
    ports = iter(free_ports(2 + len(WITNESSES) + len(AGENCIES) + len(own_nodes.OFFICERS) + len(guests.AGENCIES)))
    hub, registry = next(ports), next(ports)
    witness_ports, issuer_ports, own_ports = (
        {agency: next(ports) for agency in agencies}
        for agencies in (WITNESSES, [agency for agency, *_ in AGENCIES], own_nodes.OFFICERS)
    )
    urls = {agency: f"http://127.0.0.1:{port}" for agency, port in witness_ports.items()}
    files = build_federation(folder, NAME, specs(urls), now_ms)
    _agree(files, now_ms)
    own_nodes.open_logs(files, now_ms)
    registry_node.found(files, registry, now_ms, seed, records)
    local = Local(files, hub, issuer_ports)
    story = generate(folder / "exports", seed, records)
    _settle_in(local, rosters(now_ms), story, now_ms, stores or {}, registry)
    own_nodes.settle(local, own_ports)
    guests.settle(local, list(ports), now_ms)
    save(local)
    return Demo(local, story)


def _agree(files: FederationFiles, now_ms: int) -> None:
    """Who holds copies of whose records, into the draft of the next version."""
    draft = draft_of(files, now_ms)
    for row in agreements(datetime.fromtimestamp(now_ms / 1000, PAKISTAN).date()):
        draft = set_agreement(draft, row)
    save_draft(files, draft)


def specs(urls: dict[str, str]) -> list[AgencySpec]:
    """Every member as governance adds it; ``urls``: where witnesses listen."""
    members = [
        AgencySpec(
            agency, kind, name, jurisdictions, clearance=3, desk_name=f"{name}, duty desk", desk_phone=phone,
            witness_url=urls.get(agency, ""), registers=REGISTERS[agency], courts=COURTS.get(agency, ()),
        )
        for agency, kind, name, jurisdictions, phone in AGENCIES
    ]  # fmt: skip
    return [*members, registry_node.SPEC, *guests.specs()]


def _settle_in(
    local: Local,
    officers: dict[str, list[Told]],
    story: Told,
    now_ms: int,
    stores: Mapping[str, str],
    registry: int,
) -> None:
    refused = story["refused"]
    for officer in officers[refused["agency"]]:
        if officer["id"] == refused["officer"]:
            officer["cases"] = [*officer["cases"], refused["case"]]
    for agency, people in officers.items():
        write_roster(local.files.agency(agency), agency, people, now_ms)
        write_issuer_settings(local, agency, **_store(stores, agency))
        more = registry_node.asks(local.files, local.files.agency(agency).folder, registry)
        write_agency_profile(local, agency, more=more)
        for person in people:
            contributes = "RECORD_OFFICER" in person["roles"]
            write_agency_profile(local, agency, person["id"], contributes=contributes, more=more)
    limits = {"officer_per_hour": 600, "officer_per_day": 3000, "agency_per_hour": 5000}
    asks = registry_node.asks(local.files, local.files.hub.folder, registry)
    write_hub_settings(local, **limits, **asks, **_store(stores, HUB), **_store(stores, LOG, "log_store"))
    write_witness_settings(local.files)


def _store(stores: Mapping[str, str], part: str, setting: str = "store") -> dict[str, str]:
    """The setting, where the part's store is in a database."""
    return {setting: stores[part]} if part in stores else {}
