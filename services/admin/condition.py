"""What a process needs to answer, and how each of these is now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from audit.client import Clock
from services.edge.refused_runs import RefusedRun
from services.edge.service import Part


class Condition(StrEnum):
    """How a part is; all but OK keep the process from answering. Names as on the wire, in lower case.

    HELD: the line to the log is up and waits for the registry's leaf. REFUSING: the writer takes nothing, since it is
    not open yet or was rolled back. SILENT: it is there and says nothing.
    """

    OK = "ok"
    DOWN = "down"
    HELD = "held"
    EXPIRED = "expired"
    REFUSING = "refusing"
    SILENT = "silent"


class Behind(NamedTuple):
    """How much of a source the graph does not show: changes, and the age of the oldest of them in seconds."""

    source: str
    changes: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Report:
    """A process at one moment. ``registry_expires_s``: seconds until then, below 0 after; 0 with version 0 for none.

    ``to_judge``: versions and records that a newer registry has still to be asked about.
    ``witness_alarms``: names of witnesses that claim, without proof, to have seen more of the log, or another.
    ``clock_alarms``: witnesses whose clock is more than 30 s off this machine's, and by how many seconds.
    ``behind``: of the projector, by source.
    ``refused_runs``: agencies of which each call is refused by no fault of its question.
    """

    parts: Mapping[Part, Condition]
    draining: bool = False
    registry_version: int = 0
    registry_expires_s: int = 0
    under_way: int = 0
    starting: bool = False
    witness_alarms: tuple[str, ...] = ()
    to_judge: int = 0
    clock_alarms: tuple[Clock, ...] = ()
    behind: tuple[Behind, ...] = ()
    refused_runs: tuple[RefusedRun, ...] = ()

    def serves(self, needs: Iterable[Part] | None = None) -> bool:
        """Whether new calls are taken and all of ``needs`` are well, every part where none is named."""
        wanted = self.parts if needs is None else needs
        return not (self.starting or self.draining) and all(self.parts.get(part) is Condition.OK for part in wanted)


Look = Callable[[], Awaitable[Report]]


@dataclass(frozen=True, slots=True)
class Process:
    """Whom an admin port speaks for. ``name``: such as ``edge-0``, lower case letters, digits and hyphens.

    ``services``: full name of a service -> what it needs; ``started_ms``: epoch milliseconds.
    """

    name: str
    look: Look
    started_ms: int
    services: Mapping[str, frozenset[Part]] = field(default_factory=dict)
