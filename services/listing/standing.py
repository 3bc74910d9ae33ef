"""How a node stands, read where it runs: its processes, and what runs out in its folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

from rabta.admin.v1.admin_service_pb2 import Behind, ClockAlarm, GetStatusResponse, RefusedRun

from services.admin import asking
from services.listing.part import Part
from services.node.expiry import Expiry
from services.tables.showing import harmless

PROCESSES: Final = ("process", "state", "told")
EXPIRIES: Final = ("kind", "until", "left", "mark", "what")


def processes(found: Mapping[str, GetStatusResponse | None]) -> Part:
    """A row for each process that should run or answers."""
    return Part("Processes", PROCESSES, [process(name, answer) for name, answer in found.items()])


def process(name: str, answer: GetStatusResponse | None) -> tuple[str, str, str]:
    """One process: its name, whether it serves, and what it tells of its parts."""
    if answer is None:
        return name, "no answer", ""
    state = "draining" if answer.draining else "serving" if answer.serving else "not serving"
    version = f" {answer.registry_version}" if answer.registry_version else ""
    parts = [
        f"{part}{version if part == 'registry' else ''} {condition}"
        for part, condition in asking.read_conditions(answer)
    ]
    behind = "".join(f", graph behind {each.source} by {_changes(each)}" for each in answer.behind if each.changes)
    alarms = "".join(f", alarm: witness {harmless(each)}" for each in answer.witness_alarms)
    clocks = "".join(f", alarm: {_clock(each)}" for each in answer.clock_alarms)
    refused = "".join(f", alarm: {_refused(each)}" for each in answer.refused_runs)
    under_way = f"calls under way {answer.calls_under_way}"
    return name, state, f"{', '.join(parts)}, {under_way}{behind}{alarms}{clocks}{refused}"


def expiries(found: Iterable[Expiry], now_ms: int) -> Part:
    """What runs out, in the order given."""
    return Part("What runs out", EXPIRIES, [expiry(each, now_ms) for each in found])


def expiry(one: Expiry, now_ms: int) -> tuple[str, str, str, str, str]:
    """Kind, day (UTC), days left, whether it is time to act, and what."""
    mark = "OVER" if one.over(now_ms) else "soon" if one.soon(now_ms) else ""
    day = datetime.fromtimestamp(one.until_ms / 1000, UTC).date().isoformat() if one.until_ms else "-"
    return one.kind, day, one.fault or f"{one.days(now_ms)} days", mark, harmless(one.name)


def _clock(alarm: ClockAlarm) -> str:
    way = "ahead of" if alarm.ahead_seconds > 0 else "behind"
    return f"clock of witness {harmless(alarm.witness)} {abs(alarm.ahead_seconds)} s {way} this machine's"


def _refused(run: RefusedRun) -> str:
    since = datetime.fromtimestamp(run.since_ms / 1000, UTC).isoformat(timespec="seconds")
    return f"no call of {harmless(run.agency)} is answered, {run.calls} since {since}, last {harmless(run.reason)}"


def _changes(behind: Behind) -> str:
    return f"{behind.changes} {'change' if behind.changes == 1 else 'changes'}, {behind.seconds} s"
