"""Claims as a state machine: whoever says whatever in whatever order, against the law's own table of states."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from services.access.errors import Refused
from services.membership.registry import Registry
from services.values.referral import Compensation
from services.vocabulary.referral import CompensationAct
from tests.budget import budget
from tests.unit.referral.claim_desk import (
    BODY,
    COURT,
    LOSSES,
    ORDER,
    OTHER_BODY,
    OTHER_COURT,
    PAYMENT,
    PROSECUTION,
    SENTENCE,
    ClaimRoom,
    Said,
)
from tests.unit.referral.desk import ReferralRoom

T = TypeVar("T")
FOLLOWS: Final = {
    "NOT_ASSESSED": "ASSESSED",
    "ASSESSED": "CLAIMED NO_SOURCE",
    "CLAIMED": "ORDERED REFUSED NO_SOURCE",
    "NO_SOURCE": "CLAIMED",
    "REFUSED": "CLAIMED",
    "ORDERED": "DUE STAYED SET_ASIDE PART_PAID PAID",
    "DUE": "PART_PAID PAID DEFAULT STAYED SET_ASIDE",
    "PART_PAID": "PART_PAID PAID DEFAULT",
    "DEFAULT": "RECOVERY PART_PAID PAID",
    "RECOVERY": "PART_PAID PAID IRRECOVERABLE",
    "STAYED": "DUE SET_ASIDE",
    "SET_ASIDE": "CLAIMED",
}
"""As LAW 2(e) draws it, with the victim's DECLINED from all that is not over."""
STRANGERS: Final = (OTHER_BODY, OTHER_COURT)
SAID: Final[dict[str, Said]] = {
    "ASSESS": {"losses": LOSSES}, "SENTENCE": SENTENCE, "ORDER": {**ORDER, "amount": 300}, "REFUSE": {"reference": "S.C. 9"},
    "DUE": {"day": "2026-06-10"}, "PAY": {"amount": 100, **PAYMENT},
}  # fmt: skip
ACTS: Final = [act for act in CompensationAct if act != CompensationAct.CITE]


@dataclass
class Known:
    """What must be so of one claim. ``paid``: what was taken as paid."""

    told: Compensation
    paid: list[int] = field(default_factory=list)


class ClaimMachine(RuleBasedStateMachine):
    registry: Any = None

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.loop = asyncio.new_event_loop()
        self.claims = ClaimRoom(ReferralRoom(Path(self.folder.name), self.registry))
        self.known = [Known(self.wait(self.claims.open()))]

    def teardown(self) -> None:
        if hasattr(self, "claims"):
            self.claims.room.opened.close()
            self.loop.close()
            self.folder.cleanup()

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    @rule()
    def open(self) -> None:
        if len(self.known) < 3:
            self.known.append(Known(self.wait(self.claims.open())))

    @rule(at=st.integers(0, 2), act=st.sampled_from(ACTS), who=st.sampled_from([BODY, COURT, PROSECUTION]))
    def say(self, at: int, act: str, who: Any) -> None:
        one = self.known[at % len(self.known)]
        before = one.told.state
        try:
            told = self.wait(self.claims.say(one.told.id, act, who, **SAID.get(act, {})))
        except Refused:
            return
        over = before in ("PAID", "DECLINED")
        assert not over, "what is over stays as it is"
        if told.state != before or act == "PAY":
            assert told.state in {*FOLLOWS.get(before, "").split(), "DECLINED"}, (before, act)
        one.told, one.paid = told, [*one.paid, *([100] if act == "PAY" else [])]

    @rule(at=st.integers(0, 2), act=st.sampled_from(ACTS), who=st.sampled_from(STRANGERS))
    def say_as_a_stranger(self, at: int, act: str, who: Any) -> None:
        one = self.known[at % len(self.known)]
        with pytest.raises(Refused):
            self.wait(self.claims.say(one.told.id, act, who, **SAID.get(act, {})))

    @rule()
    def start_anew(self) -> None:
        self.claims.room.again()

    @invariant()
    def each_is_as_it_was_told_to_all_who_work_on_it_and_to_nobody_else(self) -> None:
        if not hasattr(self, "known"):
            return
        for who in (BODY, COURT):
            assert self.wait(self.claims.listed(who)) == tuple(one.told for one in self.known)
        assert self.wait(self.claims.listed(OTHER_COURT)) == ()

    @invariant()
    def no_payment_is_lost_and_one_is_paid_by_payments_alone(self) -> None:
        for one in getattr(self, "known", ()):
            assert [each.amount for each in one.told.payments] == one.paid
            assert one.told.state != "PAID" or sum(one.paid) >= one.told.amount


@pytest.mark.budgeted
def test_whatever_is_said_by_whomever_a_claim_goes_as_the_law_draws_it(registry: Registry) -> None:
    ClaimMachine.registry = registry
    run_state_machine_as_test(ClaimMachine, settings=budget(10, stateful_step_count=30))
