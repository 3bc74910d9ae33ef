"""The opened log entry against the exchange: the log must tell the same story as the two headers and the token."""

from __future__ import annotations

from audit.canonical import EncodingError
from audit.entry import EntryKind, OpenEntry, decode_open
from services.access.caller import Caller
from services.evidence.case import Case
from services.evidence.line import Fails, require
from services.evidence.person import cited

ANSWERED = (EntryKind.READ, EntryKind.OUTCOME, EntryKind.REFUSAL)


def open_entry(raw: bytes, who: str) -> OpenEntry:
    """Decoded open part of an entry; Fails when it is not canonical."""
    try:
        return decode_open(raw)
    except EncodingError:
        raise Fails(who, "log entry is not well-formed") from None


def check_entry(case: Case, entry: OpenEntry, caller: Caller | None) -> None:
    """Fails, naming the fact, where the entry says something else than what was signed."""
    request, answer, registry = case.request, case.answer, case.registry
    said = {
        "request": (entry.request_sha256, case.request_sha256),
        "request body": (entry.request_body_sha256, request.body_sha256),
        "request key": (entry.request_kid, request.kid),
        "method": (entry.method, request.method),
        "agency": (entry.agency, request.issuer),
        "system": (entry.system, case.system.system),
        "token": (entry.token_sha256, request.token_sha256),
        "approver token": (entry.approver_sha256, request.approver_sha256),
        "answer body": (entry.answer_body_sha256, answer.body_sha256),
        "status": (entry.status, answer.grpc_status),
        "registry version": (entry.registry_version, registry.version),
        "registry": (entry.registry_sha256, registry.digest),
    }
    require(entry.kind in ANSWERED, case.server, "log entry is not that of an answered call")
    for fact, (logged, signed) in said.items():
        require(logged == signed, case.server, f"log entry names another {fact}")
    _check_tls(case, entry)
    if caller is not None:
        _check_person(case, entry, caller)


def _check_tls(case: Case, entry: OpenEntry) -> None:
    row = case.registry.tls(entry.tls_sha256)
    mine = row is not None and (row.agency, row.system) == (case.system.agency, case.system.system)
    require(mine, case.server, "log entry names a certificate of another system")


def _check_person(case: Case, entry: OpenEntry, caller: Caller) -> None:
    """An entry of a refusal may be from before the token was read, and then names no one."""
    if entry.kind == EntryKind.REFUSAL and not entry.officer:
        return
    said = {
        "officer": (entry.officer, caller.officer),
        "approver": (entry.approver, caller.approver.as_logged if caller.approver else ""),
        "purpose": (entry.purpose, caller.purpose),
        "legal basis": (entry.legal_basis, caller.legal_basis),
        "query class": (entry.query_class, caller.query_class),
        "case": (entry.case_reference, cited(caller)),
        "token id": (entry.token_id, caller.token_id),
    }
    for fact, (logged, signed) in said.items():
        require(logged == signed, case.server, f"log entry names another {fact}")
