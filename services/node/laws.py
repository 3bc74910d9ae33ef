"""What a node knows and keeps of the law, for the records that it serves."""

from __future__ import annotations

from typing import NamedTuple

from services.node.case_law import ReadLaw
from services.node.guard_law import ReadGuards
from services.node.settings import NodeSettings
from services.node.stated_law import StatedLaw
from services.records.law_book.store.database import FILE, open_database
from services.records.law_book.store.desk import SealedDesk
from services.records.law_book.store.said import SealedBook

_HOUR_MS = 3_600_000


class Laws(NamedTuple):
    """In the order in which records are built with them. ``law_book``, ``desk``: over one file."""

    statement_law: StatedLaw
    guard_law: ReadGuards
    case_law: ReadLaw
    law_book: SealedBook | None
    desk: SealedDesk | None
    holds_copies: bool

    def close(self) -> None:
        """Let go of the file."""
        if self.law_book is not None:
            self.law_book.close()


def open_laws(settings: NodeSettings, secret: bytes) -> Laws:
    """A member's own node holds copies alone: it guards nobody, and nothing is decided or asked there.

    Which charges are watched it knows, for the sentence under their accused. Raises BadLaw, UnsafeFile,
    StorageUnavailable.
    """
    if settings.home:
        return Laws(StatedLaw(), ReadGuards(), ReadLaw(), None, None, True)
    database = open_database(settings.folder / FILE)
    book = SealedBook(database, secret)
    desk = SealedDesk(database, secret, settings.directions_noted_hours * _HOUR_MS)
    return Laws(StatedLaw(), ReadGuards(), ReadLaw(), book, desk, False)
