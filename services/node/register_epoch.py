"""A registry's register that an older copy took the place of: feeds of changes begin anew."""

from __future__ import annotations

from pathlib import Path

from services.node.register_office import carry_out
from services.store.folder_lock import served_alone


def begin_epoch(folder: Path) -> None:
    """End the epoch of all cursors. ``folder``: of the registry's node, stopped.

    Raises FileNotFoundError where no register is, FolderServed where the node runs, UnsafeFile, OSError.
    """
    if not folder.exists():
        raise FileNotFoundError(folder)
    with served_alone(folder):
        carry_out(folder, lambda office, _, now_ms: office.begin_epoch(now_ms))
