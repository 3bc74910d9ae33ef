"""What the room needs of others: a graph (``graph.engine.GraphEngine``, or one in memory), and the records' changes."""

from __future__ import annotations

from typing import Any, Protocol

from graph.batch import Batch
from services.linkage.facts import RecordChange


class Graph(Protocol):
    """Runs a statement of ``graph/cypher`` by name."""

    async def run(self, statement: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Rows in the columns of the statement's header. Raises :class:`graph.engine.GraphUnavailable`."""
        ...


class GraphWriter(Graph, Protocol):
    """A graph that batches are written to."""

    async def write(self, batch: Batch) -> bool:
        """All of it or nothing; False where it was written before. Raises as :class:`graph.engine.GraphEngine`."""
        ...


class RecordFeed(Protocol):
    """The records of the node, by change."""

    async def changes(self, after: int, limit: int) -> list[RecordChange]:
        """Records whose last change has a higher number, ascending."""
        ...

    async def head(self) -> int:
        """Number of the last change."""
        ...
