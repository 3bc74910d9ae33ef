"""When is a log proven to have been rolled back, or forked? Only by its own signature.

A witness that holds more, or another tree, shows the checkpoint that it cosigned. That
proves something where the log's own key signed it and it contradicts the newest head that
the log holds: each head is stored before it is published, so a log that has lost nothing
holds them all. What a witness merely says is a claim, and an alarm: anybody who answers in
its place could say so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from audit.checkpoint import open_checkpoint
from audit.note import NoteError, VerifierKey
from audit.store import Store

_PROOF, _REASON, _ALARMS = "rollback_proof", "rollback_reason", "witness_alarms"


def contradiction(shown: bytes, log: VerifierKey, size: int, root_of: Callable[[int], bytes]) -> str:
    """How a checkpoint contradicts a log whose newest head is over ``size`` leaves; empty where it does not.

    ``root_of(n)`` is the root over the first n of them.
    """
    try:
        head = open_checkpoint(shown, [log], origin=log.name).checkpoint
    except NoteError:
        return ""
    if head.size > size:
        return f"the log has signed a head over {head.size} leaves"
    return "" if head.root == root_of(head.size) else f"the log has signed another tree of {head.size} leaves"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A claim without proof: ``witness`` is the name of its key, ``claim`` is "ahead" or "another tree"."""

    witness: str
    claim: str
    size: int
    since_ms: int


class Closure:
    """Why the log is closed for good, if it is, and what witnesses claim without proof; both outlive a restart."""

    def __init__(self, store: Store, witnesses: Iterable[str]) -> None:
        """``witnesses``: those in office; the alarm of one that has left is over."""
        self._store = store
        self.reason: str = store.state(_REASON, "")
        kept = [Alarm(*row) for row in json.loads(store.state(_ALARMS, "[]"))]
        known = set(witnesses)
        self._alarms = {alarm.witness: alarm for alarm in kept if alarm.witness in known}

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """The first claim of each witness that made one, by its name."""
        return tuple(self._alarms[name] for name in sorted(self._alarms))

    def close(self, reason: str, proof: bytes) -> None:
        """Close the log for good; the proof is kept. StoreUnavailable."""
        self.reason = reason
        with self._store.transaction():
            self._store.set_state(_PROOF, proof)
            self._store.set_state(_REASON, reason)

    def claimed(self, alarm: Alarm) -> None:
        """Keep a claim, the first of each witness. StoreUnavailable."""
        if alarm.witness not in self._alarms:
            self._alarms[alarm.witness] = alarm
            rows = [[one.witness, one.claim, one.size, one.since_ms] for one in self.alarms]
            self._store.set_state(_ALARMS, json.dumps(rows))
