"""How the peers of a node stand: whom it takes copies from, and what the process that does has seen of each."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from services.node.copies_synced import STATE
from services.node.peers import Peer, read_peers
from services.signing.keyfile import UnsafeFile, read_private

SILENT_MS: Final = 15_000
"""Beyond the longest poll, after which a peer that was not heard counts as silent."""
LONGEST_POLL_MS: Final = 240_000
LEVEL, BEHIND, SILENT, PAUSED, UNHEARD = "level", "behind", "silent", "paused", "not heard yet"


@dataclass(frozen=True, slots=True)
class PeerState:
    """``lag``: numbers of the peer's count of records that are not taken; ``heard_ms``, ``level_ms``: 0 for never.

    ``trouble``: why the last try failed, "" where it did not.
    """

    agency: str
    endpoint: str
    paused: bool
    lag: int = 0
    taken: int = 0
    heard_ms: int = 0
    level_ms: int = 0
    trouble: str = ""

    def standing(self, now_ms: int) -> str:
        """One word for it at a time."""
        if self.paused:
            return PAUSED
        if not self.heard_ms:
            return UNHEARD
        if now_ms - self.heard_ms > LONGEST_POLL_MS + SILENT_MS:
            return SILENT
        return BEHIND if self.lag or not self.level_ms else LEVEL


def peer_states(folder: Path) -> list[PeerState]:
    """Every peer of the node's list. Raises PeersError, UnsafeFile, OSError."""
    seen = _seen(folder / STATE)
    return [_state(each, seen.get(each.agency)) for each in read_peers(folder)]


def _seen(path: Path) -> dict[str, object]:
    """What the process wrote; nothing where it never ran, or wrote what nobody can read."""
    try:
        state: object = json.loads(read_private(path))
    except (FileNotFoundError, UnsafeFile, ValueError):
        return {}
    return {str(agency): each for agency, each in state.items()} if isinstance(state, dict) else {}


def _state(peer: Peer, seen: object) -> PeerState:
    """Of one peer; what is not of its type counts as not there."""
    bare = PeerState(peer.agency, peer.endpoint, peer.paused)
    if not isinstance(seen, dict):
        return bare
    taken, trouble = _number(seen.get("taken")), seen.get("trouble")
    return replace(
        bare,
        lag=max(_number(seen.get("heads")) - taken, 0),
        taken=taken,
        heard_ms=_whole(seen.get("heard_ms")),
        level_ms=_number(seen.get("level_ms")),
        trouble=trouble if isinstance(trouble, str) else "",
    )


def _number(by_feed: object) -> int:
    return _whole(by_feed.get("records")) if isinstance(by_feed, dict) else 0


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
