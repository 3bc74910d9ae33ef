"""What a test is given: an engine that runs, and a clean graph on it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from graph.endpoint import Endpoint
from graph.engine import GraphEngine
from graph.model import NODE_KINDS
from graph.statements import Statement

MIGRATED: set[str] = set()
"""Engines that have their constraints; each lives as long as the tests."""


@dataclass(frozen=True, slots=True)
class Running:
    """``name``: arcade or neo4j5. ``pid`` of its Java process."""

    name: str
    endpoint: Endpoint
    pid: int

    async def connect(self, known: Mapping[str, Statement] | None = None) -> GraphEngine:
        """Another connection; what is there stays."""
        at = self.endpoint
        return await GraphEngine.connect(at.uri, at.user, at.password, at.database, known=known)

    @contextlib.asynccontextmanager
    async def graph(self, known: Mapping[str, Statement] | None = None) -> AsyncIterator[GraphEngine]:
        """``async with engine.graph() as graph``: migrated and empty. ``known``: statements, the product's where none."""
        graph = await self.connect(known)
        try:
            if self.endpoint.uri not in MIGRATED:
                await graph.migrate()
                MIGRATED.add(self.endpoint.uri)
            await clear(graph)
            yield graph
        finally:
            await graph.close()


async def clear(graph: GraphEngine) -> None:
    """Delete all, by the statements that a rebuild uses."""
    for kind in NODE_KINDS:
        while (await graph.run(f"clear.{kind}"))[0][0]:
            pass
    await graph.run("clear_progress")
