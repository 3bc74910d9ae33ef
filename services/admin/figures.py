"""From what a process counts to families of metrics. Labels come from closed sets alone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Final

from audit.client import Refusal
from services.admin.condition import Condition, Process, Report
from services.admin.openmetrics import Family, Sample
from services.edge.call_log import UNANSWERED
from services.edge.chain import Edge
from services.edge.counts import BOUNDS_MS, OTHER, Counts
from services.edge.door import BOUNDS
from services.edge.stages import UNAUTHENTICATED
from services.edge.status import BY_NUMBER, CODES

REASONS: Final = frozenset({"", UNANSWERED, *CODES})
LIMITS: Final = (*(str(float(bound / 1000)) for bound in BOUNDS_MS), "+Inf")
STATM: Final = Path("/proc/self/statm")


def resident_bytes() -> int:
    """Memory of this process that is in RAM (proc(5), second field of statm, in pages)."""
    return int(STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def of_process(process: Process, report: Report) -> list[Family]:
    """What every process tells of itself."""
    parts = tuple(
        Sample(int(condition is Condition.OK), (("part", part.value),)) for part, condition in report.parts.items()
    )
    started = (Sample(process.started_ms / 1000),)
    return [
        Family("rabta_serving", "gauge", "1 while the process can answer.", (Sample(int(report.serves())),)),
        Family("rabta_part_ok", "gauge", "1 while a part that the process needs is well.", parts),
        Family("rabta_start_time_seconds", "gauge", "When the process began, Unix time.", started, "seconds"),
        Family("rabta_resident_memory_bytes", "gauge", "Memory in RAM.", (Sample(resident_bytes()),), "bytes"),
    ]


def of_projector(report: Report) -> list[Family]:
    """What the projector tells beside."""
    changes = tuple(Sample(each.changes, (("source", each.source),)) for each in report.behind)
    seconds = tuple(Sample(each.seconds, (("source", each.source),)) for each in report.behind)
    return [
        Family("rabta_graph_behind", "gauge", "Changes of a source that the graph does not show yet.", changes),
        Family("rabta_graph_behind_seconds", "gauge", "Age of the oldest of these changes.", seconds, "seconds"),
    ]


def of_matcher(persons: int) -> list[Family]:
    """What the process that holds the index of persons tells beside."""
    return [Family("rabta_persons_indexed", "gauge", "Records in the index of persons.", (Sample(persons),))]


def of_detector(
    seconds: float, found: Mapping[str, int], raised: Mapping[str, int], withdrawn: int, guards_ms: int
) -> list[Family]:
    """What the process that runs detectors tells beside: of its last run, and since it began.

    Of guards it tells when all were last looked at, and no number: nobody is to count them.
    """
    by_rule = tuple(Sample(number, (("rule", rule),)) for rule, number in sorted(found.items()))
    by_level = tuple(Sample(number, (("level", level),)) for level, number in sorted(raised.items()))
    return [
        Family("rabta_detect_seconds", "gauge", "Time of the last run over all scopes.", (Sample(seconds),), "seconds"),
        _total("rabta_findings", "What rules found, look-alikes among them.", by_rule),
        _total("rabta_alerts", "What was raised.", by_level),
        _total("rabta_alerts_withdrawn", "What was withdrawn.", (Sample(withdrawn),)),
        Family(
            "rabta_guards_looked_time_seconds",
            "gauge",
            "When each desk had last been told that is to know of a guard, Unix time; 0 before that.",
            (Sample(guards_ms / 1000),),
            "seconds",
        ),
    ]


def of_edge(edge: Edge, report: Report) -> list[Family]:
    """What an edge process counts beside."""
    expiry = (Sample(report.registry_expires_s),)
    return [
        Family("rabta_registry_version", "gauge", "Registry version in use.", (Sample(report.registry_version),)),
        Family("rabta_registry_expiry_seconds", "gauge", "Time until the registry expires.", expiry, "seconds"),
        Family("rabta_records_to_judge", "gauge", "Versions to judge by a newer registry.", (Sample(report.to_judge),)),
        Family("rabta_calls_under_way", "gauge", "Calls that hold a slot.", (Sample(report.under_way),)),
        Family(
            "rabta_witness_alarm",
            "gauge",
            "1 for a witness that claims, without proof, to have seen more of the log, or another.",
            tuple(Sample(1, (("witness", witness),)) for witness in report.witness_alarms),
        ),
        Family(
            "rabta_witness_clock_ahead_seconds",
            "gauge",
            "How far the clock of a witness is ahead of this machine's, of those more than 30 s off.",
            tuple(Sample(each.ahead_s, (("witness", each.witness),)) for each in report.clock_alarms),
            "seconds",
        ),
        Family("rabta_connections", "gauge", "Connections now, by whether a call came over them.", tuple(_doors(edge))),
        _total(
            "rabta_connections_refused",
            "Connections that were not taken or had to give way, by bound.",
            tuple(Sample(edge.door.refused[bound] if edge.door else 0, (("bound", bound),)) for bound in BOUNDS),
        ),
        _total("rabta_slots_refused", "Calls for which there was no slot.", (Sample(edge.slots.refused),)),
        _total("rabta_calls", "Authenticated calls that have ended.", tuple(_calls(edge.calls.counts))),
        Family("rabta_call_seconds", "histogram", "Time of a call.", tuple(_took(edge.calls.counts)), "seconds"),
        _total(
            "rabta_unauthenticated",
            "Calls refused before their agency was known, by step of the check.",
            tuple(Sample(edge.counts.steps[one.name], (("step", one.name),)) for one in UNAUTHENTICATED),
        ),
        _total(
            "rabta_log_appends_refused",
            "Entries that the log did not take, by cause.",
            tuple(Sample(edge.log.refused[cause], (("cause", cause.value),)) for cause in Refusal),
        ),
    ]


def _doors(edge: Edge) -> Iterator[Sample]:
    everyone, strangers = edge.door.counts if edge.door else (0, 0)
    yield Sample(everyone - strangers, (("kind", "known"),))
    yield Sample(strangers, (("kind", "stranger"),))


def _total(name: str, said: str, samples: tuple[Sample, ...]) -> Family:
    return Family(name, "counter", said, tuple(Sample(each.value, each.labels, "_total") for each in samples))


def _calls(counts: Counts) -> Iterator[Sample]:
    """Reasons outside the closed set are one label, as are methods that nobody serves."""
    found: dict[tuple[str, str, str], int] = {}
    for (method, status, reason), number in counts.calls.items():
        code = BY_NUMBER.get(status)
        key = method, code.name if code else OTHER, reason if reason in REASONS else OTHER
        found[key] = found.get(key, 0) + number
    for (method, code_name, reason), number in sorted(found.items()):
        yield Sample(number, (("method", method), ("status", code_name), ("reason", reason)))


def _took(counts: Counts) -> Iterator[Sample]:
    """Cumulative buckets; of methods that were called."""
    for method, (*buckets, ms) in counts.took.items():
        called = sum(buckets)
        if not called:
            continue
        label = ("method", method)
        for limit, number in zip(LIMITS, accumulate(buckets), strict=True):
            yield Sample(number, (label, ("le", limit)), "_bucket")
        yield Sample(called, (label,), "_count")
        yield Sample(ms / 1000, (label,), "_sum")
