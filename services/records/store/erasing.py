"""Erasing keys, in any dialect; see ``erasing_port.py``."""

from __future__ import annotations

from collections.abc import Sequence

from services.records.erasing_port import Due, Erasing, Place, PlacedBody
from services.records.store.statements import Statements


class ErasingReads(Statements):
    """See :class:`services.records.erasing_port.ErasingSnapshot`."""

    async def erasing(self) -> Erasing:
        """See the port, as for all methods here."""
        return Erasing._make(await self._sole("erasing"))

    async def keys_due(self) -> list[Due]:
        """See the port."""
        return [Due._make(row) for row in await self._all("keys_due")]

    async def emptied(self) -> list[Place]:
        """See the port."""
        return [(page, leaf) for page, leaf in await self._all("emptied")]

    async def placed_after(self, seq: int, limit: int) -> list[PlacedBody]:
        """See the port."""
        return [PlacedBody._make(row) for row in await self._all("placed_after", seq, limit)]

    async def refused_unmarked(self, mark: bytes, limit: int) -> list[PlacedBody]:
        """See the port."""
        return [PlacedBody._make(row) for row in await self._all("refused_unmarked", mark, limit)]

    async def erased_names(self, names: Sequence[str]) -> frozenset[str]:
        """See the port."""
        return frozenset(row[0] for row in await self._all("erased_names", self._many(names)))


class ErasingWrites(ErasingReads):
    """See :class:`services.records.erasing_port.ErasingTransaction`."""

    erased = False
    """Whether something was erased that may still lie in the journal of the file."""

    async def set_erasing(self, at: Erasing) -> None:
        """See the port, as for all methods here."""
        await self._each("erasing_set", [at])

    async def erase(self, records: Sequence[int], changed: int) -> None:
        """See the port."""
        of = self._many(records)
        await self._each("person_token_stale", [(of, changed)])
        for name in ("key_due_log", "key_due_refused", "key_due_aside"):
            await self._each(name, [(of,)])
        await self._each("erasing_count", [()])
        for name in (
            "log_erase",
            "quarantine_erase",
            "copy_aside_erase",
            "copy_end_all",
            "person_token_erase",
            "case_token_erase",
            "flag_erase",
            "claims_erase",
            "claims_waiting_erase",
        ):
            await self._each(name, [(of,)])
        self.erased = True

    async def erase_whole(self, records: Sequence[int], changed: int) -> None:
        """See the port."""
        await self._each("key_due_last", [(self._many(records),)])
        await self.erase(records, changed)

    async def erase_aside(self, agency: str, record_id: str) -> None:
        """See the port."""
        await self._each("key_due_aside_named", [(agency, record_id)])
        await self._each("erasing_count", [()])
        await self._each("copy_aside_erase_named", [(agency, record_id)])
        self.erased = True

    async def put_erased_name(self, name: str) -> None:
        """See the port."""
        await self._each("erased_name_set", [(name,)])

    async def end_keys_due(self, places: Sequence[Place]) -> None:
        """See the port."""
        await self._each("key_due_end", places)

    async def put_bodies(self, rows: Sequence[tuple[bytes, int]]) -> None:
        """See the port."""
        await self._each("log_body_set", rows)
        self.erased = True

    async def put_refused_bodies(self, rows: Sequence[tuple[bytes, int, int]]) -> None:
        """See the port."""
        await self._each("quarantine_body_set", rows)
        self.erased = True
