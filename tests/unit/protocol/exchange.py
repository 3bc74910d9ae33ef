"""Answers to the question: alone, in a cohort of three, and refusals."""

from __future__ import annotations

import functools
from hashlib import sha256
from typing import Final

from audit.merkle import leaf_hash, root_from_leaves
from services.access.errors import InvalidArgument, Refused, Violation
from services.edge import status
from services.signing.answer_header import build_answer
from services.signing.cohort import sign_answers
from services.signing.header import Outcome, parse_header
from services.signing.header import signed_header as header_pae
from services.signing.pae import COHORT, pae
from tests.unit.protocol import log
from tests.unit.protocol.federation import HUB, NOW, PUNJAB, SINDH
from tests.unit.protocol.keys import key
from tests.unit.protocol.question import Asked, answer_body, ask, body, party, question

RECEIPTS: Final = "/rabta.audit.v1.AuditService/GetReceipts"


def reply(asked: Asked, outcome: Outcome) -> bytes:
    """Header of the answer to a request, 40 ms later."""
    made = NOW + 40
    return build_answer(
        party(HUB), parse_header(asked.header), asked.sha256, outcome, iat_ms=made, exp_ms=made + 60_000
    )


@functools.cache
def answer() -> bytes:
    """Header of the answer, with its promise."""
    body_sha256 = sha256(answer_body()).digest()
    return reply(question(), Outcome(body_sha256, audit_index=log.OURS, commitment=log.entry().commitment))


@functools.cache
def cohort() -> tuple[bytes, ...]:
    """Headers of three answers that became durable together, ours in the middle."""
    others = [
        reply(ask(agency, RECEIPTS, b""), Outcome(sha256(b"").digest(), audit_index=index, commitment=log.other(index)))
        for agency, index in ((PUNJAB, log.OURS - 1), (SINDH, log.OURS + 1))
    ]
    return others[0], answer(), others[1]


def refusals() -> dict[str, bytes]:
    """Exact ``grpc-status-details-bin`` of four refusals."""
    late = Refused(retry_after_s=3600)
    late.reason = "RATE_LIMITED"
    log_gone = Refused()
    log_gone.reason = "AUDIT_UNAVAILABLE"
    replayed = Refused()
    replayed.reason = "REPLAYED"
    broken = InvalidArgument(Violation("selector.identifier.value", "cnic-length", "has 12 digits, not 13"))
    return {
        "invalid_argument": status.details(broken),
        "rate_limited": status.details(late),
        "audit_unavailable": status.details(log_gone, cause="CLOCK"),
        "replayed": status.details(replayed),
    }


@functools.cache
def replayed() -> bytes:
    """Header of the answer to the same request sent twice: no entry, no body."""
    details = refusals()["replayed"]
    outcome = Outcome(sha256(b"").digest(), status.code_number("REPLAYED"), details, no_leaf=True)
    return reply(question(), outcome)


def example() -> dict[str, str]:
    """The values of this example in hex, by the names that the page gives them."""
    hub = key(f"{HUB} message")
    asked, single, many = question(), sign_answers(hub, [answer()])[0], sign_answers(hub, cohort())
    root = root_from_leaves([leaf_hash(header_pae(header)) for header in cohort()])
    return {
        "request.body": body().hex(),
        "request.header": asked.header.hex(),
        "request.pae": header_pae(asked.header).hex(),
        "request.value": asked.value.hex(),
        "request.sha256": asked.sha256.hex(),
        "answer.body": answer_body().hex(),
        "answer.header": answer().hex(),
        "answer.value": single.hex(),
        "cohort.header.0": cohort()[0].hex(),
        "cohort.header.2": cohort()[2].hex(),
        "cohort.root": root.hex(),
        "cohort.pae": pae(COHORT, root).hex(),
        "cohort.value.1": many[1].hex(),
        "cohort.value.2": many[2].hex(),
        "replayed.header": replayed().hex(),
        "replayed.value": sign_answers(hub, [replayed()])[0].hex(),
        **{f"refusal.{name}": details.hex() for name, details in refusals().items()},
    }
