"""The open part of an entry, joined from parts of which most were encoded before.

The encoding leaves defaults out, so parts whose field numbers ascend can be joined (:mod:`audit.entry`).
What one officer's token, connection and registry version say is the same from call to call, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from audit.canonical import varint
from audit.entry import EntryKind, OpenEntry, SealedEntry, Withheld, encode_open, encode_sealed
from services.access.caller import Caller

KEPT = 4096
_OCTETS = 2
_TIME = varint(2 << 3)
_REQUEST, _REQUEST_BODY, _ANSWER_BODY, _SELECTOR = (varint(number << 3 | _OCTETS) for number in (19, 20, 21, 24))
_KIND = {kind: encode_open(OpenEntry(kind=kind)) for kind in EntryKind}


@lru_cache(KEPT)
def start(kind: EntryKind, time_ms: int) -> bytes:
    """Fields 1 and 2."""
    return _KIND[kind] + (_TIME + varint(time_ms) if time_ms else b"")


@lru_cache(KEPT)
def standing(
    agency: str,
    system: str,
    caller: Caller | None,
    method: str,
    case_state: str,
    token: bytes,
    approver: bytes,
    tls: bytes,
    kid: bytes,
) -> bytes:
    """Fields 3 to 18: who asks what, and why; how the case stands; what shows all that."""
    asked = who(agency, system, caller, method)
    return asked + case(case_state) + proofs(caller, token, approver, tls, kid)


def who(agency: str, system: str, caller: Caller | None, method: str) -> bytes:
    """Fields 3 to 11: who asks what, and why."""
    if caller is None:
        return encode_open(OpenEntry(agency=agency, system=system, method=method))
    return encode_open(
        OpenEntry(
            agency=agency,
            system=system,
            officer=caller.officer,
            approver=caller.approver.as_logged if caller.approver else "",
            method=method,
            purpose=caller.purpose,
            legal_basis=caller.legal_basis,
            query_class=caller.query_class,
            case_reference=f"{caller.case_type}:{caller.case_key}" if caller.case_type else "",
        )
    )


def case(state: str) -> bytes:
    """Field 12 of the open part: the state of the cited case as the owner told it, or empty."""
    return encode_open(OpenEntry(case_state=state))


def proofs(caller: Caller | None, token: bytes, approver: bytes, tls: bytes, kid: bytes) -> bytes:
    """Fields 13 to 18: the roles, and the digests of what they were shown by."""
    return encode_open(
        OpenEntry(
            role=",".join(sorted(caller.roles)) if caller else "",
            token_id=caller.token_id if caller else "",
            token_sha256=token,
            approver_sha256=approver,
            tls_sha256=tls,
            request_kid=kid,
        )
    )


def digests(request: bytes, request_body: bytes, answer_body: bytes) -> bytes:
    """Fields 19 to 21 of the open part: SHA-256 of request, request body and answer body, 32 bytes each or empty."""
    return _octets(_REQUEST, request) + _octets(_REQUEST_BODY, request_body) + _octets(_ANSWER_BODY, answer_body)


@lru_cache
def result(status: int, reason: str) -> bytes:
    """Fields 22 and 23 of the open part: number of the gRPC status, and the reason of a refusal."""
    return encode_open(OpenEntry(status=status, reason=reason))


def selectors(tokens: Iterable[bytes]) -> bytes:
    """Field 24 of the open part: 32-byte tokens of what was asked for, one field each."""
    return b"".join([_SELECTOR + varint(len(token)) + token for token in tokens])


@lru_cache(KEPT)
def records(names: tuple[str, ...]) -> bytes:
    """Field 25 of the open part: names of the versions that were shown."""
    return encode_open(OpenEntry(records=names))


@lru_cache
def rules(registry_version: int, registry_sha256: bytes, policy_sha256: bytes) -> bytes:
    """Fields 26 to 28."""
    return encode_open(
        OpenEntry(registry_version=registry_version, registry_sha256=registry_sha256, policy_sha256=policy_sha256)
    )


@lru_cache(KEPT)
def judged(withheld: tuple[tuple[str, str, int], ...], policies: tuple[str, ...], alarms: tuple[str, ...]) -> bytes:
    """Fields 1 to 3 of the sealed part; ``withheld``: (owner, cause, count)."""
    return encode_sealed(SealedEntry(tuple(Withheld(*one) for one in withheld), policies, alarms))


@lru_cache(KEPT)
def peer(address: str) -> bytes:
    """Field 4 of the sealed part."""
    return encode_sealed(SealedEntry(peer=address))


def _octets(tag: bytes, value: bytes) -> bytes:
    return tag + varint(len(value)) + value if value else b""
