"""A node's copies, opened by a command beside the process that takes them: its records, and a peer's line."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from services.edge.log_link import LogLink
from services.exchange.copies.remote import RemoteSender
from services.membership.watch import RegistryFolder
from services.node.copies_named import Named
from services.node.damaged_files import check_databases
from services.node.log_place import origin_of, socket_of
from services.node.pages_logged import LoggedPages
from services.node.peer_profile import profile_of
from services.node.peers import Peer, PeersError, read_peers
from services.node.records_store import open_records
from services.node.settings import NodeSettings, load_settings
from services.records.app.context import Context
from services.records.build import build_app
from services.records.sealing import Keys
from services.signing.keyfile import read_secret
from services.signing.reference import key_reference, load_signer


def now_ms() -> int:
    """Milliseconds since the Unix epoch."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class OpenCopies:
    """The records of a node, whose writes take turns with its other processes'."""

    settings: NodeSettings
    context: Context
    registries: RegistryFolder

    def peers(self, agency: str = "") -> list[Peer]:
        """Those of the node's list, or one of them. Raises PeersError, UnsafeFile, OSError."""
        found = [each for each in read_peers(self.settings.folder) if agency in ("", each.agency)]
        if agency and not found:
            raise PeersError(f"{agency}: is no peer")
        return found

    @asynccontextmanager
    async def line(self, peer: Peer) -> AsyncIterator[Named]:
        """What asks a peer for records by name. Raises RegistryError, UnsafeFile."""
        settings, current = self.settings, self.registries.current
        sender, receiver = RemoteSender(profile_of(settings, peer)), settings.server(current().hub)
        own = LogLink(socket_of(settings, origin_of(settings, current())))
        row = current().message_key(load_signer(key_reference(settings.message_key, settings.folder)).kid)
        log = LoggedPages(own, peer.agency, receiver, row.system if row else "", current, now_ms)
        try:
            yield Named(self.context, sender, log, peer.agency, receiver, current, now_ms)
        finally:
            await own.close()
            await sender.close()


@asynccontextmanager
async def open_copies(folder: Path) -> AsyncIterator[OpenCopies]:
    """Open the records of a node that may run. Raises SettingsError, StorageUnavailable, StoreUnsafe, UnsafeFile."""
    settings = load_settings(folder)
    check_databases(settings.folder)
    secret = read_secret(settings.folder / "secret.key")
    registries = RegistryFolder(settings.folder / "registry")
    store = open_records(settings)
    try:
        yield OpenCopies(settings, build_app(store, Keys.from_secret(secret, settings.folder)), registries)
    finally:
        await store.close()
