"""An operator's word that what the store of records lacks of the log stays missing."""

from __future__ import annotations

import asyncio
from pathlib import Path

from services.errors import RabtaError
from services.node.backup import BackupRefused, node_of
from services.node.records_store import open_records
from services.node.settings import load_settings
from services.records.errors import StorageUnavailable
from services.records.log_port import ACCEPTED, LogMark
from services.records.ports import Store, Transaction
from services.store.errors import StoreUnsafe
from services.store.folder_lock import served_alone


class Unopened(RabtaError, OSError):
    """There is no store of records, or it cannot be opened."""


def accept_records(folder: Path) -> None:
    """The next start serves the records of a stopped node as they are, whatever the log says beyond them.

    Raises FolderServed while it runs, SettingsError, UnsafeFile, Unopened.
    """
    try:
        node_of(folder)
    except BackupRefused as refused:
        raise Unopened(str(refused)) from None
    settings = load_settings(folder)
    with served_alone(folder):
        try:
            asyncio.run(_accept(open_records(settings)))
        except (StorageUnavailable, StoreUnsafe) as error:
            raise Unopened(f"the records of {folder} cannot be opened: {error}") from None


async def _accept(store: Store) -> None:
    async def job(tx: Transaction) -> None:
        await tx.set_log_mark(LogMark("", ACCEPTED))

    try:
        await store.write(job)
    finally:
        await store.close()
