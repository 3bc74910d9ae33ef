"""A node cut off from its peers on purpose, for a bounded time: what posts were answered meanwhile, and how old it was.

The process that takes copies reads the file of a drill each second and pulls from nobody while it runs. It ends by its
own time whatever becomes of who began it, and a file that says more than the longest drill is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from services.errors import RabtaError
from services.exchange.check.freshness import hours_at_posts
from services.node.copies_opened import open_copies
from services.node.copies_synced import STATE, SyncedCopies
from services.node.rules import in_force
from services.signing.keyfile import UnsafeFile, read_private, replace_private

FILE: Final = "drill.json"
LONGEST_MS: Final = 8 * 3_600_000
CHECK: Final = "/rabta.exchange.v1.CheckService/CheckTraveller"
CALLS: Final = ("calls.log.1", "calls.log")
STALE: Final = "COPY_STALE"


class DrillRuns(RabtaError):
    """One is under way already."""


@dataclass(frozen=True, slots=True)
class Drill:
    """From when to when, epoch milliseconds."""

    from_ms: int
    until_ms: int

    def runs(self, now_ms: int) -> bool:
        """Whether it is under way, and no longer than one may be."""
        return self.from_ms <= now_ms < self.until_ms <= self.from_ms + LONGEST_MS


class OfficeAge(NamedTuple):
    """Of one giver: when all that it gives was last held, 0 for never; how many hours old it may be at a post."""

    agency: str
    synced_ms: int
    hours: int


class Drilled(NamedTuple):
    """Checks of travellers meanwhile: ``answered``, refused as ``stale``, ``refused`` for another reason."""

    answered: int
    stale: int
    refused: int
    offices: tuple[OfficeAge, ...]


def begin(folder: Path, now_ms: int, minutes: int) -> Drill:
    """Cut the node off for so many minutes. Raises DrillRuns, OSError."""
    if running(folder, now_ms):
        raise DrillRuns("a drill is under way")
    made = Drill(now_ms, now_ms + minutes * 60_000)
    replace_private(folder / FILE, json.dumps(asdict(made)).encode())
    return made


def end(folder: Path) -> None:
    """Let the node pull again."""
    (folder / FILE).unlink(missing_ok=True)


def running(folder: Path, now_ms: int) -> bool:
    """Whether a drill is under way; a file that nobody can read is none."""
    with suppress(OSError, UnsafeFile, ValueError, TypeError):
        return Drill(**json.loads(read_private(folder / FILE))).runs(now_ms)
    return False


async def report(folder: Path, drill: Drill, now_ms: int) -> Drilled:
    """What came of it, by the node's line of each call and by its copies now. Raises as :func:`open_copies` does."""
    reasons = list(_checks(folder, drill, now_ms))
    answered, stale = reasons.count(""), reasons.count(STALE)
    return Drilled(answered, stale, len(reasons) - answered - stale, await _offices(folder, now_ms))


async def _offices(folder: Path, now_ms: int) -> tuple[OfficeAge, ...]:
    async with open_copies(folder) as copies:
        registry = copies.registries.current()
        hours = hours_at_posts(in_force(registry, copies.settings.server(registry.hub), now_ms))
        synced = await SyncedCopies(folder / STATE, copies.context.store).synced(hours, registry.hub)
    return tuple(OfficeAge(agency, synced.get(agency, 0), hours[agency]) for agency in sorted(hours))


def _checks(folder: Path, drill: Drill, now_ms: int) -> Iterator[str]:
    """Reason of each check within the drill, "" where it was answered. A line that is none is passed over."""
    last_ms = min(now_ms, drill.until_ms)
    for name in CALLS:
        with suppress(FileNotFoundError), (folder / name).open("rb") as lines:
            for line in lines:
                if CHECK.encode() in line:
                    yield from _reason(line, drill.from_ms, last_ms)


def _reason(line: bytes, from_ms: int, last_ms: int) -> Iterator[str]:
    try:
        said = json.loads(line)
        at_ms = datetime.fromisoformat(said["timestamp"]).timestamp() * 1000
        method, reason = said["method"], str(said["reason"])
    except (ValueError, KeyError, TypeError):
        return
    if method == CHECK and from_ms <= at_ms <= last_ms:
        yield reason
