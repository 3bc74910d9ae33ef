"""M3: wages that go back, month after month, to the employer, to kin of theirs, or to one foreman."""

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
from services.linkage.snapshot.columns import Ints, Snapshot
from services.linkage.snapshot.grouping import distinct, group, most_in_window, often, sum_at
from services.linkage.snapshot.local_time import HOUR_S, month

PAYROLL: Final = "employer's payroll"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an employer and who takes the wages back; a payroll of which nothing comes back is silent."""
    transfers = snapshot.transfers
    regular = np.flatnonzero(often(transfers["payer"], transfers["payee"], int(values["months"])))
    if not len(regular):
        return
    employers, workers = transfers["payer"][regular], transfers["payee"][regular]
    crew = distinct(employers, workers, int(employers.max()) + 1)
    wages = regular[crew[employers] >= values["workers"]]
    returned = _returned(snapshot, wages, values)
    for employer in np.unique(transfers["payer"][wages]):
        yield from _told(snapshot, int(employer), wages[transfers["payer"][wages] == employer], returned, values)


def _returned(snapshot: Snapshot, wages: Ints, values: Values) -> dict[int, list[tuple[int, Ints]]]:
    """By wage's place: to whom most of it went within the hours, and by which rows."""
    transfers = snapshot.transfers
    workers = np.unique(transfers["payee"][wages])
    out = np.flatnonzero(np.isin(transfers["payer"], workers))
    by_worker = group(transfers["payer"][out])
    place_of = {int(key): place for place, key in enumerate(by_worker.keys[0])}
    found: dict[int, list[tuple[int, Ints]]] = {}
    for wage in wages:
        worker = int(transfers["payee"][wage])
        if worker not in place_of:
            continue
        rows = out[by_worker.rows(place_of[worker])]
        times = transfers["at"][rows]
        first = np.searchsorted(times, transfers["at"][wage], side="right")
        last = np.searchsorted(times, transfers["at"][wage] + int(values["hours"] * HOUR_S), side="right")
        for payee in np.unique(transfers["payee"][rows[first:last]]):
            back = rows[first:last][transfers["payee"][rows[first:last]] == payee]
            if transfers["amount"][back].sum() >= values["share"] * transfers["amount"][wage]:
                found.setdefault(int(wage), []).append((int(payee), back))
    return found


def _told(
    snapshot: Snapshot, employer: int, wages: Ints, returned: dict[int, list[tuple[int, Ints]]], values: Values
) -> Iterator[Finding]:
    transfers = snapshot.transfers
    crew = len(np.unique(transfers["payee"][wages]))
    backs = [(int(wage), payee, rows) for wage in wages for payee, rows in returned.get(int(wage), ())]
    taker_of = np.array([payee for _, payee, _ in backs], dtype=np.int64)
    told_any = False
    for taker in np.unique(taker_of):
        own = [each for each in backs if each[1] == taker]
        steady = _steady(snapshot, own, int(values["months"]))
        if len(steady) < values["workers"]:
            continue
        chosen = [each for each in own if int(transfers["payee"][each[0]]) in steady]
        rows = np.concatenate([np.append(back, wage) for wage, _, back in chosen])
        paid = float(sum(transfers["amount"][wage] for wage, _, _ in chosen))
        told = {
            "workers": len(steady),
            "crew": crew,
            "share": float(sum(transfers["amount"][back].sum() for _, _, back in chosen)) / paid,
            "to_employer": float(taker == employer),
        }
        told_any = True
        yield finding(int(taker), evidence("transfers", transfers, rows), told, "", sorted(steady))
    if not told_any:
        share = _share_back(snapshot, employer, wages)
        yield finding(employer, evidence("transfers", transfers, wages), {"crew": crew, "share": share}, PAYROLL)


def _steady(snapshot: Snapshot, backs: list[tuple[int, int, Ints]], months: int) -> set[int]:
    """Workers from whom wages went back in so many months running."""
    transfers = snapshot.transfers
    pairs = sorted({(int(transfers["payee"][wage]), int(month(transfers["at"][[wage]])[0])) for wage, _, _ in backs})
    workers = np.array([worker for worker, _ in pairs], dtype=np.int64)
    told, _ = most_in_window(workers, np.array([when for _, when in pairs], dtype=np.int64), months)
    return {int(worker) for worker in np.unique(workers) if told[worker] >= months}


def _share_back(snapshot: Snapshot, employer: int, wages: Ints) -> float:
    transfers = snapshot.transfers
    workers = np.unique(transfers["payee"][wages])
    pairs = (workers, np.full(len(workers), employer, dtype=np.int64))
    back = sum_at(pairs, (transfers["payer"], transfers["payee"]), transfers["amount"]).sum()
    return float(back) / max(float(transfers["amount"][wages].sum()), 1.0)


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
