"""One way for a room to run its statements, by name, whichever database holds its rows.

Implementations: ``sqlite.py``, and ``postgres/database.py``. Both raise the room's own error for whatever the database
refuses or cannot do, and then nothing was changed.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable, Sequence
from typing import Protocol, TypeVar

from services.store.values import Parameter, Row, Value

T = TypeVar("T")


class Transaction(Protocol):
    """What a job may do; it awaits nothing else."""

    async def rows(self, name: str, *values: Parameter) -> Sequence[Row]:
        """Rows of a statement, each a sequence in the order of its columns. A list is a value of its own."""
        ...

    async def many(self, name: str, values: Sequence[Sequence[Value]]) -> Sequence[Row]:
        """Rows of a statement for each of the sequences, together."""
        ...

    async def each(self, name: str, values: Iterable[Sequence[Value]]) -> None:
        """Run a statement once for each of the sequences."""
        ...


Job = Callable[[Transaction], Awaitable[T]]


class Database(Protocol):
    """The rows of one room."""

    async def rows(self, name: str, *values: Parameter) -> Sequence[Row]:
        """What a statement reads, of what is committed."""
        ...

    async def many(self, name: str, values: Sequence[Sequence[Value]]) -> Sequence[Row]:
        """What it reads for each of the sequences, together."""
        ...

    def each(self, name: str, *values: Value) -> AsyncGenerator[Row, None]:
        """The same, row by row, all of one moment, for whoever stops early; they close it."""
        ...

    async def write(self, job: Job[T]) -> T:
        """The job's value once it is durable. One job at a time over all processes; what it raises undoes it.

        Once begun it is finished, whether or not its caller still waits.
        """
        ...

    async def forget(self) -> None:
        """Leave nothing of what was deleted in files that this database may empty; PostgreSQL's are its operator's."""
        ...

    def close(self) -> None:
        """Let go of the database; nothing is under way any more."""
        ...


def finish(work: Awaitable[T]) -> T:
    """The value of a coroutine that never waits."""
    steps: Generator[object, None, T] = work.__await__()
    try:
        next(steps)
    except StopIteration as done:
        value: T = done.value
        return value
    raise AssertionError("a job of the embedded store must not wait for anything else")
