"""Every leaf and every tile read again after a start, a few at each tick, while the log serves.

A start proves the right edge alone (:mod:`audit.resume`). What this finds stops the log,
in this process at once and at the next start, which then reads all of it before it serves.
"""

from __future__ import annotations

from contextlib import suppress

from audit.store import Store, StoreError, StoreLost
from audit.tree import Reading, recomputing

TILES_A_TICK = 8
"""About 2000 leaves, some 3 ms every 200 ms: a million in two minutes."""
_DAMAGE = "damage"


def damage_known(store: Store) -> bool:
    """Whether a sweep has found damage that no whole reading has cleared since."""
    return bool(store.state(_DAMAGE, ""))


class Sweep:
    """One reading of a whole log. ``damage`` says what is wrong with it, and is empty as long as nothing is."""

    def __init__(self, store: Store, *, already_read: bool) -> None:
        """``already_read``: the start has read every leaf, so that nothing is left, and damage found before is gone."""
        self._store = store
        self.damage = ""
        self._reading: Reading | None = None if already_read else recomputing(store)
        if already_read and damage_known(store):
            store.set_state(_DAMAGE, "")

    def go_on(self) -> str:
        """Read on, between commits; a line for the operator where it ends or finds damage, else empty."""
        if self._reading is None:
            return ""
        try:
            for _ in range(TILES_A_TICK):
                next(self._reading)
        except StopIteration as end:
            self._reading = None
            return f"log read again and whole: {end.value.size} leaves"
        except StoreLost:
            raise
        except StoreError as error:
            return self._found(str(error))
        return ""

    def move_older(self, proven: int) -> str:
        """Once all was read: a step in moving leaves, of the ``proven`` ones, out of the database; a line, or empty."""
        if self._reading is not None or self.damage:
            return ""
        try:
            return self._store.move_older(proven)
        except StoreLost:
            raise
        except StoreError as error:
            return self._found(str(error))

    def _found(self, why: str) -> str:
        """Stop the log for what is wrong with it; a line for the operator."""
        self._reading, self.damage = None, why
        with suppress(StoreError):
            self._store.set_state(_DAMAGE, why)
        return f"alarm: the log is damaged, and refuses: {why}"
