"""Certificates, connections, streams: who may connect, and what a connection can do to the server."""

from __future__ import annotations

import socket
from pathlib import Path

import grpc
import pytest

from services.membership.certificates import Authority
from tests.e2e.attacks import http2
from tests.e2e.attacks.judging import answered, dropped, put, refused, unauthenticated
from tests.e2e.bodies import GET_REGISTRY, HISTORY, history_of
from tests.e2e.caller import back_of
from tests.e2e.conftest import CALL_SLOTS
from tests.e2e.federation import DESK, OLD, Pair, outsider, stranger
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB, PUNJAB_INVESTIGATOR
from tests.e2e.planted import KNOWN
from tests.e2e.processes import until
from tests.e2e.world import World
from tests.proc import resident_kb
from tests.shared import PATIENCE_S


def test_no_client_certificate(world: World) -> None:
    dropped(world, put(world, world.ask(GET_REGISTRY), world.line_of(None), timeout=PATIENCE_S))


def test_certificate_of_another_authority(world: World, tmp_path: Path) -> None:
    dropped(world, put(world, world.ask(GET_REGISTRY), world.line_of(outsider(tmp_path)), timeout=PATIENCE_S))


def test_certificate_past_its_date(world: World, tmp_path: Path) -> None:
    ours = Authority.load(world.files.name, world.files.folder)
    past = outsider(tmp_path, days_ago=2, authority=ours)
    dropped(world, put(world, world.ask(GET_REGISTRY), world.line_of(past), timeout=PATIENCE_S))


def test_certificate_not_registered(world: World, tmp_path: Path) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY), world.line_of(stranger(world.files, tmp_path / "s"))))


def test_certificate_revoked(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY), world.line(FIA, OLD)))


def test_certificate_expired_in_the_registry(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY), world.line(FIA, "node", 2)))


def test_certificate_of_another_agency(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY), world.line(PUNJAB)))


def test_key_of_another_system(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY), world.line(FIA, DESK)))
    unauthenticated(put(world, world.ask(GET_REGISTRY, system=DESK), world.line(FIA)))
    answered(world, put(world, world.ask(GET_REGISTRY, system=DESK), world.line(FIA, DESK)))


def test_hub_certificate_as_a_callers(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY), world.line_of(Pair.of(world.files.hub))))


def test_captured_and_sent_first(world: World) -> None:
    """A's request over B's TLS before A's own: refused, and A's original still succeeds."""
    captured = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    unauthenticated(put(world, captured, world.line(PUNJAB)))
    answered(world, put(world, captured))


def test_plaintext(world: World) -> None:
    with socket.create_connection(("127.0.0.1", world.local.port), timeout=PATIENCE_S) as plain:
        plain.sendall(http2.PREFACE + http2.frame(4, 0, 0, b""))
        assert http2.until_closed(plain)
    assert world.well()


@pytest.mark.parametrize("kind", sorted(http2.FLOODS))
def test_http2(world: World, kind: str) -> None:
    """Frames that no client of ours sends: the connection ends or is ignored; the processes live."""
    edges, mark = world.edges(), world.log.size()
    with http2.connected(world.local.port, Pair.of(world.node(FIA)), world.files.hub.ca_crt) as tls:
        http2.flood(tls, http2.FLOODS[kind]())
        assert world.well()
    assert world.edges() == edges
    assert {entry.open.method for entry in world.log.since(mark)} == {GET_REGISTRY}


def test_headers_only_flood(world: World) -> None:
    """200 streams held open with headers only: one agency's share waits, the rest is busy; an honest call is answered."""
    before = [resident_kb(pid) for pid in world.edges()]
    line, mark = world.fresh_line(FIA), world.log.size()
    questions = [world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)) for _ in range(200)]
    with line.held_open(questions) as calls:
        until(lambda: sum(not call.done() for call in calls) <= CALL_SLOTS // 4, "the rest is refused")
        waiting = [call for call in calls if not call.done()]
        assert len(waiting) == CALL_SLOTS // 4
        for _ in range(4):
            other = world.asking(PUNJAB_INVESTIGATOR, HISTORY, history_of(KNOWN))
            honest = world.fresh_line(PUNJAB)
            assert world.proven(other, honest.send(other, timeout=PATIENCE_S)).header.grpc_status == 0
            honest.close()
        grown = [resident_kb(pid) - kb for pid, kb in zip(world.edges(), before, strict=True)]
        assert max(grown) < 64 * 1024
        ended = [(question, back_of(call)) for question, call in zip(questions, calls, strict=True)]
    outcomes = [(world.proven(question, back), back.text) for question, back in ended]
    assert sorted({text for _, text in outcomes}) == ["BODY_MISMATCH", "TOO_BUSY"]
    assert sum(text == "BODY_MISMATCH" for _, text in outcomes) == len(waiting)
    logged = [entry.open.request_sha256 for entry in world.log.since(mark)]
    assert sorted(logged.count(question.digest) for question in questions) == [1] * len(questions)
    line.close()


def test_slots_of_one_agency(world: World) -> None:
    """One agency takes its whole share of a process: it alone is busy, and only while it holds on."""
    line = world.fresh_line(FIA)
    with line.held_open([world.ask(GET_REGISTRY) for _ in range(CALL_SLOTS // 4)]):
        until(lambda: line.send(world.ask(GET_REGISTRY)).text == "TOO_BUSY", "the share is used up")
        refusal = refused(world, put(world, world.ask(GET_REGISTRY), line), "TOO_BUSY")
        assert refusal.retry_after_s == 60
    until(lambda: line.send(world.ask(GET_REGISTRY)).code == 0, "the share is free again")
    answered(world, put(world, world.ask(GET_REGISTRY), line))
    line.close()


def test_body_missing(world: World) -> None:
    mark, question = world.log.size(), world.ask(GET_REGISTRY)
    call = (
        world.line()
        .channel.stream_unary(question.method)
        .future(iter(()), timeout=PATIENCE_S, metadata=question.metadata())
    )
    back = back_of(call)
    assert world.proven(question, back).header.grpc_status == back.code == 16
    assert [entry.open.reason for entry in world.log.since(mark)] == ["BODY_MISMATCH"]


def test_two_bodies(world: World) -> None:
    """A second message is never read: the call is the first."""
    mark, question = world.log.size(), world.ask(GET_REGISTRY)
    call = (
        world.line()
        .channel.stream_unary(question.method)
        .future(iter([question.body, b"another"]), timeout=PATIENCE_S, metadata=question.metadata())
    )
    assert world.proven(question, back_of(call)).header.grpc_status == 0
    assert len(world.log.since(mark)) == 1


def test_message_too_large(world: World) -> None:
    """Just past 2 MiB it is refused under signature, with its leaf; far past, gRPC ends the call; the server lives."""
    question = world.asking(INVESTIGATOR, HISTORY, b"\0" * ((2 << 20) + 1))
    refused(world, put(world, question), "MESSAGE_TOO_LARGE")
    mark, question = world.log.size(), world.asking(INVESTIGATOR, HISTORY, b"\0" * (3 << 20))
    back = world.line().send(question)
    assert (back.code, back.body) == (8, b"")
    until(lambda: [entry.open.reason for entry in world.log.since(mark)] == ["BODY_MISMATCH"], "it has its leaf")
    assert world.well()


def test_message_of_the_largest_size(world: World) -> None:
    """2 MiB less a few bytes are read, and refused by what they say."""
    seen = put(world, world.asking(INVESTIGATOR, HISTORY, b"\xff" * ((2 << 20) - 64)))
    refused(world, seen, "INVALID_ARGUMENT", rule="malformed")


def test_compressed_message(world: World) -> None:
    """Compression is off: gRPC ends the call before it is read, and nothing of it is logged."""
    seen = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)), compression=grpc.Compression.Gzip)
    assert seen.back.code == 12
    dropped(world, seen)


def test_metadata_too_large(world: World) -> None:
    question = world.ask(GET_REGISTRY)
    seen = put(world, question, metadata=[*question.metadata(), ("x-filler", "a" * 40_000)], timeout=PATIENCE_S)
    dropped(world, seen)


def test_metadata_of_thousands_of_keys(world: World) -> None:
    question = world.ask(GET_REGISTRY)
    many = [(f"x-{number}", "a" * 16) for number in range(3000)]
    dropped(world, put(world, question, metadata=[*question.metadata(), *many], timeout=PATIENCE_S))


def test_metadata_of_others_is_ignored(world: World) -> None:
    question = world.ask(GET_REGISTRY)
    foreign = [("x-forwarded-for", "10.0.0.1"), ("rabta-admin", "yes"), ("grpc-trace-bin", b"\0" * 29)]
    answered(world, put(world, question, metadata=[*foreign, *question.metadata()]))
