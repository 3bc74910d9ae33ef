"""What a question has reached in the graph: every id that it asked from, or that a statement gave it.

A change of the graph touches an answer only at an edge or node that the question read, so at an id that is here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from graph.rows import Row
from graph.statements import statements
from services.linkage.ports import Graph
from services.linkage.sealed_graph import IDS

ASKED: Final = ("id", "ids", "others")
"""Parameters that name nodes."""


class Reached:
    """Answers as ``graph`` does. See :class:`services.linkage.ports.Graph`; ``ids``: of nodes and rows, of any kind."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.ids: set[str] = set()

    async def run(self, statement: str, **parameters: Any) -> list[Row]:
        """As the port says."""
        for name in ASKED:
            named = parameters.get(name, ())
            self.ids.update([named] if isinstance(named, str) else named)
        self.ids.update(step["id"] for step in parameters.get("steps", ()))
        rows = await self._graph.run(statement, **parameters)
        for place in _places(statement):
            self.ids.update(_texts(row[place] for row in rows))
        return rows


def _texts(values: Iterable[object]) -> Iterable[str]:
    return (value for value in values if isinstance(value, str))


@cache
def _places(statement: str) -> tuple[int, ...]:
    columns = statements()[statement].columns
    return tuple(place for place, name in enumerate(columns) if name in IDS)
