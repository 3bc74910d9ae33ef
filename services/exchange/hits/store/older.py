"""A copy of a desk, before it takes the desk's place: what the hub had told of releases is told anew."""

from __future__ import annotations

from pathlib import Path

from services.exchange.hits.store.database import ROOT
from services.store import at_rest
from services.store.dialects import SQLITE
from services.store.statements import by_dialect


def make_older(path: Path) -> None:
    """Let go of the list of a member's node in the file, which nobody has open. Raises Uncopied."""
    statements = by_dialect(ROOT, SQLITE)
    at_rest.write(path, [(statements["heard_clear"], ()), (statements["heard_state_set"], (b"",))])
