"""Who belongs together: by household and by answers, and by nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.linkage.snapshot.columns import Answer
from services.linkage.snapshot.kinship import answers, families, kin_of
from tests.fakes.snapshot_world import SnapshotWorld


def test_a_household_is_kin_and_an_answer_is() -> None:
    world = SnapshotWorld()
    father, son, uncle, stranger = world.person(household=1), world.person(household=1), world.person(), world.person()
    world.kin(uncle, son, Answer.YES)
    world.kin(father, stranger, Answer.NO)
    snapshot = world.snapshot()
    known = answers(snapshot)
    assert kin_of(snapshot, known, father, son) == Answer.YES
    assert kin_of(snapshot, known, son, uncle) == Answer.YES
    assert kin_of(snapshot, known, stranger, father) == Answer.NO
    assert kin_of(snapshot, known, uncle, stranger) == Answer.UNKNOWN
    own = families(snapshot, np.array([father, son, uncle, stranger]))
    assert own[0] == own[1] == own[2] != own[3]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(Answer)), max_size=12))
def test_families_are_what_answers_join(told: list[tuple[int, int, Answer]]) -> None:
    world = SnapshotWorld()
    people = [world.person() for _ in range(8)]
    for one, other, answer in told:
        world.kin(one, other, answer)
    joined = {person: {person} for person in people}
    for one, other, answer in told:
        if answer == Answer.YES:
            together = joined[one] | joined[other]
            for person in together:
                joined[person] = together
    snapshot = world.snapshot()
    last = {(min(one, other), max(one, other)): answer for one, other, answer in told}
    if any(last[min(one, other), max(one, other)] != answer for one, other, answer in told):
        return
    own = families(snapshot, np.array(people))
    for one in people:
        for other in people:
            assert (own[one] == own[other]) == (other in joined[one])
