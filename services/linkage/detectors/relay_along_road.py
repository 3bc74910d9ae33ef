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
from services.linkage.snapshot.columns import Mark, Snapshot
from services.linkage.snapshot.grouping import group
from services.linkage.snapshot.local_time import DAY_S, HOUR_S, day

TRANSPORT: Final = "transporter"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a number in the middle: it is called from farther up the road, and calls on from nearer the post."""
    calls = snapshot.calls
    roads = {int(cell): (int(road), int(km)) for cell, road, km in snapshot.cells.tolist() if road >= 0}
    on_road = np.flatnonzero(np.isin(calls["cell"], sorted(roads)))
    if not len(on_road):
        return
    called = group(calls["callee"][on_road])
    by_caller = group(calls["caller"][on_road])
    own_calls = {int(key): on_road[by_caller.rows(place)] for place, key in enumerate(by_caller.keys[0])}
    for place in range(len(called)):
        middle = int(called.keys[0][place])
        pairs = []
        for came in on_road[called.rows(place)]:
            road, km = roads[int(calls["cell"][came])]
            for went in own_calls.get(middle, ()):
                waited = calls["at"][went] - calls["at"][came]
                other_road, other_km = roads[int(calls["cell"][went])]
                if (
                    0 < waited <= values["hours"] * HOUR_S
                    and other_road == road
                    and other_km < km
                    and calls["callee"][went] != calls["caller"][came]
                ):
                    pairs.append((int(came), int(went)))
        if len({int(day(calls["at"][[came]])[0]) for came, _ in pairs}) >= values["days"]:
            yield _told(snapshot, middle, pairs)


def _told(snapshot: Snapshot, middle: int, pairs: list[tuple[int, int]]) -> Finding:
    calls, crossings = snapshot.calls, snapshot.crossings
    rows = np.unique([place for pair in pairs for place in pair])
    days = np.unique(day(calls["at"][[came for came, _ in pairs]]))
    behind = np.flatnonzero(crossings["leaves"] & np.isin(day(crossings["at"]), np.append(days, days + 1)))
    own = np.flatnonzero((calls["caller"] == middle) | (calls["callee"] == middle))
    every_week = len(np.unique(calls["at"][own] // (7 * DAY_S)))
    told = {"days": len(days), "relays": len(pairs), "crossings": len(behind), "weeks": every_week}
    transport = snapshot.marked(np.array([middle]), Mark.LICENSED)[0] or not len(behind)
    parties = np.append(calls["caller"][[came for came, _ in pairs]], calls["callee"][[went for _, went in pairs]])
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
