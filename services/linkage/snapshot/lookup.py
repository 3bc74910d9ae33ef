"""Rows of one node among all, found by an order of the table that is made once. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from services.linkage.snapshot.columns import Ints, Snapshot
from services.linkage.snapshot.grouping import ordered


def rows_of(snapshot: Snapshot, table: str, column: str, nodes: Iterable[int]) -> Ints:
    """Places in a table whose column holds one of these, ascending."""
    asked = table, column
    if asked not in snapshot.orders:
        values: Ints = getattr(snapshot, table)[column]
        order = ordered(values)
        snapshot.orders[asked] = order, values[order]
    order, values = snapshot.orders[asked]
    wanted = np.unique(np.fromiter(nodes, dtype=np.int64)).astype(values.dtype)
    first, last = np.searchsorted(values, wanted, side="left"), np.searchsorted(values, wanted, side="right")
    found = [order[start:end] for start, end in zip(first, last, strict=True)]
    return np.sort(np.concatenate((np.zeros(0, dtype=np.int64), *found)))


def borne_by(snapshot: Snapshot, person: int) -> Ints:
    """Nodes of a person, themself among them, ascending."""
    return rows_of(snapshot, "nodes", "person", [person])
