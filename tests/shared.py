"""Where outside vectors and data lie, and how many of them ran.

The folder ``shared`` beside the checkout (or ``RABTA_SHARED``) holds other people's
data; it never enters the project. Without it the tests that need it skip, visibly;
with ``RABTA_REQUIRE_SHARED=1`` they fail.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Final, NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[1]
VECTORS: Counter[str] = Counter()
PATIENCE_S: Final = 60.0
"""How long a test waits for an event, so that what hangs is seen and a loaded machine is not a failure."""


def shared(*parts: str) -> Path:
    """Path below the shared folder; skips, or fails where the run requires it."""
    base = Path(os.environ.get("RABTA_SHARED", ROOT.parent / "shared"))
    path = base.joinpath(*parts)
    if not path.exists():
        wanting("/".join(parts))
    return path


def wanting(what: str) -> NoReturn:
    """What a test needs from outside is not on this machine: skips visibly, or fails where the run requires it."""
    if os.environ.get("RABTA_REQUIRE_SHARED") == "1":
        pytest.fail(f"required but absent: {what}")
    pytest.skip(f"absent: {what}")


def count_vectors(name: str, number: int) -> None:
    """Add to the report of outside vectors that ran."""
    VECTORS[name] += number
