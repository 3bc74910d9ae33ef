"""Writer, disks, witnesses, clocks, certificates: the documented refusal, then recovery without help and without loss.

The parts of this federation run one by one, on a clock that the tests move.
"""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rabta.audit.v1.audit_service_pb2 import (
    GetEntriesRequest,
    GetReceiptsRequest,
    ListNoticesRequest,
    OpenBreakGlassRequest,
    OpenBreakGlassResponse,
)
from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest
from rabta.records.v1.records_service_pb2 import SubmitPageResponse

from services.client.check_answer import Sent, check_answer
from services.client.errors import Unproven
from services.membership import governance
from services.membership import provision as provide
from services.membership.certificates import Authority
from tests.e2e import planted
from tests.e2e.attacks.judging import answered, put, refused, unauthenticated
from tests.e2e.attacks.test_glass import OPEN, WHY
from tests.e2e.attacks.test_hidden import NOTICES
from tests.e2e.attacks.test_hidden_log import ENTRIES, RECEIPTS
from tests.e2e.bodies import GET_REGISTRY, HISTORY, SUBMIT, history_of, submission
from tests.e2e.faults.status import status_of
from tests.e2e.federation import WITNESSES, now_ms
from tests.e2e.people import AUDITOR, COLLEAGUE, FIA, INVESTIGATOR, PUNJAB, RECORDERS
from tests.e2e.planted import KNOWN, ref
from tests.e2e.processes import children, until
from tests.e2e.world import World, running
from tests.fakes import record_maker as make
from tests.fakes.certificates import make_certificate
from tests.shared import PATIENCE_S

MINUTE, DAY = 60_000, 86_400_000


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("faults"), clocked=True, processes=1, witnesses=4) as up:
        up.plant(planted.open_records())
        yield up


def honest(world: World) -> None:
    answered(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))))


def new_page(world: World, number: int = 1) -> bytes:
    """Body of a page that Punjab has not sent yet."""
    man, case = make.person(make.cnic(500)), ref("PB/LAHORE/ICHHRA/601/2022")
    names = [f"pb-fault-{os.urandom(6).hex()}" for _ in range(number)]
    made = [make.party(one, agency=PUNJAB, subject=man, case_references=case) for one in names]
    return submission(world.page(PUNJAB, made), f"fault-{os.urandom(6).hex()}")


def send_page(world: World, body: bytes) -> SubmitPageResponse:
    """It goes in, now or when it was lost before, once."""
    answer = SubmitPageResponse.FromString(
        answered(world, put(world, world.asking(RECORDERS[PUNJAB], SUBMIT, body)), leaves=2)
    )
    world.feeds[PUNJAB] = (answer.page_number, answer.chain_sha256)
    assert answer.accepted >= 1
    return answer


def test_writer_dead(world: World) -> None:
    """No entry, no answer: signed, without leaf, without data; then by itself."""
    body = new_page(world)
    world.run.stop("writer", signal.SIGKILL)
    until(lambda: not answers(world), "the edge has noticed")
    for question in (
        world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)),
        world.asking(RECORDERS[PUNJAB], SUBMIT, body),
        world.ask(GET_REGISTRY, GetRegistryRequest().SerializeToString()),
        world.ask(RECEIPTS, GetReceiptsRequest().SerializeToString()),
        world.asking(INVESTIGATOR, HISTORY, b"\xff"),
    ):
        refused(world, put(world, question), "AUDIT_UNAVAILABLE", leaves=0, cause="UNAVAILABLE")
    unauthenticated(put(world, world.ask(GET_REGISTRY), world.line(PUNJAB)))
    world.start_writer()
    world.ready()
    honest(world)
    send_page(world, body)


def answers(world: World) -> bool:
    question = world.ask(GET_REGISTRY, GetRegistryRequest().SerializeToString())
    return world.line().send(question, timeout=5).code == 0


def test_writer_hangs(world: World) -> None:
    """It says nothing for a while: the caller's deadline passes, and nothing of the call is logged afterwards."""
    question, mark = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)), world.log.size()
    os.kill(world.writer(), signal.SIGSTOP)
    try:
        back = world.line().send(question, timeout=1.5)
        assert back.code in (4, 14)
        assert back.body == b""
        time.sleep(0.5)
    finally:
        os.kill(world.writer(), signal.SIGCONT)
    world.ready()
    honest(world)
    assert question.digest not in {entry.open.request_sha256 for entry in world.log.since(mark)}
    answered(world, put(world, question))


def limited(pid: int, size: int) -> None:
    """No file of this process grows beyond ``size`` bytes."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def largest(*files: Path) -> int:
    return max(path.stat().st_size for path in files if path.exists())


def test_log_disk_full(world: World) -> None:
    """The log's disk is full: no entry, no answer; with room again, by itself, and no leaf is missing."""
    audit = world.files.hub.folder / "audit"
    limited(world.writer(), largest(*audit.glob("log.db*")) + 16_384)
    body = new_page(world)
    try:
        for _ in range(400):
            seen = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)))
            if seen.back.code:
                break
            answered(world, seen)
        refused(world, seen, "AUDIT_UNAVAILABLE", leaves=0, cause="UNAVAILABLE")
        seen = put(world, world.asking(RECORDERS[PUNJAB], SUBMIT, body))
        refused(world, seen, "AUDIT_UNAVAILABLE", leaves=0)
    finally:
        limited(world.writer(), resource.RLIM_INFINITY)
    until(lambda: answers(world), "there is room again")
    honest(world)
    send_page(world, body)
    indexes = [entry.index for entry in world.log.entries()]
    assert len(indexes) == len(set(indexes)) >= world.log.size() - 2


def test_call_lines_cannot_be_written(world: World) -> None:
    """A line of the operator's call log is lost, the call is not: its entry is in the log that counts."""
    (edge,) = world.edges()
    lines = world.files.hub.folder / "calls.log"
    limited(edge, lines.stat().st_size)
    held = lines.read_bytes()
    try:
        for _ in range(3):
            honest(world)
        refused(world, put(world, world.asking(INVESTIGATOR, HISTORY, b"\xff")), "INVALID_ARGUMENT")
        assert lines.read_bytes() == held
    finally:
        limited(edge, resource.RLIM_INFINITY)
    honest(world)
    until(lambda: lines.stat().st_size > len(held), "lines are written again")


def test_records_disk_full(world: World) -> None:
    """The store's disk is full: what is stored is read, what is new is refused, nothing is half in."""
    (edge,) = world.edges()
    writing = children(edge, "services.node.change_worker")
    assert len(writing) == 1
    for pid in (edge, *writing):
        limited(pid, largest(*world.files.hub.folder.glob("records.db*")) // 4096 * 4096)
    body = new_page(world)
    try:
        honest(world)
        refused(world, put(world, world.asking(RECORDERS[PUNJAB], SUBMIT, body)), "STORAGE_UNAVAILABLE", leaves=2)
        honest(world)
    finally:
        for pid in (edge, *writing):
            limited(pid, resource.RLIM_INFINITY)
    honest(world)
    send_page(world, body)


def test_store_at_its_own_bound(world: World) -> None:
    """``store_pages``: the same refusal at the bound that the operator set; with another setting it goes on."""
    settings = world.files.hub.folder / "settings.toml"
    held = settings.read_text("utf-8")
    settings.write_text(f"{held}store_pages = 1\n", "utf-8")
    restart_edge(world)
    honest(world)
    for _ in range(100):
        body = new_page(world, 40)
        seen = put(world, world.asking(RECORDERS[PUNJAB], SUBMIT, body))
        if seen.back.code:
            break
        answer = SubmitPageResponse.FromString(answered(world, seen, leaves=2))
        world.feeds[PUNJAB] = (answer.page_number, answer.chain_sha256)
    refused(world, seen, "STORAGE_UNAVAILABLE", leaves=2)
    honest(world)
    settings.write_text(held, "utf-8")
    restart_edge(world)
    send_page(world, body)


def restart_edge(world: World) -> None:
    world.run.stop("edge-0")
    world.start_edge()
    world.ready()


def test_clock_ahead(world: World) -> None:
    """The writer's clock is off by more than 30 s from what its witnesses say: CLOCK; set right, by itself."""
    honest(world)
    for by_ms in (MINUTE, -MINUTE):
        world.clock.move(by_ms, "writer")
        try:
            seen = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)))
            refused(world, seen, "AUDIT_UNAVAILABLE", leaves=0, cause="CLOCK")
        finally:
            world.clock.move(-by_ms, "writer")
        honest(world)


def test_clock_of_an_edge(world: World) -> None:
    """An edge's own clock is off: callers' windows do not fit, and nobody is let in.

    For a second an edge may hold the writer's clock wrong, as it was before.
    """
    world.clock.move(5 * MINUTE, "edge")
    stamped: dict[str, Any] = {"iat_ms": now_ms(), "exp_ms": now_ms() + MINUTE}
    try:
        until(lambda: put(world, world.ask(GET_REGISTRY, **stamped)).back.code == 16, "the writer's clock is right")
        unauthenticated(put(world, world.ask(GET_REGISTRY, **stamped)))
    finally:
        world.clock.move(-5 * MINUTE, "edge")
    honest(world)


@pytest.mark.parametrize("by_ms", [-10 * MINUTE, -MINUTE, 45_000, 2 * MINUTE, 10 * MINUTE])
def test_clock_of_the_hub(world: World, by_ms: int) -> None:
    """The whole machine's clock is off: signed, named, and believed by who asks; it shows in status; set right, by itself."""
    honest(world)
    world.clock.move(by_ms, "writer", "edge")
    try:
        question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN), iat_ms=now_ms(), exp_ms=now_ms() + MINUTE)
        until(lambda: world.line().send(question, timeout=5).trailing, "the edge knows that its clock is off")
        assert _refused_for_clock(world)
        shown = status_of(world.files.hub.folder)
        assert "log refusing" in shown
        assert all(f"clock of witness {agency}" in shown for agency in WITNESSES), shown
    finally:
        world.clock.move(-by_ms, "writer", "edge")
    until(lambda: answers(world), "the clock is right again")
    honest(world)


def _refused_for_clock(world: World) -> bool:
    """By a client whose own clock is right."""
    stamped: dict[str, Any] = {"iat_ms": time.time_ns() // 1_000_000, "exp_ms": time.time_ns() // 1_000_000 + MINUTE}
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN), **stamped)
    said = question.said
    back = world.line().send(question, timeout=PATIENCE_S)
    sent = Sent(question.method, said.issuer, said.nonce, question.digest, said.registry_version)
    found = check_answer(sent, back.received, world.chain, time.time_ns() // 1_000_000)
    assert (found.header.no_leaf, found.body) == (True, b"")
    return b"CLOCK" in found.details


def test_witnesses_stale(world: World) -> None:
    """One below the quorum for 16 minutes: WITNESS_STALE but for proofs, notices and an open break-glass session."""
    opened = put(world, world.asking(COLLEAGUE, OPEN, _glass()))
    session = OpenBreakGlassResponse.FromString(answered(world, opened, leaves=2)).break_glass
    gone = [f"witness-{agency}" for agency in WITNESSES[:2]]
    for name in gone:
        world.run.stop(name)
    world.clock.move(16 * MINUTE)
    refused(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))), "WITNESS_STALE")
    body = new_page(world)
    for question in (world.asking(RECORDERS[PUNJAB], SUBMIT, body), world.asking(COLLEAGUE, OPEN, _glass())):
        refused(world, put(world, question), "WITNESS_STALE")
    for question in (
        world.ask(RECEIPTS, GetReceiptsRequest().SerializeToString()),
        world.asking(AUDITOR, ENTRIES, GetEntriesRequest(start=0, count=5).SerializeToString()),
        world.asking(RECORDERS[FIA], NOTICES, ListNoticesRequest().SerializeToString()),
        world.asking(COLLEAGUE, HISTORY, history_of(KNOWN, break_glass=session)),
        world.ask(GET_REGISTRY, GetRegistryRequest().SerializeToString()),
    ):
        seen = put(world, question)
        answered(world, seen)
        assert world.proven(question, seen.back).header.witness_stale
    world.start_witnesses(gone)
    until(lambda: fresh(world), "witnesses are back, and the log by itself")
    seen = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)))
    answered(world, seen)
    assert not world.proven(seen.question, seen.back).header.witness_stale
    send_page(world, body)


def _glass() -> bytes:
    return OpenBreakGlassRequest(justification=WHY, request_id=f"stale-{os.urandom(6).hex()}").SerializeToString()


def fresh(world: World) -> bool:
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    return world.line().send(question, timeout=5).code == 0


def test_certificate_expired(world: World) -> None:
    """A quarter later every certificate of the registry has run out: nobody is let in until governance lists new ones."""
    node, authority = world.node(FIA), Authority.load(world.files.name, world.files.folder)
    row = make_certificate(node, authority, now_ms(), days=200)
    line = world.fresh_line(FIA, "node", 3)
    world.clock.move(91 * DAY)
    unauthenticated(put(world, world.ask(GET_REGISTRY), world.line(FIA)))
    unauthenticated(put(world, world.ask(GET_REGISTRY), line))
    draft = provide.draft_of(world.files, now_ms())
    provide.save_draft(world.files, governance.add_thumbprint(draft, FIA, "node", row))
    provide.sign_and_publish(world.files)
    world.reload()

    def let_in() -> bool:
        question = world.ask(GET_REGISTRY)
        try:
            return world.proven(question, line.send(question, timeout=5)).header.registry_version == 2
        except Unproven:
            return False

    until(let_in, "the edge has taken up the new version")
    unauthenticated(put(world, world.ask(GET_REGISTRY), world.line(FIA)))
    line.close()
    assert time.time() < 1e11
