"""Rankings against figures worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.accuracy.__main__ import main
from tests.accuracy.figures import Figure
from tests.accuracy.ranking import ranked

SCORED = st.lists(st.tuples(st.sampled_from([0.1, 0.5, 0.9]), st.booleans()), max_size=12)


def test_figures_worked_by_hand() -> None:
    found = ranked([(0.9, True), (0.8, False), (0.7, True), (0.1, False)], positives=4)
    assert found.steps == ((1.0, 0.25), (0.5, 0.25), (2 / 3, 0.5), (0.5, 0.5))
    assert found.average_precision() == pytest.approx(0.25 + 0.25 * 2 / 3)
    assert found.best_f1() == pytest.approx(2 * (2 / 3) * 0.5 / (2 / 3 + 0.5))
    assert found.recall_at(0.99) == 0.25
    assert found.recall_at(0.6) == 0.5


def test_equal_scores_stand_at_one_place() -> None:
    assert ranked([(1.0, True), (1.0, False)], 1).steps == ((0.5, 1.0),)
    assert ranked([(1.0, False), (1.0, True)], 1).average_precision() == 0.5


def test_nothing_scored_is_nothing_found() -> None:
    empty = ranked([], 3)
    assert empty.average_precision() == empty.best_f1() == empty.recall_at(0.0) == 0.0
    assert ranked([(0.5, False)], 0).best_f1() == 0.0


@given(SCORED, st.randoms())
def test_the_order_given_says_nothing(scored: list[tuple[float, bool]], dice: object) -> None:
    positives = sum(is_true for _, is_true in scored)
    assert ranked(scored, positives) == ranked(list(reversed(scored)), positives)


@given(SCORED)
def test_figures_are_shares(scored: list[tuple[float, bool]]) -> None:
    found = ranked(scored, sum(is_true for _, is_true in scored))
    for value in (found.average_precision(), found.best_f1(), found.recall_at(0.5)):
        assert 0 <= value <= 1.0000001


def test_a_figure_says_whether_it_is_reached() -> None:
    assert Figure("a", 0.9, 0.9).reached
    assert not Figure("a", 0.89, 0.9).reached
    assert Figure("a", 0.0).reached
    assert "MISSED" in Figure("a", 0.89, 0.9).line()
    assert "MISSED" not in Figure("a", 0.9, 0.9).line()


def test_a_part_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == 2
    assert "no such part" in capsys.readouterr().err
