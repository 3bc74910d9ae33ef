"""What issuers told, of a hub that nobody told anything."""

from __future__ import annotations

from collections.abc import Mapping

from services.oversight.ports import Standing, Statement


class NothingTold:
    """See :class:`services.oversight.ports.RefusalsTold`. ``forgotten``: agency and month of each month that was."""

    def __init__(self) -> None:
        self.forgotten: list[tuple[str, str]] = []

    async def take(self, one: Statement, previous_sha256: bytes) -> bool:
        raise AssertionError("nobody tells anything here")

    async def find(
        self, agency: str, after: tuple[str, int], days: tuple[str, str], most: int, most_bytes: int
    ) -> list[Statement]:
        return []

    async def standings(self) -> Mapping[str, Standing]:
        return {}

    async def forget(self, agency: str, month: str) -> None:
        self.forgotten.append((agency, month))
