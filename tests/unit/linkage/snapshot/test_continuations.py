"""Which transfer goes on with the money of which, against a loop over all pairs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.linkage.snapshot.columns import TRANSFER, Table, in_order
from services.linkage.snapshot.continuations import continuations, starts
from tests.fakes.snapshot_world import SnapshotWorld

HOUR = 3600
EMPTY = SnapshotWorld().snapshot()
ROWS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 5), st.integers(0, 5), st.integers(80, 100)), min_size=0, max_size=30
)


def table(rows: list[tuple[int, int, int, int]]) -> Table:
    made = [
        (hour * HOUR, payer, payee, amount, 0, -1, -1, row) for row, (hour, payer, payee, amount) in enumerate(rows)
    ]
    return in_order(np.array(made, dtype=TRANSFER))


@given(ROWS, st.integers(1, 12), st.integers(1, 6))
def test_every_pair_and_no_other(rows: list[tuple[int, int, int, int]], hours: int, hub: int) -> None:
    transfers = table(rows)
    found = continuations(replace(EMPTY, transfers=transfers), hours, 0.1, hub)
    out = np.bincount(transfers["payer"], minlength=6) if len(transfers) else np.zeros(6)
    want = [
        (came, onward)
        for came, one in enumerate(transfers)
        for onward, other in enumerate(transfers)
        if other["payer"] == one["payee"] != other["payee"]
        and out[one["payee"]] <= hub
        and 0 < other["at"] - one["at"] <= hours * HOUR
        and one["amount"] * 0.9 <= other["amount"] <= one["amount"]
    ]
    assert list(zip(found.came.tolist(), found.onward.tolist(), strict=True)) == sorted(want)
    begin = starts(found, len(transfers))
    assert [found.came[begin[place] : begin[place + 1]].tolist() for place in range(len(transfers))] == [
        [place] * sum(came == place for came, _ in want) for place in range(len(transfers))
    ]


def test_another_table_is_another_search() -> None:
    """What was found once is not taken for rows that are no longer there."""
    whole = replace(EMPTY, transfers=table([(0, 1, 2, 100), (1, 2, 3, 95)]))
    assert len(continuations(whole, 5, 0.1, 9).came) == 1
    assert len(continuations(replace(whole, transfers=whole.transfers[:1]), 5, 0.1, 9).came) == 0
    assert len(continuations(whole, 5, 0.01, 9).came) == 0
