"""The journals of an issuer that must behave alike: add one here and the whole suite runs on it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from services.issuer.store.database import ROOM, open_at, open_database
from services.store.database import Database
from services.store.postgres.connecting import Place
from tests.fakes import postgres

Open = Callable[[], Database]
TABLES = ("issued", "used", "roster", "horizon", "refused", "refused_day")


@contextmanager
def sqlite(folder: Path) -> Iterator[Open]:
    """A file of the folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    yield lambda: open_database(folder / "issuer.db")


@functools.cache
def _database() -> str:
    """One for all steps, as making one takes longer than a step."""
    return postgres.database()


@contextmanager
def postgresql(_folder: Path) -> Iterator[Open]:
    """A schema without rows in a database of the tests' own."""
    name = _database()
    yield lambda: open_at(Place(postgres.shared().address(name), ROOM, unsynced=True))
    postgres.shared().run(f"TRUNCATE {', '.join(f'{ROOM}.{each}' for each in TABLES)}", name)


STORES: dict[str, Callable[[Path], AbstractContextManager[Open]]] = {"postgresql": postgresql, "sqlite": sqlite}
