"""Metrics of a process: every figure of what was counted, labels of closed sets, and nobody in them."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from audit.client import Refusal
from services.admin.condition import Behind, Condition, Process, Report
from services.admin.figures import REASONS, of_detector, of_edge, of_process, of_projector, resident_bytes
from services.admin.openmetrics import render
from services.edge.chain import Edge
from services.edge.counts import OTHER
from services.edge.door import BOUNDS, Door
from services.edge.door import Bounds as EdgeBounds
from services.edge.service import Part
from services.edge.stages import UNAUTHENTICATED
from services.edge.status import CODES
from tests.fakes import live
from tests.fakes.hub import INLINE, REGISTRY, WRITE, build, running
from tests.fakes.openmetrics import Samples, parsed, value
from tests.fakes.raw_caller import calling
from tests.fakes.world.keys import thumbprint_of

REPORT = Report({Part.REGISTRY: Condition.OK, Part.LOG: Condition.HELD}, False, 7, -3, 2)


async def look() -> Report:
    return REPORT


PROCESS = Process("edge-0", look, 1_700_000_000_250)


def figures(edge: Edge, report: Report = REPORT) -> Samples:
    return parsed(render([*of_process(PROCESS, report), *of_edge(edge, report)]))


async def test_the_state_of_a_process() -> None:
    found = figures(build().edge)
    assert value(found, "rabta_serving") == 0
    assert value(found, "rabta_part_ok", part="registry") == 1
    assert value(found, "rabta_part_ok", part="log") == 0
    assert value(found, "rabta_start_time_seconds") == 1_700_000_000.25
    assert value(found, "rabta_registry_version") == 7
    assert value(found, "rabta_registry_expiry_seconds") == -3
    assert value(found, "rabta_calls_under_way") == 2
    assert 10_000_000 < value(found, "rabta_resident_memory_bytes") < 10 * resident_bytes()


def test_the_projector_tells_how_far_the_graph_is_behind() -> None:
    behind = (Behind("records", 12, 7), Behind("feeds", 0, 0))
    found = parsed(render(of_projector(replace(REPORT, behind=behind))))
    assert value(found, "rabta_graph_behind", source="records") == 12
    assert value(found, "rabta_graph_behind_seconds", source="records") == 7
    assert value(found, "rabta_graph_behind", source="feeds") == 0
    assert parsed(render(of_projector(REPORT))) == {}, "nothing is told where the graph cannot be asked"


async def test_an_alarm_of_a_witness_has_its_name() -> None:
    found = figures(build().edge, replace(REPORT, witness_alarms=("pk.fia/witness",)))
    assert value(found, "rabta_witness_alarm", witness="pk.fia/witness") == 1


async def test_what_was_counted_is_told_exactly() -> None:
    edge = build().edge
    counts = edge.calls.counts
    for ms in (1, 5, 6, 30_000):
        counts.add(INLINE, 0, "", ms)
    counts.add("/made.up/Method", 12, "METHOD_UNKNOWN", 2)
    counts.add(WRITE, 8, "TOO_BUSY", 0)
    edge.slots.refused = 3
    edge.counts.add(b"\xaa" * 32, "window")
    edge.log.refused[Refusal.CLOCK] = 4
    found = figures(edge)
    assert value(found, "rabta_calls_total", method=INLINE, status="OK", reason="") == 4
    assert value(found, "rabta_calls_total", method=OTHER, status="UNIMPLEMENTED", reason="METHOD_UNKNOWN") == 1
    assert value(found, "rabta_calls_total", method=WRITE, status="RESOURCE_EXHAUSTED") == 1
    assert value(found, "rabta_calls_total") == 6
    for limit, number in (("0.005", 2), ("0.01", 3), ("10.0", 3), ("+Inf", 4)):
        assert value(found, "rabta_call_seconds_bucket", method=INLINE, le=limit) == number
    assert value(found, "rabta_call_seconds_sum", method=INLINE) == 30.012
    assert value(found, "rabta_call_seconds_count") == 6
    assert value(found, "rabta_slots_refused_total") == 3
    assert value(found, "rabta_unauthenticated_total", step="window") == 1
    assert value(found, "rabta_unauthenticated_total") == 1
    assert value(found, "rabta_log_appends_refused_total", cause="CLOCK") == 4
    assert value(found, "rabta_log_appends_refused_total") == 4


async def test_connections_are_told_by_kind_and_refusals_by_bound() -> None:
    edge = build().edge
    found = figures(edge)
    assert value(found, "rabta_connections") == value(found, "rabta_connections_refused_total") == 0
    edge.door = Door(EdgeBounds(), "nowhere")
    edge.door.refused["address"] = 2
    found = figures(edge)
    assert value(found, "rabta_connections_refused_total", bound="address") == 2
    assert {dict(labels)["bound"] for name, labels in found if name == "rabta_connections_refused_total"} == set(BOUNDS)
    assert {dict(labels)["kind"] for name, labels in found if name == "rabta_connections"} == {"known", "stranger"}


async def test_steps_and_causes_are_there_before_they_happen() -> None:
    found = figures(build().edge)
    steps = {dict(labels)["step"] for name, labels in found if name == "rabta_unauthenticated_total"}
    causes = {dict(labels)["cause"] for name, labels in found if name == "rabta_log_appends_refused_total"}
    assert (steps, causes) == ({one.name for one in UNAUTHENTICATED}, {cause.value for cause in Refusal})


@functools.cache
def idle() -> Edge:
    return build().edge


@given(st.lists(st.tuples(st.text(max_size=6), st.integers(-1, 99), st.text(max_size=6)), max_size=20))
def test_nothing_that_is_made_up_becomes_a_label(made_up: list[tuple[str, int, str]]) -> None:
    edge = idle()
    edge.calls.counts.calls.clear()
    for method, status, reason in made_up:
        edge.calls.counts.add(method, status, reason, 1)
    found = figures(edge)
    assert value(found, "rabta_calls_total") == len(made_up)
    for name, labels in found:
        if name == "rabta_calls_total":
            assert dict(labels)["method"] == OTHER
            assert dict(labels)["reason"] in REASONS | {OTHER}
            assert re.fullmatch(r"[A-Z_]+|other", dict(labels)["status"])


def test_every_reason_of_the_wire_is_a_label() -> None:
    assert set(CODES) < REASONS


async def test_nobody_is_named() -> None:
    """Agencies, officers, cases, certificates and numbers that were in calls are in no line."""
    async with running() as hub, calling(hub.files, hub.port) as caller:
        await caller.proven(caller.ask(INLINE, b"3520212345671", token=live.token()))
        await caller.proven(caller.ask(REGISTRY, b""))
        await caller.send(caller.ask(INLINE, audience="pk.nobody"))
        text = render([*of_process(PROCESS, REPORT), *of_edge(hub.edge, REPORT)])
    thumbprint = thumbprint_of(hub.files.node(live.FIA)).hex()[:8]
    for word in ("pk.", "fia", "ICHHRA", "35202", thumbprint, caller.key.kid.hex()[:8], "127.0.0.1", hub.files.name):
        assert word not in text, word
    labels = {name for _, held in parsed(text) for name, _ in held}
    assert labels == {"method", "status", "reason", "step", "cause", "part", "le", "kind", "bound"}


def test_what_detectors_found_is_told_by_rule_and_level() -> None:
    found = parsed(render(of_detector(1.5, {"M1": 2}, {"ALERT": 1, "LEAD": 3}, 4, 5_500)))
    assert value(found, "rabta_detect_seconds") == 1.5
    assert value(found, "rabta_findings_total", rule="M1") == 2
    assert value(found, "rabta_alerts_total", level="LEAD") == 3
    assert value(found, "rabta_alerts_withdrawn_total") == 4


def test_of_guards_it_is_told_when_they_were_looked_at_and_never_how_many_there_are() -> None:
    found = parsed(render(of_detector(1.5, {}, {}, 0, 5_500)))
    assert value(found, "rabta_guards_looked_time_seconds") == 5.5
    assert [name for name in {name for name, _ in found} if "guard" in name] == ["rabta_guards_looked_time_seconds"]
