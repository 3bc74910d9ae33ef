"""Each check of a request. :mod:`services.edge.stages` lists them and says in which order they run.

A check reads what those before it filled in, fills in its part of the call, or raises.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rabta.access.v1.purpose_pb2 import QueryClass
from rabta.access.v1.rule_pb2 import PERMISSION_REGISTRY_READ

from services.access.approver import approver_invalid, parse_approver
from services.access.errors import PurposeUnfit
from services.access.jws import BadJws
from services.access.token import bind, token_invalid
from services.edge.body import deadline_ms
from services.edge.call import Call
from services.edge.errors import (
    BodyMismatch,
    MethodUnknown,
    RegistryExpired,
    RegistryStale,
    TooBusy,
    Unauthenticated,
)
from services.signing.cohort import verify_request
from services.signing.es256 import BadSignature
from services.signing.header import DIRECTION_REQUEST, HeaderError, parse_header, request_digest, within_window

if TYPE_CHECKING:
    from services.edge.chain import Edge

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


def metadata(call: Call, _edge: Edge) -> None:
    """Fills in the bytes of header, signature and tokens; other keys than ours are ignored. Raises Unauthenticated."""
    found: dict[str, Any] = {}
    for key, value in call.context.invocation_metadata():
        limit = SIZES.get(key)
        if limit is None:
            continue
        if key in found or not 0 < len(value) <= limit:
            raise Unauthenticated
        found[key] = value
    header, signature = found.get(HEADER_KEY), found.get(SIGNATURE_KEY)
    if not isinstance(header, bytes) or not isinstance(signature, bytes):
        raise Unauthenticated
    call.raw_header, call.signature = header, signature
    token = found.get(TOKEN_KEY, "")
    if token:
        call.token = token[len(BEARER) :]
        if not token.startswith(BEARER) or not is_token_text(call.token):
            raise Unauthenticated
    approver = found.get(APPROVER_KEY, b"")
    if approver:
        call.approver = approver.decode("ascii", "replace")


def is_token_text(text: str) -> bool:
    """Whether a token could be so spelt: letters, digits, ``_``, ``.``, ``-``. A pattern takes three times as long."""
    return bool(text) and not text.encode("utf-8", "replace").translate(None, TOKEN_OCTETS)


def header(call: Call, _edge: Edge) -> None:
    """Fills in the header. Raises Unauthenticated where it is not canonical or breaks a rule of its fields."""
    try:
        call.header = parse_header(call.raw_header)
    except HeaderError:
        raise Unauthenticated from None


def addressee(call: Call, _edge: Edge) -> None:
    """The header is for this federation, the agency that answers here and this method. Raises Unauthenticated."""
    read, registry = call.header, call.snapshot.registry
    if read.federation_id != registry.federation_id or read.audience != call.snapshot.server:
        raise Unauthenticated
    if read.direction != DIRECTION_REQUEST or read.method != call.method:
        raise Unauthenticated


def window(call: Call, edge: Edge) -> None:
    """Now lies in the header's window, 30 s given. Raises Unauthenticated; :func:`header` bounds the window to 60 s.

    Where the clock here is known to be off, whose window fits cannot be told: the call goes on, to be refused for that,
    and is judged by its own time until then.
    """
    if within_window(call.header, call.now_ms):
        return
    if not edge.log.clock_off:
        raise Unauthenticated
    call.untimed, call.now_ms = True, call.header.iat_ms


def key(call: Call, _edge: Edge) -> None:
    """Fills in the key. Its algorithm comes from the registry's row, never from the message. Raises Unauthenticated."""
    row = call.snapshot.registry.message_key(call.header.kid)
    if row is None or row.alg != call.header.alg or row.agency != call.header.issuer or not row.in_force(call.now_ms):
        raise Unauthenticated
    call.key = row


def signature(call: Call, _edge: Edge) -> None:
    """Fills in the digest that chains the answer to this request. Raises Unauthenticated where the key did not sign."""
    try:
        verify_request(call.key.public, call.raw_header, call.signature)
    except BadSignature:
        raise Unauthenticated from None
    call.request_sha256 = request_digest(call.raw_header, call.signature)


def connection(call: Call, _edge: Edge) -> None:
    """Fills in the TLS row: in force, of the key's agency and system. Raises Unauthenticated."""
    row = call.snapshot.registry.tls(call.thumbprint)
    if row is None or not row.in_force(call.now_ms):
        raise Unauthenticated
    if row.agency != call.key.agency or row.system != call.key.system:
        raise Unauthenticated
    call.tls = row


def method(call: Call, edge: Edge) -> None:
    """Fills in rule and handler. Raises MethodUnknown where this node serves no such method."""
    route = edge.routes.get(call.method)
    if route is None:
        raise MethodUnknown
    call.rule, call.handler, call.budget = route


def slot(call: Call, _edge: Edge) -> None:
    """The agency holds a slot for the call. Raises TooBusy, with a wait of 60 s."""
    if not call.slot:
        raise TooBusy(retry_after_s=60)


def deadline(call: Call, edge: Edge) -> None:
    """Fills in when the caller stops waiting. Raises DeadlineRequired."""
    call.deadline_ms = deadline_ms(call.context, edge.clock())


async def message(call: Call, edge: Edge) -> None:
    """Fills in the body. Raises BodyMismatch where none comes in time, MessageTooLarge."""
    call.body = await edge.bodies.read(call.context)


def registry(call: Call, _edge: Edge) -> None:
    """Hub and caller act under one registry that is in force. Raises RegistryExpired, RegistryStale.

    Tokenless methods answer across versions; after expiry only GetRegistry answers.
    """
    mine = call.snapshot.registry
    if call.rule.permission == PERMISSION_REGISTRY_READ:
        return
    if call.now_ms > mine.expires_ms:
        raise RegistryExpired
    if call.rule.tokenless:
        return
    if call.header.registry_version != mine.version or call.header.registry_sha256 != mine.digest:
        raise RegistryStale


def body(call: Call, _edge: Edge) -> None:
    """Fills in the body's SHA-256. Raises BodyMismatch where the header states another."""
    call.body_sha256 = hashlib.sha256(call.body).digest()
    if call.body_sha256 != call.header.body_sha256:
        raise BodyMismatch


def token(call: Call, edge: Edge) -> None:
    """Fills in the caller. Parse and signature may come from the cache; all else is checked each time.

    Raises TokenInvalid, TokenExpired, TokenNotBound, OfficerUnfit.
    """
    if not call.token:
        if call.rule.tokenless and not call.header.token_sha256:
            return
        raise token_invalid(BadJws("missing"))
    digest = hashlib.sha256(call.token.encode()).digest()
    if digest != call.header.token_sha256:
        raise token_invalid(BadJws("digest"))
    mine = call.snapshot.registry
    verified = edge.tokens.parse(call.token, mine, call.now_ms, digest)
    call.caller = bind(verified, mine, call.tls, call.thumbprint, call.now_ms, call.snapshot.server)


def approver(call: Call, _edge: Edge) -> None:
    """Fills in the second person, if any. The token's ``jti`` is consumed like a nonce. Raises ApproverInvalid."""
    if not call.approver:
        if call.header.approver_sha256:
            raise approver_invalid(BadJws("missing"))
        return
    if call.caller is None:
        raise approver_invalid(BadJws("person"))
    if hashlib.sha256(call.approver.encode()).digest() != call.header.approver_sha256:
        raise approver_invalid(BadJws("digest"))
    mine = call.snapshot.registry
    asked = call.method, call.body_sha256, call.now_ms
    second = parse_approver(call.approver, mine, call.caller, *asked, call.snapshot.server)
    call.caller, call.approver_nonce, call.approver_expires_ms = second.caller, second.nonce, second.expires_ms


def query_class(call: Call, _edge: Edge) -> None:
    """The token's class may call the method; one outside the vocabulary fits none that names classes.

    Raises PurposeUnfit.
    """
    if call.caller is None or not call.rule.classes:
        return
    if CLASSES.get(call.caller.query_class) not in call.rule.classes:
        raise PurposeUnfit
