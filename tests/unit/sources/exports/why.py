"""Runs a reader and says why it refused."""

from __future__ import annotations

from collections.abc import Callable

from services.tables.rejects import BadCell


def why(read: Callable[[], object]) -> str:
    """Reason of the refusal; empty where there was none."""
    try:
        read()
    except BadCell as finding:
        return finding.reason
    return ""
