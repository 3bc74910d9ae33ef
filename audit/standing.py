"""Whether the log stands well with its witnesses: fresh enough, and on the same time."""

from __future__ import annotations

from dataclasses import dataclass

from audit.quorum import MAX_CLOCK_OFFSET_MS, STALE_MS, Quorum


@dataclass(frozen=True, slots=True)
class Arrival:
    """A cosignature: its time in s, and when it came, on a clock that cannot be set (ms)."""

    time_s: int
    steady_ms: int


class Standing:
    """The newest cosignature of each witness. Without a quorum (tests only) everything is well."""

    def __init__(self, quorum: Quorum | None) -> None:
        self._quorum = quorum
        self._arrivals: dict[str, Arrival] = {}

    def arrived(self, witness: str, time_s: int, steady_ms: int) -> None:
        """A verified cosignature of a checkpoint of this log."""
        self._arrivals[witness] = Arrival(time_s, steady_ms)

    def forget(self, witness: str) -> None:
        """Let a witness count no more, until it cosigns again."""
        self._arrivals.pop(witness, None)

    def stale(self, now_ms: int) -> bool:
        """Whether the k-th newest cosignature is older than 15 minutes; times over 60 s ahead say nothing."""
        times = {name: arrival.time_s for name, arrival in self._arrivals.items()}
        return self._quorum is not None and self._quorum.stale(times, now_ms)

    def clock_off(self, now_ms: int, steady_ms: int) -> bool:
        """Whether own time differs by more than 30 s from the median of cosignatures of the last 15 minutes."""
        if self._quorum is None:
            return False
        offset = self._quorum.clock_offset_ms(self._offsets(now_ms, steady_ms))
        return offset is not None and abs(offset) > MAX_CLOCK_OFFSET_MS

    def clocks_off(self, now_ms: int, steady_ms: int) -> dict[str, int]:
        """Witness -> how far its clock is ahead of own time in ms, below 0 behind, of those more than 30 s off.

        Whose clock is wrong is not known by that: where one or two are named it is theirs, where all are it is ours.
        """
        found = self._offsets(now_ms, steady_ms)
        return {name: offset for name, offset in sorted(found.items()) if abs(offset) > MAX_CLOCK_OFFSET_MS}

    def _offsets(self, now_ms: int, steady_ms: int) -> dict[str, int]:
        """Each is compared with what own time says of the moment when it came; so a clock that is set is noticed at
        once, not with the next cosignature.
        """
        return {
            name: arrival.time_s * 1000 - (now_ms - (steady_ms - arrival.steady_ms))
            for name, arrival in self._arrivals.items()
            if steady_ms - arrival.steady_ms <= STALE_MS
        }
