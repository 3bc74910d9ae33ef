"""G7: money that leaves one account for several, and comes together in another."""

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
from services.linkage.detectors.steady import ORDINARY, known_business
from services.linkage.snapshot.columns import Snapshot
from services.linkage.snapshot.continuations import continuations
from services.linkage.snapshot.grouping import distinct, group, most_in_window
from services.linkage.snapshot.local_time import HOUR_S


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a pair of accounts, about the one in which it comes together."""
    transfers = snapshot.transfers
    pairs = continuations(snapshot, values["hours"], values["kept"], values["hub"])
    source, between, sink = (
        transfers["payer"][pairs.came],
        transfers["payee"][pairs.came],
        transfers["payee"][pairs.onward],
    )
    apart = source != sink
    came, onward = pairs.came[apart], pairs.onward[apart]
    if not len(came):
        return
    ends = group(source[apart], sink[apart])
    several = distinct(ends.of_row, between[apart], len(ends)) >= values["between"]
    window = int(values["hours"] * HOUR_S)
    for place in np.flatnonzero(several):
        own = ends.rows(int(place))
        once = own[np.unique(between[apart][own], return_index=True)[1]]
        most, since = most_in_window(np.zeros(len(once), dtype=np.int64), transfers["at"][came[once]], window)
        if most[0] < values["between"]:
            continue
        at = transfers["at"][came[own]]
        shown = own[(at >= since[0]) & (at < since[0] + window)]
        rows = np.union1d(came[shown], onward[shown])
        subject = int(ends.keys[1][place])
        told = {"between": int(most[0]), "sum_minor": float(transfers["amount"][np.unique(onward[shown])].sum())}
        silent = known_business(snapshot, subject, np.unique(onward[shown]), told)
        parties = np.append(between[apart][shown], ends.keys[0][place])
        yield finding(subject, evidence("transfers", transfers, rows), told, silent, parties)


DETECTOR: Final = Detector(
    id="G7",
    version=2,
    words=(
        "Money leaves one account for several others and comes together again in one.",
        "رقم ایک کھاتے سے کئی کھاتوں میں بٹ کر پھر ایک ہی کھاتے میں جمع ہوتی ہے۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER,),
    tables=("transfers",),
    parameters=(
        Parameter("between", 4, "accounts", "fewest between the two"),
        Parameter("hours", 72, "hours", "within which all of it goes out, and longest at one account"),
        Parameter("kept", 0.15, "share", "most that is kept back at each"),
        Parameter("hub", 500, "payments", "out of an account, above which it is passed over"),
    ),
    columns=("went out", "between", "came together"),
    look_alikes=ORDINARY,
    find=find,
)
