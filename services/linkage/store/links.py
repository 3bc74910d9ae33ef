"""The room's store put together."""

from __future__ import annotations

from services.linkage.store.class_store import ClassTable
from services.linkage.store.decision_store import DecisionStore
from services.linkage.store.feed_store import FeedStore
from services.linkage.store.file import File


class Links:
    """Classes, authorities with their rows, decisions: one file, one connection."""

    def __init__(self, file: File) -> None:
        self._file = file
        self.classes = ClassTable(file)
        self.feeds = FeedStore(file)
        self.decisions = DecisionStore(file)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
