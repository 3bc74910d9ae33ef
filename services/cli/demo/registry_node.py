"""The identity registry of the demonstration: a member's own node, its register filled with the story's people.

It runs beside the federation's group, so that the story can stop it and start it again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.cli.demo.beside import Beside
from services.demo.registered import fill
from services.membership.layout import FederationFiles
from services.membership.provision import AgencySpec
from services.node.founding_registry import asks as asks_registry
from services.node.founding_registry import settle_in

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


def registry_node(files: FederationFiles, endpoint: str) -> Beside:
    """The registry's node, as `rabta serve` runs it. ``endpoint``: host:port; empty where no registry was built."""
    arguments = ("-m", "services.cli.main", "serve", str(files.agency(NADRA).folder), "--target", "identity")
    return Beside(arguments, endpoint, files.folder / "registry.log")
