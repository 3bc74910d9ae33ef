"""When a paper happened, and where it stands among others of its day."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

import pytest
from rabta.records.v1 import record_pb2

from services.records.timeline.seen import date_of, see
from services.values import records
from services.values.dates import span
from services.values.records import Bail, Body, Charge, MisusedIdentity, RecordVersion
from services.vocabulary.steps import OF_OTHER_BODIES, PROCEDURE
from tests.rows import of_rows
from tests.unit.records.papers import (
    case_file,
    crossing,
    custody,
    order,
    party,
    record,
    sentence,
    step,
    visible,
    warrant,
)

BODIES = [
    getattr(records, field.message_type.name)
    for field in record_pb2.RecordVersion.DESCRIPTOR.oneofs_by_name["body"].fields
    if field.message_type is not None
]


@pytest.mark.parametrize(
    ("body", "date"),
    [
        (case_file("2024-03-05T10:00"), "2024-03-05T10:00"),
        (step("FIR", "2024-03-06"), "2024-03-06"),
        (Charge(framed="2024-05-01"), "2024-05-01"),
        (warrant(), "2024-03-10"),
        (MisusedIdentity("2020"), "2020"),
        (crossing("2024-01-01T00:01"), "2024-01-01T00:01"),
        (party(), ""),
    ],
)
def test_the_body_s_own_date(body: Body, date: str) -> None:
    assert date_of(RecordVersion(body=body)) == date


@of_rows("body", BODIES, ids=lambda body: body.__name__)
def test_every_body_with_a_date_has_it_read(body: type) -> None:
    dated = [f.name for f in fields(body) if f.name in ("at", "reported", "framed", "issued", "since", "opened")]
    if dated:
        assert date_of(RecordVersion(body=body(**{dated[0]: "2024-01-01"}))) == "2024-01-01"
    else:
        assert body is records.Party


def test_the_body_s_date_comes_before_the_valid_time() -> None:
    assert see(visible(record(order("CONVICTION", "2024-09-01"), valid_from="2020"))).when == span("2024-09-01")
    assert see(visible(record(party(), valid_from="2020"))).when == span("2020")
    assert see(visible(record(order("CONVICTION", "soon"), valid_from="2020"))).when == span("2020")
    assert see(visible(record(party(), valid_from="soon"))).when is None


@pytest.mark.parametrize(
    "day",
    [
        [case_file("2024-03-05"), party(), step("FIR", "2024-03-05"), custody("ARREST", "2024-03-05")],
        [custody("ARREST", "2024-03-05"), custody("PRODUCTION", "2024-03-05"), custody("POLICE_REMAND", "2024-03-05")],
        [order("CHARGE_FRAMED", "2024-03-05"), order("CONVICTION", "2024-03-05"), sentence("2024-03-05")],
        [order("CONVICTION", "2024-03-05"), order("APPEAL_FILED", "2024-03-05"), Bail("POST_ARREST", "2024-03-05")],
        [custody("ADMISSION", "2024-03-05T09:00"), custody("RELEASE", "2024-03-05T17:00", reason="BAIL")],
    ],
)
def test_a_day_is_told_in_its_order(day: list[Body]) -> None:
    orders = [see(visible(record(body))).order for body in day]
    assert orders == sorted(orders)


def test_earlier_days_come_first_whatever_the_step() -> None:
    last_step = see(visible(record(order("APPEAL_TIME_LAPSED", "2024-03-04")))).order
    assert last_step < see(visible(record(case_file("2024-03-05")))).order


def test_every_step_has_its_own_place() -> None:
    places = [
        see(visible(record(order(kind, "2024-03-05")))).order[1] for kind in PROCEDURE if kind not in OF_OTHER_BODIES
    ]
    assert all(one < other for one, other in pairwise(places))


def test_two_papers_of_one_moment_are_told_apart_by_name() -> None:
    one, other = (see(visible(record(party(), record_id=name))) for name in ("a", "b"))
    assert one.order < other.order
    assert one.name == "agencies/pk.punjab/records/a/versions/1"
