"""Metadata, header and signature: one byte away from what a caller may send, each signed as well as it can be."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import Any

import pytest
from rabta.signing.v1.header_pb2 import DIRECTION_ANSWER, SigHeader

from services.signing.header import parse_header
from tests.e2e.attacks.judging import answered, put, refused, unauthenticated
from tests.e2e.bodies import GET_REGISTRY, HISTORY, history_of
from tests.e2e.caller import Question
from tests.e2e.federation import OLD
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB
from tests.e2e.planted import KNOWN
from tests.e2e.world import World

EMPTY = sha256(b"").digest()
ANSWERED = ("request_sha256", "status_sha256", "grpc_status", "audit_index", "commitment", "no_leaf", "witness_stale")
"""Fields that an answer alone has."""


def varint(number: int) -> bytes:
    """Base-128, least group first."""
    out = b""
    while number > 127:
        out += bytes((number & 127 | 128,))
        number >>= 7
    return out + bytes((number,))


def with_signature(question: Question, signature: bytes) -> Question:
    return Question(question.method, question.body, question.header, signature, question.token)


# -- metadata


def test_header_missing(world: World) -> None:
    question = world.ask(GET_REGISTRY)
    unauthenticated(put(world, question, metadata=[("rabta-sig-bin", question.signature)]))


def test_signature_missing(world: World) -> None:
    question = world.ask(GET_REGISTRY)
    unauthenticated(put(world, question, metadata=[("rabta-hdr-bin", question.header)]))


def test_nothing_at_all(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY), metadata=[]))


@pytest.mark.parametrize("key", ["rabta-hdr-bin", "rabta-sig-bin", "authorization", "rabta-approver-bin"])
def test_metadata_twice(world: World, key: str) -> None:
    token = world.token(INVESTIGATOR)
    question = world.ask(HISTORY, history_of(KNOWN), token, approver=token)
    pairs = question.metadata()
    unauthenticated(put(world, question, metadata=[*pairs, *(pair for pair in pairs if pair[0] == key)]))


def test_metadata_comma_joined(world: World) -> None:
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    joined = [*question.metadata()[:2], ("authorization", f"Bearer {question.token},Bearer {question.token}")]
    unauthenticated(put(world, question, metadata=joined))


def test_signatures_joined(world: World) -> None:
    question = world.ask(GET_REGISTRY)
    unauthenticated(put(world, with_signature(question, question.signature * 2)))


@pytest.mark.parametrize("scheme", ["Basic ", "bearer ", "", "Bearer  "])
def test_authorization_of_another_scheme(world: World, scheme: str) -> None:
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    unauthenticated(
        put(world, question, metadata=[*question.metadata()[:2], ("authorization", scheme + question.token)])
    )


# -- the header's form


def test_header_of_random_bytes(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, spoil=lambda _: os.urandom(300)), world.line()))


def test_header_unknown_field(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, spoil=lambda raw: raw + varint(30 << 3) + b"\x01")))


def test_header_field_twice(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, spoil=lambda raw: raw[:2] + raw)))


def test_header_out_of_order(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, spoil=lambda raw: raw[2:] + raw[:2])))


def test_header_default_written(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, spoil=lambda raw: raw + varint(25 << 3) + b"\x00")))


def test_header_long_varint(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, spoil=lambda raw: b"\x08\x81\x00" + raw[2:])))


def test_header_too_long(world: World) -> None:
    padded = world.ask(GET_REGISTRY, spoil=lambda raw: raw + b"\xfa\x01" + varint(900) + b"a" * 900)
    assert len(padded.header) > 1024
    unauthenticated(put(world, padded))


def test_header_with_an_answers_field(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, audit_index=7)))


def test_header_of_another_format(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, version=2)))


# -- what it says


def test_wrong_method(world: World) -> None:
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    unauthenticated(put(world, question, method="/rabta.records.v1.RecordsService/Search"))


def test_wrong_audience(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, audience=PUNJAB)))


def test_wrong_federation(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, federation_id=sha256(b"another").digest())))


def test_direction_of_an_answer(world: World) -> None:
    """Signed by a system's own key, and a sound answer in every field: nothing but its direction is wrong."""
    said: dict[str, Any] = {
        "direction": DIRECTION_ANSWER,
        "request_sha256": bytes(32),
        "status_sha256": EMPTY,
        "commitment": bytes(32),
    }
    question = world.ask(GET_REGISTRY, **said)
    assert parse_header(question.header).direction == DIRECTION_ANSWER
    unauthenticated(put(world, question))


def test_answer_as_request(world: World) -> None:
    """The hub's own answer, header and signature as it signed them, sent back to it."""
    question = world.ask(GET_REGISTRY)
    back = world.line().send(question)
    found = {key: value for key, value in back.trailing if isinstance(value, bytes)}
    unauthenticated(
        put(world, Question(GET_REGISTRY, back.body, found["rabta-hdr-bin"], found["rabta-sig-bin"]), world.line())
    )
    said = SigHeader.FromString(found["rabta-hdr-bin"])
    own = {name: getattr(said, name) for name in ANSWERED}
    unauthenticated(put(world, world.ask(GET_REGISTRY, back.body, direction=DIRECTION_ANSWER, **own)))


def test_window_past(world: World) -> None:
    now = world.clock.now()
    unauthenticated(put(world, world.ask(GET_REGISTRY, iat_ms=now - 95_000, exp_ms=now - 35_000)))


def test_window_future(world: World) -> None:
    now = world.clock.now()
    unauthenticated(put(world, world.ask(GET_REGISTRY, iat_ms=now + 35_000, exp_ms=now + 90_000)))


def test_window_too_long(world: World) -> None:
    now = world.clock.now()
    unauthenticated(put(world, world.ask(GET_REGISTRY, iat_ms=now, exp_ms=now + 60_001)))


def test_window_backwards(world: World) -> None:
    now = world.clock.now()
    unauthenticated(put(world, world.ask(GET_REGISTRY, iat_ms=now, exp_ms=now - 1)))


def test_nonce_of_another_size(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, nonce=b"short")))


@pytest.mark.parametrize("alg", ["none", "HS256", "ES384", "es256", ""])
def test_alg_other(world: World, alg: str) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, alg=alg)))


def test_kid_unknown(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, kid=sha256(b"nobody").digest())))


@pytest.mark.parametrize("use", ["page", "token", "roster"])
def test_kid_of_other_use(world: World, use: str) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, key=world.key(FIA, use))))


def test_kid_revoked(world: World) -> None:
    unauthenticated(put(world, world.ask(GET_REGISTRY, system=OLD)))


def test_kid_of_other_agency(world: World) -> None:
    """Punjab signs as FIA, over its own connection and over FIA's."""
    question = world.ask(GET_REGISTRY, key=world.key(PUNJAB))
    unauthenticated(put(world, question, world.line(PUNJAB)))
    unauthenticated(put(world, question, world.line(FIA)))


# -- authenticated from here on: signed, with a leaf


def test_method_unknown(world: World) -> None:
    token = world.token(INVESTIGATOR)
    seen = put(world, world.ask("/rabta.records.v1.RecordsService/DeleteEverything", b"", token))
    refused(world, seen, "METHOD_UNKNOWN")


def test_no_deadline(world: World) -> None:
    seen = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)), timeout=None)
    refused(world, seen, "DEADLINE_REQUIRED")


def test_body_altered(world: World) -> None:
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    refused(world, put(world, question, body=history_of(KNOWN, as_of_recorded_ms=1)), "BODY_MISMATCH")


def test_body_dropped(world: World) -> None:
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    refused(world, put(world, question, body=b""), "BODY_MISMATCH")


def test_registry_version_ahead(world: World) -> None:
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN), registry_version=2)
    refused(world, put(world, question), "REGISTRY_STALE")


def test_registry_hash_of_another(world: World) -> None:
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN), registry_sha256=sha256(b"another").digest())
    refused(world, put(world, question), "REGISTRY_STALE")


def test_honest_call(world: World) -> None:
    answered(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))))
