"""SIGTERM: calls under way are finished and answered, new ones find nobody, and the process goes."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Iterator

import pytest

from services.admin import asking
from tests.e2e import planted
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.caller import back_of
from tests.e2e.people import INVESTIGATOR
from tests.e2e.planted import KNOWN
from tests.e2e.processes import until
from tests.e2e.world import World, running
from tests.shared import PATIENCE_S


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("drain"), processes=1) as up:
        up.plant(planted.open_records())
        yield up


def under_way(world: World) -> int:
    """Calls that hold a slot of the edge, by its status."""
    found = asyncio.run(asking.statuses(world.files.hub.folder))
    return sum(one.calls_under_way for one in found.values() if one)


def test_drain_of_the_node(world: World) -> None:
    """The body of a call that is under way comes after the signal: it is answered, proven and logged all the same."""
    question, mark = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)), world.log.size()
    go, line = threading.Event(), world.fresh_line()

    def body() -> Iterator[bytes]:
        go.wait(PATIENCE_S)
        yield question.body

    call = line.channel.stream_unary(HISTORY).future(body(), timeout=PATIENCE_S, metadata=question.metadata())
    until(lambda: under_way(world), "the call holds its slot")
    os.kill(world.run["hub"].pid, signal.SIGTERM)
    until(lambda: not world.well(), "new callers find nobody")
    go.set()
    assert world.proven(question, back_of(call)).header.grpc_status == 0
    assert question.digest in {entry.open.request_sha256 for entry in world.log.since(mark)}
    assert world.run["hub"].wait(PATIENCE_S) == 0
    world.run.stop("hub")
    line.close()
    world.start_node()
    world.ready()


def test_summary_is_written_before_the_end(world: World) -> None:
    """What was refused without a leaf is counted in one, at the latest when the process goes."""
    mark = world.log.size()
    for _ in range(5):
        world.line().send(world.ask(HISTORY, audience="pk.nobody"))
    world.run.stop("hub")
    counts = [entry.open.counts for entry in world.log.entries(mark) if entry.open.kind == "SUMMARY"]
    assert [count.rpartition("/")[2] for one in counts for count in one if "addressee" in count] == ["addressee=5"]
    world.start_node()
    world.ready()
