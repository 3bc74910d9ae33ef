"""Who asked and why: the officer as the agency's own issuer names them."""

from __future__ import annotations

from hashlib import sha256

from services.access.approver import parse_approver
from services.access.caller import Caller
from services.access.errors import Refused
from services.access.token import bind, parse
from services.evidence.case import Case
from services.evidence.line import Fails, Line, require

SEAL = "an agency's seal, not a personal signature"


def person_lines(case: Case) -> list[Line]:
    """Lines for officer, reason and second person. Of a refused call the token need not hold: nothing was shown."""
    if not case.request.token_sha256:
        require(not case.evidence.token, case.agency, "a token that the request does not name")
        return [Line(case.agency, f"asked as system {case.system.system}, without an officer")]
    try:
        caller = read_caller(case)
    except Fails as failed:
        if case.answer.grpc_status:
            return [Line(case.agency, f"{failed.line.claim}; the hub refused the call")]
        raise
    lines = [
        Line(case.agency, f"officer {caller.officer}, named by the agency's token issuer: {SEAL}"),
        Line(case.agency, f"why: {reason_text(caller)}"),
    ]
    if caller.approver:
        second = f"second person {caller.approver.as_logged}, named by their own agency's issuer for this body"
        lines.append(Line(case.agency, second))
    return lines


def reason_text(caller: Caller) -> str:
    """Purpose, legal basis, query class and cited reference on one line."""
    basis = f"{caller.legal_basis} and {caller.second_basis}" if caller.second_basis else caller.legal_basis
    return f"{caller.purpose} under {basis}, {caller.query_class}, {cited(caller) or 'no case'}"


def cited(caller: Caller) -> str:
    """The reference as the log writes it, ``TYPE:KEY``; empty where none is cited."""
    return f"{caller.case_type}:{caller.case_key}" if caller.case_type else ""


def read_caller(case: Case) -> Caller:
    """The officer as the hub saw them: same checks, at the moment of the call. Fails otherwise."""
    evidence, registry = case.evidence, case.registry
    named = sha256(evidence.token.encode()).digest() == case.request.token_sha256
    require(named, case.agency, "token is not the one that the request names")
    try:
        verified = parse(evidence.token, registry, case.moment_ms)
        tls = registry.tls(verified.thumbprint)
        if tls is None or (tls.agency, tls.system) != (case.system.agency, case.system.system):
            raise Fails(case.agency, "token is bound to a certificate of another system")
        caller = bind(verified, registry, tls, verified.thumbprint, case.moment_ms, case.answer.issuer)
        return _with_approver(case, caller)
    except Refused as refused:
        raise Fails(case.agency, f"token does not hold ({refused.reason})") from None


def _with_approver(case: Case, caller: Caller) -> Caller:
    token = case.evidence.approver_token
    if not case.request.approver_sha256:
        require(not token, case.agency, "an approver token that the request does not name")
        return caller
    named = sha256(token.encode()).digest() == case.request.approver_sha256
    require(named, case.agency, "approver token is not the one that the request names")
    asked, moment_ms, server = case.request, case.moment_ms, case.answer.issuer
    return parse_approver(token, case.registry, caller, asked.method, asked.body_sha256, moment_ms, server).caller
