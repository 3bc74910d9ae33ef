"""What tells ordinary business from a pattern of money: lists of agents and the like, wages, committees. Pure."""

from __future__ import annotations

from typing import Final

import numpy as np

from services.linkage.detectors.contract import variation
from services.linkage.snapshot.columns import Ints, Mark, Snapshot, TransferKind
from services.linkage.snapshot.local_time import day_of_month
from services.linkage.snapshot.lookup import rows_of

EVEN: Final = 0.05
"""Coefficient of variation below which sums are alike, as a committee's are."""
_DAYS: Final = 3
_MOSTLY: Final = 0.9
"""Share of wages among payments above which they are a payroll: an employer buys something on pay day as well."""
_LISTED: Final = (("agent", Mark.AGENT), ("merchant", Mark.MERCHANT), ("charity", Mark.CHARITY))
PAYROLL, COMMITTEE = "payroll", "committee"
ORDINARY: Final = (*(name for name, _ in _LISTED), PAYROLL, COMMITTEE)
"""Every look-alike that :func:`known_business` names."""


def known_business(snapshot: Snapshot, account: int, rows: Ints, told: dict[str, float]) -> str:
    """The ordinary business that payments about an account are, empty for none; adds to ``told`` what it looked at."""
    transfers = snapshot.transfers
    told["variation"] = variation(transfers["amount"][rows])
    told["wages"] = float(np.mean(transfers["kind"][rows] == TransferKind.SALARY))
    for name, mark in _LISTED:
        if snapshot.marked(np.array([account]), mark)[0]:
            return name
    if told["wages"] >= _MOSTLY:
        return PAYROLL
    return COMMITTEE if is_committee(snapshot, account, rows, told) else ""


def is_committee(snapshot: Snapshot, account: int, rows: Ints, told: dict[str, float]) -> bool:
    """Whether whoever else is in the rows pays the account equal sums, on like days of the month, and is paid as much.

    What others pay it, such as wages, says nothing of that.
    """
    transfers = snapshot.transfers
    others = np.union1d(transfers["payer"][rows], transfers["payee"][rows])
    paid = rows_of(snapshot, "transfers", "payee", [account])
    paid = paid[np.isin(transfers["payer"][paid], others)]
    back = rows_of(snapshot, "transfers", "payer", [account])
    back = back[np.isin(transfers["payee"][back], transfers["payer"][paid])]
    came = float(transfers["amount"][paid].sum())
    told["returned"] = float(transfers["amount"][back].sum()) / max(came, 1.0)
    days = day_of_month(transfers["at"][paid])
    told["day_spread"] = float(np.ptp(days)) if len(days) else 0.0
    even = variation(transfers["amount"][paid]) <= EVEN if len(paid) else False
    return bool(even and told["day_spread"] <= 2 * _DAYS and told["returned"] >= 1 - EVEN)
