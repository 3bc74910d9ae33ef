"""What a file of the store says of expunged records, read where no node runs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.store.at_rest import rows

_GONE: Final = "select agency, record_id from head where status = 'EXPUNGED'"
_HELD: Final = "select agency, record_id from head where status <> 'EXPUNGED'"


def brought_back(old: Path, new: Path) -> int:
    """How many records that ``new`` has expunged ``old`` still holds; what cannot be read has none."""
    gone = set(rows(new, _GONE) or ())
    return len(gone & set(rows(old, _HELD) or ())) if gone else 0
