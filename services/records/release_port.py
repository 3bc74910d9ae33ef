"""What reads need of releases: which records their owners released to this officer, for this case, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from services.access.caller import Caller


class Releases(Protocol):
    """Releases that owners granted, which another room keeps."""

    async def until(self, caller: Caller, records: Sequence[str], now_ms: int) -> Mapping[str, int]:
        """When the release of each of these to the officer, for the cited case, ends: epoch milliseconds.

        ``records``: ``agencies/{agency}/records/{id}``; those of which none holds now are left out.
        """
        ...


class NoReleases:
    """A node at whose desk nothing is released."""

    async def until(self, caller: Caller, records: Sequence[str], now_ms: int) -> Mapping[str, int]:  # noqa: ARG002
        """None, as no owner releases anything here."""
        return {}
