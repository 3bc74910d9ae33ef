"""What a finding rests on: its rows, what completes them, and what makes its nodes what they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.linkage.snapshot.columns import NOBODY
from services.linkage.snapshot_ports import REST, Scope, Snapshots, Taken
from tests.fakes.snapshot_world import SnapshotWorld, at
from tests.fakes.snapshots import MemorySnapshots, taken

SCOPE = Scope("pk.fia", "FIR:PB/LHR/1/2026", ("pk.fia/order-1",))


def world() -> SnapshotWorld:
    """A person, their account, and one of somebody unknown; rows 1 and 2 are transfers between these."""
    told = SnapshotWorld()
    own, other = told.account(told.person()), told.account()
    told.pay(at(1), own, other, 10)
    told.pay(at(2), other, own, 20)
    return told


def small() -> Taken:
    """Row 77 completes row 1; 88 makes the person what they are, 99 and 66 the accounts."""
    made = np.array([(1, 77)], dtype=REST)
    bearing = np.array([(0, 88), (1, 99), (2, 66)], dtype=REST)
    return replace(taken(SCOPE, world().snapshot()), bearing=bearing, made=made)


def test_a_finding_about_an_account_rests_on_who_bears_it() -> None:
    assert small().rests_on([1], [2]) == (2, 88, 99)


def test_a_row_rests_on_what_completes_it_and_an_unknown_bearer_on_nothing() -> None:
    assert small().rests_on([2], [1]) == (1, 66, 77)


def test_evidence_comes_by_row_each_once() -> None:
    assert small().behind([2, 1, 2])["row"].tolist() == [1, 2]


async def test_what_is_erased_is_gone_and_not_in_the_next_snapshot() -> None:
    held: Snapshots = MemorySnapshots({SCOPE: world()}, erased={2})
    assert await held.gone([1, 2], 0) == {2}
    assert (await held.take(SCOPE, 0)).snapshot.transfers["row"].tolist() == [1]


async def test_an_operation_has_no_scope_once_it_is_over() -> None:
    over = Scope("pk.fia", "OPERATION:FIA/1/2026", (), 1000)
    held = MemorySnapshots({SCOPE: world(), over: world()})
    assert (await held.scopes(999), await held.scopes(1000)) == ([SCOPE, over], [SCOPE])


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(50, 70))), st.sets(st.integers(-1, 8)), st.sets(st.integers(1, 9))
)
def test_what_rests_on_what_is_found_as_by_looking_at_every_row(
    pairs: list[tuple[int, int]], nodes: set[int], rows: set[int]
) -> None:
    taken = small()
    made = np.array(sorted(pairs), dtype=REST)
    taken = replace(taken, made=made, bearing=made)
    asked = [node for node in nodes if 0 <= node < len(taken.snapshot.nodes)]
    people = {int(taken.snapshot.nodes["person"][node]) for node in asked} - {NOBODY}
    told = rows | {row for of, row in pairs if of in rows} | {row for of, row in pairs if of in people | set(asked)}
    assert taken.rests_on(asked, rows) == tuple(sorted(told))
    held = [row for row in taken.evidence["row"].tolist() if row in rows]
    assert taken.behind(rows)["row"].tolist() == held
