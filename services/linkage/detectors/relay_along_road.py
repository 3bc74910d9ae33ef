"""C4: calls that are passed on from cell to cell along a road towards a border post, on several days."""

from __future__ import annotations

from collections.abc import Iterator
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
from services.linkage.snapshot.columns import Ints, Mark, Snapshot
from services.linkage.snapshot.grouping import distinct, group, spread
from services.linkage.snapshot.local_time import DAY_S, HOUR_S, day

TRANSPORT: Final = "transporter"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a number in the middle: it is called from farther up the road, and calls on from nearer the post."""
    calls = snapshot.calls
    came, went = _relays(snapshot, int(values["hours"] * HOUR_S))
    middles = group(calls["callee"][came])
    days = distinct(middles.of_row, day(calls["at"][came]), len(middles))
    for place in np.flatnonzero(days >= values["days"]):
        pairs = middles.rows(int(place))
        yield _told(snapshot, int(middles.keys[0][place]), came[pairs], went[pairs])


def _relays(snapshot: Snapshot, window: int) -> tuple[Ints, Ints]:
    """Pairs of calls on one road: the second is made within the window by whom the first called, nearer the post.

    It does not call back.
    """
    calls, cells = snapshot.calls, snapshot.cells[snapshot.cells["road"] >= 0]
    cells = cells[np.argsort(cells["cell"], kind="stable")]
    on_road = np.flatnonzero(np.isin(calls["cell"], cells["cell"]))
    if not len(on_road):
        return on_road, on_road
    where = cells[np.searchsorted(cells["cell"], calls["cell"][on_road])]
    at, caller, callee = (calls[name][on_road].astype(np.int64) for name in ("at", "caller", "callee"))
    at = at - at.min()
    span = int(at.max()) + window + 2
    order = np.argsort(caller * span + at, kind="stable")
    line, wanted = (caller * span + at)[order], callee * span + at
    first = np.searchsorted(line, wanted, side="right")
    came, places = spread(first, np.searchsorted(line, wanted + window, side="right") - first)
    went = order[places]
    fit = (where["road"][went] == where["road"][came]) & (where["km"][went] < where["km"][came])
    fit &= callee[went] != caller[came]
    return on_road[came[fit]], on_road[went[fit]]


def _told(snapshot: Snapshot, middle: int, came: Ints, went: Ints) -> Finding:
    calls, crossings = snapshot.calls, snapshot.crossings
    rows = np.union1d(came, went)
    days = np.unique(day(calls["at"][came]))
    behind = np.flatnonzero(crossings["leaves"] & np.isin(day(crossings["at"]), np.append(days, days + 1)))
    own = np.flatnonzero((calls["caller"] == middle) | (calls["callee"] == middle))
    every_week = len(np.unique(calls["at"][own] // (7 * DAY_S)))
    told = {"days": len(days), "relays": len(came), "crossings": len(behind), "weeks": every_week}
    transport = snapshot.marked(np.array([middle]), Mark.LICENSED)[0] or not len(behind)
    parties = np.append(calls["caller"][came], calls["callee"][went])
    shown = [*evidence("calls", calls, rows), *evidence("crossings", crossings, behind)]
    return finding(middle, shown, told, TRANSPORT if transport else "", parties)


DETECTOR: Final = Detector(
    id="C4",
    version=1,
    words=(
        "Calls are passed on along a road towards a border post, on several days.",
        "کئی دن سڑک کے ساتھ ساتھ سرحدی چوکی کی طرف کالیں آگے بڑھائی جاتی ہیں۔",
    ),
    family=Family.CALLS,
    authorities=(Authority.CALL_DATA, Authority.TRAVEL_DATA),
    tables=("calls", "cells", "crossings"),
    parameters=(
        Parameter("hours", 3, "hours", "between being called and calling on"),
        Parameter("days", 3, "days", "fewest on which it happens"),
    ),
    columns=("calls", "cells", "crossings"),
    look_alikes=(TRANSPORT,),
    find=find,
)
