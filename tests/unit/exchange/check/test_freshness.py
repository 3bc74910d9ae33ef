"""Whether a post may be answered from copies: every office fresh, or no answer at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.exchange.check.freshness import HOUR_MS, hours_at_posts, hours_of, one_age, too_old
from services.membership.rows import AgreementRow

NOW = 1_780_000_000_000
PLAIN: dict[str, Any] = {
    "id": "fia-customs", "giver": "pk.fia", "holder": "pk.customs", "kinds": frozenset({"LIST_ENTRY"}),
    "handling": frozenset({"OPEN"}), "roles": frozenset({"LISTED"}), "purposes": frozenset({"CHECKPOINT"}),
    "statute": "Passports Act 1974", "since": "2026-01-01", "until": "2027-01-01", "stale_after_h": 24, "onward": False,
}  # fmt: skip


def agreement(**changes: Any) -> AgreementRow:
    return AgreementRow(**{**PLAIN, **changes})


class TestHours:
    def test_an_entry_may_be_as_old_as_its_agreement_says(self) -> None:
        assert hours_at_posts([agreement(), agreement(giver="pk.anf", stale_after_h=2)]) == {"pk.fia": 24, "pk.anf": 2}

    def test_of_several_agreements_the_longest_counts(self) -> None:
        assert hours_at_posts([agreement(stale_after_h=2), agreement(), agreement(stale_after_h=0)]) == {"pk.fia": 24}

    @pytest.mark.parametrize(
        "changes", [{"purposes": frozenset({"INVESTIGATE_CASE"})}, {"kinds": frozenset({"CASE_FILE", "PARTY"})}]
    )
    def test_what_gives_posts_no_entries_is_passed_over(self, changes: dict[str, Any]) -> None:
        assert hours_at_posts([agreement(**changes)]) == {}

    def test_a_proclamation_is_an_entry(self) -> None:
        assert hours_at_posts([agreement(kinds=frozenset({"PROCLAMATION"}))]) == {"pk.fia": 24}

    def test_an_officer_is_answered_from_what_is_given_for_the_purpose_whatever_its_kind(self) -> None:
        rows = [agreement(), agreement(giver="pk.anf", purposes=frozenset({"TRIAL"}), kinds=frozenset({"PARTY"}))]
        assert hours_of(rows, "TRIAL") == {"pk.anf": 24}
        assert hours_of(rows, "CHECKPOINT") == {"pk.fia": 24}
        assert hours_of(rows, "CUSTODY") == {}


class TestAge:
    @pytest.mark.parametrize(
        ("synced_ms", "old"),
        [
            (NOW, False),
            (NOW - 24 * HOUR_MS + 1, False),
            (NOW - 24 * HOUR_MS, True),
            (NOW + 1, True),
            (0, True),
            (-1, True),
        ],
    )
    def test_copies_answer_until_their_time_is_over(self, synced_ms: int, old: bool) -> None:
        assert too_old({"pk.fia": 24}, {"pk.fia": synced_ms}, NOW) == (("pk.fia",) if old else ())

    def test_of_no_hours_they_never_answer(self) -> None:
        assert too_old({"pk.fia": 0}, {"pk.fia": NOW}, NOW) == ("pk.fia",)

    def test_whose_copies_never_came_is_too_old(self) -> None:
        assert too_old({"pk.fia": 24, "pk.anf": 24}, {"pk.fia": NOW}, NOW) == ("pk.anf",)

    def test_who_gives_without_an_agreement_counts_for_nothing(self) -> None:
        assert too_old({"pk.fia": 24}, {"pk.fia": NOW, "pk.anf": 1}, NOW) == ()

    @given(
        hours=st.dictionaries(st.sampled_from("abcd"), st.integers(0, 72)),
        synced=st.dictionaries(st.sampled_from("abcd"), st.integers(-HOUR_MS, NOW + HOUR_MS)),
        later=st.integers(0, 100 * HOUR_MS),
    )
    def test_time_alone_only_makes_older(self, hours: dict[str, int], synced: dict[str, int], later: int) -> None:
        """Copies that came by now; what is told is in order and of agreements alone."""
        came = {giver: at for giver, at in synced.items() if at <= NOW}
        before, after = too_old(hours, came, NOW), too_old(hours, came, NOW + later)
        assert set(before) <= set(after) <= set(hours)
        assert list(after) == sorted(after)


def test_all_givers_have_the_age_of_the_oldest() -> None:
    """What came or went of one giver later does not move it."""
    assert one_age(("pk.anf", "pk.fia"), {"pk.anf": NOW - 8, "pk.fia": NOW - 9, "pk.other": 1}) == NOW - 9
    assert one_age(("pk.anf", "pk.fia"), {"pk.anf": NOW, "pk.fia": NOW - 9}) == NOW - 9
