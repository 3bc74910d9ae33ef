"""C2: numbers that talk at night, from one place, to strangers and to one number that they share."""

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
from services.linkage.snapshot.columns import Ints, Mark, Snapshot, Table
from services.linkage.snapshot.grouping import distinct, group
from services.linkage.snapshot.local_time import is_night

DISPATCH: Final = "dispatcher or shop"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a number that is shared."""
    calls = snapshot.calls
    if not len(calls):
        return
    workers = _at_night_from_few_cells(calls, values)
    own = np.flatnonzero(np.isin(calls["caller"], workers))
    partners = group(calls["caller"][own], calls["callee"][own])
    if not len(partners):
        return
    steady = partners.sizes() > values["strangers"]
    callers = partners.keys[0][steady]
    one_only = np.bincount(callers, minlength=int(calls["caller"].max()) + 1) == 1
    shared = group(partners.keys[1][steady][one_only[callers]])
    for place in range(len(shared)):
        chosen = callers[one_only[callers]][shared.rows(place)]
        if len(chosen) < values["numbers"]:
            continue
        number = int(shared.keys[0][place])
        rows = own[np.isin(calls["caller"][own], chosen)]
        told = {"numbers": len(chosen), "calls": len(rows), "night": float(np.mean(is_night(calls["at"][rows])))}
        known = snapshot.marked(np.array([number]), Mark.AGENT | Mark.MERCHANT | Mark.LICENSED | Mark.CARER)[0]
        yield finding(number, evidence("calls", calls, rows), told, DISPATCH if known else "", chosen)


def _at_night_from_few_cells(calls: Table, values: Values) -> Ints:
    """Callers of enough calls, nearly all of them at night, from few cells."""
    callers = group(calls["caller"])
    night = callers.sums(is_night(calls["at"]).astype(np.int64)) / callers.sizes()
    placed = np.flatnonzero(calls["cell"] >= 0)
    cells = distinct(callers.of_row[placed], calls["cell"][placed], len(callers))
    fit = (callers.sizes() >= values["calls"]) & (night >= values["night"]) & (cells >= 1) & (cells <= values["cells"])
    return callers.keys[0][fit]


DETECTOR: Final = Detector(
    id="C2",
    version=1,
    words=(
        "Several numbers talk at night, from one place, to strangers and to one number that they share.",
        "کئی نمبر رات کو ایک ہی جگہ سے اجنبیوں سے اور ایک مشترکہ نمبر سے بات کرتے ہیں۔",
    ),
    family=Family.CALLS,
    authorities=(Authority.CALL_DATA,),
    tables=("calls",),
    parameters=(
        Parameter("numbers", 3, "numbers", "fewest that share one"),
        Parameter("calls", 20, "calls", "fewest of each"),
        Parameter("night", 0.9, "share", "least of each that falls between 20:00 and 05:00"),
        Parameter("cells", 2, "cells", "most of each"),
        Parameter("strangers", 2, "calls", "most to anybody else"),
    ),
    columns=("call", "cell"),
    look_alikes=(DISPATCH,),
    find=find,
)
