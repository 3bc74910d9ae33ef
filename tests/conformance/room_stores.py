"""The two databases over which a smaller room's store must behave alike: a file, and a schema of PostgreSQL."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from services.store.database import Database
from services.store.postgres.connecting import Place
from tests.fakes import postgres

Open = Callable[[], Database]
Stores = dict[str, Callable[[Path], AbstractContextManager[Open]]]


def stores_of(
    room: str,
    tables: Sequence[str],
    open_file: Callable[[Path], Database],
    open_at: Callable[[Place], Database],
    again: str = "",
) -> Stores:
    """By name: each gives what opens the store, several times over the same data. ``tables``: emptied after each use.

    ``again``: a statement for what the tables are made with.
    """

    @contextmanager
    def sqlite(folder: Path) -> Iterator[Open]:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield lambda: open_file(folder / f"{room}.db")

    @functools.cache
    def database() -> str:
        """One for all steps, as making one takes longer than a step."""
        return postgres.database()

    @contextmanager
    def postgresql(_folder: Path) -> Iterator[Open]:
        name = database()
        yield lambda: open_at(Place(postgres.shared().address(name), room, unsynced=True))
        postgres.shared().run(f"TRUNCATE {', '.join(f'{room}.{each}' for each in tables)}", name)
        if again:
            postgres.shared().run(again, name)

    return {"postgresql": postgresql, "sqlite": sqlite}
