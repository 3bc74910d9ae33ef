"""G6: money that comes back to where it began, over accounts in the order of time, nearly whole."""

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
from services.linkage.snapshot.columns import Ints, Snapshot, Table
from services.linkage.snapshot.continuations import Continuations, continuations, starts
from services.linkage.snapshot.grouping import spread
from services.linkage.snapshot.local_time import HOUR_S


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an account and set of accounts that its money went round by."""
    transfers = snapshot.transfers
    pairs = continuations(snapshot, values["hours"], values["kept"], values["hub"])
    found: dict[tuple[int, frozenset[int]], set[int]] = {}
    for path in _cycles(transfers, pairs, int(values["steps"]), int(values["window"] * HOUR_S)):
        accounts = frozenset(int(each) for each in transfers["payer"][path])
        first = int(transfers["payer"][path[0]])
        found.setdefault((first, accounts), set()).update(int(each) for each in path)
    for (subject, accounts), rows in sorted(found.items(), key=lambda each: (each[0][0], sorted(each[0][1]))):
        places = np.array(sorted(rows))
        told = {
            "accounts": len(accounts),
            "transfers": len(rows),
            "most_minor": float(transfers["amount"][places].max()),
        }
        silent = known_business(snapshot, subject, places, told)
        yield finding(subject, evidence("transfers", transfers, places), told, silent, accounts)


def _cycles(transfers: Table, pairs: Continuations, steps: int, window: int) -> Iterator[Ints]:
    """Places of the transfers of each way round, from the first to the one that comes back, at most ``steps``."""
    begin = starts(pairs, len(transfers))
    paths = np.column_stack((pairs.came, pairs.onward))
    while len(paths) and paths.shape[1] <= steps:
        root, at = transfers["payer"][paths[:, 0]], transfers["at"]
        paths = paths[at[paths[:, -1]] - at[paths[:, 0]] <= window]
        root, end = transfers["payer"][paths[:, 0]], transfers["payee"][paths[:, -1]]
        yield from paths[root == end]
        open_ones = paths[(root != end) & ~np.any(transfers["payee"][paths[:, :-1]] == end[:, None], axis=1)]
        last = open_ones[:, -1]
        many = begin[last + 1] - begin[last]
        if not many.sum():
            return
        rows, places = spread(begin[last], many)
        paths = np.column_stack((open_ones[rows], pairs.onward[places]))


DETECTOR: Final = Detector(
    id="G6",
    version=2,
    words=(
        "Money comes back to where it began, over other accounts, nearly whole.",
        "رقم دوسرے کھاتوں سے ہوتی ہوئی تقریباً پوری وہیں واپس آتی ہے جہاں سے چلی تھی۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER,),
    tables=("transfers",),
    parameters=(
        Parameter("hours", 72, "hours", "longest at one account"),
        Parameter("window", 240, "hours", "longest of the whole way"),
        Parameter("kept", 0.15, "share", "most that is kept back at each"),
        Parameter("steps", 6, "transfers", "most of a way"),
        Parameter("hub", 500, "payments", "out of an account, above which it is passed over"),
    ),
    columns=("step", "time", "amount"),
    look_alikes=ORDINARY,
    find=find,
)
