"""Which row of a page names a node first: found by sorting as by looking at every row for every node."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.linkage.filling.columns import FED
from services.linkage.filling.stored import first_naming

TOKEN = st.integers(0, 9)
NAMES = ("start", "end", "place")


@given(st.lists(st.tuples(TOKEN, TOKEN, TOKEN), max_size=12), st.sets(TOKEN))
def test_the_first_row_that_names_each(told: list[tuple[int, int, int]], wanted: set[int]) -> None:
    rows = np.zeros(len(told), dtype=FED)
    for name, values in zip(NAMES, zip(*told, strict=True), strict=False):
        rows[name] = values
    first = {token: next((n for n, row in enumerate(told) if token in row), None) for token in sorted(wanted)}
    assert list(first_naming(rows, wanted)) == [(token, place) for token, place in first.items() if place is not None]
