"""A registry's register that an older copy took the place of: feeds of changes begin anew."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from services.identity.errors import RegisterUnavailable
from services.identity.keys import Keys
from services.identity.store.database import FILE, open_register
from services.identity.store.office import Office
from services.node.folder_lock import served_alone
from services.signing.keyfile import read_secret


def begin_epoch(folder: Path) -> None:
    """End the epoch of all cursors. ``folder``: of the registry's node, stopped.

    Raises FileNotFoundError where no register is, FolderServed where the node runs, UnsafeFile, OSError.
    """
    if not (folder / FILE).exists():
        raise FileNotFoundError(folder / FILE)
    with served_alone(folder):
        database = open_register(folder)
        try:
            asyncio.run(
                Office(database, Keys.of(read_secret(folder / "secret.key"))).begin_epoch(time.time_ns() // 1_000_000)
            )
        except RegisterUnavailable:
            raise OSError("the register cannot be written") from None
        finally:
            database.close()
