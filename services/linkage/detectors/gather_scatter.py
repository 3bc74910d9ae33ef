"""G8: money of several accounts that comes together in one and leaves it for several others."""

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
from services.linkage.detectors.fans import fans
from services.linkage.detectors.steady import ORDINARY, known_business
from services.linkage.snapshot.columns import Snapshot
from services.linkage.snapshot.local_time import HOUR_S


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an account."""
    transfers = snapshot.transfers
    outward = {fan.account: fan for fan in fans(transfers, "payer", "payee", values["out"], values["hours"])}
    for fan in fans(transfers, "payee", "payer", values["in"], values["hours"]):
        out = outward.get(fan.account)
        if out is None or not fan.since <= out.since <= fan.since + values["hours"] * HOUR_S:
            continue
        came, went = float(transfers["amount"][fan.rows].sum()), float(transfers["amount"][out.rows].sum())
        payers, payees = transfers["payer"][fan.rows], transfers["payee"][out.rows]
        if went < values["share"] * came or went > came or np.isin(payees, payers).any():
            continue
        rows = np.union1d(fan.rows, out.rows)
        told = {"in": fan.others, "out": out.others, "share": went / came}
        silent = known_business(snapshot, fan.account, rows, told)
        yield finding(fan.account, evidence("transfers", transfers, rows), told, silent, np.append(payers, payees))


DETECTOR: Final = Detector(
    id="G8",
    version=2,
    words=(
        "Money of several accounts comes together in one and leaves it for several others.",
        "کئی کھاتوں کی رقم ایک کھاتے میں جمع ہو کر کئی دوسرے کھاتوں میں بٹ جاتی ہے۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER,),
    tables=("transfers",),
    parameters=(
        Parameter("in", 5, "accounts", "fewest that pay in"),
        Parameter("out", 5, "accounts", "fewest that are paid"),
        Parameter("hours", 48, "hours", "of each window, and between the two"),
        Parameter("share", 0.7, "share", "least of what came in that goes out"),
    ),
    columns=("came in", "went out"),
    look_alikes=ORDINARY,
    find=find,
)
