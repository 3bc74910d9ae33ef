"""Worlds of case records: documents, numbers and bonds."""

from __future__ import annotations

from typing import Final

from services.linkage.snapshot.columns import Mark, NodeKind
from tests.conformance.detectors.case import Case
from tests.fakes.snapshot_world import SnapshotWorld, at


def in_one_hand(world: SnapshotWorld, families: int = 6, marks: Mark | int = 0) -> int:
    """Passports of six people of six families."""
    holder = world.person(Mark.ADULT | marks, household=1)
    for number in range(6):
        bearer = world.person(household=10 + number % families)
        world.paper(at(3, 10), world.node(NodeKind.DOCUMENT, bearer), holder)
    return holder


def own_family(world: SnapshotWorld) -> int:
    """A parent who keeps the passports of the family."""
    father = world.person(household=1)
    for _ in range(6):
        world.paper(at(3, 10), world.node(NodeKind.DOCUMENT, world.person(household=1)), father)
    return father


def vehicle(world: SnapshotWorld, districts: int = 2, marks: Mark | int = 0) -> int:
    """One vehicle in two cases of missing children."""
    owner = world.person()
    car = world.node(NodeKind.VEHICLE, owner, marks)
    for case in range(2):
        world.involve(at(case * 30), 10 + case, case % districts, car, missing_child=True)
    return owner


def other_cases(world: SnapshotWorld) -> int:
    """One vehicle in two cases, of which one is about no child."""
    car = world.node(NodeKind.VEHICLE, world.person())
    world.involve(at(0), 10, 0, car, missing_child=True)
    world.involve(at(30), 11, 1, car)
    return car


def bonds(world: SnapshotWorld, marks: Mark | int = 0, one_family: bool = False, cases: int = 3) -> int:
    """One surety in three cases of accused of three families."""
    surety = world.person(Mark.ADULT | marks)
    for case in range(cases):
        world.surety(at(case * 50), case, surety, world.person(household=7 if one_family else 20 + case))
    return surety


CASES: Final = {
    "P1": Case(
        in_one_hand,
        lambda world: in_one_hand(world, families=3),
        {"own family": own_family, "licensed": lambda world: in_one_hand(world, marks=Mark.LICENSED)},
    ),
    "R1": Case(
        vehicle,
        lambda world: vehicle(world, districts=1),
        {"institution": lambda world: vehicle(world, marks=Mark.INSTITUTION), "no child": other_cases},
    ),
    "R2": Case(
        bonds,
        lambda world: bonds(world, cases=2),
        {
            "counsel": lambda world: bonds(world, Mark.COUNSEL),
            "one family": lambda world: bonds(world, one_family=True),
        },
    ),
}
"""By the detector's id."""
