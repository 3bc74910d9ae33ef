"""The simulators' readers, found as the product finds its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from services.sources.feeds.registry import Reader, readers_of


@cache
def simulated() -> dict[str, Reader]:
    """Readers of the benchmarks' simulated feeds, ``amlsim`` and ``finbench``, by name."""
    return readers_of("tests.finbench.feeds", Path(__file__).with_name("feeds"))
