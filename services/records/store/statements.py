"""Running the statements of ``sql`` by name, whatever the dialect: what reads and writes are written against."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any


class Statements(ABC):
    """A connection with its statements. What the machine does raises StorageUnavailable."""

    @abstractmethod
    async def _all(self, name: str, *values: Any) -> list[Any]:
        """Rows of a statement, each a sequence of its columns."""

    @abstractmethod
    async def _each(self, name: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each row of parameters."""

    @staticmethod
    @abstractmethod
    def _many(values: Iterable[Any]) -> Any:
        """A list as one parameter: what ``texts(?1)`` and ``numbers(?1)`` read."""

    async def _one(self, name: str, *values: Any) -> Any:
        rows = await self._all(name, *values)
        return rows[0] if rows else None
