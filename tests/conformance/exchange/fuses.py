"""Stores that end their process at a write, before it is committed or after."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TypeVar

from services.records.ports import Snapshot, Store
from services.records.ports import Transaction as RecordsTransaction
from services.store.database import Job, Transaction
from services.store.sqlite import SqliteDatabase
from services.store.values import Parameter, Row, Value

T = TypeVar("T")


class Crash(BaseException):
    """The process ended: nobody in it catches that."""


@dataclass
class Fuse:
    """``writes``: how many are let through before the process ends, -1 for all; ``committed``: whether the last is."""

    writes: int = -1
    committed: bool = False

    def set(self, writes: int, *, committed: bool) -> None:
        """Let the process end so many writes from now."""
        self.writes, self.committed = writes, committed

    def burns(self) -> bool:
        """Whether the write that begins now is the last."""
        if self.writes < 0:
            return False
        self.writes -= 1
        return self.writes < 0


@dataclass
class FusedStore:
    """A store of records behind a fuse."""

    store: Store
    fuse: Fuse

    def snapshot(self) -> AbstractAsyncContextManager[Snapshot]:
        """See the port, as for all methods here."""
        return self.store.snapshot()

    async def write(self, job: Callable[[RecordsTransaction], Awaitable[T]], of: str = "") -> T:
        """See the port, but for the end."""
        burns = self.fuse.burns()

        async def undone(tx: RecordsTransaction) -> T:
            await job(tx)
            raise _Undone

        if burns and not self.fuse.committed:
            try:
                return await self.store.write(undone, of)
            except _Undone:
                raise Crash from None
        value = await self.store.write(job, of)
        if burns:
            raise Crash
        return value

    async def close(self) -> None:
        """See the port."""
        await self.store.close()


@dataclass
class FusedDatabase:
    """A room's database behind the same fuse."""

    database: SqliteDatabase
    fuse: Fuse

    async def rows(self, name: str, *values: Parameter) -> Sequence[Row]:
        """See the port, as for all methods here."""
        return await self.database.rows(name, *values)

    async def many(self, name: str, values: Sequence[Sequence[Value]]) -> Sequence[Row]:
        """See the port."""
        return await self.database.many(name, values)

    def each(self, name: str, *values: Value) -> AsyncGenerator[Row, None]:
        """See the port."""
        return self.database.each(name, *values)

    async def write(self, job: Job[T]) -> T:
        """See the port, but for the end."""
        burns = self.fuse.burns()

        async def undone(tx: Transaction) -> T:
            await job(tx)
            raise _Undone

        if burns and not self.fuse.committed:
            try:
                return await self.database.write(undone)
            except _Undone:
                raise Crash from None
        value = await self.database.write(job)
        if burns:
            raise Crash
        return value

    async def forget(self) -> None:
        """See the port."""
        await self.database.forget()

    def close(self) -> None:
        """See the port."""
        self.database.close()


class _Undone(Exception):
    """Undoes a transaction."""
