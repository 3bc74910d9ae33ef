"""Worlds of money, for the detectors whose rows are transfers and ledgers."""

from __future__ import annotations

from typing import Final

from services.linkage.snapshot.columns import Mark, NodeKind, TransferKind
from tests.conformance.detectors.case import Case
from tests.fakes.snapshot_world import SnapshotWorld, at


def swept(world: SnapshotWorld, days: int = 12, every: int = 1, payers: int = 6, share: float = 0.85) -> int:
    """Payers who take in at night and pay most of it on in the morning."""
    controller = world.person()
    into = world.account(controller)
    strangers = [world.account() for _ in range(97)]
    own = [world.account(world.person()) for _ in range(payers)]
    told = 0
    for day in range(0, days * every, every):
        for account in own:
            taken = 0
            for hour in (20, 21.5, 23):
                sum_in = 1000 + told % 7 * 70
                world.pay(at(day, hour), strangers[told % 97], account, sum_in)
                taken, told = taken + sum_in, told + 1
            world.pay(at(day + 1, 7.5), account, into, taken * share)
    return controller


def committee(world: SnapshotWorld) -> int:
    """Ten who each pay 5,000 on the fifth, and one of whom has the pot in turn."""
    members = [world.account(world.person()) for _ in range(10)]
    for month, pot in enumerate(members):
        for member in members:
            if member != pot:
                world.pay(at(month * 30 + 4, 10), member, pot, 5000)
    return members[0]


def one_pot(world: SnapshotWorld) -> int:
    """The same ten, but the pot always goes to one of them: monthly, so no sweep."""
    members = [world.account(world.person()) for _ in range(10)]
    for month in range(10):
        for member in members[1:]:
            world.pay(at(month * 30 + 4, 10), member, members[0], 5000)
    return members[0]


def household(world: SnapshotWorld) -> int:
    """Three sons who send most of what they earn to their father's wallet, monthly."""
    father = world.person(household=1)
    wallet = world.account(father)
    for _ in range(3):
        son = world.account(world.person(household=1))
        for month in range(6):
            world.pay(at(month * 30, 10), world.account(), son, 40_000, TransferKind.SALARY)
            world.pay(at(month * 30 + 1, 10), son, wallet, 30_000)
    return father


def shop(world: SnapshotWorld, owner: int | None = None) -> int:
    """A branchless agent: hundreds of customers, each once, cash in and out, one super-agent."""
    owner = world.person() if owner is None else owner
    till, above = world.account(owner, Mark.AGENT), world.account()
    for number in range(400):
        customer = world.account(world.person())
        kind = TransferKind.CASH_IN if number % 2 else TransferKind.CASH_OUT
        ends = (customer, till) if number % 2 else (till, customer)
        world.pay(at(number // 14, 9 + number % 12), *ends, 500 + number % 40 * 100, kind)
    for day in range(28):
        world.pay(at(day, 22), till, above, 20_000)
    return owner


def agent_who_controls(world: SnapshotWorld) -> int:
    """A shop whose owner also takes in what six others earn."""
    controller = swept(world)
    till = world.account(controller, Mark.AGENT)
    for number in range(200):
        world.pay(at(number // 14, 9 + number % 10), world.account(), till, 700 + number, TransferKind.CASH_IN)
    return controller


def night_takings(world: SnapshotWorld, days: int = 7, onward: float = 0.8, marks: Mark | int = 0) -> int:
    """Thirty-five takings from strangers, most of which goes to one adult."""
    controller = world.person()
    into, taker = world.account(controller), world.account(world.person(), marks)
    taken = 0
    for number in range(35):
        amount = 800 + number * 37
        world.pay(at(number * days // 35, 21 + number % 5 * 0.5), world.account(), taker, amount)
        taken += amount
    if onward:
        world.pay(at(days, 6), taker, into, taken * onward)
    return controller


def night_market(world: SnapshotWorld) -> int:
    """A food stall: takings at night, suppliers in the morning, the rest is kept."""
    stall = world.account(world.person(), Mark.MERCHANT)
    suppliers = [world.account(0, Mark.MERCHANT) for _ in range(5)]
    for number in range(140):
        world.pay(at(number // 20, 21 + number % 6 * 0.4), world.account(), stall, 400 + number % 30 * 20)
    for day in range(7):
        for supplier in suppliers:
            world.pay(at(day + 1, 6), stall, supplier, 2000)
    return stall


def ramzan_fund(world: SnapshotWorld) -> int:
    """A mosque's fund: many payers once each, and payments to many who are poor."""
    fund = world.account(world.person(), Mark.CHARITY)
    for number in range(60):
        world.pay(at(number // 10, 20.5 + number % 8 * 0.4), world.account(), fund, 1000)
    for _ in range(50):
        world.pay(at(7, 9), fund, world.account(world.person()), 1100)
    return fund


def wages(world: SnapshotWorld, months: int = 3, back: float = 0.8, within: float = 48, workers: int = 12) -> int:
    """A contractor who pays twelve, nine of whom send most of it to a foreman within two days."""
    employer, foreman = world.account(world.person()), world.account(world.person())
    crew = [world.account(world.person()) for _ in range(workers)]
    for month in range(months):
        for number, worker in enumerate(crew):
            world.pay(at(month * 31, 10), employer, worker, 30_000 + number * 100, TransferKind.SALARY)
            if number < 9 and back:
                world.pay(at(month * 31, 10 + within), worker, foreman, (30_000 + number * 100) * back)
    return _person(world, foreman)


def _person(world: SnapshotWorld, node: int) -> int:
    return int(world.snapshot().nodes["person"][node])


def credits_of_others(world: SnapshotWorld, hours: float = 5, every: int = 0, kin: bool = False) -> int:
    """Wages of six people in one account, drawn within hours."""
    holder = world.person(household=3)
    account, machine = world.account(holder), world.account()
    for number in range(6):
        worker = world.person(household=3 if kin else 10 + number)
        named = world.node(NodeKind.DOCUMENT, worker)
        day = 1 + number * every
        world.pay(at(day, 9), world.account(), account, 32_000, TransferKind.SALARY, named=named)
        world.pay(at(day, 9 + hours), account, machine, 31_000, TransferKind.CASH_OUT)
    return holder


def fees(world: SnapshotWorld, days: int = 20, marks: Mark | int = 0, booked: bool = True) -> int:
    """Four travellers of one booking who paid one broker before it."""
    broker = world.person(marks=Mark.ADULT | marks)
    account, journey = world.account(broker), 500
    for number in range(4):
        traveller = world.person(household=20 + number)
        world.pay(at(60 - days - number, 12), world.account(traveller), account, 300_000 + number)
        if booked:
            world.book(at(60, 8), journey, traveller)
        world.cross(at(60, 9), traveller, 7, True, 900)
        world.pay(at(63, 12), world.account(traveller), account, 150_000)
    return broker


def ransom(world: SnapshotWorld) -> int:
    """Eleven kin of somebody abroad who pay one number in three days: victims of extortion."""
    gone = world.person(household=40)
    world.cross(at(10), gone, 7, True, 1)
    taker = world.person()
    account = world.account(taker)
    for number in range(11):
        world.pay(at(40 + number % 3, 11), world.account(world.person(household=40)), account, 200_000)
    return taker


def bonded(world: SnapshotWorld, months: int = 14, falls: bool = False, advances: int = 3) -> int:
    """A debt that fourteen months of repayments do not lower."""
    creditor, debtor = world.person(), world.person()
    for month in range(months):
        debt = 100_000 - month * 5_000 if falls else 100_000 + month * 500
        world.ledger(at(month * 31), creditor, debtor, 5_000 if month < advances else 0, 6_000, debt)
    return creditor


def hawala(world: SnapshotWorld, apart: float = 20, pairs: int = 30, marks: Mark | int = 0, share: float = 0.99) -> int:
    """Two shops between which like sums go both ways within two days."""
    one, other = world.node(NodeKind.PLACE, marks=marks), world.node(NodeKind.PLACE)
    tills = {one: world.account(), other: world.account()}
    for number in range(pairs):
        for here, there, shift in ((one, other, 0), (other, one, 13)):
            amount, when = 50_000 + (number * 7919 + shift * 523) % 900_000, at(number * 6 + shift, 9)
            world.pay(when, world.account(), tills[here], amount, TransferKind.CASH_IN, place=here)
            world.pay(
                when + int(apart * 3600),
                tills[there],
                world.account(),
                amount * share,
                TransferKind.CASH_OUT,
                place=there,
            )
    return one


def retraction(world: SnapshotWorld, days: int = 3, before: bool = False) -> int:
    """Money to a witness days before they take their statement back."""
    payer, witness = world.person(), world.person(Mark.ADULT | Mark.PROTECTED, household=50)
    source, home = world.account(payer), world.account(world.person(household=50))
    if before:
        world.pay(at(10), source, home, 60_000)
    world.pay(at(100 - days), source, home, 200_000)
    world.state(at(40), 1, witness, retracted=False)
    world.state(at(100), 1, witness, retracted=True)
    return payer


CASES: Final = {
    "M1": Case(
        swept,
        lambda world: swept(world, every=2),
        {
            "committee": committee,
            "one pot": one_pot,
            "household": household,
            "agent": shop,
            "night market": night_market,
        },
        agent_who_controls,
    ),
    "M2": Case(
        night_takings,
        lambda world: night_takings(world, days=14),
        {
            "merchant": night_market,
            "charity": ramzan_fund,
            "takings that are kept": lambda world: night_takings(world, onward=0),
            "agent": shop,
        },
        lambda world: night_takings(world, marks=Mark.MERCHANT),
    ),
    "M3": Case(
        wages,
        lambda world: wages(world, within=144),
        {
            "payroll": lambda world: wages(world, back=0),
            "household": household,
            "a part": lambda world: wages(world, back=0.3),
        },
        lambda world: wages(world, workers=60),
    ),
    "M4": Case(
        credits_of_others,
        lambda world: credits_of_others(world, hours=48),
        {"household": lambda world: credits_of_others(world, kin=True), "payroll": lambda world: wages(world, back=0)},
        lambda world: credits_of_others(world, every=3),
    ),
    "M5": Case(
        fees,
        lambda world: fees(world, days=90),
        {"licensed operator": lambda world: fees(world, marks=Mark.LICENSED), "ransom": ransom},
        lambda world: fees(world, booked=False),
    ),
    "M6": Case(
        bonded,
        lambda world: bonded(world, months=7),
        {"paid down": lambda world: bonded(world, falls=True), "one advance": lambda world: bonded(world, advances=1)},
    ),
    "M7": Case(
        hawala,
        lambda world: hawala(world, apart=96),
        {"licensed": lambda world: hawala(world, marks=Mark.LICENSED), "few": lambda world: hawala(world, pairs=12)},
        lambda world: (hawala(world, marks=Mark.LICENSED), hawala(world))[1],
    ),
    "M8": Case(
        retraction,
        lambda world: retraction(world, days=28),
        {"who paid before": lambda world: retraction(world, before=True)},
    ),
}
"""By the detector's id."""
