"""What each store of a log promises, on a file and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.leaves import store_plain
from audit.log import Log
from audit.place import Place, open_store
from audit.store import Store, StoreError, StoreUnavailable
from tests.conformance.log.places import PLACES
from tests.unit.audit.writers import append, make_settings, opened, request


class ThoughtBetterError(Exception):
    """Raised inside a transaction."""


@pytest.fixture(params=sorted(PLACES))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    made: Place = PLACES[request.param](tmp_path)
    return made


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    opened_store = open_store(place)
    yield opened_store
    opened_store.close()


def begin(store: Store, *, stop: bool) -> None:
    with store.transaction():
        store.set_state("horizon_ms", 5)
        store_plain(store, 0, b"another")
        if stop:
            raise ThoughtBetterError


def test_a_transaction_that_is_left_by_an_error_has_not_happened(store: Store) -> None:
    with pytest.raises(ThoughtBetterError):
        begin(store, stop=True)
    assert (store.size(), store.state("horizon_ms", 0)) == (0, 0)
    with store.transaction():
        store_plain(store, 0, b"leaf")
    assert store.size() == 1


def test_a_transaction_whose_last_statement_fails_has_not_happened(store: Store) -> None:
    store_plain(store, 0, b"leaf")
    with pytest.raises(StoreError) as fault:
        begin(store, stop=False)
    assert not isinstance(fault.value, StoreUnavailable)
    assert store.state("horizon_ms", 0) == 0
    assert store.rows("select_segments", 0, 1) == [(0, 1, b"leaf", None)]


@pytest.mark.parametrize("value", [0, -1, 2**62, "", "text ۱", b"", b"\x00\xff"])
def test_a_state_is_as_it_was_set_and_set_again(place: Place, store: Store, value: Any) -> None:
    assert store.state("name", None) is None
    store.set_state("name", "before")
    store.set_state("name", value)
    assert store.state("name", None) == value
    reader = open_store(place, read_only=True)
    assert reader.state("name", None) == value
    reader.close()


def test_a_snapshot_is_of_one_moment(place: Place, store: Store) -> None:
    store_plain(store, 0, b"leaf")
    reader = open_store(place, read_only=True)
    reader.snapshot()
    assert reader.size() == 1
    store_plain(store, 1, b"leaf")
    assert (reader.size(), store.size()) == (1, 2)
    reader.close()


def test_a_reader_makes_nothing_and_writes_nothing(place: Place) -> None:
    with pytest.raises(StoreError):
        open_store(place, read_only=True)
    open_store(place).close()
    reader = open_store(place, read_only=True)
    with pytest.raises((StoreError, RuntimeError)):
        store_plain(reader, 0, b"leaf")
    assert reader.size() == 0
    reader.close()


def test_bytes_come_back_as_they_went(store: Store) -> None:
    octets = bytes(range(256)) * 40
    with store.transaction():
        store.run("insert_segment", 0, 2, octets, octets)
        store.many("insert_tile", [(0, index, bytes([index]) * 32) for index in range(3)])
    assert store.rows("select_segments", 1, 2) == [(0, 2, octets, octets)]
    assert store.rows("select_tile_roots", 0, 1, 3) == [(b"\x01" * 32,), (b"\x02" * 32,)]
    assert store.row("select_tile", 0, 7) is None


def test_a_log_goes_on_where_it_ended_whichever_store_it_lies_in(place: Place, tmp_path: Path) -> None:
    settings = make_settings(tmp_path, store=None if isinstance(place, Path) else place)
    marks = [request(number) for number in range(5)]
    with opened(settings) as log:
        assert append(log, *marks[:3]) == [0, 1, 2]
        assert log.append_registry(1, b"r" * 32, {"pk.fia": 60}) == 3
        root = root_of(log)
    with opened(settings) as log:
        assert (log.appender.tree.size, root_of(log), log.appender.registry_version) == (4, root, 1)
        assert append(log, marks[0], request(9, version=1)) == [_refused(log, marks[0]), 4]


def root_of(log: Log) -> bytes:
    return log.nodes.root(log.appender.tree.size)


def _refused(log: Log, replayed: Any) -> Any:
    """A replay and an old registry version are refused the same, wherever the log lies; the version is looked at first."""
    (refusal,) = append(log, replayed)
    assert refusal == "REGISTRY_STALE"
    return refusal
