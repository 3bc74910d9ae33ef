"""Acts are gone back and forth in, and what was undone leaves no trace."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.console.network.acts import (
    Act,
    Arranged,
    Asked,
    Between,
    Collapsed,
    Filtered,
    Grouped,
    Hidden,
    History,
    State,
    applied,
    changed,
    placed,
)  # fmt: skip
from services.console.network.columns import plain
from services.console.network.content import merged
from services.console.network.filters import Filter
from services.console.network.view import view
from services.draw.network.chart import spot_id
from tests.unit.console.network.sample import ANSWERS, CODES, EXPAND, PATHS, PHONE

SPOTS = st.sampled_from([spot_id(node.key) for answer in ANSWERS.values() for node in answer.answer.nodes])  # type: ignore[union-attr]  # each of the sample has an answer
FILTERS = st.sampled_from(
    [Filter("kind", "CALLED"), Filter("agency", "pk.fmu"), Filter("amount", "60000"), Filter("since", "2026-03-01")]
)
NUMBERS = st.integers(-500, 500).map(float)
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.sampled_from([Asked(EXPAND), Asked(PATHS), Asked(PATHS, reach=PHONE)]),
    st.sampled_from([Between("2026-02-26", "2026-03-01"), Between("2026-02-25", "2026-02-25")]),
    st.builds(Hidden, SPOTS),
    st.builds(Filtered, FILTERS, st.booleans()),
    st.builds(Grouped, st.booleans()),
    st.builds(Collapsed, st.booleans()),
    st.builds(lambda spot, x, y: Arranged(((spot, x, y),)), SPOTS, NUMBERS, NUMBERS),
)


def shown(state: State) -> object:
    return plain(view(merged(ANSWERS[each] for each in state.questions), state, CODES))


@given(st.lists(ACTS, min_size=20, max_size=20))
def test_twenty_acts_undone_are_the_first_state(acts: list[Act]) -> None:
    first = History().do(Asked(EXPAND))
    history = first.do(*acts)
    for _ in acts:
        history = history.undo()
    assert history.state == first.state
    assert shown(history.state) == shown(first.state)
    for _ in acts:
        history = history.redo()
    assert history.state == first.do(*acts).state


@given(st.lists(ACTS, max_size=8), st.integers(0, 10))
def test_a_step_back_is_the_state_before_the_step(acts: list[Act], back: int) -> None:
    history = History().do(*acts)
    for _ in range(back):
        history = history.undo()
    assert history.state == History().do(*acts[: max(0, len(acts) - back)]).state


def test_an_act_after_undoing_drops_what_was_undone() -> None:
    history = History().do(Asked(EXPAND), Grouped(False)).undo().do(Collapsed(False))
    assert history.acts == (Asked(EXPAND), Collapsed(False))
    assert history.redo() == history
    assert History().undo() == History()


def test_each_act_does_one_thing() -> None:
    one, other = Filter("kind", "CALLED"), Filter("grade", "B2")
    state = applied(State(), Filtered(one))
    state = applied(applied(state, Filtered(other)), Filtered(one))
    assert state.filters == (other, one)
    assert applied(state, Filtered(other, False)).filters == (one,)
    assert applied(state, Hidden(spot_id(PHONE))).hidden == {spot_id(PHONE)}
    assert not applied(state, Grouped(False)).grouped
    assert not applied(state, Collapsed(False)).collapsed
    assert applied(applied(state, Asked(EXPAND)), Asked(EXPAND)).questions == (EXPAND,)


def test_a_later_place_takes_the_place_of_an_earlier_one() -> None:
    assert placed((("a", 1.0, 1.0), ("b", 2.0, 2.0)), (("a", 9.0, 9.0),)) == (("a", 9.0, 9.0), ("b", 2.0, 2.0))


@given(st.lists(ACTS, max_size=6), st.lists(ACTS, max_size=6), st.lists(ACTS, max_size=6))
def test_two_versions_differ_by_their_own_acts(both: list[Act], one: list[Act], other: list[Act]) -> None:
    left, right = changed([*both, *one], [*both, *other])
    same = len(both) + len(one) - len(left)
    assert same >= len(both) or (not one and not other)
    assert [*both, *one][:same] == [*both, *other][:same]
    assert (*both, *one)[same:] == left
    assert (*both, *other)[same:] == right
    assert not left or not right or left[0] != right[0]


def test_days_take_the_place_of_other_days_in_one_step() -> None:
    history = History().do(Filtered(Filter("since", "2020-01-01")), Filtered(Filter("kind", "CALLED")))
    between = history.do(Between("2026-02-26", "2026-03-01"), Between("2026-02-27", "2026-02-28"))
    kind, *days = between.state.filters
    assert kind == Filter("kind", "CALLED")
    assert days == [Filter("since", "2026-02-27"), Filter("until", "2026-02-28")]
    assert between.undo().undo().state == history.state


def test_asked_again_without_an_end_a_question_has_none() -> None:
    history = History().do(Asked(PATHS, reach=PHONE))
    assert history.state.reaches == ((PATHS, PHONE),)
    assert history.do(Asked(PATHS)).state.reaches == ()
    assert history.do(Asked(EXPAND)).state.reaches == ((PATHS, PHONE),)
