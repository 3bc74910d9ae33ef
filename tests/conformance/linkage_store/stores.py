"""The link stores that must behave alike: add one here and the whole suite runs on it.

Each is opened several times over the same data, as the processes of a node open it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from services.linkage.ports import LinkStore
from services.linkage.store.sqlite import SqliteLinkStore


def sqlite(folder: Path) -> LinkStore:
    """The embedded store of a folder, made where it is absent."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return SqliteLinkStore(folder / "linkage.db")


STORES: dict[str, Callable[[Path], LinkStore]] = {"sqlite": sqlite}
