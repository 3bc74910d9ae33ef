"""An engine that is killed and comes again on the same data: ArcadeDB by its own keeper, Neo4j as an operator's unit would.

``endpoint()`` is where it is now, or will be; ``kill()`` is ``kill -9`` while it runs.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

from graph.endpoint import Endpoint, load_endpoint
from services.node.local import free_ports
from tests.engines import arcadedb, neo4j5


class KeptArcade:
    """Its keeper starts it again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._keeper = arcadedb.start(folder, "384m")

    def endpoint(self) -> Endpoint:
        return load_endpoint(self._folder)

    def kill(self) -> None:
        java = arcadedb.java_of(self._keeper)
        assert java, "it runs when it is killed"
        os.kill(java, signal.SIGKILL)

    def stop(self) -> None:
        arcadedb.stop(self._keeper)


class KeptNeo4j:
    """Started again here, at once."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_ports(1)[0]
        self._process = neo4j5.launch(folder, self._port)
        neo4j5.until_ready(self._process, folder)
        self._endpoint = neo4j5.first_login(f"bolt://127.0.0.1:{self._port}")

    def endpoint(self) -> Endpoint:
        return self._endpoint

    def kill(self) -> None:
        assert self._process.poll() is None, "it runs when it is killed"
        os.kill(self._process.pid, signal.SIGKILL)
        neo4j5.end(self._process)
        self._process = neo4j5.launch(self._folder, self._port)

    def stop(self) -> None:
        neo4j5.end(self._process)


Kept = KeptArcade | KeptNeo4j
