"""Which stores of a folder go to a database, by one setting each: a node's rooms, its logs, an issuer's journal."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audit.place import Database
from audit.store import StoreError, lock_folder
from services.issuer.settings import FILE as ISSUER
from services.issuer.settings import load_settings as load_issuer
from services.issuer.store import database as journal
from services.linkage.store import database as linkage
from services.membership.registry import Registry
from services.membership.watch import RegistryFolder
from services.node import link_store, oversight_store, records_store
from services.node.log_place import folders_of
from services.node.log_rows import reading_log
from services.node.settings import SQLITE, SettingsError, load_settings
from services.node.store_move import Holding, Part, StoreNotMoved, Target
from services.oversight.store import database as oversight
from services.records.store.migrations import HEAD, current, migrate_postgres
from services.signing.keyfile import read_password
from services.store.database import Database as Opened
from services.store.file import BUSY_S
from services.store.folder_lock import served_alone
from services.store.pages import fault

if TYPE_CHECKING:
    from services.store.postgres.connecting import Place
    from services.store.postgres.source import Source

JOURNAL = "issuer.db"


def holding_of(folder: Path, target: Target, *, log: bool) -> Holding:
    """What is to be moved of an issuer's folder, or of a node's: its ``log``, or its records, links and oversight.

    Raises StoreNotMoved where another database holds it already, SettingsError, UnsafeFile, AddressUnsafe.
    """
    issuer = (folder / ISSUER).exists()
    if issuer and log:
        raise StoreNotMoved("an issuer has no log")
    holding = issuer_of(folder, target) if issuer else (log_of if log else rooms_of)(folder, target)
    if holding.now not in (SQLITE, target.address):
        raise StoreNotMoved("the rows of this folder are in a database already, another one")
    return holding


def rooms_of(folder: Path, target: Target) -> Holding:
    """Records, links and oversight of a node."""
    settings, registry, place = load_settings(folder), _federation(folder), _places(folder, target)
    if settings.store == SQLITE and not (folder / records_store.FILE).exists():
        raise StoreNotMoved(f"{records_store.FILE} is not there: start the node once with this release first")
    parts = (
        Part(
            folder / records_store.FILE,
            place(records_store.ROOM),
            partial(migrate_postgres, place(records_store.ROOM)),
            _reading,
            _check_records,
        ),
        Part(
            folder / link_store.FILE,
            place(linkage.ROOM),
            partial(_made, linkage.open_at, place(linkage.ROOM)),
            _reading,
            partial(_check_links, served=settings.store == SQLITE),
        ),
        Part(
            folder / oversight_store.FILE,
            place(oversight.ROOM),
            partial(_made, oversight.open_at, place(oversight.ROOM)),
            _reading,
        ),
    )
    whose = f"{registry.federation_id.hex()} {settings.server(registry.hub)}"
    return Holding(folder, "settings.toml", "store", settings.store, whose, parts, [partial(served_alone, folder)])


def log_of(folder: Path, target: Target) -> Holding:
    """Every log of a node, those that were closed too; each has a schema of its own."""
    settings, registry, place = load_settings(folder), _federation(folder), _places(folder, target)
    password = folder / target.password_file if target.password_file else None
    parts = [
        Part(
            where / "log.db",
            place(schema),
            partial(_made_log, Database(target.address, schema, password)),
            reading_log,
            beside=("log.parts",),
        )
        for schema, where in folders_of(settings).items()
    ]
    alone: list[Callable[[], AbstractContextManager[None]]] = [partial(served_alone, folder)]
    alone += [partial(_unwritten, part.file.parent) for part in parts]
    whose = f"{registry.federation_id.hex()} {settings.server(registry.hub)} log"
    return Holding(folder, "settings.toml", "log_store", settings.log_store, whose, parts, alone)


def issuer_of(folder: Path, target: Target) -> Holding:
    """The journal of an agency's issuer."""
    settings, place = load_issuer(folder), _places(folder, target)(journal.ROOM)
    part = Part(folder / JOURNAL, place, partial(_made, journal.open_at, place), _reading)
    whose = f"{_federation(folder).federation_id.hex()} {settings.agency} issuer"
    return Holding(folder, ISSUER, "store", settings.store, whose, [part], [partial(served_alone, folder)])


def _federation(folder: Path) -> Registry:
    return RegistryFolder(folder / "registry").current()


def _places(folder: Path, target: Target) -> Callable[[str], Place]:
    """Of a schema, in the database."""
    try:
        from services.store.postgres.connecting import Place
    except ModuleNotFoundError:
        raise SettingsError("store: needs what requirements-postgres.lock lists") from None
    password = read_password(folder / target.password_file) if target.password_file else ""
    return lambda schema: Place(target.address, schema, password)


def _reading(path: Path) -> AbstractContextManager[Source]:
    from services.store.postgres.source import reading

    return reading(path)


def _made(open_at: Callable[[Place], Opened], place: Place) -> None:
    open_at(place).close()


def _made_log(database: Database) -> None:
    from audit.postgres_store import make_tables

    try:
        make_tables(database)
    except StoreError as error:
        raise StoreNotMoved(str(error)) from None


def _check_records(file: Path) -> None:
    if damaged := fault(file):
        raise StoreNotMoved(f"{file.name} is damaged: {damaged}")
    if current(file, BUSY_S) != HEAD:
        raise StoreNotMoved(f"{file.name} is of another version: start the node once with this release first")


def _check_links(file: Path, *, served: bool) -> None:
    """A file beside a database is nobody's to open any more: it is brought to today's version here."""
    if damaged := fault(file):
        raise StoreNotMoved(f"{file.name} is damaged: {damaged}")
    if not served:
        linkage.open_database(file).close()


@contextmanager
def _unwritten(folder: Path) -> Iterator[None]:
    """Hold a log's folder, so that no writer that was started by hand goes on in its file. Raises StoreNotMoved."""
    try:
        lock = lock_folder(folder)
    except StoreError as error:
        raise StoreNotMoved(str(error)) from None
    try:
        yield
    finally:
        os.close(lock)
