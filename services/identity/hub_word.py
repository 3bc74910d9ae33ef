"""A word that the hub signed for an agency, which the agency sends on to the registry as it received it.

It is the hub's answer as it travelled (docs/protocol.md, sections 4 and 5). The registry verifies it by the keys of the
membership registry and asks nobody.
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from services.errors import RabtaError
from services.membership.registry import Registry
from services.signing.cohort import verify_answer
from services.signing.es256 import BadSignature
from services.signing.header import DIRECTION_ANSWER, SKEW_MS, HeaderError, SigHeader, parse_header
from services.values.identity import GuardianWord, PersonWord


class Expected(NamedTuple):
    """What a word must be. ``method``: full path; ``audience``: the agency that received it; ``good_ms``: how long."""

    method: str
    audience: str
    good_ms: int


class BadWord(RabtaError, ValueError):
    """A word that does not hold. ``rule``: method, another-body, time, answer, header, signer or signature."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def word_body(registry: Registry, word: GuardianWord | PersonWord, expected: Expected, now_ms: int) -> bytes:
    """The body that the hub signed. Raises BadWord."""
    header = _header(registry, word, now_ms)
    if (header.direction, header.method, header.grpc_status) != (DIRECTION_ANSWER, expected.method, 0):
        raise BadWord("method")
    if header.audience != expected.audience:
        raise BadWord("another-body")
    if not -SKEW_MS <= now_ms - header.iat_ms < expected.good_ms:
        raise BadWord("time")
    if header.body_sha256 != sha256(word.answer).digest():
        raise BadWord("answer")
    return word.answer


def _header(registry: Registry, word: GuardianWord | PersonWord, now_ms: int) -> SigHeader:
    """The header, once the hub's signature on it holds. Raises BadWord."""
    try:
        header = parse_header(word.header)
    except HeaderError:
        raise BadWord("header") from None
    key = registry.key(header.kid, "MESSAGE")
    of_hub = (header.federation_id, header.issuer) == (registry.federation_id, registry.hub)
    if key is None or key.agency != registry.hub or not key.in_force(now_ms) or not of_hub:
        raise BadWord("signer")
    try:
        verify_answer(key.public, word.header, word.signature)
    except BadSignature:
        raise BadWord("signature") from None
    return header
