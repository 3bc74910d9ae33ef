"""M6: a seized ledger in which a debt is paid for a year and does not fall."""

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
from services.linkage.snapshot.columns import Snapshot
from services.linkage.snapshot.grouping import group
from services.linkage.snapshot.local_time import month

PAID_DOWN: Final = "loan that is paid down"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a creditor with such debtors."""
    ledgers = snapshot.ledgers
    if not len(ledgers):
        return
    accounts = group(ledgers["creditor"], ledgers["debtor"])
    bonded: dict[int, list[int]] = {}
    paid_down: dict[int, list[int]] = {}
    for place in range(len(accounts)):
        rows = accounts.rows(place)
        months = len(np.unique(month(ledgers["at"][rows[ledgers["repaid"][rows] > 0]])))
        advances = int(np.count_nonzero(ledgers["advance"][rows]))
        if months < values["months"] or advances < values["advances"]:
            continue
        falls = ledgers["debt"][rows[-1]] < ledgers["debt"][rows[0]]
        (paid_down if falls else bonded).setdefault(int(accounts.keys[0][place]), []).append(place)
    for creditor in sorted(bonded.keys() | paid_down.keys()):
        places = bonded.get(creditor) or paid_down[creditor]
        rows = np.concatenate([accounts.rows(place) for place in places])
        told = {
            "debtors": len(places),
            "paid_down": len(paid_down.get(creditor, ())),
            "repaid_minor": float(ledgers["repaid"][rows].sum()),
        }
        silent = "" if creditor in bonded else PAID_DOWN
        yield finding(creditor, evidence("ledgers", ledgers, rows), told, silent, np.unique(ledgers["debtor"][rows]))


DETECTOR: Final = Detector(
    id="M6",
    version=1,
    words=(
        "A debt that is paid for a year and more does not fall.",
        "قرض جو ایک سال سے زیادہ ادائیگی کے باوجود کم نہیں ہوتا۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.CASE,),
    tables=("ledgers",),
    parameters=(
        Parameter("months", 12, "months", "fewest in which something was paid back"),
        Parameter("advances", 2, "advances", "fewest to one debtor"),
    ),
    columns=("ledger line", "seizure memo"),
    look_alikes=(PAID_DOWN,),
    find=find,
)
