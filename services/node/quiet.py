"""Offices that have gone quiet: who gives and changes nothing any more, and who takes and does not ask any more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from services.access.errors import Refused
from services.node.peers import PeersError
from services.node.receivers_seen import receiver_states
from services.node.settings import SettingsError, load_settings
from services.node.sync_state import QUIET, SILENT, peer_states
from services.signing.keyfile import UnsafeFile
from services.tables.times import shown


def alarms(folder: Path, now_ms: int) -> Iterator[str]:
    """A line for each office that is quiet, or does not answer. A node that neither gives nor takes copies has none."""
    try:
        hours = load_settings(folder).quiet_hours
        peers, receivers = peer_states(folder), receiver_states(folder)
    except (PeersError, SettingsError, UnsafeFile, Refused, OSError) as error:
        yield f"alarm: copies: what peers did cannot be read ({type(error).__name__})"
        return
    for peer in peers:
        standing = peer.standing(now_ms, hours)
        if standing == QUIET:
            yield f"alarm: {peer.agency} is quiet: no change since {shown(peer.moved_ms)}"
        elif standing == SILENT:
            yield f"alarm: {peer.agency} does not answer since {shown(peer.heard_ms)}"
    for receiver in receivers:
        if receiver.standing(now_ms, hours) == QUIET:
            yield f"alarm: {receiver.agency} is quiet: it has not asked for copies since {shown(receiver.heard_ms)}"
