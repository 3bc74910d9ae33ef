"""What the graph, the snapshots and the link store do so that nothing of a record is left in them.

The projector alone writes to the graph; it takes from there what is expunged, by the numbers that the link store still
holds of it. So the graph comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.linkage.app.context import Context

NO_DEADLINE: Final = 1 << 62
"""Of no caller: the wait for the graph has a bound of its own (``freshness.py``)."""


async def erase_in_graph(context: Context, names: Sequence[str]) -> int:
    """As many as are named, once the graph shows what the records say.

    Raises GraphBehind, GraphUnavailable, GraphAhead.
    """
    await context.freshness.caught_up(NO_DEADLINE)
    return len(names)


async def erase_in_snapshots(context: Context, names: Sequence[str]) -> int:
    """As many as are named, once no file that detectors read holds a row of them. Raises StorageUnavailable."""
    return await context.forget_in_snapshots(names)


async def erase_links(context: Context, names: Sequence[str]) -> int:
    """Proposals about these records, scores of a run, and the numbers that case files gave. Raises StorageUnavailable.

    Decisions on who is one person stay: they name records and officers, as the log does.
    """
    return await context.forget(names)
