"""``kill -9`` of the hub's projector: another comes, and the graph holds every change once."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from rabta.linkage.v1 import feed_pb2
from rabta.linkage.v1 import graph_pb2 as gp
from rabta.linkage.v1 import question_pb2 as pb
from typer.testing import CliRunner

from services.cli.main import app
from tests.e2e import network as net
from tests.e2e import planted
from tests.e2e.people import FIA, PUNJAB, RECORDERS
from tests.e2e.planted import ref
from tests.e2e.processes import children, until
from tests.e2e.world import NETWORK, World, running
from tests.fakes import record_maker as make

CALLS = 400
"""Rows of each page of a feed."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("projector"), targets=NETWORK, processes=1) as up:
        up.plant(planted.open_records())
        net.plant_feeds(up)
        net.graph_ready(up)
        yield up


def projector(world: World) -> int:
    """Its process id, and 0 while there is none."""
    return next(iter(children(world.run["hub"].pid, "--role projector")), 0)


def compared(world: World) -> str:
    """What `rabta graph check` says of the graph beside its sources."""
    return CliRunner().invoke(app, ["graph", "check", str(world.files.hub.folder)]).output


def put_in(world: World, number: int) -> None:
    """A record and a page of calls."""
    man = make.person(make.cnic(700 + number), name="Killed Projector")
    name, case = f"pb-projector-{number}", ref("PB/LAHORE/ICHHRA/602/2022")
    world.plant([make.party(name, agency=PUNJAB, subject=man, case_references=case)])
    body = net.page(net.WARRANT, "CDR", page_of(number))
    taken = net.told(world, RECORDERS[FIA], "ImportFeedPage", body, feed_pb2.ImportFeedPageResponse)
    assert taken.added == CALLS


@pytest.mark.parametrize(("number", "at_work_s"), [(1, 0.0), (2, 0.05), (3, 0.2), (4, 0.5)])
def test_what_a_killed_projector_left_is_written_once(world: World, number: int, at_work_s: float) -> None:
    """It is held while changes come in, let go for a moment, and killed; the edge and the log go on."""
    until(lambda: projector(world) and "no difference" in compared(world), "the graph is level")
    held, edges, writer = projector(world), world.edges(), world.writer()
    os.kill(held, signal.SIGSTOP)
    try:
        put_in(world, number)
        assert "behind" in compared(world), "there is something to lose"
        os.kill(held, signal.SIGCONT)
        time.sleep(at_work_s)
    finally:
        os.kill(held, signal.SIGKILL)
    until(lambda: projector(world) not in (0, held), "another one has been started")
    until(lambda: "no difference" in compared(world), "the graph is level again")
    assert (world.edges(), world.writer()) == (edges, writer)
    assert shown(world, number) == sent(number)


def sent(number: int) -> list[tuple[str, str, int]]:
    """The calls of a page that its busiest phone is an end of: from, to, when."""
    calls = [(each.start.id, each.end.id, each.at_ms) for each in page_of(number)]
    return sorted(call for call in calls if busiest(number) in call)


def shown(world: World, number: int) -> list[tuple[str, str, int]]:
    """The same as an answer shows them."""
    start = gp.NodeKey(kind=gp.NODE_KIND_PHONE, id=busiest(number))
    request = pb.TimelineRequest(of=[start]).SerializeToString()
    found = net.told(world, net.WARRANTED, "Timeline", request, pb.TimelineResponse).answer.edges
    return sorted((each.start.id, each.end.id, each.at_ms) for each in found if each.kind == gp.EDGE_KIND_CALLED)


def page_of(number: int) -> list[feed_pb2.FeedEdge]:
    return net.web_of_calls(20_000 + number * (CALLS + 1), CALLS + 1)


def busiest(number: int) -> str:
    ends = Counter(end for each in page_of(number) for end in (each.start.id, each.end.id))
    return ends.most_common(1)[0][0]
