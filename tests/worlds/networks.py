"""Planted networks of six kinds, sixty of each among 240,000 people: each as uneven as people are, some too little to be found.

About each subject there is evidence of two families, or of one and an open record that names them.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from services.linkage.snapshot.columns import Flags, Ints, Mark, NodeKind, TransferKind
from tests.worlds.canvas import DAYS, MONTHS, Canvas, when
from tests.worlds.everyday import POSTS
from tests.worlds.truth import Network, Role, Shape

EACH: Final = 60


def plant(canvas: Canvas) -> None:
    """All six."""
    night_houses(canvas)
    begging(canvas)
    wages(canvas)
    journeys(canvas)
    escorts(canvas)
    for shape, planted in ((Shape.FAN_IN, fans), (Shape.SCATTER_GATHER, scatters), (Shape.CYCLE, cycles)):
        planted(canvas, _collectors(canvas, shape))


def _subjects(canvas: Canvas, network: Network, many: int, shape: Shape | int = -1) -> Ints:
    people = canvas.adults(many)
    canvas.plant(network, Role.SUBJECT, people, shape)
    return people


def _victims(canvas: Canvas, network: Network, many: int, most: int) -> Ints:
    people = canvas.adults(many, most)
    canvas.plant(network, Role.VICTIM, people)
    return people


def _some(canvas: Canvas, shape: tuple[int, ...], least: int) -> Flags:
    """Which of the people of each row take part: from ``least`` to all of them."""
    many, most = shape
    return np.arange(most) < canvas.draw.integers(least, most + 1, many)[:, None]


def _recorded_or(canvas: Canvas, subjects: Ints, share: float) -> Ints:
    """An open record names some of them; gives back who else there is."""
    recorded = canvas.draw.random(len(subjects)) < share
    canvas.mark(subjects[recorded], Mark.OPEN_RECORD)
    return np.flatnonzero(~recorded)


def _one_handset(canvas: Canvas, keepers: Ints, cards: Ints, where: Flags) -> None:
    """Cards of others take turns in a handset of each keeper, over five weeks."""
    handsets = canvas.nodes(NodeKind.HANDSET, keepers)
    day = canvas.draw.integers(150, 185, (12, *cards.shape))
    strangers = 2 * canvas.people + canvas.draw.integers(0, canvas.people, day.shape)
    canvas.tell(
        "calls",
        where,
        at=when(day, 19 + 5 * canvas.draw.random(day.shape)),
        caller=canvas.phone(cards),
        callee=strangers,
        handset=handsets[:, None],
    )


def _swept(
    canvas: Canvas, into: Ints, workers: Ints, where: Flags, hours: tuple[float, float, float], takings: Ints
) -> None:
    """Workers take in small sums on most of 24 days, and pay most of it on soon after. ``hours``: of both, and when."""
    days, draw = 24, canvas.draw
    first = draw.integers(0, DAYS - days - 1, (len(workers), 1))
    shape = (days, 5, *workers.shape)
    day = first + np.arange(days)[:, None, None, None]
    works = where & (draw.random((days, *workers.shape)) < 0.9)
    visits = works[:, None] & (np.arange(5)[:, None, None] < draw.integers(2, 6, (days, 1, *workers.shape)))
    rupees = takings * draw.integers(6, 60, shape)
    strangers = canvas.people + draw.integers(0, canvas.people, shape)
    at = when(day, hours[0] + hours[1] * draw.random(shape))
    canvas.tell("transfers", visits, at=at, payer=strangers, payee=canvas.account(workers), rupees=rupees)
    taken = np.where(visits, rupees, 0).sum(axis=1)
    canvas.tell(
        "transfers",
        works & (draw.random(works.shape) < 0.95),
        at=when(day[:, 0], hours[2] + 2 * draw.random(works.shape)),
        payer=canvas.account(workers),
        payee=canvas.account(into)[:, None],
        rupees=taken * np.clip(draw.normal(0.8, 0.07, works.shape), 0.5, 1),
    )


def night_houses(canvas: Canvas) -> None:
    """What four to eight people take in at night is another's by the morning; their cards are in that one's handset."""
    many = canvas.many(EACH)
    subjects, workers = _subjects(canvas, Network.NIGHT_HOUSE, many), _victims(canvas, Network.NIGHT_HOUSE, many, 8)
    taking = _some(canvas, workers.shape, 4)
    _swept(canvas, subjects, workers, taking, (20, 6.5, 30), np.full(1, 75))
    others = _recorded_or(canvas, subjects, 0.2)
    half = others[::2]
    _one_handset(canvas, subjects[half], workers[half], taking[half])
    shifts(canvas, subjects[others[1::2]], workers[others[1::2]], taking[others[1::2]])


def shifts(canvas: Canvas, subjects: Ints, workers: Ints, where: Flags) -> None:
    """They call strangers at night from one cell, and one number that they share, from a card for that alone."""
    draw = canvas.draw
    cards, shared = canvas.nodes(NodeKind.PHONE, workers), canvas.nodes(NodeKind.PHONE, subjects)
    cell = canvas.nodes(NodeKind.PLACE, np.full((len(subjects), 1), -1))
    day = draw.integers(100, 130, (40, *workers.shape))
    strangers = 2 * canvas.people + draw.integers(0, canvas.people, day.shape)
    callee = np.where(draw.random(day.shape) < 0.3, shared[:, None], strangers)
    hour = 20.2 + 8 * draw.random(day.shape)
    late = np.where(draw.random(day.shape) < 0.04, 13, hour)
    canvas.tell("calls", where, at=when(day, late), caller=cards, callee=callee, cell=cell)


def begging(canvas: Canvas) -> None:
    """What five to ten people are given by day is another's in the evening; a vehicle stands in cases of missing children."""
    many = canvas.many(EACH)
    subjects, workers = _subjects(canvas, Network.BEGGING, many), _victims(canvas, Network.BEGGING, many, 10)
    _swept(canvas, subjects, workers, _some(canvas, workers.shape, 5), (12.5, 7, 20), np.full(1, 10))
    others = _recorded_or(canvas, subjects, 0.5)
    vehicles = canvas.nodes(NodeKind.VEHICLE, subjects[others])
    for number in range(2):
        district = canvas.draw.integers(0, 20, len(others)) + 20 * number
        case = 20_000 + 2 * others + number
        canvas.tell(
            "involved", at=when(60 + number, 9), case=case, district=district, missing_child=True, node=vehicles
        )


def wages(canvas: Canvas) -> None:
    """Twelve are paid by one, and most send most of it to a foreman within days, who has their papers."""
    many, crew, draw = canvas.many(EACH), 12, canvas.draw
    subjects, workers = _subjects(canvas, Network.WAGES, many), _victims(canvas, Network.WAGES, many, crew)
    employers = canvas.adults(many)
    canvas.plant(Network.WAGES, Role.HELPER, employers)
    first, months = draw.integers(0, 4, many)[:, None], draw.integers(3, 9, many)[:, None]
    month = np.arange(12)[:, None, None]
    paid = np.broadcast_to((month >= first) & (month < first + months), (12, many, crew))
    wage = 500 * draw.integers(40, 70, (many, crew))
    day = MONTHS[:, None, None] + draw.integers(1, 4, (many, 1))
    canvas.tell(
        "transfers",
        paid,
        at=when(day, 10),
        payer=canvas.account(employers)[:, None],
        payee=canvas.account(workers),
        rupees=wage,
        kind=TransferKind.SALARY,
    )
    back = paid & _some(canvas, workers.shape, 4) & (draw.random(paid.shape) < 0.95)
    canvas.tell(
        "transfers",
        back,
        at=when(day, 10 + np.clip(draw.exponential(24, paid.shape), 1, 90)),
        payer=canvas.account(workers),
        payee=canvas.account(subjects)[:, None],
        rupees=wage * draw.uniform(0.7, 0.95, (many, crew)),
    )
    others = _recorded_or(canvas, subjects, 0.3)
    documents = canvas.nodes(NodeKind.DOCUMENT, workers[others])
    canvas.tell(
        "papers",
        draw.random(documents.shape) < 0.8,
        at=when(300, 10),
        document=documents,
        found_with=subjects[others][:, None],
    )


def journeys(canvas: Canvas) -> None:
    """Four to ten pay one broker before they leave on one journey, which that one's phone booked, and do not come back."""
    many, most, draw = canvas.many(EACH), 10, canvas.draw
    subjects, travellers = _subjects(canvas, Network.JOURNEYS, many), _victims(canvas, Network.JOURNEYS, many, most)
    going = _some(canvas, travellers.shape, 5)
    out = draw.integers(60, 250, (many, 1))
    journey, party = canvas.parties(many, 1), canvas.parties(many, 1)
    contact = canvas.phone(subjects)[:, None]
    canvas.tell("bookings", going, at=when(out, 5), journey=journey, person=travellers, contact=contact)
    post = draw.integers(0, POSTS, (many, 1))
    canvas.tell("crossings", going, at=when(out, 9), person=travellers, post=post, leaves=True, party=party)
    home = going & (draw.random(going.shape) < 0.1)
    canvas.tell("crossings", home, at=when(out + 40, 9), person=travellers, post=post, leaves=False)
    before = np.clip(draw.exponential(14, going.shape), 1, 60)
    fee = 1000 * draw.integers(110, 900, going.shape)
    into = canvas.account(subjects)[:, None]
    for at, share, paid in ((when(out - before, 12), 1.0, 0.9), (when(out + 5, 12), 0.5, 0.6)):
        pays = going & (draw.random(going.shape) < paid)
        canvas.tell("transfers", pays, at=at, payer=canvas.account(travellers), payee=into, rupees=fee * share)


def escorts(canvas: Canvas) -> None:
    """Three to six journeys with other people's children, who do not come back; many calls before each, or an open record."""
    many, most, draw = canvas.many(EACH), 6, canvas.draw
    subjects = _subjects(canvas, Network.ESCORT, many)
    children = canvas.children(many, most)
    canvas.plant(Network.ESCORT, Role.VICTIM, children)
    going = _some(canvas, children.shape, 3)
    day = 5 + 55 * np.arange(most) + draw.integers(0, 20, children.shape)
    at, post = when(day, 7 + 10 * draw.random(day.shape)), draw.integers(0, POSTS, (many, 1))
    party = canvas.parties(*children.shape)
    for person in (subjects[:, None], children):
        canvas.tell("crossings", going, at=at, person=person, post=post, leaves=True, party=party)
    canvas.tell("crossings", going, at=at + 3 * 86_400, person=subjects[:, None], post=post, leaves=False)
    back = going & (draw.random(going.shape) < 0.04)
    canvas.tell("crossings", back, at=at + 9 * 86_400, person=children, post=post, leaves=False)
    others = _recorded_or(canvas, subjects, 0.5)
    before = at[others] - draw.integers(600, 5 * 3600, (14, len(others), most))
    contact = canvas.nodes(NodeKind.PHONE, np.full((len(others), 1), -1))
    caller = canvas.phone(subjects[others])[:, None]
    canvas.tell("calls", going[others], at=before, caller=caller, callee=contact)


def _collectors(canvas: Canvas, shape: Shape) -> Ints:
    """Twenty of each shape: an open record names some, and cards of others are in a handset of the rest."""
    subjects = _subjects(canvas, Network.COLLECTORS, canvas.many(EACH / 3), shape)
    others = _recorded_or(canvas, subjects, 0.4)
    cards = canvas.adults(len(others), 6)
    canvas.plant(Network.COLLECTORS, Role.HELPER, cards)
    _one_handset(canvas, subjects[others], cards, _some(canvas, cards.shape, 4))
    return subjects


def _mules(canvas: Canvas, many: int, most: int) -> Ints:
    people = canvas.adults(many, most)
    canvas.plant(Network.COLLECTORS, Role.HELPER, people)
    return canvas.account(people)


def fans(canvas: Canvas, subjects: Ints) -> None:
    """Ten to twenty-five pay one within two days, two or three times a year."""
    many, draw = len(subjects), canvas.draw
    payers = _mules(canvas, many, 25)
    paying = _some(canvas, payers.shape, 10)
    start = np.array([40, 130, 260])[:, None, None] + draw.integers(0, 60, (3, many, 1))
    hour = np.clip(draw.normal(20, 10, (3, *payers.shape)), 0, 47)
    rupees = 100 * draw.integers(80, 900, hour.shape)
    canvas.tell(
        "transfers", paying, at=when(start, hour), payer=payers, payee=canvas.account(subjects)[:, None], rupees=rupees
    )


def scatters(canvas: Canvas, subjects: Ints) -> None:
    """One account pays four to nine, each of whom pays most of it on to one within two days; twice a year."""
    many, draw = len(subjects), canvas.draw
    sources, mules = _mules(canvas, many, 1), _mules(canvas, many, 9)
    between = _some(canvas, mules.shape, 4)
    start = np.array([40, 200])[:, None, None] + draw.integers(0, 100, (2, many, 1))
    hour = 20 * draw.random((2, *mules.shape))
    rupees = 1000 * draw.integers(40, 300, hour.shape)
    canvas.tell("transfers", between, at=when(start, hour), payer=sources, payee=mules, rupees=rupees)
    waited = np.clip(draw.exponential(16, hour.shape), 0.5, 90)
    onward = {"payer": mules, "payee": canvas.account(subjects)[:, None]}
    canvas.tell(
        "transfers",
        between,
        at=when(start, hour + waited),
        rupees=rupees * draw.uniform(0.87, 0.99, hour.shape),
        **onward,
    )


def cycles(canvas: Canvas, subjects: Ints) -> None:
    """A sum that comes back over two to four others, nearly whole; three times a year."""
    many, draw = len(subjects), canvas.draw
    ring = np.concatenate((canvas.account(subjects)[:, None], _mules(canvas, many, 4)), axis=1)
    length = draw.integers(3, 6, (many, 1))
    step = np.arange(5)
    payee = np.take_along_axis(ring, np.where(step + 1 < length, (step + 1) % 5, 0), axis=1)
    start = np.array([20, 140, 260])[:, None, None] + draw.integers(0, 80, (3, many, 1))
    waited = np.cumsum(np.clip(draw.exponential(18, (3, many, 5)), 1, 80), axis=2)
    kept = np.cumprod(1 - draw.uniform(0.01, 0.12, waited.shape), axis=2)
    rupees = 1000 * draw.integers(100, 900, (3, many, 1)) * kept
    canvas.tell("transfers", step < length, at=when(start, 9 + waited), payer=ring, payee=payee, rupees=rupees)
