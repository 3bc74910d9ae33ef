"""Calls of the network: burner phones that speak to each other before each journey, in handsets that give them away."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from services.demo import network
from services.demo.population import dice_of

GUJRAT, GUJRANWALA, KARACHI, TAFTAN = "GRT-0101", "GRW-0207", "KHI-0550", "TFT-0003"


class Call(NamedTuple):
    """``at``: time in Asia/Karachi; numbers national; ``cell``: that of the party whose records these are."""

    at: datetime
    caller: str
    called: str
    seconds: int
    cell: str
    imei: str


def imei(serial: int) -> str:
    """15 digits with their check digit (Luhn; 3GPP TS 23.003)."""
    body = f"35000000{serial:06}"
    total = sum(sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


RECRUITERS_HANDSET, TRANSPORTERS_HANDSET, EXPLOITERS_HANDSET = imei(91_001), imei(91_002), imei(91_003)


def recruiters(seed: object) -> list[Call]:
    """Operator A's records of the recruiter's burner and of the number in the recruiter's own name: one handset."""
    dice = dice_of(seed, "network/calls/a")
    burner, own, handset = network.RECRUITERS_BURNER, network.RECRUITER.phone, RECRUITERS_HANDSET
    found = []
    for month, day in ((3, 13), (5, 10), (6, 4)):
        for before in range(9):
            at = datetime(2025, month, day - before % 4, 19, 0) + timedelta(minutes=dice.randrange(170))
            other = (network.TRANSPORTERS_BURNER, network.EXPLOITERS_BURNER)[before % 3 == 2]
            caller, called = (burner, other) if before % 2 == 0 else (other, burner)
            found.append(Call(at, caller, called, dice.randrange(20, 300), GUJRAT, handset))
    for member in network.committee(seed)[:4]:
        at = datetime(2025, 2, dice.randint(1, 28), dice.randint(9, 20), dice.randrange(60))
        found.append(Call(at, own, member.phone, dice.randrange(30, 600), GUJRAT, handset))
    return sorted(found)


def transporters(seed: object) -> list[Call]:
    """Operator B's records of the transporter's burner: along the road to the border on the days of the journeys."""
    dice = dice_of(seed, "network/calls/b")
    burner, own, handset = network.TRANSPORTERS_BURNER, network.TRANSPORTER.phone, TRANSPORTERS_HANDSET
    found = []
    for month, day in ((3, 14), (5, 11)):
        road = ((6, GUJRANWALA), (13, KARACHI), (22, TAFTAN))
        for hour, cell in road:
            at = datetime(2025, month, day, hour, dice.randrange(60))
            found.append(Call(at, burner, network.EXPLOITERS_BURNER, dice.randrange(15, 120), cell, handset))
    for stranger in network.STRANGERS[:2]:
        at = datetime(2025, 4, dice.randint(1, 28), 12, dice.randrange(60))
        found.append(Call(at, own, stranger.phone, dice.randrange(30, 300), GUJRANWALA, handset))
    return sorted(found)
