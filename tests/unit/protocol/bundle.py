"""The whole exchange as an evidence bundle, and what it proves."""

from __future__ import annotations

import functools

from rabta.signing.v1.evidence_pb2 import Evidence, LeafProof

from services.evidence.verify import verify_evidence
from services.membership.anchor import Anchor
from services.signing.cohort import sign_answers
from services.signing.evidence import encode_evidence
from tests.unit.protocol import exchange, log, question, tokens
from tests.unit.protocol.federation import HUB, registry
from tests.unit.protocol.keys import key


def anchor() -> Anchor:
    """Public keys of the federation's governance."""
    return Anchor.of(key(f"governance {number}").spki for number in (1, 2, 3))


@functools.cache
def evidence() -> bytes:
    """The bundle of evidence in canonical encoding."""
    asked = question.question()
    return encode_evidence(
        Evidence(
            format=1,
            method=question.METHOD,
            request_header=asked.header,
            request_signature=asked.value,
            request_body=question.body(),
            answer_header=exchange.answer(),
            answer_signature=sign_answers(key(f"{HUB} message"), exchange.cohort())[1],
            answer_body=question.answer_body(),
            token=tokens.access_token(),
            registry=registry().raw,
            checkpoint=log.checkpoint(),
            registry_inclusion=LeafProof(index=0, path=log.path(0)),
            receipt=log.receipt(),
        )
    )


def verdict() -> str:
    """One line each: whether it holds, who vouches, for what."""
    lines = verify_evidence(evidence(), anchor())
    return "\n".join(f"{'ok' if line.ok else 'FAILED'}  {line.who}: {line.claim}" for line in lines)


def example() -> dict[str, str]:
    """The values of this example by the names that the page gives them."""
    return {
        "evidence.bundle": evidence().hex(),
        "evidence.anchor": anchor().pem().decode(),
        "evidence.verdict": verdict(),
    }
