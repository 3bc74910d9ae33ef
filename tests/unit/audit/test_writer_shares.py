"""Shares of the log: calls an hour, entries and bytes a day; counted over processes, restarts and failures."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict, Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.limits import DAY_MS, HOUR_MS, LimitSettings, is_caller
from audit.log import Log
from audit.refusal import Refusal
from audit.requests import Requests
from audit.shares import ENTRY_BYTES, Demand
from audit.store import StoreUnavailable
from tests.budget import budget
from tests.unit.audit.writers import START_MS, SetClock, append, make_settings, request

MIDNIGHT = START_MS - START_MS % DAY_MS + DAY_MS
OFFICER, OTHER, SYSTEM = "officer:pk.fia/1", "officer:pk.fia/2", "system:pk.fia/node"
PULLS, ORDERS = "exchange:pk.fia/node", "orders:pk.fia/node"
CALLS, SHARE = Refusal.CALLS_LIMITED, Refusal.SHARE_USED


class Limits(TypedDict, total=False):
    """Fields of ``LimitSettings``."""

    officer_calls_per_hour: int
    system_calls_per_hour: int
    agency_calls_per_hour: int
    agency_per_hour: int
    exchange_calls_per_hour: int
    agency_entries_per_day: int
    agency_bytes_per_day: int
    exchange_entries_per_day: int
    exchange_bytes_per_day: int


def started(base: Path, clock: SetClock | None = None, **limits: Unpack[Limits]) -> Log:
    clock = clock or SetClock(MIDNIGHT)
    return Log(make_settings(base, clock=clock, steady=clock, limits=LimitSettings(**limits)))


def calls(log: Log, caller: str, number: int, agency: str = "pk.fia") -> list[int | Refusal]:
    exp_ms = log.settings.clock() + 60_000
    return append(log, *[request(caller=caller, exp_ms=exp_ms, agency=agency) for _ in range(number)])


def test_the_same_officer_again_and_again_about_the_same_number(tmp_path: Path) -> None:
    """Distinct numbers alone let one officer ask about one man without end."""
    log = started(tmp_path, officer_calls_per_hour=3)
    quota = ((OFFICER, b"t" * 32), ("agency:pk.fia", b"t" * 32))
    found = append(log, *[request(caller=OFFICER, quota=quota, exp_ms=MIDNIGHT + 60_000) for _ in range(5)])
    assert found == [0, 1, 2, CALLS, CALLS]
    assert calls(log, OTHER, 1) == [3], "another officer is free"
    log.close()


def test_a_system_without_an_officer(tmp_path: Path) -> None:
    log = started(tmp_path, system_calls_per_hour=2)
    assert calls(log, SYSTEM, 3) == [0, 1, CALLS]
    assert calls(log, OFFICER, 1) == [2], "officers behind it are not"
    assert calls(log, "system:pk.fia/other", 1) == [3]
    log.close()


def test_an_agency_in_all(tmp_path: Path) -> None:
    log = started(tmp_path, agency_calls_per_hour=4)
    assert calls(log, OFFICER, 2) + calls(log, OTHER, 1) + calls(log, SYSTEM, 1) == [0, 1, 2, 3]
    assert calls(log, OTHER, 1) == [CALLS]
    assert calls(log, "officer:pk.anf/1", 1, agency="pk.anf") == [4]
    log.close()


def test_a_riot_of_an_owner_uses_up_the_exchange_and_an_order_still_passes(tmp_path: Path) -> None:
    """Eleven records a second are eleven pages a second; the order to erase one of them comes 35 minutes later."""
    clock = SetClock(MIDNIGHT)
    log = started(tmp_path, clock, exchange_calls_per_hour=500, system_calls_per_hour=5, exchange_entries_per_day=900)
    passed = calls(log, PULLS, 600)
    assert [type(each) for each in (passed[499], passed[500])] == [int, Refusal]
    assert passed[500:] == [CALLS] * 100
    clock.ms += 35 * 60_000
    assert calls(log, PULLS, 1) == [CALLS]
    assert calls(log, ORDERS, 700) == list(range(500, 1200)), "orders and receipts"
    assert calls(log, SYSTEM, 5) == list(range(1200, 1205)), "what else the system asks"
    clock.ms += 25 * 60_000
    assert calls(log, PULLS, 401)[-2:] == [1604, SHARE], "a new hour, and what is left of the day"
    assert calls(log, ORDERS, 2) == [1605, 1606]
    log.close()


def test_the_exchange_and_the_officers_of_an_agency_take_nothing_from_each_other(tmp_path: Path) -> None:
    one = len(b"open 0") + len(b"sealed 0") + ENTRY_BYTES
    log = started(tmp_path, agency_calls_per_hour=3, agency_entries_per_day=4, agency_bytes_per_day=9 * one)
    assert calls(log, PULLS, 9) == list(range(9))
    assert calls(log, ORDERS, 9) == list(range(9, 18))
    assert calls(log, OFFICER, 4) == [18, 19, 20, CALLS], "the agency's own calls and entries are all there"
    assert calls(log, "", 2) == [21, SHARE]
    assert calls(log, PULLS, 1) + calls(log, ORDERS, 1) == [22, 23]
    log.close()


def test_what_the_exchange_may_fill_of_the_log_goes_by_size_and_lasts_over_a_restart(tmp_path: Path) -> None:
    one = len(b"open 0") + len(b"sealed 0") + ENTRY_BYTES
    for name, limits in (
        ("entries", Limits(exchange_entries_per_day=2)),
        ("bytes", Limits(exchange_bytes_per_day=2 * one)),
    ):
        log = started(tmp_path / name, **limits)
        log.append_registry(1, bytes(32), {"pk.fia": 60})
        now = [request(caller=PULLS, exp_ms=MIDNIGHT + 60_000, version=1) for _ in range(5)]
        assert append(log, *now[:3]) == [1, 2, 3]
        log.close()
        log = started(tmp_path / name, **limits)
        assert append(log, *now[3:]) == [4, SHARE]
        outcome = request(caller=PULLS, nonce=b"", exp_ms=0, version=1)
        assert append(log, outcome) == [5], "what was done is written down, and counts here"
        assert append(log, request(caller=OFFICER, exp_ms=MIDNIGHT + 60_000, version=1)) == [6]
        log.close()


def test_entries_of_a_day_by_number(tmp_path: Path) -> None:
    log = started(tmp_path, agency_entries_per_day=3)
    assert calls(log, "", 5) == [0, 1, 2, SHARE, SHARE]
    assert calls(log, "", 1, agency="pk.anf") == [3], "no member fills the log of all"
    log.close()


def test_entries_of_a_day_by_bytes(tmp_path: Path) -> None:
    one = len(b"open 0") + len(b"sealed 0") + ENTRY_BYTES
    log = started(tmp_path, agency_bytes_per_day=2 * one + 1)
    assert calls(log, "", 3) == [0, 1, SHARE]
    large = request(exp_ms=MIDNIGHT + 60_000, agency="pk.anf")._replace(sealed=bytes(2 * one))
    assert append(log, large) == [SHARE]
    log.close()


def test_bytes_are_those_that_the_database_holds(tmp_path: Path) -> None:
    log = started(tmp_path)
    requests = [request(number, exp_ms=MIDNIGHT + 60_000) for number in range(7)]
    append(log, *requests)
    ((_, count, bodies, sealed),) = log.store.rows("select_segments", 0, 7)
    assert (count, len(bodies) + len(sealed)) == (7, Demand.of(Requests.of(requests)).octets["pk.fia"])
    log.close()


def test_what_was_done_is_written_down_and_counts(tmp_path: Path) -> None:
    """An outcome consumes no nonce: it belongs to a change that was let in."""
    log = started(tmp_path, agency_entries_per_day=2)
    outcome = request(nonce=b"", exp_ms=0)
    assert append(log, request(exp_ms=MIDNIGHT + 60_000), outcome, outcome, outcome) == [0, 1, 2, 3]
    assert calls(log, "", 1) == [SHARE]
    assert append(log, outcome) == [4]
    log.close()


def test_a_refused_call_takes_nothing(tmp_path: Path) -> None:
    log = started(tmp_path, officer_calls_per_hour=2, agency_entries_per_day=3, agency_per_hour=1)
    quota = (("agency:pk.fia", b"a" * 32),)
    other = (("agency:pk.fia", b"b" * 32),)
    end = MIDNIGHT + 60_000
    assert append(log, request(caller=OFFICER, quota=quota, exp_ms=end)) == [0]
    assert append(log, request(caller=OFFICER, quota=other, exp_ms=end)) == [Refusal.RATE_LIMITED]
    nonce = os.urandom(16)
    held = request(caller=OFFICER, nonce=nonce, exp_ms=end)
    assert append(log, held, held) == [1, Refusal.REPLAYED]
    assert calls(log, OFFICER, 1) == [CALLS]
    assert calls(log, OTHER, 2) == [2, SHARE]
    log.close()


def test_hours_and_days_begin_anew_and_a_clock_put_back_does_not(tmp_path: Path) -> None:
    clock = SetClock(MIDNIGHT + HOUR_MS - 1)
    log = started(tmp_path, clock, officer_calls_per_hour=1, agency_entries_per_day=3)
    assert calls(log, OFFICER, 2) == [0, CALLS]
    clock.ms += 1
    assert calls(log, OFFICER, 2) == [1, CALLS]
    clock.ms -= 1
    assert calls(log, OFFICER, 1) == [CALLS], "the hour that was is over"
    clock.ms = MIDNIGHT + DAY_MS - 1
    assert calls(log, OFFICER, 1) + calls(log, OTHER, 1) == [2, SHARE]
    clock.ms += 1
    assert calls(log, OFFICER, 1) == [3]
    clock.ms -= 1
    assert calls(log, OTHER, 3) == [4, CALLS, CALLS]
    log.close()


def test_a_restart_changes_nothing(tmp_path: Path) -> None:
    limits: Limits = {"officer_calls_per_hour": 3, "agency_entries_per_day": 5}
    log = started(tmp_path, **limits)
    assert calls(log, OFFICER, 2) == [0, 1]
    log.close()
    log = started(tmp_path, **limits)
    assert calls(log, OFFICER, 2) == [2, CALLS]
    assert calls(log, OTHER, 3) == [3, 4, SHARE]
    log.close()


def test_a_writer_that_was_killed_counts_its_entries_again(tmp_path: Path) -> None:
    """The counts are saved now and then; what came after is in the log itself."""
    log = started(tmp_path / "one", agency_entries_per_day=6)
    clock = log.settings.clock
    assert isinstance(clock, SetClock)
    assert calls(log, "", 2) == [0, 1]
    clock.ms += 10_000
    log.tick()
    assert calls(log, "", 2) == [2, 3]
    log.append_registry(1, bytes(32))
    assert calls(log, "", 1, agency="pk.anf") == [Refusal.REGISTRY_STALE]
    shutil.copytree(tmp_path / "one", tmp_path / "killed")
    log.close()
    log = started(tmp_path / "killed", clock, agency_entries_per_day=6)
    version = [request(version=1, exp_ms=clock.ms + 60_000) for _ in range(3)]
    assert append(log, *version) == [5, 6, SHARE]
    log.close()


def test_what_could_not_be_stored_was_not_taken(tmp_path: Path) -> None:
    log = started(tmp_path, officer_calls_per_hour=2, agency_entries_per_day=2)
    good = Requests.of([request(caller=OFFICER, exp_ms=MIDNIGHT + 60_000)])
    original = log.store.run

    def full(name: str, *values: object) -> None:
        if name == "insert_segment":
            raise StoreUnavailable("disk is full")
        original(name, *values)

    log.store.run = full  # type: ignore[method-assign]  # a store whose disk is full for a while
    for _ in range(3):
        log.append(good)
    log.store.run = original  # type: ignore[method-assign]  # a store whose disk is full for a while
    assert calls(log, OFFICER, 3) == [0, 1, CALLS]
    log.close()


def test_a_database_without_counts_begins_with_none(tmp_path: Path) -> None:
    log = started(tmp_path, agency_entries_per_day=2)
    calls(log, "", 2)
    log.close()
    database = sqlite3.connect(log.settings.database)
    saved = json.loads(database.execute("SELECT value FROM state WHERE name = 'shares'").fetchone()[0])
    assert (saved["size"], saved["taken"][1]) == (2, {"pk.fia": 2})
    database.execute("DELETE FROM state WHERE name = 'shares'")
    database.commit()
    database.close()
    log = started(tmp_path, agency_entries_per_day=2)
    assert calls(log, "", 3) == [2, 3, SHARE]
    log.close()


@pytest.mark.parametrize("caller", ["agency:pk.fia", "officer:pk.fia", "", "pk.fia/1"])
def test_a_caller_is_an_officer_or_a_system(caller: str) -> None:
    assert not is_caller(caller)
    assert is_caller(OFFICER)
    assert is_caller(SYSTEM)
    assert is_caller(PULLS)
    assert is_caller(ORDERS)


BATCH = st.lists(st.tuples(st.sampled_from(("pk.fia", "pk.anf")), st.integers(0, 2), st.booleans()), max_size=5)


@budget(25)
@given(st.lists(st.tuples(BATCH, st.sampled_from((0, 0, 20 * 60_000, HOUR_MS, DAY_MS))), max_size=8))
def test_against_a_count_by_hand(steps: list[tuple[list[tuple[str, int, bool]], int]]) -> None:
    """However calls are batched, each is judged as if it came alone."""
    with TemporaryDirectory() as folder:
        clock = SetClock(MIDNIGHT)
        log = started(
            Path(folder) / "base", clock, officer_calls_per_hour=3, agency_calls_per_hour=5, agency_entries_per_day=7
        )
        called: dict[tuple[str, int], int] = {}
        stored: dict[tuple[str, int], int] = {}
        size = 0
        for batch, step in steps:
            clock.ms += step
            hour, day = clock.ms // HOUR_MS, clock.ms // DAY_MS
            expected: list[int | Refusal] = []
            for agency, officer, nonce in batch:
                scopes = (f"{agency}/{officer}", agency)
                full = any(called.get((s, hour), 0) >= most for s, most in zip(scopes, (3, 5), strict=True))
                filled = stored.get((agency, day), 0) >= 7
                if nonce and (full or filled):
                    expected.append(CALLS if full else SHARE)
                    continue
                for scope in scopes if nonce else ():
                    called[scope, hour] = called.get((scope, hour), 0) + 1
                stored[agency, day] = stored.get((agency, day), 0) + 1
                expected.append(size)
                size += 1
            sent = [
                request(
                    agency=agency,
                    caller=f"officer:{agency}/{officer}" if nonce else "",
                    nonce=None if nonce else b"",
                    exp_ms=clock.ms + 60_000 if nonce else 0,
                )
                for agency, officer, nonce in batch
            ]
            if sent:
                assert append(log, *sent) == expected
        log.close()


def sized(log: Log, version: int, **systems: int) -> None:
    log.append_registry(version, bytes([version]) * 32, {f"pk.{name}": count for name, count in systems.items()})


@pytest.mark.parametrize(
    ("systems", "shares"), [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2), (1200, 24)], ids=lambda value: str(value)
)
def test_an_agency_may_take_as_much_as_its_size_says(tmp_path: Path, systems: int, shares: int) -> None:
    log = started(tmp_path, agency_calls_per_hour=2)
    sized(log, 1, fia=systems, anf=1)
    now = [request(caller=OFFICER, exp_ms=MIDNIGHT + 60_000, version=1) for _ in range(2 * shares + 1)]
    assert append(log, *now)[-2:] == [2 * shares, CALLS]
    other = [request(caller="officer:pk.anf/1", agency="pk.anf", exp_ms=MIDNIGHT + 60_000, version=1) for _ in range(3)]
    assert append(log, *other)[-1] == CALLS, "another's size is not its"
    log.close()


def test_entries_bytes_and_distinct_numbers_go_by_size_too_and_officers_do_not(tmp_path: Path) -> None:
    limits: tuple[Limits, ...] = (
        {"agency_entries_per_day": 2},
        {"agency_bytes_per_day": 2 * (ENTRY_BYTES + len("open 0") + len("sealed 0"))},
        {"agency_per_hour": 2},
    )
    for place, one in enumerate(limits):
        log = started(tmp_path / str(place), **one)
        sized(log, 1, fia=60)
        found = append(
            log,
            *[
                request(
                    caller=OFFICER, exp_ms=MIDNIGHT + 60_000, version=1, quota=(("agency:pk.fia", bytes([n]) * 32),)
                )
                for n in range(5)
            ],
        )
        assert found[:4] == [1, 2, 3, 4]
        assert isinstance(found[4], Refusal)
        log.close()
    log = started(tmp_path / "officer", officer_calls_per_hour=2)
    sized(log, 1, fia=1200)
    assert append(log, *[request(caller=OFFICER, exp_ms=MIDNIGHT + 60_000, version=1) for _ in range(3)])[-1] == CALLS
    log.close()


def test_sizes_are_those_of_the_newest_registry_over_a_restart(tmp_path: Path) -> None:
    log = started(tmp_path, agency_calls_per_hour=1)
    sized(log, 1, fia=51)
    sized(log, 2, fia=101)
    sized(log, 1, fia=2000)
    settings = log.settings
    log.close()
    log = Log(settings)
    found = append(log, *[request(caller=OFFICER, exp_ms=MIDNIGHT + 60_000, version=2) for _ in range(4)])
    assert found == [2, 3, 4, CALLS], "what an older version says again is not taken"
    sized(log, 2, fia=201)
    assert len(append(log, request(caller=OFFICER, exp_ms=MIDNIGHT + 60_000, version=2))) == 1
    assert log.appender.limits.sizes.shares("pk.fia") == 5, "the newest, told again after an upgrade, is"
    sized(log, 3, fia=3)
    assert log.appender.limits.sizes.shares("pk.fia") == 1
    log.close()
