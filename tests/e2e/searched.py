"""What a node keeps of one record: its sealed bytes and their keys, looked for in every file of the node's folder."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from services.node.records_store import open_records
from services.node.settings import load_settings
from services.records.key_tree import index_of
from services.records.sealing import Keys
from services.signing.keyfile import read_secret
from services.values.records import RecordVersion
from tests.integration.records.erased import Place, bodies_of, found_in


@dataclass(frozen=True)
class Sealed:
    """``bodies``: sealed bytes of a record's versions by their place, as they lay in the store of ``folder``."""

    folder: Path
    bodies: dict[Place, bytes]

    def files(self) -> list[str]:
        """Files of the node that hold any of the bytes."""
        return found_in(self.folder, self.bodies.values())

    def keys(self) -> int:
        """How many of the places still have a key."""
        tree = Keys.from_secret(read_secret(self.folder / "secret.key"), self.folder).bodies.held().tree
        return sum(tree.holds(index_of(*place)) for place in self.bodies)


def sealed_at(folder: Path, record: RecordVersion) -> Sealed:
    """Of a record that the node of a folder holds."""
    return Sealed(folder, asyncio.run(_bodies(folder, record)))


async def _bodies(folder: Path, record: RecordVersion) -> dict[Place, bytes]:
    store = open_records(load_settings(folder, {}))
    try:
        async with store.snapshot() as view:
            (found,) = await view.heads_named(record.agency, [record.record_id])
        return await bodies_of(store, found.head.record)
    finally:
        await store.close()
