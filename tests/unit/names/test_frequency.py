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


def test_what_is_not_ranked_shares_the_rest() -> None:
    found = shares(["a", "b", "a"], ["c", "d", "b"])
    assert found["a"] == share(1)
    assert found["b"] == share(2)
    assert found["c"] == found["d"] == pytest.approx((1 - share(1) - share(2)) / 2)
    assert shares(["a"], ["a"]) == {"a": share(1)}


def test_the_shares_of_the_list_sum_to_one_and_fall_with_the_rank() -> None:
    found = tables.frequencies()
    assert sum(found.values()) == pytest.approx(1)
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


def test_the_known_words_are_folded_and_sorted() -> None:
    known = list(tables.known())
    assert known == sorted(set(known))
    assert all(folded(word) == word for word in known)
    assert len(known) > 5000
