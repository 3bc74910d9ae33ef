"""The hub's signed word that nothing stands against a guardian, as a child-protection body was answered it.

It is the answer to `CheckGuardian`. Of it the word, the number, the body and the time are looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.identity.hub_word import BadWord, Expected, word_body
from services.membership.registry import Registry
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
        try:
            said = self._decode(word_body(self._registry, word, Expected(METHOD, body, GOOD_MS), now_ms))
        except BadWord as bad:
            raise _refused(bad.rule) from None
        if said.guardian != guardian:
            raise _refused("another-person")
        return said.fit


def _refused(rule: str) -> InvalidArgument:
    return InvalidArgument(Violation("word", rule, "is not the hub's word of today on this guardian, for this body"))
