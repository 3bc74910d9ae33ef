"""What a file of the store says of expunged records, read where no node runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from services.store.at_rest import rows

_GONE: Final = "select agency, record_id from head where status = 'EXPUNGED'"
_HELD: Final = "select agency, record_id from head where status <> 'EXPUNGED'"
_PLACES: Final = (
    "select h.agency, h.record_id, l.page, l.leaf from head as h join log as l on l.seq = h.seq"
    " where h.status <> 'EXPUNGED'"
)
_KEYS: Final = "select keys from erasing"


def brought_back(old: Path, new: Path, readable: Callable[[int, int], bool]) -> int:
    """How many records that ``new`` has expunged ``old`` would show again; what cannot be read has none.

    ``readable``: whether a page and leaf still have their key; a record none of whose versions has is expunged again.
    """
    gone = set(rows(new, _GONE) or ())
    back = gone & set(rows(old, _HELD) or ()) if gone else set()
    held = rows(old, _PLACES) if back else None
    places = {(agency, record_id): (page, leaf) for agency, record_id, page, leaf in held or ()}
    return sum(name not in places or readable(*places[name]) for name in back)


def goes_with(path: Path) -> str:
    """Name of the keys that a file of records goes with, in hex; "" where it goes with none."""
    return str((rows(path, _KEYS) or [("",)])[0][0])
