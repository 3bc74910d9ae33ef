"""G5: money that goes on and on, from account to account, within hours at each."""

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
from services.linkage.snapshot.columns import Ints, Snapshot
from services.linkage.snapshot.continuations import Continuations, continuations

LONGEST: Final = 20


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a chain that is no part of a longer one, about where it begins."""
    transfers = snapshot.transfers
    pairs = continuations(snapshot, values["hours"], values["kept"], values["hub"])
    if not len(pairs.came):
        return
    length, following = _longest(pairs, len(transfers))
    begins = np.ones(len(transfers), dtype=bool)
    begins[pairs.onward] = False
    for first in np.flatnonzero(begins & (length >= values["steps"])):
        rows = [int(first)]
        while following[rows[-1]] >= 0 and len(rows) < LONGEST:
            rows.append(int(following[rows[-1]]))
        places = np.array(rows)
        subject = int(transfers["payer"][first])
        told = {"steps": len(rows), "hours": float(transfers["at"][rows[-1]] - transfers["at"][first]) / 3600}
        told["kept_back"] = 1 - float(transfers["amount"][rows[-1]]) / float(transfers["amount"][first])
        silent = known_business(snapshot, subject, places[:1], told)
        parties = np.append(transfers["payee"][places], subject)
        yield finding(subject, evidence("transfers", transfers, places), told, silent, parties)


def _longest(pairs: Continuations, count: int) -> tuple[Ints, Ints]:
    """Of each transfer, how many follow one another from it on, itself included, and which is the next of them."""
    length, following = np.ones(count, dtype=np.int64), np.full(count, -1, dtype=np.int64)
    for _ in range(LONGEST):
        reach = length[pairs.onward] + 1
        best = np.lexsort((pairs.onward, -reach, pairs.came))
        first = np.append(True, pairs.came[best][1:] != pairs.came[best][:-1])
        top = best[first]
        if np.array_equal(length[pairs.came[top]], reach[top]):
            break
        length[pairs.came[top]], following[pairs.came[top]] = reach[top], pairs.onward[top]
    return length, following


DETECTOR: Final = Detector(
    id="G5",
    version=2,
    words=(
        "Money goes on from account to account, within hours at each.",
        "رقم چند گھنٹوں کے وقفے سے ایک کھاتے سے دوسرے میں منتقل ہوتی جاتی ہے۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER,),
    tables=("transfers",),
    parameters=(
        Parameter("steps", 4, "transfers", "fewest in a row"),
        Parameter("hours", 24, "hours", "longest at one account"),
        Parameter("kept", 0.1, "share", "most that is kept back at each"),
        Parameter("hub", 500, "payments", "out of an account, above which it is passed over"),
    ),
    columns=("step", "time", "amount"),
    look_alikes=ORDINARY,
    find=find,
)
