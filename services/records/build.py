"""The room put together: one call of a composition root. May import everything of the room.

``open_store(path)`` and ``build_app(store, keys, glass)`` give what ``rpc.routes`` serves.
"""

from __future__ import annotations

from collections.abc import Iterable

from services.records import wire
from services.records.app.room import Codec, Glass, Room
from services.records.ports import Store
from services.records.sealing import Keys
from services.records.store import Settings, open_store
from services.records.tokens import Blinder


class NoGlass:
    """A node without break-glass: no session is ever open."""

    def usable(self, session_id: str, agency: str, officer: str, now_ms: int) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def touched(self, session_id: str, owners: Iterable[str], now_ms: int) -> None:
        """Nothing to remember."""


def build_app(store: Store, keys: Keys, glass: Glass | None = None) -> Room:
    """The use cases' room over a store and the hub's derived keys."""
    codec = Codec(wire.decode_version, wire.encode_history, wire.encode)
    return Room(store, keys, Blinder(keys.index), codec, glass or NoGlass())


__all__ = ["Keys", "NoGlass", "Settings", "build_app", "open_store"]
