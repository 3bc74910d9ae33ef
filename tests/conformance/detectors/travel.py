"""Worlds of journeys."""

from __future__ import annotations

from typing import Final

from services.linkage.snapshot.columns import Answer, Mark
from tests.conformance.detectors.case import Case
from tests.fakes.snapshot_world import SnapshotWorld, at

ISLAMABAD, CHAMAN, TORKHAM = 1, 2, 3


def escorted(
    world: SnapshotWorld,
    trips: int = 3,
    back: int = 0,
    kin: Answer = Answer.UNKNOWN,
    marks: Mark | int = 0,
    household: int = -1,
) -> int:
    """An adult who leaves three times with another boy each time, who does not come back."""
    adult = world.person(Mark.ADULT | marks, household=household)
    for trip in range(trips):
        child = world.person(0, household=household)
        if kin != Answer.UNKNOWN:
            world.kin(adult, child, kin)
        world.cross(at(trip * 40), adult, CHAMAN, True, 10 + trip)
        world.cross(at(trip * 40), child, CHAMAN, True, 10 + trip)
        world.cross(at(trip * 40 + 3), adult, CHAMAN, False, 50 + trip)
        if back:
            world.cross(at(trip * 40 + back), child, CHAMAN, False, 90 + trip)
    return adult


def term(world: SnapshotWorld) -> int:
    """A teacher with fourteen boys after Eid, back before Ramzan: three years."""
    teacher = world.person()
    boys = [world.person(0) for _ in range(14)]
    for year in range(3):
        for person in (teacher, *boys):
            world.cross(at(year * 365 + 100), person, CHAMAN, True, 10 + year)
            world.cross(at(year * 365 + 120), person, CHAMAN, False, 20 + year)
    return teacher


def uncle(world: SnapshotWorld) -> int:
    """Two nephews, whose mother, of the same household as the uncle, crossed with them."""
    mother, brother = world.person(household=4), world.person(household=4)
    for trip in range(3):
        nephew = world.person(0, household=5)
        world.kin(mother, nephew, Answer.YES)
        for person in (brother, nephew, mother):
            world.cross(at(trip * 40), person, CHAMAN, True, 10 + trip)
    return brother


def carer_with_trips(world: SnapshotWorld) -> int:
    """A registered carer of a convoy."""
    return escorted(world, marks=Mark.CARER)


def school_and_three(world: SnapshotWorld) -> int:
    """A teacher whose class comes back, and who takes three other boys who do not."""
    teacher = term(world)
    for trip in range(3):
        boy = world.person(0)
        world.cross(at(200 + trip * 40), teacher, CHAMAN, True, 60 + trip)
        world.cross(at(200 + trip * 40), boy, CHAMAN, True, 60 + trip)
    return teacher


def leavers(world: SnapshotWorld, back: float = 0, marks: Mark | int = 0, families: int = 8, wait: int = 200) -> int:
    """Eight travellers of different families by one contact, of whom nobody comes back."""
    sponsor = world.person(Mark.ADULT | marks)
    contact = world.phone(sponsor)
    for number in range(families):
        traveller = world.person(household=60 + number)
        world.book(at(10 + number, 8), 700 + number, traveller, contact)
        world.cross(at(10 + number, 10), traveller, ISLAMABAD, True, 700 + number)
        if number < back * families:
            world.cross(at(30 + number, 10), traveller, ISLAMABAD, False, 800 + number)
    world.cross(at(wait), world.person(), ISLAMABAD, True, 999)
    return sponsor


def turned(
    world: SnapshotWorld, hours: float = 10, kin: bool = False, marks: Mark | int = 0, same_post: bool = False
) -> int:
    """A child who comes in with one adult and leaves by another post with a second one."""
    first, second, child = world.person(), world.person(Mark.ADULT | marks), world.person(0)
    if kin:
        world.kin(second, child, Answer.YES)
    for person in (first, child):
        world.cross(at(5, 6), person, TORKHAM, False, 1)
    for person in (second, child):
        world.cross(at(5, 6 + hours), person, TORKHAM if same_post else CHAMAN, True, 2)
    return second


CASES: Final = {
    "T1": Case(
        escorted,
        lambda world: escorted(world, trips=2),
        {
            "kin": lambda world: escorted(world, kin=Answer.YES),
            "household": lambda world: escorted(world, household=9),
            "came back": lambda world: escorted(world, back=7),
            "carer": carer_with_trips,
            "school": term,
            "closure": uncle,
        },
        school_and_three,
    ),
    "T2": Case(
        leavers,
        lambda world: leavers(world, wait=60),
        {
            "pilgrims": lambda world: leavers(world, back=1, marks=Mark.LICENSED),
            "come back": lambda world: leavers(world, back=0.75),
            "one family": lambda world: leavers(world, families=3),
        },
        lambda world: leavers(world, back=0.25, marks=Mark.LICENSED),
    ),
    "T3": Case(
        turned,
        lambda world: turned(world, hours=48),
        {
            "kin": lambda world: turned(world, kin=True),
            "carer": lambda world: turned(world, marks=Mark.CARER),
            "one post": lambda world: turned(world, same_post=True),
        },
    ),
}
"""By the detector's id."""
