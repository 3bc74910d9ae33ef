"""Heads of the node's own log brought to a peer: once each, with the proof that it wants, and again after it was away."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from audit.client import AuditGone
from audit.replies import Checkpointed, Receipts
from services.exchange.copies.errors import SenderAway, SenderRefused
from services.node.log_anchored import AGAIN_S, EVERY_S, LOOK_S, Anchoring

PEER, OWN = "pk.hub", "pk.customs"


@dataclass
class StatedHeads:
    """A log of ``size`` entries."""

    size: int = 3

    async def checkpoint(self) -> Checkpointed:
        """See the port, as for both methods."""
        return Checkpointed(self.size, b"", bytes(32), 1, 0)

    async def receipts(
        self, indexes: Sequence[int], agency: str, known_size: int, registry_version: int = 0
    ) -> Receipts:
        assert (list(indexes), agency) == ([], OWN)
        return Receipts(self.size, b"head %d" % self.size, (b"from %d" % known_size,), 0, 0, (), ())


@dataclass
class StatedPeer:
    """A peer by which ``size`` is anchored. ``faults``: raised by the next calls, in order."""

    size: int = 0
    faults: list[Exception] = field(default_factory=list)
    asked: list[tuple[bytes, int, tuple[bytes, ...]]] = field(default_factory=list)

    async def anchor(self, checkpoint: bytes, since: int, consistency: Sequence[bytes]) -> int:
        """See the port."""
        if self.faults:
            raise self.faults.pop(0)
        self.asked.append((checkpoint, since, tuple(consistency)))
        if since == self.size:
            self.size = int(checkpoint.split()[1])
        return self.size


@dataclass
class Slept:
    """Time that passes at once; at last it ends the run."""

    rounds: int
    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if len(self.seconds) >= self.rounds:
            raise asyncio.CancelledError


@pytest.fixture
def heads() -> StatedHeads:
    return StatedHeads()


@pytest.fixture
def peer() -> StatedPeer:
    return StatedPeer()


async def test_a_head_is_anchored_once_and_the_next_from_there(heads: StatedHeads, peer: StatedPeer) -> None:
    made = Anchoring(PEER, OWN, lambda: heads, peer)
    await made.once()
    await made.once()
    heads.size = 7
    await made.once()
    assert peer.asked == [(b"head 3", 0, (b"from 0",)), (b"head 7", 3, (b"from 3",))]
    assert made.size == 7


async def test_a_start_asks_from_which_size_the_peer_goes_on(heads: StatedHeads, peer: StatedPeer) -> None:
    peer.size, heads.size = 3, 7
    made = Anchoring(PEER, OWN, lambda: heads, peer)
    await made.once()
    assert peer.asked == [(b"head 7", 0, (b"from 0",)), (b"head 7", 3, (b"from 3",))]
    assert (made.size, peer.size) == (7, 7)


async def test_a_log_without_a_head_is_not_anchored(heads: StatedHeads, peer: StatedPeer) -> None:
    heads.size = 0
    await Anchoring(PEER, OWN, lambda: heads, peer).once()
    assert peer.asked == []


async def test_without_a_line_to_the_log_it_says_so(peer: StatedPeer) -> None:
    with pytest.raises(AuditGone):
        await Anchoring(PEER, OWN, lambda: None, peer).once()


async def test_a_log_that_is_not_there_yet_is_looked_for_at_once(peer: StatedPeer) -> None:
    slept = Slept(2)
    with pytest.raises(asyncio.CancelledError):
        await Anchoring(PEER, OWN, lambda: None, peer, sleep=slept).run()
    assert slept.seconds == [LOOK_S, LOOK_S]


async def test_a_peer_that_was_away_is_told_soon_and_one_that_refuses_later(
    heads: StatedHeads, peer: StatedPeer, caplog: pytest.LogCaptureFixture
) -> None:
    peer.faults = [SenderAway(), SenderAway(), SenderRefused("LOG_FORKED")]
    slept = Slept(4)
    with pytest.raises(asyncio.CancelledError):
        await Anchoring(PEER, OWN, lambda: heads, peer, sleep=slept).run()
    assert slept.seconds == [AGAIN_S, AGAIN_S, EVERY_S, EVERY_S]
    assert [record.getMessage().rpartition(" ")[2] for record in caplog.records] == ["SenderAway", "LOG_FORKED"]
    assert peer.size == 3
