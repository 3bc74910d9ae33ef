"""Steps 1 to 7 of the request check, each broken alone over a real connection: no leaf, no nonce, no detail, one count."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rabta.signing.v1.header_pb2 import DIRECTION_ANSWER

from services.membership.provision import add_system, revoke, sign_and_publish
from services.signing.answer_header import build_answer
from services.signing.cohort import sign_header
from services.signing.es256 import PrivateKey
from services.signing.header import Outcome, Party, SigHeader
from tests.fakes import live
from tests.fakes.hub import ALONE, INLINE, WRITE, running
from tests.fakes.raw_caller import Metadata, Question, RawCaller, calling
from tests.fakes.world.keys import key_of, thumbprint_of
from tests.unit.edge.answers import is_bare

Spoil = Callable[[RawCaller], tuple[Question, Metadata | None]]


def plain(**changes: Any) -> Spoil:
    """A question whose header says something else, well signed."""
    return lambda caller: (caller.ask(INLINE, token=live.token(), **changes), None)


def pairs(change: Callable[[Metadata], Metadata]) -> Spoil:
    """A good question with other metadata."""

    def spoil(caller: RawCaller) -> tuple[Question, Metadata | None]:
        question = caller.ask(INLINE, token=live.token())
        return question, change(question.metadata())

    return spoil


def raw_header(change: Callable[[bytes], bytes]) -> Spoil:
    """Header bytes that no builder makes, signed as they are."""

    def spoil(caller: RawCaller) -> tuple[Question, Metadata | None]:
        question = caller.ask(INLINE, token=live.token())
        header = change(question.header)
        return replace(question, header=header, signature=sign_header(caller.key, header)), None

    return spoil


def without(name: str) -> Callable[[Metadata], Metadata]:
    return lambda found: [pair for pair in found if pair[0] != name]


def with_value(name: str, value: str | bytes) -> Callable[[Metadata], Metadata]:
    return lambda found: [*without(name)(found), (name, value)]


def twice(name: str) -> Callable[[Metadata], Metadata]:
    return lambda found: [*found, *(pair for pair in found if pair[0] == name)]


def flipped(question: Question) -> bytes:
    return question.signature[:-1] + bytes((question.signature[-1] ^ 1,))


def bad_signature(caller: RawCaller) -> tuple[Question, Metadata | None]:
    question = caller.ask(INLINE, token=live.token())
    return replace(question, signature=flipped(question)), None


def cohort_form(caller: RawCaller) -> tuple[Question, Metadata | None]:
    """Form 2 is for answers alone."""
    question = caller.ask(INLINE, token=live.token())
    return replace(question, signature=b"\x02" + question.signature[1:]), None


def other_key(caller: RawCaller) -> tuple[Question, Metadata | None]:
    """Signed by another agency's key under one's own name."""
    return caller.ask(INLINE, token=live.token(), key=key_of(caller.files, live.PUNJAB, "message")), None


def other_body_of_signature(caller: RawCaller) -> tuple[Question, Metadata | None]:
    one, two = caller.ask(INLINE, token=live.token()), caller.ask(INLINE, token=live.token())
    return replace(one, signature=two.signature), None


def an_answer(caller: RawCaller) -> tuple[Question, Metadata | None]:
    """A well-formed answer header, signed by the agency."""
    question = caller.ask(INLINE, token=live.token())
    said = SigHeader.FromString(question.header)
    party = Party(caller.agency, said.kid, said.federation_id, said.registry_version, said.registry_sha256)
    outcome = Outcome(body_sha256=said.body_sha256, commitment=bytes(32))
    said.issuer = caller.files.hub_id
    header = build_answer(party, said, bytes(32), outcome, iat_ms=said.iat_ms, exp_ms=said.exp_ms)
    return replace(question, header=header, signature=sign_header(caller.key, header)), None


NOW = live.now_ms
CASES: dict[str, tuple[str, Spoil]] = {
    "no header": ("metadata", pairs(without("rabta-hdr-bin"))),
    "no signature": ("metadata", pairs(without("rabta-sig-bin"))),
    "nothing at all": ("metadata", pairs(lambda _: [])),
    "header twice": ("metadata", pairs(twice("rabta-hdr-bin"))),
    "signature twice": ("metadata", pairs(twice("rabta-sig-bin"))),
    "token twice": ("metadata", pairs(twice("authorization"))),
    "header empty": ("metadata", pairs(with_value("rabta-hdr-bin", b""))),
    "header too long": ("metadata", pairs(with_value("rabta-hdr-bin", bytes(1025)))),
    "signature too long": ("metadata", pairs(with_value("rabta-sig-bin", bytes(66)))),
    "token too long": ("metadata", pairs(with_value("authorization", "Bearer " + "a" * 8200))),
    "approver too long": ("metadata", pairs(with_value("rabta-approver-bin", bytes(8193)))),
    "token of another scheme": ("metadata", pairs(with_value("authorization", "Basic abc"))),
    "token comma-joined": ("metadata", pairs(with_value("authorization", "Bearer a,Bearer b"))),
    "token with a space": ("metadata", pairs(with_value("authorization", "Bearer a b"))),
    "bearer of nothing": ("metadata", pairs(with_value("authorization", "Bearer "))),
    "header is no message": ("header", raw_header(lambda raw: b"\xff" + raw)),
    "header cut": ("header", raw_header(lambda raw: raw[:-1])),
    "field repeated": ("header", raw_header(lambda raw: raw + b"\x08\x01")),
    "field out of order": ("header", raw_header(lambda raw: raw[2:] + raw[:2])),
    "field unknown": ("header", raw_header(lambda raw: raw + b"\xf8\x07\x01")),
    "version 2": ("header", plain(version=2)),
    "alg none": ("header", plain(alg="none")),
    "alg EdDSA": ("header", plain(alg="EdDSA")),
    "nonce short": ("header", plain(nonce=b"x" * 15)),
    "lives 61 s": ("header", plain(exp_ms=NOW() + 10**9)),
    "ends before it begins": ("header", plain(exp_ms=1)),
    "answer's field in a question": ("header", plain(audit_index=7)),
    "another federation": ("addressee", plain(federation_id=os.urandom(32))),
    "another hub": ("addressee", plain(audience="pk.other")),
    "addressed to an agency": ("addressee", plain(audience=live.PUNJAB)),
    "another method": ("addressee", lambda caller: (caller.ask(ALONE, token=live.token()), None)),
    "an answer as a question": ("addressee", an_answer),
    "direction answer": ("header", plain(direction=DIRECTION_ANSWER)),
    "unknown key": ("key", plain(kid=os.urandom(32))),
    "key of another agency": ("key", other_key),
    "another issuer than the key's": ("key", plain(issuer=live.PUNJAB)),
    "signature broken": ("signature", bad_signature),
    "signature of a cohort": ("signature", cohort_form),
    "signature of another question": ("signature", other_body_of_signature),
}


@pytest.mark.parametrize("case", CASES)
async def test_is_refused_without_a_word(case: str) -> None:
    step, spoil = CASES[case]
    async with running() as hub, calling(hub.files, hub.port) as caller:
        question, metadata = spoil(caller)
        received, text = await caller.send(question, metadata, method=INLINE)
        assert is_bare(received, text), (received, text)
        assert hub.edge.counts.drain() == [f"{thumbprint_of(hub.files.node(live.FIA)).hex()[:16]}/{step}=1"]
        assert (hub.log.frames, hub.ran, hub.lines.seen, hub.edge.slots.used) == ([], [], [], 0)


@pytest.mark.parametrize("ahead_ms", [31_000, -91_000])
async def test_outside_its_window_it_is_refused(ahead_ms: int) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        at = live.now_ms() + ahead_ms
        question = caller.ask(INLINE, token=live.token(), iat_ms=at, exp_ms=at + 60_000)
        received, text = await caller.send(question)
        assert is_bare(received, text)
        assert hub.edge.counts.drain()[0].endswith("/window=1")


@pytest.mark.parametrize("ahead_ms", [29_000, -89_000])
async def test_within_30_s_of_its_window_it_counts(ahead_ms: int) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        at = live.now_ms() + ahead_ms
        question = caller.ask(INLINE, token=live.token(), iat_ms=at, exp_ms=at + 60_000)
        received, _ = await caller.send(question)
        assert received.code == 0


async def test_over_anothers_certificate_it_is_refused_and_the_original_still_counts() -> None:
    """A's captured question sent over B's connection first: blamed on B, and no nonce is consumed."""
    async with running() as hub, calling(hub.files, hub.port) as caller:
        captured = caller.ask(INLINE, token=live.token())
        async with calling(hub.files, hub.port, live.FIA, certificate=live.PUNJAB) as thief:
            received, text = await thief.send(captured)
            assert is_bare(received, text)
        blamed = thumbprint_of(hub.files.node(live.PUNJAB)).hex()[:16]
        assert hub.edge.counts.drain() == [f"{blamed}/connection=1"]
        assert hub.log.frames == []
        assert (await caller.proven(captured)).body == b"answer to question"


async def test_over_the_hubs_own_certificate_it_is_refused() -> None:
    async with running() as hub, calling(hub.files, hub.port, live.FIA, certificate=live.HUB) as caller:
        received, text = await caller.send(caller.ask(INLINE, token=live.token()))
        assert is_bare(received, text)
        assert hub.edge.counts.drain()[0].endswith("/connection=1")


async def test_another_system_of_the_same_agency_is_another_connection(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    home = add_system(files, live.FIA, "desk", live.now_ms())
    sign_and_publish(files)
    async with running(files) as hub, calling(files, hub.port) as caller:
        question = caller.ask(INLINE, token=live.token(of=files), key=PrivateKey.load(home.message_key))
        received, text = await caller.send(question)
        assert is_bare(received, text)
        assert hub.edge.counts.drain()[0].endswith("/connection=1")


@pytest.mark.parametrize("what", ["message", "tls"])
async def test_once_revoked_it_is_refused(what: str, tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    key, thumbprint = key_of(files, live.FIA, "message"), thumbprint_of(files.node(live.FIA))
    revoke(files, key.kid if what == "message" else thumbprint, live.now_ms())
    sign_and_publish(files)
    async with running(files) as hub, calling(files, hub.port) as caller:
        received, text = await caller.send(caller.ask(INLINE, token=live.token(of=files)))
        assert is_bare(received, text)
        assert hub.edge.counts.drain()[0].endswith("/key=1" if what == "message" else "/connection=1")


async def test_a_page_key_signs_no_question() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        question = caller.ask(INLINE, token=live.token(), key=key_of(hub.files, live.FIA, "page"))
        received, text = await caller.send(question)
        assert is_bare(received, text)
        assert hub.edge.counts.drain()[0].endswith("/key=1")


async def test_a_key_past_its_time_is_refused() -> None:
    """500 days on, the key's 400 are over; the header is dated then, so that the window holds."""
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.offset_ms = 500 * 86_400_000
        at = hub.clock()
        received, text = await caller.send(caller.ask(INLINE, token=live.token(), iat_ms=at, exp_ms=at + 60_000))
        assert is_bare(received, text)
        assert hub.edge.counts.drain()[0].endswith("/key=1")


async def test_every_refusal_looks_the_same() -> None:
    seen = set()
    async with running() as hub, calling(hub.files, hub.port) as caller:
        for _, spoil in CASES.values():
            question, metadata = spoil(caller)
            received, text = await caller.send(question, metadata, method=INLINE)
            seen.add((received.code, text, received.trailing))
        assert len(seen) == 1
        assert sum(int(line.rpartition("=")[2]) for line in hub.edge.counts.drain()) == len(CASES)


async def test_metadata_of_others_is_not_looked_at() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        question = caller.ask(WRITE, token=live.token())
        extra: Metadata = [*question.metadata(), ("x-trace", "1"), ("x-trace", "2"), ("other-bin", b"\x00")]
        received, _ = await caller.send(question, extra)
        assert received.code == 0
