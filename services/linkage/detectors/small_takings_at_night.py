"""M2: small sums at night from many who come once or twice, most of which go on to one adult."""

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
from services.linkage.snapshot.columns import Flags, Ints, Mark, Snapshot, Table
from services.linkage.snapshot.grouping import distinct, group, most_in_window
from services.linkage.snapshot.local_time import is_night, shift_day
from services.linkage.snapshot.lookup import rows_of

MERCHANT, CHARITY, KEPT = "merchant", "charity", "takings that are kept"
_NIGHTS: Final = 7


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an account that takes in, about whom it goes on to."""
    transfers = snapshot.transfers
    small = np.flatnonzero(_small(transfers, values))
    if not len(small):
        return
    seen = group(transfers["payee"][small], transfers["payer"][small])
    rare = small[seen.sizes()[seen.of_row] <= values["visits"]]
    takers = group(transfers["payee"][rare])
    if not len(takers):
        return
    nights = shift_day(transfers["at"][rare])
    most, since = most_in_window(takers.of_row, nights, _NIGHTS)
    payers = distinct(takers.of_row, transfers["payer"][rare], len(takers))
    for place in np.flatnonzero((most >= values["takings"]) & (payers >= values["payers"])):
        own = rare[takers.rows(int(place))]
        in_window = own[
            (shift_day(transfers["at"][own]) >= since[place])
            & (shift_day(transfers["at"][own]) < since[place] + _NIGHTS)
        ]
        if len(np.unique(transfers["payer"][in_window])) >= values["payers"]:
            yield _told(snapshot, int(takers.keys[0][place]), in_window, values)


def _small(transfers: Table, values: Values) -> Flags:
    amount = transfers["amount"]
    return (amount >= values["least"] * 100) & (amount <= values["most"] * 100) & is_night(transfers["at"])


def _told(snapshot: Snapshot, taker: int, rows: Ints, values: Values) -> Finding:
    transfers = snapshot.transfers
    start, end = int(transfers["at"][rows].min()), int(transfers["at"][rows].max()) + int(values["hours"]) * 3600
    out = rows_of(snapshot, "transfers", "payer", [taker])
    out = out[(transfers["at"][out] > start) & (transfers["at"][out] <= end)]
    taken = float(transfers["amount"][rows].sum())
    going = group(transfers["payee"][out])
    sums = going.sums(transfers["amount"][out])
    share = float(sums.max()) / taken if len(sums) else 0.0
    told = {
        "takings": len(rows),
        "payers": len(np.unique(transfers["payer"][rows])),
        "taken_minor": taken,
        "share": share,
    }
    if share >= values["share"]:
        onward = out[going.rows(int(np.argmax(sums)))]
        subject = int(going.keys[0][np.argmax(sums)])
        if not snapshot.marked(np.array([subject]), Mark.MERCHANT | Mark.CHARITY | Mark.AGENT)[0]:
            shown = [*evidence("transfers", transfers, rows), *evidence("transfers", transfers, onward)]
            return finding(subject, shown, told, "", [taker])
    marks = {MERCHANT: Mark.MERCHANT | Mark.AGENT, CHARITY: Mark.CHARITY}
    why = next((name for name, mark in marks.items() if snapshot.marked(np.array([taker]), mark)[0]), KEPT)
    return finding(taker, evidence("transfers", transfers, rows), told, why)


DETECTOR: Final = Detector(
    id="M2",
    version=1,
    words=(
        "Small sums come in at night from many who come once or twice, and most of them go on to one adult.",
        "رات کو بہت سے نئے لوگوں سے چھوٹی رقوم آتی ہیں اور بیشتر ایک ہی بالغ شخص کو جاتی ہیں۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER,),
    tables=("transfers",),
    parameters=(
        Parameter("takings", 20, "transfers", "fewest in seven nights"),
        Parameter("payers", 15, "accounts", "fewest they come from"),
        Parameter("visits", 2, "transfers", "most of one payer"),
        Parameter("least", 300, "rupees", "least of a taking"),
        Parameter("most", 5000, "rupees", "most of a taking"),
        Parameter("share", 0.6, "share", "least that goes on to one account"),
        Parameter("hours", 12, "hours", "after the last taking, in which it goes on"),
    ),
    columns=("time", "amount", "payer count"),
    look_alikes=(MERCHANT, CHARITY, KEPT),
    find=find,
)
