"""When the copies of a node last were all that its peers give: as the puller saw it, where the records bear it out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from services.records.app.copying import ACCEPTED
from services.records.ports import Store
from services.signing.keyfile import UnsafeFile, read_private
from services.values.copies import RECORDS

STATE: Final = "sync.json"
"""What each puller of the node sees, in its folder."""


@dataclass(frozen=True, slots=True)
class SyncedCopies:
    """See :class:`services.exchange.check.ports.Synced`. ``state``: the file that the puller's process writes.

    A feed counts only where the records hold at least what the puller had taken: after a restore they do not, and
    whoever was level then is not now. They may be ahead, as the file is written after them. A process that began anew
    says nothing until it has heard of its peers.
    """

    state: Path
    store: Store

    async def synced(self, givers: Iterable[str], hub: str) -> Mapping[str, int]:
        """See the port: by the hub or by the giver's own node, whichever is later."""
        level = await self._level()
        found = {giver: max(level.get(hub, 0), level.get(giver, 0)) for giver in givers}
        return {giver: at for giver, at in found.items() if at}

    async def _level(self) -> dict[str, int]:
        """Peer -> when nothing of its records was left to be taken."""
        seen = self._seen()
        async with self.store.snapshot() as view:
            cursors = {each.peer: each for each in await view.cursors() if each.feed == RECORDS}
        return {
            peer: seen[peer][1]
            for peer, cursor in cursors.items()
            if peer in seen
            and cursor.stopped in ("", ACCEPTED)
            and cursor.sweep_at < 0
            and cursor.sequence >= seen[peer][0]
        }

    def _seen(self) -> dict[str, tuple[int, int]]:
        """Peer -> number taken, and when it was level; nothing where the file is absent, unsafe or unreadable."""
        try:
            state: object = json.loads(read_private(self.state))
        except (OSError, UnsafeFile, ValueError):
            return {}
        peers = state if isinstance(state, dict) else {}
        told = {str(peer): (_of_records(each, "taken"), _of_records(each, "level_ms")) for peer, each in peers.items()}
        return {peer: each for peer, each in told.items() if each[1] > 0}


def _of_records(seen: object, name: str) -> int:
    """A number of the feed of records, 0 where there is none."""
    feeds = seen.get(name) if isinstance(seen, dict) else None
    number = feeds.get(RECORDS) if isinstance(feeds, dict) else None
    return number if isinstance(number, int) else 0
