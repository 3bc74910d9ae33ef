"""The tree at the start: proved at its edge without reading the log, read whole on demand and while it serves."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.__main__ import _recompute
from audit.checkpoint import Checkpoint, sign_checkpoint
from audit.leaves import store_plain
from audit.log import Log
from audit.merkle import leaf_hash
from audit.note import Note
from audit.refusal import Refusal
from audit.resume import proven_head, resume, stored_tree
from audit.settings import WriterSettings
from audit.sqlite_store import SqliteStore
from audit.store import Row, StoreError
from audit.sweep import damage_known
from audit.tree import Tree, finish, reading_on, recompute, root_of
from tests.budget import budget
from tests.unit.audit.logs import MemoryLog, log_signer
from tests.unit.audit.witnessed import answer, witnessed_settings
from tests.unit.audit.writers import ORIGIN, SetClock, append, make_settings, opened, request


class CountingStore(SqliteStore):
    """A store that counts the statements it runs."""

    asked = 0

    def rows(self, name: str, *values: Any) -> list[Row]:
        self.asked += 1
        return super().rows(name, *values)


def filled(path: Path, *steps: int) -> CountingStore:
    """A log of plain leaves, in commits of these sizes."""
    store, tree = CountingStore(path), Tree()
    for step in steps:
        data = [index.to_bytes(8, "big") * 5 for index in range(tree.size, tree.size + step)]
        with store.transaction():
            for index, leaf in enumerate(data, tree.size):
                store_plain(store, index, leaf)
            tree, rows = tree.grown([leaf_hash(leaf) for leaf in data])
            store.many("insert_tile", rows)
    return store


@budget(25)
@given(st.data(), st.lists(st.integers(1, 700), min_size=1, max_size=4))
def test_any_log_at_any_cut_is_resumed_as_it_is_recomputed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, steps: list[int]
) -> None:
    store = filled(tmp_path_factory.mktemp("log") / "log.db", *steps)
    whole, cut = recompute(store), data.draw(st.integers(0, sum(steps)), label="cut")
    edge = stored_tree(store, cut)
    assert (edge.size, finish(reading_on(store, edge))) == (cut, whole)
    assert resume(store, Checkpoint(ORIGIN, cut, root_of(store, cut))) == whole
    with pytest.raises(StoreError, match="newest cosigned checkpoint covers"):
        resume(store, Checkpoint(ORIGIN, cut, bytes(32)))
    store.close()


def test_a_log_of_several_levels_is_resumed_with_as_many_statements_as_a_short_one(tmp_path: Path) -> None:
    asked = []
    for size in (1000, 70_000):
        store = filled(tmp_path / f"{size}.db", size)
        head = Checkpoint(ORIGIN, size - 3, root_of(store, size - 3))
        store.asked = 0
        tree = resume(store, head)
        asked.append(store.asked)
        assert tree == recompute(store)
        assert store.asked > size // 256
        store.close()
    assert asked[1] <= asked[0] + 4 < 40


def test_a_checkpoint_beyond_the_end_is_refused(tmp_path: Path) -> None:
    store = filled(tmp_path / "log.db", 600)
    for size in (601, 900, 70_000):
        with pytest.raises(StoreError):
            resume(store, Checkpoint(ORIGIN, size, bytes(32)))
        with pytest.raises(StoreError, match="at the end of the log are missing"):
            stored_tree(store, size)
    store.close()


EDGE = {
    "a commitment of the last tile changed": "UPDATE segment SET bodies = CAST(zeroblob(32) || substr(bodies, 33) AS BLOB)"
    " WHERE first_idx = 600",
    "a segment across the last tile removed": "DELETE FROM segment WHERE first_idx = 500",
    "the last segment removed": "DELETE FROM segment WHERE first_idx = (SELECT max(first_idx) FROM segment)",
    "the last segment cut": "UPDATE segment SET bodies = substr(bodies, 2) WHERE first_idx = 600",
    "a tile's root changed": "UPDATE tile SET root = zeroblob(32) WHERE idx = 0",
    "a tile removed": "DELETE FROM tile WHERE idx = 0",
    "a tile too many": "INSERT INTO tile VALUES (1, 0, zeroblob(32))",
    "a tile after the last": "INSERT INTO tile VALUES (0, 9, zeroblob(32))",
    "a leaf after a gap": "INSERT INTO segment VALUES (5000, 1, zeroblob(41), NULL)",
}
INNER = {
    "a commitment changed": "UPDATE segment SET bodies = CAST(zeroblob(32) || substr(bodies, 33) AS BLOB) WHERE first_idx = 0",
    "a segment cut": "UPDATE segment SET bodies = substr(bodies, 2) WHERE first_idx = 0",
    "an entry made plain": "UPDATE segment SET sealed = NULL WHERE first_idx = 0",
    "a segment removed": "DELETE FROM segment WHERE first_idx = 100",
}


def seven_hundred(base: Path) -> WriterSettings:
    config = make_settings(base, clock=SetClock(), steady=SetClock())
    with opened(config) as log:
        for _ in range(7):
            append(log, *[request() for _ in range(100)])
        log.tick()
    return config


def change(config: WriterSettings, statement: str) -> None:
    database = sqlite3.connect(config.database)
    assert database.execute(statement).rowcount > 0
    database.commit()
    database.close()


def swept(log: Log) -> str:
    """What the sweep says at its end."""
    return next(filter(None, (log.sweep.go_on() for _ in range(20))))


@pytest.mark.parametrize("statement", EDGE.values(), ids=EDGE.keys())
def test_damage_at_the_edge_stops_the_start(tmp_path: Path, statement: str) -> None:
    config = seven_hundred(tmp_path)
    change(config, statement)
    with pytest.raises(StoreError), opened(config):
        pass


@pytest.mark.parametrize("statement", INNER.values(), ids=INNER.keys())
def test_damage_deep_inside_stops_the_log_while_it_serves_and_its_next_start(tmp_path: Path, statement: str) -> None:
    config = seven_hundred(tmp_path)
    change(config, statement)
    with pytest.raises(StoreError):
        _recompute(config)
    with opened(config) as log:
        assert append(log, request()) == [700], "a start does not see it"
        assert swept(log).startswith("alarm: the log is damaged")
        assert append(log, request()) == [Refusal.UNAVAILABLE]
        assert log.tick() is None, "nothing is signed any more"
        assert log.sweep.go_on() == ""
    with pytest.raises(StoreError), opened(config):
        pass


def test_a_whole_log_is_read_again_while_it_grows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = seven_hundred(tmp_path)
    with opened(config) as log:
        append(log, *[request() for _ in range(40)])
        assert swept(log) == "log read again and whole: 740 leaves"
        assert append(log, request()) == [740]
        _recompute(config)
    assert capsys.readouterr().out == "log recomputed: 741 leaves hold\n"


def test_a_log_that_is_put_back_whole_opens_after_one_whole_reading(tmp_path: Path) -> None:
    config = seven_hundred(tmp_path)
    with opened(config) as log:
        log.store.set_state("damage", "stored tiles are not of the stored leaves")
    with opened(config) as log:
        assert not damage_known(log.store)
        assert append(log, request()) == [700]
        assert log.sweep.go_on() == "", "all of it was read"


def test_only_what_todays_quorum_cosigned_spares_the_reading(tmp_path: Path) -> None:
    config = witnessed_settings(tmp_path)
    with opened(config) as log:
        answer(log, 0, 1, 2, 3)
        for _ in range(3):
            append(log, *[request() for _ in range(100)])
        answer(log, 0, 1, 2)
        head = proven_head(log.store, log.vkey, config.witness_quorum())
        assert head is not None
        assert head.size == 300
    change(config, INNER["a commitment changed"])
    with opened(config) as log:
        assert not log.sweep.damage
    with pytest.raises(StoreError), opened(replace(config, quorum=4)):
        pass


def test_a_checkpoint_that_the_log_did_not_sign_or_of_another_size_is_refused(tmp_path: Path) -> None:
    config = seven_hundred(tmp_path)
    with opened(config) as log:
        signed, key = log.heads.note, log.vkey
        foreign = sign_checkpoint(Checkpoint.parse(Note.parse(signed).text), log_signer(9))
        for size, note in ((701, signed), (702, foreign), (703, MemoryLog([b"x"], log_signer(8)).note(1))):
            log.store.run("insert_checkpoint", size, note, 1)
            with pytest.raises(StoreError, match="newest cosigned checkpoint is"):
                proven_head(log.store, key, None)
