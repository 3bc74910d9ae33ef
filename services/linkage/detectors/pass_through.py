"""G4: an account through which money goes: what comes in is out again within hours, nearly whole."""

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
from services.linkage.snapshot.grouping import group


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an account."""
    transfers = snapshot.transfers
    pairs = continuations(snapshot, values["hours"], values["kept"], values["hub"])
    if not len(pairs.came):
        return
    accounts = group(transfers["payee"][pairs.came])
    income = np.bincount(transfers["payee"], weights=transfers["amount"])
    for place in range(len(accounts)):
        own = accounts.rows(place)
        came = np.unique(pairs.came[own])
        account = int(accounts.keys[0][place])
        share = float(transfers["amount"][came].sum()) / float(income[account])
        if len(came) < values["times"] or share < values["share"]:
            continue
        rows = np.union1d(came, pairs.onward[own])
        told = {"times": len(came), "share": share, "sum_minor": float(transfers["amount"][came].sum())}
        silent = known_business(snapshot, account, came, told)
        yield finding(account, evidence("transfers", transfers, rows), told, silent)


DETECTOR: Final = Detector(
    id="G4",
    version=2,
    words=(
        "What comes into an account goes out again within hours, nearly whole.",
        "کھاتے میں آنے والی رقم چند گھنٹوں میں تقریباً پوری آگے چلی جاتی ہے۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER,),
    tables=("transfers",),
    parameters=(
        Parameter("hours", 24, "hours", "within which it goes out"),
        Parameter("kept", 0.1, "share", "most that is kept back"),
        Parameter("times", 5, "transfers", "fewest that come and go so"),
        Parameter("share", 0.8, "share", "least of all that comes in"),
        Parameter("hub", 500, "payments", "out of an account, above which it is passed over"),
    ),
    columns=("came in", "went out", "hours"),
    look_alikes=ORDINARY,
    find=find,
)
