"""Where an identity may go: every act from every state, h6, and h8 as a state machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.identity.provisional import states
from services.identity.provisional.errors import OutOfOrder
from services.identity.provisional.rows import read, written
from services.identity.provisional.states import EXPIRY_MS, FROM, HELD, REVIEW_MS, Held, task_of
from services.vocabulary.provisional import ProvisionalAct, ProvisionalState, ReviewTask
from tests.rows import of_rows
from tests.unit.identity.provisional.children import CARD, GUARDIAN, ID, NOW, OTHER_ID, held

DONE: dict[ProvisionalAct, Callable[[Held], Held]] = {
    ProvisionalAct.SUBMIT: lambda one: states.submitted(one, GUARDIAN),
    ProvisionalAct.REGISTER: lambda one: states.registered(one, CARD),
    ProvisionalAct.REFUSE: lambda one: states.refused(one, "no guardian came"),
    ProvisionalAct.MERGE: lambda one: states.merged(one, held(OTHER_ID)),
    ProvisionalAct.UNDO_MERGE: states.unmerged,
    ProvisionalAct.CLOSE: lambda one: states.closed(one, "the mother came"),
    ProvisionalAct.REVIEW: lambda one: states.reviewed(one, None, NOW + 5),
}
TO = {
    ProvisionalAct.SUBMIT: "SUBMITTED", ProvisionalAct.REGISTER: "REGISTERED", ProvisionalAct.REFUSE: "REFUSED",
    ProvisionalAct.MERGE: "MERGED", ProvisionalAct.CLOSE: "CLOSED",
}  # fmt: skip
ALLOWED = {
    "OPEN": "SUBMIT MERGE CLOSE REVIEW",
    "SUBMITTED": "REGISTER REFUSE MERGE CLOSE REVIEW",
    "REFUSED": "SUBMIT MERGE CLOSE REVIEW",
    "MERGED": "UNDO_MERGE",
    "REGISTERED": "",
    "CLOSED": "",
}
"""Written by hand, and compared with the room's own table through what each act does."""


def at(state: str) -> Held:
    one = held()
    return replace(one, child=replace(one.child, state=state), before="OPEN" if state == "MERGED" else "")


@of_rows("act", list(ProvisionalAct))
@of_rows("state", list(ProvisionalState))
def test_each_act_follows_where_it_may_and_nowhere_else(state: str, act: ProvisionalAct) -> None:
    one = at(state)
    if act not in ALLOWED[state].split():
        with pytest.raises(OutOfOrder):
            DONE[act](one)
        return
    after = DONE[act](one).state
    assert after == TO.get(act, "OPEN" if act == ProvisionalAct.UNDO_MERGE else state)


def test_every_act_and_every_state_is_in_the_tables() -> None:
    assert set(FROM) == set(DONE) == set(ProvisionalAct)
    assert set(ALLOWED) == set(ProvisionalState)


def test_a_new_one_is_open_with_both_days_set() -> None:
    one = held().child
    assert (one.id, one.state, one.holder) == (ID, "OPEN", "pk.child-protection")
    assert (one.review_ms - NOW, one.expires_ms - NOW) == (REVIEW_MS, EXPIRY_MS)
    assert (REVIEW_MS, EXPIRY_MS) == (90 * 86_400_000, 365 * 86_400_000)


def test_what_an_act_says_stands_and_a_second_submission_takes_the_refusal_back() -> None:
    refused = states.refused(states.submitted(held(), GUARDIAN), "no guardian came")
    assert (refused.child.refused, refused.child.guardian) == ("no guardian came", GUARDIAN)
    assert states.submitted(refused, GUARDIAN).child.refused == ""
    assert states.closed(held(), "the mother came").child.closed == "the mother came"
    assert states.registered(states.submitted(held(), GUARDIAN), CARD).number == CARD


def test_h6_expiry_makes_a_review_due_and_takes_nothing() -> None:
    one = held().child
    before = written(held())
    assert task_of(one, NOW) == task_of(one, one.review_ms - 1) == ""
    assert task_of(one, one.review_ms) == task_of(one, one.expires_ms - 1) == ReviewTask.REVIEW
    assert task_of(one, one.expires_ms) == task_of(one, one.expires_ms + 10**12) == ReviewTask.EXPIRED
    assert written(held()) == before
    later = one.expires_ms + 5
    again = states.reviewed(held(), None, later).child
    assert task_of(again, later) == ""
    assert (again.review_ms, again.expires_ms) == (later + REVIEW_MS, later + EXPIRY_MS)


@pytest.mark.parametrize("state", sorted(set(ProvisionalState) - HELD))
def test_nothing_waits_where_no_body_looks_after_it(state: str) -> None:
    assert task_of(at(state).child, NOW + 10**13) == ""


def test_nobody_is_merged_into_themselves_or_into_who_is_gone() -> None:
    with pytest.raises(OutOfOrder):
        states.merged(held(), held())
    for state in ("MERGED", "CLOSED"):
        with pytest.raises(OutOfOrder):
            states.merged(held(), replace(at(state), child=replace(at(state).child, id=OTHER_ID)))
    into = replace(at("REGISTERED"), child=replace(at("REGISTERED").child, id=OTHER_ID))
    assert states.merged(held(), into).child.merged_into == OTHER_ID


@given(st.sampled_from(sorted(HELD)), st.booleans())
def test_h8_merge_then_undo_is_the_same_byte_for_byte(state: str, with_guardian: bool) -> None:
    one, other = at(state), held(OTHER_ID)
    one = replace(one, child=replace(one.child, guardian=GUARDIAN if with_guardian else None))
    before = written(one), written(other)
    merged = states.merged(one, other)
    assert written(merged) != before[0]
    assert (written(states.unmerged(read(written(merged)))), written(other)) == before


class Merging(RuleBasedStateMachine):
    """Three identities under any acts: whoever is merged leads to one who is not, and comes back as they went."""

    def __init__(self) -> None:
        super().__init__()
        self.ids = ["PRV-AAAAAAAAAA", "PRV-BBBBBBBBBB", "PRV-CCCCCCCCCC"]
        self.now = {id_: held(id_) for id_ in self.ids}
        self.went: dict[str, str] = {}

    @rule(one=st.integers(0, 2), act=st.sampled_from(sorted(set(ProvisionalAct) - {"MERGE", "UNDO_MERGE"})))
    def acts(self, one: int, act: ProvisionalAct) -> None:
        id_ = self.ids[one]
        before = written(self.now[id_])
        try:
            self.now[id_] = DONE[act](self.now[id_])
        except OutOfOrder:
            assert written(self.now[id_]) == before

    @rule(one=st.integers(0, 2), other=st.integers(0, 2))
    def merges(self, one: int, other: int) -> None:
        id_, into = self.ids[one], self.ids[other]
        before = written(self.now[id_]), written(self.now[into])
        try:
            self.now[id_] = states.merged(self.now[id_], self.now[into])
        except OutOfOrder:
            return
        assert written(self.now[into]) == before[1]
        self.went[id_] = before[0]

    @precondition(lambda self: self.went)
    @rule(data=st.data())
    def undoes(self, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(sorted(self.went)))
        self.now[id_] = states.unmerged(self.now[id_])
        assert written(self.now[id_]) == self.went.pop(id_)

    @invariant()
    def every_merge_leads_somewhere(self) -> None:
        for id_, one in self.now.items():
            assert (one.state == "MERGED") == bool(one.child.merged_into) == (id_ in self.went)
            seen = {id_}
            while one.child.merged_into:
                assert one.child.merged_into not in seen, "no circle"
                seen.add(one.child.merged_into)
                one = self.now[one.child.merged_into]
            assert read(written(one)) == one


TestMerging = Merging.TestCase
