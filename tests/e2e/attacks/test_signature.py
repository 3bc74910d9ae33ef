"""The signature of a request: another key, form, type or header than the one it stands for."""

from __future__ import annotations

import os
from hashlib import sha256

import pytest
from rabta.signing.v1.header_pb2 import SigHeader

from services.signing.answer_header import build_answer
from services.signing.cohort import sign_answers, sign_header
from services.signing.es256 import to_der
from services.signing.header import Outcome, Party
from services.signing.pae import COHORT, PAGE, REGISTRY, pae
from tests.e2e.attacks.judging import put, unauthenticated
from tests.e2e.attacks.test_header import with_signature
from tests.e2e.bodies import GET_REGISTRY
from tests.e2e.caller import Question
from tests.e2e.federation import DESK
from tests.e2e.people import FIA
from tests.e2e.world import World


def signed_otherwise(world: World, kind: bytes) -> Question:
    """A header whose signature is good, but made under another PAE type."""
    question = world.ask(GET_REGISTRY)
    return with_signature(question, b"\x01" + world.key(FIA).sign(pae(kind, question.header)))


# -- the signature


def test_signature_of_another_key(world: World) -> None:
    question = world.ask(GET_REGISTRY)
    unauthenticated(put(world, with_signature(question, sign_header(world.key(FIA, system=DESK), question.header))))


def test_signature_altered(world: World) -> None:
    question = world.ask(GET_REGISTRY)
    altered = question.signature[:-1] + bytes((question.signature[-1] ^ 1,))
    unauthenticated(put(world, with_signature(question, altered)))


def test_signature_der(world: World) -> None:
    question = world.ask(GET_REGISTRY)
    der = to_der(question.signature[1:])
    unauthenticated(put(world, with_signature(question, (b"\x01" + der)[:65])))
    unauthenticated(put(world, with_signature(question, b"\x01" + der)))


def test_signature_form_2(world: World) -> None:
    """A cohort of two over a request: good as an answer's, never as a request's."""
    question, other = world.ask(GET_REGISTRY), world.ask(GET_REGISTRY)
    value = sign_answers(world.key(FIA), [question.header, other.header])[0]
    unauthenticated(put(world, with_signature(question, value)))
    unauthenticated(put(world, with_signature(question, value[:65])))


@pytest.mark.parametrize("zeros", ["r", "s", "both"])
def test_signature_of_zeros(world: World, zeros: str) -> None:
    question = world.ask(GET_REGISTRY)
    r, s = question.signature[1:33], question.signature[33:]
    r, s = (bytes(32) if zeros in ("r", "both") else r), (bytes(32) if zeros in ("s", "both") else s)
    unauthenticated(put(world, with_signature(question, b"\x01" + r + s)))


def test_header_altered(world: World) -> None:
    """Signed for one nonce, sent with another."""
    question = world.ask(GET_REGISTRY)
    said = SigHeader.FromString(question.header)
    said.nonce = os.urandom(16)
    altered = Question(question.method, question.body, said.SerializeToString(deterministic=True), question.signature)
    unauthenticated(put(world, altered, world.line()))


@pytest.mark.parametrize("kind", [PAGE, REGISTRY, COHORT])
def test_pae_of_another_type(world: World, kind: bytes) -> None:
    unauthenticated(put(world, signed_otherwise(world, kind)))


def test_signature_without_pae(world: World) -> None:
    question = world.ask(GET_REGISTRY)
    unauthenticated(put(world, with_signature(question, b"\x01" + world.key(FIA).sign(question.header))))


def test_header_of_the_hub(world: World) -> None:
    """An answer that a caller made up, under their own key."""
    question = world.ask(GET_REGISTRY)
    held = world.registry
    party = Party(FIA, world.key(FIA).kid, held.federation_id, held.version, held.digest)
    now = world.clock.now()
    outcome = Outcome(sha256(b"").digest(), commitment=bytes(32))
    raw = build_answer(party, question.said, question.digest, outcome, iat_ms=now, exp_ms=now + 60_000)
    forged = Question(GET_REGISTRY, b"", raw, sign_header(world.key(FIA), raw))
    unauthenticated(put(world, forged, world.line()))
