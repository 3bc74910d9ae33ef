"""Rows read = accepted + unchanged + rejected + refused, whatever happens to their versions."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.client.import_summary import Fate, ImportCounts

FATES = st.sampled_from([Fate.UNCHANGED, Fate.ACCEPTED, Fate.REJECTED, Fate.REFUSED])


@given(st.lists(st.one_of(st.none(), st.lists(FATES, max_size=6)), max_size=30), st.randoms(use_true_random=False))
def test_the_sums_add_up_in_any_order(rows: list[list[Fate] | None], random: Random) -> None:
    counts = ImportCounts()
    settled: list[tuple[int, Fate]] = []
    for number, fates in enumerate(rows):
        if fates is None:
            counts.rejected_row()
        else:
            counts.row(number, len(fates))
            settled += [(number, fate) for fate in fates]
    random.shuffle(settled)
    for number, fate in settled:
        counts.settle(number, fate)
    summary = counts.summary()
    assert counts.under_way == 0
    assert summary.rows == len(rows) == summary.accepted + summary.unchanged + summary.rejected + summary.refused
    assert summary.versions == len(settled)
    assert summary.refused == sum(fates is not None and Fate.REFUSED in fates for fates in rows)


def test_a_row_counts_by_the_worst_of_its_versions() -> None:
    counts = ImportCounts()
    counts.row(1, 3)
    for fate in (Fate.ACCEPTED, Fate.REFUSED, Fate.UNCHANGED):
        counts.settle(1, fate)
    summary = counts.summary()
    assert (summary.refused, summary.accepted, summary.versions_accepted) == (1, 0, 1)


def test_a_row_under_way_is_not_in_the_parts() -> None:
    counts = ImportCounts()
    counts.row(1, 2)
    counts.settle(1, Fate.ACCEPTED)
    assert counts.under_way == 1
    assert counts.summary().accepted == 0


def test_versions_of_an_earlier_run_count_for_nothing() -> None:
    counts = ImportCounts()
    counts.settle(99, Fate.ACCEPTED)
    assert counts.summary().versions == 0


def test_a_row_number_may_not_come_twice_while_open() -> None:
    counts = ImportCounts()
    counts.row(1, 1)
    with pytest.raises(ValueError, match="differ"):
        counts.row(1, 1)


def test_a_row_that_states_nothing_is_unchanged() -> None:
    counts = ImportCounts()
    counts.row(1, 0)
    assert counts.summary().unchanged == 1
