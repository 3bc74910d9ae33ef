"""`rabta verify`: a file and the governance keys in, line by line out. Of a bundle:

1. file        canonical bundle
2. governance  the registry version, signed by a majority of the anchor's keys
3. agency      request header under a message key of its issuer
4. server      answer header under a message key of the agency that was asked and has an open log: the hub, or an
               agency on its own node; bound to this request and registry
5. log entry   opened, where there is a receipt
   A failure up to here ends the verdict: nothing after it would mean anything.
6. exchange    who asked what, what came back
7. bodies      the bytes themselves, unless redacted
8. person      officer, reason, second person
9. agreement   the log entry tells the same story
10. promise    what who answered says of the log
11. receipt    inclusion, checkpoint of a log of who answered, cosignatures of a quorum
12. registry   the registry version stands in the log before the call
13. versions   each record version under its owner's page key
14. papers     files made out of the answer, as the system that asked signed them
   These stand alone: one that fails is a line, and the others are still told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rabta.signing.v1.evidence_pb2 import Evidence

from services.access.caller import Caller
from services.evidence.case import Case
from services.evidence.entry import check_entry, open_entry
from services.evidence.equivocation import equivocation_lines
from services.evidence.exchange import body_lines, check_answer, check_request, exchange_lines, registry_line
from services.evidence.line import FILE, GOVERNANCE, Fails, Line, server
from services.evidence.log import promise_lines, receipt_lines, registry_lines
from services.evidence.papers import paper_lines, unnamed
from services.evidence.person import person_lines, read_caller
from services.evidence.versions import version_lines
from services.membership.anchor import Anchor
from services.membership.errors import RegistryError
from services.membership.registry import Registry, load_registry
from services.signing.equivocation import EquivocationError, decode_equivocation
from services.signing.evidence import EvidenceError, decode_evidence
from services.signing.header import request_digest

Step = Callable[[Case], list[Line]]
_NO_PAPERS: Final[Mapping[str, bytes]] = {}


def verify_evidence(raw: bytes, anchor: Anchor, papers: Mapping[str, bytes] = _NO_PAPERS) -> list[Line]:
    """Every line of the verdict, in the order above; `line.proven` says whether all hold. Never raises on bad input.

    ``papers``: files given beside the bundle, by name; each must be one that it names.
    """
    try:
        evidence = _decoded(raw)
        registry = _registry(evidence.registry, anchor)
        case = _frame(evidence, registry, papers)
    except Fails as failed:
        return [failed.line]
    lines = [registry_line(registry)]
    for step in STEPS:
        try:
            lines += step(case)
        except Fails as failed:
            lines.append(failed.line)
    return lines


def verify_file(raw: bytes, anchor: Anchor, papers: Mapping[str, bytes] = _NO_PAPERS) -> list[Line]:
    """Every line of the verdict on a bundle, or on the proof of an equivocation. Never raises on bad input.

    ``papers`` as in :func:`verify_evidence`; the proof of an equivocation names none.
    """
    try:
        proof = decode_equivocation(raw)
        return [*equivocation_lines(proof, _registry(proof.registry, anchor)), *map(unnamed, papers)]
    except EquivocationError as error:
        if error.field == "*":
            return verify_evidence(raw, anchor, papers)
        return [Line(FILE, f"is no whole proof of an equivocation ({error.field})", ok=False)]
    except Fails as failed:
        return [failed.line]


def _decoded(raw: bytes) -> Evidence:
    try:
        return decode_evidence(raw)
    except EvidenceError as error:
        raise Fails(FILE, f"is no evidence bundle ({error.field})") from None


def _registry(raw: bytes, anchor: Anchor) -> Registry:
    try:
        return load_registry(raw, anchor=anchor)
    except RegistryError as error:
        raise Fails(GOVERNANCE, f"does not vouch for this membership ({error})") from None


def _frame(evidence: Evidence, registry: Registry, papers: Mapping[str, bytes]) -> Case:
    request, system = check_request(evidence, registry)
    request_sha256 = request_digest(evidence.request_header, evidence.request_signature)
    answer = check_answer(evidence, registry, request, request_sha256)
    who = server(answer.issuer, registry)
    opened = open_entry(evidence.receipt.open, who) if evidence.HasField("receipt") else None
    return Case(evidence, registry, request, request_sha256, system, answer, opened, papers)


def agreement_lines(case: Case) -> list[Line]:
    """Fails where the log entry and what was signed differ; adds no line of its own."""
    if case.entry is None:
        return []
    caller: Caller | None = None
    if case.request.token_sha256:
        try:
            caller = read_caller(case)
        except Fails:
            caller = None
    check_entry(case, case.entry, caller)
    return []


STEPS: Final[tuple[Step, ...]] = (
    exchange_lines,
    body_lines,
    person_lines,
    agreement_lines,
    promise_lines,
    receipt_lines,
    registry_lines,
    version_lines,
    paper_lines,
)
