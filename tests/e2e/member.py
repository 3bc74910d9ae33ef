"""A member's node that takes copies from the hub of a federation that runs: its folder, its puller, what it holds."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rabta.membership.v1.registry_pb2 import Agreement

from services.membership import provision
from services.membership.watch import RegistryFolder
from services.node.copies_synced import STATE
from services.node.log_place import origin_of
from services.node.peers import Peer, add_peer
from services.node.processes import write_writer_config, writer_arguments
from services.node.records_store import open_records
from services.node.settings import SQLITE, NodeSettings, load_settings
from services.records.app.giving import Giving
from services.records.sealing import Keys
from services.signing.keyfile import read_secret, replace_private
from tests.e2e.exchange import GIVING, agree
from tests.e2e.federation import now_ms
from tests.e2e.people import CUSTOMS
from tests.e2e.processes import until
from tests.e2e.world import World, made
from tests.starts import count_start

SYNCER = "syncer"
LOG = "member-log"
CHANGES = 10_000


@contextmanager
def beside(folder: Path, *rows: Agreement, own_store: str = SQLITE, **settings: Any) -> Iterator[Member]:
    """A member with a log of its own, whose puller runs, beside a hub that gives by these agreements.

    ``own_store``: where the member's records are; ``settings``: of the hub.
    """
    world = made(folder, targets=GIVING, processes=1, **settings)
    provision.new_log(world.files, 0, now_ms(), CUSTOMS)
    agree(world.files, *rows)
    try:
        world.start()
        member = Member(world, store=own_store)
        member.start_log()
        member.start("matcher")
        member.start()
        yield member
    finally:
        world.close()


class Member:
    """The folder of a member that pulls from the hub as its list of peers says; nothing of it runs yet."""

    def __init__(self, world: World, agency: str = CUSTOMS, store: str = SQLITE) -> None:
        self.world, self.agency = world, agency
        self.folder: Path = world.node(agency).folder
        stated = {"home": agency, "log_level": "warning", "store": store}
        lines = "".join(f'{name} = "{value}"\n' for name, value in stated.items())
        replace_private(self.folder / "settings.toml", lines.encode())
        replace_private(self.folder / "hub.crt", world.files.hub.tls_crt.read_bytes())
        add_peer(self.folder, Peer(world.files.hub_id, f"127.0.0.1:{world.local.port}", "hub.crt"))

    @property
    def settings(self) -> NodeSettings:
        return load_settings(self.folder, {})

    def start(self, role: str = SYNCER) -> None:
        """The puller, or another process, as a node of its own would start it."""
        if role == SYNCER:
            count_start("member's puller")
        here = ("-m", "services.node", "--folder", str(self.folder), "--target", "records,exchange")
        self.world.run.start(role, *here, "--role", role)

    def start_log(self) -> None:
        """The writer of the member's own log: without it nothing is taken."""
        registry = RegistryFolder(self.folder / "registry").current()
        write_writer_config(self.settings, registry)
        self.world.run.start(LOG, *writer_arguments(self.settings, origin_of(self.settings, registry)))

    def stop(self) -> None:
        assert self.world.run.stop(SYNCER) == 0

    def kill(self) -> None:
        """``kill -9``, at whatever it does."""
        self.world.run.kill_group(SYNCER)

    def held(self) -> dict[str, int]:
        """Id -> version of each record that says something."""
        return asyncio.run(self._held())

    async def _held(self) -> dict[str, int]:
        store = open_records(self.settings)
        try:
            keys = Keys.from_secret(read_secret(self.folder / "secret.key"), self.folder)
            giving, upto, found = Giving(store, keys.bodies), -1, dict[str, int]()
            while upto < await giving.head():
                part = await giving.changes(max(upto, 0), CHANGES)
                found |= {each.record.rpartition("/")[2]: each.version for each in part.rows if not each.ended}
                upto = part.upto
        finally:
            await store.close()
        return found

    def seen(self) -> dict[str, object]:
        """What the puller says of the hub, empty before it does."""
        path = self.folder / STATE
        return dict(json.loads(path.read_text()).get(self.world.registry.hub, {})) if path.exists() else {}

    def holds(self, *records: str) -> None:
        """Wait until these records are held, and no others."""
        wanted = set(records)
        try:
            until(lambda: set(self.held()) == wanted, "the copies that the agreements give")
        except AssertionError:
            held = set(self.held())
            raise AssertionError(f"missing {wanted - held}, too many {held - wanted}, {self.seen()}") from None
