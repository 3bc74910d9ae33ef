"""Metadata, header and signature: one byte away from what a caller may send, each signed as well as it can be."""

from __future__ import annotations

import os
from hashlib import sha256

import pytest
from rabta.signing.v1.header_pb2 import DIRECTION_ANSWER, SigHeader

from services.signing.cohort import sign_answers, sign_header
from services.signing.es256 import to_der
from services.signing.header import Outcome, Party, build_answer
from services.signing.pae import COHORT, PAGE, REGISTRY, pae
from tests.e2e.attacks.conftest import MAIN
from tests.e2e.attacks.judging import answered, put, refused, unauthenticated
from tests.e2e.caller import Question
from tests.e2e.federation import DESK, OLD
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB
from tests.e2e.planted import KNOWN
from tests.e2e.world import GET_REGISTRY, HISTORY, World, history_of

pytestmark = pytest.mark.xdist_group(MAIN)


def varint(number: int) -> bytes:
    """Base-128, least group first."""
    out = b""
    while number > 127:
        out += bytes((number & 127 | 128,))
        number >>= 7
    return out + bytes((number,))


def with_signature(question: Question, signature: bytes) -> Question:
    return Question(question.method, question.body, question.header, signature, question.token)


def signed_otherwise(world: World, kind: str) -> Question:
    """A header whose signature is good, but made under another PAE type."""
    question = world.ask(GET_REGISTRY)
    return with_signature(question, b"\x01" + world.key(FIA).sign(pae(kind, question.header)))


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
    unauthenticated(put(world, world.ask(GET_REGISTRY, direction=DIRECTION_ANSWER)))


def test_answer_as_request(world: World) -> None:
    """The hub's own answer, header and signature as it signed them, sent back to it."""
    question = world.ask(GET_REGISTRY)
    back = world.line().send(question)
    found = {key: value for key, value in back.trailing if isinstance(value, bytes)}
    unauthenticated(
        put(world, Question(GET_REGISTRY, back.body, found["rabta-hdr-bin"], found["rabta-sig-bin"]), world.line())
    )


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
def test_pae_of_another_type(world: World, kind: str) -> None:
    unauthenticated(put(world, signed_otherwise(world, kind)))


def test_signature_without_pae(world: World) -> None:
    question = world.ask(GET_REGISTRY)
    unauthenticated(put(world, with_signature(question, b"\x01" + world.key(FIA).sign(question.header))))


def test_header_of_the_hub(world: World) -> None:
    """An answer that a caller made up, under his own key."""
    question = world.ask(GET_REGISTRY)
    held = world.registry
    party = Party(FIA, world.key(FIA).kid, held.federation_id, held.version, held.digest)
    now = world.clock.now()
    outcome = Outcome(sha256(b"").digest(), commitment=bytes(32))
    raw = build_answer(party, question.said, question.digest, outcome, iat_ms=now, exp_ms=now + 60_000)
    forged = Question(GET_REGISTRY, b"", raw, sign_header(world.key(FIA), raw))
    unauthenticated(put(world, forged, world.line()))


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
