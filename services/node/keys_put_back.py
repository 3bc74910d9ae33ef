"""What a hub's restored records are opened with: its folder's own keys, or the copy beside its backups."""

from __future__ import annotations

from pathlib import Path

from services.node import records_store
from services.node.backup import KEYS_OF_RECORDS, BackupRefused
from services.records.body_keys import BodyKeys
from services.records.store.at_rest import goes_with
from services.signing.keyfile import UnsafeFile
from services.signing.sealing import SealBroken


def keys_of(backup: Path, folder: Path, secret: bytes) -> BodyKeys | None:
    """Those of the folder before the copy beside the backup, which may be older; None where the backup needs none.

    Raises BackupRefused where neither goes with the backup, UnsafeFile.
    """
    wanted = goes_with(backup / records_store.FILE)
    for path in (folder / KEYS_OF_RECORDS, backup.with_name(KEYS_OF_RECORDS)):
        keys = BodyKeys(path, secret)
        if path.exists() and (name := _name(keys)) and wanted in ("", name):
            return keys
    if wanted:
        raise BackupRefused(
            f"{KEYS_OF_RECORDS} is neither in the folder nor beside the backup: no version could be read"
        )
    return None


def put_keys_back(keys: BodyKeys, folder: Path) -> None:
    """Into the folder, where they are the copy; each erasure replaces both from now on. Raises OSError, UnsafeFile."""
    if keys.path.parent.absolute() != folder.absolute():
        keys.put_back(folder / KEYS_OF_RECORDS)


def _name(keys: BodyKeys) -> str:
    """Name of the store that they are of; "" where they cannot be read."""
    try:
        return keys.read(keys.path).store.hex()
    except (SealBroken, ValueError) as error:
        if isinstance(error, UnsafeFile):
            raise
        return ""
