"""A copy of the register, before it takes the register's place: cursors that agencies hold are of no use to it."""

from __future__ import annotations

from pathlib import Path

from services.identity.store.database import ROOT
from services.identity.store.office import new_epoch
from services.store import at_rest
from services.store.dialects import SQLITE
from services.store.statements import by_dialect


def make_older(path: Path, now_ms: int) -> None:
    """Begin an epoch in the file, which nobody has open. Raises Uncopied."""
    statements = by_dialect(ROOT, SQLITE)
    at_rest.write(path, [(statements[name], values) for name, values in new_epoch(now_ms)])
