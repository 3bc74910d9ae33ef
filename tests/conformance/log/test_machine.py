"""Stores of a log and a plain model of it: whatever is written, in whatever order, all agree at any time."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from audit.place import Database, open_store
from audit.sqlite_store import SqliteStore
from audit.store import SQL_FOLDER, Row, Store, statements
from tests.budget import FULL
from tests.conformance.log.places import DATABASE, database, expire
from tests.conformance.runs import RUNS
from tests.fakes import postgres

TABLES = "segment, tile, nonces, second_nonces, uses, registry, month_key, checkpoint, state"
NOT_ASKED = frozenset({"schema", "upgrade_3"})
NAMES = st.sampled_from(["horizon_ms", "systems", "rollback_proof"])
VALUES = st.one_of(st.integers(0, 2**62), st.text("a\"\\'?$1 ۱", max_size=5), st.binary(max_size=5))
TIMES = st.integers(0, 9)


class StoppedError(Exception):
    """A transaction that is given up."""


@dataclass
class Model:
    """What is asked of every store in plain Python."""

    leaves: list[bytes] = field(default_factory=list)
    state: dict[str, int | str | bytes] = field(default_factory=dict)
    nonces: list[tuple[int, bytes]] = field(default_factory=list)
    heads: dict[int, int] = field(default_factory=dict)


@cache
def place() -> Database:
    """One schema for all runs: to make it anew takes longer than a run."""
    return database()


class LogStores(RuleBasedStateMachine):
    """``postgresql``: a store there runs beside the one in a file."""

    postgresql: ClassVar[bool]
    asked: ClassVar[set[str]]

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        Path(self.folder.name).chmod(0o700)
        self.model = Model()
        self.stores: list[Store] = [SqliteStore(Path(self.folder.name) / "log.db")]
        if self.postgresql:
            self.stores.append(open_store(place()))

    def teardown(self) -> None:
        if hasattr(self, "stores"):
            self.all_agree()
            for store in self.stores:
                store.close()
            self.folder.cleanup()
            if self.postgresql:
                postgres.shared().run(
                    f"TRUNCATE {', '.join(f'{place().schema}.{each}' for each in TABLES.split(', '))}", DATABASE
                )

    def write(self, *writes: tuple[str, Row], stop: bool = False) -> None:
        """In one transaction of each store."""
        for store in self.stores:
            with suppress(StoppedError), store.transaction():
                for name, values in writes:
                    self.asked.add(name)
                    store.run(name, *values)
                if stop:
                    raise StoppedError

    def ask(self, name: str, *values: object) -> list[Row]:
        """What all stores answer alike."""
        self.asked.add(name)
        one, *others = (store.rows(name, *values) for store in self.stores)
        assert others == [one] * len(others), name
        return one

    @property
    def size(self) -> int:
        return len(self.model.leaves)

    @rule(leaves=st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=3), exp=TIMES, stop=st.booleans())
    def append(self, leaves: list[bytes], exp: int, stop: bool) -> None:
        first, packed = self.size, leaves[0]
        self.write(
            ("insert_segment", (first, len(leaves), b"".join(leaves), b"sealed")),
            ("insert_nonces", (first, exp, packed)),
            ("insert_second_nonces", (first, exp + 1, packed)),
            ("insert_uses", (first, first, packed)),
            *[("insert_tile", (0, index, leaf)) for index, leaf in enumerate(leaves, first)],
            stop=stop,
        )
        if not stop:
            self.model.leaves += leaves
            self.model.nonces += [(exp, packed), (exp + 1, packed)]

    @rule(leaf=st.binary(min_size=1, max_size=40))
    def append_plain(self, leaf: bytes) -> None:
        index = self.size
        month = (f"{index:04d}-01", "pk.fia")
        self.write(
            ("insert_segment", (index, 1, leaf, None)),
            ("insert_registry", (index + 1, leaf, index)),
            ("insert_month_key", month),
            ("update_month_key_destroyed", (*month, leaf, index)),
        )
        self.model.leaves.append(leaf)

    @rule(name=NAMES, value=VALUES)
    def set_state(self, name: str, value: int | str | bytes) -> None:
        for store in self.stores:
            self.asked.add("upsert_state")
            store.set_state(name, value)
        self.model.state[name] = value

    @rule(horizon=TIMES, since=st.integers(-1, 12))
    def prune(self, horizon: int, since: int) -> None:
        self.write(("delete_nonces", (horizon,)), ("delete_second_nonces", (horizon,)), ("delete_uses", (since,)))
        self.model.nonces = [each for each in self.model.nonces if each[0] >= horizon]

    @rule(note=st.binary(min_size=1, max_size=9), quorum=st.integers(0, 1))
    def sign(self, note: bytes, quorum: int) -> None:
        name = "update_checkpoint" if self.size in self.model.heads else "insert_checkpoint"
        self.write((name, (self.size, note, quorum)))
        self.model.heads[self.size] = quorum

    @rule(data=st.data())
    def thin(self, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, self.size))
        self.write(("delete_checkpoint", (at,)), ("delete_open_checkpoints", (at,)))
        self.model.heads = {size: q for size, q in self.model.heads.items() if size != at and (q or size > at)}

    @precondition(lambda self: self.postgresql)
    @rule()
    def a_second_writer_takes_over(self) -> None:
        sqlite, ours = self.stores
        expire(place())
        self.stores = [sqlite, open_store(place())]
        ours.close()

    @rule()
    def all_agree(self) -> None:
        model, half = self.model, self.size // 2
        sizes = {tuple(self.ask("select_size"))}
        assert sizes == {((self.size,),) if self.size else ()}
        for name in ("horizon_ms", "systems", "rollback_proof"):
            self.asked.add("select_state")
            assert [store.state(name, None) for store in self.stores] == [model.state.get(name)] * len(self.stores)
        assert sorted(map(tuple, self.ask("select_nonces"))) == sorted(model.nonces)
        read = b"".join(bodies for _, _, bodies, _ in self.ask("select_segments", 0, self.size))
        assert read == b"".join(model.leaves)
        assert [row[:2] for row in self.ask("select_bodies", half, self.size)] == [
            row[:2] for row in self.ask("select_segments", half, self.size)
        ]
        heads = sorted(size for size, quorum in model.heads.items() if quorum)
        assert [size for size, _ in self.ask("select_checkpoints", self.size)] == heads
        assert [size for size, _ in self.ask("select_newest_checkpoint", 1)] == heads[-1:]
        assert [size for size, _ in self.ask("select_newest_checkpoint", 0)] == sorted(model.heads)[-1:]
        self.ask("select_older_checkpoints", 0, self.size, 2)
        for name in ("select_uses", "select_registry", "select_month_keys", "count_tiles"):
            self.ask(name)
        self.ask("select_tile", 0, half)
        self.ask("select_tile_roots", 0, half, self.size)
        self.ask("select_newest_tile", 0)


@pytest.mark.budgeted
@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_stores_and_the_model_agree_on_every_statement(name: str) -> None:
    """PostgreSQL beside SQLite, so that both answer the same; SQLite alone for a run that starts no server."""
    machine: type[LogStores] = type("Machine", (LogStores,), {"postgresql": name == "postgresql", "asked": set()})
    run_state_machine_as_test(machine, settings=RUNS)
    assert machine.asked <= statements(SQL_FOLDER).keys() - NOT_ASKED
    if FULL:  # a quarter of the runs does not come by every statement
        assert machine.asked == statements(SQL_FOLDER).keys() - NOT_ASKED
