"""How far a journal of a feed is, read where no import holds it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.store.at_rest import rows

_LAST_PAGE: Final = "select coalesce(max(number), 0) from page"


def last_page(journal: Path) -> int:
    """Number of the last page, sent or not; 0 before the first and where the file cannot be read."""
    found = rows(journal, _LAST_PAGE)
    return int(found[0][0]) if found else 0
