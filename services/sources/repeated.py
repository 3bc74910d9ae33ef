"""Records that two rows of one file state: the same words again are no news, other words are a fault of the file."""

from __future__ import annotations

from services.store.seen import Seen


class Repeated:
    """Of one file; holds little memory however many rows it has (:mod:`services.store.seen`)."""

    def __init__(self) -> None:
        self._seen = Seen()

    def otherwise(self, record_id: str, content: bytes) -> bool:
        """Whether a row above stated the record in other words. ``content``: its bytes; it counts as stated now."""
        times = self._seen.count(record_id)
        return self._seen.count(f"{record_id} {content.hex()}") != times

    def close(self) -> None:
        """Let go of what was counted."""
        self._seen.close()
