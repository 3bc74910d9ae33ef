"""The identity registry of the demonstration: a member's own node, its register filled with the story's people.

It runs beside the federation's group, so that the story can stop it and start it again.
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final, Self

from graph.parent_death import dies_with_parent
from services.demo.registered import fill
from services.membership.layout import FederationFiles
from services.membership.provision import AgencySpec
from services.node.founding_registry import asks as asks_registry
from services.node.founding_registry import settle_in
from services.node.machine import until_listening

NADRA: Final = "pk.nadra"
SPEC: Final = AgencySpec(
    NADRA, "IDENTITY_REGISTRY", "National Database and Registration Authority", ("PK",), clearance=3,
    desk_name="NADRA, duty desk", desk_phone="+92 51 000 0109",
)  # fmt: skip


def found(files: FederationFiles, port: int, now_ms: int, seed: int, records: int) -> None:
    """Open the registry's log, write its settings, fill its register. Raises OSError."""
    fill(settle_in(files, NADRA, port, now_ms, processes=1, agency_per_hour=100_000), seed, records)


def asks(files: FederationFiles, folder: Path, port: int) -> dict[str, str]:
    """Settings of who asks the registry; its certificates are written into that ``folder``."""
    return asks_registry(files, folder, NADRA, port)


class RegistryNode:
    """The registry's node, as `rabta serve` runs it. To be entered; it runs, or not, as it is told until it is left.

    ``endpoint``: host:port; empty in a federation that was built without a registry, where nothing runs.
    """

    def __init__(self, files: FederationFiles, endpoint: str) -> None:
        self._files, self._endpoint = files, endpoint
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Until it listens. Raises TimeoutError."""
        if not self._endpoint:
            return
        folder = self._files.agency(NADRA).folder
        command = [sys.executable, "-m", "services.cli.main", "serve", str(folder), "--target", "identity"]
        with (self._files.folder / "registry.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=dies_with_parent())
        asyncio.run(until_listening([self._endpoint]))

    def stop(self) -> None:
        """End it by its id, where it runs."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
