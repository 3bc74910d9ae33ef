"""How far an order has come follows from what is written down, and from nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.exchange.orders.states import Told, state_of

told = st.lists(st.builds(Told, st.sampled_from(["ERASED", "HELD_NOTHING", "REFUSED"]), st.integers(0, 99)))


@given(told, st.integers(0, 99), st.integers(0, 99))
def test_a_state_is_what_the_receipts_and_the_time_say(receipts: list[Told], due_ms: int, now_ms: int) -> None:
    states = {each.state for each in receipts}
    late = "OVERDUE" if now_ms > due_ms else "PENDING"
    said = "CONFIRMED" if states & {"ERASED", "HELD_NOTHING"} else "REFUSED" if states else late
    assert state_of(due_ms, receipts, now_ms) == said


def test_nothing_takes_a_confirmation_back() -> None:
    receipts = [Told("REFUSED", 1), Told("ERASED", 2), Told("REFUSED", 3)]
    assert [state_of(0, receipts[:number], 9) for number in range(4)] == [
        "OVERDUE", "REFUSED", "CONFIRMED", "CONFIRMED",
    ]  # fmt: skip
    assert state_of(9, [], 9) == "PENDING"
