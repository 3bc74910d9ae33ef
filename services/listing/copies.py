"""Copies at a member's own node: how far each peer and receiver is, and what could not be taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from services.listing.part import Part
from services.tables.times import shown

if TYPE_CHECKING:
    from services.node.quarantine import Aside, Stopped
    from services.node.receivers_seen import ReceiverState
    from services.node.sync_state import PeerState

PEERS: Final = ("agency", "state", "behind by", "level", "heard", "trouble", "behind for s", "kept aside", "orders")
RECEIVERS: Final = ("agency", "state", "acknowledged", "pages since", "heard")
ASIDE: Final = ("agency", "feed", "number", "record", "owner", "field", "rule", "waits for a newer program", "since")
STOPPED: Final = ("agency", "feed", "rule")
OUTCOMES: Final = ("outcome", "records")


def peers(found: Iterable[PeerState], now_ms: int, quiet_h: int) -> Part:
    """Whom the node takes copies from. ``quiet_h``: hours after which an office is quiet."""
    return Part("Peers", PEERS, [_peer(each, now_ms, quiet_h) for each in found])


def receivers(found: Iterable[ReceiverState], now_ms: int, quiet_h: int) -> Part:
    """Whom the node gives copies."""
    return Part("Receivers", RECEIVERS, [_receiver(each, now_ms, quiet_h) for each in found])


def stopped(found: Iterable[Stopped]) -> Part:
    """Feeds of which no page is taken."""
    return Part("Stopped", STOPPED, [tuple(each) for each in found])


def aside(found: Iterable[Aside]) -> Part:
    """What of feeds is kept aside, and why."""
    return Part("Kept aside", ASIDE, [_aside(each) for each in found])


def tried(became: Iterable[tuple[str, int]]) -> Part:
    """What became of records that were asked for again, by outcome."""
    return Part("Tried again", OUTCOMES, [(what, str(number)) for what, number in sorted(became)])


def going_on(feeds: Iterable[str]) -> Part:
    """Feeds of a peer that go on."""
    return Part("Going on", ("feed",), [(each,) for each in feeds])


def forgotten(number: int) -> Part:
    """How many items of a number were erased."""
    return Part("Forgotten", ("number",), [(str(number),)])


def _peer(peer: PeerState, now_ms: int, quiet_h: int) -> tuple[str, ...]:
    level, heard = (shown(each) if each else "never" for each in (peer.level_ms, peer.heard_ms))
    orders = ", ".join(f"{number} {state}" for state, number in sorted(peer.orders.items()))
    stands = peer.agency, peer.standing(now_ms, quiet_h), str(peer.lag)
    return *stands, level, heard, peer.trouble, str(peer.behind_s(now_ms)), str(peer.aside), orders


def _receiver(one: ReceiverState, now_ms: int, quiet_h: int) -> tuple[str, ...]:
    return one.agency, one.standing(now_ms, quiet_h), str(one.acked), str(one.unacked), shown(one.heard_ms)


def _aside(one: Aside) -> tuple[str, ...]:
    waits = "yes" if one.waits else ""
    return one.peer, one.feed, str(one.number), one.record, one.owner, one.field, one.rule, waits, shown(one.since_ms)
