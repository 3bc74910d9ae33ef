"""M7: cash that is paid in at one place and drawn at another in like sums, both ways, more often than chance allows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
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
from services.linkage.snapshot.columns import Ints, Mark, Snapshot, TransferKind
from services.linkage.snapshot.local_time import DAY_S, HOUR_S

LICENSED: Final = "licensed money changer"
_SEED: Final = 1


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a pair of places, about the first of them."""
    transfers = snapshot.transfers
    cash = transfers["place"] >= 0
    flows = {
        (int(place), kind): np.flatnonzero(cash & (transfers["place"] == place) & (transfers["kind"] == kind))
        for place in np.unique(transfers["place"][cash])
        for kind in (TransferKind.CASH_IN, TransferKind.CASH_OUT)
    }
    places = sorted({place for place, _ in flows})
    busy = [
        p
        for p in places
        if all(len(flows[p, kind]) >= values["flows"] for kind in (TransferKind.CASH_IN, TransferKind.CASH_OUT))
    ]
    for one, other in combinations(busy, 2):
        ways = [(flows[one, TransferKind.CASH_IN], flows[other, TransferKind.CASH_OUT])]
        ways.append((flows[other, TransferKind.CASH_IN], flows[one, TransferKind.CASH_OUT]))
        matches = [_matches(snapshot, came, went, values) for came, went in ways]
        if any(len(each) < values["pairs"] for each in matches):
            continue
        chance = max(
            _chance(snapshot, came, went, len(found), values) for (came, went), found in zip(ways, matches, strict=True)
        )
        if chance > values["p"]:
            continue
        rows = np.unique(np.concatenate([np.asarray(each).ravel() for each in matches]))
        told = {"pairs_there": len(matches[0]), "pairs_back": len(matches[1]), "p": chance}
        licensed = snapshot.marked(np.array([one, other]), Mark.LICENSED).any()
        yield finding(one, evidence("transfers", transfers, rows), told, LICENSED if licensed else "", [other])


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
    days = int(np.ptp(snapshot.transfers["at"]) // DAY_S) + 1
    draw = np.random.default_rng(_SEED)
    tries = int(values["shuffles"])
    shifts = draw.integers(3, max(days - 3, 4), tries)
    span = days * DAY_S
    start = int(snapshot.transfers["at"].min())
    at = snapshot.transfers["at"][went]
    like = sum(
        _pairs_at(snapshot, came, went, (at - start + int(shift) * DAY_S) % span + start, values) >= seen
        for shift in shifts
    )
    return (like + 1) / (tries + 1)


def _pairs_at(snapshot: Snapshot, came: Ints, went: Ints, at: Ints, values: Values) -> int:
    """As :func:`_matches` counts them, with other times of what was drawn; no less than it would."""
    transfers = snapshot.transfers
    waited = at[None, :] - transfers["at"][came][:, None]
    near = np.abs(transfers["amount"][went][None, :] - transfers["amount"][came][:, None])
    fit = (
        (waited >= 0)
        & (waited <= values["hours"] * HOUR_S)
        & (near <= values["like"] * transfers["amount"][came][:, None])
    )
    return int(min(fit.any(axis=1).sum(), fit.any(axis=0).sum()))


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
