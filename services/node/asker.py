"""The process that asks the identity registry about numbers of the records and those that readers named; one a node."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Final

from audit.heartbeat import Heartbeat
from services.client.profile import Profile
from services.errors import RabtaError
from services.identity.asking.errors import BookUnavailable, NotAnswered
from services.identity.asking.ports import Book, Number
from services.identity.asking.remote import RemoteRegistry
from services.identity.asking.thinning import Thinning
from services.identity.asking.work import Asker
from services.membership.anchor import Anchor
from services.membership.watch import RegistryFolder
from services.node.damaged_files import check_databases
from services.node.identities import open_book
from services.node.records_store import open_records
from services.node.settings import NodeSettings
from services.node.stopping import run_until, told_to_stop
from services.node.watchdog import beating
from services.records.app.changes import Follow
from services.records.app.erasers import found_by
from services.records.errors import StorageUnavailable
from services.records.identity_port import registered
from services.records.sealing import Keys
from services.records.tokens import Blinder
from services.records.wire import decode_held
from services.signing.keyfile import make_folder, read_secret, replace_private
from services.signing.reference import key_reference
from services.store.folder_lock import Held, held_alone
from services.values.records import Identifier, RecordVersion

STATE: Final = "identity"
"""Folder of the node with what a client keeps: promises of the registry's log, and the anchor."""
BATCH: Final = 500
BUSY_S: Final = 10.0
PAUSE_S: Final = 0.5
SETTLE_S: Final = 60.0
THIN_S: Final = 3600.0
logger = logging.getLogger(__name__)


class AskerRuns(RabtaError):
    """Another process asks for this node."""


@contextmanager
def alone(settings: NodeSettings) -> Iterator[None]:
    """The only one that asks for the node until left. Raises AskerRuns."""
    try:
        with held_alone(settings.folder / "asker.lock"):
            yield
    except Held:
        raise AskerRuns("this node's asker runs") from None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of the records that the registry gives out, by their blind tokens, in the order of changes."""

    follow: Follow
    blinder: Blinder
    book: Book
    clock: Callable[[], int]

    async def queue(self) -> bool:
        """Those of the next changes; whether there were some. Raises StorageUnavailable, BookUnavailable."""
        after = await self.book.followed()
        changes = await self.follow.changes(after, BATCH)
        if not changes:
            return False
        found = dict.fromkeys(each for change in changes for each in _borne(change.version))
        numbers = [Number(self.blinder.of_identifier(one), one, agency) for agency, one in found]
        await self.book.queue(numbers, self.clock(), read=(after, changes[-1].number))
        return True

    async def keep(self) -> None:
        """As records come, until cancelled."""
        while True:
            try:
                while await self.queue():
                    pass
            except (StorageUnavailable, BookUnavailable) as error:
                logger.error("numbers of the records are not read: %s", type(error).__name__)
            await asyncio.sleep(PAUSE_S)


def _borne(version: RecordVersion) -> Iterator[tuple[str, Identifier]]:
    """Numbers that the registry gives out, each with whose record bears it."""
    for one in version.subject.identifiers if version.subject else ():
        if registered(one):
            yield version.agency, one


@dataclass(frozen=True, slots=True)
class Asking:
    """A node's side that asks, opened."""

    asker: Asker
    numbers: Numbers
    registry: RemoteRegistry
    book: Book
    thinning: Thinning

    async def run(self) -> None:
        """Ask, read the records for numbers, prove receipts, and thin what is held, until cancelled."""
        async with asyncio.TaskGroup() as group:
            for each in (self.asker.run(), self.numbers.keep(), self._settle(), self._thin()):
                group.create_task(each)

    async def _thin(self) -> None:
        """A step at a time, so that reading goes on beside it; from the beginning again an hour after the end."""
        while True:
            try:
                more = await self.thinning.step()
            except (StorageUnavailable, BookUnavailable) as error:
                logger.error("identity.db is not thinned: %s", type(error).__name__)
                more = False
            await asyncio.sleep(PAUSE_S if more else THIN_S)

    async def _settle(self) -> None:
        """What the registry promised of its log is proven, or said to be missing."""
        while True:
            await asyncio.sleep(SETTLE_S)
            try:
                late = await self.registry.settle()
            except NotAnswered as none:
                logger.warning("the registry's receipts are not proven: %s", none.why)
            else:
                if late:
                    logger.error("%d promises of the registry's log are not proven after a minute", late)


def profile_of(settings: NodeSettings) -> Profile:
    """How the node calls the registry: with its own message key and certificate, under the agencies' registry it holds.

    Raises RegistryError, UnsafeFile.
    """
    folder = settings.folder
    chain = RegistryFolder(folder / "registry").chain()
    make_folder(folder / STATE)
    anchor = folder / STATE / "anchor.pem"
    replace_private(anchor, Anchor(chain[0].governance.keys).pem())
    agency = settings.server(chain[-1].hub)
    key = key_reference(settings.message_key, folder)
    return Profile(
        hub=settings.identity_registry,
        endpoint=settings.identity_endpoint,
        agency=agency,
        system="",
        ca=folder / "ca.crt",
        hub_certificates=folder / settings.identity_certificates,
        tls_key=folder / "tls.key",
        tls_certificate=folder / "tls.crt",
        message_key=key,
        registry=folder / "registry",
        governance=anchor,
        state=folder / STATE,
    )


@asynccontextmanager
async def opened(settings: NodeSettings, clock: Callable[[], int]) -> AsyncIterator[Asking]:
    """Open everything, and close it again. Raises StorageUnavailable, BookUnavailable, RegistryError, UnsafeFile."""
    check_databases(settings.folder)
    secret = read_secret(settings.folder / "secret.key")
    keys = Keys.from_secret(secret, settings.folder)
    registry = RemoteRegistry(profile_of(settings))
    store = open_records(settings)
    held = open_book(settings, secret, BUSY_S)
    follow = Follow(store, keys.bodies, decode_held)
    folder = RegistryFolder(settings.folder / "registry")

    def members() -> int:
        folder.poll()
        return len(folder.current().agencies)

    numbers = Numbers(follow, Blinder(keys.index), held.book, clock)
    try:
        asker = Asker(registry, held.book, clock, members)
        thinning = Thinning(held.book, partial(found_by, store), clock)
        yield Asking(asker, numbers, registry, held.book, thinning)
    finally:
        await registry.close()
        held.close()
        await store.close()


async def run_asker(settings: NodeSettings, clock: Callable[[], int]) -> None:
    """Ask until told to stop. While another process asks for the node, it is waited for."""
    stopping = told_to_stop()
    alive = asyncio.ensure_future(beating(Heartbeat.inherited()))
    async with opened(settings, clock) as asking:
        await run_until(stopping, _asking(settings, asking))
    alive.cancel()


async def _asking(settings: NodeSettings, asking: Asking) -> None:
    while True:
        with suppress(AskerRuns), alone(settings):
            await asking.run()
        await asyncio.sleep(PAUSE_S)
