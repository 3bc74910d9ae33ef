"""The published law, and the ranking under it."""

from __future__ import annotations

import pytest

from services.names import tables
from services.names.frequency import COMMONEST, share, shares
from services.names.letters import folded


def test_both_published_figures_hold() -> None:
    assert share(1) == COMMONEST == 0.14
    assert sum(map(share, range(1, 101))) == pytest.approx(0.64, abs=0.001)


def test_a_rank_begins_with_one() -> None:
    with pytest.raises(ValueError, match="begin with 1"):
        share(0)


def test_a_token_that_is_ranked_twice_has_its_first_rank() -> None:
    assert shares(["a", "b", "a", "c"]) == {"a": share(1), "b": share(2), "c": share(3)}
    assert shares([]) == {}


def test_the_shares_of_the_list_leave_room_for_others_and_fall_with_the_rank() -> None:
    found = tables.frequencies()
    assert 0.64 < sum(found.values()) < 1
    inorder = [found[name.urdu] for name in tables.ranked()]
    assert inorder == sorted(inorder, reverse=True)
    assert found["محمد"] == 0.14
    assert min(found.values()) > 0


def test_the_ranked_list_is_folded_and_names_each_word_once() -> None:
    ranked = tables.ranked()
    assert len(ranked) == len({name.urdu for name in ranked}) > 300
    assert {name.kind for name in ranked} == {"m", "f", "x"}
    for name in ranked:
        assert folded(name.urdu) == name.urdu
        assert name.roman
        assert all(folded(form) == form for form in name.roman)
