"""M4: wages of several people come into one account and are drawn in cash within a day."""

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
from services.linkage.snapshot.columns import Flags, Ints, Mark, Snapshot, TransferKind
from services.linkage.snapshot.grouping import group
from services.linkage.snapshot.kinship import families
from services.linkage.snapshot.local_time import HOUR_S, month

HOUSEHOLD, AGENT = "family breadwinner's household", "branchless agent"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an account."""
    transfers = snapshot.transfers
    wages = np.flatnonzero((transfers["kind"] == TransferKind.SALARY) & (transfers["named"] >= 0))
    if not len(wages):
        return
    drawn = np.flatnonzero(transfers["kind"] == TransferKind.CASH_OUT)
    accounts = group(transfers["payee"][wages])
    for place in range(len(accounts)):
        account, rows = int(accounts.keys[0][place]), wages[accounts.rows(place)]
        if len(np.unique(transfers["named"][rows])) < values["wages"]:
            continue
        cash = drawn[transfers["payer"][drawn] == account]
        soon = _drawn_soon(transfers["at"][rows], transfers["at"][cash], values["hours"])
        named = np.unique(transfers["named"][rows[soon]])
        months = month(transfers["at"][rows[soon]])
        most = max((len(np.unique(transfers["named"][rows[soon]][months == each])) for each in months), default=0)
        if most < values["wages"]:
            continue
        people = snapshot.persons(named)
        homes = len(np.unique(families(snapshot, people[people >= 0]))) + int(np.count_nonzero(people < 0))
        told = {"wages": most, "families": homes, "credits": int(np.count_nonzero(soon)), "draws": len(cash)}
        silent = HOUSEHOLD if homes < values["families"] else ""
        if not silent and snapshot.marked(np.array([account]), Mark.AGENT)[0]:
            silent = AGENT
        shown = [*evidence("transfers", transfers, rows[soon]), *evidence("transfers", transfers, cash)]
        yield finding(account, shown, told, silent, people)


def _drawn_soon(wages: Ints, draws: Ints, hours: float) -> Flags:
    """Of each wage, whether cash was drawn within the hours after it; both ascend."""
    if not len(draws):
        return np.zeros(len(wages), dtype=np.bool_)
    place = np.searchsorted(draws, wages, side="left")
    waited = draws[np.minimum(place, len(draws) - 1)] - wages
    return np.asarray((place < len(draws)) & (waited <= hours * HOUR_S))


DETECTOR: Final = Detector(
    id="M4",
    version=1,
    words=(
        "Wages of several people come into one account and are drawn in cash within a day.",
        "کئی افراد کی تنخواہیں ایک ہی کھاتے میں آتی ہیں اور ایک دن میں نقد نکال لی جاتی ہیں۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER,),
    tables=("transfers", "kin"),
    parameters=(
        Parameter("wages", 4, "people", "fewest whose wages come in in one month"),
        Parameter("families", 2, "families", "fewest that they are of"),
        Parameter("hours", 24, "hours", "within which cash is drawn"),
    ),
    columns=("credits", "withdrawals", "agent", "place"),
    look_alikes=(HOUSEHOLD, AGENT),
    find=find,
)
