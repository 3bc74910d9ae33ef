"""The line to the graph's engine: connects when asked, comes back by itself, and never keeps a process from starting.

While there is no engine every statement raises GraphUnavailable at once; where the engine lies is read anew at each
connection, since an engine that was started again may listen elsewhere.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from graph.batch import Batch
from graph.endpoint import Endpoint, load_endpoint
from graph.engine import GraphEngine
from graph.errors import GraphRefused, GraphUnavailable
from graph.rows import Row
from services.linkage.seal import Seal
from services.node.settings import NodeSettings
from services.signing.derive import derive
from services.signing.keyfile import UnsafeFile, read_password, read_secret

PAUSE_S = 0.5
"""Between two tries to connect; meanwhile calls are told at once."""
PATIENCE_S = 2.0
logger = logging.getLogger(__name__)


def endpoint_of(settings: NodeSettings) -> Callable[[], Endpoint]:
    """Where the engine is: as set, else as the embedded one last wrote. Raises UnsafeFile, OSError."""
    if not settings.graph_uri:
        return lambda: load_endpoint(settings.graph)
    password = read_password(settings.folder / settings.graph_password_file)
    return lambda: Endpoint(settings.graph_uri, settings.graph_user, password, settings.graph_database)


def seal_of(settings: NodeSettings) -> Seal:
    """What the node's graph is sealed with: of its secret, outside the engine. Raises UnsafeFile, OSError."""
    return Seal(derive(read_secret(settings.folder / "secret.key"), "graph"))


class GraphLink:
    """One engine for the tasks of one process. ``migrate``: make its constraints at each connection."""

    def __init__(self, endpoint: Callable[[], Endpoint], *, migrate: bool = False) -> None:
        self._endpoint = endpoint
        self._migrate = migrate
        self._engine: GraphEngine | None = None
        self._connecting = asyncio.Lock()
        self._not_before = 0.0

    async def run(self, statement: str, **parameters: object) -> list[Row]:
        """As :meth:`graph.engine.GraphEngine.run`, over a connection that is made anew where it was lost."""
        engine = await self._connected()
        try:
            return await engine.run(statement, **parameters)
        except GraphUnavailable:
            await self._drop(engine)
            raise

    async def write(self, batch: Batch) -> bool:
        """As :meth:`graph.engine.GraphEngine.write`, over a connection that is made anew where it was lost."""
        engine = await self._connected()
        try:
            return await engine.write(batch)
        except GraphUnavailable:
            await self._drop(engine)
            raise

    @property
    def connected(self) -> bool:
        """Whether there is an engine, as far as the last statement told."""
        return self._engine is not None

    async def close(self) -> None:
        """Let the connection go."""
        if self._engine is not None:
            await self._drop(self._engine)

    async def _connected(self) -> GraphEngine:
        async with self._connecting:
            if self._engine is None:
                self._engine = await self._connect()
            return self._engine

    async def _connect(self) -> GraphEngine:
        if time.monotonic() < self._not_before:
            raise GraphUnavailable("the graph engine does not answer")
        try:
            where = self._endpoint()
            engine = await GraphEngine.connect(where.uri, where.user, where.password, where.database, PATIENCE_S)
            if self._migrate:
                await engine.migrate()
        except (OSError, ValueError, UnsafeFile, GraphUnavailable, GraphRefused) as error:
            self._not_before = time.monotonic() + PAUSE_S
            logger.debug("no graph engine: %s", type(error).__name__)
            raise GraphUnavailable("the graph engine does not answer") from None
        return engine

    async def _drop(self, engine: GraphEngine) -> None:
        if self._engine is engine:
            self._engine = None
        await engine.close()
