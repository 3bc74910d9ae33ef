"""Replays that wait: until after a restart, until nonces are forgotten, until a clock was moved and set back.

The parts of this federation run on a clock that the tests move.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rabta.audit.v1.audit_service_pb2 import ListNoticesResponse, OpenBreakGlassResponse
from rabta.audit.v1.receipt_pb2 import BREAK_GLASS_STATE_OPEN, BREAK_GLASS_STATE_WITHOUT_SECOND
from rabta.records.v1.records_service_pb2 import GetHistoryResponse

from audit.sqlite_store import SqliteStore
from services.records.authority.clocks import DAY_MS
from tests.e2e import planted
from tests.e2e.attacks.judging import answered, put, refused, unauthenticated
from tests.e2e.attacks.test_glass import join, look, notices, open_body, open_state
from tests.e2e.attacks.test_whose_word import man, on_paper, told
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.people import (
    AUDITOR,
    CHIEF,
    COLLEAGUE,
    CUSTOMS,
    FIA,
    INVESTIGATOR,
    PRISONS,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
    SINDH,
    SINDH_INVESTIGATOR,
    Officer,
)
from tests.e2e.planted import KNOWN, SPARED, ref
from tests.e2e.processes import until
from tests.e2e.world import World, running
from tests.fakes import record_maker as make

MINUTE = 60_000


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("later"), clocked=True, processes=1) as up:
        up.plant(planted.all_records())
        yield up


def pruned(world: World, at_least_ms: int) -> None:
    """Wait until the horizon has risen."""

    def horizon() -> int:
        store = SqliteStore(world.files.hub.folder / "audit" / "log.db", read_only=True)
        try:
            found: int = store.state("horizon_ms", 0)
            return found
        finally:
            store.close()

    until(lambda: horizon() >= at_least_ms, "nonces are forgotten")


def restart(world: World, how: int = signal.SIGTERM) -> None:
    """The writer alone; the edge finds it again by itself."""
    world.run.stop("writer", how)
    world.start_writer()


def test_replay_after_restart(world: World) -> None:
    """Of the writer, of the edge, by ``kill -9``: the nonce was consumed in the commit of its entry."""
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    answered(world, put(world, question))
    world.run.stop("edge-0", signal.SIGKILL)
    restart(world, signal.SIGKILL)
    world.start_edge()
    world.ready()
    line = world.fresh_line()
    refused(world, put(world, question, line), "REPLAYED", leaves=0)
    answered(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)), line))
    line.close()


def test_replay_after_its_window(world: World) -> None:
    """Nonces are forgotten when their requests could no longer be sent: the window refuses those."""
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    answered(world, put(world, question))
    world.clock.move(3 * MINUTE)
    pruned(world, question.said.exp_ms + 30_000)
    unauthenticated(put(world, question))
    answered(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))))


def test_approval_again_after_its_nonce_was_forgotten(world: World) -> None:
    """An approval lives longer than a request; it counts once in all its life."""
    body = history_of(SPARED)
    approval = world.approval(CHIEF, body)
    seen = put(world, world.ask(HISTORY, body, world.token(INVESTIGATOR), approval))
    assert GetHistoryResponse.FromString(answered(world, seen)).history.timeline
    world.clock.move(3 * MINUTE)
    pruned(world, seen.question.said.exp_ms + 30_000)
    time.sleep(0.5)
    again = world.ask(HISTORY, body, world.token(INVESTIGATOR), approval)
    refused(world, put(world, again), "REPLAYED", leaves=0)


def broken(world: World, officer: Officer) -> OpenBreakGlassResponse:
    """A session that is open."""
    session = open_state(world, officer, open_body())
    assert session.state == BREAK_GLASS_STATE_OPEN
    answered(world, look(world, officer, KNOWN, session.break_glass))
    return session


def later(world: World, time_ms: int) -> None:
    """A second after a time."""
    world.clock.move(time_ms - world.clock.now() + 1000)
    restart(world)
    world.ready()


def test_glass_without_a_second_person(world: World) -> None:
    """An hour after its opening the session ends, and oversight, whose chief is called, sees it so; nobody joins it then."""
    session = broken(world, COLLEAGUE)
    later(world, session.second_until_ms)
    refused(world, look(world, COLLEAGUE, KNOWN, session.break_glass), "BREAK_GLASS_INVALID")
    refused(world, join(world, session.break_glass, SINDH_INVESTIGATOR), "BREAK_GLASS_INVALID", leaves=2)
    listed = ListNoticesResponse.FromString(notices(world, AUDITOR)).notices
    (found,) = (each for each in listed if each.break_glass == session.break_glass)
    assert found.state == BREAK_GLASS_STATE_WITHOUT_SECOND


def test_glass_expired(world: World) -> None:
    """Four hours are the server's to set: a second later the session opens nothing. A second person keeps it till then."""
    session = broken(world, SINDH_INVESTIGATOR)
    answered(world, join(world, session.break_glass, COLLEAGUE), leaves=2)
    later(world, session.second_until_ms)
    answered(world, look(world, SINDH_INVESTIGATOR, KNOWN, session.break_glass))
    later(world, session.expires_ms)
    refused(world, look(world, SINDH_INVESTIGATOR, KNOWN, session.break_glass), "BREAK_GLASS_INVALID")


def test_glass_is_told_by_the_month(world: World) -> None:
    """The owner of what was read is told in the next month how many sessions there were, and nothing else."""
    month = datetime.fromtimestamp(world.clock.now() / 1000, UTC)
    first = month.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    next_month = int((first + timedelta(days=32)).replace(day=1).timestamp() * 1000)
    before = notices(world, RECORDERS[FIA])
    session = broken(world, replace(SINDH_INVESTIGATOR, id="sd-3088"))
    assert notices(world, RECORDERS[FIA]) == before
    later(world, next_month)
    told = ListNoticesResponse.FromString(notices(world, RECORDERS[FIA]))
    assert [each.month for each in told.months][-1] == f"{month:%Y-%m}"
    assert session.break_glass.encode() not in told.SerializeToString()


def test_replay_after_prune(world: World) -> None:
    """An edge whose clock is behind would still take it: the horizon does not."""
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    answered(world, put(world, question))
    world.clock.move(3 * MINUTE, "writer", "steady", "witness")
    try:
        pruned(world, question.said.exp_ms + 30_000)
        refused(world, put(world, question), "REPLAYED", leaves=0)
    finally:
        world.clock.move(3 * MINUTE, "edge")
    answered(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))))


def test_clock_forward_prune_back_replay(world: World) -> None:
    """The horizon only rises: what ended below it is refused whatever the clock says by then."""
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    answered(world, put(world, question))
    world.clock.move(10 * MINUTE)
    restart(world)
    pruned(world, question.said.exp_ms + 30_000)
    world.clock.move(-10 * MINUTE)
    restart(world)
    until(lambda: put(world, question).back.text == "REPLAYED", "the log is open again")
    refused(world, put(world, question), "REPLAYED", leaves=0)
    honest = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    refused(world, put(world, honest), "REPLAYED", leaves=0)
    world.clock.move(11 * MINUTE)
    restart(world)
    world.ready()
    answered(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))))


def test_a_second_speaker_restarts_no_clock_of_an_order_on_paper(world: World) -> None:
    """Two agencies with a part, one after the other: what others hold comes back 14 days after the first, for good."""
    who, case = man(63), ref("SD/KARACHI/ARTILLERY MAIDAN/9901/2023")
    mine = make.case_file("sd-served", agency=SINDH, case_references=case)
    theirs = make.custody("cu-served", "ARREST", "2023-05-03", agency=CUSTOMS, subject=who, case_references=case)
    numbers = (*case, *ref("LHR/9901/2023", "PRISON_UNDER_TRIAL"), *ref("LHC/9901/2023", "ORDER"))
    admitted = make.custody(
        "pr-served", "ADMISSION", "2023-05-10", agency=PRISONS, subject=who, case_references=numbers
    )
    world.plant([mine, theirs, admitted])
    assert "cu-served" in told(world, PUNJAB_INVESTIGATOR, who)
    world.plant([on_paper(SINDH, "SEALED", who, case, "sd-paper")])
    assert "cu-served" not in told(world, PUNJAB_INVESTIGATOR, who)
    later(world, world.clock.now() + 13 * DAY_MS)
    world.plant([on_paper(PRISONS, "SEALED", who, case, "pr-paper")])
    assert "cu-served" not in told(world, PUNJAB_INVESTIGATOR, who)
    later(world, world.clock.now() + DAY_MS)
    assert "cu-served" in told(world, PUNJAB_INVESTIGATOR, who)
