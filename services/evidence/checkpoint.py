"""A log's head that may be believed: of a log of who answered, at a size that it had, cosigned by a quorum."""

from __future__ import annotations

from dataclasses import dataclass

from audit.checkpoint import OpenedCheckpoint, open_checkpoint
from audit.note import NoteError
from services.errors import RabtaError
from services.membership.registry import Registry


class CheckpointFault(RabtaError):
    """``step``: ``checkpoint`` or ``quorum``; the text says what does not hold."""

    def __init__(self, step: str, claim: str) -> None:
        super().__init__(claim)
        self.step = step


@dataclass(frozen=True, slots=True)
class Cosigned:
    """``agencies``: by key name, those whose cosignature counts at this size, one an agency."""

    opened: OpenedCheckpoint
    agencies: dict[str, str]


def cosigned(note: bytes, registry: Registry, server: str) -> Cosigned:
    """A checkpoint of a log of ``server`` with cosignatures of k witnesses of distinct agencies.

    Raises CheckpointFault.
    """
    policy = registry.witness_policy
    logs = [row.vkey for row in registry.logs_of(server)]
    try:
        opened = open_checkpoint(note, logs, [row.vkey for row in policy.witnesses])
    except NoteError as error:
        raise CheckpointFault("checkpoint", f"checkpoint does not hold ({error})") from None
    size, log = opened.checkpoint.size, registry.log_of(opened.checkpoint.origin)
    if log is None or not log.span.covers(size):
        raise CheckpointFault("checkpoint", "checkpoint is of no registered log at this size")
    names = {row.agency: row.vkey.name for row in policy.at(log.origin, size) if row.vkey.name in opened.cosigned}
    if len(names) < policy.quorum:
        raise CheckpointFault("quorum", f"fewer than {policy.quorum} witnesses cosigned")
    return Cosigned(opened, {name: agency for agency, name in names.items()})
