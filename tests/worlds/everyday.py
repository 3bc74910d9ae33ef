"""What most people do: pay and call those they know, earn wages, buy, and travel with their families."""

from __future__ import annotations

from typing import Final

import numpy as np

from services.linkage.snapshot.columns import Ints, Mark, NodeKind, TransferKind
from tests.worlds.canvas import DAYS, GROWN, MONTHS, SIZE, Canvas, when

POSTS: Final = 12
_FREE: Final = 0.15
"""Share of controlled people who pay whom they like."""


def live(canvas: Canvas) -> None:
    """A year of it."""
    known = _contacts(canvas, 6)
    _pay(canvas, known)
    _earn(canvas)
    _call(canvas, known)
    _trade_over_the_border(canvas)
    _travel(canvas)
    _are_recorded(canvas)


def hours(canvas: Canvas, many: int) -> Ints:
    """Seconds of a day at which people are awake, few of them at night."""
    return np.asarray(np.clip(canvas.draw.normal(15, 4, many), 0, 23.9) * 3600, dtype=np.int64)


def some_time(canvas: Canvas, many: int) -> Ints:
    """Epoch seconds over the year."""
    return when(canvas.draw.integers(0, DAYS, many), 0) + hours(canvas, many)


def _contacts(canvas: Canvas, each: int) -> Ints:
    """Whom each person knows; shape (people, each)."""
    grown = np.flatnonzero(canvas.grown)
    return grown[canvas.draw.integers(0, len(grown), (canvas.people, each))]


def _somebody(canvas: Canvas, many: int) -> Ints:
    grown = np.flatnonzero(canvas.grown)
    return grown[canvas.draw.integers(0, len(grown), many)]


def sums(canvas: Canvas, many: int) -> Ints:
    """Rupees, in steps of fifty, mostly some thousands."""
    return np.asarray(50 + np.exp(canvas.draw.normal(8, 1.2, many)) // 50 * 50, dtype=np.int64)


def _pay(canvas: Canvas, known: Ints) -> None:
    draw, many = canvas.draw, int(2.5 * canvas.people)
    payer = _somebody(canvas, many)
    payee = known[payer, draw.integers(0, known.shape[1], many)]
    free = ~canvas.controlled() | (draw.random(canvas.people) < _FREE)
    canvas.tell(
        "transfers",
        free[payer] & (payer != payee),
        at=some_time(canvas, many),
        payer=canvas.account(payer),
        payee=canvas.account(payee),
        rupees=sums(canvas, many),
    )
    shops = canvas.adults(canvas.many(400))
    canvas.mark(canvas.account(shops), Mark.MERCHANT)
    many = canvas.people // 2
    buyer, shop = _somebody(canvas, many), shops[draw.integers(0, len(shops), many)]
    canvas.tell(
        "transfers",
        free[buyer] & (buyer != shop),
        at=some_time(canvas, many),
        payer=canvas.account(buyer),
        payee=canvas.account(shop),
        rupees=sums(canvas, many),
        kind=TransferKind.PURCHASE,
    )


def _earn(canvas: Canvas) -> None:
    """A fifth of those who are of age have wages each month, of employers of some fifty."""
    workers = _somebody(canvas, canvas.people // 9)
    employers = canvas.nodes(NodeKind.ACCOUNT, np.full(max(1, len(workers) // 50), -1))
    wage = canvas.draw.integers(25_000, 90_000, len(workers))
    canvas.tell(
        "transfers",
        at=when(MONTHS[:, None] + canvas.draw.integers(0, 3, (12, len(workers))), 10.5),
        payer=employers[np.arange(len(workers)) % len(employers)],
        payee=canvas.account(workers),
        rupees=wage,
        kind=TransferKind.SALARY,
    )


def _call(canvas: Canvas, known: Ints) -> None:
    many = 8 * canvas.people
    caller = _somebody(canvas, many)
    callee = known[caller, canvas.draw.integers(0, known.shape[1], many)]
    cells = canvas.nodes(NodeKind.PLACE, np.full(max(20, canvas.people // 150), -1))
    abroad = canvas.draw.random(many) < 0.2
    near = np.where(abroad, canvas.draw.integers(0, len(cells), many), caller // SIZE % len(cells))
    canvas.tell(
        "calls", at=some_time(canvas, many), caller=canvas.phone(caller), callee=canvas.phone(callee), cell=cells[near]
    )


def _trade_over_the_border(canvas: Canvas) -> None:
    """Porters and traders who go over and come back on most days of a season, on foot."""
    traders = canvas.adults(canvas.many(1500))
    days = canvas.draw.integers(0, DAYS, (40, len(traders)))
    post = canvas.draw.integers(0, POSTS, len(traders))
    for hour, leaves in ((8.0, True), (17.0, False)):
        at = when(days, hour + canvas.draw.random((40, len(traders))))
        canvas.tell("crossings", at=at, person=traders, post=post, leaves=leaves)


def _travel(canvas: Canvas) -> None:
    """A fifth of all households travel once or twice, most of them for some weeks, and nearly all come back."""
    homes = canvas.draw.integers(0, canvas.people // SIZE, canvas.people // SIZE // 4)
    people = homes[:, None] * SIZE + np.arange(SIZE)
    go = canvas.draw.random(people.shape) < 0.5
    go[:, 0] |= ~go[:, :GROWN].any(axis=1)
    day = canvas.draw.integers(0, DAYS - 70, len(homes))
    away = canvas.draw.integers(3, 60, len(homes))
    back = go & (canvas.draw.random(people.shape) < 0.97)
    post = canvas.draw.integers(0, POSTS, len(homes))
    hour = 6 + 12 * canvas.draw.random(len(homes))
    for leaves, who, on in ((True, go, day), (False, back, day + away)):
        canvas.tell(
            "crossings",
            who,
            at=when(on, hour)[:, None],
            person=people,
            post=post[:, None],
            leaves=leaves,
            party=canvas.parties(len(homes))[:, None],
        )


def _are_recorded(canvas: Canvas) -> None:
    """Three in a thousand are a victim, a witness or a complainant of some case, and a tenth of all networks' victims.

    Two in a thousand adults are suspects in an open record, most of them of something that no detector looks for.
    """
    some = canvas.draw.random(canvas.people) < np.where(canvas.controlled(), 0.1, 0.003)
    canvas.mark(np.flatnonzero(some), Mark.PROTECTED)
    suspects = canvas.grown & ~some & (canvas.draw.random(canvas.people) < 0.002)
    canvas.mark(np.flatnonzero(suspects), Mark.OPEN_RECORD)
