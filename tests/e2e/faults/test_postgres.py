"""A hub whose records are on PostgreSQL: ``kill -9`` of the server in mid-import, and it is as if nothing had been.

The server waits for its disk here, as in production.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.client.check_answer import Proven
from tests.e2e import planted
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.faults.load import VERSIONS, WRITERS, Load
from tests.e2e.people import FIA, INVESTIGATOR
from tests.e2e.processes import until
from tests.e2e.world import World, running
from tests.fakes import record_maker as make
from tests.fakes.postgres import Server, synced_server

NUMBERS = "SELECT count(*), count(DISTINCT (record, version)), max(seq) FROM records.log"
HEADS = "SELECT agency, record_id, version FROM records.head"
PAGES = "SELECT agency, count(*), max(page_number) FROM records.page GROUP BY agency"
HEAD = "SELECT seq FROM records.log_head"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with synced_server("CREATE DATABASE hub") as made:
        yield made


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Load]:
    limits = {"officer_per_hour": 100_000, "agency_per_hour": 100_000}
    folder = tmp_path_factory.mktemp("postgres")
    with running(folder, processes=2, witnesses=1, store=server.address("hub"), **limits) as world:
        world.plant(planted.open_records())
        yield Load(world)


def history(world: World) -> Proven:
    """What an officer is told of the man that everybody knows of."""
    question = world.asking(INVESTIGATOR, HISTORY, history_of(planted.KNOWN))
    return world.proven(question, world.fresh_line(INVESTIGATOR.agency).send(question))


def test_a_page_goes_in_and_a_history_comes_out(load: Load, server: Server) -> None:
    assert not (load.world.files.hub.folder / "records.db").exists()
    told = history(load.world)
    assert told.header.grpc_status == 0
    assert told.body
    assert server.run(HEAD, "hub") == [(len(planted.open_records()),)]


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
    assert history(world).header.grpc_status == 0


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
