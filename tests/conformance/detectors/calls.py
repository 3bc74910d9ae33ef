"""Worlds of calls."""

from __future__ import annotations

from typing import Final

from services.linkage.snapshot.columns import Mark
from tests.conformance.detectors.case import Case
from tests.fakes.snapshot_world import SnapshotWorld, at


def taking_turns(world: SnapshotWorld, cards: int = 6, calls: int = 6, marks: Mark | int = 0, weeks: int = 1) -> int:
    """Cards of several people in one handset."""
    keeper = world.person()
    handset = world.handset(keeper, marks)
    for number in range(cards):
        card = world.phone(world.person())
        for call in range(calls):
            world.call(at(number * weeks + call % 3, 10 + call), card, world.phone(), handset)
    return keeper


def lent(world: SnapshotWorld) -> int:
    """A shop's phone: nine cards, four hundred calls of customers who come once."""
    owner = world.person()
    handset = world.handset(owner, Mark.AGENT)
    cards = [world.phone(world.person()) for _ in range(9)]
    for number in range(400):
        world.call(at(number // 20, 9 + number % 12), cards[number % 9], world.phone(), handset)
    return owner


def in_shifts(world: SnapshotWorld, night: bool = True, cells: int = 1, marks: Mark | int = 0, numbers: int = 4) -> int:
    """Numbers that talk at night to strangers and to one that they share."""
    controller = world.person()
    shared = world.phone(controller, marks)
    places = [world.cell() for _ in range(cells)]
    for _ in range(numbers):
        card = world.phone(world.person())
        for call in range(30):
            hour = 21 + call % 6 if night else 10 + call % 8
            world.call(at(call // 3, hour), card, world.phone(), cell=places[call % cells])
            if call % 3 == 0:
                world.call(at(call // 3, hour + 0.5), card, shared, cell=places[call % cells])
    return controller


def succeeded(world: SnapshotWorld, hours: float = 30, kept: int = 7, bearer: bool = False) -> int:
    """A number that falls silent, and one that calls seven of its nine contacts two days later."""
    person = world.person()
    old, new = world.phone(person if bearer else -1), world.phone(person)
    contacts = [world.phone() for _ in range(9)]
    for call in range(36):
        world.call(at(call // 4, 10 + call % 4), old, contacts[call % 9])
    for call in range(28):
        who = contacts[call % 9] if call % 9 < kept else world.phone()
        world.call(at(8, 13 + hours + call), new, who)
    world.call(at(60), world.phone(), world.phone())
    return person


def relayed(world: SnapshotWorld, days: int = 4, hours: float = 1, marks: Mark | int = 0, cross: bool = True) -> int:
    """Calls that are passed on down one road, with crossings behind them."""
    person = world.person()
    middle, up, down = world.phone(person, marks), world.phone(world.person()), world.phone(world.person(), marks)
    far, half, near = (world.cell(road=3, km=km) for km in (200, 120, 40))
    for day in range(days):
        world.call(at(day * 7, 8), up, middle, cell=far)
        world.call(at(day * 7, 8 + hours), middle, down, cell=half)
        world.call(at(day * 7, 8 + 2 * hours), down, world.phone(), cell=near)
        if cross:
            world.cross(at(day * 7, 20), world.person(), 7, True, 100 + day)
    return person


def before_crossing(
    world: SnapshotWorld, calls: int = 30, marks: Mark | int = 0, peers: int = 30, early: float = 2
) -> int:
    """Thirty calls in the hours before a crossing at which others make one or two."""
    person = world.person(Mark.ADULT | marks)
    own = world.phone(person)
    for number in range(peers):
        other = world.person()
        phone = world.phone(other)
        for call in range(number % 3):
            world.call(at(number % 5, 9 + call), phone, world.phone())
        world.cross(at(number % 5, 12), other, 7, True, 200 + number)
    for call in range(calls):
        world.call(at(2, 12 - early - call * 0.05), own, world.phone())
    world.cross(at(2, 12), person, 7, True, 400)
    return person


CASES: Final = {
    "C1": Case(
        taking_turns,
        lambda world: taking_turns(world, weeks=9),
        {"shop": lent, "many cards": lambda world: taking_turns(world, cards=30)},
    ),
    "C2": Case(
        in_shifts,
        lambda world: in_shifts(world, numbers=2),
        {
            "by day": lambda world: in_shifts(world, night=False),
            "on the road": lambda world: in_shifts(world, cells=9),
            "dispatcher": lambda world: in_shifts(world, marks=Mark.LICENSED),
        },
    ),
    "C3": Case(
        succeeded,
        lambda world: succeeded(world, hours=120),
        {
            "own number": lambda world: succeeded(world, bearer=True),
            "some contacts": lambda world: succeeded(world, kept=4),
        },
    ),
    "C4": Case(
        relayed,
        lambda world: relayed(world, hours=7),
        {
            "licensed transporter": lambda world: relayed(world, marks=Mark.LICENSED),
            "loads without passengers": lambda world: relayed(world, cross=False),
        },
    ),
    "C5": Case(
        before_crossing,
        lambda world: before_crossing(world, early=9),
        {
            "licensed": lambda world: before_crossing(world, marks=Mark.LICENSED),
            "few peers": lambda world: before_crossing(world, peers=5),
            "like others": lambda world: before_crossing(world, calls=2),
        },
    ),
}
"""By the detector's id."""
