"""What a node keeps of one record: its sealed bytes and their keys, looked for in every file of the node's folders."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from services.node.records_store import open_records
from services.node.settings import load_settings
from services.records.erasing_port import PlacedBody
from services.records.key_tree import KeyGone, index_of
from services.records.sealing import Keys
from services.signing.keyfile import read_secret
from services.values.records import RecordVersion
from tests.integration.records.erased import Place, contents, found_in


@dataclass(frozen=True)
class Sealed:
    """``bodies``: sealed bytes of a record's versions by their place, as they lay in the store of ``folder``.

    ``digests``: SHA-256 of what they say, which they are sealed to.
    """

    folder: Path
    bodies: dict[Place, bytes]
    digests: dict[Place, bytes]

    def files(self) -> list[str]:
        """Files of the node that hold any of the bytes."""
        return found_in(self.folder, self.bodies.values())

    def keys(self) -> int:
        """How many of the places still have a key."""
        tree = Keys.from_secret(read_secret(self.folder / "secret.key"), self.folder).bodies.held().tree
        return sum(tree.holds(index_of(*place)) for place in self.bodies)

    def told(self, *elsewhere: Path) -> list[bytes]:
        """What of the record can be read out of every file of the node with its own secret.

        ``elsewhere``: folders that it keeps files in beside its own.
        """
        files = [held for folder in (self.folder, *elsewhere) for _, held in contents(folder)]
        keys = Keys.from_secret(read_secret(self.folder / "secret.key"), self.folder).bodies
        read = []
        for place, body in self.bodies.items():
            if any(body in held for held in files):
                with suppress(KeyGone):
                    read.append(keys.open(*place, body, self.digests[place]))
        return read


def sealed_at(folder: Path, record: RecordVersion) -> Sealed:
    """Of a record that the node of a folder holds."""
    found = asyncio.run(_bodies(folder, record))
    bodies = {(each.page, each.leaf): each.body for each in found}
    return Sealed(folder, bodies, {(each.page, each.leaf): each.sha256 for each in found})


async def _bodies(folder: Path, record: RecordVersion) -> list[PlacedBody]:
    store = open_records(load_settings(folder, {}))
    try:
        async with store.snapshot() as view:
            (found,) = await view.heads_named(record.agency, [record.record_id])
            return [each for each in await view.placed_after(0, 1000) if each.record == found.head.record]
    finally:
        await store.close()
