"""The same request again: in the same process, in another, beside itself, and a write."""

from __future__ import annotations

import os

from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.attacks.test_pages import fresh
from tests.e2e.bodies import GET_REGISTRY, HISTORY, SUBMIT, history_of, submission
from tests.e2e.people import INVESTIGATOR, PUNJAB, PUNJAB_INVESTIGATOR, RECORDERS
from tests.e2e.planted import KNOWN
from tests.e2e.world import World


def test_replay_in_the_same_process(world: World) -> None:
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    answered(world, put(world, question))
    for _ in range(3):
        refused(world, put(world, question), "REPLAYED", leaves=0)


def test_replay_in_another_process(world: World) -> None:
    """Twelve connections over two processes on one port: 1 in 2000 that all of them meet the same one."""
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    answered(world, put(world, question))
    for line in [world.fresh_line() for _ in range(12)]:
        refused(world, put(world, question, line), "REPLAYED", leaves=0)
        line.close()


def test_replay_beside_itself(world: World) -> None:
    """Sent eight times at once over as many connections: answered once."""
    question, mark = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)), world.log.size()
    lines = [world.fresh_line() for _ in range(8)]
    for line in lines:
        world.proven(probe := world.ask(GET_REGISTRY), line.send(probe))
    mark = world.log.size()
    backs = [later() for later in [line.later(question) for line in lines]]
    assert sorted(back.text for back in backs) == ["", *["REPLAYED"] * 7]
    for back in backs:
        world.proven(question, back)
    assert [entry.open.request_sha256 for entry in world.log.since(mark)] == [question.digest]
    for line in lines:
        line.close()


def test_replay_of_a_tokenless_call(world: World) -> None:
    question = world.ask(GET_REGISTRY)
    answered(world, put(world, question))
    refused(world, put(world, question), "REPLAYED", leaves=0)


def test_replay_of_a_refused_call(world: World) -> None:
    """A refusal has used the nonce up as well."""
    question = world.asking(INVESTIGATOR, HISTORY, b"\xff")
    refused(world, put(world, question), "INVALID_ARGUMENT")
    refused(world, put(world, question), "REPLAYED", leaves=0)


def test_replay_of_a_write(world: World) -> None:
    """Never reaches the handler."""
    page = world.page(PUNJAB, fresh())
    question = world.asking(RECORDERS[PUNJAB], SUBMIT, submission(page, f"replayed-{os.urandom(4).hex()}"))
    from tests.e2e.attacks.test_pages import taken

    taken(world, put(world, question))
    refused(world, put(world, question), "REPLAYED", leaves=0)


def test_nonce_of_another_agency(world: World) -> None:
    """A nonce is its issuer's own: nobody can use up another's."""
    nonce = os.urandom(16)
    mine = world.ask(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR), nonce=nonce)
    theirs = world.ask(HISTORY, history_of(KNOWN), world.token(PUNJAB_INVESTIGATOR), agency=PUNJAB, nonce=nonce)
    answered(world, put(world, theirs))
    answered(world, put(world, mine))


def test_nonce_again_with_another_body(world: World) -> None:
    nonce = os.urandom(16)
    answered(world, put(world, world.ask(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR), nonce=nonce)))
    second = world.ask(HISTORY, history_of(KNOWN, as_of_recorded_ms=5), world.token(INVESTIGATOR), nonce=nonce)
    refused(world, put(world, second), "REPLAYED", leaves=0)
