"""Money of the network and of its decoys: payments between accounts and wallets, in minor units of PKR."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from services.demo import network
from services.demo.network import e164
from services.demo.population import Person, dice_of

RUPEE = 100
CASH = ""
"""The other side of cash over the counter."""
FARE = "fare"
"""What the recruiter pays the transporter for."""


class Payment(NamedTuple):
    """``at``: time in Asia/Karachi; ``start``, ``end``: IBAN, or E.164 of a wallet; ``minor``: paisa."""

    at: datetime
    start: str
    end: str
    minor: int
    about: str


def _paid(day: int, hour: int, start: str, end: str, rupees: int, about: str, month: int = 3) -> Payment:
    return Payment(datetime(2025, month, day, hour, 15), start, end, rupees * RUPEE, about)


def trails() -> list[Payment]:
    """Each child paid for once: in from the buyer, split over the hawala's two accounts, together again, and out."""
    first, second = network.HAWALA_ACCOUNTS
    found = []
    for month, day, whole in ((3, 3, 1_250_000), (5, 2, 1_400_000)):
        left = whole * 96 // 100
        half, rest = left * 51 // 100, left - left * 51 // 100
        found += [
            _paid(day + 1, 10, network.EXPLOITERS_ACCOUNT, network.FRONT_ACCOUNT, left, "consultancy", month),
            _paid(day + 2, 11, network.FRONT_ACCOUNT, first, half, "cloth", month),
            _paid(day + 2, 15, network.FRONT_ACCOUNT, second, rest, "cloth", month),
            _paid(day + 4, 12, first, network.RECRUITERS_ACCOUNT, half * 98 // 100, "family support", month),
            _paid(day + 5, 9, second, network.RECRUITERS_ACCOUNT, rest * 98 // 100, "family support", month),
            _paid(day + 6, 13, network.RECRUITERS_ACCOUNT, network.TRANSPORTERS_ACCOUNT, half * 55 // 100, FARE, month),
            _paid(day + 7, 16, network.RECRUITERS_ACCOUNT, CASH, rest * 90 // 100, "cash", month),
            _paid(day + 7, 17, network.TRANSPORTERS_ACCOUNT, CASH, half * 50 // 100, "cash", month),
        ]
    return found


def bought() -> list[Payment]:
    """What came from abroad, by the banks' own messages: the buyer twice, and a son to a mother each month."""
    found = [
        _paid(3, 9, network.BUYERS_ACCOUNT, network.EXPLOITERS_ACCOUNT, 1_250_000, "services", 3),
        _paid(2, 9, network.BUYERS_ACCOUNT, network.EXPLOITERS_ACCOUNT, 1_400_000, "services", 5),
    ]
    months = range(1, 7)
    return found + [
        _paid(5, 14, network.MIGRANTS_ACCOUNT, network.MOTHERS_ACCOUNT, 60_000, "for the house", month)
        for month in months
    ]


def salaries(seed: object) -> Iterator[tuple[Person, Payment]]:
    """An employer pays everybody on the first of each month."""
    dice = dice_of(seed, "network/salaries")
    for place, person in enumerate(network.employees(seed)):
        rupees = dice.randrange(35, 90) * 1_000
        for month in range(1, 7):
            yield person, _paid(1, 11, network.EMPLOYERS_ACCOUNT, own_account(person, place), rupees, "salary", month)


def own_account(person: Person, place: int) -> str:
    """An employee's account; ``place``: the employee's in the payroll."""
    return network.account(("HABB", "MEZN", "BPUN")[int(person.cnic[-2]) % 3], 91_001_000 + place)


def savings(seed: object) -> list[Payment]:
    """A committee by wallet: each pays the keeper, the keeper pays the pot to one in turn."""
    members = network.committee(seed)
    keeper, found = e164(members[0].phone), []
    for turn in range(6):
        at = datetime(2025, 1 + turn, 10, 9, 0)
        for place, member in enumerate(members[1:]):
            paid = at + timedelta(minutes=7 * place)
            found.append(Payment(paid, e164(member.phone), keeper, 20_000 * RUPEE, "P2P"))
        winner = members[1 + turn]
        found.append(Payment(at + timedelta(hours=8), keeper, e164(winner.phone), 180_000 * RUPEE, "P2P"))
    return found


def fares() -> list[Payment]:
    """What the recruiter sent to the transporter's burner before each journey, drawn at a shop."""
    found = []
    for month, day in ((3, 12), (5, 9)):
        start, end = e164(network.RECRUITERS_BURNER), e164(network.TRANSPORTERS_BURNER)
        found.append(Payment(datetime(2025, month, day, 20, 5), start, end, 45_000 * RUPEE, "P2P"))
        found.append(Payment(datetime(2025, month, day, 21, 40), end, CASH, 44_500 * RUPEE, "Cash Out"))
    return found
