"""What a store keeps of the log beside it (``app/level.py``): how far it is known to hold all that the log says.

Part of ``ports.py``; all here raise StorageUnavailable as it says there.
"""

from __future__ import annotations

from typing import Final, NamedTuple, Protocol

ACCEPTED: Final = -1


class LogMark(NamedTuple):
    """Every page that the first ``size`` entries of the log ``origin`` say was taken is in this store.

    It is a part of the store, so a copy of the store has the mark of its time. ``size`` ACCEPTED: the operator has
    said that what is missing stays missing, up to where the log goes at the next look. ``origin`` empty: none yet.
    """

    origin: str
    size: int


class MarkSnapshot(Protocol):
    """What a read transaction tells of the log that the store was last level with."""

    async def log_mark(self) -> LogMark:
        """How far of which log."""
        ...


class MarkTransaction(MarkSnapshot, Protocol):
    """What a write transaction may say of it: only who has held the store against the log does."""

    async def set_log_mark(self, mark: LogMark) -> None:
        """From now on; of a log before nothing is kept."""
        ...
