"""What should run of a hub's node: its supervisor writes it down, and whoever asks how it is reads it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from services.node.supervise import Child
from services.signing.keyfile import read_private, replace_private

FILE: Final = "parts"
WITH_PORT: Final = ("edge-", "projector", "matcher", "detector", "syncer")
"""Processes of a node that have an admin port, by how their names begin; writer and engine show as parts of these."""


def note(folder: Path, children: Iterable[Child]) -> None:
    """Write down the processes of a node that must answer on their admin ports while it runs."""
    names = [child.name for child in children if child.name.startswith(WITH_PORT)]
    replace_private(folder / FILE, "".join(f"{name}\n" for name in names).encode())


def expected(folder: Path) -> list[str]:
    """Their names; none where the node was never started. Raises UnsafeFile."""
    path = folder / FILE
    return read_private(path).decode("ascii", "replace").split() if path.exists() else []
