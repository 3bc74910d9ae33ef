"""Running the statements of ``sql`` by name, whatever the dialect: what reads and writes are written against."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from services.store.values import Parameter, Row, Value


class Statements(ABC):
    """A connection with its statements. What the machine does raises StorageUnavailable."""

    @abstractmethod
    async def _all(self, name: str, *values: Parameter) -> Sequence[Row]:
        """Rows of a statement, each a sequence of its columns."""

    @abstractmethod
    async def _each(self, name: str, rows: Iterable[Sequence[Parameter]]) -> None:
        """Run a statement once for each row of parameters."""

    @staticmethod
    @abstractmethod
    def _many(values: Iterable[Value]) -> Parameter:
        """A list as one parameter: what ``texts(?1)`` and ``numbers(?1)`` read."""

    async def _one(self, name: str, *values: Parameter) -> Row | None:
        rows = await self._all(name, *values)
        return rows[0] if rows else None

    async def _sole(self, name: str, *values: Parameter) -> Row:
        """The row of a statement that always has one."""
        return (await self._all(name, *values))[0]
