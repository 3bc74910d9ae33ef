"""Two families, or one and a record, are an alert; all else is a lead without a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.linkage.alerts.raising import Level, Raised, raised
from services.linkage.detectors.contract import Family
from services.linkage.detectors.naming import run
from services.linkage.detectors.registry import detectors
from services.linkage.snapshot.columns import Mark, NodeKind
from tests.conformance.detectors.calls import taking_turns
from tests.conformance.detectors.money import retraction, swept
from tests.conformance.detectors.papers import bonds, vehicle
from tests.conformance.detectors.test_detectors import CASES
from tests.fakes.snapshot_world import SnapshotWorld, at


def all_raised(world: SnapshotWorld) -> dict[int, Raised]:
    snapshot = world.snapshot()
    found = {number: run(detector, snapshot, {}).findings for number, detector in detectors().items()}
    return {each.subject: each for each in raised(snapshot, found, detectors())}


def test_a_sweep_alone_is_a_lead() -> None:
    world = SnapshotWorld()
    controller = swept(world)
    (lead,) = all_raised(world).values()
    assert (lead.subject, lead.level, lead.named) == (controller, Level.LEAD, False)
    assert {number for number, _ in lead.rules} == {"M1", "M2"}
    assert lead.families == (Family.MONEY,)


def test_a_sweep_and_a_handset_are_an_alert() -> None:
    world = SnapshotWorld()
    controller = swept(world)
    handset = world.handset(controller)
    for number in range(5):
        card = world.phone(world.person())
        for call in range(6):
            world.call(at(number, 10 + call), card, world.phone(), handset)
    alert = all_raised(world)[controller]
    assert (alert.level, alert.named, alert.families) == (Level.ALERT, True, (Family.CALLS, Family.MONEY))
    assert {row.table for row in alert.rows} == {"transfers", "calls"}


@pytest.mark.parametrize("mark", [Mark.OPEN_RECORD, Mark.CONFIRMED_RECORD])
def test_a_record_takes_the_place_of_the_second_family(mark: Mark) -> None:
    world = SnapshotWorld()
    controller = swept(world)
    world.mark(controller, mark)
    alert = all_raised(world)[controller]
    assert (alert.level, alert.recorded) == (Level.ALERT, True)


def test_records_about_somebody_without_a_pattern_are_nothing() -> None:
    world = SnapshotWorld()
    world.person(Mark.ADULT | Mark.OPEN_RECORD)
    assert all_raised(world) == {}


@pytest.mark.parametrize("build", [bonds, retraction])
def test_what_is_a_lead_only_never_carries_an_alert(build: object) -> None:
    world = SnapshotWorld()
    assert callable(build)
    subject = build(world)
    world.mark(subject, Mark.OPEN_RECORD)
    assert all_raised(world)[subject].level == Level.LEAD


def test_a_number_without_a_bearer_is_a_lead() -> None:
    world = SnapshotWorld()
    car = world.node(NodeKind.VEHICLE, marks=Mark.OPEN_RECORD)
    for case in range(2):
        world.involve(at(case), case, case, car, missing_child=True)
    assert all_raised(world)[car].level == Level.LEAD


@given(st.lists(st.sampled_from(sorted(CASES)), min_size=1, max_size=3, unique=True))
def test_an_alert_has_two_families_or_a_record(numbers: list[str]) -> None:
    world = SnapshotWorld()
    for number in numbers:
        CASES[number].positive(world)
    for each in all_raised(world).values():
        rows_of = {rule for rule, _ in each.rules}
        families = {detectors()[rule].family for rule in rows_of if not detectors()[rule].lead_only}
        assert (each.level == Level.ALERT) == (len(families) >= 2)
        assert each.rows


def test_whole_worlds_are_raised_in_one_order() -> None:
    world = SnapshotWorld()
    for build in (vehicle, taking_turns, swept):
        build(world)
    assert list(all_raised(world)) == sorted(all_raised(world))
