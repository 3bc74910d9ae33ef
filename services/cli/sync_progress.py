"""How far a node is in taking what its peers have: a line for each that is behind, with its pace and the time left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.cli.bar import bar

if TYPE_CHECKING:
    from services.node.sync_state import PeerState


@dataclass
class Backfill:
    """What was seen of each peer first. ``clock``: seconds."""

    clock: Callable[[], float]
    _first: dict[str, tuple[float, int]] = field(default_factory=dict)

    def lines(self, peers: Iterable[PeerState]) -> Iterator[str]:
        """One for each peer that is behind; who is level begins anew the next time."""
        now = self.clock()
        for peer in peers:
            if not peer.lag:
                self._first.pop(peer.agency, None)
                continue
            began, taken = self._first.setdefault(peer.agency, (now, peer.taken))
            whole = peer.taken + peer.lag
            yield f"{bar(peer.taken, whole)} {peer.taken:,} of {whole:,} changes of {peer.agency}" + _left(
                now - began, peer.taken - taken, peer.lag
            )


def _left(seconds: float, taken: int, lag: int) -> str:
    """Pace and time left, once something was taken."""
    if seconds <= 0 or taken <= 0:
        return ""
    pace = taken / seconds
    return f", {pace:,.0f} a second, about {round(lag / pace):,} s left"
