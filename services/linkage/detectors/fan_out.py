"""G3: one account pays many others within hours."""

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
from services.linkage.detectors.steady import known_business
from services.linkage.snapshot.columns import Snapshot

COMMITTEE: Final = "committee"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an account."""
    transfers = snapshot.transfers
    for fan in fans(transfers, "payer", "payee", values["accounts"], values["hours"]):
        told = {"accounts": fan.others, "sum_minor": float(transfers["amount"][fan.rows].sum())}
        silent = known_business(snapshot, fan.account, fan.rows, told)
        parties = np.unique(transfers["payee"][fan.rows])
        yield finding(fan.account, evidence("transfers", transfers, fan.rows), told, silent, parties)


DETECTOR: Final = Detector(
    id="G3",
    version=1,
    words=(
        "One account pays many others within hours.",
        "چند گھنٹوں میں ایک کھاتہ بہت سے کھاتوں کو ادائیگی کرتا ہے۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER,),
    tables=("transfers",),
    parameters=(
        Parameter("accounts", 10, "accounts", "fewest others in the window"),
        Parameter("hours", 48, "hours", "of the window"),
    ),
    columns=("payment", "time", "amount"),
    look_alikes=("agent", "merchant", "charity", "payroll", COMMITTEE),
    find=find,
)
