"""Is this request what it claims to be? Numbered steps, in the one order they run in.

From metadata alone, before a byte of the body is read:

 1. metadata    keys once each, sizes within bounds, no comma-joined value
 2. header      strict parse: canonical protobuf, at most 1 KiB
 3. addressee   federation, direction, method, audience
 4. window      at most 60 s long, 30 s skew either way; not judged by a clock that is known to be off
 5. key         kid is a message key in force; alg and issuer equal the registry's row
 6. signature   ES256 over the bytes as received
 7. connection  TLS thumbprint registered, in force, same agency and system as the key

A failure up to here is *unauthenticated*: unsigned constant text, no log entry, counted.
From here on the agency is known and each outcome is signed and logged:

 8. method      known, with a declared permission
 9. registry    in force, and the caller acts under the same version
10. body        SHA-256 equals the header's
11. token       digest equals the header's; issuer, signature, expiry, audience, certificate
12. approver    a second person's token, bound to this act
13. class       the token's query class may call this method
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Mapping
from typing import Any

from rabta.access.v1.purpose_pb2 import QueryClass
from rabta.access.v1.rule_pb2 import PERMISSION_REGISTRY_READ

from services.access.approver import approver_invalid, parse_approver
from services.access.errors import PurposeUnfit, Refused
from services.access.jws import BadJws
from services.access.token import TokenCache, bind, token_invalid
from services.edge.call import Call, Handler
from services.edge.routes import Route
from services.edge.unauthenticated import Unauthenticated
from services.signing.cohort import verify_request
from services.signing.es256 import BadSignature
from services.signing.header import DIRECTION_REQUEST, HeaderError, parse_header, request_digest, within_window

HEADER_KEY, SIGNATURE_KEY, TOKEN_KEY, APPROVER_KEY = (
    "rabta-hdr-bin",
    "rabta-sig-bin",
    "authorization",
    "rabta-approver-bin",
)
SIZES: Mapping[str, int] = {HEADER_KEY: 1024, SIGNATURE_KEY: 65, TOKEN_KEY: 8200, APPROVER_KEY: 8192}
BEARER = "Bearer "
CLASSES: Mapping[str, int] = {name.removeprefix("QUERY_CLASS_"): number for name, number in QueryClass.items()}
TOKEN_OCTETS = (string.ascii_letters + string.digits + "_.-").encode()


class RegistryStale(Refused):
    """The two sides act under different registry versions; the one behind fetches."""

    reason = "REGISTRY_STALE"


class RegistryExpired(Refused):
    """The registry here is past its expiry: only GetRegistry answers."""

    reason = "REGISTRY_EXPIRED"


class MethodUnknown(Refused):
    """No such method, or one without a declared permission."""

    reason = "METHOD_UNKNOWN"


class BodyMismatch(Refused):
    """The body is not the one that was signed."""

    reason = "BODY_MISMATCH"


def metadata(call: Call, pairs: Any) -> None:
    """Step 1. Fills in header and token bytes; other keys than ours are ignored."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        limit = SIZES.get(key)
        if limit is None:
            continue
        if key in found or not 0 < len(value) <= limit:
            raise Unauthenticated("metadata")
        found[key] = value
    header, signature = found.get(HEADER_KEY), found.get(SIGNATURE_KEY)
    if not isinstance(header, bytes) or not isinstance(signature, bytes):
        raise Unauthenticated("metadata")
    call.raw_header, call.signature = header, signature
    token = found.get(TOKEN_KEY, "")
    if token:
        call.token = token[len(BEARER) :]
        if not token.startswith(BEARER) or not is_token_text(call.token):
            raise Unauthenticated("metadata")
    approver = found.get(APPROVER_KEY, b"")
    if approver:
        call.approver = approver.decode("ascii", "replace")


def is_token_text(text: str) -> bool:
    """Whether a token could be so spelt: letters, digits, ``_``, ``.``, ``-``. A pattern takes three times as long."""
    return bool(text) and not text.encode("utf-8", "replace").translate(None, TOKEN_OCTETS)


def header(call: Call) -> None:
    """Step 2."""
    try:
        call.header = parse_header(call.raw_header)
    except HeaderError:
        raise Unauthenticated("header") from None


def addressee(call: Call) -> None:
    """Step 3."""
    read, registry = call.header, call.snapshot.registry
    if read.federation_id != registry.federation_id or read.audience != registry.hub:
        raise Unauthenticated("addressee")
    if read.direction != DIRECTION_REQUEST or read.method != call.method:
        raise Unauthenticated("addressee")


def window(call: Call, clock_off: bool) -> None:
    """Step 4. The header's own length limit of 60 s is part of the strict parse.

    Where the clock here is known to be off, whose window fits cannot be told: the call goes on, to be refused for that,
    and is judged by its own time until then.
    """
    if within_window(call.header, call.now_ms):
        return
    if not clock_off:
        raise Unauthenticated("window")
    call.untimed, call.now_ms = True, call.header.iat_ms


def key(call: Call) -> None:
    """Step 5. The algorithm comes from the registry's row, never from the message."""
    row = call.snapshot.registry.message_key(call.header.kid)
    if row is None or row.alg != call.header.alg or row.agency != call.header.issuer or not row.in_force(call.now_ms):
        raise Unauthenticated("key")
    call.key = row


def signature(call: Call) -> None:
    """Step 6. Also yields the digest that chains the answer to this request."""
    try:
        verify_request(call.key.public, call.raw_header, call.signature)
    except BadSignature:
        raise Unauthenticated("signature") from None
    call.request_sha256 = request_digest(call.raw_header, call.signature)


def connection(call: Call) -> None:
    """Step 7."""
    row = call.snapshot.registry.tls(call.thumbprint)
    if row is None or not row.in_force(call.now_ms):
        raise Unauthenticated("connection")
    if row.agency != call.key.agency or row.system != call.key.system:
        raise Unauthenticated("connection")
    call.tls = row


def registry(call: Call) -> None:
    """Step 9. Tokenless methods answer across versions; after expiry only GetRegistry answers."""
    mine = call.snapshot.registry
    if call.rule.permission == PERMISSION_REGISTRY_READ:
        return
    if call.now_ms > mine.expires_ms:
        raise RegistryExpired
    if call.rule.tokenless:
        return
    if call.header.registry_version != mine.version or call.header.registry_sha256 != mine.digest:
        raise RegistryStale


def method(call: Call, routes: Mapping[str, Route]) -> Handler:
    """Step 8."""
    route = routes.get(call.method)
    if route is None:
        raise MethodUnknown
    call.rule, call.handler = route.rule, route.handler
    return route.handler


def body(call: Call) -> None:
    """Step 10."""
    call.body_sha256 = hashlib.sha256(call.body).digest()
    if call.body_sha256 != call.header.body_sha256:
        raise BodyMismatch


def token(call: Call, cache: TokenCache) -> None:
    """Step 11. Parse and signature may come from the cache; all else is checked each time."""
    if not call.token:
        if call.rule.tokenless and not call.header.token_sha256:
            return
        raise token_invalid(BadJws("missing"))
    digest = hashlib.sha256(call.token.encode()).digest()
    if digest != call.header.token_sha256:
        raise token_invalid(BadJws("digest"))
    mine = call.snapshot.registry
    verified = cache.parse(call.token, mine, call.now_ms, digest)
    call.caller = bind(verified, mine, call.tls, call.thumbprint, call.now_ms)


def approver(call: Call) -> None:
    """Step 12. The approver's jti is consumed like a nonce: the token counts once."""
    if not call.approver:
        if call.header.approver_sha256:
            raise approver_invalid(BadJws("missing"))
        return
    if call.caller is None:
        raise approver_invalid(BadJws("person"))
    if hashlib.sha256(call.approver.encode()).digest() != call.header.approver_sha256:
        raise approver_invalid(BadJws("digest"))
    mine = call.snapshot.registry
    second = parse_approver(call.approver, mine, call.caller, call.method, call.body_sha256, call.now_ms)
    call.caller, call.approver_nonce, call.approver_expires_ms = second.caller, second.nonce, second.expires_ms


def query_class(call: Call) -> None:
    """Step 13. A class outside the vocabulary fits no method that names its classes."""
    if call.caller is None or not call.rule.classes:
        return
    if CLASSES.get(call.caller.query_class) not in call.rule.classes:
        raise PurposeUnfit
