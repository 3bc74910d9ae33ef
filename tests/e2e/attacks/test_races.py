"""The same thing at the same time, over as many connections to all processes: what may happen once happens once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from rabta.audit.v1.audit_service_pb2 import OpenBreakGlassResponse
from rabta.audit.v1.receipt_pb2 import BREAK_GLASS_STATE_OPEN, BREAK_GLASS_STATE_WAITING
from rabta.records.v1.records_service_pb2 import SubmitPageResponse

from services.client.check_answer import read_refusal
from tests.e2e.attacks.judging import put
from tests.e2e.attacks.test_glass import BODY, OPEN, close, open_body
from tests.e2e.attacks.test_pages import fresh
from tests.e2e.bodies import GET_REGISTRY, HISTORY, SUBMIT, history_of, submission
from tests.e2e.caller import Back, Question
from tests.e2e.people import (
    CHIEF,
    COLLEAGUE,
    INVESTIGATOR,
    PUNJAB,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
    SINDH_INVESTIGATOR,
)
from tests.e2e.planted import JUVENILE, KNOWN, NOBODY
from tests.e2e.world import World


def at_once(world: World, questions: Sequence[Question]) -> list[tuple[str, Back]]:
    """Each over its own warm connection, all sent before the first is looked at; proven, by reason or ``OK``."""
    lines = [world.fresh_line(question.said.issuer) for question in questions]
    for line, question in zip(lines, questions, strict=True):
        warm = world.ask(GET_REGISTRY, agency=question.said.issuer)
        world.proven(warm, line.send(warm))
    waiting = [line.later(question) for line, question in zip(lines, questions, strict=True)]
    found = []
    for question, later in zip(questions, waiting, strict=True):
        back = later()
        proven = world.proven(question, back)
        found.append((read_refusal(proven.details).reason if proven.header.grpc_status else "OK", back))
    for line in lines:
        line.close()
    return found


def reasons(found: Sequence[tuple[str, Back]]) -> list[str]:
    return sorted(reason for reason, _ in found)


def test_one_page_at_once(world: World) -> None:
    """Eight times the same page under the same request id, each under a nonce of its own: in once, answered alike."""
    body = submission(world.page(PUNJAB, fresh(2)), f"at-once-{os.urandom(4).hex()}")
    found = at_once(world, [world.asking(RECORDERS[PUNJAB], SUBMIT, body) for _ in range(8)])
    assert reasons(found) == ["OK"] * 8
    assert len({back.body for _, back in found}) == 1
    answer = SubmitPageResponse.FromString(found[0][1].body)
    assert answer.accepted == 2
    world.feeds[PUNJAB] = (answer.page_number, answer.chain_sha256)


def test_two_pages_for_one_place(world: World) -> None:
    """Two different pages of one number: one is the next of the feed, the other is out of order."""
    bodies = [submission(world.page(PUNJAB, fresh()), f"place-{os.urandom(4).hex()}") for _ in range(2)]
    found = at_once(world, [world.asking(RECORDERS[PUNJAB], SUBMIT, body) for body in bodies])
    assert reasons(found) == ["OK", "PAGE_OUT_OF_ORDER"]
    answer = SubmitPageResponse.FromString(next(back.body for reason, back in found if reason == "OK"))
    world.feeds[PUNJAB] = (answer.page_number, answer.chain_sha256)


def test_one_approval_at_once(world: World) -> None:
    """One approval for six calls: it counts for one of them."""
    approval, token = world.approval(CHIEF, BODY), world.token(INVESTIGATOR)
    found = at_once(world, [world.ask(HISTORY, BODY, token, approval) for _ in range(6)])
    assert reasons(found) == ["OK", *["REPLAYED"] * 5]


def test_glass_opened_at_once(world: World) -> None:
    """One officer, six requests of different ids: one session."""
    found = at_once(world, [world.asking(COLLEAGUE, OPEN, open_body()) for _ in range(6)])
    assert reasons(found) == [*["BREAK_GLASS_LIMIT"] * 5, "OK"]
    session = next(back.body for reason, back in found if reason == "OK")
    close(world, OpenBreakGlassResponse.FromString(session).break_glass)


def test_glass_of_an_agency_at_once(world: World) -> None:
    """Twelve officers of one agency: no more than nine sessions are open, and the others wait for oversight."""
    officers = [replace(SINDH_INVESTIGATOR, id=f"sd-at-once-{number}") for number in range(12)]
    found = at_once(world, [world.asking(officer, OPEN, open_body()) for officer in officers])
    assert reasons(found) == ["OK"] * 12
    sessions = [OpenBreakGlassResponse.FromString(back.body) for _, back in found]
    states = Counter(each.state for each in sessions)
    assert set(states) == {BREAK_GLASS_STATE_OPEN, BREAK_GLASS_STATE_WAITING}
    assert states[BREAK_GLASS_STATE_OPEN] <= 9
    for each in sessions:
        close(world, each.break_glass)


def crowd(world: World, replayed: Question) -> list[tuple[str, Question]]:
    """What each must come to, and the question."""
    expired = world.token(INVESTIGATOR, iat=1_600_000_000, exp=1_600_000_500)
    return [
        ("OK", world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))),
        ("OK", world.asking(PUNJAB_INVESTIGATOR, HISTORY, history_of(NOBODY))),
        ("OK", world.asking(INVESTIGATOR, HISTORY, history_of(JUVENILE))),
        ("OK", world.ask(GET_REGISTRY)),
        ("CASE_NOT_YOURS", world.asking(COLLEAGUE, HISTORY, history_of(KNOWN))),
        ("INVALID_ARGUMENT", world.asking(INVESTIGATOR, HISTORY, b"\xff\xff")),
        ("TOKEN_EXPIRED", world.ask(HISTORY, history_of(KNOWN), expired)),
        ("TOKEN_INVALID", world.ask(HISTORY, history_of(KNOWN))),
        ("PURPOSE_UNFIT", world.asking(INVESTIGATOR, SUBMIT, b"")),
        ("METHOD_UNKNOWN", world.ask("/rabta.records.v1.RecordsService/Nothing")),
        ("OK", world.asking(SINDH_INVESTIGATOR, HISTORY, history_of(KNOWN))),
        ("REPLAYED", replayed),
    ]


@pytest.mark.parametrize("wave", range(4))
def test_a_crowd(world: World, wave: int) -> None:
    """Good calls, bad tokens, replays, broken bodies, other agencies, all in one cohort: each gets its own answer."""
    replayed = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    put(world, replayed)
    kinds = crowd(world, replayed)
    kinds = kinds[wave:] + kinds[:wave]
    mark = world.log.size()
    waiting = [world.line(question.said.issuer).later(question) for _, question in kinds]
    for (expected, question), later in zip(kinds, waiting, strict=True):
        proven = world.proven(question, later())
        assert (read_refusal(proven.details).reason if proven.header.grpc_status else "OK") == expected
    logged = [entry.open.request_sha256 for entry in world.log.since(mark)]
    assert sorted(logged) == sorted(question.digest for expected, question in kinds if expected != "REPLAYED")
