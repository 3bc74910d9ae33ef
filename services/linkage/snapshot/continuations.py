"""Which transfer goes on with the money of which: from where it came in, soon after, and not more of it. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from services.linkage.snapshot.columns import Ints, Snapshot, Table
from services.linkage.snapshot.grouping import ordered, spread
from services.linkage.snapshot.local_time import HOUR_S


class Continuations(NamedTuple):
    """Pairs of places in the table of transfers: ``onward`` takes up ``came``; sorted by both."""

    came: Ints
    onward: Ints


def continuations(snapshot: Snapshot, hours: float, kept: float, hub: float) -> Continuations:
    """Every pair of which the second pays from the account that the first paid into, within ``hours`` after it.

    Its amount is at most that of the first, and at least ``1 - kept`` of it. Accounts with more than ``hub`` payments
    out are passed over: what goes through them says nothing.
    """
    asked = hours, kept, hub
    if asked not in snapshot.pairs:
        snapshot.pairs[asked] = _pairs(snapshot.transfers, hours, kept, hub)
    return Continuations(*snapshot.pairs[asked])


def _pairs(transfers: Table, hours: float, kept: float, hub: float) -> Continuations:
    count = len(transfers)
    none = np.zeros(0, dtype=np.int64)
    if not count:
        return Continuations(none, none)
    payer, payee = transfers["payer"].astype(np.int64), transfers["payee"].astype(np.int64)
    at, amount = transfers["at"], transfers["amount"]
    window = int(hours * HOUR_S)
    span = int(at.max() - at.min()) + window + 2
    line = payer * span + (at - at.min())
    order = ordered(payer, at)
    sorted_line = line[order]
    asked = ordered(payee)
    wanted = (payee * span + (at - at.min()))[asked]
    first = np.searchsorted(sorted_line, wanted, side="right")
    last = np.searchsorted(sorted_line, wanted + window, side="right")
    out = np.bincount(payer, minlength=int(max(payer.max(), payee.max())) + 1)
    many = np.where(out[payee[asked]] > hub, 0, last - first)
    rows, places = spread(first, many)
    came, onward = asked[rows], order[places]
    fit = (
        (amount[onward] <= amount[came])
        & (amount[onward] >= amount[came] * (1 - kept))
        & (payee[onward] != payee[came])
    )
    came, onward = came[fit], onward[fit]
    ranked = ordered(came, onward)
    return Continuations(came[ranked], onward[ranked])


def starts(pairs: Continuations, count: int) -> Ints:
    """Of each transfer, where its pairs begin among all; one more at the end."""
    return np.searchsorted(pairs.came, np.arange(count + 1))
