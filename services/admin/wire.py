"""Reports as answers of the admin port."""

from __future__ import annotations

from dataclasses import astuple

from rabta.admin.v1 import admin_service_pb2 as pb

from services.admin.condition import Report


def encode_status(report: Report) -> bytes:
    """A serialised ``GetStatusResponse``, each part and condition by its enum."""
    message = pb.GetStatusResponse(
        serving=report.serves(),
        draining=report.draining,
        parts=[
            pb.PartState(part=f"PART_{part.name}", condition=f"CONDITION_{condition.name}")
            for part, condition in report.parts.items()
        ],
        registry_version=report.registry_version,
        calls_under_way=report.under_way,
        witness_alarms=report.witness_alarms,
        clock_alarms=[
            pb.ClockAlarm(witness=of, ahead_seconds=ahead_s) for of, ahead_s in map(astuple, report.clock_alarms)
        ],
        behind=[pb.Behind(source=of, changes=changes, seconds=seconds) for of, changes, seconds in report.behind],
        refused_runs=[pb.RefusedRun(**run._asdict()) for run in report.refused_runs],
    )
    return message.SerializeToString(deterministic=True)


def encode_metrics(text: str) -> bytes:
    """A serialised ``GetMetricsResponse`` of text in OpenMetrics."""
    return pb.GetMetricsResponse(openmetrics=text).SerializeToString(deterministic=True)
