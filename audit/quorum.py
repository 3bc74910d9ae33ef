"""Which witnesses have cosigned, how fresh that is, and what time they agree on.

With k of N and 2k > N any two quorums share a witness, so that two forks cannot both
have one unless a witness lies; ``spare`` says how many may.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from audit.note import COSIGNATURE, VerifierKey

MAX_AHEAD_MS = 60_000
STALE_MS = 15 * 60_000
MAX_CLOCK_OFFSET_MS = 30_000


class QuorumError(Exception):
    """A witness policy under which two forks could both have a quorum."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """``k`` of the witnesses behind ``keys``: one vote for each distinct public key."""

    k: int
    keys: tuple[VerifierKey, ...]

    def __post_init__(self) -> None:
        """QuorumError unless keys are distinct cosignature keys and N/2 < k <= N."""
        count = len(self.keys)
        if any(key.alg != COSIGNATURE for key in self.keys):
            raise QuorumError("a witness key is not a cosignature key")
        if len({key.public for key in self.keys}) != count or len({key.name for key in self.keys}) != count:
            raise QuorumError("witness keys are not distinct")
        if not count < 2 * self.k <= 2 * count:
            raise QuorumError("a quorum must be more than half of the witnesses, and no more than all")

    @property
    def spare(self) -> int:
        """How many lying witnesses leave two forks without two quorums: 2k - N - 1."""
        return 2 * self.k - len(self.keys) - 1

    def times_s(self, cosigned: Mapping[str, int], now_ms: int) -> list[int]:
        """Times in s of members' cosignatures, newest first, without those over 60 s ahead of ``now_ms``."""
        members = (cosigned[key.name] for key in self.keys if key.name in cosigned)
        return sorted((time for time in members if time * 1000 <= now_ms + MAX_AHEAD_MS), reverse=True)

    def reached(self, cosigned: Mapping[str, int], now_ms: int) -> bool:
        """Whether k members have cosigned."""
        return len(self.times_s(cosigned, now_ms)) >= self.k

    def age_ms(self, cosigned: Mapping[str, int], now_ms: int) -> int | None:
        """Age in ms of the k-th newest cosignature, not below 0; None without a quorum."""
        times = self.times_s(cosigned, now_ms)
        return max(0, now_ms - times[self.k - 1] * 1000) if len(times) >= self.k else None

    def stale(self, cosigned: Mapping[str, int], now_ms: int) -> bool:
        """Whether there is no quorum younger than 15 minutes."""
        age = self.age_ms(cosigned, now_ms)
        return age is None or age > STALE_MS

    def clock_offset_ms(self, offsets_ms: Mapping[str, int]) -> int | None:
        """Median over members of (cosignature time - own time when it arrived), in ms; None below k members.

        Pass only fresh ones. Times ahead count here: they are what a slow clock looks like.
        """
        known = [offsets_ms[key.name] for key in self.keys if key.name in offsets_ms]
        return round(median(known)) if len(known) >= self.k else None
