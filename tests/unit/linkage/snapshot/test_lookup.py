"""Rows by who stands in a column, against looking at every row."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.linkage.snapshot.lookup import borne_by, rows_of
from tests.fakes.snapshot_world import SnapshotWorld, at

NODES = st.integers(0, 5)


@given(st.lists(st.tuples(NODES, NODES), max_size=12), st.lists(st.integers(-1, 9), max_size=4))
def test_they_are_those_that_looking_at_each_gives(paid: list[tuple[int, int]], asked: list[int]) -> None:
    world = SnapshotWorld()
    for _ in range(6):
        world.account()
    for number, (payer, payee) in enumerate(paid):
        world.pay(at(number), payer, payee, 100)
    snapshot = world.snapshot()
    for column in ("payer", "payee"):
        expected = np.flatnonzero(np.isin(snapshot.transfers[column], asked)).tolist()
        assert rows_of(snapshot, "transfers", column, asked).tolist() == expected
        assert rows_of(snapshot, "transfers", column, iter(asked)).tolist() == expected


def test_a_person_bears_themself_and_what_is_theirs() -> None:
    world = SnapshotWorld()
    person, other = world.person(), world.person()
    account, phone = world.account(person), world.phone(person)
    world.account(other)
    world.account()
    assert borne_by(world.snapshot(), person).tolist() == [person, account, phone]
