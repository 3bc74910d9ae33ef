"""The words that a token is filed and looked for under: a listed Urdu word where it writes one, else its skeleton."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple

from services.matching.index.skeleton import skeleton
from services.names.letters import Script, script_of
from services.names.lexicon import REMEMBERED, UNSEEN, Lexicon, Posterior

CERTAIN: Final = 0.3
"""From this posterior on, a token is filed under its likeliest word."""
POSSIBLE: Final = 0.08
"""From this posterior on, a token is looked for under a word as well, and under its skeleton."""
READINGS: Final = 3


class Filed(NamedTuple):
    """``word``: 32 bits of its digest; ``share``: of all tokens, by the published table; ``chance``: that it is meant.

    ``share`` of a skeleton is that of a name which no list has.
    """

    word: int
    share: float
    chance: float = 1.0


class Filing:
    """Files tokens by the fitted posteriors; answers are kept, as tokens recur."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.entry = lru_cache(maxsize=REMEMBERED)(self._entry)
        self.sought = lru_cache(maxsize=REMEMBERED)(self._sought)

    def _entry(self, token: str) -> Filed:
        """The one word that a token of an entry is filed under."""
        if script_of(token) is Script.URDU:
            return self._urdu(token)
        words = self._lexicon.posterior(token).words
        if words and words[0][1] >= CERTAIN:
            return Filed(_digest(words[0][0]), self._lexicon.prior(words[0][0]))
        return _of_skeleton(token)

    def _sought(self, token: str) -> tuple[Filed, ...]:
        """The words that a token of a description may be filed under, likeliest first; at least one."""
        if script_of(token) is Script.URDU:
            return (self._urdu(token),)
        found = self._lexicon.posterior(token)
        listed = [
            Filed(_digest(word), self._lexicon.prior(word), chance) for word, chance in found.words if chance > POSSIBLE
        ]
        return (*listed[:READINGS], *_unlisted(token, found))

    def _urdu(self, token: str) -> Filed:
        share = self._lexicon.prior(token)
        return Filed(_digest(token), share) if share else _of_skeleton(token)


def _unlisted(token: str, found: Posterior) -> tuple[Filed, ...]:
    """The skeleton, where an entry's token of these letters may be filed under it."""
    unlisted = 1.0 - sum(chance for _, chance in found.words)
    uncertain = not found.words or found.words[0][1] < CERTAIN
    return (_of_skeleton(token, max(unlisted, POSSIBLE)),) if uncertain or unlisted > POSSIBLE else ()


def _of_skeleton(token: str, chance: float = 1.0) -> Filed:
    return Filed(_digest(f"~{skeleton(token)}"), UNSEEN, chance)


def _digest(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=4).digest())
