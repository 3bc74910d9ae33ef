"""The stores that must behave alike: add one here and the whole suite runs on it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from services.records.ports import Store, Transaction
from services.records.rows import CaseToken, LogHead, PersonToken
from services.records.store import open_store
from services.records.store.postgres import ROOM, PostgresStore
from services.store.postgres.connecting import Place
from tests.conformance.store.rows import head_row, log_row
from tests.fakes import postgres

T = TypeVar("T")
_TEMPLATE: dict[str, Path] = {}


def sqlite(folder: Path) -> Store:
    """A new embedded store, copied from one that was migrated once."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    path = folder / "records.db"
    template = _TEMPLATE.get("sqlite")
    if template is not None and template.exists():
        shutil.copy(template, path)
        path.chmod(0o600)
        return open_store(path)
    store = open_store(path)
    asyncio.run(store.close())
    _TEMPLATE["sqlite"] = Path(shutil.copy(path, folder / "template.db"))
    return open_store(path)


class Dropped(PostgresStore):
    """Takes its database along when it closes."""

    def __init__(self, name: str) -> None:
        self._name = name
        super().__init__(Place(postgres.shared().address(name), ROOM, unsynced=True))

    async def close(self) -> None:
        """See the port."""
        await super().close()
        await asyncio.to_thread(postgres.drop, self._name)


def postgresql(_folder: Path) -> Store:
    """A new store in a database of its own, copied from one that was migrated once."""
    return Dropped(postgres.database())


STORES: dict[str, Callable[[Path], Store]] = {"postgresql": postgresql, "sqlite": sqlite}
_LOOP = asyncio.Runner()
"""One for all tests: a store's reads are of the loop that reads first."""


def wait(work: Any) -> Any:
    """Run one coroutine to its end."""
    return _LOOP.run(work)


def token(name: str, record: int, since: int = 1, **more: int | None) -> PersonToken:
    """A token that names one person."""
    return PersonToken(name, record, since, 2, more.pop("changed", since), None, None, more.pop("ordered", 0))  # type: ignore[arg-type]  # fields of several types by name


async def put(store: Store, *records: int, klass: int = 1, people: str = "", cases: str = "", at: int = 1) -> None:
    """Append a version of each record, all in one page."""

    async def job(tx: Transaction) -> None:
        head = await tx.log_head()
        for step, record in enumerate(records, 1):
            await tx.append([log_row(head.seq + step, record, 1, at)])
            await tx.put_heads([head_row(record, head.seq + step, klass=klass, people=people, cases=cases)])
            await tx.add_people([token(each[1:], record, at) for each in people.split() if each != "-"])
            await tx.add_cases([CaseToken(each.partition(":")[2], record, at, 0) for each in cases.split()])
        await tx.advance(LogHead(head.seq + len(records), head.page, at))

    await store.write(job)


async def read(store: Store, name: str, *values: object) -> Any:
    """What the snapshot's method of that name answers."""
    async with store.snapshot() as view:
        return await getattr(view, name)(*values)
