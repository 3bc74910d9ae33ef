"""M7: cash that is paid in at one place and drawn at another in like sums, both ways, more often than chance allows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

import numpy as np

from services.linkage.detectors.contract import (
    Authority,
    Detector,
    Family,
    Finding,
    Parameter,
    Values,
    evidence,
    finding,
)
from services.linkage.snapshot.columns import Flags, Ints, Mark, Snapshot, Table, TransferKind
from services.linkage.snapshot.grouping import distinct, group, spread
from services.linkage.snapshot.local_time import DAY_S, HOUR_S

LICENSED: Final = "licensed money changer"
_SEED: Final = 1
_AT_ONCE: Final = 2_000_000
"""Pairs of like sums that are looked at together, over all shuffles."""


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a pair of places, about the first of them."""
    transfers = snapshot.transfers
    came, went = (_flows(transfers, kind, values["flows"]) for kind in (TransferKind.CASH_IN, TransferKind.CASH_OUT))
    near = _near_by_places(transfers, came, went, values)
    for one, other in sorted(way for way in near if way[0] < way[1] and way[::-1] in near):
        matches = [_matches(snapshot, *near[way], values) for way in ((one, other), (other, one))]
        if any(len(each) < values["pairs"] for each in matches):
            continue
        ways = ((came[one], went[other]), (came[other], went[one]))
        chances = (_chance(snapshot, *way, len(seen), values) for way, seen in zip(ways, matches, strict=True))
        told = list(takewhile(lambda each: each <= values["p"], chances))
        if len(told) < len(ways):
            continue
        rows = np.unique(np.concatenate([np.asarray(each).ravel() for each in matches]))
        figures = {"pairs_there": len(matches[0]), "pairs_back": len(matches[1]), "p": max(told)}
        licensed = snapshot.marked(np.array([one, other]), Mark.LICENSED).any()
        yield finding(one, evidence("transfers", transfers, rows), figures, LICENSED if licensed else "", [other])


def _flows(transfers: Table, kind: TransferKind, least: float) -> dict[int, Ints]:
    """Places of the transfers of a kind, by place; of those with enough of them."""
    rows = np.flatnonzero((transfers["place"] >= 0) & (transfers["kind"] == kind))
    places = group(transfers["place"][rows])
    busy = np.flatnonzero(places.sizes() >= least)
    return {int(places.keys[0][each]): rows[places.rows(int(each))] for each in busy}


def _near_by_places(
    transfers: Table, came: dict[int, Ints], went: dict[int, Ints], values: Values
) -> dict[tuple[int, int], tuple[Ints, Ints]]:
    """By two places, what was paid in at the first and drawn at the second of like sums soon after, each row once.

    Two places of which either has fewer such rows than pairs are asked for are left out.
    """
    busy = sorted(came.keys() & went.keys())
    if len(busy) < 2:
        return {}
    paid, drawn = (np.concatenate([flows[place] for place in busy]) for flows in (came, went))
    first, second = _near(transfers, paid, drawn, values)
    ways = group(transfers["place"][first], transfers["place"][second])
    fewest = np.minimum(*(distinct(ways.of_row, rows, len(ways)) for rows in (first, second)))
    fit = np.flatnonzero((fewest >= values["pairs"]) & (ways.keys[0] != ways.keys[1]))
    return {
        (int(ways.keys[0][way]), int(ways.keys[1][way])): (
            np.unique(first[ways.rows(int(way))]),
            np.unique(second[ways.rows(int(way))]),
        )
        for way in fit
    }


def _near(transfers: Table, paid: Ints, drawn: Ints, values: Values) -> tuple[Ints, Ints]:
    """Every pair of what was paid in and what was drawn, a like sum, within the hours after it.

    Like sums lie in one step of a scale of logarithms, or in two that touch.
    """
    low, window = int(transfers["at"].min()), int(values["hours"] * HOUR_S)
    span = int(transfers["at"].max()) - low + window + 2
    step = -np.log1p(-values["like"])
    on_scale = [np.floor(np.log(transfers["amount"][rows]) / step).astype(np.int64) for rows in (paid, drawn)]
    line = (on_scale[1] + 1) * span + transfers["at"][drawn] - low
    order = np.argsort(line, kind="stable")
    found = []
    for aside in (-1, 0, 1):
        wanted = (on_scale[0] + 1 + aside) * span + transfers["at"][paid] - low
        begin = np.searchsorted(line[order], wanted, side="left")
        many = np.searchsorted(line[order], wanted + window, side="right") - begin
        row, place = spread(begin, many)
        first, second = paid[row], drawn[order[place]]
        like = np.abs(transfers["amount"][second] - transfers["amount"][first])
        fit = like <= values["like"] * transfers["amount"][first]
        found.append((first[fit], second[fit]))
    firsts, seconds = zip(*found, strict=True)
    return np.concatenate(firsts), np.concatenate(seconds)


def _matches(snapshot: Snapshot, came: Ints, went: Ints, values: Values) -> Ints:
    """Pairs of like sums of which the second follows the first within the hours, each row in one pair."""
    transfers = snapshot.transfers
    out_at = transfers["at"][went]
    order = np.argsort(out_at, kind="stable")
    times, sums = out_at[order], transfers["amount"][went[order]]
    used = np.zeros(len(went), dtype=bool)
    found = []
    for row in came:
        first = np.searchsorted(times, transfers["at"][row], side="left")
        last = np.searchsorted(times, transfers["at"][row] + int(values["hours"] * HOUR_S), side="right")
        near = np.abs(sums[first:last] - transfers["amount"][row]) <= values["like"] * transfers["amount"][row]
        free = np.flatnonzero(near & ~used[first:last])
        if len(free):
            used[first + free[0]] = True
            found.append((int(row), int(went[order[first + free[0]]])))
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _chance(snapshot: Snapshot, came: Ints, went: Ints, seen: int, values: Values) -> float:
    """How often as many pairs come about where the days of what was drawn are shuffled round; never 0."""
    transfers = snapshot.transfers
    start = int(transfers["at"].min())
    days = int(np.ptp(transfers["at"]) // DAY_S) + 1
    tries = int(values["shuffles"])
    shifts = np.random.default_rng(_SEED).integers(3, max(days - 3, 4), tries) * DAY_S
    near = np.abs(transfers["amount"][went][None, :] - transfers["amount"][came][:, None])
    paid, drawn = np.nonzero(near <= values["like"] * transfers["amount"][came][:, None])
    if not len(paid):
        return 1 / (tries + 1)
    at = transfers["at"][came[paid]]
    moved_from = transfers["at"][went[drawn]] - start
    window = values["hours"] * HOUR_S
    like = 0
    for some in np.array_split(shifts, 1 + tries * len(paid) // _AT_ONCE):
        waited = (moved_from + some[:, None]) % (days * DAY_S) + start - at
        like += int(np.count_nonzero(_pairs((waited >= 0) & (waited <= window), paid, drawn) >= seen))
    return (like + 1) / (tries + 1)


def _pairs(fit: Flags, paid: Ints, drawn: Ints) -> Ints:
    """By shuffle, as many pairs as :func:`_matches` would count, or more. ``fit``: by shuffle and pair of like sums."""
    order = np.argsort(drawn, kind="stable")
    ends = (
        np.logical_or.reduceat(held, np.unique(rows, return_index=True)[1], axis=1).sum(axis=1)
        for held, rows in ((fit, paid), (fit[:, order], drawn[order]))
    )
    return np.asarray(np.minimum(*ends))


DETECTOR: Final = Detector(
    id="M7",
    version=1,
    words=(
        "Cash is paid in at one place and drawn at another in like sums, both ways, more often than chance allows.",
        "ایک جگہ نقد جمع اور دوسری جگہ ویسی ہی رقم نکالی جاتی ہے، دونوں طرف، اتفاق سے کہیں زیادہ۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER,),
    tables=("transfers",),
    parameters=(
        Parameter("flows", 20, "transfers", "fewest of each place in each direction"),
        Parameter("pairs", 5, "pairs", "fewest in each direction"),
        Parameter("hours", 48, "hours", "between the two of a pair"),
        Parameter("like", 0.02, "share", "by which sums may differ"),
        Parameter("p", 0.001, "probability", "most that chance gives as many"),
        Parameter("shuffles", 1000, "times", "that days are shuffled"),
    ),
    columns=("pairs",),
    look_alikes=(LICENSED,),
    find=find,
)
