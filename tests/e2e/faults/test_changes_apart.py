"""Pages are judged beside the edges: a page that takes long holds no read, and a judge that is killed loses none."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from functools import partial

import pytest
from rabta.records.v1.records_service_pb2 import SubmitPageResponse

from tests.e2e import planted
from tests.e2e.bodies import HISTORY, SUBMIT, history_of, submission
from tests.e2e.faults.load import VERSIONS, Load
from tests.e2e.faults.test_kill import lost_or_doubled, without_leaf
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB, RECORDERS
from tests.e2e.planted import KNOWN, ref
from tests.e2e.processes import children, until
from tests.e2e.world import World, running
from tests.fakes import record_maker as make
from tests.shared import PATIENCE_S

KILLS = 3


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Load]:
    limits = {"officer_per_hour": 100_000, "agency_per_hour": 100_000}
    with running(tmp_path_factory.mktemp("apart"), processes=2, witnesses=1, **limits) as world:
        world.plant(planted.open_records())
        yield Load(world)


def judges(world: World) -> list[int]:
    """Of each edge, the process that does its changes; they are there before the first page is."""
    return [pid for edge in world.edges() for pid in children(edge, "services.node.change_worker")]


def read(world: World) -> float:
    """Seconds that another agency's history takes."""
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    since = time.monotonic()
    assert world.proven(question, world.line(FIA).send(question, timeout=PATIENCE_S)).header.grpc_status == 0
    return time.monotonic() - since


@pytest.mark.parametrize("then", [signal.SIGCONT, signal.SIGKILL])
def test_a_page_that_is_judged_for_ever_holds_no_read_and_is_answered_after_all(load: Load, then: int) -> None:
    world, ids = load.world, [f"held-{then}-{number}" for number in range(VERSIONS)]
    until(lambda: len(judges(world)) == 2, "each edge has its own")
    held = judges(world)
    for pid in held:
        os.kill(pid, signal.SIGSTOP)
    man = make.person(make.cnic(77), name="Held Man")
    case = ref("PB/LAHORE/ICHHRA/601/2022")
    page = world.page(PUNJAB, [make.party(one, agency=PUNJAB, subject=man, case_references=case) for one in ids])
    question = world.asking(RECORDERS[PUNJAB], SUBMIT, submission(page, f"held-request-{then}"))
    under_way = world.line(PUNJAB).later(question, timeout=60)
    try:
        assert max(read(world) for _ in range(20)) < 2.0
        assert not stored(world, ids[0])
    finally:
        for pid in held:
            os.kill(pid, then)
    answer = SubmitPageResponse.FromString(world.proven(question, under_way()).body)
    assert answer.accepted == VERSIONS
    world.feeds[PUNJAB] = (answer.page_number, answer.chain_sha256)
    load.records[PUNJAB] += ids
    lost_or_doubled(load)


def stored(world: World, record_id: str) -> bool:
    db = sqlite3.connect(f"file:{world.files.hub.folder / 'records.db'}?mode=ro", uri=True)
    found = db.execute("select count(*) from head where record_id = ?", (record_id,)).fetchone()[0]
    db.close()
    return bool(found)


def more_than(load: Load, number: int) -> bool:
    return sum(map(len, load.records.values())) > number


def two_others(world: World, before: list[int]) -> bool:
    return len(set(judges(world)) - set(before)) == 2


def test_judges_that_are_killed_under_load_lose_no_page_and_take_none_twice(load: Load) -> None:
    world = load.world
    load.start()
    for _ in range(KILLS):
        until(partial(more_than, load, sum(map(len, load.records.values())) + 30), "pages go in")
        before = judges(world)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        until(partial(two_others, world, before), "others are there")
    load.stop()
    without_leaf(load)
    lost_or_doubled(load)
