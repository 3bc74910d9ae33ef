"""What questions and ingest need of the graph. ``graph.engine.GraphEngine`` is it; tests ask a graph in memory."""

from __future__ import annotations

from typing import Any, Protocol


class Graph(Protocol):
    """Runs a statement of ``graph/cypher`` by name."""

    async def run(self, statement: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Rows in the columns of the statement's header. Raises :class:`graph.engine.GraphUnavailable`."""
        ...
