"""A hub whose records and log are on PostgreSQL, moved there from its files: ``kill -9`` of the server or of the log's
writer in mid-import, and it is as if nothing had been.

The server waits for its disk here, as in production.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.__main__ import main as read_log
from services.client.check_answer import Proven
from tests.e2e import planted
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.faults.load import VERSIONS, WRITERS, Believed, Load
from tests.e2e.faults.test_kill import without_leaf
from tests.e2e.people import FIA, INVESTIGATOR
from tests.e2e.processes import until
from tests.e2e.world import World, running
from tests.fakes import record_maker as make
from tests.fakes.postgres import Server, synced_server
from tests.integration.store.moves import migrate

NUMBERS = "SELECT count(*), count(DISTINCT (record, version)), max(seq) FROM records.log"
HEADS = "SELECT agency, record_id, version FROM records.head"
PAGES = "SELECT agency, count(*), max(page_number) FROM records.page GROUP BY agency"
HEAD = "SELECT seq FROM records.log_head"
TERM = "SELECT term FROM audit.lease"
MOVED = ("records.db", "linkage.db", "oversight.db", "log.db")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with synced_server("CREATE DATABASE hub", "CREATE DATABASE log") as made:
        yield made


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Load]:
    limits = {"officer_per_hour": 100_000, "agency_per_hour": 100_000}
    folder = tmp_path_factory.mktemp("postgres")
    with running(folder, processes=2, witnesses=1, **limits) as world:
        world.plant(planted.open_records())
        load = Load(world)
        ask(load)
        moved(load, server)
        yield load


def moved(load: Load, server: Server) -> None:
    """Brought while it serves, changed over while it is stopped, started on the database."""
    world, hub = load.world, load.world.files.hub.folder
    migrate(hub, server.address("hub"))
    migrate(hub, server.address("log"), "--log")
    ask(load)
    world.stop_node()
    migrate(hub, server.address("hub"), "--switch")
    migrate(hub, server.address("log"), "--log", "--switch")
    world.start_node()
    world.ready()


def ask(load: Load) -> Proven:
    """A history, whose answer must be found in the log ever after."""
    question = load.world.asking(INVESTIGATOR, HISTORY, history_of(planted.KNOWN))
    answer = load.world.proven(question, load.world.fresh_line(INVESTIGATOR.agency).send(question))
    assert answer.header.grpc_status == 0
    load.answers.append(Believed(answer.header.audit_index, answer.header.commitment, question.digest))
    return answer


def history(world: World) -> Proven:
    """What an officer is told of the man that everybody knows of."""
    question = world.asking(INVESTIGATOR, HISTORY, history_of(planted.KNOWN))
    return world.proven(question, world.fresh_line(INVESTIGATOR.agency).send(question))


def test_a_hub_goes_on_where_its_files_ended(load: Load, server: Server) -> None:
    """Its log too: one line of leaves under the same key, in which answers of before are found."""
    hub = load.world.files.hub.folder
    assert not [file for file in hub.rglob("*.db") if file.name in MOVED and file.parent in (hub, hub / "audit")]
    size = load.world.log.size()
    assert ask(load).body
    assert load.world.log.size() > size > 2
    assert server.run(HEAD, "hub") == [(len(planted.open_records()),)]
    without_leaf(load)
    assert recomputed(hub) == 0


def recomputed(hub: Path) -> int:
    return read_log(["--config", str(hub / "audit" / "writer.toml"), "--recompute"])


def test_a_writer_that_is_killed_leaves_its_lease_to_the_next(load: Load, server: Server) -> None:
    world, failed = load.world, load.unanswered
    term = server.run(TERM, "log")[0][0]
    load.start()
    until(lambda: len(load.answers) > 20, "the load is under way")
    os.kill(world.writer(), signal.SIGKILL)
    until(lambda: load.unanswered > failed, "the kill is felt")
    held = len(load.answers)
    until(lambda: len(load.answers) - held > 50, "the load goes on")
    load.stop()
    assert server.run(TERM, "log")[0][0] > term
    without_leaf(load)
    nothing_lost_or_doubled(load, server)


@pytest.mark.parametrize("number", range(2))
def test_a_server_that_is_killed_in_mid_import(load: Load, server: Server, number: int) -> None:
    world, held, failed = load.world, len(load.answers), load.unanswered
    edges = world.edges()
    load.start()
    until(lambda: len(load.answers) - held > 50, "the load is under way")
    server.kill()
    until(lambda: load.unanswered - failed > 20, "the kill is felt")
    server.start()
    held = len(load.answers)
    until(lambda: len(load.answers) - held > 50, "the load goes on")
    load.stop()
    assert world.edges() == edges, "no process of the hub ended for it"
    nothing_lost_or_doubled(load, server)
    without_leaf(load)
    assert history(world).header.grpc_status == 0
    assert recomputed(world.files.hub.folder) == 0


def test_a_hub_that_starts_while_the_server_is_away_serves_once_it_is_back(load: Load, server: Server) -> None:
    world, held = load.world, history(load.world).body
    server.kill()
    world.stop_node()
    world.start_node()
    until(lambda: "STORAGE_UNAVAILABLE" in world.run.said("hub"), "the hub says what it waits for")
    assert not world.well()
    server.start()
    world.ready()
    until(lambda: history(world).body == held, "each process has its store again")


def test_a_name_that_no_text_of_the_database_holds_is_refused_and_the_feed_goes_on(load: Load, server: Server) -> None:
    man, case = make.person(make.cnic(601), name="Load Man"), planted.ref("PB/LAHORE/ICHHRA/601/2022")
    bad, good = (make.party(name, agency=FIA, subject=man, case_references=case) for name in ("fia-\0-601", "fia-601"))
    answer = load.world.submit(FIA, [bad])
    assert (answer.accepted, len(answer.refused)) == (0, 1)
    assert load.world.submit(FIA, [good]).accepted == 1
    assert server.run("SELECT record_id FROM records.quarantine", "hub") == [("fia-\ufffd-601",)]


def nothing_lost_or_doubled(load: Load, server: Server) -> None:
    """Every page that was answered is held once, whole; numbers are dense; and no page is there twice."""
    expected = {(agency, one, 1) for agency in WRITERS for one in load.records[agency]}
    stored = [tuple(row) for row in server.run(HEADS, "hub")]
    assert expected <= set(stored)
    assert len(stored) == len(set(stored)) == len(expected) + len(planted.open_records())
    assert [tuple(row) for row in server.run(NUMBERS, "hub")] == [(len(stored),) * 3]
    assert all(count == highest for _, count, highest in server.run(PAGES, "hub"))
    assert len(expected) % VERSIONS == 0
