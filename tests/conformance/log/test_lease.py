"""Two writers of one log, each stopped for any time at any place: one line of leaves, and no word of the one that slept."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import cache

import asyncpg
import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from audit import postgres_store
from audit.leaves import read_rows, store_plain
from audit.place import Database, open_store
from audit.store import Store, StoreError, StoreLost
from tests.budget import budget
from tests.conformance.log.places import DATABASE, address, database, expire
from tests.fakes import postgres

pytestmark = pytest.mark.postgres

WRITERS = st.integers(0, 1)


@cache
def shared_place() -> Database:
    return database()


class TwoWriters(RuleBasedStateMachine):
    """Each holds a place of the past: what it has read, and perhaps a transaction that it has not ended."""

    @initialize()
    def begin(self) -> None:
        self.place = shared_place()
        self.leaves: list[bytes] = []
        self.writers: list[Store | None] = [None, None]
        self.under_way: list[tuple[ExitStack, bytes] | None] = [None, None]
        self.holder: int | None = None

    def teardown(self) -> None:
        if hasattr(self, "writers"):
            for writer in filter(None, self.writers):
                writer.close()
            postgres.shared().run(f"TRUNCATE {self.place.schema}.segment", DATABASE)

    @rule(who=WRITERS)
    def take_over(self, who: int) -> None:
        """The lease's time is over, and one that is not the holder, or began anew, takes it."""
        self.end(who)
        expire(self.place)
        self.writers[who] = open_store(self.place)
        self.holder = who

    @rule(who=WRITERS)
    def time_passes_and_it_appends(self, who: int) -> None:
        """Where nobody took over, a holder may have slept past its lease."""
        expire(self.place)
        self.start(who)
        self.finish(who)

    @rule(who=WRITERS)
    def start(self, who: int) -> None:
        """It writes a leaf at the end of the log that it knows, and falls asleep before it is done."""
        store = self.writers[who]
        if store is not None and self.under_way[who] is None:
            size, stack = store.size(), ExitStack()
            leaf = f"{who} at {size}".encode()
            stack.enter_context(store.transaction())
            store_plain(store, size, leaf)
            self.under_way[who] = stack, leaf

    @rule(who=WRITERS)
    def finish(self, who: int) -> None:
        """It wakes: its leaf is there where it holds the log still, and it has lost its store where it does not."""
        if (asleep := self.under_way[who]) is None:
            return
        self.under_way[who] = None
        stack, leaf = asleep
        if self.holder == who:
            stack.close()
            self.leaves.append(leaf)
        else:
            with pytest.raises(StoreLost, match="another writer holds the log"):
                stack.close()

    @rule(who=WRITERS)
    def end(self, who: int) -> None:
        """In order, with what it was writing."""
        self.finish(who)
        if (store := self.writers[who]) is not None:
            store.close()
            self.writers[who] = None
            self.holder = None if self.holder == who else self.holder

    @invariant()
    def there_is_one_line(self) -> None:
        if hasattr(self, "writers"):
            with closing(open_store(self.place, read_only=True)) as reader:
                rows = [(index, leaf) for index, leaf, _ in read_rows(reader, 0, len(self.leaves) + 9)]
            assert rows == list(enumerate(self.leaves))


@pytest.mark.budgeted
def test_two_writers_with_any_pauses_write_one_line() -> None:
    with closing(open_store(shared_place())):
        pass
    run_state_machine_as_test(
        TwoWriters,
        settings=budget(25, stateful_step_count=15, suppress_health_check=list(HealthCheck)),
    )


@pytest.fixture
def place() -> Database:
    return database()


def lease(place: Database) -> tuple[int, bool]:
    """The term, and whether it is over."""
    ((term, over),) = postgres.shared().run(f"SELECT term, until <= now() FROM {place.schema}.lease", DATABASE)
    return term, over


def test_a_second_writer_waits_for_the_first_and_is_told_so_once(place: Database) -> None:
    first, waits, ready = open_store(place), threading.Event(), threading.Event()
    told: list[int] = []

    def tell() -> None:
        told.append(1)
        waits.set()

    def second() -> None:
        store = open_store(place, waits=tell)
        ready.set()
        store.close()

    thread = threading.Thread(target=second)
    thread.start()
    assert waits.wait(60)
    store_plain(first, 0, b"leaf")
    assert not ready.is_set(), "the lease is renewed"
    assert lease(place) == (1, False)
    first.close()
    assert ready.wait(60), "a writer that ends in order leaves the lease at once, whatever its time"
    thread.join()
    assert (told, lease(place)) == ([1], (2, True))


def test_a_term_is_taken_once_and_only_rises(place: Database) -> None:
    for term in range(1, 4):
        with closing(open_store(place)):
            assert lease(place) == (term, False)
        assert lease(place) == (term, True)


def test_a_late_end_does_not_take_the_lease_from_the_next(place: Database) -> None:
    first = open_store(place)
    expire(place)
    with closing(open_store(place)) as second:
        first.close()
        assert lease(place) == (2, False)
        store_plain(second, 0, b"leaf")


def test_one_that_slept_past_its_lease_writes_nothing(place: Database) -> None:
    first = open_store(place)
    expire(place)
    with closing(open_store(place)) as second, closing(first):
        store_plain(second, 0, b"leaf")
        with pytest.raises(StoreLost, match="another writer holds the log"):
            store_plain(first, 1, b"late")
        assert second.size() == 1


def test_one_that_holds_nothing_any_more_learns_it_while_it_is_idle(
    place: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_store, "RENEW_S", 0.0)
    first = open_store(place)
    expire(place)
    with closing(open_store(place)), closing(first), pytest.raises(StoreLost, match="another writer"):
        first.hold()


def test_idle_holding_renews_the_lease(place: Database) -> None:
    with closing(open_store(place)) as store:
        expire(place)
        while lease(place)[1]:
            store.hold()


@pytest.fixture
def asleep(place: Database) -> Iterator[Database]:
    """A writer has the row of the lease locked, and sends nothing more."""
    short = replace(place, lease_s=1.0)
    open_store(short).close()
    with asyncio.Runner() as runner:
        db = runner.run(_within(short))
        yield short
        db.terminate()


async def _within(place: Database) -> asyncpg.Connection:
    bounds = {"search_path": place.schema, "idle_in_transaction_session_timeout": "1000"}
    db = await asyncpg.connect(address(), server_settings=bounds)
    await db.execute("BEGIN")
    await db.execute("UPDATE lease SET until = clock_timestamp() + interval '1 s'")
    return db


def test_one_that_sleeps_within_a_transaction_is_cut_off_and_does_not_hold_up_the_next(asleep: Database) -> None:
    with closing(open_store(asleep)) as store:
        store_plain(store, 0, b"leaf")
        assert store.size() == 1


def test_a_reader_needs_no_lease_and_takes_none(place: Database) -> None:
    with closing(open_store(place)) as writer:
        store_plain(writer, 0, b"leaf")
        with closing(open_store(place, read_only=True)) as reader:
            assert reader.size() == 1
        assert lease(place) == (1, False)


def test_tables_of_another_version_are_refused(place: Database) -> None:
    open_store(place).close()
    postgres.shared().run(f"UPDATE {place.schema}.shape SET version = version + 1", DATABASE)
    with pytest.raises(StoreError, match="another schema"):
        open_store(place)
    assert lease(place)[1], "nobody need wait for one that was refused"
