"""What a node's records lie on: opened as a process opens it, copied while nothing opens it, and put back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from services.records.ports import Store
from services.records.store import open_store
from services.records.store.postgres import ROOM, PostgresStore
from services.store.postgres.connecting import Place
from tests.conformance.store.stores import sqlite
from tests.fakes import postgres

JOURNALS = ("-wal", "-shm")


class Disk(Protocol):
    """Of one node. Whoever copies, puts back or drops has closed the store."""

    def open(self) -> Store:
        """The store as it lies there."""
        ...

    def back_up(self) -> None:
        """Keep a copy in the place of the one before."""
        ...

    def put_back(self) -> None:
        """The copy takes the place of what is there."""
        ...

    def drop(self) -> None:
        """Leave nothing."""
        ...


class File:
    """An embedded store in a folder, and its copy beside it."""

    def __init__(self, folder: Path) -> None:
        self._path, self._copy = folder / "records.db", folder / "copy.db"
        self._made: Store | None = sqlite(folder)

    def open(self) -> Store:
        """See the port, as for all methods here."""
        made, self._made = self._made, None
        return made or open_store(self._path)

    def back_up(self) -> None:
        """A store that is closed is one file."""
        shutil.copy(self._path, self._copy)

    def put_back(self) -> None:
        """With what a journal may still hold of the newer one."""
        for journal in JOURNALS:
            self._path.with_name(self._path.name + journal).unlink(missing_ok=True)
        shutil.copy(self._copy, self._path)

    def drop(self) -> None:
        """The folder is its owner's to remove."""


class Database:
    """A database of the tests' server, and its copy under another name."""

    def __init__(self, _folder: Path) -> None:
        self._name, self._copy = postgres.database(), ""

    def open(self) -> Store:
        """See the port, as for all methods here."""
        return PostgresStore(Place(postgres.shared().address(self._name), ROOM, unsynced=True))

    def back_up(self) -> None:
        """See the port."""
        self._drop_copy()
        self._copy = postgres.copied(self._name)

    def put_back(self) -> None:
        """See the port."""
        postgres.drop(self._name)
        self._name = postgres.copied(self._copy)

    def drop(self) -> None:
        """See the port."""
        self._drop_copy()
        postgres.drop(self._name)

    def _drop_copy(self) -> None:
        if self._copy:
            postgres.drop(self._copy)


Make = Callable[[Path], Disk]
DISKS: dict[str, Make] = {"sqlite": File, "postgresql": Database}
