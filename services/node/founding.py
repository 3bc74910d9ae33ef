"""A small federation on one machine, founded in one go: keys, registry, rosters, settings, profiles, units.

It is what machines apart would make by their own commands, in one folder. The folder appears whole or not at all.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from services.membership import provision
from services.membership.layout import FederationFiles
from services.membership.rules import AGENCY_ID
from services.membership.spec import ROLES, AgencySpec, register
from services.node import first_officers, machine, units
from services.node.first_officers import Officer
from services.node.founding_registry import asks as asks_registry
from services.node.founding_registry import settle_in
from services.node.local import (
    Local,
    write_agency_profile,
    write_hub_settings,
    write_issuer_settings,
    write_witness_settings,
)
from services.node.ports import check_free
from services.vocabulary.access import AgencyKind

HUB: Final = "pk.hub"
OVERSIGHT: Final = "pk.oversight"
HOSTS: Final = ("localhost", "127.0.0.1")
LEADING: Final = ("INVESTIGATOR", "CHECKPOINT_OFFICER", "CUSTODY_OFFICER", "JUDGE", "PROSECUTOR", "PROTECTION_OFFICER")
"""Roles of those who ask questions: an agency's first officer has the first of them that its kind may have."""
REGISTERED: Final = ("FIR", "ENQUIRY", "ARREST")


@dataclass(frozen=True, slots=True)
class Member:
    """``prefix``: first group of its own FIR numbers, such as ``PB``, empty where it keeps no such register.

    ``case``: FIR that its investigator works on, as TYPE:KEY, empty for none yet.
    """

    id: str
    kind: str
    name: str
    prefix: str = ""
    phone: str = "+92 51 000 0000"
    case: str = ""

    @property
    def label(self) -> str:
        """Last part of its id, which its officers' ids begin with."""
        return self.id.rpartition(".")[2]

    @property
    def investigator(self) -> str:
        """Id of the officer who asks."""
        return f"{self.label}-2"

    @property
    def recorder(self) -> str:
        """Id of the officer who contributes records."""
        return f"{self.label}-90"


@dataclass(frozen=True, slots=True)
class Plan:
    """``port``: of the hub; issuers and witnesses take those after it. ``hosts``: further names in certificates.

    ``registry``: an identity registry with a node and a log of its own, on the last port; none for None.
    """

    name: str
    members: tuple[Member, ...]
    port: int = 7443
    hosts: tuple[str, ...] = ()
    oversight: Member = field(default=Member(OVERSIGHT, "OVERSIGHT", "Oversight body"))
    registry: Member | None = None

    @property
    def everyone(self) -> tuple[Member, ...]:
        """The members, and the oversight body; each runs an issuer and a witness."""
        return (*self.members, self.oversight)

    @property
    def issuers(self) -> dict[str, int]:
        """Agency -> port of its issuer."""
        return {member.id: self.port + number for number, member in enumerate(self.everyone, 1)}

    @property
    def witnesses(self) -> dict[str, int]:
        """Agency -> port of its witness."""
        first = self.port + 1 + len(self.everyone)
        return {member.id: port for port, member in enumerate(self.everyone, first)}

    @property
    def registry_port(self) -> int:
        """Port of the identity registry's node, where there is one."""
        return self.port + 1 + 2 * len(self.everyone)

    @property
    def ports(self) -> tuple[int, ...]:
        """Every port that the federation listens on: hub, issuers, witnesses, identity registry."""
        registry = (self.registry_port,) if self.registry else ()
        return (self.port, *self.issuers.values(), *self.witnesses.values(), *registry)

    def check(self) -> None:
        """ValueError naming what cannot be."""
        everybody = (*self.everyone, *filter(None, [self.registry]))
        labels = [member.label for member in everybody]
        prefixes = [member.prefix for member in self.members if member.prefix]
        if len(self.members) < 2:
            raise ValueError("a federation has two agencies or more")
        if len({HUB, *(member.id for member in everybody)}) <= len(everybody) or len(set(labels)) < len(labels):
            raise ValueError("each agency needs an id of its own, with another last part")
        if len(set(prefixes)) < len(prefixes):
            raise ValueError("two agencies cannot keep the same FIR register")
        for member in everybody:
            if not AGENCY_ID.fullmatch(member.id):
                raise ValueError(f"{member.id}: an agency's id is of small letters, such as pk.fia")
        for member in self.members:
            if member.kind not in ROLES or member.kind in (AgencyKind.HUB, AgencyKind.OVERSIGHT):
                raise ValueError(f"{member.kind}: not a kind of agency that asks or contributes")
            if not re.fullmatch(r"[A-Z]{0,8}", member.prefix):
                raise ValueError(f"{member.prefix}: a register's prefix is of capital letters, such as PB")
        if self.port < 1024 or self.ports[-1] > 65535:
            raise ValueError(f"{self.port}: ports lie between 1024 and 65535, and {len(self.ports)} are needed")


def found(folder: Path, plan: Plan, now_ms: int, program: Path) -> Local:
    """Everything, ready to serve. ``program``: path of `rabta`, for the units.

    Raises ValueError, PortTaken, FileExistsError, and RegistryError for what the registry would not take.
    """
    plan.check()
    check_free([f"127.0.0.1:{port}" for port in plan.ports], patience_s=0.0)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder}: is there already")
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    try:
        _make(making, plan, now_ms)
        registry = plan.registry.id if plan.registry else ""
        units.write(making / "units", folder.absolute(), program, [member.id for member in plan.everyone], registry)
        making.replace(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return machine.open_machine(folder)


def _make(folder: Path, plan: Plan, now_ms: int) -> None:
    hosts = (*HOSTS, *plan.hosts)
    files = provision.init_federation(folder, plan.name, now_ms, hub=HUB, hosts=hosts)
    for member in plan.everyone:
        provision.add_agency(files, _spec(member, plan.witnesses[member.id], hosts), now_ms)
    asked = plan.registry
    if asked:
        provision.add_agency(files, _spec_of_registry(asked, hosts), now_ms)
    provision.sign_and_publish(files)
    local = Local(files, plan.port, plan.issuers)
    if asked:
        settle_in(files, asked.id, plan.registry_port, now_ms)
    asks = partial(asks_registry, files, registry=asked.id, port=plan.registry_port) if asked else _asks_nobody
    listen = {"listen": f"0.0.0.0:{plan.port}"} if plan.hosts else {}
    write_hub_settings(local, **listen, **asks(files.hub.folder))
    write_witness_settings(files)
    for member in plan.everyone:
        _settle(files, local, member, now_ms, asks(files.agency(member.id).folder))
    machine.save(local)


def _asks_nobody(_folder: Path) -> dict[str, str]:
    return {}


def _spec_of_registry(registry: Member, hosts: tuple[str, ...]) -> AgencySpec:
    """No witness and no issuer: none of its officers asks anybody."""
    return AgencySpec(
        registry.id, registry.kind, registry.name, ("PK",), clearance=3, desk_name=f"{registry.name}, duty desk"[:128],
        desk_phone=registry.phone, hosts=hosts,
    )  # fmt: skip


def _spec(member: Member, witness: int, hosts: tuple[str, ...]) -> AgencySpec:
    kinds = REGISTERED if member.prefix else ()
    registers = tuple(register(kind, f"{member.prefix}/") for kind in kinds)
    return AgencySpec(
        member.id,
        member.kind,
        member.name,
        clearance=3,
        desk_name=f"{member.name}, duty desk"[:128],
        desk_phone=member.phone,
        witness_url=f"http://127.0.0.1:{witness}",
        hosts=hosts,
        registers=(register("REVIEW"),) if member.kind == AgencyKind.OVERSIGHT else registers,
    )


def _settle(files: FederationFiles, local: Local, member: Member, now_ms: int, asks: Mapping[str, str]) -> None:
    officers = list(officers_of(member))
    first_officers.enrol(files.agency(member.id), officers, now_ms)
    write_issuer_settings(local, member.id)
    write_agency_profile(local, member.id, more=asks)
    for officer in officers:
        contributes = "RECORD_OFFICER" in officer.roles
        write_agency_profile(local, member.id, officer.id, contributes=contributes, more=asks)


def officers_of(member: Member) -> Iterator[Officer]:
    """A head, an officer who asks, and one who contributes; of an oversight body two who review."""
    label, roles = member.label, ROLES[member.kind]
    if member.kind == AgencyKind.OVERSIGHT:
        for number in (1, 2):
            yield Officer(f"{label}-{number}", f"Reviewer {number}", ("OVERSIGHT",), 3, ("PK",), ("REVIEW:2026/1",))
        return
    asking = next((role for role in LEADING if role in roles), "")
    head = tuple(role for role in (asking, "BREAK_GLASS") if role in roles)
    if asking:
        yield Officer(f"{label}-1", "Head of the desk", head, 3, ("PK",))
        cases = (member.case,) if member.case else ()
        yield Officer(member.investigator, "Officer who asks", (asking,), 2, ("PK",), cases, f"{label}-1")
    yield Officer(member.recorder, "Record officer", ("RECORD_OFFICER",), 2, ("PK",), (f"RECORD:{member.id.upper()}",))
