"""Many transfers of a year among many accounts, some far busier than others, with schemes planted whose truth is known.

A scheme takes a sum from a victim's account to a collector, parts it among mules and goes on from each of them, once or
twice; mules and those behind them have their own traffic like anybody. Some of it is known by its day alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import EdgeRow

DAY_MS = 86_400_000
FIRST_MS = 1_700_000_000_000 // DAY_MS * DAY_MS
DAYS = 365
MULES = (8, 30)
"""How many mules a scheme has, from and to."""


@dataclass(frozen=True)
class Scheme:
    """``start``: the victim's account; ``edges``: ids of all its transfers, at most four hops away."""

    start: str
    edges: frozenset[str]


@dataclass(frozen=True)
class Planted:
    """Transfers, those of schemes among them."""

    rows: tuple[EdgeRow, ...]
    schemes: tuple[Scheme, ...]


def account(number: int) -> str:
    """One of the crowd."""
    return f"IBAN:PK{number:022}"


def transfer(name: str, start: str, end: str, at_ms: int, amount: int, dated: bool) -> EdgeRow:
    """Of class 1; one that is dated alone stands for its whole day."""
    day = at_ms // DAY_MS * DAY_MS
    at, until = (day, day + DAY_MS - 1) if dated else (at_ms, 0)
    return EdgeRow(
        "TRANSFERRED", name, start, end, 1, at, until, at_ms + DAY_MS, amount, "PKR", owner="pk.fia", source=name
    )


def crowd(dice: random.Random, accounts: int, transfers: int) -> Iterator[EdgeRow]:
    """Ordinary traffic: sums around 20,000 rupees, a few of millions; a third of it is dated alone."""
    for number in range(transfers):
        start, end = (account(int(accounts * dice.random() ** 2)) for _ in range(2))
        at_ms = FIRST_MS + dice.randrange(DAYS * DAY_MS)
        amount = int(100 * dice.lognormvariate(9.9, 1.2))
        yield transfer(f"c{number:07}", start, end, at_ms, amount, dice.random() < 1 / 3)


def scheme(dice: random.Random, number: int, accounts: int) -> tuple[Scheme, list[EdgeRow]]:
    """One: victim -> collector -> mules -> cash points, or one hop more."""
    rows: list[EdgeRow] = []
    dated = dice.random() < 0.5
    start, collector = f"IBAN:VICTIM{number:018}", account(accounts // 2 + dice.randrange(accounts // 2))

    def pay(one: str, other: str, at_ms: int, amount: int) -> None:
        rows.append(transfer(f"s{number:03}-{len(rows):04}", one, other, at_ms, amount, dated))

    at_ms = FIRST_MS + dice.randrange(30, 300) * DAY_MS + dice.randrange(9, 12) * 3_600_000
    mules = dice.randint(*MULES)
    total = mules * dice.randrange(30_000_000, 90_000_000)
    pay(start, collector, at_ms, total)
    for _ in range(mules):
        mule = account(accounts // 3 + dice.randrange(2 * accounts // 3))
        part = int(total / mules * 0.97)
        at_mule = at_ms + dice.randrange(1, 6) * 3_600_000
        pay(collector, mule, at_mule, part)
        behind = account(accounts // 3 + dice.randrange(2 * accounts // 3))
        pay(mule, behind, at_mule + dice.randrange(1, 5) * 3_600_000, int(part * 0.97))
        if dice.random() < 0.5:
            last = account(accounts // 3 + dice.randrange(2 * accounts // 3))
            pay(behind, last, at_mule + dice.randrange(24, 72) * 3_600_000, int(part * 0.94))
    return Scheme(start, frozenset(row.id for row in rows)), rows


def planted(seed: str, accounts: int = 20_000, transfers: int = 165_000, schemes: int = 20) -> Planted:
    """The same for the same seed."""
    dice = random.Random(seed)
    rows = list(crowd(dice, accounts, transfers))
    found = []
    for number in range(schemes):
        one, some = scheme(dice, number, accounts)
        found.append(one)
        rows += some
    dice.shuffle(rows)
    return Planted(tuple(rows), tuple(found))
