"""G2: many accounts pay one account within hours."""

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
    for fan in fans(transfers, "payee", "payer", values["accounts"], values["hours"]):
        told = {"accounts": fan.others, "sum_minor": float(transfers["amount"][fan.rows].sum())}
        silent = known_business(snapshot, fan.account, fan.rows, told)
        parties = np.unique(transfers["payer"][fan.rows])
        yield finding(fan.account, evidence("transfers", transfers, fan.rows), told, silent, parties)


DETECTOR: Final = Detector(
    id="G2",
    version=1,
    words=(
        "Many accounts pay one account within hours.",
        "چند گھنٹوں میں بہت سے کھاتے ایک کھاتے کو ادائیگی کرتے ہیں۔",
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
