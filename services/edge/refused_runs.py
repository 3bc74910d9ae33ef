"""Agencies that the node answers nothing at all: runs of calls in which each was refused by no fault of its question.

A run begins with the first such refusal and ends with the first call of the agency that is answered, or refused for
what it asks: then the agency is heard. Agencies come from the registry, so that no caller can make the table grow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import grpc

FROM_CALLS: Final = 20
"""Calls in a row from which a run is reported: fewer are one busy moment."""
WITHIN_MS: Final = 3_600_000
"""A run of an agency that made no call for longer is not reported: nobody waits there."""
UNHEARD: Final = frozenset(
    code.value[0]
    for code in (
        grpc.StatusCode.UNKNOWN,
        grpc.StatusCode.RESOURCE_EXHAUSTED,
        grpc.StatusCode.INTERNAL,
        grpc.StatusCode.UNAVAILABLE,
    )
)
"""gRPC statuses that say nothing of the question; UNKNOWN is a call that ended without an answer."""


class RefusedRun(NamedTuple):
    """``agency``; ``reason``: of its last call; ``calls`` in a row; ``since_ms``: epoch milliseconds of the first."""

    agency: str
    reason: str
    calls: int
    since_ms: int


@dataclass(slots=True)
class _Run:
    since_ms: int
    last_ms: int = 0
    calls: int = 0
    reason: str = ""


class RefusedRuns:
    """The runs of one process."""

    def __init__(self) -> None:
        self._runs: dict[str, _Run] = {}

    def add(self, agency: str, status: int, reason: str, now_ms: int) -> None:
        """One call that has ended, by its gRPC status. An answered call of an agency without a run costs nothing."""
        if status not in UNHEARD:
            if self._runs:
                self._runs.pop(agency, None)
            return
        run = self._runs.setdefault(agency, _Run(now_ms))
        run.last_ms, run.calls, run.reason = now_ms, run.calls + 1, reason

    def report(self, now_ms: int) -> tuple[RefusedRun, ...]:
        """Runs to report, by the name of the agency."""
        return tuple(
            RefusedRun(agency, run.reason, run.calls, run.since_ms)
            for agency, run in sorted(self._runs.items())
            if run.calls >= FROM_CALLS and now_ms - run.last_ms <= WITHIN_MS
        )
