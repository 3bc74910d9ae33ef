"""How the peers of a node stand: whom it takes copies from, and what the process that does has seen of each."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from services.exchange.copies.seen import Seen
from services.node.copies_synced import STATE
from services.node.peers import Peer, read_peers
from services.signing.keyfile import UnsafeFile, read_private
from services.values.copies import RECORDS

SILENT_MS: Final = 15_000
"""Beyond the longest poll, after which a peer that was not heard counts as silent."""
LONGEST_POLL_MS: Final = 240_000
SLOW_MS: Final = 5_000
"""An answer that waits for nothing and takes longer is slow."""
HOUR_MS: Final = 3_600_000
AWAY: Final = "SenderAway"
"""The trouble of a peer that does not answer, as its class is named: found by pings within 15 s, a poll or not."""
LEVEL, BEHIND, SLOW, QUIET, SILENT, STOPPED = "level", "behind", "slow", "quiet", "silent", "stopped"
PAUSED, UNHEARD = "paused", "not heard yet"


@dataclass(frozen=True, slots=True)
class PeerState:
    """``lag``: numbers of the peer's count of records that are not taken.

    ``heard_ms``, ``level_ms``, ``moved_ms``: when the peer last answered, when it was level, and when its count last
    went on; 0 for never. ``took_ms``: of its last answer. ``aside``: items kept aside; ``orders``: to erase, by how far
    they are. ``trouble``: why the last try failed, "" where it did not.
    """

    agency: str
    endpoint: str
    paused: bool
    lag: int = 0
    taken: int = 0
    heard_ms: int = 0
    level_ms: int = 0
    moved_ms: int = 0
    took_ms: int = 0
    aside: int = 0
    orders: dict[str, int] = field(default_factory=dict)
    trouble: str = ""

    def standing(self, now_ms: int, quiet_h: int) -> str:
        """One word for it at a time. ``quiet_h``: hours without a change after which it is quiet."""
        if self.paused:
            return PAUSED
        if not self.heard_ms:
            return UNHEARD
        if self.trouble == AWAY or now_ms - self.heard_ms > LONGEST_POLL_MS + SILENT_MS:
            return SILENT
        if self.moved_ms and now_ms - self.moved_ms > quiet_h * HOUR_MS:
            return QUIET
        if self.level_ms and not self.lag:
            return STOPPED if self.trouble else LEVEL
        return SLOW if self.took_ms > SLOW_MS else BEHIND

    def behind_s(self, now_ms: int) -> int:
        """Seconds since nothing was left to take; 0 where nothing is, and where nothing ever was."""
        return (now_ms - self.level_ms) // 1000 if self.lag and self.level_ms else 0


def peer_states(folder: Path) -> list[PeerState]:
    """Every peer of the node's list. Raises PeersError, UnsafeFile, OSError."""
    seen = _seen(folder / STATE)
    return [_state(each, seen.get(each.agency)) for each in read_peers(folder)]


def seen_before(folder: Path, agency: str) -> Seen:
    """What a process that begins knows of a peer by the one before: how far it was, and when its count last went on."""
    seen = _seen(folder / STATE).get(agency)
    if not isinstance(seen, dict):
        return Seen()
    heads, taken = _number(seen.get("heads")), _number(seen.get("taken"))
    return Seen({RECORDS: heads}, {RECORDS: taken}, moved_ms=_whole(seen.get("moved_ms"))) if heads else Seen()


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
        moved_ms=_whole(seen.get("moved_ms")),
        took_ms=_whole(seen.get("took_ms")),
        aside=_whole(seen.get("aside")),
        orders=_orders(seen.get("orders")),
        trouble=trouble if isinstance(trouble, str) else "",
    )


def _number(by_feed: object) -> int:
    return _whole(by_feed.get(RECORDS)) if isinstance(by_feed, dict) else 0


def _orders(by_state: object) -> dict[str, int]:
    found = by_state if isinstance(by_state, dict) else {}
    return {str(state): _whole(number) for state, number in found.items()}


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
