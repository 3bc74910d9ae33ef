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
from services.membership import provision
from services.membership.layout import FederationFiles
from services.membership.provision import AgencySpec
from services.node.machine import until_listening
from services.signing.keyfile import replace_private

NADRA: Final = "pk.nadra"
SPEC: Final = AgencySpec(
    NADRA, "IDENTITY_REGISTRY", "National Database and Registration Authority", ("PK",), clearance=3,
    desk_name="NADRA, duty desk", desk_phone="+92 51 000 0109",
)  # fmt: skip
CERTIFICATES: Final = "identity.crt"
_SETTINGS: Final = 'listen = "127.0.0.1:{port}"\nhome = "{home}"\nprocesses = 1\nagency_per_hour = 100000\n'


def found(files: FederationFiles, port: int, now_ms: int, seed: int, records: int) -> None:
    """Open the registry's log, write its settings, fill its register. Raises OSError."""
    provision.new_log(files, 0, now_ms, NADRA)
    provision.sign_and_publish(files)
    folder = files.agency(NADRA).folder
    replace_private(folder / "settings.toml", _SETTINGS.format(port=port, home=NADRA).encode())
    fill(folder, seed, records)


def asks(files: FederationFiles, folder: Path, port: int) -> dict[str, str]:
    """Settings of who asks the registry; its certificates are written into that ``folder``."""
    replace_private(folder / CERTIFICATES, files.agency(NADRA).tls_crt.read_bytes())
    return {
        "identity_registry": NADRA,
        "identity_endpoint": f"127.0.0.1:{port}",
        "identity_certificates": CERTIFICATES,
    }


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
