"""Honest money that resembles a pattern: committees, agents, wages, households, night trade, charity, money changers.

Numbers of each are those of 240,000 people. Half of the adults of Pakistan know a committee, most of them in cash; one in
400 people keeps an agent's shop; how many of these are on a list is this world's own choice.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from services.linkage.snapshot.columns import Answer, Flags, Ints, Mark, NodeKind, TransferKind
from tests.worlds.canvas import DAYS, MONTHS, Canvas, when
from tests.worlds.everyday import sums
from tests.worlds.truth import LookAlike

AGENTS: Final = 600
"""Shops of agents among 240,000 people."""


def committees(canvas: Canvas) -> None:
    """Twelve who pay the same sum on the same day of each month; each has the pot once, half of them by an organiser."""
    many, members = canvas.many(500), 12
    people = canvas.adults(many, members)
    canvas.like(LookAlike.COMMITTEE, people)
    share = 1000 * canvas.draw.integers(2, 20, many)
    fixed = canvas.draw.integers(1, 25, many)
    organised = canvas.draw.random(many) < 0.5
    for month in range(members):
        day = MONTHS[month] + fixed + canvas.draw.integers(0, 2, many)
        pot, organiser = people[:, month], people[:, 0]
        to = np.where(organised, organiser, pot)[:, None]
        hour = 9 + 10 * canvas.draw.random(people.shape)
        canvas.tell(
            "transfers",
            people != to,
            at=when(day[:, None], hour),
            payer=canvas.account(people),
            payee=canvas.account(to),
            rupees=share[:, None],
        )
        canvas.tell(
            "transfers",
            organised & (pot != organiser),
            at=when(day + 1, 11),
            payer=canvas.account(organiser),
            payee=canvas.account(pot),
            rupees=share * members,
        )


def agents(canvas: Canvas) -> None:
    """Shops that take in and pay out cash, for customers who come once or twice; a tenth lends its phone."""
    many, visits = canvas.many(AGENTS), 150
    owners, draw = canvas.adults(many), canvas.draw
    listed = draw.random(many) < 0.95
    canvas.like(LookAlike.AGENT, owners, listed)
    tills = canvas.nodes(NodeKind.ACCOUNT, owners, np.where(listed, int(Mark.AGENT), 0))
    shops = canvas.nodes(NodeKind.PLACE, owners)
    super_agents = canvas.nodes(NodeKind.ACCOUNT, np.full(max(1, many // 40), -1), int(Mark.AGENT))
    customers = canvas.people + draw.integers(0, canvas.people, (visits, many))
    at = when(draw.integers(0, 90, (visits, many)) + 200, 9 + 12 * draw.random((visits, many)))
    paid_in, rupees = draw.random((visits, many)) < 0.5, 500 * draw.integers(1, 50, (visits, many))
    for chosen, payer, payee, kind in (
        (paid_in, customers, tills, TransferKind.CASH_IN),
        (~paid_in, tills, customers, TransferKind.CASH_OUT),
    ):
        canvas.tell("transfers", chosen, at=at, payer=payer, payee=payee, rupees=rupees, kind=kind, place=shops)
    above = super_agents[np.arange(many) % len(super_agents)]
    nights = when(200 + np.arange(90), 21.5)[:, None]
    canvas.tell("transfers", at=nights, payer=tills, payee=above, rupees=sums(canvas, 90 * many).reshape(90, many))
    _lend(canvas, owners[: canvas.many(60)], listed[: canvas.many(60)])


def _lend(canvas: Canvas, owners: Ints, listed: Flags) -> None:
    """Forty customers' cards in one handset, five calls each within a day."""
    handsets = canvas.nodes(NodeKind.HANDSET, owners, np.where(listed, int(Mark.AGENT), 0))
    shape = (5, 40, len(owners))
    cards = canvas.phone(canvas.adults(40, len(owners)))
    at = when(canvas.draw.integers(0, DAYS, shape[1:]), 9 + 12 * canvas.draw.random(shape))
    canvas.tell("calls", at=at, caller=cards, callee=canvas.phone(canvas.adults(len(owners))), handset=handsets)


def payrolls(canvas: Canvas) -> None:
    """Contractors who pay gangs of twelve each month; nothing comes back within days."""
    many, gang = canvas.many(480), 12
    employers, workers = canvas.adults(many), canvas.adults(many, gang)
    canvas.like(LookAlike.PAYROLL, employers)
    canvas.like(LookAlike.PAYROLL, workers)
    wage = 500 * canvas.draw.integers(50, 80, (many, gang))
    at = when(
        (MONTHS[:, None] + canvas.draw.integers(0, 4, (12, many)))[:, :, None],
        10 + canvas.draw.random((12, many, gang)),
    )
    canvas.tell(
        "transfers",
        at=at,
        payer=canvas.account(employers)[:, None],
        payee=canvas.account(workers),
        rupees=wage,
        kind=TransferKind.SALARY,
    )


def households(canvas: Canvas) -> None:
    """A breadwinner who sends most of a wage home each month; where four earn, one account draws all wages."""
    many, draw = canvas.many(3000), canvas.draw
    homes = canvas.homes(many)
    known = draw.random(many) < 0.8
    canvas.live_together(homes, known[:, None])
    canvas.like(LookAlike.HOUSEHOLD, homes, known[:, None])
    keeper, earners = canvas.account(homes[:, 1]), homes[:, (0, 2)]
    sends = draw.random((many, 2)) < (1.0, 0.3)
    day = MONTHS[:, None, None] + draw.integers(1, 5, (12, many, 2))
    rupees = 1000 * draw.integers(20, 60, (12, many, 2))
    canvas.tell(
        "transfers",
        sends,
        at=when(day, 10 + 8 * draw.random(day.shape)),
        payer=canvas.account(earners),
        payee=keeper[:, None],
        rupees=rupees,
    )
    _pooled(canvas, homes[: canvas.many(100)])
    _shared(canvas, homes[-canvas.many(60) :])


def _pooled(canvas: Canvas, homes: Ints) -> None:
    """Wages of all four in one account, which draws them the same day."""
    earners, keeper = homes[:, :4], canvas.account(homes[:, :1])
    named = canvas.nodes(NodeKind.DOCUMENT, earners)
    machine = canvas.nodes(NodeKind.ACCOUNT, np.full(1, -1))
    day = np.broadcast_to(MONTHS[:, None, None], (12, *earners.shape))
    employer = canvas.nodes(NodeKind.ACCOUNT, np.full(earners.shape, -1))
    canvas.tell(
        "transfers", at=when(day, 9), payer=employer, payee=keeper, rupees=34_000, kind=TransferKind.SALARY, named=named
    )
    canvas.tell("transfers", at=when(day, 15), payer=keeper, payee=machine, rupees=30_000, kind=TransferKind.CASH_OUT)


def _shared(canvas: Canvas, homes: Ints) -> None:
    """One handset for the cards of a whole house."""
    handsets = canvas.nodes(NodeKind.HANDSET, homes[:, 0])
    cards, at = canvas.phone(homes[:, :4]), when(canvas.draw.integers(0, 60, (40, len(homes), 4)), 18)
    canvas.tell("calls", at=at, caller=cards, callee=canvas.phone(homes[:, 4:5]), handset=handsets[:, None])


def night_trade(canvas: Canvas) -> None:
    """Stalls, drivers and hotels: takings at night from many, suppliers in the morning, the rest is kept."""
    many, nights, draw = canvas.many(300), 30, canvas.draw
    owners = canvas.adults(many)
    listed = draw.random(many) < 0.6
    canvas.like(LookAlike.NIGHT_TRADE, owners)
    stalls = canvas.nodes(NodeKind.ACCOUNT, owners, np.where(listed, int(Mark.MERCHANT), 0))
    first = draw.integers(0, DAYS - nights - 1, many)
    customers = canvas.people + draw.integers(0, canvas.people, (nights, 6, many))
    day = first + np.arange(nights)[:, None, None]
    hour = 20.2 + 4 * draw.random(customers.shape)
    taken = 50 * draw.integers(6, 40, customers.shape)
    canvas.tell("transfers", at=when(day, hour), payer=customers, payee=stalls, rupees=taken)
    suppliers = canvas.nodes(NodeKind.ACCOUNT, np.full((4, many), -1), int(Mark.MERCHANT))
    part = taken.sum(axis=1)[:, None, :] * draw.uniform(0.05, 0.14, (nights, 4, many))
    canvas.tell("transfers", at=when(day + 1, 6.5), payer=stalls, payee=suppliers, rupees=part)


def charities(canvas: Canvas) -> None:
    """Funds of a mosque in Ramzan: many give once, and many who are poor are given."""
    many, draw = canvas.many(80), canvas.draw
    keepers = canvas.adults(many)
    listed = draw.random(many) < 0.8
    canvas.like(LookAlike.CHARITY, keepers, listed)
    funds = canvas.nodes(NodeKind.ACCOUNT, keepers, np.where(listed, int(Mark.CHARITY), 0))
    givers = canvas.people + draw.integers(0, canvas.people, (100, many))
    at = when(48 + draw.integers(0, 30, givers.shape), 20.5 + 3 * draw.random(givers.shape))
    canvas.tell("transfers", at=at, payer=givers, payee=funds, rupees=500 * draw.integers(1, 10, givers.shape))
    poor = canvas.people + draw.integers(0, canvas.people, (60, many))
    canvas.tell("transfers", at=when(79, 9 + draw.random(poor.shape)), payer=funds, payee=poor, rupees=3000)


def money_changers(canvas: Canvas) -> None:
    """Licensed counters between which like sums go both ways within a day or two."""
    many, flows, draw = canvas.many(10), 40, canvas.draw
    owners = canvas.adults(many, 2)
    canvas.like(LookAlike.MONEY_CHANGER, owners)
    canvas.mark(owners, Mark.LICENSED)
    counters = canvas.nodes(NodeKind.PLACE, owners, int(Mark.LICENSED))
    tills = canvas.nodes(NodeKind.ACCOUNT, owners, int(Mark.LICENSED))
    day = draw.integers(0, DAYS - 3, (flows, many, 2))
    rupees = 1000 * draw.integers(50, 900, day.shape)
    customers = canvas.people + draw.integers(0, canvas.people, day.shape)
    canvas.tell(
        "transfers",
        at=when(day, 10),
        payer=customers,
        payee=tills,
        rupees=rupees,
        kind=TransferKind.CASH_IN,
        place=counters,
    )
    there = {"payer": tills[:, ::-1], "payee": customers[::-1], "place": counters[:, ::-1]}
    canvas.tell("transfers", at=when(day + 1, 12), rupees=rupees * 0.99, kind=TransferKind.CASH_OUT, **there)


def ransoms(canvas: Canvas) -> None:
    """Answer of somebody abroad who all pay one number within days: victims, and whom they pay is not known."""
    many, draw = canvas.many(6), canvas.draw
    homes = np.concatenate((canvas.homes(many), canvas.homes(many)), axis=1)
    canvas.live_together(homes, known=True)
    gone, kin = homes[:, 0], homes[:, (1, 2, 3, 7, 8, 9, 10)]
    canvas.tell("kin", one=gone, other=homes[:, 7], answer=Answer.YES)
    canvas.like(LookAlike.RANSOM, homes)
    canvas.tell("crossings", at=when(100, 10), person=gone, post=3, leaves=True, party=canvas.parties(many))
    takers = canvas.nodes(NodeKind.ACCOUNT, np.full(many, -1))
    day = 140 + draw.integers(0, 3, kin.shape)
    canvas.tell(
        "transfers",
        at=when(day, 12),
        payer=canvas.account(kin),
        payee=takers[:, None],
        rupees=1000 * draw.integers(110, 400, kin.shape),
    )
