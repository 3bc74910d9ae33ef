"""What a node knows and keeps of the law, for the records that it serves."""

from __future__ import annotations

from typing import NamedTuple

from services.node.case_law import ReadLaw
from services.node.guard_law import ReadGuards
from services.node.settings import NodeSettings
from services.node.stated_law import StatedLaw
from services.records.law_book.store.said import SealedBook, open_book


class Laws(NamedTuple):
    """In the order in which records are built with them."""

    statement_law: StatedLaw
    guard_law: ReadGuards | None
    case_law: ReadLaw
    law_book: SealedBook | None

    def close(self) -> None:
        """Let go of the file."""
        if self.law_book is not None:
            self.law_book.close()


def open_laws(settings: NodeSettings, secret: bytes) -> Laws:
    """A member's own node holds copies alone: it guards nobody, and nothing is decided there.

    Raises BadLaw, UnsafeFile, StorageUnavailable.
    """
    if settings.home:
        return Laws(StatedLaw(), None, ReadLaw(), None)
    return Laws(StatedLaw(), ReadGuards(), ReadLaw(), open_book(settings.folder, secret))
