"""The hub's signed word that nothing stands against a guardian, as a child-protection body was answered it.

It is the answer to `CheckGuardian` as it travelled (docs/protocol.md, sections 4 and 5). Of it the word, the number,
the body and the time are looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.membership.registry import Registry
from services.signing.cohort import verify_answer
from services.signing.es256 import BadSignature
from services.signing.header import DIRECTION_ANSWER, SKEW_MS, HeaderError, SigHeader, parse_header
from services.values.identity import GuardianWord
from services.values.records import CheckGuardianResponse, Identifier

METHOD: Final = "/rabta.records.v1.RecordsService/CheckGuardian"
GOOD_MS: Final = 86_400_000
"""A word is of one day (P)."""


class SignedFitness:
    """See :class:`services.identity.provisional.ports.Fitness`.

    ``registry``: that by which the call is judged; ``decode``: of an answer's body, raising InvalidArgument.
    """

    def __init__(self, registry: Registry, decode: Callable[[bytes], CheckGuardianResponse]) -> None:
        self._registry, self._decode = registry, decode

    def fit(self, guardian: Identifier, body: str, word: GuardianWord, now_ms: int) -> bool:
        """See the port."""
        header = self._header(word, now_ms)
        if (header.direction, header.method, header.grpc_status) != (DIRECTION_ANSWER, METHOD, 0):
            raise _refused("method")
        if header.audience != body:
            raise _refused("another-body")
        if not -SKEW_MS <= now_ms - header.iat_ms < GOOD_MS:
            raise _refused("time")
        if header.body_sha256 != sha256(word.answer).digest():
            raise _refused("answer")
        said = self._decode(word.answer)
        if said.guardian != guardian:
            raise _refused("another-person")
        return said.fit

    def _header(self, word: GuardianWord, now_ms: int) -> SigHeader:
        """The header, once the hub's signature on it holds. Raises InvalidArgument."""
        try:
            header = parse_header(word.header)
        except HeaderError:
            raise _refused("header") from None
        registry = self._registry
        key = registry.key(header.kid, "MESSAGE")
        of_hub = (header.federation_id, header.issuer) == (registry.federation_id, registry.hub)
        if key is None or key.agency != registry.hub or not key.in_force(now_ms) or not of_hub:
            raise _refused("signer")
        try:
            verify_answer(key.public, word.header, word.signature)
        except BadSignature:
            raise _refused("signature") from None
        return header


def _refused(rule: str) -> InvalidArgument:
    return InvalidArgument(Violation("word", rule, "is not the hub's word of today on this guardian, for this body"))
