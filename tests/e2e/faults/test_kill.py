"""``kill -9`` of an edge, of the writer, of the whole node, under load: nothing believed is lost, nothing is twice.

Three rounds unless ``RABTA_ROUNDS`` says how many.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import planted
from tests.e2e.faults.load import VERSIONS, WRITERS, Load
from tests.e2e.processes import until
from tests.e2e.world import World, running
from tests.shared import PATIENCE_S

ROUNDS = int(os.environ.get("RABTA_ROUNDS", "3"))
VICTIMS = ("edge", "writer", "node")


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Load]:
    limits = {"officer_per_hour": 100_000, "agency_per_hour": 100_000}
    with running(tmp_path_factory.mktemp("kill"), processes=2, witnesses=1, **limits) as world:
        world.plant(planted.open_records())
        yield Load(world)


def kill(world: World, victim: str) -> None:
    """At once, without a word; the whole node is started again as an operator's service manager would."""
    if victim == "node":
        world.run.kill_group("hub")
        world.start_node()
        return
    before = world.edges() if victim == "edge" else [world.writer()]
    os.kill(before[0], signal.SIGKILL)
    until(lambda: _replaced(world, victim, before), f"another {victim} has been started")


def _replaced(world: World, victim: str, before: list[int]) -> bool:
    try:
        now = world.edges() if victim == "edge" else [world.writer()]
    except IndexError:
        return False
    return len(now) == len(before) and before[0] not in now


def test_kill_of_the_supervisor_alone(load: Load) -> None:
    """Nothing of the node is left, so that it can be started again at once, on the same port and the same log."""
    world = load.world
    parts = [*world.edges(), world.writer()]
    assert len(parts) == 3
    world.run["hub"].kill()
    world.run["hub"].wait(PATIENCE_S)
    until(lambda: not [pid for pid in parts if Path(f"/proc/{pid}").exists()], "edges and writer are gone")
    world.run.stop("hub")
    world.start_node()
    world.ready()


@pytest.mark.parametrize("number", range(ROUNDS))
def test_kill(load: Load, number: int) -> None:
    world, victim = load.world, VICTIMS[number % len(VICTIMS)]
    held, failed = len(load.answers), load.unanswered
    load.start()
    until(lambda: len(load.answers) - held > 50, "the load is under way")
    kill(world, victim)
    if load.unanswered == failed and victim == "edge":
        kill(world, victim)
    world.ready()
    time.sleep(0.3)
    load.stop()
    assert load.unanswered - failed > 0, "the kill was not felt"
    assert world.run["hub"].poll() is None
    without_leaf(load)
    lost_or_doubled(load)


def without_leaf(load: Load) -> None:
    """Every OK answer a client holds has its leaf, that very one."""
    load.world.forget_log()
    entries = {entry.index: entry for entry in load.world.log.entries()}
    missing = [
        one
        for one in load.answers
        if one.index not in entries
        or (entries[one.index].commitment, entries[one.index].open.request_sha256)
        != (one.commitment, one.request_sha256)
    ]
    assert missing == []
    assert len({one.index for one in load.answers}) == len(load.answers)


def lost_or_doubled(load: Load) -> None:
    """Every page that was answered is held once, whole; and no page twice."""
    db = sqlite3.connect(f"file:{load.world.files.hub.folder / 'records.db'}?mode=ro", uri=True)
    stored = [tuple(row) for row in db.execute("select agency, record_id, version from head")]
    versions = db.execute("select count(*), count(distinct record || '/' || version), max(seq) from log").fetchone()
    pages = db.execute("select agency, count(*), max(page_number) from page group by agency").fetchall()
    db.close()
    expected = {(agency, one, 1) for agency in WRITERS for one in load.records[agency]}
    assert expected <= set(stored)
    assert len(stored) == len(set(stored))
    planted_records = len(planted.open_records())
    assert versions == (len(expected) + planted_records,) * 3
    assert all(count == highest for _, count, highest in pages)
    assert len(expected) % VERSIONS == 0
