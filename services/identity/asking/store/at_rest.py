"""A copy of a node's book, before it takes the book's place: it asks for nobody whom the records have let go since."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.identity.asking.store.database import ROOT
from services.store import at_rest
from services.store.statements import by_name

_OLDER: Final = ("drop_waiting", "drop_wanted", "read_again", "silent")


def make_older(path: Path) -> None:
    """Let go of what waits, read the records again, and trust nothing before the registry is heard. Raises Uncopied."""
    statements = by_name(ROOT)
    at_rest.write(path, [(statements[name], ()) for name in _OLDER])
