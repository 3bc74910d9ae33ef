"""Honest journeys that resemble a pattern: schools, seasons of work, pilgrims, preachers, kin, convoys, transport; sureties."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from services.linkage.snapshot.columns import Answer, Ints, Mark, NodeKind
from tests.worlds.canvas import DAYS, Canvas, when
from tests.worlds.everyday import POSTS
from tests.worlds.truth import LookAlike


def schools(canvas: Canvas) -> None:
    """Two teachers with twenty boys, out after Eid, home at two holidays, and back for good before Ramzan."""
    many, draw = canvas.many(12), canvas.draw
    teachers, boys = canvas.adults(many, 2), canvas.children(many, 20)
    people = np.concatenate((teachers, boys), axis=1)
    canvas.like(LookAlike.SCHOOL_JOURNEY, people)
    post = draw.integers(0, POSTS, (many, 1))
    for out, back in ((85, 110), (120, 149), (200, 227)):
        _cross(canvas, people, post, out, leaves=True)
        _cross(canvas, people, post, back, leaves=False)


def _cross(canvas: Canvas, people: Ints, post: Ints, day: ArrayLike, *, leaves: bool, where: ArrayLike = True) -> None:
    """Each row of people is one party."""
    party = canvas.parties(len(people), 1)
    hour = 7 + 10 * canvas.draw.random((len(people), 1))
    canvas.tell("crossings", where, at=when(day, hour), person=people, post=post, leaves=leaves, party=party)


def seasons(canvas: Canvas) -> None:
    """Contractors who take six whole families to one farm, and home two to four months later; advances are worked off."""
    many, draw = canvas.many(30), canvas.draw
    people = canvas.homes(many * 6)
    contractors = canvas.adults(many)
    canvas.like(LookAlike.SEASONAL_LABOUR, people)
    canvas.like(LookAlike.SEASONAL_LABOUR, contractors)
    out = np.repeat(draw.integers(60, 150, many), 6)[:, None]
    back = out + np.repeat(draw.integers(60, 120, many), 6)[:, None]
    post = np.repeat(draw.integers(0, POSTS, many), 6)[:, None]
    _cross(canvas, people, post, out, leaves=True)
    _cross(canvas, people, post, back, leaves=False)
    contact, journey = (np.repeat(each, 6)[:, None] for each in (canvas.phone(contractors), canvas.parties(many)))
    canvas.tell("bookings", at=when(out, 5), journey=journey, person=people, contact=contact)
    month = np.arange(14)[:, None, None]
    head = people[:, :1]
    canvas.tell(
        "ledgers",
        at=when(month * 26, 12),
        creditor=np.repeat(contractors, 6)[:, None],
        debtor=head,
        advance=np.where(month < 3, 500_000, 0),
        repaid=400_000,
        debt=6_000_000 - month * 300_000,
    )


def pilgrims(canvas: Canvas) -> None:
    """Groups of forty by a licensed operator, who is paid before, with the way back booked; nearly all come back.

    Of those whose operator is on no list most stay for a season of work.
    """
    many, size, draw = canvas.many(45), 40, canvas.draw
    operators, people = canvas.adults(many), canvas.adults(many, size)
    listed = draw.random(many) < 0.95
    canvas.mark(operators[listed], Mark.LICENSED)
    canvas.like(LookAlike.PILGRIMS, operators, listed)
    canvas.like(LookAlike.PILGRIMS, people)
    out = draw.integers(46, DAYS - 60, (many, 1))
    _group(canvas, people, operators, out, out + 21, np.where(listed, 0.97, 0.3)[:, None])
    offices = canvas.account(operators)[:, None]
    paid = when(out - draw.integers(5, 40, people.shape), 12)
    canvas.tell(
        "transfers",
        at=paid,
        payer=canvas.account(people),
        payee=offices,
        rupees=1000 * draw.integers(250, 500, people.shape),
    )


def preachers(canvas: Canvas) -> None:
    """Twelve who go for forty days or for four months, by one who speaks for them, with the way back booked."""
    many, draw = canvas.many(40), canvas.draw
    people = canvas.adults(many, 12)
    canvas.like(LookAlike.PREACHERS, people)
    out = draw.integers(0, DAYS - 150, (many, 1))
    away = np.where(draw.random((many, 1)) < 0.7, 40, 120)
    _group(canvas, people, people[:, 0], out, out + away, 0.98)


def _group(canvas: Canvas, people: Ints, contact: Ints, out: Ints, home: Ints, back: ArrayLike) -> None:
    post = canvas.draw.integers(0, POSTS, (len(people), 1))
    canvas.tell(
        "bookings",
        at=when(out, 5),
        journey=canvas.parties(len(people), 1),
        person=people,
        contact=canvas.phone(contact)[:, None],
        back=True,
    )
    _cross(canvas, people, post, out, leaves=True)
    returned = canvas.draw.random(people.shape) < np.asarray(back)
    _cross(canvas, people, post, home, leaves=False, where=returned)


def kin_escorts(canvas: Canvas) -> None:
    """Three or four journeys of an adult with a child of kin; the registry knows most of them, and half stay for long.

    One in twenty calls home many times before each.
    """
    many, draw = canvas.many(700), canvas.draw
    homes, nephews = canvas.homes(many), canvas.children(many, 2)
    known = draw.random(many) < 0.85
    closed = known & (draw.random(many) < 0.5)
    canvas.like(LookAlike.KIN_ESCORT, homes, known[:, None])
    canvas.like(LookAlike.KIN_ESCORT, nephews, known[:, None])
    adult = homes[:, :1]
    canvas.live_together(homes[:, :4], known[:, None])
    answered = (known & ~closed)[:, None]
    canvas.tell("kin", answered, one=adult, other=nephews, answer=Answer.YES)
    canvas.tell("kin", closed[:, None], one=homes[:, 1:2], other=nephews, answer=Answer.YES)
    post, stay = draw.integers(0, POSTS, (many, 1)), draw.integers(3, 40, (many, 1))
    for trip in range(4):
        day = trip * 85 + draw.integers(0, 30, (many, 1))
        go = (trip < 3) | (draw.random((many, 1)) < 0.3)
        party = np.concatenate((adult, homes[:, 1:2], nephews[:, trip % 2 : trip % 2 + 1]), axis=1)
        along = go & np.column_stack((np.ones(many, bool), closed, np.ones(many, bool)))
        _cross(canvas, party, post, day, leaves=True, where=along)
        _cross(canvas, party[:, 2:], post, day + stay, leaves=False, where=go)
        _cross(canvas, party[:, :2], post, day + 2, leaves=False, where=along[:, :2])
        before = when(day, 7 - 5 * draw.random((many, 12)))
        talks = go & (np.arange(many) % 20 == 0)[:, None]
        canvas.tell("calls", talks, at=before, caller=canvas.phone(adult), callee=canvas.phone(homes[:, 2:3]))


def convoys(canvas: Canvas) -> None:
    """Registered carers, trips of schools and teams: parties of more than eight, some of which stay."""
    many, draw = canvas.many(20), canvas.draw
    carers, children = canvas.adults(many, 1), canvas.children(many, 10)
    listed = draw.random(many) < 0.9
    canvas.mark(carers[listed], Mark.CARER)
    canvas.like(LookAlike.CONVOY, carers)
    canvas.like(LookAlike.CONVOY, children)
    people, post = np.concatenate((carers, children), axis=1), draw.integers(0, POSTS, (many, 1))
    for trip in range(4):
        _cross(canvas, people, post, trip * 80 + 10, leaves=True)
        home = draw.random((many, 1)) < 0.7
        _cross(canvas, people, post, trip * 80 + 25, leaves=False, where=home | (people == carers))


def transport(canvas: Canvas) -> None:
    """Drivers and dispatchers who call on along one road every week, for loads."""
    many, weeks, draw = canvas.many(100), 50, canvas.draw
    up, middle, down = np.moveaxis(canvas.adults(many, 3), 1, 0)
    listed = draw.random(many) < 0.9
    canvas.mark(np.stack((up, middle, down))[:, listed], Mark.LICENSED)
    for people in (up, middle, down):
        canvas.like(LookAlike.TRANSPORT, people, listed)
    cells = canvas.cells(np.arange(many)[:, None] % 12, np.array([210, 120, 30]))
    day = 7 * np.arange(weeks)[:, None] + draw.integers(0, 7, many)
    hour = 6 + 8 * draw.random(day.shape)
    for late, caller, callee, cell in ((0.0, up, middle, 0), (0.7, middle, down, 1)):
        canvas.tell(
            "calls",
            at=when(day, hour + late),
            caller=canvas.phone(caller),
            callee=canvas.phone(callee),
            cell=cells[:, cell],
        )


def sureties(canvas: Canvas) -> None:
    """Lawyers, and sureties by trade, of accused who have nothing to do with one another."""
    many, draw = canvas.many(60), canvas.draw
    bail = canvas.adults(many)
    listed = draw.random(many) < 0.8
    canvas.mark(bail[listed], Mark.COUNSEL)
    canvas.like(LookAlike.SURETY_BY_TRADE, bail)
    accused = canvas.adults(6, many)
    case = np.arange(6 * many).reshape(6, many)
    canvas.tell("sureties", at=when(draw.integers(0, DAYS, case.shape), 11), case=case, surety=bail, accused=accused)


def vehicles(canvas: Canvas) -> None:
    """Ambulances and school vans that stand in several cases of missing children."""
    many = canvas.many(20)
    vans = canvas.nodes(NodeKind.VEHICLE, np.full(many, -1), int(Mark.INSTITUTION))
    case = 10_000 + np.arange(3 * many).reshape(3, many)
    canvas.tell("involved", at=when(50, 9), case=case, district=case % 7, missing_child=True, node=vans)
