"""Worlds for the general shapes of money."""

from __future__ import annotations

import itertools
from typing import Final

from services.linkage.snapshot.columns import Mark, TransferKind
from tests.conformance.detectors.case import Build, Case
from tests.conformance.detectors.money import committee, household, ramzan_fund, shop, wages
from tests.fakes.snapshot_world import SnapshotWorld, at


def deposits(world: SnapshotWorld, days: int = 1, marks: Mark | int = 0) -> int:
    """Five deposits of cash under two million within a week."""
    person = world.person()
    account = world.account(person, marks)
    for number in range(5):
        world.pay(at(number * days, 11), world.account(), account, 1_900_000 + number, TransferKind.CASH_IN)
    return person


def fan(world: SnapshotWorld, inward: bool = True, hours: float = 2, marks: Mark | int = 0) -> int:
    """Fifteen accounts about one."""
    person = world.person()
    centre = world.account(person, marks)
    for number in range(15):
        ends = (world.account(world.person()), centre)
        world.pay(at(2, number * hours), *(ends if inward else ends[::-1]), 9_000 + number * 731)
    return person


def through(world: SnapshotWorld, hours: float = 6, marks: Mark | int = 0) -> int:
    """Seven sums that are out again within hours."""
    person = world.person()
    account = world.account(person, marks)
    for number in range(7):
        amount = 50_000 + number * 3_100
        world.pay(at(number * 4, 9), world.account(), account, amount)
        world.pay(at(number * 4, 9 + hours), account, world.account(), amount * 0.96)
    return person


def chained(world: SnapshotWorld, hours: float = 5, marks: Mark | int = 0) -> int:
    """One sum over six accounts."""
    person = world.person()
    line = [world.account(person, marks), *(world.account(world.person()) for _ in range(5))]
    for step, (payer, payee) in enumerate(itertools.pairwise(line)):
        world.pay(at(3, step * hours), payer, payee, 400_000 * 0.97**step)
    return person


def cycled(world: SnapshotWorld, hours: float = 20, marks: Mark | int = 0) -> int:
    """One sum that comes back over four accounts."""
    person = world.person()
    ring = [world.account(person, marks), *(world.account(world.person()) for _ in range(3))]
    for step in range(4):
        world.pay(at(3, step * hours), ring[step], ring[(step + 1) % 4], 400_000 * 0.95**step)
    return person


def scattered(world: SnapshotWorld, hours: float = 10, marks: Mark | int = 0) -> int:
    """One account to another over six."""
    source, person = world.account(world.person()), world.person()
    sink = world.account(person, marks)
    for number in range(6):
        between = world.account(world.person())
        world.pay(at(3, number), source, between, 60_000 + number * 900)
        world.pay(at(3, number + hours), between, sink, (60_000 + number * 900) * 0.95)
    return person


def gathered(world: SnapshotWorld, hours: float = 1, marks: Mark | int = 0) -> int:
    """Eight accounts into one, and seven out of it."""
    person = world.person()
    account = world.account(person, marks)
    for number in range(8):
        world.pay(at(4, number * hours), world.account(world.person()), account, 70_000)
    for number in range(7):
        world.pay(at(4, 9 * hours + number * hours), account, world.account(world.person()), 70_000)
    return person


_ORDINARY: Final[dict[str, Build]] = {
    "committee": committee, "household": household, "charity": ramzan_fund, "agent": shop,
    "payroll": lambda world: wages(world, back=0),
}  # fmt: skip

CASES: Final = {
    "G1": Case(
        deposits,
        lambda world: deposits(world, days=8),
        {"merchant": lambda world: deposits(world, marks=Mark.MERCHANT), **_ORDINARY},
    ),
    "G2": Case(
        fan,
        lambda world: fan(world, hours=8),
        {"merchant": lambda world: fan(world, marks=Mark.MERCHANT), **_ORDINARY},
    ),
    "G3": Case(
        lambda world: fan(world, inward=False),
        lambda world: fan(world, inward=False, hours=8),
        {"agent on a list": lambda world: fan(world, inward=False, marks=Mark.AGENT), **_ORDINARY},
    ),
    "G4": Case(
        through,
        lambda world: through(world, hours=48),
        {"agent on a list": lambda world: through(world, marks=Mark.AGENT), **_ORDINARY},
    ),
    "G5": Case(
        chained,
        lambda world: chained(world, hours=48),
        {"charity on a list": lambda world: chained(world, marks=Mark.CHARITY), **_ORDINARY},
    ),
    "G6": Case(
        cycled,
        lambda world: cycled(world, hours=144),
        {"agent on a list": lambda world: cycled(world, marks=Mark.AGENT), **_ORDINARY},
    ),
    "G7": Case(
        scattered,
        lambda world: scattered(world, hours=144),
        {"agent on a list": lambda world: scattered(world, marks=Mark.AGENT), **_ORDINARY},
    ),
    "G8": Case(
        gathered,
        lambda world: gathered(world, hours=24),
        {"agent on a list": lambda world: gathered(world, marks=Mark.AGENT), **_ORDINARY},
    ),
}
"""By the detector's id."""
