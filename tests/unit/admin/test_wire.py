"""The report's words are those of the wire."""

from __future__ import annotations

import pytest
from rabta.admin.v1 import admin_service_pb2 as pb

from services.admin.asking import read_conditions
from services.admin.condition import Behind, Condition, Report
from services.admin.wire import encode_metrics, encode_status
from services.edge.refused_runs import RefusedRun
from services.edge.service import Part


def test_every_word_has_its_number_and_every_number_its_word() -> None:
    assert [f"PART_{part.name}" for part in Part] == pb.Part.keys()[1:]
    assert [f"CONDITION_{condition.name}" for condition in Condition] == pb.Condition.keys()[1:]


@pytest.mark.parametrize("condition", list(Condition))
def test_a_report_travels_whole(condition: Condition) -> None:
    parts = dict.fromkeys(Part, condition)
    report = Report(parts, condition is Condition.HELD, 9, 10, 11, witness_alarms=("pk.fia/witness",))
    status = pb.GetStatusResponse.FromString(encode_status(report))
    assert read_conditions(status) == [(part.value, condition.value) for part in Part]
    assert status.serving == (condition is Condition.OK)
    assert status.draining == (condition is Condition.HELD)
    assert (status.registry_version, status.calls_under_way) == (9, 11)
    assert list(status.witness_alarms) == ["pk.fia/witness"]


def test_what_a_newer_process_says_is_not_well() -> None:
    status = pb.GetStatusResponse(parts=[pb.PartState(part=99, condition=99), pb.PartState()])  # type: ignore[arg-type]  # wrong on purpose
    assert read_conditions(status) == [("unknown", "unknown")] * 2


def test_how_far_the_graph_is_behind_travels_by_source() -> None:
    report = Report({}, behind=(Behind("records", 12, 7), Behind("feeds", 0, 0)))
    status = pb.GetStatusResponse.FromString(encode_status(report))
    assert [(each.source, each.changes, each.seconds) for each in status.behind] == [
        ("records", 12, 7),
        ("feeds", 0, 0),
    ]


def test_who_is_refused_every_call_travels() -> None:
    report = Report({}, refused_runs=(RefusedRun("pk.fia", "SHARE_USED", 41, 1_700_000_000_000),))
    status = pb.GetStatusResponse.FromString(encode_status(report))
    assert [(each.agency, each.reason, each.calls, each.since_ms) for each in status.refused_runs] == [
        ("pk.fia", "SHARE_USED", 41, 1_700_000_000_000)
    ]


def test_figures_travel_as_their_text() -> None:
    assert pb.GetMetricsResponse.FromString(encode_metrics("# EOF\n")).openmetrics == "# EOF\n"
