"""G1: cash that is paid in under the sum that a bank reports, again and again."""

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
from services.linkage.snapshot.columns import Mark, Snapshot, TransferKind
from services.linkage.snapshot.grouping import group, most_in_window
from services.linkage.snapshot.local_time import DAY_S

BUSINESS: Final = "agent, merchant or charity"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an account."""
    transfers = snapshot.transfers
    limit = values["threshold"] * 100
    under = (transfers["amount"] < limit) & (transfers["amount"] >= limit * values["share"])
    rows = np.flatnonzero(under & (transfers["kind"] == TransferKind.CASH_IN))
    if not len(rows):
        return
    accounts = group(transfers["payee"][rows])
    window = int(values["days"] * DAY_S)
    most, since = most_in_window(accounts.of_row, transfers["at"][rows], window)
    for place in np.flatnonzero(most >= values["deposits"]):
        account, own = int(accounts.keys[0][place]), rows[accounts.rows(int(place))]
        at = transfers["at"][own]
        shown = own[(at >= since[place]) & (at < since[place] + window)]
        business = snapshot.marked(np.array([account]), Mark.AGENT | Mark.MERCHANT | Mark.CHARITY)[0]
        told = {"deposits": len(shown), "sum_minor": float(transfers["amount"][shown].sum())}
        yield finding(account, evidence("transfers", transfers, shown), told, BUSINESS if business else "")


DETECTOR: Final = Detector(
    id="G1",
    version=1,
    words=(
        "Cash is paid in just under the sum that a bank reports, several times within days.",
        "چند دنوں میں کئی بار اتنی نقد رقم جمع ہوتی ہے جو رپورٹ کی حد سے ذرا کم ہے۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER,),
    tables=("transfers",),
    parameters=(
        Parameter("threshold", 2_000_000, "rupees", "from which a bank reports cash"),
        Parameter("share", 0.8, "share", "least of the threshold"),
        Parameter("deposits", 3, "deposits", "fewest within the window"),
        Parameter("days", 7, "days", "of the window"),
    ),
    columns=("deposit", "day", "amount"),
    look_alikes=(BUSINESS,),
    find=find,
)
