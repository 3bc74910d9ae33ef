"""Does this answer bind the hub, and to this very request? Numbered steps, in order.

 1. metadata    header and signature once each
 2. header      strict parse, direction answer, window
 3. signer      message key of the agency that was asked, in force; the header names a registry version held here, in
                which that agency has an open log, and with a token no other than the question did, unless it refuses
 4. signature   alone or through its cohort's root
 5. chain       method, audience, nonce and request digest are those of this call
 6. status      code and exact details are the signed ones
 7. body        SHA-256 equals the header's
 8. promise     index and commitment; without them only the reasons that leave no entry, never a body

Anything that fails is Unproven. ``grpc-message`` is not looked at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status
from rabta.signing.v1.header_pb2 import SigHeader

from services.client.errors import Broken, Refusal, Unproven
from services.errors import RabtaError
from services.membership.registry import Registry
from services.membership.rows import KeyRow
from services.signing.cohort import verify_answer
from services.signing.es256 import BadSignature
from services.signing.header import DIRECTION_ANSWER, WITHOUT_ENTRY, HeaderError, parse_header, within_window

REGISTRY_KEY = "rabta-registry-bin"
HEADER_KEY, SIGNATURE_KEY, DETAILS_KEY = "rabta-hdr-bin", "rabta-sig-bin", "grpc-status-details-bin"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, as far as the answer must match it. ``registry_version``: as cited with a token; 0 without.

    ``server``: agency that was asked, the hub where none is named.
    """

    method: str
    agency: str
    nonce: bytes
    request_sha256: bytes
    registry_version: int = 0
    server: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What came back, as it came. ``code`` is the gRPC status number."""

    code: int
    body: bytes
    trailing: Sequence[tuple[str, str | bytes]]

    def one(self, key: str) -> bytes:
        """The only value of ``key``; empty where there is none. Raises Unproven where it comes twice."""
        found = [value for name, value in self.trailing if name == key]
        if len(found) > 1:
            raise Unproven("metadata")
        value = found[0] if found else b""
        return value if isinstance(value, bytes) else value.encode()


class UnknownRegistry(RabtaError):
    """The answer names a registry version that is not held here: fetch, then judge again."""


@dataclass(frozen=True, slots=True)
class Proven:
    """An answer whose every step held. ``details`` is empty when OK."""

    header: SigHeader
    raw_header: bytes
    signature: bytes
    body: bytes
    details: bytes

    def raise_refusal(self) -> None:
        """Raise the signed refusal, if it is one."""
        if self.header.grpc_status:
            raise read_refusal(self.details)


def check_answer(sent: Sent, received: Received, chain: Sequence[Registry], now_ms: int) -> Proven:
    """Steps 1 to 8; ``chain``: versions held, oldest first. Raises Unproven; UnknownRegistry before step 4."""
    raw_header, signature = received.one(HEADER_KEY), received.one(SIGNATURE_KEY)
    if not raw_header or not signature:
        raise Unproven("metadata")
    try:
        header = parse_header(raw_header)
    except HeaderError:
        raise Unproven("header") from None
    if header.direction != DIRECTION_ANSWER or not within_window(header, now_ms):
        raise Unproven("header")
    row = _signer(header, sent, chain, now_ms)
    try:
        verify_answer(row.public, raw_header, signature)
    except BadSignature:
        raise Unproven("signature") from None
    _chain(header, sent)
    details = received.one(DETAILS_KEY)
    if header.grpc_status != received.code or header.status_sha256 != hashlib.sha256(details).digest():
        raise Unproven("status")
    if received.code and not details:
        raise Unproven("status")
    if header.body_sha256 != hashlib.sha256(received.body).digest():
        raise Unproven("body")
    if header.no_leaf and (received.body or read_refusal(details).reason not in WITHOUT_ENTRY):
        raise Unproven("promise")
    return Proven(header, raw_header, signature, received.body, details)


def _signer(header: SigHeader, sent: Sent, chain: Sequence[Registry], now_ms: int) -> KeyRow:
    newest = chain[-1]
    if header.federation_id != newest.federation_id or header.issuer != (sent.server or newest.hub):
        raise Unproven("signer")
    if header.registry_version > newest.version:
        raise UnknownRegistry
    named = [one for one in chain if (one.version, one.digest) == (header.registry_version, header.registry_sha256)]
    if not named:
        raise Unproven("registry")
    if not named[0].serves(header.issuer):
        raise Unproven("signer")
    if sent.registry_version and not header.grpc_status and header.registry_version != sent.registry_version:
        raise Unproven("registry")
    row = newest.message_key(header.kid)
    if row is None or row.agency != header.issuer or row.alg != header.alg or not row.in_force(now_ms):
        raise Unproven("signer")
    return row


def _chain(header: SigHeader, sent: Sent) -> None:
    same = (
        header.method == sent.method
        and header.audience == sent.agency
        and header.nonce == sent.nonce
        and header.request_sha256 == sent.request_sha256
    )
    if not same:
        raise Unproven("chain")


CAUSE: Final = re.compile("[A-Z_]{1,40}")


def read_refusal(details: bytes) -> Refusal:
    """The refusal that signed details hold. Raises Unproven where they hold none of ours."""
    status = Status()
    try:
        status.ParseFromString(details)
    except Exception:
        raise Unproven("status") from None
    info, bad, retry = ErrorInfo(), BadRequest(), RetryInfo()
    for detail in status.details:
        for message in (info, bad, retry):
            detail.Unpack(message)
    if info.domain != "rabta" or not info.reason:
        raise Unproven("status")
    broken = tuple(Broken(one.field, one.reason, one.description) for one in bad.field_violations)
    cause = info.metadata.get("cause", "")
    return Refusal(info.reason, broken, retry.retry_delay.seconds, cause if CAUSE.fullmatch(cause) else "")
