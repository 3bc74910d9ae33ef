"""A member's node that takes copies from a hub that runs: its own log's writer, its records, its puller in this process."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rabta.access.v1.purpose_pb2 import HANDLING_CODE_H1, HANDLING_CODE_OPEN, PURPOSE_INVESTIGATE_CASE
from rabta.membership.v1.registry_pb2 import Agreement

from services.edge.log_link import LogLink
from services.exchange.copies.errors import NotLogged, SenderRefused
from services.exchange.copies.page import Expected
from services.exchange.copies.puller import Puller
from services.exchange.copies.remote import RemoteSender
from services.exchange.copies.seen import Seen
from services.membership.watch import RegistryFolder
from services.node.copies_taken import RecordsTaker
from services.node.log_place import origin_of, socket_of
from services.node.pages_logged import LoggedPages
from services.node.peer_profile import profile_of
from services.node.peers import Peer
from services.node.processes import write_writer_config, writer_arguments
from services.node.records_store import open_records
from services.node.settings import load_settings
from services.records.build import build_app
from services.records.sealing import Keys
from services.signing.keyfile import read_secret, replace_private
from services.values.copies import RECORDS, FeedCursor
from services.values.dates import day_text, today
from tests.bench.hub import OWNER, Hub, now_ms

HOLDER = "pk.customs"
STORE = "records.db"


def agreement() -> Agreement:
    """Everything of an FIR register, for a year to come."""
    row = Agreement(
        id="register",
        giver=OWNER,
        holder=HOLDER,
        kinds=["CASE_FILE", "PARTY", "CUSTODY_EVENT", "INVESTIGATION_EVENT"],
        handling=[HANDLING_CODE_OPEN, HANDLING_CODE_H1],
        roles=["ACCUSED", "SUSPECT"],
        purposes=[PURPOSE_INVESTIGATE_CASE],
        statute="Customs Act 1969 s. 7",
        to=day_text(today(now_ms()) + 365),
        stale_after_h=24,
    )
    setattr(row, "from", day_text(today(now_ms()) - 365))
    return row


@dataclass
class Receiver:
    """``folder``: of the member's node, whose writer runs. ``store``: as in its settings, a file where it is "" ."""

    hub: Hub
    store: str = ""
    writer: subprocess.Popen[bytes] | None = None
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        files = self.hub.local.files
        self.folder = files.agency(HOLDER).folder
        stored = f'store = "{self.store}"\n' if self.store else ""
        replace_private(self.folder / "settings.toml", f'home = "{HOLDER}"\n{stored}'.encode())
        replace_private(self.folder / "hub.crt", files.hub.tls_crt.read_bytes())

    def start(self) -> None:
        """The writer of its log."""
        settings, registry = load_settings(self.folder, {}), RegistryFolder(self.folder / "registry").current()
        write_writer_config(settings, registry)
        arguments = writer_arguments(settings, origin_of(settings, registry))
        with (self.folder / "writer.log").open("ab") as log:
            self.writer = subprocess.Popen([sys.executable, *arguments], stdout=log, stderr=log)

    def stop(self) -> None:
        """It ends."""
        if self.writer:
            self.writer.send_signal(signal.SIGTERM)
            self.writer.wait(60)

    def forget(self) -> None:
        """The next pull begins with an empty store, where that is a file."""
        for path in self.folder.glob(f"{STORE}*"):
            path.unlink()


class Pulling:
    """A puller over the receiver's records. ``times``: number of the hub's count that was taken, and when, s."""

    def __init__(self, receiver: Receiver, items: int) -> None:
        settings = load_settings(receiver.folder, {})
        registries = RegistryFolder(receiver.folder / "registry")
        hub = receiver.hub.registry.hub
        peer = Peer(hub, f"127.0.0.1:{receiver.hub.local.port}", "hub.crt")
        keys = Keys.from_secret(read_secret(receiver.folder / "secret.key"), receiver.folder)
        if not keys.bodies.path.exists():
            keys.bodies.make()
        self.context = build_app(open_records(settings), keys)
        self.sender = RemoteSender(profile_of(settings, peer), items)
        self.log = LogLink(socket_of(settings, origin_of(settings, registries.current())))
        self.logged = LoggedPages(self.log, hub, HOLDER, "", registries.current, now_ms)
        taker = RecordsTaker(self.context, hub, HOLDER, registries.current, now_ms)
        federation = registries.current().federation_id

        def expected(cursor: FeedCursor) -> Expected:
            return Expected(federation, hub, HOLDER, cursor, now_ms())

        self.seen, self.times = Seen(), list[tuple[int, float]]()
        self.puller = Puller(hub, self.sender, {RECORDS: taker}, self.logged, expected, now_ms, self.seen, self._told)

    def _told(self) -> None:
        self.times.append((self.seen.taken.get(RECORDS, 0), time.perf_counter()))

    async def ready(self) -> None:
        """Once the log takes entries: its witnesses must have seen it. TimeoutError after a minute."""
        async with asyncio.timeout(60):
            while True:
                with suppress(NotLogged):
                    return await self.logged.enter_named(())
                await asyncio.sleep(0.2)

    async def everything(self) -> float:
        """Seconds until nothing is left; a hub that is busy is asked again when it says."""
        await self.ready()
        began = time.perf_counter()
        self.puller.wait_ms = 1
        while True:
            try:
                await self.puller.round()
            except SenderRefused as busy:
                if not busy.retry_after_s:
                    raise
                await asyncio.sleep(busy.retry_after_s)
            else:
                return time.perf_counter() - began

    async def __aenter__(self) -> Pulling:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Let go of log, connection and store."""
        await self.log.close()
        await self.sender.close()
        await self.context.store.close()
