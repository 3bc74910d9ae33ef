"""C5: more calls in the hours before a crossing than others make who cross at that post."""

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
from services.linkage.snapshot.grouping import group, ordered
from services.linkage.snapshot.local_time import HOUR_S
from services.linkage.snapshot.lookup import borne_by, rows_of

CARRIER: Final = "transporter or licensed operator"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a person, over all crossings at which they stand out."""
    crossings, window = snapshot.crossings, int(values["hours"] * HOUR_S)
    if not len(crossings):
        return
    before = _before(snapshot, window)
    outstanding: dict[int, list[tuple[float, int]]] = {}
    posts = group(crossings["post"])
    for place in range(len(posts)):
        rows = posts.rows(place)
        counts = before[rows]
        with_phone = rows[counts >= 0]
        if len(np.unique(crossings["person"][with_phone])) < values["peers"]:
            continue
        told = before[with_phone].astype(np.float64)
        total, squares, many = told.sum(), (told**2).sum(), len(told)
        mean = (total - told) / (many - 1)
        spread = np.sqrt(np.maximum((squares - told**2) / (many - 1) - mean**2, 0))
        z = (told - mean) / np.maximum(spread, 1)
        for row, score in zip(with_phone[z >= values["z"]], z[z >= values["z"]], strict=True):
            outstanding.setdefault(int(crossings["person"][row]), []).append((float(score), int(row)))
    for person in sorted(outstanding):
        yield _told(snapshot, person, outstanding[person], window)


def _before(snapshot: Snapshot, window: int) -> Ints:
    """Of each crossing, how many calls the person made in the window before; -1 for whose phone is not known."""
    calls, crossings = snapshot.calls, snapshot.crossings
    callers = snapshot.persons(calls["caller"])
    known = np.flatnonzero(callers >= 0)
    found = np.full(len(crossings), -1, dtype=np.int64)
    if not len(known):
        return found
    low = min(int(calls["at"].min()), int(crossings["at"].min())) - window
    span = max(int(calls["at"].max()), int(crossings["at"].max())) - low + 2
    line = np.sort(callers[known] * span + (calls["at"][known] - low))
    asked = ordered(crossings["person"])
    end = crossings["person"][asked].astype(np.int64) * span + (crossings["at"][asked] - low)
    many = np.zeros(len(crossings), dtype=np.int64)
    many[asked] = np.searchsorted(line, end, side="right") - np.searchsorted(line, end - window, side="left")
    calling = np.zeros(len(snapshot.nodes), dtype=bool)
    calling[callers[known]] = True
    has_phone = calling[crossings["person"]]
    found[has_phone] = many[has_phone]
    return found


def _told(snapshot: Snapshot, person: int, crossed: list[tuple[float, int]], window: int) -> Finding:
    calls, crossings = snapshot.calls, snapshot.crossings
    own = rows_of(snapshot, "calls", "caller", borne_by(snapshot, person))
    rows = np.array(sorted(row for _, row in crossed))
    at = calls["at"][own]
    near = np.zeros(len(own), dtype=bool)
    for row in rows:
        near |= (at <= crossings["at"][row]) & (at >= crossings["at"][row] - window)
    told = {"crossings": len(rows), "z": max(score for score, _ in crossed), "calls": int(near.sum())}
    shown = [*evidence("crossings", crossings, rows), *evidence("calls", calls, own[near])]
    licensed = snapshot.marked(np.array([person]), Mark.LICENSED | Mark.CARER)[0]
    return finding(person, shown, told, CARRIER if licensed else "")


DETECTOR: Final = Detector(
    id="C5",
    version=1,
    words=(
        "Many more calls in the hours before a crossing than others make who cross there.",
        "سرحد پار کرنے سے پہلے کے گھنٹوں میں دوسرے مسافروں سے کہیں زیادہ کالیں۔",
    ),
    family=Family.CALLS,
    authorities=(Authority.CALL_DATA, Authority.TRAVEL_DATA),
    tables=("calls", "crossings"),
    parameters=(
        Parameter("hours", 6, "hours", "before the crossing"),
        Parameter("z", 3, "standard deviations", "least above the others at the post; at least one call counts as one"),
        Parameter("peers", 20, "people", "fewest with a known phone who crossed there"),
    ),
    columns=("calls", "peers' rate"),
    look_alikes=(CARRIER,),
    find=find,
)
