"""Agencies that wait to write take turns, however much one of them has under way."""

from __future__ import annotations

import threading
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from services.records.store.waiting_writes import EACH, FairQueue
from tests.shared import PATIENCE_S

MANY, FEW = "pk.many", "pk.few"


def filled(items: list[tuple[str, int]]) -> FairQueue[tuple[str, int]]:
    turns: FairQueue[tuple[str, int]] = FairQueue()
    for of, number in items:
        turns.put(of, (of, number))
    return turns


def drained(turns: FairQueue[tuple[str, int]], most: int) -> list[list[tuple[str, int]]]:
    turns.close()
    groups = []
    while group := turns.take(most):
        groups.append(group)
    return groups


@given(st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=40), st.integers(1, 9))
def test_nothing_is_lost_and_each_keeps_its_order(owners: list[str], most: int) -> None:
    items = [(of, number) for number, of in enumerate(owners)]
    groups = drained(filled(items), most)
    taken = [item for group in groups for item in group]
    assert sorted(taken) == sorted(items)
    for of in set(owners):
        mine = [number for owner, number in taken if owner == of]
        assert mine == sorted(mine)
    assert all(len(group) <= most and max(Counter(of for of, _ in group).values()) <= EACH for group in groups)


@given(st.integers(1, 60), st.integers(1, 9))
def test_a_strangers_page_waits_for_a_few_of_anothers(already: int, most: int) -> None:
    """However many pages another agency sent before."""
    turns = filled([(MANY, number) for number in range(already)])
    turns.put(FEW, (FEW, 0))
    taken = [item for group in drained(turns, most) for item in group]
    assert taken.index((FEW, 0)) <= EACH


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=40))
def test_between_two_of_one_come_all_others_that_wait(owners: list[str]) -> None:
    taken = [item for group in drained(filled([(of, n) for n, of in enumerate(owners)]), 1) for item in group]
    left = Counter(owners)
    round_: set[str] = set()
    for of, _ in taken:
        if of in round_:
            assert {other for other, number in left.items() if number} <= round_, "a round is whole before the next"
            round_ = set()
        round_.add(of)
        left[of] -= 1


def test_it_waits_for_the_first_and_ends_when_closed() -> None:
    turns: FairQueue[int] = FairQueue()
    found: list[list[int]] = []

    def work() -> None:
        while group := turns.take(4):
            found.append(group)

    thread = threading.Thread(target=work)
    thread.start()
    turns.put("a", 1)
    turns.close()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    assert found == [[1]]
