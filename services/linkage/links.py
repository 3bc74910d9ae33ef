"""The link store as the room's use cases take it: with the classes that this process has read."""

from __future__ import annotations

from services.linkage.class_table import ClassTable
from services.linkage.ports import LinkStore


class Links:
    """Classes, authorities with their rows, decisions, proposals. ``close``: of the store."""

    def __init__(self, store: LinkStore) -> None:
        self.classes = ClassTable(store.classes)
        self.feeds = store.feeds
        self.decisions = store.decisions
        self.claims = store.claims
        self.reviews = store.reviews
        self.runs = store.runs
        self.close = store.close
