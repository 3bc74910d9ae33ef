"""What a partner is given: a hub that runs, an issuer of its own, officers with keys, one file that says where."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from rabta.access.v1.roster_pb2 import Officer as Entry
from rabta.access.v1.roster_pb2 import Roster

from services.access.details import details_object
from services.issuer.signed_roster import sign_roster
from services.membership import provision as provide
from services.node.local import free_ports
from services.signing.es256 import PrivateKey
from services.signing.keyfile import make_folder, replace_private
from tests.e2e import planted
from tests.e2e.federation import DESK
from tests.e2e.people import CHIEF, FIA, FIA_CASE, INVESTIGATOR, PUNJAB, RECORDERS, Officer
from tests.e2e.processes import until
from tests.e2e.world import World, made
from tests.fakes import record_maker as make

OFFICERS = {"Officer": INVESTIGATOR, "Chief": replace(CHIEF, roles=("INVESTIGATOR",)), "Recorder": RECORDERS[FIA]}
DAY_MS, PATIENCE_S = 86_400_000, 300
STRANGER = make.cnic(77)
"""In no record but those that the partner contributes."""


@contextmanager
def partnered(folder: Path) -> Iterator[tuple[World, Path]]:
    """A federation of two edges and four witnesses, in its second version, with FIA's issuer; the partner's file."""
    world = made(folder, witnesses=4, processes=2)
    provide.add_key(world.files, FIA, "PAGE", world.clock.now())
    provide.sign_and_publish(world.files)
    try:
        world.start()
        world.plant(planted.all_records())
        port = free_ports(1)[0]
        _employ(world, port)
        world.run.start("issuer", "-m", "services.issuer", str(world.node(FIA).issuer.folder))
        until(lambda: _open(port), "the issuer's port is open")
        place = folder / "place.json"
        replace_private(place, json.dumps(_place(world, port)).encode())
        yield world, place
    finally:
        world.close()


def _open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _employ(world: World, port: int) -> None:
    """Officers' keys, the roster that names them, the issuer's settings."""
    home, now = world.node(FIA).folder, world.clock.now()
    make_folder(home / "officers")
    roster = Roster(format=1, agency=FIA, version=1, issued_ms=now - 1000, expires_ms=now + DAY_MS)
    for officer in OFFICERS.values():
        key = PrivateKey.generate()
        key.save(home / "officers" / f"{officer.id}.key")
        roster.officers.append(_entry(officer, key.spki, now))
    replace_private(world.node(FIA).issuer.folder / "roster.signed", sign_roster(roster, world.key(FIA, "roster")))
    settings = f'agency = "{FIA}"\nlisten = "127.0.0.1:{port}"\n'
    replace_private(world.node(FIA).issuer.folder / "issuer.toml", settings.encode())


def _entry(officer: Officer, spki: bytes, now: int) -> Entry:
    return Entry(
        id=officer.id,
        roles=[f"ROLE_{role}" for role in officer.roles],
        clearance=officer.clearance,
        jurisdictions=officer.jurisdictions,
        trained_until_ms=now + 30 * DAY_MS,
        undertaking_signed=True,
        superior=officer.superiors[0] if officer.superiors else "",
        cases=[f"{officer.why.case_type}:{officer.why.case_key}"],
        spki=spki,
    )


def _place(world: World, port: int) -> dict[str, Any]:
    files, home = world.files, world.node(FIA).folder
    people = {
        name: {"ID": officer.id, "Key": str(home / "officers" / f"{officer.id}.key")}
        for name, officer in OFFICERS.items()
    }
    return {
        "Endpoint": f"127.0.0.1:{world.local.port}",
        "Issuer": f"https://127.0.0.1:{port}",
        "CA": str(world.node(FIA).ca_crt),
        "Anchor": str(files.anchor),
        "Registry": str(world.node(FIA).registry / "1.signed"),
        "Node": str(home),
        "Agency": FIA,
        "System": "node",
        "Desk": str(world.node(FIA, DESK).folder),
        "Other": str(world.node(PUNJAB).folder),
        "OtherAgency": PUNJAB,
        **people,
        "History": _details(INVESTIGATOR),
        "Upkeep": _details(RECORDERS[FIA]),
        "Known": planted.KNOWN,
        "Stranger": STRANGER,
        "Case": FIA_CASE,
    }


def _details(officer: Officer) -> str:
    return json.dumps([details_object(officer.why)])


def play(client: Path, place: Path) -> list[dict[str, Any]]:
    """Run the client; its lines."""
    done = subprocess.run(
        [str(client), str(place)], capture_output=True, text=True, timeout=PATIENCE_S, check=False, env={}
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]
