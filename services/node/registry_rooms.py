"""Rooms that an identity registry's own node serves: who is who, and figures of children without documents."""

from __future__ import annotations

from pathlib import Path

from services.edge.service import Served
from services.identity import service as identity
from services.identity.build import build_identity
from services.node.counted_children import CountedChildren, RegistryGates
from services.statistics import service as statistics
from services.statistics.build import open_releases
from services.statistics.layout import OF_REGISTRY


class RegistryRooms:
    """Their stores, open. ``home``: the registry. Raises UnsafeFile, and the refusal of a store that does not open."""

    def __init__(self, folder: Path, secret: bytes, home: str) -> None:
        self._identity, self._figures, self._home = build_identity(folder, secret), open_releases(folder), home
        self.figures = self._figures.releases

    def served(self) -> tuple[Served, ...]:
        """Identity, and the figures of the one table that is counted here."""
        counted = CountedChildren(self._identity.use_cases.children, self._home)
        desk = self._figures.over(counted, RegistryGates(), OF_REGISTRY)
        return identity.SERVICE.over(self._identity.use_cases), statistics.OF_REGISTRY.over(desk)

    def close(self) -> None:
        """Let go of the files."""
        self._identity.close()
        self._figures.close()
