"""Limits count distinct identifiers in sliding windows, the same after a restart."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from audit.limits import DAY_MS, HOUR_MS, REFRESH_MS, Limits, LimitSettings, Taken, is_scope, pack, unpack
from audit.refusal import Refusal
from audit.sqlite_store import SqliteStore
from audit.store import Store
from tests.budget import budget
from tests.unit.audit.writers import START_MS, SetClock, append, make_settings, opened, request

SMALL = LimitSettings(officer_per_hour=2, officer_per_day=3, agency_per_hour=4)
OFFICER, AGENCY = "officer:pk.fia/1", "agency:pk.fia"


FIRST = count()


def uses(limits: Limits, now: int, *pairs: tuple[str, bytes]) -> bool:
    """Each call a commit of its own."""
    taken = limits.take(pairs, now)
    if taken is not None:
        limits.store(next(FIRST), taken)
    return taken is not None


def stored(store: Store) -> list[Taken]:
    """The leaves that are stored, oldest first."""
    return [use for (packed,) in store.rows("select_uses") for use in unpack(packed)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return SqliteStore(tmp_path / "log.db")


def test_the_hour_slides(store: Store) -> None:
    limits = Limits(store, SMALL)
    assert uses(limits, 0, (OFFICER, b"a"))
    assert uses(limits, 1000, (OFFICER, b"b"))
    assert not uses(limits, HOUR_MS - 1, (OFFICER, b"c"))
    assert uses(limits, HOUR_MS - 1, (OFFICER, b"b")), "a known identifier costs nothing"
    assert uses(limits, HOUR_MS, (OFFICER, b"c")), "the first has left the window"


def test_the_day_slides_too(store: Store) -> None:
    limits = Limits(store, SMALL)
    for number, token in enumerate((b"a", b"b", b"c")):
        assert uses(limits, number * 2 * HOUR_MS, (OFFICER, token))
    assert not uses(limits, 6 * HOUR_MS, (OFFICER, b"d"))
    assert uses(limits, DAY_MS, (OFFICER, b"d"))


def test_one_call_fits_whole_or_not_at_all(store: Store) -> None:
    limits = Limits(store, SMALL)
    assert not uses(limits, 0, *[(OFFICER, token) for token in (b"a", b"b", b"c")])
    assert uses(limits, 0, (OFFICER, b"a"), (OFFICER, b"a"), (OFFICER, b"b")), "the refused call counted for nothing"


def test_an_agency_that_mints_officers_meets_its_own_limit(store: Store) -> None:
    limits = Limits(store, SMALL)
    results = [uses(limits, 0, (f"officer:pk.fia/{n}", bytes([n])), (AGENCY, bytes([n]))) for n in range(6)]
    assert results == [True] * 4 + [False] * 2
    assert uses(limits, 0, ("officer:pk.anf/1", b"x"), ("agency:pk.anf", b"x")), "another agency is free"


def test_what_has_left_the_window_makes_room_exactly_once(store: Store) -> None:
    limits = Limits(store, SMALL)
    assert uses(limits, 0, (AGENCY, b"a"), (AGENCY, b"b"))
    assert uses(limits, 1000, (AGENCY, b"c"))
    assert not uses(limits, HOUR_MS, *[(AGENCY, token) for token in (b"d", b"e", b"f", b"g")]), "one is still counted"
    assert uses(limits, HOUR_MS, *[(AGENCY, token) for token in (b"d", b"e", b"f")])


def test_what_is_not_committed_is_forgotten(store: Store) -> None:
    limits = Limits(store, SMALL)
    assert limits.take([(OFFICER, b"a"), (OFFICER, b"b")], 0) is not None
    limits.reload()
    assert uses(limits, 0, (OFFICER, b"c"), (OFFICER, b"d"))


def test_pruning_drops_only_what_no_window_reaches(store: Store) -> None:
    limits = Limits(store, SMALL)
    uses(limits, 0, (OFFICER, b"a"))
    uses(limits, DAY_MS - 1, (OFFICER, b"z"))
    uses(limits, DAY_MS, ("officer:pk.fia/2", b"b"))
    limits.prune()
    assert stored(store) == [(OFFICER, b"z", DAY_MS - 1), ("officer:pk.fia/2", b"b", DAY_MS)]
    assert not uses(limits, DAY_MS, (OFFICER, b"x"), (OFFICER, b"y")), "one of three within the hour"
    assert not uses(limits, DAY_MS, *[("officer:pk.fia/2", token) for token in (b"c", b"d")])


@pytest.mark.parametrize(("scope", "known"), [(OFFICER, True), (AGENCY, True), ("system:x", False), ("", False)])
def test_scopes(scope: str, known: bool) -> None:
    assert is_scope(scope) is known


def test_a_refusal_by_limit_appends_nothing_and_consumes_no_nonce(tmp_path: Path) -> None:
    clock = SetClock()
    with opened(make_settings(tmp_path, clock=clock, limits=SMALL)) as log:
        held = request(nonce=b"n" * 16, quota=((OFFICER, b"3"),))
        results = append(log, request(quota=((OFFICER, b"1"), (OFFICER, b"2"))), held)
        assert results == [0, Refusal.RATE_LIMITED]
        assert log.appender.tree.size == 1
        assert append(log, held._replace(quota=())) == [1], "the edge records the refusal with the same nonce"
    clock.ms += 1000
    with opened(make_settings(tmp_path, clock=clock, limits=SMALL)) as log:
        assert append(log, request(quota=((OFFICER, b"4"),))) == [Refusal.RATE_LIMITED]


@given(
    st.lists(
        st.tuples(st.text(max_size=60), st.binary(min_size=1, max_size=255), st.integers(0, 2**63 - 1)), max_size=5
    )
)
def test_a_row_reads_as_it_was_packed(taken: list[Taken]) -> None:
    assert list(unpack(pack(taken))) == taken


def test_uses_of_one_commit_lie_in_one_row_and_go_together(store: Store) -> None:
    limits = Limits(store, SMALL)
    uses(limits, 5, (OFFICER, b"a"), (AGENCY, b"a"))
    assert store.rows("select_uses") == [(pack([(OFFICER, b"a", 5), (AGENCY, b"a", 5)]),)]
    uses(limits, 5 + DAY_MS, (AGENCY, b"b"))
    limits.prune()
    assert stored(store) == [(AGENCY, b"b", 5 + DAY_MS)]
    uses(limits, 5 + 2 * DAY_MS - 1, (AGENCY, b"c"))
    limits.prune()
    assert [token for _, token, _ in stored(store)] == [b"b", b"c"]


class Model(RuleBasedStateMachine):
    """Against a list of all uses: (scope, token, time of last use), with the same refresh and the same present."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store = SqliteStore(Path(self.folder.name) / "log.db")
        self.limits = Limits(self.store, SMALL)
        self.uses: dict[tuple[str, bytes], int] = {}
        self.clock = START_MS

    @rule(step=st.integers(-HOUR_MS, 3 * HOUR_MS))
    def time_passes(self, step: int) -> None:
        self.clock += step

    @rule(
        scope=st.sampled_from((OFFICER, "officer:pk.fia/2", AGENCY)),
        tokens=st.lists(st.sampled_from((b"a", b"b", b"c", b"d", b"e", b"f")), min_size=1, max_size=3),
    )
    def use(self, scope: str, tokens: list[bytes]) -> None:
        now = max([self.clock, *self.uses.values()])
        windows = ((HOUR_MS, 2), (DAY_MS, 3)) if scope.startswith("officer") else ((HOUR_MS, 4),)
        fits = True
        for span, limit in windows:
            live = {token for (known, token), at in self.uses.items() if known == scope and at > now - span}
            new = set(tokens) - live
            fits = fits and (not new or len(live | new) <= limit)
        assert uses(self.limits, self.clock, *[(scope, token) for token in tokens]) is fits
        if fits:
            for token in tokens:
                if self.uses.get((scope, token), now - REFRESH_MS) <= now - REFRESH_MS:
                    self.uses[scope, token] = now

    @rule()
    def restart(self) -> None:
        self.limits = Limits(self.store, SMALL)

    @rule()
    def prune(self) -> None:
        self.limits.prune()

    @invariant()
    def rows_are_the_uses_that_count(self) -> None:
        newest = max(self.uses.values(), default=0)
        rows = {(scope, token): at for scope, token, at in stored(self.store)}
        recent = {key: at for key, at in self.uses.items() if at > newest - DAY_MS}
        assert recent.items() <= rows.items() <= self.uses.items()

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


Model.TestCase.settings = budget(40, stateful_step_count=30)
TestModel = Model.TestCase
