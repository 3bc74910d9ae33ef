"""What a read of one record needs of releases: whether its owner released it to this officer, for this case."""

from __future__ import annotations

from typing import Protocol

from services.access.caller import Caller


class Releases(Protocol):
    """Releases that owners granted, which another room keeps."""

    async def granted(self, caller: Caller, record: str, now_ms: int) -> bool:
        """Whether a release of ``agencies/{agency}/records/{id}`` to the officer, for the cited case, holds now."""
        ...


class NoReleases:
    """A node at whose desk nothing is released."""

    async def granted(self, caller: Caller, record: str, now_ms: int) -> bool:  # noqa: ARG002
        """False: nothing is released."""
        return False
