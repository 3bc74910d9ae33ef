"""Figures that may be published: who counts what, over a real socket."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from google.protobuf.message import Message
from rabta.statistics.v1 import statistics_service_pb2 as pb

from services.access.details import Details
from tests.e2e.attacks.judging import Seen, answered, put, quiet, refused
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.people import AUDITOR, FIA, INVESTIGATOR, PUNJAB, Officer
from tests.e2e.planted import JUVENILE, KNOWN, NAMES
from tests.e2e.world import World

STATISTICS = "/rabta.statistics.v1.StatisticsService/"
NAME = "2024"
WHY = Details("STATISTICS", "DATA_OVERSIGHT", "", "STATS", "RELEASE_PLAN", NAME)
STATISTICIAN = Officer(AUDITOR.agency, "ov-9002", ("OVERSIGHT", "STATISTICIAN"), 3, WHY)
TABLES = {"T4": 5, "T1": 5, "T2": 10, "T3": 10, "T8": 10}


def planning(name: str = NAME, first: str = "2024-01-01", until: str = "2025-01-01") -> pb.PlanReleaseRequest:
    tables = [pb.ReleaseTable(id=name, k=k) for name, k in TABLES.items()]
    return pb.PlanReleaseRequest(plan=pb.ReleasePlan(name=name, first=first, until=until, tables=tables))


def send(world: World, request: Message, officer: Officer = STATISTICIAN, second: str = "ov-9003", **how: Any) -> Seen:
    method = STATISTICS + request.DESCRIPTOR.name.removesuffix("Request")
    body = request.SerializeToString(deterministic=True)
    who = replace(officer, id=second, clearance=3)
    approver = world.approval(who, body, of=officer, method=method, **how) if second else ""
    return put(world, world.ask(method, body, world.token(officer), agency=officer.agency, approver=approver))


@pytest.fixture(scope="module")
def planned(world: World) -> World:
    answered(world, send(world, planning()), leaves=2)
    return world


def test_a_release_is_planned_counted_and_given_again_in_the_same_bytes(planned: World) -> None:
    """What the attacks below attack. Nobody's name or number is in it."""
    first, again = (answered(planned, send(planned, pb.CountReleaseRequest(plan=NAME)), leaves=2) for _ in range(2))
    assert first == again
    release = pb.CountReleaseResponse.FromString(first).release
    told = json.loads(release)
    assert [each["id"] for each in told["tables"]] == list(TABLES)
    assert not [name for name in (*NAMES, *NAMES.values(), FIA, PUNJAB) if name.encode() in release]
    assert all(each == "*" or int(each) == 0 or int(each) >= table["k"]
               for table in told["tables"] for row in table["figures"] for each in row)  # fmt: skip


def test_nothing_is_counted_without_a_plan(world: World) -> None:
    elsewhere = STATISTICIAN.asking(case_key="2019")
    refused(world, send(world, pb.CountReleaseRequest(plan="2019"), elsewhere), "NOT_FOUND", leaves=2)
    other = pb.CountReleaseRequest(plan=NAME)
    refused(world, send(world, other, elsewhere), "INVALID_ARGUMENT", rule="cited-plan", leaves=2)


def test_a_second_plan_that_could_be_subtracted_from_the_first(planned: World) -> None:
    """Attack: a half of the year, or the same year in other tables."""
    for name, first in (("2024-B", "2024-07-01"), ("2024-C", "2024-01-01")):
        seen = send(planned, planning(name, first), STATISTICIAN.asking(case_key=name))
        refused(planned, seen, "INVALID_ARGUMENT", rule="plan", leaves=2)


def test_a_plan_is_not_changed_once_it_was_made(planned: World) -> None:
    changed = planning()
    del changed.plan.tables[-1]
    refused(planned, send(planned, changed), "INVALID_ARGUMENT", rule="planned", leaves=2)


def test_one_person_alone(world: World) -> None:
    for request in (planning(), pb.CountReleaseRequest(plan=NAME)):
        refused(world, send(world, request, second=""), "POLICY_DENIED", leaves=2)


OUTSIDE = {
    "oversight without the role": Officer(AUDITOR.agency, "ov-9001", ("OVERSIGHT",), 3, WHY),
    "police with the role": Officer(FIA, "fia-1042", ("INVESTIGATOR", "STATISTICIAN"), 2, WHY),
    "an investigator": INVESTIGATOR,
}


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_else_plans_or_counts(world: World, who: str) -> None:
    officer = OUTSIDE[who]
    for request in (planning(), pb.CountReleaseRequest(plan=NAME)):
        seen = send(world, request, officer, second="")
        assert seen.back.text in ("POLICY_DENIED", "PURPOSE_UNFIT", "TOKEN_INVALID")
        refused(world, seen, seen.back.text, leaves=len(seen.entries))


def test_j14_a_statistician_asks_for_a_history(world: World) -> None:
    officer = STATISTICIAN.asking(query_class="HISTORY")
    refused(world, put(world, world.asking(officer, HISTORY, history_of(JUVENILE))), "PURPOSE_UNFIT")
    quiet(put(world, world.asking(STATISTICIAN, HISTORY, history_of(KNOWN))).back)
