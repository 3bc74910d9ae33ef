"""M3: wages that go back, month after month, to the employer, to kin of theirs, or to one foreman."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

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
from services.linkage.snapshot.columns import Ints, Snapshot, Table
from services.linkage.snapshot.grouping import distinct, group, most_in_window, often, spread, sum_at
from services.linkage.snapshot.local_time import HOUR_S, month

PAYROLL: Final = "employer's payroll"


class _Backs(NamedTuple):
    """Payments by which most of a wage went to one account, as places among transfers: each with its wage."""

    wage: Ints
    row: Ints


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an employer and who takes the wages back; a payroll of which nothing comes back is silent."""
    transfers = snapshot.transfers
    regular = np.flatnonzero(often(transfers["payer"], transfers["payee"], int(values["months"])))
    if not len(regular):
        return
    employers, workers = transfers["payer"][regular], transfers["payee"][regular]
    crew = distinct(employers, workers, int(employers.max()) + 1)
    wages = regular[crew[employers] >= values["workers"]]
    backs = _returned(transfers, wages, values)
    takers = group(transfers["payer"][backs.wage], transfers["payee"][backs.row])
    told: set[int] = set()
    for place, employer in enumerate(takers.keys[0].tolist()):
        own = _Backs(*(each[takers.rows(place)] for each in backs))
        steady = _steady(transfers, own, int(values["months"]))
        if len(steady) >= values["workers"]:
            told.add(employer)
            yield _told(snapshot, own, steady, int(crew[employer]))
    yield from _payrolls(snapshot, wages, told)


def _returned(transfers: Table, wages: Ints, values: Values) -> _Backs:
    """What each worker paid to one account within the hours after a wage, where it comes to most of it."""
    at = transfers["at"] - transfers["at"].min()
    window = int(values["hours"] * HOUR_S)
    span = int(at.max()) + window + 2
    out = np.flatnonzero(np.isin(transfers["payer"], transfers["payee"][wages]))
    out = out[np.argsort(transfers["payer"][out], kind="stable")]
    line = transfers["payer"][out].astype(np.int64) * span + at[out]
    paid = transfers["payee"][wages].astype(np.int64) * span + at[wages]
    first = np.searchsorted(line, paid, side="right")
    place, found = spread(first, np.searchsorted(line, paid + window, side="right") - first)
    row = out[found]
    backs = group(place, transfers["payee"][row])
    most = backs.sums(transfers["amount"][row]) >= values["share"] * transfers["amount"][wages[backs.keys[0]]]
    fit = most[backs.of_row]
    return _Backs(wages[place[fit]], row[fit])


def _told(snapshot: Snapshot, backs: _Backs, steady: Ints, crew: int) -> Finding:
    transfers = snapshot.transfers
    chosen = np.isin(transfers["payee"][backs.wage], steady)
    wages, rows = np.unique(backs.wage[chosen]), backs.row[chosen]
    taker = int(transfers["payee"][rows[0]])
    told = {
        "workers": len(steady),
        "crew": crew,
        "share": float(transfers["amount"][rows].sum()) / float(transfers["amount"][wages].sum()),
        "to_employer": float(taker == transfers["payer"][wages[0]]),
    }
    shown = evidence("transfers", transfers, np.append(wages, rows))
    return finding(taker, shown, told, "", steady)


def _steady(transfers: Table, backs: _Backs, months: int) -> Ints:
    """Workers from whom wages went back in so many months running."""
    pairs = group(transfers["payee"][backs.wage], month(transfers["at"][backs.wage]))
    worker, when = pairs.keys
    told, _ = most_in_window(worker, when, months)
    return np.flatnonzero(told >= months)


def _payrolls(snapshot: Snapshot, wages: Ints, told: set[int]) -> Iterator[Finding]:
    """Of whom nothing was told: the whole payroll, silent."""
    transfers = snapshot.transfers
    pairs = group(transfers["payer"][wages], transfers["payee"][wages])
    employer, worker = pairs.keys
    back = sum_at((worker, employer), (transfers["payer"], transfers["payee"]), transfers["amount"])
    employers = group(employer)
    returned, paid = employers.sums(back), employers.sums(pairs.sums(transfers["amount"][wages]))
    own = group(transfers["payer"][wages])
    for place, account in enumerate(employers.keys[0].tolist()):
        if account not in told:
            figures = {
                "crew": int(employers.sizes()[place]),
                "share": float(returned[place]) / max(float(paid[place]), 1.0),
            }
            yield finding(account, evidence("transfers", transfers, wages[own.rows(place)]), figures, PAYROLL)


DETECTOR: Final = Detector(
    id="M3",
    version=1,
    words=(
        "Most of each wage goes back within days, month after month.",
        "ہر تنخواہ کا بیشتر حصہ چند دن میں واپس چلا جاتا ہے، مہینے در مہینے۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER,),
    tables=("transfers",),
    parameters=(
        Parameter("workers", 3, "workers", "fewest from whom it goes back"),
        Parameter("share", 0.7, "share", "least of each wage"),
        Parameter("hours", 72, "hours", "within which it goes back"),
        Parameter("months", 3, "months", "running in which it does"),
    ),
    columns=("wage row", "return row", "share"),
    look_alikes=(PAYROLL,),
    find=find,
)
