"""An identity registry that runs: a member's own node, its register filled, and the officers who ask it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rabta.identity.v1.attribute_pb2 import Asked
from rabta.records.v1.subject_pb2 import Identifier

from services.identity.keys import Keys
from services.identity.store.database import open_register
from services.identity.store.office import Office
from services.membership.spec import AgencySpec
from services.node.local import free_ports
from services.node.settings import LIMITS
from services.signing.keyfile import read_secret, replace_private
from tests.e2e.federation import build, now_ms
from tests.e2e.people import CHILD, INVESTIGATOR, PROTECTOR, Officer
from tests.e2e.processes import Processes
from tests.e2e.world import World
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


@contextmanager
def registry_running(folder: Path, also: Sequence[AgencySpec] = (), **limits: int) -> Iterator[World]:
    """The registry's node alone, with a witness; ended whatever happens. ``also``: further members."""
    local = build(folder / "federation")
    (port,) = free_ports(1)
    registry = AgencySpec(NADRA, "IDENTITY_REGISTRY", "Registry", ("PK",))
    joined(local.files, now_ms(), (registry, *also), log=NADRA)
    node = local.files.agency(NADRA)
    bounds = dict.fromkeys(LIMITS, 10**12) | limits
    lines = "".join(f"{name} = {value}\n" for name, value in bounds.items())
    replace_private(node.folder / "settings.toml", (SETTINGS.format(port=port, home=NADRA) + lines).encode())
    fill(node.folder)
    clock = WorldClock(local.files.folder / "clock")
    world = World(local, Processes(folder), clock, targets=("identity",), server=NADRA, own_port=port)
    try:
        world.start()
        yield world
    finally:
        world.close()
