"""Whose numbers go out next: each agency's own share is nobody else's, whatever others ask."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from services.identity.asking.shares import Day, Left, dealt

DAY = Day("2026-11-28", 40, 4)
"""Five of each of four members, and twenty lent."""
FLOOD = [f"flood-{n:03}" for n in range(300)]


def counted(waiting: dict[str, list[str]], spent: dict[str, int], most: int = 500) -> Counter[str]:
    return Counter(dealt(waiting, Left(DAY, spent), most).values())


def test_whoever_asks_without_end_is_given_its_own_share_and_what_is_lent() -> None:
    assert counted({"pk.flood": FLOOD}, {}) == {"pk.flood": 25}
    assert counted({"pk.flood": FLOOD}, {"pk.flood": 25}) == {}


def test_what_is_lent_and_spent_takes_nothing_of_anothers_own_share() -> None:
    waiting = {"pk.flood": FLOOD, "pk.late": [f"late-{n}" for n in range(9)]}
    assert counted(waiting, {"pk.flood": 25}) == {"pk.late": 5}
    assert counted(waiting, {"pk.flood": 25, "pk.late": 3}) == {"pk.late": 2}


def test_in_turns_who_spent_least_first() -> None:
    waiting = {"pk.flood": FLOOD, "pk.late": ["late-0", "late-1"]}
    assert list(dealt(waiting, Left(DAY, {"pk.flood": 1}), 4)) == ["late-0", "flood-000", "late-1", "flood-001"]


def test_what_two_want_is_asked_for_once_and_by_whoever_has_a_share() -> None:
    waiting = {"pk.flood": ["same", "other"], "pk.late": ["same"]}
    assert dealt(waiting, Left(DAY, {"pk.flood": 25}), 500) == {"same": "pk.late"}
    assert dealt(waiting, Left(DAY, {"pk.late": 5}), 500) == {"same": "pk.flood", "other": "pk.flood"}


def test_what_waited_before_agencies_were_told_apart_goes_by_what_is_lent_alone() -> None:
    assert counted({"": FLOOD}, {}) == {"": 20}
    assert counted({"": FLOOD}, {"": 20}) == {}


def test_more_members_than_numbers_leave_what_is_lent() -> None:
    left = Left(Day("2026-11-28", 10, 40), {})
    assert Counter(dealt({"pk.a": FLOOD, "pk.b": FLOOD}, left, 500).values()) == {"pk.a": 5, "pk.b": 5}


AGENCIES = ["pk.a", "pk.b", "pk.c", "pk.d"]
SPENT = st.dictionaries(st.sampled_from(AGENCIES), st.integers(0, 25))


@given(
    SPENT, st.dictionaries(st.sampled_from(AGENCIES), st.lists(st.sampled_from(FLOOD), unique=True)), st.integers(1, 60)
)
def test_no_batch_takes_more_than_is_left_nor_another_s_own(
    spent: dict[str, int], waiting: dict[str, list[str]], most: int
) -> None:
    left = Left(DAY, spent)
    found = dealt(waiting, left, most)
    taken = Counter(found.values())
    assert len(found) <= most
    assert sum(max(0, number - left.own(agency)) for agency, number in taken.items()) <= left.lent
    for agency, tokens in waiting.items():
        mine = min(left.own(agency), len(tokens))
        assert len(found) == most or len(found.keys() & set(tokens)) >= mine
