"""Nonces are consumed once, through restarts, prunes and clocks that run back."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.nonces import SKEW_MS, Nonces, Taken, nonce_key, pack, unpack
from audit.refusal import Refusal
from audit.sqlite_store import SqliteStore
from audit.store import Store, StoreError
from tests.unit.audit.writers import START_MS, SetClock, append, make_settings, opened, request

KEYS = st.lists(st.builds(nonce_key, st.binary(max_size=200), st.binary(min_size=16, max_size=16)), max_size=6)


@given(KEYS)
def test_rows_come_back(keys: list[bytes]) -> None:
    assert unpack(pack(keys)) == keys


def test_a_row_byte_for_byte() -> None:
    keys = [nonce_key(b"pk.fia", b"n" * 16), nonce_key(b"", b"m" * 16)]
    assert pack(keys) == b"\x06pk.fia" + b"n" * 16 + b"\x00" + b"m" * 16


def test_issuers_do_not_run_into_nonces() -> None:
    assert nonce_key(b"a", b"b" * 16) != nonce_key(b"ab", b"b" * 15 + b"c")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return SqliteStore(tmp_path / "log.db")


def consume(nonces: Nonces, first: int, exp_ms: int, keys: list[bytes]) -> None:
    taken = Taken(keys, exp_ms)
    nonces.seen.update(keys)
    nonces.store(first, taken)
    nonces.keep(taken)


def test_the_horizon_only_rises_and_survives_a_restart(store: Store) -> None:
    nonces = Nonces(store)
    for now in (1000, 500, 2000, 0):
        nonces.prune(now)
    assert nonces.horizon_ms == Nonces(store).horizon_ms == 2000


def test_what_is_forgotten_is_refused_as_ended(store: Store) -> None:
    """At every horizon: a nonce is either still known, or its request lies at or below the horizon."""
    nonces = Nonces(store)
    for number in range(20):
        consume(nonces, number, number * 10_000, [nonce_key(b"pk.fia", number.to_bytes(16, "big"))])
    for horizon in range(0, 300_000, 5_000):
        nonces.prune(horizon)
        again = Nonces(store)
        assert again.seen == nonces.seen
        for number in range(20):
            known = nonce_key(b"pk.fia", number.to_bytes(16, "big")) in nonces.seen
            assert known or nonces.ended(number * 10_000)
    assert not nonces.seen


@pytest.mark.parametrize(("exp", "ended"), [(100_000 - SKEW_MS, True), (100_001 - SKEW_MS, False)])
def test_a_request_at_the_horizon_has_ended(store: Store, exp: int, ended: bool) -> None:
    nonces = Nonces(store)
    nonces.prune(100_000)
    assert nonces.ended(exp) is ended


def test_a_nonce_stored_twice_stops_the_start(store: Store) -> None:
    key = nonce_key(b"pk.fia", os.urandom(16))
    nonces = Nonces(store)
    nonces.store(0, Taken([key], 5))
    nonces.store(1, Taken(seconds=[key], newest_second_exp_ms=9))
    with pytest.raises(StoreError, match="twice"):
        Nonces(store)


def test_a_replay_is_refused_in_the_batch_after_it_and_after_a_restart(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, clock=SetClock())
    one = request(nonce=b"n" * 16)
    with opened(settings) as log:
        assert append(log, one, one) == [0, Refusal.REPLAYED]
        assert append(log, one) == [Refusal.REPLAYED]
        other_issuer = request(nonce=b"n" * 16, issuer="pk.anf")
        assert append(log, other_issuer) == [1]
    with opened(settings) as log:
        assert append(log, one, request(nonce=b"n" * 16, exp_ms=START_MS + 90_000)) == [Refusal.REPLAYED] * 2


def test_two_nonces_are_consumed_together_or_not_at_all(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, clock=SetClock())
    second = nonce_key(b"pk.fia", b"s" * 16)
    with opened(settings) as log:
        first = request()._replace(second_nonce=second)
        assert append(log, first) == [0]
        again = request(nonce=b"f" * 16)._replace(second_nonce=second)
        assert append(log, again) == [Refusal.REPLAYED]
        assert append(log, request(nonce=b"f" * 16)) == [1], "the refused request consumed no nonce"
        assert append(log, request(nonce=b"s" * 16)) == [Refusal.REPLAYED]


HOUR = 3_600_000


@pytest.mark.parametrize("together", [True, False])
def test_an_approval_keeps_no_nonce_but_its_own(tmp_path: Path, together: bool) -> None:
    """One approver's token in a commit must not keep the nonces of all in it, for as long as it lives."""
    clock = SetClock()
    settings = make_settings(tmp_path, clock=clock, steady=clock)
    second = nonce_key(b"pk.fia", b"s" * 16)
    approved = request(second=second, second_exp_ms=START_MS + HOUR)
    others = [request(number) for number in range(20)]
    with opened(settings) as log:
        if together:
            append(log, *others[:10], approved, *others[10:])
        else:
            append(log, approved)
            append(log, *others)
        assert len(log.appender.nonces.seen) == 22
        clock.ms += 2 * 60_000
        log.tick()
        assert log.appender.nonces.seen == {second}
        late = request(second=second, second_exp_ms=START_MS + HOUR, exp_ms=clock.ms + 60_000)
        assert append(log, late) == [Refusal.REPLAYED]
    with opened(settings) as log:
        assert log.appender.nonces.seen == {second}
        assert append(log, late) == [Refusal.REPLAYED], "after a restart too"
        clock.ms = START_MS + HOUR + SKEW_MS + 60_000
        log.tick()
        assert not log.appender.nonces.seen
        assert append(log, late._replace(exp_ms=clock.ms + 60_000)) == [Refusal.EXPIRED], "the approval has ended"


def test_a_database_from_before_second_nonces_had_rows_is_brought_up(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, clock=SetClock())
    one = request()
    with opened(settings) as log:
        append(log, one)
    database = sqlite3.connect(settings.database)
    database.executescript("DROP TABLE second_nonces; PRAGMA user_version = 3;")
    database.close()
    with opened(settings) as log:
        approved = request(second=b"s" * 16, second_exp_ms=START_MS + HOUR)
        assert append(log, one, approved) == [Refusal.REPLAYED, 1]
    with opened(settings) as log:
        assert append(log, approved) == [Refusal.REPLAYED]


def test_an_entry_without_nonce_consumes_none(tmp_path: Path) -> None:
    with opened(make_settings(tmp_path, clock=SetClock())) as log:
        assert append(log, request(nonce=b"", exp_ms=0), request(nonce=b"", exp_ms=0)) == [0, 1]
        assert not log.appender.nonces.seen


@pytest.mark.parametrize("exp_ms", [0, START_MS + 60_000])
def test_one_entry_without_nonce_beside_one_with_consumes_none(tmp_path: Path, exp_ms: int) -> None:
    settings = make_settings(tmp_path, clock=SetClock())
    one = request(nonce=b"n" * 16)
    with opened(settings) as log:
        assert append(log, request(nonce=b"", exp_ms=exp_ms)) == [0]
        assert append(log, request(nonce=b"", exp_ms=exp_ms), one) == [1, 2]
        assert log.appender.nonces.seen == {one.nonce}
    with opened(settings) as log:
        assert log.appender.nonces.seen == {one.nonce}


def test_clock_ahead_prune_clock_back_replay_refused(tmp_path: Path) -> None:
    """What was pruned while the clock was ten minutes ahead cannot be replayed once it is right again."""
    clock = SetClock()
    settings = make_settings(tmp_path, clock=clock, steady=SetClock())
    captured = request(exp_ms=START_MS + 60_000)
    with opened(settings) as log:
        assert append(log, captured) == [0]
        clock.ms += 600_000
        log.tick()
        assert not log.appender.nonces.seen
        clock.ms -= 600_000
        assert append(log, captured) == [Refusal.EXPIRED]
    with opened(settings) as log:
        fresh = request(exp_ms=START_MS + 60_000)
        assert append(log, captured, fresh) == [Refusal.EXPIRED, Refusal.EXPIRED], "nor is any request of that time"
        clock.ms += 600_001
        assert append(log, request(exp_ms=clock.ms + 60_000)) == [1]
