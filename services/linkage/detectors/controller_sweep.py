"""M1: one account into which several people pay on, night after night, most of what they took in."""

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
    variation,
)
from services.linkage.detectors.steady import COMMITTEE, EVEN
from services.linkage.snapshot.columns import Flags, Ints, Snapshot, Table
from services.linkage.snapshot.grouping import Groups, distinct, group, last_before, most_in_window, often, sum_at
from services.linkage.snapshot.local_time import HOUR_S, shift_day
from services.linkage.snapshot.lookup import rows_of


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an account that enough payers sweep into."""
    transfers = snapshot.transfers
    steady = np.flatnonzero(often(transfers["payer"], transfers["payee"], int(values["days"])))
    if not len(steady):
        return
    paid_on, swept = _swept(transfers, steady, values)
    pairs = group(paid_on.keys[0][swept], paid_on.keys[1][swept])
    if not len(pairs):
        return
    days, _ = most_in_window(pairs.of_row, paid_on.keys[2][swept], int(values["window"]))
    payers, payees = pairs.keys
    fit = (days >= values["days"]) & (_partners(transfers, payers) <= values["others"] + 1)
    chosen = np.flatnonzero(fit)
    takers = group(payees[chosen])
    days_of_sweeps = np.flatnonzero(swept)[pairs.order]
    for place in np.flatnonzero(takers.sizes() >= values["payers"]):
        own = chosen[takers.rows(int(place))]
        ends = pairs.starts[own] + pairs.sizes()[own]
        places = np.concatenate([days_of_sweeps[start:end] for start, end in zip(pairs.starts[own], ends, strict=True)])
        rows = steady[np.concatenate([paid_on.rows(int(each)) for each in places])]
        yield _told(snapshot, int(takers.keys[0][place]), rows, int(days[own].min()))


def _swept(transfers: Table, steady: Ints, values: Values) -> tuple[Groups, Flags]:
    """Of each payer, payee and working day: whether what was paid on is most of what came in, and soon after."""
    payer, at = transfers["payer"][steady], transfers["at"][steady]
    paid_on = group(payer, transfers["payee"][steady], shift_day(at))
    came = np.flatnonzero(np.isin(transfers["payee"], paid_on.keys[0]))
    income = sum_at(
        (paid_on.keys[0], paid_on.keys[2]),
        (transfers["payee"][came], shift_day(transfers["at"][came])),
        transfers["amount"][came],
    )
    share = paid_on.sums(transfers["amount"][steady]) / np.maximum(income, 1)
    first = at[paid_on.order[paid_on.starts]]
    waited = first - last_before((paid_on.keys[0], first), transfers["payee"][came], transfers["at"][came])
    soon = waited <= values["hours"] * HOUR_S
    return paid_on, (income > 0) & (share >= values["least"]) & (share <= values["most"]) & soon


def _partners(transfers: Table, payers: Ints) -> Ints:
    """To how many accounts each payer pays."""
    rows = np.isin(transfers["payer"], payers)
    count = int(payers.max()) + 1
    return distinct(transfers["payer"][rows], transfers["payee"][rows], count)[payers]


def _told(snapshot: Snapshot, payee: int, rows: Ints, days: int) -> Finding:
    transfers = snapshot.transfers
    payers = np.unique(transfers["payer"][rows])
    came = rows_of(snapshot, "transfers", "payee", payers)
    on = shift_day(transfers["at"][rows])
    taken = came[
        sum_at(
            (transfers["payee"][came], shift_day(transfers["at"][came])),
            (transfers["payer"][rows], on),
            np.ones(len(rows), dtype=np.int64),
        )
        > 0
    ]
    back = rows_of(snapshot, "transfers", "payer", [payee])
    back = back[np.isin(transfers["payee"][back], payers)]
    received = float(transfers["amount"][rows].sum())
    told = {
        "payers": len(payers),
        "days": days,
        "received_minor": received,
        "share": received / max(float(transfers["amount"][taken].sum()), 1.0),
        "variation": variation(transfers["amount"][rows]),
        "returned": float(transfers["amount"][back].sum()) / max(received, 1.0),
    }
    committee = told["variation"] <= EVEN and told["returned"] >= 1 - EVEN
    shown = [*evidence("transfers", transfers, rows), *evidence("transfers", transfers, taken)]
    return finding(payee, shown, told, COMMITTEE if committee else "", payers)


DETECTOR: Final = Detector(
    id="M1",
    version=1,
    words=(
        "One account takes from several others, day after day, most of what each of them took in.",
        "ایک کھاتہ کئی دوسرے کھاتوں سے روز بروز ان کی آمدنی کا بیشتر حصہ لیتا ہے۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER,),
    tables=("transfers",),
    parameters=(
        Parameter("payers", 4, "accounts", "fewest that pay on"),
        Parameter("days", 8, "days", "fewest within the window on which each of them does"),
        Parameter("window", 14, "days", "within which days are counted"),
        Parameter("least", 0.6, "share", "least of what was taken in on the day"),
        Parameter("most", 1.0, "share", "most of it"),
        Parameter("hours", 12, "hours", "longest between the last taking and the paying on"),
        Parameter("others", 2, "accounts", "most others that a payer pays"),
    ),
    columns=("payer", "day", "taken in", "paid on", "hours", "share"),
    look_alikes=(COMMITTEE, "household", "merchant"),
    find=find,
)
