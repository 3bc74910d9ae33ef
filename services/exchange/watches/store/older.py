"""A copy of the watches, before it takes their place: its count is given to nothing else, and nobody is willing."""

from __future__ import annotations

import secrets
from pathlib import Path

from services.exchange.watches.store.database import ROOT
from services.store import at_rest
from services.store.dialects import SQLITE
from services.store.statements import by_dialect


def make_older(path: Path) -> None:
    """Begin an epoch in the file, which nobody has open. Raises Uncopied."""
    statements = by_dialect(ROOT, SQLITE)
    at_rest.write(path, [(statements["new_epoch"], (secrets.randbits(62),)), (statements["unwilling"], ())])
