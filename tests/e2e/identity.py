"""An identity registry that runs: a member's own node, its register filled, and the officers who ask it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rabta.identity.v1.attribute_pb2 import Asked
from rabta.records.v1.subject_pb2 import Identifier

from services.identity.keys import Keys
from services.identity.store.database import open_register
from services.identity.store.office import Office
from services.membership.layout import FederationFiles
from services.membership.spec import AgencySpec
from services.node.local import free_ports
from services.node.settings import LIMITS
from services.signing.keyfile import read_secret, replace_private
from tests.e2e.federation import build, now_ms
from tests.e2e.people import CHILD, INVESTIGATOR, PROTECTOR, Officer
from tests.e2e.processes import Processes
from tests.e2e.world import World, started
from tests.e2e.world_clock import WorldClock
from tests.fakes.world.federations import joined
from tests.unit.identity.site import KIN, PEOPLE

NADRA = "pk.nadra"
IDENTITY = "/rabta.identity.v1.IdentityService/"
VERIFY, AGE_ON, ATTRIBUTES, FAMILY, RESOLVE, CHANGES = (
    f"{IDENTITY}{name}" for name in ("Verify", "AgeOn", "GetAttributes", "GetFamily", "ResolveToken", "ListChanges")
)
IDENTIFIER = INVESTIGATOR.asking(second_basis="NADRA", query_class="IDENTITY")
"""Asks the registry about a person of the case."""
FAMILY_FINDER = PROTECTOR.asking(second_basis="NADRA", query_class="FAMILY")
PROTECTING = PROTECTOR.asking(second_basis="NADRA", query_class="IDENTITY")
SECOND = Officer(CHILD, "cp-6002", ("PROTECTION_OFFICER",), 2, FAMILY_FINDER.why)
REGISTRY = AgencySpec(NADRA, "IDENTITY_REGISTRY", "Registry", ("PK",))
CENTRAL = AgencySpec("pk.central-authority", "CENTRAL_AUTHORITY", "Central authority")
OTHERS = AgencySpec("pk.sindh-child-protection", "CHILD_PROTECTION", "Sindh child protection")
"""Who asks for other countries, and a second body of child protection."""
IDENTITIES = ("identity",)
"""What its node serves."""
SETTINGS = 'listen = "127.0.0.1:{port}"\nhome = "{home}"\nprocesses = 2\nlog_level = "warning"\n'


def number(value: str, kind: str = "CNIC", country: str = "") -> Identifier:
    return Identifier(type=f"IDENTIFIER_TYPE_{kind}", value=value, country=country)


def why(officer: Officer, transaction: str) -> Asked:
    """What an officer's question says of itself."""
    return Asked(
        transaction_id=transaction,
        basis=f"LEGAL_BASIS_{officer.why.legal_basis}",
        purpose=f"PURPOSE_{officer.why.purpose}",
    )


def of_system(transaction: str) -> Asked:
    """What a system's question says of itself."""
    return Asked(transaction_id=transaction, basis="LEGAL_BASIS_NADRA", purpose="PURPOSE_RECORD_UPKEEP")


def fill(folder: Path) -> None:
    """The people of the tests, entered by the register's office."""
    database = open_register(folder)
    try:
        asyncio.run(Office(database, Keys.of(read_secret(folder / "secret.key"))).enter(PEOPLE, KIN))
    finally:
        database.close()


def join_registry(files: FederationFiles, *also: AgencySpec) -> None:
    """The registry and its log in the next version, of a federation that does not run yet. ``also``: further members."""
    joined(files, now_ms(), (REGISTRY, *also), log=NADRA)


def settled_node(files: FederationFiles, limits: dict[str, int]) -> int:
    """The folder of the registry's node: settings, and a register that is filled; the port it will have."""
    (port,) = free_ports(1)
    node = files.agency(NADRA)
    bounds = dict.fromkeys(LIMITS, 10**12) | limits
    lines = "".join(f"{name} = {value}\n" for name, value in bounds.items())
    replace_private(node.folder / "settings.toml", (SETTINGS.format(port=port, home=NADRA) + lines).encode())
    fill(node.folder)
    return port


@contextmanager
def registry_running(folder: Path, **limits: int) -> Iterator[World]:
    """The registry's node alone, with a witness; ended whatever happens."""
    local = build(folder / "federation")
    join_registry(local.files)
    port, clock = settled_node(local.files, limits), WorldClock(local.files.folder / "clock")
    with started(World(local, Processes(folder), clock, targets=IDENTITIES, server=NADRA, own_port=port)) as world:
        yield world


@contextmanager
def registry_beside(hub: World, folder: Path, **limits: int) -> Iterator[World]:
    """The registry's node in the federation of a hub that runs, which it had joined before (:func:`join_registry`)."""
    folder.mkdir()
    port, run = settled_node(hub.files, limits), Processes(folder)
    world = World(hub.local, run, hub.clock, targets=IDENTITIES, server=NADRA, own_port=port, chain=hub.chain)
    try:
        world.serve()
        yield world
    finally:
        world.close()
